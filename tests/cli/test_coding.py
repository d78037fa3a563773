"""Coding by hand and taking it back, as a person does it, from the shell."""

import json

import pytest


@pytest.fixture
def quotes(tiny, listed):
    """What one coder's codings of transcript d stand on."""

    def quotes(coder="bo"):
        found = listed("codings", tiny, "--transcript", "d", "--by", coder)
        return [(coding["quote"], coding["code"]) for coding in found]

    return quotes


@pytest.fixture
def coded(tiny, done):
    """bo has coded "Not" in d, then "now"; the ids."""

    def code(span, *more):
        return done("code", tiny, "d", span, "Relative Priority", *more, coder="bo").split()[0]

    return code("33:36"), code("37:40", "--memo", "again", "--valence", "-", "--unsure")


FIRST, SECOND = ("Not", "cfir22.inner.priority"), ("now", "cfir22.inner.priority")


def test_a_coding_keeps_all_that_was_said(tiny, coded, listed, done):
    coding = listed("codings", tiny, "--transcript", "d", "--by", "bo")[1]
    told = done("codings", "--help").partition("keys ")[2].partition(".")[0]
    assert list(coding) == " ".join(told.split()).split(", ")
    assert {key: coding[key] for key in ("id", "transcript", "start", "end", "quote")} == {
        "id": coded[1],
        "transcript": "d",
        "start": 37,
        "end": 40,
        "quote": "now",
    }
    assert (coding["valence"], coding["unsure"], coding["memo"]) == ("-", True, "again")
    assert (coding["role"], coding["lineage"]) == ("", coding["id"])


def test_a_coder_who_is_named_goes_before_the_environment(tiny, done, quotes):
    done("code", tiny, "d", "33:36", "inner.priority", "--coder", "bo", coder="ana")
    assert quotes("bo") == [FIRST]


def test_a_characteristic_carries_its_role_however_it_is_said(tiny, done, listed):
    done("code", tiny, "d", "33:36", "Motivation", "--role", "deliverers", coder="bo")
    done("code", tiny, "d", "33:36", "Motivation@mid_leaders", coder="bo")
    found = listed("codings", tiny, "--transcript", "d", "--by", "bo")
    assert {(coding["code"].rpartition(".")[2], coding["role"]) for coding in found} == {
        ("motivation", "deliverers"),
        ("motivation", "mid_leaders"),
    }


def test_the_same_coding_twice_is_refused(tiny, coded, run, quotes):
    result = run("code", tiny, "d", "33:36", "inner.priority", coder="bo")
    assert result.exit_code == 1
    assert coded[0] in result.stderr
    assert quotes() == [FIRST, SECOND]


def test_undo_goes_back_step_by_step_and_redo_forward_again(tiny, coded, done, quotes):
    said = "Relative Priority in d, with a memo.\n"
    assert done("undo", tiny, coder="bo") == f"Undone: {said}"
    assert quotes() == [FIRST]
    assert done("undo", tiny, coder="bo") == "Undone: Relative Priority in d.\n"
    assert quotes() == []
    done("redo", tiny, coder="bo")
    assert done("redo", tiny, coder="bo") == f"Redone: {said}"
    assert quotes() == [FIRST, SECOND]


def test_after_something_new_there_is_nothing_to_redo(tiny, coded, done, run, quotes):
    done("undo", tiny, coder="bo")
    done("code", tiny, "d", "33:40", "inner.tension", coder="bo")
    assert run("redo", tiny, coder="bo").exit_code == 1
    assert quotes() == [FIRST, ("Not now", "cfir22.inner.tension")]


def test_undo_takes_back_ones_own_and_nobody_elses(tiny, coded, done, quotes):
    before = quotes("ana")
    done("undo", tiny, coder="bo")
    assert quotes("ana") == before != []


