"""A small study of invented sentences, with vectors that lie about their codes."""

from dataclasses import replace

import numpy as np
import pytest

from qualbench.suggest import Known, Line, Turns

CODES = ("ask", "cost", "thank")
WORDS = {
    "ask": ["what", "how", "why", "when", "who"],
    "cost": ["money", "budget", "paid", "grant", "price"],
    "thank": ["thanks", "glad", "kind", "welcome", "great"],
}
SHARED = ["the", "clinic", "we", "mother", "session", "week", "room", "it"]
SIZE = 12


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def text(code, chance):
    words = [*chance.choice(SHARED, 4), *chance.choice(WORDS[code], 2)]
    return " ".join(chance.permutation(words)) + ("?" if code == "ask" else ".")


@pytest.fixture
def study():
    """Makes what is known of so many transcripts of twelve turns, four of each code."""

    def made(transcripts=6, codes=CODES, seed=1, per_code=4):
        chance = np.random.default_rng(seed)
        middles = np.eye(SIZE)[: len(CODES)]
        labels = [code for _ in range(transcripts) for code in codes for _ in range(per_code)]
        places = [CODES.index(code) for code in labels]
        noise = chance.normal(size=(len(labels), SIZE))
        vectors = unit(middles[places] + 0.45 * noise) if labels else np.empty((0, SIZE))
        turns = Turns(tuple(text(code, chance) for code in labels), vectors)
        coded = np.array([[code == key for key in CODES] for code in labels], float)
        return Known(
            CODES,
            (-1, -1, -1),
            tuple(Line(code, "definition", code) for code in CODES),
            unit(middles + 0.2),
            turns,
            tuple(f"turn-{i}" for i in range(len(labels))),
            tuple(f"t{i // (per_code * len(codes))}" for i in range(len(labels))),
            coded.reshape(-1, len(CODES)),
            np.zeros((len(labels), len(CODES)), bool),
        )

    return made


@pytest.fixture
def without():
    """What is known without some of its turns."""

    def less(known, *gone):
        kept = [i for i in range(len(known.sources)) if known.sources[i] not in gone]
        return replace(
            known,
            turns=known.turns.at(kept),
            sources=tuple(known.sources[i] for i in kept),
            groups=tuple(known.groups[i] for i in kept),
            coded=known.coded[kept],
            rejected=known.rejected[kept],
        )

    return less


@pytest.fixture
def plus():
    """What is known with one more turn, in a transcript of its own."""

    def more(known, vector, key="", rejected="", words="so it was", weight=1.0):
        coded = np.array([weight * (k == key) for k in known.keys])
        refused = np.array([k == rejected for k in known.keys])
        turns = known.turns
        return replace(
            known,
            turns=Turns((*turns.texts, words), np.vstack([turns.vectors, vector])),
            sources=(*known.sources, "new"),
            groups=(*known.groups, "new"),
            coded=np.vstack([known.coded, coded]),
            rejected=np.vstack([known.rejected, refused]),
        )

    return more
