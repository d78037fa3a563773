"""Ratings that were made elsewhere are taken over: whole, once, and without undoing anything."""

import shutil

import pytest

from qualbench import store, workbench
from qualbench.errors import QualbenchError, ReadingError, RefusedError
from qualbench.workbench import RatingChange

SPACE = "cfir22.inner.resources.space"
MOTIVATION = "cfir22.individuals.characteristics.motivation@deliverers"
HEAD = "rater,clinic,code,rating,rationale,evidence,layer,verified_by\n"
FILE = f"""{HEAD}ana,C1,inner.resources.space,\N{MINUS SIGN}2,"=few, and thin walls",all,,bo
bo,C1,inner.resources.space,'-1*,-loud,,individual,
,C1,inner.resources.space,0(mix),agreed,all,consensus,ana;bo
eve,C2,{MOTIVATION},,only notes,,,
eve,C2,outer.policies_laws,,,,,
"""


@pytest.fixture
def tiny(tiny):
    with workbench.opened(tiny) as opened:
        workbench.primary(opened, "lead", "ana")
    return tiny


@pytest.fixture
def load(project, tmp_path):
    """Loads the text of a file as the lead."""

    def load(content, lead="lead"):
        path = tmp_path / "ratings.csv"
        path.write_text(content, encoding="utf-8")
        return workbench.load_ratings(project, lead, path)

    return load


def test_undo_counts_what_was_loaded_at_once(project, load):
    load(f"{HEAD}lead,C1,inner.priority,-1,,,,\nlead,C2,inner.priority,0,,,,\n")
    assert workbench.undo(project, "lead") == "2 ratings"
    assert store.ratings(project) == ()


def numbers(done):
    return done.added, done.replaced, done.already, done.left, done.verified, done.empty


def said(project):
    """What stands, by clinic, construct and rater: sign, reason, count of quotes, who verified."""
    names = {one.id: one.name for one in store.coders(project)}
    return {
        (dict(one.case)["clinic"], one.key, "consensus" if one.consensus else names[one.coder]): (
            *(one.judged.sign, one.judged.rationale, len(one.judged.evidence)),
            sorted(names[who] for who in one.verified),
        )
        for one in store.ratings(project)
    }


def one_of(project, name):
    coder = store.find_coder(project, name).id
    return next(one for one in store.ratings(project) if one.coder == coder and not one.consensus)


def test_each_rating_is_its_raters_own_and_the_consensus_the_leads(project, load):
    done = load(FILE)
    assert numbers(done) == (4, 0, 0, 0, 3, 1)
    assert said(project) == {
        ("C1", SPACE, "ana"): ("-2", "=few, and thin walls", 1, ["bo"]),
        ("C1", SPACE, "bo"): ("-1*", "-loud", 0, []),
        ("C1", SPACE, "consensus"): ("X", "agreed", 1, ["ana", "bo"]),
        ("C2", MOTIVATION, "eve"): ("…", "only notes", 0, []),
    }
    (agreed,) = (one for one in store.ratings(project) if one.consensus)
    assert agreed.coder == store.find_coder(project, "lead").id
    assert [line for line, _ in done.concerns] == [2, 3]
    assert "a -2 wants concrete examples from two or more" in done.concerns[0][1]


def test_loading_twice_adds_nothing_in_two_copies_neither(project, load, tiny, tmp_path, facts):
    other = shutil.copy(tiny, tmp_path / "other.qualbench")
    load(FILE)
    before = store.facts_digest(project)
    assert numbers(load(FILE)) == (0, 0, 4, 0, 0, 1)
    assert store.facts_digest(project) == before
    with workbench.opened(other) as copy:
        workbench.load_ratings(copy, "lead", tmp_path / "ratings.csv")
        there = {one.id for one in store.ratings(copy) if one.judged.status != "draft"}
    here = {one.id for one in store.ratings(project) if one.judged.status != "draft"}
    assert there == here  # eve is new, and somebody else in each copy


