"""Before a round is revealed no door shows a coder another coder's codings of it; after, all do.

A door is anything that shows or hands on codings. What bo must not see of ana's carries words
or a code that occur nowhere else.
"""

import json

import pytest

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span
from qualbench.workbench import Filters
from qualbench.workbench.agreement.comparing import Asked
from qualbench.workbench.layers import layer

SECRET = "cfir22.process.tailoring"
NOTE = "Is this tailoring?"
MEMO = "They tailor it."
ASKED = Asked(("ana", "bo"), "turn", "", False, "exact", "")
SPAN = Span(34, 50)  # "It fits the day." in a


@pytest.fixture
def sealed(tiny):
    """A round of ana and bo on a, in which ana has coded and both have submitted."""
    with workbench.opened(tiny) as project:
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a",))
        made = workbench.code(project, "ana", "a", SPAN, SECRET, note=NOTE, unsure=True)
        workbench.write_memo(project, "ana", "coding", made.id, MEMO)
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
    return tiny, made.id


def python_calls(made):
    def wrote(project, viewer):
        memo = workbench.write_memo(project, viewer, "coding", made, "seen")
        workbench.drop_memo(project, viewer, memo.id)
        return SECRET

    def starred(project, viewer):
        workbench.star(project, viewer, made)
        workbench.star(project, viewer, made)
        return SECRET

    return {
        "page": lambda p, v: workbench.page(p, v, "a"),
        "turned": lambda p, v: workbench.turned(p, workbench.leaf(p, v, "a")),
        "visible": workbench.visible,
        "live_codings": lambda p, v: workbench.live_codings(p, viewer=v),
        "quotes": lambda p, v: workbench.quotes(p, v, Filters(codes=(SECRET,))),
        "memos": lambda p, v: workbench.memos(p, v),
        "memo on it": wrote,
        "star on it": starred,
        "code_counts": lambda p, v: workbench.code_counts(p, v),
        "status": lambda p, v: [
            SECRET for t in workbench.status(p, v).transcripts if t.codings.get("ana", 0) == 5
        ],
        "layer of all": lambda p, v: layer(p, "all", v),
        "layer of ana": lambda p, v: layer(p, "coder:ana", v),
        "analysis": lambda p, v: layer(p, "analysis", v),
        "counted in the round": lambda p, v: workbench.counted(p, v, "pilot"),
        "counted": lambda p, v: [
            SECRET
            for coder, texts in workbench.counted(p, v).items()
            for codings in texts.values()
            for coding in codings
            if coding.code == SECRET
        ],
        "agree": lambda p, v: workbench.agree(p, v, ("ana", "bo")).whole,
        "agree on the round": lambda p, v: (
            workbench.agree(p, v, ("ana", "bo"), round_name="pilot").whole
        ),
        "differences": lambda p, v: workbench.differences(p, v, ASKED),
        "by_unit": lambda p, v: workbench.by_unit(p, v, ASKED),
        "disagreements": lambda p, v: workbench.disagreements(p, v, "pilot"),
        "boundaries": lambda p, v: workbench.boundaries(p, v, ASKED),
        "drift": lambda p, v: workbench.drift(p, v, "turn"),
        "ledger": lambda p, v: decided(p, lambda: workbench.ledger(p, v)),
        "differed": lambda p, v: decided(p, lambda: workbench.differed(p, "bo", "pilot")),
    }


def decided(project, door):
    """What a door shows once everything is decided that can be."""
    for item in workbench.disagreements(project, "lead", "pilot"):
        workbench.reconcile(project, "lead", "pilot", item, "both")
    return door()


def shows(door, project, viewer):
    try:
        found = repr(door(project, viewer))
    except QualbenchError:
        return False
    return SECRET in found or MEMO in found or NOTE in found


@pytest.mark.parametrize("name", python_calls(""))
@pytest.mark.parametrize("viewer", ["bo", "lead", "", "cleo"])
def test_no_python_call_shows_it_before_and_all_do_after(sealed, name, viewer):
    path, made = sealed
    door = python_calls(made)[name]
    with workbench.opened(path) as project:
        workbench.primary(project, "lead", "ana")
        assert not shows(door, project, viewer)
        workbench.reveal(project, "lead", "pilot")
        if viewer in ("bo", "lead"):
            assert shows(door, project, viewer)


