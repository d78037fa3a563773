"""Laws over generated studies: no export has more or fewer than the facts, and -2 is -2."""

import csv
import json
import shutil
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qualbench import store, workbench
from qualbench.model import Span
from qualbench.workbench import RatingChange, Wanted

CODES = ("inner.priority", "inner.tension", "individuals.characteristics.need@recipients")
STARTS = {"a": 33, "b": 40, "c": 34, "d": 33}
"""In each transcript, where words begin to code parts of."""

CODED = st.tuples(
    st.sampled_from(["ana", "bo"]),
    st.sampled_from(sorted(STARTS)),
    st.integers(0, 3),
    st.integers(2, 4),
    st.sampled_from(CODES),
)
RATED = st.tuples(
    st.sampled_from(["ana", "bo", "consensus"]),
    st.sampled_from(["P1", "P2", "P3", "P4"]),
    st.sampled_from(CODES),
    st.sampled_from(["-2", "-1*", "0", "+1", "+2", "X", "M", "NA"]),
    st.sampled_from(["=1+1", "+1", "-2", "@x", "plain", "-", ""]),
)
BY = ("participant",)


@pytest.fixture(scope="module")
def generated(tiny_once, tmp_path_factory):
    """A project made of these codings and ratings, and the folder that it is in."""

    @contextmanager
    def generated(codings, ratings, submitted):
        folder = tmp_path_factory.mktemp("generated")
        path = shutil.copy(tiny_once, folder / "g.qualbench")
        with workbench.opened(Path(path)) as project:
            workbench.primary(project, "lead", "ana")
            for coder, name, start, length, code in set(codings):
                begin = STARTS[name] + start
                workbench.code(project, coder, name, Span(begin, begin + length), code)
            for name in submitted:
                workbench.submit(project, "ana", [name])
            for who, case, code, sign, text in {one[:3]: one for one in ratings}.values():
                agreed = who == "consensus"
                change = RatingChange(sign, rationale=text)
                workbench.rate(
                    project, "lead" if agreed else who, case, code, change, BY, consensus=agreed
                )
            yield project, folder

    return generated


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@settings(max_examples=12, phases=[Phase.generate])
@given(
    st.lists(CODED, max_size=8),
    st.lists(RATED, max_size=8),
    st.sets(st.sampled_from("abcd")),
)
def test_what_is_counted_in_exports_is_what_the_facts_hold(generated, codings, ratings, submitted):
    with generated(codings, ratings, submitted) as (project, folder):
        _segments(project, folder)
        _counts(project, folder)
        _ratings(project, folder)
        _settled(project, folder)
        _sets(project, folder)


def _export(project, folder, kind, viewer="lead", suffix=".csv", **wanted):
    to = folder / f"{kind}{suffix}"
    done = workbench.export(project, kind, to, viewer, Wanted(**wanted))
    return to, done


def _segments(project, folder):
    live = store.codings(project)
    to, done = _export(project, folder, "segments")
    assert done.rows == len(live)
    assert {row["coding_id"] for row in _rows(to)} == {one.id for one in live}
    for coder in ("ana", "bo"):
        _, done = _export(project, folder, "segments", layer=f"coder:{coder}")
        assert done.rows == len(store.codings(project, coder=store.find_coder(project, coder).id))


def _counts(project, folder):
    """By participant, and each participant speaks in one transcript."""
    ana = store.find_coder(project, "ana").id
    names = store.transcript_names(project)
    done = {text for coder, text in store.handed_in(project) if coder == ana}
    places = {
        (names[one.transcript], one.span, one.key)
        for one in store.codings(project, coder=ana)
        if one.transcript in done
    }
    live = Counter(key for _, _, key in places)
    parts = {(name, span, key.partition("@")[0]) for name, span, key in places}
    spoken = Counter(key for _, _, key in places | parts)
    whole = {f"P{'abcd'.index(names[text]) + 1}" for text in done}
    counted = _rows(_export(project, folder, "counts", by=BY)[0])
    told = _rows(_export(project, folder, "presence", by=BY)[0])
    for key, many in live.items():
        assert sum(int(row[key] or 0) for row in counted) == many
    segments = Counter({row["key"]: 0 for row in told})
    for row in told:
        segments[row["key"]] += int(row["segments"] or 0)
    assert +segments == spoken
    assert {row["participant"] for row in told if row["segments"]} <= whole
    assert {row["participant"] for row in counted} == {"P1", "P2", "P3", "P4"}


