"""A round on the sample study, from opening to a reconciled consensus, by keys alone.

What is stored is read from the file anew after each person's part.
"""

from collections import Counter

from qualbench import workbench
from qualbench.workbench import Wanted

TEXT = "c1-counselor-1"  # coded by coder-1 and coder-2
VERDICTS = {  # keys, and what is stored of them
    "take": ("1",),
    "both": ("b",),
    "neither": ("x",),
    "edges": ("e", "l", "enter"),
    "code": ("c", "type:culture", "enter"),
    "meeting": ("m",),
}


async def test_a_round_by_keys_alone(study, program, keys, tmp_path, rows):
    await open_a_round(program, study)
    with workbench.opened(study) as project:
        (shown,) = workbench.rounds(project)
    assert (shown.round.name, shown.state) == ("pilot", "sealed")
    assert [(one.transcript, one.coders) for one in shown.assignments] == [
        (TEXT, ("coder-1", "coder-2"))
    ]

    for number, coder in enumerate(("coder-1", "coder-2"), start=1):
        async with program(study, "R", "S", "y", "enter", coder=coder):
            pass
        with workbench.opened(study) as project:
            (shown,) = workbench.rounds(project)
        assert [len(one.submitted) for one in shown.assignments] == [number]

    async with program(study, "R", "v", "y", "enter", coder="lead"):
        pass
    with workbench.opened(study) as project:
        assert workbench.find_round(project, "pilot").state == "revealed"
        every = workbench.disagreements(project, "lead", "pilot")
    assert len(every) > 20

    decided = await decide_all(program, keys, study, every)
    with workbench.opened(study) as project:
        ledger = {entry.decision.codings: entry for entry in workbench.ledger(project, "lead")}
        now = workbench.disagreements(project, "lead", "pilot")
    assert len(ledger) == len(every)
    left = [(one.number, one.kind, one.decision and one.decision.choice) for one in now]
    assert [one for one in left if one[2] in (None, "meeting")] == []
    assert Counter(entry.decision.choice for entry in ledger.values()) == decided
    assert {entry.decision.reason for entry in ledger.values()} == {"", "As the guide says"}

    with workbench.opened(study) as project:
        before = {s.coding.id for s in workbench.live_codings(project, TEXT, viewer="lead")}
        out = tmp_path / "consensus.csv"
        made = workbench.export(project, "segments", out, "lead", Wanted("consensus"))
        written = workbench.export(project, "decisions", tmp_path / "ledger.csv", viewer="lead")
        assert {s.coding.id for s in workbench.live_codings(project, TEXT, viewer="lead")} == before
        assert workbench.check(project) == ()
    agreed = made.rows - sum(len(one.decision.outcome) for one in now)
    assert agreed > 0
    assert {(row["document_id"], row["coder_id"]) for row in rows(out)} == {(TEXT, "consensus")}
    assert written.rows >= len(every)


async def open_a_round(program, study):
    """Its name, two of the coders, and of the transcripts none but the second."""
    opening = ("R", "n", "type:pilot", "tab", "tab", "space", "j", "space", "tab", "tab", "a")
    async with program(study, *opening, "j", "space", "enter", coder="lead"):
        pass


async def decide_all(program, keys, study, every):
    """Each verdict in its turn; where it cannot be meant, the first coder's. The meeting last."""
    decided = Counter()
    async with program(study, "R", "d", coder="lead", size=(100, 30)) as pilot:
        await keys(pilot, "r", "type:As the guide says", "enter")
        for place, item in enumerate(every):
            verdict = list(VERDICTS)[place % len(VERDICTS)]
            if verdict == "edges" and len(item.keys) > 1:
                verdict = "take"
            await keys(pilot, *VERDICTS[verdict])
            decided[verdict if verdict != "meeting" else "take"] += 1
        await keys(pilot, "f")  # only those that wait for the meeting
        for _ in range(sum(place % len(VERDICTS) == 5 for place in range(len(every)))):
            await keys(pilot, "1")
    return decided
