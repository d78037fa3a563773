"""What was changed by hand is found, whatever it is."""

import json
import sqlite3
from contextlib import closing

import pytest

from qualbench import store
from qualbench.store import Draft, check
from qualbench.store.ids import canonical, is_content_id, new_id, sha256
from qualbench.store.schema import ENVELOPE, MIGRATIONS

with closing(sqlite3.connect(":memory:")) as _db:
    for _statement in (s for migration in MIGRATIONS for s in migration):
        _db.execute(_statement)
    COLUMNS = [
        (table.removeprefix("fact_"), column, bool(optional))
        for table, column, optional in _db.execute(
            'SELECT m.name, i.name, NOT i."notnull" '
            "FROM sqlite_master m, pragma_table_info(m.name) i "
            "WHERE m.type = 'table' AND m.name GLOB 'fact_*' ORDER BY 1, 2"
        )
    ]

IMPORTED = {"attribute", "belonging", "codebook", "name", "sentences", "transcript", "turns"}
"""Kinds that are arrived at by anybody at any time: these columns are for display."""

DISPLAYED = {"copy", "action", "at"}

SHOWING = {
    **{"transcript": "{text}", "start_char": 7, "end_char": 12, "code": "tiny.need"},
    **{"how": "after", "score": 0.5, "calibrated": 1, "model": "small"},
    "evidence": "definition:tiny.need",
}

RUN = dict.fromkeys(("name", "model"), "x") | {"asked": "{}", "found": "{}"}
RUN |= {"units": "[]", "labels": "[]"}
DECISION = {"what": "label", "topics": "[1]", "value": "x"}

ASKED = {"transcript": "{text}", "question": "going", "turns": "[0]", "absent": "[]"}
RATING = {"of_case": '{"clinic":"C1"}', "code": "tiny.need", "status": "mixed", "varies": 0}
RATING |= {"evidence": "[]"}
CALL = {"grouping": "{}", "code": "tiny.need", "call": "weak", "suggested": "none", "rule": "gap"}
CASES = {"of_cases": "[]", "code": "tiny.need"}


def with_value(study, kind, column):
    """A fact that says something in a column, if any does; one that was not imported, if any."""
    facts = study.facts(kind)
    said = [f for f in facts if column in ENVELOPE or f.payload[column] is not None]
    return min(said or facts, key=lambda fact: is_content_id(fact.id))


def where(problems):
    return {place for place, _ in problems}


def test_a_sound_project_has_no_problem(study, empty):
    assert study.problems() == empty.problems() == []


@pytest.mark.parametrize(
    ("kind", "column"),
    [(k, c) for k, c, _ in COLUMNS if not (k in IMPORTED and c in DISPLAYED)],
)
def test_a_changed_value_is_found(study, kind, column):
    fact = with_value(study, kind, column)
    value = fact.payload.get(column)
    changed = value + 1 if isinstance(value, int) else "changed"
    study.change(kind, fact.id, column, changed)
    found = where(study.problems())
    assert f"{kind} {changed if column == 'id' else fact.id}" in found
    assert not [place for place in found if "trigger" in place]


@pytest.mark.parametrize(
    ("kind", "column"), [(k, c) for k, c, optional in COLUMNS if optional and c != "id"]
)
def test_a_value_that_was_emptied_or_filled_in_is_found(study, kind, column):
    fact = with_value(study, kind, column)
    study.change(kind, fact.id, column, "x" if fact.payload[column] is None else None)
    assert f"{kind} {fact.id}" in where(study.problems())


@pytest.mark.parametrize(("kind", "column"), [(k, c) for k, c, _ in COLUMNS if c != "id"])
def test_a_value_of_a_kind_that_no_fact_holds_is_found_and_does_not_hide_the_rest(
    study, kind, column
):
    fact = with_value(study, kind, column)
    study.change(kind, fact.id, column, b"\xff\x00")
    if not (kind in IMPORTED and column in DISPLAYED):
        assert f"{kind} {fact.id}" in where(study.problems())
    study.tamper("live", ("INSERT INTO live VALUES ('ghost')", ()))
    assert "fact ghost" in where(study.problems())


