from qualbench import store


def submitted(study, coder="First", name="a01"):
    """What counts of a coder's transcript, as sets of ids, one for each live submission."""
    found = store.submissions(study.store, study.coders[coder])
    return [set(s.codings) for s in found if s.transcript == study.text(name).hash]


def submit(study, coder="First", name="a01"):
    return study.do(store.submit, coder, study.text(name).hash)


def test_a_submission_counts_the_coders_own_live_codings_of_that_transcript(study):
    kept, retracted = study.code("First", "a01", 3, 8), study.code("First", "a01", 4, 8)
    study.code("Second", "a01", 3, 8)
    study.do(store.retract, "First", [retracted])
    assert submit(study)
    assert submitted(study) == [{kept}]
    assert submitted(study, "Second") == []
    assert study.problems() == []


def test_what_is_changed_later_does_not_change_what_counted(study):
    kept = study.code("First", "a01", 3, 8)
    submit(study)
    study.code("First", "a01", 4, 8)
    study.do(store.retract, "First", [kept])
    assert submitted(study) == [{kept}]


def test_submitting_the_same_again_says_nothing_new(study):
    study.code("First", "a01", 3, 8)
    assert submit(study)
    before = study.facts()
    assert not submit(study)
    assert study.facts() == before


def test_submitting_anew_replaces_the_submission_before(study):
    first = study.code("First", "a01", 3, 8)
    submit(study)
    second = study.code("First", "a01", 4, 8)
    assert submit(study)
    assert submitted(study) == [{first, second}]
    assert study.problems() == []


def test_a_transcript_can_be_submitted_without_a_coding(study):
    assert submit(study, "Second")
    assert submitted(study, "Second") == [set()]
    assert not submit(study, "Second")


def test_all_submissions_are_listed_or_those_of_one_coder(study):
    submit(study, "Second")
    found = store.submissions(study.store)
    assert {s.coder for s in found} == {study.coders["First"], study.coders["Second"]}
    mine = store.submissions(study.store, study.coders["Second"])
    assert mine == tuple(s for s in found if s.coder == study.coders["Second"])
