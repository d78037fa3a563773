"""The joint display by keys alone: what is stored, what is written, what is shown of both."""

import shutil
from pathlib import Path

import pytest

from qualbench import shipped, store, workbench
from qualbench.tui.screens.joint.pages import laid_out
from qualbench.tui.screens.joint.seen import Want, remembered
from qualbench.workbench import RatingChange

PRIORITY, COMPLEXITY = "cfir22.inner.priority", "cfir22.innovation.complexity"
FIDELITY = ("J", "type:fidel", "enter")
RATINGS = {PRIORITY: "+2 -2 +1 -1", COMPLEXITY: "X -1* M -1"}


@pytest.fixture(scope="module")
def rated_once(unrated_once, tmp_path_factory):
    """With the trial's numbers, and two constructs that the team agreed on in all clinics."""
    path = Path(shutil.copy(unrated_once, tmp_path_factory.mktemp("rated")))
    with workbench.opened(path) as project:
        workbench.join(project, "lead", shipped.folder("transcripts") / "clinics.csv")
        for key, signs in RATINGS.items():
            for case, sign in zip(workbench.cases(project).members, signs.split(), strict=True):
                change = RatingChange(sign, rationale="Synthetic")
                workbench.judge(project, "lead", case, key, change, consensus=True)
    return path


@pytest.fixture
def rated(rated_once, tmp_path):
    """A copy of that."""
    return Path(shutil.copy(rated_once, tmp_path))


@pytest.fixture
def stated():
    """Fits and meta-inferences as they stand: construct, outcome, fit, inference."""

    def stated(path):
        with workbench.opened(path) as project:
            return [
                (one.key, one.outcome, one.fit, one.inference)
                for one in store.integrations(project)
            ]

    return stated


def said(pilot):
    """What the program has just said."""
    return " ".join(f"{one.title} {one.message}" for one in pilot.app._notifications)


# What is shown


async def test_a_joint_display(program, rated, like, shown):
    async with program(rated, *FIDELITY) as pilot:
        like(shown(pilot), "joint")


async def test_cases_come_in_the_order_of_the_outcome_and_can_be_turned_round(
    program, rated, keys, shown
):
    async with program(rated, *FIDELITY) as pilot:
        lines = {line.split()[0]: line.split()[1:] for line in shown(pilot).splitlines() if line}
        assert lines["clinic"] == ["C2", "C4", "C3", "C1"]
        assert lines["fidelity"] == ["2.9", "3.4", "4.0", "4.2"]
        assert lines["Relative"] == ["Priority", "(strong)", "-2", "-1", "+1", "+2"]
        await keys(pilot, "H")
        lines = {line.split()[0]: line.split()[1:] for line in shown(pilot).splitlines() if line}
        assert lines["clinic"] == ["C1", "C3", "C4", "C2"]


async def test_the_pane_says_what_follows_then_each_case_with_its_words(
    program, rated, shown, keys
):
    async with program(rated, *FIDELITY, "j", size=(200, 60)) as pilot:
        text = shown(pilot)
        assert "Inner Setting > Relative Priority" in text
        assert "below 3.7: -2 -1; 3.7 and more: +1 +2" in text
        assert "Rule: strong; gap 2, means 3.00 apart, with the outcome" in text
        assert "! 4 cases in 2 groups (2 and 2)" in text
        assert "C2 -2 · 3 respondents" in text
        assert "P108 administrator" in text
        assert "rf_change_sd" in text  # all outcomes have room


async def test_more_outcomes_stand_above_on_demand(program, rated, keys, shown):
    async with program(rated, *FIDELITY) as pilot:
        assert "2 of 6 outcomes, m shows all" in shown(pilot)
        assert "rf_change_mean" not in shown(pilot)
        await keys(pilot, "m")
        assert "rf_change_mean" in shown(pilot)


async def test_groups_are_cut_elsewhere_and_named(program, rated, keys, shown):
    async with program(rated, *FIDELITY) as pilot:
        await keys(pilot, "g", "type:3, 4.1", "enter")
        for name in ("below 3", "3 to 4.1", "4.1 and more"):
            assert name in shown(pilot)
        await keys(pilot, "o", "type:role", "enter")
        assert "no case has a value of role" in said(pilot)
        await keys(pilot, "b", "type:role", "enter")
        assert "which is finer than the cases" in said(pilot)
        assert "4.1 and more" in shown(pilot)  # what is shown stays


async def test_a_quote_is_opened_where_it_stands(program, rated, keys):
    async with program(rated, *FIDELITY, "j", "enter", "enter") as pilot:
        screen = pilot.app.screen
        assert type(screen).__name__ == "Coding"
        with workbench.opened(rated) as project:
            cell = workbench.find_cell(project, "ana", "C2", PRIORITY)
            found = workbench.cell_quotes(project, cell)
        assert screen.view.selection.span in [one.shown.coding.span for one in found]


