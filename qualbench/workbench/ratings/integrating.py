"""How a finding and an outcome fit, and what follows from both (Fetters, Curry & Creswell 2013)."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Coder, Fit, Integration
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import resolving
from qualbench.workbench.ratings.cases import cases
from qualbench.workbench.ratings.rating import key_of
from qualbench.workbench.trial.outcomes import full_name, outcome, require_open
from qualbench.workbench.versions import codebook


def integrate(
    project: Store,
    coder: str,
    code: str,
    outcome_name: str,
    fit: Fit | None,
    inference: str,
    by: Sequence[str] = (),
) -> Integration:
    """State how a construct and an outcome fit, and the meta-inference, in place of the last."""
    if fit is None and not inference.strip():
        raise RefusedError("there is nothing to store", "Say how it fits, or what follows.")
    key, known = key_of(project, code), cases(project, by)
    outcome_name = full_name(project, outcome_name)
    outcome(project, coder, outcome_name, known)
    with project.writing():
        author = at_work(project, coder)
        _require_own(project, author, (known.by, key, outcome_name))
        draft = store.integration_draft(
            project, sorted(known.by), key, outcome_name, fit, inference.strip()
        )
        made = store.record(project, author.id, [draft]).added[0]
    return next(one for one in store.integrations(project) if one.id == made)


def _require_own(project: Store, author: Coder, about: tuple[Sequence[str], str, str]) -> None:
    """What somebody else stated is not replaced, but by a lead."""
    found = store.integrations(project)
    of = {one.coder for one in found if (one.by, one.key, one.outcome) == about}
    if of and author.id not in of and not author.lead:
        raise RefusedError(
            f"how {about[1]} and {about[2]} fit was stated by somebody else", "Ask them, or a lead."
        )


def integrations(
    project: Store, viewer: str, outcome_name: str, by: Sequence[str] = ()
) -> dict[str, Integration]:
    """What was stated of an outcome, by coding key, for cases of these attributes.

    RefusedError where outcomes are hidden from ``viewer``.
    """
    require_open(project, viewer)
    known, read = cases(project, by), resolving(codebook(project))
    outcome_name = full_name(project, outcome_name)
    return {
        read(one.key): one
        for one in store.integrations(project)
        if one.outcome == outcome_name and set(one.by) == set(known.by)
    }
