"""The list of transcripts at the side."""

import pytest

from qualbench.tui.widgets.transcript_list import Listed, TranscriptList

THREE = (
    Listed("h1", "c1-counselor-1", "P01 · counselor · clinic 1", 12, "submitted"),
    Listed("h2", "c1-counselor-2", "P02 · counselor · clinic 1"),
    Listed(
        "h3", "c2-administrator", "P03 · administrator · clinic 2", 1, "submitted, changed since"
    ),
)


@pytest.fixture
async def list_of(alone):
    async with alone(TranscriptList()) as pilot:
        transcripts = pilot.app.query_one(TranscriptList)
        transcripts.styles.width = 34
        transcripts.show(THREE, "h2")
        transcripts.focus()
        await pilot.pause()
        yield pilot


def _chosen(pilot):
    return [message.hash for message in pilot.app.heard(TranscriptList.Chosen)]


async def test_each_says_whose_it_is_and_what_was_done(list_of, shown):
    top = list_of.app.query_one(TranscriptList).region.y
    assert [line.rstrip() for line in shown(list_of).splitlines()[top : top + 9]] == [
        "   c1-counselor-1",
        "   P01 · counselor · clinic 1",
        "   12 coded, submitted",
        "▸● c1-counselor-2",
        "   P02 · counselor · clinic 1",
        "   not coded",
        "   c2-administrator",
        "   P03 · administrator · clinic 2",
        "   1 coded, submitted, changed si…",
    ]


async def test_keys_and_mouse_choose(list_of):
    await list_of.press("j", "enter", "k", "up", "enter")
    await list_of.click(TranscriptList, offset=(5, 4))
    assert _chosen(list_of) == ["h3", "h1", "h2"]


async def test_the_pointer_stays_where_it_is_until_another_transcript_is_open(list_of):
    transcripts = list_of.app.query_one(TranscriptList)
    await list_of.press("j")
    transcripts.show([THREE[0], Listed("h2", "c1-counselor-2", "", 1), THREE[2]], "h2")
    await list_of.press("enter")
    transcripts.show(THREE, "h1")
    await list_of.press("enter")
    assert _chosen(list_of) == ["h3", "h1"]


async def test_an_empty_study_has_nothing_to_choose(list_of):
    list_of.app.query_one(TranscriptList).show([])
    await list_of.press("j", "enter")
    assert _chosen(list_of) == []
