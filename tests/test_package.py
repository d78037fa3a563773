"""The package as another machine gets it: built here, installed elsewhere, run from there."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import qualbench

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel was installed into, without what it depends on."""
    folder = tmp_path_factory.mktemp("elsewhere")
    quietly = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    _run("-m", "pip", "install", *quietly, "--target", folder, wheel, cwd=folder)
    return folder


@pytest.fixture
def there(elsewhere: Path, tmp_path: Path) -> Callable[..., str]:
    """Python with that folder before all others, outside the clone; gives what it printed."""
    path = os.pathsep.join([str(elsewhere), os.environ["PYTHONPATH"]])
    return lambda *args: _run(*args, cwd=tmp_path, PYTHONPATH=path)


def _run(*args: object, cwd: Path, **env: str) -> str:
    ran = subprocess.run(
        [sys.executable, *map(str, args)],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _files(folder: Path, pattern: str = "*") -> set[str]:
    found = folder.rglob(pattern)
    return {path.relative_to(ROOT).as_posix() for path in found if path.is_file()}


def test_the_wheel_carries_the_program_its_codebooks_transcripts_and_licences(wheel):
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    data = _files(ROOT / "codebooks") | _files(ROOT / "transcripts")
    program = {name for name in _files(ROOT / "qualbench") if "__pycache__" not in name}
    assert carried == program | {f"qualbench/_shipped/{name}" for name in data}
    info = f"qualbench-{qualbench.__version__}.dist-info"
    licences = {f"{info}/licenses/LICENSE", f"{info}/licenses/NOTICE"}
    assert licences <= set(zipfile.ZipFile(wheel).namelist())


def test_what_was_installed_says_its_version_and_is_not_the_clone(there, elsewhere):
    assert there("-m", "qualbench", "--version").split()[-1] == qualbench.__version__
    file = there("-c", "import qualbench; print(qualbench.__file__)").strip()
    assert Path(file) == elsewhere / "qualbench" / "__init__.py"


def test_what_was_installed_begins_a_study_with_a_codebook_and_a_transcript_of_its_own(
    there, elsewhere
):
    transcript = elsewhere / "qualbench/_shipped/transcripts/c1-administrator.txt"
    there("-m", "qualbench", "init", "x.qualbench", "--codebook", "mio", "--coder", "lead")
    said = there("-m", "qualbench", "import", "x.qualbench", transcript, "--coder", "lead")
    assert said.startswith("Imported 1 transcript, 0 already there")
