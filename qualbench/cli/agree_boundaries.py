"""The agreement on boundaries, as tables of 80 columns and as JSON."""

from __future__ import annotations

from collections.abc import Mapping

import click

from qualbench.cli.agree_tables import say, with_parents
from qualbench.cli.output import columns
from qualbench.workbench import Boundaries, Boundary, Undefined


def show_boundaries(found: Boundaries) -> None:
    """Domains with the whole family; each code against the gaps, and within its domain."""
    click.echo()
    say(
        f"where codings begin and end, in {found.length} characters of "
        f"{', '.join(found.transcripts)}: Krippendorff's alpha for unitizing"
    )
    rows = [[of.name, *(_number(value) for value in _family(of).values())] for of in found.domains]
    columns(("domain", *_FAMILY), rows)
    for of in found.domains:
        for reason, names in _reasons(of).items():
            say(f"- {of.name}, {', '.join(names)}: {reason}")
    click.echo()
    within = {key: value for of in found.domains for key, value in of.by_value.items()}
    codes = [
        {"code": of.name, "u": _number(of.u), "(k)u": _number(within.get(of.name))}
        for of in found.codes
    ]
    columns(("code against gap", "u", "(k)u"), with_parents(codes, ("u", "(k)u")))
    say(
        "u: edges and codes; |u: coded or not; cu: codes where codings of two coders meet; "
        "(k)u: cu of one code of its domain, each role by itself"
    )
    if unused := [of.name for of in found.codes if isinstance(of.u, Undefined)]:
        say(f"- undefined, as nobody marked anything: {', '.join(unused)}")


def boundaries_plain(found: Boundaries) -> dict[str, object]:
    """What --json adds."""
    return {
        "length": found.length,
        "transcripts": list(found.transcripts),
        "codes": [_plain(of) for of in found.codes],
        "domains": [_plain(of) for of in found.domains],
    }


_FAMILY = {"u": "u", "|u": "relevance", "cu": "coding"}


def _family(of: Boundary) -> Mapping[str, float | Undefined]:
    return {name: getattr(of, attribute) for name, attribute in _FAMILY.items()}


def _reasons(of: Boundary) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in _family(of).items():
        if isinstance(value, Undefined):
            found.setdefault(value.reason, []).append(name)
    return found


def _plain(of: Boundary) -> dict[str, object]:
    family = _family(of)
    every = {**family, **{f"(k)u {key}": value for key, value in of.by_value.items()}}
    return {
        "code": of.name,
        **{name: _number(value) for name, value in family.items()},
        "by_code": {key: _number(value) for key, value in of.by_value.items()},
        "reason": {name: v.reason for name, v in every.items() if isinstance(v, Undefined)},
    }


def _number(value: float | Undefined | None) -> float | None:
    return None if isinstance(value, Undefined) else value
