"""qualbench evaluate: tables of 80 columns, JSON with stable keys, and reasons."""

import json
import shutil

import pytest

from qualbench import store, workbench
from qualbench.cli.evaluate_json import plain
from qualbench.cli.evaluate_tables import show
from qualbench.model import CONSENSUS

KEYS = [
    *("seed", "model", "why_not", "whose", "uncounted", "tested", "led", "folds", "suggested"),
    *("overall", "baselines", "codes", "groups", "bins", "curve", "pairs"),
    *("guessed", "left_out", "rare"),
]


@pytest.fixture
def led(show):
    """As if all that a coder has put on a transcript had been suggested before."""

    def led(path, coder, transcript):
        with workbench.opened(path) as project:
            own = workbench.coder_id(project, coder)
            for coding in store.codings(project, store.find_hash(project, transcript), own):
                show(project, coder, transcript, coding.span, coding.key, before=True)

    return led


@pytest.fixture
def tiny(evaluated, tiny):
    shutil.copy(f"{evaluated[0]}-cache", f"{tiny}-cache")
    return tiny


def test_the_tables_of_the_sample_study_fit_80_columns_and_name_everything(evaluated, capsys):
    _, found = evaluated
    show(found)
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 80
    assert "What counts in 12 transcripts: the codings of coder-1." in said
    assert "365 turns of" in said
    assert "No code was chosen after it had been suggested to the coder." in said
    for name, of in [("suggestions", found.overall), *found.baselines]:
        assert f"\n{name:18} {of.top1:.3f}  {of.top3:.3f}" in said
    for name in ("clinic ", "role ", "counselor", "C4", "coder-2", "capability@deliverers"):
        assert f"{name}" in said
    assert f"\n 100%   365   {'#' * round(40 * found.overall.top1 * 252 / 365)} " in said
    lines = said.splitlines()
    curve = [line for line in lines if "  top-3 0." in line]
    assert [int(line.split()[0]) for line in curve] == [0, 1, 2, 4, 8, 11]
    assert [line.count("#") for line in curve] == [
        round(40 * point.figures.top1) for point in found.curve
    ]
    assert CONSENSUS not in said
    legend = " ".join(said.split())
    assert "is top-1 of the same 252 coded turns:" in legend
    assert "from .5: only where it is at least that sure" in legend
    assert "- n: turns that have the code, which top-1, top-3 and MRR are of; F1:" in legend
    assert "left out of suggestions, as a model of all transcripts only guesses too" in legend


def test_its_json_has_the_same_figures(evaluated):
    _, found = evaluated
    read = json.loads(json.dumps(plain(found)))
    assert list(read) == KEYS
    assert read["overall"]["top1"] == found.overall.top1
    assert read["overall"]["shown"]["30%"] == dict(found.overall.shown)[0.3]
    assert list(read["baselines"]) == [name for name, _ in found.baselines]
    assert read["groups"]["role"]["counselor"]["turns"] == 248
    assert [code["key"] for code in read["codes"]] == [one.key for one in found.codes]
    assert [point["transcripts"] for point in read["curve"]] == [0, 1, 2, 4, 8, 11]
    assert read["curve"][0]["ece"] is None
    assert "too little" in read["curve"][0]["reason"]["ece"]


def test_a_small_study_is_evaluated_and_says_what_is_undefined(tiny, run):
    ran = run("evaluate", tiny, coder="ana")
    assert ran.exit_code == 0
    assert "learning from" in ran.stderr
    said = ran.stdout
    assert "3 submitted transcripts held out in 3 parts (seed 1)" in said
    assert "No calibration: there was too little to learn from" in said
    assert "ana" in said
    assert "bo" in said
    assert max(map(len, said.splitlines())) <= 80
    read = json.loads(run("evaluate", tiny, "--json", "--seed", "2", coder="ana").stdout)
    assert list(read) == KEYS
    assert (read["seed"], read["tested"]) == (2, ["a", "b", "c"])


def test_where_nothing_can_be_said_it_says_why_and_what_to_do(tiny, run):
    ran = run("evaluate", tiny)
    assert ran.exit_code == 0
    said = " ".join(ran.stdout.split())
    assert "none is the primary coder: a, b. Name one with `qualbench primary" in said
    assert "Nothing can be said of suggestions here: fewer than two submitted" in said
    assert "; submit more with `qualbench submit PROJECT TRANSCRIPT`." in said


def test_transcripts_whose_codings_all_came_after_their_suggestion_are_named(tiny, run, led):
    led(tiny, "ana", "c")
    said = " ".join(run("evaluate", tiny, coder="ana").stdout.split())
    assert "2 submitted transcripts held out in 2 parts" in said
    assert (
        "1 code on a turn was chosen after it had been suggested to the coder, and proves "
        "nothing. Left out, as nothing else is coded there: c. "
    ) in said
    read = json.loads(run("evaluate", tiny, "--json", coder="ana").stdout)
    assert (read["tested"], read["led"], read["suggested"]) == (["a", "b"], ["c"], 1)
    led(tiny, "ana", "b")
    said = " ".join(run("evaluate", tiny, coder="ana").stdout.split())
    assert "2 codes on turns were chosen after they had been suggested to the coder" in said
    assert "nothing else is coded there: b, c. Nothing can be said of suggestions here: " in said
    assert "by somebody's own choice, not after a suggestion" in said
