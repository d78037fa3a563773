"""Topics on the command line: searched, kept, decided about, exported."""

import json
import shutil
from itertools import chain

import pytest

from qualbench import workbench

HEAD = [
    *("document_id", "document_version_sha256", "participant_pseudonym", "clinic_id", "role"),
    *("wave", "start_char", "end_char", "text", "topic_number", "topic_label"),
    *("topic_phrases", "topic_code_id"),
]


@pytest.fixture(scope="module")
def kept_once(demo, tmp_path_factory, done):
    """A copy of the sample study in which the lead keeps its topics; not to be written to."""
    path = tmp_path_factory.mktemp("kept") / "sample.qualbench"
    shutil.copy(f"{demo.project}-cache", f"{path}-cache")
    shutil.copy(demo.project, path)
    assert done("topics", path, "--keep", "talk", coder="lead").endswith("\nKept as talk.\n")
    return path


@pytest.fixture
def path(kept_once, tmp_path):
    shutil.copy(f"{kept_once}-cache", tmp_path / "sample.qualbench-cache")
    return shutil.copy(kept_once, tmp_path / "sample.qualbench")


def fits(said):
    assert max(map(len, said.splitlines())) <= 80
    return said


# Searched, kept and shown


def test_a_search_shows_every_topic_with_a_quote_and_its_reason(demo, done):
    said = fits(done("topics", demo.project))
    for topic in demo.topics.topics:
        assert f"\n{topic.number:>3}  {topic.size:>3} turns  {topic.phrases[0]}" in said
        assert said.count(f"\n{topic.number:>3}  {topic.quotes[0].transcript}, ") == 1
    assert "\nKept" not in said
    many = fits(done("topics", demo.project, "--quotes", 3))
    assert many.count("quote 3: ") == sum(len(t.quotes) > 2 for t in demo.topics.topics)
    assert "quote" not in done("topics", demo.project, "--quotes", 0)


def test_what_is_kept_is_shown_again_without_a_search(kept_once, demo, run, listed):
    shown = run("topics", kept_once, "--run", "talk")
    searched = run("topics", demo.project)
    assert (shown.stdout, shown.stderr) == (searched.stdout, "")
    assert listed("topics", kept_once, "--run", "talk")["kept"] == "talk"
    assert listed("topics", kept_once)["kept"] == ""


def test_runs_are_listed_with_what_was_searched(path, done, listed):
    args = ("--uncoded", "--role", "counselor", "--role", "administrator", "--keep", "missed")
    done("topics", path, *args, coder="lead")
    said = fits(done("topic", "list", path))
    assert "\n  365 turns of respondents\n" in said
    assert " turns of respondents; role counselor or administrator; not coded\n" in said
    talk, missed = listed("topic", "list", path)
    assert (talk["name"], talk["coder"], talk["words"], talk["unit"]) == (
        *("talk", "lead", 365, "turn"),
    )
    assert missed["scope"]["uncoded"] == "yes"
    assert 0 < missed["words"] < talk["words"]
    assert missed["at"].endswith("Z")


def test_where_nothing_is_kept_the_list_says_how_to(tiny, done):
    assert "`qualbench topics PROJECT --keep NAME`" in fits(done("topic", "list", tiny))


@pytest.mark.parametrize("by", ["code", "role", "clinic", "wave", "participant"])
def test_topics_are_held_against_codes_and_attributes(kept_once, demo, done, listed, by):
    for args in ((kept_once, "--run", "talk"), (demo.project,)):
        fits(done("topics", *args, "--by", by))
        table = listed("topics", *args, "--by", by)["table"]
        with workbench.opened(demo.project) as project:
            found = workbench.topic_table(project, "", demo.topics, by)
        assert table["columns"] == list(found.columns)
        assert [row["number"] for row in table["rows"]] == [row.number for row in found.rows]
        cells = [cell["words"] for row in table["rows"] for cell in row["cells"]]
        assert cells == [cell.words for row in found.rows for cell in row.cells]


def test_every_value_of_an_attribute_is_shown_once_however_many_there_are(kept_once, done):
    said = done("topics", kept_once, "--run", "talk", "--by", "participant")
    heads = [line.split()[1:] for line in said.splitlines() if line.startswith("participant ")]
    with workbench.opened(kept_once) as project:
        assert tuple(chain.from_iterable(heads)) == workbench.attributes(project)["participant"]


