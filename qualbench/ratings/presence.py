"""What is known of a construct in a case: talked about, absent, silent, or never asked.

A zero in a table claims that the thing was not there. Four different things look like an
empty cell, and only one of them is that claim: somebody confirmed that an answer says there is
nothing of the kind (absent). A respondent who was asked and did not come to speak of it (asked
and silent) may have had other things to say; who was not asked could not say; and as long as
nobody has confirmed what was asked, or coding is not finished, it is not known which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualbench.model import PAIR_MARK, Guide, Presence, Question

MEANING: dict[Presence, str] = {
    "present": "a segment of the case is coded with it",
    "absent": "an answer says that there is nothing of the kind; somebody confirmed it",
    "asked and silent": "asked about, and no segment is coded with it",
    "not asked": "no question that was put asks about it",
    "unconfirmed": "a question about it is not confirmed yet, or its transcript not coded yet",
}
"""What each value says, for a data dictionary."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of a construct in one transcript of a case.

    ``asked``: somebody confirmed where a question about it was put; ``unconfirmed``: a question
    about it is still to be confirmed, asked or not; ``absent``: somebody confirmed that the
    answer says there is nothing of the kind; ``finished``: the transcript has been coded.
    """

    segments: int = 0
    asked: bool = False
    absent: bool = False
    unconfirmed: bool = False
    finished: bool = False


def presence(heard: Iterable[Heard]) -> Presence:
    """What is known of a construct in a case, from each of its transcripts.

    What anybody said counts, even where somebody else said that there is none. Silence is
    known only once every question is confirmed and what was asked is coded.
    """
    known = list(heard)
    if any(one.segments for one in known):
        return "present"
    if any(one.absent for one in known):
        return "absent"
    if any(one.unconfirmed or (one.asked and not one.finished) for one in known):
        return "unconfirmed"
    return "asked and silent" if any(one.asked for one in known) else "not asked"


def asks_about(guide: Guide, role: str, key: str) -> tuple[Question, ...]:
    """The questions that ask a respondent of ``role`` (case aside) about a coding key.

    A question on a characteristic asks about each of its pairs; a question on a pair asks
    about that pair and about the characteristic as a whole, but not about other roles.
    """
    return tuple(
        question
        for question in guide.questions
        if _put_to(question, role) and any(covers(key, listed) for listed in question.constructs)
    )


def covers(key: str, listed: str) -> bool:
    """Whether a question that lists a coding key asks about ``key``."""
    (code, _, role), (other, _, spoken) = key.partition(PAIR_MARK), listed.partition(PAIR_MARK)
    return code == other and (role == spoken or not role or not spoken)


def _put_to(question: Question, role: str) -> bool:
    return not question.roles or role.casefold() in map(str.casefold, question.roles)