def _ratings(project, folder):
    every = store.ratings(project)
    for viewer in ("lead", "ana", "bo", ""):
        to, done = _export(project, folder, "ratings", viewer)
        said = json.loads((folder / "ratings.provenance.json").read_text()).get("left_out", "0 ")
        assert done.rows + int(said.partition(" ")[0]) == len(every)
        by_id = {one.id: one for one in every}
        for row in _rows(to):
            judged = by_id[row["rating_id"]].judged
            assert row["value"] == ("" if judged.value is None else str(judged.value))
            assert row["status"] == judged.status


def _settled(project, folder):
    found = [
        cell
        for row in workbench.matrix(project, "lead", BY).rows
        for cell in row.cells
        if cell.settled
    ]
    agreed = [one for one in store.ratings(project) if one.consensus]
    assert {(one.case, one.key) for one in agreed} <= {(cell.case, cell.key) for cell in found}
    wide = _rows(_export(project, folder, "ratings-wide", by=BY)[0])
    told = {
        (row["participant"], name.removesuffix(":status")): row[name.removesuffix(":status")]
        for row in wide
        for name in row
        if name.endswith(":status") and row[name]
    }
    assert told == {
        (cell.case[0][1], cell.key): "" if cell.settled.value is None else str(cell.settled.value)
        for cell in found
    }


def _sets(project, folder):
    rated = {
        row.key
        for row in workbench.matrix(project, "lead", BY).rows
        if any(cell.settled for cell in row.cells)
    }
    for drop in ("cases", "conditions"):
        to, done = _export(project, folder, "cna", by=BY, outcome="role", drop=drop)
        kept = {row["id"] for row in _rows(folder / "cna.names.csv") if row["part"] == "condition"}
        dropped = Counter(row["what"] for row in _rows(folder / "cna.dropped.csv"))
        assert done.rows + dropped["case"] == 4
        assert len(kept) + dropped["condition"] == len(rated)
        assert all(cell in ("0", "1") for row in _rows(to) for cell in list(row.values())[1:])


# A number is a number, and text is text


def _read_csv(path):
    return [
        {name: int(cell) if name == "value" and cell else cell for name, cell in row.items()}
        for row in _rows(path)
    ]


def _read_xlsx(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


READ = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".jsonl": lambda path: [json.loads(line) for line in path.read_text().splitlines()],
    ".parquet": lambda path: pq.read_table(path).to_pylist(),
    ".sav": lambda path: pyreadstat.read_sav(path)[0].to_dict("records"),
    ".dta": lambda path: pyreadstat.read_dta(path)[0].to_dict("records"),
}


@settings(max_examples=4, phases=[Phase.generate])
@given(st.lists(RATED, min_size=1, max_size=6, unique_by=lambda one: one[:3]))
def test_a_rating_is_the_same_number_and_its_reason_the_same_text_everywhere(generated, ratings):
    agreed = [("consensus", *one[1:]) for one in ratings]
    agreed.append(("consensus", "P1", "inner.mission", "-2", "=HYPERLINK(1)"))
    with generated([], agreed, ()) as (project, folder):
        facts = {one.id: one.judged for one in store.ratings(project)}
        for suffix, read in READ.items():
            to, _ = _export(project, folder, "ratings", suffix=suffix)
            found = {row["rating_id"]: row for row in read(to)}
            assert found.keys() == facts.keys()
            for one, judged in facts.items():
                value = found[one]["value"]
                told = None if value in ("", None) or value != value else value
                assert told == judged.value and not isinstance(told, str), suffix
                text = found[one]["rationale"] or ""
                assert text.removeprefix("'") == judged.rationale, suffix
                assert suffix == ".csv" or text == judged.rationale, suffix
                assert suffix != ".csv" or not text.startswith(("=", "@")), text
