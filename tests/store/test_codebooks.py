"""Publications and proposals as facts: what is in force, what came before, what was undone."""

from qualbench import store
from qualbench.store.ids import canonical

NEXT = canonical({"name": "next", "codes": [{"id": "tiny.culture"}, {"id": "tiny.new"}]})
LAST = canonical({"name": "last", "codes": [{"id": "tiny.culture"}]})


def publish(study, content, note=""):
    before = store.current_publication(study.store).id
    study.record("Lead", *store.publication_drafts(content, before, note))


def names(study):
    return [said.version for said in store.publications(study.store)]


def test_publications_follow_one_another_whatever_their_times(empty):
    first = store.current_codebook(empty.store)[0]
    publish(empty, NEXT, "why")
    publish(empty, LAST)
    assert names(empty) == [first, store.sha256(NEXT), store.sha256(LAST)]
    assert [said.note for said in store.publications(empty.store)] == ["", "why", ""]


def test_an_undone_version_is_no_longer_in_force_and_still_known(empty):
    first = store.current_codebook(empty.store)[0]
    publish(empty, NEXT)
    empty.do(store.undo, "Lead")
    assert names(empty) == [first]
    assert store.undone_versions(empty.store) == {store.sha256(NEXT): NEXT}
    empty.do(store.redo, "Lead")
    assert (len(names(empty)), store.undone_versions(empty.store)) == (2, {})
    assert empty.problems() == []


def test_only_those_versions_that_are_asked_for_are_read(empty):
    publish(empty, NEXT)
    version = store.sha256(NEXT)
    assert store.codebook_contents(empty.store, [version, "gone"]) == {version: NEXT}
    assert len(store.codebook_contents(empty.store)) == 2


def test_a_revised_proposal_stays_its_coders_and_can_be_taken_back(empty):
    fact = empty.record("First", store.proposal_draft("proposed.a", "one"))
    empty.record("Lead", store.proposal_draft("proposed.a", "two", fact))
    (found,) = store.proposals(empty.store)
    assert (found.coder, found.content) == (empty.coders["First"], "two")
    empty.do(store.undo, "Lead")
    assert [p.content for p in store.proposals(empty.store)] == ["one"]
    empty.do(store.undo, "First")
    assert store.proposals(empty.store) == ()
    assert store.withdrawn_proposals(empty.store)["proposed.a"] == "two"


def test_what_another_coder_makes_of_a_proposal_does_not_count(empty):
    fact = empty.record("First", store.proposal_draft("proposed.a", "one"))
    empty.record("Second", store.proposal_draft("proposed.a", "two", fact))
    assert "one" in {row[0] for row in empty.store.db.execute("SELECT content FROM live_proposal")}


def test_codes_in_use_are_those_of_live_codings(study):
    every = {coding.code for coding in store.codings(study.store)}
    assert store.codes_in_use(study.store, [*every, "gone"]) == every
    counts = store.coding_counts(study.store)
    assert sum(number for *_, number in counts) == len(store.codings(study.store))
    own = [number for _, coder, _, number in counts if coder == study.coders["Second"]]
    assert sum(own) == len(store.codings(study.store, coder=study.coders["Second"]))
