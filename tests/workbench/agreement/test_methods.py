"""What a paper says of how agreement was found."""

import pytest

import qualbench
from qualbench import workbench
from qualbench.agreement import Estimate, Undefined
from qualbench.model import Span
from qualbench.workbench.agreement.methods import met


def sentence(project, **asked):
    return workbench.methods_sentence(workbench.agree(project, "lead", **asked))


def test_all_of_it_comes_from_what_was_compared(project):
    book = workbench.codebook(project)
    assert sentence(project, resamples=1000, seed=7) == (
        "Two coders (ana and bo) both coded 2 of the study's 4 transcripts (50%), so that 6 of the "
        f"7 respondents' turns submitted (86%) were double coded, with the codebook {book.title} "
        f"(version {book.version[:12]}). Agreement was computed in qualbench "
        f"{qualbench.__version__} over respondents' turns (a turn bears each code of a coding that "
        "touches it; codes match exactly) as percent agreement, Cohen's kappa, Gwet's AC1 and "
        "Krippendorff's alpha (nominal, and with MASI distance for sets of codes), with 95% "
        "percentile bootstrap intervals from 1,000 resamples of whole transcripts (seed 7)."
    )


@pytest.mark.parametrize(
    ("asked", "said", "unsaid"),
    [
        ({}, "sets of codes).", "resamples"),
        ({"unit": "character"}, "a character bears each code of a coding that covers it", "turn"),
        ({"interviewer": True}, "turns of respondents and interviewers", "respondents' turns"),
        ({"match": "sibling"}, "a sibling under the same parent counts", "match exactly"),
    ],
)
def test_what_was_asked_is_said(project, asked, said, unsaid):
    found = sentence(project, **asked)
    assert said in found
    assert unsaid not in found


def test_who_drew_the_segments_is_named(project):
    words = workbench.texts(project)[0].turns[1].words
    workbench.code(project, "lead", "a", words, "inner.tension")
    found = sentence(project, unit="segment", segments="lead")
    assert "over respondents' segments (marked beforehand by lead; a segment bears each" in found


def test_a_round_is_named_and_one_transcript_has_no_interval(project):
    workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ["a"])
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "pilot")
    workbench.reveal(project, "lead", "pilot")
    found = sentence(project, round_name="pilot", resamples=50)
    assert "(25%) in round pilot, so that 4 of the 4 respondents' turns submitted to it" in found
    assert "without intervals (an interval needs two transcripts or more to draw from)" in found


def test_of_more_than_two_coders_means_are_called_so(project):
    words = workbench.texts(project)[2].turns[1].words
    workbench.code(project, "lead", "c", words, "inner.tension")
    workbench.submit(project, "lead", ["c"])
    found = sentence(project)
    assert found.startswith("Three coders (ana, bo and lead) took part, and two or more of them")
    assert "Cohen's kappa and Gwet's AC1 (means over pairs of coders) and Krippendorff's" in found


def test_a_target_is_told_with_how_many_codes_met_it(project):
    workbench.settle(project, "lead", "target", "kappa .70")
    assert sentence(project).endswith(
        "; the project's target, kappa of at least .70, was met by 3 of the 5 codes for which it "
        "is defined."
    )


def test_a_target_is_met_from_its_bound_on():
    known = {"kappa": Estimate(0.7), "alpha": Estimate(Undefined("nobody used the code"))}
    told = {"kappa .70": "yes", "kappa .71": "no", "alpha .8": "undefined", "ac1 .1": "", "": ""}
    assert {target: met(known, target) for target in told} == told


def test_who_was_shown_suggestions_is_said_where_somebody_was(project, show):
    show(project, "bo", "a", Span(35, 51), "cfir22.inner.priority", before=True)
    found = sentence(project)
    assert (
        ". Suggestions were shown to bo in 1 of these transcripts before they were submitted. "
        in (found)
    )
