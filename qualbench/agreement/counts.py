"""How two coders' uses of one code fall together over a set of units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Units that both coders coded, that only one of them did, and that neither did.

    Counts add, so that those of several transcripts pool into one table.
    """

    both: int = 0
    only_first: int = 0
    only_second: int = 0
    neither: int = 0

    @property
    def n(self) -> int:
        return self.both + self.only_first + self.only_second + self.neither

    def table(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Rows the first coder, columns the second; "used the code" before "did not"."""
        return (self.both, self.only_first), (self.only_second, self.neither)

    def __add__(self, other: TwoByTwo) -> TwoByTwo:
        return TwoByTwo(
            self.both + other.both,
            self.only_first + other.only_first,
            self.only_second + other.only_second,
            self.neither + other.neither,
        )
