"""The screens that find: quotations, words, memos; on a study small enough to count by hand."""

from contextlib import asynccontextmanager

import pytest

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.screens.memos import Memos
from qualbench.tui.screens.quotes import Quotes
from qualbench.tui.screens.search import Search
from qualbench.tui.widgets.rows import Rows

INNER, SPACE = "cfir22.inner", "cfir22.inner.resources.space"


@pytest.fixture
def look(tiny, noting):
    """The program on one screen, keys pressed."""

    @asynccontextmanager
    async def look(screen, *pressed, coder="ana", size=(80, 24)):
        async with noting(tiny, screen, *pressed, coder=coder, size=size) as pilot:
            yield pilot

    return look


# Quotations


async def test_quotations_of_a_code_with_their_context(look, shown):
    async with look(Quotes([SPACE])) as pilot:
        said = shown(pilot)
    assert "2 quotations, by transcript" in said
    assert "▸ two rooms" in said
    assert "Counselor: We lost two rooms." in said
    assert "Interviewer: And the rooms?" in said


async def test_a_quotation_of_two_turns_names_each_speaker_once(look, tiny, shown):
    with workbench.opened(tiny) as project:
        page = workbench.page(project, "ana", "a")
        first, last = map(page.transcript.text.index, ("fits the day", "rooms?"))
        span = Span(first, last + len("rooms?"))
        workbench.code(project, "ana", page.transcript.hash, span, SPACE)
    async with look(Quotes([SPACE]), size=(120, 24)) as pilot:
        said = shown(pilot)
    listed, context = zip(*(line.split("│") for line in said.splitlines()[2:-1]), strict=True)
    assert "Counselor: fits the day. Interviewer: And the rooms?" in "\n".join(listed)
    told = [line.strip() for line in context if line.strip()]
    assert told[-3:] == [
        "Interviewer: How is it?",
        "Counselor: It fits the day.",
        "Interviewer: And the rooms?",
    ]


async def test_several_filters_are_marked_and_taken_at_once(look, shown):
    async with look(Quotes([INNER]), "f", "type:counselor", "down", "tab", "enter") as pilot:
        assert "Only role counselor Esc takes this off. 5 of 6" in shown(pilot)


async def test_filters_are_said_while_they_are_on_and_escape_takes_them_off(look, shown, keys):
    async with look(Quotes([INNER]), "f", "type:coder bo", "down", "enter") as pilot:
        assert "Only coder bo Esc takes this off. 2 of 6 quotations" in shown(pilot)
        await keys(pilot, "escape")
        assert "6 quotations" in shown(pilot)
        assert "Only" not in shown(pilot)
        assert isinstance(pilot.app.screen, Quotes)
        await keys(pilot, "escape")
        assert not isinstance(pilot.app.screen, Quotes)


async def test_side_by_side_by_role_and_back(look, shown, keys):
    async with look(Quotes([INNER]), "v") as pilot:
        assert "administrator (1)" in shown(pilot)
        assert "counselor (5)" in shown(pilot)
        assert "▸ Not now" in shown(pilot)
        await keys(pilot, "l", "j")
        assert pilot.app.screen.quote.shown.transcript == "a"
        await keys(pilot, "slash", "type:zz", "enter")
        assert "No quotation is left by these filters" in shown(pilot)
        await keys(pilot, "l", "j", "enter", "escape", "V")
        assert "counselor (5)" not in shown(pilot)
        assert "6 quotations" in shown(pilot)


async def test_more_columns_than_fit_are_reached_by_moving_on(look, shown, keys):
    async with look(Quotes(), "V") as pilot:  # the last view: by code
        assert "columns, l and h move on" in shown(pilot)
        first = shown(pilot).splitlines()[2]
        await keys(pilot, "l", "l")
        assert shown(pilot).splitlines()[2] != first
        at = pilot.app.screen.quote.name
        await keys(pilot, "h")
        assert pilot.app.screen.quote.name < at


async def test_the_order_changes_the_headings(look, shown, keys):
    async with look(Quotes([SPACE]), "o", "o") as pilot:
        assert "2 quotations, by coder" in shown(pilot)
        assert shown(pilot).splitlines()[2].startswith("ana")


async def test_a_coding_is_given_another_code_and_that_is_undone(look, shown, keys, tiny):
    way = ("R", "type:inner compat", "down", "enter")
    async with look(Quotes([SPACE]), *way) as pilot:
        assert "1 quotation, by transcript" in shown(pilot)
        await keys(pilot, "u")
        assert pilot.app.screen.quote.shown.quote == "two rooms"
        assert len(pilot.app.screen.query(Rows).first()) == 2


async def test_stars_doubts_memos_and_retractions(look, shown, keys):
    async with look(Quotes([SPACE]), "asterisk") as pilot:
        assert pilot.app.screen.quote.shown.coding.starred
        await keys(pilot, "exclamation_mark", "type:is this space?", "enter")
        assert "! unsure: is this space?" in shown(pilot)
        await keys(pilot, "exclamation_mark")
        assert not pilot.app.screen.quote.shown.coding.unsure
        await keys(pilot, "m", "type:a thought", "ctrl+s")
        assert "✎ a thought" in shown(pilot)
        await keys(pilot, "r")
        assert pilot.app.screen.quote.shown.coder == "bo"


