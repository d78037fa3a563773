"""The trial's numbers by keys alone: what is joined, and what is said of every id."""

import shutil

import pytest

from qualbench import shipped, store, workbench
from qualbench.tui.screens.numbers.seen import missing, pairs

CLINICS = shipped.folder("transcripts") / "clinics.csv"
ODD = "site,score,note\nC1,1.5,a\nC2,2,b\nc3,3,c\nC9,<4,d\n"
MOTHERS = "clinic,visits\n" + "".join(f"C{n},{v}\n" for n in (1, 2, 3, 4) for v in (n, n + 2))


@pytest.fixture
def study(unrated):
    """The interviews, with three files beside them of which none is joined."""
    shutil.copy(CLINICS, unrated.parent)
    (unrated.parent / "odd.csv").write_text(ODD)
    (unrated.parent / "mothers.csv").write_text(MOTHERS)
    return unrated


@pytest.fixture
def joined():
    """The tables that are joined in a file: name, keys, measures."""

    def joined(path):
        with workbench.opened(path) as project:
            return [
                (one.name, one.keys, tuple(measure.name for measure in one.measures))
                for one in (found.table for found in store.trial_tables(project))
            ]

    return joined


def said(pilot):
    return " ".join(f"{one.title} {one.message}" for one in pilot.app._notifications)


async def test_a_file_is_shown_before_it_is_joined(program, study, keys, shown, joined):
    async with program(study, "N", "n", "type:clinics", "enter") as pilot:
        assert "Nothing is stored yet: Enter joins it as it is shown here." in shown(pilot)
        assert "4 of 4 cases matched" in shown(pilot)
        assert "C1 enrolled 31 · retained 26 · fidelity 4.2" in shown(pilot)
        assert joined(study) == []
        await keys(pilot, "enter")
        assert [one[:2] for one in joined(study)] == [("clinics", ("clinic",))]
        assert "joined by ana" in shown(pilot)


async def test_it_is_undone_redone_and_taken_out(program, study, keys, shown, joined):
    async with program(study, "N", "n", "type:clinics", "enter", "enter", "u") as pilot:
        assert joined(study) == []
        assert "n joins a file by participant, clinic, role or wave" in shown(pilot)
        await keys(pilot, "U")
        assert len(joined(study)) == 1
        await keys(pilot, "d")
        assert joined(study) == []
        await keys(pilot, "u")
        assert len(joined(study)) == 1


async def test_what_is_let_go_is_not_joined(program, study, keys, shown, joined):
    async with program(study, "N", "n", "type:clinics", "enter", "escape") as pilot:
        assert "Not joined yet" not in shown(pilot)
        assert joined(study) == []
        await keys(pilot, "escape")
        assert type(pilot.app.screen).__name__ == "Library"


async def test_columns_are_named_and_every_id_is_told(program, study, keys, shown, joined):
    async with program(study, "N", "n", "type:odd", "enter", size=(80, 40)) as pilot:
        assert "no column is a key" in shown(pilot)
        await keys(pilot, "enter")
        assert joined(study) == []
        await keys(pilot, "c", "type:site=clinic", "enter")
        text = shown(pilot)
        assert "2 of 4 cases matched; 2 only in the study; 2 only in the file; 1 near miss" in text
        assert "'c3' in the file, 'C3' in the study" in text
        assert "Only in the study: 2 " in text
        assert "C9 (row 4)" in text
        assert "! score is text, as row 4 says '<4'" in text
        await keys(pilot, "t", "ctrl+u", "type:trial", "enter", "enter")
    assert joined(study) == [("trial", ("clinic",), ("score", "note"))]


async def test_finer_rows_are_refused_until_they_are_aggregated(
    program, study, keys, shown, joined
):
    async with program(study, "N", "n", "type:mothers", "enter") as pilot:
        assert "several rows have one id" in shown(pilot)
        await keys(pilot, "b", "type:clinic", "enter")
        assert "C1 visits_n 2 · visits_missing 0 · visits_mean 2" in shown(pilot)
        await keys(pilot, "enter")
    measures = ("visits_n", "visits_missing", "visits_mean", "visits_sd")
    assert joined(study) == [("mothers", ("clinic",), measures)]


async def test_a_path_is_typed_and_what_is_not_there_is_asked_again(
    program, unrated, keys, shown, joined, tmp_path
):
    async with program(unrated, "N", "n") as pilot:
        if "Path" not in shown(pilot):
            await keys(pilot, "type:nowhere.csv", "enter", "enter")
        assert "nowhere.csv is not there" in said(pilot)
        await keys(pilot, "ctrl+u", f"type:{'long' * 99}", "enter")
        assert "long is not there" in said(pilot)
        await keys(pilot, "ctrl+u", f"type:{CLINICS}", "enter", "enter")
    assert len(joined(unrated)) == 1


