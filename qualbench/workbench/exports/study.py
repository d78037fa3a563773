"""A layer of codings with all that tables of it refer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import replace

from qualbench import codebooks, store
from qualbench.export import Study
from qualbench.model import CONSENSUS, Coding, Span
from qualbench.store import Store
from qualbench.workbench.codings import resolving
from qualbench.workbench.layers import CODER, layer
from qualbench.workbench.shown_before import counting, shown_before
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook


@store.remembered
def study_of_layer(project: Store, name: str, viewer: str) -> Study:
    """The same of a layer, without what is sealed from ``viewer``."""
    return study_of(project, *layer(project, name, viewer))


def study_of(project: Store, codings: Iterable[Coding], finished: frozenset[str]) -> Study:
    """What a table is made from: codings, and the transcripts whose codings are all there are."""
    codings = tuple(codings)
    versions = {c.codebook for c in codings}
    content = store.codebook_contents(project)
    book = codebook(project)
    read = resolving(book)
    shown: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for one in store.showings(project):
        shown[one.coder, one.transcript, read(one.key)].append(one.span)
    return Study(
        codings=codings,
        transcripts={text.hash: text for text in store.transcripts(project)},
        cases=store.cases(project),
        codebooks={v: replace(codebooks.from_json(content[v]), version=v) for v in versions},
        coders={c.id: c.name for c in store.coders(project)} | {CONSENSUS: CONSENSUS},
        submitted=store.handed_in(project) | {(CONSENSUS, text) for text in finished},
        finished=finished,
        accepted={of: (span, read(key)) for of, (span, key) in store.accepted(project).items()},
        shown=shown,
        in_force=book,
    )


def shown_to(project: Store, study: Study, texts: Container[str]) -> tuple[str, ...]:
    """Who of those that coded these transcripts was shown suggestions in them, by name.

    A consensus was made by those whose submissions counted in a round that was revealed.
    """
    made = [c for c in study.codings if c.transcript in texts]
    layers = counting(project, (c for c in made if c.coder != CONSENSUS))
    agreed = {c.transcript for c in made if c.coder == CONSENSUS}
    for of in store.rounds(project):
        for one in store.submissions_among(project, of.counted):
            if one.transcript in agreed:
                layers.append((one.coder, one.transcript, one.id))
    return tuple(sorted(study.coders[coder] for coder in shown_before(project, layers)))


def sealed_from(project: Store, layer_name: str, viewer: str) -> tuple[str, ...]:
    """Transcripts of which others' codings are withheld from ``viewer``, by name.

    In a copy that was handed out there are none of others.
    """
    if store.given_to(project):
        return ()
    may = sight(project, viewer)
    whose = layer_name.removeprefix(CODER) if layer_name.startswith(CODER) else ""
    asked = {c.id for c in store.coders(project) if not whose or c.name == whose}
    return tuple(
        name
        for text, name in store.transcript_names(project).items()
        if not all(may.allows(coder, text) for coder in asked)
    )


def unfinished_in(study: Study) -> tuple[str, ...]:
    """The transcripts that do not count, by name."""
    left_out = (t.name for t in study.transcripts.values() if t.hash not in study.finished)
    return tuple(sorted(left_out))
