"""What differs between two versions, for people and for codings."""

import pytest

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
    rewordings,
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


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (renamed(NEW, FIT, "Fit"), {FIT: ("name", ("Compatibility",), ("Fit",))}),
        (reworded(NEW, SILENCE, Wording(local="x")), {SILENCE: ("local", ("",), ("x",))}),
        (reworded(NEW, SILENCE, Wording(include=("y",))), {SILENCE: ("include", (), ("y",))}),
        (
            merged(NEW, SILENCE, FIT),
            {
                SILENCE: ("use", ("in use",), ("merged into Compatibility",)),
                INNER: ("below", ("Silence",), ()),
            },
        ),
        (
            moved(NEW, SILENCE, CULTURE),
            {INNER: ("below", ("Silence",), ()), CULTURE: ("below", (), ("Silence",))},
        ),
    ],
)
def test_what_a_code_says_otherwise_is_told_of_all_that_read_differently(new, told):
    assert reads_differently(NEW, new) == told.keys()
    for code in NEW.by_id:
        found = [(r.what, r.before, r.after) for r in rewordings(NEW, new, code)]
        assert found == ([told[code]] if code in told else [])


def test_of_a_code_that_one_version_lacks_nothing_is_told():
    assert rewordings(BOOK, NEW, SILENCE) == rewordings(NEW, BOOK, SILENCE) == ()
