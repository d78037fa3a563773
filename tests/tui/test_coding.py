"""The coding screen: what is stored after keys were pressed."""

import re
import time

import pytest

from qualbench import store, workbench
from qualbench.model import Span
from qualbench.tui.widgets.at_hand import AtHand
from qualbench.tui.widgets.code_picker import CodePicker

COMPATIBILITY = "cfir22.inner.compatibility"
MOTIVATION = "cfir22.individuals.characteristics.motivation@deliverers"
TURN = "It's fine. You've got me until the boiler man shows up"
CODED = ("enter", "enter", "type:compat", "enter")  # the first transcript's first answer


def _said(pilot):
    """What the program says in its corner."""
    return " ".join(f"{said.title} {said.message}" for said in pilot.app._notifications)


def _at_hand(pilot):
    return [(item.kind, item.key) for item in pilot.app.screen.query_one(AtHand)._items]


async def test_a_code_is_found_by_typing_and_put_on_the_first_answer(program, study, codings):
    async with program(study, "enter", "enter", *"compat", "enter"):
        ((key, quote),) = codings(study)
    assert key == COMPATIBILITY
    assert quote.startswith(TURN)
    assert quote.endswith("forty-five minutes? I can do forty-five.")


async def test_a_coding_is_in_the_file_before_the_program_is_left(program, study, codings):
    async with program(study, *CODED):
        assert len(codings(study)) == 1


async def test_a_characteristic_is_coded_with_the_role_it_is_said_of(program, study, codings):
    async with program(study, "enter", "enter", "type:motivation deliv", "enter"):
        assert [key for key, _ in codings(study)] == [MOTIVATION]


async def test_a_sentence_alone_is_coded(program, study, codings):
    async with program(study, "enter", "s", "s", "j", "enter", "type:compat", "enter"):
        ((_, quote),) = codings(study)
    assert quote.startswith("You've got me")
    assert quote.endswith(", so.")


async def test_going_on_skips_what_interviewers_say(program, study, codings):
    moves = ("enter", "j", "enter", "type:compat", "enter", "j", "j", "k")
    async with program(study, *moves, "enter", "type:tension", "enter"):
        quotes = [quote for _, quote in codings(study)]
    assert [quote[:16] for quote in quotes] == ["Nine years on th", "Because the clas"]


async def test_sentences_of_interviewers_are_skipped_too(program, study):
    async with program(study, "enter", "s", *("j",) * 20) as pilot:
        page = pilot.app.screen.page
        selected = pilot.app.screen.view.selection.span
    (turn,) = [t for t in page.transcript.turns if t.words.overlaps(selected)]
    assert not turn.interviewer


async def test_the_next_uncoded_turn_is_below_the_coded_ones(program, study):
    coded = ("enter", "j", "enter", "type:compat", "enter", "k")
    async with program(study, *coded, "n") as pilot:
        page, at = pilot.app.screen.page, pilot.app.screen.view.selection.span
    assert at.of(page.transcript.text).startswith("Because the class wasn't doing it")


async def test_where_all_below_is_coded_the_next_uncoded_turn_is_said_not_to_be(program, study):
    async with program(study, "enter", *("j",) * 30, "n") as pilot:
        assert "None below: uncoded turns" in _said(pilot)


def _row(screen, words):
    """On which line of the screen words stand."""
    return next(row for row, line in enumerate(screen.splitlines()) if words in line)


async def test_a_click_on_a_turn_selects_it(program, study, shown):
    async with program(study, "enter", size=(80, 36)) as pilot:
        await pilot.click(offset=(20, _row(shown(pilot), "You were a counselor")))
        assert pilot.app.screen.span == pilot.app.screen.page.transcript.turns[2].words


async def test_a_click_on_a_speakers_name_selects_what_the_speaker_says(program, study, shown):
    async with program(study, "enter", size=(80, 36)) as pilot:
        await pilot.click(offset=(9, _row(shown(pilot), "You were a counselor") - 1))
        assert pilot.app.screen.span == pilot.app.screen.page.transcript.turns[2].words


async def test_a_coding_at_hand_is_retracted(program, study, codings):
    async with program(study, *CODED, "enter", "type:tension", "enter", "r") as pilot:
        left = [key for _, key in _at_hand(pilot)[:1]]
        assert [key for key, _ in codings(study)] == left


