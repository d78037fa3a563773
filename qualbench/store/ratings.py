"""Judgements of constructs in cases: each rater's own, and what the team agreed on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualbench.errors import NotFoundError
from qualbench.model import PAIR_MARK, CaseKey, Judgement, Rating
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical
from qualbench.store.live import said_at, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store

_OWN, _AGREED = "rating", "consensus_rating"
_COLUMNS = (
    "id, author, of_case, code, COALESCE(role, ''), status, value, varies, "
    "COALESCE(summary, ''), COALESCE(rationale, ''), COALESCE(source, ''), evidence, "
    f"{said_at()}"
)


def rating_draft(
    case: CaseKey,
    key: str,
    judged: Judgement,
    *,
    consensus: bool = False,
    replaces: str = "",
    imported: bool = False,
) -> Draft:
    """A judgement of a construct, by coding key, in the place of the one it ``replaces``."""
    code, _, role = key.partition(PAIR_MARK)
    payload = {
        "of_case": canonical(dict(case)),
        "code": code,
        "role": role or None,
        "status": judged.status,
        "value": judged.value,
        "varies": int(judged.varies),
        "summary": judged.summary or None,
        "rationale": judged.rationale or None,
        "source": judged.source or None,
        "evidence": canonical(sorted(set(judged.evidence))),
        "replaces": replaces or None,
    }
    return Draft(_AGREED if consensus else _OWN, payload, imported)


def verification_draft(rating: str, *, imported: bool = False) -> Draft:
    """Somebody checked a rating, by fact: just that one, and none that replaces it."""
    return Draft("verification", {"rating": rating}, imported)


def ratings(store: Store) -> tuple[Rating, ...]:
    """Every rater's ratings and the consensus that stand, by case, construct and id.

    Of several by a rater on one thing, or several consensuses, that with the smallest id.
    """
    verified = _verified(store)
    every = (
        _rating(row, kind, verified)
        for kind in (_OWN, _AGREED)
        for row in store.db.execute(f"SELECT {_COLUMNS} FROM {standing(kind)} ORDER BY id DESC")
    )
    found = {(one.case, one.key, one.consensus or one.coder): one for one in every}
    return tuple(sorted(found.values(), key=lambda one: (one.case, one.key, one.consensus, one.id)))


def ratings_ever(store: Store) -> tuple[Rating, ...]:
    """Every rating and consensus that was ever recorded, by id; nobody's verification is told."""
    return tuple(
        _rating(row, kind, {})
        for kind in (_OWN, _AGREED)
        for row in store.db.execute(f"SELECT {_COLUMNS} FROM fact_{kind} ORDER BY id")
    )


def find_rating(store: Store, fact: str) -> Rating:
    """The rating that stands, by id or the last characters of it."""
    found = [one for one in ratings(store) if fact and one.id.endswith(fact)]
    if len(found) != 1:
        said = "several ratings end in" if found else "there is no rating"
        raise NotFoundError(f"{said} {fact}", "`qualbench matrix PROJECT --json` has their ids.")
    return found[0]


def rating_line(store: Store, rating: Rating) -> tuple[str, ...]:
    """The rating and all that it replaced, by fact, which would stand again one by one."""
    table = f"fact_{_AGREED if rating.consensus else _OWN}"
    rows = store.db.execute(
        f"WITH RECURSIVE line (id, replaces) AS (SELECT id, replaces FROM {table} WHERE id = ? "
        f"UNION SELECT f.id, f.replaces FROM {table} f JOIN line ON f.id = line.replaces) "
        "SELECT id FROM line",
        [rating.id],
    )
    return tuple(row[0] for row in rows)


def ratings_of_action(store: Store, action: str) -> tuple[Rating, ...]:
    """The ratings that an action added, verified or took back, live or not."""
    of_action = (
        "action = ?1 OR id IN (SELECT rating FROM fact_verification WHERE action = ?1) "
        "OR id IN (SELECT fact FROM fact_retraction WHERE action = ?1)"
    )
    return tuple(
        _rating(row, kind, {})
        for kind in (_OWN, _AGREED)
        for row in store.db.execute(
            f"SELECT {_COLUMNS} FROM fact_{kind} WHERE {of_action} ORDER BY id", [action]
        )
    )


def _verified(store: Store) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for rating, author in _verifications(store):
        if author not in found[rating]:
            found[rating].append(author)
    return found


def _verifications(store: Store) -> Iterable[tuple[str, str]]:
    sql = f"SELECT rating, author FROM {standing('verification')} ORDER BY id"
    return store.db.execute(sql).fetchall()


def _rating(row: Sequence[Any], kind: str, verified: Mapping[str, Sequence[str]]) -> Rating:
    fact, author, case, code, role, status, value, varies, summary, rationale, source = row[:-2]
    evidence, at = row[-2:]
    judged = Judgement(
        *(status, value, bool(varies), summary, rationale, source), tuple(json.loads(evidence))
    )
    return Rating(
        id=fact,
        coder=author,
        case=tuple(sorted(json.loads(case).items())),
        code=code,
        role=role,
        judged=judged,
        at=at,
        consensus=kind == _AGREED,
        verified=tuple(verified.get(fact, ())),
    )