async def test_other_kinds_of_display_are_read_and_nothing_unseen_is_changed(
    program, rated, keys, shown, stated
):
    async with program(rated, *FIDELITY, "v", size=(120, 60)) as pilot:
        assert "mean 3.15; 2.9 to 3.4; n = 2" in shown(pilot)
        await keys(pilot, "f", "v")
        assert "C2: below 3.7 · Barriers" in shown(pilot)
        await keys(pilot, "escape")
        assert "▸-1*" in shown(pilot)
    assert stated(rated) == []


@pytest.mark.parametrize("width", [20, 78, 118, 198])
@pytest.mark.parametrize("kind", ["statistics", "profiles"])
def test_documents_fit_any_width_with_all_of_their_words(rated_once, kind, width):
    with workbench.opened(rated_once) as project:
        display = workbench.joint(project, "lead", "fidelity").display
    groups, items = laid_out(workbench.pages_of(display, kind))
    assert sum(size for _, size in groups) == len(items)
    lines = [line.plain for item in items for line in item(width)]
    assert max(map(len, lines)) <= width
    every = "".join("".join(lines).split())
    for quote in display.constructs[0].cells[0].quotes[: kind == "profiles"]:
        assert quote.text.split()[0] in every


# What is stored


async def test_fit_is_cycled_and_undone(program, rated, keys, shown, stated):
    async with program(rated, *FIDELITY, "j", "f") as pilot:
        assert stated(rated) == [(PRIORITY, "clinics.fidelity", "confirms", "")]
        assert "Fit: confirms (ana)" in shown(pilot)
        await keys(pilot, "f", "f")
        assert stated(rated)[0][2] == "discords"
        await keys(pilot, "u")
        assert stated(rated)[0][2] == "expands"
        assert "expands" in shown(pilot)
        await keys(pilot, "U", "f")
        assert stated(rated)[0][2] == "confirms"


async def test_keys_typed_ahead_are_about_what_they_reach(program, rated, keys, shown, stated):
    async with program(rated, *FIDELITY) as pilot:
        for key in ("j", "f", "f", "k", "f", "j", "f"):
            pilot.app.simulate_key(key)
        await keys(pilot)
        assert "▸ Relative Priority" in shown(pilot)
    assert {key: fit for key, _, fit, _ in stated(rated)} == {
        PRIORITY: "discords",
        COMPLEXITY: "confirms",
    }


async def test_a_meta_inference_stands_with_its_fit_or_without(program, rated, keys, stated, shown):
    follows = "Where MIO comes first, fidelity is high."
    async with program(rated, *FIDELITY, "j", "f", "i", f"type:{follows}", "ctrl+s") as pilot:
        assert stated(rated) == [(PRIORITY, "clinics.fidelity", "confirms", follows)]
        assert f"Meta-inference: {follows}" in shown(pilot)
        await keys(pilot, "f", "f", "f")
        assert stated(rated) == [(PRIORITY, "clinics.fidelity", None, follows)]


async def test_what_somebody_else_stated_is_changed_by_a_lead_alone(program, rated, keys, stated):
    with workbench.opened(rated) as project:
        workbench.integrate(project, "coder-1", PRIORITY, "fidelity", "expands", "So it seems")
    async with program(rated, *FIDELITY, "j", "f") as pilot:
        assert "was stated by somebody else" in said(pilot)
        assert stated(rated)[0][2:] == ("expands", "So it seems")
    async with program(rated, *FIDELITY, "j", "f", coder="coder-1"):
        pass
    async with program(rated, *FIDELITY, "j", coder="lead") as pilot:
        await keys(pilot, "f")
    assert stated(rated)[0][2:] == (None, "So it seems")


async def test_a_lead_says_what_distinguishes_beside_the_rule(program, rated, keys, shown):
    call = ("c", "type:weak", "enter", "type:One clinic alone", "enter")
    async with program(rated, *FIDELITY, "j", coder="lead") as pilot:
        assert "(strong)" in shown(pilot)
        await keys(pilot, *call)
        assert "Team: weak; One clinic alone (lead)" in shown(pilot)
        assert "(strong)" not in shown(pilot)
    with workbench.opened(rated) as project:
        (made,) = store.calls(project)
    assert (made.key, made.call, made.suggested) == (PRIORITY, "weak", "strong")
    assert (made.reason, made.grouping.cuts) == ("One clinic alone", (3.7,))


async def test_who_does_not_lead_makes_no_call(program, rated, keys):
    async with program(rated, *FIDELITY, "c") as pilot:
        assert "stored by a lead" in said(pilot)
        await keys(pilot, "type:weak", "enter", "enter")
    with workbench.opened(rated) as project:
        assert store.calls(project) == ()


# What is written


