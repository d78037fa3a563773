"""Somebody withdraws: what was said is destroyed, here, in backups and in copies to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.store import Doomed, Erasure, Store
from qualbench.trial import near
from qualbench.workbench.coders import leading
from qualbench.workbench.handing_out import ShownHandout, handouts
from qualbench.workbench.sight import sight

ErasedThing = Literal["transcript", "participant"]

_BY_CODERS = frozenset(
    {
        *("coding", "decision", "memo", "showing", "star", "submission", "retraction"),
        *("topic_run", "topic_decision", "asked", "rating", "verification"),
    }
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure destroys, or has destroyed once it is ``done``.

    ``others`` are the participants who speak in the same transcripts; ``near`` stay, and their
    ids differ from the participant's in case, spaces or leading zeros alone. ``facts`` counts
    what goes whole by kind, None where a sealed round hides it; ``redacted`` what others wrote
    and keep without the words that it quotes, and ``in_force`` whether the codebook in force is
    among that. ``backups`` are cleared, ``deleted`` are files that cannot be: damaged ones.
    ``out_of_reach`` are copies that were handed out and hold it.
    """

    transcripts: tuple[str, ...]
    participant: str
    others: tuple[str, ...]
    near: tuple[str, ...]
    facts: Mapping[str, int | None]
    redacted: Mapping[str, int]
    in_force: bool
    backups: tuple[Path, ...]
    deleted: tuple[Path, ...]
    out_of_reach: tuple[ShownHandout, ...]
    done: bool


def erase(
    project: Store,
    lead: str,
    name: str,
    what: ErasedThing | None = None,
    reason: str = "",
    *,
    dry_run: bool = False,
) -> Erased:
    """Destroy a transcript, or all that is known of a participant and all that they said.

    What remains is the fact that it happened, by whom and why. It cannot be undone, and nothing
    brings it back: what copies still hold of it is not taken when they are merged. A dry run
    says what would go. Raises NotFoundError, RefusedError; ProjectError where another program
    holds the file, and then the rest is done when the project is opened next.
    """
    author = leading(project, lead)
    texts, participant = _meant(project, name, what)
    shown = _foreseen(project, lead, texts, participant)
    if dry_run:
        return shown
    with project.writing():
        store.erase(project, author.id, texts, participant, reason)
    wiped = store.wipe(project)
    return replace(shown, backups=wiped.backups, deleted=wiped.deleted, done=True)


def _meant(project: Store, name: str, what: ErasedThing | None) -> tuple[list[str], str]:
    """The texts that go, and the participant, if it is one who withdraws."""
    said = {
        text for text, cases in store.cases(project).items() for c in cases if c.participant == name
    }
    known = bool(said) or name in store.participants(project)
    if what != "participant":
        try:
            text = store.find_hash(project, name)
        except NotFoundError:
            if what or not known:
                also = "" if known else " and no participant"
                raise NotFoundError(
                    f"there is no transcript{also} {name}",
                    "`qualbench status PROJECT` lists the transcripts and who speaks in them.",
                ) from None
        else:
            if known and what is None:
                raise RefusedError(
                    f"{name} is a transcript and a participant",
                    "Say which is meant: --as transcript, or --as participant.",
                )
            return [text], ""
    if not known:
        raise NotFoundError(
            f"there is no participant {name}", "`qualbench status PROJECT --json` names them."
        )
    return sorted(said), name


def _foreseen(project: Store, lead: str, texts: Sequence[str], participant: str) -> Erased:
    found = store.doomed(project, texts, participant)
    names, cases = store.transcript_names(project), store.cases(project)
    speak = {case.participant for text in texts for case in cases.get(text, ())}
    redacted = Counter(fact.kind for fact, _ in found.quoting)
    version, _ = store.current_codebook(project)
    return Erased(
        transcripts=tuple(sorted(names[text] for text in texts)),
        participant=participant,
        others=tuple(sorted(speak - {participant})) if participant else (),
        near=near(participant, store.participants(project, found)) if participant else (),
        facts=_counted(project, lead, texts, found),
        redacted=dict(sorted(redacted.items())),
        in_force=any(fact.payload.get("version") == version for fact, _ in found.quoting),
        backups=store.backups(project),
        deleted=store.remains(project),
        out_of_reach=tuple(
            one for one in handouts(project) if not set(texts).isdisjoint(one.handout.transcripts)
        ),
        done=False,
    )


def _counted(
    project: Store, lead: str, texts: Sequence[str], found: Doomed
) -> dict[str, int | None]:
    may = sight(project, lead)
    coders = [coder.id for coder in store.coders(project)]
    sealed = not all(may.allows(coder, text) for coder in coders for text in texts)
    return {
        kind: None if sealed and kind in _BY_CODERS else len(ids)
        for kind, ids in sorted(found.facts.items())
    }


def erasures(project: Store) -> tuple[Erasure, ...]:
    """What was erased, when and why; of whom and what the words were is told nowhere."""
    return store.erasures(project.db)
