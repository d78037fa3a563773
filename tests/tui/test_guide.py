"""The interview guide by keys alone: what is confirmed, and where."""

import pytest

from qualbench import shipped, store, workbench

GUIDE = shipped.folder("transcripts") / "guide.yaml"


@pytest.fixture
def guided(unrated):
    """The sample study with its guide."""
    with workbench.opened(unrated) as project:
        workbench.load_guide(project, "lead", GUIDE)
    return unrated


@pytest.fixture
def proposed(guided):
    """The turns that are proposed for each question put to an administrator, from 1."""
    with workbench.opened(guided) as project:
        found = workbench.questions(project, "lead", "c1-administrator")
    return {one.question.id: [turn + 1 for turn in one.turns] for one in found}


@pytest.fixture
def asked():
    """What is confirmed in a file: question, turns counted from 1, constructs that are absent."""

    def asked(path, name="c1-administrator"):
        with workbench.opened(path) as project:
            text = store.find_transcript(project, name)
            starts = {turn.start: at for at, turn in enumerate(text.turns, 1)}
            return {
                one.question: (
                    [starts[turn] for turn in one.turns],
                    [key.rpartition(".")[2] for key in one.absent],
                )
                for one in store.asked(project, text.hash)
            }

    return asked


async def test_without_a_guide_it_is_said_how_to_load_one_and_a_lead_does(
    program, unrated, keys, shown
):
    async with program(unrated, "i", coder="lead") as pilot:
        assert "the project has no interview guide. l loads one from a YAML file" in shown(pilot)
        await keys(pilot, "l", f"type:{GUIDE}", "enter")
        assert "0 of 8 questions confirmed" in shown(pilot)
    with workbench.opened(unrated) as project:
        assert workbench.guide(project).name == "mio-sample"


async def test_who_does_not_lead_loads_none(program, unrated, keys):
    async with program(unrated, "i", "l", f"type:{GUIDE}", "enter"):
        pass
    with workbench.opened(unrated) as project:
        assert store.guide(project) is None


async def test_what_is_proposed_is_confirmed_one_by_one_undone_and_redone(
    program, guided, keys, shown, asked, proposed
):
    assert proposed["priority"]
    async with program(guided, "i", "j", "enter") as pilot:
        assert asked(guided) == {"priority": (proposed["priority"], [])}
        assert "✓ Where does MIO stand among everything else here?" in shown(pilot)
        assert "▸ ? What does it cost you, and who pays?" in shown(pilot)
        await keys(pilot, "x")
        assert asked(guided)["cost"] == ([], [])
        assert "– What does it cost you, and who pays?" in shown(pilot)
        await keys(pilot, "u", "u")
        assert asked(guided) == {}
        await keys(pilot, "U")
        assert asked(guided) == {"priority": (proposed["priority"], [])}


async def test_other_turns_are_chosen_with_their_words_in_sight(
    program, guided, keys, shown, asked, proposed
):
    async with program(guided, "i", "j", "t", "n", size=(120, 50)) as pilot:
        with workbench.opened(guided) as project:
            text = store.find_transcript(project, "c1-administrator")
        turns = [at for at, turn in enumerate(text.turns, 1) if turn.interviewer]
        chosen = turns[turns.index(proposed["priority"][0]) + 1]
        assert f"▸   Turn {chosen} of" in shown(pilot) or f"▸ ✓ Turn {chosen} of" in shown(pilot)
        await keys(pilot, "enter")
        assert asked(guided) == {"priority": ([chosen], [])}
        await keys(pilot, "k", "t", "n", "space", "enter")
        after = turns[turns.index(chosen) + 1]
        assert asked(guided) == {"priority": ([chosen, after], [])}


async def test_an_answer_that_says_there_is_none_makes_it_absent_in_the_matrix(
    program, guided, keys, asked, proposed
):
    priority = "cfir22.inner.priority"
    async with program(guided, "i", "j", "a") as pilot:
        assert asked(guided) == {"priority": (proposed["priority"], ["priority"])}
        await keys(pilot, "j", "a", "type:fin", "tab", "type:fund", "tab", "enter")
        assert asked(guided)["cost"] == (proposed["cost"], ["funding", "financing"])
        await keys(pilot, "k", "a")
        assert asked(guided)["priority"] == (proposed["priority"], [])
    with workbench.opened(guided) as project:
        cell = workbench.find_cell(project, "lead", "P883", priority, ["participant"])
    assert [one.asked for one in cell.asked] == [True]


async def test_all_of_a_transcript_is_confirmed_at_once_and_undone_at_once(
    program, guided, keys, shown, asked, proposed
):
    async with program(guided, "i", "A") as pilot:
        assert asked(guided) == {name: (turns, []) for name, turns in proposed.items()}
        assert "8 of 8 questions confirmed" in shown(pilot)
        assert asked(guided, "c1-counselor-1") == {}
        await keys(pilot, "u")
        assert asked(guided) == {}


async def test_the_next_transcript_and_the_text_are_a_key_away(program, guided, keys, shown):
    async with program(guided, "i", "right_square_bracket") as pilot:
        assert "Guide: c1-counselor-1, transcript 2 of 12" in shown(pilot)
        assert "0 of 10 questions confirmed" in shown(pilot)
        await keys(pilot, "left_square_bracket", "j", "w")
        assert type(pilot.app.screen).__name__ == "Coding"
        await keys(pilot, "escape", "escape")
        assert type(pilot.app.screen).__name__ == "Library"


async def test_what_nothing_is_proposed_for_is_not_confirmed_by_the_way(program, guided, asked):
    async with program(guided, "i", "x", "enter"):
        said = asked(guided)
    assert said["why"] == ([], [])
    assert len(said) <= 2
