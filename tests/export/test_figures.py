"""Figures: the same bytes again, nothing but paths and text, and signs where values are missing."""

import html
import io
import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from qualbench.errors import NotFoundError
from qualbench.export.figures import (
    CoOccurrence,
    RatingMap,
    RatingsByOutcome,
    Saturation,
    TopicSizes,
    figure,
)
from qualbench.export.joint import ConstructRow, JointCase, JointDisplay, OutcomeRow, RatedCell
from qualbench.model import Judgement

LONG = "A construct whose name is so long that no figure could hold it on one line of its own"
HOSTILE = "<b>$x^2$</b> -- & \x00 語"


def rated(value):
    return RatedCell(Judgement("rated", value))


DISPLAY = JointDisplay(
    "Ratings (synthetic)",
    tuple(JointCase(name, "some group") for name in ("C1", "C2", "C3")),
    (OutcomeRow("Fidelity", (4.2, None, -3.4)), OutcomeRow("Kept", ("all", "none", None))),
    (
        ConstructRow(LONG, LONG, (rated(-2), RatedCell(), rated(2)), reverse=True),
        ConstructRow(
            HOSTILE,
            HOSTILE,
            (RatedCell(Judgement("missing")), RatedCell(Judgement("mixed")), rated(0)),
        ),
    ),
)
DRAWN = {
    "map": RatingMap(DISPLAY),
    "by outcome": RatingsByOutcome(DISPLAY, "Fidelity"),
    "by words": RatingsByOutcome(DISPLAY, "Kept"),
    "together": CoOccurrence("Codes together", (LONG, "Cost"), ((12, 3), (3, 1200))),
    "saturation": Saturation("New codes", ("c1-administrator", "c2"), (7, 0)),
    "topics": TopicSizes("Topics", (LONG, HOSTILE), (1200, 3), "sentences"),
    "nothing": RatingMap(JointDisplay("Nothing yet", (), (), ())),
    "no topics": TopicSizes("Nothing yet", (), (), "turns"),
    "no interviews": Saturation("Nothing yet", (), ()),
    "no codes": CoOccurrence("Nothing yet", (), ()),
}


def words(svg):
    """What is written in a figure: each text stands in a comment before its outlines."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    tree = ET.parse(io.BytesIO(svg), parser)
    return [html.unescape(node.text).strip() for node in tree.iter() if node.tag is ET.Comment]


def shades(svg):
    return set(re.findall(rb"fill: (#[0-9a-f]{6})", svg))


@pytest.mark.parametrize("of", DRAWN.values(), ids=DRAWN)
def test_equal_values_give_equal_bytes_that_know_no_time(of):
    first = figure(of)
    assert figure(replace(of)) == first
    assert b"<dc:date>" not in first
    assert b"<text" not in first
    assert words(first)


def test_a_png_is_the_same_again_and_sharp_enough_for_print():
    of = DRAWN["map"]
    first = figure(of, "png")
    assert figure(of, "png") == first
    at = first.index(b"pHYs")
    across, down, unit = struct.unpack(">IIB", first[at + 4 : at + 13])
    assert (across, down, unit) == (11811, 11811, 1)  # dots a metre: 300 an inch


def test_signs_stand_in_the_cells_and_what_is_missing_has_no_shade_of_a_rating():
    svg = figure(DRAWN["map"])
    assert {"-2", "+2", "0", "M", "X"} <= set(words(svg))
    rated_shades = {b"#f3a65a", b"#8dbfe6", b"#f1f1f1", b"#e2d8ee"}
    assert rated_shades <= shades(svg)
    alone = replace(DISPLAY, constructs=(ConstructRow("c", "c", (RatedCell(),) * 3),))
    assert rated_shades.isdisjoint(shades(figure(RatingMap(alone))))


def test_long_names_are_wrapped_and_no_name_is_taken_for_mathematics():
    said = words(figure(DRAWN["map"]))
    lines = [text for text in said if text and text in f"{LONG} (reverse)"]
    assert " ".join(lines) == f"{LONG} (reverse)"
    assert max(map(len, lines)) < 40
    assert any("<b>$x^2$</b>" in text for text in said)


def test_cases_stand_by_outcome_and_a_missing_value_is_a_dash():
    said = words(figure(DRAWN["by outcome"]))
    assert [text for text in said if text in ("C1", "C2", "C3")] == ["C3", "C1", "C2"]
    assert "–" in said
    assert "0.0" not in said
    with pytest.raises(NotFoundError, match="no outcome Reach"):
        figure(RatingsByOutcome(DISPLAY, "Reach"))


def test_counts_are_printed_in_full():
    assert {"12", "3", "1,200"} <= set(words(figure(DRAWN["together"])))
    assert {"1,200", "3", "Number of sentences"} <= set(words(figure(DRAWN["topics"])))


def test_settings_of_the_user_change_nothing():
    import matplotlib

    first = figure(DRAWN["saturation"])
    with matplotlib.rc_context({"font.size": 20, "axes.facecolor": "red", "text.usetex": True}):
        assert figure(DRAWN["saturation"]) == first
        assert matplotlib.rcParams["font.size"] == 20
