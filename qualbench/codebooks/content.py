"""A codebook as canonical JSON, and the digest of its content."""

from __future__ import annotations

import json
from dataclasses import Field, fields
from hashlib import sha256
from typing import Any

from qualbench.errors import CodebookError
from qualbench.model import Code, Codebook, Mapping


def to_json(codebook: Codebook) -> str:
    """Sorted keys, no spaces, characters as they are: equal codebooks give equal text.

    Fields at their default are left out, so that a field added to the model some day leaves
    the digest of every older codebook alone.
    """
    return _canonical(_plain(codebook))


def from_json(text: str) -> Codebook:
    """The exact inverse of ``to_json``; the version is kept as written, ``digest`` checks it.

    Raises CodebookError where the text is not such JSON.
    """
    try:
        content = json.loads(text)
        codes = tuple(_code(code) for code in content.pop("codes"))
        return Codebook(codes=codes, **{key: _tuples(value) for key, value in content.items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CodebookError("not a codebook in JSON", "load it from its YAML file again") from None


def code_to_json(code: Code) -> str:
    """One code by itself, in the manner of ``to_json``."""
    return _canonical(_plain(code))


def code_from_json(text: str) -> Code:
    """The inverse of ``code_to_json``. Raises CodebookError where the text is not such JSON."""
    try:
        return _code(json.loads(text))
    except (ValueError, TypeError, AttributeError):
        raise CodebookError("not a code in JSON", "go back to a backup") from None


def digest(codebook: Codebook) -> str:
    """SHA-256, in hex, of the canonical JSON in UTF-8 without the version."""
    content = {key: value for key, value in _plain(codebook).items() if key != "version"}
    return sha256(_canonical(content).encode()).hexdigest()


def _canonical(content: object) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: Codebook | Code | Mapping) -> dict[str, object]:
    return {field.name: _member(value, field) for field in fields(value) if _given(value, field)}


def _given(value: object, field: Field[Any]) -> bool:
    return bool(getattr(value, field.name) != field.default)


def _member(value: object, field: Field[Any]) -> object:
    member = getattr(value, field.name)
    if isinstance(member, Mapping):
        return _plain(member)
    if field.name == "codes":
        return [_plain(code) for code in member]
    return member


def _code(content: dict[str, Any]) -> Code:
    if mapping := content.get("maps_to"):
        content["maps_to"] = Mapping(**{key: _tuples(value) for key, value in mapping.items()})
    return Code(**{key: _tuples(value) for key, value in content.items()})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
