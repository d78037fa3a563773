"""Agreement from round to round."""

from qualbench import store, workbench
from qualbench.workbench import Undefined

LAWS = "cfir22.outer.policies_laws"
FIT = "cfir22.inner.compatibility"


def a_round(project, name, texts, submitting=("ana", "bo")):
    workbench.open_round(project, "lead", name, ("ana", "bo"), texts)
    for coder in submitting:
        workbench.submit_round(project, coder, name)
    workbench.reveal(project, "lead", name, anyway=True)


def test_every_revealed_round_has_its_own_agreement_in_the_order_of_opening(project):
    a_round(project, "second glance", ["b"])
    a_round(project, "afterwards", ["a"])
    workbench.open_round(project, "lead", "sealed", ("ana", "bo"), ["c"])
    found = workbench.drift(project, "bo")
    assert [(one.round, one.whole.documents, one.whole.n) for one in found] == [
        ("second glance", ("b",), 2),
        ("afterwards", ("a",), 4),
    ]
    for one in found:
        alone = workbench.agree(project, "bo", round_name=one.round).whole
        assert one.whole == alone
        assert one.overall == {
            "percent": alone.pooled.percent.value,
            "pooled kappa": alone.pooled.kappa.value,
            "pooled alpha": alone.pooled.alpha.value,
            "mean kappa": alone.mean.kappa.value,
            "mean alpha": alone.mean.alpha.value,
            "set alpha (MASI)": alone.sets.masi.value,
        }
    assert found[0].codes == {LAWS: 1.0}
    assert found[1].codes[FIT] == 1.0


def test_a_round_that_cannot_be_compared_says_why(project):
    a_round(project, "pilot", ["a"], submitting=["ana"])
    (found,) = workbench.drift(project, "lead")
    assert (found.whole, dict(found.overall), dict(found.codes)) == (None, {}, {})
    assert "agreement is between two different coders or more" in found.reason


def test_another_unit_is_asked_for_in_every_round(project):
    a_round(project, "pilot", ["a"])
    (found,) = workbench.drift(project, "lead", "character")
    assert (found.whole.unit, found.whole.n) == ("character", 63)


def test_a_change_is_since_the_last_round_that_has_a_value():
    nobody = Undefined("nobody used the code")
    rounds = [{"a": 0.5, "b": nobody}, {"a": nobody, "b": 0.25}, {"a": 0.75, "b": 0.25, "c": 1.0}]
    assert workbench.round_changes(rounds) == (
        {"a": None, "b": None},
        {"a": None, "b": None},
        {"a": 0.25, "b": 0.0, "c": None},
    )


def test_rounds_of_one_name_are_told_apart(project):
    a_round(project, "pilot", ["a"])
    a_round(project, "other", ["b"])
    lead = store.find_coder(project, "lead").id
    of = store.find_round(project, "other")
    drafts = store.round_drafts("pilot", dict(of.assigned), {}, {}, "")
    with project.writing():
        again = store.record(project, lead, drafts).added[0]
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, again)
    workbench.reveal(project, "lead", again)
    found = {one.round: [] for one in workbench.drift(project, "lead")}
    for one in workbench.drift(project, "lead"):
        found[one.round].append(one.whole.documents)
    assert found == {"pilot": [("a",), ("b",)], "other": [("b",)]}
