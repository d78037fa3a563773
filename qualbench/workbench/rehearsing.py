"""Whether something could be done, before all that it needs has been asked for."""

from __future__ import annotations

from collections.abc import Callable

from qualbench import store
from qualbench.errors import QualbenchError
from qualbench.store import Store


def refusal(project: Store, verb: Callable[[Store], object]) -> QualbenchError | None:
    """Why a verb would be refused now, None if it would not; nothing is stored.

    The verb itself is the judge, on a project in which everything is taken back: so nobody who
    asks has to know its rules.
    """
    try:
        verb(store.rehearsal(project))
    except QualbenchError as error:
        return error
    return None
