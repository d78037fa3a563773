"""What was decided where coders differed: to be searched, and to make the codebook better."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualbench import agreement, store
from qualbench.agreement import Marked
from qualbench.codebooks import Wording
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Code, Coding, Outcome, Reconciliation, Span
from qualbench.store import Store
from qualbench.workbench.codebook import reword_code
from qualbench.workbench.codings import resolved
from qualbench.workbench.pages import name_of
from qualbench.workbench.reconciling.disagreements import ShownPart, Shows, hidden_from
from qualbench.workbench.versions import codebook


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A decision with names: of its round, transcript and lead, of codes and of coders.

    ``parts`` is what was said before, ``names`` what people call the codes of the outcome, and
    ``quotes`` the words of it, in its order. ``extent`` and ``quote`` span both.
    """

    decision: Reconciliation
    round: str
    transcript: str
    lead: str
    extent: Span
    quote: str
    parts: tuple[ShownPart, ...]
    names: tuple[str, ...]
    quotes: tuple[str, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes in question and decided on, without their roles."""
        said = {coding.code for part in self.parts for coding in part.codings}
        return frozenset(said | {one.code for one in self.decision.outcome})

    @property
    def said(self) -> str:
        """What was decided, in a few words: ``took Space as ana has it``."""
        choice, names = self.decision.choice, " and ".join(dict.fromkeys(self.names))
        if choice == "meeting":
            return "left for the meeting"
        if not names:
            return "took nothing"
        followed = " and ".join(self._followed()) if choice == "take" else ""
        return f"took {names} as {followed} had it" if followed else f"{_DONE[choice]} {names}"

    def _followed(self) -> list[str]:
        wanted = [(one.span, one.key) for one in self.decision.outcome]
        by: dict[str, list[tuple[Span, str]]] = {}
        for part in self.parts:
            by.setdefault(part.coder, []).append((part.span, part.key))
        return sorted(coder for coder, said in by.items() if said == wanted)


_DONE = {"take": "took", "both": "took both:", "edges": "new edges for", "code": "another code:"}


def ledger(
    project: Store,
    viewer: str,
    find: str = "",
    code: str = "",
    kind: str = "",
    round_name: str = "",
) -> tuple[LedgerEntry, ...]:
    """The decisions that ``viewer`` may see, round by round in reading order.

    ``find`` is in a quotation, reason, rule or name, capitals aside; ``code`` is an id that
    stands for the codes below it too; ``kind`` is how coders differed.
    """
    rounds = {one.id: one.name for one in store.rounds(project)}
    of = store.find_round(project, round_name).id if round_name else ""
    hidden = hidden_from(project, viewer)
    decisions = [
        one
        for one in store.reconciliations(project, of)
        if one.round in rounds and one.transcript not in hidden and kind in ("", one.difference)
    ]
    shows = Shows.of(project)
    codings = {
        coding.id: coding
        for coding in resolved(
            shows.book,
            store.codings_among(project, [fact for one in decisions for fact in one.codings]),
        )
    }
    order = {one: place for place, one in enumerate(rounds)}
    entries = sorted(
        (_entry(shows, rounds[one.round], one, codings) for one in decisions),
        key=lambda entry: (order[entry.decision.round], *_place(entry)),
    )
    wanted = " ".join(find.split()).casefold()
    return tuple(
        entry
        for entry in entries
        if wanted in _words(entry) and (not code or _under(shows, entry, code))
    )


def _entry(
    shows: Shows, of: str, decision: Reconciliation, codings: Mapping[str, Coding]
) -> LedgerEntry:
    said = [codings[fact] for fact in decision.codings if fact in codings]
    spans = [*(coding.span for coding in said), *(one.span for one in decision.outcome)]
    extent, text = agreement.hull(spans), shows.texts[decision.transcript]
    return LedgerEntry(
        decision,
        of,
        shows.names[decision.transcript],
        shows.people[decision.coder],
        extent,
        extent.of(text),
        tuple(_parts(shows, said)),
        tuple(name_of(shows.book, one.key) for one in decision.outcome),
        tuple(one.span.of(text) for one in decision.outcome),
    )


def _place(entry: LedgerEntry) -> tuple[str, str, Span, list[str], str]:
    keys = [part.key for part in entry.parts]
    decision = entry.decision
    return entry.transcript, decision.transcript, entry.extent, keys, decision.id


def _parts(shows: Shows, codings: Iterable[Coding]) -> list[ShownPart]:
    by_id = {coding.id: coding for coding in codings}
    found = [
        part
        for coder in dict.fromkeys(coding.coder for coding in by_id.values())
        for part in agreement.parts_of(
            coder, [Marked(c.id, c.span, c.key) for c in by_id.values() if c.coder == coder]
        )
    ]
    shown = (shows.part(part, [by_id[fact] for fact in part.ids]) for part in found)
    return sorted(shown, key=lambda part: (part.span, part.key, part.coder))


def _words(entry: LedgerEntry) -> str:
    decision, names = entry.decision, (*entry.names, *(part.name for part in entry.parts))
    said = (entry.quote, decision.reason, decision.rule, entry.transcript, *names)
    return " ".join(" ".join(said).split()).casefold()


def _under(shows: Shows, entry: LedgerEntry, code: str) -> bool:
    """Whether a decision is about a code or one below it."""
    known = [one for one in entry.codes if one in shows.book.by_id]
    return code in entry.codes or any(
        code == above.id for one in known for above in shows.book.ancestors(one)
    )


def find_entry(project: Store, viewer: str, decision: str) -> LedgerEntry:
    """A decision by its id, or by enough of the end of it to be the only one."""
    found = [one for one in ledger(project, viewer) if one.decision.id.endswith(decision)]
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} decisions end in {decision}" if found else f"no decision {decision}"
    raise NotFoundError(f"there is {what}" if not found else what, _LISTED)


_LISTED = "`qualbench decisions PROJECT` lists the decisions with their ids."


def as_example(project: Store, lead: str, entry: LedgerEntry, code: str = "") -> Code:
    """Make what was decided an example of its code in the codebook, as a new version.

    ``code`` says of which, where the outcome has several.
    """
    outcome = _one_of(entry, code)
    quote = entry.quotes[entry.decision.outcome.index(outcome)]
    known = codebook(project).by_id[outcome.code]
    said = Wording(examples=(*known.examples, quote))
    return reword_code(project, lead, known.id, said, f"Example decided in round {entry.round}")


def _one_of(entry: LedgerEntry, code: str) -> Outcome:
    found = {one.code: one for one in entry.decision.outcome if code in ("", one.code)}
    if len(found) != 1:
        why = "took several codes" if found else f"did not take {code or 'any code'}"
        raise RefusedError(f"this decision {why}", "Name a code that it took.")
    return next(iter(found.values()))


def as_exclusion(project: Store, lead: str, entry: LedgerEntry, code: str) -> Code:
    """Write into the codebook what ``code`` does not mean, and what to use instead."""
    taken = {one.code for one in entry.decision.outcome}
    parts = [part for part in entry.parts if part.codings[0].code == code]
    if code in taken or not parts or entry.decision.choice == "meeting":
        raise RefusedError(
            f"this decision did not turn {code} down", "Exclude what somebody used and it did not."
        )
    book, quote = codebook(project), " ".join(parts[0].quote.split())
    instead = " and ".join(book.by_id[one].name for one in sorted(taken) if one in book.by_id)
    line = f"not: “{quote}”" + (f"; use {instead} instead" if instead else "")
    said = Wording(exclude=(*book.by_id[code].exclude, line))
    return reword_code(project, lead, code, said, f"Exclusion decided in round {entry.round}")
