"""The list of codings and suggestions at hand."""

import pytest

from qualbench.tui.widgets.at_hand import AtHand, Item

CULTURE = Item(
    "coding",
    "f1",
    "culture",
    "Culture",
    valence="+",
    unsure=True,
    note="Or is it the mission?",
    memo="They hold meetings\nstanding up",
    starred=True,
    outdated=True,
)
BOS = Item("coding", "f2", "compat", "Compatibility", valence="mixed", coder="bo")
WHY = Item("suggestion", "money", "money", "Funding", detail="like “no money”")


@pytest.fixture
async def list_of(alone):
    async with alone(AtHand()) as pilot:
        pilot.app.query_one(AtHand).styles.width = 28
        yield pilot


def _lines(pilot, shown):
    top = pilot.app.query_one(AtHand).region.y
    return [line.rstrip() for line in shown(pilot).splitlines()[top:]]


async def test_the_chosen_item_says_all_that_its_signs_stand_for(list_of, shown):
    at_hand = list_of.app.query_one(AtHand)
    at_hand.show([CULTURE, BOS, WHY])
    await list_of.pause()
    assert _lines(list_of, shown) == [
        "▸● Culture + ★ ! ✎ ↻",
        "   ! Or is it the mission?",
        "   ✎ They hold meetings",
        "   ↻ its code has changed",
        " ○ Compatibility ±",
        "   by bo",
        " ? Funding",
        "   like “no money”",
    ]


async def test_the_others_are_short(list_of, shown):
    at_hand = list_of.app.query_one(AtHand)
    at_hand.show([CULTURE, BOS, WHY])
    at_hand.choose_next()
    await list_of.pause()
    assert _lines(list_of, shown)[:3] == [" ● Culture + ★ ! ✎ ↻", "▸○ Compatibility ±", "   by bo"]


@pytest.mark.parametrize(("valence", "sign"), [("+", "+"), ("-", "−"), ("0", "0"), ("mixed", "±")])
async def test_every_valence_has_a_sign(list_of, shown, valence, sign):
    at_hand = list_of.app.query_one(AtHand)
    at_hand.show([Item("coding", "f", "k", "Culture", valence=valence)])
    await list_of.pause()
    assert _lines(list_of, shown) == [f"▸● Culture {sign}"]


async def test_an_unsure_coding_without_a_note_says_so_in_a_word(list_of, shown):
    at_hand = list_of.app.query_one(AtHand)
    at_hand.show([Item("coding", "f", "k", "Culture", unsure=True)])
    await list_of.pause()
    assert _lines(list_of, shown) == ["▸● Culture !", "   ! unsure"]


async def test_long_names_run_on_below_themselves_and_are_not_clipped(list_of, shown):
    at_hand = list_of.app.query_one(AtHand)
    at_hand.show([Item("coding", "f", "k", "Motivation @ Innovation Deliverers", valence="-")])
    await list_of.pause()
    assert _lines(list_of, shown) == ["▸● Motivation @ Innovation", "   Deliverers −"]


async def test_choosing_goes_round_and_back_and_by_id(list_of):
    at_hand = list_of.app.query_one(AtHand)
    at_hand.show([CULTURE, BOS, WHY])
    at_hand.choose_next(-1)
    assert at_hand.chosen == WHY
    at_hand.choose_next()
    assert at_hand.chosen == CULTURE
    assert at_hand.choose("f2")
    assert at_hand.chosen == BOS
    assert not at_hand.choose("nobody")
    assert at_hand.chosen == BOS


async def test_the_choice_stays_with_its_item_or_the_code_or_the_place(list_of):
    at_hand = list_of.app.query_one(AtHand)
    other = Item("suggestion", "space", "space", "Space")
    at_hand.show([CULTURE, WHY, other])
    at_hand.choose("money")
    at_hand.show([WHY, other])  # a coding is gone
    assert at_hand.chosen == WHY
    accepted = Item("coding", "f9", "money", "Funding")
    at_hand.show([other, accepted])  # the suggestion has become a coding
    assert at_hand.chosen == accepted
    at_hand.show([WHY, other])
    at_hand.choose("money")
    at_hand.show([other])  # rejected: the next has its place
    assert at_hand.chosen == other
    at_hand.show([])
    assert at_hand.chosen is None
    at_hand.choose_next()
    assert at_hand.chosen is None


async def test_a_narrower_pane_is_written_anew_and_the_choice_stays(list_of, shown):
    at_hand = list_of.app.query_one(AtHand)
    at_hand.show([BOS, WHY])
    at_hand.choose("money")
    at_hand.styles.width = 16
    await list_of.pause()
    await list_of.pause()
    assert _lines(list_of, shown) == [
        " ○ Compatibilit",
        "   y ±",
        "   by bo",
        "▸? Funding",
        "   like “no",
        "   money”",
    ]
