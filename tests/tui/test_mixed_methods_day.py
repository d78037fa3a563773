"""From codings to a joint display, by keys alone and by commands alone: the same facts."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from qualbench import shipped, store, workbench
from qualbench.store.facts import Fact, all_facts, kinds

TEXTS = shipped.folder("transcripts")
GUIDE, CLINICS = TEXTS / "guide.yaml", TEXTS / "clinics.csv"
PRIORITY = "cfir22.inner.priority"
WHY, FOLLOWS = "Two gave examples", "Where MIO comes first, fidelity is high."
Told = list[tuple[str, str, str]]


@pytest.fixture
def by_keys(unrated: Path) -> Path:
    return unrated


@pytest.fixture
def by_commands(unrated: Path, tmp_path: Path) -> Path:
    """Another copy of the same file."""
    (tmp_path / "other").mkdir()
    return Path(shutil.copy(unrated, tmp_path / "other"))


def known(path: Path) -> dict[str, Fact]:
    """Every fact in a file, by id, with the name of who said it as its author."""
    with workbench.opened(path) as project:
        people = {one.id: one.name for one in store.coders(project)}
        every = (fact for kind in kinds(project.db) for fact, _ in all_facts(project.db, kind))
        return {fact.id: replace(fact, author=people.get(fact.author, "")) for fact in every}


def told(path: Path, before: Mapping[str, Fact]) -> Told:
    """What was stored since, in its order: kind, author and content, with new ids by number."""
    new = [fact for one, fact in sorted(known(path).items()) if one not in before]
    numbers = {fact.id: f"#{number}" for number, fact in enumerate(new)}

    def numbered(text: str) -> str:
        for one, number in numbers.items():
            text = text.replace(one, number)
        return text

    return [(one.kind, one.author, numbered(json.dumps(one.payload))) for one in new]


def day_by_commands(path: Path, run: Callable[..., object]) -> None:
    for coder, *words in _commands(path):
        result = run(words[0], *words[1:], coder=coder)
        assert result.exit_code == 0, (words, result.output)


def _commands(path: Path) -> Iterator[tuple[object, ...]]:
    yield "lead", "guide", "load", path, GUIDE
    yield "lead", "guide", "confirm", path, "c1-administrator", "--all"
    for coder, signs in (("coder-1", "+2 -2 +1 -1"), ("coder-2", "+1 -2 +1 -1*")):
        for number, sign in enumerate(signs.split(), 1):
            case = (f"C{number}", PRIORITY)
            if sign.endswith("*"):
                yield coder, "rate", path, *case, sign.removesuffix("*")
            yield coder, "rate", path, *case, sign
        yield coder, "rate", path, "C4", PRIORITY, "--rationale", WHY
        yield coder, "rate", path, "C4", PRIORITY, "--quote", "1"
    for number, sign in enumerate(("+2", "-2", "+1", "-1"), 1):
        yield "lead", "rate", path, f"C{number}", PRIORITY, sign, "--consensus"
    yield "lead", "join", path, CLINICS
    call = ("--call", PRIORITY, "weak", "--reason", "One clinic alone")
    yield "lead", "distinguish", path, "fidelity", "--cut", "3.5", *call
    said = ("lead", "joint", path, "fidelity", "--say", PRIORITY, "--fit", "confirms")
    yield said
    yield *said, "--inference", FOLLOWS
    yield "lead", "joint", path, "fidelity", "--cut", "3.5", "--to", path.with_name("joint.md")


_PRIORITY = ("x", "f", "type:relative priority", "enter")
_ON_C4 = ("r", f"type:{WHY}", "ctrl+s", "enter", "space")


async def day_by_keys(path: Path, program: Callable[..., object]) -> None:
    guide = ("i", "l", f"type:{GUIDE}", "enter", "A", "escape")
    agreed = (
        *_PRIORITY,
        "t",
        "2",
        "l",
        "minus",
        "2",
        "l",
        "1",
        "l",
        "minus",
        "1",
        "escape",
        "escape",
    )
    numbers = ("N", "n", "type:clinics", "enter", "enter", "escape")
    shutil.copy(CLINICS, path.parent)
    display = ("J", "type:fidelity", "enter", "g", "type:3.5", "enter")
    call = ("c", "type:weak", "enter", "type:One clinic alone", "enter")
    follows = ("f", "i", f"type:{FOLLOWS}", "ctrl+s")
    written = ("E", "ctrl+u", "type:joint.md", "enter")
    async with program(path, *guide, coder="lead"):
        pass
    rated = ("2", "l", "minus", "2", "l", "1", "l", "minus", "1")
    async with program(path, *_PRIORITY, *rated, *_ON_C4, coder="coder-1"):
        pass
    rated = ("1", "l", "minus", "2", "l", "1", "l", "minus", "1", "asterisk")
    async with program(path, *_PRIORITY, *rated, *_ON_C4, coder="coder-2"):
        pass
    async with program(path, *agreed, *numbers, coder="lead"):
        pass
    async with program(path, *display, *call, *follows, *written, coder="lead"):
        pass


async def test_the_same_day_by_keys_and_by_commands_leaves_the_same_facts(
    program, by_keys, by_commands, run
):
    before = known(by_keys)
    await day_by_keys(by_keys, program)
    day_by_commands(by_commands, run)
    facts = told(by_keys, before)
    assert facts == told(by_commands, before)
    stored = [kind for kind, _, _ in facts]
    assert {kind: stored.count(kind) for kind in stored} == {
        "guide": 1,
        "asked": 8,
        "rating": 13,
        "consensus_rating": 4,
        "trial_table": 1,
        "call": 1,
        "integration": 2,
    }
    texts = {path.with_name("joint.md").read_text() for path in (by_keys, by_commands)}
    assert len(texts) == 1
    assert FOLLOWS in texts.pop()
