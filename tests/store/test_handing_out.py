"""A handed-out copy holds what one coder may see, as the same facts, and nothing else."""

import shutil
import stat
import subprocess
import sys
from contextlib import contextmanager, suppress
from itertools import chain, combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import NotFoundError, ProjectError, RefusedError
from qualbench.model import Guide, Judgement
from qualbench.store import Draft
from qualbench.store.facts import add, all_facts, kinds
from qualbench.store.ids import canonical, new_id

OWN = {"coder", "coding", "decision", "memo", "showing", "star", "submission"}
"""Kinds of which a copy holds only what its coder said."""

NEVER = {"primary_coder", "reconciliation", "reveal", "topic_decision", "topic_run"}
NEVER |= {"rating", "consensus_rating", "verification", "trial_table", "call", "integration"}
CODES = ("tiny.culture", "tiny.need", "tiny.motivation")
TEXTS = ("a01", "c01", "c02")
SOME = list(chain.from_iterable(combinations(TEXTS, n) for n in range(len(TEXTS) + 1)))


def hashes(study, names):
    return [study.text(name).hash for name in names]


@pytest.fixture
def out(study, study_of, tmp_path):
    """Hands a copy out and opens it: ``with out("First", "c01") as copy``."""

    @contextmanager
    def out(coder, *names, rounds=()):
        path = tmp_path / f"{new_id()}.qualbench"
        texts = hashes(study, names or TEXTS)
        lead, to = study.coders["Lead"], study.coders[coder]
        store.hand_out(study.store, lead, to, path, texts, rounds)
        with study_of(path) as copy:
            yield copy

    return out


def written(study):
    """Every fact and the digest beside it, by id."""
    db = study.store.db
    return {f.id: (f, digest) for kind in kinds(db) for f, digest in all_facts(db, kind)}


