"""The files in the programs that they are for: a real R, and LibreOffice."""

import csv
import os
import shutil
import subprocess

import pytest

from qualbench.export import Column, Missing, Table, write

COLUMNS = (
    Column("clinic id", "Where", "Clinic, naïve name"),
    Column("text", "What was said"),
    Column("role", "Who", values=(("c", "counselor"), ("a", "administrator"))),
    Column("rating", "How", values=((-2, "hinders"), (2, "helps")), missing=(("X", "mixed"),)),
    Column("n", "How many"),
)
ROWS = (
    ("007", "=SUM(A1:A9)", "c", -2, 3),
    ("008", "'-quoted", "a", Missing("X"), 1),
    ("009", 'Größe: "two"\nlines, +1', "c", 2, None),
    (None, "-5", "other", 0, 0.5),
    ("010", "-", None, None, 2),
)
TABLE = Table("matrix", COLUMNS, ROWS)

LABELS = ["Clinic, naïve name", "text", "role", "rating", "n"]
MORE = """
invisible(Sys.setlocale("LC_ALL", "C.UTF-8"))
write.csv(data, file.path(folder, "back.csv"), row.names = FALSE, na = "", fileEncoding = "UTF-8")
writeLines(enc2utf8(sapply(data, attr, "label")), file.path(folder, "labels.txt"), useBytes = TRUE)
"""


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def run_r(script, figure):
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    elsewhere = {"cwd": "/", "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
    command = ["Rscript", "--vanilla", script, figure]
    done = subprocess.run(command, capture_output=True, text=True, **elsewhere)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def in_r(tmp_path_factory):
    """What the script of a table prints; beside it lie the figure and what R then has."""
    folder = tmp_path_factory.mktemp("with spaces ")
    script = next(f for f in write(TABLE, {}, folder / "t.csv", r=True) if f.suffix == ".R")
    script.write_text(script.read_text() + MORE)
    return folder, run_r(script, folder / "figure.pdf")


def test_r_prints_how_many_rows_there_are_and_how_many_cells_of_each_column(in_r):
    _, printed = in_r
    filled = [sum(cell is not None for cell in column) for column in zip(*ROWS, strict=True)]
    filled[3] -= 1  # the rating that only says why there is none
    counts = zip(TABLE.names, filled, strict=True)
    assert printed == f"rows: {len(ROWS)}\n" + "".join(f"{name}: {n}\n" for name, n in counts)


def test_r_has_texts_as_they_were_said_and_labels_for_values_and_columns(in_r):
    folder, _ = in_r
    assert read(folder / "back.csv") == [
        list(TABLE.names),
        ["007", "=SUM(A1:A9)", "counselor", "hinders", "3"],
        ["008", "'-quoted", "administrator", "", "1"],
        ["009", 'Größe: "two"\nlines, +1', "counselor", "helps", ""],
        ["", "-5", "other", "0", "0.5"],
        ["010", "-", "", "", "2"],
    ]
    assert (folder / "labels.txt").read_text("utf-8").splitlines() == LABELS


def test_r_draws_a_matrix_of_numbers_and_bars_of_anything_else(in_r, tmp_path):
    folder, _ = in_r
    assert (folder / "figure.pdf").read_bytes().startswith(b"%PDF")
    words = Table(
        "words", (Column("none", ""), *COLUMNS[:3]), tuple((None, *row[:3]) for row in ROWS)
    )
    script = next(f for f in write(words, {}, tmp_path / "w.csv", r=True) if f.suffix == ".R")
    assert run_r(script, tmp_path / "bars.png").startswith("rows: 5\n")
    assert (tmp_path / "bars.png").read_bytes().startswith(b"\x89PNG")


def test_an_office_program_opens_the_spreadsheet_with_every_cell_as_it_is(tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    book, *_ = write(TABLE, {}, tmp_path / "t.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    shown_as_stored = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
    command = [office, profile, "--headless", "--convert-to", shown_as_stored, "--outdir"]
    subprocess.run([*command, tmp_path / "out", book], check=True, capture_output=True)
    expected = [["" if cell is None else str(cell) for cell in row] for row in ROWS]
    assert read(tmp_path / "out" / "t.csv") == [list(TABLE.names), *expected]
