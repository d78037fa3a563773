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
    inference: str | None,
    by: Sequence[str] = (),
    *,
    keep: bool = False,
) -> Integration:
    """State how a construct and an outcome fit, and the meta-inference, in place of the last.

    With ``keep`` what is None stays as it was stated before; else nothing is said of it.
    """
    key, known = key_of(project, code), cases(project, by)
    outcome_name = full_name(project, outcome_name)
    outcome(project, coder, outcome_name, known)
    with project.writing():
        author = at_work(project, coder)
        before = integrations(project, coder, outcome_name, by).get(key)
        _require_own(author, before)
        if keep and before:
            fit = fit or before.fit
            inference = before.inference if inference is None else inference
        inference = (inference or "").strip()
        if fit is None and not inference:
            raise RefusedError("there is nothing to store", "Say how it fits, or what follows.")
        draft = store.integration_draft(
            project, sorted(known.by), key, outcome_name, fit, inference
        )
        made = store.record(project, author.id, [draft]).added[0]
    return next(one for one in store.integrations(project) if one.id == made)


def _require_own(author: Coder, before: Integration | None) -> None:
    """What somebody else stated is not replaced, but by a lead."""
    if before and before.coder != author.id and not author.lead:
        raise RefusedError(
            f"how {before.key} and {before.outcome} fit was stated by somebody else",
            "Ask them, or a lead.",
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
