"""The codebook's screen, as a lead and as another coder use it."""

import pytest

from qualbench import workbench
from qualbench.tui.screens.codebook import Codebook
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.code_tree import CodeTree

INNER, CULTURE, FIT = "cfir22.inner", "cfir22.inner.culture", "cfir22.inner.compatibility"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
STORE = "ctrl+s"


async def test_a_new_code_with_its_meaning_and_a_note(at, stored, shown):
    way = ("n", "type:Silence", "enter", "type:says nothing", "enter", "type:asked", "enter")
    async with at(INNER, *way) as pilot:
        assert "Done: added Silence. u takes it back." in shown(pilot)
        assert "says nothing" in shown(pilot)
        book, version = stored()
        assert book.by_id["own.inner.silence"].definition == "says nothing"
        assert (version.note, version.changes) == ("asked", ("added Silence under Inner Setting",))
        await pilot.press("u")
        assert stored()[1].number == 1
        await pilot.press("U")
        assert stored()[1].number == 2


async def test_before_a_change_it_is_said_how_many_codings_it_touches(at, stored, shown):
    async with at(FIT, "f2", "end", "type: and fit", "enter") as pilot:
        assert "Rename Compatibility to Compatibility and fit: 2 codings." in shown(pilot)
        assert "2 codings. Why rename Compatibility" in shown(pilot)
        await pilot.press("escape")
        assert stored()[1].number == 1
        assert "Every change is a version" in shown(pilot)


async def test_the_texts_of_a_framework_code_are_added_to(at, stored, shown):
    async with at(FIT, "e") as pilot:
        assert "The framework's own texts stay as they are." in shown(pilot)
        assert "Definition" not in shown(pilot)
        await pilot.press("tab", "a", "enter", "b", STORE, "enter")
        code = stored()[0].by_id[FIT]
        assert code.include[-2:] == ("a", "b")
        assert stored()[1].changes == ("reworded Compatibility (include)",)


async def test_texts_that_were_changed_are_not_thrown_away_by_one_escape(at, stored, shown):
    async with at(FIT, "e", "x", "escape") as pilot:
        assert "not stored!" in shown(pilot)
        await pilot.press("escape")
        assert "not stored!" not in shown(pilot)
        assert stored()[1].number == 1


async def test_move_chooses_the_target_in_the_tree(at, stored, keys):
    async with at(FIT, "m") as pilot:
        pilot.app.screen.query_one(CodeTree).go_to("cfir22.outer")
        await keys(pilot, "enter", "enter")
        assert stored()[0].by_id[FIT].parent == "cfir22.outer"
        assert pilot.app.screen.query_one(CodeTree).key == FIT
        await keys(pilot, "m", "T", "enter")
        assert stored()[0].by_id[FIT].parent is None


async def test_a_move_is_left_by_escape_and_the_screen_by_another(at, shown, stored):
    async with at(FIT, "m") as pilot:
        assert "Move Compatibility under which code?" in shown(pilot)
        await pilot.press("escape")
        assert "under which code" not in shown(pilot)
        assert isinstance(pilot.app.screen, Codebook)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Codebook)


async def test_merge_split_retire_and_restore(at, stored, keys):
    async with at(CULTURE, "M") as pilot:
        tree = pilot.app.screen.query_one(CodeTree)
        tree.go_to(FIT)
        await keys(pilot, "enter", "enter")
        assert stored()[0].by_id[CULTURE].merged_into == FIT
        assert tree.key == FIT
        tree.go_to(CULTURE)
        await keys(pilot, "d", "enter")
        assert not stored()[0].by_id[CULTURE].retired
        await keys(pilot, "x", "type:One; Two", "enter", "type:beside", "enter", "enter")
        book = stored()[0]
        assert book.by_id[CULTURE].retired
        assert {"own.inner.one", "own.inner.two"} <= book.by_id.keys()


async def test_one_place_down_and_up_again(at, stored):
    before = [code.id for code in stored()[0].children(INNER)]
    async with at(FIT, "J") as pilot:
        moved = [code.id for code in stored()[0].children(INNER)]
        assert moved.index(FIT) == before.index(FIT) + 1
        await pilot.press("K")
        assert [code.id for code in stored()[0].children(INNER)] == before


