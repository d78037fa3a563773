"""When suggestions show, to whom, and that each first showing is a fact."""

import json
import shutil

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, QualbenchError, RefusedError
from qualbench.model import Reason, Span, Suggestion

TEXT, OTHER = "c1-counselor-1", "c2-administrator"  # both have coded both
ROUND = "pilot"
KINDS = ("segments", "counts", "codebook", "decisions")
WIDEST = {"suggestions": "inline", "precision": "0"}


def settle(project, **settled):
    for name, value in settled.items():
        workbench.settle(project, "lead", name, value)


def shown(found):
    return [one.said for said in found.values() for one in said]


def some(project, coder="zoe", transcript=TEXT):
    return shown(workbench.suggestions(project, coder, transcript, 1))


# Modes


@pytest.mark.parametrize(
    ("mode", "shows"),
    [
        ("off", {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 0}),
        ("after", {(0, 0): 0, (0, 1): 0, (1, 0): 1, (1, 1): 1}),
        ("on-demand", {(0, 0): 0, (0, 1): 1, (1, 0): 0, (1, 1): 1}),
        ("inline", {(0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): 1}),
    ],
)
def test_a_mode_says_when_a_turns_suggestions_show(mode, shows):
    asked_of = {(c, a): workbench.shows(mode, coded=bool(c), asked=bool(a)) for c, a in shows}
    assert asked_of == {at: bool(wanted) for at, wanted in shows.items()}
    assert mode in workbench.MODES


def test_own_coding_comes_first_unless_the_lead_settles_otherwise(project):
    text = store.find_hash(project, TEXT)
    assert workbench.mode(project, "zoe", text) == "after"
    for mode in workbench.MODES:
        settle(project, suggestions=mode)
        assert workbench.mode(project, "zoe", text) == mode
    for coder in ("coder-1", "zoe"):
        with pytest.raises(QualbenchError):
            workbench.settle(project, coder, "suggestions", "inline")
    with pytest.raises(RefusedError, match="suggestions cannot be 'sometimes'"):
        settle(project, suggestions="sometimes")
    assert workbench.mode(project, "zoe", text) == "inline"


def test_switched_off_there_are_none_for_anybody_by_any_way(project, run):
    (said, *_) = some(project)
    settle(project, suggestions="off")
    for coder in ("zoe", "coder-1", "lead", ""):
        for refused in calls(project, coder, TEXT, said):
            with pytest.raises(RefusedError, match="suggestions are off in this project"):
                refused()
    for command in ("suggest", "reread"):
        ran = run(command, project.path, coder="coder-1")
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert "suggestions are off" in ran.stderr
        assert "qualbench settings PROJECT suggestions after" in ran.stderr
    assert store.showings(project) == ()


def test_a_basis_knows_which_turns_its_coder_has_coded(project):
    of = workbench.basis(project, "zoe", TEXT)
    first, second, *_ = of.places
    assert not any(of.coded(words) for words in of.places)
    workbench.code(project, "zoe", TEXT, Span(first.start, first.start + 5), "inner.tension")
    of = workbench.basis(project, "zoe", TEXT, of)
    assert (of.coded(first), of.coded(second)) == (True, False)
    assert not workbench.basis(project, "lead", TEXT).coded(first)


def test_after_shows_those_of_coded_turns_and_says_how_many_it_keeps_back(project, run):
    path = project.path
    said = some(project)
    assert len(said) > 2
    workbench.code(project, "zoe", TEXT, said[1].span, "inner.tension")
    ran = run("suggest", path, "--transcript", TEXT, "--json", coder="zoe")
    now = {one.span for one in some(project)}
    (row,) = json.loads(ran.stdout)
    assert Span(row["start"], row["end"]) == said[1].span
    assert f"Kept back: {len(now) - 1} turns to be coded first" in ran.stderr
    assert {one.span for one in store.showings(project, coder=id_of(project, "zoe"))} == {
        said[1].span
    }
    for mode in ("on-demand", "inline"):
        settle(project, suggestions=mode)
        ran = run("suggest", path, "--transcript", TEXT, "--json", coder="zoe")
        assert {Span(row["start"], row["end"]) for row in json.loads(ran.stdout)} == now
        assert "Kept back" not in ran.stderr


def test_the_surer_they_have_to_be_the_fewer_show(project):
    found = {}
    for precision in ("0", ".3", ".5", ".9", "1"):
        settle(project, precision=precision)
        found[precision] = {
            (one.span, one.key): one
            for one in shown(workbench.suggestions(project, "zoe", TEXT, 99))
        }
        assert all(one.score >= float(precision) for one in found[precision].values())
    sizes = [len(each) for each in found.values()]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)
    for one, other in zip(found.values(), list(found.values())[1:], strict=False):
        assert other.items() <= one.items()


# Showings


