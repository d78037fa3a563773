"""The sample study that comes along is whole, coherent and plainly invented."""

from collections import Counter, defaultdict

import pytest
import yaml

from qualbench import codebooks, reading, shipped, workbench
from qualbench.codebooks import find

FOLDER = shipped.folder("transcripts")
CLINICS = {"C1", "C2", "C3", "C4"}


@pytest.fixture(scope="module")
def texts():
    files = [file for file in FOLDER.iterdir() if file.suffix in reading.SUFFIXES]
    return {text.name: text for text in map(reading.read_transcript, files)}


@pytest.fixture(scope="module")
def cases():
    return {case.transcript: case for case in reading.read_cases(FOLDER / "cases.csv")}


@pytest.fixture(scope="module")
def themes(rows):
    return rows(FOLDER / "themes.csv")


@pytest.fixture(scope="module")
def codings(rows):
    return rows(FOLDER / "codings.csv")


@pytest.fixture(scope="module")
def mio():
    return codebooks.load("mio")


def _of(case, name):
    return dict(case.attributes)[name]


def test_there_are_twelve_interviews_in_four_formats(texts):
    formats = Counter(text.format for text in texts.values())
    assert formats == {"text": 3, "word": 3, "webvtt": 3, "subrip": 3}
    assert len({text.hash for text in texts.values()}) == 12


def test_each_is_long_and_said_by_two(texts):
    for text in texts.values():
        words = sum(len(turn.words.of(text.text).split()) for turn in text.turns)
        assert words >= 1500, text.name
        assert len(reading.labels(text)) == 2
        assert {turn.interviewer for turn in text.turns} == {True, False}


def test_each_says_that_it_is_synthetic(texts):
    assert all("synthetic" in text.text.lower() for text in texts.values())


def test_captions_have_times_that_go_up(texts):
    for text in texts.values():
        times = [turn.time for turn in text.turns if turn.time is not None]
        assert times == sorted(times)
        assert len(times) == len(text.turns) or text.format in ("text", "word")


def test_each_clinic_has_two_counselors_and_an_administrator(texts, cases):
    assert cases.keys() == texts.keys()
    found = defaultdict(Counter)
    for case in cases.values():
        found[_of(case, "clinic")][_of(case, "role")] += 1
    assert found == {clinic: {"counselor": 2, "administrator": 1} for clinic in CLINICS}
    assert len({case.participant for case in cases.values()}) == 12
    assert all(case.wave for case in cases.values())


def test_one_coder_coded_all_and_the_other_one_of_each_clinic_in_both_roles(codings, cases):
    by = defaultdict(set)
    for row in codings:
        by[row["coder"]].add(row["transcript"])
    assert by.keys() == {"coder-1", "coder-2"}
    assert by["coder-1"] == cases.keys()
    second = [cases[name] for name in by["coder-2"]]
    assert sorted(_of(case, "clinic") for case in second) == sorted(CLINICS)
    assert {_of(case, "role") for case in second} == {"counselor", "administrator"}


def test_every_quote_is_the_text_at_its_place_and_every_code_is_known(codings, texts, mio):
    for row in codings:
        place = slice(int(row["start"]), int(row["end"]))
        assert texts[row["transcript"]].text[place] == row["quote"] != ""
        find(mio, row["code"])


def test_codings_stand_on_respondents_words(codings, texts):
    for row in codings:
        text = texts[row["transcript"]]
        turn = text.turns[text.turn_at(int(row["start"]))]
        assert not turn.interviewer
        assert turn.body <= int(row["start"]) < int(row["end"]) <= turn.end


def test_every_turn_of_a_respondent_has_a_row_of_themes(themes, texts):
    wanted = {
        (text.name, number, turn.body, turn.end)
        for text in texts.values()
        for number, turn in enumerate(text.turns, start=1)
        if not turn.interviewer
    }
    numbers = ("turn", "start", "end")
    found = [(row["transcript"], *(int(row[name]) for name in numbers)) for row in themes]
    assert set(found) == wanted
    assert len(found) == len(wanted)


