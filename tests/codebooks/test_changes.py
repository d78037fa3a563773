"""What differs between two versions, for people and for codings."""

from qualbench.codebooks import (
    Wording,
    added,
    changes,
    load,
    merged,
    moved,
    reads_differently,
    renamed,
    restored,
    retired,
    reworded,
)

BOOK = load("mio")
INNER, CULTURE, FIT = "cfir22.inner", "cfir22.inner.culture", "cfir22.inner.compatibility"
NEW = added(BOOK, "Silence", INNER)[0]
SILENCE = "own.inner.silence"


def test_each_change_is_said_in_words():
    said = {
        "added Silence under Inner Setting": (BOOK, NEW),
        "left out Silence": (NEW, BOOK),
        "renamed Silence to Quiet": (NEW, renamed(NEW, SILENCE, "Quiet")),
        "moved Silence under Culture": (NEW, moved(NEW, SILENCE, CULTURE)),
        "moved Silence to the top": (NEW, moved(NEW, SILENCE, "")),
        "merged Silence into Compatibility": (NEW, merged(NEW, SILENCE, FIT)),
        "retired Silence": (NEW, retired(NEW, SILENCE)),
        "restored Silence": (retired(NEW, SILENCE), NEW),
        "reworded Silence (definition, include)": (
            NEW,
            reworded(NEW, SILENCE, Wording(definition="x", include=("y",))),
        ),
        "reordered Inner Setting": (NEW, moved(NEW, SILENCE, INNER, 0)),
    }
    assert {words: changes(*pair) for words, pair in said.items()} == {
        words: (words,) for words in said
    }
    assert changes(BOOK, BOOK) == ()


def test_a_code_reads_differently_by_its_words_its_use_and_what_is_below_it():
    assert reads_differently(BOOK, BOOK) == frozenset()
    assert reads_differently(BOOK, renamed(BOOK, FIT, "Fit")) == {FIT}
    assert reads_differently(BOOK, reworded(BOOK, FIT, Wording(local="x"))) == {FIT}
    assert reads_differently(BOOK, NEW) == {INNER}
    assert reads_differently(NEW, retired(NEW, SILENCE)) == {INNER, SILENCE}
    assert reads_differently(NEW, restored(merged(NEW, SILENCE, FIT), SILENCE)) == frozenset()
    assert reads_differently(NEW, moved(NEW, SILENCE, CULTURE)) == {INNER, CULTURE}
    assert reads_differently(NEW, moved(NEW, SILENCE, INNER, 0)) == frozenset()
