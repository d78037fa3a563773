"""Names for SPSS and Stata: legal, distinct, and each made from its column's name alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import RefusedError
from qualbench.export import Column, Table
from qualbench.export.files.names import names_table, variables

LEGAL = re.compile("[a-z][a-z0-9_]{0,26}[a-z0-9]|[a-z]")
RESERVED = ("all", "with", "to", "int", "in", "str5", "str2045", "strl", "if", "double", "_n")
NAMES = st.one_of(
    st.text(min_size=1, max_size=60),
    st.from_regex(r"[a-zA-Z]{1,12}([._@ ][a-zA-Z0-9]{1,12}){0,6}", fullmatch=True),
    st.from_regex(r"[a-z_]{1,20}_[0-9a-f]{6}", fullmatch=True),
    st.sampled_from(RESERVED),
)


@given(st.lists(NAMES, unique=True, max_size=30))
def test_distinct_columns_have_distinct_legal_names_that_do_not_depend_on_one_another(names):
    made = variables(names)
    assert len({name.lower() for name in made}) == len(names)
    assert all(LEGAL.fullmatch(name) and name not in RESERVED for name in made)
    assert made == tuple(variables([name])[0] for name in names)


NEED = "cfir22.individuals.characteristics.need"


@pytest.mark.parametrize(
    ("column", "variable"),
    [
        ("clinic_id", "clinic_id"),
        ("document_version_sha256", "document_version_sha256"),
        ("cfir22.inner.structural.work", "structural_work_"),
        ("cfir22.innovation.relative_advantage", "relativ_advantag_"),
        ("cfir22.individuals.characteristics.capability@deliverers", "capabil_delivere_"),
        ("cfir22.individuals.characteristics.capability@facilitators", "capabil_facilita_"),
        ("cfir22.individuals.characteristics.opportunity@deliverers", "opportu_delivere_"),
        (f"present:{NEED}@deliverers", "prese_need_deliv_"),
        (f"coded:{NEED}@deliverers", "coded_need_deliv_"),
        ("group:below 3.7", "group_below_3_7_"),
        ("Northern Riverside Community Counselling and Recovery Centre", "cou_and_rec_cent_"),
        ("Größe", "groe_"),
        ("2nd wave", "v2nd_wave_"),
        ("机构", "v_"),
        ("pneumonoultramicroscopicsilicovolcanoconiosis", "pneumonoultramic_"),
    ],
)
def test_a_legal_name_is_kept_and_another_keeps_a_little_of_each_word_that_tells(column, variable):
    (made,) = variables([column])
    assert re.fullmatch(variable if made == column else f"{variable}[0-9a-f]{{6}}", made)
    assert (made == column) == (variable == column)


@pytest.mark.parametrize("key", [NEED, f"{NEED}@deliverers", "x" * 40])
def test_what_stands_beside_a_column_is_called_as_it_is(key):
    rating, status, varies = variables([key, f"{key}:status", f"{key}:varies"])
    assert (status, varies) == (f"{rating}_stat", f"{rating}_vary")
    assert variables([status]) != (status,)


def test_a_name_that_looks_made_is_made_anew_so_that_nobody_can_have_it_already():
    (made,) = variables(["a b"])
    assert variables([made]) != (made,)


def test_the_map_says_which_variable_is_which_column():
    table = Table("t", (Column("role", "Their role"), Column("in", "Where")), ())
    (first, second) = names_table(table).rows
    assert first == ("role", "role", "Their role")
    assert second == (variables(["in"])[0], "in", "Where")


def test_columns_that_would_share_a_name_are_refused():
    with pytest.raises(RefusedError, match="columns role and role would have one name"):
        variables(["role", "wave", "role"])
