"""Facts that are as they were recorded and cannot stand all the same."""

import pytest

from qualbench import store
from qualbench.store import Draft
from qualbench.store.ids import canonical, new_id, sha256

SHOWING = {
    **{"transcript": "{text}", "start_char": 7, "end_char": 12, "code": "tiny.need"},
    **{"how": "after", "score": 0.5, "calibrated": 1, "model": "small"},
    "evidence": "definition:tiny.need",
}

RUN = dict.fromkeys(("name", "model"), "x") | {"asked": "{}", "found": "{}"}
RUN |= {"units": "[]", "labels": "[]"}
DECISION = {"what": "label", "topics": "[1]", "value": "x"}

ASKED = {"transcript": "{text}", "question": "going", "turns": "[0]", "absent": "[]"}
RATING = {"of_case": '{"clinic":"C1"}', "code": "tiny.need", "status": "mixed", "varies": 0}
RATING |= {"evidence": "[]"}
CALL = {"grouping": "{}", "code": "tiny.need", "call": "weak", "suggested": "none", "rule": "gap"}
CASES = {"of_cases": "[]", "code": "tiny.need"}


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("coder", {"coder": "x", "name": "x", "replaces": new_id()}),
        ("memo", {"about": "{coding}", "text": "x", "replaces": new_id()}),
        ("memo", {"about": "{coding}", "text": "x", "replaces": "{coding}"}),
        ("memo", {"about": "{coding}", "text": "x", "lineage": new_id()}),
        ("memo", {"about": new_id(), "text": "x"}),
        ("retraction", {"fact": new_id(), "manner": "do"}),
        ("primary_coder", {"coder": new_id()}),
        ("primary_coder", {"coder": "{lead}", "transcript": "0" * 64}),
        ("showing", {**SHOWING, "submission": new_id()}),
        ("topic_run", {**RUN, "follows": new_id()}),
        ("topic_run", {**RUN, "units": canonical([["0" * 64, 0, 3]]), "labels": "[1]"}),
        ("topic_decision", {**DECISION, "run": new_id()}),
        ("topic_decision", {**DECISION, "run": "{coding}"}),
        ("guide", {"content": "{}", "replaces": new_id()}),
        ("asked", {**ASKED, "replaces": new_id()}),
        ("rating", {**RATING, "replaces": new_id()}),
        ("rating", {**RATING, "replaces": "{consensus}"}),
        ("rating", {**RATING, "evidence": canonical([new_id()])}),
        ("consensus_rating", {**RATING, "replaces": "{rating}"}),
        ("consensus_rating", {**RATING, "evidence": '["nothing"]'}),
        ("verification", {"rating": new_id()}),
        ("verification", {"rating": "{coding}"}),
        ("trial_table", {"name": "x", "content": "{}", "replaces": new_id()}),
        ("call", {**CALL, "replaces": new_id()}),
        ("integration", {**CASES, "outcome": "arm", "replaces": new_id()}),
    ],
)
def test_a_reference_to_nothing_is_found(study, kind, payload):
    known = {"{coding}": study.facts("coding")[0].id, "{lead}": study.coders["Lead"]}
    known["{text}"] = study.text("c01").hash
    known["{rating}"] = study.facts("rating")[0].id
    known["{consensus}"] = study.facts("consensus_rating")[0].id
    payload = {column: known.get(value, value) for column, value in payload.items()}
    made = study.record("Lead", Draft(kind, payload))
    assert [place for place, what in study.problems() if "is not here" in what] == [
        f"{kind} {made}"
    ]


def test_an_author_whom_nobody_knows_is_found(study):
    with study.store.writing():
        drafts = study.drafts("First")
        made = store.record(study.store, new_id(), drafts).added[0]
    (problem,) = study.problems()
    assert problem[0] == f"coding {made}"
    assert problem[1].startswith("author names ")


def test_a_reference_to_a_transcript_that_is_not_there_is_found(study):
    study.store.db.execute("PRAGMA foreign_keys = OFF")
    study.record("Lead", Draft("name", {"transcript": "0" * 64, "name": "x", "source": "x"}))
    assert ("fact_name", "refers to a missing fact_transcript") in study.problems()


@pytest.mark.parametrize(
    ("start", "end"), [(0, 10**6), (-1, 4), (5, 5), (9, 3), (10**6, 10**6 + 1)]
)
def test_a_coding_that_does_not_lie_in_its_text_is_found(study, start, end):
    made = study.code("First", "c01", start, end)
    expected = (f"coding {made}", f"{start}:{end} does not lie in its transcript")
    assert study.problems() == [expected]