def test_the_first_showing_of_each_suggestion_to_each_coder_is_a_fact(project):
    said = some(project)
    assert workbench.showed(project, "zoe", TEXT, said[:2], "after") == 2
    assert workbench.showed(project, "zoe", TEXT, said[:2], "after") == 0
    assert workbench.showed(project, "zoe", TEXT, [said[1], said[2], said[2]], "inline") == 1
    assert workbench.showed(project, "lead", TEXT, said[:1], "on-demand") == 1
    assert workbench.showed(project, "zoe", TEXT, [], "after") == 0
    zoe, lead, text = id_of(project, "zoe"), id_of(project, "lead"), store.find_hash(project, TEXT)
    found = [(one.coder, one.span, one.key, one.how) for one in store.showings(project, text)]
    assert len(found) == 4
    assert set(found) == {
        *((zoe, one.span, one.key, "after") for one in said[:2]),
        (zoe, said[2].span, said[2].key, "inline"),
        (lead, said[0].span, said[0].key, "on-demand"),
    }
    assert store.check(project) == ()


def test_what_is_said_of_another_code_or_another_turn_is_another_suggestion(project):
    settle(project, precision="0")
    two = next(s for s in workbench.suggestions(project, "zoe", TEXT, 2).values() if len(s) == 2)
    assert workbench.showed(project, "zoe", TEXT, [two[0].said], "after") == 1
    assert workbench.showed(project, "zoe", TEXT, [one.said for one in two], "after") == 1


def test_a_showing_knows_what_its_coder_had_submitted_by_then(project):
    said = some(project)
    workbench.showed(project, "zoe", TEXT, said[:1], "after")
    workbench.submit(project, "zoe", [TEXT])
    workbench.showed(project, "zoe", TEXT, said[:2], "after")
    workbench.submit(project, "lead", [OTHER])
    workbench.showed(project, "lead", TEXT, said[:1], "after")
    (of,) = store.submissions(project, id_of(project, "zoe"))
    finished = {(one.coder, one.span): one.submission for one in store.showings(project)}
    first, second = (one.span for one in said[:2])
    zoe, lead = id_of(project, "zoe"), id_of(project, "lead")
    assert finished == {(zoe, first): "", (zoe, second): of.id, (lead, first): ""}


def test_nothing_is_shown_to_somebody_without_a_name(project):
    with pytest.raises(RefusedError, match="who is at work"):
        workbench.showed(project, "", TEXT, some(project)[:1], "inline")
    with pytest.raises(NotFoundError, match="no transcript elsewhere"):
        workbench.showed(project, "zoe", "elsewhere", [], "inline")


# Blind rounds


@pytest.fixture
def blind(project):
    """coder-2 codes TEXT blind with coder-1; everything is settled so that most would show."""
    settle(project, **WIDEST)
    before = workbench.suggestions(project, "coder-2", TEXT)
    assert all(before.values())
    workbench.open_round(project, "lead", ROUND, ("coder-1", "coder-2"), [TEXT])
    return project, before


def id_of(project, coder):
    return workbench.coder_id(project, coder)


def calls(project, coder, transcript, said, before=None):
    """Every verb that would yield a suggestion in a transcript, or make a coding of one."""
    return [
        lambda: workbench.suggestions(project, coder, transcript),
        lambda: workbench.basis(project, coder, transcript, before),
        lambda: workbench.learned(project, coder, transcript, before),
        lambda: workbench.showed(project, coder, transcript, [said], "inline"),
        lambda: workbench.showed(project, coder, transcript, [], "inline"),
        lambda: workbench.accept(project, coder, transcript, said),
    ]


STAGES = ["coded", "submitted", "all submitted"]


def reach(project, stage):
    """Bring the round as far as that."""
    words = store.find_transcript(project, TEXT).turns[1].words
    workbench.code(
        project, "coder-2", TEXT, Span(words.start, words.start + 9), "process.tailoring"
    )
    if stage != "coded":
        workbench.submit_round(project, "coder-2", ROUND)
    if stage == "all submitted":
        workbench.submit_round(project, "coder-1", ROUND)


@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_suggested_to_who_codes_blind_until_the_round_is_revealed(blind, run, stage):
    project, before = blind
    said, elsewhere = shown(before)[0], workbench.learned(project, "coder-2", OTHER)
    reach(project, stage)
    text = store.find_hash(project, TEXT)
    assert workbench.mode(project, "coder-2", text) == "off"
    assert workbench.blind_in(project, "coder-2", text) == ROUND
    codings = workbench.live_codings(project)
    for coder in ("coder-2", " coder-2 "):
        for transcript in (TEXT, text, text[:12]):
            for refused in calls(project, coder, transcript, said, elsewhere):
                with pytest.raises(RefusedError, match=f"{TEXT} is coded blind in round {ROUND}"):
                    refused()
    for command in ("suggest", "reread"):
        for more in ((), ("--json",)):
            ran = run(command, project.path, "--transcript", TEXT, *more, coder="coder-2")
            assert (ran.exit_code, ran.stdout) == (1, "")
            assert f"{TEXT} is coded blind in round {ROUND}" in ran.stderr
        ran = run(command, project.path, "--json", coder="coder-2")
        assert f"Left out, as coder-2 codes them blind: {TEXT}." in ran.stderr
        of = {row["transcript"] for row in json.loads(ran.stdout)}
        assert of > {OTHER}
        assert TEXT not in of
    seen = {one.transcript for one in store.showings(project)}
    assert text not in seen
    assert store.find_hash(project, OTHER) in seen
    assert workbench.live_codings(project) == codings


