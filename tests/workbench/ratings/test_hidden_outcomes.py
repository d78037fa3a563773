"""What is said of constructs beside an outcome is hidden with it, at every door."""

import shutil
from zipfile import ZipFile, is_zipfile

import pytest

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.workbench import Wanted

KEY = "cfir22.inner.priority"
INFERENCE, REASON = "fidelity needs priority", "only where it came first"
BLIND = ("ana", "", "stranger")


@pytest.fixture
def stated(project, rate, tmp_path):
    """A fit, a meta-inference and a call, which a copy says otherwise; outcomes are hidden."""
    (tmp_path / "clinics.csv").write_text("clinic,fidelity\nC1,4.25\nC2,2.75\n")
    workbench.join(project, "lead", tmp_path / "clinics.csv")
    for case, sign in (("C1", "+1"), ("C2", "-1")):
        rate("lead", case, KEY, sign, consensus=True)
    project.fold()  # the file is copied alone
    copy = shutil.copy(project.path, tmp_path / "copy.qualbench")
    with workbench.opened(copy) as other:
        _state(other, " there")
    _state(project, " here")
    workbench.merge(project, "lead", [copy])
    workbench.settle(project, "lead", "outcomes", "hidden")
    return project


def _state(project, where):
    workbench.integrate(project, "lead", KEY, "fidelity", "confirms", INFERENCE + where)
    grouping = workbench.grouping_of(project, "lead", "fidelity")
    workbench.make_call(project, "lead", KEY, "weak", REASON + where, grouping)


@pytest.fixture
def asked(stated):
    """By verb, what it gives a viewer who knows how the cases are grouped."""
    grouping = workbench.grouping_of(stated, "lead", "fidelity")
    shown = workbench.matrix(stated, "lead")
    return {
        "integrations": lambda who: workbench.integrations(stated, who, "fidelity"),
        "joint": lambda who: workbench.joint(stated, who, "fidelity"),
        "distinguishing": lambda who: workbench.distinguishing(stated, who, "fidelity"),
        "distinguished": lambda who: workbench.distinguished(stated, who, shown, grouping),
        "a frame": lambda who: workbench.frame(
            stated, "distinguishing", who, Wanted(outcome="fidelity")
        ).to_csv(),
    }


def _read(folder):
    """All text in the files of a folder, also in those that are packed."""
    for file in filter(lambda one: one.is_file(), folder.rglob("*")):
        if is_zipfile(file):
            with ZipFile(file) as packed:
                yield from (
                    packed.read(name).decode(errors="replace") for name in packed.namelist()
                )
        else:
            yield file.read_text(errors="replace")


@pytest.fixture
def printed(stated, run, tmp_path):
    """All that the commands print for a viewer, and the files that they write."""

    def printed(viewer):
        to, path = tmp_path / f"for {viewer or 'nobody'}", stated.path
        to.mkdir()
        commands = (
            ("joint", path, "fidelity"),
            ("joint", path, "fidelity", "--to", to / "joint.docx"),
            ("distinguish", path, "fidelity", "--json"),
            ("export", path, "all", "--to", to / "tables", "--outcome", "fidelity"),
            ("report", path, "--to", to / "report", "--outcome", "fidelity"),
            ("merge", path, "--conflicts", "--json"),
            ("merge", path, tmp_path / "copy.qualbench", "--dry-run", "--json"),
            *(("undo", path), ("redo", path), ("find", path, "priority")),
            *((name, path) for name in ("decisions", "memos", "status", "check", "matrix")),
        )
        said = [run(*command, coder=viewer) for command in commands]
        return "\n".join([*(one.stdout + one.stderr for one in said), *_read(to)])

    return printed


def test_a_lead_reads_at_the_doors_what_was_stated(asked, printed):
    for name, ask in asked.items():
        said = repr(ask("lead"))
        assert INFERENCE in said or REASON in said, name
    text = printed("lead")
    assert all(
        f"{said} {where}" in text for said in (INFERENCE, REASON) for where in ("here", "there")
    )


@pytest.mark.parametrize("viewer", BLIND)
def test_nobody_else_reads_it_at_any_door(asked, printed, viewer):
    for ask in asked.values():
        with pytest.raises(RefusedError, match="outcomes are hidden while constructs are rated"):
            ask(viewer)
    text = printed(viewer)
    assert "(hidden while constructs are rated)" in text
    assert not any(said in text for said in (INFERENCE, REASON, "4.25"))


def test_a_conflict_about_it_still_says_who_decides(stated):
    for viewer in ("ana", "lead"):
        found = {one.conflict.kind: one for one in workbench.conflicts(stated, viewer)}
        assert {one.decides for one in found.values()} == {("lead",)}
        assert (
            found["integration"].about == "what Relative Priority and clinics.fidelity say together"
        )
        says = {claim.says for claim in found["integration"].claims}
        assert (f"confirms: {INFERENCE} here" in says) == (viewer == "lead")
