"""What was asked, and what silence means."""

import pytest

from qualbench import store, workbench
from qualbench.errors import CodebookError, NotFoundError, RefusedError

FIT, SPACE = "cfir22.inner.compatibility", "cfir22.inner.resources.space"
PUSH, PRIORITY = "cfir22.outer.policies_laws", "cfir22.inner.priority"


def test_a_guide_is_stored_with_the_ids_of_what_it_asks_about(project, guide):
    assert store.guide(project) == guide
    assert [(one.id, one.constructs, one.roles) for one in guide.questions] == [
        ("fit", (FIT,), ("counselor",)),
        ("rooms", (SPACE,), ()),
        ("push", (PUSH, PRIORITY), ()),
        ("plan", ("cfir22.process.planning",), ("administrator",)),
    ]


def test_the_same_guide_again_is_refused_and_another_takes_its_place(project, guide, tmp_path):
    path, before = tmp_path / "guide.yaml", store.facts_digest(project)
    with pytest.raises(RefusedError, match=r"guide\.yaml: is the guide already"):
        workbench.load_guide(project, "lead", path)
    with pytest.raises(RefusedError, match="ana is not a lead"):
        workbench.load_guide(project, "ana", path)
    assert store.facts_digest(project) == before
    path.write_text("guide: g\nquestions:\n- {id: q, asks: 'Why?', constructs: [inner.tension]}\n")
    workbench.load_guide(project, "lead", path)
    assert [one.id for one in workbench.guide(project).questions] == ["q"]
    workbench.undo(project, "lead")
    assert workbench.guide(project) == guide


