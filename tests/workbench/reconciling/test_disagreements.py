"""Disagreements of a round, walked and decided, and the consensus that comes of it."""

import time

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Span
from qualbench.workbench.layers import layer

FIT, PRIORITY = "cfir22.inner.compatibility", "cfir22.inner.priority"
SPACE, LAWS = "cfir22.inner.resources.space", "cfir22.outer.policies_laws"
MOTIVATION = "cfir22.individuals.characteristics.motivation"


@pytest.fixture
def project(revealed):
    return revealed


def items(project, **how):
    return workbench.disagreements(project, "lead", "pilot", **how)


def about(project, *keys):
    return next(one for one in items(project) if one.keys == keys)


def decide(project, item, choice="take", coder="ana", **more):
    more = {"coder": coder, **more} if choice == "take" else more
    return workbench.reconcile(project, "lead", "pilot", item, choice, **more)


def settle_all(project, but=()):
    for item in items(project):
        if item.number not in but:
            decide(project, item)


def outcome(made):
    return [(one.key, one.span.start, one.span.end) for one in made.outcome]


def test_disagreements_come_in_reading_order_with_names_and_words(project):
    found = items(project)
    assert [(one.number, one.transcript, one.kind, one.names) for one in found] == [
        (1, "a", "edges", ("Compatibility",)),
        (2, "a", "missed", ("Relative Priority",)),
        (3, "a", "missed", ("Space",)),
        (
            4,
            "a",
            "other construct",
            ("Motivation @ Innovation Deliverers", "Motivation @ Innovation Recipients"),
        ),
        (5, "a", "missed", ("Space",)),
        (6, "b", "edges", ("Policies & Laws",)),
    ]
    first, second = found[:2]
    assert [(part.coder, part.quote) for part in first.parts] == [
        ("ana", "It fits the day."),
        ("bo", "fits"),
    ]
    assert (first.quote, first.absent, second.absent) == ("It fits the day.", (), ("bo",))
    assert len({one.id for one in found}) == 6
    assert all(one.decision is None for one in found)


def test_everybody_reads_them_and_the_worst_construct_can_come_first(project):
    assert workbench.disagreements(project, "ana", "pilot") == items(project)
    code = workbench.code(project, "ana", "d", Span(33, 36), FIT)
    workbench.code(project, "bo", "d", code.span, FIT)
    workbench.open_round(project, "lead", "next", ["ana", "bo"], ["a", "d"])
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "next")
    workbench.reveal(project, "lead", "next")
    worst = workbench.disagreements(project, "lead", "next", "worst")
    assert worst[-1].keys == (FIT,)
    assert [one.number for one in worst if one.keys == (SPACE,)] == [3, 5]


def test_memos_and_questions_stand_beside_what_they_are_on(tiny):
    with workbench.opened(tiny) as project:
        args = {"unsure": True, "memo": "why not", "note": "or tension?"}
        workbench.code(project, "bo", "d", Span(33, 40), "inner.tension", **args)
        workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["d"])
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
        (item,) = items(project)
    said = [(part.coder, part.unsure, part.memo, part.note) for part in item.parts]
    assert ("bo", True, "why not", "or tension?") in said
    assert ("ana", False, "", "") in said


def test_a_sealed_round_is_refused_and_an_unknown_one_too(tiny):
    with workbench.opened(tiny) as project:
        workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["a"])
        with pytest.raises(RefusedError, match="sealed"):
            items(project)
        with pytest.raises(NotFoundError):
            workbench.disagreements(project, "lead", "none")


def test_who_codes_a_transcript_in_a_sealed_round_does_not_see_how_others_did(project):
    workbench.open_round(project, "lead", "again", ["ana", "cy"], ["a"])
    assert {one.transcript for one in workbench.disagreements(project, "cy", "pilot")} == {"b"}
    assert {one.transcript for one in workbench.disagreements(project, "", "pilot")} == {"b"}
    assert {one.transcript for one in workbench.disagreements(project, "bo", "pilot")} == {"a", "b"}
    decide(project, items(project)[0])
    assert workbench.ledger(project, "cy") == workbench.ledger(project, "") == ()
    assert len(workbench.ledger(project, "bo")) == 1


