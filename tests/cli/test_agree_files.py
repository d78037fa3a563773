"""``qualbench agree --to``, ``--boundaries``, and the methods it ends with."""

import pytest

LAWS = "cfir22.outer.policies_laws"


def test_it_ends_with_the_methods(tiny, done, listed):
    lines = done("agree", tiny, "--resamples", 20).splitlines()
    methods = listed("agree", tiny, "--resamples", 20)["methods"]
    at = next(at for at, line in enumerate(lines) if line.startswith("Two coders (ana and bo)"))
    assert " ".join(line.strip() for line in lines[at:]) == methods


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("t.csv", ["t.csv", "t.dictionary.csv", "t.provenance.json"]),
        ("t.xlsx", ["t.xlsx", "t.xlsx.provenance.json"]),
        ("t.md", ["t.md", "t.md.provenance.json"]),
        ("t.docx", ["t.docx", "t.docx.provenance.json"]),
    ],
)
def test_files_are_written_and_named(tiny, done, listed, tmp_path, name, files):
    there = [str(tmp_path / file) for file in files]
    assert listed("agree", tiny, "--to", tmp_path / name)["files"] == there
    said = done("agree", tiny, "--to", tmp_path / name)
    assert said.endswith(f"Wrote {', '.join(there)}\n")


def test_a_kind_of_file_that_it_does_not_write_is_one_line(tiny, run, tmp_path):
    refused = run("agree", tiny, "--to", tmp_path / "t.pdf")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("qualbench: ")
    assert refused.stderr.endswith(
        "unknown kind of file. Let the name end in .csv, .xlsx, .md or .docx.\n"
    )


def test_boundaries_are_printed_with_why_they_are_undefined(tiny, done, listed):
    lines = done("agree", tiny, "--boundaries").splitlines()
    assert max(map(len, lines)) <= 80
    found = listed("agree", tiny, "--boundaries")["boundaries"]
    assert (found["length"], found["transcripts"]) == (93, ["a", "b"])
    by_code = {row["code"]: row for row in found["codes"]}
    laws, inner = by_code[LAWS], {row["code"]: row for row in found["domains"]}["cfir22.inner"]
    assert (laws["u"], laws["|u"], laws["cu"]) == (laws["u"], laws["u"], None)
    assert laws["reason"]["cu"] == "the units that overlap all have the same value"
    assert (inner["u"], inner["by_code"]) == (None, {})
    printed = [line.split() for line in lines if line.startswith("  policies_laws ")]
    assert printed[-1] == ["policies_laws", f"{laws['u']:.3f}", "-"]
    assert any(line.startswith("- cfir22.inner, u, |u, cu: ana put two codes on") for line in lines)
    assert "boundaries" not in listed("agree", tiny)
