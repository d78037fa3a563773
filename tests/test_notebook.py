"""The door for notebooks: what it gives are the tables of the exports, and it writes nothing."""

import json
import runpy
import shutil
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

import qualbench
from qualbench import workbench
from qualbench.errors import NotFoundError, ProjectError, QualbenchError
from qualbench.model import Span
from qualbench.store.schema import APPLICATION_ID, MIGRATIONS
from qualbench.workbench import Wanted
from qualbench.workbench.ratings.rating import RatingChange

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "transcripts"
FIT = "cfir22.inner.compatibility"
CLINICS = ["C1", "C2", "C3", "C4"]
STATUS = {"X": "mixed", "M": "missing", "NA": "not applicable"}


@pytest.fixture(scope="module")
def study(demo):
    with qualbench.open(demo.project) as study:
        yield study


@pytest.fixture(scope="module")
def given(rows):
    """The sample's ratings as they were written: layer, rater, clinic and key, to the sign."""
    return {
        (
            row["layer"],
            "consensus" if row["layer"] == "consensus" else row["rater"],
            row["clinic"],
            "@".join(filter(None, (row["code"], row["role_spoken_about"]))),
        ): row["rating"]
        for row in rows(SAMPLES / "ratings.csv")
    }


def number(sign):
    """Of a sign as somebody wrote it."""
    return None if sign in STATUS else int(sign.rstrip("*"))


def plain(cell):
    return None if cell is pd.NA else cell


def test_ratings_are_numbers_and_what_has_none_is_missing_with_its_reason(study, given):
    ratings = study.ratings("clinic")
    assert str(ratings["value"].dtype) == "Int64"
    found = {
        tuple(row[name] for name in ("layer", "rater", "clinic", "key")): row
        for row in ratings.to_dict("records")
    }
    assert {key: plain(row["value"]) for key, row in found.items()} == {
        key: number(sign) for key, sign in given.items()
    }
    assert {key: row["status"] for key, row in found.items()} == {
        key: STATUS.get(sign, "rated") for key, sign in given.items()
    }


def test_the_matrix_has_what_was_agreed_as_numbers_and_as_it_is_printed(study, given):
    agreed = {key[2:]: sign for key, sign in given.items() if key[0] == "consensus"}
    matrix = study.matrix("clinic").set_index("clinic")
    signs = study.signs(["clinic"]).set_index("key")
    for (clinic, key), sign in agreed.items():
        assert signs.loc[key, clinic] == sign
        assert plain(matrix.loc[clinic, key]) == number(sign)
        assert matrix.loc[clinic, f"{key}:status"] == STATUS.get(sign, "rated")
    assert None in map(number, agreed.values()), "the sample has a rating without a number"


def test_outcomes_are_the_trials_numbers_and_merge_with_ratings_by_case(study):
    outcomes = study.outcomes("clinic")
    told = pd.read_csv(SAMPLES / "clinics.csv")
    for column in told.columns[1:]:
        assert list(outcomes[f"clinics.{column}"]) == list(told[column]), column
    types = {name.partition(".")[2]: str(kind) for name, kind in outcomes.dtypes.items()}
    assert (types["enrolled"], types["fidelity"], types["note"]) == ("Int64", "Float64", "string")
    ratings = study.ratings("clinic")
    merged = ratings.merge(outcomes, on="clinic", validate="m:1")
    assert len(merged) == len(ratings) and merged["clinics.fidelity"].notna().all()


def test_segments_never_sum_coders_and_codings_have_everybodys(study):
    assert set(study.segments()["coder_id"]) == {"coder-1"}
    codings = study.codings(text=False)
    assert set(codings["coder_id"]) == {"coder-1", "coder-2"}
    assert len(study.segments("coder:coder-2")) == (codings["coder_id"] == "coder-2").sum()
    assert "text" not in codings and "text" in study.segments()


def test_counts_presence_and_segments_agree(study):
    counts = study.counts("clinic").set_index("clinic")
    segments = study.segments()
    for clinic in CLINICS:
        here = segments[(segments["clinic_id"] == clinic) & (segments["code_id"] == FIT)]
        assert counts.loc[clinic, FIT] == here["segment_id"].nunique() > 0
    presence = study.presence("clinic").set_index(["clinic", "key"])
    assert list(presence.loc[(slice(None), FIT), "segments"]) == list(counts[FIT])


def test_cases_have_every_attribute_of_every_interview(study):
    cases = study.cases()
    assert len(cases) == cases["transcript"].nunique() == 12
    assert cases.groupby(["clinic", "role"]).size().to_dict() == {
        (clinic, role): 1 + (role == "counselor")
        for clinic in CLINICS
        for role in ("administrator", "counselor")
    }


FRAMES = ("segments", "codings", "counts", "presence", "ratings", "matrix", "signs", "cases")
FRAMES += ("outcomes", "codebook", "agreement", "rating_agreement")


