"""What is asked for twice is read once while all stands as of one moment, and anew afterwards."""

from qualbench import store


def asked(opened, statements):
    """The codings, asked for twice, and how many statements that took."""
    before = len(statements)
    assert store.codings(opened) == store.codings(opened)
    return store.codings(opened), len(statements) - before


def test_within_a_reading_what_was_found_is_not_read_again(study):
    statements = []
    study.store.db.conn.set_trace_callback(statements.append)
    _, apart = asked(study.store, statements)
    with study.store.reading():
        _, within = asked(study.store, statements)
    assert (apart, within) == (3, 1)


def test_what_is_stored_afterwards_is_found_by_the_next_reading(study):
    with study.store.reading():
        before = store.codings(study.store)
    with study.store.writing():
        store.retract(study.store, before[0].coder, [before[0].id])
    with study.store.reading():
        assert store.codings(study.store) == before[1:]


def test_other_questions_have_their_own_answers(study):
    with study.store.reading():
        every = store.codings(study.store)
        of = every[0].transcript
        assert store.codings(study.store, of) == tuple(c for c in every if c.transcript == of)
        assert store.codings(study.store) is every
