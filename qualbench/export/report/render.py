"""The report as one HTML page: its style, its script and its data are inside it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from qualbench.export.report.content import Report
from qualbench.export.report.counts import LEAST, code_counts, finished, meetings, saturation
from qualbench.export.report.data import page_data
from qualbench.export.report.names import Names, tint
from qualbench.export.report.views import (
    RATED,
    Quoting,
    agreement_parts,
    curve,
    heat,
    rating_reasons,
    spread,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLES = ("palette", "page", "transcripts", "tables", "print")
_SCRIPTS = ("page", "data", "panel", "filters", "transcript", "stripes", "matrix", "route")


def render(report: Report) -> str:
    """One self-contained page. Equal reports give equal pages.

    Its policy lets a browser load nothing and run nothing but the page's own script, by hash;
    texts of the study are shown as text, whatever they contain.
    """
    from markupsafe import Markup

    style = "".join(_template(f"{name}.css") for name in _STYLES)
    script = "".join(_template(f"{name}.js") for name in _SCRIPTS)
    script = f'"use strict";\n(() => {{\n{script}}})();\n'
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template("report.html")
    inside = {"style": style, "script": script, "data": page_data(report)}
    return page.render(
        **_shown(report), policy=policy, **{what: Markup(said) for what, said in inside.items()}
    )


def _shown(report: Report) -> dict[str, Any]:
    counted = [coding for one in finished(report) for coding in one.counted]
    steps = saturation(report) if counted else ()
    met = meetings(report)
    present = {
        "Codebook": report.codebook.codes,
        "Transcripts": report.transcripts,
        "Agreement": report.agreement and report.agreement.rows,
        "Agreement of raters": report.raters and report.raters.rows,
        "Ratings": report.matrix and report.matrix.rows,
        "What distinguishes": report.distinctions and report.distinctions.rows,
        "Joint display": report.joint and report.joint.display.constructs,
        "Co-occurrence": met.keys,
        "Topics": report.topics and report.topics.topics,
        "Saturation": steps,
        "Decisions": report.decisions,
    }
    return {
        "report": report,
        "names": Names(report.codebook),
        "counts": code_counts(report),
        "used": {coding.code for coding in counted},
        "segments": len({(c.transcript, c.span, c.key) for c in counted}),
        "finished": finished(report),
        "met": met,
        "least": LEAST,
        "steps": steps,
        "bars": curve(steps) if steps else (),
        "parts": tuple(agreement_parts(report.agreement.rows if report.agreement else ())),
        "quote": Quoting(report),
        "sections": {title: _anchor(title) for title, has in present.items() if has},
        "absent": [title for title, has in present.items() if not has],
    }


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("qualbench.export.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(tint=tint, heat=heat, reasons=rating_reasons, rated=RATED, spread=spread)
    return made


def _template(name: str) -> str:
    return (files("qualbench.export.report") / "templates" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