# Decided


def test_what_is_decided_is_shown_beside_the_topics_and_undone(path, done, listed):
    before = listed("topics", path, "--run", "talk")
    assert done("topic", "label", path, "talk", 3, "Rooms", coder="lead") == (
        "Topic 3 is called Rooms.\n"
    )
    assert done("topic", "merge", path, "talk", 5, 4, coder="lead") == "Merged into topic 4.\n"
    new = done("topic", "split", path, "talk", 1, "--parts", 3, coder="lead")
    assert new.startswith("Topic 1 is now the topics 1")
    said = done("topic", "map", path, "talk", 4, "Space", coder="lead")
    sizes = {t["number"]: t["size"] for t in listed("topics", path, "--run", "talk")["topics"]}
    assert said == (
        "Topic 4 is mapped to cfir22.inner.resources.space. "
        f"{sizes[4]} turns wait as suggestions.\n"
    )
    coded = done("topic", "code", path, "talk", 3, "--quote", 2, coder="lead")
    three = next(t for t in before["topics"] if t["number"] == 3)
    assert coded.startswith("Proposed proposed.rooms.")
    assert coded.endswith(f": Rooms. {three['size']} turns wait as suggestions.\n")
    shown = fits(done("topics", path, "--run", "talk"))
    assert f"\n  3  {three['size']:>3} turns  Rooms: {three['phrases'][0]}" in shown
    assert "\n     code cfir22.inner.resources.space\n" in shown
    assert "\n     code proposed.rooms." in shown
    for _ in range(5):
        assert "topics" in done("undo", path, coder="lead")
    assert listed("topics", path, "--run", "talk") == before


def test_an_empty_label_is_none(path, done):
    said = done("topic", "label", path, "talk", 3, " ", coder="lead")
    assert said == "Topic 3 is named by its phrases again.\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["topics", "--run", "talk", "--role", "counselor"], "is kept with the scope that it had"),
        (["topics", "--run", "talk", "--unit", "turn"], "is kept with the scope that it had"),
        (["topics", "--run", "talk", "--keep", "x"], "is kept with the scope that it had"),
        (["topics", "--run", "walk"], "there is no topic run walk. There is talk."),
        (["topics", "--keep", "Talk"], "there is a topic run talk already"),
        (["topics", "--by", "colour"], "no case has an attribute colour. Known: code, clinic,"),
        (["topics", "--code", "Spacey"], "The nearest are"),
        (["topics", "--clinic", "C9"], "no case has the clinic C9. There is C1, C2, C3, C4."),
        (["topics", "--wave", "12"], "no case has the wave 12. There is early."),
        (["topic", "label", "talk", "99", "x"], "there is no topic 99 in this run. There is 1, 2"),
        (["topic", "merge", "talk", "3"], "one topic alone cannot be merged. Name two or more."),
        (["topic", "merge", "talk", "3", "99"], "there is no topic 99"),
        (["topic", "split", "talk", "3", "--parts", "1"], "cannot be split in 1. Ask for 2 to 9"),
        (["topic", "split", "walk", "3"], "there is no topic run walk"),
        (["topic", "code", "talk", "3", "--quote", "0"], "topic 3 has no quote 0. There is 1 to"),
        (["topic", "map", "talk", "3", "Spacey"], "The nearest are"),
        (["export", "topics", "--run", "walk", "--to", "t.csv"], "there is no topic run walk"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_line_and_changes_nothing(path, run, facts, args, said):
    before = facts(path)
    verbs = 2 if args[0] == "topic" else 1
    result = run(*args[:verbs], path, *args[verbs:], coder="lead")
    lines = [line for line in result.stderr.splitlines() if not line.startswith("... ")]
    assert (result.exit_code, result.stdout, len(lines)) == (1, "", 1)
    assert said in lines[0]
    assert facts(path) == before


def test_what_topics_cannot_be_held_against_is_refused_before_anything_is_searched(tiny, run):
    for by, said in {"colour": "no case has an attribute colour", "code": "2 coders have"}.items():
        result = run("topics", tiny, "--by", by)  # too small a study to search
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"qualbench: {said}")


def test_one_topic_is_not_called_topics(path, done):
    said = done("topics", path, "--topics", 1)
    assert said.startswith("1 topic in 365 turns of respondents. ")


