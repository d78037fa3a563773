"""Every screen as a person sees it, in a terminal of 80 columns and 24 lines.

The files in screens/ are such screens; UPDATE_SCREENS=1 writes them anew: look at them then.
"""

import re

import pytest

from qualbench import shipped, workbench
from qualbench.model import Span
from qualbench.tui.screens.agreement import Agreement
from qualbench.tui.widgets.rows import Rows


async def test_the_library(program, study, shown, like):
    async with program(study) as pilot:
        said = re.sub(r"(Stored as you go in ).*", r"\1PATH", shown(pilot))
        like(re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "DATE TIME", said), "library")


async def test_coding_with_the_picker_open(program, study, shown, like):
    async with program(study, "enter", "j", "enter", "type:motiv") as pilot:
        like(shown(pilot), "picker")


async def test_coding_with_codings_of_ones_own(program, project_of, shown, like):
    alone = project_of([shipped.folder("transcripts") / "c1-administrator.txt"])
    coded = ("enter", "type:compat", "enter", "enter", "type:motivation deliv", "enter")
    async with program(alone, "enter", "j", *coded) as pilot:
        like(shown(pilot), "coded")


async def test_coding_with_suggestions(program, asking, shown):
    # What is suggested may differ between machines, how it is shown may not.
    async with program(asking, "enter", "space") as pilot:
        said = shown(pilot)
    assert re.search(r"│▸\? \w+", said)
    assert re.search(r"│ {3}codebook: \w+", said)
    assert "a accepts it" in said


async def test_topics(program, study, shown):
    # What is found may differ between machines, how it is shown may not.
    async with program(study, "t") as pilot:
        said = shown(pilot)
        topics = len(pilot.app.screen.seen.found.topics)
    assert re.match(
        rf" Topics: turns of respondents +coder: ana\n {topics} topics in 365 turns ", said
    )
    assert re.search(r"^▸ {1,2}1 \S.* │   \S.*\n {5,6}█+.? \d+ .* │", said, re.MULTILINE)
    assert re.search(r"│   (Counselor|Administrator), c\d-", said)
    assert said.splitlines()[-1] == (
        "v Map b Table c Code = Is L Label M Merge X Split w Keep f Filter u Undo ? Keys"
    )


async def test_agreement(program, study, shown, like):
    async with program(study, "g") as pilot:
        like(shown(pilot), "agreement")


@pytest.mark.parametrize("screen", ["library", "coding", "topics", "agreement"])
async def test_the_keys_of(screen, program, study, shown, like):
    way = {"library": (), "coding": ("enter",), "topics": ("t",), "agreement": ("g",)}[screen]
    async with program(study, *way, "question_mark") as pilot:
        box = re.findall(r"[╭│╰][─ ].*[─ ][╮│╯]", shown(pilot))
        like("".join(f"{line}\n" for line in box), f"keys-{screen}")


@pytest.mark.parametrize("key", ["escape", "question_mark", "q", "j"])
async def test_any_key_closes_the_keys_and_does_nothing_else(program, study, keys, shown, key):
    async with program(study, "enter") as pilot:
        before = shown(pilot)
        await keys(pilot, "question_mark", key)
        assert shown(pilot) == before


async def test_the_agreement_of_turns_and_of_characters_differ(program, study, keys, shown):
    async with program(study, "g") as pilot:
        assert re.search(
            r"^  Innovation +11 +5 +5 +100 +121 +92 +0.64 +0.64 +0.89", shown(pilot), re.MULTILINE
        )
        await keys(pilot, "u", "u")
        assert "u unit character" in shown(pilot)
        assert re.search(r"^  Innovation .* 40234 ", shown(pilot), re.MULTILINE)


