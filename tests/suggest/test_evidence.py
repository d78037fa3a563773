"""What a codebook says for its codes."""

from qualbench.codebooks import load
from qualbench.model import Code, Codebook
from qualbench.suggest import DEFINITION_WEIGHT, Evidence, from_codebook


def codebook(*codes, **fields):
    return Codebook("c", "C", "", "", "", codes, **fields)


def test_a_definition_and_the_projects_own_words_are_one_piece_and_the_rest_are_examples():
    code = Code(
        "c.cost",
        "Cost",
        "construct",
        definition="What it costs.",
        local="Hours too.",
        include=("Training",),
        exclude=("Grants -> c.money",),
        examples=("It is dear.",),
    )
    assert from_codebook(codebook(code)) == (
        Evidence(
            "c.cost", "definition", "c.cost", "Cost: What it costs. Hours too.", DEFINITION_WEIGHT
        ),
        Evidence("c.cost", "definition", "c.cost", "Training"),
        Evidence("c.cost", "definition", "c.cost", "It is dear."),
    )


def test_a_code_without_a_definition_has_its_examples_alone():
    own = Code("c.own", "Own", "project", local="Ours.")
    bare = Code("c.bare", "Bare", "project", examples=("Like this.",))
    assert [(piece.key, piece.text) for piece in from_codebook(codebook(own, bare))] == [
        ("c.own", "Own: Ours."),
        ("c.bare", "Like this."),
    ]


def test_domains_subdomains_and_roles_are_not_suggested():
    codes = [
        Code("d", "D", "domain", definition="All."),
        Code("d.s", "S", "subdomain", parent="d", definition="Some."),
        Code("d.s.deliverers", "Deliverers", "construct", parent="d.s", definition="They."),
        Code("d.need", "Need", "subconstruct", parent="d", definition="Lacking."),
    ]
    paired = codebook(*codes, roles="d.s")
    assert {piece.key for piece in from_codebook(paired)} == {"d.need"}
    assert {piece.key for piece in from_codebook(codebook(*codes))} == {"d.s.deliverers", "d.need"}


def test_every_construct_of_the_shipped_codebook_has_one_definition_and_no_role_has():
    book = load("mio")
    defined = [p.key for p in from_codebook(book) if p.weight == DEFINITION_WEIGHT]
    roles = {code.id for code in book.children(book.roles)}
    assert len(roles) == 9
    assert defined == [
        code.id
        for code in book.codes
        if code.kind not in {"domain", "subdomain"} and code.id not in roles
    ]


def test_a_codebook_without_codes_says_nothing():
    assert from_codebook(codebook()) == ()
