"""Topics are looked for: in which words, how many, and how steady they are."""

from qualbench import workbench
from qualbench.workbench import Scope


async def test_topics_are_looked_for_in_the_words_of_a_role_and_a_clinic(
    program, study, keys, shown, stored
):
    scope = Scope(attributes=(("role", "counselor"), ("clinic", "C1")))
    async with program(study, "t", "f", "type:role counselor", "tab") as pilot:
        await keys(pilot, "type:clinic C1", "tab", "enter")
        assert pilot.app.screen.seen.found == stored(workbench.topics, "ana", scope)
        assert "role counselor; clinic C1" in shown(pilot).splitlines()[0]
        await keys(pilot, "f", "type:role counselor", "enter")
        assert pilot.app.screen.scope == Scope(attributes=(("clinic", "C1"),))


async def test_too_few_words_are_refused_and_what_is_shown_stays(program, study, told, listed):
    scope = ("type:role administrator", "tab", "type:clinic C1", "tab", "type:uncoded", "tab")
    async with program(study, "t", "f", *scope, "enter") as pilot:
        assert "topics need at least" in told(pilot)[0]
        assert pilot.app.screen.scope == Scope()
        assert len(listed(pilot)) > 5


async def test_so_many_topics_are_found_as_are_asked_for(program, study, keys, told):
    async with program(study, "t", "n", "type:6", "enter") as pilot:
        assert len(pilot.app.screen.seen.found.topics) == 6
        await keys(pilot, "n", "type:six", "enter")
        assert told(pilot) == ["Not looked for A number, or nothing for as many as there are."]


async def test_how_steady_they_are_is_measured_when_asked_for(program, study, demo, keys, shown):
    async with program(study, "t", "s", size=(120, 40)) as pilot:
        steady = pilot.app.screen.seen.steady
        screen = " ".join(shown(pilot).split())
        assert f"Steadiness {steady.agreement:z.2f} (1: always the same), 10 draws" in screen
        assert f"comes back in {dict(steady.returns)[1]:.0%} of the draws" in screen
        await keys(pilot, "L", "type:Crying", "enter")
        assert "Steadiness" not in shown(pilot)  # it was another search's