async def test_a_coder_proposes_and_a_lead_adopts(at, stored, shown, tiny, keys):
    way = ("n", "type:Silence", "enter", "enter")
    async with at(INNER, *way, coder="bo") as pilot:
        assert "Silence (proposed by bo)" in shown(pilot)
        await pilot.press("f2")
        await keys(pilot, "end", "type: here", "enter")
        assert "Silence here" in shown(pilot)
    with workbench.opened(tiny) as project:
        (code,) = workbench.proposals(project)
    async with at(code, "a") as pilot:
        assert pilot.app.screen.query_one(CodeTree).key == INNER
        await keys(pilot, "enter", "type:agreed", "enter")
        assert stored()[1].note == "agreed"
        assert stored()[0].by_id[code].parent == INNER


@pytest.mark.parametrize("coder", ["lead", "bo"])
async def test_a_named_code_is_made_without_its_meaning_by_escape_an_unnamed_is_not(
    at, stored, shown, keys, coder
):
    async with at(INNER, "n", "type:Sil", "escape", coder=coder) as pilot:
        assert "Silence" not in [code.name for code in stored()[0].codes]
        await keys(pilot, "n", "type:Silence", "enter")
        assert "Esc makes it without" in shown(pilot)
        await keys(pilot, "escape")
        made = [code for code in stored()[0].codes if code.name in ("Sil", "Silence")]
        assert [(code.name, code.definition, code.parent) for code in made] == [
            ("Silence", "", INNER)
        ]
        await keys(pilot, "n", "type:Rest", "escape", "e", "escape")
        assert [c.name for c in stored()[0].codes].count("Silence") == 1
        assert "Rest" not in [code.name for code in stored()[0].codes]


async def test_escape_at_the_reason_for_a_new_code_drops_it(at, stored):
    async with at(INNER, "n", "type:Silence", "enter", "type:no word", "enter", "escape"):
        assert stored()[1].number == 1


async def test_after_a_split_the_first_part_is_at_hand_and_in_sight(at, shown, keys):
    async with at(FIT, "x", "type:Tight fit; Loose fit", "enter", "enter", "enter") as pilot:
        tree = pilot.app.screen.query_one(CodeTree)
        assert tree.cursor_node.data.name == "Tight fit"
        assert tree.cursor_node.parent.data.key == FIT
        assert tree.cursor_node.parent.is_expanded
        assert "Tight fit" in shown(pilot)


async def test_who_does_not_lead_is_told_whom_to_ask(at, stored):
    async with at(FIT, coder="bo") as pilot:
        for key in ("r", "e", "m", "M", "x", "d", "J"):
            pilot.app.clear_notifications()
            await pilot.press(key)
            (said,) = pilot.app._notifications
            assert "Ask lead" in said.message
        assert stored()[1].number == 1


async def test_the_history_tells_notes_and_changes(at, shown):
    way = ("d", "type:never used", "enter", "H")
    async with at(CULTURE, *way) as pilot:
        assert "Version 2, in force" in shown(pilot)
        assert "“never used”" in shown(pilot)
        assert "- retired Culture" in shown(pilot)
        await pilot.press("H")
        assert "Version 2, in force" not in shown(pilot)


async def test_a_memo_on_a_code_is_written_changed_and_dropped(at, shown, keys):
    async with at(FIT, "w", "type:think", STORE, size=(80, 50)) as pilot:
        assert "lead: think" in shown(pilot)
        await keys(pilot, "w", "type: again", STORE)
        assert "lead: think again" in shown(pilot)
        await keys(pilot, "w", "ctrl+a", "delete", STORE)
        assert "think" not in shown(pilot)


async def test_what_changed_since_it_was_coded_is_said_and_opened(at, shown):
    async with at(FIT, "r", "type: here", "enter", "enter"):
        pass
    async with at(FIT, coder="ana", size=(120, 30)) as pilot:
        said = shown(pilot)
        assert "1 of your codings: the code reads differently now. L goes there." in said
        assert "(!1 changed)" in said
        assert "Changed since you coded 1 with it" in said


async def test_while_moving_typing_finds_the_target_and_enter_takes_it(at, stored, shown, keys):
    async with at(FIT, "m") as pilot:
        said = " ".join(shown(pilot).split())
        assert "Type to find it, or arrows and Enter. T: at the top." in said
        await keys(pilot, "l", "e", "a", "r")
        assert "Move Compatibility under" in shown(pilot)
        assert "Learning-Centeredness" in shown(pilot)
        await keys(pilot, "ctrl+u", "type:outer setting", "enter", "type:belongs", "enter")
        assert stored()[0].by_id[FIT].parent == "cfir22.outer"
        assert stored()[1].note == "belongs"


