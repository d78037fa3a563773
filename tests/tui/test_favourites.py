"""The line of favourites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualbench.tui.widgets.favourites import Favourites, _slots

NINE = {
    1: "Compatibility",
    2: "Culture",
    3: "Available Resources",
    4: "Work Infrastructure",
    5: "Innovation Cost",
    6: "Motivation @ Innovation Deliverers",
    7: "Funding",
    8: "Relational Connections",
    9: "Mission Alignment",
}


@pytest.fixture
def line_of(alone, shown):
    async def line_of(*args, size=(80, 24), **state):
        async with alone(Favourites(), size=size) as pilot:
            widget = pilot.app.query_one(Favourites)
            widget.show(*args, **state)
            await pilot.pause()
            return [line.strip() for line in shown(pilot).splitlines()[widget.region.y :]]

    return line_of


async def test_without_favourites_it_says_how_to_get_one(line_of):
    assert await line_of({}) == ["f then a digit makes the code at hand a favourite"]


async def test_nine_favourites_stand_side_by_side_in_80_columns(line_of):
    (said,) = await line_of(NINE)
    assert [word for word in said.split() if word.isdigit()] == list("123456789")
    assert said.count("…") == 9
    assert cell_len(said) == 78


async def test_short_names_are_not_clipped_for_long_ones(line_of):
    (said,) = await line_of({1: "Culture", 2: "Motivation @ Innovation Deliverers"}, size=(40, 24))
    assert said == "1 Culture  2 Motivation @ Innovation…"


async def test_what_is_on_stands_to_the_right_in_words(line_of):
    (said,) = await line_of({2: "Culture"}, "Funding", "uncoded turns", "role counselor")
    assert said.startswith("2 Culture  ")
    assert said.endswith("  sticky: Funding; y lets go · uncoded turns · role counselor")


async def test_where_both_would_not_be_legible_there_is_a_second_line(line_of):
    favourites, state = await line_of(NINE, filters="code Culture; role counselor")
    assert favourites.startswith("1 ")
    assert state == "code Culture; role counselor"


async def test_a_click_chooses_a_favourite(alone):
    async with alone(Favourites()) as pilot:
        pilot.app.query_one(Favourites).show({1: "Culture", 4: "Funding"})
        await pilot.pause()
        for x in (1, 10, 12, 60):  # Culture, the space between, Funding, nothing
            await pilot.click(Favourites, offset=(x, 0))
        assert [chosen.digit for chosen in pilot.app.said] == [1, 4]


@given(
    st.lists(st.text("ab 漢é", min_size=1, max_size=30), min_size=1, max_size=9),
    st.integers(45, 200),
)
def test_all_favourites_fit_any_width_and_are_clipped_only_where_they_must_be(names, width):
    slots = _slots(list(enumerate(names, 1)), width)
    assert cell_len("  ".join(slots)) <= width
    whole = [f"{digit} {name}" for digit, name in enumerate(names, 1)]
    if cell_len("  ".join(whole)) <= width:
        assert list(slots) == whole
    assert all(slot.startswith(f"{digit} ") for digit, slot in enumerate(slots, 1))
