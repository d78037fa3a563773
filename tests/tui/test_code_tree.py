"""The tree of codes by itself."""

import pytest
from textual.app import App
from textual.events import MouseDown, MouseMove, MouseUp

from qualbench.codebooks import added, beside, load, merged, renamed, retired
from qualbench.model import Code
from qualbench.tui.widgets.code_tree import CodeTree

BOOK = load("mio")
INNER, CULTURE, FIT = "cfir22.inner", "cfir22.inner.culture", "cfir22.inner.compatibility"
SILENCE = Code("proposed.silence.ab12", "Silence", "project")


class Alone(App[None]):
    def __init__(self):
        super().__init__()
        self.said = []

    def compose(self):
        yield CodeTree("codes")

    def on_mount(self):
        self.query_one(CodeTree).show(BOOK, {FIT: 3, f"{CULTURE}.x": 1}, {})
        self.query_one(CodeTree).focus()

    def on_code_tree_considered(self, event):
        self.said.append(("considered", event.key))

    def on_code_tree_chosen(self, event):
        self.said.append(("chosen", event.key))

    def on_code_tree_dragged(self, event):
        self.said.append(("dropped" if event.dropped else "dragged", event.key, event.onto))


@pytest.fixture
def lines():
    def lines(app):
        return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]

    return lines


async def test_domains_are_open_at_first_and_counts_stand_behind_names(lines):
    async with Alone().run_test(size=(60, 100)) as pilot:
        await pilot.pause()
        said = lines(pilot.app)
        assert said[0].startswith("▾›Innovation")
        assert "├   Compatibility 3" in said
        assert "├ ▸ Culture" in said


async def test_a_sign_tells_the_code_at_the_cursor(lines):
    def pointed():
        return [line.strip("▁▂▃▄▅▆▇ ") for line in lines(pilot.app) if "›" in line]

    async with Alone().run_test(size=(60, 30)) as pilot:
        await pilot.press("j")
        assert pointed() == ["├  ›Innovation Source"]
        await pilot.press("j", "j")
        assert pointed() == ["├ ▸›Innovation Relative Advantage"]
        pilot.app.set_focus(None)
        await pilot.press("k")
        assert pointed() == ["├ ▸›Innovation Relative Advantage"]


async def test_what_becomes_of_codes_is_said_in_words(lines):
    book = beside(retired(merged(BOOK, CULTURE, FIT), "cfir22.inner.communications"), [SILENCE])
    async with Alone().run_test(size=(70, 100)) as pilot:
        pilot.app.query_one(CodeTree).show(book, {FIT: 3}, {SILENCE.id: "bo"}, {FIT: 2})
        await pilot.pause()
        said = "\n".join(lines(pilot.app))
        assert "Culture (merged into Compatibility)" in said
        assert "Communications (retired)" in said
        assert "Silence (proposed by bo)" in said
        assert "Compatibility 3 (!2 changed)" in said


async def test_a_folded_code_says_how_many_codings_are_below_it(lines):
    async with Alone().run_test(size=(60, 100)) as pilot:
        tree = pilot.app.query_one(CodeTree)
        tree.go_to(INNER)
        await pilot.press("h")
        assert any("Inner Setting (+3)" in line for line in lines(pilot.app))


async def test_shown_anew_it_keeps_the_cursor_and_what_is_folded(lines):
    async with Alone().run_test(size=(60, 100)) as pilot:
        tree = pilot.app.query_one(CodeTree)
        tree.go_to(CULTURE)
        await pilot.press("l")
        tree.go_to("cfir22.outer")
        await pilot.press("h")
        tree.go_to(FIT)
        for book in (renamed(BOOK, FIT, "Fit"), added(BOOK, "A new one", INNER)[0]):
            tree.show(book, {}, {})
            await pilot.pause()
            assert tree.key == FIT
            said = lines(pilot.app)
            assert any(line.startswith("▸ Outer Setting") for line in said)
            assert any("▾ Culture" in line for line in said)


async def test_keys_move_fold_and_choose():
    async with Alone().run_test(size=(60, 30)) as pilot:
        app, tree = pilot.app, pilot.app.query_one(CodeTree)
        await pilot.press("home", "j", "enter")
        assert app.said[-2:] == [("considered", tree.key), ("chosen", tree.key)]
        assert tree.key == BOOK.codes[1].id
        await pilot.press("k")
        assert tree.key == BOOK.codes[0].id
        await pilot.press("l")
        assert tree.key == BOOK.codes[1].id
        await pilot.press("h", "h", "j")
        assert tree.key == "cfir22.outer"
        await pilot.press("end")
        assert tree.cursor_line == tree.last_line


async def test_home_and_end_go_there_and_show_it(lines):
    async with Alone().run_test(size=(60, 12)) as pilot:
        tree = pilot.app.query_one(CodeTree)
        for key, line in (("end", tree.last_line), ("home", 0)):
            await pilot.press(key)
            await pilot.pause()
            assert tree.cursor_line == line
            name = tree.get_node_at_line(line).data.name
            assert any(name in said for said in lines(pilot.app))


async def test_a_click_looks_at_a_code_and_a_double_click_chooses_it():
    async with Alone().run_test(size=(60, 30)) as pilot:
        await pilot.click(CodeTree, offset=(6, 2))
        assert pilot.app.said[-1] == ("considered", BOOK.codes[2].id)
        await pilot.click(CodeTree, offset=(6, 2), times=2)
        assert pilot.app.said[-1] == ("chosen", BOOK.codes[2].id)


async def test_a_code_is_dragged_onto_another():
    async with Alone().run_test(size=(60, 30)) as pilot:
        one, other = BOOK.codes[1].id, BOOK.codes[5].id
        await pilot._post_mouse_events([MouseDown], CodeTree, offset=(6, 1), button=1)
        await pilot._post_mouse_events([MouseMove], CodeTree, offset=(6, 5), button=1)
        await pilot._post_mouse_events([MouseUp], CodeTree, offset=(6, 5), button=1)
        await pilot.pause()
        ways = [said for said in pilot.app.said if said[0] in ("dragged", "dropped")]
        assert ways[-1][0] == "dropped" and ways[-1][1] == one
        assert ("dragged", *ways[-1][1:]) in ways
        assert ways[-1][2] in {code.id for code in BOOK.codes} - {one}
        assert not [said for said in pilot.app.said if said[0] == "chosen"]
        assert other


async def test_a_narrow_tree_cuts_names_before_counts(lines):
    async with Alone().run_test(size=(24, 100)) as pilot:
        pilot.app.query_one(CodeTree).show(BOOK, {"cfir22.inner.knowledge_access": 12}, {})
        await pilot.pause()
        assert any(line.endswith("… 12") for line in lines(pilot.app))
