"""Topics with all that they are shown with: asked of the workbench in a thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.model import Codebook
from qualbench.workbench import ShownTopic, Steadiness, Store, TopicsFound, TopicTable

OUTSIDE = -1
"""The number of what lies outside every topic."""
CODES = "code"

_FIRST = ("role", "clinic", "wave")
_WHO = "participant"


@dataclass(frozen=True, slots=True)
class Seen:
    """Topics and what they are held against, in ``tables`` by ``code`` and by attribute.

    ``run`` is the kept run by id, empty for one that nobody has kept; ``refused`` says why there
    is no table against codes; ``names`` are those of transcripts by hash; ``follows`` is the kept
    run, by name, whose numbers go on; how ``steady`` the topics are is measured when asked for.
    """

    found: TopicsFound
    run: str
    tables: Mapping[str, TopicTable]
    refused: str
    names: Mapping[str, str]
    book: Codebook
    follows: str = ""
    steady: Steadiness | None = None

    @property
    def listed(self) -> tuple[ShownTopic, ...]:
        """The topics, and last what lies outside them if anything does."""
        outside = ShownTopic(OUTSIDE, self.found.outside, (), (), "Outside every topic")
        return (*self.found.topics, *([outside] if outside.size else []))

    def counted(self, number: int) -> str:
        """``1 turn``, ``2 sentences``"""
        return f"{number} {self.found.scope.unit}{'s' * (number != 1)}"


def seen(project: Store, coder: str, found: TopicsFound, run: str = "") -> Seen:
    """What ``coder`` may see of topics that were found."""
    tables, refused = dict(_against_cases(project, coder, found)), ""
    try:
        tables = {CODES: workbench.topic_table(project, coder, found)} | tables
    except RefusedError as error:
        refused = f"{error.message}. {error.hint}"
    texts = workbench.status(project).transcripts
    book = workbench.codebook(project)
    names = defaultdict(str, {text.hash: text.name for text in texts})
    runs = {one.id: one.name for one in workbench.topic_runs(project)}
    return Seen(found, run, tables, refused, names, book, runs.get(found.follows, ""))


def _against_cases(
    project: Store, coder: str, found: TopicsFound
) -> Iterator[tuple[str, TopicTable]]:
    for name in attributes_of_cases(workbench.attributes(project)):
        yield name, workbench.topic_table(project, coder, found, name)


def attributes_of_cases(known: Iterable[str]) -> Sequence[str]:
    """What groups of respondents have in common: role, clinic and wave before all else."""
    named = set(known)
    return [
        *(name for name in _FIRST if name in named),
        *sorted(named.difference(_FIRST, [_WHO])),
    ]
