"""Taking back what was done last, and doing it again."""

from __future__ import annotations

from collections.abc import Iterator

from qualbench import codebooks, store
from qualbench.model import PAIR_MARK, Coding, Grouping, MemoTarget, Reconciliation, case_name
from qualbench.store import Store
from qualbench.workbench.coders import named
from qualbench.workbench.codings import resolved, resolving
from qualbench.workbench.memos import thing
from qualbench.workbench.pages import name_of
from qualbench.workbench.versions import codebook, taken_back, versions_of

_WIDTH = 64
"""Characters of what was done; with "Undone: " before it, it fits a line."""

_OF_ONE = {
    "1 coding": "{}",
    "1 coding, 1 memo": "{}, with a memo",
    "1 coding, 1 suggestion accepted": "{}, as suggested",
    "1 coding, 1 proposed code": "{}, a new code",
    "1 coding retracted": "retracting {}",
    "1 memo": "memo on {}",
    "1 memo revised": "memo changed on {}",
    "1 memo dropped": "memo dropped from {}",
    "1 star": "star on {}",
    "1 star taken off": "star taken off {}",
    "1 submission": "submission of {}",
    "1 proposed code": "proposed code {}",
    "1 proposed code revised": "proposed code {} changed",
}
"""How an action on one thing is said, by what it added."""


def undo(project: Store, coder: str) -> str:
    """Take back the coder's latest action here; says in a line what it was and what it brings back.

    What was taken back, and the finding that another had replaced, stand again.
    """
    with project.writing():
        action = store.undo(project, store.find_coder(project, named(coder)).id)
    return _described(project, action) + _again(project, action)


def redo(project: Store, coder: str) -> str:
    """Do again what was undone last; says in a short line what it is."""
    with project.writing():
        action = store.redo(project, store.find_coder(project, named(coder)).id)
    return _described(project, action)


def _again(project: Store, action: str) -> str:
    """What stands again now that an action is undone; empty where nothing does."""
    found = store.standing_after(project, action)
    if found.taken_back:
        return "; it stands again" if len(found.taken_back) == 1 else "; they stand again"
    if len(found.replaced) != 1:
        return ""
    return f"; {_value(project, *found.replaced)} stands again"


def _value(project: Store, fact: str) -> str:
    """What a rating, a call or a fit says, in a word or two."""
    said = {one.id: f"call {one.call}" for one in store.calls(project)}
    said |= {one.id: f"fit {one.fit}" for one in store.integrations(project) if one.fit}
    rated = [one for one in store.ratings(project) if one.judged.status != "draft"]
    said |= {one.id: one.judged.sign for one in rated}
    return said.get(fact, "the one before")


def _described(project: Store, action: str) -> str:
    """What an action did and to what, by names: it may lie out of sight."""
    said = (
        published(project, action)
        or _rejected(project, action)
        or store.named_by(project, action)
        or _reconciled(project, action)
        or _rated(project, action)
        or _found(project, action)
        or _done(project, action)
    )
    line = " ".join(said.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1].rstrip()}…"


def published(project: Store, action: str) -> str:
    """What a codebook version changed, or else its note; empty where none was published."""
    found = store.published_by(project, action)
    if found is None:
        return ""
    books = versions_of(project, filter(None, (found.before, found.version)))
    old, new = books.get(found.before or ""), books[found.version]
    changed = codebooks.changes(old, new) if old else ()
    return "; ".join(changed) or found.note or "codebook version"


def _rejected(project: Store, action: str) -> str:
    names = store.transcript_names(project)
    found = store.rejected_by(project, action)
    return ", ".join(f"rejected: {_name(project, key)} in {names[text]}" for text, key in found)


def _reconciled(project: Store, action: str) -> str:
    """The constructs in question in the decisions of an action, and the transcripts."""
    names = store.transcript_names(project)
    return ", ".join(
        f"decision on {_question(project, one)} in {names[one.transcript]}"
        for one in store.reconciliations_of_action(project, action)
    )


