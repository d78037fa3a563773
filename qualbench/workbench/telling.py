"""Conflicts in words: what each is about, what is claimed, and who decides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from qualbench import codebooks, store
from qualbench.model import PAIR_MARK, Judgement, Span
from qualbench.store import Claim, Conflict, Store
from qualbench.workbench.memos import thing
from qualbench.workbench.pages import name_of
from qualbench.workbench.sight import Sight, sight
from qualbench.workbench.trial.outcomes import sees_outcomes
from qualbench.workbench.undecided import deciders
from qualbench.workbench.undoing import published
from qualbench.workbench.versions import codebook

HIDDEN = "(its coder alone sees it)"
UNSEEN = "(hidden while constructs are rated)"


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """What somebody, by name, says; never a word of a transcript."""

    fact: str
    coder: str
    says: str


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A conflict in words; ``decides`` are the names of those who can decide it.

    ``transcript`` is the hash of the one that it is on, if it is on one; ``span`` the place of a
    coding, for who may see it.
    """

    conflict: Conflict
    about: str
    claims: tuple[ShownClaim, ...]
    decides: tuple[str, ...]
    transcript: str = ""
    span: Span | None = None

    @property
    def id(self) -> str:
        return self.conflict.id


def told(project: Store, viewer: str, found: Iterable[Conflict]) -> tuple[ShownConflict, ...]:
    """Conflicts as ``viewer`` may see them: what is sealed, and others' memos, say nothing."""
    if not (every := tuple(found)):
        return ()
    words = _words(project, viewer)
    return tuple(words.shown(one) for one in every)


