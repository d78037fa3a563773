"""Topics on the screen: the list and what stands beside it, the map, the tables."""

import re
import shutil

import pytest

from qualbench import shipped, workbench
from qualbench.tui.screens.coding import Coding
from qualbench.tui.widgets.topic_map import TopicMap

MISSED = "∅"


@pytest.fixture
def at_hand(shown):
    """The lines beside the list, without what is before them."""

    def at_hand(pilot):
        return [line.partition("│")[2].strip(" ▁▂▃▄▅▆▇█") for line in shown(pilot).splitlines()]

    return at_hand


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


async def test_tab_goes_into_the_quotes_and_enter_opens_the_place(
    program, study, demo, keys, topic
):
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


# The map


async def test_the_map_shows_where_texts_lie_and_the_topic_at_hand(
    program, study, demo, keys, stored, shown, topic
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
