"""The codebook as a tree, with how often each code was used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.events import Click, MouseDown, MouseEvent, MouseMove, MouseUp
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualbench.model import Code, Codebook

_NAME = 14
"""Cells of a name that are always shown."""

_HERE = "›"
"""Before the name at the cursor; a fold has the sign that points in other lists."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a line of the tree says; ``said`` stands behind the name, in words.

    ``below`` counts codings of all that stands below the code, for when that is folded.
    """

    key: str
    name: str
    count: int
    below: int = 0
    said: str = ""
    retired: bool = False


class CodeTree(Tree[Leaf]):
    """Codes with counts. It keeps what is folded and where the cursor is when shown anew."""

    DEFAULT_CSS = """
    CodeTree {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
    }
    CodeTree > .tree--guides, CodeTree:focus > .tree--guides, CodeTree:light > .tree--guides {
        color: $surface-lighten-2;
    }
    CodeTree > .tree--cursor {
        text-style: bold reverse;
    }
    """
    BINDINGS = [
        Binding("j", "cursor_down", "Down", show=False, id="tree.down"),
        Binding("k", "cursor_up", "Up", show=False, id="tree.up"),
        Binding("l,right", "unfold", "Unfold, or into it", show=False, id="tree.unfold"),
        Binding("h,left", "fold", "Fold, or to what it stands under", show=False, id="tree.fold"),
        Binding("home", "first", "First code", show=False, id="tree.first"),
        Binding("end", "last", "Last code", show=False, id="tree.last"),
    ]

    class Considered(Message):
        """The cursor is on a code."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Chosen(Message):
        """A code was chosen, by Enter or by a double click."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Dragged(Message):
        """A code is dragged ``onto`` another; ``dropped`` there when the button is let go."""

        def __init__(self, key: str, onto: str, dropped: bool) -> None:
            super().__init__()
            self.key = key
            self.onto = onto
            self.dropped = dropped

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._by_key: dict[str, TreeNode[Leaf]] = {}
        self._held = self._onto = ""

    @property
    def key(self) -> str:
        """The code at the cursor; empty before there is one."""
        node = self.cursor_node
        return node.data.key if node and node.data else ""

    def show(
        self,
        book: Codebook,
        counts: Mapping[str, int],
        proposed: Mapping[str, str],
        again: Mapping[str, int] | None = None,
    ) -> None:
        """The codes of a codebook; ``counts`` by code, ``proposed`` code -> who proposed it.

        ``again`` counts, by code, the codings that are to be looked at again.
        """
        leaves = {leaf.key: leaf for leaf in _leaves(book, counts, proposed, again or {})}
        if self._as_it_was(book):
            for key, leaf in leaves.items():
                self._by_key[key].data = leaf
                self._by_key[key].set_label(leaf.name)
            return
        self._grow(book, leaves)

    def _as_it_was(self, book: Codebook) -> bool:
        """Whether the same codes stand in the same places: then only their lines change."""
        shape = [
            (key, node.parent.data.key if node.parent and node.parent.data else None)
            for key, node in self._by_key.items()
        ]
        return shape == [(code.id, code.parent) for code in book.codes]

    def _grow(self, book: Codebook, leaves: Mapping[str, Leaf]) -> None:
        was, at = {i: node.is_expanded for i, node in self._by_key.items()}, self.key
        place = self.cursor_line
        self.clear()
        self._by_key = {}
        for code in book.codes:
            above = self._by_key[code.parent] if code.parent else self.root
            opened = was.get(code.id, code.parent is None)
            leaf = leaves[code.id]
            self._by_key[code.id] = above.add(leaf.name, leaf, expand=opened)
        for node in self._by_key.values():
            node.allow_expand = bool(node.children)
        self.root.expand()
        if at in self._by_key:
            self.go_to(at)
        elif self._by_key:
            self.cursor_line = max(0, min(place, self.last_line))

    def go_to(self, key: str) -> None:
        """Put the cursor on a code, and unfold what it stands under."""
        node = self._by_key.get(key)
        if node is None:
            return
        above = node.parent
        while above is not None:
            above.expand()
            above = above.parent
        self._tree_lines  # noqa: B018 - lays the lines out, so that the node knows its own
        self.move_cursor(node)

    def render_label(self, node: TreeNode[Leaf], base_style: Style, style: Style) -> Text:
        leaf = node.data
        if leaf is None:
            return Text("")
        fold = ("▾" if node.is_expanded else "▸") if node.allow_expand else " "
        # The sign alone folds at a click: as the style of the whole line it would do so everywhere.
        folds = base_style + Style.from_meta({"toggle": True}) if node.allow_expand else base_style
        sign = Text(style=base_style).append(fold, style=folds)
        sign.append(_HERE if node is self.cursor_node else " ", style=folds)
        behind = Text("".join(f" {part}" for part in _behind(leaf, node)), style=base_style)
        width = self.size.width - self.styles.scrollbar_size_vertical
        room = width - self.guide_depth * _depth(node) - sign.cell_len
        name = Text(leaf.name, style=style + Style(strike=True) if leaf.retired else style)
        if self.size.width:
            name.truncate(max(_NAME, room - behind.cell_len), overflow="ellipsis")
            behind.truncate(max(0, room - name.cell_len), overflow="ellipsis")
        return sign.append(name).append(behind)

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Leaf]) -> None:
        event.stop()
        if event.node.data:
            self.post_message(self.Considered(event.node.data.key))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Leaf]) -> None:
        event.stop()
        if event.node.data:
            self.post_message(self.Chosen(event.node.data.key))

    def on_resize(self) -> None:
        """The code at the cursor stays in sight when a drawer opens below."""
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        self.scroll_to_line(max(0, self.cursor_line), animate=False)

    # The mouse: a click looks at a code, a double click chooses it, dragging moves it

    def on_mouse_down(self, event: MouseDown) -> None:
        self._held, self._onto = self._under(event), ""

    def on_mouse_move(self, event: MouseMove) -> None:
        onto = self._under(event)
        if self._held and event.button and onto not in (self._held, self._onto, ""):
            self._onto = onto
            self.post_message(self.Dragged(self._held, onto, dropped=False))

    def on_mouse_up(self, event: MouseUp) -> None:
        held, onto, self._held = self._held, self._under(event), ""
        if held and onto and held != onto:
            self.post_message(self.Dragged(held, onto, dropped=True))

    def on_click(self, event: Click) -> None:
        """Textual's own way would choose at the first click, and after dragging."""
        if event.style.meta.get("toggle"):
            return
        event.prevent_default()
        event.stop()
        if (line := event.style.meta.get("line")) is not None and not self._onto:
            self.cursor_line = line
            if event.chain == 2:
                self.action_select_cursor()
        self._onto = ""

    def _under(self, event: MouseEvent) -> str:
        line = event.style.meta.get("line")
        node = self.get_node_at_line(line) if line is not None else None
        return node.data.key if node and node.data else ""

    # The keys

    def action_unfold(self) -> None:
        node = self.cursor_node
        if node and node.allow_expand and not node.is_expanded:
            node.expand()
        elif node and node.children:
            self.move_cursor(node.children[0])

    def action_fold(self) -> None:
        node = self.cursor_node
        if node and node.children and node.is_expanded:
            node.collapse()
        elif node and node.parent and node.parent is not self.root:
            self.move_cursor(node.parent)

    def action_first(self) -> None:
        self.cursor_line = 0
        self._show_cursor()

    def action_last(self) -> None:
        self.cursor_line = self.last_line
        self._show_cursor()