def _words(project: Store, viewer: str) -> _Words:
    people = {coder.id: coder.name for coder in store.coders(project)}
    rounds = {one.id: one.name for one in store.rounds(project)}
    book = codebook(project)
    return _Words(
        project,
        people,
        store.transcript_names(project),
        rounds,
        sight(project, viewer),
        sees_outcomes(project, viewer),
        lambda key: name_of(book, key),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """Names for what facts call by ids."""

    project: Store
    people: Mapping[str, str]
    transcripts: Mapping[str, str]
    rounds: Mapping[str, str]
    may: Sight
    outcomes: bool
    code: Callable[[str], str]

    def shown(self, conflict: Conflict) -> ShownConflict:
        claims = tuple(
            ShownClaim(claim.fact, self.person(claim.author), self.says(conflict, claim))
            for claim in conflict.claims
        )
        return ShownConflict(
            conflict, self.about(conflict), claims, self.decides(conflict), *self.place(conflict)
        )

    def person(self, coder: object) -> str:
        return self.people.get(str(coder), "the lead")

    def transcript(self, text: object) -> str:
        return self.transcripts.get(str(text), str(text)[:12])

    def construct(self, said: Mapping[str, Any]) -> str:
        return self.code(said["code"] + (f"{PAIR_MARK}{said['role']}" if said["role"] else ""))

    def cell(self, said: Mapping[str, Any]) -> str:
        return f"{self.construct(said)} in {' '.join(json.loads(said['of_case']).values())}"

    def decides(self, conflict: Conflict) -> tuple[str, ...]:
        return tuple(sorted(map(self.person, deciders(self.project, conflict))))

    def about(self, conflict: Conflict) -> str:
        said = conflict.claims[0].said
        return _ABOUT[conflict.kind](self, said, conflict)

    def place(self, conflict: Conflict) -> tuple[str, Span | None]:
        claim, said = conflict.claims[0], cast("Mapping[str, Any]", conflict.claims[0].said)
        text = str(said.get("transcript") or "")
        if conflict.kind != "coding" or not self.may_see(conflict, claim):
            return text, None
        return text, Span(said["start_char"], said["end_char"])

    def says(self, conflict: Conflict, claim: Claim) -> str:
        if not self.may_see(conflict, claim):
            return UNSEEN if conflict.kind in _BESIDE_OUTCOMES else HIDDEN
        if claim.kind == "retraction":
            return "taken back"
        return _SAYS[conflict.kind](self, claim.said)

    def may_see(self, conflict: Conflict, claim: Claim) -> bool:
        if conflict.kind in ("memo", "rating"):
            return claim.author == self.may.viewer
        if conflict.kind in _BESIDE_OUTCOMES:
            return self.outcomes
        text = conflict.claims[0].said.get("transcript")
        layered = conflict.kind in ("coding", "submission")
        return not layered or self.may.allows(claim.author, str(text))


def _wave(said: Mapping[str, Any]) -> str:
    return f" ({said['wave']})" if said["wave"] else ""


def _memo(words: _Words, said: Mapping[str, Any], conflict: Conflict) -> str:
    """Of a memo that others may not see, not even on what it is."""
    if conflict.claims[0].author != words.may.viewer:
        return f"a memo by {words.person(said['author'])}"
    return f"a memo on {thing(words.project, said['target'] or 'coding', said['about'])}"


def _coding(words: _Words, said: Mapping[str, Any]) -> str:
    role = f"@{said['role']}" if said["role"] else ""
    more = [said["valence"] or "", "unsure" if said["unsure"] else ""]
    place = f"{said['start_char']}:{said['end_char']}"
    return " ".join(filter(None, [words.code(said["code"] + role), place, *more]))


def _proposal(words: _Words, said: Mapping[str, Any]) -> str:
    code = codebooks.code_from_json(said["content"])
    return f"{code.name}: {code.definition}" if code.definition else code.name


def _publication(words: _Words, said: Mapping[str, Any]) -> str:
    """A version by what it changed, or its note."""
    changed = published(words.project, said["action"])
    return f"version {said['version'][:12]}: {changed}"


def _rating(words: _Words, said: Mapping[str, Any]) -> str:
    judged = Judgement(said["status"], said["value"], bool(said["varies"]))
    return ": ".join(filter(None, (judged.sign, said["rationale"] or said["summary"])))


_BESIDE_OUTCOMES = ("call", "integration")
"""Kinds of conflict that say what constructs mean beside an outcome."""

_About = Callable[[_Words, Mapping[str, Any], Conflict], str]
_Says = Callable[[_Words, Mapping[str, Any]], str]

_ABOUT: Mapping[str, _About] = {
    "publication": lambda w, s, c: "the codebook in force",
    "name": lambda w, s, c: f"the name of transcript {s['transcript'][:12]}",
    "turns": lambda w, s, c: f"how {w.transcript(s['transcript'])} is read",
    "sentences": lambda w, s, c: f"the sentences of {w.transcript(s['transcript'])}",
    "belonging": lambda w, s, c: f"who speaks in {w.transcript(s['transcript'])}",
    "attribute": lambda w, s, c: f"{s['name']} of {s['participant']}{_wave(s)}",
    "primary_coder": lambda w, s, c: (
        "the primary coder of "
        + (w.transcript(s["transcript"]) if s["transcript"] else "the project")
    ),
    "setting": lambda w, s, c: f"the setting {s['name']}",
    "proposal": lambda w, s, c: f"the proposed code {s['code']}",
    "round": lambda w, s, c: f"rounds that are called {s['name']}",
    "reveal": lambda w, s, c: f"what counts in round {w.rounds.get(s['round'], s['round'])}",
    "reconciliation": lambda w, s, c: (
        f"a decision on {w.transcript(s['transcript'])} in round "
        + w.rounds.get(s["round"], s["round"])
    ),
    "submission": lambda w, s, c: (
        f"what {w.person(s['author'])} submitted of " + w.transcript(s["transcript"])
    ),
    "coder": lambda w, s, c: f"what the coder {s['coder'][-6:]} is called",
    "namesake": lambda w, s, c: f"coders who are called {s['name']}",
    "coding": lambda w, s, c: (
        f"a coding by {w.person(s['author'])} in " + w.transcript(s["transcript"])
    ),
    "memo": _memo,
    "topic_run": lambda w, s, c: f"searches for topics that are called {s['name']}",
    "guide": lambda w, s, c: "the interview guide",
    "asked": lambda w, s, c: (
        f"where question {s['question']} was put in " + w.transcript(s["transcript"])
    ),
    "rating": lambda w, s, c: f"the rating by {w.person(s['author'])} of {w.cell(s)}",
    "consensus_rating": lambda w, s, c: f"what the team agreed on of {w.cell(s)}",
    "trial_table": lambda w, s, c: f"the trial's table {s['name']}",
    "call": lambda w, s, c: f"whether {w.construct(s)} tells groups of cases apart",
    "integration": lambda w, s, c: f"what {w.construct(s)} and {s['outcome']} say together",
}

_SAYS: Mapping[str, _Says] = {
    "publication": _publication,
    "name": lambda w, s: s["name"],
    "turns": lambda w, s: f"{len(json.loads(s['turns']))} turns, read as {s['format']}",
    "sentences": lambda w, s: f"{len(json.loads(s['spans']))} sentences, found by {s['model']}",
    "belonging": lambda w, s: f"{s['speaker']} {s['participant']}{_wave(s)}".strip(),
    "attribute": lambda w, s: s["value"],
    "primary_coder": lambda w, s: w.person(s["coder"]),
    "setting": lambda w, s: s["value"] or "nothing",
    "proposal": _proposal,
    "round": lambda w, s: f"opened {s['at'][:10]}, round {s['id']}",
    "reveal": lambda w, s: (
        f"{len(json.loads(s['submissions']))} submissions; edges may differ by "
        f"{s['tolerance']} characters"
    ),
    "reconciliation": lambda w, s: s["choice"] + (f": {s['reason']}" if s["reason"] else ""),
    "submission": lambda w, s: f"{len(json.loads(s['codings']))} codings",
    "coder": lambda w, s: s["name"],
    "namesake": lambda w, s: w.person(s["coder"]),
    "coding": _coding,
    "memo": lambda w, s: s["text"],
    "topic_run": lambda w, s: f"kept {s['at'][:10]}, run {s['id']}",
    "guide": lambda w, s: f"{len(json.loads(s['content'])['questions'])} questions",
    "asked": lambda w, s: f"put {len(json.loads(s['turns']))} times",
    "rating": _rating,
    "consensus_rating": _rating,
    "trial_table": lambda w, s: f"{len(json.loads(s['content'])['rows'])} rows",
    "call": lambda w, s: s["call"] + (f": {s['reason']}" if s["reason"] else ""),
    "integration": lambda w, s: ": ".join(filter(None, (s["fit"], s["inference"]))),
}
"""By kind of conflict, what it is about and what a claim of it says."""