def test_a_coding_up_to_the_last_character_is_sound(study):
    text = study.text("a01").text
    study.code("First", "a01", len(text) - 1, len(text))
    assert study.problems() == []


def test_a_quotation_that_stands_elsewhere_is_found(study):
    draft = study.drafts("First")[0]
    made = study.record("First", Draft("coding", {**draft.payload, "quote_hash": sha256("other")}))
    assert study.problems() == [(f"coding {made}", "its quotation is not what stands at its place")]


def test_a_code_that_its_codebook_does_not_have_is_found(study):
    made = study.code("First", code="tiny.unheard")
    assert study.problems() == [(f"coding {made}", "its codebook has no code tiny.unheard")]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"end": 10**6}, "0:1000000 does not lie in its transcript"),
        ({"start": 4}, "4:4 does not lie in its transcript"),
        ({"code": "tiny.unheard"}, "no codebook has a code tiny.unheard"),
    ],
)
def test_an_outcome_that_cannot_stand_is_found(study, said, found):
    (known,) = store.reconciliations(study.store)
    outcome = canonical([{"start": 0, "end": 4, "code": "tiny.culture", **said}])
    payload = next(f for f in study.facts("reconciliation") if f.id == known.id).payload
    payload = {**payload, "outcome": outcome, "replaces": None}
    made = study.record("Lead", Draft("reconciliation", payload))
    assert study.problems() == [(f"reconciliation {made}", found)]


@pytest.mark.parametrize(
    ("kind", "column", "value", "named"),
    [
        ("assignment", "transcripts", '["nowhere"]', "nowhere"),
        ("reveal", "submissions", '["nothing"]', "nothing"),
        ("reveal", "sentences", '{"a": "nothing"}', "nothing"),
        ("reconciliation", "codings", '["nothing"]', "nothing"),
    ],
)
def test_what_a_round_names_is_here(study, kind, column, value, named):
    known = study.facts(kind)[0]
    made = study.record("Lead", Draft(kind, {**known.payload, column: value, "replaces": None}))
    expected = (f"{kind} {made}", f"names {named}, which is not here")
    assert expected in study.problems()


@pytest.mark.parametrize(
    ("labels", "span", "found"),
    [
        ([1, -1], [3, 9], "has 2 labels for 1 units"),
        ([], [3, 9], "has 0 labels for 1 units"),
        ([1], [3, 10**6], "3:1000000 does not lie in its transcript"),
        ([1], [-1, 9], "-1:9 does not lie in its transcript"),
        ([1], [9, 3], "9:3 does not lie in its transcript"),
    ],
)
def test_a_topic_run_of_which_the_units_cannot_be_so_is_found(study, labels, span, found):
    units = canonical([[study.text("c01").hash, *span]])
    said = {**RUN, "units": units, "labels": canonical(labels)}
    made = study.record("First", Draft("topic_run", said))
    assert study.problems() == [(f"topic_run {made}", found)]


@pytest.mark.parametrize("kind", ["rating", "consensus_rating"])
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"status": "rated"}, "is rated with the value None"),
        ({"status": "rated", "value": 3}, "is rated with the value 3"),
        ({"status": "rated", "value": -3}, "is rated with the value -3"),
        ({"value": 1}, "is mixed with the value 1"),
        ({"status": "draft", "value": 0}, "is draft with the value 0"),
        ({"of_case": "{}"}, "is of no case"),
    ],
)
def test_a_rating_that_cannot_be_is_found(study, kind, said, found):
    made = study.record("Lead", Draft(kind, {**RATING, **said}))
    assert study.problems() == [(f"{kind} {made}", found)]


@pytest.mark.parametrize(
    ("status", "value"),
    [("rated", n) for n in range(-2, 3)]
    + [(status, None) for status in ("mixed", "missing", "not applicable", "draft")],
)
def test_every_rating_of_the_scale_and_every_other_status_without_one_is_sound(
    study, status, value
):
    study.record("Lead", Draft("rating", {**RATING, "status": status, "value": value}))
    assert study.problems() == []


@pytest.mark.parametrize("column", ["of_case", "evidence"])
def test_a_rating_that_cannot_be_read_is_found(study, column):
    study.record("First", Draft("rating", {**RATING, column: "no json"}))
    ((_, what),) = study.problems()
    assert what.startswith("cannot be read")


