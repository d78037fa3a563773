"""What suggestions rest on: quotes and lines of the codebook, without which they are others."""

import pytest

from qualbench import store, workbench

TEXT = "c1-counselor-1"  # both have coded it


def sources(found):
    """The codings that suggestions rest on."""
    reasons = (one.said.reason for shown in found.values() for one in shown)
    return {reason.source for reason in reasons if reason.kind == "quote"}


def score_of(project, said, coder, transcript=TEXT):
    found = workbench.learned(project, coder, transcript)
    at = found.places[said.span]
    return round(float(found.scores.said[at, found.known.keys.index(said.key)]), 6)


def test_every_reason_is_a_quote_as_it_was_coded_or_a_line_of_the_codebook(project, bases, offered):
    book = workbench.codebook(project)
    codings = {shown.coding.id: shown for shown in workbench.live_codings(project)}
    kinds = set()
    for of in bases.values():
        for one in (one for shown in offered(of, 9).values() for one in shown):
            reason = one.said.reason
            kinds.add(reason.kind)
            words = " ".join(reason.text.split())
            if reason.kind == "quote":
                coding = codings[reason.source]
                assert reason.text == coding.quote
                assert one.said.key == coding.coding.key or is_above(book, one.said.key, coding)
                assert one.why == f"{coding.coder}, {coding.transcript}: {words}"
                assert not coding.coding.span.overlaps(one.said.span) or coding.transcript != TEXT
            else:
                code = book.by_id[reason.source]
                assert code.id == one.said.key.partition("@")[0] or is_below(book, code, one)
                texts = {"inclusion": code.include, "example": code.examples}
                assert reason.text in texts.get(reason.kind, (reason.text,))
                assert reason.kind != "definition" or code.definition in reason.text
                assert one.why == f"codebook: {words}"
            assert one.name == workbench.name_of(book, one.said.key)
            assert -1 <= reason.similarity <= 1
    assert kinds == {"quote", "inclusion", "example"}


def is_above(book, key, coding):
    return key in {coding.coding.code, *(c.id for c in book.ancestors(coding.coding.code))}


def is_below(book, code, one):
    return one.said.key in {above.id for above in book.ancestors(code.id)}


def test_all_that_speaks_for_one_and_against_it_is_there_on_demand(bases, offered):
    of = bases["zoe"]
    said = next(
        s[0].said for s in offered(of, 1).values() if s and s[0].said.reason.kind == "quote"
    )
    found = workbench.reasons(of, said)
    words = " ".join(said.reason.text.split())
    assert f"“{words}”" in found.speaks[0]
    assert len(found.speaks) == 5  # three quotes, a line of the codebook, words
    assert found.speaks[-1].startswith("words: ")
    assert f"{said.score:.2f} sure" in found.sure
    assert any(line.startswith("its sibling ") for line in found.against)


def test_what_was_rejected_near_by_speaks_against_it(project, suggest, offered):
    (said, *_), *_ = (shown for shown in suggest(project).values() if shown)
    workbench.reject(project, "zoe", TEXT, said.said)
    of = workbench.learned(project, "zoe", TEXT)
    every = (one.said for shown in offered(of).values() for one in shown)
    other = next(one for one in every if one.key == said.said.key)
    assert any(
        line.startswith("you rejected it for “") for line in workbench.reasons(of, other).against
    )


def test_a_stamp_says_what_made_it(project, bases, offered):
    stamps = {one.said.model for shown in offered(bases["zoe"]).values() for one in shown}
    assert stamps == {bases["zoe"].made_by}
    assert "all-MiniLM-L6-v2" in bases["zoe"].made_by
    assert "; learned from 334 turns " in bases["zoe"].made_by
    assert workbench.basis(project, "zoe", TEXT).made_by.endswith("; nearest prototype")


def test_nobody_learns_how_others_coded_the_same_transcript(
    project, bases, coders, suggest, offered
):
    text = store.find_hash(project, TEXT)
    theirs = [c.id for c in store.codings(project, text, coders["coder-1"])]
    assert theirs
    for coder in ("coder-2", "zoe"):
        assert sources(offered(bases[coder])).isdisjoint(theirs)
    workbench.retract(project, "coder-1", theirs)
    for coder in ("coder-2", "zoe"):
        assert suggest(project, coder) == offered(bases[coder])
    workbench.undo(project, "coder-1")
    workbench.submit(project, "zoe", [TEXT])
    assert sources(suggest(project, "zoe")).isdisjoint(theirs)


def test_ones_own_codings_and_those_of_others_elsewhere_are_evidence(
    project, bases, coders, suggest, offered
):
    text = store.find_hash(project, TEXT)
    by_id = {coding.id: coding for coding in store.codings(project)}
    for coder, others in (("coder-2", "coder-1"), ("coder-1", "coder-1")):
        used = [by_id[source] for source in sources(offered(bases[coder]))]
        assert {(one.coder, one.transcript == text) for one in used} == {
            (coders[coder], True),
            (coders[others], False),
        }
    mine = [c.id for c in store.codings(project, text, coders["coder-2"])]
    workbench.retract(project, "coder-2", mine)
    assert suggest(project, "coder-2") != offered(bases["coder-2"])


@pytest.mark.parametrize(("coder", "here"), [("zoe", False), ("coder-1", True), ("coder-1", False)])
def test_without_the_quote_that_is_named_the_score_is_another(
    project, bases, coders, coder, here, offered
):
    by_id = {coding.id: coding for coding in store.codings(project)}
    names = {of: name for name, of in coders.items()}
    text = store.find_hash(project, TEXT)
    tried = set()
    for shown in offered(bases[coder], 3).values():
        for said in (one.said for one in shown):
            named = by_id.get(said.reason.source)
            if named and (named.transcript == text) == here and len(tried) < 4:
                tried.add(named.id)
                assert score_of(project, said, coder) == said.score
                workbench.retract(project, names[named.coder], [named.id])
                assert score_of(project, said, coder) != said.score
                workbench.undo(project, names[named.coder])
    assert len(tried) == 4


def test_without_the_line_that_is_named_the_score_is_another(project, bases, offered):
    every = (one.said for shown in offered(bases["zoe"], 3).values() for one in shown)
    said = next(one for one in every if one.reason.kind == "example")
    code = workbench.codebook(project).by_id[said.reason.source]
    kept = tuple(line for line in code.examples if line != said.reason.text)
    workbench.reword_code(project, "lead", code.id, workbench.Wording(examples=kept))
    assert score_of(project, said, "zoe") != said.score
