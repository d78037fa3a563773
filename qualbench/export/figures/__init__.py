"""Figures as SVG or PNG, drawn without pyplot: equal values give equal bytes.

Letters are drawn as outlines, so that a figure looks the same wherever it is opened, and text is
never taken for mathematics, so that a ``$`` in a name stays one.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any, Literal

from qualbench.export.figures.canvas import INK, POINTS
from qualbench.export.figures.charts import saturation, topic_sizes
from qualbench.export.figures.maps import co_occurrence, rating_map, ratings_by_outcome
from qualbench.export.figures.values import (
    CoOccurrence,
    Drawn,
    RatingMap,
    RatingsByOutcome,
    Saturation,
    TopicSizes,
)

__all__ = [
    "CoOccurrence",
    "Drawn",
    "Form",
    "RatingMap",
    "RatingsByOutcome",
    "Saturation",
    "TopicSizes",
    "figure",
]

Form = Literal["svg", "png"]

_DPI = 300
_DRAWS: dict[type[Drawn], Callable[[Any], Any]] = {
    CoOccurrence: co_occurrence,
    RatingMap: rating_map,
    RatingsByOutcome: ratings_by_outcome,
    Saturation: saturation,
    TopicSizes: topic_sizes,
}
_LOOK: Any = {
    "font.family": "DejaVu Sans",
    "font.size": POINTS,
    "text.color": INK,
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "qualbench",
}


def figure(of: Drawn, form: Form = "svg") -> bytes:
    """The figure as a file. Raises NotFoundError for an outcome that the display does not have."""
    import matplotlib
    from matplotlib import style

    about: dict[str, Any] = {"Date": None} if form == "svg" else {}
    out = io.BytesIO()
    with style.context("default"), matplotlib.rc_context(_LOOK), warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box: nobody can mend that while it is drawn.
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        _DRAWS[type(of)](of).savefig(
            out, format=form, dpi=_DPI, metadata=about, bbox_inches="tight", pad_inches=0.15
        )
    return out.getvalue()
