"""The tiny study, opened."""

import pytest

from qualbench import workbench


@pytest.fixture
def project(tiny):
    with workbench.opened(tiny) as opened:
        yield opened
