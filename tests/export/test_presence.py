"""Case x code: counts by an oracle that counts letter by letter, and zeros that claim nothing."""

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import NotFoundError, RefusedError
from qualbench.export import (
    MEASURES,
    Known,
    Missing,
    Study,
    counts_table,
    measured,
    presence_table,
    presence_wide_table,
)
from qualbench.model import Case, Code, Codebook, Coding, Span, Transcript, Turn

BOOK = Codebook(
    *("book", "A book", "frame", "", ""),
    codes=(
        Code("f.inner", "Inner", "domain"),
        Code("f.inner.culture", "Culture", "construct", label="I.A", parent="f.inner"),
        Code("f.inner.culture.care", "Care", "subconstruct", parent="f.inner.culture"),
        Code("f.people", "People", "domain"),
        Code("f.people.need", "Need", "construct", parent="f.people"),
        Code("f.old", "Old", "domain", retired=True),
    ),
    characteristics="f.people",
)
KEYS = ("f.inner", "f.inner.culture", "f.inner.culture.care", "f.people", "f.people.need")
COUNTS = ("segments", "codings", "speakers", "words")


def transcript(name, *turns):
    text, made = "", []
    for speaker, words in turns:
        start, text = len(text), f"{text}{speaker}: {words}\n"
        made.append(Turn(start, start + len(speaker) + 2, len(text) - 1, speaker, speaker == "I"))
    return Transcript(f"hash-{name}", name, text, tuple(made), f"{name}.txt", "text")


def coding(number, text, span, key, coder="ana"):
    code, _, role = key.partition("@")
    return Coding(f"c{number}", f"l{number}", coder, text, Span(*span), code, "v1", "", role=role)


def study(transcripts, cases, codings, finished=None):
    known = {text.hash: text for text in transcripts}
    return Study(
        codings=tuple(codings),
        transcripts=known,
        cases=cases,
        codebooks={"v1": BOOK},
        coders={"ana": "ana"},
        submitted=frozenset(),
        finished=frozenset(known if finished is None else finished),
        accepted={},
        shown={},
        in_force=BOOK,
    )


def case(text, participant, clinic, speaker=""):
    return Case(f"hash-{text}", participant, speaker=speaker, attributes=(("clinic", clinic),))


def dicts(table):
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def cells(table, *by):
    return {(*(row[name] for name in by), row["key"]): row for row in dicts(table)}


@pytest.fixture(scope="module")
def two_clinics():
    """One word a letter: A says six words, B and C two each; D's interview is not finished."""
    a = transcript("a", ("I", "Well so"), ("A", "u v w x y z"))
    b = transcript("b", ("B", "u v"), ("C", "w x"))
    d = transcript("d", ("D", "u v"))
    at = a.turns[1].body
    codings = [
        coding(1, a.hash, (at, at + 3), "f.inner.culture"),  # u v
        coding(2, a.hash, (at + 2, at + 5), "f.inner.culture"),  # v w
        coding(3, a.hash, (at, at + 3), "f.inner.culture.care"),  # u v
        coding(4, b.hash, (b.turns[1].body, b.turns[1].body + 1), "f.people.need@leads"),
        coding(5, d.hash, (d.turns[0].body, d.turns[0].body + 3), "f.inner.culture"),
    ]
    cases = {
        a.hash: (case("a", "P1", "C1"),),
        b.hash: (case("b", "P2", "C1", "B"), case("b", "P3", "C1", "C")),
        d.hash: (case("d", "P4", "C2"),),
    }
    return study([a, b, d], cases, codings, {a.hash, b.hash})


def by_clinic(of, known=None, **rules):
    return cells(presence_table(measured(of, BOOK, ("clinic",), known, **rules)), "clinic")


def test_overlapping_codings_of_a_code_count_their_words_once(two_clinics):
    row = by_clinic(two_clinics)["C1", "f.inner.culture"]
    assert {name: row[name] for name in COUNTS} == {
        "segments": 2,
        "codings": 2,
        "speakers": 1,
        "words": 3,
    }
    assert (row["respondent_words"], row["participants"]) == (10, 3)
    assert (row["transcripts"], row["transcripts_finished"]) == (2, 2)
    assert row["share_of_talk"] == 3 / 10
    assert (row["coded"], row["code_label"], row["code_path"]) == (1, "I.A", "Inner > Culture")


