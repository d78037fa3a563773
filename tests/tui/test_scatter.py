"""Spots on a plane, in cells."""

from hypothesis import given
from hypothesis import strategies as st

from qualbench.tui.scatter import Cell, plain, scatter

LARGE = "●"
PART = st.integers(0, 100).map(lambda n: n / 100)
SPOTS = st.lists(st.tuples(PART, PART, st.integers(-1, 5)), max_size=40)


def drawn(spots, width, height, at=0):
    return plain(scatter(spots, width, height, at)).plain.split("\n")


def test_a_spot_lies_where_its_numbers_say():
    assert drawn([(0, 0, -1), (1, 1, -1)], 3, 2) == ["  ⠈", "⡀  "]


def test_a_cell_has_eight_dots():
    spots = [(x, y / 3, -1) for x in (0, 1) for y in range(4)]
    assert drawn(spots, 1, 1) == ["⣿"]


def test_those_at_hand_are_large_and_hide_what_shares_their_cell():
    apart = [(0.5, 0, 2), (0.75, 0, 3), (0.75, 0, 3), (0.75, 0, 3)]
    shared = [(0, 0, 2), (0, 0, 3), (0, 0, 3), (1, 0, 2), (1, 0, 3), *apart]
    assert drawn(shared, 9, 1, at=2) == ["●   2 3 ●"]
    (line,) = scatter(shared, 9, 1, 0)
    assert (line[0].of, line[-1].of) == (3, 2)  # whoever has more of a cell, or else the first


def test_a_cluster_has_its_number_in_its_middle_unless_another_number_is_beside_it():
    spots = [(0.5, 0.5, 17), (0.5, 0.5, 17), (0.6, 0.5, 4), (0, 0.5, 5)]
    assert drawn(spots, 12, 1) == ["5    17⠄    "]
    assert drawn(spots, 12, 1, at=4) == ["5     ⠄4    "]


@given(SPOTS, st.integers(1, 12), st.integers(1, 8), st.integers(1, 5))
def test_only_where_spots_are_something_shows(spots, width, height, at):
    lines = scatter(spots, width, height, at)
    assert [len(line) for line in lines] == [width] * height
    cells = [cell for line in lines for cell in line if cell != Cell()]
    assert bool(cells) == bool(spots)
    for cell in cells:
        assert cell.of in {of for _, _, of in spots}
        assert (cell.drawn == LARGE) == (cell.of == at and not cell.named)