def test_a_retraction_takes_codings_by_id_or_the_end_of_it_and_can_be_undone(
    tiny, coded, done, quotes
):
    said = done("retract", tiny, coded[0], coded[0][-12:], coded[1][-12:], coder="bo")
    assert said.startswith("Retracted 2 codings.")
    assert quotes() == []
    assert done("undo", tiny, coder="bo") == "Undone: 2 codings retracted in d; they stand again.\n"
    assert quotes() == [FIRST, SECOND]


def test_submitting_is_known_undone_and_seen_to_be_outdated(tiny, coded, done, listed):
    def state():
        transcript = listed("status", tiny)["transcripts"][3]
        return transcript["submitted"], transcript["changed_since"], transcript["codings"]

    assert state() == ([], [], {"ana": 1, "bo": 2})
    assert done("submit", tiny, "d", coder="bo") == "Submitted 1 transcript.\n"
    assert "already, with the same codings" in done("submit", tiny, "d", coder="bo")
    assert state() == (["bo"], [], {"ana": 1, "bo": 2})
    done("retract", tiny, coded[0], coder="bo")
    assert state() == (["bo"], ["bo"], {"ana": 1, "bo": 1})
    done("undo", tiny, coder="bo")
    done("undo", tiny, coder="bo")
    assert state() == ([], [], {"ana": 1, "bo": 2})


def test_codings_that_are_loaded_twice_are_there_once(tiny, tmp_path, done, listed):
    (tmp_path / "c.csv").write_text(
        "coder,transcript,quote,code,valence,unsure,memo\ncy,d,Not now,inner.priority,mixed,yes,m\n"
    )
    load = ("load-codings", tiny, tmp_path / "c.csv", "--submit")
    assert done(*load) == "Loaded 1 coding, 0 already there.\ncy submitted 1 transcript.\n"
    assert done(*load) == "Loaded 0 codings, 1 already there.\ncy submitted 0 transcripts.\n"
    (coding,) = listed("codings", tiny, "--by", "cy")
    assert (coding["valence"], coding["unsure"], coding["memo"]) == ("mixed", True, "m")


def test_loading_again_does_not_undo_an_undo_and_says_so(tiny, tmp_path, done, listed):
    (tmp_path / "c.csv").write_text("coder,transcript,quote,code\ncy,d,Not now,inner.priority\n")
    done("load-codings", tiny, tmp_path / "c.csv")
    done("undo", tiny, coder="cy")
    said = done("load-codings", tiny, tmp_path / "c.csv")
    assert said.endswith("1 already there.\nRetracted earlier, and left so: 1 coding.\n")
    assert listed("codings", tiny, "--by", "cy") == []


def test_the_primary_coder_is_named_once_and_replaced(tiny, done, listed):
    assert listed("status", tiny)["primary"] == ""
    assert done("primary", tiny, "ana", coder="lead") == "ana is now the primary coder.\n"
    assert done("primary", tiny, "ana", coder="lead") == "ana is already the primary coder.\n"
    done("primary", tiny, "bo", coder="lead")
    assert listed("status", tiny)["primary"] == "bo"


def test_status_says_what_the_help_promises(tiny, listed, done):
    found = listed("status", tiny)
    told = done("status", "--help")
    assert all(key in told for key in (*found, *found["transcripts"][0]))
    assert found["lead"] == "lead"
    first = found["transcripts"][0]
    assert (first["name"], first["turns"], first["respondent_turns"]) == ("a", 8, 4)
    assert first["respondent_words"] == 4 + 4 + 4 + 2
    (case,) = first["cases"]
    assert case == {
        "participant": "P1",
        "wave": "early",
        "speaker": "",
        "attributes": {"clinic": "C1", "role": "counselor"},
    }


def test_a_project_is_whole_after_all_of_it(tiny, coded, done):
    done("undo", tiny, coder="bo")
    done("redo", tiny, coder="bo")
    done("submit", tiny, "d", coder="bo")
    assert done("check", tiny) == "Everything resolves.\n"
    assert json.loads(done("check", tiny, "--json")) == []
