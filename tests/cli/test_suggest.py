"""What ``qualbench suggest`` says where nothing shows, and that a coder may want none."""

import pytest

from qualbench import store, workbench


@pytest.fixture
def desk(sample):
    """``desk("zoe", "off")``: what `A` in the coding screen leaves there."""

    def desk(coder, mode):
        with workbench.opened(sample) as project:
            workbench.leave(project, coder, {workbench.MODE_KEPT: mode})

    return desk


@pytest.mark.parametrize("command", ["suggest", "reread"])
def test_who_has_switched_them_off_gets_none_by_a_command_either(sample, desk, run, command):
    desk("coder-1", "off")
    asked = run(command, sample, "--transcript", "c1-administrator", coder="coder-1")
    assert (asked.exit_code, asked.stdout) == (1, "")
    assert asked.stderr == (
        "qualbench: coder-1 has switched suggestions off. "
        "A in the coding screen lets them show again.\n"
    )
    with workbench.opened(sample) as project:
        assert store.showings(project) == ()
    desk("coder-1", "inline")  # more than the project allows is not to be had
    assert run(command, sample, "--transcript", "c1-administrator", coder="coder-1").exit_code == 0
    with workbench.opened(sample) as project:
        assert {one.how for one in store.showings(project)} <= {"after"}


def test_a_turn_is_coded_first_where_the_coder_wants_that(sample, desk, run, done):
    done("settings", sample, "suggestions", "inline", coder="lead")
    desk("zoe", "after")
    asked = run("suggest", sample, "--transcript", "c1-administrator", coder="zoe")
    assert asked.stdout == "Nothing is suggested yet.\n"
    assert asked.stderr.endswith("to be coded first; see `qualbench settings`.\n")


def test_without_a_transcript_nothing_is_said_to_be_unsure(tmp_path, run, done):
    project = tmp_path / "new.qualbench"
    done("init", project, "--codebook", "mio", coder="lead")
    said = run("suggest", project, coder="lead").stdout
    assert said == "Nothing is suggested: there is no transcript to suggest codes for.\n"
