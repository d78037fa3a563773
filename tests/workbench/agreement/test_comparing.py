"""Agreement on a project small enough to count by hand.

Both submitted a (four turns of the respondent) and b (two): six turns. Their words have
16 + 18 + 19 + 10 and 22 + 8 characters: 93.
"""

import re

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.model import Span

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
COEFFICIENTS = ("percent", "positive", "kappa", "pabak", "ac1", "alpha", "fleiss")
ROW = ("code", "n", *COUNTS, *COEFFICIENTS, "prevalence", "use", "interval", "reason", "pairs")
LAWS = "cfir22.outer.policies_laws"
SPACE = "cfir22.inner.resources.space"


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
    without = ("positive", "kappa", "pabak", "ac1", "alpha", "fleiss")
    assert row["reason"] == dict.fromkeys(without, "nobody used the code")


def test_the_keys_are_those_that_the_help_promises(tiny, listed, done):
    found = listed("agree", tiny, "--confusion", "--units")
    told = " ".join(done("agree", "--help").partition("JSON keys: ")[2].split())
    named, _, rest = re.sub(r" \([^)]*\)", "", told).partition("; each code and domain: ")
    row, _, more = rest.partition(". --confusion adds ")
    assert row.split(", ") == list(ROW)
    assert more.startswith("confusions and profiles, --units adds units, ")
    assert [*named.split(", "), "confusions", "profiles", "units"] == list(found)
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


def test_the_words_of_the_interviewer_count_where_asked_for(tiny, listed):
    found = listed("agree", tiny, "--interviewer")
    assert (found["interviewer"], found["n"]) == (True, 12)


@pytest.fixture
def opened(tiny):
    with workbench.opened(tiny) as project:
        yield project


@pytest.fixture
def three(opened):
    """cy has submitted b: both turns, of which the first about laws."""
    workbench.code(opened, "cy", "b", Span(40, 45), LAWS)
    workbench.submit(opened, "cy", ["b"])
    return opened


def row_of(found, code):
    return next(row for row in found.codes if row.code == code)


def test_all_who_submitted_are_compared_on_what_two_or_more_finished(three):
    found = workbench.agree(three, "lead")
    assert found.coders == ("ana", "bo", "cy")
    assert found.transcripts == ("a", "b")
    assert (found.whole.n, found.whole.given, found.study) == (6, 7, 4)  # c is ana's alone
    laws = row_of(found, LAWS)
    pairs = {(pair.first, pair.second): pair.counts for pair in laws.pairs}
    assert pairs["ana", "bo"].n == 6
    assert pairs["ana", "cy"] == workbench.agree(three, "lead", ("ana", "cy")).codes[0].counts
    assert pairs["ana", "cy"].both == pairs["ana", "cy"].neither == 1
    assert laws.kappa.value == laws.alpha.value == 1
    assert laws.fleiss.value.reason == "some units have more coders than others; alpha allows that"


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("transcript", {"a": ("a",), "b": ("b",)}),
        ("role", {"administrator": ("b",), "counselor": ("a",)}),
        ("clinic", {"C1": ("a", "b")}),
        ("coder", {"ana and bo": ("a", "b"), "ana and cy": ("b",), "bo and cy": ("b",)}),
    ],
)
def test_groups_are_compared_by_themselves(three, by, groups):
    found = workbench.agree(three, "lead", by=by)
    assert {name: of.documents for name, of in found.groups} == groups


def test_a_group_has_the_rows_of_the_whole(three):
    found = workbench.agree(three, "lead", by="coder")
    for name, of in found.groups:
        alone = {row.code: row for row in workbench.agree(three, "lead", name.split(" and ")).codes}
        assert [row.code for row in of.codes] == [row.code for row in found.codes]
        assert alone.items() <= {row.code: row for row in of.codes}.items()


def test_a_group_of_one_transcript_has_no_interval(three):
    found = workbench.agree(three, "lead", by="role", resamples=20)
    assert found.whole.pooled.alpha.low is not None
    alone = dict(found.groups)["counselor"].pooled.alpha
    assert alone.interval.reason == "an interval needs two transcripts or more to draw from"