@pytest.mark.parametrize("stage", STAGES[:2])
def test_no_export_holds_a_suggestion_of_a_blind_round(blind, tmp_path, stage):
    project, _ = blind
    workbench.showed(project, "zoe", TEXT, some(project), "inline")  # whoever may, sees some
    reach(project, stage)

    def written(mode):
        settle(project, suggestions=mode)
        for kind in KINDS:
            to = tmp_path / f"{kind}.csv"
            workbench.export(project, kind, to, viewer="coder-2")
            yield to.read_bytes()

    assert list(written("inline")) == list(written("off"))


def test_an_evaluation_says_nothing_of_one_turn(evaluated):
    _, found = evaluated
    assert "Suggestion(" not in repr(found)
    assert "Span(" not in repr(found)


def test_a_copy_that_was_handed_out_keeps_them_back_too(blind, tmp_path, run):
    project, before = blind
    copy = tmp_path / "copy.qualbench"
    shutil.copy(f"{project.path}-cache", f"{copy}-cache")
    workbench.hand_out(project, "lead", "coder-2", copy)
    with workbench.opened(copy) as theirs:
        for refused in calls(theirs, "coder-2", TEXT, shown(before)[0]):
            with pytest.raises(RefusedError, match=f"{TEXT} is coded blind"):
                refused()
    for name in ("coder-1", "somebody"):
        ran = run("suggest", copy, "--transcript", TEXT, coder=name)
        assert (ran.exit_code, ran.stdout) == (1, "")


def test_a_lead_who_codes_in_the_round_settles_it_for_everybody_and_still_sees_none(project):
    workbench.open_round(project, "lead", ROUND, ("lead", "coder-2"), [TEXT])
    settle(project, **WIDEST)
    with pytest.raises(RefusedError, match=f"{TEXT} is coded blind"):
        workbench.suggestions(project, "lead", TEXT)
    assert any(workbench.suggestions(project, "zoe", TEXT).values())


def test_other_coders_and_other_transcripts_go_on_as_before(project):
    settle(project, **WIDEST)
    before = workbench.suggestions(project, "zoe", TEXT)
    workbench.open_round(project, "lead", ROUND, ("coder-1", "coder-2"), [TEXT])
    assert workbench.suggestions(project, "zoe", TEXT) == before
    for coder in ("coder-1", "coder-2"):
        assert any(workbench.suggestions(project, coder, OTHER).values())
    of = workbench.learned(project, "coder-2", OTHER)
    said = next(iter(workbench.suggested(of, next(iter(of.places)))))
    assert workbench.showed(project, "coder-2", OTHER, [said.said], "inline") == 1


def test_what_the_round_seals_is_no_evidence_for_anybody_else(blind):
    project, _ = blind
    text, one = store.find_hash(project, TEXT), id_of(project, "coder-1")
    of = workbench.learned(project, "zoe", OTHER)
    assert text not in of.evidence.whose
    sealed = {coding.id for coding in store.codings(project, text, one)}
    found = (workbench.suggested(of, words, 99) for words in of.places)
    assert sealed.isdisjoint(each.said.reason.source for every in found for each in every)
    assert workbench.learned(project, "coder-1", OTHER).evidence.whose[text] == one


def test_once_the_round_is_revealed_they_come(blind, run):
    project, before = blind
    for coder in ("coder-1", "coder-2"):
        workbench.submit_round(project, coder, ROUND)
    workbench.reveal(project, "lead", ROUND)
    again = workbench.suggestions(project, "coder-2", TEXT)
    assert {words: [one.said.key for one in said] for words, said in again.items()} == {
        words: [one.said.key for one in said] for words, said in before.items()
    }
    assert workbench.showed(project, "coder-2", TEXT, shown(again), "inline") > 0
    assert run("suggest", project.path, "--transcript", TEXT, coder="coder-2").exit_code == 0
    assert workbench.accept(project, "coder-2", TEXT, shown(again)[0])


def test_a_round_of_others_or_of_other_transcripts_blinds_nobody(project):
    workbench.open_round(project, "lead", ROUND, ("coder-1", "coder-2"), [OTHER])
    text = store.find_hash(project, TEXT)
    assert workbench.blind_in(project, "coder-2", text) == ""
    assert workbench.blind_in(project, "zoe", store.find_hash(project, OTHER)) == ""
    made_up = Suggestion(Span(0, 1), "x", 0, False, Reason("definition", "x", "x", 0), "x")
    with pytest.raises(RefusedError, match="is coded blind"):
        workbench.showed(project, "coder-2", OTHER, [made_up], "inline")