def bytes_of(path):
    """What is on the disk: of the file and all that SQLite keeps beside it."""
    return b"".join(Path(file).read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def foreign(study, coder):
    """What no copy of a coder's may hold: ids and words that others have said and decided."""
    me = study.coders[coder]
    of_others = [f for f in study.facts(*OWN, *NEVER, "assignment", "handout") if f.author != me]
    of_others = [f for f in of_others if f.payload.get("coder") != me]
    found = {fact.id for fact in of_others}
    for fact in of_others:
        said = fact.payload
        found |= {said.get("lineage") or fact.id, said.get("given") or fact.id}
        if fact.kind in ("coder", "memo"):
            found.add(said.get("name") or said["text"])
        found.add(said.get("note") or fact.id)
    return {str(one).encode() for one in found}


@pytest.mark.parametrize("names", SOME, ids="+".join)
@pytest.mark.parametrize("coder", ["First", "Second", "Lead"])
def test_what_it_holds_are_the_same_facts_of_which_the_same_ones_stand(study, out, coder, names):
    with out(coder, *names) as copy:
        assert copy.problems() == []
        here, there = written(study), written(copy)
        assert there.items() <= here.items()
        assert copy.live_facts() == study.live_facts() & there.keys()
        assert (copy.store.project, copy.version) == (study.store.project, study.version)
        assert {f.payload["hash"] for f in copy.facts("transcript")} == set(
            hashes(study, names or TEXTS)
        )
        assert {f.author for f in copy.facts(*OWN)} == {study.coders[coder]}
        assert copy.facts(*NEVER, "assignment") == []


def test_its_coder_finds_there_all_that_is_the_coders_own(study, out):
    for coder, me in study.coders.items():
        with out(coder) as copy:
            mine = [f for f in study.facts(*OWN) if f.author == me]
            assert copy.facts(*OWN) == mine
            assert store.codings(copy.store) == store.codings(study.store, coder=me)


@pytest.mark.parametrize("coder", ["First", "Second"])
def test_neither_file_nor_log_holds_an_id_or_a_word_of_anybody_else(
    study, study_of, coder, tmp_path
):
    others = [name for name in study.coders if name not in (coder, "Lead")]
    for other in (*others, "Lead"):
        study.code(other, "a01", 3, 6, memo=f"memo of {other} \U0001f642", note=f"ask {other}")
    path, mine = tmp_path / "copy.qualbench", study.coders[coder]
    assigned = {study.text("c01").hash: list(study.coders.values())}
    given = store.round_drafts("next", assigned, {}, {}, "")
    study.record("Lead", *given)
    lead, texts = study.coders["Lead"], hashes(study, TEXTS)
    store.hand_out(study.store, lead, mine, path, texts, [given[0].id], given[0].id)
    hidden = foreign(study, coder)
    assert {b"Lead", others[0].encode(), f"ask {others[0]}".encode()} <= hidden
    assert {one for one in hidden if one in bytes_of(path)} == set()
    with study_of(path) as copy:
        copy.code(coder, "c01", 4, 9, memo="mine")
        copy.do(store.submit, coder, study.text("c01").hash)
        assert Path(f"{path}-wal").stat().st_size
        there = bytes_of(path)
        assert b"mine" in there and given[0].id.encode() in there
        assert {one for one in hidden if one in there} == set()
        assert [f.payload["coder"] for f in copy.facts("assignment")] == [mine]


def test_it_has_an_id_of_its_own_and_neither_journal_nor_desk(study, out):
    store.leave(study.store, study.coders["First"], {"theme": "light"})
    with out("First") as copy:
        (given,) = [h for h in store.handouts(study.store) if h.given == copy.store.copy]
        assert (given.coder, given.lead) == (study.coders["First"], study.coders["Lead"])
        assert copy.store.copy != study.store.copy
        assert store.given_to(copy.store) == study.coders["First"]
        assert store.given_to(study.store) == ""
        assert store.desk(copy.store, study.coders["First"]) == {}
        with pytest.raises(RefusedError, match="nothing to undo"):
            copy.do(store.undo, "First")
        assert stat.S_IMODE(copy.store.path.stat().st_mode) == 0o600


def test_nobody_is_named_there_but_its_coder_and_that_there_is_a_lead(out):
    with out("Second") as copy:
        assert [(c.name, c.lead) for c in store.coders(copy.store)] == [
            ("Second", False),
            ("the lead", True),
        ]
        with pytest.raises(NotFoundError, match="there is no coder the lead"):
            store.find_coder(copy.store, "the lead")


@pytest.mark.parametrize("kind", ["decision", "showing"])
def test_what_rests_on_somebody_elses_coding_or_the_consensus_stays_behind(study, out, kind):
    theirs, mine = study.code("Second", "c02", 7, 9), study.code("First", "c02", 7, 9)
    said = study.facts(kind)[0].payload
    said |= {"coding": None} if kind == "decision" else {}

    def rests_on(coding):
        return study.record("First", Draft(kind, {**said, "evidence": f"quote:{coding}"}))

    kept, *left = map(rests_on, (mine, theirs, store.content_id(study.store.project, ["agreed"])))
    with out("First") as copy:
        here = {fact.id for fact in copy.facts(kind)}
        assert kept in here and here.isdisjoint(left)
        assert copy.problems() == []
        back(copy, study)
    assert {fact.id for fact in study.facts(kind)} >= {kept, *left}


def test_a_proposal_of_somebody_else_comes_along_where_an_own_coding_carries_it(study, out):
    (code,) = {fact.payload["code"] for fact in study.facts("proposal")}
    with out("Second") as copy:
        assert copy.facts("proposal") == []
    study.code("Second", "c01", 3, 10, code)
    with out("Second", "c01") as copy:
        assert copy.facts("proposal") == study.facts("proposal")
        assert copy.problems() == []
    with out("Second", "c02") as copy:
        assert copy.facts("proposal") == []


def test_the_guide_comes_along_and_where_it_was_put_in_the_texts_that_are_given(study, out):
    here = study.record("Second", store.asked_draft(study.text("a01").hash, "going", [0]))
    before = {fact.id for fact in study.facts("asked")} - {here}
    kept = [store.guide(study.store), study.facts("guide")]
    with out("First", "a01") as copy:
        assert {fact.id for fact in copy.facts("asked")} == {here}
        assert store.asked(copy.store) == store.asked(study.store, study.text("a01").hash)
        assert [store.guide(copy.store), copy.facts("guide")] == kept
        assert copy.problems() == []
    with out("Second", "c01") as copy:
        assert {fact.id for fact in copy.facts("asked")} == before
        copy.record("Second", store.asked_draft(copy.text("c01").hash, "more", [0]))
        copy.rate("Second", 1)
        back(copy, study)
    assert {one.question for one in store.asked(study.store)} == {"going", "more"}
    assert study.problems() == []


@pytest.mark.parametrize("kind", ["asked", "rating", "verification"])
def test_it_is_told_to_be_back_by_whatever_of_ratings_was_made_in_it(study, out, kind):
    with out("First", "c01") as copy:
        drafts = {
            "asked": store.asked_draft(copy.text("c01").hash, "more", [0]),
            "rating": store.rating_draft((("clinic", "C9"),), "tiny.need", Judgement("mixed")),
            "verification": store.verification_draft(study.facts("rating")[0].id),
        }
        copy.record("First", drafts[kind])
        back(copy, study)
        returned = {h.given: h.returned for h in store.handouts(study.store)}
        assert returned[copy.store.copy]


def test_a_round_after_another_one_comes_without_it(study, out):
    (before,) = store.rounds(study.store)
    text = study.text("a01").hash
    given = store.round_drafts("next", {text: [study.coders["Lead"]]}, {}, {}, before.id)
    study.record("Lead", *given)
    with out("Lead", "a01", rounds=[given[0].id]) as copy:
        assert [(r.name, r.assigned) for r in store.rounds(copy.store)] == [
            ("next", ((text, (study.coders["Lead"],)),))
        ]
        assert copy.problems() == []


def test_a_file_that_is_there_is_left_as_it_is_and_nothing_is_recorded(study, tmp_path):
    path, before = tmp_path / "notes.txt", store.facts_digest(study.store)
    path.write_text("mine")
    lead, first = study.coders["Lead"], study.coders["First"]
    with pytest.raises(ProjectError, match="is there already"):
        store.hand_out(study.store, lead, first, path, hashes(study, TEXTS), [])
    assert path.read_text() == "mine"
    assert store.facts_digest(study.store) == before


def test_a_fact_that_was_changed_is_not_handed_on_and_no_file_is_left(study, tmp_path):
    fact = next(f for f in study.facts("coding") if f.author == study.coders["First"])
    study.change("coding", fact.id, "code", "changed")
    path, given = tmp_path / "copy.qualbench", store.handouts(study.store)
    lead, first = study.coders["Lead"], study.coders["First"]
    with pytest.raises(ProjectError, match=f"coding {fact.id} was changed"):
        store.hand_out(study.store, lead, first, path, hashes(study, TEXTS), [])
    assert list(tmp_path.glob("copy*")) == []
    assert store.handouts(study.store) == given


@pytest.mark.parametrize("blocks", [40, 160, 400, 480])
def test_a_disk_that_is_full_leaves_no_file_and_no_record(path, facts, tmp_path, blocks):
    """No file may grow beyond so many kilobytes: a limit of the process stands for the disk."""
    to, before = tmp_path / "copy.qualbench", facts(path)
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(to), str(blocks * 1024)],
        capture_output=True,
        text=True,
    )
    assert ran.stdout.startswith(f"{to}: cannot be written"), ran.stdout + ran.stderr
    assert list(tmp_path.glob("copy*")) == []
    assert facts(path) == before


