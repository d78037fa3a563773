"""Who sees whose codings.

Two rules. What coders make in a sealed round is seen by themselves alone until a lead reveals
it, and who codes a transcript in one sees nobody else's codings of it: every door keeps to that.
On the screens independent coding stays independent outside rounds too: others' codings of a
transcript are seen once one's own are submitted, or a round has revealed them.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualbench import store
from qualbench.model import Round
from qualbench.store import Store

Layer = tuple[str, str]
"""One coder's codings of one transcript: the coder's id and the transcript's hash."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody, by id (empty for nobody in particular), may see of others' codings."""

    viewer: str
    sealed: frozenset[Layer]
    blind: frozenset[str]
    submitted: frozenset[str]
    known: frozenset[Layer]

    def allows(self, coder: str, transcript: str) -> bool:
        """Whether no seal lies on a layer."""
        if coder == self.viewer:
            return True
        return (coder, transcript) not in self.sealed and transcript not in self.blind

    def shows(self, coder: str, transcript: str) -> bool:
        """Whether a layer is shown on the screens of whoever codes independently."""
        if coder == self.viewer:
            return True
        open_to = transcript in self.submitted or (coder, transcript) in self.known
        return open_to and self.allows(coder, transcript)

    def reaches(self, transcripts: frozenset[str]) -> bool:
        """Whether anybody else's codings of one of these could be shown."""
        return bool(self.submitted & transcripts) or any(t in transcripts for _, t in self.known)


def sight(project: Store, viewer: str) -> Sight:
    """What a coder, by name, may see; somebody without a name, or a new one, sees the least."""
    return sight_of(project, {c.name: c.id for c in store.coders(project)}.get(viewer, ""))


@store.remembered
def sight_of(project: Store, viewer: str) -> Sight:
    """The same by the coder's id."""
    rounds = store.rounds(project)
    handed_in = store.handed_in(project)
    sealed = {layer for one in rounds if not one.revealed for layer in _layers(one)}
    return Sight(
        viewer,
        frozenset(sealed),
        frozenset(text for coder, text in sealed if coder == viewer),
        frozenset(text for coder, text in handed_in if coder == viewer),
        _revealed(rounds, handed_in) | _led(project, viewer, handed_in),
    )


def _layers(known: Round) -> frozenset[Layer]:
    return frozenset((coder, text) for text, coders in known.assigned for coder in coders)


def _revealed(rounds: tuple[Round, ...], handed_in: frozenset[Layer]) -> frozenset[Layer]:
    """What a reveal has opened to all."""
    shown = (_layers(one) & handed_in for one in rounds if one.revealed)
    return frozenset(layer for layers in shown for layer in layers)


def _led(project: Store, viewer: str, handed_in: frozenset[Layer]) -> frozenset[Layer]:
    """What was submitted of transcripts that a lead does not code: somebody has to look at it."""
    if not any(coder.lead and coder.id == viewer for coder in store.coders(project)):
        return frozenset()
    coded = store.standing_ids(project)
    return frozenset(
        (coder, text) for coder, text in handed_in if viewer not in coded.get(text, ())
    )
