"""What runs in the background, as people are told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

SIGNS = "◐◓◑◒"
"""One after the other, a second each: something moves."""


@dataclass(frozen=True, slots=True)
class Job:
    """``began`` is in seconds of a clock that only runs forward."""

    name: str
    stage: str
    began: float

    def line(self, now: float) -> str:
        """The stage, how long it has run, and a sign that moves each second."""
        seconds = max(0, int(now - self.began))
        return f"{SIGNS[seconds % len(SIGNS)]} {self.stage} {_lasted(seconds)}"


def told(jobs: tuple[Job, ...], name: str, stage: str, now: float) -> tuple[Job, ...]:
    """The jobs when one says where it is; without a stage it has ended."""
    if not stage:
        return tuple(job for job in jobs if job.name != name)
    if any(job.name == name for job in jobs):
        return tuple(replace(job, stage=stage) if job.name == name else job for job in jobs)
    return (*jobs, Job(name, stage, now))


def _lasted(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02} min" if minutes else f"{seconds} s"
