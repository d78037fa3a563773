"""The matrix by keys alone: what is stored after each, and what a cell then shows."""

import pytest

from qualbench import shipped, store, workbench
from qualbench.tui.chequered import Chequered, Note, Square
from qualbench.tui.widgets.chequer import Squares
from qualbench.workbench import RatingChange

BY = ("clinic",)


@pytest.fixture
def rated():
    """The ratings that stand in a file: who, construct, case, sign, and who verified it."""

    def rated(path):
        with workbench.opened(path) as project:
            names = {one.id: one.name for one in store.coders(project)}
            return [
                (
                    "consensus" if one.consensus else names[one.coder],
                    one.key.rpartition(".")[2],
                    " ".join(value for _, value in one.case),
                    one.judged.sign,
                    tuple(names[other] for other in one.verified),
                )
                for one in store.ratings(project)
            ]

    return rated


@pytest.fixture
def judged():
    """What is said of the only construct that is rated in the file."""

    def judged(path):
        with workbench.opened(path) as project:
            (one,) = store.ratings(project)
            return one.judged

    return judged


def put(path, coder, case, code, change, **more):
    """What somebody else has rated before."""
    with workbench.opened(path) as project:
        return workbench.judge(project, coder, case, code, change, BY, **more)


# Rating


async def test_each_key_is_a_rating_of_the_cell_at_hand(program, unrated, keys, rated):
    async with program(unrated, "x", "2") as pilot:
        assert rated(unrated) == [("ana", "evidence", "C1", "+2", ())]
        await keys(pilot, "minus", "2")
        assert rated(unrated) == [("ana", "evidence", "C1", "-2", ())]
        await keys(pilot, "l", "x", "l", "m", "l", "n", "j", "minus", "1", "asterisk", "h", "0")
    assert [one[1:4] for one in rated(unrated)] == [
        ("evidence", "C1", "-2"),
        ("evidence", "C2", "X"),
        ("evidence", "C3", "M"),
        ("relative_advantage", "C3", "0"),
        ("evidence", "C4", "NA"),
        ("relative_advantage", "C4", "-1*"),
    ]


async def test_keys_typed_ahead_rate_the_cells_that_they_reach(program, unrated, rated):
    async with program(unrated, "x") as pilot:
        await pilot.press("1", "asterisk", "l", "minus", "1", "j", "h", "2")
        await pilot.pause()
    signs = {one[1:3]: one[3] for one in rated(unrated)}
    assert signs == {
        ("evidence", "C1"): "+1*",
        ("evidence", "C2"): "-1",
        ("relative_advantage", "C1"): "+2",
    }


async def test_a_rating_is_undone_redone_and_taken_back(program, unrated, keys, rated, shown):
    async with program(unrated, "x", "1", "2", "u") as pilot:
        assert rated(unrated)[0][3] == "+1"
        assert "▸+1" in shown(pilot)
        await keys(pilot, "U")
        assert rated(unrated)[0][3] == "+2"
        await keys(pilot, "d")
        assert rated(unrated) == []
        assert "You have not rated it" in shown(pilot)
        await keys(pilot, "u")
        assert rated(unrated)[0][3] == "+2"


async def test_notes_wait_for_a_rating_and_stay_with_it(program, unrated, keys, judged, shown):
    notes = ("s", "type:It took months", "ctrl+s", "r", "type:Two said so", "ctrl+s")
    async with program(unrated, "x", *notes, "o", "type:tape 3, 12:40", "enter") as pilot:
        assert (judged(unrated).status, judged(unrated).summary) == ("draft", "It took months")
        assert "▸…" in shown(pilot)
        await keys(pilot, "minus", "1")
        made = judged(unrated)
        assert (made.value, made.summary, made.rationale) == (-1, "It took months", "Two said so")
        assert made.source == "tape 3, 12:40"
        await keys(pilot, "s", *["backspace"] * len("It took months"), "type:Weeks", "ctrl+s")
        assert judged(unrated).summary == "Weeks"


