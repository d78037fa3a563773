"""The lists at the left of the text, with the keys that the last line shows while one has them."""

from __future__ import annotations

from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.transcript_list import TranscriptList

LEADING = (
    *("codes.put", "tree.down", "tree.unfold", "tree.fold", "codes.leave"),
    *("transcripts.open", "transcripts.next", "transcripts.leave"),
    *("coding.transcripts", "coding.codes"),
)
"""The ids of these keys in the order in which they are shown."""


class Codes(CodeTree):
    """Enter puts the code at the cursor on the marked words."""

    BINDINGS = [
        bind("enter", "select_cursor", "Put the code on the marked words", "codes.put", "Put code"),
        bind("j,down", "cursor_down", "Down", "tree.down", "Down"),
        bind("l,right", "unfold", "Unfold, or into it", "tree.unfold", "Unfold"),
        bind("h,left", "fold", "Fold, or to what it stands under", "tree.fold", "Fold"),
        bind("escape", "screen.back", "Back to the text", "codes.leave", "Text"),
        bind(
            "T",
            "screen.to_transcripts",
            "To the transcripts on the left",
            "coding.transcripts",
            "Transcripts",
        ),
    ]


class Transcripts(TranscriptList):
    """Enter opens the transcript at the cursor instead of this one."""

    BINDINGS = [
        bind("enter", "select", "Open the transcript", "transcripts.open", "Open"),
        bind("j,down", "cursor_down", "Next transcript", "transcripts.next", "Next"),
        bind("escape", "screen.back", "Back to the text", "transcripts.leave", "Text"),
        bind(
            "t",
            "screen.to_codes",
            "To the codes on the left; Enter there codes",
            "coding.codes",
            "Codes",
        ),
    ]
