"""The ledger of decisions: read, searched, exported, and put into the codebook."""

import json

import pytest

from qualbench import workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.workbench import Wanted

FIT, PRIORITY = "cfir22.inner.compatibility", "cfir22.inner.priority"
SPACE, LAWS = "cfir22.inner.resources.space", "cfir22.outer.policies_laws"


@pytest.fixture
def project(revealed):
    """The round pilot with a decision on each of the six disagreements but the last."""
    choices = [
        ("take", {"coder": "ana", "reason": "The whole answer", "rule": "Code whole turns"}),
        ("neither", {"reason": "No ranking is meant"}),
        ("code", {"code": LAWS}),
        ("both", {"changes": True}),
        ("meeting", {}),
    ]
    items = workbench.disagreements(revealed, "lead", "pilot")
    for item, (choice, more) in zip(items, choices, strict=False):
        workbench.reconcile(revealed, "lead", "pilot", item, choice, **more)
    return revealed


def said(project, **how):
    return [entry.said for entry in workbench.ledger(project, "bo", **how)]


FOUND = [
    "took Compatibility as ana had it",
    "took nothing",
    "another code: Policies & Laws",
    "took both: Motivation @ Innovation Deliverers and Motivation @ Innovation Recipients",
    "left for the meeting",
]


def test_every_decision_is_told_with_what_stood_before_and_why(project):
    assert said(project) == FOUND
    first, second, *_ = workbench.ledger(project, "bo")
    assert (first.round, first.transcript, first.lead) == ("pilot", "a", "lead")
    assert [(part.coder, part.quote) for part in first.parts] == [
        ("ana", "It fits the day."),
        ("bo", "fits"),
    ]
    assert (first.names, first.quotes) == (("Compatibility",), ("It fits the day.",))
    assert (first.decision.reason, first.decision.rule) == ("The whole answer", "Code whole turns")
    assert (second.quote, second.names) == ("It fits the day.", ())


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ({"find": "WHOLE  turns"}, [0]),
        ({"find": "fits the"}, [0, 1]),
        ({"find": "ranking"}, [1]),
        ({"code": SPACE}, [2, 4]),
        ({"code": "cfir22.inner"}, [0, 1, 2, 4]),
        ({"code": LAWS}, [2]),
        ({"kind": "other construct"}, [3]),
        ({"round_name": "pilot", "kind": "missed"}, [1, 2, 4]),
        ({"find": "nowhere"}, []),
    ],
)
def test_it_is_searched(project, how, found):
    assert said(project, **how) == [FOUND[place] for place in found]


def test_a_round_that_is_not_there_is_said(project):
    with pytest.raises(NotFoundError):
        workbench.ledger(project, "bo", round_name="none")


def test_an_entry_is_found_by_the_end_of_its_id(project):
    first = workbench.ledger(project, "bo")[0]
    assert workbench.find_entry(project, "bo", first.decision.id[-12:]) == first
    for wanted in ("zzz", ""):
        with pytest.raises(NotFoundError):
            workbench.find_entry(project, "bo", wanted)


def test_a_decision_becomes_an_example_and_one_undo_takes_it_back(project):
    entry = workbench.ledger(project, "lead")[0]
    before = workbench.codebook(project)
    made = workbench.as_example(project, "lead", entry)
    assert made.examples[-1] == "It fits the day."
    assert workbench.codebook(project).by_id[FIT] == made
    assert workbench.codebook_versions(project)[-1].note == "Example decided in round pilot"
    workbench.undo(project, "lead")
    assert workbench.codebook(project) == before


def test_what_was_not_taken_becomes_an_exclusion_that_says_what_to_use(project):
    entry = workbench.ledger(project, "lead")[2]
    made = workbench.as_exclusion(project, "lead", entry, SPACE)
    assert made.exclude[-1] == "not: “two rooms”; use Policies & Laws instead"
    nothing = workbench.ledger(project, "lead")[1]
    made = workbench.as_exclusion(project, "lead", nothing, PRIORITY)
    assert made.exclude[-1] == "not: “It fits the day.”"