async def test_what_cannot_be_rated_so_is_said_and_not_stored(program, unrated, keys, judged):
    async with program(unrated, "x", "asterisk", "m", "asterisk") as pilot:
        assert judged(unrated).varies is False
        assert "cannot vary" in str(next(iter(pilot.app._notifications)).title)


async def test_a_quote_becomes_evidence_and_is_opened(program, unrated, keys, judged, shown):
    async with program(unrated, "x", "j", "1", "enter", "down", "space", size=(120, 40)) as pilot:
        (linked,) = judged(unrated).evidence
        assert "Quotes: 1 of 5 linked as evidence" in shown(pilot)
        with workbench.opened(unrated) as project:
            cell = workbench.find_cell(project, "ana", "C1", "innovation.relative_advantage")
            quote = workbench.cell_quotes(project, cell)[1]
        assert linked == quote.shown.coding.lineage
        assert "▸ ✓ " in shown(pilot)
        await keys(pilot, "space")
        assert judged(unrated).evidence == ()
        await keys(pilot, "enter")
        assert type(pilot.app.screen).__name__ == "Coding"
        assert pilot.app.screen.span == quote.shown.coding.span


# With others


async def test_others_are_hidden_until_one_has_rated_and_can_then_be_verified(
    program, unrated, keys, rated, shown
):
    put(unrated, "coder-1", "C1", "innovation.evidence", RatingChange("-2", rationale="Doubted"))
    async with program(unrated, "x") as pilot:
        assert "1/1 ○" in shown(pilot)
        assert "Doubted" not in shown(pilot)
        await keys(pilot, "v")
        assert rated(unrated)[0][4] == ()
        await keys(pilot, "1", "v")
        assert "+1 ≠" in shown(pilot)
        assert "Doubted" in shown(pilot)
    assert ("coder-1", "evidence", "C1", "-2", ("ana",)) in rated(unrated)


async def test_a_draft_is_read_and_verified_by_another(program, unrated, rated, shown):
    put(unrated, "coder-1", "C1", "innovation.evidence", RatingChange(summary="They doubted it"))
    async with program(unrated, "x", "v") as pilot:
        assert "Summary: They doubted it" in shown(pilot)
        assert "verified by ana" in shown(pilot)
    assert rated(unrated) == [("coder-1", "evidence", "C1", "…", ("ana",))]


async def test_a_lead_writes_down_what_was_agreed_and_says_that_this_is_on(
    program, unrated, keys, rated, shown
):
    put(unrated, "coder-1", "C1", "innovation.evidence", RatingChange("-2"))
    put(unrated, "coder-2", "C1", "innovation.evidence", RatingChange("-1"))
    async with program(unrated, "x", coder="lead") as pilot:
        assert "-2/-1 ≠" in shown(pilot)
        await keys(pilot, "t")
        assert "Rating for the TEAM: the consensus" in shown(pilot)
        await keys(pilot, "minus", "1")
        assert ("consensus", "evidence", "C1", "-1", ()) in rated(unrated)
        assert "▸-1 c" in shown(pilot)
        await keys(pilot, "d", "t", "0")
        assert sorted(one[::3][:2] for one in rated(unrated)) == [
            ("coder-1", "-2"),
            ("coder-2", "-1"),
            ("lead", "0"),
        ]


async def test_who_does_not_lead_rates_for_themselves(program, unrated, keys, rated):
    async with program(unrated, "x", "t", "1") as pilot:
        assert not pilot.app.screen.consensus
    assert rated(unrated) == [("ana", "evidence", "C1", "+1", ())]


# Which cases, which constructs


async def test_cases_are_made_of_any_attributes(program, unrated, keys, rated, shown):
    async with program(unrated, "x", "b", "type:role", "tab", "type:clin", "tab", "enter") as pilot:
        assert "Matrix: constructs by role x clinic" in shown(pilot)
        await keys(pilot, "j", *"llll", "1")
    assert rated(unrated) == [("ana", "relative_advantage", "C1 counselor", "+1", ())]


