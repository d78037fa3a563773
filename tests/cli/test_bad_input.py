"""Each bad input: one clear line on stderr, exit 1, and the project as it was."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from qualbench.workbench import opened

_FILES = {
    "guide.yaml": b"guide: g\nquestions:\n- {id: q7, asks: Why, constructs: [nothing]}\n",
    "strangers.csv": b"clinic,x\nC8,1\nC9,2\n",
    "two-rows.csv": b"clinic,x\nC1,1\nC1,2\n",
    "no-guide.yaml": b"just words\n",
    "empty.txt": b"",
    "blank.txt": b"\xef\xbb\xbf \r\n\r\n",
    "binary.txt": b"I: hello\0\1\2" * 9,
    "nozip.docx": b"I: no archive",
    "notes.pages": b"I: hello",
    "no-cues.vtt": b"WEBVTT\n",
    "regular": b"a file",
    "text.qualbench": b"not a database, but longer than a header of one would be" * 9,
    "empty.qualbench": b"",
    "no-columns.csv": b"who,what\nana,a\n",
    "two-cases.csv": b"transcript,participant\na,P1\na,P2\n",
    "unknown-code.csv": b"coder,transcript,start,end,code\nana,a,0,5,inner.nothing\n",
    "unknown-text.csv": b"coder,transcript,start,end,code\nana,zz,0,5,inner.priority\n",
    "past.csv": b"coder,transcript,start,end,code\nana,a,0,5,inner.priority\n"
    b"ana,a,0,9999,inner.priority\n",
    "twice.csv": b"coder,transcript,quote,code\nbo,a,Interviewer,inner.priority\n",
    "badbook.yaml": b"name: [",
}
_BAD = {
    "a missing file": ("import @ gone.txt", "gone.txt: there is no such file"),
    "a directory": ("import @ folder", "folder: is a directory"),
    "this directory": ("import @ .", ".: is a directory"),
    "an empty file": ("import @ empty.txt", "empty.txt: is empty"),
    "a blank file": ("import @ blank.txt", "blank.txt: is empty"),
    "a binary file": ("import @ binary.txt", "binary.txt: is binary"),
    "no Word file": ("import @ nozip.docx", "nozip.docx: is not a Word"),
    "another kind": ("import @ notes.pages", "notes.pages: cannot read"),
    "no captions": ("import @ no-cues.vtt", "no-cues.vtt: has no cues"),
    "cases without columns": (
        "import @ --cases no-columns.csv",
        "no-columns.csv:1: no column transcript, participant",
    ),
    "cases that differ": (
        "import @ --cases two-cases.csv",
        "two-cases.csv:3: transcript a is already in line 2",
    ),
    "codings without columns": (
        "load-codings @ no-columns.csv",
        "no column coder, transcript, code",
    ),
    "an unknown code in a file": (
        "load-codings @ unknown-code.csv",
        "unknown-code.csv:2: mio has no",
    ),
    "an unknown text in a file": (
        "load-codings @ unknown-text.csv",
        "unknown-text.csv:2: there is no",
    ),
    "a span past the end in a file": (
        "load-codings @ past.csv",
        "past.csv:3: 0:9999 is not within",
    ),
    "a quote that occurs twice": (
        "load-codings @ twice.csv",
        "twice.csv:2: the quote occurs 4 times",
    ),
    "an unknown code": ("code @ a 0:5 inner.nothing", 'mio has no code "inner.nothing"'),
    "an unknown role": ("code @ a 0:5 Need@cooks", 'mio has no role "cooks"'),
    "a role on a code without": ("code @ a 0:5 Priority@recipients", "has no code"),
    "a span past the end": ("code @ a 0:9999 inner.priority", "a: 0:9999 does not lie in"),
    "an unknown transcript": ("code @ zz 0:5 inner.priority", "there is no transcript zz"),
    "white space": ("code @ a 23:24 inner.priority", "a: 23:24 holds only white space"),
    "nothing to undo": ("undo @", "there is nothing to undo"),
    "nothing to redo": ("redo @", "there is nothing to redo"),
    "a coding that is not there": ("retract @ xyz", "no live coding xyz"),
    "an unknown coder": ("primary @ zoe", "there is no coder zoe"),
    "an unknown layer": ("export @ segments --to t.csv --layer best", "there is no layer best"),
    "no consensus": (
        "export @ counts --to t.csv --layer consensus",
        "no transcript has been reconciled",
    ),
    "all coders summed": ("export @ counts --to t.csv --layer all", "would sum the coders"),
    "two submitters and no primary coder": (
        "export @ counts --to t.csv",
        "2 coders have submitted a, and none is the primary coder",
    ),
    "an unknown attribute": (
        "export @ counts --to t.csv --layer=coder:ana --by=shoe",
        "no case has an attribute shoe",
    ),
    "an unknown kind of table": ("export @ segments --to t.sas", "t.sas: unknown kind of table"),
    "an export below a file": (
        "export @ segments --to regular/t.csv",
        "t.csv: cannot be written (Not a directory)",
    ),
    "an export to nowhere": (
        "export @ segments --to nowhere/t.xlsx",
        "t.xlsx: cannot be written (No such file or directory)",
    ),
    "an export to the kernel": (
        "export @ segments --to /proc/t.csv",
        "/proc/t.csv: cannot be written",
    ),
    "an export over a folder": (
        "export @ segments --to folder.csv",
        "folder.csv: cannot be written",
    ),
    "a project below a file": (
        "init regular/p.qualbench --codebook mio",
        "p.qualbench: cannot be made (Not a directory)",
    ),
    "a project that is there": ("init @ --codebook mio", "tiny.qualbench: is there already"),
    "an unknown codebook": ("init p.qualbench --codebook cfir-1999", "cfir-1999"),
    "a broken codebook": ("init p.qualbench --codebook badbook.yaml", "badbook.yaml"),
    "a demo below a file": ("demo regular/demo", "regular/demo: cannot be made"),
    "a missing project": ("status gone.qualbench", "gone.qualbench: does not exist"),
    "a folder for a project": ("status folder", "folder: is a folder"),
    "an empty project": ("status empty.qualbench", "empty.qualbench: is no qualbench project"),
    "a text for a project": ("status text.qualbench", "text.qualbench: cannot be opened"),
    "a foreign database": ("status foreign.qualbench", "foreign.qualbench: is no qualbench"),
    "a newer project": ("status newer.qualbench", "was written by a newer qualbench"),
    "a guide that is missing": ("guide load @ gone.yaml", "gone.yaml"),
    "a guide that is none": (
        "guide load @ no-guide.yaml",
        "no-guide.yaml:1: a guide is no keys with values",
    ),
    "a guide with an unknown construct": ("guide load @ guide.yaml", "guide.yaml, question q7: "),
    "a project without a guide": ("guide show @", "the project has no interview guide"),
    "a rating of no case": ("rate @ C9 inner.priority -1", "there is no case C9"),
    "a rating of no code": ("rate @ C1 nothing -1", "nothing"),
    "a rating by no attribute": (
        "rate @ C1 inner.priority -1 --by shoe",
        "no case has an attribute shoe",
    ),
    "a rating without a primary coder": (
        "rate @ C1 inner.priority -1",
        "2 coders have submitted a, and none is the primary coder",
    ),
    "a matrix by no attribute": ("matrix @ --by shoe", "no case has an attribute shoe"),
    "raters where nothing is rated": (
        "matrix @ --raters",
        "no construct was rated by two raters in the same case",
    ),
    "numbers that are missing": ("join @ gone.csv", "gone.csv"),
    "numbers without a key": ("join @ past.csv", "past.csv"),
    "numbers of nobody": (
        "join @ strangers.csv",
        "strangers.csv: no row belongs to a case; the file has C8, C9, the study C1, C2",
    ),
    "numbers with one id twice": (
        "join @ two-rows.csv",
        "two-rows.csv: several rows have one id: C1 in rows 1, 2",
    ),
    "numbers aggregated by what they lack": ("join @ two-rows.csv --by wave", "no key wave"),
    "a table that is not joined": (
        "join @ --drop clinics",
        "no table clinics of the trial's numbers is joined",
    ),
    "an outcome that is none": ("distinguish @ shoe", "there is no outcome shoe"),
    "a rule without sense": (
        "distinguish @ clinic --weak-gap 3",
        "no rule: strong from a gap of 2, weak from 3",
    ),
    "an export without its outcome": ("export @ qca --to t.csv", "no outcome was named"),
    "an export of joins where nothing is": ("export @ join --to t.csv", "nothing is joined"),
    "presence without a guide": (
        "export @ presence-wide --to t.csv --layer coder:ana",
        "without a guide nothing tells what is absent",
    ),
    "agreement with oneself": (
        "agree @ --between ana --between ana",
        "agreement is between two different coders",
    ),
    "agreement with one who has submitted nothing": (
        "agree @ --between ana --between bo --between lead",
        "lead has submitted nothing that counts",
    ),
    "agreement by what no case has": ("agree @ --by colour", "no case has an attribute colour"),
    "agreement of sentences that nobody has found": (
        "agree @ --unit sentence",
        "nobody has looked for sentences in a and 2 more",
    ),
    "agreement without a common text": (
        "agree @ --between ana --between lead",
        "these two coders have submitted no transcript in common",
    ),
}


@pytest.fixture
def mess(tiny, tmp_path, monkeypatch):
    """A folder with a project and everything that can be wrong beside it."""
    for name, data in _FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.csv").mkdir()
    with closing(sqlite3.connect(tmp_path / "foreign.qualbench")) as db:
        db.execute("CREATE TABLE t (x)")
    shutil.copy(tiny, tmp_path / "newer.qualbench")
    with closing(sqlite3.connect(tmp_path / "newer.qualbench")) as db:
        db.execute("PRAGMA user_version = 99")
    monkeypatch.chdir(tmp_path)
    return tiny


def _files(folder):
    """Every file and what it holds, but for the project, whose facts are compared instead."""
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in files.items() if not path.name.startswith("tiny.")}


def _words(command):
    """The words of a command line; ``@`` is the project."""
    return ["tiny.qualbench" if word == "@" else word for word in command.split()]


@pytest.mark.parametrize("bad", _BAD)
def test_bad_input_gives_one_line_and_changes_nothing(bad, mess, run, facts, tmp_path):
    command, said = _BAD[bad]
    before, files = facts(mess), _files(tmp_path)
    result = run(*_words(command), coder="lead")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("qualbench: ")
    assert said in result.stderr
    assert "unexpected" not in result.stderr
    assert len(result.stderr.removesuffix(".\n").split(". ")) > 1, "no hint"
    assert (facts(mess), _files(tmp_path)) == (before, files)


@pytest.mark.parametrize(
    "command",
    [
        "init p.qualbench --codebook mio",
        "import @ regular.txt",
        "prepare @",
        "code @ a 0:5 inner.priority",
        "submit @ a",
        "retract @ abc",
        "undo @",
        "redo @",
        "primary @ ana",
        "join @ --drop clinics",
    ],
    ids=lambda command: command.split()[0],
)
def test_whoever_changes_something_must_have_a_name(command, mess, run, facts, tmp_path):
    before, files = facts(mess), _files(tmp_path)
    result = run(*_words(command), coder="  ")
    assert result.exit_code == 1
    assert result.stderr == (
        "qualbench: who is at work? Say --coder NAME, or set QUALBENCH_CODER.\n"
    )
    assert (facts(mess), _files(tmp_path)) == (before, files)


def test_a_bad_file_among_good_ones_is_named_and_the_others_are_imported(mess, run, listed):
    (mess.parent / "good.txt").write_text("I: Well?\nP: Good.\n")
    (mess.parent / "better.txt").write_text("I: Well?\nP: Better.\n")
    result = run("import", mess, "good.txt", "binary.txt", "better.txt", coder="lead")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "binary.txt" in result.stderr
    assert "Imported 2 transcripts" in result.stdout
    names = [transcript["name"] for transcript in listed("status", mess)["transcripts"]]
    assert names == ["a", "b", "better", "c", "d", "good"]


def test_a_stranger_who_imports_nothing_is_not_in_the_project(mess, run, listed):
    run("import", mess, "gone.txt", coder="zoe")
    assert listed("status", mess)["coders"] == ["ana", "bo", "lead"]


def test_only_the_lead_names_the_primary_coder(mess, run, facts):
    before = facts(mess)
    result = run("primary", mess, "ana", coder="ana")
    assert result.stderr == "qualbench: ana is not a lead. Ask lead, who leads this project.\n"
    assert (result.exit_code, facts(mess)) == (1, before)


def test_what_is_somebody_elses_is_not_retracted(mess, run, listed, facts):
    before, of_bo = facts(mess), listed("codings", mess, "--by", "bo")[0]["id"]
    result = run("retract", mess, of_bo, coder="ana")
    assert (result.exit_code, facts(mess)) == (1, before)
    assert f"coding {of_bo} is not by ana" in result.stderr


def test_a_file_of_codings_is_loaded_whole_or_not_at_all(mess, run, listed):
    before = listed("codings", mess)
    assert run("load-codings", mess, "past.csv").exit_code == 1
    assert listed("codings", mess) == before


def test_a_newer_project_is_left_as_it_is(mess, run):
    path = mess.parent / "newer.qualbench"
    before = path.read_bytes()
    run("code", path, "a", "0:5", "inner.priority", coder="ana")
    assert path.read_bytes() == before


def test_a_damaged_fact_is_found_and_the_check_ends_in_1(mess, run):
    with closing(sqlite3.connect(mess)) as db, db:
        db.execute("DROP TRIGGER fact_coding_update")
        db.execute("UPDATE fact_coding SET start_char = start_char + 1 WHERE code LIKE '%space'")
    result = run("check", mess)
    assert result.exit_code == 1
    assert "trigger fact_coding_update: is missing" in result.stdout
    assert "its quotation is not what stands at its place" in result.stdout


def test_a_project_can_be_opened_after_all_that(mess):
    with opened(mess) as project:
        assert project.path == mess


def test_a_name_that_differs_from_a_coders_by_capitals_alone_makes_no_new_coder(tiny, run, listed):
    result = run("submit", tiny, "a", coder="Ana")
    assert result.exit_code == 1
    assert "Ana would be a new coder beside ana" in result.stderr
    assert "Ana" not in listed("status", tiny)["coders"]
