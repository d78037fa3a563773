"""Memos are written at the bottom of the screen."""

import pytest
from textual.widgets import TextArea

from qualbench.tui.widgets.memo_box import MemoBox


@pytest.fixture
async def box(alone):
    async with alone(MemoBox()) as pilot:
        yield pilot


def _said(pilot):
    heard = (one for one in pilot.app.said if not isinstance(one, MemoBox.Typed))
    return [getattr(message, "text", "left") for message in heard]


async def test_a_memo_of_several_lines_is_stored_and_the_keys_go_back(box, shown, keys):
    box.app.query_one(MemoBox).open("Memo on Culture [x], c1")
    await box.pause()
    assert "Memo on Culture [x], c1  Ctrl+S stores, Esc leaves" in shown(box)
    await keys(box, "type:- one", "enter", "type:- two", "ctrl+s")
    assert _said(box) == ["- one\n- two"]
    assert box.app.focused.id == "text"
    assert not box.app.query_one(MemoBox).display


async def test_a_memo_is_edited_from_its_end(box):
    box.app.query_one(MemoBox).open("Memo", "one\ntwo")
    await box.press("!", "ctrl+s")
    assert _said(box) == ["one\ntwo!"]


async def test_a_memo_all_of_which_was_deleted_is_empty(box):
    box.app.query_one(MemoBox).open("Memo", "no")
    await box.press("backspace", "backspace", "ctrl+s")
    assert _said(box) == [""]


@pytest.mark.parametrize("keys", [["ctrl+s"], ["escape"], ["x", "backspace", "escape"]])
async def test_a_memo_that_reads_as_before_is_left(box, keys):
    box.app.query_one(MemoBox).open("Memo", "one")
    await box.press(*keys)
    assert _said(box) == ["left"]


async def test_leaving_a_changed_memo_asks_once(box, shown):
    box.app.query_one(MemoBox).open("A memo on a thing with a name that is long", "one")
    await box.press("x", "escape")
    assert "not stored! Ctrl+S stores it, Esc throws it away" in shown(box)
    assert _said(box) == []
    await box.press("escape")
    assert _said(box) == ["left"]


async def test_writing_on_takes_the_question_back(box):
    box.app.query_one(MemoBox).open("Memo")
    await box.press("x", "escape", "y", "escape")
    assert _said(box) == []
    await box.press("ctrl+s")
    assert _said(box) == ["xy"]


async def test_tab_indents_and_the_keys_stay_in_the_memo(box):
    box.app.query_one(MemoBox).open("Memo")
    await box.press("tab", "x", "shift+tab", "y", "ctrl+s")
    assert _said(box) == ["xy"]


@pytest.mark.parametrize(("rows", "least", "most"), [(24, 4, 8), (60, 4, 20)])
async def test_it_grows_with_the_memo_up_to_a_third_of_the_screen(alone, rows, least, most):
    async with alone(MemoBox(), size=(80, rows)) as pilot:
        box = pilot.app.query_one(MemoBox)
        box.open("Memo")
        await pilot.pause()
        await pilot.pause()
        assert box.region.height == least
        pilot.app.query_one(TextArea).insert("a line\n" * 5)
        await pilot.pause()
        assert box.region.height == 7
        pilot.app.query_one(TextArea).insert("a line\n" * 50)
        await pilot.pause()
        assert box.region.height == most
        assert pilot.app.query_one("#text").region.bottom == box.region.y


async def test_a_long_line_that_runs_on_makes_it_grow_too(box):
    memo = box.app.query_one(MemoBox)
    memo.open("Memo", "many words " * 40)
    await box.pause()
    await box.pause()
    assert memo.region.height == 7