async def test_many_cases_move_sideways_below_their_titles(program, unrated, keys, shown):
    async with program(unrated, "x", "b", "type:partic", "enter") as pilot:
        assert "columns 1 to 8 of 12" in shown(pilot)
        await keys(pilot, *["l"] * 11)
        assert "▾P918" in shown(pilot)
        assert "Innovation Complexity ⇅" in shown(pilot)


async def test_constructs_are_found_by_typing_and_all_are_there_on_demand(
    program, unrated, keys, shown
):
    async with program(unrated, "x", "f", "type:complex", "enter") as pilot:
        assert "only “complex”: 1 of 50 constructs" in shown(pilot)
        await keys(pilot, "e")
        assert "only “complex”: 1 of 85 constructs" in shown(pilot)
        await keys(pilot, "escape", "escape")
        assert type(pilot.app.screen).__name__ == "Library"


async def test_what_cannot_be_shown_says_why(program, tiny, shown):
    async with program(tiny, "x") as pilot:
        assert "2 coders have submitted a, and none is the primary coder" in shown(pilot)


async def test_a_click_brings_a_square_to_hand(program, unrated, rated, keys):
    async with program(unrated, "x") as pilot:
        squares = pilot.app.screen.query_one(Squares)
        table = squares._table
        left = 2 + table.name_width(squares.room) + table.widths[0] + 2
        await pilot.click(Squares, offset=(left + 1, 3))
        await keys(pilot, "2")
    assert rated(unrated) == [("ana", "complexity", "C2", "+2", ())]


async def test_a_sign_is_of_the_next_key_alone(program, unrated, rated, keys, shown):
    async with program(unrated, "x", "minus") as pilot:
        assert "ana -…" in shown(pilot)
        await keys(pilot, "l")
        assert "ana -…" not in shown(pilot)
        await keys(pilot, "1", "l", "plus", "1", "l", "minus", "0")
    assert {case: said for _, _, case, said, _ in rated(unrated)} == {
        "C2": "+1",
        "C3": "+1",
        "C4": "0",
    }


# What distinguishes


@pytest.fixture
def joined(unrated):
    """With the trial's numbers, and a consensus that tells low clinics from high ones."""
    with workbench.opened(unrated) as project:
        workbench.join(project, "lead", shipped.folder("transcripts") / "clinics.csv")
        cases = workbench.matrix(project, "lead").keys
        for case, rating in zip(cases, ("+2", "-1", "-2", "+1"), strict=True):
            change = RatingChange(rating)
            workbench.judge(project, "lead", case, "innovation.complexity", change, consensus=True)
    return unrated


async def test_cases_are_ordered_by_an_outcome_that_stands_above_them(program, joined, shown, keys):
    async with program(joined, "x", "O", "type:retained", "enter") as pilot:
        heads = [line.split() for line in shown(pilot).splitlines() if " C1" in line]
        values = [line.split() for line in shown(pilot).splitlines() if "clinics.ret" in line]
        assert heads[0][1:] == ["C2", "C3", "▾C1", "C4"] or heads[0][1:] == ["C2", "C3", "C4", "C1"]
        assert [int(value.strip("▾")) for value in values[0][1:]] == [13, 16, 18, 26]


async def test_cases_of_a_group_keep_the_order_of_the_outcome(program, joined, shown):
    async with program(joined, "x", "g", "type:fidelity", "enter", "type:3.5", "enter") as pilot:
        heads = next(line.split() for line in shown(pilot).splitlines() if " C1" in line)
    assert [head.strip("▾") for head in heads[1:]] == ["C2", "C4", "C3", "C1"]


async def test_groups_are_made_anew_by_another_outcome_and_taken_off(program, joined, shown, keys):
    way = ("g", "type:retained", "enter", "type:17", "enter")
    async with program(joined, "x", *way, size=(120, 40)) as pilot:
        assert "clinics.retained" in shown(pilot)
        await keys(pilot, "g", "enter")
        assert "17" in shown(pilot)  # where it is cut now can be typed on
        await keys(pilot, "escape", "g", "type:fidelity", "enter", "type:3.5", "enter")
        assert "clinics.fidelity" in shown(pilot)
        assert "clinics.retained" not in shown(pilot)
        await keys(pilot, "g", "type:no groups", "enter")
        assert "4 cases in 2 groups" not in shown(pilot)