COMMANDS = {
    "codings": ["codings"],
    "codings by": ["codings", "--by", "ana"],
    "quotes": ["quotes", SECRET],
    "memos": ["memos"],
    "codebook": ["codebook"],
    "status": ["status"],
    "agree": ["agree"],
    "agree on the round": ["agree", "--round", "pilot"],
    "reconcile": ["reconcile", "pilot"],
    "decisions": ["decisions"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_shows_it_before_and_all_do_after(sealed, name, run, done, listed):
    path, _ = sealed
    command, *more = COMMANDS[name]

    def says():
        result = run(command, path, *more, "--json", coder="bo")
        if result.exit_code:
            return False
        if command == "codebook":
            return f'"id": "{SECRET}"' in result.stdout and _count(result.stdout) > 0
        if command == "agree":  # what nobody used is named too
            found = json.loads(result.stdout)
            return SECRET in [row["code"] for row in found["codes"]]
        if command == "status":
            ana = [t["codings"].get("ana") for t in json.loads(result.stdout)["transcripts"]]
            return 5 in ana
        return any(word in result.stdout for word in (SECRET, MEMO, NOTE))

    assert not says()
    done("round", "reveal", path, "pilot", coder="lead")
    if command == "decisions":
        for item in listed("reconcile", path, "pilot"):
            done("reconcile", path, "pilot", item["id"], "--both", coder="lead")
    assert says()


def _count(said):
    return next(c["codings"] for c in json.loads(said)["codes"] if c["id"] == SECRET)


@pytest.mark.parametrize(
    ("kind", "layer_name"),
    [
        *(("segments", name) for name in ("all", "coder:ana", "analysis")),
        *(("counts", name) for name in ("coder:ana", "analysis")),
    ],
)
def test_no_export_holds_it_before_and_all_do_after(sealed, tmp_path, run, layer_name, kind):
    path, _ = sealed
    with workbench.opened(path) as project:
        workbench.primary(project, "lead", "ana")

    said = []

    def holds():
        to = tmp_path / f"{kind}.csv"
        result = run("export", path, kind, "--layer", layer_name, "--to", to, coder="bo")
        assert result.exit_code == 0, result.output
        told = to.with_suffix(".provenance.json").read_text(encoding="utf-8")
        assert ("left_out_as_sealed" in told) == ("Sealed in a round" in result.stderr)
        said.append("Sealed in a round" in result.stderr)
        rows = to.read_text(encoding="utf-8").splitlines()
        if kind == "segments":
            return any(SECRET in row for row in rows)
        column = rows[0].split(",").index(SECRET) if SECRET in rows[0].split(",") else None
        return column is not None and any(row.split(",")[column] == "1" for row in rows[1:])

    assert not holds()
    assert run("round", "reveal", path, "pilot", coder="lead").exit_code == 0
    assert holds()
    assert said == [True, False]


def test_whoever_codes_a_transcript_blind_sees_nothing_of_it_by_anybody(tiny):
    with workbench.opened(tiny) as project:
        bos = {s.coding.id for s in workbench.visible(project, "ana", "a") if s.coder == "bo"}
        assert bos  # both have submitted a, and see one another
        workbench.open_round(project, "lead", "again", ("ana", "cleo"), ("a",))
        assert not bos & {s.coding.id for s in workbench.visible(project, "ana", "a")}
        assert not {s for s in workbench.visible(project, "bo", "a") if s.coder == "ana"}


def test_ones_own_are_always_seen(sealed):
    path, made = sealed
    with workbench.opened(path) as project:
        assert made in {s.coding.id for s in workbench.visible(project, "ana", "a")}
        assert made in {s.coding.id for s in workbench.live_codings(project, viewer="ana")}
        assert made in {c.id for c in layer(project, "coder:ana", "ana")[0]}
