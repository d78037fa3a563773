"""Whose codings stand: never two coders summed."""

import pytest

from qualbench import workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.workbench.layers import layer


@pytest.fixture
def by(tiny):
    """A layer as (coder, transcript) -> number of codings, and the transcripts it finished."""

    def by(name):
        with workbench.opened(tiny) as project:
            codings, finished = layer(project, name)
            shown = {s.coding.id: (s.coder, s.transcript) for s in workbench.live_codings(project)}
            names = {t.hash: t.name for t in workbench.status(project).transcripts}
        found = [shown[coding.id] for coding in codings]
        return {key: found.count(key) for key in found}, {names[text] for text in finished}

    return by


def test_all_is_everybody(by):
    codings, finished = by("all")
    assert codings == {
        ("ana", "a"): 4,
        ("ana", "b"): 1,
        ("ana", "c"): 1,
        ("ana", "d"): 1,
        ("bo", "a"): 3,
        ("bo", "b"): 1,
    }
    assert finished == {"a", "b", "c"}


def test_a_coders_layer_is_that_coders(by):
    assert by("coder:bo") == ({("bo", "a"): 3, ("bo", "b"): 1}, {"a", "b"})


def test_the_analysis_takes_the_primary_coders_finished_transcripts(tiny, done, by):
    done("primary", tiny, "ana", coder="lead")
    ana = {("ana", "a"): 4, ("ana", "b"): 1, ("ana", "c"): 1}
    assert by("analysis") == (ana, {"a", "b", "c"})


def test_another_coder_can_stand_for_one_transcript(tiny, done, by):
    done("primary", tiny, "ana", coder="lead")
    done("primary", tiny, "bo", "a", "c", coder="lead")
    assert by("analysis") == ({("bo", "a"): 3, ("ana", "b"): 1}, {"a", "b"})


def test_two_submitters_need_a_primary_coder_and_one_does_not(tiny, done, by):
    with pytest.raises(RefusedError, match="2 coders have submitted a"):
        by("analysis")
    done("primary", tiny, "bo", "a", "b", coder="lead")
    assert by("analysis")[0] == {("bo", "a"): 3, ("bo", "b"): 1, ("ana", "c"): 1}


@pytest.mark.parametrize("name", ["consensus", "coder:", "coder:zoe", "best"])
def test_a_layer_that_is_not_there_is_said(by, name):
    with pytest.raises(NotFoundError):
        by(name)