async def test_a_cut_that_cannot_be_meant_is_asked_again_and_no_key_rates(
    program, joined, rated, keys, shown
):
    before = rated(joined)
    async with program(joined, "x", "g", "type:fidelity", "enter", "type:fid", "enter") as pilot:
        await keys(pilot, "2")
        assert "Groups by clinics.fidelity" in shown(pilot)
    assert rated(joined) == before


async def test_a_lead_says_beside_the_rule_what_distinguishes(program, joined, keys, shown):
    way = ("g", "type:retained", "enter", "enter", "j", "j", "c")
    async with program(joined, "x", *way, coder="lead", size=(120, 40)) as pilot:
        assert "strong ↑" in shown(pilot)
        assert "4 cases in 2 groups (2 and 2)" in shown(pilot)
        await keys(pilot, "type:weak", "enter", "type:Two clinics only", "enter")
        assert "Team: weak; Two clinics only (lead)" in shown(pilot)
    with workbench.opened(joined) as project:
        (call,) = store.calls(project)
    assert (call.call, call.suggested, call.reason) == ("weak", "strong", "Two clinics only")
    assert (call.grouping.outcome, call.grouping.cuts) == ("clinics.retained", (17.0,))


async def test_a_call_stands_wherever_the_same_cases_are_together(program, joined, shown):
    way = ("g", "type:fidelity", "enter", "type:3.5", "enter", "j", "j", "c")
    said = ("type:weak", "enter", "type:Two clinics only", "enter")
    async with program(joined, "x", *way, *said, coder="lead", size=(120, 40)):
        pass
    for cut, expected in (
        ("3.7", "Team: weak; Two clinics only (lead, cut 3.5)"),
        ("3.2", "Team: weak of other groups: below 3.5; 3.5 and more"),
    ):
        again = ("g", "type:fidelity", "enter", f"type:{cut}", "enter", "j", "j")
        async with program(joined, "x", *again, coder="lead", size=(140, 40)) as pilot:
            assert expected in shown(pilot)


async def test_hidden_outcomes_say_so(program, joined, keys):
    with workbench.opened(joined) as project:
        workbench.settle(project, "lead", "outcomes", "hidden")
    async with program(joined, "x", "O") as pilot:
        said = [str(one.title) for one in pilot.app._notifications]
        assert said == ["outcomes are hidden while constructs are rated"]


# The screen, and the room there is


async def test_the_matrix(program, unrated, shown, like):
    put(unrated, "coder-1", "C1", "innovation.evidence", RatingChange("-2"))
    ratings = ("2", "l", "minus", "2", "l", "x", "l", "n", "j", "j", "minus", "1", "asterisk")
    async with program(unrated, "x", *ratings) as pilot:
        like(shown(pilot), "matrix")


@pytest.mark.parametrize("width", [30, 60, 120])
def test_columns_that_show_have_room_and_every_one_can_be_brought_there(width):
    titles = [(f"case {number}",) for number in range(9)]
    squares = [[Square("+2 c") for _ in titles]]
    note = Note("rule", ["strong"])
    table = Chequered(("clinic",), titles, [("", 1)], ["a name"], [""], squares, [note])
    first = 0
    for column in (*range(9), *reversed(range(9))):
        first = table.first_for(column, first, width)
        here = table.shown(first, width)
        assert column in here
        taken = table.name_width(width) + table.fixed + sum(table.widths[at] + 2 for at in here)
        assert taken <= width or len(here) == 1
    assert table.first_for(8, 0, 500) == 0


async def test_an_outcome_that_is_hidden_meanwhile_orders_no_longer(program, joined, keys, shown):
    async with program(joined, "x", "O", "type:retained", "enter") as pilot:
        assert "clinics.retained" in shown(pilot)
        with workbench.opened(joined) as project:
            workbench.settle(project, "lead", "outcomes", "hidden")
        await keys(pilot, "1")
        assert "clinics.retained" not in shown(pilot)
        assert "▸+1" in shown(pilot)
