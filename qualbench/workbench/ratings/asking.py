"""The interview guide: which questions were put where, and so what silence means.

The interviewer's turns are held against the guide's questions by the likeness of their vectors;
that proposes, and a person confirms. Only what is confirmed counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualbench import codebooks, reading, store
from qualbench import ratings as rooms
from qualbench.errors import CodebookError, NotFoundError, QualbenchError, RefusedError
from qualbench.model import (
    PAIR_MARK,
    Asked,
    Case,
    CaseKey,
    Guide,
    Question,
    Span,
    Transcript,
    Turn,
)
from qualbench.ratings import Heard
from qualbench.store import Store
from qualbench.workbench.coders import at_work, coder_name, leading, named
from qualbench.workbench.codings import resolving
from qualbench.workbench.language import Progress, quiet, vectors
from qualbench.workbench.quotes import known_of
from qualbench.workbench.ratings.cases import Cases
from qualbench.workbench.ratings.talk import Talk
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question of the guide in a transcript: where it was put, or seems to have been put.

    ``turns`` are indices of the interviewer's turns: those confirmed, else those ``proposed``.
    ``answers`` are the respondents' turns after each of them; ``score`` is the likeness of what
    is proposed, 0 to 1. ``by`` is who confirmed it, by name, empty for nobody.
    """

    question: Question
    transcript: str
    turns: tuple[int, ...]
    answers: tuple[int, ...]
    absent: tuple[str, ...]
    by: str
    score: float = 0.0

    @property
    def confirmed(self) -> bool:
        return bool(self.by)


def load_guide(project: Store, lead: str, path: Path) -> Guide:
    """Take over the guide in a YAML file, in the place of the one before.

    Raises RefusedError where it is the one in force, CodebookError for a construct that the
    codebook does not have.
    """
    guide = _checked(project, reading.read_guide(path), path)
    with project.writing():
        author = leading(project, lead).id
        store.require_decided(project, "guide")
        draft = store.guide_draft(project, guide)
        if draft is None:
            raise RefusedError(f"{path.name}: is the guide already", "Nothing was changed.")
        store.record(project, author, [draft])
    return guide


def _checked(project: Store, guide: Guide, path: Path) -> Guide:
    """With the ids of the constructs that it names."""
    book = codebook(project)

    def key(question: Question, said: str) -> str:
        try:
            code, role = codebooks.find(book, said)
        except QualbenchError as error:
            where = f"{path.name}, question {question.id}"
            raise CodebookError(f"{where}: {error.message}", error.hint) from None
        return f"{code}{PAIR_MARK}{role}" if role else code

    return replace(
        guide,
        questions=tuple(
            replace(one, constructs=tuple(key(one, said) for said in one.constructs))
            for one in guide.questions
        ),
    )


def guide(project: Store) -> Guide:
    """The guide in force; NotFoundError where none was loaded."""
    found = guide_if_any(project)
    if found is None:
        raise NotFoundError(
            "the project has no interview guide",
            "Load one: `qualbench guide load PROJECT FILE.yaml`.",
        )
    return found


def guide_if_any(project: Store) -> Guide | None:
    """The guide in force, its constructs as the codebook in force reads them."""
    found = store.guide(project)
    if found is None:
        return None
    read = resolving(codebook(project))
    return replace(
        found,
        questions=tuple(
            replace(one, constructs=tuple(dict.fromkeys(map(read, one.constructs))))
            for one in found.questions
        ),
    )


def put(project: Store, transcript: str = "") -> Mapping[tuple[str, str], Asked]:
    """What is confirmed, in all transcripts or one, by the transcript's hash and the question."""
    read = resolving(codebook(project))
    return {
        (one.transcript, one.question): replace(
            one, absent=tuple(dict.fromkeys(map(read, one.absent)))
        )
        for one in store.asked(project, transcript)
    }


def questions(
    project: Store,
    viewer: str,
    transcript: str,
    progress: Progress = quiet,
    *,
    propose: bool = True,
) -> tuple[ShownQuestion, ...]:
    """The guide's questions to those who speak in a transcript, and where each was put.

    What is proposed rests on wording and on what ``viewer`` may see of the answers' codings;
    unless it is wanted no language model is.
    """
    text = store.find_transcript(project, transcript)
    wanted = _put_to(guide(project), store.cases(project, text.hash).get(text.hash, ()))
    known = put(project, text.hash)
    open_ = [one for one in wanted if (text.hash, one.id) not in known]
    proposed = _proposed(project, viewer, text, open_, progress) if propose else {}
    found = []
    for question in wanted:
        if one := known.get((text.hash, question.id)):
            found.append(_confirmed(project, text, question, one))
        else:
            turns, score = proposed.get(question.id, ((), 0.0))
            answers = _answers(text, turns)
            found.append(ShownQuestion(question, text.hash, turns, answers, (), "", score))
    return tuple(found)


