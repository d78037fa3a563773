"""All of a file or none of it, for its owner alone; and what is written of where it came from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qualbench.errors import ProjectError

Provenance = Mapping[str, str]

FACTS = "facts_sha256"
"""The provenance that may change while the table does not, so it stands beside tables alone."""

SHOWN = "coders_shown_suggestions"
"""The provenance that names who may have been led by suggestions."""


def as_json(provenance: Provenance) -> bytes:
    return (json.dumps(dict(provenance), indent=2, ensure_ascii=False) + "\n").encode()


def within(provenance: Provenance) -> dict[str, str]:
    """What a file may say of itself while equal tables still give equal bytes."""
    return {what: value for what, value in provenance.items() if what != FACTS}


def put(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write them; ProjectError where the folder cannot be written."""
    for target, content in files.items():
        _replace(target, content)
    return tuple(files)


def _replace(path: Path, content: bytes) -> None:
    """Written beside it, then moved over it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ProjectError(
            f"{path}: cannot be written ({error.strerror})",
            "Choose a folder that exists and that you can write to.",
        ) from error