@pytest.mark.parametrize(
    ("keys", "choice", "more", "expected"),
    [
        ((FIT,), "take", {"coder": "bo"}, [(FIT, 38, 42)]),
        ((FIT,), "both", {}, [(FIT, 35, 51)]),
        ((FIT,), "edges", {"span": Span(35, 42)}, [(FIT, 35, 42)]),
        ((FIT,), "neither", {}, []),
        ((FIT,), "meeting", {}, []),
        ((FIT,), "code", {"code": "inner.tension"}, [("cfir22.inner.tension", 35, 51)]),
        ((PRIORITY,), "take", {"coder": "ana"}, [(PRIORITY, 35, 51)]),
        ((PRIORITY,), "take", {"coder": "bo"}, []),
        (
            (f"{MOTIVATION}@deliverers", f"{MOTIVATION}@recipients"),
            "edges",
            {"span": Span(130, 140), "code": f"{MOTIVATION}@recipients"},
            [(f"{MOTIVATION}@recipients", 130, 140)],
        ),
    ],
)
def test_each_choice_has_its_outcome(project, keys, choice, more, expected):
    item = about(project, *keys)
    made = decide(project, item, choice, **more)
    assert outcome(made) == expected
    assert (made.choice, made.difference, set(made.codings)) == (choice, item.kind, item.codings)
    assert about(project, *keys).decision == made
    assert workbench.decided(project, "pilot") == {item.codings: made}
    assert workbench.check(project) == ()


def test_both_of_different_codes_are_two_codings(project):
    item = items(project)[3]
    assert len(decide(project, item, "both").outcome) == 2


@pytest.mark.parametrize(
    ("number", "choice", "more"),
    [
        (1, "take", {"coder": "zoe"}),
        (1, "take", {"coder": ""}),
        (1, "edges", {}),
        (1, "code", {}),
        (1, "edges", {"span": Span(0, 100_000)}),
        (4, "edges", {"span": Span(35, 42)}),
    ],
)
def test_a_choice_that_cannot_be_is_refused_and_nothing_is_recorded(project, number, choice, more):
    with pytest.raises(RefusedError):
        decide(project, items(project)[number - 1], choice, **more)
    assert workbench.decided(project, "pilot") == {}


def test_only_a_lead_decides(project):
    with pytest.raises(RefusedError, match="not a lead"):
        workbench.reconcile(project, "ana", "pilot", items(project)[0], "both")


def test_a_decision_replaces_the_one_before_and_saying_it_again_adds_nothing(project):
    item = items(project)[0]
    first = decide(project, item, reason="the  whole\nturn", rule="inclusion 1", changes=True)
    assert (first.reason, first.rule, first.changes) == ("the whole turn", "inclusion 1", True)
    digest = store.facts_digest(project)
    again = decide(project, item, reason="the whole turn", rule="inclusion 1", changes=True)
    assert (again, store.facts_digest(project)) == (first, digest)
    second = decide(project, item, "neither")
    assert workbench.decided(project, "pilot") == {item.codings: second}
    assert workbench.undo(project, "lead") == "decision on Compatibility in a"
    assert workbench.decided(project, "pilot") == {item.codings: first}
    workbench.undo(project, "lead")
    assert workbench.decided(project, "pilot") == {}
    assert workbench.redo(project, "lead") == "decision on Compatibility in a"
    assert workbench.decided(project, "pilot") == {item.codings: first}


def test_nobodys_codings_change(project):
    before = store.codings(project)
    settle_all(project)
    assert store.codings(project) == before


# The consensus


def consensus(project, name="consensus", viewer=""):
    codings, finished = layer(project, name, viewer)
    names = store.transcript_names(project)
    return [(names[c.transcript], c.key, c.coder) for c in codings], {names[f] for f in finished}


def test_a_transcript_is_reconciled_once_all_is_decided_and_nothing_waits_for_a_meeting(project):
    with pytest.raises(NotFoundError):
        consensus(project)
    settle_all(project, but=[2])
    codings, finished = consensus(project)
    assert (codings, finished) == ([("b", LAWS, "consensus")], {"b"})
    decide(project, items(project)[1], "meeting")
    assert consensus(project)[1] == {"b"}
    decide(project, items(project)[1], "neither")
    codings, finished = consensus(project)
    assert finished == {"a", "b"}
    assert sorted(codings) == [
        ("a", f"{MOTIVATION}@deliverers", "consensus"),
        ("a", FIT, "consensus"),
        ("a", SPACE, "consensus"),
        ("b", LAWS, "consensus"),
    ]


def test_what_was_agreed_is_in_it_without_a_decision(tiny):
    with workbench.opened(tiny) as project:
        workbench.settle(project, "lead", "tolerance", "20")
        workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["b"])
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
        assert items(project) == ()
        ((coding,), finished) = layer(project, "consensus")
        assert coding.span.of(store.find_text(project, "b").text) == "The state asks for it"
        assert finished == {coding.transcript}


def test_a_transcript_that_one_coder_codes_is_not_reconciled(tiny):
    with workbench.opened(tiny) as project:
        only = {"bo": ["b"]}
        workbench.open_round(project, "lead", "pilot", ["ana"], ["b", "c"], only=only)
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
        for item in items(project):
            decide(project, item)
        assert consensus(project)[1] == {"b"}


