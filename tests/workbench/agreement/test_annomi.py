"""Real talk: three counselling dialogues that ten experts coded, as a round of ten coders.

The file is public but no part of the project. It is looked for in QUALBENCH_SAMPLES, else in
``shared/samples`` beside the clone; without it these tests are skipped.
"""

import csv
import os
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from qualbench import workbench

SAMPLES = Path(
    os.environ.get("QUALBENCH_SAMPLES", Path(__file__).parents[4] / "shared" / "samples")
)
FILE = SAMPLES / "annomi-dev.csv"
BEHAVIOURS = ("question", "reflection", "therapist_input", "other")
CODEBOOK = "\n".join(
    [
        "codebook: annomi",
        "title: What therapists do",
        "framework: Main behaviours",
        "source: AnnoMI",
        "licence: none",
        "codes:",
        "- {id: ann.behaviour, kind: domain, name: Behaviour}",
        *(
            f"- {{id: ann.behaviour.{name}, kind: construct, parent: ann.behaviour, name: {name}}}"
            for name in BEHAVIOURS
        ),
    ]
)

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="annomi-dev.csv is not there; QUALBENCH_SAMPLES says where it is"
)


@pytest.fixture(scope="module")
def dialogues():
    """Transcript -> coder -> its utterances in order, of those that ten people coded."""
    found = defaultdict(lambda: defaultdict(list))
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["transcript_id"]][row["annotator_id"]].append(row)
    return {name: of for name, of in found.items() if len(of) == 10}


@pytest.fixture(scope="module")
def behaviours(dialogues):
    """What each coder called each of the therapist's utterances: coders x utterances."""
    table = [
        [
            row["main_therapist_behaviour"]
            for of in dialogues.values()
            for row in of[coder]
            if row["interlocutor"] == "therapist"
        ]
        for coder in sorted(next(iter(dialogues.values())))
    ]
    return np.array([[BEHAVIOURS.index(said) for said in row] for row in table])


@pytest.fixture(scope="module")
def found(dialogues, tmp_path_factory):
    """The agreement of a round of ten, from opening to revealing it."""
    folder = tmp_path_factory.mktemp("annomi")
    (folder / "annomi.yaml").write_text(CODEBOOK, encoding="utf-8")
    rows = [row for name, of in dialogues.items() for row in _written(folder, name, of)]
    with (folder / "codings.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("coder", "transcript", "start", "end", "code"), *rows])
    path = folder / "annomi.qualbench"
    workbench.init(path, str(folder / "annomi.yaml"), "lead", "AnnoMI")
    with workbench.opened(path) as project:
        texts = [folder / f"t{name}.txt" for name in dialogues]
        workbench.import_files(project, "lead", texts)
        coders = sorted({row[0] for row in rows})
        workbench.open_round(project, "lead", "ten", coders)
        workbench.load_codings(project, folder / "codings.csv")
        for coder in coders:
            workbench.submit_round(project, coder, "ten")
        workbench.reveal(project, "lead", "ten")
        return workbench.agree(project, "lead", round_name="ten", resamples=200)


def _written(folder, name, by_coder):
    """Write a dialogue, its client as who asks, and give the codings of all on it."""
    lines, spans, at = [], [], 0
    for row in next(iter(by_coder.values())):
        label = "Therapist: " if row["interlocutor"] == "therapist" else "Interviewer: "
        text = " ".join(row["utterance_text"].split())
        spans.append((at + len(label), at + len(label) + len(text)))
        lines.append(f"{label}{text}\n")
        at += len(lines[-1])
    (folder / f"t{name}.txt").write_text("".join(lines), encoding="utf-8")
    return [
        (f"coder-{coder}", f"t{name}", *span, f"ann.behaviour.{row['main_therapist_behaviour']}")
        for coder, said in by_coder.items()
        for row, span in zip(said, spans, strict=True)
        if row["interlocutor"] == "therapist"
    ]


def test_three_dialogues_are_a_round_of_ten(found, behaviours):
    assert (len(found.coders), len(found.transcripts)) == (10, 3)
    assert (found.whole.n, found.whole.share) == (behaviours.shape[1], 1)


def test_fleiss_kappa_of_the_behaviour_is_that_of_statsmodels(found, behaviours):
    from statsmodels.stats.inter_rater import fleiss_kappa

    counts = np.stack([(behaviours == kind).sum(axis=0) for kind in range(4)], axis=1)
    (label,) = found.whole.labels
    assert label.fleiss.value == pytest.approx(fleiss_kappa(counts), abs=1e-9)
    for kind, name in enumerate(BEHAVIOURS):
        used = counts[:, kind]
        (row,) = (row for row in found.codes if row.code == f"ann.behaviour.{name}")
        expected = fleiss_kappa(np.stack([used, 10 - used], axis=1))
        assert row.fleiss.value == pytest.approx(expected, abs=1e-9)


def test_alpha_of_the_behaviour_is_krippendorffs(found, behaviours):
    import krippendorff

    (label,) = found.whole.labels
    expected = krippendorff.alpha(behaviours, level_of_measurement="nominal")
    assert label.alpha.value == pytest.approx(expected, abs=1e-9)
    assert found.whole.sets.equality.value == pytest.approx(expected, abs=1e-9)
    assert label.alpha.low < expected < label.alpha.high
    for kind, name in enumerate(BEHAVIOURS):
        (row,) = (row for row in found.codes if row.code == f"ann.behaviour.{name}")
        expected = krippendorff.alpha(
            (behaviours == kind).astype(int), level_of_measurement="nominal"
        )
        assert row.alpha.value == pytest.approx(expected, abs=1e-9)


def test_kappa_of_ten_is_the_mean_of_forty_five_pairs(found, behaviours):
    from sklearn.metrics import cohen_kappa_score

    (row,) = (row for row in found.codes if row.code == "ann.behaviour.question")
    question = behaviours == 0
    pairs = [
        cohen_kappa_score(question[i], question[j]) for i in range(10) for j in range(i + 1, 10)
    ]
    assert len(row.pairs) == 45
    assert row.kappa.value == pytest.approx(np.mean(pairs), abs=1e-9)
    assert (row.by_kappa[0].kappa, row.by_kappa[-1].kappa) == pytest.approx(
        (min(pairs), max(pairs)), abs=1e-9
    )
