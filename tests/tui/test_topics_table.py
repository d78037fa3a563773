"""Topics against codes and cases, in what room there is; and in which words they are looked for."""

import pytest

from qualbench import workbench
from qualbench.tui.screens.topics.crossing import Column, Cross, cross
from qualbench.tui.screens.topics.scoping import has, scope_choices, toggled
from qualbench.tui.screens.topics.seen import CODES, attributes_of_cases, seen
from qualbench.workbench import Scope

SPACE = "cfir22.inner.resources.space"


@pytest.fixture(scope="module")
def all_of_it(demo):
    with workbench.opened(demo.project) as project:
        return seen(project, "lead", demo.topics)


def test_every_topic_has_a_row_and_every_code_a_column_those_with_most_first(all_of_it):
    made, table = cross(all_of_it, CODES), all_of_it.tables[CODES]
    assert len(made.names) == len(all_of_it.listed)
    sums = [
        sum(int(cell.split()[1]) for cell in column.cells if "(" in cell) for column in made.columns
    ]
    assert sums == sorted(sums, reverse=True)
    assert sum(sums) == sum(cell.words for row in table.rows for cell in row.cells)


def test_a_cell_is_darker_the_larger_a_part_of_the_topic_it_is(all_of_it):
    made, table = cross(all_of_it, "role"), all_of_it.tables["role"]
    for item, topic in enumerate(all_of_it.listed):
        for column, cell in zip(made.columns, table.row(topic.number).cells, strict=True):
            shade = "·░▒▓█".index(column.cells[item][0])
            assert shade == (1 + 3 * cell.words // topic.size if cell.words else 0)


@pytest.mark.parametrize("width", [40, 78, 158])
def test_a_line_is_never_wider_than_the_room_but_has_one_column_at_least(all_of_it, width):
    made = cross(all_of_it, CODES)
    for first in (0, made.last(width)):
        assert made.shown(first, width)
        heads = made.head(first, width)
        row = made.row(0, first, width)
        assert {head.cell_len for head in heads} == {row.cell_len}
        assert row.cell_len <= width or len(made.shown(first, width)) == 1
    assert made.last(width) + len(made.shown(made.last(width), width)) == len(made.columns)


def test_titles_stand_over_their_numbers():
    made = Cross(["a"], [], [Column(("", "two", "words"), ["9"])])
    assert [line.plain[-6:] for line in made.head(0, 40)] == ["      ", "   two", " words"]
    assert made.row(0, 0, 40).plain.endswith("     9")


# In which words


def test_choices_are_toggled_and_what_is_on_comes_first(all_of_it):
    known = {"participant": ("P1",), "role": ("counselor",), "site": ("A",), "clinic": ("C1", "C2")}
    on = toggled(toggled(Scope(), "case=clinic=C2"), "sentences")
    assert on == Scope("sentence", (("clinic", "C2"),))
    choices = scope_choices(on, known, [SPACE], all_of_it.book)
    assert [choice.name for choice in choices] == [
        "sentences instead of turns (on; takes it off)",
        "clinic C2 (on; takes it off)",
        "what is not coded at all",
        "role counselor",
        "clinic C1",
        "site A",
        *("coded Inner Setting", "coded Available Resources", "coded Space"),
    ]
    for choice in choices:
        assert has(toggled(on, choice.key), choice.key) is not has(on, choice.key)


def test_what_is_coded_is_not_what_is_not_coded():
    assert toggled(Scope(code=SPACE), "uncoded") == Scope(uncoded=True)
    assert toggled(Scope(uncoded=True), f"code={SPACE}") == Scope(code=SPACE)


def test_role_clinic_and_wave_come_before_what_else_is_known_and_nobody_is_named():
    assert attributes_of_cases(["b", "wave", "participant", "role", "a"]) == [
        *("role", "wave", "a", "b")
    ]
