"""What a suggester may learn from: whose codings count, and how much."""

import shutil
from dataclasses import replace

import numpy as np

from qualbench import store, workbench
from qualbench.model import CONSENSUS, Span
from qualbench.workbench.language import vectors
from qualbench.workbench.suggestions import holding_out
from qualbench.workbench.suggestions.evidence import ACCEPTED, evidence

TEXT = "c1-counselor-1"  # both have coded it
POLICIES = "cfir22.outer.policies_laws"


def known(project, viewer, but=""):
    return evidence(project, viewer, but).known()


def whose(project, viewer, but=""):
    names = store.transcript_names(project)
    people = {coder.id: coder.name for coder in store.coders(project)} | {CONSENSUS: CONSENSUS}
    found = evidence(project, viewer, store.find_hash(project, but) if but else "")
    return {names[text]: people[who] for text, who in found.whose.items()}


def marked(found):
    """Text -> the keys that it is coded with."""
    rows = zip(found.turns.texts, found.coded, strict=True)
    return {text: {found.keys[i] for i in row.nonzero()[0]} for text, row in rows if row.any()}


def test_turns_of_respondents_stand_in_order_with_what_they_are_coded_as(small):
    found = known(small, "ana")
    places = [source.split(":") for source in found.sources]
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))
    assert len(places) == 8
    assert list(found.groups) == [text for text, _ in places]
    assert {text.partition(".")[0]: len(keys) for text, keys in marked(found).items()} == {
        "It fits the day": 2,
        "We lost two rooms": 1,
        "The money is short": 1,
        "The state asks for it": 1,
        "Nobody asks": 1,
        "Not now": 1,
    }
    assert found.keys == tuple(sorted(found.keys))
    finished = {text for text, done in zip(found.turns.texts, found.finished, strict=True) if done}
    assert "Not now." not in finished  # a draft
    assert "Nobody asks." in finished


def test_a_pair_with_a_role_is_a_key_that_stands_in_for_its_code(small):
    found = known(small, "ana")
    pair = "cfir22.individuals.characteristics.motivation@deliverers"
    assert pair in found.keys
    assert "cfir22.individuals.characteristics.motivation" not in found.keys
    assert {line.kind for line in found.lines if line.key == pair} > {"definition"}


def test_around_a_turn_stand_the_turns_before_and_after_whoever_speaks(small):
    found = known(small, "ana").turns
    row = found.texts.index("Nobody asks.")
    before, after = found.around
    asked = vectors(small, ["Who asks?"])[0]
    assert np.allclose(before[row], asked / np.linalg.norm(asked))
    assert not after[row].any()
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1)


def test_of_several_coders_the_primary_one_counts_and_without_one_the_viewer(small):
    assert whose(small, "ana") == {"a": "ana", "b": "ana", "c": "ana", "d": "ana"}
    assert whose(small, "bo") == {"a": "bo", "b": "bo", "c": "ana", "d": "ana"}
    assert whose(small, "somebody") == {"c": "ana", "d": "ana"}
    workbench.primary(small, "lead", "bo")
    assert whose(small, "ana") == {"a": "bo", "b": "bo", "c": "ana", "d": "ana"}


def test_of_the_transcript_that_is_coded_ones_own_codings_alone_count(small):
    workbench.primary(small, "lead", "ana")
    assert whose(small, "bo", but="a") == {"a": "bo", "b": "ana", "c": "ana", "d": "ana"}
    assert whose(small, "lead", but="c")["c"] == "lead"
    found = known(small, "lead", store.find_hash(small, "c"))
    assert "Nobody asks." not in marked(found)


def test_what_a_sealed_round_hides_is_not_evidence(small):
    workbench.open_round(small, "lead", "pilot", ("ana", "bo"))
    assert whose(small, "lead") == {}
    assert marked(known(small, "lead")) == {}
    assert set(whose(small, "bo").values()) == {"bo"}
    workbench.reveal(small, "lead", "pilot", anyway=True)
    assert whose(small, "bo") == {"a": "bo", "b": "bo", "c": "ana", "d": "ana"}


