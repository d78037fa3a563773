"""A study small enough to count by hand, with texts that a page must not obey."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256

import pytest

from qualbench.export import AgreementRow, Measure, RatingAgreementRow
from qualbench.export.joint import (
    ConstructRow,
    JointCase,
    JointDisplay,
    OutcomeRow,
    Quote,
    RatedCell,
)
from qualbench.export.report import (
    Distinguishing,
    JointQuote,
    Report,
    ReportAgreement,
    ReportCell,
    ReportDistinctions,
    ReportJoint,
    ReportMatrix,
    ReportRaters,
    ReportTopic,
    ReportTopics,
    ReportTranscript,
)
from qualbench.model import Case, Code, Codebook, Coding, Judgement, Span, Transcript, Turn

HOSTILE = (
    "</script><script>window.hacked = 1</script><!-- <img src=x onerror='hacked=1'> \u2028 &amp;"
)
FIRST = (
    ("Interviewer", "How does it fit?"),
    ("Counselor", "It fits 🙂🙂 the day, most days."),
    ("Interviewer", "And the rooms?"),
    ("Counselor", f"We lost two rooms. {HOSTILE} The money is short."),
)
SECOND = (("Interviewer", "Who asks?"), ("Administrator", "The state asks. The money is short."))
THIRD = (("Counselor", "Not coded to the end yet."),)


def book() -> Codebook:
    codes = (
        Code("in", "Inner Setting", "domain", "I", definition="Where it happens."),
        Code(
            "in.fit", "Fit", "construct", "I.A", "in", definition="How it fits.", local="The day."
        ),
        Code("in.res", "Resources", "construct", "I.B", "in", include=("What there is",)),
        Code("in.res.space", "Space", "subconstruct", "I.B.1", "in.res", examples=("two rooms",)),
        Code("who", "Roles", "domain"),
        Code("who.staff", "Staff", "construct", "", "who"),
        Code("what", "Characteristics", "domain"),
        Code("what.need", "Need", "construct", "", "what", polarity="reverse"),
    )
    return Codebook("x", "A small codebook", "x", "x", "x", codes, "who", "what", version="v1")


def transcript(name: str, said: Iterable[tuple[str, str]]) -> Transcript:
    text, turns = "", []
    for at, (speaker, words) in enumerate(said):
        start = len(text)
        text += f"{speaker}: {words}\n"
        body = start + len(speaker) + 2
        asks = speaker == "Interviewer"
        turns.append(Turn(start, body, len(text), speaker, asks, 4.0 + 70 * at))
    return Transcript(sha256(text.encode()).hexdigest(), name, text, tuple(turns), name, "text")


Coded = Callable[..., Coding]


@pytest.fixture(scope="session")
def coded() -> Coded:
    """Some words of a transcript under a code; ``id`` is fact and lineage."""

    def coded(
        of: Transcript, id_: str, words: str, code: str, who: str = "u1", **more: str
    ) -> Coding:
        start = of.text.index(words)
        span = Span(start, start + len(words))
        return replace(Coding(id_, id_, who, of.hash, span, code, "v1", ""), **more)

    return coded


@pytest.fixture(scope="session")
def report(coded: Coded) -> Report:
    """Every section, over three transcripts, of which the third is not finished."""
    a, b, c = transcript("a", FIRST), transcript("b", SECOND), transcript("c <b>", THIRD)
    counted = (
        coded(a, "fits", "fits 🙂🙂 the day", "in.fit", memo=f"A memo. {HOSTILE}"),
        coded(a, "rooms", "two rooms", "in.res.space"),
        coded(a, "rooms-too", "two rooms", "in.res"),
        coded(a, "money", "money is short", "in.res"),
    )
    others = (coded(a, "need", "The money is short", "what.need", "u2", role="staff"),)
    second = (
        coded(b, "state", "The state asks", "in.fit"),
        coded(b, "short", "money is short", "what.need", role="staff"),
    )
    texts = (
        ReportTranscript(a, (_case(a, "P1", "counselor", "C1"),), counted, others),
        ReportTranscript(b, (_case(b, "P2", "administrator", "C2"),), second),
        ReportTranscript(c, (), (), (coded(c, "draft", "Not coded", "in.fit"),), finished=False),
    )
    helps = Judgement("rated", 2, False, "It fits.", f"Because. {HOSTILE}", "", ("fits", "gone"))
    hinders = Judgement("rated", -1, True, evidence=("money",))
    mixed, missing = Judgement("mixed"), Judgement("missing")
    raters = (("ana", helps), ("bo", replace(helps, value=1, evidence=())))
    rows = (
        (
            "in.fit",
            (ReportCell(consensus=helps, individual=raters, warnings=("one only",)), _of(hinders)),
        ),
        ("in.res", (_of(mixed), _of(missing))),
        ("what.need@staff", (ReportCell(individual=raters), ReportCell())),
    )
    alpha = {"kappa": Measure(reason="nobody used it"), "alpha": Measure(0.5, 0.25, 0.75)}
    return Report(
        title="Fit & <friends>",
        study=f"Small {HOSTILE}",
        provenance=(("facts_sha256", "abc"), ("codebook_version", "v1")),
        codebook=book(),
        coders=(("u1", "ana"), ("u2", "bo")),
        transcripts=texts,
        warnings=("Synthetic.",),
        agreement=ReportAgreement(
            "ana and bo on turns.",
            (
                AgreementRow(
                    level="code", name="", id="in.fit", n=4, measures=alpha, band="moderate"
                ),
            ),
        ),
        raters=ReportRaters(
            "ana and bo before they agreed.",
            (_raters("", 2, 3, quadratic_kappa=0.625), _raters("in.fit", 0, 1)),
        ),
        matrix=ReportMatrix("clinic", ("C1", "C2"), rows, "71% were equal."),
        distinctions=ReportDistinctions(
            "retained",
            (("lower", ("C2",)), ("higher", ("C1",))),
            (Distinguishing("in.fit", ((hinders,), (helps,)), "strong", None, ""),),
            "gap of 2 or more",
            "Two cases only.",
        ),
        joint=_joint(hinders, a, counted),
        topics=ReportTopics(
            "first look",
            "turn",
            "Seed 7.",
            (ReportTopic(1, 3, ("money",), "Money", "in.res", ((b.hash, second[1].span),)),),
        ),
        decisions=(("take", 3), ("both", 2)),
    )


def _joint(judged: Judgement, of: Transcript, counted: tuple[Coding, ...]) -> ReportJoint:
    """One of the two quotes is shown at once; in the other case nothing was rated."""
    first, second = Quote("fits 🙂🙂 the day", "P1", "counselor"), Quote("two rooms", "P3")
    cells = (RatedCell(judged, (first,)), RatedCell())
    display = JointDisplay(
        title="Constructs beside retained",
        cases=(JointCase("C2", "lower"), JointCase("C1", "higher")),
        outcomes=(
            OutcomeRow("Retained", (38.0, 84.0), "%"),
            OutcomeRow("Fidelity", (3.5, None), decimals=1),
        ),
        constructs=(
            ConstructRow(
                "Fit", "Inner Setting > Fit", cells, suggested="strong", fit="confirms",
                inference="Stay.",
            ),
        ),
        groups=("lower", "higher"),
        order="Retained, lowest to highest",
        notes=("Two cases only.",),
    )  # fmt: skip
    said = (JointQuote(first, (of.hash, counted[0].span)), JointQuote(second))
    return ReportJoint(display, ((said, ()),))


def _case(of: Transcript, participant: str, role: str, clinic: str) -> Case:
    return Case(of.hash, participant, "early", "", (("role", role), ("clinic", clinic)))


def _raters(key: str, kappas: int, pairs: int, **values: float) -> RatingAgreementRow:
    known = ("exact", "within_one", "linear_kappa", "quadratic_kappa", "ordinal_alpha")
    why = {name: "one rater" for name in (*known, "icc_single", "icc_mean") if name not in values}
    counts = {"units": 4, "pairs": 4, "rater_pairs": pairs, "kappa_pairs": kappas, "lost": 1}
    return RatingAgreementRow(key, counts | values, why)


def _of(judged: Judgement) -> ReportCell:
    return ReportCell(consensus=judged)
