"""Topics on the screen: what is shown of them, and what comes of each key."""

import re
import shutil
from datetime import date

import pytest

from qualbench import shipped, store, workbench
from qualbench.tui.screens.coding import Coding
from qualbench.tui.widgets.topic_map import TopicMap
from qualbench.workbench import Scope
from qualbench.workbench.topics.keeping import Waiting, waiting

TODAY = f"topics {date.today().isoformat()}"
MISSED = "∅"
COMPATIBLE = "cfir22.inner.compatibility"


@pytest.fixture
def stored(study):
    """What a verb gives of the project as it is stored now: ``stored(workbench.topic_runs)``."""

    def stored(verb, *args):
        with workbench.opened(study) as project:
            return verb(project, *args)

    return stored


@pytest.fixture
def at_hand(shown):
    """The lines beside the list, without what is before them."""

    def at_hand(pilot):
        return [line.partition("│")[2].strip(" ▁▂▃▄▅▆▇█") for line in shown(pilot).splitlines()]

    return at_hand


def said(pilot):
    return [f"{note.title} {note.message}".strip() for note in pilot.app._notifications]


def topic(found, number):
    return next(one for one in found.topics if one.number == number)


def listed(screen):
    return re.findall(r"^▸? *(\d+) \S.* │", screen, re.MULTILINE)


# What is shown


async def test_a_mark_stands_where_the_codebook_misses_a_topic(program, study, demo, shown, stored):
    table = stored(workbench.topic_table, "ana", demo.topics)
    missed = [row for row in table.rows if row.missed and row.number > 0]
    async with program(study, "t", size=(120, 60)) as pilot:
        screen = shown(pilot)
    assert len(missed) > 1
    for row in missed:
        line = rf"^▸? +{row.number} \S.*\n +█*.? +{row.of.words} +{MISSED} {row.covered:.0%} "
        assert re.search(line, screen, re.MULTILINE), row.number
    assert len(re.findall(rf"{MISSED} \d+% +│", screen)) == len(missed)
    assert f"{MISSED} less than half is coded." in screen


@pytest.fixture
def without_primary(study, tmp_path):
    """The sample study as it is before the lead names whose codings stand."""
    path, samples = tmp_path / "new" / "study.qualbench", shipped.folder("transcripts")
    path.parent.mkdir()
    workbench.init(path, "mio", "lead")
    shutil.copy(f"{study}-cache", f"{path}-cache")
    with workbench.opened(path) as project:
        texts = [file for file in samples.iterdir() if file.stem[:1] == "c" and "-" in file.stem]
        workbench.import_files(project, "lead", sorted(texts), samples / "cases.csv")
        workbench.load_codings(project, samples / "codings.csv", submit=True)
    return path


async def test_without_a_primary_coder_there_is_no_mark_and_the_line_above_says_why(
    program, without_primary, shown, keys
):
    async with program(without_primary, "t", size=(120, 60)) as pilot:
        screen = " ".join(shown(pilot).split())
        assert MISSED not in screen
        assert screen.count("What the codebook misses is not known") == 1
        await keys(pilot, "b")
        assert "Topics by role" in shown(pilot)


async def test_beside_a_topic_stand_its_codes_and_who_talks_of_it(
    program, study, demo, at_hand, stored
):
    first = demo.topics.topics[0]
    row = stored(workbench.topic_table, "ana", demo.topics).row(1)
    roles = stored(workbench.topic_table, "ana", demo.topics, "role")
    async with program(study, "t", size=(160, 45)) as pilot:
        beside = at_hand(pilot)
    assert ", ".join(first.phrases) in beside
    coded = f"{row.covered:.0%} coded{f' {MISSED}' * row.missed}"
    assert f"{first.size} turns ({row.of.respondents} respondents); {coded}" in beside
    cells = zip(roles.columns, roles.row(1).cells, strict=True)
    assert f"role: {', '.join(f'{v} {c.words} ({c.respondents})' for v, c in cells)}" in beside
    most = max(cell.words for cell in row.cells)
    assert any(re.match(rf"codes: .*?\D{most}, ", line) for line in beside)
    quote = first.quotes[0]
    at = beside.index(f"{quote.speaker}, {quote.transcript}")
    assert " ".join(quote.text.split()).startswith(beside[at + 1])


