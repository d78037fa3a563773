"""Rating a construct in a case, checking somebody's rating, and what the team agrees on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qualbench import ratings as scale
from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import PAIR_MARK, CaseKey, Judgement, Rating
from qualbench.store import Store
from qualbench.workbench.coders import at_work, leading, named
from qualbench.workbench.codings import choose
from qualbench.workbench.ratings.cases import Cases, cases, find_case
from qualbench.workbench.ratings.seeing import MatrixCell, cell_of, rated, visible_ratings
from qualbench.workbench.ratings.talk import talk
from qualbench.workbench.reconciling.consensus import consensus as consensus_of
from qualbench.workbench.versions import codebook

NOTHING = Judgement("draft")


@dataclass(frozen=True, slots=True)
class RatingChange:
    """What is to be different in a rating; None leaves what it said before.

    ``rating`` is written as people write it (``+2``, ``-1*``, ``X``, ``M``, ``NA``; empty for a
    draft), ``quotes`` are codings, by lineage.
    """

    rating: str | None = None
    summary: str | None = None
    rationale: str | None = None
    source: str | None = None
    quotes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as it stands now, and what speaks against it by the rules of the scale."""

    rating: Rating
    concerns: tuple[str, ...]


def rate(
    project: Store,
    coder: str,
    case: str | CaseKey,
    code: str,
    change: RatingChange,
    by: Sequence[str] = (),
    *,
    consensus: bool = False,
) -> Rated:
    """Rate a construct in a case, or change one's rating; a lead records the ``consensus``.

    ``case`` is said as in :func:`find_case`, ``code`` as in coding. Everybody's own ratings stay
    beside the consensus. Raises RefusedError where nothing would change.
    """
    known = cases(project, by)
    said = talk(project, coder, known)  # may be refused: before anything is stored
    made = judge(project, coder, case, code, change, by, consensus=consensus)
    cell = cell_of(project, coder, known, said, made.case, made.key)
    return Rated(made, cell_concerns(project, cell, made.judged))


def judge(
    project: Store,
    coder: str,
    case: str | CaseKey,
    code: str,
    change: RatingChange,
    by: Sequence[str] = (),
    *,
    consensus: bool = False,
) -> Rating:
    """The same without what speaks against it: all talk of the study is not read for that."""
    key, of = key_of(project, code), _case(cases(project, by), case)
    with project.writing():
        author = (leading if consensus else at_work)(project, coder).id
        before = _before(project, author, of, key, consensus)
        was = before.judged if before else _begun(project, of, key, consensus)
        judged = _changed(was, change)
        require_quotes(project, {*judged.evidence} - {*was.evidence})
        if before and judged == before.judged:
            raise RefusedError(f"{key} is rated so already", "Say what is to be different.")
        if judged == NOTHING:
            raise RefusedError("there is nothing to store", "Say a rating, a summary or a reason.")
        draft = store.rating_draft(
            of, key, judged, consensus=consensus, replaces=before.id if before else ""
        )
        made = store.record(project, author, [draft]).added[0]
    return store.find_rating(project, made)


def verify(project: Store, coder: str, rating: str) -> Rating:
    """State that one has checked somebody else's rating, by id or the end of it, as it stands.

    RefusedError for one's own, and for one that may not be seen yet.
    """
    found = store.find_rating(project, rating)
    if found.id in {one.id for one in visible_ratings(project, coder)[1]}:
        raise RefusedError(
            "this rating may not be seen yet",
            "Others' ratings show once you have rated the cell, or the team has agreed on it.",
        )
    with project.writing():
        author = at_work(project, coder).id
        if author == found.coder:
            raise RefusedError("this rating is your own", "Somebody else has to verify it.")
        if author in found.verified:
            raise RefusedError(f"{coder} has verified it already", "Nothing is left to do.")
        store.record(project, author, [store.verification_draft(found.id)])
    return store.find_rating(project, found.id)


def unrate(project: Store, coder: str, rating: str) -> Rating:
    """Take back a rating, by id or the end of it, with all that it replaced."""
    found = store.find_rating(project, rating)
    with project.writing():
        author = store.find_coder(project, named(coder))
        if found.coder != author.id and not (found.consensus and author.lead):
            raise RefusedError("this rating is not yours", "Only who rated takes it back.")
        store.retract(project, author.id, store.rating_line(project, found))
    return found


def key_of(project: Store, code: str) -> str:
    """The coding key of a construct that can be rated, said as people say it."""
    found, role = choose(codebook(project), code)
    return f"{found}{PAIR_MARK}{role}" if role else found


def cell_concerns(project: Store, cell: MatrixCell, judged: Judgement) -> tuple[str, ...]:
    """What speaks against a rating of a cell by the rules of the scale, in sentences."""
    code = codebook(project).by_id[cell.key.partition(PAIR_MARK)[0]]
    evidence = [
        scale.Evidence(one.coding.lineage, one.who, one.coding.transcript, one.coding.valence)
        for one in cell.said
        if one.coding.lineage in judged.evidence
    ]
    return scale.concerns(judged, evidence, code.polarity, cell.presence)


def _case(known: Cases, case: str | CaseKey) -> CaseKey:
    if isinstance(case, str):
        return find_case(known, case)
    if case not in known.members:
        raise NotFoundError("there is no such case any more", "Look at the matrix again.")
    return case


def _before(project: Store, author: str, case: CaseKey, key: str, consensus: bool) -> Rating | None:
    require_decided(project, author, case, key, consensus=consensus)
    found = (
        one
        for one in rated(project)
        if (one.case, one.key, one.consensus) == (case, key, consensus)
        and (consensus or one.coder == author)
    )
    return next(found, None)


def require_decided(
    project: Store, author: str, case: CaseKey, key: str, *, consensus: bool
) -> None:
    """RefusedError where copies disagree on what stands of it: that has to be decided first."""
    code, _, role = key.partition(PAIR_MARK)
    about = (store.canonical(dict(case)), code, role or None)
    if consensus:
        store.require_decided(project, "consensus_rating", *about)
    else:
        store.require_decided(project, "rating", author, *about)


def _begun(project: Store, case: CaseKey, key: str, consensus: bool) -> Judgement:
    """A consensus begins with the quotes that any rater linked."""
    if not consensus:
        return NOTHING
    own = [one for one in rated(project) if (one.case, one.key) == (case, key)]
    quotes = sorted({lineage for one in own for lineage in one.judged.evidence})
    return replace(NOTHING, evidence=tuple(quotes))


def _changed(was: Judgement, change: RatingChange) -> Judgement:
    judged = replace(
        was,
        summary=_said(change.summary, was.summary),
        rationale=_said(change.rationale, was.rationale),
        source=_said(change.source, was.source),
    )
    if change.quotes is not None:
        judged = replace(judged, evidence=tuple(sorted(set(change.quotes))))
    if change.rating is not None:
        read = scale.read_rating(change.rating) if change.rating.strip() else NOTHING
        judged = replace(judged, status=read.status, value=read.value, varies=read.varies)
    return judged


def _said(text: str | None, before: str) -> str:
    return before if text is None else text.strip()


def require_quotes(project: Store, lineages: Collection[str]) -> None:
    """Each is somebody's coding, or one of the consensus, which nobody made."""
    nobodys = {one for one in lineages if store.last_of(project, one) is None}
    agreed = {coding.lineage for coding in consensus_of(project)[0]} if nobodys else set()
    for one in sorted(nobodys):
        if one not in agreed:
            raise NotFoundError(f"there is no coding {one}", "`qualbench quotes` has their ids.")
