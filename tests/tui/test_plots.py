"""Plots in cells, and rows of figures in what room there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.tui import plots
from qualbench.tui.grid import Column, Grid, shortened
from qualbench.workbench import Estimate, Interval, Undefined

NOTHING = Estimate(Undefined("nobody"))


def estimate(value, low=None, high=None):
    return Estimate(value, None if low is None else Interval(low, high))


@pytest.mark.parametrize(("room", "cells"), [(12, 0), (13, 13), (24, 13), (25, 25), (200, 61)])
def test_an_axis_has_as_many_cells_for_each_tenth_as_fit(room, cells):
    assert plots.widest(room) == cells


def test_on_the_shortest_axis_a_cell_is_a_tenth():
    assert plots.axis(13) == "  0 .2 .5   1"
    assert [plots.cell_of(value, 13) for value in (-0.2, 0, 0.5, 1)] == [0, 2, 7, 12]
    assert plots.line(estimate(0.5), 13) == "  ·    ●     "


def test_numbers_stand_above_their_cells():
    axis = plots.axis(61)
    assert [axis.index(said) for said in (" .2", " .5", " .8")] == [
        plots.cell_of(value, 61) - 1 for value in (0.2, 0.5, 0.8)
    ]


@pytest.mark.parametrize(
    ("of", "target", "drawn"),
    [
        (estimate(0.6, 0.4, 0.9), None, "  ·   ├─●──┤ "),
        (estimate(0.6, 0.4, 0.9), 0.8, "  ·   ├─●─┼┤ "),
        (estimate(0.3), 0.8, "  ·  ●    ┊  "),
        (estimate(0.8), 0.8, "  ·       ●  "),
        (estimate(0.1, -0.7, 0.3), None, "◂──●─┤       "),
        (estimate(-0.9), None, "◂ ·          "),
        (NOTHING, 0.8, "  ·       ┊  "),
    ],
)
def test_a_line_goes_from_the_low_to_the_high_end(of, target, drawn):
    assert plots.line(of, 13, target) == drawn


@pytest.mark.parametrize(
    ("of", "target", "drawn"),
    [
        (estimate(0.5), None, "  ██████     "),
        (estimate(0.5), 0.8, "  ██████  ┊  "),
        (estimate(0.5, 0.3, 0.7), None, "  ████▓▓░░   "),
        (estimate(-0.1), None, " ██          "),
        (estimate(0.1, -0.1, 0.2), None, " ░▓▓░        "),
        (estimate(-0.9), None, "◂██          "),
        (NOTHING, None, "  ·          "),
    ],
)
def test_a_bar_is_solid_where_it_is_sure(of, target, drawn):
    assert plots.bar(of, 13, target) == drawn


@given(
    st.lists(st.floats(-1.5, 1), min_size=3, max_size=3).map(sorted),
    st.sampled_from([13, 25, 37, 49, 61]),
    st.none() | st.floats(0, 1),
)
def test_every_plot_has_the_cells_of_its_axis_and_shows_the_value(ends, width, target):
    low, value, high = ends
    of = estimate(value, low, high)
    drawn = plots.line(of, width, target)
    assert len(plots.axis(width)) == len(drawn) == len(plots.bar(of, width, target)) == width
    assert drawn[plots.cell_of(value, width)] == ("●" if value >= -0.2 else "◂")


def test_shades_darken_with_numbers_and_nought_is_a_sign_of_its_own():
    assert [plots.shade(number, 9) for number in (0, 1, 3, 6, 9)] == list("·░▒▓█")


# Rows


def grid(most=44):
    names = ["Motivation @ Innovation Deliverers", "Cost"]
    columns = [Column("n", ["121", "7"]), Column("PABAK", ["0.50", "0.25"], spare=True)]
    return Grid("Code", names, columns, lambda item, width: "x" * width, most)


def test_rows_fill_their_room_and_columns_stand_below_their_titles():
    for width in (66, 80, 120):
        head, row = grid().head(width).plain, grid().row(1, width).plain
        assert len(row) <= width
        assert row[: head.index("n") + 1].split() == ["Cost", "7"]
        assert row.split()[2] == "0.25"


def test_where_room_is_short_spare_columns_go_first_and_then_the_plot():
    assert "PABAK" not in grid().head(48).plain
    assert "x" * 13 in grid().row(0, 48).plain
    assert "x" not in grid().row(0, 24).plain
    assert grid().row(0, 24).plain.endswith(" 121")


@pytest.mark.parametrize(
    ("name", "width", "said"),
    [
        ("Compatibility", 13, "Compatibility"),
        ("Compatibility", 8, "Compati…"),
        ("Motivation @ Innovation Deliverers", 24, "Motivation @ …Deliverers"),
        ("Financing instead of Innovation Complexity", 30, "Financing instead of Innovati…"),
        ("Innovation Complexity instead of Cost", 27, "Innovation… instead of Cost"),
    ],
)
def test_long_names_keep_what_tells_them_apart(name, width, said):
    assert shortened(name, width) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, ""), (1, "▏"), (32, "█▎"), (100, "████"), (98, "███▉")]
)
def test_a_bar_is_a_part_of_the_longest_and_leaves_a_trace_of_the_least(number, said):
    assert plots.part(number, 100, 4) == said