def test_a_valence_that_all_who_gave_one_share_is_kept(tiny):
    given = {"ana": ("+", "+", "-"), "bo": (None, "+", "+")}
    keys = ("inner.tension", "inner.mission", "inner.incentives")
    with workbench.opened(tiny) as project:
        for coder, valences in given.items():
            for key, valence in zip(keys, valences, strict=True):
                workbench.code(project, coder, "d", Span(33, 36), key, valence=valence)
        workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["d"])
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
        settle_all(project)
        found = {c.code.rpartition(".")[2]: c.valence for c in layer(project, "consensus")[0]}
    assert found == {"tension": "+", "mission": "+", "incentives": None, "priority": None}


def test_the_analysis_takes_it_where_there_is_one(project):
    workbench.primary(project, "lead", "ana")
    for item in items(project):
        if item.transcript == "b":
            decide(project, item, coder="bo")
    codings, finished = consensus(project, "analysis")
    names = {c.id: c.name for c in store.coders(project)}
    shown = {(text, names.get(coder, coder)) for text, _, coder in codings}
    assert shown == {("a", "ana"), ("b", "consensus"), ("c", "ana")}
    assert finished == {"a", "b", "c"}


def test_ids_are_made_from_content_and_the_last_round_counts(project):
    settle_all(project)
    first = {c.id: c.span for c in layer(project, "consensus")[0]}
    assert first == {c.id: c.span for c in layer(project, "consensus")[0]}
    workbench.open_round(project, "lead", "second", ["ana", "bo"], ["b"])
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "second")
    workbench.reveal(project, "lead", "second")
    assert {c.id: c.span for c in layer(project, "consensus")[0]} == first
    (item,) = workbench.disagreements(project, "lead", "second")
    workbench.reconcile(project, "lead", "second", item, "neither")
    codings, finished = consensus(project)
    assert finished == {"a", "b"}
    assert {text for text, _, _ in codings} == {"a"}


def test_codes_merged_later_are_read_as_what_they_became(project):
    settle_all(project)
    workbench.merge_codes(project, "lead", SPACE, LAWS)
    assert SPACE not in {key for _, key, _ in consensus(project)[0]}


def test_it_is_hidden_from_whoever_codes_its_transcript_in_a_sealed_round(project):
    settle_all(project)
    workbench.open_round(project, "lead", "again", ["ana", "cy"], ["a"])
    assert consensus(project, viewer="cy")[1] == {"b"}
    assert consensus(project, viewer="bo")[1] == {"a", "b"}
    assert consensus(project, "all", viewer="bo")[1] == {"a", "b", "c"}
    mine = {text for text, _, coder in consensus(project, "all", "cy")[0]}
    assert "a" not in mine


# What coders learn from it


def test_coders_read_how_their_own_differed(project):
    chosen = {1: "ana", 2: "bo", 3: "ana", 4: "bo", 5: "ana", 6: "ana"}
    for item in items(project):
        decide(project, item, coder=chosen[item.number])
    said = [(one.how, one.name) for one in workbench.differed(project, "bo", "pilot")]
    assert said == [
        ("edges", "Compatibility"),
        ("missed", "Space"),
        ("not taken", ""),
        ("edges", "Policies & Laws"),
    ]
    (priority, other) = workbench.differed(project, "ana", "pilot")
    assert (priority.how, priority.mine.name, priority.quote) == (
        "not taken",
        "Relative Priority",
        "It fits the day.",
    )
    assert (other.how, other.name) == ("other code", "Motivation @ Innovation Recipients")


def test_what_is_not_decided_is_nobodys_difference(project):
    decide(project, items(project)[0], "meeting")
    assert workbench.differed(project, "ana", "pilot") == ()


def test_five_hundred_decisions_are_quick(project_of, tmp_path):
    lines = [f"Respondent: Line {number} of what is said here." for number in range(500)]
    (tmp_path / "long.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with workbench.opened(project_of([tmp_path / "long.txt"])) as project:
        book = workbench.codebook(project)
        text = store.find_transcript(project, "long")
        with project.writing():
            for coder, code in (("ana", FIT), ("bo", PRIORITY)):
                author = store.add_coder(project, coder).id
                drafts = [
                    store.coding_drafts(project, author, text, turn.words, code, book.version)[0]
                    for turn in text.turns
                ]
                store.record(project, author, drafts)
        workbench.open_round(project, "lead", "pilot", ["ana", "bo"])
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
        started = time.perf_counter()
        found = items(project)
        assert time.perf_counter() - started < 2
        assert len(found) == 500
        steps = []
        for item in found:
            started = time.perf_counter()
            decide(project, item)
            steps.append(time.perf_counter() - started)
        assert sorted(steps)[475] < 0.05
        assert len(workbench.decided(project, "pilot")) == 500
        assert len(layer(project, "consensus")[0]) == 500