def _behind(leaf: Leaf, node: TreeNode[Leaf]) -> Iterator[str]:
    """What stands behind a name: how often it was coded, and what else is to know."""
    if leaf.count:
        yield str(leaf.count)
    if leaf.below and not node.is_expanded:
        yield f"(+{leaf.below})"
    if leaf.said:
        yield f"({leaf.said})"


def _depth(node: TreeNode[Leaf]) -> int:
    """How many codes it stands under."""
    depth, above = -1, node.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def _leaves(
    book: Codebook,
    counts: Mapping[str, int],
    proposed: Mapping[str, str],
    again: Mapping[str, int],
) -> Iterator[Leaf]:
    below = Counter[str]()
    for code in book.codes:
        below.update({above.id: counts.get(code.id, 0) for above in book.ancestors(code.id)})
    for code in book.codes:
        said = "; ".join(_said(book, code, proposed, again.get(code.id, 0)))
        yield Leaf(code.id, code.name, counts.get(code.id, 0), below[code.id], said, code.retired)


def _said(book: Codebook, code: Code, proposed: Mapping[str, str], again: int) -> Iterator[str]:
    if code.id in proposed:
        yield f"proposed by {proposed[code.id]}"
    if code.merged_into:
        target = book.by_id.get(code.merged_into)
        yield f"merged into {target.name if target else code.merged_into}"
    elif code.retired:
        yield "retired"
    if again:
        yield f"!{again} changed"
