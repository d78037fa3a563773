"""Counts of segments, made by hand: zero where nobody said it, empty where nobody finished."""

import openpyxl
import pytest

SHORT = {
    "compat": "cfir22.inner.compatibility",
    "priority": "cfir22.inner.priority",
    "space": "cfir22.inner.resources.space",
    "laws": "cfir22.outer.policies_laws",
    "motivation": "cfir22.individuals.characteristics.motivation",
    "deliverers": "cfir22.individuals.characteristics.motivation@deliverers",
}


@pytest.fixture
def counted(tiny, tmp_path, run, rows):
    """Rows of counts of a layer, by what makes the case; only columns with a short name."""

    def counted(*by, layer="coder:ana"):
        options = [word for name in by for word in ("--by", name)]
        to = tmp_path / "m.csv"
        result = run("export", tiny, "counts", "--to", to, "--layer", layer, *options)
        assert result.exit_code == 0, result.stderr
        keys = by or ("participant",)
        return {
            tuple(row[name] for name in keys): {k: row.get(v) for k, v in SHORT.items()}
            | {"of": (int(row["transcripts_finished"]), int(row["transcripts"]))}
            for row in rows(to)
        }

    return counted


def cells(of, fill="0", **counts):
    return dict.fromkeys(SHORT, fill) | counts | {"of": of}


def test_counts_are_those_made_by_hand_and_unfinished_is_empty(counted):
    assert counted() == {
        ("P1",): cells((1, 1), compat="1", priority="1", space="1", motivation="1", deliverers="1"),
        ("P2",): cells((1, 1), laws="1"),
        ("P3",): cells((1, 1), laws="1"),
        ("P4",): cells((0, 1), fill=""),
    }


def test_clinics_sum_what_is_finished_and_leave_out_drafts(counted):
    assert counted("clinic") == {
        ("C1",): cells(
            (2, 2), compat="1", priority="1", space="1", motivation="1", deliverers="1", laws="1"
        ),
        ("C2",): cells((1, 2), laws="1"),  # the draft in d says "priority", and d is not finished
    }


def test_cases_are_crossed(counted):
    found = counted("clinic", "role")
    assert set(found) == {
        ("C1", "administrator"),
        ("C1", "counselor"),
        ("C2", "administrator"),
        ("C2", "counselor"),
    }
    assert found["C2", "administrator"] == cells((0, 1), fill="")
    assert found["C1", "administrator"] == cells((1, 1), laws="1")


def test_another_coder_gives_other_counts(counted):
    found = counted("transcript", layer="coder:bo")
    assert found["a",] == cells((1, 1), compat="1", space="1", motivation="1", deliverers=None)
    assert found["c",] == cells((0, 1), fill="") | {"deliverers": None}


def test_a_segment_with_two_roles_of_one_characteristic_counts_once_for_it(
    tiny, tmp_path, done, rows, listed
):
    (old,) = [c for c in listed("codings", tiny, "--by", "ana") if c["role"] == "deliverers"]
    place = f"{old['start']}:{old['end']}"
    done("code", tiny, "a", place, "Motivation", "--role", "recipients", coder="ana")
    done("primary", tiny, "ana", coder="lead")
    done("submit", tiny, "a", "d", coder="ana")
    done("export", tiny, "counts", "--to", tmp_path / "m.csv")
    row = rows(tmp_path / "m.csv")[0]
    pairs = {key: count for key, count in row.items() if SHORT["motivation"] in key}
    assert pairs == {
        SHORT["motivation"]: "1",
        SHORT["deliverers"]: "1",
        f"{SHORT['motivation']}@recipients": "1",
    }


def test_every_column_is_documented_and_every_code_has_one(demo, rows):
    documented = rows(demo.exports / "counts.dictionary.csv")
    header = (demo.exports / "counts.csv").read_text().splitlines()[0].split(",")
    assert [row["column"] for row in documented] == header
    assert all(row["meaning"] for row in documented)
    codes = {row["code_id"] for row in rows(demo.exports / "codebook.csv")}
    assert codes <= set(header)


def test_the_samples_counts_are_the_primary_coders_segments_counted(demo, rows):
    found = {}
    for row in rows(demo.exports / "segments.csv"):
        if row["coder_id"] == "coder-1":
            key = (row["participant_pseudonym"], row["code_id"])
            found.setdefault(key, set()).add(row["segment_id"])
    codes = {row["code_id"] for row in rows(demo.exports / "codebook.csv")}
    for row in rows(demo.exports / "counts.csv"):
        for code in codes:
            assert int(row[code]) == len(found.get((row["participant"], code), ()))


def test_what_is_the_same_in_a_case_is_said_and_what_differs_is_not(tiny, tmp_path, run, rows):
    to = tmp_path / "m.csv"
    run("export", tiny, "counts", "--to", to, "--layer", "coder:ana", "--by", "clinic")
    found = [(row["clinic"], row["wave"], row["participant"], row["role"]) for row in rows(to)]
    assert found == [("C1", "early", "", ""), ("C2", "", "", "")]


def test_words_of_somebody_without_a_case_have_a_row(tmp_path, project_of, done, rows):
    (tmp_path / "g.txt").write_text("I: Well?\nP1: Mine.\nI: So?\nP2: Yours.\n")
    (tmp_path / "cases.csv").write_text("transcript,participant,speaker\ng,A,P1\n")
    project = project_of([tmp_path / "g.txt"])
    done("import", project, "--cases", tmp_path / "cases.csv", coder="lead")
    done("code", project, "g", "30:35", "Cost", coder="ana")
    done("submit", project, "g", coder="ana")
    done("export", project, "counts", "--to", tmp_path / "m.csv")
    found = {row["participant"]: row["cfir22.innovation.cost"] for row in rows(tmp_path / "m.csv")}
    assert found == {"": "1", "A": "0"}


def test_cells_of_xlsx_are_numbers_or_empty(tiny, tmp_path, run):
    to = tmp_path / "m.xlsx"
    run("export", tiny, "counts", "--to", to, "--layer", "coder:ana")
    head, *body = openpyxl.load_workbook(to)["counts"].iter_rows(values_only=True)
    place = head.index(SHORT["laws"])
    assert [row[place] for row in body] == [0, 1, 1, None]
