"""Runs of topics that are kept, and what is decided on them: each key, and what is stored."""

import re
from datetime import date

import pytest

from qualbench import store, workbench
from qualbench.workbench.topics.keeping import Waiting, waiting

TODAY = f"topics {date.today().isoformat()}"
COMPATIBLE = "cfir22.inner.compatibility"


# Keeping


async def test_topics_are_kept_under_a_name(program, study, demo, keys, stored, shown, told):
    async with program(study, "t", "w", "type:clinics", "enter") as pilot:
        assert told(pilot) == ["Kept as clinics, for everybody."]
        assert "Topics “clinics”: turns of respondents" in shown(pilot)
        await keys(pilot, "w")
        assert told(pilot) == ["Kept as clinics already o opens others."]
    (run,) = stored(workbench.topic_runs)
    assert (run.name, run.coder, run.topics) == ("clinics", "ana", len(demo.topics.topics))


async def test_a_name_that_is_taken_is_refused_and_what_is_shown_stays(
    program, study, demo, stored, told, listed
):
    stored(workbench.keep_topics, "lead", "Clinics", demo.topics)
    async with program(study, "t", "w", "type:clinics", "enter") as pilot:
        assert told(pilot) == ["there is a topic run Clinics already Choose another name."]
        assert len(listed(pilot)) > 5
    assert len(stored(workbench.topic_runs)) == 1


async def test_the_first_decision_keeps_the_run_by_itself_and_the_next_is_on_the_same(
    program, study, keys, stored, shown, told
):
    async with program(study, "t", "L", "type:Crying", "enter") as pilot:
        assert told(pilot) == [f"Kept as {TODAY}."]
        assert re.search(r"^▸ +1 Crying ", shown(pilot), re.MULTILINE)
        await keys(pilot, "j", "L", "type:Paper", "enter")
        assert pilot.app.screen.topic.number == 2
        (run,) = stored(workbench.topic_runs)
        names = [one.label for one in stored(workbench.kept_topics, TODAY).topics]
        assert (run.name, names[:3]) == (TODAY, ["Crying", "Paper", ""])
        await keys(pilot, "u", "u", "u")
        assert stored(workbench.topic_runs) == ()
        assert " Crying " not in shown(pilot)
        await keys(pilot, "U", "U")
        assert re.search(r"^ +1 Crying ", shown(pilot), re.MULTILINE)
    assert [run.name for run in stored(workbench.topic_runs)] == [TODAY]


async def test_a_second_run_of_a_day_has_another_name(program, study, demo, stored):
    stored(workbench.keep_topics, "lead", TODAY, demo.topics)
    async with program(study, "t", "L", "type:Crying", "enter"):
        pass
    assert [run.name for run in stored(workbench.topic_runs)] == [TODAY, f"{TODAY} 2"]


async def test_a_run_is_opened_again_or_looked_for_anew(
    program, study, demo, keys, stored, shown, listed
):
    stored(workbench.keep_topics, "lead", "clinics", demo.topics)
    stored(workbench.label_topic, "lead", "clinics", 1, "Crying")
    stored(workbench.merge_topics, "lead", "clinics", [2, 3])
    async with program(study, "t", "o", "type:clinics", "enter") as pilot:
        assert "Topics “clinics”" in shown(pilot)
        assert (len(pilot.app.screen.seen.found.topics), "3" in listed(pilot)) == (
            len(demo.topics.topics) - 1,
            False,
        )
        await keys(pilot, "o", "type:anew", "enter")
        assert "“clinics”:" not in shown(pilot)
        assert "Numbers and names are those of “clinics”" in " ".join(shown(pilot).split())


# Decisions


async def test_others_are_taken_for_the_same_topic(program, study, demo, keys, stored, told, topic):
    sizes = {one.number: one.size for one in demo.topics.topics}
    async with program(study, "t", "j", "j", "M", "tab", "down", "tab", "enter") as pilot:
        assert told(pilot) == [f"Topics 1, 2, 3 are topic 1 now. Kept as {TODAY}."]
        assert pilot.app.screen.topic.number == 1
        merged = stored(workbench.kept_topics, TODAY)
        assert topic(merged, 1).size == sizes[1] + sizes[2] + sizes[3]
        await keys(pilot, "u")
        assert {one.number: one.size for one in pilot.app.screen.seen.found.topics} == sizes
        await keys(pilot, "U")
        assert topic(pilot.app.screen.seen.found, 1).size == topic(merged, 1).size


