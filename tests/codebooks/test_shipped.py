import re
from collections import Counter

import pytest

from qualbench import shipped
from qualbench.codebooks import check_map, load, role_names, shipped_names
from qualbench.errors import NotFoundError

NAMES = ("cfir-2009", "cfir-2022", "mio")


def texts(code):
    yield from (code.definition, code.local, code.note, *code.include, *code.exclude)


def test_the_shipped_folder_holds_the_three_codebooks():
    assert shipped_names() == NAMES
    assert (shipped.folder("codebooks") / "mio.yaml").is_file()


def test_a_folder_that_is_not_shipped_is_an_error():
    with pytest.raises(NotFoundError, match="no_such_folder"):
        shipped.folder("no_such_folder")


def test_cfir_2022_has_5_domains_48_constructs_and_19_subconstructs():
    kinds = Counter(code.kind for code in load("cfir-2022").codes)
    assert kinds == {"domain": 5, "subdomain": 2, "construct": 48, "subconstruct": 19}


def test_cfir_2022_constructs_are_spread_over_the_domains_as_published():
    book = load("cfir-2022")
    constructs = [code for code in book.codes if code.kind == "construct"]
    by_domain = Counter(book.ancestors(code.id)[-1].name for code in constructs)
    assert by_domain == {
        "Innovation": 8,
        "Outer Setting": 7,
        "Inner Setting": 11,
        "Individuals": 13,
        "Implementation Process": 9,
    }
    assert len(role_names(book)) == 9
    assert len(book.children(book.characteristics)) == 4


def test_cfir_2009_has_39_constructs_counting_the_parents():
    book = load("cfir-2009")
    counted = [code for code in book.codes if code.kind in ("construct", "subconstruct")]
    by_domain = Counter(book.ancestors(code.id)[-1].label for code in counted)
    assert by_domain == {"I": 8, "II": 4, "III": 14, "IV": 5, "V": 8}
    parents = {book.by_id[code.parent].name for code in book.codes if code.kind == "subconstruct"}
    assert parents == {"Implementation Climate", "Readiness for Implementation", "Engaging"}


@pytest.mark.parametrize("name", NAMES)
def test_ids_and_labels_are_unique_and_every_code_is_defined(name):
    book = load(name)
    labels = [code.label for code in book.codes if code.label]
    assert len(book.by_id) == len(book.codes)
    assert len(set(labels)) == len(labels)
    assert [code.id for code in book.codes if not code.definition] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_code_that_a_text_refers_to_exists(name):
    book = load(name)
    named = {
        found
        for code in book.codes
        for text in texts(code)
        for found in re.findall(r"\b(?:cfir09|mio|cfir22)\.[a-z0-9_.]*[a-z0-9_]", text)
    }
    known = book.by_id.keys() | load("cfir-2022").by_id.keys()
    assert named - known == set()


@pytest.mark.parametrize("name", ["cfir-2009", "cfir-2022"])
def test_a_framework_says_nothing_of_one_project(name):
    said = " ".join(text for code in load(name).codes for text in (code.name, *texts(code)))
    assert re.findall(r"\bMIO\b|mother|counsel", said, re.IGNORECASE) == []


def test_only_what_hinders_when_there_is_more_of_it_is_reverse():
    reverse = {code.id for code in load("mio").codes if code.polarity == "reverse"}
    assert reverse == {
        "cfir22.innovation.complexity",
        "cfir22.outer.critical_incidents",
        "mio.emotional_load",
    }


@pytest.mark.parametrize("new", ["cfir-2022", "mio"])
def test_every_target_of_the_2009_map_exists(new):
    assert check_map(load("cfir-2009"), load(new)) == []


def test_every_2009_construct_is_mapped_and_only_the_first_domain_is_confirmed():
    book = load("cfir-2009")
    for code in book.codes:
        if code.kind == "domain":
            assert code.maps_to is None
            continue
        first = book.ancestors(code.id)[-1].label == "I"
        assert code.maps_to.confirmed is first
        assert first or "Not confirmed against Additional File 4" in code.maps_to.note


def test_the_two_constructs_without_a_successor_are_removed():
    removed = {c.name for c in load("cfir-2009").codes if c.maps_to and c.maps_to.type == "removed"}
    assert removed == {"Implementation Climate", "Readiness for Implementation"}


def test_mio_lies_over_cfir_2022_and_changes_none_of_its_texts():
    base, mio = load("cfir-2022"), load("mio")
    assert mio.extends == (("cfir-2022", base.version),)
    assert mio.framework == base.framework
    assert base.source in mio.source
    for code in base.codes:
        over = mio.by_id[code.id]
        assert (over.definition, over.note, over.name) == (code.definition, code.note, code.name)
        assert over.include[: len(code.include)] == code.include
        assert over.exclude[: len(code.exclude)] == code.exclude


def test_mio_adds_its_project_codes_each_after_its_parent():
    mio = load("mio")
    added = {code.id: code.parent for code in mio.codes if code.kind == "project"}
    assert added == {
        "mio.relative_advantage.mothers": "cfir22.innovation.relative_advantage",
        "mio.relative_advantage.counselors": "cfir22.innovation.relative_advantage",
        "mio.emotional_load": "cfir22.innovation.complexity",
        "mio.retraining": "cfir22.inner.knowledge_access",
        "mio.outcomes": None,
        "mio.outcomes.fidelity": "mio.outcomes",
        "mio.outcomes.sustainment": "mio.outcomes",
    }
    order = [code.id for code in mio.codes]
    at = order.index("cfir22.innovation.complexity")
    assert order[at + 1] == "mio.emotional_load"


def test_mio_says_what_every_role_is_in_the_trial():
    mio = load("mio")
    roles = {code.name for code in mio.children(mio.roles)}
    assert roles | {"Innovation", "Inner Setting", "Outer Setting"} == dict(mio.terms).keys()


def test_mio_labels_its_examples_as_invented():
    assert "examples are synthetic" in load("mio").note
