"""The sample study's respondents, what each turn was written to voice, and one run over it."""

import csv
from dataclasses import dataclass

import numpy as np
import pytest

from qualbench.language import embed
from qualbench.model import TopicRun
from qualbench.reading import read_transcript
from qualbench.shipped import folder
from qualbench.topics import find_topics


@dataclass(frozen=True)
class Talk:
    texts: list[str]
    themes: list[str]
    vectors: np.ndarray


@pytest.fixture(scope="session")
def talk() -> Talk:
    place = folder("transcripts")
    read = [read_transcript(path) for path in sorted(place.glob("c?-*"))]
    text_of = {transcript.name: transcript.text for transcript in read}
    with (place / "themes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [text_of[row["transcript"]][int(row["start"]) : int(row["end"])] for row in rows]
    return Talk(texts, [row["theme"] for row in rows], embed(texts))


@pytest.fixture(scope="session")
def run(talk: Talk) -> TopicRun:
    return find_topics(talk.texts, talk.vectors)
