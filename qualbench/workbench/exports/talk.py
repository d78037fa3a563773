"""Tables of what was coded: segments, and case x code."""

from __future__ import annotations

from qualbench import export as tables
from qualbench import ratings as rooms
from qualbench import store
from qualbench.errors import RefusedError
from qualbench.export import Known, Study
from qualbench.model import CaseKey
from qualbench.store import Store
from qualbench.workbench.exports.study import sealed_from, shown_to, study_of_layer, unfinished_in
from qualbench.workbench.exports.wanted import Made, Wanted
from qualbench.workbench.layers import ANALYSIS, CODER, EVERY
from qualbench.workbench.quotes import attributes
from qualbench.workbench.ratings.asking import guide_if_any, heard_in, put
from qualbench.workbench.ratings.cases import cases
from qualbench.workbench.ratings.matrix import row_keys
from qualbench.workbench.ratings.talk import talk as spoken
from qualbench.workbench.versions import codebook


def segments(project: Store, viewer: str, wanted: Wanted) -> Made:
    """One row for each segment, code and coder; without their words where these are not wanted."""
    name = wanted.layer or EVERY
    study = study_of_layer(project, name, viewer)
    return Made(
        tables.segments_table(study, text=wanted.text),
        {"layer": name},
        sealed=sealed_from(project, name, viewer),
        shown=shown_to(project, study, study.transcripts),
    )


def counts(project: Store, viewer: str, wanted: Wanted) -> Made:
    """How many segments of each case were given each code."""
    study = study_of_layer(project, _counted(wanted), viewer)
    table = tables.counts_table(study, codebook(project), _by(wanted))
    return _made(project, viewer, wanted, study, table)


def presence(project: Store, viewer: str, wanted: Wanted) -> Made:
    """Presence, counts, speakers, words and share of talk, a row for each case and code."""
    of = _measured(project, viewer, wanted)
    return _made(project, viewer, wanted, of.study, tables.presence_table(of))


def presence_wide(project: Store, viewer: str, wanted: Wanted) -> Made:
    """The measures that are wanted, a row a case and a column a code."""
    of = _measured(project, viewer, wanted)
    table = tables.presence_wide_table(of, wanted.measures)
    return _made(project, viewer, wanted, of.study, table)


@store.remembered
def known_of(
    project: Store, viewer: str, by: tuple[str, ...], layer_name: str
) -> dict[tuple[CaseKey, str], Known] | None:
    """What the guide tells of each construct in each case; None where nothing can be told."""
    guide = guide_if_any(project)
    if guide is None or not set(by) <= attributes(project).keys():
        return None
    known, asked = cases(project, by), put(project)
    said = spoken(project, viewer, known, layer_name)
    keys = row_keys(codebook(project), guide, said, (), every=True)
    return {
        (case, key): Known(rooms.presence(of), sum(one.asked and one.finished for one in of))
        for case in known.members
        for key, of in heard_in(guide, asked, known, said, case, keys).items()
    }


def _by(wanted: Wanted) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wanted.by)) or ("participant",)


def _counted(wanted: Wanted) -> str:
    """The layer that is counted."""
    if wanted.layer == EVERY:
        raise RefusedError(
            "counts of all layers would sum the coders",
            f"Use --layer {ANALYSIS}, or {CODER}NAME for one coder's codings.",
        )
    return wanted.layer or ANALYSIS


def _measured(project: Store, viewer: str, wanted: Wanted) -> tables.Measured:
    rules = (wanted.roll_up, wanted.silent_is_absent)
    return _measured_of(project, viewer, _counted(wanted), _by(wanted), *rules)


@store.remembered
def _measured_of(
    project: Store, viewer: str, name: str, by: tuple[str, ...], roll_up: bool, silent: bool
) -> tables.Measured:
    return tables.measured(
        study_of_layer(project, name, viewer),
        codebook(project),
        by,
        known_of(project, viewer, by, name),
        roll_up=roll_up,
        silent_is_absent=silent,
    )


def _made(project: Store, viewer: str, wanted: Wanted, study: Study, table: tables.Table) -> Made:
    name = _counted(wanted)
    said = {
        "layer": name,
        "case": " x ".join(_by(wanted)),
        "rolled_up": "a code counts for those above it" if wanted.roll_up else "",
        "silence": "asked and silent counts as absent" if wanted.silent_is_absent else "",
    }
    return Made(
        table,
        {what: value for what, value in said.items() if value},
        unfinished=unfinished_in(study),
        sealed=sealed_from(project, name, viewer),
        shown=shown_to(project, study, study.finished),
    )