def test_what_a_team_has_agreed_on_counts_before_any_coder(small):
    workbench.settle(small, "lead", "tolerance", "2")
    workbench.primary(small, "lead", "bo")
    workbench.open_round(small, "lead", "pilot", ["ana", "bo"], ["a", "b"])
    for coder in ("ana", "bo"):
        workbench.submit_round(small, coder, "pilot")
    workbench.reveal(small, "lead", "pilot")
    for item in workbench.disagreements(small, "lead", "pilot"):
        workbench.reconcile(small, "lead", "pilot", item, "take", coder="ana")
    assert whose(small, "bo") == {"a": CONSENSUS, "b": CONSENSUS, "c": "ana", "d": "ana"}
    assert whose(small, "bo", but="a")["a"] == "bo"
    agreed = marked(known(small, "bo"))["It fits the day."]
    assert agreed == {"cfir22.inner.compatibility", "cfir22.inner.priority"}
    found = workbench.evaluate(small, "bo")
    assert dict(found.whose)["a"] == CONSENSUS
    assert ("first choices", "bo") in {(one.first, one.second) for one in found.pairs}


def test_a_codebook_without_codes_gives_turns_without_keys(small):
    found = evidence(small, "ana")
    many = len(found.places)
    silent = replace(found.talk, lines=(), line_vectors=found.talk.line_vectors[:0])
    bare = replace(found, talk=silent, coded=({},) * many)
    assert bare.known().coded.shape == (many, 0)
    assert holding_out.study(bare).why_not.startswith("fewer than two submitted")


def test_an_accepted_suggestion_counts_half_and_a_rejected_one_against(project):
    text = store.find_hash(project, TEXT)
    workbench.settle(project, "lead", "precision", "0")
    one, other, *_ = workbench.suggestions(project, "coder-2", TEXT, top=1).values()
    one, other = one[0].said, other[0].said
    workbench.accept(project, "coder-2", TEXT, one)
    workbench.reject(project, "coder-2", TEXT, other)
    found = known(project, "coder-2", text)

    def cell(said, table):
        row = found.sources.index(f"{text}:{said.span.start}")
        return table[row, found.keys.index(said.key)]

    assert cell(one, found.coded) == ACCEPTED
    assert cell(other, found.rejected)
    assert found.rejected.sum() == 1
    assert not known(project, "coder-1").rejected.any()
    assert (found.coded == ACCEPTED).sum() == 1
    again = known(project, "coder-2", text)
    assert (again.keys, again.sources) == (found.keys, found.sources)
    assert np.array_equal(again.coded, found.coded)


def test_what_began_as_a_suggestion_and_was_chosen_elsewhere_too_counts_whole(project):
    (said, *_) = next(filter(None, workbench.suggestions(project, "zoe", TEXT).values()))
    part = Span(said.said.span.start, said.said.span.start + 5)
    workbench.accept(project, "zoe", TEXT, said.said, part)
    row = marked_at(project, said.said)
    assert row[said.said.key] == ACCEPTED
    code, _, role = said.said.key.partition("@")
    own = Span(part.end + 1, part.end + 9)
    workbench.code(project, "zoe", TEXT, own, code, role=role)
    assert marked_at(project, said.said)[said.said.key] == 1


def marked_at(project, said):
    found = evidence(project, "zoe", store.find_hash(project, TEXT))
    return next(
        coded
        for place, coded in zip(found.places, found.coded, strict=True)
        if (found.talk.names[place.transcript], place.words) == (TEXT, said.span)
    )


def test_a_project_without_anything_gives_nothing(tmp_path, demo, done):
    path = tmp_path / "empty.qualbench"
    done("init", path, "--codebook", "mio", coder="lead")
    shutil.copy(f"{demo.project}-cache", f"{path}-cache")
    with workbench.opened(path) as project:
        found = known(project, "lead")
    assert found.turns.texts == ()
    assert found.coded.shape == (0, len(found.keys))
    assert POLICIES in found.keys
