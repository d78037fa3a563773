from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualbench.export.report.counts import CodeCount, code_counts, meetings, saturation
from qualbench.model import Span


def test_a_parent_counts_words_once_that_it_and_its_child_are_both_on(report):
    counts = code_counts(report)
    assert counts["in.res"] == CodeCount(own=2, under=2, transcripts=1)
    assert counts["in.res.space"] == CodeCount(own=1, under=1, transcripts=1)
    assert counts["in"] == CodeCount(own=0, under=4, transcripts=2)


def test_an_unfinished_transcript_and_other_layers_count_nowhere(report):
    drafts = report.transcripts[2]
    moved = replace(drafts, counted=drafts.others, others=())
    with_drafts = replace(report, transcripts=(*report.transcripts[:2], moved))
    assert code_counts(with_drafts) == code_counts(report)
    assert code_counts(report)["what.need"].own == 1


def test_two_codes_meet_in_turns_that_use_both(report):
    met = meetings(report)
    assert met.of("in.res", "in.res.space") == met.of("in.res.space", "in.res") == 1
    assert met.of("in.res", "in.res") == 1
    assert met.of("in.fit", "in.res") == 0
    assert met.likeness("in.res", "in.res.space") == 1.0
    assert met.keys == ()  # in one turn only


def test_codes_that_meet_often_enough_stand_in_the_order_of_the_codebook(report):
    again = replace(report, transcripts=(report.transcripts[0],) * 2)
    assert meetings(again).keys == ("in.res", "in.res.space")


def test_a_coding_over_several_turns_is_used_in_each_of_them(report):
    first = report.transcripts[0]
    whole = replace(first.counted[0], span=Span(0, len(first.transcript.text)))
    over = replace(report, transcripts=(replace(first, counted=(whole,)),))
    assert meetings(over).of("in.fit", "in.fit") == len(first.transcript.turns)


def test_saturation_counts_the_codes_that_no_interview_before_had(report):
    steps = [(step.name, step.new, step.total) for step in saturation(report)]
    assert steps == [("a", 3, 3), ("b", 1, 4)]


@given(st.data())
def test_segments_are_conserved_whatever_is_coded(report, data):
    first = report.transcripts[0]
    ids = [code.id for code in report.codebook.codes]
    places = st.tuples(st.integers(0, 50), st.integers(1, 20), st.sampled_from(ids))
    drawn = data.draw(st.lists(places))
    codings = [
        replace(first.counted[0], id=str(n), span=Span(start, start + long), code=code)
        for n, (start, long, code) in enumerate(drawn)
    ]
    counts = code_counts(replace(report, transcripts=(replace(first, counted=tuple(codings)),)))
    assert sum(one.own for one in counts.values()) == len({(c.code, c.span) for c in codings})
    assert all(one.own <= one.under <= len(codings) for one in counts.values())