def reconfirmed(project: Store, before: Sequence[ShownQuestion]) -> tuple[ShownQuestion, ...]:
    """The same questions with what is confirmed now; what is proposed stays as it was."""
    if not before:
        return ()
    text = store.find_transcript(project, before[0].transcript)
    known = put(project, text.hash)
    return tuple(
        _confirmed(project, text, shown.question, one)
        if (one := known.get((text.hash, shown.question.id)))
        else shown
        for shown in before
    )


def confirm_question(
    project: Store,
    coder: str,
    transcript: str,
    question: str,
    turns: Sequence[int],
    absent: Sequence[str] = (),
) -> Asked:
    """State where a question was put: in these turns of the interviewer, by index; none: not put.

    ``absent`` are the constructs of which the answer says that there is nothing of the kind.
    RefusedError where that is what stands, and for a question to others than who speaks there.
    """
    text = store.find_transcript(project, transcript)
    asks = _find(project, text, question)
    starts = [_turn(text, index).start for index in sorted(set(turns))]
    gone = sorted({_absent(project, asks, key) for key in absent}) if absent else []
    if gone and not starts:
        raise RefusedError(f"{question} was not put", "Only an answer can say that it is absent.")
    with project.writing():
        author = at_work(project, coder).id
        store.require_decided(project, "asked", text.hash, question)
        before = put(project, text.hash).get((text.hash, question))
        if before and (list(before.turns), list(before.absent)) == (starts, gone):
            raise RefusedError(f"{question} stands so already", "Nothing was changed.")
        draft = store.asked_draft(text.hash, question, starts, gone, before.id if before else "")
        store.record(project, author, [draft])
    return put(project, text.hash)[text.hash, question]


def confirm_questions(
    project: Store, coder: str, transcripts: Sequence[str] = (), progress: Progress = quiet
) -> int:
    """Confirm all that is proposed in these transcripts, or in all; gives how many questions.

    What nothing is proposed for was not put. One action: it can be undone as one.
    """
    named(coder)
    names = transcripts or sorted(store.transcript_names(project).values())
    fresh = [
        (store.find_hash(project, name), one)
        for name in names
        for one in questions(project, coder, name, progress)
        if not one.confirmed
    ]
    texts = {text.hash: text for text in store.transcripts(project)}
    if fresh:
        with project.writing():
            author = at_work(project, coder).id
            drafts = [
                store.asked_draft(
                    text, one.question.id, [texts[text].turns[at].start for at in one.turns]
                )
                for text, one in fresh
            ]
            store.record(project, author, drafts)
    return len(fresh)


def heard(
    project: Store, known: Cases, said: Talk, case: CaseKey, keys: Sequence[str]
) -> Mapping[str, tuple[Heard, ...]]:
    """What each interview of a case tells of constructs, for each key."""
    return heard_in(guide_if_any(project), put(project), known, said, case, keys)


def heard_in(
    guide: Guide | None,
    asked: Mapping[tuple[str, str], Asked],
    known: Cases,
    said: Talk,
    case: CaseKey,
    keys: Sequence[str],
) -> Mapping[str, tuple[Heard, ...]]:
    """The same with what is at hand: where each question, by transcript and id, was put."""
    segments = {key: said.segments_in(case, key) for key in keys}
    return {
        key: tuple(
            _heard(guide, asked, said.finished, key, one, found[one.transcript])
            for one in known.members[case]
        )
        for key, found in segments.items()
    }


def _heard(
    guide: Guide | None,
    asked: Mapping[tuple[str, str], Asked],
    finished: frozenset[str],
    key: str,
    interview: Case,
    segments: int,
) -> Heard:
    text, role = interview.transcript, known_of(interview).get("role", "")
    about = rooms.asks_about(guide if role else _to_all(guide), role, key) if guide else ()
    put = [asked.get((text, one.id)) for one in about]
    return Heard(
        segments=segments,
        absent=any(one is not None and key in one.absent for one in put),
        asked=any(one is not None and bool(one.turns) for one in put),
        unconfirmed=guide is None or None in put,
        finished=text in finished,
    )


def _to_all(guide: Guide) -> Guide:
    """Whom nothing is known of may have been asked anything."""
    return replace(guide, questions=tuple(replace(one, roles=()) for one in guide.questions))