async def test_what_lies_outside_comes_last_and_can_be_read(program, study, demo, at_hand):
    found = demo.topics
    outside = [w for w, of in zip(found.words, found.labels, strict=True) if of == -1]
    async with program(study, "t", "G") as pilot:
        assert "Outside every topic" in at_hand(pilot)
        assert f"{len(outside)} turns (12 respondents)" in " ".join(at_hand(pilot))
        screen = pilot.app.screen
        assert [(one.hash, one.span) for one in screen._quoted] == [
            (words.transcript, words.span) for words in outside
        ]


async def test_tab_goes_into_the_quotes_and_enter_opens_the_place(program, study, demo, keys):
    quotes = topic(demo.topics, 2).quotes
    async with program(study, "t", "j", "tab", "j", "enter") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Coding)
        assert (screen.hash, screen.span) == (quotes[1].hash, quotes[1].span)
        await keys(pilot, "escape")
        assert pilot.app.screen.quoted.span == quotes[1].span
        await keys(pilot, "escape", "j")
        assert pilot.app.screen.topic.number == 3


async def test_space_reads_on_from_the_list(program, study, keys):
    async with program(study, "t", "space") as pilot:
        quotes = pilot.app.screen.quotes
        assert quotes.scroll_y > 0
        await keys(pilot, "j")
        assert quotes.scroll_y == 0


# The map


async def test_the_map_shows_where_texts_lie_and_the_topic_at_hand(
    program, study, demo, keys, stored, shown
):
    async with program(study, "t", "j", "v") as pilot:
        drawn = pilot.app.screen.query_one(TopicMap)
        assert drawn.spots == stored(workbench.topic_map, demo.topics)
        assert drawn.region.height > 15
        places = shown(pilot)
        assert "●" in places
        await keys(pilot, "j")
        assert (drawn.at, pilot.app.screen.topic.number) == (3, 3)
        assert shown(pilot) != places
        await keys(pilot, "v")
        assert "●" not in shown(pilot)
        assert topic(demo.topics, 3).phrases[-1] in shown(pilot)


# Tables


async def test_topics_are_held_against_codes_then_cases_then_the_list_comes_again(
    program, study, demo, keys, shown, stored
):
    cell = stored(workbench.topic_table, "ana", demo.topics, "clinic").row(1).cells[0]
    async with program(study, "t", "b") as pilot:
        titles = []
        for _ in range(4):
            titles.append(shown(pilot).splitlines()[1].split(":")[0].strip())
            await keys(pilot, "b")
        assert titles == [f"Topics by {by}" for by in ("codes", "role", "clinic", "wave")]
        assert f"{len(demo.topics.topics)} topics in" in shown(pilot)
        await keys(pilot, "b", "b", "b")
        assert re.search(rf"^▸ +1 .* {cell.words} \({cell.respondents}\) ", shown(pilot), re.M)
        await keys(pilot, "escape")
        assert f"{len(demo.topics.topics)} topics in" in shown(pilot)


async def test_a_table_is_moved_sideways_and_rows_are_topics(program, study, keys, shown):
    async with program(study, "t", "b") as pilot:
        first = shown(pilot)
        assert "Columns 1 to " in first
        await keys(pilot, "l", "l")
        assert "Columns 3 to " in shown(pilot)
        await keys(pilot, "h", "h", "h")
        assert shown(pilot) == first
        await keys(pilot, "j", "j", "enter")
        assert pilot.app.screen.topic.number == 3
        assert "Most typical" in shown(pilot)


# Keeping


async def test_topics_are_kept_under_a_name(program, study, demo, keys, stored, shown):
    async with program(study, "t", "w", "type:clinics", "enter") as pilot:
        assert said(pilot) == ["Kept as clinics, for everybody."]
        assert "Topics “clinics”: turns of respondents" in shown(pilot)
        await keys(pilot, "w")
        assert said(pilot) == ["Kept as clinics already o opens others."]
    (run,) = stored(workbench.topic_runs)
    assert (run.name, run.coder, run.topics) == ("clinics", "ana", len(demo.topics.topics))


