"""How agreement was found, as a paper tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import qualbench
from qualbench.agreement import Estimate, Undefined
from qualbench.model import PAIR_MARK
from qualbench.workbench.agreement.comparing import Agreement

_NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
_NAMES = {
    "percent": "percent agreement",
    "kappa": "kappa",
    "alpha": "alpha",
    "ac1": "AC1",
}
_VERSION = 12
"""How much of a codebook's version is printed: enough to tell it from any other."""


def methods_sentence(found: Agreement) -> str:
    """Who coded how much of what and was shown suggestions, and how agreement was computed."""
    seen = f" {said}." if (said := _seen(found)) else ""
    return f"{_coded(found)}{seen} {_computed(found)}"


def seen_warning(found: Agreement) -> str:
    """Who had seen suggestions where, and what that may do; empty if nobody had."""
    said = _seen(found)
    higher = "may be higher than it would be without"
    return said and f"{said}: agreement between people who have seen the same ones {higher}."


def met(estimates: Mapping[str, Estimate], target: str) -> str:
    """Whether a target such as "alpha .80" is met: yes, no or undefined.

    Empty where there is no target, or no coefficient of its name.
    """
    name, _, bound = target.partition(" ")
    if name not in estimates:
        return ""
    value = estimates[name].value
    if isinstance(value, Undefined):
        return "undefined"
    return "yes" if value >= float(bound) else "no"


def _coded(found: Agreement) -> str:
    whole, book = found.whole, found.codebook
    number = len(found.coders)
    count = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    who = f"{count} coders ({_listed(found.coders)})"
    did = f"{who} both coded" if number == 2 else f"{who} took part, and two or more of them coded"
    of = found.asked.round
    where, submitted = (f" in round {of}", "submitted to it") if of else ("", "submitted")
    return (
        f"{did} {len(whole.documents)} of the study's {found.study} transcripts "
        f"({len(whole.documents) / found.study:.0%}){where}, so that {whole.n:,} of the "
        f"{whole.given:,} {_units(found)} {submitted} ({whole.share:.0%}) were double coded, "
        f"with the codebook {book.title} (version {book.version[:_VERSION]})."
    )


def _seen(found: Agreement) -> str:
    who = [f"{coder} in {len(texts)}" for coder, texts in found.seen]
    before = "of these transcripts before they were submitted"
    return f"Suggestions were shown to {_listed(who)} {before}" if who else ""


def _computed(found: Agreement) -> str:
    return (
        f"Agreement was computed in qualbench {qualbench.__version__} over {_units(found)} "
        f"({_rule(found)}) as {_coefficients(found)} and Krippendorff's alpha (nominal, and with "
        f"MASI distance for sets of codes){_intervals(found)}{_target(found)}."
    )


def _units(found: Agreement) -> str:
    if found.asked.interviewer:
        return f"{found.unit}s of respondents and interviewers"
    return f"respondents' {found.unit}s"


def _rule(found: Agreement) -> str:
    """What makes a unit coded, and what a match."""
    drawn = (
        f"marked beforehand by {found.asked.segments}" if found.asked.segments else "drawn first"
    )
    touches = "covers" if found.unit == "character" else "touches"
    said = (
        drawn if found.unit == "segment" else "",
        f"a {found.unit} bears each code of a coding that {touches} it",
        "a sibling under the same parent counts as the same code"
        if found.asked.match == "sibling"
        else "codes match exactly",
    )
    return "; ".join(filter(None, said))


def _coefficients(found: Agreement) -> str:
    if len(found.coders) == 2:
        return "percent agreement, Cohen's kappa, Gwet's AC1"
    return "percent agreement, Cohen's kappa and Gwet's AC1 (means over pairs of coders)"


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
    codes = [met(row.each(), found.target) for row in found.codes if PAIR_MARK not in row.code]
    defined = [one for one in codes if one != "undefined"]
    name, bound = found.target.split()
    return (
        f"; the project's target, {_NAMES[name]} of at least {bound}, was met by "
        f"{defined.count('yes')} of the {len(defined)} codes for which it is defined"
    )


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
