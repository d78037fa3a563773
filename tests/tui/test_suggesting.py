"""Suggestions on the coding screen: when they show, what is stored of it, and why they are made."""

import time

import pytest

from qualbench import store, workbench
from qualbench.tui.widgets.at_hand import AtHand
from qualbench.tui.widgets.code_card import CodeCard

FIRST, SECOND = "c1-administrator", "c1-counselor-1"
COMPATIBILITY = "cfir22.inner.compatibility"
PUT = ("enter", "type:compat", "enter")


def said(pilot):
    """What the program says in its corner."""
    return " ".join(f"{said.title} {said.message}" for said in pilot.app._notifications)


def at_hand(pilot):
    return [(item.kind, item.key) for item in pilot.app.screen.query_one(AtHand)._items]


def suggested(pilot):
    return [key for kind, key in at_hand(pilot) if kind == "suggestion"]


def showings(path):
    with workbench.opened(path) as project:
        return [(one.key, one.how, bool(one.submission)) for one in store.showings(project)]


def settle(path, name, value):
    with workbench.opened(path) as project:
        workbench.settle(project, "lead", name, value)


async def learnt(pilot, keys):
    """Until all has been learned that can be."""
    until = time.monotonic() + 120
    while not (pilot.app.screen.basis and pilot.app.screen.basis.up_to_date):
        assert time.monotonic() < until, "nothing was learned"
        await pilot.pause(0.05)
    await keys(pilot)


# When they show


async def test_asked_for_they_show_and_each_is_on_record_once(program, asking, keys):
    async with program(asking, "enter") as pilot:
        assert at_hand(pilot) == []
        await keys(pilot, "space")
        first = suggested(pilot)
        assert len(first) == 3
        assert sorted(showings(asking)) == sorted((key, "on-demand", False) for key in first)
        await keys(pilot, "j")
        assert at_hand(pilot) == []
        await keys(pilot, "k")
        assert suggested(pilot) == first
    assert len(showings(asking)) == 3


async def test_by_default_a_turn_is_coded_first(program, asking, keys):
    settle(asking, "suggestions", "after")
    async with program(asking, "enter", "space") as pilot:
        assert (suggested(pilot), showings(asking)) == ([], [])
        assert "Code this turn first" in said(pilot)
        await keys(pilot, *PUT)
        assert at_hand(pilot)[0] == ("coding", COMPATIBILITY)
        assert len(suggested(pilot)) == 3
        assert COMPATIBILITY not in suggested(pilot)
    assert [how for _, how, _ in showings(asking)] == ["after"] * 3


async def test_what_one_chooses_first_was_never_shown_though_it_would_have_been_suggested(
    program, asking, keys, rows, run, tmp_path
):
    settle(asking, "suggestions", "after")
    async with program(asking, "enter") as pilot:
        await learnt(pilot, keys)
        screen = pilot.app.screen
        first = workbench.suggested(screen.basis, screen.view.selection.turn)[0]
        await keys(pilot, "enter", f"type:{first.name}", "enter")
        assert at_hand(pilot)[0] == ("coding", first.said.key)
        assert len(suggested(pilot)) == 3
    assert first.said.key not in [key for key, _, _ in showings(asking)]
    with workbench.opened(asking) as project:
        assert workbench.showed(project, "ana", FIRST, [first.said], "after") == 0
    file = tmp_path / "segments.csv"
    assert run("export", asking, "segments", "--to", file, "--layer", "coder:ana").exit_code == 0
    assert [row["origin"] for row in rows(file)] == ["own"]


async def test_inline_they_show_wherever_one_comes(program, asking, keys):
    settle(asking, "suggestions", "inline")
    async with program(asking, "enter") as pilot:
        assert len(suggested(pilot)) == 3
        await keys(pilot, "j")
        assert len(suggested(pilot)) == 3
    assert len(showings(asking)) == 6


async def test_switched_off_by_the_lead_nothing_shows(program, asking, keys):
    settle(asking, "suggestions", "off")
    async with program(asking, "enter", "space", *PUT, "space") as pilot:
        assert suggested(pilot) == []
        assert "suggestions are off in this project" in said(pilot)
    assert showings(asking) == []


async def test_a_coder_may_want_less_than_the_project_shows_and_not_more(program, asking, keys):
    async with program(asking, "enter", "space", "A") as pilot:
        assert "They show once you have coded a turn" in said(pilot)
        assert suggested(pilot) == []
        await keys(pilot, "A")
        assert "They do not show" in said(pilot)
        await keys(pilot, *PUT)
        assert suggested(pilot) == []
        await keys(pilot, "A")
        assert "They show when you ask" in said(pilot)
        assert len(suggested(pilot)) == 3
    async with program(asking, "enter", "A"):
        pass
    settle(asking, "suggestions", "inline")
    async with program(asking, "enter", "j") as pilot:
        assert suggested(pilot) == []


