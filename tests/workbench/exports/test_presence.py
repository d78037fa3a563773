"""What silence becomes in a table: never a 0 that nobody meant."""

import openpyxl
import pyreadstat
import pytest

from qualbench import workbench
from qualbench.workbench import Wanted

GUIDE = """guide: tiny
questions:
- {id: fit, asks: 'How does it fit?', constructs: [inner.compatibility]}
- {id: rooms, asks: 'And the rooms?', constructs: [inner.resources.space]}
- {id: push, asks: 'Who asks for it?', constructs: [outer.policies_laws]}
- {id: plan, asks: 'What is the plan?', constructs: [process.planning]}
- {id: told, asks: 'Who told you?', constructs: [inner.communications]}
"""
C2 = {
    "outer.policies_laws": ("present", 1),
    "inner.resources.space": ("absent", 0),
    "inner.compatibility": ("asked and silent", None),
    "process.planning": ("not asked", None),
    "inner.communications": ("unconfirmed", None),
}
"""What is known of constructs in the second clinic, and what it is as a number."""

SAID = {
    "asked and silent": "asked and silent",
    "not asked": "not asked",
    "unconfirmed": "not confirmed whether it was asked",
}
MEASURES = ("present", "coded", "segments", "codings", "speakers", "words", "share_of_talk")


@pytest.fixture
def project(tiny, tmp_path):
    (tmp_path / "guide.yaml").write_text(GUIDE)
    with workbench.opened(tiny) as opened:
        workbench.primary(opened, "lead", "ana")
        workbench.submit(opened, "ana", ["d"])
        workbench.load_guide(opened, "lead", tmp_path / "guide.yaml")
        for name in "cd":
            workbench.confirm_question(opened, "ana", name, "fit", [0])
            workbench.confirm_question(opened, "ana", name, "plan", [])
            gone = ["inner.resources.space"] * (name == "d")
            workbench.confirm_question(opened, "ana", name, "rooms", [0], gone)
        # so that what nobody in the other clinic speaks of has a row and a column
        for code in ("process.planning", "inner.communications"):
            workbench.code(opened, "ana", "a", workbench.find(opened, "fits")[0].span, code)
        workbench.submit(opened, "ana", ["a"])
        yield opened


@pytest.fixture
def exported(project, tmp_path):
    def exported(kind, suffix, **wanted):
        to = tmp_path / f"{kind}{suffix}"
        workbench.export(project, kind, to, "lead", Wanted(by=("clinic",), **wanted))
        return to

    return exported


def _of_c2(found):
    return {
        row["key"].removeprefix("cfir22."): row
        for row in found
        if row["clinic"] == "C2" and row["key"].removeprefix("cfir22.") in C2
    }


def test_each_kind_of_silence_is_named_and_only_absence_is_nought(exported, rows):
    found = _of_c2(rows(exported("presence", ".csv")))
    numbers = {None: "", 0: "0", 1: "1"}
    assert {key: (row["presence"], row["present"]) for key, row in found.items()} == {
        key: (known, numbers[number]) for key, (known, number) in C2.items()
    }


def test_what_was_not_asked_or_not_confirmed_is_0_in_no_measure(exported, rows):
    found = _of_c2(rows(exported("presence", ".csv")))
    for key in ("process.planning", "inner.communications"):
        assert {name: found[key][name] for name in MEASURES} == dict.fromkeys(MEASURES, "")
    silent = found["inner.compatibility"]
    assert (silent["coded"], silent["segments"], silent["asked"]) == ("0", "0", "2")


def test_silence_is_0_for_whom_it_means_absence_and_nothing_else_is(exported, rows):
    found = _of_c2(rows(exported("presence", ".csv", silent_is_absent=True)))
    said = {key: row["present"] for key, row in found.items()}
    assert said == {
        "outer.policies_laws": "1",
        "inner.resources.space": "0",
        "inner.compatibility": "0",
        "process.planning": "",
        "inner.communications": "",
    }


def test_the_wide_table_says_the_same(exported, rows):
    (_, c2) = rows(exported("presence-wide", ".csv"))
    assert {key: c2[f"present:cfir22.{key}"] for key in C2} == {
        key: "" if number is None else str(number) for key, (_, number) in C2.items()
    }


def test_a_workbook_has_an_empty_cell_and_spss_a_labelled_code(exported):
    sheet = openpyxl.load_workbook(exported("presence", ".xlsx")).worksheets[0]
    head, *cells = sheet.iter_rows(values_only=True)
    found = _of_c2(dict(zip(head, row, strict=True)) for row in cells)
    assert {key: row["present"] for key, row in found.items()} == {
        key: number for key, (_, number) in C2.items()
    }
    plain, _ = pyreadstat.read_sav(exported("presence", ".sav"))
    coded, about = pyreadstat.read_sav(exported("presence", ".sav"), user_missing=True)
    labels = about.variable_value_labels["present"]
    for frame, known in ((plain, False), (coded, True)):
        for row in _of_c2(frame.to_dict("records")).values():
            presence, number = C2[row["key"].removeprefix("cfir22.")]
            if number is not None:
                assert row["present"] == number
            elif known:
                said = labels[row["present"]]
                assert SAID[presence] in said
            else:
                assert row["present"] != row["present"]


def test_presence_is_of_the_layer_that_is_counted(exported, rows):
    """bo has coded none of what ana has, and not submitted the second clinic."""
    found = rows(exported("presence", ".csv", layer="coder:bo"))
    of = {(row["clinic"], row["key"].removeprefix("cfir22.")): row for row in found}
    assert of["C1", "inner.compatibility"]["present"] == "1"
    assert {row["present"] for row in found if row["clinic"] == "C2"} == {""}
    for row in found:
        assert (row["present"] == "1") <= (row["segments"] not in ("", "0"))


def test_without_a_guide_nothing_is_said_of_presence(tiny, tmp_path, rows, run):
    to = tmp_path / "p.csv"
    args = ("--to", to, "--layer", "coder:ana")
    assert run("export", tiny, "presence", *args).exit_code == 0
    assert {"presence", "present"}.isdisjoint(rows(to)[0])
    refused = run("export", tiny, "presence-wide", *args)
    assert (refused.exit_code, "without a guide" in refused.stderr) == (1, True)