@pytest.mark.parametrize("kind", sorted(IMPORTED))
def test_who_imported_when_is_for_display_and_not_covered(study, kind):
    fact = next(fact for fact in study.facts(kind) if is_content_id(fact.id))
    for column in sorted(DISPLAYED):
        study.change(kind, fact.id, column, "changed")
    assert study.problems() == []


def test_an_imported_fact_with_a_new_digest_and_its_old_id_is_found(study):
    fact = study.facts("attribute")[0]
    study.change("attribute", fact.id, "value", "director")
    changed = next(f for f in study.facts("attribute") if f.id == fact.id)
    study.change("attribute", fact.id, "digest", changed.digest)
    problem = (f"attribute {fact.id}", "was changed: its id does not fit its content")
    assert problem in study.problems()


@pytest.mark.parametrize("project", [new_id(), "changed"], ids=["new", "no id"])
def test_another_project_id_is_found_with_all_that_was_imported_under_the_old_one(path, project):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TRIGGER fact_project_update")
        db.execute("UPDATE fact_project SET id = ?", [project])
        texts = [row[0] for row in db.execute("SELECT id FROM fact_transcript")]
    with store.opened(path) as opened:
        found = {problem.where for problem in check(opened)}
    assert {f"project {project}", *(f"transcript {text}" for text in texts)} <= found


def test_a_live_table_that_the_facts_do_not_bear_out_is_found(study):
    gone = next(iter(study.live()))
    dead = next(f.id for f in study.facts() if f.id not in study.live_facts())
    study.tamper(
        "live",
        ("DELETE FROM live WHERE id = ?", (gone,)),
        ("INSERT INTO live VALUES (?)", (dead,)),
    )
    assert study.problems() == [
        (f"fact {dead}", "counts as live, but by the facts it is not"),
        (f"fact {gone}", "is live by the facts, but does not count as live"),
    ]


@pytest.mark.parametrize("event", ["insert", "update", "delete"])
@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in COLUMNS}))
def test_a_guard_that_is_gone_is_found(study, kind, event):
    study.store.db.execute(f"DROP TRIGGER fact_{kind}_{event}")
    assert study.problems() == [(f"trigger fact_{kind}_{event}", "is missing")]


def test_a_guard_that_was_weakened_is_found(study):
    db, name = study.store.db, "fact_coding_update"
    sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
    db.execute(f"DROP TRIGGER {name}")
    db.execute(sql.replace("ABORT", "IGNORE").replace(", 'facts are never changed'", ""))
    assert study.problems() == [(f"trigger {name}", "was changed")]


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("CREATE TABLE notes (x)", "table notes"),
        ("CREATE VIEW peek AS SELECT * FROM live", "view peek"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON fact_coding BEGIN DELETE FROM live; END",
            "trigger sly",
        ),
    ],
)
def test_what_does_not_belong_in_the_schema_is_found(study, sql, name):
    study.store.db.execute(sql)
    assert study.problems() == [(name, "does not belong here")]