def test_what_a_rater_says_anew_replaces_what_stood_and_an_old_file_undoes_nothing(project, load):
    old = f"{HEAD}ana,C1,{SPACE},-2,a,,,\n"
    new = f"{HEAD}ana,C1,{SPACE},-1,b,,,\n"
    load(old)
    assert numbers(load(new)) == (1, 1, 0, 0, 0, 0)
    assert said(project) == {("C1", SPACE, "ana"): ("-1", "b", 0, [])}
    assert numbers(load(old)) == (0, 0, 1, 1, 0, 0)
    workbench.rate(project, "ana", "C1", SPACE, RatingChange(rating="0"), ("clinic",))
    assert numbers(load(new)) == (0, 0, 1, 1, 0, 0)
    workbench.unrate(project, "ana", one_of(project, "ana").id)
    assert numbers(load(new)) == (0, 0, 1, 1, 0, 0)
    assert said(project) == {}


def test_a_rating_that_was_made_here_is_known_when_it_is_loaded(project, load):
    change = RatingChange(rating="-1", rationale="b")
    workbench.rate(project, "ana", "C1", SPACE, change, ("clinic",))
    row = f"{HEAD}ana,C1,{SPACE},-1,b,all,,bo\n"
    assert numbers(load(row)) == (0, 0, 1, 0, 1, 0)
    assert said(project) == {("C1", SPACE, "ana"): ("-1", "b", 0, ["bo"])}


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (f"ana,C1,{SPACE},3,,,,", "+3 is not on the scale"),
        (f"ana,C1,{SPACE},good,,,,", "'good' is no rating"),
        (f"ana,C9,{SPACE},1,,,,", "there is no case C9"),
        ("ana,C1,nowhere,1,,,,", "nowhere"),
        (f"ana,C1,{SPACE},1,,no-such-id,,", "there is no coding no-such-id"),
        (f"ana,C1,{SPACE},1,,,,ana", "nobody verifies an own rating"),
        (f"ANA,C1,{SPACE},1,,,,", "ANA would be a new coder beside ana"),
        (f"bo,C1,{SPACE},0,,,,", "is rated in line 2 too"),
    ],
)
def test_a_faulty_row_is_named_by_its_line_and_nothing_is_taken(project, load, facts, row, what):
    before = store.facts_digest(project)
    with pytest.raises(ReadingError) as refused:
        load(f"{HEAD}bo,C1,{SPACE},1,,,,\n{row}\n")
    assert "ratings.csv:3: " in refused.value.message
    assert what in refused.value.message
    assert store.facts_digest(project) == before


def test_a_column_that_is_no_attribute_is_named(load):
    with pytest.raises(ReadingError) as refused:
        load(f"rater,clinic,date,code,rating\nana,C1,May,{SPACE},1\n")
    assert "no case has an attribute date" in refused.value.message
    assert "is to be left out" in refused.value.hint


def test_only_a_lead_loads_ratings(project, load):
    with pytest.raises(RefusedError, match="ana is not a lead"):
        load(FILE, "ana")
    with pytest.raises(QualbenchError):
        load(FILE, "nobody")
    assert said(project) == {}


def test_what_is_exported_loads_into_an_equal_study_as_the_same_ratings(
    tiny, tmp_path, done, listed
):
    bare = shutil.copy(tiny, tmp_path / "bare.qualbench")
    path = tmp_path / "in.csv"
    path.write_text(FILE, encoding="utf-8")
    with workbench.opened(tiny) as project:
        workbench.load_ratings(project, "lead", path)
        signs = {("ana", SPACE): "M", ("ana", MOTIVATION): "+2*"}
        signs |= {("bo", SPACE): "NA", ("bo", MOTIVATION): "-2"}
        for (coder, code), sign in signs.items():
            change = RatingChange(sign, "'=x", "-y\n'z'", "tape")
            workbench.rate(project, coder, "C1 counselor", code, change, ("clinic", "role"))
        before = everything(project)
    exported = tmp_path / "ratings.csv"
    done("export", tiny, "ratings", "--to", exported, coder="lead")
    loaded = listed("load-ratings", bare, exported, "--coder", "lead")
    assert loaded["added"] == len(before) == 8
    with workbench.opened(bare) as project:
        assert everything(project) == before
    again = done("load-ratings", tiny, exported, coder="lead")
    assert again == "Loaded 0 ratings, 8 already there.\n"


def everything(project):
    """All that is said in ratings, ids and times aside."""
    names = {one.id: one.name for one in store.coders(project)}
    return sorted(
        (
            *(one.case, one.key, one.consensus, names[one.coder], one.judged),
            sorted(names[who] for who in one.verified),
        )
        for one in store.ratings(project)
    )