def _rated(project: Store, action: str) -> str:
    """What became of a rating, as it was, with construct and case; of several how many."""
    every = {(r.case, r.key, r.consensus): r for r in store.ratings_of_action(project, action)}
    said = store.describe_action(project, action)
    if len(every) != 1:
        return said if every else ""
    (one,) = every.values()
    checked, gone = "verification" in said, said.endswith("taken back")
    how = "verified: " if checked else "taking back " if gone else ""
    return (
        f"{how}{'consensus' if one.consensus else 'rating'} {one.judged.sign} of "
        f"{_name(project, one.key)} in {case_name(one.case)}"
    )


def _found(project: Store, action: str) -> str:
    """What an action says of constructs beside an outcome: calls, fits, meta-inferences."""
    calls = (
        f"call {one.call} on {_name(project, one.key)} by {_parted(one.grouping)}"
        for one in store.calls_of_action(project, action)
    )
    fits = (
        f"{f'fit {one.fit}' if one.fit else 'meta-inference'} on "
        f"{_name(project, one.key)} and {one.outcome}"
        for one in store.integrations_of_action(project, action)
    )
    return ", ".join((*calls, *fits))


def _parted(of: Grouping) -> str:
    """``clinics.fidelity at 3.5``."""
    return " at ".join(filter(None, (of.outcome, ", ".join(f"{cut:g}" for cut in of.cuts))))


def _question(project: Store, decision: Reconciliation) -> str:
    codings = resolved(codebook(project), store.codings_among(project, decision.codings))
    keys = sorted({coding.key for coding in codings})
    return " and ".join(_name(project, key) for key in keys)


def _done(project: Store, action: str) -> str:
    said, made = store.describe_action(project, action), store.codings_of_action(project, action)
    touched = store.touched_by(project, action) - {("code", coding.code) for coding in made}
    if len(touched) != 1:
        return f"{said}{_where(project, touched)}"
    ((target, about),) = touched
    coding = made[0] if made else store.last_of(project, about) if target == "coding" else None
    if made and (before := store.replaced_by(project, made[0].id)):
        return _change(project, before, made[0])
    on = _on(project, coding) if coding else thing(project, target, about)
    return _OF_ONE.get(said, f"{said}: {{}}").format(on)


def _where(project: Store, touched: frozenset[tuple[MemoTarget, str]]) -> str:
    """The transcript that all of it is in, if they are codings in one."""
    codings = [store.last_of(project, about) for target, about in touched if target == "coding"]
    texts = {coding.transcript for coding in codings if coding}
    if len(texts) != 1 or len(codings) < len(touched):
        return ""
    return f" in {store.transcript_names(project)[texts.pop()]}"


def _change(project: Store, before: Coding, now: Coding) -> str:
    """What a revision says otherwise."""
    before, now = resolved(codebook(project), [before, now])
    marks, on = list(_marks(before, now)), _on(project, now)
    if before.key != now.key:
        names = store.transcript_names(project)
        recoded = f"{_name(project, now.key)} instead of {_name(project, before.key)}"
        return f"{' and '.join([*marks, recoded])} in {names[now.transcript]}"
    if not marks:
        return f"looked at again: {on}"
    return f"{' and '.join(marks)} {'of' if marks == ['edges'] else 'on'} {on}"


def _marks(before: Coding, now: Coding) -> Iterator[str]:
    if before.span != now.span:
        yield "edges"
    if before.valence != now.valence:
        yield f"valence {now.valence}" if now.valence else "no valence"
    if before.unsure != now.unsure:
        yield "unsure" if now.unsure else "no longer unsure"
    elif before.note != now.note:
        yield "question" if now.note else "no question"


def _on(project: Store, coding: Coding) -> str:
    (now,) = resolved(codebook(project), [coding])
    return f"{_name(project, now.key)} in {store.transcript_names(project)[now.transcript]}"


def _name(project: Store, key: str) -> str:
    """What people call a coding key, or what it became; also a code taken back just now."""
    book = codebook(project)
    key = resolving(book)(key)
    code = key.partition(PAIR_MARK)[0]
    gone = {} if code in book.by_id else taken_back(project)
    return gone[code].name if code in gone else name_of(book, key)
