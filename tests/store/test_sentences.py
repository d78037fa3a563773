"""Where sentences begin and end, as the model found them that is in use."""

import pytest

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Span

FOUND = {"small": (Span(3, 8), Span(9, 14)), "large": (Span(3, 14),)}


@pytest.fixture
def found(empty):
    """Lets a model find sentences in a transcript; ``by`` says so."""
    texts = [empty.text("c01"), empty.text("a01")]
    for text in texts:
        empty.do(store.add_transcript, "Lead", text)

    def found(model, by="First", name="c01"):
        hash_ = empty.text(name).hash
        empty.record(by, store.sentences_draft(empty.store, hash_, model, FOUND[model]))

    return found


def sentences(study, model=""):
    by_hash = store.sentences(study.store, model)
    return {name: by_hash[h] for name in ("c01", "a01") if (h := study.text(name).hash) in by_hash}


def test_sentences_come_back_by_transcript_in_their_order(empty, found):
    assert sentences(empty) == {}
    found("small")
    found("large", name="a01")
    assert sentences(empty) == {"c01": FOUND["small"], "a01": FOUND["large"]}
    assert empty.problems() == []


def test_each_is_stamped_with_its_model(empty, found):
    found("small")
    found("large", name="a01")
    assert sentences(empty, "small") == {"c01": FOUND["small"]}
    assert sentences(empty, "large") == {"a01": FOUND["large"]}
    assert sentences(empty, "none") == {}
    stamps = {(fact.payload["transcript"], fact.payload["model"]) for fact in _facts(empty)}
    assert stamps == {(empty.text("c01").hash, "small"), (empty.text("a01").hash, "large")}


@pytest.mark.parametrize("by", ["First", "Lead"])
def test_another_models_sentences_replace_ones_own_and_a_leads_replace_anybodys(empty, found, by):
    found("small")
    found("large", by=by)
    assert sentences(empty) == {"c01": FOUND["large"]}
    assert sentences(empty, "small") == {}
    assert {fact.payload["model"] for fact in _facts(empty)} == {"small", "large"}
    assert empty.problems() == []


def test_what_somebody_else_had_found_stands_beside_ones_own(empty, found):
    found("small")
    found("large", by="Second")
    assert sentences(empty, "small") == {"c01": FOUND["small"]}
    assert sentences(empty, "large") == {"c01": FOUND["large"]}
    assert sentences(empty)["c01"] in FOUND.values()


def test_the_same_sentences_again_are_the_same_fact(empty):
    text = empty.text("c01")
    empty.do(store.add_transcript, "Lead", text)
    draft = store.sentences_draft(empty.store, text.hash, "small", FOUND["small"])
    first = empty.record("First", draft)
    with empty.store.writing():
        again = store.record(empty.store, empty.coders["First"], [draft])
    assert (again.added, again.already) == ((), (first,))


def test_undo_does_not_take_sentences_back(empty, found):
    found("small")
    with pytest.raises(RefusedError):
        empty.do(store.undo, "First")
    assert sentences(empty) == {"c01": FOUND["small"]}


def _facts(study):
    return study.facts("sentences")
