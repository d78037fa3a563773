import dataclasses

import pytest

from qualbench import store
from qualbench.errors import NotFoundError
from qualbench.model import Coding, Span
from qualbench.store import Draft
from qualbench.store.ids import sha256


def test_a_coding_comes_back_as_it_was_made(study):
    more = {"role": "deliverers", "valence": "mixed", "unsure": True, "memo": "why \U0001f642"}
    made = study.code("Second", "a01", 3, 8, "tiny.need", **more)
    found = store.find_coding(study.store, made)
    at = next(fact.at for fact in study.facts("coding") if fact.id == made)
    assert found == Coding(
        made,
        made,
        study.coders["Second"],
        study.text("a01").hash,
        Span(3, 8),
        "tiny.need",
        study.version,
        at,
        **more,
    )
    assert found.key == "tiny.need@deliverers"


def test_of_a_quotation_only_the_hash_is_stored_counted_in_code_points(study):
    text = study.text("c01").text
    span = Span(text.index("Fine"), text.index(", we"))
    assert len(span.of(text).encode("utf-16-le")) // 2 > len(span)
    made = study.code("First", "c01", span.start, span.end)
    fact = next(fact for fact in study.facts("coding") if fact.id == made)
    assert fact.payload["quote_hash"] == sha256("Fine \U0001f469\u200d\U0001f37c")
    assert not [value for value in fact.payload.values() if "Fine" in str(value)]
    assert study.problems() == []


def test_what_is_left_out_is_empty(study):
    found = store.find_coding(study.store, study.code("Second", "a01", 3, 8))
    assert (found.role, found.valence, found.unsure, found.memo) == ("", None, False, "")
    assert found.key == "tiny.culture"


def test_codings_are_given_in_reading_order_by_transcript_and_by_coder(study):
    text = study.text("a01").hash
    for coder, start in (("Second", 6), ("First", 6), ("First", 3)):
        study.code(coder, "a01", start, 9)
    found = store.codings(study.store, text)
    assert [(c.span.start, c.coder) for c in found] == sorted(
        (c.span.start, c.coder) for c in found
    )
    assert len(found) == 3
    assert len(store.codings(study.store, text, study.coders["First"])) == 2
    assert {c.coder for c in store.codings(study.store, coder=study.coders["First"])} == {
        study.coders["First"]
    }
    assert store.codings(study.store, "0" * 64) == ()


def test_a_revised_coding_keeps_its_lineage_and_its_memo(study):
    made = study.code("First", "a01", 3, 8, memo="why")
    known = next(fact for fact in study.facts("coding") if fact.id == made)
    payload = {**known.payload, "valence": "-", "lineage": made, "replaces": made}
    revised = study.record("First", Draft("coding", payload))
    found = store.find_coding(study.store, revised)
    assert (found.lineage, found.valence, found.memo) == (made, "-", "why")
    assert made not in study.live()
    again = study.record("First", Draft("coding", {**payload, "unsure": 1, "replaces": revised}))
    assert store.find_coding(study.store, again).lineage == made


def test_a_memo_is_its_authors_own_and_several_are_joined(study):
    made = study.code("First", "a01", 3, 8, memo="one")
    study.record("First", store.memo_draft(made, "two"))
    study.record("Second", store.memo_draft(made, "not mine"))
    assert sorted(store.find_coding(study.store, made).memo.split("\n")) == ["one", "two"]


def test_an_imported_coding_is_one_fact_for_its_coder_and_another_for_the_next(study):
    mine = study.drafts("First", "a01", 3, 8, memo="why", imported=True)
    assert mine == study.drafts("First", "a01", 3, 8, memo="why", imported=True)
    theirs = study.drafts("Second", "a01", 3, 8, memo="why", imported=True)
    assert mine[0].id != theirs[0].id
    assert mine[0].payload == theirs[0].payload
    study.record("First", *mine)
    study.record("Second", *theirs)
    assert study.problems() == []


def test_a_coding_made_by_hand_is_a_new_fact_each_time(study):
    assert study.code("First", "a01", 3, 8) != study.code("First", "a01", 3, 8)


def test_codings_among_are_what_they_were_live_or_not_in_the_order_asked_for(study):
    first, second = study.code("First", "a01", 3, 8), study.code("First", "a01", 4, 9)
    before = store.codings(study.store, study.text("a01").hash)
    study.do(store.retract, "First", [first])
    assert store.codings_among(study.store, [second, first]) == tuple(reversed(before))
    assert store.codings_among(study.store, []) == ()


def test_a_coding_is_found_by_the_end_of_its_id_if_one_alone_ends_so(study):
    made = study.code("First", "a01", 3, 8)
    assert store.find_coding(study.store, made[-12:]).id == made
    study.do(store.undo, "First")
    with pytest.raises(NotFoundError, match=r"^there is no live coding "):
        store.find_coding(study.store, made)


@pytest.mark.parametrize("end", ["%", "_" * 36, "", "zzz"])
def test_what_no_id_ends_in_is_not_found_and_its_signs_mean_nothing(empty, end):
    empty.do(store.add_transcript, "Lead", empty.text("c01"))
    empty.code("First")
    with pytest.raises(NotFoundError, match=r"^there is no live coding "):
        store.find_coding(empty.store, end)


def test_an_end_that_two_ids_have_is_not_guessed_at(study):
    draft = study.drafts("First", "a01", 3, 8)[0]
    ids = [f"0198f3a0-0000-7000-{n}000-00000000beef" for n in (8, 9)]
    study.record("First", *(dataclasses.replace(draft, id=fact) for fact in ids))
    with pytest.raises(NotFoundError, match=r"^2 codings end in beef$"):
        store.find_coding(study.store, "beef")
    assert store.find_coding(study.store, ids[0]).id == ids[0]
