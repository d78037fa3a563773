"""What makes a case, and how it is said."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.workbench.ratings.cases import Cases


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (["clinic"], ["C1", "C2"]),
        (
            ["role", "clinic"],
            ["administrator C1", "administrator C2", "counselor C1", "counselor C2"],
        ),
        (["participant"], ["P1", "P2", "P3", "P4"]),
        (["clinic", "wave"], ["C1 early", "C2 early", "C2 late"]),
    ],
    ids=" x ".join,
)
def test_any_attributes_make_cases(project, by, names):
    found = workbench.cases(project, by)
    assert [workbench.case_name(case, found.by) for case in found.members] == names
    members = [one.transcript for of in found.members.values() for one in of]
    assert sorted(members) == sorted(store.transcript_names(project))


def test_without_being_said_cases_are_what_the_project_settled(project):
    assert workbench.cases(project).by == ("clinic",)
    workbench.settle(project, "lead", "cases", "role clinic")
    assert workbench.cases(project).by == ("role", "clinic")


def test_a_transcript_without_the_attribute_is_listed(project, tmp_path, done):
    (tmp_path / "e.txt").write_text("Interviewer: And you?\nCounselor: I too.\n")
    done("import", project.path, tmp_path / "e.txt", coder="lead")
    assert workbench.cases(project).without == ("e",)
    assert workbench.cases(project, ["participant"]).without == ("e",)
    assert workbench.matrix(project, "lead").cases.without == ("e",)


def test_an_attribute_that_nobody_has_is_refused_by_name(project):
    with pytest.raises(NotFoundError, match="no case has an attribute shoe"):
        workbench.cases(project, ["clinic", "shoe"])


@pytest.mark.parametrize(
    "said",
    ["C1 counselor", "counselor C1", "c1 COUNSELOR", "clinic=C1 role=counselor", "C1,counselor"],
)
def test_a_case_is_said_as_people_say_it(project, said):
    found = workbench.find_case(workbench.cases(project, ["clinic", "role"]), said)
    assert found == (("clinic", "C1"), ("role", "counselor"))


def _cases(*keys):
    by = tuple(name for name, _ in keys[0])
    return Cases(by, dict.fromkeys(keys, ()), ())


def test_the_same_values_in_other_attributes_are_another_case():
    first, second = (("arm", "1"), ("wave", "2")), (("arm", "2"), ("wave", "1"))
    known = _cases(first, second)
    for said, case in (("1 2", first), ("2 1", second), ("arm=2 wave=1", second)):
        assert workbench.find_case(known, said) == case
    assert workbench.find_case(known, "wave=1 arm=2") == second
    with pytest.raises(NotFoundError, match="there is no case arm=1 wave=1"):
        workbench.find_case(known, "arm=1 wave=1")


def test_capitals_tell_cases_apart_where_nothing_else_does():
    small, large = (("clinic", "c1"),), (("clinic", "C1"),)
    known = _cases(small, large)
    assert workbench.find_case(known, "c1") == small
    assert workbench.find_case(known, "C1") == large
    assert workbench.find_case(_cases(large), "c1") == large


def test_what_may_be_several_cases_is_not_guessed():
    known = _cases((("a", "x"), ("b", "y"), ("c", "z")), (("a", "y"), ("b", "x"), ("c", "z")))
    with pytest.raises(NotFoundError, match="z x y may be several cases: x y z, y x z"):
        workbench.find_case(known, "z x y")


def test_a_case_that_is_none_is_refused_with_those_there_are(project):
    with pytest.raises(NotFoundError, match="there is no case C9") as refused:
        workbench.find_case(workbench.cases(project), "C9")
    assert refused.value.hint == "The cases are C1, C2."


def test_without_cases_that_is_said():
    with pytest.raises(RefusedError, match="the study has no case of clinic"):
        workbench.find_case(Cases(("clinic",), {}, ("a",)), "C1")
