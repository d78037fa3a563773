"""Contrast of the colours by WCAG 2.2: of text 4.5 to 1 (1.4.3), of shapes 3 to 1 (1.4.11)."""

import re
from importlib.resources import files

import pytest

TEXT = [
    *(("ink", on) for on in ("ground", "raised", "sunk", "coded", "lit", "hit", "warn-ground")),
    *(("quiet", on) for on in ("ground", "raised", "sunk", "coded")),
    *(("link", on) for on in ("ground", "raised")),
    ("on-press", "press"),
    *((f"on-r{n}", f"r{n}") for n in ("2", "1", "0", "-1", "-2")),
    ("on-mixed", "mixed"),
    *(("on-pale", f"h{n}") for n in (1, 2, 3, 4)),
    *(("on-deep", f"h{n}") for n in (5, 6)),
]
SHAPES = [
    *((f"hue-{n}", on) for n in range(8) for on in ("ground", "raised", "coded")),
    *(("edge", on) for on in ("ground", "raised", "sunk")),
    *(("focus", on) for on in ("ground", "raised", "sunk")),
    ("warn", "warn-ground"),
]


def _palettes() -> dict[str, dict[str, str]]:
    style = (files("qualbench.export.report") / "templates/palette.css").read_text("utf-8")
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    colours = [dict(re.findall(r"--([\w-]+): (#\w{6});", part)) for part in (light, dark)]
    return {"light": colours[0], "dark": colours[1]}


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted([_luminance(first), _luminance(second)])
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_is_told_apart(scheme):
    colours = _palettes()[scheme]
    pairs = [(4.5, *pair) for pair in TEXT] + [(3.0, *pair) for pair in SHAPES]
    found = {(a, b): contrast(colours[a], colours[b]) for _, a, b in pairs}
    assert [(a, b, round(found[a, b], 2)) for least, a, b in pairs if found[a, b] < least] == []


def test_both_schemes_have_the_same_colours():
    palettes = _palettes()
    assert palettes["light"].keys() == palettes["dark"].keys()
