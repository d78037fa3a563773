import numpy
import pandas
import pyreadstat
import pytest

from qualbench.errors import ReadingError
from qualbench.model import Measure
from qualbench.trial import doubts, read_trial


@pytest.fixture(scope="module")
def spss(tmp_path_factory):
    path = tmp_path_factory.mktemp("spss") / "mothers.v2.sav"
    frame = pandas.DataFrame(
        {
            "Participant": [7.0, 8.0, 12.0, 13.0],
            "clinic": [1.0, 2.0, 1.0, 2.0],
            "wave": ["01", " 2", "2", "2"],
            "rf": [4.25, 99.0, None, -3.0],
            "why": ["12", "x", "", "NA"],
        }
    )
    pyreadstat.write_sav(
        frame,
        path,
        column_labels={"rf": "Reflective functioning"},
        variable_value_labels={"rf": {99: "not asked", 1: "low"}, "clinic": {1: "C1", 2: "C2"}},
        missing_ranges={"rf": [99, {"lo": -9, "hi": -1}], "why": ["x"]},
        variable_format={"Participant": "N3"},
    )
    return path


def test_spss_ids_are_as_shown_and_missing_codes_are_none(spss):
    table = read_trial(spss)
    assert (table.name, table.source) == ("mothers_v2", "mothers.v2.sav")
    assert table.keys == ("participant", "clinic", "wave")
    assert table.rows == (
        ("007", "C1", "01", 4.25, "12"),
        ("008", "C2", " 2", None, None),
        ("012", "C1", "2", None, None),
        ("013", "C2", "2", None, "NA"),
    )


def test_spss_labels_say_which_values_are_missing_codes(spss):
    rf, why = read_trial(spss).measures
    assert rf.label == "Reflective functioning"
    assert sorted(rf.values) == [
        ("-9 to -1", "missing"),
        ("1", "low"),
        ("99", "not asked (missing)"),
    ]
    assert why == Measure("why", "", (("x", "missing"),))


def test_a_text_that_spss_declares_stays_a_text(spss):
    (doubt,) = doubts(read_trial(spss))
    assert (doubt.measure, doubt.numbers, doubt.others) == ("why", 1, ())
    assert doubt.why == "the file declares it so"


def test_stata_letters_are_missing_and_labelled(tmp_path):
    path = tmp_path / "mothers.dta"
    frame = pandas.DataFrame(
        {"clinic_id": [7, 8, 9, 10], "rf": [4.5, "a", "b", None], "day": [1, 2, 3, 4]}
    )
    pyreadstat.write_dta(
        frame,
        path,
        column_labels=["Clinic", "RF", ""],
        variable_value_labels={"rf": {"a": "refused"}, "day": {1: "Monday", 2: "Tuesday"}},
        missing_user_values={"rf": ["a", "b"]},
    )
    table = read_trial(path)
    assert table.rows == (("7", 4.5, 1.0), ("8", None, 2.0), ("9", None, 3.0), ("10", None, 4.0))
    assert table.measures == (
        Measure("rf", "RF", ((".a", "refused (missing)"), (".b", "missing"))),
        Measure("day", "", (("1", "Monday"), ("2", "Tuesday"))),
    )


def test_stata_zeros_and_floats_are_as_shown(tmp_path):
    path = tmp_path / "zeros.dta"
    frame = pandas.DataFrame(
        {"participant": [7, 42], "day": pandas.to_datetime(["2024-05-01"] * 2)}
    )
    pyreadstat.write_dta(frame, path, variable_format={"participant": "%03.0f"})
    assert [row[0] for row in read_trial(path).rows] == ["007", "042"]
    frame = pandas.DataFrame({"clinic": ["C1"], "rf": numpy.array([4.2], dtype="float32")})
    frame.to_stata(path, write_index=False)
    assert read_trial(path).rows == (("C1", 4.2),)


def test_dates_are_texts_in_both(tmp_path):
    frame = pandas.DataFrame({"clinic": ["C1"], "day": pandas.to_datetime(["2024-05-01"])})
    pyreadstat.write_sav(frame, tmp_path / "d.sav")
    frame.to_stata(tmp_path / "d.dta", write_index=False, convert_dates={"day": "td"})
    for name in ("d.sav", "d.dta"):
        assert read_trial(tmp_path / name).rows == (("C1", "2024-05-01"),)


def test_labels_of_a_key_count_only_where_each_value_has_its_own(tmp_path):
    path = tmp_path / "k.sav"
    frame = pandas.DataFrame({"clinic": [1.0, 2.0], "wave": [1.0, 2.0], "rf": [1.0, 2.0]})
    labels = {"clinic": {1: "C1"}, "wave": {1: "early", 2: "early"}}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels)
    assert [row[:2] for row in read_trial(path).rows] == [("1", "1"), ("2", "2")]


def test_a_key_that_is_missing_by_its_code_is_refused_with_its_row(tmp_path):
    path = tmp_path / "k.sav"
    frame = pandas.DataFrame({"clinic": [1.0, 99.0], "rf": [1.0, 2.0]})
    pyreadstat.write_sav(frame, path, missing_ranges={"clinic": [99]})
    with pytest.raises(ReadingError, match=r"^k\.sav:2: the clinic is empty"):
        read_trial(path)


def test_a_file_without_rows_is_refused(tmp_path):
    path = tmp_path / "none.sav"
    pyreadstat.write_sav(pandas.DataFrame({"clinic": [], "rf": []}, dtype=float), path)
    with pytest.raises(ReadingError, match="has no rows"):
        read_trial(path)
