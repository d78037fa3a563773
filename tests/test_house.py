"""The rules that a tool can hold: style, types, and who may import whom."""

import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "rule",
    ["ruff check", "ruff format --check", "mypy --strict", "lint-imports"],
)
def test_the_house_keeps_its_rules(rule):
    tool, *options = rule.split()
    ran = subprocess.run(
        [BIN / tool, *options], cwd=Path(__file__).parents[1], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