@pytest.mark.parametrize("name", FRAMES)
def test_every_column_is_documented_and_every_frame_says_where_it_comes_from(study, name):
    frame = getattr(study, name)()
    assert set(map(str, frame.dtypes)) <= {"string", "Int64", "Float64"}
    told = study.columns(name)
    assert list(told["column"]) == list(frame.columns)
    assert told["meaning"].str.len().min() > 3
    assert study.provenance().items() <= frame.attrs["provenance"].items()


def test_labels_and_reasons_for_what_is_missing_stand_in_the_dictionary(study):
    value = study.ratings().attrs["columns"]["value"]
    assert value["values"][-2] == "strong negative influence"
    assert value["missing"]["X"].startswith("mixed")


@pytest.mark.parametrize("kind", ["segments", "ratings-wide", "presence-wide", "outcomes"])
def test_a_frame_is_the_export_cell_by_cell(study, demo, tmp_path, kind):
    asked = {"measures": ("words", "share_of_talk")} if kind == "presence-wide" else {}
    frame = study.table(kind, **asked)
    with workbench.opened(demo.project) as project:
        workbench.export(project, kind, tmp_path / "t.parquet", wanted=Wanted(**asked))
    exported = pd.read_parquet(tmp_path / "t.parquet", dtype_backend="numpy_nullable")
    pd.testing.assert_frame_equal(frame, exported, check_dtype=False)
    said = json.loads((tmp_path / "t.parquet.provenance.json").read_text())
    assert frame.attrs["provenance"] == said


def test_nothing_is_written_to_the_file_or_beside_it(demo, tmp_path):
    path = Path(shutil.copy(demo.project, tmp_path / "s.qualbench"))
    before = path.read_bytes(), path.stat().st_mtime_ns
    path.chmod(0o400)
    with qualbench.open(path, "lead") as study:
        for name in FRAMES:
            assert len(getattr(study, name)()), name
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


def of_the_format_before(project, to):
    """The same facts in a file as the program before this one wrote it."""
    with closing(sqlite3.connect(to)) as db:
        for statement in (one for migration in MIGRATIONS[:-1] for one in migration):
            db.execute(statement)
        db.execute("ATTACH ? AS now", [str(project)])
        for (table,) in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
            columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) - 1}")
        db.commit()
    return to


def test_a_file_of_an_older_format_is_read_and_stays_of_that_format(tiny, tmp_path):
    old = of_the_format_before(tiny, tmp_path / "old.qualbench")
    before = old.read_bytes()
    with qualbench.open(old) as then, qualbench.open(tiny) as now:
        pd.testing.assert_frame_equal(then.codings(), now.codings())
        assert len(now.codings()) == 11 and then.ratings().empty
    assert old.read_bytes() == before


def test_what_is_stored_later_is_seen_by_whoever_opens_again(tiny):
    with qualbench.open(tiny) as before, workbench.opened(tiny) as project:
        workbench.code(project, "zoe", "a", Span(33, 40), FIT)
        with qualbench.open(tiny) as after:
            assert "zoe" not in set(before.codings()["coder_id"])
            assert "zoe" in set(after.codings()["coder_id"])


def test_who_looks_sees_what_they_may(tiny):
    with workbench.opened(tiny) as project:
        workbench.primary(project, "lead", "ana")
        for name in ("ana", "bo"):
            workbench.rate(project, name, "C1", FIT, RatingChange("+1"), ["clinic"])
    with qualbench.open(tiny) as nobody, qualbench.open(tiny, "ana") as ana:
        assert len(nobody.ratings()) == 0
        assert set(ana.ratings()["rater"]) == {"ana", "bo"}
    with pytest.raises(NotFoundError, match="nobody is called anna"):
        qualbench.open(tiny, "anna")


def test_an_error_says_what_to_do_where_a_notebook_shows_it(tiny, tmp_path):
    with pytest.raises(ProjectError, match="does not exist") as missing:
        qualbench.open(tmp_path / "none.qualbench")
    assert "qualbench init" in "".join(traceback.format_exception(missing.value))
    with qualbench.open(tiny) as study:
        with pytest.raises(QualbenchError, match="no joined table") as none:
            study.outcomes()
        with pytest.raises(NotFoundError, match="no table segment; there are segments"):
            study.columns("segment")
    assert "qualbench join" in "".join(traceback.format_exception(none.value))


def test_the_example_prints_ratings_beside_numbers(demo, given, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["example.py", str(demo.project), "clinic"])
    runpy.run_path(str(ROOT / "docs" / "example.py"), run_name="__main__")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    by_enrolled = ["C3", "C4", "C1", "C2"]
    assert lines[0] == ["clinic", *by_enrolled]
    assert lines[1] == ["clinics.enrolled", "22", "28", "31", "34"]
    ratings = {tuple(line[:-4]): line[-4:] for line in lines}
    agreed = [number(given["consensus", "consensus", clinic, FIT]) for clinic in by_enrolled]
    assert [float(cell) for cell in ratings["Compatibility",]] == agreed


def test_importing_the_package_loads_no_pandas():
    said = "import qualbench, sys; print('pandas' in sys.modules, callable(qualbench.open))"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]
