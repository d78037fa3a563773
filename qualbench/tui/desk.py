"""What is remembered for a coder from day to day, read leniently: it is a comfort, no fact."""

from __future__ import annotations

import json
from typing import Any


def as_list(value: str) -> list[str]:
    """A remembered list; empty where nothing, or nothing sensible, is remembered."""
    found = _read(value)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def as_dict(value: str) -> dict[str, Any]:
    """A remembered mapping; empty where nothing, or nothing sensible, is remembered."""
    found = _read(value)
    return found if isinstance(found, dict) else {}


def _read(value: str) -> object:
    try:
        return json.loads(value) if value else None
    except ValueError:
        return None