def test_rolled_up_a_segment_of_parent_and_child_counts_once(two_clinics):
    found = by_clinic(two_clinics, roll_up=True)
    assert [found["C1", key]["segments"] for key in KEYS] == [2, 2, 1, 1, 1]
    assert [found["C1", key]["codings"] for key in KEYS] == [3, 3, 1, 1, 1]
    assert [found["C1", key]["words"] for key in KEYS] == [3, 3, 2, 1, 1]


def test_a_case_that_nobody_finished_has_neither_counts_nor_what_they_are_out_of(two_clinics):
    row = by_clinic(two_clinics)["C2", "f.inner.culture"]
    assert {row[name] for name in (*COUNTS, "coded", "share_of_talk")} == {Missing("F")}
    assert (row["participants"], row["respondent_words"]) == (None, None)
    assert (row["transcripts"], row["transcripts_finished"]) == (1, 0)


def test_not_asked_and_unconfirmed_are_never_zero_and_silence_only_if_one_says_so(two_clinics):
    c1 = (("clinic", "C1"),)
    known = {
        (c1, "f.inner"): Known("not asked", 0),
        (c1, "f.inner.culture"): Known("present", 1),
        (c1, "f.inner.culture.care"): Known("not asked", 0),
        (c1, "f.people"): Known("asked and silent", 2),
        (c1, "f.people.need"): Known("absent", 2),
        (c1, "f.people.need@others"): Known("absent", 1),
        (c1, "f.people.need@none"): Known("not asked", 0),
    }
    found = by_clinic(two_clinics, known)
    assert [found["C1", key]["present"] for key in KEYS] == [
        *(Missing("Q"), 1, Missing("Q"), Missing("S"), 0)
    ]
    assert found["C1", "f.people.need@leads"]["presence"] == "unconfirmed"
    assert found["C1", "f.people.need@others"]["present"] == 0  # nobody coded it, yet it is told
    assert ("C1", "f.people.need@none") not in found
    assert found["C1", "f.inner"]["segments"] == Missing("Q")
    assert found["C1", "f.inner.culture.care"]["segments"] == 1  # nobody asked, yet it was said
    assert [found["C1", key]["asked"] for key in KEYS] == [0, 1, 0, 2, 2]
    assert found["C1", "f.people"]["segments"] == 0
    assert found["C2", "f.inner"]["present"] == Missing("F")
    taken = by_clinic(two_clinics, known, silent_is_absent=True)
    assert taken["C1", "f.people"]["present"] == 0


def test_wide_has_a_column_a_measure_and_key_with_the_same_cells(two_clinics):
    known = {((("clinic", "C1"),), "f.inner"): Known("absent", 1)}
    long = by_clinic(two_clinics, known)
    wide = dicts(
        presence_wide_table(measured(two_clinics, BOOK, ("clinic",), known), list(MEASURES))
    )
    assert [row["clinic"] for row in wide] == ["C1", "C2"]
    for row in wide:
        for measure in MEASURES:
            for key in (*KEYS, "f.people.need@leads"):
                assert row[f"{measure}:{key}"] == long[row["clinic"], key][measure]


def test_what_cannot_be_told_is_refused(two_clinics):
    with pytest.raises(RefusedError, match="guide"):
        presence_wide_table(measured(two_clinics, BOOK, ("clinic",)), ["present"])
    with pytest.raises(NotFoundError, match="no measure weight"):
        presence_wide_table(measured(two_clinics, BOOK, ("clinic",)), ["weight"])
    with pytest.raises(NotFoundError, match="attribute town"):
        presence_table(measured(two_clinics, BOOK, ("town",)))


def test_every_missing_cell_is_of_a_kind_that_its_column_explains(two_clinics):
    known = {((("clinic", "C1"),), key): Known("not asked", 0) for key in KEYS}
    table = presence_table(measured(two_clinics, BOOK, ("clinic",), known))
    for at, column in enumerate(table.columns):
        kinds = {row[at].kind for row in table.rows if isinstance(row[at], Missing)}
        assert kinds <= dict(column.missing).keys()


