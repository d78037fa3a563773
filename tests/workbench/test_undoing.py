"""Whatever was done can be undone, step by step, also after a restart, and done again."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store, workbench
from qualbench.errors import QualbenchError, RefusedError
from qualbench.model import Span
from qualbench.store import live

CODES = ("inner.priority", "inner.tension", "outer.policies_laws")
CODING = ("code", "all", "recode", "move", "mark", "retract", "star", "submit")
STEPS = st.tuples(
    st.sampled_from((*CODING, "memo", "edit", "drop", "undo", "undo", "redo")), st.integers(0, 5)
)


def step(project, what, n):
    """One thing that zoe does; what cannot be done now is refused and changes nothing."""
    mine = workbench.live_codings(project, coder="zoe") if known(project) else ()
    coding = mine[n % len(mine)].coding.id if mine else "none"
    written = [m for m in workbench.memos(project, "zoe") if m.coder == "zoe"]
    memo = written[n % len(written)].memo.id if written else "none"
    place = Span(33 + n % 3, 40 - n % 2)
    verbs = {
        "code": lambda: workbench.code(project, "zoe", "d", place, CODES[n % 3], memo="m" * n),
        "all": lambda: workbench.code_all(project, "zoe", "d", place, CODES[: 1 + n % 3]),
        "recode": lambda: workbench.revise(project, "zoe", coding, code=CODES[n % 3]),
        "move": lambda: workbench.revise(project, "zoe", coding, span=place),
        "mark": lambda: workbench.revise(project, "zoe", coding, unsure=n > 2, note="n" * n),
        "retract": lambda: workbench.retract(project, "zoe", [coding]),
        "memo": lambda: workbench.write_memo(project, "zoe", "coding", coding, f"memo {n}"),
        "edit": lambda: workbench.edit_memo(project, "zoe", memo, f"changed {n}"),
        "drop": lambda: workbench.drop_memo(project, "zoe", memo),
        "star": lambda: workbench.star(project, "zoe", coding),
        "submit": lambda: workbench.submit(project, "zoe", ["d"]),
        "undo": lambda: workbench.undo(project, "zoe"),
        "redo": lambda: workbench.redo(project, "zoe"),
    }
    try:
        verbs[what]()
    except QualbenchError:
        return False
    return True


def known(project):
    return "zoe" in {coder.name for coder in store.coders(project)}


def seen(project):
    """All that zoe sees of her own."""
    memos = [memo for memo in workbench.memos(project, "zoe") if memo.coder == "zoe"]
    return workbench.page(project, "zoe", "d"), memos


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=st.lists(STEPS, max_size=12))
def test_any_history_is_undone_to_nothing_and_redone_to_where_it_was(tiny, tmp_path, history):
    path = shutil.copy(tiny, tmp_path / "example.qualbench")
    with workbench.opened(path) as project:
        for what, n in history:
            step(project, what, n)
            assert {i for (i,) in project.db.execute("SELECT id FROM live")} == live.rebuilt(
                project.db
            )
    states = []
    with workbench.opened(path) as project:
        assert store.check(project) == ()
        if not known(project):
            return
        states.append(seen(project))
        while step(project, "undo", 0):
            states.append(seen(project))
        page, memos = states[-1]
        assert (page.own, memos) == ((), [])
        assert not page.submitted
        for state in reversed(states[:-1]):
            assert step(project, "redo", 0)
            assert seen(project) == state
        assert store.check(project) == ()


def test_what_is_undone_is_said_with_where_it_was(tiny):
    with workbench.opened(tiny) as project:
        made = workbench.code(project, "zoe", "d", Span(33, 36), "inner.priority", memo="m")
        workbench.revise(project, "zoe", made.id, valence="+")
        workbench.revise(project, "zoe", made.id, span=Span(33, 40), code="inner.tension")
        workbench.star(project, "zoe", made.id)
        workbench.write_memo(project, "zoe", "coding", made.id, "x")
        workbench.write_memo(project, "zoe", "code", "inner.tension", "x")
        workbench.submit(project, "zoe", ["d"])
        workbench.propose_code(project, "zoe", "Rest")
        workbench.rename_code(project, "lead", "cfir22.inner.priority", "Rank", "plainer")
    with workbench.opened(tiny) as project:
        for verb in (workbench.undo, workbench.redo, workbench.undo):
            assert verb(project, "lead") == "renamed Relative Priority to Rank"
        said = [workbench.undo(project, "zoe") for _ in range(8)]
        with pytest.raises(RefusedError, match="nothing to undo"):
            workbench.undo(project, "zoe")
    assert said == [
        "proposed code Rest",
        "submission of d",
        "memo on Tension for Change",
        "memo on Tension for Change in d",
        "star on Tension for Change in d",
        "edges and Tension for Change instead of Relative Priority in d",
        "valence + on Relative Priority in d",
        "Relative Priority in d, with a memo",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unsure": True}, "unsure on Relative Priority in d"),
        ({"note": "?"}, "question on Relative Priority in d"),
        ({"valence": "-", "unsure": True}, "valence - and unsure on Relative Priority in d"),
        ({"valence": ""}, "no valence on Relative Priority in d"),
        ({"span": Span(33, 40)}, "edges of Relative Priority in d"),
        ({"code": "inner.resources.space"}, "Space instead of Relative Priority in d"),
    ],
)
def test_a_revision_is_said_by_what_it_changed_also_when_it_is_redone(tiny, change, words):
    place = Span(33, 36)
    with workbench.opened(tiny) as project:
        made = workbench.code(project, "zoe", "d", place, "inner.priority", valence="+")
        workbench.revise(project, "zoe", made.id, **change)
        assert workbench.undo(project, "zoe") == words
        assert workbench.redo(project, "zoe") == words


def test_a_coding_confirmed_after_a_merge_was_looked_at_again(tiny):
    with workbench.opened(tiny) as project:
        made = workbench.code(project, "zoe", "d", Span(33, 36), "inner.priority")
        workbench.merge_codes(project, "lead", "cfir22.inner.priority", "cfir22.inner.tension")
        workbench.revise(project, "zoe", made.id)
        assert workbench.undo(project, "zoe") == "looked at again: Tension for Change in d"


def test_several_codings_are_counted_with_the_transcript_that_all_are_in(tiny):
    with workbench.opened(tiny) as project:
        made = workbench.code_all(project, "zoe", "d", Span(33, 36), CODES)
        other = workbench.code(project, "zoe", "c", Span(0, 11), CODES[0])
        workbench.retract(project, "zoe", [made[0].id, other.id])
        said = [workbench.undo(project, "zoe") for _ in range(3)]
    assert said == [
        "2 codings retracted; they stand again",
        "Relative Priority in c",
        "3 codings in d",
    ]


def test_a_new_code_is_named_though_it_is_gone_with_the_coding(tiny):
    with workbench.opened(tiny) as project:
        workbench.code_new(project, "zoe", "d", Span(33, 36), "Rest")
        assert workbench.undo(project, "zoe") == "Rest in d, a new code"
        assert workbench.redo(project, "zoe") == "Rest in d, a new code"


def test_what_is_long_is_cut_to_one_line(tiny):
    with workbench.opened(tiny) as project:
        workbench.rename_code(project, "lead", "cfir22.inner.priority", "Rank " * 12)
        said = workbench.undo(project, "lead")
    assert said.startswith("renamed Relative Priority to Rank Rank")
    assert said.endswith("…")
    assert len(said) <= 64
    assert "\n" not in said
