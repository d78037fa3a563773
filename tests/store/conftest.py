"""A small study made by the store's own functions, with facts of every kind.

It is made once; each test works on a copy of the file.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from qualbench import store
from qualbench.model import (
    Case,
    Grouping,
    Guide,
    Judgement,
    Measure,
    Question,
    Reason,
    Span,
    Suggestion,
    Topic,
    TopicRun,
    Transcript,
    TrialTable,
    Turn,
)
from qualbench.store import Draft, Store
from qualbench.store.codebooks import publication_drafts
from qualbench.store.facts import Fact, all_facts, kinds
from qualbench.store.ids import canonical, new_id, sha256

CODES = ("tiny.culture", "tiny.need", "tiny.motivation")
BOOK = canonical({"name": "tiny", "codes": [{"id": code} for code in CODES]})
SAID = {
    "c01": (("I", "How is it going?"), ("R", "Fine \U0001f469\u200d\U0001f37c, we meet weekly.")),
    "c02": (("I", "And x\u0304?"), ("R", "Na\xefve e\u0331 caf\xe9 talk."), ("R", "More.")),
    "a01": (("I", "So?"), ("R", "No time \U0001f642\U0001f642 at all.")),
}


def _transcript(name: str, interviewer: str = "I") -> Transcript:
    lines = [f"{speaker}: {words}" for speaker, words in SAID[name]]
    turns, start = [], 0
    for (speaker, _), line in zip(SAID[name], lines, strict=True):
        end = start + len(line)
        turns.append(Turn(start, start + 3, end, speaker, speaker == interviewer))
        start = end + 1
    text = "\n".join(lines)
    return Transcript(sha256(text), name, text, tuple(turns), f"{name}.txt", "text")


@dataclass
class Study:
    """An open project and shorthands for what tests do to it."""

    store: Store
    coders: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.coders = {coder.name: coder.id for coder in store.coders(self.store)}
        self.version = sha256(BOOK)

    @staticmethod
    def text(name: str, interviewer: str = "I") -> Transcript:
        return _transcript(name, interviewer)

    def drafts(self, coder, name="c01", start=3, end=10, code=CODES[0], **more):
        span = Span(start, end)
        return store.coding_drafts(
            self.store, self.coders[coder], self.text(name), span, code, self.version, **more
        )

    def record(self, coder, *drafts: Draft) -> str:
        with self.store.writing():
            return store.record(self.store, self.coders[coder], drafts).added[0]

    def code(self, coder, name="c01", start=3, end=10, code=CODES[0], **more) -> str:
        return self.record(coder, *self.drafts(coder, name, start, end, code, **more))

    def do(self, verb: Callable, coder: str, *args):
        with self.store.writing():
            return verb(self.store, self.coders[coder], *args)

    def show(self, coder, text, key=CODES[0], source="", submission="") -> str:
        """Show a suggestion for 7:12, because of a coding or the codebook's definition."""
        kind = "quote" if source else "definition"
        reason = Reason(kind, source or key.partition("@")[0], "x", 0.5)
        said = Suggestion(Span(7, 12), key, 0.75, True, reason, "small")
        return self.record(coder, store.showing_draft(text.hash, said, "after", submission))

    @staticmethod
    def search(name, *texts, follows="") -> Draft:
        """A search for topics in what respondents say: one of the first turn, the rest outside."""
        units = [(t.hash, turn.words) for t in texts for turn in t.turns if not turn.interviewer]
        topics = (Topic(1, 1, ("meet weekly", "caf\xe9"), (0,)),)
        labels = (1, *(-1 for _ in units[1:]))
        said = ("density", "There are few texts.", 42, (("least", "2"),), (("numpy", "2.3"),))
        run, asked = TopicRun(topics, labels, *said), {"unit": "turns", "clinic": "C1"}
        draft = store.topic_run_draft(name, asked, "small", run, units, follows)
        return replace(draft, id=new_id())

    def rate(self, coder, judged=2, case="C1", key=CODES[1], *, by="clinic", **more) -> str:
        """Rate a construct in a case of one attribute; ``judged`` may be just the number."""
        what = Judgement("rated", judged) if isinstance(judged, int) else judged
        return self.record(coder, store.rating_draft(((by, case),), key, what, **more))

    @staticmethod
    def table(*rows, key="clinic", name="trial") -> TrialTable:
        return TrialTable(name, f"{name}.csv", (key,), (Measure("fidelity"),), rows)

    def live(self, coder: str = "") -> set[str]:
        """The ids of the live codings, of a coder or of all."""
        return {c.id for c in store.codings(self.store, coder=self.coders.get(coder, ""))}

    def live_facts(self) -> set[str]:
        return {row[0] for row in self.store.db.execute("SELECT id FROM live")}

    def facts(self, *wanted: str) -> list[Fact]:
        db = self.store.db
        return [fact for kind in wanted or kinds(db) for fact, _ in all_facts(db, kind)]

    def problems(self) -> list[tuple[str, str]]:
        return [(problem.where, problem.what) for problem in store.check(self.store)]

    def tamper(self, table: str, *statements: tuple[str, tuple]) -> None:
        """Change a table behind the store's back: its guards off, then on again as they were."""
        with closing(sqlite3.connect(self.store.path)) as db, db:
            sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
            guards = db.execute(sql, [table]).fetchall()
            for name, _ in guards:
                db.execute(f"DROP TRIGGER {name}")
            for statement, values in statements:
                db.execute(statement, values)
            for _, guard in guards:
                db.execute(guard)

    def change(self, kind: str, fact: str, column: str, value: object) -> None:
        sql = f"UPDATE fact_{kind} SET {column} = ? WHERE id = ?"
        self.tamper(f"fact_{kind}", (sql, (value, fact)))