async def test_undone_and_done_again(program, study, keys, codings):
    async with program(study, *CODED) as pilot:
        before = codings(study)
        await keys(pilot, "u")
        assert "Undone: Compatibility in c1-administrator" in _said(pilot)
        assert codings(study) == []
        await keys(pilot, "U")
        assert codings(study) == before


async def test_what_was_done_before_the_program_was_left_is_undone(program, study, codings):
    async with program(study, *CODED, "q"):
        pass
    assert len(codings(study)) == 1
    async with program(study, "enter", "u"):
        assert codings(study) == []


@pytest.mark.parametrize("key", ["u", "U"])
async def test_who_has_done_nothing_is_told_so(program, study, key):
    async with program(study, "enter", key) as pilot:
        assert "You have done nothing in this project yet" in _said(pilot)
        assert pilot.app.is_running


async def test_with_nothing_left_to_undo_it_is_said(program, study):
    async with program(study, *CODED, "u", "u") as pilot:
        assert "there is nothing to undo" in _said(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize(
    ("key", "said"),
    [
        *((key, "Code this turn first|Learning from what is coded") for key in "axW"),
        ("r", "Tab moves to a cod"),
    ],
)
async def test_with_nothing_at_hand_a_decision_says_what_to_do(
    program, study, key, said, codings, decisions
):
    async with program(study, "enter", key) as pilot:
        assert re.search(said, _said(pilot))
    assert (codings(study), decisions(study)) == ([], [])


async def test_the_same_code_twice_is_refused_and_said(program, study, codings):
    async with program(study, *CODED, "enter", "type:compat", "enter") as pilot:
        assert "has all of these codes already" in _said(pilot)
    assert len(codings(study)) == 1


async def test_others_codings_are_seen_after_submitting_and_hidden_again_after_undoing(
    program, study, keys
):
    async with program(study, "enter", "enter", "type:compat", "enter") as pilot:
        coders = lambda: {one.coder for one in pilot.app.screen.page.codings}  # noqa: E731
        stripes = lambda: len(pilot.app.screen.view._margin.marks)  # noqa: E731
        assert (coders(), stripes()) == ({"ana"}, 1)
        await keys(pilot, "S", "j", "S")
        assert coders() == {"ana"}
        await keys(pilot, "S")
        assert coders() == {"ana", "coder-1"}
        assert stripes() == 34
        await keys(pilot, "u")
        assert (coders(), stripes()) == ({"ana"}, 1)


async def test_submitting_is_stored_for_this_coder_and_transcript(program, study):
    async with program(study, *CODED, "S", "S"):
        pass
    with workbench.opened(study) as project:
        first, *others = workbench.status(project).transcripts
        (ana,) = [coder.id for coder in store.coders(project) if coder.name == "ana"]
        (submitted,) = store.submissions(project, ana)
    assert first.submitted == ("ana", "coder-1")
    assert not any("ana" in other.submitted for other in others)
    assert len(submitted.codings) == 1


# The picker


def _open(pilot):
    return pilot.app.screen.query_one(CodePicker).display


async def test_escape_leaves_the_picker_and_nothing_is_coded(program, study, keys, codings):
    async with program(study, "enter", "enter", "type:compat") as pilot:
        assert _open(pilot)
        await keys(pilot, "escape")
        assert not _open(pilot)
        await keys(pilot, "j")  # the transcript has the keys again
        assert (
            pilot.app.screen.view.selection.span == pilot.app.screen.page.transcript.turns[3].words
        )
    assert codings(study) == []


async def test_where_no_code_fits_enter_codes_nothing(program, study, codings):
    async with program(study, "enter", "enter", "type:qqq", "enter") as pilot:
        assert _open(pilot)
        assert pilot.app.screen.query_one(CodePicker)._found == []
    assert codings(study) == []


async def test_what_was_picked_last_comes_first(program, study, codings):
    again = ("j", "enter", "enter")
    async with program(study, *CODED, *again):
        assert [key for key, _ in codings(study)] == [COMPATIBILITY] * 2


async def test_the_arrows_choose_in_the_picker(program, study, keys, codings):
    async with program(study, "enter", "enter", "type:compat", "down", "up") as pilot:
        shown = [choice.key for choice in pilot.app.screen.query_one(CodePicker)._found]
        await keys(pilot, "escape", "enter", "type:innovation", "down")
        second = pilot.app.screen.query_one(CodePicker)._found[1].key
        await keys(pilot, "enter")
    assert shown[0] == COMPATIBILITY
    assert [key for key, _ in codings(study)] == [second]


# Without vectors


async def test_a_selection_is_never_outside_the_text(program, study):
    async with program(study, "enter", "k", "k", *("j",) * 30, "s", *("j",) * 3) as pilot:
        screen = pilot.app.screen
        assert Span(0, len(screen.page.transcript.text)).overlaps(screen.view.selection.span)


async def test_two_enters_on_an_untouched_picker_put_no_code(program, study, keys, codings):
    async with program(study, "enter", "enter", "enter") as pilot:
        assert pilot.app.screen.query_one(CodePicker).display
        await keys(pilot, "type:zzzz", "enter")
    assert codings(study) == []


@pytest.mark.parametrize("key", ["enter", "c", "full_stop", "i", "1"])
async def test_where_nobody_says_a_word_nothing_is_coded_and_it_is_said(
    program, project_of, tmp_path, key, codings
):
    (tmp_path / "empty.txt").write_text("Interviewer: \n", encoding="utf-8")
    study = project_of([tmp_path / "empty.txt"])
    code = "cfir22.inner.culture"
    with workbench.opened(study) as project:
        workbench.leave(project, "ana", {"last": f'["{code}"]', "favourites": f'{{"1": "{code}"}}'})
    async with program(study, "enter", "w", key) as pilot:
        assert not _open(pilot)
        assert "There is nothing to code in this transcript" in _said(pilot)
        assert "does not lie" not in _said(pilot)
    assert codings(study, "empty") == []


async def test_all_that_is_typed_ahead_goes_where_it_was_meant_to(program, tiny, codings):
    """From the library into a transcript, its picker and back to the text, without one wait."""
    before = codings(tiny, "a")
    async with program(tiny) as pilot:
        for key in ("enter", "enter", *"culture", "enter", "j", "enter", *"tension", "enter"):
            pilot.app.simulate_key(key)
        end = time.monotonic() + 60
        while len(codings(tiny, "a")) < len(before) + 2 and time.monotonic() < end:
            await pilot.pause(0.05)
    made = {code for code, _ in codings(tiny, "a")} - {code for code, _ in before}
    assert made == {"cfir22.inner.culture", "cfir22.inner.tension"}


# Over several turns


def _select(pilot, words, last):
    view = pilot.app.screen.view
    text = pilot.app.screen.page.transcript.text
    view.selection = view.selection.chosen(Span(text.index(words), text.index(last) + len(last)))


async def test_a_code_in_vivo_is_named_by_respondents_words_alone(program, tiny):
    async with program(tiny, "enter") as pilot:
        screen = pilot.app.screen
        _select(pilot, "fits the day", "We lost")
        await pilot.press("i")
        (code,) = workbench.proposals(screen.bench.project)
        assert screen.book.by_id[code].name == "fits the day. We lost"
        assert "Interviewer: And the rooms?" in screen.coding.quote


async def test_a_long_name_in_vivo_ends_at_a_word(program, study):
    async with program(study, "enter", "i") as pilot:
        screen = pilot.app.screen
        (code,) = workbench.proposals(screen.bench.project)
        assert screen.book.by_id[code].name == f"{TURN}, he…"


async def test_nothing_is_named_in_vivo_by_what_interviewers_say(program, tiny):
    async with program(tiny, "enter") as pilot:
        _select(pilot, "How is it?", "it?")
        await pilot.press("i")
        assert "The words of respondents name a code" in _said(pilot)
        assert not workbench.proposals(pilot.app.project)


async def test_quotes_on_the_card_are_what_was_said_with_its_speakers(program, tiny, said):
    with workbench.opened(tiny) as project:
        text = workbench.page(project, "ana", "a").transcript
        span = Span(text.text.index("fits the day"), text.text.index(" short"))
        workbench.code(project, "ana", text.hash, span, "inner.culture")
    async with program(tiny, "enter") as pilot:
        pilot.app.screen.define("cfir22.inner.culture")
        await pilot.pause()
        assert "“Counselor: fits the day. Interviewer: And the rooms?" in said(pilot, "#card")
