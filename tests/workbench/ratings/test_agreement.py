"""How far raters agree, on what they said before they agreed."""

import pytest

from qualbench import workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.workbench.ratings.agreement import raters_sentence

CODES = ("inner.priority", "inner.compatibility", "outer.policies_laws")


@pytest.fixture
def rated(rate):
    """Two rate three constructs in two clinics; in one cell they are two steps apart."""
    for coder, signs in (("ana", "-2 -1 +1 +2 0 M"), ("bo", "-2 +1 +1 +2 0 +1")):
        cells = [(code, case) for code in CODES for case in ("C1", "C2")]
        for (code, case), sign in zip(cells, signs.split(), strict=True):
            rate(coder, case, code, sign)


def test_exact_and_near_agreement_by_hand(project, rated):
    found = workbench.rating_agreement(project, "lead")
    assert (found.raters, found.cells, found.by) == (("ana", "bo"), 6, ("clinic",))
    assert found.overall.pairs == 5
    assert found.overall.exact == pytest.approx(4 / 5)
    assert found.overall.within_one == pytest.approx(4 / 5)
    assert sum(found.overall.lost.values()) == 1
    by_code = {key.removeprefix("cfir22."): of for key, of in found.constructs}
    assert by_code["inner.priority"].exact == pytest.approx(1 / 2)
    assert by_code["inner.compatibility"].exact == 1


def test_a_consensus_and_notes_do_not_count(project, rated, rate):
    before = workbench.rating_agreement(project, "lead")
    rate("lead", "C2", "inner.priority", "-1", consensus=True)
    rate("lead", "C1", "inner.priority", summary="notes")
    assert workbench.rating_agreement(project, "lead") == before


def test_ratings_of_other_cases_are_not_compared(project, rated, rate):
    rate("ana", "P1", "inner.priority", "0", ["participant"])
    rate("bo", "P1", "inner.priority", "0", ["participant"])
    assert workbench.rating_agreement(project, "lead").cells == 6
    assert workbench.rating_agreement(project, "lead", ["participant"]).overall.exact == 1


def test_who_may_not_see_two_ratings_of_a_cell_gets_no_number(project, rated):
    with pytest.raises(RefusedError, match="no construct was rated by two raters"):
        workbench.rating_agreement(project, "stranger")


def test_who_shares_no_cell_with_another_is_no_rater_that_is_compared(project, rated, rate):
    before = workbench.rating_agreement(project, "lead")
    rate("an", "C1", "process.planning", "+2")
    rate("lead", "C1", "process.planning", "+1", consensus=True)  # so that all may see the other
    assert workbench.rating_agreement(project, "lead") == before


def test_chosen_raters_alone_are_compared(project, rated, rate):
    before = workbench.rating_agreement(project, "lead")
    rate("an", "C1", CODES[0], "+2")
    assert workbench.rating_agreement(project, "lead") != before
    assert workbench.rating_agreement(project, "lead", between=("ana", "bo")) == before
    with pytest.raises(RefusedError, match="rated by two of ana in the same case"):
        workbench.rating_agreement(project, "lead", between=("ana",))
    with pytest.raises(NotFoundError, match="no coder anne"):
        workbench.rating_agreement(project, "lead", between=("ana", "anne"))


def test_the_sentence_for_a_paper_names_numbers_and_what_they_rest_on(project, rated, rate):
    of = workbench.rating_agreement(project, "lead").overall
    said = raters_sentence(workbench.rating_agreement(project, "lead"))
    assert said.startswith(
        "The raters ana and bo both rated 6 cells (construct x clinic) independently. "
        "Of 5 pairs of numbers 80% were equal and 80% at most one step apart; kappa with "
        f"quadratic weights (Cohen 1968) was {of.quadratic_kappa:.2f}, ordinal alpha "
        f"(Krippendorff 2011) {of.ordinal_alpha:.2f}, and ICC(A,1) (McGraw & Wong 1996) "
        f"{of.icc_single:.2f}, "
        "of cells that every rater gave a number (5)."
    )
    assert "(1) are counted apart" in said
    rate("an", "C1", CODES[0], "+2")
    said = raters_sentence(workbench.rating_agreement(project, "lead"))
    assert said.startswith("Two or more of the raters an, ana, bo rated 6 cells")
    assert "1968), mean over 1 of 3 pairs of raters, was" in said
    assert "1996) undefined (fewer than two units have a number from every rater)," in said
