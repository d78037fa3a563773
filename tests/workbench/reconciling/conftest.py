"""A round that was revealed: what there is to reconcile."""

import pytest

from qualbench import workbench


@pytest.fixture
def revealed(tiny):
    """The round pilot of a and b, coded by ana and bo and revealed; edges may differ by 2."""
    with workbench.opened(tiny) as opened:
        workbench.settle(opened, "lead", "tolerance", "2")
        workbench.open_round(opened, "lead", "pilot", ["ana", "bo"], ["a", "b"])
        for coder in ("ana", "bo"):
            workbench.submit_round(opened, coder, "pilot")
        workbench.reveal(opened, "lead", "pilot")
        yield opened
