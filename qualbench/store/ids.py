"""Identities, digests and times of facts."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid5

Value = str | int | float | None
Payload = Mapping[str, Value]


def new_id() -> str:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, 12 of their fraction, 62 random bits.

    With the fraction (6.2, method 3) those that one program makes are in order. Between copies
    their order is for display only; nothing is decided by it.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    dated = milliseconds << 80 | 0x7 << 76 | (rest << 12) // 1_000_000 << 64
    return str(UUID(int=dated | 0x2 << 62 | secrets.randbits(62)))


def content_id(project: str, content: object) -> str:
    """The id of what is imported: a UUIDv5 in the project's namespace, so twice adds nothing."""
    return str(uuid5(UUID(project), canonical(content)))


def is_content_id(fact_id: str) -> bool:
    """Whether it is a UUIDv5; what is no UUID at all is none."""
    return len(fact_id) == 36 and fact_id[14] == "5"


def canonical(content: object) -> str:
    """JSON that is equal, byte for byte, where the content is equal."""
    return _encode(content)


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def sha256(text: str) -> str:
    """Hex digest of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def now() -> str:
    """UTC in ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
