"""What a report says, as values: whoever has the project fills them, the page shows them.

A section that is None, or empty, is left out, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualbench.export.agreement import AgreementRow
from qualbench.export.joint import JointDisplay, Quote
from qualbench.export.rating_agreement import RatingAgreementRow
from qualbench.model import Case, Codebook, Coding, Distinction, Judgement, Span, Transcript

Place = tuple[str, Span]
"""Some words: a transcript's hash and where they are in it."""


@dataclass(frozen=True, slots=True)
class ReportTranscript:
    """``counted`` are the codings of the analysis set, ``others`` those of all other layers.

    Where the analysis set has not ``finished`` the transcript, it counts in no number.
    """

    transcript: Transcript
    cases: tuple[Case, ...]
    counted: tuple[Coding, ...]
    others: tuple[Coding, ...] = ()
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ReportAgreement:
    """``said`` is the sentence for the methods section: who, on what, by which unit."""

    said: str
    rows: tuple[AgreementRow, ...]


@dataclass(frozen=True, slots=True)
class ReportRaters:
    """The same of raters: ``rows`` for all constructs together, then for each."""

    said: str
    rows: tuple[RatingAgreementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCell:
    """The consensus on a construct in a case, with each rater's own judgement, by name.

    ``respondents`` counts those whose words bear on it, None where nobody counted;
    ``asked`` says whether it was asked about, ``by`` who wrote the consensus down, ``verified``
    who checked it, and ``warnings`` where it breaks a rule of rating.
    """

    consensus: Judgement | None = None
    individual: tuple[tuple[str, Judgement], ...] = ()
    by: str = ""
    verified: tuple[str, ...] = ()
    respondents: int | None = None
    asked: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportMatrix:
    """``rows`` have a coding key and a cell for each of the ``cases``; ``by`` makes the cases."""

    by: str
    cases: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ReportCell, ...]], ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Distinguishing:
    """Whether a construct tells groups apart: its judgements in each group, lowest group first.

    ``call`` is the team's own, None where it has made none.
    """

    key: str
    groups: tuple[tuple[Judgement, ...], ...]
    suggested: Distinction
    call: Distinction | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportDistinctions:
    """``groups`` have a name and the cases in it; ``rule`` has its thresholds in words."""

    outcome: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[Distinguishing, ...]
    rule: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class JointQuote:
    """What somebody said, and where on the page it is; None where that is not known."""

    said: Quote
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ReportJoint:
    """The ``display`` as documents show it.

    ``quotes`` hold for each of its constructs and cases those that it shows there, in its order,
    and then the others that the rating rests on.
    """

    display: JointDisplay
    quotes: tuple[tuple[tuple[JointQuote, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class ReportTopic:
    """``size`` counts turns or sentences; ``code`` is what it was made into or is mapped to."""

    number: int
    size: int
    phrases: tuple[str, ...]
    label: str = ""
    code: str = ""
    quotes: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTopics:
    run: str
    unit: str
    said: str
    topics: tuple[ReportTopic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it. ``coders`` names by id; ``transcripts`` stand in the order of interviewing.

    ``provenance`` says from which facts, versions and filters it came; ``warnings`` what a
    reader must know before anything else. ``decisions`` are what reconciliations chose, and
    how often.
    """

    title: str
    study: str
    provenance: tuple[tuple[str, str], ...]
    codebook: Codebook
    coders: tuple[tuple[str, str], ...]
    transcripts: tuple[ReportTranscript, ...]
    warnings: tuple[str, ...] = ()
    agreement: ReportAgreement | None = None
    raters: ReportRaters | None = None
    matrix: ReportMatrix | None = None
    distinctions: ReportDistinctions | None = None
    joint: ReportJoint | None = None
    topics: ReportTopics | None = None
    decisions: tuple[tuple[str, int], ...] = ()