async def test_in_a_round_coded_blind_nothing_shows_whatever_is_pressed(program, asking, keys):
    with workbench.opened(asking) as project:
        for coder in ("ana", "bo"):
            workbench.write_memo(project, coder, "project", "", "I am here.")
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), [FIRST])
    settle(asking, "suggestions", "inline")
    async with program(asking, "enter", "space", *PUT, "space", "A", "N", "N", "W") as pilot:
        assert suggested(pilot) == []
        await keys(pilot, "S", "S", "space")
        assert suggested(pilot) == []
        assert "coded blind in round pilot" in said(pilot)
    async with program(asking, "enter", coder="cy") as pilot:
        assert suggested(pilot)
    async with program(asking, "j", "enter") as pilot:
        assert pilot.app.screen.page.transcript.name == SECOND
        assert suggested(pilot)


async def test_no_suggestion_for_an_interviewers_turn_is_said_so(program, asking, keys):
    async with program(asking, "enter", size=(80, 36)) as pilot:
        turn = pilot.app.screen.page.transcript.turns[2]
        assert turn.interviewer
        pilot.app.screen.view.go_to(turn.words)
        await keys(pilot, "space")
        assert "There are none for an interviewer's turn" in said(pilot)


async def test_what_was_never_prepared_is_coded_and_says_where_suggestions_come_from(
    program, unprepared, keys, codings
):
    async with program(unprepared, "enter", "space") as pilot:
        assert "Press p in the library first" in said(pilot)
        await keys(pilot, *PUT)
        assert pilot.app.screen.basis is None
    assert [key for key, _ in codings(unprepared)] == [COMPATIBILITY]


async def test_what_a_new_code_says_is_held_against_turns_without_preparing_again(
    program, asking, keys
):
    with workbench.opened(asking) as project:
        said = "The boiler man, what he fixes, and waiting for him all morning"
        code = workbench.propose_code(project, "ana", "Boilers", definition=said)
    async with program(asking, "enter", "space"):
        assert code.id in {key for key, _, _ in showings(asking)}


async def test_a_topic_that_was_made_into_a_code_waits_where_its_turns_lie(
    program, study, keys, codings
):
    with workbench.opened(study) as project:
        found = workbench.topics(project, "lead")
        run = workbench.keep_topics(project, "lead", "first", found).name
        turns = [
            (one.span, label)
            for one, label in zip(found.words, found.labels, strict=True)
            if label > 0 and one.transcript == store.find_hash(project, FIRST)
        ]
        topics = [label for _, label in turns]
        at = next(n for n, label in enumerate(topics) if n and topics.index(label) == n)
        place, number = turns[at]
        code = workbench.code_topic(project, "lead", run, number, "What they call it").id
    async with program(study, "enter") as pilot:
        await learnt(pilot, keys)
        screen = pilot.app.screen
        while screen.walk != "from topics":
            await keys(pilot, "N")
        await keys(pilot, "g", "n")
        assert screen.view.selection.turn == place
        assert suggested(pilot)[0] == code
        await keys(pilot, "a")
        assert code in {key for key, _ in codings(study)}


# What is decided


async def test_only_an_accepted_suggestion_becomes_a_coding(
    program, asking, keys, codings, decisions
):
    async with program(asking, "enter", "space") as pilot:
        first, second, _ = suggested(pilot)
        await keys(pilot, "x", "a")
    assert [key for key, _ in codings(asking)] == [second]
    assert sorted(decisions(asking)) == sorted([(first, False), (second, True)])


async def test_an_accepted_suggestion_stays_at_hand_as_a_coding(program, asking, keys):
    async with program(asking, "enter", *PUT, "space", "tab", "tab") as pilot:
        chosen = pilot.app.screen.query_one(AtHand).chosen
        await keys(pilot, "a")
        now = pilot.app.screen.query_one(AtHand).chosen
    assert (chosen.kind, now.kind, now.key) == ("suggestion", "coding", chosen.key)


async def test_accepted_by_sentence_a_suggestion_stands_on_the_sentence(program, asking, codings):
    async with program(asking, "enter", "s", "s", "space", "a"):
        ((_, quote),) = codings(asking)
    assert quote == "It's fine."


