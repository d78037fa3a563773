from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import ReadingError
from qualbench.reading import labels, read_transcript
from qualbench.reading.captions import captions


def read(tmp_path, name, content, *interviewers):
    (tmp_path / name).write_text(content, encoding="utf-8")
    return read_transcript(tmp_path / name, interviewers)


def heard(transcript):
    return [(t.speaker, t.words.of(transcript.text), t.time) for t in transcript.turns]


def vtt(*cues):
    timed = [f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{words}\n" for at, words in cues]
    return "\n".join(["WEBVTT\n", *timed])


def test_voices_become_speakers_and_their_cues_one_turn(tmp_path):
    got = read(
        tmp_path,
        "t.vtt",
        "WEBVTT - made by x\n\nNOTE not talk\n\nSTYLE\n::cue {}\n\n1\n00:01.500 --> 00:02.000\n"
        "<v.loud Interviewer>So, <i>how</i></v>\n\n00:02.000 --> 00:03.000 align:start\n"
        "<v Interviewer>was <c.x>it</c>?</v>\n\n01:00:03.000 --> 01:00:04.000\n"
        "<v Dr. O&apos;Ray>Fish &amp; &lt;b&gt;,\n&lt;3 cafe\u0301<00:19.000>\n",
    )
    assert got.text == "Interviewer: So, how was it?\nDr. O'Ray: Fish & <b>, <3 caf\xe9"
    assert heard(got) == [
        ("Interviewer", "So, how was it?", 1.5),
        ("Dr. O'Ray", "Fish & <b>, <3 caf\xe9", 3603),
    ]
    assert [t.interviewer for t in got.turns] == [True, False]
    assert [t.start for t in got.turns] == [0, got.text.index("Dr.")]
    assert (got.format, got.name) == ("webvtt", "t")


def test_two_voices_in_one_cue_are_two_turns(tmp_path):
    got = read(tmp_path, "t.vtt", vtt((1, "<v I>So?</v>\n<v Kit>Yes.</v>"), (2, "And more.")))
    assert heard(got) == [("I", "So?", 1), ("Kit", "Yes. And more.", 1)]


def test_names_before_the_words_become_speakers_by_the_rule_of_text(tmp_path):
    got = read(
        tmp_path,
        "t.vtt",
        vtt(
            (1, "Music"),
            (2, "Kit: Hello."),
            (3, "My advice: wait."),
            (4, "KIT: Two\nlines.\nI: So?"),
        ),
    )
    assert heard(got) == [
        ("", "Music", 1),
        ("Kit", "Hello. My advice: wait. Two lines.", 2),
        ("I", "So?", 4),
    ]
    assert labels(got) == ("Kit", "I")


def test_given_interviewers_hold_for_captions_too(tmp_path):
    got = read(tmp_path, "t.vtt", vtt((1, "sk: So?"), (2, "<v Kit>Yes.")), "SK")
    assert [(t.speaker, t.interviewer) for t in got.turns] == [("sk", True), ("Kit", False)]


def test_where_nobody_is_named_every_cue_is_a_turn(tmp_path):
    got = read(tmp_path, "t.vtt", vtt((1, "One"), (2, "two\nthree"), (3, "")))
    assert got.text == "One\ntwo three"
    assert heard(got) == [("", "One", 1), ("", "two three", 2)]


def test_subrip_with_commas_overrides_and_blank_lines_before_it(tmp_path):
    got = read(
        tmp_path,
        "t.srt",
        "\n\n1\n00:00:01,250 --> 00:00:02,000\n{\\an8}<b>I: So?</b>\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nR: Fine &\nwell.\n\n3\n00:00:05,0 --> 00:00:06,0\n\n",
    )
    assert got.text == "I: So?\nR: Fine & well."
    assert heard(got) == [("I", "So?", 1.25), ("R", "Fine & well.", 3)]
    assert got.format == "subrip"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Kit", "I", "Ann Lee"]),
            st.text(st.characters(categories=("L", "N")), min_size=1),
        ),
        min_size=1,
        max_size=9,
    )
)
def test_turns_stand_where_the_text_says(spoken):
    cues = [(at, f"<v {who}>{words}") for at, (who, words) in enumerate(spoken)]
    text, turns = captions(vtt(*cues), "webvtt", "t.vtt")
    assert "\n".join(text[t.start : t.end] for t in turns) == text
    assert all(text[t.start : t.body] == f"{t.speaker}: " for t in turns)
    assert all(a.speaker != b.speaker for a, b in pairwise(turns))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.vtt", "00:01.000 --> 00:02.000\nHello\n", "does not begin as WebVTT does"),
        ("t.srt", "Hello\n", "does not begin as SubRip does"),
        ("t.vtt", "WEBVTT\n\nNOTE nothing\n", "has no cues"),
        (
            "t.vtt",
            vtt((1, "a")) + "\n00:xx --> 00:03.000\nb\n",
            "1 of 2 cues have a number or time",
        ),
        (
            "t.srt",
            "1\n00:00:01,000 --> 00:00:02,000\na\n\n00:00:03,000 --> 00:00:04,000\nb\n",
            "1 of 2 cues have a number or time",
        ),
    ],
)
def test_captions_that_cannot_be_read_whole_are_refused(tmp_path, name, content, said):
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, name, content)
    assert caught.value.message.startswith(f"{name}: {said}")
    assert caught.value.hint


def test_cues_without_words_are_an_empty_transcript(tmp_path):
    with pytest.raises(ReadingError, match=r"^t\.vtt: is empty"):
        read(tmp_path, "t.vtt", vtt((1, "<i></i>")))
