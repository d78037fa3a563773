"""The commands that find words and gather quotations."""

import json


def test_words_are_found_and_shown_in_their_context(tiny, done):
    assert (
        done("find", tiny, "two rooms")
        == "a\n  99:108       We lost [two rooms].\n1 place in 1 transcript.\n"
    )


def test_patterns_and_respondents_alone(tiny, listed):
    found = listed("find", tiny, "asks?", "--regex", "--respondents")
    assert [(hit["transcript"], hit["quote"]) for hit in found] == [("b", "asks"), ("c", "asks")]
    assert listed("find", tiny, "STATE", "--case") == []


def test_a_bad_pattern_is_one_line(tiny, run):
    result = run("find", tiny, "(", "--regex")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "cannot be read" in result.stderr


def test_quotations_of_a_code_by_any_of_its_names(tiny, done, listed):
    said = done("quotes", tiny, "outer.policies_laws", "--coder", "bo")
    assert "“The state asks for it”" in said
    assert said.endswith("2 quotations.\n")
    both = listed("quotes", tiny, "inner", "outer.policies_laws", "--coder", "ana")
    assert len(both) == 9
    wide = listed(
        "quotes", tiny, "inner", "--role", "counselor", "--clinic", "C1", "--coder", "ana"
    )
    assert {quote["transcript"] for quote in wide} == {"a"}


def test_quotations_of_several_turns_are_shown_as_speech(project_of, tmp_path, done, listed):
    text = "Interviewer [00:01]: How is it?\nCounselor [00:04]: It fits the day.\n"
    (tmp_path / "t.txt").write_text(text)
    project, start = project_of([tmp_path / "t.txt"]), text.index("is it")
    words = ("inner.compatibility", "--coder", "ana")
    done("code", project, "t", f"{start}:{start + 33}", *words)
    assert "“Interviewer: is it? Counselor: It fits”" in done("quotes", project, *words)
    (quote,) = listed("quotes", project, *words)
    assert quote["quote"] == text[quote["start"] : quote["end"]]
    assert quote["speech"] == "Interviewer: is it?\nCounselor: It fits"


def test_the_help_tells_the_keys(tiny, done, listed):
    for command, args in (("find", ["asks"]), ("quotes", ["inner", "--coder", "ana"])):
        told = done(command, "--help").partition("keys ")[2].partition(".")[0]
        found = listed(command, tiny, *args)
        assert list(found[0]) == " ".join(told.split()).split(", ")


def test_who_looks_must_be_said(tiny, run):
    result = run("quotes", tiny, "inner")
    assert result.exit_code == 1
    assert "who is at work" in result.stderr


def test_nothing_found_is_said(tiny, done):
    assert done("find", tiny, "xyzzy") == "0 places in 0 transcripts.\n"
    assert json.loads(done("find", tiny, "xyzzy", "--json")) == []
