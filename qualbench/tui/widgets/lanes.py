"""Which lane of the margin each coding's stripe runs in, so that overlaps stay apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualbench.model import Span


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding as the margin shows it: where, what code, and in which lane from the left."""

    span: Span
    key: str
    lane: int


def stripes(codings: Iterable[tuple[Span, str]]) -> tuple[Stripe, ...]:
    """Each coding in the first lane that is free where it begins, in reading order."""
    free_from: list[int] = []
    laid: list[Stripe] = []
    for span, key in sorted(codings, key=lambda coding: (coding[0].start, -coding[0].end)):
        lane = next((n for n, end in enumerate(free_from) if end <= span.start), len(free_from))
        free_from[lane : lane + 1] = [span.end]
        laid.append(Stripe(span, key, lane))
    return tuple(laid)


def mark(stripe: Stripe, line: Span) -> str:
    """How a stripe looks beside a line: where it begins, runs on and ends, without colour."""
    begins = line.start <= stripe.span.start
    ends = stripe.span.end <= line.end
    return {(True, True): "╺", (True, False): "┏", (False, True): "┗", (False, False): "┃"}[
        begins, ends
    ]
