import pytest

from qualbench.errors import ReadingError
from qualbench.model import Case
from qualbench.reading import read_cases


def written(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "cases.csv"
    path.write_bytes(content.encode(encoding))
    return path


def test_cases_keep_ids_and_take_further_columns_as_attributes(tmp_path):
    path = written(
        tmp_path,
        "Transcript, Participant ,WAVE,Role,Clinic Name\r\n t1.txt ,007,1,Counselor,Nord\r\n\r\n"
        't2,P1,,"admin, lead",\r\n',
        "utf-8-sig",
    )
    assert read_cases(path) == (
        Case("t1.txt", "007", "1", "", (("role", "Counselor"), ("clinic name", "Nord"))),
        Case("t2", "P1", "", "", (("role", "admin, lead"), ("clinic name", ""))),
    )


def test_semicolons_windows_1252_and_empty_columns_at_the_end(tmp_path):
    path = written(tmp_path, "\ntranscript;participant;clinic;;\nt1;P1;Café, Süd;;\n", "cp1252")
    assert read_cases(path) == (Case("t1", "P1", attributes=(("clinic", "Café, Süd"),)),)


def test_two_speakers_of_one_transcript_and_two_waves_of_one_participant(tmp_path):
    path = written(
        tmp_path,
        "transcript,participant,speaker,wave,role\nt1,A,R1,1,staff\nt1,B,R2,1,lead\nt2,A,,2,lead\n",
    )
    assert [(c.speaker, c.attributes[0][1]) for c in read_cases(path)] == [
        ("R1", "staff"),
        ("R2", "lead"),
        ("", "lead"),
    ]


def test_decomposed_names_are_composed(tmp_path):
    path = written(tmp_path, "transcript,participant\nAme\u0301lie,P1\n")
    assert read_cases(path)[0].transcript == "Am\xe9lie"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "cases.csv:1: no column transcript, participant"),
        ("transcript,who\nt1,A\n", "cases.csv:1: no column participant"),
        ("transcript,participant\n\n", "cases.csv: has no rows"),
        ("transcript,participant\n,A\n", "cases.csv:2: the transcript is empty"),
        ("transcript,participant\nt1,A\n\nt2,\n", "cases.csv:4: the participant is empty"),
        (
            "transcript,participant,Role,role \nt1,A,x,x\n",
            "cases.csv:1: two columns are named role",
        ),
        ("transcript,,participant\nt1,x,A\n", "cases.csv:1: column 2 has no name"),
        (
            "transcript,participant\nt1,A\nt1,B\n",
            "cases.csv:3: transcript t1 is already in line 2",
        ),
        (
            'transcript,participant,role\nt1,A,"a\nb"\nt2,A,c\n',
            "cases.csv:4: role of participant A is not what line 2 says",
        ),
        ("transcript,participant\nt1,A,B\n", "cases.csv:2: 3 cells for 2 columns"),
        (
            'transcript,participant\n"t1,A\n',
            "cases.csv:2: is not CSV (unexpected end of data)",
        ),
    ],
)
def test_refusals_say_file_and_line(tmp_path, content, message):
    with pytest.raises(ReadingError) as caught:
        read_cases(written(tmp_path, content))
    assert caught.value.message == message
    assert caught.value.hint


def test_missing_columns_are_told_with_those_found(tmp_path):
    with pytest.raises(ReadingError) as caught:
        read_cases(written(tmp_path, "transcript,Who\nt1,A\n"))
    assert caught.value.hint == "Found: transcript, who."
