"""The segments table: documented, one row a coding, and the words as they were said."""

import openpyxl
import pytest

NUMBERS = ("turn_index", "start_char", "end_char", "unsure", "start_time")
SLY = (
    "Interviewer: Well?\nCounselor: =SUM(A1:A9) is what they type.\n"
    "Interviewer: And?\nCounselor: -5 or +3 or @home.\n"
)
SLY_QUOTES = ("=SUM(A1:A9) is", "-5 or", "+3 or", "@home", "they type")


@pytest.fixture
def segments(demo):
    return demo.exports / "segments.csv"


@pytest.fixture
def sheet(demo):
    return openpyxl.load_workbook(demo.exports / "segments.xlsx")


@pytest.fixture
def sly(tmp_path, project_of, done):
    """A project in which people talk in formulas."""
    (tmp_path / "sly.txt").write_text(SLY)
    project = project_of([tmp_path / "sly.txt"])
    for quote in SLY_QUOTES:
        at = SLY.index(quote)
        args = ("--valence", "-", "--memo", "=1+1")
        done("code", project, "sly", f"{at}:{at + len(quote)}", "Cost", *args, coder="ana")
    return project


def test_every_column_is_in_the_dictionary_with_its_meaning(demo, segments, rows, sheet):
    documented = rows(demo.exports / "segments.dictionary.csv")
    header = segments.read_text().splitlines()[0].split(",")
    assert [row["column"] for row in documented] == header
    assert all(row["meaning"] for row in documented)
    assert [cell.value for cell in sheet["segments"][1]] == header
    inside = [tuple(cell.value for cell in row) for row in sheet["dictionary"]][1:]
    assert inside == [tuple(row.values()) for row in documented]


def test_there_is_a_row_for_every_coding_that_stands(demo, segments, rows, listed):
    found = {
        (row["coding_id"], row["document_id"], row["coder_id"], row["code_id"]): (
            *(int(row["start_char"]), int(row["end_char"])),
            *(row["role_spoken_about"], row["text"].removeprefix("'")),
        )
        for row in rows(segments)
    }
    assert found == {
        (c["lineage"], c["transcript"], c["coder"], c["code"]): (
            *(c["start"], c["end"]),
            *(c["role"], c["quote"].removeprefix("'")),
        )
        for c in listed("codings", demo.project)
    }
    assert len(rows(segments)) == len(found)


def test_what_was_retracted_is_not_exported(tiny, tmp_path, done, listed, rows):
    taken = listed("codings", tiny, "--by", "bo")[0]["id"]
    done("retract", tiny, taken, coder="bo")
    done("export", tiny, "segments", "--to", tmp_path / "s.csv")
    found = {row["coding_id"] for row in rows(tmp_path / "s.csv")}
    assert taken not in found
    assert found == {coding["lineage"] for coding in listed("codings", tiny)}


def test_who_speaks_is_who_the_cases_say(demo, segments, rows):
    cases = {row["transcript"]: row for row in rows(_shipped("cases.csv"))}
    for row in rows(segments):
        case = cases[row["document_id"]]
        assert (row["participant_pseudonym"], row["clinic_id"], row["role"], row["wave"]) == (
            *(case["participant"], case["clinic"], case["role"], case["wave"]),
        )
    assert {row["document_id"] for row in rows(segments)} == cases.keys()


def _shipped(name):
    from qualbench import shipped

    return shipped.folder("transcripts") / name


def test_one_place_has_one_id_whoever_codes_it(tiny, tmp_path, done, rows):
    done("code", tiny, "d", "33:40", "inner.tension", coder="bo")
    done("export", tiny, "segments", "--to", tmp_path / "s.csv")
    places = {}
    for row in rows(tmp_path / "s.csv"):
        place = (row["document_id"], row["start_char"], row["end_char"])
        places.setdefault(place, []).append(row["segment_id"])
    assert len(places["d", "33", "40"]) == 2
    assert all(len(set(ids)) == 1 for ids in places.values())
    assert len({ids[0] for ids in places.values()}) == len(places)