def test_themes_are_many_large_spread_and_some_beyond_the_framework(themes, cases):
    turns, clinics, place = Counter(), defaultdict(set), {}
    for row in themes:
        if row["theme"]:
            turns[row["theme"]] += 1
            clinics[row["theme"]].add(_of(cases[row["transcript"]], "clinic"))
            assert place.setdefault(row["theme"], row["in_cfir"]) == row["in_cfir"]
        else:
            assert row["in_cfir"] == ""
    assert len(turns) >= 8
    assert min(turns.values()) >= 20
    assert min(map(len, clinics.values())) >= 2
    assert Counter(place.values())["no"] == 3
    assert set(place.values()) == {"yes", "no"}


def test_the_guide_asks_each_role_about_constructs_of_the_codebook(cases, mio):
    guide = yaml.safe_load((FOLDER / "guide.yaml").read_text())
    questions = guide["questions"]
    assert len({question["id"] for question in questions}) == len(questions)
    roles = {_of(case, "role") for case in cases.values()}
    assert {question["role"] for question in questions} == roles
    for question in questions:
        assert question["asks"]
        for construct in question["constructs"]:
            code, role = find(mio, construct)
            assert f"{code}@{role}".removesuffix("@") == construct


def test_two_rated_each_construct_in_each_clinic_and_the_team_agreed(codings, cases, rows, mio):
    by = defaultdict(dict)
    for row in rows(FOLDER / "ratings.csv"):
        find(mio, "@".join(filter(None, (row["code"], row["role_spoken_about"]))))
        key = row["clinic"], row["code"], row["role_spoken_about"]
        by["team" if row["layer"] == "consensus" else row["rater"]][key] = row
    assert by.keys() == {"coder-1", "coder-2", "team"}
    assert by["coder-1"].keys() == by["coder-2"].keys() == by["team"].keys()
    assert {clinic for clinic, *_ in by["team"]} == CLINICS
    talk = {
        (_of(cases[row["transcript"]], "clinic"), *f"{row['code']}@".split("@")[:2])
        for row in codings
    }
    for rated in by.values():
        for key, row in rated.items():
            assert row["rationale"]
            assert key in talk or not row["evidence"]


def test_the_trials_numbers_join_the_cases_both_ways(rows, cases):
    clinics = rows(FOLDER / "clinics.csv")
    assert [row["clinic"] for row in clinics] == sorted(CLINICS)
    assert {_of(case, "clinic") for case in cases.values()} == CLINICS
    for row in clinics:
        assert row["note"] == "synthetic"
        assert 0 < int(row["retained"]) <= int(row["enrolled"])
        assert int(row["rf_change_n"]) <= int(row["retained"])
        assert 1 <= float(row["fidelity"]) <= 5


def test_every_file_is_described(rows):
    told = (FOLDER / "README.md").read_text()
    assert "**synthetic**" in told
    for file in FOLDER.iterdir():
        named = file.name if file.suffix in (".csv", ".yaml") else f"{file.name[:2]}-*{file.suffix}"
        assert f"`{named}`" in told or file.name == "README.md"


def test_the_demo_holds_all_of_it_and_everything_resolves(demo, codings):
    assert demo.problems == ()
    assert demo.loaded.added == len(codings)
    assert demo.loaded.submitted == {"coder-1": 12, "coder-2": 4}
    assert len(demo.agreement.transcripts) == 4
    assert (demo.status.lead, demo.status.primary) == ("lead", "coder-1")


def test_the_demos_matrix_is_filled_and_tells_clinics_apart(demo):
    assert demo.ratings.added == 192
    assert demo.ratings.concerns == ()
    assert (demo.rated.cells, demo.rated.raters) == (64, ("coder-1", "coder-2"))
    assert 0.7 < demo.rated.overall.exact < 0.8 < 0.95 < demo.rated.overall.within_one < 1
    calls = Counter(row.suggested.call for row in demo.distinguished.rows)
    assert calls == {"strong": 2, "weak": 3, "none": 10, "insufficient": 1}
    with workbench.opened(demo.project) as project:
        rows = workbench.matrix(project, "me").rows
        rated = [cell for row in rows for cell in row.cells if cell.consensus]
        assert len(rated) == 64
        questioned = [
            (dict(cell.case)["clinic"], cell.key)
            for cell in rated
            if workbench.cell_concerns(project, cell, cell.consensus.judged)
        ]
        asked = workbench.questions(project, "me", "c1-counselor-1", propose=False)
    assert questioned == [("C4", "cfir22.inner.tension")]  # the answer belongs to another construct
    assert all(one.by == "lead" for one in asked)
