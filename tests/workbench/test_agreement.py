"""Agreement on a project small enough to count by hand.

Both submitted a (four turns of the respondent) and b (two): six turns. Their words have
16 + 18 + 19 + 10 and 22 + 8 characters: 93.
"""

import pytest

TURNS = {  # both, only ana, only bo, neither
    "cfir22.outer.policies_laws": (1, 0, 0, 5),
    "cfir22.inner.compatibility": (1, 0, 0, 5),
    "cfir22.inner.priority": (0, 1, 0, 5),
    "cfir22.inner.resources.space": (0, 1, 1, 4),
    "cfir22.individuals.characteristics.motivation": (1, 0, 0, 5),
    "cfir22.individuals.characteristics.motivation@deliverers": (0, 1, 0, 5),
    "cfir22.individuals.characteristics.motivation@recipients": (0, 0, 1, 5),
}
CHARACTERS = {
    "cfir22.outer.policies_laws": (5, 16, 0, 72),  # "state" in "The state asks for it"
    "cfir22.inner.compatibility": (4, 12, 0, 77),  # "fits" in "It fits the day."
    "cfir22.inner.priority": (0, 16, 0, 77),  # "It fits the day."
    "cfir22.inner.resources.space": (0, 9, 4, 80),  # "two rooms", "done"
    "cfir22.individuals.characteristics.motivation": (8, 10, 0, 75),  # "money is" in "The m..."
    "cfir22.individuals.characteristics.motivation@deliverers": (0, 18, 0, 75),
    "cfir22.individuals.characteristics.motivation@recipients": (0, 0, 8, 85),
}
DOMAINS = {
    "cfir22.innovation": ((0, 0, 0, 6), (0, 0, 0, 93)),
    "cfir22.outer": ((1, 0, 0, 5), (5, 16, 0, 72)),
    "cfir22.inner": ((1, 1, 1, 3), (4, 21, 4, 64)),  # three codes, each turn counted once
    "cfir22.individuals": ((1, 0, 0, 5), (8, 10, 0, 75)),
    "cfir22.process": ((0, 0, 0, 6), (0, 0, 0, 93)),
    "mio.outcomes": ((0, 0, 0, 6), (0, 0, 0, 93)),
}
COUNTS = ("both", "only_first", "only_second", "neither")
ROW = ("code", "n", *COUNTS, "percent", "kappa", "alpha", "ac1", "reason")


def counts(rows):
    return {row["code"]: tuple(row[key] for key in COUNTS) for row in rows}


def test_turns_are_counted_as_by_hand(tiny, listed):
    found = listed("agree", tiny)
    assert (found["unit"], found["transcripts"]) == ("turn", ["a", "b"])
    assert counts(found["codes"]) == TURNS
    assert counts(found["domains"]) == {code: turns for code, (turns, _) in DOMAINS.items()}
    assert {row["n"] for row in found["codes"] + found["domains"]} == {6}


def test_characters_are_counted_as_by_hand(tiny, listed):
    found = listed("agree", tiny, "--unit", "character")
    assert found["unit"] == "character"
    assert counts(found["codes"]) == CHARACTERS
    assert counts(found["domains"]) == {code: signs for code, (_, signs) in DOMAINS.items()}
    assert {row["n"] for row in found["codes"] + found["domains"]} == {93}


def test_a_characteristic_is_followed_by_its_pairs(tiny, listed):
    codes = [row["code"] for row in listed("agree", tiny)["codes"]]
    assert codes == list(TURNS)


def test_the_coefficients_are_those_of_the_formulas(tiny, listed):
    rows = {row["code"]: row for row in listed("agree", tiny)["codes"]}
    space = rows["cfir22.inner.resources.space"]
    assert space["percent"] == pytest.approx(4 / 6)
    assert space["kappa"] == pytest.approx((24 / 36 - 26 / 36) / (10 / 36))
    assert space["alpha"] == pytest.approx(1 - (2 / 6) / (2 * 2 * 10 / (12 * 11)))
    assert space["ac1"] == pytest.approx((24 / 36 - 10 / 36) / (26 / 36))
    assert space["reason"] == {}
    assert rows["cfir22.inner.compatibility"]["kappa"] == 1


def test_undefined_is_null_with_its_reason(tiny, listed):
    (row, *_) = listed("agree", tiny)["domains"]
    assert (row["percent"], row["kappa"], row["alpha"], row["ac1"]) == (1, None, None, None)
    assert row["reason"] == dict.fromkeys(("kappa", "alpha", "ac1"), "nobody used the code")


def test_the_keys_are_those_that_the_help_promises(tiny, listed, done):
    found = listed("agree", tiny)
    told = " ".join(done("agree", "--help").partition("JSON keys: ")[2].split())
    assert told.startswith(f"{', '.join(found)}; each code and domain: {', '.join(ROW[:-1])} (null")
    assert {tuple(row) for row in found["codes"] + found["domains"]} == {ROW}


def test_only_what_both_submitted_counts(tiny, listed, done):
    done("submit", tiny, "c", coder="bo")
    found = listed("agree", tiny)
    assert found["transcripts"] == ["a", "b", "c"]
    assert counts(found["codes"])["cfir22.outer.policies_laws"] == (1, 1, 0, 5)


def test_what_changes_after_submission_does_not_count(tiny, listed, done):
    before = listed("agree", tiny)
    mine = [c["id"] for c in listed("codings", tiny, "--by", "bo")]
    done("retract", tiny, *mine, coder="bo")
    done("code", tiny, "a", "36:40", "inner.tension", coder="ana")
    assert listed("agree", tiny) == before


def test_submitting_again_counts_what_stands_then(tiny, listed, done):
    mine = [c["id"] for c in listed("codings", tiny, "--by", "bo", "--transcript", "b")]
    done("retract", tiny, *mine, coder="bo")
    done("submit", tiny, "b", coder="bo")
    assert counts(listed("agree", tiny)["codes"])["cfir22.outer.policies_laws"] == (0, 1, 0, 5)


def test_who_comes_first_is_chosen(tiny, listed):
    found = listed("agree", tiny, "--between", "bo", "--between", "ana")
    assert (found["first"], found["second"]) == ("bo", "ana")
    assert counts(found["codes"])["cfir22.inner.priority"] == (0, 0, 1, 5)


def test_words_of_the_interviewer_are_no_unit(tiny, listed, done):
    before = listed("agree", tiny, "--unit", "character")
    done("code", tiny, "b", "0:21", "inner.priority", coder="bo")  # "Interviewer: Who asks"
    done("submit", tiny, "b", coder="bo")
    assert listed("agree", tiny, "--unit", "character") == before