async def test_a_name_that_is_taken_is_refused_and_what_is_shown_stays(
    program, study, demo, stored, shown
):
    stored(workbench.keep_topics, "lead", "Clinics", demo.topics)
    async with program(study, "t", "w", "type:clinics", "enter") as pilot:
        assert said(pilot) == ["there is a topic run Clinics already Choose another name."]
        assert len(listed(shown(pilot))) > 5
    assert len(stored(workbench.topic_runs)) == 1


async def test_the_first_decision_keeps_the_run_by_itself_and_the_next_is_on_the_same(
    program, study, keys, stored, shown
):
    async with program(study, "t", "L", "type:Crying", "enter") as pilot:
        assert said(pilot) == [f"Kept as {TODAY}."]
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


async def test_a_run_is_opened_again_or_looked_for_anew(program, study, demo, keys, stored, shown):
    stored(workbench.keep_topics, "lead", "clinics", demo.topics)
    stored(workbench.label_topic, "lead", "clinics", 1, "Crying")
    stored(workbench.merge_topics, "lead", "clinics", [2, 3])
    async with program(study, "t", "o", "type:clinics", "enter") as pilot:
        assert "Topics “clinics”" in shown(pilot)
        assert (len(pilot.app.screen.seen.found.topics), "3" in listed(shown(pilot))) == (
            len(demo.topics.topics) - 1,
            False,
        )
        await keys(pilot, "o", "type:anew", "enter")
        assert "“clinics”:" not in shown(pilot)
        assert "Numbers and names are those of “clinics”" in " ".join(shown(pilot).split())


# Decisions


async def test_others_are_taken_for_the_same_topic(program, study, demo, keys, stored):
    sizes = {one.number: one.size for one in demo.topics.topics}
    async with program(study, "t", "j", "j", "M", "tab", "down", "tab", "enter") as pilot:
        assert said(pilot) == [f"Topics 1, 2, 3 are topic 1 now. Kept as {TODAY}."]
        assert pilot.app.screen.topic.number == 1
        merged = stored(workbench.kept_topics, TODAY)
        assert topic(merged, 1).size == sizes[1] + sizes[2] + sizes[3]
        await keys(pilot, "u")
        assert {one.number: one.size for one in pilot.app.screen.seen.found.topics} == sizes
        await keys(pilot, "U")
        assert topic(pilot.app.screen.seen.found, 1).size == topic(merged, 1).size


async def test_a_topic_is_split_in_two(program, study, demo, stored):
    async with program(study, "t", "X") as pilot:
        numbers = [one.number for one in stored(workbench.kept_topics, TODAY).topics]
        new = [number for number in numbers if number > len(demo.topics.topics)]
        assert (len(new), 1 in numbers) == (2, False)
        assert pilot.app.screen.topic.number == new[0]
        assert said(pilot) == [f"Topic 1 is topics {new[0]} and {new[1]} now. Kept as {TODAY}."]


async def test_a_code_is_made_of_a_topic_with_marked_quotes_and_undone_all_is_as_before(
    program, study, demo, keys, stored
):
    first = demo.topics.topics[0]
    before = stored(workbench.codebook)
    example = ("tab", "j", "e", "escape")
    async with program(study, "t", *example, "c", "type:Mothers' lives", "enter") as pilot:
        (code,) = (one for one in stored(workbench.codebook).codes if one not in before.codes)
        assert (code.name, code.include) == ("Mothers' lives", first.phrases)
        assert code.examples == (" ".join(first.quotes[1].text.split()),)
        turns = f"{first.size} turns"
        assert f"waits as a suggestion in {turns}: in the coding screen N goes" in said(pilot)[0]
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


async def test_a_topic_is_mapped_to_an_existing_code(program, study, shown, stored):
    async with program(study, "t", "equals_sign", "type:compatib", "enter") as pilot:
        assert "→ Compatibility" in shown(pilot)
        assert "Where it is not coded yet, it waits as a suggestion" in said(pilot)[0]
    assert topic(stored(workbench.kept_topics, TODAY), 1).code == COMPATIBLE


