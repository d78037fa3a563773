"""Topics of some of what is said, and held against codes, roles, clinics and waves."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import TopicRun
from qualbench.shipped import folder
from qualbench.topics import OUTSIDE
from qualbench.workbench import Scope
from qualbench.workbench.topics.against import Count
from qualbench.workbench.topics.scope import scope_of, words_in

PRIMARY = "coder-1"
CULTURE, INNER, NEED = (
    "cfir22.inner.culture",
    "cfir22.inner",
    "cfir22.individuals.characteristics.need",
)
SCOPES = (
    Scope(),
    Scope("sentence", (("role", "counselor"), ("clinic", "C1"), ("clinic", "C2"))),
    Scope(code="cfir22.inner.culture@x", attributes=(("a; b", "=; c"),), uncoded=True),
)


@pytest.fixture(scope="module")
def project(demo):
    """The sample study, only to be read."""
    with workbench.opened(demo.project) as project:
        yield project


@pytest.fixture(scope="module")
def codings(project):
    """What the primary coder, who has finished all, has coded: places and keys by transcript."""
    found = defaultdict(list)
    for shown in workbench.live_codings(project, coder=PRIMARY):
        found[shown.coding.transcript].append(shown.coding)
    return found


@pytest.fixture(scope="module")
def on(codings):
    """The codings that words lie under."""
    return lambda words: [c for c in codings[words.transcript] if c.span.overlaps(words.span)]


@pytest.fixture(scope="module")
def every(project):
    return words_in(project, "", Scope())


# What is let through


def test_a_scope_lets_through_what_was_said_in_such_cases(project, every):
    cases = {c.participant: dict(c.attributes) for k in store.cases(project).values() for c in k}
    for asked in ([("role", "counselor")], [("clinic", "C1"), ("clinic", "C3"), ("wave", "early")]):
        wanted = {name: {v for n, v in asked if n == name} for name, _ in asked}
        by_hand = tuple(
            one
            for one in every
            if all({"wave": "early", **cases[one.who]}[n] in of for n, of in wanted.items())
        )
        assert 0 < len(by_hand) < len(every)
        assert words_in(project, "", Scope(attributes=tuple(asked))) == by_hand


def test_values_of_an_attribute_that_nobody_has_let_nothing_through_and_are_refused(project):
    for asked in (("colour", "red"), ("role", "cook")):
        assert words_in(project, "", Scope(attributes=(asked,))) == ()
    with pytest.raises(NotFoundError, match="no case has the role cook") as refused:
        workbench.topics(project, "", Scope(attributes=(("role", "counselor"), ("role", "cook"))))
    assert refused.value.hint == "There is administrator, counselor."


def test_sentences_lie_within_the_turns_and_hold_nearly_all_that_is_said(project, every):
    turns = {(one.transcript, one.span): one for one in every}
    sentences = words_in(project, "", Scope("sentence"))
    assert len(sentences) > 2 * len(every)
    said = defaultdict(str)
    for one in sentences:
        inside = [
            t
            for (text, s), t in turns.items()
            if text == one.transcript and s.start <= one.span.start and one.span.end <= s.end
        ]
        assert [t.speaker for t in inside] == [one.speaker]
        said[inside[0].transcript, inside[0].span] += one.text
    for place, turn in turns.items():
        assert "".join(said[place].split()) == "".join(turn.text.split())


def test_sentences_are_refused_where_nobody_has_looked_for_them(tiny):
    with (
        workbench.opened(tiny) as project,
        pytest.raises(RefusedError, match="nobody has looked for sentences in a yet"),
    ):
        workbench.topics(project, "", Scope("sentence"))


def test_a_code_lets_through_what_is_coded_with_it_or_one_below(project, every, on):
    book = workbench.codebook(project)
    for code in (CULTURE, INNER, NEED):
        below = {code, *(c.id for c in book.codes if code in {a.id for a in book.ancestors(c.id)})}
        by_hand = tuple(one for one in every if below & {c.code for c in on(one)})
        assert by_hand
        assert words_in(project, "", Scope(code=code)) == by_hand


def test_a_code_with_a_role_lets_through_that_role_alone(project, every, on):
    key = next(c.key for one in every for c in on(one) if c.role)
    by_hand = tuple(one for one in every if key in {c.key for c in on(one)})
    assert words_in(project, "", Scope(code=key)) == by_hand != ()


def test_a_proposed_code_below_another_is_below_it_whatever_its_id(sample):
    with workbench.opened(sample) as project:
        new = workbench.propose_code(project, PRIMARY, "Ironing", CULTURE)
        before = words_in(project, "", Scope(code=CULTURE))
        one = next(w for w in words_in(project, "", Scope(uncoded=True)))
        name = store.transcript_names(project)[one.transcript]
        workbench.code(project, PRIMARY, name, one.span, new.id)
        workbench.submit(project, PRIMARY, [name])
        after = words_in(project, "", Scope(code=CULTURE))
        assert [words for words in after if words not in before] == [one]


def test_uncoded_is_what_is_finished_and_has_no_code(project, every, on, tiny):
    by_hand = tuple(one for one in every if not on(one))
    assert words_in(project, "", Scope(uncoded=True)) == by_hand != ()
    with workbench.opened(tiny) as small:
        workbench.primary(small, "lead", "ana")
        texts = [one.text for one in words_in(small, "", Scope(uncoded=True))]
    assert texts == ["Yes, done.", "No more."]  # d is not finished


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_is_read_as_it_was_kept(scope):
    assert scope_of(dict(sorted(scope.asked.items()))) == scope


# Held against the study


def counted(words):
    return Count(len(words), len({one.who for one in words}))


def by_hand(found, columns_of, countable=lambda words: True):
    """The counts of each topic, made one by one."""
    columns = sorted({c for one in found.words if countable(one) for c in columns_of(one)})
    for number in [*(topic.number for topic in found.topics), OUTSIDE]:
        pairs = zip(found.words, found.labels, strict=True)
        inside = [one for one, label in pairs if label == number and countable(one)]
        cells = tuple(counted([o for o in inside if c in columns_of(o)]) for c in columns)
        coded = counted([one for one in inside if columns_of(one)])
        yield workbench.TopicRow(number, counted(inside), coded, cells)


def test_topics_by_codes_are_as_they_are_counted_by_hand(project, demo, on):
    table = workbench.topic_table(project, "", demo.topics)
    keys = sorted({coding.key for one in demo.topics.words for coding in on(one)})
    assert table.columns == tuple(keys)
    assert table.rows == tuple(by_hand(demo.topics, lambda one: {c.key for c in on(one)}))
    for row in table.rows:
        assert row.covered == row.coded.words / row.of.words
        assert row.missed == (row.covered < 0.5)


def test_the_themes_outside_the_codebook_are_topics_that_it_misses(project, demo, rows):
    table = workbench.topic_table(project, "", demo.topics)
    names = store.transcript_names(project)
    themes = defaultdict(Counter)
    written = {
        (r["transcript"], int(r["start"])): r for r in rows(folder("transcripts") / "themes.csv")
    }
    for words, number in zip(demo.topics.words, demo.topics.labels, strict=True):
        said = written[names[words.transcript], words.span.start]
        if said["in_cfir"] == "no" and number != OUTSIDE:
            themes[said["theme"]][number] += 1
    assert len(themes) == 3
    for numbers in themes.values():
        ((largest, _),) = numbers.most_common(1)
        assert table.row(largest).missed
    missed = sum(row.missed for row in table.rows)
    assert missed < len(table.rows) / 2


@pytest.mark.parametrize("by", ["role", "clinic", "wave", "participant"])
def test_topics_by_attributes_are_as_they_are_counted_by_hand(project, demo, by):
    table = workbench.topic_table(project, "", demo.topics, by)
    assert table.columns == workbench.attributes(project)[by]
    assert table.rows == tuple(by_hand(demo.topics, lambda one: {one.known[by]}))


@settings(max_examples=25)
@given(data=st.data())
def test_however_words_are_labelled_rows_sum_to_the_labels(project, demo, data):
    numbers = [*(topic.number for topic in demo.topics.topics), OUTSIDE]
    size = len(demo.topics.words)
    labels = data.draw(st.lists(st.sampled_from(numbers), min_size=size, max_size=size))
    found = replace(demo.topics, labels=tuple(labels))
    for by in ("code", "clinic"):
        table = workbench.topic_table(project, "", found, by)
        assert [row.number for row in table.rows] == numbers
        for row in table.rows:
            assert row.of.words == labels.count(row.number)
            assert row.coded.words <= row.of.words
            if by == "clinic":  # who talks is in one clinic
                assert sum(cell.words for cell in row.cells) == row.of.words
                assert sum(cell.respondents for cell in row.cells) == row.of.respondents
            for count in (row.of, row.coded, *row.cells):
                assert count.respondents <= count.words
                assert bool(count.respondents) == bool(count.words)


def test_what_is_not_finished_is_not_counted_against_codes(tiny):
    with workbench.opened(tiny) as project:
        words = words_in(project, "", Scope())
        found = _one_topic(words)
        workbench.primary(project, "lead", "ana")
        (row, outside) = workbench.topic_table(project, "", found).rows
        assert (row.of.words, row.of.respondents, row.coded.words) == (7, 3, 5)
        assert (outside.of.words, outside.covered, outside.missed) == (0, None, False)
        (row, _) = workbench.topic_table(project, "", found, "role").rows
        assert (row.of.words, row.of.respondents) == (8, 4)


def _one_topic(words):
    topic = workbench.ShownTopic(1, len(words), ("all",), ())
    run = TopicRun((), (1,) * len(words), "none", "", 0, (), ())
    return workbench.TopicsFound((topic,), words, run.labels, Scope(), run, "")


def test_codes_want_a_primary_coder_where_several_have_submitted_and_attributes_do_not(tiny):
    with workbench.opened(tiny) as project:
        found = _one_topic(words_in(project, "", Scope()))
        for asked in (
            lambda: workbench.topic_table(project, "", found),
            lambda: words_in(project, "", Scope(uncoded=True)),
        ):
            with pytest.raises(RefusedError, match="2 coders have submitted a") as refused:
                asked()
            assert "qualbench primary PROJECT CODER" in refused.value.hint
        assert workbench.topic_table(project, "", found, "clinic").columns == ("C1", "C2")


def test_an_attribute_that_no_case_has_is_refused_with_those_that_there_are(project, demo):
    with pytest.raises(NotFoundError, match="no case has an attribute colour") as refused:
        workbench.topic_table(project, "", demo.topics, "colour")
    assert refused.value.hint == "Known: code, clinic, participant, role, wave."