def test_a_construct_that_the_codebook_lacks_is_named_with_file_and_question(project, tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text("guide: g\nquestions:\n- {id: q7, asks: 'Why?', constructs: [inner.nothing]}\n")
    with pytest.raises(CodebookError, match=r"wrong\.yaml, question q7: .*inner\.nothing"):
        workbench.load_guide(project, "lead", path)
    assert store.guide(project) is None


def test_without_a_guide_that_is_said(project):
    with pytest.raises(NotFoundError, match="the project has no interview guide"):
        workbench.guide(project)


def _ids(project, transcript):
    return [
        one.question.id for one in workbench.questions(project, "lead", transcript, propose=False)
    ]


def test_questions_are_those_to_the_roles_that_speak_whatever_their_capitals(
    project, guide, tmp_path, done
):
    assert _ids(project, "a") == ["fit", "rooms", "push"]
    assert _ids(project, "b") == ["rooms", "push", "plan"]
    (tmp_path / "e.txt").write_text("Interviewer: And you?\nWorker: I too.\n")
    done("import", project.path, tmp_path / "e.txt", coder="lead")
    assert _ids(project, "e") == ["fit", "rooms", "push", "plan"]
    (tmp_path / "more.csv").write_text("transcript,participant,role,clinic\ne,P5,COUNSELOR,C3\n")
    done("import", project.path, "--cases", tmp_path / "more.csv", coder="lead")
    assert _ids(project, "e") == ["fit", "rooms", "push"]


def test_where_a_question_was_put_is_stored_by_turn_with_the_answers(project, guide):
    made = workbench.confirm_question(project, "ana", "a", "rooms", [2, 4, 2])
    text = store.find_transcript(project, "a")
    assert made.turns == (text.turns[2].start, text.turns[4].start)
    assert store.asked(project) == (made,)
    shown = next(
        one
        for one in workbench.questions(project, "ana", "a", propose=False)
        if one.question.id == "rooms"
    )
    assert (shown.turns, shown.answers, shown.by) == ((2, 4), (3, 5), "ana")


def test_a_second_answer_takes_the_place_of_the_first_and_the_same_is_refused(project, guide):
    workbench.confirm_question(project, "ana", "a", "rooms", [2])
    workbench.confirm_question(project, "lead", "a", "rooms", [2], ["inner.resources.space"])
    (stands,) = store.asked(project)
    assert stands.absent == (SPACE,)
    with pytest.raises(RefusedError, match="rooms stands so already"):
        workbench.confirm_question(project, "ana", "a", "rooms", [2], [SPACE])
    workbench.undo(project, "lead")
    assert [one.absent for one in store.asked(project)] == [()]


REFUSED = {
    "a turn that is none of the interviewer's": (("a", "rooms", [3]), "turn 4 is none of"),
    "a turn that is none at all": (("a", "rooms", [99]), "turn 100 is none of"),
    "absent without an answer": (("a", "rooms", [], ["inner.resources.space"]), "was not put"),
    "absent beside the question": (("a", "rooms", [2], ["inner.tension"]), "does not ask about"),
    "a question to other roles": (("a", "plan", [2]), "plan is put to administrator"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_stored(project, guide, what):
    args, said = REFUSED[what]
    with pytest.raises(RefusedError, match=said):
        workbench.confirm_question(project, "ana", *args)
    assert store.asked(project) == ()


def test_a_question_that_the_guide_lacks_is_refused_with_those_it_has(project, guide):
    with pytest.raises(NotFoundError, match="the guide has no question rom") as refused:
        workbench.confirm_question(project, "ana", "a", "rom", [2])
    assert refused.value.hint == "It has fit, rooms, push, plan."


def test_all_that_is_proposed_is_confirmed_in_one_action_and_undone_as_one(project, guide):
    workbench.confirm_question(project, "ana", "a", "rooms", [4])
    proposed = {
        (name, one.question.id): one.turns
        for name in "abcd"
        for one in workbench.questions(project, "lead", name)
        if not one.confirmed
    }
    assert proposed["b", "push"] == (0,)
    assert workbench.confirm_questions(project, "lead", ["a"]) == 2
    assert workbench.confirm_questions(project, "lead") == len(proposed) - 2
    names = store.transcript_names(project)
    texts = {text.hash: text for text in store.transcripts(project)}
    stored = {
        (names[one.transcript], one.question): tuple(
            at for at, turn in enumerate(texts[one.transcript].turns) if turn.start in one.turns
        )
        for one in store.asked(project)
    }
    assert stored == {("a", "rooms"): (4,)} | proposed
    assert workbench.confirm_questions(project, "lead") == 0
    assert str(len(proposed) - 2) in workbench.undo(project, "lead")
    assert len(store.asked(project)) == 3
    workbench.redo(project, "lead")
    assert len(store.asked(project)) == len(proposed) + 1


def test_nobody_in_particular_confirms_nothing(project, guide):
    with pytest.raises(RefusedError, match="who is at work"):
        workbench.confirm_questions(project, " ")


# What silence means


@pytest.fixture
def presence(cell):
    """What is known of a construct in a clinic."""
    return lambda case, code, by=(): cell("lead", case, code, by).presence


def test_without_a_guide_silence_is_unconfirmed(presence):
    assert presence("C1", "inner.tension") == "unconfirmed"
    assert presence("C1", "inner.priority") == "present"


def test_what_no_question_asks_about_was_not_asked(guide, presence):
    assert presence("C1", "inner.tension") == "not asked"


def test_until_somebody_confirms_it_is_unconfirmed_and_then_silent_or_not_asked(
    project, guide, presence
):
    assert presence("C2", "inner.resources.space") == "unconfirmed"
    workbench.submit(project, "ana", ["d"])
    workbench.confirm_question(project, "ana", "c", "rooms", [])
    assert presence("C2", "inner.resources.space") == "unconfirmed"
    workbench.confirm_question(project, "ana", "d", "rooms", [])
    assert presence("C2", "inner.resources.space") == "not asked"
    workbench.confirm_question(project, "ana", "d", "rooms", [0])
    assert presence("C2", "inner.resources.space") == "asked and silent"
    assert presence("C2 counselor", "inner.resources.space", ["clinic", "role"]) == "not asked"
    workbench.confirm_question(project, "ana", "d", "rooms", [0], [SPACE])
    assert presence("C2", "inner.resources.space") == "absent"


def test_silence_of_what_is_not_coded_to_the_end_is_unconfirmed(project, guide, presence):
    for name in "cd":
        workbench.confirm_question(project, "ana", name, "rooms", [0])
    assert presence("C2", "inner.resources.space") == "unconfirmed"  # d is not submitted
    workbench.submit(project, "ana", ["d"])
    assert presence("C2", "inner.resources.space") == "asked and silent"


def test_whom_no_role_is_known_of_may_have_been_asked_anything(
    project, guide, presence, tmp_path, done
):
    (tmp_path / "e.txt").write_text("Interviewer: How does it fit?\nWorker: I too.\n")
    (tmp_path / "more.csv").write_text("transcript,participant,clinic\ne,P5,C3\n")
    cases = ("--cases", tmp_path / "more.csv")
    done("import", project.path, tmp_path / "e.txt", *cases, coder="lead")
    workbench.submit(project, "ana", ["e"])
    assert presence("C3", FIT) == "unconfirmed"
    workbench.confirm_question(project, "ana", "e", "fit", [0])
    assert presence("C3", FIT) == "asked and silent"


def test_the_guide_follows_a_code_that_was_merged(project, guide, presence):
    workbench.submit(project, "ana", ["d"])
    for name in "cd":
        workbench.confirm_question(project, "ana", name, "rooms", [0], [SPACE])
    workbench.merge_codes(project, "lead", SPACE, "cfir22.inner.tension")
    assert presence("C2", "inner.tension") == "absent"
    rooms = workbench.guide(project).questions[1]
    assert rooms.constructs == ("cfir22.inner.tension",)