def _fill(study: Study) -> None:
    project = study.store
    with project.writing():
        for name in ("First", "Second"):
            study.coders[name] = store.add_coder(project, name).id
    for name in SAID:
        study.do(store.add_transcript, "Lead", study.text(name))
    study.do(store.add_transcript, "Lead", study.text("c02", interviewer="R"))
    study.do(store.add_transcript, "Lead", study.text("c02"))
    cases = [Case(study.text("c01").hash, "p1", "w1", "R", (("role", "counselor"),))]
    study.do(store.add_cases, "Second", cases)
    cases = [Case(study.text("c01").hash, "p2", "w1", "R", (("role", "counselor"),))]
    study.do(store.add_cases, "Second", cases)
    changed = [Case(study.text("c01").hash, "p2", "w1", "R", (("role", "administrator"),))]
    study.do(store.add_cases, "Lead", changed)
    study.do(store.name_primary, "Lead", study.coders["First"], None)
    study.do(store.name_primary, "Lead", study.coders["Second"], study.text("a01").hash)
    study.do(store.name_primary, "Lead", study.coders["First"], study.text("a01").hash)
    mine = study.code("First", memo="says \U0001f642", valence="+", unsure=True)
    study.code("First", "c02", 10, 14, CODES[2], role="deliverers")
    study.record(
        "First",
        Draft("memo", {"about": mine, "text": "again", "replaces": study.facts("memo")[0].id}),
    )
    study.do(store.submit, "First", study.text("c01").hash)
    kept = next(fact for fact in study.facts("coding") if fact.id == mine)
    revised = {**kept.payload, "end_char": 11, "lineage": kept.id, "replaces": kept.id}
    revised["quote_hash"] = sha256(study.text("c01").text[3:11])
    study.record("First", Draft("coding", revised))
    study.do(store.submit, "First", study.text("c01").hash)
    study.record("Second", *study.drafts("Second", memo="read", imported=True))
    study.do(store.undo, "First")
    study.do(store.redo, "First")
    _suggest(study)
    me = study.coders["Second"]
    profile = next(f.id for f in study.facts("coder") if f.author == me)
    study.record("Second", Draft("coder", {"coder": me, "name": "Second", "replaces": profile}))
    _publish(study)
    _remark(study)
    _reconcile(study)
    _search(study)
    _rate(study)
    _erase(study)


def _erase(study: Study) -> None:
    """An interview that somebody was shown suggestions for and coded, and took back."""
    lines = "I: Well?\nR: I told you already that I would rather not."
    turns = (Turn(0, 3, 8, "I", True), Turn(9, 12, len(lines), "R", False))
    text = Transcript(sha256(lines), "z01", lines, turns, "z01.txt", "text")
    study.do(store.add_transcript, "Lead", text)
    drafts = store.coding_drafts(
        study.store, study.coders["First"], text, Span(12, 20), CODES[0], study.version
    )
    with study.store.writing():
        store.record(study.store, study.coders["First"], drafts, final=True)
    study.show("First", text)
    with study.store.writing():
        store.erase(study.store, study.coders["Lead"], [text.hash], reason="withdrew")
    store.wipe(study.store)


