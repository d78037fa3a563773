"""A trial's numbers joined on the command line."""

import re

import pytest

from qualbench import store, workbench

CLINICS = "clinic,fidelity,a_measure_with_a_long_name,another_measure_with_a_long_name\n"


@pytest.fixture
def file(tmp_path):
    def file(text, name="clinics.csv"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return file


@pytest.fixture
def tables(tiny):
    def tables():
        with workbench.opened(tiny) as project:
            return [one.table for one in store.trial_tables(project)]

    return tables


def test_joining_listing_and_taking_out(tiny, file, done, tables):
    path = file(f"{CLINICS}C1,4.25,1,2\nC2,2.9,3,4\n")
    said = "clinics, 2 rows, 3 measures; 2 cases of the study matched.\n"
    assert done("join", tiny, path, "--dry-run") == f"Would join {said}"
    assert tables() == []
    assert done("join", tiny, path, coder="lead") == f"Joined {said}"
    assert done("join", tiny, path, coder="lead") == f"Already joined: {said}"
    assert [table.rows[0][1] for table in tables()] == [4.25]
    listed = done("join", tiny)
    assert max(map(len, listed.splitlines())) <= 80
    assert "clinics.fidelity, clinics.a_measure_with_a_long_name" in listed
    assert done("join", tiny, "--drop", "clinics", coder="lead") == "Took out clinics.\n"
    assert tables() == []
    assert done("undo", tiny, coder="lead").startswith("Undone: ")
    assert len(tables()) == 1
    done("redo", tiny, coder="lead")
    assert done("join", tiny) == "Nothing is joined yet: `qualbench join PROJECT FILE`.\n"


def test_every_id_of_one_side_alone_is_named(tiny, file, run, tmp_path, done):
    (tmp_path / "e.txt").write_text("Interviewer: And you?\nCounselor: I too.\n")
    done("import", tiny, tmp_path / "e.txt", coder="lead")
    result = run("join", tiny, file("clinic,x\nc1,1\nC2,2\n007,3\n"), coder="lead")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "In no case, as nobody says their clinic: e",
        "Only in the study: C1",
        "Only in the file: c1 (row 1), 007 (row 3)",
        "Perhaps 'c1' in the file is 'C1' in the study.",
    ]
    assert run("join", tiny).stderr == result.stderr


def test_a_key_is_named_and_a_finer_table_is_aggregated(tiny, file, done, tables, run):
    path = file("SITE,mother,change\nC1,1,2\nC1,2,4\nC2,3,5\n", "mothers.csv")
    refused = run("join", tiny, path, "--key", "SITE=Clinic", coder="lead")
    assert (refused.exit_code, "C1 in rows 1, 2" in refused.stderr) == (1, True)
    done(
        *("join", tiny, path, "--key", "SITE=Clinic", "--by", "clinic", "--name", "m"),
        coder="lead",
    )
    (table,) = tables()
    assert (table.name, table.keys) == ("m", ("clinic",))
    assert [row[5:8] for row in table.rows] == [(2, 0, 3), (1, 0, 5)]


def test_json_has_the_keys_that_the_help_lists(tiny, file, listed, run):
    keys = " ".join(run("join", "--help").stdout.split()).partition("JSON keys: ")[2]
    always, more = re.match(r"(.*?); of a file also (.*?);", keys).groups()
    found = listed("join", tiny, file("clinic,x\nC1,1\nC9,<5\n"), "--coder", "lead")
    assert list(found) == [*always.split(", "), *more.split(", ")]
    assert found["only_in_study"] == [{"clinic": "C2"}]
    assert found["only_in_file"] == [{"clinic": "C9"}]
    assert (found["rows"], found["matched"], found["doubts"]) == (2, 1, ["x"])
    (table,) = listed("join", tiny)
    assert list(table) == always.split(", ")
    assert table == {key: found[key] for key in table}


def test_what_keeps_a_measure_from_being_a_number_is_said(tiny, file, run):
    said = run("join", tiny, file("clinic,x\nC1,1\nC2,<5\n"), coder="lead").stderr
    assert said == (
        "x is text, as row 2 says '<5': numbers alone can be cut."
        " Write it as the other numbers are, or make it missing: --missing 'x=<5'\n"
    )


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_decimal_comma_in_one_cell_is_said_with_its_row(tiny, file, run, more):
    path = file('clinic,visits\nC1,1.5\nC2,"1,5"\n')
    result = run("join", tiny, path, *more, coder="lead")
    assert result.exit_code == 0
    assert result.stderr.startswith(
        "visits is text, as row 2 says '1,5': numbers alone can be cut."
    )
    assert result.stderr.endswith("--missing visits=1,5\n")