def test_an_attribute_that_no_case_has_is_refused(three):
    with pytest.raises(RefusedError, match="no case has an attribute colour") as caught:
        workbench.agree(three, "lead", by="colour")
    assert "clinic" in caught.value.hint


def test_a_sibling_will_do_where_asked_for(opened):
    workbench.code(opened, "bo", "a", Span(36, 40), "cfir22.inner.tension")
    workbench.submit(opened, "bo", ["a"])
    exact = row_of(workbench.agree(opened, "lead"), "cfir22.inner.priority")
    loose = row_of(workbench.agree(opened, "lead", match="sibling"), "cfir22.inner.priority")
    assert (exact.counts.both, loose.counts.both) == (0, 1)


def test_sentences_are_units_once_they_were_found(opened):
    with pytest.raises(RefusedError, match="nobody has looked for sentences in a and 2 more yet"):
        workbench.agree(opened, "lead", unit="sentence")
    for text in store.transcripts(opened):
        halves = [
            span
            for turn in text.turns
            for span in (Span(turn.body, turn.body + 3), Span(turn.body + 3, turn.end))
        ]
        with opened.writing():
            lead = store.find_coder(opened, "lead").id
            store.record(opened, lead, [store.sentences_draft(opened, text.hash, "halves", halves)])
    found = workbench.agree(opened, "lead", unit="sentence")
    assert found.whole.n == 12
    assert row_of(found, "cfir22.inner.compatibility").counts.table() == ((1, 1), (0, 10))
    units = workbench.by_unit(opened, "lead", found.asked)
    assert {of.unit: of.n for of in units} == {"turn": 6, "sentence": 12, "character": 93}


def test_segments_are_what_somebody_has_drawn(three):
    found = workbench.agree(three, "lead", unit="segment", segments="ana")
    assert found.coders == ("bo", "cy")
    assert (found.transcripts, found.whole.n) == (("b",), 1)
    named = workbench.agree(three, "lead", ("ana", "bo"), unit="segment", segments="ana")
    assert (named.coders, named.whole.n) == (("ana", "bo"), 4)
    assert row_of(named, "cfir22.inner.compatibility").counts.table() == ((1, 0), (0, 3))


def test_segments_that_nobody_has_drawn_or_that_overlap_are_refused(three):
    with pytest.raises(RefusedError, match="no segments were drawn"):
        workbench.agree(three, "lead", unit="segment")
    workbench.code(three, "ana", "a", Span(36, 45), SPACE)
    with pytest.raises(RefusedError, match="segments of ana overlap in a"):
        workbench.agree(three, "lead", unit="segment", segments="ana")


def test_a_round_is_compared_by_what_counted_when_it_was_revealed(opened):
    workbench.open_round(opened, "lead", "pilot", ["ana", "bo"], ["d"])
    workbench.code(opened, "bo", "d", Span(33, 40), "cfir22.inner.priority")
    for coder in ("ana", "bo"):
        workbench.submit_round(opened, coder, "pilot")
    with pytest.raises(RefusedError, match="pilot is sealed"):
        workbench.agree(opened, "lead", round_name="pilot")
    workbench.reveal(opened, "lead", "pilot")
    workbench.code(opened, "bo", "d", Span(33, 36), SPACE)
    found = workbench.agree(opened, "cy", round_name="pilot")
    assert (found.asked.round, found.coders, found.transcripts) == ("pilot", ("ana", "bo"), ("d",))
    assert [row.code for row in found.codes] == ["cfir22.inner.priority"]


def test_codes_that_nobody_used_are_told(opened):
    unused = workbench.agree(opened, "lead").unused
    assert "cfir22.inner.tension" in unused
    assert not {SPACE, LAWS, "cfir22.inner", "cfir22.inner.resources"} & set(unused)


