"""Both engines on the packaged weights: what either promises, and one beside the other."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.language.engines import onnxruntime, sentence_transformers
from qualbench.language.vectors import _folder

LONG = "Honestly, the supervision hour is the first thing that goes when we are short of staff. "
TEXTS = {
    "empty": "",
    "blank": " \n\t\u00a0",
    "one word": "Yes.",
    "a turn": "We can bill it as individual counseling, but supervision comes out of our budget.",
    "marks": "?!... -- (laughs) [SEP] [MASK] [PAD] 12:30 $4.50 50%",
    "emoji": "It was fine \U0001f600\U0001f469\u200d\U0001f467 and then \U0001f1e8\U0001f1ed.",
    "400 words": LONG * 25,
    "one long word": "a" * 3_000,
    "German": "Die Beraterin hörte zu, während die Mutter über ihre Ängste sprach.",
    "Spanish": "¿Quién pagará la supervisión cuando se acabe la subvención?",
    "Chinese": "咨询师需要更多的培训时间。",
    "Arabic": "لم يكن لدينا وقت كافٍ للتدريب.",
    "decomposed": "Cafe\u0301 Zu\u0308rich",
    "unseen": "\u0000\ufffd\U0010ffff \u2028",
}


@pytest.fixture(scope="module")
def encode():
    return onnxruntime(_folder())


@pytest.fixture(scope="module")
def reference():
    return sentence_transformers(_folder())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_onnxruntime_gives_what_sentence_transformers_gives(encode, reference, text):
    ours, theirs = encode(text), reference(text)
    assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape) == (np.float32, (384,))
    assert ours @ theirs > 0.99999
    assert ours == pytest.approx(theirs, abs=1e-5)


@settings(deadline=None, max_examples=30)
@given(text=st.text(max_size=200))
def test_any_text_has_a_vector_of_length_one_and_both_engines_agree(encode, reference, text):
    assert np.linalg.norm(encode(text)) == pytest.approx(1, abs=1e-6)
    assert encode(text) @ reference(text) > 0.9999


def test_what_lies_beyond_256_pieces_does_not_count(encode):
    assert encode(LONG * 25).tobytes() == encode(LONG * 40).tobytes()
    assert encode(LONG * 10).tobytes() != encode(LONG * 9).tobytes()


def test_threads_that_share_the_model_make_the_same_bytes(encode):
    texts = [*TEXTS.values()] * 4
    alone = [encode(text).tobytes() for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert [row.tobytes() for row in threads.map(encode, texts)] == alone


def test_sentence_transformers_works_on_one_thread_and_torch_gets_its_threads_back(reference):
    import torch

    before, during = torch.get_num_threads(), set()
    hook = torch.nn.modules.module.register_module_forward_pre_hook(
        lambda *_: during.add(torch.get_num_threads())
    )
    torch.set_num_threads(2)
    try:
        reference("Yes.")
        assert (during, torch.get_num_threads()) == ({1}, 2)
        with pytest.raises((TypeError, ValueError, AttributeError)):
            reference(object())
        assert torch.get_num_threads() == 2
    finally:
        hook.remove()
        torch.set_num_threads(before)
