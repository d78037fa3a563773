"""Codes found by typing, marked and picked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.model import Code, Codebook
from qualbench.tui.widgets.code_picker import CodePicker, found
from qualbench.workbench import Choice, choices


def _choice(key, name, path="", definition=""):
    return Choice(key, name, path, f"{name} {path} {key}".casefold(), definition)


COST = _choice("in.cost", "Innovation Cost", "Innovation")
FUNDING = _choice("inner.funding", "Funding", "Inner Setting > Resources > Cost of running")
ACCOST = _choice("x.accost", "Accost")
COSTING = _choice("x.costing", "Costing")
CHOICES = (FUNDING, COST, ACCOST, COSTING)
GONE = replace(COST, retired=True)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["inner.funding", "in.cost", "x.accost", "x.costing"]),
        ("nothing like it", []),
        ("inner fund", ["inner.funding"]),
        ("fund inner", ["inner.funding"]),
        ("COST INNOV", ["in.cost"]),
        ("cost", ["x.costing", "in.cost", "x.accost", "inner.funding"]),
    ],
)
def test_all_typed_words_are_held_and_names_come_before_paths(query, keys):
    assert [choice.key for choice in found(CHOICES, query, [])] == keys


def test_recent_codes_come_first_the_latest_before_all():
    keys = [choice.key for choice in found(CHOICES, "", ["x.costing", "in.cost"])]
    assert keys == ["x.costing", "in.cost", "inner.funding", "x.accost"]


def test_a_name_that_fits_better_comes_before_a_recent_code():
    assert found(CHOICES, "cost", ["inner.funding"])[0] == COSTING


def test_a_name_typed_in_full_comes_before_longer_ones():
    culture = [_choice("a", "Culture of Care"), _choice("b", "Culture")]
    assert found(culture, "culture", ["a"])[0].key == "b"


def test_what_only_a_definition_says_is_found_after_names_and_paths():
    money = _choice("m", "Resources", "Inner Setting", "what it costs to go on")
    assert [choice.key for choice in found((money, *CHOICES), "cost", [])][-1] == "m"
    assert [choice.key for choice in found((money, *CHOICES), "reso go", [])] == ["m"]


_WORDS = st.text("abc ", max_size=8)


@given(st.lists(st.tuples(_WORDS, _WORDS, _WORDS), max_size=8), _WORDS, st.lists(st.integers(0, 8)))
def test_whatever_is_typed_finds_each_code_that_holds_it_once(said, query, recent):
    codes = [_choice(str(n), *words) for n, words in enumerate(said)]
    holding = {
        code.key
        for code in codes
        if all(word in code.words or word in code.definition for word in query.split())
    }
    keys = [choice.key for choice in found(codes, query, [str(n) for n in recent])]
    assert sorted(keys) == sorted(holding)


def test_retired_codes_are_told_from_those_on_offer_and_make_no_pairs():
    codes = (
        Code("r", "Roles", "domain"),
        Code("r.lead", "Leads", "construct", parent="r"),
        Code("r.old", "Helpers", "construct", parent="r", retired=True),
        Code("c", "Characteristics", "domain"),
        Code("c.need", "Need", "construct", parent="c", definition="A LACK", local="Here Too"),
        Code("c.gone", "Gone", "construct", parent="c", retired=True),
    )
    book = Codebook("b", "B", "f", "s", "l", codes, roles="r", characteristics="c")
    offered = {choice.key: choice.definition for choice in choices(book) if not choice.retired}
    assert [choice.key for choice in choices(book) if choice.retired] == ["r.old", "c.gone"]
    assert set(offered) == {"r", "r.lead", "c", "c.need", "c.need@lead"}
    assert offered["c.need"] == offered["c.need@lead"] == "a lack here too"


@pytest.fixture
def open_picker(alone):
    def opened(*args, size=(80, 24), **named):
        picker = CodePicker()
        return _Opened(alone(picker, size=size), picker, args, named)

    return opened


class _Opened:
    """The picker alone, opened on the codes above unless others are named."""

    def __init__(self, app, picker, args, named):
        self.app, self.picker, self.args, self.named = app, picker, args or (CHOICES,), named

    async def __aenter__(self):
        pilot = await self.app.__aenter__()
        self.picker.open(*self.args, **self.named)
        await pilot.pause()
        return pilot

    async def __aexit__(self, *error):
        await self.app.__aexit__(*error)


def _picked(pilot):
    return [message.keys for message in pilot.app.heard(CodePicker.Picked)]


async def test_enter_takes_what_was_typed_and_the_keys_go_back_to_the_text(open_picker, keys):
    async with open_picker() as pilot:
        await keys(pilot, "type:costi", "enter")
        assert _picked(pilot) == [("x.costing",)]
        assert pilot.app.focused.id == "text"
        assert not pilot.app.query_one(CodePicker).display


async def test_two_enters_on_an_untouched_picker_without_recent_codes_do_nothing(open_picker):
    async with open_picker() as pilot:
        await pilot.press("enter", "enter")
        assert _picked(pilot) == []
        assert pilot.app.query_one(CodePicker).display


async def test_a_recent_code_is_at_hand_at_once(open_picker):
    async with open_picker(CHOICES, ["in.cost"]) as pilot:
        await pilot.press("enter")
        assert _picked(pilot) == [("in.cost",)]


async def test_a_recent_code_that_is_offered_no_more_is_not_at_hand(open_picker):
    async with open_picker(CHOICES, ["retired"]) as pilot:
        await pilot.press("enter")
        assert _picked(pilot) == []


@pytest.mark.parametrize("mark", ["tab", "ctrl+@"])
async def test_several_codes_are_marked_counted_and_taken_together(open_picker, shown, mark, keys):
    async with open_picker() as pilot:
        # What is typed after marking looks for another code.
        await keys(pilot, "type:costi", mark, "type:fund", mark)
        said = shown(pilot)
        assert "Code: 2 marked: Costing, Funding" in said
        assert "▸✓  Funding" in said
        await pilot.press("enter")
        assert _picked(pilot) == [("x.costing", "inner.funding")]


async def test_marking_again_takes_the_mark_away(open_picker, keys):
    async with open_picker() as pilot:
        await keys(pilot, "type:costi", "tab", "tab", "enter")
        assert _picked(pilot) == [("x.costing",)]
        pilot.app.query_one(CodePicker).open(CHOICES)
        await keys(pilot, "type:costi", "tab", "type:fund", "tab", "tab", "enter")
        assert _picked(pilot)[1] == ("x.costing",)


async def test_where_one_code_is_wanted_tab_marks_none(open_picker, keys):
    async with open_picker(CHOICES, several=False) as pilot:
        await keys(pilot, "type:costi", "tab", "type:ng", "enter")
        assert _picked(pilot) == [("x.costing",)]


async def test_the_arrows_move_and_what_is_considered_is_told(open_picker, keys):
    async with open_picker() as pilot:
        await keys(pilot, "type:cost", "down", "down", "up", "enter")
        assert _picked(pilot) == [("in.cost",)]
        told = [message.key for message in pilot.app.heard(CodePicker.Considered)]
        assert told[-4:] == ["x.costing", "in.cost", "x.accost", "in.cost"]


async def test_escape_leaves_and_nothing_is_picked(open_picker, keys):
    async with open_picker() as pilot:
        await keys(pilot, "type:cost", "tab", "escape")
        assert _picked(pilot) == []
        assert len(pilot.app.heard(CodePicker.Left)) == 1
        assert pilot.app.focused.id == "text"


async def test_the_favourite_digit_stands_beside_its_code(open_picker, shown):
    async with open_picker(CHOICES, favourites={"x.accost": 7}) as pilot:
        assert "7 Accost" in shown(pilot)


async def test_a_new_code_takes_a_second_enter_so_that_a_slip_makes_none(open_picker, shown, keys):
    async with open_picker() as pilot:
        await keys(pilot, "type:team huddle", "enter")
        assert pilot.app.heard(CodePicker.New) == []
        assert "▸+  New code “team huddle”   Enter makes it" in shown(pilot)
        await pilot.press("enter")
        assert [message.name for message in pilot.app.heard(CodePicker.New)] == ["team huddle"]
        assert _picked(pilot) == []


async def test_a_new_code_is_the_last_entry_unless_a_code_has_that_name(open_picker, shown, keys):
    async with open_picker() as pilot:
        await keys(pilot, "type:cost", "up", "enter")
        assert [message.name for message in pilot.app.heard(CodePicker.New)] == ["cost"]
        pilot.app.query_one(CodePicker).open(CHOICES)
        await keys(pilot, "type:COSTING")
        assert "New code" not in shown(pilot)


async def test_where_no_new_code_is_wanted_none_is_offered(open_picker, shown, keys):
    async with open_picker(CHOICES, new=False) as pilot:
        await keys(pilot, "type:zzz", "enter", "enter")
        assert "Nothing has all these words." in shown(pilot)
        assert pilot.app.heard(CodePicker.New) == _picked(pilot) == []


@pytest.mark.parametrize("way", [("enter", "enter"), ("tab", "enter"), ("up", "down", "enter")])
async def test_a_retired_code_is_shown_but_neither_picked_nor_marked_nor_made(
    open_picker, shown, keys, way
):
    async with open_picker([GONE], favourites={}) as pilot:
        assert "retired" not in shown(pilot)
        await keys(pilot, "type:innovation cost")
        assert "Innovation Cost (retired)" in shown(pilot)
        assert "New code" not in shown(pilot)
        await keys(pilot, *way)
        await pilot.click("CodePicker PointedList", offset=(8, 0))
        assert _picked(pilot) == pilot.app.heard(CodePicker.New) == []


async def test_retired_codes_stand_below_all_others(open_picker, shown, keys):
    async with open_picker([GONE, COSTING, FUNDING]) as pilot:
        await keys(pilot, "type:cost")
        said = shown(pilot)
        places = [said.index(name) for name in ("Costing", "Funding", "New code", "(retired)")]
        assert places == sorted(places)
        await keys(pilot, "enter")
        assert _picked(pilot) == [("x.costing",)]


async def test_a_click_takes_a_code(open_picker):
    async with open_picker() as pilot:
        await pilot.click("CodePicker PointedList", offset=(8, 1))
        assert _picked(pilot) == [("in.cost",)]


async def test_a_click_marks_on_where_something_is_marked(open_picker, keys):
    async with open_picker() as pilot:
        await keys(pilot, "type:cost", "tab")
        await pilot.click("CodePicker PointedList", offset=(8, 2))
        assert _picked(pilot) == []
        await pilot.press("enter")
        assert _picked(pilot) == [("x.costing", "x.accost")]


@pytest.mark.parametrize(("rows", "lines"), [(24, 10), (60, 22)])
async def test_it_lies_below_the_text_and_is_higher_on_a_tall_screen(open_picker, rows, lines):
    async with open_picker(size=(80, rows)) as pilot:
        picker, text = pilot.app.query_one(CodePicker), pilot.app.query_one("#text")
        assert picker.region.height == lines
        assert text.region.bottom == picker.region.y
        assert text.region.height == rows - lines


async def test_codes_beyond_those_shown_are_counted_and_found_by_typing(open_picker, shown, keys):
    many = [_choice(f"k{n:03}", f"Code {n:03}") for n in range(340)]
    async with open_picker(many) as pilot:
        pilot.app.query_one("CodePicker PointedList").scroll_end(animate=False)
        await pilot.pause()
        assert "and 40 more: type to find them" in shown(pilot)
        await keys(pilot, "type:339", "enter")
        assert _picked(pilot) == [("k339",)]


async def test_brackets_in_names_are_shown_as_they_are(open_picker, shown):
    async with open_picker([_choice("k", "Cost [b]high[/b]")]) as pilot:
        await pilot.press("down", "tab")
        assert shown(pilot).count("Cost [b]high[/b]") == 2
