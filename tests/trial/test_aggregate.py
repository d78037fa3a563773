import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import RefusedError
from qualbench.model import Measure, TrialTable
from qualbench.trial import aggregate, join, read_trial

MOTHERS = """participant,clinic,wave,rf,gap,note
M1,C2,1,4,,x
M2,C1,1,1,2,y
M3,C1,1,-2,,
M4,C1,2,NA,,z
"""


@pytest.fixture
def mothers(tmp_path):
    path = tmp_path / "mothers.csv"
    path.write_text(MOTHERS)
    return read_trial(path)


def test_a_row_a_clinic_with_n_missing_mean_and_sd(mothers):
    found = aggregate(mothers, ["clinic"])
    assert found.left_out == ("note",)
    assert found.table.keys == ("clinic",)
    assert [measure.name for measure in found.table.measures] == [
        *("rf_n", "rf_missing", "rf_mean", "rf_sd"),
        *("gap_n", "gap_missing", "gap_mean", "gap_sd"),
    ]
    assert found.table.measures[2].label == "mean of rf"
    assert found.table.rows == (
        ("C1", 2.0, 1.0, -0.5, math.sqrt(4.5), 1.0, 2.0, 2.0, None),
        ("C2", 1.0, 0.0, 4.0, None, 0.0, 1.0, None, None),
    )


def test_what_was_aggregated_can_be_joined(mothers):
    report = join([(("clinic", "C1"),)], aggregate(mothers, ["clinic"]).table)
    assert report.matched[0].cells[:3] == (2.0, 1.0, -0.5)
    assert report.only_in_file == (((("clinic", "C2"),), 2),)


def test_groups_can_be_of_several_keys(mothers):
    rows = aggregate(mothers, ["wave", "clinic"]).table.rows
    assert [row[:3] for row in rows] == [("1", "C1", 2.0), ("1", "C2", 1.0), ("2", "C1", 0.0)]


def test_there_must_be_such_a_key(mothers):
    with pytest.raises(RefusedError, match="no key role") as said:
        aggregate(mothers, ["clinic", "role"])
    assert said.value.hint == "Its keys are participant, clinic, wave."
    with pytest.raises(RefusedError, match="no key to aggregate by"):
        aggregate(mothers, [])


cells = st.none() | st.floats(-1e6, 1e6)


@given(st.lists(st.tuples(st.sampled_from(["C1", "C2", "C3"]), cells), min_size=1))
def test_no_row_is_lost_and_the_means_weigh_up_to_the_whole(rows):
    table = TrialTable("t", "t.csv", ("clinic",), (Measure("rf"),), tuple(rows))
    found = aggregate(table, ["clinic"]).table.rows
    assert sum(row[1] + row[2] for row in found) == len(rows)
    values = [value for _, value in rows if value is not None]
    assert sum(row[1] for row in found) == len(values)
    total = math.fsum(row[1] * row[3] for row in found if row[3] is not None)
    assert total == pytest.approx(math.fsum(values), abs=1e-6)
    for key, n, _, _, sd in found:
        mine = [value for name, value in rows if name == key and value is not None]
        assert (sd is None) == (n < 2)
        assert sd is None or sd == pytest.approx(statistics.stdev(mine))
