"""A transcript as one coder may see it, and the codes to choose from."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError
from qualbench.model import Span


@pytest.fixture
def page(tiny):
    def page(coder, transcript):
        with workbench.opened(tiny) as project:
            return workbench.page(project, coder, transcript)

    return page


@pytest.fixture
def seen(page):
    """By whom the codings are that a coder sees in a transcript."""
    return lambda coder, transcript: {shown.coder for shown in page(coder, transcript).codings}


@pytest.fixture(scope="module")
def book(tiny_once):
    with workbench.opened(tiny_once) as project:
        return workbench.codebook(project)


@pytest.fixture(scope="module")
def found(book):
    """The keys of the choices that hold every word typed."""

    def found(typed):
        words = typed.casefold().split()
        return [c.key for c in workbench.choices(book) if all(w in c.words for w in words)]

    return found


def test_until_they_submit_coders_see_only_what_is_their_own(tiny, done, seen):
    done("code", tiny, "d", "33:36", "inner.tension", coder="bo")
    assert (seen("bo", "d"), seen("ana", "d"), seen("lead", "d")) == ({"bo"}, {"ana"}, set())
    assert seen("a stranger", "d") == set()


def test_whoever_has_submitted_sees_everybodys(seen, page):
    assert seen("ana", "a") == seen("bo", "a") == {"ana", "bo"}
    assert page("ana", "a").submitted
    assert not page("ana", "d").submitted


def test_submitting_one_transcript_shows_no_other(tiny, done, seen):
    done("submit", tiny, "c", coder="bo")
    assert seen("bo", "c") == {"ana"}
    assert seen("bo", "d") == set()


def test_taking_the_submission_back_hides_them_again(tiny, done, seen, page):
    done("submit", tiny, "d", coder="bo")
    assert seen("bo", "d") == {"ana"}
    done("undo", tiny, coder="bo")
    assert (seen("bo", "d"), page("bo", "d").submitted) == (set(), False)


def test_ones_own_are_told_from_the_others_wherever_they_touch(page):
    shown = page("bo", "a")
    assert [one.quote for one in shown.own] == ["fits", "money is", "done"]
    fits = shown.own[0].coding.span
    assert shown.own_on(Span(fits.start - 5, fits.start + 1)) == (shown.own[0],)
    assert shown.own_on(Span(fits.end, fits.end + 1)) == ()


def test_a_page_has_its_text_and_no_sentences_until_they_are_prepared(page, demo):
    shown = page("ana", "b")
    assert (shown.transcript.name, shown.coder, shown.sentences) == ("b", "ana", ())
    with workbench.opened(demo.project) as project:
        assert workbench.page(project, "ana", "c1-administrator").sentences


def test_a_transcript_that_is_not_there_is_said(page):
    with pytest.raises(NotFoundError, match="there is no transcript zz"):
        page("ana", "zz")


def test_a_turned_page_has_what_was_coded_since_and_the_same_text(tiny):
    with workbench.opened(tiny) as project:
        before = workbench.page(project, "bo", "d")
        assert workbench.turned(project, before) == before
        workbench.code(project, "bo", "d", Span(33, 36), "inner.tension")
        workbench.submit(project, "bo", ["d"])
        after = workbench.turned(project, before)
        assert after == workbench.page(project, "bo", "d")
        assert after.transcript is before.transcript
        assert [shown.coder for shown in after.codings] == ["bo", "ana"]
        assert [case.participant for case in after.cases] == ["P4"]


def test_a_turned_page_is_read_again_where_its_turns_or_sentences_are_others(tiny):
    with workbench.opened(tiny) as project:
        before = workbench.page(project, "ana", "d")
        sentences = (Span(0, 4), Span(33, 41))
        for found in (sentences, sentences[1:]):
            draft = store.sentences_draft(project, before.transcript.hash, "m", found)
            lead = store.find_coder(project, "lead").id
            with project.writing():
                store.record(project, lead, [draft])
            after = workbench.turned(project, before)
            assert after.sentences == found
            assert after == workbench.page(project, "ana", "d")
            before = after


def test_a_page_reads_one_text_and_a_turned_one_none(tiny):
    asked = []
    with workbench.opened(tiny) as project:
        project.db.conn.set_trace_callback(asked.append)
        before = workbench.page(project, "ana", "d")
        (reading,) = (sql for sql in asked if "t.text" in sql or "hash, text" in sql)
        assert f"t.hash = '{before.transcript.hash}'" in reading
        asked.clear()
        workbench.turned(project, before)
        assert not [sql for sql in asked if "t.text" in sql or "u.turns" in sql]


def test_every_code_can_be_chosen_and_every_characteristic_of_every_role(book):
    keys = [choice.key for choice in workbench.choices(book)]
    codes = [code.id for code in book.codes]
    assert keys[: len(codes)] == codes
    roles = [role.id.rpartition(".")[2] for role in book.children(book.roles)]
    characteristics = [code.id for code in book.children(book.characteristics)]
    assert keys[len(codes) :] == [f"{c}@{role}" for c in characteristics for role in roles]
    assert len(keys) - len(codes) == 36


def test_a_retired_code_is_the_last_choice_and_marked_as_what_it_is(tiny):
    with workbench.opened(tiny) as project:
        workbench.retire_code(project, "lead", "cfir22.inner.culture")
        found = workbench.choices(workbench.codebook(project))
    assert [choice.key for choice in found if choice.retired] == ["cfir22.inner.culture"]
    assert found[-1].retired


def test_a_choice_is_found_by_any_words_of_its_name_its_path_and_its_id(book, found):
    for choice in workbench.choices(book):
        for typed in (choice.name, choice.path.upper(), choice.key):
            assert choice.key in found(typed), (choice.key, typed)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("motiv deliv", "cfir22.individuals.characteristics.motivation@deliverers"),
        ("recipients need", "cfir22.individuals.characteristics.need@recipients"),
        ("inner space", "cfir22.inner.resources.space"),
        ("mio emot", "mio.emotional_load"),
    ],
)
def test_part_of_a_name_and_of_a_path_or_role_is_enough(found, typed, key):
    assert key in found(typed)
    assert len(found(typed)) <= 4


def test_a_code_is_found_by_its_aliases_and_nothing_by_what_nobody_calls_it(book, found):
    aliases = [(alias, code.id) for code in book.codes for alias in code.aliases]
    assert aliases
    assert all(code in found(alias) for alias, code in aliases)
    assert found("motiv xyzzy") == []


def test_keys_have_the_names_that_people_use(book):
    motivation = "cfir22.individuals.characteristics.motivation"
    assert workbench.name_of(book, motivation) == "Motivation"
    assert workbench.name_of(book, f"{motivation}@deliverers") == (
        "Motivation @ Innovation Deliverers"
    )
    assert workbench.name_of(book, f"{motivation}@cooks") == "Motivation @ cooks"
    assert workbench.name_of(book, "cfir09.gone") == "cfir09.gone"
    for choice in workbench.choices(book):
        assert workbench.name_of(book, choice.key) == choice.name