@pytest.mark.parametrize("key", ["L", "M", "X", "c", "equals_sign"])
async def test_what_lies_outside_is_no_topic(program, study, stored, key):
    async with program(study, "t", "G", key) as pilot:
        assert said(pilot)[0].startswith("What lies outside is no topic")
    assert stored(workbench.topic_runs) == ()


async def test_only_a_typical_quote_at_hand_becomes_an_example(program, study, keys, shown):
    async with program(study, "t", "e") as pilot:
        assert said(pilot) == ["No quote is at hand Tab goes into the quotes."]
        await keys(pilot, "tab", "e")
        assert re.search(r"│ ▸ ✓ (Counselor|Administrator), c", shown(pilot))
        await keys(pilot, "e", "G", "e")
        assert "✓" not in shown(pilot)
        assert said(pilot) == ["One of the most typical quotes can be an example."]


# In which words


async def test_topics_are_looked_for_in_the_words_of_a_role_and_a_clinic(
    program, study, keys, shown, stored
):
    scope = Scope(attributes=(("role", "counselor"), ("clinic", "C1")))
    async with program(study, "t", "f", "type:role counselor", "tab") as pilot:
        await keys(pilot, "type:clinic C1", "tab", "enter")
        assert pilot.app.screen.seen.found == stored(workbench.topics, "ana", scope)
        assert "role counselor; clinic C1" in shown(pilot).splitlines()[0]
        await keys(pilot, "f", "type:role counselor", "enter")
        assert pilot.app.screen.scope == Scope(attributes=(("clinic", "C1"),))


async def test_too_few_words_are_refused_and_what_is_shown_stays(program, study, keys, shown):
    scope = ("type:role administrator", "tab", "type:clinic C1", "tab", "type:uncoded", "tab")
    async with program(study, "t", "f", *scope, "enter") as pilot:
        assert "topics need at least" in said(pilot)[0]
        assert pilot.app.screen.scope == Scope()
        assert len(listed(shown(pilot))) > 5


async def test_so_many_topics_are_found_as_are_asked_for(program, study, keys):
    async with program(study, "t", "n", "type:6", "enter") as pilot:
        assert len(pilot.app.screen.seen.found.topics) == 6
        await keys(pilot, "n", "type:six", "enter")
        assert said(pilot) == ["Not looked for A number, or nothing for as many as there are."]


async def test_how_steady_they_are_is_measured_when_asked_for(program, study, demo, keys, shown):
    async with program(study, "t", "s", size=(120, 40)) as pilot:
        steady = pilot.app.screen.seen.steady
        screen = " ".join(shown(pilot).split())
        assert f"Steadiness {steady.agreement:z.2f} (1: always the same), 10 draws" in screen
        assert f"comes back in {dict(steady.returns)[1]:.0%} of the draws" in screen
        await keys(pilot, "L", "type:Crying", "enter")
        assert "Steadiness" not in shown(pilot)  # it was another search's


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


async def test_nothing_else_begins_while_something_is_stored(program, study, keys, stored):
    async with program(study, "t") as pilot:
        pilot.app.simulate_key("M")
        await pilot.pause()
        for key in ("tab", "enter", "X", "u"):
            pilot.app.simulate_key(key)
            await pilot.pause(0.01)
        assert any(note.startswith("Something is running already") for note in said(pilot))
        await keys(pilot, "j")
    (run,) = stored(workbench.topic_runs)
    with workbench.opened(study) as project:
        assert [one.what for one in store.topic_decisions(project, run.id)] == ["merge"]


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_every_view_says_all_that_it_has_to_say(program, study, keys, shown, size):
    async with program(study, "t", size=size) as pilot:
        for way, said in [
            ((), f"{MISSED} less than half is coded."),
            (("v",), f"{MISSED} less than half is coded."),
            (("b",), "l and h move on. b: by role."),
            (("b", "b", "b"), "b: the list."),
        ]:
            await keys(pilot, *way)
            lines = shown(pilot).splitlines()
            assert said in " ".join(" ".join(lines[1:6]).split())
            assert lines[-1].startswith("v Map b Table c Code = Is L Label M Merge X Split w Keep")
            assert lines[-1].endswith(" ? Keys")
            assert sum(line.startswith("▸") for line in lines) == 1
