"""What contradicts between copies: shown, and decided by who may."""

import shutil

from qualbench import workbench
from qualbench.tui.screens.coding import Coding
from qualbench.tui.screens.copies import Conflicts, Copies


async def test_what_contradicts_is_shown_before_and_after_and_decided_by_a_digit(
    program, tiny, project, apart, keys, shown, like, said, told, flat, undated
):
    async with program(tiny, "H", "m", "enter", coder="lead") as pilot:
        assert "3 conflicts to decide afterwards" in said(pilot)
        assert "! Conflict: the setting tolerance; lead decides" in flat(pilot)
        await keys(pilot, "enter")
        assert "2 conflicts to be decided by you" in told(pilot)
        assert said(pilot).startswith("3 conflicts wait to be decided, 2 of them by you: c goes")
        await keys(pilot, "c")
        assert isinstance(pilot.app.screen, Conflicts)
        screen = flat(pilot)
        assert "Yours to decide ▸ The codebook in force 2 claims; decided by you" in screen
        assert "For others to decide A coding by ana in a 2 claims; decided by ana" in screen
        assert "There" in screen and "Here" in screen
        await keys(pilot, "j")
        like(undated(pilot), "conflicts")
        number = next(
            str(place)
            for place, claim in enumerate(workbench.conflicts(project, "lead")[2].claims, 1)
            if claim.says == "4"
        )
        await keys(pilot, number, "type:the older one", "enter")
        assert told(pilot) == "Decided: The setting tolerance; u takes it back."
        assert workbench.setting(project, "tolerance") == "4"
        assert "the older one" in {one.memo.text for one in workbench.memos(project, "lead")}
        assert "The setting tolerance" not in shown(pilot)
        await keys(pilot, "u")
        assert "The setting tolerance" in shown(pilot)
        assert len(workbench.conflicts(project, "lead")) == 3


async def test_one_is_chosen_from_a_list_and_esc_decides_nothing(
    program, tiny, project, apart, keys, facts
):
    workbench.merge(project, "lead", [apart])
    before = facts(tiny)
    async with program(tiny, "H", "c", "j", coder="lead") as pilot:
        for way in (("enter", "escape"), ("1", "escape"), ("9",), ("enter", "enter", "escape")):
            await keys(pilot, *way)
            assert pilot.app.screen._drawer is None
        assert facts(tiny) == before
        await keys(pilot, "enter", "type:lead 7", "enter", "enter")
    assert workbench.setting(project, "tolerance") == "7"
    assert [one.conflict.kind for one in workbench.conflicts(project, "lead")] == [
        "coding",
        "publication",
    ]


async def test_deciding_is_offered_to_who_may(
    program, tiny, project, apart, keys, said, told, offered
):
    workbench.merge(project, "lead", [apart])
    async with program(tiny, "H", "c", coder="ana") as pilot:
        assert {"choose", "keep(1)", "keep(2)", "open"} <= offered(pilot)
        assert "keep(3)" not in offered(pilot)
        await keys(pilot, "j")
        assert not {"choose", "keep(1)", "open"} & offered(pilot)
        for key in ("1", "enter"):
            await keys(pilot, key)
            assert told(pilot) == "This is not yours to decide: Ask lead."
        await keys(pilot, "w", "k", "w")
        assert isinstance(pilot.app.screen, Coding)
        assert pilot.app.screen.page.transcript.name == "a"
        await keys(pilot, "escape", "2", "enter")
        assert told(pilot).startswith("Decided: A coding by ana in a")
    assert len(workbench.conflicts(project, "ana")) == 2
    async with program(tiny, "H", "c", coder="bo") as pilot:
        assert said(pilot).endswith("None of it is yours to decide.")
        assert not {"choose", "keep(1)"} & offered(pilot)


async def test_who_meets_a_namesake_goes_on_and_takes_another_name(
    program, tiny, project, keys, shown, tmp_path, told
):
    copy = shutil.copy(tiny, tmp_path / "copy.qualbench")
    for file in (tiny, copy):
        with workbench.opened(file) as one:
            workbench.submit(one, "twin", ["c"])
    me = workbench.coder_id(project, "twin")
    async with program(tiny, "H", "m", "enter", "enter", coder="twin") as pilot:
        assert pilot.app.coder == workbench.coder_name(project, me) != "twin"
        assert f"coder: {pilot.app.coder}" in shown(pilot)
        await keys(pilot, "c", "1", "type:ana", "enter")
        assert "ana would be a new coder beside ana" in told(pilot)
        await keys(pilot, "enter", "type:Theo", "enter")
        assert told(pilot).endswith("You are called Theo from now on, also where you coded before.")
        assert "coder: Theo" in shown(pilot)
        await keys(pilot, "escape", "escape")
        assert "coder: Theo" in shown(pilot)
    assert workbench.coder_name(project, me) == "Theo"
    assert workbench.conflicts(project, "Theo") == ()


async def test_the_library_says_what_waits_for_whom_and_the_palette_leads_there(
    program, tiny, project, apart, keys, said
):
    async with program(tiny, coder="lead") as pilot:
        assert not pilot.app.screen.query_one("#undecided").display
    workbench.merge(project, "lead", [apart])
    for coder, number in (("lead", "2 conflicts"), ("ana", "1 conflict")):
        async with program(tiny, coder=coder) as pilot:
            line = f"{number} between copies to be decided by you: H goes there."
            assert said(pilot, "#undecided") == line
    async with program(tiny, "ctrl+p", "type:go conflicts", "enter", coder="bo") as pilot:
        assert isinstance(pilot.app.screen, Conflicts)
        await keys(pilot, "escape")
        assert not pilot.app.screen.query_one("#undecided").display
        await keys(pilot, "C", "H", "escape", "f6")
        assert isinstance(pilot.app.screen, Copies)
