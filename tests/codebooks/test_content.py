import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.codebooks import digest, from_json, load, to_json
from qualbench.errors import CodebookError
from qualbench.model import Code, Codebook, Mapping

TEXT = st.text(max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
PAIRS = st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple)
MAPPINGS = st.builds(
    Mapping,
    type=st.sampled_from(["same", "split", "removed"]),
    to=TEXTS,
    confirmed=st.booleans(),
    note=TEXT,
)
CODES = st.builds(
    Code,
    id=TEXT,
    name=TEXT,
    kind=st.sampled_from(["domain", "construct", "project"]),
    label=TEXT,
    parent=st.none() | TEXT,
    definition=TEXT,
    local=TEXT,
    include=TEXTS,
    exclude=TEXTS,
    examples=TEXTS,
    note=TEXT,
    polarity=st.sampled_from(["normal", "reverse"]),
    aliases=TEXTS,
    maps_to=st.none() | MAPPINGS,
)
CODEBOOKS = st.builds(
    Codebook,
    name=TEXT,
    title=TEXT,
    framework=TEXT,
    source=TEXT,
    licence=TEXT,
    codes=st.lists(CODES, max_size=3).map(tuple),
    roles=TEXT,
    characteristics=TEXT,
    terms=PAIRS,
    version=TEXT,
    note=TEXT,
    extends=PAIRS,
)


@given(CODEBOOKS)
def test_from_json_is_the_inverse_of_to_json(book):
    assert from_json(to_json(book)) == book
    assert to_json(from_json(to_json(book))) == to_json(book)


@given(CODEBOOKS, TEXT)
def test_the_digest_is_of_the_content_and_not_of_the_version(book, version):
    assert digest(replace(book, version=version)) == digest(book)
    assert digest(replace(book, title=book.title + "x")) != digest(book)


@pytest.mark.parametrize("name", ["cfir-2009", "cfir-2022", "mio"])
def test_the_version_is_the_sha256_of_the_canonical_json_without_it(name):
    book = load(name)
    assert from_json(to_json(book)) == book
    assert book.version == sha256(to_json(replace(book, version="")).encode()).hexdigest()


def test_json_is_canonical():
    code = Code(id="f.a", name="Ä", kind="construct", include=("b", "a"))
    book = Codebook("x", "T", "F", "", "", (code,))
    assert to_json(book) == (
        '{"codes":[{"id":"f.a","include":["b","a"],"kind":"construct","name":"Ä"}],'
        '"framework":"F","licence":"","name":"x","source":"","title":"T"}'
    )


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "3", '{"codes": 3}', '{"codes": ["a"]}', '{"codes": [{"id": "a"}]}'],
)
def test_json_of_something_else_is_refused(text):
    with pytest.raises(CodebookError, match="not a codebook"):
        from_json(text)


def test_json_with_a_key_that_no_codebook_has_is_refused():
    content = json.loads(to_json(load("cfir-2009"))) | {"colour": "red"}
    with pytest.raises(CodebookError, match="not a codebook"):
        from_json(json.dumps(content))