def test_a_draft_is_no_submission(tiny, tmp_path, done, rows):
    done("export", tiny, "segments", "--to", tmp_path / "s.csv")
    status = {
        (row["coder_id"], row["document_id"], row["status"]) for row in rows(tmp_path / "s.csv")
    }
    assert status == {
        ("ana", "a", "submitted"),
        ("ana", "b", "submitted"),
        ("ana", "c", "submitted"),
        ("ana", "d", "draft"),
        ("bo", "a", "submitted"),
        ("bo", "b", "submitted"),
    }


def test_the_layer_of_one_coder_holds_only_theirs(tiny, tmp_path, done, rows):
    done("export", tiny, "segments", "--to", tmp_path / "s.csv", "--layer", "coder:bo")
    assert [
        (row["document_id"], row["coder_id"], row["text"]) for row in rows(tmp_path / "s.csv")
    ] == [
        ("a", "bo", "fits"),
        ("a", "bo", "money is"),
        ("a", "bo", "done"),
        ("b", "bo", "state"),
    ]


def test_other_attributes_follow_behind(tiny, tmp_path, done, rows):
    (tmp_path / "cases.csv").write_text("transcript,participant,wave,years\na,P1,early,7\n")
    done("import", tiny, "--cases", tmp_path / "cases.csv", coder="lead")
    done("export", tiny, "segments", "--to", tmp_path / "s.csv")
    found = {row["document_id"]: row["attribute_years"] for row in rows(tmp_path / "s.csv")}
    assert found == {"a": "7", "b": "", "c": "", "d": ""}
    documented = rows(tmp_path / "s.dictionary.csv")
    assert documented[-1] == {"column": "attribute_years", "meaning": "Attribute years"}


def test_the_speaker_of_a_group_has_a_case_of_their_own(tmp_path, project_of, done, rows):
    (tmp_path / "g.txt").write_text(
        "I: Well?\nP1: Mine.\nP2: Yours.\nI: So.\nP1: So.\nP2: So so.\n"
    )
    (tmp_path / "cases.csv").write_text("transcript,participant,speaker\ng,A,P1\ng,B,P2\n")
    project = project_of([tmp_path / "g.txt"])
    done("import", project, "--cases", tmp_path / "cases.csv", coder="lead")
    for place in ("13:18", "23:28", "3:7"):
        done("code", project, "g", place, "Cost", coder="ana")
    done("export", project, "segments", "--to", tmp_path / "s.csv")
    found = [
        (row["text"], row["participant_pseudonym"], row["speaker_role"])
        for row in rows(tmp_path / "s.csv")
    ]
    assert found == [
        ("Well", "", "interviewer"),
        ("Mine.", "A", "respondent"),
        ("Yours", "B", "respondent"),
    ]


def test_a_formula_is_defused_in_csv_and_a_number_is_not(sly, tmp_path, done, rows):
    done("export", sly, "segments", "--to", tmp_path / "s.csv")
    found = rows(tmp_path / "s.csv")
    assert {row["text"] for row in found} == {
        "'=SUM(A1:A9) is",
        "they type",
        "'-5 or",
        "'+3 or",
        "'@home",
    }
    assert {(row["valence"], row["memo"]) for row in found} == {("-", "'=1+1")}


def test_a_formula_is_a_string_in_xlsx(sly, tmp_path, done):
    done("export", sly, "segments", "--to", tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["segments"]
    head, *body = sheet.iter_rows()
    places = {cell.value: cell.column - 1 for cell in head}
    texts = [row[places["text"]] for row in body]
    assert {cell.value for cell in texts} == set(SLY_QUOTES)
    assert {cell.data_type for cell in (*texts, *(row[places["memo"]] for row in body))} == {"s"}


def test_numbers_are_numbers(sheet, segments, rows):
    head, *body = sheet["segments"].iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in body]
    assert {type(row[name]) for row in found for name in NUMBERS[:-1]} == {int}
    assert {type(row["start_time"]) for row in found} >= {int, float}
    for row, written in zip(found, rows(segments), strict=True):
        for name in NUMBERS:
            assert written[name] == "" if row[name] is None else float(written[name]) == row[name]


def test_a_missing_value_is_an_empty_cell(sheet):
    values = {cell.value for row in sheet["segments"].iter_rows() for cell in row}
    assert None in values
    assert "" not in values