def test_a_code_for_missing_is_doubted_until_it_is_declared(tiny, file, run, tables, listed):
    path = file("clinic,score,age\nC1,-99,30\nC2,10,41\n")
    said = run("join", tiny, path, coder="lead").stderr
    assert said == (
        "-99 in score, row 1, looks like a code for missing: if it is one, --missing -99\n"
    )
    found = listed("join", tiny, path, "--coder", "lead")
    assert found["codes"] == [{"measure": "score", "code": "-99", "rows": [1]}]
    declared = ("--missing", "-99", "--missing", "age=41")
    assert run("join", tiny, path, *declared, coder="lead").stderr == ""
    (table,) = tables()
    assert [row[1:] for row in table.rows] == [(None, 30.0), (10.0, None)]
    assert table.measures[0].values == (("-99", "missing"),)
    again = run("join", tiny, path, *declared, coder="lead").stdout
    assert again.startswith("Already joined:")


def test_the_data_dictionary_names_what_was_declared_missing(tiny, file, done, tmp_path):
    path = file("clinic,score\nC1,-99\nC2,10\n")
    done("join", tiny, path, "--missing", "score=-99", coder="lead")
    done("export", tiny, "outcomes", "--to", tmp_path / "o.csv", coder="lead")
    assert any("-99 = missing" in one.read_text() for one in tmp_path.glob("o*"))


def test_an_id_is_what_the_file_has_spaces_too(tiny, file, run, tables):
    path = file("clinic,x\nC1 ,1\n02,2\nC3,3\n")
    refused = run("join", tiny, path, coder="lead")
    assert refused.exit_code == 1
    assert "Perhaps 'C1 ' in the file is 'C1' in the study." in refused.stderr
    assert "Perhaps '02' in the file is 'C2' in the study." in refused.stderr
    assert tables() == []


def test_the_list_shows_no_number_to_whom_outcomes_are_hidden(tiny, file, done, run, tmp_path):
    done("join", tiny, file("clinic,fidelity\nC1,4.25\nC2,2.75\n"), coder="lead")
    done("settings", tiny, "outcomes", "hidden", coder="lead")
    doors = [
        run("join", tiny, coder="ana"),
        run("join", tiny, "--json", coder="ana"),
        run("distinguish", tiny, "fidelity", coder="ana"),
        run("distinguish", tiny, "fidelity", "--json", coder="ana"),
        run("export", tiny, "all", "--to", tmp_path / "out", coder="ana"),
    ]
    texts = [one.stdout + one.stderr for one in doors]
    texts += [file.read_text() for file in (tmp_path / "out").iterdir()]
    assert len(texts) > 10
    assert not any("4.25" in text or "2.75" in text for text in texts)


UNKNOWN = {
    "coder": (
        ("join", "--drop", "clinics", "--coder", "nobody"),
        "there is no coder nobody. This project knows ana, bo, lead.",
    ),
    "nobody at work": (
        ("join", "--drop", "clinics", "--coder", ""),
        "who is at work? Say --coder NAME, or set QUALBENCH_CODER.",
    ),
    "table": (
        ("join", "--drop", "shoe", "--coder", "lead"),
        "no table shoe of the trial's numbers is joined. There is clinics.",
    ),
    "attribute": (
        ("distinguish", "fidelity", "--by", "shoe"),
        "no case has an attribute shoe. Known: clinic, participant, role, wave.",
    ),
    "outcome": (
        ("joint", "shoe"),
        "there is no outcome shoe. There is clinics.fidelity, clinic, participant, role, wave.",
    ),
    "further outcome": (
        ("joint", "fidelity", "--measure", "shoe"),
        "there is no outcome shoe. There is clinics.fidelity, clinic, participant, role, wave.",
    ),
    "clinic": (
        ("rate", "C9", "inner.priority", "0", "--coder", "ana"),
        "there is no case C9. The cases are C1, C2.",
    ),
    "construct": (
        ("joint", "fidelity", "--say", "inner.shoe", "--fit", "confirms", "--coder", "ana"),
        'mio has no code "inner.shoe". The nearest are ',
    ),
    "construct of a call": (
        ("distinguish", "fidelity", "--call", "inner.shoe", "weak", "--coder", "lead"),
        'mio has no code "inner.shoe". The nearest are ',
    ),
}
"""By what is unknown, a command, and the one line that it says."""


@pytest.mark.parametrize("what", UNKNOWN)
def test_a_name_that_nothing_has_is_said_in_one_line_with_what_there_is(
    tiny, file, done, run, facts, what
):
    done("join", tiny, file("clinic,fidelity\nC1,4.25\nC2,2.75\n"), coder="lead")
    done("primary", tiny, "ana", coder="lead")
    for clinic in ("C1", "C2"):
        run("rate", tiny, clinic, "inner.priority", "0", "--consensus", coder="lead")
    before = facts(tiny)
    (name, *words), said = UNKNOWN[what]
    result = run(name, tiny, *words)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert result.stderr.startswith(f"qualbench: {said}")
    assert facts(tiny) == before


@pytest.mark.parametrize(
    "args",
    [
        ("--key", "clinic"),
        ("--key", "=clinic"),
        ("--drop", "clinics"),
        ("--missing", "=-99"),
        ("--missing", "x="),
        ("--missing", " "),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_a_slip(tiny, file, run, tables, args):
    assert run("join", tiny, file("clinic,x\nC1,1\n"), *args, coder="lead").exit_code == 2
    assert tables() == []