FULL = """
import resource, signal, sys
from pathlib import Path
from qualbench import store
path, to = map(Path, sys.argv[1:3])
with store.opened(path) as project:
    people = {coder.name: coder.id for coder in store.coders(project)}
    texts = list(store.texts(project))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    try:
        store.hand_out(project, people["Lead"], people["First"], to, texts, [])
        print("done", to.stat().st_size)
    except store.file.ProjectError as error:
        print(error.message)
"""


def test_who_has_what_is_told_by_what_was_made_in_the_copy(study, out):
    known = {one.id for one in store.handouts(study.store)}
    with out("First", "a01", "c01") as copy:

        def here():
            return next(h for h in store.handouts(study.store) if h.id not in known)

        assert (here().returned, here().submitted) == (False, ())
        copy.code("First", "a01", 3, 6)
        back(copy, study)
        assert (here().returned, here().submitted) == (True, ())
        copy.do(store.submit, "First", study.text("a01").hash)
        back(copy, study)
        assert here().submitted == (study.text("a01").hash,)
        assert set(here().transcripts) == set(hashes(study, ("a01", "c01")))


def back(copy, study):
    """Unite a copy with the project, as a merge does."""
    with study.store.writing():
        add(study.store.db, [fact for fact, _ in written(copy).values()])