def test_what_sqlite_itself_keeps_belongs_here(study):
    study.store.db.execute("ANALYZE")
    assert study.problems() == []


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in COLUMNS}))
def test_a_table_that_is_gone_is_found_and_check_still_ends(study, kind):
    study.store.db.execute("PRAGMA foreign_keys = OFF")
    study.store.db.execute(f"DROP TABLE fact_{kind}")
    assert (f"table fact_{kind}", "is missing") in study.problems()


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("coder", {"coder": "x", "name": "x", "replaces": new_id()}),
        ("memo", {"about": "{coding}", "text": "x", "replaces": new_id()}),
        ("memo", {"about": "{coding}", "text": "x", "replaces": "{coding}"}),
        ("memo", {"about": "{coding}", "text": "x", "lineage": new_id()}),
        ("memo", {"about": new_id(), "text": "x"}),
        ("retraction", {"fact": new_id(), "manner": "do"}),
        ("primary_coder", {"coder": new_id()}),
        ("primary_coder", {"coder": "{lead}", "transcript": "0" * 64}),
        ("showing", {**SHOWING, "submission": new_id()}),
        ("topic_run", {**RUN, "follows": new_id()}),
        ("topic_run", {**RUN, "units": canonical([["0" * 64, 0, 3]]), "labels": "[1]"}),
        ("topic_decision", {**DECISION, "run": new_id()}),
        ("topic_decision", {**DECISION, "run": "{coding}"}),
        ("guide", {"content": "{}", "replaces": new_id()}),
        ("asked", {**ASKED, "replaces": new_id()}),
        ("rating", {**RATING, "replaces": new_id()}),
        ("rating", {**RATING, "replaces": "{consensus}"}),
        ("rating", {**RATING, "evidence": canonical([new_id()])}),
        ("consensus_rating", {**RATING, "replaces": "{rating}"}),
        ("consensus_rating", {**RATING, "evidence": '["nothing"]'}),
        ("verification", {"rating": new_id()}),
        ("verification", {"rating": "{coding}"}),
        ("trial_table", {"name": "x", "content": "{}", "replaces": new_id()}),
        ("call", {**CALL, "replaces": new_id()}),
        ("integration", {**CASES, "outcome": "arm", "replaces": new_id()}),
    ],
)
def test_a_reference_to_nothing_is_found(study, kind, payload):
    known = {"{coding}": study.facts("coding")[0].id, "{lead}": study.coders["Lead"]}
    known["{text}"] = study.text("c01").hash
    known["{rating}"] = study.facts("rating")[0].id
    known["{consensus}"] = study.facts("consensus_rating")[0].id
    payload = {column: known.get(value, value) for column, value in payload.items()}
    made = study.record("Lead", Draft(kind, payload))
    assert [place for place, what in study.problems() if "is not here" in what] == [
        f"{kind} {made}"
    ]


def test_an_author_whom_nobody_knows_is_found(study):
    with study.store.writing():
        drafts = study.drafts("First")
        made = store.record(study.store, new_id(), drafts).added[0]
    (problem,) = study.problems()
    assert problem[0] == f"coding {made}"
    assert problem[1].startswith("author names ")


def test_a_reference_to_a_transcript_that_is_not_there_is_found(study):
    study.store.db.execute("PRAGMA foreign_keys = OFF")
    study.record("Lead", Draft("name", {"transcript": "0" * 64, "name": "x", "source": "x"}))
    assert ("fact_name", "refers to a missing fact_transcript") in study.problems()


@pytest.mark.parametrize(
    ("start", "end"), [(0, 10**6), (-1, 4), (5, 5), (9, 3), (10**6, 10**6 + 1)]
)
def test_a_coding_that_does_not_lie_in_its_text_is_found(study, start, end):
    made = study.code("First", "c01", start, end)
    expected = (f"coding {made}", f"{start}:{end} does not lie in its transcript")
    assert study.problems() == [expected]


def test_a_coding_up_to_the_last_character_is_sound(study):
    text = study.text("a01").text
    study.code("First", "a01", len(text) - 1, len(text))
    assert study.problems() == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"end": 10**6}, "0:1000000 does not lie in its transcript"),
        ({"start": 4}, "4:4 does not lie in its transcript"),
        ({"code": "tiny.unheard"}, "no codebook has a code tiny.unheard"),
    ],
)
def test_an_outcome_that_cannot_stand_is_found(study, said, found):
    (known,) = store.reconciliations(study.store)
    outcome = canonical([{"start": 0, "end": 4, "code": "tiny.culture", **said}])
    payload = next(f for f in study.facts("reconciliation") if f.id == known.id).payload
    payload = {**payload, "outcome": outcome, "replaces": None}
    made = study.record("Lead", Draft("reconciliation", payload))
    assert study.problems() == [(f"reconciliation {made}", found)]


@pytest.mark.parametrize(
    ("kind", "column", "value", "named"),
    [
        ("assignment", "transcripts", '["nowhere"]', "nowhere"),
        ("reveal", "submissions", '["nothing"]', "nothing"),
        ("reveal", "sentences", '{"a": "nothing"}', "nothing"),
        ("reconciliation", "codings", '["nothing"]', "nothing"),
    ],
)
def test_what_a_round_names_is_here(study, kind, column, value, named):
    known = study.facts(kind)[0]
    made = study.record("Lead", Draft(kind, {**known.payload, column: value, "replaces": None}))
    expected = (f"{kind} {made}", f"names {named}, which is not here")
    assert expected in study.problems()


