"""qualbench guide load, show, confirm"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, columns, count, notice, shortened
from qualbench.errors import RefusedError
from qualbench.model import Guide
from qualbench.workbench import ShownQuestion


@click.group(
    epilog=options.example(
        "qualbench guide load study.qualbench guide.yaml --coder lead",
        "qualbench guide show study.qualbench c1-counselor-1",
        "qualbench guide confirm study.qualbench --all",
    )
)
def guide() -> None:
    """The interview guide: what was asked of whom.

    It tells what was not asked from what was asked and met with silence, and both from what an
    answer says is absent. Where a question was put is proposed; only what somebody confirms counts.
    """


@guide.command(
    epilog="YAML: a list `questions`, each with id, asks, constructs and, if it is not for"
    " everybody, role.\n\n"
    + options.example("qualbench guide load study.qualbench guide.yaml --coder lead")
)
@options.project
@click.argument("file", type=click.Path(path_type=Path))
@options.coder
def load(project: Path, file: Path, coder: str) -> None:
    """Take over a guide, in the place of the one before."""
    with workbench.opened(project) as opened:
        made = workbench.load_guide(opened, coder, file)
    click.echo(f"Loaded {count(len(made.questions), 'question')}.")


_KEYS = """JSON keys of a question: id, asks, constructs, roles; in a transcript also turns and
answers (from 1), absent, confirmed_by, score.

"""


@guide.command(
    epilog=_KEYS
    + options.example(
        "qualbench guide show study.qualbench",
        "qualbench guide show study.qualbench c1-counselor-1",
    )
)
@options.project
@click.argument("transcript", default="")
@options.json
@options.coder
def show(project: Path, transcript: str, json_: bool, coder: str) -> None:
    """Show the guide, or where its questions were put.

    A turn with a ? is proposed, by wording and by what its answer is coded with.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        known = workbench.guide(opened)
        found = workbench.questions(opened, coder, transcript, bar) if transcript else ()
    if json_:
        as_json([_plain(one) for one in found] if transcript else _questions(known))
    elif transcript:
        _print_put(found)
    else:
        columns(
            ("question", "of", "asks"),
            (
                (one.id, ", ".join(one.roles) or "all", shortened(one.asks, 60))
                for one in known.questions
            ),
        )


def _questions(known: Guide) -> list[dict[str, object]]:
    return [
        {
            "id": one.id,
            "asks": one.asks,
            "constructs": list(one.constructs),
            "roles": list(one.roles),
        }
        for one in known.questions
    ]


def _plain(one: ShownQuestion) -> dict[str, object]:
    return {
        "id": one.question.id,
        "asks": one.question.asks,
        "constructs": list(one.question.constructs),
        "roles": list(one.question.roles),
        "turns": [turn + 1 for turn in one.turns],
        "answers": [turn + 1 for turn in one.answers],
        "absent": list(one.absent),
        "confirmed_by": one.by or None,
        "score": round(one.score, 3),
    }


def _print_put(found: tuple[ShownQuestion, ...]) -> None:
    rows: list[Sequence[object] | str] = []
    for one in found:
        turns = " ".join(str(turn + 1) for turn in one.turns) or "not asked"
        rows.append(
            (
                one.question.id,
                turns if one.confirmed else f"{turns} ?",
                one.by,
                shortened(one.question.asks, 40),
            )
        )
        rows.extend(f"  absent, by the answer: {key}" for key in one.absent)
    columns(("question", "turns", "confirmed", "asks"), rows)


@guide.command(
    epilog=options.example(
        "qualbench guide confirm study.qualbench c1-counselor-1 training --turn 17",
        "qualbench guide confirm study.qualbench c1-counselor-1 changes --not-asked",
        "qualbench guide confirm study.qualbench c1-administrator push --turn 31 \\",
        "    --absent outer.external_pressure",
        "qualbench guide confirm study.qualbench --all",
    )
)
@options.project
@click.argument("transcript", default="")
@click.argument("question", default="")
@click.option("--turn", "turns", type=int, multiple=True, metavar="N", help="Where it was put.")
@click.option("--not-asked", is_flag=True, help="It was not put in this transcript.")
@click.option(
    "--absent",
    multiple=True,
    metavar="CODE",
    help="The answer says that there is nothing of this construct; can be repeated.",
)
@click.option("--all", "every", is_flag=True, help="All that is proposed, here or everywhere.")
@options.coder
def confirm(
    project: Path,
    transcript: str,
    question: str,
    turns: tuple[int, ...],
    not_asked: bool,
    absent: tuple[str, ...],
    every: bool,
    coder: str,
) -> None:
    """Confirm where a question was put, or that it was not.

    Turns count from 1, as `qualbench guide show PROJECT TRANSCRIPT` lists them.
    Without --turn and --not-asked what is proposed is confirmed.
    """
    if every == bool(question) or (not_asked and (turns or absent)):
        raise click.UsageError(
            "Say a transcript and a question, with --turn N or --not-asked; or --all."
        )
    with workbench.opened(project) as opened, Bar() as bar:
        if every:
            done = workbench.confirm_questions(opened, coder, list(filter(None, [transcript])), bar)
            click.echo(f"Confirmed {count(done, 'question')}.")
            return
        places = tuple(turn - 1 for turn in turns)
        if not (turns or not_asked):
            places = _proposed(workbench.questions(opened, coder, transcript, bar), question)
        made = workbench.confirm_question(opened, coder, transcript, question, places, absent)
    put = count(len(made.turns), "turn")
    click.echo(f"{question} was {f'put in {put}' if made.turns else 'not asked'}.")
    if made.absent:
        notice(f"Absent, by the answer: {', '.join(made.absent)}")


def _proposed(found: tuple[ShownQuestion, ...], question: str) -> tuple[int, ...]:
    """None for what is no question there, which the workbench refuses by name."""
    shown = next((one for one in found if one.question.id == question), None)
    if shown and not (shown.turns or shown.confirmed):
        raise RefusedError(
            f"no turn is proposed for {question}", "Say --turn N where it was put, or --not-asked."
        )
    return shown.turns if shown else ()
