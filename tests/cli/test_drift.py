"""``qualbench round drift``: agreement from round to round."""

import pytest

LAWS = "cfir22.outer.policies_laws"


@pytest.fixture
def rounds(tiny, done):
    """Five rounds, the third of which only ana has coded, and one that is sealed."""
    for name, text in zip(("one", "two", "three", "four", "five"), "abcab", strict=True):
        done("round", "open", tiny, name, text, "--for", "ana", "--for", "bo", coder="lead")
        for coder in ("ana",) if name == "three" else ("ana", "bo"):
            done("round", "submit", tiny, name, coder=coder)
        done("round", "reveal", tiny, name, "--anyway", coder="lead")
    done("round", "open", tiny, "six", "--for", "ana", "--for", "bo", coder="lead")
    return tiny


def test_rounds_stand_side_by_side_with_how_they_changed(rounds, done):
    lines = done("round", "drift", rounds).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["all", "codes", "one", "two", "four", "five"]
    assert lines[3].split() == ["turns", "4", "2", "4", "2"]
    alpha = next(line.split() for line in lines if line.startswith("pooled alpha"))
    first = f"{1 - (3 / 16) / (2 * 7 * 25 / (32 * 31)):.3f}"  # 7 uses in 32 marks, 3 unshared
    assert alpha[2:] == [first, "1.000", "+0.531", first, "-0.531", "1.000", "+0.531"]
    laws = next(line.split() for line in lines if "policies_laws" in line)
    assert laws == ["policies_laws", "-", "1.000", "-", "1.000", "same"]
    assert any(line.startswith("- three: agreement is between two different") for line in lines)


def test_more_rounds_than_fit_are_in_the_json(rounds, done, listed):
    for name in ("seven", "eight"):
        done("round", "open", rounds, name, "b", "--for", "ana", "--for", "bo", coder="lead")
        for coder in ("ana", "bo"):
            done("round", "submit", rounds, name, coder=coder)
        done("round", "reveal", rounds, name, coder="lead")
    said = done("round", "drift", rounds)
    assert "The last 4 rounds; --json has all 6." in said
    found = listed("round", "drift", rounds)
    assert [one["round"] for one in found][-3:] == ["five", "seven", "eight"]
    one, two, three, *_ = found
    assert (one["transcripts"], one["coders"], one["n"], one["unit"]) == (
        ["a"],
        ["ana", "bo"],
        4,
        "turn",
    )
    assert (two["codes"][LAWS], two["codes_change"][LAWS]) == (1, None)
    assert (found[-1]["codes"][LAWS], found[-1]["codes_change"][LAWS]) == (1, 0)
    assert two["overall_change"]["percent"] == pytest.approx(
        two["overall"]["percent"] - one["overall"]["percent"]
    )
    assert (three["n"], three["overall"]) == (0, {})
    assert three["reason"].startswith("agreement is between")


def test_without_a_revealed_round_it_says_what_to_do(tiny, done, listed):
    assert "No round is revealed yet." in done("round", "drift", tiny)
    assert listed("round", "drift", tiny) == []


def test_a_unit_that_was_not_made_is_said_once_for_each_round(rounds, done):
    said = done("round", "drift", rounds, "--unit", "segment")
    assert said.startswith("- one: no segments were drawn to compare\n- two: ")
    assert said.count("no segments were drawn") == 4
