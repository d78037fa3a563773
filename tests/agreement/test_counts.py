import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import Document, TwoByTwo, tally
from qualbench.model import Span

counts = st.builds(TwoByTwo, *[st.integers(0, 99)] * 4)
TURNS = tuple(Span(place * 10, place * 10 + 8) for place in range(3))
CODES = {"a": ["a"], "b": ["b", "b@r"]}
DOMAINS = {"all": ["a", "b", "b@r"]}


def coder(*turns):
    """What a coder put on each turn: ``coder("a", "", "a b@r")``."""
    found = {}
    for span, keys in zip(TURNS, turns, strict=True):
        for key in keys.split():
            found.setdefault(key, []).append(span)
    return found


BOTH = Document("both", TURNS, {"ana": coder("a", "", "b"), "bo": coder("a b@r", "b", "")})
ALONE = Document("alone", TURNS, {"ana": coder("a", "a", "a")})


def test_the_table_has_the_first_coder_in_rows_and_use_of_the_code_first():
    assert TwoByTwo(both=1, only_first=2, only_second=3, neither=4).table() == ((1, 2), (3, 4))


def test_counts_of_two_transcripts_pool_cell_by_cell():
    assert TwoByTwo(1, 2, 3, 4) + TwoByTwo(10, 20, 30, 40) == TwoByTwo(11, 22, 33, 44)


@given(st.lists(counts))
def test_pooling_keeps_every_unit(parts):
    assert sum(parts, TwoByTwo()).n == sum(part.n for part in parts)


def test_a_tally_holds_what_each_two_shared_in_what_two_finished():
    found = tally([BOTH, ALONE], CODES, DOMAINS, "turn", ["bo", "ana"])
    assert found.documents == ("both",)
    assert (found.units.tolist(), found.given) == ([3], 6)
    shared = dict(zip(("a", "b", "all"), found.shared[0].tolist(), strict=True))
    assert shared == {"a": [[1, 1], [1, 1]], "b": [[2, 0], [0, 1]], "all": [[2, 1], [1, 2]]}


def test_rows_pool_as_if_they_were_one():
    found = tally([BOTH], CODES, DOMAINS, "turn", ["bo", "ana"])
    pooled = found.pooled([0, 1])
    assert pooled.units.tolist() == [6]
    assert pooled.shared.tolist() == [[[3, 1], [1, 2]]]


@pytest.mark.parametrize("unit", ["turn", "character"])
def test_a_part_is_the_tally_of_its_documents(unit):
    other = Document("other", TURNS[:2], {"bo": {}, "ana": {"a": [Span(3, 14)]}})
    whole = tally([BOTH, other], CODES, DOMAINS, unit, ["ana", "bo"])
    part, alone = whole.part([1]), tally([other], CODES, DOMAINS, unit, ["ana", "bo"])
    assert (part.documents, part.given) == (alone.documents, alone.given)
    for name in ("units", "finished", "shared"):
        np.testing.assert_array_equal(getattr(part, name), getattr(alone, name))
    for name in ("equality", "jaccard", "masi"):
        np.testing.assert_allclose(part.sets[name].observed, alone.sets[name].observed)
        np.testing.assert_allclose(part.sets[name].expected, alone.sets[name].expected)
    np.testing.assert_allclose(part.labels["all"].expected, alone.labels["all"].expected)


def test_a_code_below_two_rows_counts_in_both_and_a_domain_may_be_empty():
    found = tally([BOTH], CODES, {"all": ["a", "b"], "none": []}, "turn", ["ana", "bo"])
    assert found.shared[0, 2].tolist() == [[2, 1], [1, 2]]
    assert not found.shared[0, 3].any()