WHO = st.sampled_from(["First", "Second", "Lead"])
ACTS = st.sampled_from(
    ["code", "submit", "undo", "redo", "retract", "rename", "publish", "ask", "rate"]
)


def act(study, what, who, number):
    """Something that a history is made of; who has no authority tries it all the same."""
    name = TEXTS[number % len(TEXTS)]
    text = study.text(name).hash
    if what == "code":
        study.code(who, name, 3, 6 + number % 3)
    elif what == "submit":
        study.do(store.submit, who, text)
    elif what in ("undo", "redo"):
        with suppress(RefusedError):  # there is nothing to take back
            study.do(getattr(store, what), who)
    elif what == "retract":
        every = [f.id for f in study.facts() if f.kind != "coder"]
        study.record(who, Draft("retraction", {"fact": every[number % len(every)], "manner": "do"}))
    elif what == "ask":
        before = ["", *(f.id for f in study.facts("asked") if f.payload["transcript"] == text)]
        said = store.asked_draft(text, "going", [0], (), before[number % len(before)])
        guide = store.guide_draft(study.store, Guide(f"{number}", ()))
        study.record(who, said, *filter(None, [guide]))
    elif what == "rate":
        made = study.rate(who, number % 3, consensus=number % 2 == 0)
        study.record("Second", store.verification_draft(made))
    elif what == "rename":
        names = [f.id for f in study.facts("name") if f.payload["transcript"] == text]
        said = {"transcript": text, "name": f"{name} {number}", "source": "x"}
        study.record(who, Draft("name", said | {"replaces": names[number % len(names)]}))
    else:
        before = study.facts("publication")
        book = canonical({"name": str(number), "codes": [{"id": code} for code in CODES]})
        replaced = before[number % len(before)].id
        study.record(who, *store.publication_drafts(book, replaced))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(ACTS, WHO, st.integers(0, 999)), max_size=12),
    WHO,
    st.sampled_from(SOME[1:]),
)
def test_after_any_history_the_same_facts_stand_there(
    template, tmp_path_factory, study_of, acts, coder, names
):
    folder = tmp_path_factory.mktemp("history")
    with study_of(Path(shutil.copy(template, folder / "study"))) as study:
        for said in acts:
            act(study, *said)
        lead, to = study.coders["Lead"], study.coders[coder]
        store.hand_out(study.store, lead, to, folder / "copy", hashes(study, names), [])
        with study_of(folder / "copy") as copy:
            assert copy.problems() == []
            assert written(copy).items() <= written(study).items()
            assert copy.live_facts() == study.live_facts() & written(copy).keys()
