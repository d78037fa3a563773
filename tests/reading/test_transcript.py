import hashlib

import pytest

from qualbench.errors import ReadingError
from qualbench.reading import labels, read_transcript

SAID = (
    "\ufeffInterviewer: Cafe\u0301 ☕?\r\n"
    "COUNSELOR 1: “Yes” – \U0001f469\u200d\U0001f37c n\u0303o.\r\n\r\n"
)
KEPT = "Interviewer: Caf\xe9 ☕?\nCOUNSELOR 1: “Yes” – \U0001f469\u200d\U0001f37c \xf1o."


def test_a_text_file_with_mark_crlf_emoji_and_combining_marks(tmp_path):
    path = tmp_path / "c01 wave1.TXT"
    path.write_bytes(SAID.encode())
    read = read_transcript(path)
    assert read.text == KEPT
    assert read.hash == hashlib.sha256(KEPT.encode()).hexdigest()
    assert (read.name, read.source, read.format) == ("c01 wave1", "c01 wave1.TXT", "text")
    assert [(t.speaker, t.interviewer, t.words.of(read.text)) for t in read.turns] == [
        ("Interviewer", True, "Caf\xe9 ☕?"),
        ("COUNSELOR 1", False, "“Yes” – \U0001f469\u200d\U0001f37c \xf1o."),
    ]


def test_the_hash_is_of_the_text_however_it_was_stored(tmp_path):
    text = "I: “Naïve”?\nR: Yes."
    stored = {
        "a.txt": text.encode(),
        "b.txt": ("\ufeff" + text.replace("\n", "\r\n") + "\r\n").encode("utf-16-le"),
        "c.text": text.encode("cp1252"),
    }
    for name, data in stored.items():
        (tmp_path / name).write_bytes(data)
    assert {read_transcript(tmp_path / name).hash for name in stored} == {
        hashlib.sha256(text.encode()).hexdigest()
    }


def test_the_name_is_composed_as_file_systems_may_not_have_it(tmp_path):
    path = tmp_path / "Ame\u0301lie.txt"
    path.write_text("I: Hello.")
    assert read_transcript(path).name == "Am\xe9lie"


def test_given_interviewers_add_to_the_usual_ones_and_one_who_is_absent_is_no_error(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text("Sk: So?\nR: Yes.\nI: And?\nsk: Go on.")
    read = read_transcript(path, ["SK", "Nobody"])
    assert [t.interviewer for t in read.turns] == [True, False, True, True]
    assert labels(read) == ("Sk", "R", "I")


def test_a_transcript_without_labels_has_no_speakers(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text("One.\n\nTwo.")
    assert labels(read_transcript(path)) == ()


@pytest.mark.parametrize("name", ["t.txt", "t.vtt", "t.srt"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf \r\n\t\n"])
def test_an_empty_file_is_refused(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read_transcript(tmp_path / name)
    assert caught.value.message == f"{name}: is empty"


@pytest.mark.parametrize("name", ["t.pdf", "t"])
def test_an_unknown_suffix_is_refused_with_those_known(tmp_path, name):
    (tmp_path / name).write_bytes(b"I: Hello.")
    with pytest.raises(ReadingError, match=f"^{name}: ") as caught:
        read_transcript(tmp_path / name)
    assert caught.value.hint == "Save it as one of .txt, .text, .docx, .vtt, .srt."


def test_a_missing_file_and_a_directory_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "gone.docx"):
        with pytest.raises(ReadingError, match=f"^{path.name}: "):
            read_transcript(path)