@pytest.mark.parametrize("turns", [[-1], [10**6], [0, "{end}"]])
def test_a_question_that_was_put_outside_of_the_text_is_found(study, turns):
    text = study.text("c01")
    turns = [len(text.text) if turn == "{end}" else turn for turn in turns]
    made = study.record("First", store.asked_draft(text.hash, "going", turns))
    found = "names a place that does not lie in its transcript"
    assert study.problems() == [(f"asked {made}", found)]
    study.record("First", store.asked_draft(text.hash, "going", [0, len(text.text) - 1]))
    assert study.problems() == [(f"asked {made}", found)]


@pytest.mark.parametrize("content", ["[]", "not json", '{"codes":3}', '{"codes":["x"]}', "{}"])
def test_a_codebook_that_is_none_does_not_stop_the_check(study, content):
    study.record("First", Draft("codebook", {"version": sha256(content), "content": content}))
    study.tamper("live", ("INSERT INTO live VALUES ('ghost')", ()))
    assert "fact ghost" in dict(study.problems())


def test_a_codebook_version_that_is_not_its_digest_is_found(study):
    made = study.record("First", Draft("codebook", {"version": "x", "content": '{"codes":[]}'}))
    assert study.problems() == [(f"codebook {made}", "its version is not the hash of its content")]


@pytest.mark.parametrize("text", ["I: a\r\nR: b", "Cafe\u0301"])
def test_a_text_that_is_not_normalized_is_found(study, text):
    made = study.record("Lead", Draft("transcript", {"hash": sha256(text), "text": text}))
    expected = (f"transcript {made}", "its text is not NFC with LF line ends")
    assert study.problems() == [expected]


def test_a_text_under_the_hash_of_another_is_found(study):
    made = study.record("Lead", Draft("transcript", {"hash": sha256("a"), "text": "b"}))
    assert study.problems() == [(f"transcript {made}", "its hash does not fit its text")]


@pytest.mark.parametrize(
    "turns",
    [
        [[0, 3, 10, "I", True, None], [5, 8, 12, "R", False, None]],
        [[4, 3, 10, "I", True, None]],
        [[0, 3, 2, "I", True, None]],
        [[-1, 3, 10, "I", True, None]],
        [[0, 3, 10**6, "I", True, None]],
        [[5, 8, 12, "R", False, None], [0, 3, 4, "I", True, None]],
    ],
)
def test_turns_that_do_not_lie_in_order_in_the_text_are_found(study, turns):
    payload = {"transcript": study.text("c01").hash, "format": "text", "turns": canonical(turns)}
    made = study.record("First", Draft("turns", payload))
    assert study.problems() == [(f"turns {made}", "do not lie in order within the text")]


@pytest.mark.parametrize("turns", ["no json", "[1]", '[["a","b","c"]]', "[[null]]", "3"])
def test_turns_that_cannot_be_read_are_found(study, turns):
    payload = {"transcript": study.text("c01").hash, "format": "text", "turns": turns}
    study.record("First", Draft("turns", payload))
    ((place, what),) = study.problems()
    assert place.startswith("turns")
    assert what.startswith("cannot be read")


def test_turns_of_a_text_with_a_nul_character_are_measured_whole(study):
    text = "I: a\0b\nR: c"
    draft = Draft("transcript", {"hash": sha256(text), "text": text})
    turns = canonical([[0, 3, 6, "I", True, None], [7, 10, len(text), "R", False, 1.5]])
    payload = {"transcript": sha256(text), "format": "text", "turns": turns}
    study.record("Lead", draft, Draft("turns", payload))
    assert study.problems() == []


def test_a_submission_that_names_other_codings_than_its_own_is_found(study):
    theirs = store.codings(study.store, coder=study.coders["Second"])[0].id
    elsewhere = study.code("First", "a01", 3, 8)
    ghost = new_id()
    payload = {
        "transcript": study.text("c01").hash,
        "codings": canonical(sorted([theirs, elsewhere, ghost])),
    }
    made = study.record("First", Draft("submission", payload))
    assert sorted(study.problems()) == sorted(
        (f"submission {made}", f"names {coding}, which is no coding of its own")
        for coding in (theirs, elsewhere, ghost)
    )


@pytest.mark.parametrize("codings", ["no json", "3", '{"a":[1]}'])
def test_a_submission_that_cannot_be_read_is_found(study, codings):
    payload = {"transcript": study.text("c01").hash, "codings": codings}
    study.record("First", Draft("submission", payload))
    assert study.problems() != []