@pytest.mark.parametrize(
    ("labels", "span", "found"),
    [
        ([1, -1], [3, 9], "has 2 labels for 1 units"),
        ([], [3, 9], "has 0 labels for 1 units"),
        ([1], [3, 10**6], "3:1000000 does not lie in its transcript"),
        ([1], [-1, 9], "-1:9 does not lie in its transcript"),
        ([1], [9, 3], "9:3 does not lie in its transcript"),
    ],
)
def test_a_topic_run_of_which_the_units_cannot_be_so_is_found(study, labels, span, found):
    units = canonical([[study.text("c01").hash, *span]])
    said = {**RUN, "units": units, "labels": canonical(labels)}
    made = study.record("First", Draft("topic_run", said))
    assert study.problems() == [(f"topic_run {made}", found)]


@pytest.mark.parametrize("kind", ["rating", "consensus_rating"])
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"status": "rated"}, "is rated with the value None"),
        ({"status": "rated", "value": 3}, "is rated with the value 3"),
        ({"status": "rated", "value": -3}, "is rated with the value -3"),
        ({"value": 1}, "is mixed with the value 1"),
        ({"status": "draft", "value": 0}, "is draft with the value 0"),
        ({"of_case": "{}"}, "is of no case"),
    ],
)
def test_a_rating_that_cannot_be_is_found(study, kind, said, found):
    made = study.record("Lead", Draft(kind, {**RATING, **said}))
    assert study.problems() == [(f"{kind} {made}", found)]


@pytest.mark.parametrize(
    ("status", "value"),
    [("rated", n) for n in range(-2, 3)]
    + [(status, None) for status in ("mixed", "missing", "not applicable", "draft")],
)
def test_every_rating_of_the_scale_and_every_other_status_without_one_is_sound(
    study, status, value
):
    study.record("Lead", Draft("rating", {**RATING, "status": status, "value": value}))
    assert study.problems() == []


@pytest.mark.parametrize("column", ["of_case", "evidence"])
def test_a_rating_that_cannot_be_read_is_found(study, column):
    study.record("First", Draft("rating", {**RATING, column: "no json"}))
    ((_, what),) = study.problems()
    assert what.startswith("cannot be read")


@pytest.mark.parametrize("turns", [[-1], [10**6], [0, "{end}"]])
def test_a_question_that_was_put_outside_of_the_text_is_found(study, turns):
    text = study.text("c01")
    turns = [len(text.text) if turn == "{end}" else turn for turn in turns]
    made = study.record("First", store.asked_draft(text.hash, "going", turns))
    found = "names a place that does not lie in its transcript"
    assert study.problems() == [(f"asked {made}", found)]
    study.record("First", store.asked_draft(text.hash, "going", [0, len(text.text) - 1]))
    assert study.problems() == [(f"asked {made}", found)]


def test_a_quotation_that_stands_elsewhere_is_found(study):
    draft = study.drafts("First")[0]
    made = study.record("First", Draft("coding", {**draft.payload, "quote_hash": sha256("other")}))
    assert study.problems() == [(f"coding {made}", "its quotation is not what stands at its place")]


def test_a_code_that_its_codebook_does_not_have_is_found(study):
    made = study.code("First", code="tiny.unheard")
    assert study.problems() == [(f"coding {made}", "its codebook has no code tiny.unheard")]


@pytest.mark.parametrize("content", ["[]", "not json", '{"codes":3}', '{"codes":["x"]}', "{}"])
def test_a_codebook_that_is_none_does_not_stop_the_check(study, content):
    study.record("First", Draft("codebook", {"version": sha256(content), "content": content}))
    study.tamper("live", ("INSERT INTO live VALUES ('ghost')", ()))
    assert "fact ghost" in where(study.problems())


def test_a_codebook_version_that_is_not_its_digest_is_found(study):
    made = study.record("First", Draft("codebook", {"version": "x", "content": '{"codes":[]}'}))
    assert study.problems() == [(f"codebook {made}", "its version is not the hash of its content")]


@pytest.mark.parametrize("text", ["I: a\r\nR: b", "Cafe\u0301"])
def test_a_text_that_is_not_normalized_is_found(study, text):
    made = study.record("Lead", Draft("transcript", {"hash": sha256(text), "text": text}))
    expected = (f"transcript {made}", "its text is not NFC with LF line ends")
    assert study.problems() == [expected]