async def test_somebody_elses_coding_stays_as_it_is(look, shown, keys):
    async with look(Quotes([SPACE]), "j", "r", "R", "e", "exclamation_mark") as pilot:
        assert pilot.app.screen.quote.shown.coder == "bo"
        assert pilot.app.went is None
        assert pilot.app.said == "This coding is by bo: Somebody else's coding stays as it is."


async def test_enter_goes_to_the_place_and_e_to_its_edges(look, keys):
    async with look(Quotes([SPACE]), "enter") as pilot:
        coding = pilot.app.screen.quote.shown.coding
        assert pilot.app.went == (coding.transcript, coding.span, "")
        await keys(pilot, "e")
        assert pilot.app.went == (coding.transcript, coding.span, coding.lineage)


async def test_they_are_written_to_a_new_file_and_never_over_another(look, shown, keys, tmp_path):
    to = tmp_path / "q.md"
    async with look(Quotes([SPACE]), "E") as pilot:
        pilot.app.screen.query_one("AskLine Input").value = str(to)
        await keys(pilot, "enter")
        assert to.read_text().startswith("# Space\n")
        before = to.read_bytes()
        await keys(pilot, "E")
        pilot.app.screen.query_one("AskLine Input").value = str(to)
        await keys(pilot, "enter")
        assert "is there already" in pilot.app.said
        assert to.read_bytes() == before


async def test_a_quotation_is_copied_with_its_source(look, keys):
    async with look(Quotes([SPACE]), "y") as pilot:
        assert pilot.app.clipboard.startswith("> two rooms\n\nCounselor; P1 early C1 counselor; a ")
        await keys(pilot, "Y")
        assert "> done" in pilot.app.clipboard


@pytest.fixture
def renamed(tiny):
    """Space, with which ana and bo have coded, reads differently now."""
    with workbench.opened(tiny) as project:
        workbench.rename_code(project, "lead", SPACE, "Rooms")


async def test_what_was_coded_under_an_older_definition_is_said(look, shown, renamed):
    async with look(Quotes([INNER]), size=(100, 24)) as pilot:
        said = shown(pilot)
        assert said.count("↻ Rooms · older definition") == 2
        assert "↻ made under" not in said
        place = next(p for p, q in enumerate(pilot.app.screen._shown) if q.shown.quote == "done")
        pilot.app.screen.query(Rows).first().at = place
        await pilot.pause()
        assert "↻ made under an older definition" in shown(pilot)
        assert "says that it stands" not in shown(pilot)  # it is bo's


async def test_what_was_coded_under_an_older_definition_is_filtered_and_confirmed(
    look, shown, keys, renamed
):
    async with look(Quotes([INNER]), "f", "type:older", "enter", size=(100, 24)) as pilot:
        only = "Only made under an older definition Esc takes this off."
        assert f"{only} 2 of 6 quotations" in shown(pilot)
        assert "↻ made under an older definition; K says that" in shown(pilot)
        await keys(pilot, "K")
        assert f"{only} 1 of 6 quotations" in shown(pilot)
        await keys(pilot, "u")
        assert f"{only} 2 of 6 quotations" in shown(pilot)
        await keys(pilot, "escape")
        assert "6 quotations" in shown(pilot)
        assert "Only" not in shown(pilot)


async def test_nothing_is_offered_as_older_where_nothing_is(look, shown):
    async with look(Quotes([SPACE]), "f", "type:older") as pilot:
        assert "made under" not in shown(pilot)


async def test_nothing_to_show_is_said(look, shown):
    async with look(Quotes([SPACE]), coder="cy") as pilot:
        assert "Nothing is coded with this yet" in shown(pilot)
        await pilot.press("enter", "r", "R", "y", "v", "o", "m", "asterisk", "e")


# Words


async def typed(pilot, keys, words):
    await keys(pilot, f"type:{words}")
    await pilot.pause(0.2)
    await keys(pilot)


async def test_words_are_found_while_they_are_typed(look, shown, keys):
    async with look(Search()) as pilot:
        await typed(pilot, keys, "asks")
        assert "4 places in 2 transcripts" in shown(pilot)
        await keys(pilot, "ctrl+o")
        assert "2 places in 2 transcripts" in shown(pilot)
        await keys(pilot, "down", "enter")
        assert pilot.app.went[1].start == len("Interviewer: Who asks?\nCounselor: Nobody ")


async def test_a_pattern_that_cannot_be_read_is_said_and_nothing_breaks(look, shown, keys):
    async with look(Search(), "ctrl+r") as pilot:
        await typed(pilot, keys, "(")
        assert "this pattern cannot be read" in shown(pilot)
        await typed(pilot, keys, "state|rooms)")
        assert "a regular expression in all transcripts" in shown(pilot)
        assert "3 places in 2 transcripts" in shown(pilot)