def _publish(study: Study) -> None:
    """A second version of the codebook; not to be undone, for tests count what can be."""
    book, before = BOOK.replace('"tiny"', '"next"'), study.facts("publication")[0].id
    with study.store.writing():
        drafts = publication_drafts(book, before, "renamed")
        store.record(study.store, study.coders["Lead"], drafts, final=True)


def _remark(study: Study) -> None:
    """A question to the lead, memos on everything, stars, a proposal and its revision."""
    coding = study.drafts("First", "c02", 7, 9, note="or need?")[0]
    code, rest = "proposed.rest.0a1b", canonical({"id": "proposed.rest.0a1b", "name": "Rest"})
    first = replace(store.proposal_draft(code, rest), id=new_id())
    again = store.proposal_draft(code, rest.replace("Rest", "Sleep"), first.id)
    about = {"transcript": study.text("a01").hash, "project": study.store.project}
    about |= {"code": CODES[0], "case": "p1"}
    memos = [store.memo_draft(thing, f"on {on}", on) for on, thing in about.items()]
    drafts = [coding, *(store.star_draft(coding.id) for _ in "12"), first, again, *memos]
    with study.store.writing():
        store.record(study.store, study.coders["First"], drafts, final=True)
        memo = store.memo_revision(store.memos(study.store, "case")[0], "on p1")
        star = store.stars(study.store, study.coders["First"], coding.id)[0]
        gone = Draft("retraction", {"fact": star, "manner": "do"})
        store.record(study.store, study.coders["First"], [memo, gone], final=True)


def _reconcile(study: Study) -> None:
    """A round that both have submitted, revealed twice; a decision, and another; a target."""
    text = study.text("c02").hash
    coders = [study.coders["First"], study.coders["Second"]]
    given = store.round_drafts("pilot", {text: coders}, {"seed": "1"}, {}, "")
    with study.store.writing():
        lead = study.coders["Lead"]
        store.record(study.store, lead, given, final=True)
        coding = store.codings(study.store, text, coders[0])[0]
        for coder, codings in zip(coders, ([coding.id], []), strict=True):
            said = {"transcript": text, "codings": canonical(codings), "round": given[0].id}
            store.record(study.store, coder, [Draft("submission", said)], final=True)
        for tolerance in (5, 10):
            ids = [s.id for s in store.submissions(study.store) if s.round]
            reveal = store.reveal_draft(study.store, given[0].id, ids, {}, tolerance)
            store.record(study.store, lead, [reveal], final=True)
        said = {"round": given[0].id, "transcript": text, "codings": canonical([coding.id])}
        said |= {"difference": "missed", "choice": "neither", "outcome": "[]", "changes": 0}
        first = replace(Draft("reconciliation", said), id=new_id())
        again = Draft("reconciliation", {**said, "reason": "brief", "replaces": first.id})
        store.record(study.store, lead, [first, again], final=True)
        given = {"given": new_id(), "coder": coders[0], "transcripts": canonical([text])}
        store.record(study.store, lead, [Draft("handout", given)], final=True)
        for target in ("alpha .70", "alpha .80"):
            draft = store.setting_draft(study.store, "target", target)
            store.record(study.store, lead, [draft], final=True)


def _search(study: Study) -> None:
    """Two searches for topics, one after the other, and decisions, of which one is taken back."""
    first = study.search("before", study.text("c01"), study.text("c02"))
    again = study.search("after", study.text("c01"), study.text("a01"), follows=first.id)
    code, label = (
        replace(store.topic_decision_draft(again.id, what, [1], value), id=new_id())
        for what, value in (("code", CODES[1]), ("label", "Meetings"))
    )
    with study.store.writing():
        said = [first, again, code, label, Draft("retraction", {"fact": code.id, "manner": "do"})]
        store.record(study.store, study.coders["First"], said, final=True)


