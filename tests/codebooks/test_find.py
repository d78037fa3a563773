import pytest

from qualbench.codebooks import find, load, role_names
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Code, Codebook

BOOK = load("cfir-2022")
NEED = "cfir22.individuals.characteristics.need"


@pytest.mark.parametrize("book", [load(name) for name in ("cfir-2009", "cfir-2022", "mio")])
def test_every_code_is_found_by_its_id_and_by_its_id_without_the_framework(book):
    for code in book.codes:
        assert find(book, code.id) == (code.id, "")
        assert find(book, code.id.partition(".")[2]) == (code.id, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("culture", "cfir22.inner.culture"),
        ("  Culture ", "cfir22.inner.culture"),
        ("TENSION FOR CHANGE", "cfir22.inner.tension"),
        ("Partnerships and Connections", "cfir22.outer.partnerships"),
        ("Partnerships & Connections", "cfir22.outer.partnerships"),
        ("Innovation Evidence-Base", "cfir22.innovation.evidence"),
        ("innovation evidence base", "cfir22.innovation.evidence"),
        ("IT Infrastructure", "cfir22.inner.structural.it"),
        ("engaging: innovation recipients", "cfir22.process.engaging.recipients"),
    ],
)
def test_a_name_or_an_alias_is_found_however_it_is_spelled(text, found):
    assert find(BOOK, text) == (found, "")


@pytest.mark.parametrize("text", ["tension", "inner.tension", "characteristics.need"])
def test_the_last_parts_of_an_id_are_enough_where_no_other_code_ends_so(text):
    assert find(BOOK, text)[0] in ("cfir22.inner.tension", NEED)


def test_last_parts_that_several_ids_share_are_not_guessed():
    with pytest.raises(NotFoundError, match="names 3 codes"):
        find(BOOK, "deliverers")


def test_british_and_american_spellings_are_alike():
    book = load("cfir-2009")
    expected = ("cfir09.inner.climate.incentives", "")
    assert find(book, "Organisational Incentives and Rewards") == expected
    assert find(book, "Organizational Incentives & Rewards") == expected


@pytest.mark.parametrize("role", role_names(BOOK))
def test_a_role_is_found_by_its_last_part_and_by_its_id(role):
    assert find(BOOK, f"{NEED}@{role}") == (NEED, role)
    assert find(BOOK, f"Need @ cfir22.individuals.roles.{role}") == (NEED, role)


def test_a_role_that_the_project_added_is_a_role(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text(
        "codebook: p\ntitle: P\nextends: cfir-2022\ncodes:\n- id: p.roles.nurses\n"
        "  kind: project\n  parent: cfir22.individuals.roles\n  name: Nurses\n"
    )
    assert find(load(path), "need@nurses") == (NEED, "nurses")


def test_nothing_names_a_code_whose_id_has_one_part_or_whose_name_has_no_letter():
    book = Codebook("x", "X", "F", "", "", (Code(id="one", name="?", kind="project"),))
    assert find(book, "one") == ("one", "")
    with pytest.raises(NotFoundError):
        find(book, "")


def test_a_name_that_several_codes_share_is_not_guessed():
    with pytest.raises(NotFoundError, match="names 3 codes") as caught:
        find(BOOK, "Innovation Deliverers")
    assert "cfir22.individuals.roles.deliverers" in caught.value.hint
    assert "cfir22.process.engaging.deliverers" in caught.value.hint


def test_an_id_without_framework_that_two_codes_share_is_not_guessed():
    codes = tuple(Code(id=f"{part}.same", name=part, kind="construct") for part in ("f", "g"))
    with pytest.raises(NotFoundError, match="names 2 codes"):
        find(Codebook("x", "X", "F", "", "", codes), "same")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("inner.cultur", "cfir22.inner.culture"),
        ("cfir22.inner.cultures", "cfir22.inner.culture"),
        ("Tensions for Change", "cfir22.inner.tension"),
        ("Partnership and Connection", "cfir22.outer.partnerships"),
    ],
)
def test_an_unknown_code_is_refused_with_the_three_nearest(text, near):
    with pytest.raises(NotFoundError) as caught:
        find(BOOK, text)
    named = caught.value.hint.removeprefix("the nearest are ").split(", ")
    assert len(set(named)) == 3
    assert set(named) <= BOOK.by_id.keys()
    assert named[0] == near


@pytest.mark.parametrize("text", ["", "@", "@team"])
def test_no_code_at_all_is_not_found(text):
    with pytest.raises(NotFoundError):
        find(BOOK, text)


@pytest.mark.parametrize("role", ["boss", "", "Deliverers", "team@team"])
def test_an_unknown_role_is_refused_with_the_known_ones(role):
    with pytest.raises(NotFoundError, match="has no role") as caught:
        find(BOOK, f"{NEED}@{role}")
    assert "deliverers, recipients" in caught.value.hint


def test_a_role_on_a_code_that_takes_none_is_refused():
    with pytest.raises(RefusedError, match="takes no role") as caught:
        find(BOOK, "inner.culture@team")
    assert "cfir22.individuals.characteristics" in caught.value.hint


def test_a_framework_without_roles_refuses_every_role():
    with pytest.raises(RefusedError, match="takes no role"):
        find(load("cfir-2009"), "Culture@team")