async def test_while_merging_slash_finds_the_target_and_escape_goes_on_by_the_tree(
    at, stored, shown, keys
):
    async with at(CULTURE, "M", "slash", "type:compat") as pilot:
        assert "Merge Culture into" in shown(pilot)
        await keys(pilot, "escape")
        assert "Merge Culture into which code?" in shown(pilot)
        pilot.app.screen.query_one(CodeTree).go_to(FIT)
        await keys(pilot, "slash", "type:tension for", "enter", "enter")
        assert stored()[0].by_id[CULTURE].merged_into == "cfir22.inner.tension"


async def test_what_is_on_its_way_is_not_offered_itself_nor_what_stands_below_it(at, keys):
    async with at("cfir22.inner", "m", "slash") as pilot:
        offered = {choice.key for choice in pilot.app.screen.query_one(CodePicker)._found}
        assert {"", "cfir22.outer"} <= offered
        assert not any(key.startswith("cfir22.inner") for key in offered)
        await keys(pilot, "escape", "escape", "M", "slash")
        offered = {choice.key for choice in pilot.app.screen.query_one(CodePicker)._found}
        assert "" not in offered


async def test_slash_goes_to_a_code_that_is_found_by_typing_also_a_retired_one(at, shown, keys):
    async with at(CULTURE, "d", "enter", "home", "slash", "type:cultu") as pilot:
        assert "Culture (retired)" in shown(pilot)
        await keys(pilot, "enter")
        assert pilot.app.screen.query_one(CodeTree).key == CULTURE


def offered(pilot):
    return {one.binding.id for one in pilot.app.screen.active_bindings.values()}


def does(*names):
    return {f"codebook.{name}" for name in names}


OWN = does("rename", "texts", "move", "retire")
LEADS = does("merge", "split", "move_down", "move_up")


async def test_who_does_not_lead_is_offered_only_what_they_may_do_there(at, keys, shown):
    async with at(
        INNER, "n", "type:Silence", "enter", "enter", coder="bo", size=(160, 50)
    ) as pilot:
        assert offered(pilot) >= OWN
        assert not (LEADS | does("adopt", "top")) & offered(pilot)
        assert "Rename" in shown(pilot).splitlines()[-1]
        pilot.app.screen.query_one(CodeTree).go_to(FIT)
        await pilot.pause()
        assert not (OWN | LEADS | does("adopt", "top")) & offered(pilot)
        assert does("new", "find", "memo", "history") <= offered(pilot)
        assert "Rename" not in shown(pilot).splitlines()[-1]
        await keys(pilot, "question_mark")
        assert "Write a memo on the code" in shown(pilot)
        assert "Rename; ids" not in shown(pilot)


async def test_a_lead_is_offered_what_fits_the_code(at, keys, tiny):
    with workbench.opened(tiny) as project:
        shame = workbench.propose_code(project, "bo", "Shame", INNER).id
    async with at(FIT) as pilot:
        assert offered(pilot) >= OWN | LEADS
        assert not does("adopt", "top") & offered(pilot)
        await keys(pilot, "m")
        assert does("top", "find", "back") <= offered(pilot)
        assert not (OWN | LEADS) & offered(pilot)
        await keys(pilot, "escape")
        pilot.app.screen.query_one(CodeTree).go_to(shame)
        await pilot.pause()
        assert OWN | does("merge", "adopt") <= offered(pilot)
        assert not does("split", "move_down") & offered(pilot)


async def test_what_only_leads_do_is_refused_also_with_a_proposal_of_ones_own(at, stored):
    async with at(INNER, "n", "type:Silence", "enter", "enter", coder="bo") as pilot:
        for key, said in (("M", "merge"), ("x", "split"), ("a", "adopt"), ("J", "order")):
            pilot.app.clear_notifications()
            await pilot.press(key)
            (told,) = pilot.app._notifications
            assert told.title == f"Leads {said} codes"
        assert stored()[1].number == 1


async def test_the_card_tells_old_and_new_words_of_a_code_to_look_at_again(at, shown, tiny):
    with workbench.opened(tiny) as project:
        workbench.rename_code(project, "lead", FIT, "Fit and use")
    async with at(FIT, coder="ana", size=(120, 40)) as pilot:
        said = shown(pilot)
        assert "Changed: name" in said
        assert "- Compatibility" in said
        assert "+ Fit and use" in said
    async with at(FIT, size=(120, 40)) as pilot:
        assert "Changed" not in shown(pilot)
