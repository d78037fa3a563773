from pathlib import Path

import pytest

from qualbench.codebooks import load
from qualbench.errors import CodebookError

BASE = """\
codebook: base
title: Base
framework: F
source: Somebody
licence: CC BY 4.0
terms:
  Innovation: the thing
  Inner Setting: the place
codes:
- id: f.a
  kind: domain
  name: A
- id: f.a.b
  kind: construct
  parent: f.a
  name: B
  definition: what B is
  include: [one]
- id: f.c
  kind: domain
  name: C
"""
OVER = "codebook: over\ntitle: Over\nextends: base.yaml\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE)
    return tmp_path


def laid(folder: Path, text: str, name: str = "over.yaml"):
    (folder / name).write_text(text)
    return load(folder / name)


def refusal(folder: Path, text: str) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        laid(folder, text)
    return caught.value


def test_an_overlay_appends_items_and_keeps_the_base_text(folder):
    book = laid(folder, OVER + "adjust:\n- id: f.a.b\n  local: here\n  include: [two]\n")
    adjusted = book.by_id["f.a.b"]
    assert adjusted.definition == "what B is"
    assert adjusted.local == "here"
    assert adjusted.include == ("one", "two")


def test_an_overlay_keeps_framework_licence_and_source_and_names_what_it_extends(folder):
    book = laid(folder, OVER + "source: Us\n")
    assert (book.name, book.title, book.framework) == ("over", "Over", "F")
    assert (book.source, book.licence) == ("Us; Somebody", "CC BY 4.0")
    assert book.extends == (("base", load(folder / "base.yaml").version),)


def test_terms_of_the_overlay_go_before_those_of_the_base(folder):
    book = laid(folder, OVER + "terms:\n  Innovation: ours\n  Extra: more\n")
    assert dict(book.terms) == {
        "Innovation": "ours",
        "Inner Setting": "the place",
        "Extra": "more",
    }


def test_added_codes_stand_after_their_parent_and_its_other_children(folder):
    added = "codes:\n- id: p.x\n  kind: project\n  parent: f.a\n  name: X\n"
    book = laid(folder, OVER + added)
    assert [code.id for code in book.codes] == ["f.a", "f.a.b", "p.x", "f.c"]


def test_overlays_can_be_laid_over_overlays(folder):
    laid(folder, OVER + "adjust:\n- id: f.c\n  local: first\n")
    top = OVER.replace("over", "top").replace("base", "over")
    book = laid(folder, top + "adjust:\n- id: f.c\n  local: second\n", "top.yaml")
    assert book.by_id["f.c"].local == "first\nsecond"
    assert [name for name, _ in book.extends] == ["over", "base"]


def test_a_change_in_the_base_changes_the_version_of_the_overlay(folder):
    before = laid(folder, OVER).version
    (folder / "base.yaml").write_text(BASE.replace("what B is", "what B was"))
    assert load(folder / "over.yaml").version != before


def test_an_overlay_of_a_shipped_codebook_needs_no_file_beside_it(tmp_path):
    book = laid(tmp_path, OVER.replace("base.yaml", "cfir-2022"))
    assert len(book.codes) == len(load("cfir-2022").codes)


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        (OVER + "adjust:\n- id: f.a.bb\n", 5, "base has no code f.a.bb", "did you mean f.a.b?"),
        (OVER + "adjust:\n- id: zzz\n", 5, "base has no code zzz", "add it under codes"),
        (OVER + "adjust:\n- id: f.c\n- id: f.c\n", 6, "f.c is adjusted twice", "join"),
        (OVER + "adjust:\n- local: x\n", 5, "lacks its id", ""),
        (OVER + "adjust:\n- id: f.c\n  definition: D\n", 6, 'no key "definition"', "local"),
        (OVER + "adjust: f.c\n", 4, "adjust is not a list", ""),
        (OVER + "codes:\n- id: f.c\n  kind: project\n  name: C\n", 5, "id f.c is taken", ""),
        (
            OVER + "codes:\n- id: p.c\n  kind: project\n  name: C\n  parent: f.z\n",
            8,
            'unknown parent "f.z"',
            "",
        ),
        (OVER + "roles: f.a\n", 4, 'no key "roles"', ""),
        (OVER.replace("base.yaml", "absent"), 3, "extends an unknown codebook", "cfir-2022"),
        pytest.param(
            OVER.replace("base.yaml", "'" + "x" * 5000 + "'"),
            3,
            "unknown codebook",
            "",
            id="5000 letters",
        ),
        (OVER.replace("base.yaml", "[base]"), 3, "extends is not a text", ""),
        (OVER.replace("base.yaml", "over.yaml"), 3, "extends itself", "extend none"),
    ],
)
def test_an_overlay_that_does_not_fit_is_refused_with_file_and_line(folder, text, line, what, hint):
    error = refusal(folder, text)
    assert error.message.startswith(f"{folder / 'over.yaml'}:{line}: ")
    assert what in error.message
    assert hint in error.hint


def test_a_longer_circle_of_overlays_is_refused(folder):
    (folder / "base.yaml").write_text(
        OVER.replace("over", "base").replace("base.yaml", "over.yaml")
    )
    error = refusal(folder, OVER)
    assert error.message.startswith(f"{folder / 'base.yaml'}:3: extends itself")


def test_a_mistake_in_the_base_is_reported_where_it_stands(folder):
    (folder / "base.yaml").write_text(BASE + "  colour: red\n")
    assert refusal(folder, OVER).message.startswith(f"{folder / 'base.yaml'}:22: ")
