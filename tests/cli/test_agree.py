"""What ``qualbench agree`` prints for people."""

import pytest

from qualbench import workbench
from qualbench.model import Span

LAWS = "cfir22.outer.policies_laws"
_OF_MORE = ("percent", "kappa", "lowest", "highest", "alpha", "ac1", "fleiss")


@pytest.fixture
def three(tiny):
    """cy has coded b as ana and bo did."""
    with workbench.opened(tiny) as project:
        workbench.code(project, "cy", "b", Span(40, 45), LAWS)
        workbench.submit(project, "cy", ["b"])
    return tiny


EVERYTHING = ("--resamples", 50, "--by", "role", "--confusion", "--units", "--match", "sibling")


def test_all_that_can_be_asked_for_fits_on_a_screen(three, done):
    done("settings", three, "target", "kappa .70", coder="lead")
    done("settings", three, "bands", "landis-koch", coder="lead")
    said = done("agree", three, *EVERYTHING)
    assert max(map(len, said.splitlines())) <= 80
    lines = said.splitlines()
    assert lines[0].startswith("ana, bo and cy, 2 transcripts that two or more submitted: 6 turns")
    assert "86% of the 7 turns that somebody submitted; siblings of a code will do" in lines
    assert "95 % intervals, percentiles of 50 resamples of 2 transcripts, seed 1" in lines
    assert any(line.startswith("target kappa .70: reached by ") for line in lines)
    assert any(line.startswith("administrator ") for line in lines)
    assert any("as landis-koch has it: a label, no verdict" in line for line in lines)
    assert any(line.startswith("codes that nobody used: ") for line in lines)
    assert {"turn", "character"} <= {line.split(" ")[0] for line in lines}


def test_of_three_the_lowest_and_the_highest_pair_stand_beside_the_mean(three, done):
    lines = [line.split() for line in done("agree", three).splitlines()]
    assert ["code", "used", *_OF_MORE] in lines
    assert ["policies_laws", "0.214", *["1.000"] * 6, "-"] in lines


def test_without_asking_there_are_no_intervals_targets_or_groups(tiny, done):
    said = done("agree", tiny)
    assert not any(word in said for word in ("interval", "target", "by group", "nobody used:\n"))


def test_a_round_says_its_name(tiny, done):
    done("round", "open", tiny, "pilot", "a", "--for", "ana", "--for", "bo", coder="lead")
    for coder in ("ana", "bo"):
        done("round", "submit", tiny, "pilot", coder=coder)
    done("round", "reveal", tiny, "pilot", coder="lead")
    lines = done("agree", tiny, "--round", "pilot").splitlines()
    assert lines[0] == "ana and bo, 1 transcript that both submitted: 4 turns of respondents"
    assert lines[1].startswith("round pilot; 100% of the 4 turns")


def test_suggestions_that_were_seen_are_a_warning_above_the_tables(tiny, done, listed, show):
    assert (listed("agree", tiny)["seen_suggestions"], "shown" in done("agree", tiny)) == (
        [],
        False,
    )
    with workbench.opened(tiny) as project:
        for name in ("a", "b"):
            show(project, "bo", name, Span(35, 51), LAWS, before=True)
    lines = done("agree", tiny).splitlines()
    warned = " ".join(" ".join(lines[: lines.index("")]).split())
    assert (
        "Suggestions were shown to bo in 2 of these transcripts before they were submitted: agree"
        in (warned)
    )
    assert max(map(len, lines)) <= 80
    found = listed("agree", tiny)["seen_suggestions"]
    assert found == [{"coder": "bo", "transcripts": ["a", "b"]}]
