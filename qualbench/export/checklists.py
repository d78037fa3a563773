"""What two reporting guidelines ask about, in our own words, item by item.

COREQ: Tong, Sainsbury & Craig 2007, Int J Qual Health Care 19:349-357, 32 items.
SRQR: O'Brien et al. 2014, Acad Med 89:1245-1251, 21 items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """``number`` is the guideline's own; ``section`` the part of it that the item stands in."""

    number: int
    section: str
    topic: str
    asks: str


@dataclass(frozen=True, slots=True)
class Checklist:
    name: str
    source: str
    items: tuple[Item, ...]


def _items(*sections: tuple[str, tuple[tuple[str, str], ...]]) -> tuple[Item, ...]:
    """Numbered through from 1, across the sections."""

    def each() -> Iterator[tuple[str, str, str]]:
        for section, items in sections:
            yield from ((section, topic, asks) for topic, asks in items)

    return tuple(Item(number, *item) for number, item in enumerate(each(), start=1))


COREQ = Checklist(
    "COREQ",
    "Tong A, Sainsbury P, Craig J. Int J Qual Health Care. 2007;19:349-357",
    _items(
        (
            "The interviewers",
            (
                ("Interviewer", "Who held the interviews or led the groups"),
                ("Credentials", "Their degrees"),
                ("Occupation", "What they worked as at the time"),
                ("Gender", "Their gender"),
                ("Experience", "How they had been trained, and how much they had done before"),
            ),
        ),
        (
            "Interviewers and participants",
            (
                ("Earlier contact", "Whether they knew one another before the study"),
                ("What participants knew", "What they had been told of the interviewer's aims"),
                ("Interviewer's stance", "Interests and assumptions that are made known"),
            ),
        ),
        ("Theory", (("Methodology", "The approach or theory that the study rests on"),)),
        (
            "Selection of participants",
            (
                ("Sampling", "How participants were chosen"),
                ("Approach", "How they were asked to take part"),
                ("Sample size", "How many took part"),
                ("Non-participation", "How many declined or left, and why"),
            ),
        ),
        (
            "Setting",
            (
                ("Place", "Where the data were gathered"),
                ("Others present", "Whether anybody else was in the room"),
                ("Description of the sample", "What matters about those who took part, and when"),
            ),
        ),
        (
            "Gathering of data",
            (
                ("Interview guide", "What was asked, with which prompts, and whether piloted"),
                ("Repeat interviews", "Whether people were interviewed again, and how often"),
                ("Recording", "Whether sound or pictures were recorded"),
                ("Field notes", "Whether notes were taken during or after"),
                ("Duration", "How long the interviews took"),
                ("Saturation", "Whether new content ran out, and how that was judged"),
                ("Transcripts returned", "Whether participants could correct their transcripts"),
            ),
        ),
        (
            "Analysis",
            (
                ("Number of coders", "How many people coded the data"),
                ("Coding tree", "The codes and how they hang together"),
                ("Derivation of themes", "Set beforehand, or found in the data"),
                ("Software", "The program that the data were managed with"),
                ("Participant checking", "Whether participants commented on the findings"),
            ),
        ),
        (
            "Reporting",
            (
                ("Quotations", "Whether quotes support the findings and say who is speaking"),
                ("Consistency", "Whether the findings follow from the data shown"),
                ("Major themes", "Whether the main themes stand out"),
                ("Minor themes", "Whether lesser themes and deviant cases are told"),
            ),
        ),
    ),
)

SRQR = Checklist(
    "SRQR",
    "O'Brien BC, Harris IB, Beckman TJ, Reed DA, Cook DA. Acad Med. 2014;89:1245-1251",
    _items(
        (
            "Title and abstract",
            (
                ("Title", "Topic, and that the study is qualitative or how it gathered data"),
                ("Abstract", "The study in short, in the form of the journal"),
            ),
        ),
        (
            "Introduction",
            (
                ("Problem", "What is at stake and what is known about it"),
                ("Purpose", "Aims or questions of the study"),
            ),
        ),
        (
            "Methods",
            (
                ("Approach and paradigm", "Qualitative approach, guiding theory, and why these"),
                ("Researchers and reflexivity", "Who they are and how that may shape the work"),
                ("Context", "Setting, and what about it matters"),
                ("Sampling", "How people or texts were chosen, and when it was enough"),
                ("Ethics", "Approval, consent, confidentiality and security of the data"),
                ("Data gathering: methods", "What was gathered, how and when, and what changed"),
                ("Data gathering: instruments", "Guides and devices, and how they changed"),
                ("Units of study", "How many people, texts or events, and what they were like"),
                ("Data processing", "Transcription, entry, checks, coding, de-identification"),
                ("Data analysis", "How themes were found, by whom, in which tradition"),
                ("Trustworthiness", "What was done for credibility: double coding, audit trail"),
            ),
        ),
        (
            "Results",
            (
                ("Synthesis and interpretation", "Main findings, and the theory they may lead to"),
                ("Links to the data", "Quotes, notes and other evidence for the findings"),
            ),
        ),
        (
            "Discussion",
            (
                ("Integration with earlier work", "What is added, and where else it may hold"),
                ("Limitations", "Of the findings and of how they were reached"),
            ),
        ),
        (
            "Other",
            (
                ("Conflicts of interest", "What could have swayed the study, and how it was met"),
                ("Funding", "Who paid, and what part they had in it"),
            ),
        ),
    ),
)
