"""Unitizing alpha over respondents' words, turn after turn, transcript after transcript.

The words of a have 16 + 18 + 19 + 10 characters, those of b 22 + 8.
"""

from dataclasses import replace

from qualbench import workbench
from qualbench.agreement import unitizing
from qualbench.model import Span

LAWS = "cfir22.outer.policies_laws"
TENSION = "cfir22.inner.tension"
A, B = 63, 30


def boundaries(project, **asked):
    found = workbench.agree(project, "lead")
    return workbench.boundaries(project, "lead", replace(found.asked, **asked))


def of(rows, name):
    return next(row for row in rows if row.name == name)


def test_a_code_is_judged_against_the_gaps_in_respondents_words(project):
    found = boundaries(project)
    assert (found.coders, found.transcripts, found.length) == (("ana", "bo"), ("a", "b"), A + B)
    ana, bo = [(0, 21, LAWS)], [(4, 9, LAWS)]  # "The state asks for it", "state"
    by_hand = unitizing([(A, [[], []]), (B, [ana, bo])])
    laws = of(found.codes, LAWS)
    assert (laws.u, laws.relevance, laws.coding) == (by_hand.u, by_hand.relevance, by_hand.coding)
    assert 0 < laws.u < 1
    assert laws.coding == workbench.Undefined("the units that overlap all have the same value")


def test_codes_of_a_domain_are_judged_together_where_nobody_overlaps_them(project):
    outer = of(boundaries(project).domains, "cfir22.outer")
    assert outer.u == of(boundaries(project).codes, LAWS).u
    assert list(outer.by_value) == [LAWS]


def test_a_coder_with_two_codes_on_the_same_words_leaves_the_domain_undefined(project):
    inner = of(boundaries(project).domains, "cfir22.inner")
    why = workbench.Undefined("ana put two codes on the same words in a")
    assert (inner.u, inner.relevance, inner.coding, dict(inner.by_value)) == (why, why, why, {})


def test_nobody_marked_anything(project):
    process = of(boundaries(project).domains, "cfir22.process")
    assert process.u == workbench.Undefined("nobody marked anything")


def code(project, coder, *spans):
    for start, end in spans:
        workbench.code(project, coder, "a", Span(start, end), TENSION)
    workbench.submit(project, coder, ["a"])


def test_what_the_interviewer_says_between_is_no_part_of_a_coding(project):
    code(project, "ana", (40, 100))  # from "ts the day." over a question to "We lost t"
    code(project, "bo", (40, 51), (91, 100))
    tension = of(boundaries(project).codes, TENSION)
    ana, bo = [(5, 25, TENSION)], [(5, 16, TENSION), (16, 25, TENSION)]
    assert tension.u == unitizing([(A, [ana, bo]), (B, [[], []])]).u


def test_words_of_the_interviewer_are_part_of_it_where_asked_for(project):
    code(project, "ana", (40, 100))
    code(project, "bo", (40, 51), (91, 100))
    without, with_them = boundaries(project), boundaries(project, interviewer=True)
    assert with_them.length > without.length
    assert of(with_them.codes, TENSION).u < of(without.codes, TENSION).u


def test_overlapping_and_touching_codings_of_a_code_are_one(project):
    code(project, "ana", (40, 51))
    code(project, "bo", (40, 45), (43, 47), (47, 51))
    assert of(boundaries(project).codes, TENSION).u == 1


def test_the_unit_makes_no_difference(project):
    assert boundaries(project, unit="segment") == boundaries(project)
