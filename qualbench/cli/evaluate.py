"""qualbench evaluate"""

from __future__ import annotations

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.evaluate_json import plain
from qualbench.cli.evaluate_tables import show
from qualbench.cli.output import Bar, as_json

_KEYS = """JSON keys: seed, model, why_not, whose, uncounted, tested, led (every coding came after
its suggestion), folds, suggested, overall, baselines, codes, groups, bins, curve, pairs, guessed,
left_out, rare; figures: turns, coded, codes, top1, top3, mrr, f1, lift, ece, shown (null where
undefined), reason; each code: key, n, transcripts, top1, top3, mrr, f1, precision, prevalence,
lift, guessed; each pair: first, second, turns, kappa, reason.

"""


@click.command(epilog=_KEYS + options.example("qualbench evaluate study.qualbench --coder ana"))
@options.project
@click.option("--seed", metavar="S", type=click.IntRange(0), default=1, show_default=True)
@options.json
@options.coder
def evaluate(project: Path, seed: int, json_: bool, coder: str) -> None:
    """Say how good suggestions are for this study.

    Every submitted transcript is held out, and asked by what the others teach. What counts is
    the consensus, else the primary coder's codings, else yours; codings that came after their
    suggestion was shown prove nothing and are left out. On large studies it takes minutes.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        found = workbench.evaluate(opened, coder, seed, bar)
    if json_:
        as_json(plain(found))
    else:
        show(found)