def test_without_a_primary_coder_codes_cannot_be_asked_for_and_it_says_what_to_do(
    tiny, run, done, tmp_path
):
    said = "".join(
        f"Interviewer: And?\nCounselor: We lost {what} in the {when} flood.\n"
        for what in ("rooms", "files", "toys", "chairs", "laptops")
        for when in ("spring", "summer", "autumn", "winter", "march")
    )
    (tmp_path / "long.txt").write_text(said)
    done("import", tiny, tmp_path / "long.txt", coder="lead")
    for args in (["--by", "code"], ["--uncoded"], ["--code", "Space"]):
        result = run("topics", tiny, *args)
        lines = [line for line in result.stderr.splitlines() if not line.startswith("... ")]
        assert (result.exit_code, result.stdout, len(lines)) == (1, "", 1)
        assert "2 coders have submitted a, and none is the primary coder." in lines[0]
        assert "`qualbench primary PROJECT CODER`" in lines[0]
    assert "role" in fits(done("topics", tiny, "--by", "role"))


# Exported


@pytest.fixture
def decided(path, done):
    """Topics of which one has a label and another a code."""
    done("topic", "label", path, "talk", 3, "Rooms", coder="lead")
    done("topic", "map", path, "talk", 4, "Space", coder="lead")
    return path


def test_every_turn_of_a_kept_run_is_a_row(decided, demo, tmp_path, done, rows):
    to = tmp_path / "t.csv"
    assert done("export", decided, "topics", "--run", "talk", "--to", to).startswith(
        "Wrote 365 rows: "
    )
    found = rows(to)
    assert (
        list(found[0]) == HEAD == [row["column"] for row in rows(to.with_suffix(".dictionary.csv"))]
    )
    places = [(row["document_id"], int(row["start_char"])) for row in found]
    assert places == sorted(places)
    of = {
        (row["document_version_sha256"], int(row["start_char"]), int(row["end_char"])): row
        for row in found
    }
    phrases = {t.number: " | ".join(t.phrases) for t in demo.topics.topics}
    for words, number in zip(demo.topics.words, demo.topics.labels, strict=True):
        row = of[words.transcript, words.span.start, words.span.end]
        assert row["text"].removeprefix("'") == words.text
        assert (row["participant_pseudonym"], row["role"]) == (words.who, words.known["role"])
        assert (row["clinic_id"], row["wave"]) == (words.known["clinic"], words.known["wave"])
        assert int(row["topic_number"]) == number
        assert row["topic_phrases"] == phrases.get(number, "")
        assert row["topic_label"] == ("Rooms" if number == 3 else "")
        assert row["topic_code_id"] == ("cfir22.inner.resources.space" if number == 4 else "")


def test_the_provenance_says_how_the_topics_were_found(decided, demo, tmp_path, done, listed):
    done("export", decided, "topics", "--run", "talk", "--to", tmp_path / "t.csv")
    said = json.loads((tmp_path / "t.provenance.json").read_text())
    (kept,) = listed("topic", "list", decided)
    run = demo.topics.run
    assert (said["table"], said["run"], said["run_id"]) == ("topics", "talk", kept["id"])
    assert (said["run_kept_by"], said["scope"]) == ("lead", "turns of respondents")
    assert (said["method"], said["seed"]) == (run.method, str(run.seed))
    assert all(f"{name} {value}" in said["parameters"] for name, value in run.parameters)
    assert all(f"{name} {value}" in said["versions"] for name, value in run.versions)
    assert said["vector_model"].startswith("all-MiniLM")
    assert "layer" not in said


def test_a_spreadsheet_holds_the_same_and_exporting_twice_gives_the_same_bytes(
    decided, tmp_path, done
):
    import openpyxl

    files = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for to in files:
        done("export", decided, "topics", "--run", "talk", "--to", to)
    assert files[0].read_bytes() == files[1].read_bytes()
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames == ["topics", "dictionary", "provenance"]
    sheet = list(book["topics"].values)
    assert (list(sheet[0]), len(sheet)) == (HEAD, 366)


@pytest.mark.parametrize(
    "args",
    [["topics"], ["segments", "--run", "talk"], ["topics", "--run", "talk", "--layer", "all"]],
    ids=" ".join,
)
def test_a_run_is_exported_as_topics_and_as_nothing_else(path, run, tmp_path, args):
    result = run("export", path, *args, "--to", tmp_path / "t.csv")
    assert result.exit_code == 2
    assert "Usage: " in result.stderr
