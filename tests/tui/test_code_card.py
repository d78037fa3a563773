"""The card of a code."""

from qualbench.model import Code
from qualbench.tui.widgets.code_card import CodeCard
from qualbench.workbench import Rewording

CULTURE = Code(
    "culture",
    "Culture",
    "construct",
    parent="inner",
    definition="What is shared.",
    local="In these clinics: of the team.",
    include=("What all value",),
    exclude=("What one person values",),
    examples=("“We are a family”",),
)


async def test_a_card_says_all_there_is_in_the_order_of_reading(alone, shown):
    async with alone(CodeCard(), size=(60, 60)) as pilot:
        card = pilot.app.query_one(CodeCard)
        card.show(
            CULTURE,
            "Inner Setting > Culture",
            ["  We eat\n  together  "],
            [("bo", "Ask about [lunch].")],
            "changed since you coded this",
        )
        await pilot.pause()
        lines = shown(pilot).splitlines()
        said = [line.strip(" ─") for line in lines if line.strip(" ─")]
    assert said == [
        "the text",
        "! changed since you coded this",
        "Culture",
        "Inner Setting > Culture",
        "What is shared.",
        "Here",
        "In these clinics: of the team.",
        "Include",
        "• What all value",
        "Not this",
        "• What one person values",
        "Examples",
        "“We are a family”",
        "You coded",
        "“We eat together”",
        "Memos",
        "bo: Ask about [lunch].",
    ]


async def test_long_quotes_are_shortened(alone, shown):
    async with alone(CodeCard(), size=(80, 60)) as pilot:
        pilot.app.query_one(CodeCard).show(CULTURE, "", ["word " * 100])
        await pilot.pause()
        said = " ".join(shown(pilot).split())
    assert said.count("word") == 40
    assert said.endswith("…”")


async def test_reading_on_goes_to_the_end_and_to_the_beginning_again(alone):
    async with alone(CodeCard()) as pilot:
        card = pilot.app.query_one(CodeCard)
        card.show(CULTURE, "", [str(n) for n in range(30)])
        await pilot.pause()
        while card.scroll_y < card.max_scroll_y:
            card.read_on()
            await pilot.pause()
        card.read_on()
        await pilot.pause()
        assert card.scroll_y == 0 < card.max_scroll_y


async def test_no_code_is_an_empty_card(alone, shown):
    async with alone(CodeCard()) as pilot:
        card = pilot.app.query_one(CodeCard)
        card.show(CULTURE)
        card.show(None)
        await pilot.pause()
        assert "Culture" not in shown(pilot)


async def test_what_changed_is_told_by_signs_before_what_holds_now(alone, shown):
    changes = [
        Rewording("Culture", "definition", ("What is valued.",), ("What is shared.",)),
        Rewording("Climate", "use", ("in use",), ("merged into Culture",)),
    ]
    async with alone(CodeCard(), size=(60, 40)) as pilot:
        card = pilot.app.query_one(CodeCard)
        card.show(CULTURE, notice="changed since you coded it", changes=changes)
        await pilot.pause()
        lines = [line.strip() for line in shown(pilot).splitlines() if line.strip()]
        at = lines.index("! changed since you coded it")
        assert lines[at + 1 : at + 10] == [
            "Culture",
            "Changed: definition",
            "- What is valued.",
            "+ What is shared.",
            "Changed: use of Climate",
            "- in use",
            "+ merged into Culture",
            "Now",
            "What is shared.",
        ]
        card.show(CULTURE)
        await pilot.pause()
        assert "Changed" not in shown(pilot)
