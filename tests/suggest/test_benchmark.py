"""The benchmark of suggestions: how it reads a set, and that nothing held out is learned from."""

import csv
import hashlib
import importlib
import os
from pathlib import Path

import numpy as np
import pytest

from qualbench.language import vector_model
from qualbench.suggest import Line

HOME = Path(__file__).parents[2] / "benchmarks"
SAMPLES = Path(
    os.environ.get("QUALBENCH_SAMPLES", Path(__file__).parents[3] / "shared" / "samples")
)
ANNOMI = SAMPLES / "annomi-dev.csv"
ROWS = """file,turn,who,role,text,code,more
a,1,ann,guide,What does it cost?,ask,n/a
a,1,ben,guide,What does it cost?,ask;cost,n/a
a,2,ann,mother,A lot.,cost,n/a
a,3,ann,guide,Thank you. Who pays?,thank; ask,deep
b,1,ann,guide,Mm.,,n/a
b,2,ann,guide,Thanks a lot.,thank,n/a
c,1,ann,guide,How much is paid?,ask,deep
"""
BOOK = """
ask: {name: Question, definition: They ask., examples: ["Who?"], exclude: [Guesses]}
more.deep: Deep talk.
polite: {definition: They are kind.}
thank: {definition: They thank., parent: polite}
thank.twice: {definition: Again., parent: thank}
"""


@pytest.fixture
def bench(monkeypatch):
    """The modules of the benchmark, by name."""
    monkeypatch.syspath_prepend(str(HOME))
    names = ("suggest_sets", "suggest_methods", "suggest")
    return {name: importlib.import_module(name) for name in names}


def kept(texts, folder):
    """A cache of vectors that say no more than which text it was."""
    made = [np.random.default_rng(len(t) + sum(map(ord, t))).normal(size=384) for t in texts]
    names = [hashlib.sha256(f"{vector_model()}\0{t}".encode()).hexdigest() for t in texts]
    np.savez(folder / "vectors.npz", names=np.array(names), vectors=np.array(made))
    return str(folder / "vectors.npz")


@pytest.fixture
def asked(tmp_path):
    data, book = tmp_path / "set.csv", tmp_path / "book.yaml"
    data.write_text(ROWS)
    book.write_text(BOOK)
    said = ["Question: They ask.", "Who?", "Guesses", "more deep: Deep talk.", "thank: They thank."]
    texts = [row["text"] for row in csv.DictReader(ROWS.splitlines())]
    cache = kept([*texts, *said, "", "thank twice: Again.", "other", "cost"], tmp_path)
    columns = "--text text --group file --once file,turn --where role=guide --none n/a"
    codes = "--code code --code more=more --filler other"
    return f"--data {data} --definitions {book} --cache {cache} {columns} {codes}".split()


def test_a_set_is_read_with_its_codes_groups_and_neighbours(bench, asked):
    coded, rows = bench["suggest_sets"].load(bench["suggest"].arguments(asked))
    assert len(rows) == 7
    assert coded.codes == ("ask", "more.deep", "other", "thank")
    assert coded.turns.texts == (
        "What does it cost?",
        "Thank you. Who pays?",
        "Mm.",
        "Thanks a lot.",
        "How much is paid?",
    )
    assert coded.right.astype(int).tolist() == [
        [1, 0, 0, 0],  # as the first who coded it says
        [1, 1, 0, 1],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
        [1, 1, 0, 0],
    ]
    assert coded.groups.tolist() == ["a", "a", "b", "b", "c"]
    assert coded.filler == 2
    before, after = (side.any(axis=1).tolist() for side in coded.turns.around)
    assert before == [False, True, False, True, False]
    assert after == [True, False, True, False, False]


def test_a_codebook_gives_lines_also_of_what_lies_below(bench, asked):
    coded, _ = bench["suggest_sets"].load(bench["suggest"].arguments(asked))
    assert set(coded.lines) == {
        Line("ask", "definition", "Question: They ask."),
        Line("ask", "example", "Who?"),
        Line("ask", "exclusion", "Guesses"),
        Line("more.deep", "definition", "more deep: Deep talk."),
        Line("other", "definition", "other"),
        Line("thank", "definition", "thank: They thank."),
        Line("thank", "definition", "thank twice: Again.", 0.5),
    }


def test_every_method_stands_in_the_table(bench, asked, capsys):
    assert bench["suggest"].main([*asked, "--sizes", "0", "all", "--seeds", "1"]) == 0
    printed = capsys.readouterr().out
    assert "5 turns, 4 codes, 3 groups" in printed
    cold, warm = printed.split("all examples a code")
    assert all(
        f"\n{name} " in warm for name in bench["suggest_methods"].METHODS if "cold" not in name
    )
    assert all(f"\n{name} " in cold for name in bench["suggest_methods"].COLD)


@pytest.mark.skipif(not ANNOMI.exists(), reason="the sample of AnnoMI is not at hand")
def test_the_sample_of_annomi_is_read_as_it_was_described(bench, tmp_path):
    with ANNOMI.open(newline="") as file:
        texts = {row["utterance_text"] for row in csv.DictReader(file)}
    book = HOME / "definitions" / "annomi.yaml"
    asked = (
        f"--data {ANNOMI} --text utterance_text --group transcript_id --none n/a --filler other "
        "--once transcript_id,utterance_id --where interlocutor=therapist --people annotator_id "
        f"--definitions {book} --code"
    ).split()
    fine = "question_subtype=question --code reflection_subtype=reflection"
    fine += " --code therapist_input_subtype=therapist_input"
    for codes, many in (("main_therapist_behaviour", 4), (fine, 9)):
        given = bench["suggest"].arguments([*asked, *codes.split()])
        lines = said_by(bench, book)
        given.cache = Path(kept([*texts, *lines, ""], tmp_path))
        coded, rows = bench["suggest_sets"].load(given)
        assert coded.right.shape == (2523, many)
        assert len(set(coded.groups)) == 67
        several = bench["suggest"].coded_by_several(coded, rows, given)
        assert (len(several), {len(each) for each in several.values()}) == (89, {10})


def said_by(bench, book):
    every = tuple(entry.split(":")[1].strip() for entry in book.read_text().split("- id")[1:])
    ids = tuple(each.splitlines()[0] for each in every)
    lines, _ = bench["suggest_sets"].definitions(book, ids)
    parents, _ = bench["suggest_sets"].definitions(book, tuple(i for i in ids if "." not in i))
    return {line.text for line in (*lines, *parents)}