async def test_a_rejected_suggestion_is_not_made_again_and_undoing_brings_it_back(
    program, asking, keys
):
    async with program(asking, "enter", "space") as pilot:
        first, *_ = suggested(pilot)
        await keys(pilot, "x")
        assert pilot.app.screen.query_one(AtHand).chosen.kind == "suggestion"
        assert first not in suggested(pilot)
        await keys(pilot, "escape", "enter", "space")
        assert first not in suggested(pilot)
        await keys(pilot, "u")
        assert suggested(pilot)[0] == first


async def test_undo_takes_back_an_acceptance_and_its_coding_and_no_showing(
    program, asking, codings, decisions
):
    async with program(asking, "enter", "space", "a", "u"):
        assert (codings(asking), decisions(asking)) == ([], [])
    assert len(showings(asking)) >= 3


async def test_a_suggestion_is_not_stuck_to_nor_made_a_favourite(program, asking, keys, shown):
    async with program(asking, "enter", *PUT, "j", "space") as pilot:
        assert pilot.app.screen.item.kind == "suggestion"
        await keys(pilot, "f", "1", "y")
        assert "1 Compatibility" in shown(pilot)
        assert "sticky: Compatibility" in shown(pilot)


# Why, and how sure


async def test_a_key_says_why_and_what_speaks_against_it(program, asking, keys):
    async with program(asking, "enter", "space", "W") as pilot:
        card = str(pilot.app.screen.query_one(CodeCard).query_one("#card").render())
        assert "Speaks for it" in card
        assert "How sure is not known" in card
        await keys(pilot, "W")
        again = str(pilot.app.screen.query_one(CodeCard).query_one("#card").render())
    assert "Speaks for it" not in again


async def test_once_learned_it_is_said_how_sure_one_is_and_little_is_shown(
    program, study, keys, shown
):
    settle(study, "suggestions", "on-demand")
    async with program(study, "enter") as pilot:
        await learnt(pilot, keys)
        await keys(pilot, "space")
        assert suggested(pilot) == []
        assert "Nothing is sure enough here" in said(pilot)
        await keys(pilot, "j", "j", "j", "space")
        (key,) = suggested(pilot)
        assert key == "cfir22.outer.financing"
        assert "? Financing .9" in shown(pilot)
        assert "coder-1" in shown(pilot)
        made = pilot.app.screen.basis.lesson
        await keys(pilot, *PUT)
        assert pilot.app.screen.basis.lesson is made  # until one rests
        await learnt(pilot, keys)
        assert pilot.app.screen.basis.lesson is not made


async def test_what_was_learned_is_kept_on_the_way_to_another_transcript(program, study, keys):
    async with program(study, "enter") as pilot:
        await learnt(pilot, keys)
        talk = pilot.app.screen.basis.evidence.talk
        await keys(pilot, "escape", "j", "enter")
        assert pilot.app.screen.basis.evidence.talk is talk


# What to read again


async def test_what_was_probably_missed_is_gone_through_and_shows(program, study, keys, codings):
    with workbench.opened(study) as project:
        (coding, *_) = [
            one
            for one in workbench.live_codings(project, FIRST, "coder-1")
            if one.coding.key == "cfir22.outer.financing"
        ]
        workbench.retract(project, "coder-1", [coding.coding.id])
    async with program(study, "enter", coder="coder-1") as pilot:
        await learnt(pilot, keys)
        screen = pilot.app.screen
        while screen.walk != "missed":
            await keys(pilot, "N")
        await keys(pilot, "g")
        missed = []
        for _ in screen.rereading.missed:
            await keys(pilot, "n")
            missed += suggested(pilot)
        assert "cfir22.outer.financing" in missed
        await keys(pilot, "S")
        assert "probably missed" in said(pilot)
    assert "cfir22.outer.financing" in {key for key, _, _ in showings(study)}


@pytest.mark.parametrize("others", ["suggestions", "precision"])
async def test_what_a_lead_settles_elsewhere_holds_here(program, asking, keys, others):
    settle(asking, "suggestions", "inline")
    async with program(asking, "enter") as pilot:
        assert len(suggested(pilot)) == 3
        settle(asking, others, {"suggestions": "off", "precision": "0.9"}[others])
        until = time.monotonic() + 30
        while len(suggested(pilot)) == 3 and others == "suggestions":
            assert time.monotonic() < until
            await pilot.pause(0.1)
        if others == "precision":
            while pilot.app.screen.basis.precision != 0.9:
                assert time.monotonic() < until
                await pilot.pause(0.1)