async def test_codes_are_compared_by_their_names(program, tiny, keys, shown):
    with workbench.opened(tiny) as project:
        for coder in ("ana", "bo"):
            new = workbench.code_new(project, coder, "a", Span(35, 40), f"Silence [{coder}]")
            workbench.submit(project, coder, ["a"])
    async with program(tiny, "g", coder="lead", size=(80, 50)) as pilot:
        screen = shown(pilot)
        names = {"Compatibility", "Silence [ana]", "Silence [bo]", "@ …liverers", "@ …cipients"}
        assert {name for name in names if f"{name} " in screen} == names
        assert new.code.rpartition(".")[2] not in screen
        lines = screen.splitlines()
        first = next(n for n, line in enumerate(lines) if line.startswith("▸"))
        at = next(n for n, line in enumerate(lines) if "@ …liverers" in line)
        headings = sum("───" in line for line in lines[first:at])
        await keys(pilot, *["j"] * (at - first - headings))
        assert "Motivation @ Innovation Deliverers" in shown(pilot)


async def test_other_coders_are_compared_when_more_than_two_have_submitted(
    program, study, keys, shown
):
    async with program(study, "enter", "S", "S", "escape", "g") as pilot:
        assert "c ana, coder-1 and coder-2" in shown(pilot)
        await keys(pilot, "c", "down", "enter")
        assert "c coder-1 and coder-2" in shown(pilot)
        assert re.search(r" 4 of \d+ transcripts", shown(pilot))
        await keys(pilot, "c", "type:ana", "enter")
        assert "c ana and coder-1" in shown(pilot)
        assert re.search(r" 1 of \d+ transcripts", shown(pilot))


async def test_where_nobody_can_be_compared_it_is_said_what_is_missing(
    program, project_of, shown, tmp_path
):
    (tmp_path / "a.txt").write_text("Interviewer: Who?\nCounselor: Me.\n", encoding="utf-8")
    async with program(project_of([tmp_path / "a.txt"]), "g") as pilot:
        assert isinstance(pilot.app.screen, Agreement)
        assert "two coders must have submitted" in shown(pilot)


@pytest.mark.parametrize("way", [("enter", "space", "enter"), ("g",), ("t",), ("question_mark",)])
async def test_no_size_is_too_small_or_too_large(program, study, shown, way):
    async with program(study, *way) as pilot:
        for width, height in ((20, 6), (40, 12), (160, 45)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert len(shown(pilot).splitlines()) == height


async def test_what_would_command_a_terminal_reaches_no_screen(program, project_of, tmp_path):
    text = "Interviewer: Who?\nCounselor: Me\x1b]0;boo\x07 and \x9b31m.\n" + "On and on. " * 30
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    async with program(project_of([tmp_path / "a.txt"]), "enter") as pilot:
        strips = pilot.app.screen._compositor.render_strips()
    texts = "".join(segment.text for strip in strips for segment in strip)
    assert "Me\ufffd]0;boo\ufffd" in texts
    assert not re.search("[\x00-\x1f\x7f-\x9f]", texts)


async def test_the_library_counts_ones_own_codings(program, study, shown):
    async with program(study, "enter", "enter", "type:compat", "enter", "escape") as pilot:
        assert re.search(r"c1-administrator +P883 C1 administrator +58 +1 +34 ", shown(pilot))


async def test_lists_are_walked_with_the_keys_of_the_coding_screen(program, study, keys):
    async with program(study, "j", "j", "k", "enter") as pilot:
        assert pilot.app.screen.page.transcript.name == "c1-counselor-1"
        await keys(pilot, "escape", "g", "j")
        assert pilot.app.screen.query_one(Rows).at == 1
        await keys(pilot, "escape", "t", "j", "j")
        assert pilot.app.screen.query_one(Rows).at == 2


async def test_the_definition_and_the_quotes_are_read_on_without_a_mouse(program, study, keys):
    async with program(study, "enter", "enter", "type:compat", "enter", "d") as pilot:
        assert pilot.app.screen.query_one("CodeCard").scroll_y > 0
        await keys(pilot, "d", "d", "d", "escape", "t", "space")
        assert pilot.app.screen.query_one("Passages").scroll_y > 0


async def test_the_sample_study_is_left_as_it_was(program, study, facts):
    before = facts(study)
    async with program(study, "enter", "space", "escape", "g", "escape", "t", "q"):
        pass
    assert facts(study) == before
    with workbench.opened(study) as project:
        assert workbench.check(project) == ()