async def test_a_topic_is_split_in_two(program, study, demo, stored, told):
    async with program(study, "t", "X") as pilot:
        numbers = [one.number for one in stored(workbench.kept_topics, TODAY).topics]
        new = [number for number in numbers if number > len(demo.topics.topics)]
        assert (len(new), 1 in numbers) == (2, False)
        assert pilot.app.screen.topic.number == new[0]
        assert told(pilot) == [f"Topic 1 is topics {new[0]} and {new[1]} now. Kept as {TODAY}."]


async def test_a_code_is_made_of_a_topic_with_marked_quotes_and_undone_all_is_as_before(
    program, study, demo, keys, stored, told, topic
):
    first = demo.topics.topics[0]
    before = stored(workbench.codebook)
    example = ("tab", "j", "e", "escape")
    async with program(study, "t", *example, "c", "type:Mothers' lives", "enter") as pilot:
        (code,) = (one for one in stored(workbench.codebook).codes if one not in before.codes)
        assert (code.name, code.include) == ("Mothers' lives", first.phrases)
        assert code.examples == (" ".join(first.quotes[1].text.split()),)
        turns = f"{first.size} turns"
        assert f"waits as a suggestion in {turns}: in the coding screen N goes" in told(pilot)[0]
        assert topic(stored(workbench.kept_topics, TODAY), 1).code == code.id
        await keys(pilot, "u", "u")
    assert stored(workbench.codebook) == before
    assert stored(workbench.topic_runs) == ()
    assert stored(workbench.check) == ()


async def test_without_marked_quotes_the_first_are_examples_and_the_phrases_name_the_code(
    program, study, demo, stored
):
    first = demo.topics.topics[0]
    name = ", ".join(first.phrases[:2]).capitalize()
    async with program(study, "t", "c", "enter"):
        pass
    (code,) = (one for one in stored(workbench.codebook).codes if one.name == name)
    assert code.examples == tuple(" ".join(quote.text.split()) for quote in first.quotes[:2])


async def test_what_lies_in_a_topic_with_a_code_waits_in_its_transcripts(
    program, study, demo, stored
):
    quote = demo.topics.topics[0].quotes[0]
    async with program(study, "t", "c", "type:Lives", "enter"):
        pass
    (code,) = (one for one in stored(workbench.codebook).codes if one.name == "Lives")
    assert Waiting(quote.span, code.id, TODAY, 1) in stored(waiting, quote.hash)


async def test_a_topic_is_mapped_to_an_existing_code(program, study, shown, stored, told, topic):
    async with program(study, "t", "equals_sign", "type:compatib", "enter") as pilot:
        assert "→ Compatibility" in shown(pilot)
        assert "Where it is not coded yet, it waits as a suggestion" in told(pilot)[0]
    assert topic(stored(workbench.kept_topics, TODAY), 1).code == COMPATIBLE


@pytest.mark.parametrize("key", ["L", "M", "X", "c", "equals_sign"])
async def test_what_lies_outside_is_no_topic(program, study, stored, key, told):
    async with program(study, "t", "G", key) as pilot:
        assert told(pilot)[0].startswith("What lies outside is no topic")
    assert stored(workbench.topic_runs) == ()


async def test_only_a_typical_quote_at_hand_becomes_an_example(program, study, keys, shown, told):
    async with program(study, "t", "e") as pilot:
        assert told(pilot) == ["No quote is at hand Tab goes into the quotes."]
        await keys(pilot, "tab", "e")
        assert re.search(r"│ ▸ ✓ (Counselor|Administrator), c", shown(pilot))
        await keys(pilot, "e", "G", "e")
        assert "✓" not in shown(pilot)
        assert told(pilot) == ["One of the most typical quotes can be an example."]


# With others, and while something runs


async def test_what_others_decide_shows_and_ones_place_stays(program, study, demo, stored, keys):
    run = stored(workbench.keep_topics, "lead", "clinics", demo.topics).id
    async with program(study, "t", "o", "type:clinics", "enter", "j", "tab", "j") as pilot:
        before = pilot.app.screen.quoted
        stored(workbench.label_topic, "lead", run, 2, "Paper")
        pilot.app.screen.renewed(frozenset({"topic_decision"}))
        await keys(pilot)
        await pilot.pause(0.3)
        screen = pilot.app.screen
        assert (screen.topic.name, screen.quoted) == ("Paper", before)


async def test_nothing_else_begins_while_something_is_stored(program, study, keys, stored, told):
    async with program(study, "t") as pilot:
        pilot.app.simulate_key("M")
        await pilot.pause()
        for key in ("tab", "enter", "X", "u"):
            pilot.app.simulate_key(key)
            await pilot.pause(0.01)
        assert any(note.startswith("Something is running already") for note in told(pilot))
        await keys(pilot, "j")
    (run,) = stored(workbench.topic_runs)
    with workbench.opened(study) as project:
        assert [one.what for one in store.topic_decisions(project, run.id)] == ["merge"]
