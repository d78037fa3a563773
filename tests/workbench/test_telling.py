"""Every kind of contradiction in words, with who decides it."""

import json
import re

import pytest

from qualbench import store, workbench
from qualbench.store import Draft

DECISION = {"difference": "missed", "outcome": "[]", "changes": 0}


@pytest.fixture
def said(project):
    """What is contradicted: a transcript, a round and two coders."""
    workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("b",))
    found = {coder.name: coder.id for coder in store.coders(project)}
    return found | {
        "text": store.find_hash(project, "c"),
        "round": store.rounds(project)[0].id,
        "coding": store.codings(project, coder=found["ana"])[0].id,
    }


CASES = {
    "name": (
        lambda s, n: {"transcript": s["text"], "name": "cd"[n], "source": "x"},
        ("d",),
        "the name of transcript [0-9a-f]{12}",
    ),
    "turns": (
        lambda s, n: {"transcript": s["text"], "format": "text", "turns": [[[0, 3, 9]], []][n]},
        ("0 turns, read as text", "1 turns, read as text"),
        "how c is read",
    ),
    "sentences": (
        lambda s, n: {"transcript": s["text"], "model": "sm", "spans": [[[0, 3]], []][n]},
        ("0 sentences, found by sm", "1 sentences, found by sm"),
        "the sentences of c",
    ),
    "belonging": (
        lambda s, n: {
            **{"transcript": s["text"], "speaker": "R", "wave": "w", "participant": f"X{n}"}
        },
        ("R X0 (w)", "R X1 (w)"),
        "who speaks in c",
    ),
    "attribute": (
        lambda s, n: {"participant": "P9", "wave": "late", "name": "site", "value": "AB"[n]},
        ("A", "B"),
        r"site of P9 \(late\)",
    ),
    "primary_coder": (
        lambda s, n: {"transcript": s["text"], "coder": s[("ana", "bo")[n]]},
        ("ana", "bo"),
        "the primary coder of c",
    ),
    "setting": (lambda s, n: {"name": "bands", "value": "xy"[n]}, ("x", "y"), "the setting bands"),
    "proposal": (
        lambda s, n: {
            **{
                "code": "proposed.rest",
                "content": {"id": "proposed.rest", "name": "RS"[n], "kind": "project"},
            }
        },
        ("R", "S"),
        "the proposed code proposed.rest",
    ),
    "reveal": (
        lambda s, n: {"round": s["round"], "submissions": [], "sentences": {}, "tolerance": n},
        ("0 submissions; edges may differ by 0 characters",),
        "what counts in round pilot",
    ),
    "reconciliation": (
        lambda s, n: {
            **{"round": s["round"], "transcript": s["text"], "codings": [s["coding"]]},
            **{"choice": ("take", "both")[n], "reason": ("why", None)[n], **DECISION},
        },
        ("both", "take: why"),
        "a decision on c in round pilot",
    ),
    "submission": (
        lambda s, n: {"transcript": s["text"], "codings": [[], [s["coding"]]][n]},
        ("0 codings", "1 codings"),
        "what lead submitted of c",
    ),
    "coder": (
        lambda s, n: {"coder": s["lead"], "name": ("Lee", "Leo")[n]},
        ("Lee", "Leo"),
        "what the coder .{6} is called",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_of_contradiction_is_told_in_words(project, said, kind):
    made, says, about = CASES[kind]
    with project.writing():
        for n in (0, 1):
            payload = made(said, n)
            packed = {
                column: json.dumps(value) if isinstance(value, list | dict) else value
                for column, value in payload.items()
            }
            store.record(project, said["lead"], [Draft(kind, packed)])
    viewer = store.find_coder(project, said["lead"]).name
    (found,) = [one for one in workbench.conflicts(project, viewer) if one.conflict.kind == kind]
    assert set(says) <= {claim.says for claim in found.claims}
    assert re.fullmatch(about, found.about)
    assert found.decides == (viewer,)
