"""Copies of several people, merged in any order and however often: the study is the same."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store, workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span

PEOPLE = ("lead", "ana", "bo", "cy", "di")
CODES = ("cfir22.inner.tension", "cfir22.inner.culture", "cfir22.outer.financing")
TEXTS = ("a", "b", "d")
QUOTES = {
    "a": "“it fits the day”, and interviewer and the rooms",
    "b": "the state asks for it interviewer, anything",
    "d": "Interviewer: Now? Administrator: Not now.",
}
KINDS = (
    *("code", "code", "code", "recode", "move", "retract", "memo", "edit", "drop", "star"),
    *("undo", "undo", "redo", "submit", "load", "propose", "rename", "settle", "primary", "fetch"),
    *("round", "reveal", "cases", "quote", "erase"),
)
STEP = st.tuples(st.integers(0, 4), st.sampled_from(KINDS), st.integers(0, 5))


def step(copies, who, what, n, tables):
    """One thing that somebody does in their own copy; what is refused there changes nothing."""
    project, coder, text = copies[who], PEOPLE[who], TEXTS[n % 3]
    names = {one.name for one in store.coders(project)}
    mine = workbench.live_codings(project, coder=coder, viewer=coder) if coder in names else ()
    coding = mine[n % len(mine)].coding.id if mine else "none"
    memos = [m.memo.id for m in workbench.memos(project, coder) if m.coder == coder]
    memo = memos[n % len(memos)] if memos else "none"
    span = Span(20 + n, 28 + n % 2)
    verbs = {
        "code": lambda: workbench.code(project, coder, text, span, CODES[n % 3], memo="m" * n),
        "recode": lambda: workbench.revise(project, coder, coding, code=CODES[n % 3]),
        "move": lambda: workbench.revise(project, coder, coding, span=span),
        "retract": lambda: workbench.retract(project, coder, [coding]),
        "memo": lambda: workbench.write_memo(project, coder, "transcript", text, f"memo {n}"),
        "edit": lambda: workbench.edit_memo(project, coder, memo, f"changed {n} by {who}"),
        "drop": lambda: workbench.drop_memo(project, coder, memo),
        "star": lambda: workbench.star(project, coder, coding),
        "undo": lambda: workbench.undo(project, coder),
        "redo": lambda: workbench.redo(project, coder),
        "submit": lambda: workbench.submit(project, coder, [text]),
        "load": lambda: workbench.load_codings(project, tables[2]),
        "propose": lambda: workbench.propose_code(project, coder, f"Rest {n}", definition=coder),
        "rename": lambda: workbench.rename_code(project, "lead", CODES[n % 3], f"By {who} {n}"),
        "settle": lambda: workbench.settle(project, "lead", "tolerance", str(n)),
        "primary": lambda: workbench.primary(project, "lead", ("ana", "bo")[n % 2]),
        "round": lambda: workbench.open_round(
            project, "lead", f"r{n % 2}", ("ana", "bo"), ["a", "d"]
        ),
        "reveal": lambda: workbench.reveal(project, "lead", f"r{n % 2}", anyway=True),
        "cases": lambda: workbench.import_files(project, "lead", (), tables[n % 2]),
        "quote": lambda: workbench.write_memo(
            project, coder, "project", "", f"{n}: {QUOTES[text]}"
        ),
        "erase": lambda: workbench.erase(project, "lead", text),
        "fetch": lambda: workbench.merge(project, coder, [copies[n % len(copies)].path]),
    }
    try:
        verbs[what]()
    except QualbenchError:
        return


def seen(project, folder):
    """All that can be told of a project, by the bytes of its tables too."""
    folder.mkdir()
    tables = [(kind, f"{kind}.csv") for kind in ("segments", "codebook", "decisions")]
    if store.primary_coders(project):
        tables.append(("counts", "counts.csv"))
    for kind, name in tables:
        workbench.export(project, kind, folder / name)
    return {
        "facts": store.facts_digest(project),
        "erased": workbench.erasures(project),
        "live": {row[0] for row in project.db.execute("SELECT id FROM live")},
        "rounds": store.rounds(project),
        "cases": store.cases(project),
        "conflicts": workbench.conflicts(project, "lead"),
        "agreement": agreement(project),
        "names": store.transcript_names(project),
        "memos": {person: workbench.memos(project, person) for person in PEOPLE},
        "files": {file.name: file.read_bytes() for file in sorted(folder.iterdir())},
    }


def agreement(project):
    try:
        return workbench.agree(project, "lead", ("ana", "bo"))
    except QualbenchError as error:
        return str(error)


def at(folder, name, file):
    return Path(shutil.copy(file, folder / f"{name}.qualbench"))


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    people=st.integers(3, 5),
    steps=st.lists(STEP, min_size=12, max_size=40),
    order=st.randoms(use_true_random=False),
)
def test_in_whatever_order_and_however_often_copies_are_merged_the_study_is_the_same(
    tiny_once, tmp_path_factory, people, steps, order
):
    folder = tmp_path_factory.mktemp("copies")
    tables = [folder / "one.csv", folder / "other.csv", tiny_once.with_name("drafts.csv")]
    for table, role in zip(tables, ("counselor", "director"), strict=False):
        table.write_text(f"transcript,participant,role\nd,P{len(role)},{role}\nc,P3,{role}\n")
    with ExitStack() as opened:
        copies = [
            opened.enter_context(workbench.opened(at(folder, person, tiny_once)))
            for person in PEOPLE[:people]
        ]
        for who, what, n in steps:
            step(copies, who % people, what, n, tables)
        files = [copy.path for copy in copies]
    before = {file: file.read_bytes() for file in files}
    found = []
    for number in range(2):
        again = [*files, *order.choices(files, k=2)]
        order.shuffle(again)
        base = again.pop() if number else tiny_once
        with workbench.opened(at(folder, f"merged-{number}", base)) as project:
            parts = order.randint(0, len(again))
            done = workbench.merge(project, "lead", again[:parts])
            for file in (*again[parts:], *files):
                done += workbench.merge(project, "lead", [file])
            assert [one.refused for one in done if one.refused] == []
            assert workbench.check(project) == ()
            found.append(seen(project, folder / f"exports-{number}"))
    assert found[0] == found[1]
    assert {file: file.read_bytes() for file in files} == before


def test_what_contradicts_is_read_alike_whichever_copy_was_first(
    tiny_once, tmp_path, merged, clashes, kind
):
    one, other = (at(tmp_path, side, tiny_once) for side in "ab")
    for side, file in enumerate((one, other)):
        with workbench.opened(file) as project:
            clashes[kind](project, side)
    with workbench.opened(at(tmp_path, "c", one)) as project:
        merged(project, other)
        first = seen(project, tmp_path / "1")
    with workbench.opened(at(tmp_path, "d", other)) as project:
        merged(project, one)
        assert seen(project, tmp_path / "2") == first
