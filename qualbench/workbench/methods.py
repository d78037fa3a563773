"""How agreement was found, as a paper tells it."""

from __future__ import annotations

from collections.abc import Sequence

import qualbench
from qualbench.agreement import Coefficient, RowAgreement, Undefined
from qualbench.model import PAIR_MARK
from qualbench.workbench.agreement import Agreement

_NUMBERS = "No One Two Three Four Five Six Seven Eight Nine Ten".split()
_NAMES = {
    "percent": "percent agreement",
    "kappa": "kappa",
    "alpha": "alpha",
    "ac1": "AC1",
}
_VERSION = 12
"""How much of a codebook's version is printed: enough to tell it from any other."""


def methods_sentence(found: Agreement) -> str:
    """Who coded how much of what, and how their agreement was computed, in two sentences."""
    return f"{_coded(found)} {_computed(found)}"


def met(row: RowAgreement, target: str) -> str:
    """Whether a row meets a target such as "alpha .80": yes, no, or undefined."""
    name, bound = target.split()
    value: Coefficient = row.each()[name].value
    if isinstance(value, Undefined):
        return "undefined"
    return "yes" if value >= float(bound) else "no"


def _coded(found: Agreement) -> str:
    whole, book = found.whole, found.codebook
    number = len(found.coders)
    count = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    who = f"{count} coders ({_listed(found.coders)})"
    did = f"{who} both coded" if number == 2 else f"{who} took part, and two or more of them coded"
    where = f" in round {found.asked.round}" if found.asked.round else ""
    return (
        f"{did} {len(whole.documents)} of the {found.study} transcripts of the study "
        f"({len(whole.documents) / found.study:.0%}){where}, and so {whole.n:,} of the "
        f"{whole.given:,} {_units(found)} ({whole.share:.0%}) in what was submitted{where and ' to it'}, "
        f"using the codebook {book.title} (version {book.version[:_VERSION]})."
    )


def _computed(found: Agreement) -> str:
    pairs = "" if len(found.coders) == 2 else " (these three as means over pairs of coders)"
    return (
        f"Agreement was computed on {_units(found)}{_drawn(found)}, each of which has the codes "
        f"of all codings that {'cover' if found.unit == 'character' else 'touch'} it, with "
        f"{_matching(found)}, as percent agreement, Cohen's kappa and Gwet's AC1{pairs} and "
        f"Krippendorff's alpha (nominal, and with the MASI distance for sets of codes)"
        f"{_intervals(found)}, in qualbench {qualbench.__version__}{_target(found)}."
    )


def _units(found: Agreement) -> str:
    if found.asked.interviewer:
        return f"{found.unit}s of respondents and interviewers"
    return f"respondents' {found.unit}s"


def _drawn(found: Agreement) -> str:
    if found.unit != "segment":
        return ""
    by = f" by {found.asked.segments}" if found.asked.segments else " for the round"
    return f", drawn beforehand{by}"


def _matching(found: Agreement) -> str:
    if found.asked.match == "sibling":
        return "siblings of a code under the same parent counted as matching it"
    return "only the same code counted as a match"


def _intervals(found: Agreement) -> str:
    whole = found.whole
    if not whole.resamples:
        return ""
    if isinstance(why := whole.pooled.percent.interval, Undefined):
        return f", without intervals ({why.reason})"
    return (
        f", with 95% percentile bootstrap intervals from {whole.resamples:,} resamples of whole "
        f"transcripts (seed {whole.seed})"
    )


def _target(found: Agreement) -> str:
    if not found.target:
        return ""
    codes = [met(row, found.target) for row in found.codes if PAIR_MARK not in row.code]
    defined = [one for one in codes if one != "undefined"]
    name, bound = found.target.split()
    return (
        f"; the project's target, {_NAMES[name]} of at least {bound}, was met by "
        f"{defined.count('yes')} of the {len(defined)} codes that have one"
    )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
