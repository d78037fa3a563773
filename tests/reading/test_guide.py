import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualbench import shipped
from qualbench.errors import ReadingError
from qualbench.model import Guide, Question
from qualbench.reading import read_guide

GUIDE = """\
guide: pilot
note: synthetic
questions:
- id: no
  role: counselor
  asks: "What is hard: all of it?"
  constructs: [a.b, a.c@deliverers]
- id: go_on
  role: [counselor, administrator]
  asks: >
    Would you
    go on?
  constructs:
  - a.b
- id: else
  asks: Anything else?
  constructs: []
"""


def written(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "guide.yaml"
    path.write_bytes(content.encode(encoding))
    return path


def test_questions_are_put_to_one_role_to_several_or_to_everybody(tmp_path):
    assert read_guide(written(tmp_path, GUIDE)) == Guide(
        "pilot",
        (
            Question("no", "What is hard: all of it?", ("a.b", "a.c@deliverers"), ("counselor",)),
            Question("go_on", "Would you go on?", ("a.b",), ("counselor", "administrator")),
            Question("else", "Anything else?", ()),
        ),
        "synthetic",
    )


def test_the_guide_of_the_sample_study_is_read_whole():
    path = shipped.folder("transcripts") / "guide.yaml"
    guide = read_guide(path)
    assert [question.id for question in guide.questions] == [
        question["id"] for question in yaml.safe_load(path.read_text())["questions"]
    ]
    assert {question.roles for question in guide.questions} == {("counselor",), ("administrator",)}


def test_a_bom_and_windows_line_ends_change_nothing(tmp_path):
    plain = read_guide(written(tmp_path, GUIDE))
    assert read_guide(written(tmp_path, GUIDE.replace("\n", "\r\n"), "utf-8-sig")) == plain


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("guide: pilot\n", "", "guide.yaml:1: a guide lacks its guide"),
        ("questions:", "question:", "guide.yaml:3: a guide has an unknown key"),
        ("id: go_on\n  ", "", "guide.yaml:8: a question lacks its id"),
        ("asks: Anything else?", "asks:", "guide.yaml:15: a question lacks its asks"),
        ("  constructs: []\n", "", "guide.yaml:15: a question lacks its constructs"),
        ("constructs: []", "constructs: a.b", "guide.yaml:17: constructs is not a list"),
        ("id: else", "id: no", "guide.yaml:15: the id no is already in line 4"),
        ("id: else", "id: what else", "guide.yaml:15: the id is no single word"),
        ("role: counselor", "roles: counselor", "guide.yaml:5: a question has an unknown key"),
        ("role: counselor", "id: yes", "guide.yaml:5: the key id stands twice"),
        ("role: counselor", "role: {a: b}", "guide.yaml:5: role is not a text"),
        ("  - a.b\n", "  - [a.b]\n", "guide.yaml:14: an item of constructs is not a text"),
        ("Anything else?", r'"\x07"', "guide.yaml:16: asks holds a character"),
        ("- id: no", "- no\n- id: no", "guide.yaml:4: a question is no keys with values"),
        ("note: synthetic", "note: [synthetic", "guide.yaml:3: is not YAML"),
        (GUIDE, "", "guide.yaml:1: is empty"),
        (GUIDE, "guide: a\nquestions: []\n", "guide.yaml:2: there are no questions"),
        (GUIDE, "[" * 5000, "guide.yaml:1: is nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path, old, new, message):
    assert old in GUIDE
    with pytest.raises(ReadingError) as raised:
        read_guide(written(tmp_path, GUIDE.replace(old, new, 1)))
    assert raised.value.message.startswith(message)
    assert raised.value.hint


def test_no_words_of_the_guide_are_repeated_in_an_error(tmp_path):
    content = GUIDE.replace("asks: Anything else?", "asks: [Anything else?]")
    with pytest.raises(ReadingError) as raised:
        read_guide(written(tmp_path, content))
    assert "Anything" not in raised.value.message + raised.value.hint


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ReadingError, match="there is no such file"):
        read_guide(tmp_path / "guide.yaml")


words = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
questions = st.builds(
    Question, words, words, st.lists(words, unique=True).map(tuple), st.just(()) | st.tuples(words)
)


@given(st.lists(questions, min_size=1, max_size=5, unique_by=lambda question: question.id))
def test_what_any_yaml_writer_writes_is_read_back(tmp_path_factory, asked):
    content = [
        {"id": q.id, "role": list(q.roles), "asks": q.asks, "constructs": list(q.constructs)}
        for q in asked
    ]
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(yaml.safe_dump({"guide": "g", "questions": content}))
    assert read_guide(path) == Guide("g", tuple(asked))