@pytest.mark.parametrize("place", [1, 4])
def test_without_an_outcome_there_is_no_example(project, place):
    with pytest.raises(RefusedError):
        workbench.as_example(project, "lead", workbench.ledger(project, "lead")[place])


@pytest.mark.parametrize(("place", "code"), [(0, FIT), (0, SPACE), (4, SPACE)])
def test_only_what_a_decision_turned_down_is_excluded(project, place, code):
    with pytest.raises(RefusedError):
        workbench.as_exclusion(project, "lead", workbench.ledger(project, "lead")[place], code)


def test_only_a_lead_changes_the_codebook_so(project):
    entry = workbench.ledger(project, "ana")[0]
    with pytest.raises(RefusedError):
        workbench.as_example(project, "ana", entry)


def test_it_is_exported_with_dictionary_and_provenance(project, tmp_path, rows):
    done = workbench.export(project, "decisions", tmp_path / "d.csv")
    assert [file.name for file in done.files] == [
        "d.csv",
        "d.dictionary.csv",
        "d.provenance.json",
    ]
    first, second, third, fourth, fifth = rows(tmp_path / "d.csv")
    assert (first["round"], first["document_id"], first["text"]) == (
        "pilot",
        "a",
        "It fits the day.",
    )
    assert (first["participant_pseudonym"], first["clinic_id"], first["role"], first["wave"]) == (
        "P1",
        "C1",
        "counselor",
        "early",
    )
    assert (first["coders"], second["coders"]) == ("ana | bo", "ana")
    assert first["codings_before"] == f"ana: {FIT} 35:51 | bo: {FIT} 38:42"
    assert (first["choice"], first["outcome"]) == ("take", f"{FIT} 35:51")
    assert (first["reason"], first["codebook_rule"]) == ("The whole answer", "Code whole turns")
    assert (second["outcome"], second["reason"]) == ("", "No ranking is meant")
    assert third["outcome"].startswith(f"{LAWS} ")
    assert (fourth["difference"], fourth["codebook_changes"]) == ("other construct", "1")
    assert (fifth["choice"], fifth["outcome"]) == ("meeting", "")
    dictionary = rows(tmp_path / "d.dictionary.csv")
    assert [row["column"] for row in dictionary] == list(first)
    provenance = json.loads((tmp_path / "d.provenance.json").read_text())
    assert (provenance["table"], "layer" in provenance) == ("decisions", False)


def test_the_consensus_is_exported_as_the_teams(project, tmp_path, rows):
    items = workbench.disagreements(project, "lead", "pilot")
    for item in items[4:]:
        workbench.reconcile(project, "lead", "pilot", item, "neither")
    for name in ("s.csv", "again.csv"):
        workbench.export(project, "segments", tmp_path / name, wanted=Wanted("consensus"))
    assert (tmp_path / "s.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    found = rows(tmp_path / "s.csv")
    for column, value in {"coder_id": "consensus", "pass": "consensus", "origin": ""}.items():
        assert {row[column] for row in found} == {value}
    assert {row["status"] for row in found} == {"submitted"}
    assert {row["document_id"] for row in found} == {"a"}
    workbench.export(project, "segments", tmp_path / "all.csv")
    assert {row["pass"] for row in rows(tmp_path / "all.csv")} == {"independent"}
    done = workbench.export(
        project, "counts", tmp_path / "m.csv", wanted=Wanted("consensus", ("transcript",))
    )
    assert done.unfinished == ("c", "d")


def test_what_is_sealed_is_not_exported(project, tmp_path, rows):
    workbench.open_round(project, "lead", "again", ["ana", "cy"], ["a"])
    workbench.export(project, "segments", tmp_path / "s.csv", viewer="cy")
    assert "a" not in {row["document_id"] for row in rows(tmp_path / "s.csv")}
    done = workbench.export(project, "decisions", tmp_path / "d.csv", viewer="cy")
    assert done.rows == 0
