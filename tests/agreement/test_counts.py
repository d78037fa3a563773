from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import TwoByTwo

counts = st.builds(TwoByTwo, *[st.integers(0, 99)] * 4)


def test_the_table_has_the_first_coder_in_rows_and_use_of_the_code_first():
    assert TwoByTwo(both=1, only_first=2, only_second=3, neither=4).table() == ((1, 2), (3, 4))


def test_counts_of_two_transcripts_pool_cell_by_cell():
    assert TwoByTwo(1, 2, 3, 4) + TwoByTwo(10, 20, 30, 40) == TwoByTwo(11, 22, 33, 44)


@given(st.lists(counts))
def test_pooling_keeps_every_unit(parts):
    assert sum(parts, TwoByTwo()).n == sum(part.n for part in parts)
