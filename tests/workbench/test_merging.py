"""What a merge guarantees, over histories of several people who work in copies of their own."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store, workbench
from qualbench.errors import NotFoundError, QualbenchError, RefusedError
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


@pytest.fixture
def copy(tiny, tmp_path):
    """A copy of the study, to be worked on apart."""
    return Path(shutil.copy(tiny, tmp_path / "copy.qualbench"))


@pytest.fixture
def project(tiny, copy):
    with workbench.opened(tiny) as project:
        yield project


def merged(project, *files, coder="lead"):
    done = workbench.merge(project, coder, files)
    assert [one.refused for one in done] == [None] * len(files)
    return done


def test_agreement_before_is_agreement_after_when_two_code_apart(tiny_once, tmp_path):
    whole, ana, bo, united = (
        at(tmp_path, name, tiny_once) for name in ("whole", "ana", "bo", "united")
    )

    def work(file, coder, places):
        with workbench.opened(file) as project:
            for start, code in places:
                workbench.code(project, coder, "d", Span(start, start + 5), code)
            workbench.submit(project, coder, ["d"])

    jobs = {"ana": [(20, CODES[0]), (34, CODES[1])], "bo": [(33, CODES[1]), (20, CODES[0])]}
    for apart, (coder, places) in zip((ana, bo), jobs.items(), strict=True):
        work(apart, coder, places)
        work(whole, coder, places)
    with workbench.opened(united) as project, workbench.opened(whole) as unsplit:
        before = workbench.agree(project, "lead", ("ana", "bo"))
        merged(project, ana, bo)
        after = workbench.agree(project, "lead", ("ana", "bo"))
        assert after != before
        assert after == workbench.agree(unsplit, "lead", ("ana", "bo"))


def test_a_copy_in_which_nothing_was_done_changes_nothing(project, copy):
    before = store.facts_digest(project)
    (done,) = merged(project, copy)
    assert (done.added, done.conflicts, store.facts_digest(project)) == ({}, (), before)
    facts = len(list(project.db.execute("SELECT id FROM heads")))
    assert sum(done.already.values()) == facts


def test_a_retraction_travels_and_an_old_copy_never_revives_but_the_authors_redo_does(
    project, copy, tmp_path
):
    coding = workbench.code(project, "cy", "d", Span(33, 40), CODES[0]).id
    old = workbench.backups(project) or (workbench.back_up(project),)
    workbench.retract(project, "cy", [coding])
    merged(project, old[0])
    assert coding not in {c.id for c in store.codings(project)}
    with workbench.opened(copy) as apart:
        merged(apart, old[0])
        assert coding in {c.id for c in store.codings(apart)}
        merged(apart, project.path)
        assert coding not in {c.id for c in store.codings(apart)}
        with pytest.raises(RefusedError, match="nothing to undo"):
            workbench.undo(apart, "cy")  # what was merged in was not done here
    workbench.undo(project, "cy")
    with workbench.opened(copy) as apart:
        merged(apart, project.path)
        assert coding in {c.id for c in store.codings(apart)}


def test_a_dry_run_tells_the_ledger_that_the_merge_tells_and_stores_nothing(project, copy, tiny):
    with workbench.opened(copy) as apart:
        workbench.rename_code(apart, "lead", CODES[0], "There")
        workbench.code(apart, "di", "d", Span(33, 40), CODES[0], memo="why?")
    workbench.rename_code(project, "lead", CODES[0], "Here")
    before = store.facts_digest(project)
    rehearsed = workbench.merge(project, "lead", [copy, tiny], dry_run=True)
    assert store.facts_digest(project) == before
    assert workbench.backups(project) == ()
    assert workbench.check(project) == ()
    assert workbench.merge(project, "lead", [copy, tiny]) == rehearsed
    assert rehearsed[0].added == {
        **{"codebook": 1, "coder": 1, "coding": 1, "memo": 1, "publication": 1}
    }
    assert [one.about for one in rehearsed[0].conflicts] == ["the codebook in force"]
    assert [c.coder for c in rehearsed[0].conflicts[0].claims] == ["lead", "lead"]


def test_a_backup_of_what_was_is_made_first(project, copy, facts):
    before = store.facts_digest(project)
    with workbench.opened(copy) as apart:
        workbench.code(apart, "ana", "d", Span(33, 40), CODES[0])
    merged(project, copy)
    assert [facts(backup) for backup in workbench.backups(project)] == [before]


def test_without_room_for_a_backup_nothing_is_merged(project, copy):
    workbench.backup_folder(project).write_text("in the way")
    with pytest.raises(QualbenchError, match="no backup was made") as caught:
        workbench.merge(project, "lead", [copy])
    assert caught.value.hint.startswith("Nothing was merged")


# Conflicts


def both(project, copy, verb):
    """The same verb here and in the copy, with 0 and 1; then they are merged."""
    with workbench.opened(copy) as apart:
        verb(apart, 1)
    verb(project, 0)
    (done,) = merged(project, copy)
    return done.conflicts


CLASHES = {
    "publication": lambda p, n: workbench.rename_code(p, "lead", CODES[0], f"Name {n}"),
    "setting": lambda p, n: workbench.settle(p, "lead", "tolerance", str(n)),
    "primary_coder": lambda p, n: workbench.primary(p, "lead", ("ana", "bo")[n]),
    "round": lambda p, n: workbench.open_round(p, "lead", "pilot", ("ana", "bo")),
    "submission": lambda p, n: (
        workbench.code(p, "bo", "c", Span(25, 30 + n), CODES[0]),
        workbench.submit(p, "bo", ["c"]),
    ),
    "namesake": lambda p, n: workbench.code(p, "twin", "c", Span(25, 30), CODES[n]),
    "coding": lambda p, n: workbench.revise(
        p, "ana", workbench.live_codings(p, coder="ana", viewer="ana")[0].coding.id, code=CODES[n]
    ),
}


@pytest.mark.parametrize("kind", CLASHES)
def test_what_contradicts_is_listed_with_both_sides_and_decided_by_a_new_fact(project, copy, kind):
    (found,) = both(project, copy, CLASHES[kind])
    assert found.conflict.kind == kind
    assert len({claim.fact for claim in found.claims}) == 2
    assert workbench.conflicts(project, "lead")[0].id == found.id
    who = {"submission": "bo", "coding": "ana"}.get(kind, "lead")
    if kind == "namesake":
        who, choice = found.claims[1].coder, "the other"
    else:
        assert found.decides == (who,)
        choice = "2"
    count = store.facts_digest(project)
    workbench.choose(project, who, found.id[:6], choice, "it is the newer one")
    assert store.facts_digest(project) != count
    assert workbench.conflicts(project, "lead") == ()
    assert "it is the newer one" in {m.memo.text for m in workbench.memos(project, who)}
    live = {row[0] for row in project.db.execute("SELECT id FROM live")}
    assert kind == "namesake" or found.claims[1].fact in live
    assert workbench.check(project) == ()
    merged(project, copy)
    assert workbench.conflicts(project, "lead") == ()
    if kind == "namesake":
        return  # a name is not taken back by a key
    workbench.undo(project, who)
    assert [one.id for one in workbench.conflicts(project, "lead")] == [found.id]


def test_the_other_side_goes_back_to_where_both_began(project, copy):
    """Two versions here and one there: choosing theirs takes back both of ours."""
    with workbench.opened(copy) as apart:
        workbench.rename_code(apart, "lead", CODES[0], "Theirs")
    for name in ("Ours", "Ours, later"):
        workbench.rename_code(project, "lead", CODES[0], name)
    ((found,),) = [one.conflicts for one in merged(project, copy)]
    names = {}
    for number in ("1", "2"):
        workbench.choose(project, "lead", found.id, number)
        names[number] = workbench.codebook(project).by_id[CODES[0]].name
        workbench.undo(project, "lead")
    assert set(names.values()) == {"Theirs", "Ours, later"}


def test_nothing_is_published_on_top_of_two_codebooks(project, copy):
    both(project, copy, CLASHES["publication"])
    with pytest.raises(RefusedError, match="of which one can be meant"):
        workbench.rename_code(project, "lead", CODES[1], "More")


def test_who_may_not_decide_is_refused_and_what_is_no_claim_is_not_found(project, copy):
    (found,) = both(project, copy, CLASHES["publication"])
    with pytest.raises(RefusedError, match=f"{found.id} is not yours") as caught:
        workbench.choose(project, "ana", found.id, "1")
    assert caught.value.hint == "Ask lead."
    with pytest.raises(NotFoundError, match="has no claim 3"):
        workbench.choose(project, "lead", found.id, "3")
    with pytest.raises(NotFoundError, match="no conflict 0000 stands"):
        workbench.choose(project, "lead", "0000", "1")


def test_a_coding_revised_here_and_taken_back_there_waits_for_its_coder(project, copy):
    coding = workbench.live_codings(project, coder="ana", viewer="ana")[0].coding.id
    with workbench.opened(copy) as apart:
        workbench.retract(apart, "ana", [coding])
    now = workbench.revise(project, "ana", coding, code=CODES[0])
    ((found,),) = [one.conflicts for one in merged(project, copy, coder="ana")]
    assert [claim.says for claim in found.claims][1] == "taken back"
    workbench.choose(project, "ana", found.id, "2")
    assert now.lineage not in {c.lineage for c in store.codings(project)}
    workbench.undo(project, "ana")
    workbench.choose(project, "ana", found.id, "1")
    assert now.id in {c.id for c in store.codings(project)}
    assert workbench.conflicts(project, "ana") == ()


def test_what_is_sealed_and_what_is_anothers_memo_stays_so_in_a_conflict(project, copy):
    workbench.open_round(project, "lead", "pilot", ("ana", "bo"))
    coding = workbench.live_codings(project, coder="ana", viewer="ana")[0].coding.id
    memo = workbench.write_memo(project, "ana", "project", "", "a secret").id
    with workbench.opened(copy) as apart:
        merged(apart, project.path)

    def verb(on, n):
        workbench.revise(on, "ana", coding, code=CODES[n])
        workbench.edit_memo(on, "ana", memo, f"a secret {n}")

    both(project, copy, verb)
    told = {who: str(workbench.conflicts(project, who)) for who in ("ana", "lead")}
    said = {
        who: [c.says for one in workbench.conflicts(project, who) for c in one.claims]
        for who in told
    }
    assert set(said["lead"]) == {"(its coder alone sees it)"}
    assert {"a secret 0", "a secret 1"} < set(said["ana"])


def test_two_who_are_called_alike_stay_two(project, copy):
    both(project, copy, CLASHES["namesake"])
    twins = [coder for coder in store.coders(project) if coder.name.startswith("twin")]
    assert len({coder.name for coder in twins}) == len({coder.id for coder in twins}) == 2
    with pytest.raises(NotFoundError, match="2 coders are named twin"):
        workbench.code(project, "twin", "c", Span(20, 22), CODES[2])
    for coder in twins:
        assert len(workbench.live_codings(project, coder=coder.name, viewer=coder.name)) == 1


def test_different_values_of_a_participant_and_other_names_are_kept_until_a_lead_decides(
    project, copy, tmp_path
):
    for number, value in enumerate(("counselor", "director")):
        rows = f"transcript,participant,role\nc,P9,{value}\n"
        (tmp_path / f"{number}.csv").write_text(rows)

    def verb(on, n, who="lead"):
        workbench.import_files(on, who, (), tmp_path / f"{n}.csv")

    with pytest.raises(RefusedError):
        verb(project, 1, "bo")  # who is no lead cannot revise what the lead recorded
    (role,) = both(project, copy, verb)
    assert role.about == "role of P9"
    assert sorted(claim.says for claim in role.claims) == ["counselor", "director"]
    wanted = next(i for i, c in enumerate(role.claims, 1) if c.says == "director")
    workbench.choose(project, "lead", role.id, str(wanted))
    (case,) = store.cases(project)[store.find_hash(project, "c")]
    assert dict(case.attributes)["role"] == "director"


def test_what_contradicts_is_read_alike_whichever_copy_was_first(tiny_once, tmp_path):
    for kind, verb in CLASHES.items():
        one, other = (at(tmp_path, f"{kind}-{side}", tiny_once) for side in "ab")
        for side, file in enumerate((one, other)):
            with workbench.opened(file) as project:
                verb(project, side)
        with workbench.opened(at(tmp_path, f"{kind}-c", one)) as project:
            merged(project, other)
            first = seen(project, tmp_path / f"{kind}-1")
        with workbench.opened(at(tmp_path, f"{kind}-d", other)) as project:
            merged(project, one)
            assert seen(project, tmp_path / f"{kind}-2") == first