def test_transcripts_of_one_name_are_told_apart(opened, tmp_path):
    for folder, said in (("x", "Now."), ("y", "Never.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(f"Interviewer: When?\nCounselor: {said}\n")
        workbench.import_files(opened, "lead", [tmp_path / folder / "same.txt"])
    hashes = [text.hash for text in store.transcripts(opened) if text.name == "same"]
    for coder in ("ana", "bo"):
        workbench.submit(opened, coder, [text[:12] for text in hashes])
    found = workbench.agree(opened, "lead", by="transcript")
    assert [name for name, _ in found.groups] == [
        *("a", "b"),
        *sorted(f"same ({text[:8]})" for text in hashes),
    ]


def test_what_lies_behind_the_numbers(opened):
    asked = workbench.agree(opened, "lead").asked
    found = workbench.differences(opened, "lead", asked)
    motivation = "cfir22.individuals.characteristics.motivation"
    (pair,) = found.confusions.pairs
    assert {pair.first, pair.second} == {f"{motivation}@deliverers", f"{motivation}@recipients"}
    assert (pair.units, pair.share_of_first, pair.share_of_second) == (1, 1, 1)
    ana, bo = found.profiles
    told = {one.name: (one.alone, one.lacking) for one in ana.codes}
    assert told == {SPACE: (1, 1), "cfir22.inner.priority": (1, 0)}
    assert [(one.name, one.alone, one.lacking) for one in bo.transcripts] == [("a", 1, 2)]


@pytest.fixture
def led(opened, show):
    """d is submitted by bo, and by ana after a suggestion; both saw more after they had."""
    space = Span(33, 40)
    show(opened, "ana", "d", space, SPACE)
    show(opened, "cy", "d", space, SPACE)
    workbench.code(opened, "bo", "d", space, LAWS)
    for coder in ("ana", "bo"):
        workbench.submit(opened, coder, ["d"])
        show(opened, coder, "d", space, LAWS)
        show(opened, coder, "a", Span(35, 51), LAWS)
    return opened


def test_who_was_shown_suggestions_before_submitting_is_told_with_the_transcripts(led):
    found = workbench.agree(led, "lead")
    assert found.transcripts == ("a", "b", "d")
    assert found.seen == (("ana", ("d",)),)
    assert workbench.seen_warning(found) == (
        "Suggestions were shown to ana in 1 of these transcripts before they were submitted: "
        "agreement between people who have seen the same ones may be higher than it would be "
        "without."
    )


def test_each_who_was_shown_some_is_told_in_how_many(led, show):
    for name in ("b", "a"):
        show(led, "bo", name, Span(40, 45), LAWS, before=True)
    found = workbench.agree(led, "lead")
    assert found.seen == (("ana", ("d",)), ("bo", ("a", "b")))
    assert "shown to ana in 1 and bo in 2 of these" in workbench.seen_warning(found)


def test_only_coders_and_transcripts_that_are_compared_are_told(led, show):
    show(led, "ana", "c", Span(33, 40), LAWS, before=True)  # ana alone has submitted c
    workbench.submit(led, "cy", ["d"])
    assert workbench.agree(led, "lead").seen == (("ana", ("d",)), ("cy", ("d",)))
    assert workbench.agree(led, "lead", ("bo", "cy")).seen == (("cy", ("d",)),)


def test_without_suggestions_nothing_is_told(opened):
    found = workbench.agree(opened, "lead")
    assert (found.seen, workbench.seen_warning(found)) == ((), "")


def test_what_was_shown_in_a_sealed_round_is_told_once_it_is_revealed(opened, show):
    show(opened, "ana", "a", Span(35, 51), LAWS, before=True)
    show(opened, "bo", "d", Span(33, 40), LAWS)
    workbench.open_round(opened, "lead", "pilot", ["ana", "bo"], ["a", "d"])
    for coder in ("ana", "bo"):
        workbench.submit_round(opened, coder, "pilot")
    found = workbench.agree(opened, "lead")
    assert (found.transcripts, found.seen) == (("b",), ())
    workbench.reveal(opened, "lead", "pilot")
    found = workbench.agree(opened, "cy", round_name="pilot")
    assert found.seen == (("ana", ("a",)), ("bo", ("d",)))


def test_of_a_round_what_counted_then_tells_what_came_before(opened, show):
    workbench.open_round(opened, "lead", "pilot", ["ana", "bo"], ["d"])
    for coder in ("ana", "bo"):
        workbench.submit_round(opened, coder, "pilot")
    workbench.reveal(opened, "lead", "pilot")
    show(opened, "bo", "d", Span(33, 40), LAWS)
    workbench.code(opened, "bo", "d", Span(33, 40), LAWS)
    workbench.submit(opened, "bo", ["d"])
    assert workbench.agree(opened, "lead", round_name="pilot").seen == ()
