"""The interview guide on the command line."""

import json

import pytest

from qualbench import workbench

GUIDE = """guide: tiny
questions:
- {id: fit, role: counselor, asks: 'How does it fit the many things that are done on a day?',
   constructs: [inner.compatibility]}
- {id: rooms, asks: 'And the rooms?', constructs: [inner.resources.space, inner.priority]}
"""
SPACE = "cfir22.inner.resources.space"


@pytest.fixture
def path(tiny, tmp_path, done):
    (tmp_path / "guide.yaml").write_text(GUIDE)
    assert done("guide", "load", tiny, tmp_path / "guide.yaml", coder="lead") == (
        "Loaded 2 questions.\n"
    )
    return tiny


def confirmed(path, transcript="a"):
    with workbench.opened(path) as project:
        shown = workbench.questions(project, "lead", transcript, propose=False)
    return {one.question.id: (one.turns, one.absent, one.by) for one in shown}


def fits(said):
    assert max(map(len, said.splitlines())) <= 80
    return said


def test_the_guide_is_listed_with_whom_it_asks(path, done, listed):
    said = fits(done("guide", "show", path))
    assert said.splitlines()[1:] == [
        "fit       counselor  How does it fit the many things that are done on a day?",
        "rooms     all        And the rooms?",
    ]
    fit, rooms = listed("guide", "show", path)
    assert fit == {
        "id": "fit",
        "asks": "How does it fit the many things that are done on a day?",
        "constructs": ["cfir22.inner.compatibility"],
        "roles": ["counselor"],
    }
    assert rooms["constructs"] == [SPACE, "cfir22.inner.priority"]


def test_a_second_load_changes_nothing(path, tmp_path, run, facts):
    before = facts(path)
    again = run("guide", "load", path, tmp_path / "guide.yaml", coder="lead")
    assert (again.exit_code, facts(path)) == (1, before)
    assert again.stderr == "qualbench: guide.yaml: is the guide already. Nothing was changed.\n"


def test_turns_count_from_1_and_what_is_confirmed_is_stored(path, done, run):
    said = done("guide", "confirm", path, "a", "rooms", "--turn", 3, "--turn", 5, coder="ana")
    assert said == "rooms was put in 2 turns.\n"
    assert confirmed(path)["rooms"] == ((2, 4), (), "ana")
    gone = ("--turn", 3, "--absent", "inner.priority", "--absent", SPACE)
    result = run("guide", "confirm", path, "a", "rooms", *gone, coder="ana")
    assert result.stderr == f"Absent, by the answer: cfir22.inner.priority, {SPACE}\n"
    assert confirmed(path)["rooms"] == ((2,), ("cfir22.inner.priority", SPACE), "ana")
    assert done("guide", "confirm", path, "b", "rooms", "--not-asked", coder="ana") == (
        "rooms was not asked.\n"
    )
    assert confirmed(path, "b")["rooms"] == ((), (), "ana")


def test_a_transcript_shows_where_and_by_whom_with_keys_as_its_help_lists(path, done, run):
    done("guide", "confirm", path, "a", "fit", "--turn", 1, coder="ana")
    gone = ("--turn", 3, "--absent", SPACE)
    run("guide", "confirm", path, "a", "rooms", *gone, coder="ana")
    said = fits(done("guide", "show", path, "a")).splitlines()
    assert said[1].split()[:3] == ["fit", "1", "ana"]
    assert said[2].split() == ["rooms", "3", "ana", "And", "the", "rooms?"]
    assert said[3] == f"  absent, by the answer: {SPACE}"
    _, rooms = json.loads(done("guide", "show", path, "a", "--json"))
    help_ = " ".join(run("guide", "show", "--help").stdout.split())
    assert all(f" {key}" in help_ for key in rooms)
    assert {name: rooms[name] for name in ("turns", "answers", "absent", "confirmed_by")} == {
        "turns": [3],
        "answers": [4],
        "absent": [SPACE],
        "confirmed_by": "ana",
    }


def test_a_confirmed_question_asked_for_again_keeps_its_turns(path, done, run, facts):
    done("guide", "confirm", path, "a", "rooms", "--turn", 5, coder="ana")
    before = facts(path)
    again = run("guide", "confirm", path, "a", "rooms", coder="ana")
    assert (again.exit_code, facts(path)) == (1, before)
    assert "rooms stands so already" in again.stderr


def test_all_is_confirmed_and_undone_as_one(path, done):
    said = done("guide", "confirm", path, "--all", coder="lead")
    assert said == "Confirmed 6 questions.\n"
    assert all(by == "lead" for _, _, by in confirmed(path).values())
    assert done("undo", path, coder="lead") == "Undone: 6 questions.\n"
    assert all(by == "" for _, _, by in confirmed(path).values())


@pytest.mark.parametrize(
    "args",
    [
        ("a",),
        (),
        ("a", "rooms", "--all"),
        ("a", "rooms", "--not-asked", "--turn", "3"),
        ("a", "rooms", "--not-asked", "--absent", "inner.priority"),
    ],
    ids=" ".join,
)
def test_what_contradicts_itself_is_a_slip(path, run, facts, args):
    before = facts(path)
    assert run("guide", "confirm", path, *args, coder="ana").exit_code == 2
    assert facts(path) == before
