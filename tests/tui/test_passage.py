"""The words around a place, and blocks side by side: pure functions from values to lines."""

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from qualbench.model import Span, Transcript, Turn
from qualbench.tui.passage import CLOSES, OPENS, Marking, passage
from qualbench.tui.widgets.beside import Block, laid_out


def talk(*said):
    """A transcript of turns, question and answer by turns."""
    text, turns = "", []
    for place, words in enumerate(said):
        label = "P: " if place % 2 else "I: "
        start = len(text)
        text += f"{label}{words}\n"
        turns.append(Turn(start, start + 3, len(text) - 1, label[0], place % 2 == 0))
    return Transcript("h", "t", text, tuple(turns), "", "text")


def span(transcript, words):
    start = transcript.text.index(words)
    return Span(start, start + len(words))


def plain(lines):
    return [line.plain for line in lines]


def test_marked_words_stand_in_brackets_between_the_turns_beside_them():
    one = talk("How is it?", "It fits the day.", "And now?")
    place = span(one, "fits the")
    assert plain(passage(one, place, [Marking(place)], 40)) == [
        "I: How is it?",
        "P: It ⟦fits the⟧ day.",
        "I: And now?",
    ]


def test_several_marks_have_letters_and_may_overlap():
    one = talk("How?", "It fits the day.")
    marks = [Marking(span(one, "fits the"), "a"), Marking(span(one, "the day"), "b")]
    lines = plain(passage(one, span(one, "fits the day"), marks, 40))
    assert lines[1] == "P: It a⟦fits b⟦the⟧a day⟧b."


def test_a_mark_across_turns_has_brackets_in_each():
    one = talk("How?", "It fits the day.", "Does it?", "Yes.")
    place = Span(one.text.index("the day"), one.text.index("Does") + 4)
    assert plain(passage(one, place, [Marking(place)], 40))[1:3] == [
        "P: It fits ⟦the day.⟧",
        "I: ⟦Does⟧ it?",
    ]


def test_where_lines_are_few_those_beside_the_edges_stay_and_the_speaker_is_named():
    one = talk("How?", " ".join(f"word{n:02}" for n in range(60)))
    place = span(one, "word40")
    lines = plain(passage(one, place, [Marking(place)], 20, 3))
    assert lines[0] == "P: ⋯"
    assert any("⟦word40⟧" in line for line in lines)
    assert len(lines) == 3


def test_words_outside_of_turns_are_shown_too():
    one = Transcript("h", "t", "A note before all.\n", (), "", "text")
    place = span(one, "note")
    assert plain(passage(one, place, [Marking(place)], 40)) == ["A ⟦note⟧ before all."]


@given(
    st.lists(st.text("ab 日é\U0001f600\u200d[]", min_size=1, max_size=80), min_size=1, max_size=5),
    st.data(),
    st.integers(12, 60),
    st.integers(1, 9),
)
def test_no_line_is_too_long_and_there_are_never_too_many(said, data, width, rows):
    one = talk(*said)
    start = data.draw(st.integers(0, len(one.text) - 2))
    place = Span(start, data.draw(st.integers(start + 1, len(one.text) - 1)))
    marks = [Marking(place)]
    lines = passage(one, place, marks, width, rows)
    assert len(lines) <= rows
    every = passage(one, place, marks, width)
    assert all(line.cell_len <= width + 2 for line in every)  # a joined sign may be drawn apart
    joined = "".join(plain(every))
    assert joined.count(OPENS) == joined.count(CLOSES)


# Side by side


def block(name, *lines):
    return Block(lambda width: [Text(name)], lambda width, rows: [Text(x) for x in lines])


def rows_of(blocks, width, height, least=20, whole=False):
    cells, rows = laid_out(blocks, width, height, least, whole)
    return cells, [[cell.plain if cell else "" for cell in row] for row in rows]


def test_blocks_are_side_by_side_where_each_has_room():
    found = rows_of([block("a", "one", "two"), block("b", "three")], 43, 9)
    assert found == (20, [["a", "b"], ["one", "three"], ["two", ""]])


def test_blocks_are_one_above_the_other_where_there_is_none():
    found = rows_of([block("a", "one"), block("b", "two")], 42, 9)
    assert found == (42, [["a"], ["one"], ["b"], ["two"]])


def test_three_blocks_with_room_for_two_are_shared_out_evenly():
    cells, rows = rows_of([block("a"), block("b"), block("c")], 46, 9)
    assert (cells, rows) == (21, [["a", "b"], ["c"]])


def test_who_wants_less_leaves_the_rest_to_the_others():
    asked = []

    def body(width, rows):
        asked.append(rows)
        return [Text("x")] * (rows or 20)

    long = Block(lambda width: [Text("long")], body)
    rows = rows_of([block("a", "one"), long], 30, 10)[1]
    assert len(rows) == 10
    assert asked == [0, 7]
    assert len(rows_of([block("a", "one"), long], 30, 10, whole=True)[1]) == 23


def test_nothing_to_show_is_no_lines():
    assert laid_out([], 80, 24, 20, False) == (80, [])