async def test_a_path_that_is_there_is_taken_at_once(program, study, keys, shown, joined, tmp_path):
    (tmp_path / "far").mkdir()
    shutil.copy(CLINICS, tmp_path / "far" / "sites.csv")
    async with program(study, "N", "n", f"type:{tmp_path}/far/sites.csv") as pilot:
        assert "Enter takes it" in shown(pilot)
        assert "nothing has all these words" not in shown(pilot)
        await keys(pilot, "enter")
        assert "4 of 4 cases matched" in shown(pilot)
        assert joined(study) == []
        await keys(pilot, "n", f"type:{tmp_path}/far", "enter")
        assert "sites.csv" in shown(pilot)
        await keys(pilot, "escape", "n", "type:/nowhere/at-all")
        assert "nothing has all these words" in shown(pilot)


async def test_values_that_mean_missing_are_proposed_and_declared(
    program, study, keys, shown, joined
):
    (study.parent / "codes.csv").write_text('clinic,x,y\nC1,-99,1\nC2,5,"1,5"\nC3,7,2\n')
    async with program(study, "N", "n", "type:codes", "enter", size=(100, 40)) as pilot:
        assert "! -99 in x, row 1, looks like a code for missing" in shown(pilot)
        assert "! y is text, as row 2 says '1,5': numbers alone can be cut" in shown(pilot)
        assert "m says which values mean that there is none" in shown(pilot)
        await keys(pilot, "m")
        assert "x=-99" in shown(pilot)
        await keys(pilot, "right", "type:, y=1,5", "enter")
        assert "code for missing" not in shown(pilot)
        assert "x numbers, 1 missing" in shown(pilot)
        assert "y numbers, 1 missing" in shown(pilot)
        await keys(pilot, "enter")
    with workbench.opened(study) as project:
        (table,) = [one.table for one in store.trial_tables(project)]
    assert [row[1:] for row in table.rows] == [(None, 1.0), (5.0, None), (7.0, 2.0)]
    assert [one.values for one in table.measures] == [(("-99", "missing"),), (("1,5", "missing"),)]


async def test_a_table_of_that_name_is_replaced_and_that_is_said_before(
    program, study, keys, shown, joined
):
    async with program(study, "N", "n", "type:clinics", "enter", "enter") as pilot:
        (study.parent / "clinics.csv").write_text("clinic,score\nC1,1\nC2,2\n")
        await keys(pilot, "n", "type:clinics", "enter")
        assert "! It takes the place of the clinics that is joined" in shown(pilot)
        await keys(pilot, "enter")
    assert joined(study) == [("clinics", ("clinic",), ("score",))]


async def test_hidden_outcomes_show_ids_without_their_numbers(program, study, shown):
    with workbench.opened(study) as project:
        workbench.join(project, "lead", CLINICS)
        workbench.settle(project, "lead", "outcomes", "hidden")
    async with program(study, "N", size=(120, 40)) as pilot:
        assert "Outcomes are hidden while constructs are rated" in shown(pilot)
        assert "Matched: 4" in shown(pilot)
        assert "fidelity 4.2" not in shown(pilot)
    async with program(study, "N", coder="lead", size=(120, 40)) as pilot:
        assert "fidelity 4.2" in shown(pilot)


async def test_somebody_elses_table_is_taken_out_by_a_lead(program, study, joined):
    with workbench.opened(study) as project:
        workbench.join(project, "lead", CLINICS)
    async with program(study, "N", "d", coder="coder-1") as pilot:
        assert "was joined by somebody else" in said(pilot)
    assert len(joined(study)) == 1
    async with program(study, "N", "d", coder="lead"):
        assert joined(study) == []


async def test_somebody_elses_table_is_not_replaced(program, study, joined):
    with workbench.opened(study) as project:
        workbench.join(project, "lead", CLINICS)
    before = joined(study)
    (study.parent / "clinics.csv").write_text("clinic,score\nC1,1\nC2,2\n")
    async with program(study, "N", "n", "type:clinics", "enter", coder="coder-1") as pilot:
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert "was joined by somebody else" in pilot.app.screen.tried.refused.message
    assert joined(study) == before


async def test_the_trials_numbers(program, study, keys, shown, like):
    async with program(study, "N", "n", "type:odd", "enter", "c", "type:site=clinic", "enter") as p:
        like(shown(p), "numbers")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("SITE=Clinic", (("SITE", "clinic"),)),
        (" a = clinic , b=role ", (("a", "clinic"), ("b", "role"))),
        ("", ()),
        ("clinic", None),
        ("=clinic", None),
    ],
)
def test_columns_as_they_are_typed(typed, found):
    assert pairs(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("-99", (("", "-99"),)),
        ("-99, visits=1,5; x = not asked", (("", "-99"), ("visits", "1,5"), ("x", "not asked"))),
        ("x=>=5", (("x", ">=5"),)),
        ("", ()),
        ("x=", None),
        ("=-99", None),
    ],
)
def test_values_that_mean_missing_as_they_are_typed(typed, found):
    assert missing(typed) == found