def test_a_text_under_the_hash_of_another_is_found(study):
    made = study.record("Lead", Draft("transcript", {"hash": sha256("a"), "text": "b"}))
    assert study.problems() == [(f"transcript {made}", "its hash does not fit its text")]


@pytest.mark.parametrize(
    "turns",
    [
        [[0, 3, 10, "I", True, None], [5, 8, 12, "R", False, None]],
        [[4, 3, 10, "I", True, None]],
        [[0, 3, 2, "I", True, None]],
        [[-1, 3, 10, "I", True, None]],
        [[0, 3, 10**6, "I", True, None]],
        [[5, 8, 12, "R", False, None], [0, 3, 4, "I", True, None]],
    ],
)
def test_turns_that_do_not_lie_in_order_in_the_text_are_found(study, turns):
    payload = {"transcript": study.text("c01").hash, "format": "text", "turns": canonical(turns)}
    made = study.record("First", Draft("turns", payload))
    assert study.problems() == [(f"turns {made}", "do not lie in order within the text")]


@pytest.mark.parametrize("turns", ["no json", "[1]", '[["a","b","c"]]', "[[null]]", "3"])
def test_turns_that_cannot_be_read_are_found(study, turns):
    payload = {"transcript": study.text("c01").hash, "format": "text", "turns": turns}
    study.record("First", Draft("turns", payload))
    ((place, what),) = study.problems()
    assert place.startswith("turns")
    assert what.startswith("cannot be read")


def test_turns_of_a_text_with_a_nul_character_are_measured_whole(study):
    text = "I: a\0b\nR: c"
    draft = Draft("transcript", {"hash": sha256(text), "text": text})
    turns = canonical([[0, 3, 6, "I", True, None], [7, 10, len(text), "R", False, 1.5]])
    payload = {"transcript": sha256(text), "format": "text", "turns": turns}
    study.record("Lead", draft, Draft("turns", payload))
    assert study.problems() == []


def test_a_submission_that_names_other_codings_than_its_own_is_found(study):
    theirs = store.codings(study.store, coder=study.coders["Second"])[0].id
    elsewhere = study.code("First", "a01", 3, 8)
    ghost = new_id()
    payload = {
        "transcript": study.text("c01").hash,
        "codings": canonical(sorted([theirs, elsewhere, ghost])),
    }
    made = study.record("First", Draft("submission", payload))
    assert sorted(study.problems()) == sorted(
        (f"submission {made}", f"names {coding}, which is no coding of its own")
        for coding in (theirs, elsewhere, ghost)
    )


@pytest.mark.parametrize("codings", ["no json", "3", '{"a":[1]}'])
def test_a_submission_that_cannot_be_read_is_found(study, codings):
    payload = {"transcript": study.text("c01").hash, "codings": codings}
    study.record("First", Draft("submission", payload))
    assert study.problems() != []


def test_a_circle_of_retractions_is_a_problem_and_hides_no_other(study):
    first = study.record("First", Draft("retraction", {"fact": new_id(), "manner": "do"}))
    second = study.record("First", Draft("retraction", {"fact": first, "manner": "do"}))
    study.change("retraction", first, "fact", second)
    study.code("First", code="tiny.unheard")
    found = dict(study.problems())
    assert found["live"].startswith("facts retract one another in a circle: ")
    assert {f"retraction {first}"} < set(found)
    assert "its codebook has no code tiny.unheard" in found.values()


def test_a_damaged_page_is_found(path):
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'fact_coding_transcript'"
        (page,), (size,) = db.execute(sql).fetchone(), db.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    with store.opened(path) as project:
        assert "file" in {problem.where for problem in check(project)}


def test_no_problem_quotes_a_transcript_or_a_memo(study):
    for fact in study.facts("transcript", "memo"):
        study.change(fact.kind, fact.id, "text", f"{fact.payload['text']} secret")
    for fact in study.facts("turns"):
        study.change("turns", fact.id, "turns", "secret")
    said = json.dumps(study.problems())
    assert len(study.problems()) > 5
    assert not [word for word in ("secret", "meet", "weekly", "talk", "again") if word in said]
