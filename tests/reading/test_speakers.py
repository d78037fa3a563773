import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.reading.speakers import find_turns, is_interviewer, seconds
from qualbench.reading.text import normalize


def heard(text, *interviewers):
    return [(t.speaker, text[t.body : t.end], t.time) for t in find_turns(text, interviewers)]


line = st.text(
    st.characters(exclude_characters=":：", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1
).filter(lambda words: words.strip() == words and normalize(words) == words)
talk = st.lists(line, min_size=1, max_size=3).map("\n".join)
speaker = st.sampled_from(
    ["Interviewer", "P01", "RESPONDENT", "Counselor 2", "Dr. Élise", "访谈者"]
)
stamp = st.none() | st.integers(0, 35_999)
turn = st.tuples(speaker, talk, stamp)
layout = st.sampled_from(
    ["{at} {who}: {said}", "{who} {at}: {said}", "{who}: {at} {said}", "{who} {bare}\n{said}"]
)


def rendered(turns, form):
    for who, said, time in turns:
        if time is None:
            yield f"{who}: {said}"
        else:
            bare = f"{time // 3600:02}:{time // 60 % 60:02}:{time % 60:02}"
            yield form.format(who=who, said=said, bare=bare, at=f"[{bare}]")


@given(st.lists(turn, min_size=1), layout, st.sampled_from(["\n", "\n\n"]))
def test_the_turns_of_a_labelled_transcript_come_back_as_they_were_said(turns, form, gap):
    turns = turns + turns  # a label that is not a usual one counts from its second time on
    text = normalize(gap.join(rendered(turns, form)))
    assert heard(text) == turns


@given(st.text(st.sampled_from("IP:12 \n[]()abé-.")))
def test_turns_lie_in_the_text_in_order_and_start_with_their_label(text):
    text = normalize(text)
    turns = find_turns(text)
    ends = [0, *(t.end for t in turns)]
    for turn, before in zip(turns, ends, strict=False):
        assert before <= turn.start <= turn.body <= turn.end <= len(text)
        assert turn.speaker in " ".join(text[turn.start : turn.body].split())
        assert text[turn.body : turn.end] == text[turn.body : turn.end].strip()


def test_lines_without_a_label_belong_to_the_turn_before_and_the_title_to_none():
    text = "At clinic A\nDate: today\n\nI: So?\nHow?\n\nR: Fine.\n\nReally.\n\nI: Good."
    assert heard(text) == [
        ("I", "So?\nHow?", None),
        ("R", "Fine.\n\nReally.", None),
        ("I", "Good.", None),
    ]
    assert find_turns(text)[0].start == text.index("I: So")


@pytest.mark.parametrize(
    ("start", "time"),
    [
        ("Respondent:", None),
        ("RESPONDENT :", None),
        ("  Respondent:\t", None),
        ("Respondent:\n", None),
        ("Respondent：", None),
        ("[00:01:23] Respondent:", 83),
        ("(1:23) Respondent:", 83),
        ("00:01:23 - Respondent:", 83),
        ("[00:01:23]\nRespondent:", 83),
        ("[00:01:023] Respondent:", None),
        ("[12] Respondent:", None),
        ("Respondent (00:01:23):", 83),
        ("Respondent [1:00:01.5]:", 3601.5),
        ("Respondent 00:01:23\n", 83),
        ("Respondent  [75:10]\n", 4510),
        ("Respondent: [00:01:23,250]", 83.25),
    ],
)
def test_forms_of_a_turns_start(start, time):
    text = f"{start} Yes, at 10:30."
    turn = find_turns(text)[0]
    assert turn.speaker.lower() == "respondent"
    assert (turn.start, text[turn.body : turn.end], turn.time) == (0, "Yes, at 10:30.", time)


@pytest.mark.parametrize(
    "line",
    [
        "so the thing is: it works",
        "At 12:30 we left",
        "12:30",
        "12: twelve",
        "[Laughter]: yes",
        "Http://example.org is down",
        "Note: inaudible",
        "One two three four five: six",
        "Well, you know: it works",
        "A Name That Is Far Too Long To Be The Name Of Anybody: it works",
    ],
)
def test_a_line_that_only_looks_like_a_turns_start_is_talk(line):
    text = f"I: Go on.\n{line}\n{line}\nWell.\nR: Yes."
    assert [words for _, words, _ in heard(text)] == [f"Go on.\n{line}\n{line}\nWell.", "Yes."]


def test_an_unusual_label_counts_from_its_second_time_on():
    assert heard("Marigold: Yes.") == [("", "Marigold: Yes.", None)]
    assert heard("Marigold: Yes.\nMarigold: No.") == [
        ("Marigold", "Yes.", None),
        ("Marigold", "No.", None),
    ]


def test_spellings_of_a_label_in_another_case_are_one_speaker():
    assert [who for who, _, _ in heard("Nurse  A: a\nNURSE A: b")] == ["Nurse A", "Nurse A"]


def test_a_given_label_counts_once_and_however_it_looks():
    text = "sk, the lead: So?\nR: Yes."
    turns = find_turns(text, ["SK, the lead:"])
    assert [(t.speaker, t.interviewer) for t in turns] == [("sk, the lead", True), ("R", False)]


def test_a_label_without_talk_is_an_empty_turn():
    text = "I:\nR: Yes.\nI:"
    assert heard(text) == [("I", "", None), ("R", "Yes.", None), ("I", "", None)]
    assert [(t.body, t.end) for t in find_turns(text)] == [(2, 2), (6, 10), (13, 13)]


def test_without_labels_every_paragraph_is_a_turn():
    turns = find_turns("one\nmore\n \n\n  two")
    assert [(t.start, t.body, t.end, t.speaker) for t in turns] == [(0, 0, 8, ""), (14, 14, 17, "")]
    assert not any(t.interviewer for t in turns)


def test_without_labels_and_blank_lines_every_line_is_a_turn():
    assert heard(" one\ntwo ") == [("", "one", None), ("", "two", None)]


@pytest.mark.parametrize(
    "label",
    ["I", "i", "INT", "Int.", "interviewer 1", "I1", "RA", "Q", "Interviewer (AB)", "Mod B"],
)
def test_usual_labels_of_interviewers(label):
    assert is_interviewer(label)


@pytest.mark.parametrize("label", ["Respondent", "Facilitator", "P1", "Id", "Quinn", "Ira", ""])
def test_labels_that_are_no_interviewers(label):
    assert not is_interviewer(label)
    assert is_interviewer(label, [label.upper()])


def test_times_are_seconds():
    assert [seconds(s) for s in ("0:05", "01:02:03", "00:00:01,250")] == [5, 3723, 1.25]
