"""What is known, and what the codebook says with what it excludes."""

from dataclasses import replace

import numpy as np
import pytest

from qualbench.codebooks import load
from qualbench.model import Code, Codebook
from qualbench.suggest import Line, lines_of, parents_of, with_pairs
from qualbench.suggest.known import CHILD_SHARE, spread


def codebook(*codes, **fields):
    return Codebook("c", "C", "", "", "", codes, **fields)


def test_a_code_says_what_it_is_and_what_it_is_not():
    code = Code(
        "c.cost",
        "Cost",
        "construct",
        definition="What it costs.",
        local="Hours too.",
        include=("Training",),
        exclude=("Grants -> c.money", "Gifts"),
        examples=("It is dear.",),
    )
    assert lines_of(codebook(code)) == (
        Line("c.cost", "definition", "Cost: What it costs. Hours too."),
        Line("c.cost", "inclusion", "Training"),
        Line("c.cost", "example", "It is dear."),
        Line("c.cost", "exclusion", "Grants"),
        Line("c.cost", "exclusion", "Gifts"),
    )


def test_a_code_without_any_text_has_its_name():
    bare = Code("c.bare", "Night shifts", "project")
    assert lines_of(codebook(bare)) == (Line("c.bare", "definition", "Night shifts"),)


def test_domains_roles_and_retired_codes_say_nothing():
    book = codebook(
        Code("d", "D", "domain", definition="All."),
        Code("d.roles", "R", "subdomain", parent="d"),
        Code("d.roles.lead", "Lead", "construct", parent="d.roles", definition="They."),
        Code("d.old", "Old", "construct", parent="d", definition="Gone.", retired=True),
        roles="d.roles",
    )
    assert lines_of(book) == ()


def test_every_line_of_the_shipped_codebook_has_words_and_no_arrow():
    lines = lines_of(load("mio"))
    assert {line.kind for line in lines} == {"definition", "inclusion", "example", "exclusion"}
    assert all(line.text.strip() and "->" not in line.text for line in lines)


def test_a_pair_has_the_lines_of_its_code_which_stands_back_if_never_coded_alone():
    need, cost = Line("need", "definition", "Need"), Line("cost", "definition", "Cost")
    need_of = Line("need@lead", "definition", "Need")
    assert with_pairs([need, cost], {"cost"}) == (need, cost)
    assert with_pairs([need, cost], {"need@lead", "cost"}) == (cost, need_of)
    assert with_pairs([need, cost], {"need@lead", "need"}) == (need, cost, need_of)
    assert with_pairs([cost], {"own@lead"}) == (cost,)


def test_above_a_pair_stands_its_code_and_above_a_code_the_nearest_that_is_a_key():
    book = codebook(
        Code("d", "D", "domain"),
        Code("d.a", "A", "construct", parent="d"),
        Code("d.a.b", "B", "subconstruct", parent="d.a"),
        Code("d.a.b.c", "C", "subconstruct", parent="d.a.b"),
    )
    keys = ["d.a", "d.a.b.c", "d.a.b.c@lead", "own"]
    assert parents_of(keys, book) == (-1, 0, 1, -1)


def test_a_coding_counts_half_for_each_key_above():
    coded = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.5], [0.0, 1.0, 0.0]])
    half = CHILD_SHARE
    assert spread(coded, [-1, 0, 1]).tolist() == [
        [half * half, half, 1.0],
        [1.0, 0.5 * half, 0.5],
        [half, 1.0, 0.0],
    ]


def test_a_circle_of_parents_ends():
    assert spread(np.array([[1.0, 0.0]]), [1, 0]).tolist() == [[1.0, CHILD_SHARE]]


def test_parts_that_do_not_fit_together_are_refused(study):
    known = study(1)
    for wrong in (
        {"coded": known.coded[1:]},
        {"rejected": known.rejected[:, 1:]},
        {"groups": known.groups[1:]},
        {"parents": (-1,)},
        {"line_vectors": known.line_vectors[1:]},
    ):
        with pytest.raises(ValueError, match=r"must|needs"):
            replace(known, **wrong)
