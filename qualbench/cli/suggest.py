"""qualbench suggest"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, count, notice, shortened
from qualbench.errors import RefusedError
from qualbench.workbench import Basis, Page, ShownSuggestion, Store

_KEYS = """JSON: a list with keys transcript, start, end, turn, suggestions; each suggestion: code
(with @role where it is said of one), name, score, calibrated (whether the score is a probability),
reason, why, model; the reason: kind (quote, definition, inclusion or example), source (a coding or
a code), text, similarity.

"""


@click.command(
    epilog=_KEYS + options.example("qualbench suggest study.qualbench --top 1 --coder ana")
)
@options.project
@click.option("--transcript", default="", help="Only for one transcript.")
@click.option("--top", type=click.IntRange(1, 20), default=3, show_default=True)
@options.json
@options.coder
def suggest(project: Path, transcript: str, top: int, json_: bool, coder: str) -> None:
    """Suggest codes for what respondents say.

    When they show is up to the project (`settings`): after you have coded a turn, which is the
    rule, what else it may be; on-demand or inline, every turn's; while you code a transcript
    blind in a round, nothing. That a suggestion was shown to you is recorded.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        require_wanted(opened, coder)
        asked = [transcript] if transcript else open_to(opened, coder)
        pages = _pages(opened, coder, asked, top, bar)
    rows = [row for page in pages for row in page.rows]
    back = sum(page.kept_back for page in pages)
    if json_:
        as_json(rows)
    elif rows:
        _show(rows)
    else:
        click.echo(f"Nothing is suggested{_why_none(asked, back)}.")
    if back:
        notice(f"Kept back: {count(back, 'turn')} to be coded first; see `qualbench settings`.")


def require_wanted(opened: Store, coder: str) -> None:
    """RefusedError for a coder who has switched suggestions off for themselves."""
    if workbench.at_most("inline", workbench.desk(opened, coder)) == "off":
        raise RefusedError(
            f"{coder} has switched suggestions off",
            "A in the coding screen lets them show again.",
        )


def open_to(opened: Store, coder: str, coded: bool = False) -> list[str]:
    """All transcripts by hash, or all ``coded`` by the coder, but those that are coded blind."""
    every = workbench.status(opened, coder).transcripts
    if coded:
        every = tuple(one for one in every if one.codings.get(coder))
    blind = [one for one in every if workbench.blind_in(opened, coder, one.hash)]
    if blind:
        names = ", ".join(one.name for one in blind)
        notice(f"Left out, as {coder} codes them blind: {names}.")
    return [one.hash for one in every if one not in blind]


@dataclass(frozen=True, slots=True)
class _Suggested:
    """What shows of a transcript, and of how many turns nothing does until they are coded."""

    rows: list[dict[str, object]]
    kept_back: int


def _pages(opened: Store, coder: str, names: list[str], top: int, bar: Bar) -> list[_Suggested]:
    found, before = [], None
    for name in names:
        before = workbench.learned(opened, coder, name, before, bar)
        found.append(_suggested(opened, coder, before, top))
    return found


def _suggested(opened: Store, coder: str, of: Basis, top: int) -> _Suggested:
    page = workbench.page(opened, coder, of.transcript)
    mode = workbench.at_most(of.mode, workbench.desk(opened, coder))
    shown, kept_back = {}, 0
    for turn, words in enumerate((turn.words for turn in page.transcript.turns), start=1):
        said = workbench.suggested(of, words, top)
        if said and workbench.shows(mode, coded=of.coded(words), asked=True):
            shown[turn] = said
        else:
            kept_back += bool(said)
    every = [one.said for said in shown.values() for one in said]
    workbench.showed(opened, coder, of.transcript, every, mode)
    return _Suggested([_row(page, turn, said) for turn, said in shown.items()], kept_back)


def _row(page: Page, turn: int, said: tuple[ShownSuggestion, ...]) -> dict[str, object]:
    words = page.transcript.turns[turn - 1].words
    return {
        "transcript": page.transcript.name,
        "start": words.start,
        "end": words.end,
        "turn": turn,
        "suggestions": [_plain(shown) for shown in said],
    }


def _plain(shown: ShownSuggestion) -> dict[str, object]:
    said = shown.said
    return {
        "code": said.key,
        "name": shown.name,
        "score": said.score,
        "calibrated": said.calibrated,
        "reason": {
            "kind": said.reason.kind,
            "source": said.reason.source,
            "text": said.reason.text,
            "similarity": said.reason.similarity,
        },
        "why": shown.why,
        "model": said.model,
    }


def _why_none(asked: list[str], back: int) -> str:
    if not asked:
        return ": there is no transcript to suggest codes for"
    return " yet" if back else ": no code is sure enough, or none is left to decide on"


def _show(rows: list[dict[str, object]]) -> None:
    for row in rows:
        click.echo(f"{row['transcript']}  turn {row['turn']}  {row['start']}:{row['end']}")
        suggestions = row["suggestions"]
        for said in suggestions if isinstance(suggestions, list) else []:
            sure = f"{said['score']:.2f}" if said["calibrated"] else "  ? "
            click.echo(f"  {sure}  {said['code']}")
            click.echo(f"        {shortened(said['why'], 70)}")
