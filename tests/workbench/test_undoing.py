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
    priority = "cfir22.inner.priority in d"
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
        said = [workbench.undo(project, "zoe") for _ in range(8)]
        assert workbench.undo(project, "lead") == "1 codebook version (plainer)"
        with pytest.raises(RefusedError, match="nothing to undo"):
            workbench.undo(project, "zoe")
    tension = "cfir22.inner.tension in d"
    assert said == [
        "1 proposed code (Rest)",
        "1 submission (d)",
        "1 memo (Tension for Change)",
        f"1 memo ({tension})",
        f"1 star ({tension})",
        f"1 coding moved and recoded ({tension})",
        f"1 coding revised ({priority})",
        f"1 coding, 1 memo ({priority})",
    ]
