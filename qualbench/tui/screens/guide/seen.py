"""The questions of the guide in a transcript: asked of the workbench in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualbench import workbench
from qualbench.errors import ModelError
from qualbench.model import Codebook, Transcript, Turn
from qualbench.tui.screens.working import Progress
from qualbench.tui.things import whose
from qualbench.workbench import ShownQuestion, Store


@dataclass(frozen=True, slots=True)
class Seen:
    """``texts`` are all transcripts, by hash; ``refused`` says why nothing is proposed."""

    name: str
    texts: Sequence[str]
    transcript: Transcript
    whose: str
    questions: tuple[ShownQuestion, ...]
    book: Codebook
    refused: str = ""

    @property
    def confirmed(self) -> int:
        return sum(one.confirmed for one in self.questions)

    def beside(self, step: int) -> str:
        """The transcript before or behind this one, round and round."""
        place = self.texts.index(self.transcript.hash)
        return self.texts[(place + step) % len(self.texts)]

    @property
    def asking(self) -> Sequence[int]:
        """The interviewer's turns, by index."""
        turns = self.transcript.turns
        return [at for at, turn in enumerate(turns) if turn.interviewer and len(turn.words)]

    def answers(self, turn: int) -> Sequence[Turn]:
        """What is said up to the interviewer's next turn."""
        turns = self.transcript.turns
        ends = [at for at in range(turn + 1, len(turns)) if turns[at].interviewer]
        return turns[turn + 1 : ends[0] if ends else len(turns)]


def seen(project: Store, coder: str, transcript: str, progress: Progress) -> Seen:
    """The questions to those who speak in a transcript, the first one if none is named."""
    guide = workbench.guide(project)
    texts = workbench.status(project).transcripts
    text = next((one for one in texts if one.hash == transcript), texts[0])
    page, refused = workbench.page(project, coder, text.hash), ""
    try:
        found = workbench.questions(project, coder, text.hash, progress)
    except ModelError as error:
        found = workbench.questions(project, coder, text.hash, propose=False)
        refused = f"Nothing is proposed: {error.message}. {error.hint}"
    hashes = [one.hash for one in texts]
    book = workbench.codebook(project)
    return Seen(guide.name, hashes, page.transcript, whose(text.cases), found, book, refused)


def reconfirmed(project: Store, before: Seen) -> Seen:
    """The same with what is confirmed now."""
    return replace(before, questions=workbench.reconfirmed(project, before.questions))