async def test_nothing_found_and_nothing_typed_are_told_apart(look, shown, keys):
    async with look(Search()) as pilot:
        assert "Type;" in shown(pilot)
        await typed(pilot, keys, "xyzzy")
        assert "Nothing found." in shown(pilot)
        await keys(pilot, "enter", "down")
        assert pilot.app.went is None


# Memos


async def test_memos_are_written_found_changed_dropped_and_brought_back(look, shown, keys):
    async with look(Memos(), "n", "enter", "type:# Plan", "ctrl+s") as pilot:
        assert "On the project" in shown(pilot)
        assert "▸ Plan" in shown(pilot)
        await keys(pilot, "enter", "type: of work", "ctrl+s")
        assert "▸ Plan of work" in shown(pilot)
        await keys(pilot, "slash", "type:xyzzy")
        assert "Only with “xyzzy” 0 of 1" in shown(pilot)
        await keys(pilot, "enter", "escape")
        assert "▸ Plan of work" in shown(pilot)
        await keys(pilot, "r")
        assert "No memo yet" in shown(pilot)
        await keys(pilot, "u")
        assert "▸ Plan of work" in shown(pilot)


@pytest.mark.parametrize(
    ("sought", "on"),
    [
        ("transcript late", ""),
        ("transcript d", "d"),
        ("case administrator c2", "participant P4"),
        ("inner setting culture", "Culture"),
    ],
)
async def test_a_new_memo_is_on_what_is_chosen_by_typing(look, shown, keys, sought, on):
    async with look(Memos(), "n", f"type:{sought}", "enter", "type:a thought", "ctrl+s") as pilot:
        written = pilot.app.screen._every
        assert [memo.on for memo in written] == ([on] if on else [])
        if on:
            assert "▸ a thought" in shown(pilot)
            assert f"On {on}; by ana" in shown(pilot)


async def test_a_new_memo_is_at_hand_also_where_a_filter_would_hide_it(look, shown, keys):
    async with look(Memos(), "n", "enter", "type:first", "ctrl+s", "slash", "type:first") as pilot:
        await keys(pilot, "enter", "n", "type:case p1", "enter", "type:second", "ctrl+s")
        assert "▸ second" in shown(pilot)
        assert "Only with" not in shown(pilot)


async def test_while_something_is_asked_a_key_elsewhere_leads_back_to_it(look, keys):
    async with look(Memos(), "n", "enter", "type:first") as pilot:
        screen = pilot.app.screen
        screen.query_one(Rows).focus()
        await keys(pilot, "n")
        assert screen.query_one("CodePicker").display is False
        await keys(pilot, "type:, and on", "ctrl+s")
        assert [memo.memo.text for memo in screen._every] == ["first, and on"]


async def test_a_memo_that_undo_brings_back_is_at_hand(look, shown, keys):
    async with look(Memos(), "n", "enter", "type:first", "ctrl+s") as pilot:
        await keys(pilot, "n", "enter", "type:second", "ctrl+s", "r")
        assert "▸ first" in shown(pilot)
        await keys(pilot, "u")
        assert "▸ second" in shown(pilot)
        await keys(pilot, "e", "type:, changed", "ctrl+s")
        assert [one.memo.text for one in pilot.app.screen._every] == ["second, changed", "first"]
        await keys(pilot, "slash", "type:first", "enter", "u")
        assert "▸ second" in shown(pilot)


async def test_a_memo_leads_to_what_it_is_on(look, keys, tiny):
    with workbench.opened(tiny) as project:
        coding = workbench.live_codings(project, "d", "ana")[0].coding
        workbench.write_memo(project, "ana", "code", INNER, "on a code")
        workbench.write_memo(project, "ana", "coding", coding.lineage, "on a coding")
    async with look(Memos(), "o") as pilot:
        assert pilot.app.went == (INNER,)
        await keys(pilot, "j", "o")
        assert pilot.app.went == (coding.transcript, coding.span, "")


async def test_others_memos_on_what_is_not_submitted_are_hidden(look, shown, tiny):
    with workbench.opened(tiny) as project:
        coding = workbench.live_codings(project, "d", "ana")[0].coding
        workbench.write_memo(project, "ana", "coding", coding.lineage, "hidden from bo")
        workbench.write_memo(project, "ana", "project", "", "for all")
    async with look(Memos(), "enter", coder="bo") as pilot:
        assert "for all" in shown(pilot)
        assert "hidden" not in shown(pilot)
        assert "Somebody else's memo stays" in pilot.app.said


async def test_a_screen_looks_as_before_after_others_were_visited(look, keys):
    async with look(Search(), "escape") as pilot:
        library = pilot.app.screen
        before = {widget: widget.region for widget in library.query("*")}
        for screen in (Search(), Quotes(), Memos()):
            await pilot.app.push_screen(screen)
            await keys(pilot, "escape")
            assert pilot.app.screen is library
            assert {widget: widget.region for widget in library.query("*")} == before
