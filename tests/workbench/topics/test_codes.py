"""Codes that come of topics, and what waits in the turns of those."""

from collections import Counter
from dataclasses import replace

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError

RUN = "talk"
SPACE = "cfir22.inner.resources.space"


def test_a_code_of_a_topic_has_its_phrases_and_the_chosen_quotes(project, topic):
    workbench.label_topic(project, "lead", RUN, 3, "Rooms and toys")
    of = topic(project, 3)
    code = workbench.code_topic(project, "coder-1", RUN, 3, quotes=[1])
    known = workbench.codebook(project).by_id[code.id]
    assert (known.name, known.include) == ("Rooms and toys", of.phrases)
    assert known.examples == (" ".join(of.quotes[1].text.split()),)
    assert workbench.proposals(project)[code.id] == "coder-1"
    assert topic(project, 3).code == code.id
    named = workbench.code_topic(project, "lead", RUN, 4, "Who pays")
    assert (named.name, len(named.examples)) == ("Who pays", 2)
    workbench.undo(project, "lead")
    workbench.undo(project, "coder-1")
    assert topic(project, 3).code == topic(project, 4).code == ""
    assert code.id not in workbench.codebook(project).by_id


def test_a_topic_is_mapped_to_a_code_by_any_of_its_names(project, topic):
    assert workbench.map_topic(project, "lead", RUN, 3, "Space") == SPACE
    assert topic(project, 3).code == SPACE
    key = workbench.map_topic(project, "lead", RUN, 3, "Need@recipients")
    assert topic(project, 3).code == key == "cfir22.individuals.characteristics.need@recipients"
    assert store.check(project) == ()
    workbench.undo(project, "lead")
    assert topic(project, 3).code == SPACE


@pytest.fixture(scope="module")
def coded(kept_once, tmp_path_factory, copied, kept, inside):
    """Copies in which topic 3 was made into a code, its id, and what was there before."""
    path = copied(kept_once, tmp_path_factory.mktemp("coded") / "sample.qualbench")
    with workbench.opened(path) as project:
        before = standing(project)
        code = workbench.code_topic(project, "coder-1", RUN, 3).id
        found = kept(project)
        name = Counter(one.transcript for one in inside(found, 3)).most_common(1)[0][0]
        text = store.transcript_names(project)[name]
    return path, code, text, before


def standing(project):
    """All that stands, as it is looked at."""
    text = next(iter(store.transcript_names(project)))
    of = workbench.learned(project, "coder-1", text)
    return (
        workbench.live_codings(project),
        workbench.codebook(project),
        workbench.proposals(project),
        workbench.topic_runs(project),
        workbench.kept_topics(project, RUN),
        {words: workbench.suggested(of, words, 9) for words in of.places},
        store.accepted(project),
        replace(workbench.status(project), path=None),
    )


def test_what_lies_in_a_topic_with_a_code_waits_first_in_its_turns_and_nowhere_else(
    coded, inside, kept
):
    path, code, text, _ = coded
    with workbench.opened(path) as project:
        of = workbench.basis(project, "zoe", text)
        found = [w for w in inside(kept(project), 3) if w.transcript == of.transcript]
        assert workbench.waiting_turns(of) == tuple(sorted(w.span for w in found)) != ()
        for words in of.places:
            shown = workbench.suggested(of, words)
            waits = words in workbench.waiting_turns(of)
            assert [one.said.key == code for one in shown[:1]] == [waits] * len(shown[:1])
            assert sum(one.said.key == code for one in shown) == waits
        first = workbench.suggested(of, workbench.waiting_turns(of)[0])[0]
        assert first.why == first.said.model == f"topic 3 of the run {RUN}"
        assert (first.said.reason.kind, first.said.reason.source) == ("topic", RUN)
        assert first.name == workbench.codebook(project).by_id[code].name
        turns = workbench.topic_turns(project, RUN, 3)
        assert turns == len(inside(kept(project), 3))


def test_nothing_waits_in_a_blind_round(coded, tmp_path, copied):
    path, _, text, _ = coded
    with workbench.opened(copied(path, tmp_path / "blind.qualbench")) as project:
        workbench.open_round(project, "lead", "blind", ("coder-1", "coder-2"), [text])
        for coder in ("coder-1", "coder-2"):
            with pytest.raises(RefusedError, match=f"{text} is coded blind in round blind"):
                workbench.basis(project, coder, text)
        assert workbench.waiting_turns(workbench.basis(project, "zoe", text))


def test_a_topic_made_into_a_code_accepted_and_undone_leaves_the_project_as_it_was(
    coded, tmp_path, copied
):
    path, code, text, before = coded
    with workbench.opened(copied(path, tmp_path / "undone.qualbench")) as project:
        of = workbench.basis(project, "coder-1", text)
        turns = workbench.waiting_turns(of)
        for words in turns:
            said = workbench.suggested(of, words)[0].said
            workbench.accept(project, "coder-1", text, said)
        again = workbench.basis(project, "coder-1", text, of)
        assert workbench.waiting_turns(again) == ()
        assert sum(c.coding.code == code for c in workbench.live_codings(project)) == len(turns)
        for _ in range(len(turns) + 1):
            workbench.undo(project, "coder-1")
        assert standing(project) == before
        assert store.check(project) == ()


def test_what_is_rejected_waits_no_more(coded, tmp_path, copied):
    path, code, text, _ = coded
    with workbench.opened(copied(path, tmp_path / "rejected.qualbench")) as project:
        of = workbench.basis(project, "zoe", text)
        first, *rest = workbench.waiting_turns(of)
        workbench.reject(project, "zoe", text, workbench.suggested(of, first)[0].said)
        of = workbench.basis(project, "zoe", text, of)
        assert workbench.waiting_turns(of) == tuple(rest)
        assert code not in {one.said.key for one in workbench.suggested(of, first, 9)}


def test_a_code_that_was_merged_waits_as_what_it_became(coded, tmp_path, copied):
    path, code, text, _ = coded
    with workbench.opened(copied(path, tmp_path / "merged.qualbench")) as project:
        workbench.adopt_code(project, "lead", code)
        workbench.merge_codes(project, "lead", code, SPACE)
        of = workbench.basis(project, "zoe", text)
        waits = workbench.waiting_turns(of)
        assert waits
        assert workbench.suggested(of, waits[0])[0].said.key == SPACE
