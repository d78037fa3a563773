from pathlib import Path

import pytest

from qualbench.codebooks import load
from qualbench.errors import CodebookError

HEAD = "codebook: x\ntitle: X\nframework: F\ncodes:\n"
CODE = "- id: f.a\n  kind: construct\n  name: A\n"


def written(folder: Path, text: str, name: str = "x.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path | str) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        load(path)
    return caught.value


def code(text: str) -> str:
    return HEAD + CODE + text


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ("codes: [", 1, "not YAML", "indentation"),
        (HEAD + "- id: 'f.a\n", 6, "not YAML", "quotes"),
        ("a: 1\n---\nb: 2\n", 2, "not YAML", ""),
        ("a: 1\nb: \x07\n", 2, "not YAML", "control"),
        ("", 1, "empty", ""),
        ("- a\n", 1, "must be keys", "codebook"),
        ("just words\n", 1, "must be keys", "codebook"),
        ("? [a]\n: b\n", 1, "a key that is no text", ""),
        ("a: &x [1]\nb: *x\n", 2, "alias", ""),
        ("a: &x [*x]\n", 1, "alias", ""),
        pytest.param("[" * 5000, 1, "nested too deeply", "flat", id="5000 deep"),
        ('codebook: "\\ud800"\n', 1, "cannot be shown", ""),
        ("codebook: x\ntitle: X\ncodebook: y\n", 3, 'key "codebook" stands twice', "keep one"),
        (code("  name: B\n"), 8, 'key "name" stands twice', "keep one"),
        (code(CODE), 8, "id f.a is taken", "own id"),
        (code("  parent: f.b\n"), 8, 'unknown parent "f.b"', "id of a code"),
        (code("  parent: f.a\n"), 8, "f.a is its own ancestor", "lead up"),
        (
            code("  parent: f.b\n- id: f.b\n  kind: construct\n  name: B\n  parent: f.a\n"),
            8,
            "f.a is its own ancestor",
            "lead up",
        ),
        (code("  include: one thing\n"), 8, "include is not a list", "- ..."),
        (code("  include:\n  - fine\n  - a: b\n"), 10, "include is not a text", "quotes"),
        (code("  include:\n  - \n"), 9, "include is not a text", ""),
        (code("  definition:\n"), 8, "definition is not a text", ""),
        (code("  definition: [a]\n"), 8, "definition is not a text", ""),
        (code("  polarity: up\n"), 8, "polarity is not a known one", "normal, reverse"),
        (code("  definiton: D\n"), 8, 'no key "definiton"', "did you mean definition?"),
        (code("  zzz: D\n"), 8, 'no key "zzz"', "the keys are id"),
        ("framwork: F\n", 1, 'no key "framwork"', "did you mean framework?"),
        (HEAD + "- kind: construct\n  name: A\n", 5, "lacks its id", "id:"),
        (HEAD + "- id: f.a\n  kind: construct\n", 5, "lacks its name", "name:"),
        (HEAD + "- id: f.a\n  name: A\n", 5, "lacks its kind", "kind:"),
        (HEAD + "- id: f.a\n  name: A\n  kind: thing\n", 7, "kind is not", "subdomain"),
        (HEAD + "- id: F.a\n", 5, "lacks its name", ""),
        (HEAD + CODE.replace("f.a", "F.a"), 5, '"F.a" is no id', "a-z"),
        (HEAD + CODE.replace("f.a", "f..a"), 5, '"f..a" is no id', "single dots"),
        (HEAD + CODE.replace("f.a", "f.ä"), 5, "is no id", "a-z"),
        (HEAD + "- just words\n", 5, "a code must be keys", ""),
        (HEAD.replace("codes:\n", "codes: []\n"), 4, "no codes", "at least one"),
        (HEAD, 4, "codes is not a list", ""),
        ("codebook: x\ntitle: X\n", 1, "lacks its framework", ""),
        (HEAD.replace("codes", "terms: [a]\ncodes") + CODE, 4, "terms must be words", ""),
        ("roles: f.r\n" + HEAD + CODE, 1, "go together", "both"),
        ("roles: f.r\ncharacteristics: f.a\n" + HEAD + CODE, 1, "roles names no code", ""),
        (code("  maps_to: f.b\n"), 8, "maps_to must be keys", ""),
        (code("  maps_to:\n    to: [f.b]\n"), 8, "lacks its type", ""),
        (code("  maps_to: {type: gone, confirmed: true}\n"), 8, "type is not", "removed"),
        (code("  maps_to: {type: same, confirmed: maybe, to: [f.b]}\n"), 8, "confirmed", "true"),
        (code("  maps_to: {type: same, confirmed: true}\n"), 8, "same with 0 targets", ""),
        (
            code("  maps_to: {type: removed, confirmed: true, to: [f.b]}\n"),
            8,
            "removed with 1 targets",
            "nowhere",
        ),
        (
            code("  maps_to:\n    type: same\n    confirmed: true\n    to: [b@c@d]\n"),
            11,
            "target",
            "",
        ),
    ],
)
def test_a_codebook_that_contradicts_itself_is_refused_with_file_and_line(
    tmp_path, text, line, what, hint
):
    path = written(tmp_path, text)
    error = refusal(path)
    assert error.message.startswith(f"{path}:{line}: ")
    assert what in error.message
    assert hint in error.hint


def test_two_roles_that_end_alike_are_refused(tmp_path):
    roles = "".join(
        f"- id: {code_id}\n  kind: construct\n  name: N\n  parent: f.r\n"
        for code_id in ("f.r.lead", "g.lead")
    )
    text = f"roles: f.r\ncharacteristics: f.a\n{HEAD}{CODE}{CODE.replace('f.a', 'f.r')}{roles}"
    assert "2 roles end in lead" in refusal(written(tmp_path, text)).message


def test_prose_in_the_place_of_a_key_is_not_repeated(tmp_path):
    error = refusal(written(tmp_path, "And then she told me: nothing\n"))
    assert "she told me" not in error.message + error.hint


def test_a_file_that_cannot_be_text_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(bytes(range(256)))
    assert "not a text in UTF-8" in refusal(path).message


@pytest.mark.parametrize(
    "name",
    ["absent.yaml", ".", pytest.param("x" * 5000, id="5000 letters"), "a\0b"],
)
def test_a_missing_file_a_folder_and_no_file_name_are_refused(tmp_path, name):
    error = refusal(str(tmp_path / name))
    assert "no such file" in error.message
    assert "cfir-2022" in error.hint


def test_an_unknown_shipped_name_is_refused_with_the_known_ones():
    assert "cfir-2009, cfir-2022, mio" in refusal("cfir-1999").hint


def test_a_file_in_a_byte_order_mark_and_crlf_reads_like_any_other(tmp_path):
    plain = load(written(tmp_path, HEAD + CODE))
    marked = tmp_path / "marked.yaml"
    marked.write_bytes(b"\xef\xbb\xbf" + (HEAD + CODE).replace("\n", "\r\n").encode())
    assert load(marked) == plain


def test_scalars_are_taken_as_they_are_written(tmp_path):
    book = load(written(tmp_path, code("  label: 1.10\n  include: [No, 2009]\n")))
    assert book.codes[0].label == "1.10"
    assert book.codes[0].include == ("No", "2009")
