"""What two copies contradict each other in is kept until somebody who may decides."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Span

CODES = ("cfir22.inner.tension", "cfir22.inner.culture", "cfir22.outer.financing")


def test_what_contradicts_is_listed_with_both_sides_and_decided_by_a_new_fact(
    project, copy, kind, merged, both, clashes
):
    (found,) = both(clashes[kind])
    assert found.conflict.kind == kind
    assert len({claim.fact for claim in found.claims}) == 2
    assert workbench.conflicts(project, "lead")[0].id == found.id
    who = {"submission": "bo", "coding": "ana"}.get(kind, "lead")
    if kind == "namesake":
        who, choice = found.claims[1].coder, "the other"
    else:
        assert found.decides == (who,)
        choice = "2"
    count = store.facts_digest(project)
    workbench.choose(project, who, found.id[:6], choice, "it is the newer one")
    assert store.facts_digest(project) != count
    assert workbench.conflicts(project, "lead") == ()
    assert "it is the newer one" in {m.memo.text for m in workbench.memos(project, who)}
    live = {row[0] for row in project.db.execute("SELECT id FROM live")}
    assert kind == "namesake" or found.claims[1].fact in live
    assert workbench.check(project) == ()
    merged(project, copy)
    assert workbench.conflicts(project, "lead") == ()
    if kind == "namesake":
        return  # a name is not taken back by a key
    workbench.undo(project, who)
    assert [one.id for one in workbench.conflicts(project, "lead")] == [found.id]


def test_the_other_side_goes_back_to_where_both_began(project, copy, merged):
    """Two versions here and one there: choosing theirs takes back both of ours."""
    with workbench.opened(copy) as apart:
        workbench.rename_code(apart, "lead", CODES[0], "Theirs")
    for name in ("Ours", "Ours, later"):
        workbench.rename_code(project, "lead", CODES[0], name)
    ((found,),) = [one.conflicts for one in merged(project, copy)]
    names = {}
    for number in ("1", "2"):
        workbench.choose(project, "lead", found.id, number)
        names[number] = workbench.codebook(project).by_id[CODES[0]].name
        workbench.undo(project, "lead")
    assert set(names.values()) == {"Theirs", "Ours, later"}


def test_nothing_is_published_on_top_of_two_codebooks(project, both, clashes):
    both(clashes["publication"])
    with pytest.raises(RefusedError, match="of which one can be meant"):
        workbench.rename_code(project, "lead", CODES[1], "More")


def test_who_may_not_decide_is_refused_and_what_is_no_claim_is_not_found(project, both, clashes):
    (found,) = both(clashes["publication"])
    with pytest.raises(RefusedError, match=f"{found.id} is not yours") as caught:
        workbench.choose(project, "ana", found.id, "1")
    assert caught.value.hint == "Ask lead."
    with pytest.raises(NotFoundError, match="has no claim 3"):
        workbench.choose(project, "lead", found.id, "3")
    with pytest.raises(NotFoundError, match="no conflict 0000 stands"):
        workbench.choose(project, "lead", "0000", "1")


def test_a_coding_revised_here_and_taken_back_there_waits_for_its_coder(project, copy, merged):
    coding = workbench.live_codings(project, coder="ana", viewer="ana")[0].coding.id
    with workbench.opened(copy) as apart:
        workbench.retract(apart, "ana", [coding])
    now = workbench.revise(project, "ana", coding, code=CODES[0])
    ((found,),) = [one.conflicts for one in merged(project, copy, coder="ana")]
    assert [claim.says for claim in found.claims][1] == "taken back"
    workbench.choose(project, "ana", found.id, "2")
    assert now.lineage not in {c.lineage for c in store.codings(project)}
    workbench.undo(project, "ana")
    workbench.choose(project, "ana", found.id, "1")
    assert now.id in {c.id for c in store.codings(project)}
    assert workbench.conflicts(project, "ana") == ()


def test_what_is_sealed_and_what_is_anothers_memo_stays_so_in_a_conflict(
    project, copy, merged, both
):
    workbench.open_round(project, "lead", "pilot", ("ana", "bo"))
    coding = workbench.live_codings(project, coder="ana", viewer="ana")[0].coding.id
    memo = workbench.write_memo(project, "ana", "project", "", "a secret").id
    with workbench.opened(copy) as apart:
        merged(apart, project.path)

    def verb(on, n):
        workbench.revise(on, "ana", coding, code=CODES[n])
        workbench.edit_memo(on, "ana", memo, f"a secret {n}")

    both(verb)
    said = {
        who: [c.says for one in workbench.conflicts(project, who) for c in one.claims]
        for who in ("ana", "lead")
    }
    assert set(said["lead"]) == {"(its coder alone sees it)"}
    assert {"a secret 0", "a secret 1"} < set(said["ana"])


def test_two_who_are_called_alike_stay_two(project, both, clashes):
    both(clashes["namesake"])
    twins = [coder for coder in store.coders(project) if coder.name.startswith("twin")]
    assert len({coder.name for coder in twins}) == len({coder.id for coder in twins}) == 2
    with pytest.raises(NotFoundError, match="2 coders are named twin"):
        workbench.code(project, "twin", "c", Span(20, 22), CODES[2])
    for coder in twins:
        assert len(workbench.live_codings(project, coder=coder.name, viewer=coder.name)) == 1


def test_different_values_of_a_participant_and_other_names_are_kept_until_a_lead_decides(
    project, tmp_path, both
):
    for number, value in enumerate(("counselor", "director")):
        rows = f"transcript,participant,role\nc,P9,{value}\n"
        (tmp_path / f"{number}.csv").write_text(rows)

    def verb(on, n, who="lead"):
        workbench.import_files(on, who, (), tmp_path / f"{n}.csv")

    with pytest.raises(RefusedError):
        verb(project, 1, "bo")  # who is no lead cannot revise what the lead recorded
    (role,) = both(verb)
    assert role.about == "role of P9"
    assert sorted(claim.says for claim in role.claims) == ["counselor", "director"]
    wanted = next(i for i, c in enumerate(role.claims, 1) if c.says == "director")
    workbench.choose(project, "lead", role.id, str(wanted))
    (case,) = store.cases(project)[store.find_hash(project, "c")]
    assert dict(case.attributes)["role"] == "director"