async def test_a_display_is_written_as_it_is_shown(program, rated, keys):
    folder = rated.parent
    way = ("E", "ctrl+u", "type:joint.md", "enter", "v", "E", "ctrl+u", "type:stats.md", "enter")
    async with program(rated, *FIDELITY, "H", *way) as pilot:
        assert "Written: joint display" in said(pilot)
        assert "pseudonymous, not anonymous" in said(pilot)
    with workbench.opened(rated) as project:
        found = workbench.joint(project, "ana", "fidelity", highest_first=True)
        for name, kind in (("joint.md", "constructs"), ("stats.md", "statistics")):
            (folder / "other").mkdir(exist_ok=True)
            workbench.export_joint(project, found, folder / "other" / name, kind)
            assert (folder / name).read_bytes() == (folder / "other" / name).read_bytes()


async def test_a_table_holds_cases_against_the_outcome_that_is_shown(program, rated, rows):
    table = ("X", "type:distinguishing", "enter", "ctrl+u", "type:apart.csv", "enter")
    async with program(rated, *FIDELITY, "g", "type:4.1", "enter", *table) as pilot:
        assert "Written: distinguishing" in said(pilot)
    found = rows(rated.parent / "apart.csv")
    assert {PRIORITY, COMPLEXITY} == {row["key"] for row in found}
    assert "group:4.1 and more" in found[0]


async def test_a_name_that_says_no_format_is_refused(program, rated):
    async with program(rated, *FIDELITY, "E", "ctrl+u", "type:joint.txt", "enter") as pilot:
        assert "unknown kind of document" in said(pilot)
    assert not (rated.parent / "joint.txt").exists()


async def test_the_report_is_written_in_the_background_and_tells_how_far_it_is(
    program, rated, keys
):
    stages = []
    async with program(rated, *FIDELITY) as pilot:
        pilot.app.watch(pilot.app, "running", lambda jobs: stages.extend(job.stage for job in jobs))
        await keys(pilot, "P", "enter")
        assert "report.html" in said(pilot)
    assert {"Writing: report", "Writing: page, 1 of 4"} <= set(stages)
    assert "Relative Priority" in (rated.parent / "report" / "report.html").read_text()
    assert (rated.parent / "report" / "joint-display.docx").exists()


async def test_a_report_is_stopped(program, rated, keys):
    async with program(rated, *FIDELITY) as pilot:
        app = pilot.app
        app.watch(app, "running", lambda jobs: jobs and app.simulate_key("ctrl+x"))
        await keys(pilot, "P", "enter")
        assert "Stopped" in said(pilot)
        assert not app.running
    assert not (rated.parent / "report" / "appendix.docx").exists()


# Where it is reached, and what it says where there is nothing


async def test_what_was_looked_at_is_there_again(program, rated, shown):
    async with program(rated, *FIDELITY, "H"):
        pass
    async with program(rated, "J") as pilot:
        assert "fidelity, highest to lowest" in shown(pilot)


def test_what_is_remembered_is_read_leniently():
    want = Want("clinics.fidelity", (3.5,), ("low", "high"), ("clinic",), True)
    assert remembered(want.kept()) == want
    for kept in ("", "{}", "[1]", '{"outcome": 1}', want.kept().replace("3.5", '"x"')):
        assert remembered(kept) == Want()


async def test_hidden_outcomes_say_so_and_a_lead_sees_them(program, rated, shown, keys):
    with workbench.opened(rated) as project:
        workbench.settle(project, "lead", "outcomes", "hidden")
    async with program(rated, "J") as pilot:
        assert "outcomes are hidden while constructs are rated" in said(pilot)
        await keys(pilot, "f", "E", "m", "v")
        assert type(pilot.app.screen).__name__ == "Joint"
    async with program(rated, *FIDELITY, coder="lead") as pilot:
        assert "fidelity, lowest to highest" in shown(pilot)


async def test_what_is_hidden_meanwhile_is_no_longer_shown(program, rated, shown, keys):
    async with program(rated, *FIDELITY, "f") as pilot:
        assert "Relative Priority" in shown(pilot)
        with workbench.opened(rated) as project:
            workbench.settle(project, "lead", "outcomes", "hidden")
        await keys(pilot, "u")
        assert "outcomes are hidden while constructs are rated" in shown(pilot)
        assert "Relative Priority" not in shown(pilot)
        assert "2.9" not in shown(pilot)


async def test_without_ratings_it_is_said_what_comes_first(program, unrated, shown, keys):
    with workbench.opened(unrated) as project:
        workbench.join(project, "lead", shipped.folder("transcripts") / "clinics.csv")
    async with program(unrated, *FIDELITY) as pilot:
        assert "the team has agreed on no rating yet" in shown(pilot)
        await keys(pilot, "escape")
        assert type(pilot.app.screen).__name__ == "Library"
