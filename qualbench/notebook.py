"""A project in a notebook or a script, for reading: tables as frames of pandas.

::

    with qualbench.open("study.qualbench") as study:
        ratings = study.ratings(by="clinic")
        outcomes = study.outcomes(by="clinic")

What is missing is ``<NA>``, never 0. Every frame has its data dictionary and its provenance with
it, as ``frame.attrs["columns"]`` and ``frame.attrs["provenance"]``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualbench import workbench
from qualbench.errors import NotFoundError, QualbenchError

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualbench.workbench import Kind, Store

By = str | Sequence[str]
"""What makes a case: an attribute such as ``"clinic"``, or several: ``("clinic", "role")``."""


def open(path: str | os.PathLike[str], coder: str = "") -> Study:
    """Open a project as it stands now; what is stored in it later is not seen.

    The file is read into memory and let go of: nothing is written to it or beside it, and others
    can go on working in it. One of an older format is brought up to date in memory alone.
    ``coder`` is who looks: what a sealed round or a rating of one's own still to come hides from
    them is left out, and without a name nobody's secrets are shown. Raises QualbenchError.
    """
    with ExitStack() as stack, _hinted():
        project = stack.enter_context(workbench.held(Path(path)))
        if coder and not workbench.coder_id(project, coder):
            names = ", ".join(workbench.status(project).coders)
            raise NotFoundError(f"nobody is called {coder}", f"Known: {names}.")
        stack.enter_context(project.reading())  # what one table has found, the next need not
        return Study(Path(path), coder, project, stack.pop_all().close)


@dataclass(frozen=True, slots=True, repr=False)
class Study:
    """An open project. Tables are those of ``qualbench export``; each call gives a new frame.

    ``study.columns("ratings")`` says what each column of a table holds.
    """

    path: Path
    coder: str
    _project: Store
    close: Callable[[], None]
    """Let go of what is in memory; frames stay as they are."""

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Study {self.path.name}>"

    # What was coded

    def segments(self, layer: str = "analysis", *, text: bool = True) -> DataFrame:
        """What counts as coded: a row for each segment and code of the analysis set.

        That is, of each transcript, the consensus or else the primary coder; never two coders
        summed. ``layer`` names another: ``consensus``, ``coder:NAME``. Columns are, among
        others, ``segment_id``, ``document_id``, ``participant_pseudonym``, ``clinic_id``,
        ``role``, ``text``, ``code_id``, ``code_path``, ``valence``, ``coder_id``, ``memo``.
        Without ``text`` those that hold words of interviews and memos are left out.
        """
        return self.table("segments", layer=layer, text=text)

    def codings(self, *, text: bool = True) -> DataFrame:
        """The same columns with a row for each segment, code and coder: everybody's, side by side.

        To count over them is to sum the coders; for counts take :meth:`segments`.
        """
        return self.table("segments", layer="all", text=text)

    def counts(self, by: By = "participant", layer: str = "analysis") -> DataFrame:
        """A row a case, a column a code, cells numbers of segments.

        First what makes the case, ``transcripts`` and ``transcripts_finished``; a case of which
        nothing is finished has ``<NA>``, for what nobody finished is not "none".
        """
        return self.table("counts", by=by, layer=layer)

    def presence(self, by: By = "participant", layer: str = "analysis", **how: Any) -> DataFrame:
        """A row for each case and code: is it there, how much, and out of what.

        ``present`` is 1, 0 or ``<NA>``, with the reason in ``presence`` (present, absent, asked
        and silent, not asked, unconfirmed), where the project has an interview guide; then
        ``coded``, ``segments``, ``codings``, ``speakers``, ``words``, ``share_of_talk``.
        ``how``: ``roll_up=True``, ``silent_is_absent=True``.
        """
        return self.table("presence", by=by, layer=layer, **how)

    # What was rated

    def ratings(self, by: By = ()) -> DataFrame:
        """A row a rating, individual and consensus, of all cases or of those that ``by`` makes.

        The attributes that make the case; ``code_id``, ``code_path``, ``layer`` (individual or
        consensus), ``rater``, ``value`` (-2 to 2, else ``<NA>`` with the reason in ``status``),
        ``varies``, ``summary``, ``rationale``, ``evidence``, ``respondents``.
        """
        return self.table("ratings", by=by)

    def matrix(self, by: By = ()) -> DataFrame:
        """A row a case, a column a construct: what the team agreed on, as numbers.

        Beside each ``KEY`` stand ``KEY:status``, which says why a number is missing, and
        ``KEY:varies``, 1 where respondents differ. Without ``by`` cases are those that the
        project has settled on.
        """
        return self.table("ratings-wide", by=by)

    def signs(self, by: By = ()) -> DataFrame:
        """The matrix as it is printed: a row a construct, a column a case; ``+2``, ``-1*``, X."""
        return self.table("matrix", by=by)

    # What is known besides

    def cases(self) -> DataFrame:
        """A row for each transcript and participant: ``wave``, ``speaker``, every attribute."""
        return self.table("cases")

    def outcomes(self, by: By = ()) -> DataFrame:
        """A row a case, a column ``TABLE.MEASURE`` for each number of the joined tables."""
        return self.table("outcomes", by=by)

    def codebook(self) -> DataFrame:
        """A row a code: ``code_id``, name, place, definition, inclusion, exclusion, examples."""
        return self.table("codebook")

    def agreement(self) -> DataFrame:
        """How far those who submitted agree: a row for ``overall`` and each domain, code, pair.

        ``kappa``, ``ac1``, ``alpha`` ..., with ``reason`` where one is undefined.
        """
        return self.table("agreement")

    def rating_agreement(self, by: By = ()) -> DataFrame:
        """How far raters agree on their initial ratings: a row for all, then a construct each."""
        return self.table("rating-agreement", by=by)

    def topics(self, run: str) -> DataFrame:
        """A kept run of topics, by its name: a row for each turn or sentence, with its topic."""
        return self.table("topics", run=run)

    def provenance(self) -> dict[str, str]:
        """What all tables are made from: study, digest of the facts, codebook, program."""
        said = self.cases().attrs["provenance"]
        return {what: value for what, value in said.items() if what != "table"}

    # Any of them

    def table(self, kind: Kind, *, by: By = (), **wanted: Any) -> DataFrame:
        """Any table of ``qualbench export``, by its kind, as :class:`qualbench.workbench.Wanted`.

        ``study.table("distinguishing", by="clinic", outcome="clinics.fidelity", cuts=(3.5,))``
        """
        if kind not in workbench.KINDS:
            raise NotFoundError(f"there is no table {kind}; there are {', '.join(workbench.KINDS)}")
        named = (by,) if isinstance(by, str) else tuple(by)
        with _hinted():
            asked = workbench.Wanted(by=named, **wanted)
            return workbench.frame(self._project, kind, self.coder, asked)

    def columns(self, table: str, **wanted: Any) -> DataFrame:
        """What the columns of a table mean: ``study.columns("matrix", by="clinic")``.

        ``column``, ``meaning``; where any has them ``label``, ``values`` and ``missing``.
        """
        import pandas as pd

        if table not in _TABLES:
            raise NotFoundError(f"there is no table {table}; there are {', '.join(_TABLES)}")
        made = getattr(self, table)(**wanted)
        rows = [{"column": name} | said for name, said in made.attrs["columns"].items()]
        return pd.DataFrame(rows)


_TABLES = (
    *("segments", "codings", "counts", "presence", "ratings", "matrix", "signs", "cases"),
    *("outcomes", "codebook", "agreement", "rating_agreement", "topics"),
)


@contextmanager
def _hinted() -> Iterator[None]:
    """Let what to do stand below an error, where a notebook shows it."""
    try:
        yield
    except QualbenchError as error:
        if error.hint:
            error.add_note(error.hint)
        raise
