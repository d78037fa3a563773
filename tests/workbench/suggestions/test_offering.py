"""What is suggested: where, in what order, how sure, and what is coded there already."""

from dataclasses import replace

from qualbench import store, workbench

TEXT = "c1-counselor-1"  # both have coded it
ALL = 200


def test_every_turn_of_a_respondent_and_no_other_can_have_suggestions(project):
    turns = store.find_transcript(project, TEXT).turns
    found = workbench.suggestions(project, "zoe", TEXT)
    assert list(found) == [turn.words for turn in turns if not turn.interviewer]
    assert 0 < sum(map(bool, found.values())) < len(found)
    for words, shown in found.items():
        assert {one.said.span for one in shown} <= {words}
    of = workbench.basis(project, "zoe", TEXT)
    asked = next(turn.words for turn in turns if turn.interviewer)
    assert workbench.suggested(of, asked) == ()


def test_they_come_as_they_are_ranked_and_nothing_is_surer_than_what_is_first(bases, keys, offered):
    of = bases["zoe"]
    assert of.scores.calibrated
    for at, (words, shown) in enumerate(offered(of).items()):
        ranked = [of.known.keys[i] for i in of.scores.order[at]]
        assert keys(shown) == [key for key in ranked if key in keys(shown)]
        sure = [one.said.score for one in shown]
        assert all(0 <= each <= 1 for each in sure)
        assert max(of.scores.said[at]) == of.scores.said[at, of.scores.order[at, 0]]
        assert workbench.suggested(replace(of, precision=0.0), words, 2) == shown[:2]


def test_only_what_is_as_sure_as_the_study_wants_it_shows(bases, offered):
    of = bases["zoe"]
    every = offered(of)
    for words in of.places:
        shown = workbench.suggested(of, words, ALL)
        assert shown == tuple(one for one in every[words] if one.said.score >= 0.5)
        left_out = workbench.best_left_out(of, words)
        assert left_out == (None if shown else every[words][0].said.score)
        assert left_out is None or left_out < 0.5


def test_a_code_that_is_only_guessed_is_never_suggested(bases, keys, offered):
    of = bases["zoe"]
    assert of.model.guessed
    assert of.model.guessed.isdisjoint(key for shown in offered(of).values() for key in keys(shown))


def test_what_is_coded_in_a_turn_is_not_suggested_there_nor_what_is_above_it(
    project, bases, coders, offered, keys
):
    book = workbench.codebook(project)
    text = store.find_hash(project, TEXT)
    mine = store.codings(project, text, coders["coder-2"])
    everything = offered(bases["coder-2"])
    assert mine
    for coding in mine:
        above = {coding.code, *(code.id for code in book.ancestors(coding.code))}
        turns = [words for words in everything if words.overlaps(coding.span)]
        assert turns
        for words in turns:
            assert ({coding.key} | above).isdisjoint(keys(everything[words]))
    suggestible = {key for shown in everything.values() for key in keys(shown)}
    assert suggestible & {coding.key for coding in mine}  # elsewhere they are


def test_characteristics_come_with_the_role_that_they_are_said_of(project, bases, keys, offered):
    pairs = {
        key for shown in offered(bases["zoe"], 3).values() for key in keys(shown) if "@" in key
    }
    assert pairs
    key = min(pairs)
    said = next(
        one.said for s in offered(bases["zoe"]).values() for one in s if one.said.key == key
    )
    code, _, role = key.partition("@")
    coding = workbench.accept(project, "zoe", TEXT, said)
    assert (coding.code, coding.role, coding.key) == (code, role, key)
    assert store.check(project) == ()


def test_a_coder_who_is_new_gets_suggestions_and_is_not_written_down(sample, facts):
    before = facts(sample)
    with workbench.opened(sample) as project:
        found = workbench.suggestions(project, "a stranger", TEXT)
        assert found == workbench.suggestions(project, "", TEXT)
    assert any(found.values())
    assert facts(sample) == before