@st.composite
def studies(draw):
    words = st.lists(st.sampled_from(["so", "it’s", "fine,", "—", "Zeit"]), max_size=5)
    turns = st.lists(st.tuples(st.sampled_from("IAB"), words.map(" ".join)), min_size=1, max_size=4)
    texts = [transcript(name, *draw(turns)) for name in "xyz"[: draw(st.integers(1, 3))]]
    cases, codings = {}, []
    for text in texts:
        clinic = draw(st.sampled_from(["C1", "C2"]))
        cases |= {
            text.hash: draw(
                st.sampled_from(
                    [
                        (case(text.name, "P1", clinic),),
                        (case(text.name, "P1", clinic, "A"), case(text.name, "P2", "C1", "B")),
                        (case(text.name, "P3", clinic, "B"),),
                    ]
                )
            )
        }
        edge = st.integers(0, len(text.text) - 1)
        for _ in range(draw(st.integers(0, 6))):
            one, other = draw(edge), draw(edge)
            key = draw(st.sampled_from([*KEYS, "f.people.need@leads", "f.people.need@others"]))
            span = (min(one, other), max(one, other) + 1)
            codings.append(coding(len(codings), text.hash, span, key))
    finished = draw(st.sets(st.sampled_from([text.hash for text in texts])))
    return study(texts, cases, codings, finished)


def oracle(of, by, roll_up):
    """Case -> key -> segments and words, from sets of letters."""
    segments, letters = defaultdict(set), defaultdict(set)
    for one in of.codings:
        if one.transcript not in of.finished:
            continue
        text = of.transcripts[one.transcript]
        at = text.turn_at(one.span.start)
        whose = named(of, text, text.turns[at].speaker if at is not None else "", by)
        above = [code.id for code in BOOK.ancestors(one.code)] if roll_up else []
        for key in {one.code, one.key, *above}:
            segments[*whose, key].add((one.transcript, one.span))
            letters[*whose, key] |= {(text.hash, n) for n in range(one.span.start, one.span.end)}
    words = defaultdict(int)
    for cell, coded in letters.items():
        for name in of.finished:
            text = of.transcripts[name]
            for turn in text.turns:
                if turn.interviewer or named(of, text, turn.speaker, by) != cell[:-1]:
                    continue
                for word in re.finditer(r"\S+", text.text[turn.body : turn.end]):
                    span = range(turn.body + word.start(), turn.body + word.end())
                    words[cell] += any((name, n) in coded for n in span)
    return {cell: (len(spans), words[cell]) for cell, spans in segments.items()}


def named(of, text, speaker, by):
    found = of.case_of(text.hash, speaker)
    known = {"participant": found.participant, **dict(found.attributes)} if found else {}
    return tuple(({"transcript": text.name} | known).get(name, "") for name in by)


@given(studies(), st.sampled_from([("clinic",), ("participant",), ("clinic", "transcript")]))
def test_segments_and_words_are_those_of_the_codings_and_no_more(of, by):
    for roll_up in (False, True):
        table = presence_table(measured(of, BOOK, by, roll_up=roll_up))
        expected = oracle(of, by, roll_up)
        found = cells(table, *by)
        for cell, row in found.items():
            if row["transcripts_finished"]:
                assert (row["segments"], row["words"]) == expected.pop(cell, (0, 0))
                assert row["speakers"] <= row["participants"]
                assert row["words"] <= row["respondent_words"]
                assert row["segments"] <= row["codings"]
            else:
                assert {row[name] for name in COUNTS} == {Missing("F")}
        assert expected == {}


@given(studies(), st.sampled_from([("clinic",), ("participant", "transcript")]))
def test_the_plain_matrix_counts_the_same_segments(of, by):
    wide = dicts(presence_wide_table(measured(of, BOOK, by), ["segments"]))
    for row, plain in zip(wide, dicts(counts_table(of, BOOK, by)), strict=True):
        for name, cell in plain.items():
            found = row.get(name, row.get(f"segments:{name}"))
            assert found == (Missing("F") if cell is None and name not in row else cell)
