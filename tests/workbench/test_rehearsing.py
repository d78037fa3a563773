"""Whether a verb would be refused is known before it is done."""

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError

INNER, FIT = "cfir22.inner", "cfir22.inner.compatibility"


def test_a_verb_that_could_be_done_is_not_done(project):
    before = store.facts_digest(project)
    rename = workbench.refusal(project, lambda p: workbench.rename_code(p, "lead", FIT, "Fit"))
    propose = workbench.refusal(project, lambda p: workbench.propose_code(p, "zoe", "Fit", INNER))
    assert (rename, propose) == (None, None)
    assert store.facts_digest(project) == before
    assert "zoe" not in [coder.name for coder in store.coders(project)]


def test_a_verb_that_would_be_refused_says_why_and_others_are_done_afterwards(project):
    taken = workbench.refusal(project, lambda p: workbench.rename_code(p, "lead", FIT, "Culture"))
    assert isinstance(taken, RefusedError)
    assert "is there already" in taken.message
    unknown = workbench.refusal(project, lambda p: workbench.retire_code(p, "lead", "no.such"))
    assert isinstance(unknown, NotFoundError)
    assert workbench.rename_code(project, "lead", FIT, "Fit").name == "Fit"
