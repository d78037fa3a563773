"""From a file or a shipped name to a resolved Codebook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualbench import shipped
from qualbench.codebooks.build import build
from qualbench.codebooks.content import digest
from qualbench.codebooks.fields import as_text
from qualbench.codebooks.overlay import lay
from qualbench.codebooks.reader import Node, read
from qualbench.errors import CodebookError
from qualbench.model import Codebook


def load(source: str | Path) -> Codebook:
    """The codebook in a YAML file, or the shipped one of that name, with all it extends.

    Raises CodebookError, with file and line, for a file that cannot be read, is not YAML or
    contradicts itself.
    """
    path = _shipped(source) or Path(source)
    if not _is_file(path):
        raise CodebookError(f"{path}: no such file or codebook", _what_there_is())
    return _resolved(path, ())


def shipped_names() -> tuple[str, ...]:
    """The codebooks that come with qualbench, by the names that ``load`` takes."""
    return tuple(sorted(path.stem for path in shipped.folder("codebooks").glob("*.yaml")))


def _resolved(path: Path, above: tuple[Path, ...]) -> Codebook:
    """``above`` holds the files that extend this one, to find a chain that bites its tail."""
    root = read(path)
    link = root.value.get("extends") if isinstance(root.value, dict) else None
    codebook = lay(root, _base(link, path, above)) if link else build(root)
    return replace(codebook, version=digest(codebook))


def _base(link: Node, path: Path, above: tuple[Path, ...]) -> Codebook:
    name = as_text(link, "extends")
    base = _shipped(name) or path.parent / name
    if not _is_file(base):
        raise link.refusal("extends an unknown codebook", _what_there_is())
    chain = (*above, path.resolve())
    if base.resolve() in chain:
        raise link.refusal("extends itself in a circle", "let one of the files extend none")
    return _resolved(base, chain)


def _shipped(source: str | Path) -> Path | None:
    known = isinstance(source, str) and source in shipped_names()
    return shipped.folder("codebooks") / f"{source}.yaml" if known else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long to be one, a folder that may not be entered
        return False


def _what_there_is() -> str:
    return f"give a YAML file, or one of {', '.join(shipped_names())}"
