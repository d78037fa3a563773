"""The codebook from the shell."""

from qualbench import workbench


def test_the_tree_with_counts_and_what_became_of_codes(tiny, done):
    with workbench.opened(tiny) as project:
        workbench.propose_code(project, "bo", "Shame", "cfir22.inner")
        workbench.retire_code(project, "lead", "cfir22.inner.culture", "never used")
    said = done("codebook", tiny)
    assert "version 2, 82 codes" in said.splitlines()[0]
    assert "    2    Compatibility  cfir22.inner.compatibility\n" in said
    assert "Culture  cfir22.inner.culture  (retired)\n" in said
    assert "(proposed by bo)" in said


def test_the_history_tells_who_changed_what_and_why(tiny, done):
    with workbench.opened(tiny) as project:
        workbench.rename_code(project, "lead", "cfir22.inner.culture", "Climate", "clearer")
    lines = done("codebook", tiny, "--history").splitlines()
    assert lines[0].startswith("2  ") and lines[0].endswith("UTC, in force")
    assert lines[1:3] == ['   "clearer"', "   renamed Culture to Climate"]
    assert lines[3].startswith("1  ")


def test_json_holds_the_keys_that_the_help_names(tiny, done, listed):
    found = listed("codebook", tiny)
    told = done("codebook", "--help")
    assert list(found) == ["name", "title", "version", "codes", "history"]
    for key in (*found, *found["codes"][0], *found["history"][0]):
        assert key in told
    fit = next(c for c in found["codes"] if c["id"] == "cfir22.inner.compatibility")
    assert (fit["codings"], fit["kind"], fit["retired"]) == (2, "construct", False)