def _rate(study: Study) -> None:
    """A guide and where it was put; ratings, a consensus, numbers, and what follows, each twice."""
    text, clinic = study.text("c01"), (("clinic", "C1"), ("role", "counselor"))
    coding = study.facts("coding")[0].id
    need = f"{CODES[2]}@deliverers"
    split = Grouping(("clinic",), "trial.fidelity", ("low", "high"), (3.5,))
    with study.store.writing():

        def say(coder: str, make: Callable[..., Draft | None], *args, **more) -> str:
            draft = make(*args, **more)
            ids = store.record(study.store, study.coders[coder], [draft], final=True).added
            return ids[0]

        for asks in ("How is it?", "How is it going?"):
            guide = Guide("tiny", (Question("going", asks, (CODES[0], need), ("counselor",)),), "n")
            say("Lead", store.guide_draft, study.store, guide)
        asked = say("First", store.asked_draft, text.hash, "going", [0])
        say("First", store.asked_draft, text.hash, "going", [], [CODES[1]], asked)
        for consensus, coder in ((False, "First"), (True, "Lead")):
            judged = Judgement("rated", -2, True, "busy", "two say so", "audio 1:02", (coding,))
            before = say(coder, store.rating_draft, clinic, need, judged, consensus=consensus)
            draft = Judgement("mixed")
            more = {"consensus": consensus, "replaces": before}
            say(coder, store.rating_draft, clinic, need, draft, **more)
            say("Second", store.verification_draft, before)
        for number in (3.0, 4.5):
            measures = (Measure("fidelity", "Fidelity", (("1", "low"),)),)
            rows = (("C1", number), ("C2", None))
            table = TrialTable("trial", "trial.csv", ("clinic",), measures, rows)
            say("Second", store.trial_draft, study.store, table)
        for reason in ("few", "seen"):
            said = (split, need, "strong", reason, "weak", "gap")
            say("Lead", store.call_draft, study.store, *said)
            said = (("clinic",), need, "trial.fidelity", "expands", reason)
            say("Second", store.integration_draft, study.store, *said)


def _suggest(study: Study) -> None:
    """Sentences found by one model and then another; suggestions shown, rejected and accepted.

    What was rejected was so in a format that did not say how sure a suggestion was.
    """
    text = study.text("c02").hash
    for model in ("small", "large"):
        spans = canonical([[0, 6], [7, 18]])
        known = study.facts("sentences")
        said = {"transcript": text, "model": model, "spans": spans}
        said["replaces"] = known[0].id if known else None
        study.record("Lead", Draft("sentences", said, imported=True))
    said = {"transcript": text, "start_char": 7, "end_char": 18, "code": CODES[2], "model": "small"}
    said |= {"role": "deliverers", "similarity": 0.5, "evidence": "definition:tiny.motivation"}
    study.record("First", Draft("decision", said))
    of = store.submissions(study.store, study.coders["First"])[0]
    study.show("First", study.text("c02"), f"{CODES[2]}@deliverers")
    study.show("First", study.text("c01"), CODES[1], submission=of.id)
    coding = study.drafts("First", "c02", 15, 20)[0]
    sure = {"coding": coding.id, "score": 0.25, "calibrated": 1}
    study.record("First", coding, Draft("decision", {**said, **sure}))
    study.do(store.undo, "First")
    study.do(store.redo, "First")


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("study") / "study.qualbench"
    with store.making(path) as project:
        with project.writing():
            store.start_project(project, "Study", "Lead", BOOK)
        _fill(Study(project))
    return path


@pytest.fixture(scope="session")
def study_of() -> Callable[[Path], AbstractContextManager[Study]]:
    """Opens a file as a study: ``with study_of(path) as study``."""

    @contextmanager
    def study_of(path: Path) -> Iterator[Study]:
        with store.opened(path) as project:
            yield Study(project)

    return study_of


@pytest.fixture
def path(template, tmp_path) -> Path:
    """The file of the study, closed."""
    return Path(shutil.copy(template, tmp_path / "study.qualbench"))


@pytest.fixture
def study(path) -> Iterator[Study]:
    """The study with facts of every kind, open."""
    with store.opened(path) as project:
        yield Study(project)


@pytest.fixture
def empty(tmp_path) -> Iterator[Study]:
    """A study with a lead and a codebook, and the coders First and Second; no transcript."""
    with store.making(tmp_path / "empty.qualbench") as project:
        with project.writing():
            store.start_project(project, "Study", "Lead", BOOK)
            store.add_coder(project, "First")
            store.add_coder(project, "Second")
        yield Study(project)
