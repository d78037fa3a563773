"""One line is asked for."""

import pytest

from qualbench.tui.widgets.ask_line import AskLine


@pytest.fixture
async def line(alone):
    async with alone(AskLine()) as pilot:
        yield pilot


def _said(pilot, kind):
    return [message.text for message in pilot.app.heard(kind)]


async def test_enter_answers_without_the_space_around(line, shown, keys):
    ask = line.app.query_one(AskLine)
    ask.open("File", hint="a name that ends in .csv or .md")
    await line.pause()
    assert "File  Enter takes it, Esc leaves" in shown(line)
    assert "a name that ends in .csv" in shown(line)
    await keys(line, "type: a.csv ", "enter")
    assert _said(line, AskLine.Answered) == ["a.csv"]
    assert line.app.focused.id == "text"
    assert not ask.display


async def test_a_value_is_gone_on_with_and_every_change_is_told(line):
    line.app.query_one(AskLine).open("Find", "cos")
    await line.press("right", "t", "tab", "s")
    assert _said(line, AskLine.Changed)[-2:] == ["cost", "costs"]
    await line.press("escape")
    assert _said(line, AskLine.Answered) == []
    assert len(line.app.heard(AskLine.Left)) == 1
    assert line.app.focused.id == "text"


async def test_it_takes_two_lines_below_the_text(line):
    ask = line.app.query_one(AskLine)
    ask.open("Find")
    await line.pause()
    assert (ask.region.y, ask.region.height) == (22, 2)


async def test_what_stood_there_is_replaced_by_typing(line):
    line.app.query_one(AskLine).open("Find", "old words")
    await line.press("n")
    assert _said(line, AskLine.Changed)[-1] == "n"