# In a transcript


def _put_to(guide: Guide, cases: Sequence[Case]) -> tuple[Question, ...]:
    """The questions for the roles of those who speak; all of them where no role is known."""
    roles = {known_of(case).get("role", "").casefold() for case in cases} - {""}
    return tuple(
        one
        for one in guide.questions
        if not (one.roles and roles) or roles & {*map(str.casefold, one.roles)}
    )


def _proposed(
    project: Store, viewer: str, text: Transcript, wanted: Sequence[Question], progress: Progress
) -> Mapping[str, tuple[tuple[int, ...], float]]:
    """By question, the turns that seem to put it, and how alike they are."""
    asking = [at for at, turn in enumerate(text.turns) if turn.interviewer and len(turn.words)]
    if not asking or not wanted:
        return {}
    words = [text.turns[at].words.of(text.text) for at in asking]
    rows = vectors(project, [*words, *(one.asks for one in wanted)], progress)
    alike = rows[: len(words)] @ rows[len(words) :].T
    coded = _coded(project, viewer, text, asking)
    answered = rooms.answered(coded, wanted) if any(coded) else None
    found = {}
    for question, places in zip(wanted, rooms.proposals(alike.tolist(), answered), strict=True):
        clear = [put for put in places if put.clear]
        turns = tuple(sorted(asking[put.turn] for put in clear))
        found[question.id] = (turns, max((put.score for put in clear), default=0.0))
    return found


def _coded(
    project: Store, viewer: str, text: Transcript, asking: Sequence[int]
) -> list[frozenset[str]]:
    """With what the answers to these turns are coded, as far as ``viewer`` may see it."""
    may = sight(project, viewer)
    codings = [c for c in store.codings(project, text.hash) if may.allows(c.coder, text.hash)]
    ends = [*(text.turns[at].start for at in asking[1:]), len(text.text)]
    between = [
        Span(text.turns[at].end, max(end, text.turns[at].end))
        for at, end in zip(asking, ends, strict=True)
    ]
    return [frozenset(c.key for c in codings if c.span.overlaps(span)) for span in between]


def _confirmed(project: Store, text: Transcript, question: Question, one: Asked) -> ShownQuestion:
    places = {turn.start: at for at, turn in enumerate(text.turns)}
    turns = tuple(places[start] for start in one.turns if start in places)
    by = coder_name(project, one.coder) or "somebody"
    return ShownQuestion(
        question, text.hash, turns, _answers(text, turns), one.absent, by, score=1.0
    )


def _answers(text: Transcript, turns: Sequence[int]) -> tuple[int, ...]:
    """The respondents' turns after each of these, up to the interviewer's next."""
    found: list[int] = []
    for asked in turns:
        for at in range(asked + 1, len(text.turns)):
            if text.turns[at].interviewer:
                break
            found.append(at)
    return tuple(dict.fromkeys(found))


def answer_span(text: Transcript, shown: ShownQuestion) -> Span | None:
    """From the first to the last word of the answers, None without any."""
    if not shown.answers:
        return None
    return Span(text.turns[shown.answers[0]].body, text.turns[shown.answers[-1]].end)


def _find(project: Store, text: Transcript, question: str) -> Question:
    """A question of the guide to somebody who speaks in a transcript."""
    every = guide(project)
    known = {one.id: one for one in every.questions}
    if question not in known:
        raise NotFoundError(f"the guide has no question {question}", f"It has {', '.join(known)}.")
    if known[question] not in _put_to(every, store.cases(project, text.hash).get(text.hash, ())):
        raise RefusedError(
            f"{question} is put to {', '.join(known[question].roles)}: nobody in {text.name} is",
            f"`qualbench guide show PROJECT {text.name}` lists what is asked there.",
        )
    return known[question]


def _turn(text: Transcript, index: int) -> Turn:
    if not 0 <= index < len(text.turns) or not text.turns[index].interviewer:
        raise RefusedError(
            f"{text.name}: turn {index + 1} is none of the interviewer's",
            "Turns count from 1; `qualbench guide show PROJECT TRANSCRIPT` lists those that ask.",
        )
    return text.turns[index]


def _absent(project: Store, question: Question, said: str) -> str:
    code, role = codebooks.find(codebook(project), said)
    key = f"{code}{PAIR_MARK}{role}" if role else code
    if key not in question.constructs:
        raise RefusedError(
            f"{question.id} does not ask about {key}",
            f"It asks about {', '.join(question.constructs)}.",
        )
    return key
