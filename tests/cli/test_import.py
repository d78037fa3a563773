"""Transcripts that were saved in unkind ways, and whose they are."""

import unicodedata

import pytest

from qualbench import store, workbench

_BOM = (
    "Interviewer: Cafe\u0301 or 🍵?\r\nCounselor: “Cafe\u0301” 👩‍👧 — the mother’s nai\u0308ve "
    "friend said so.\r\n\r\nInterviewer: 🙂\r\nCounselor: Yes 🙂 she did: voila\u0300!\r\n"
)
_CP1252 = (
    "Interviewer: And “now”?\r\nCounselor: It’s “fine” – mostly… it cost 10 €, "
    "we’d say.\r\nInterviewer: Oh.\r\nCounselor: Yes, Zoë’s café.\r\n"
)
_QUOTES = {
    "bom": ("“Cafe\u0301” 👩‍👧", "nai\u0308ve friend", "🙂 she did: voila\u0300!"),
    "cp1252": ("“fine” – mostly…", "10 €, we’d", "Zoë’s café"),
}


@pytest.fixture
def unkind(tmp_path, project_of, done):
    """A project of two unkind transcripts, coded by quotes in whatever normal form."""
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbf" + _BOM.encode())
    (tmp_path / "cp1252.txt").write_bytes(_CP1252.encode("cp1252"))
    project = project_of([tmp_path / "bom.txt", tmp_path / "cp1252.txt"])
    lines = [f'ana,{name},"{q}",inner.priority' for name, qs in _QUOTES.items() for q in qs]
    (tmp_path / "in.csv").write_text("\n".join(["coder,transcript,quote,code", *lines]) + "\n")
    done("load-codings", project, tmp_path / "in.csv")
    return project


@pytest.fixture
def texts(unkind):
    with workbench.opened(unkind) as project:
        return {t.name: t.text for t in store.transcripts(project)}


def test_the_text_is_nfc_with_lf_and_without_a_bom(texts):
    assert texts["bom"].startswith("Interviewer: Café or 🍵?\nCounselor: “Café” 👩‍👧")
    assert texts["cp1252"].endswith("\nCounselor: Yes, Zoë’s café.")
    for text in texts.values():
        assert unicodedata.is_normalized("NFC", text)
        assert not {"\r", "\ufeff"} & set(text)


def test_every_quotation_listed_is_the_text_at_its_place(unkind, texts, listed):
    found = listed("codings", unkind)
    wanted = {unicodedata.normalize("NFC", q) for quotes in _QUOTES.values() for q in quotes}
    assert {coding["quote"] for coding in found} == wanted
    for coding in found:
        assert coding["quote"] == texts[coding["transcript"]][coding["start"] : coding["end"]]


def test_every_quotation_exported_is_the_text_at_its_place(unkind, texts, tmp_path, done, rows):
    done("export", unkind, "segments", "--to", tmp_path / "s.csv")
    found = rows(tmp_path / "s.csv")
    assert len(found) == 6
    for row in found:
        place = slice(int(row["start_char"]), int(row["end_char"]))
        assert row["text"] == texts[row["document_id"]][place]
        assert row["speaker_role"] == "respondent"


def test_code_counts_characters_and_not_bytes(unkind, texts, done, listed):
    start = texts["bom"].index("she did")
    done("code", unkind, "bom", f"{start}:{start + 7}", "inner.tension", coder="ana")
    assert "she did" in [coding["quote"] for coding in listed("codings", unkind)]


def test_the_same_text_is_recognised_whatever_it_was_saved_as(unkind, tmp_path, done, facts):
    text = unicodedata.normalize("NFD", _CP1252).replace("\r\n", "\n").rstrip()
    (tmp_path / "again.txt").write_bytes(text.encode("utf-16"))
    before = facts(unkind)
    said = done("import", unkind, tmp_path / "again.txt", coder="lead")
    assert said.startswith("Imported 0 transcripts, 1 already there, ")
    assert facts(unkind) == before


def test_cases_can_follow_their_transcripts_and_be_named_by_file_or_hash(
    unkind, tmp_path, done, listed
):
    text_hash = listed("status", unkind)["transcripts"][1]["hash"]
    (tmp_path / "cases.csv").write_text(
        f"transcript,participant,clinic\nbom.txt,P1,C1\n{text_hash[:10]},P2,C2\n"
    )
    done("import", unkind, "--cases", tmp_path / "cases.csv", coder="lead")
    cases = [t["cases"][0] for t in listed("status", unkind)["transcripts"]]
    assert [(case["participant"], case["attributes"]) for case in cases] == [
        ("P1", {"clinic": "C1"}),
        ("P2", {"clinic": "C2"}),
    ]


def test_a_case_without_a_transcript_is_said(unkind, tmp_path, run):
    (tmp_path / "cases.csv").write_text("transcript,participant\nbom,P1\nmoo,P2\n")
    result = run("import", unkind, "--cases", tmp_path / "cases.csv", coder="lead")
    assert result.exit_code == 0
    assert "Without a case: cp1252" in result.stdout
    assert result.stderr == f"{tmp_path / 'cases.csv'}: no transcript is named moo\n"


def test_a_case_is_not_given_to_one_of_two_transcripts_of_the_same_name(
    unkind, tmp_path, done, run, facts
):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "bom.txt").write_text("I: Who?\nP: Another one.\n")
    done("import", unkind, tmp_path / "other" / "bom.txt", coder="lead")
    (tmp_path / "cases.csv").write_text("transcript,participant\nbom,P1\n")
    before = facts(unkind)
    result = run("import", unkind, "--cases", tmp_path / "cases.csv", coder="lead")
    assert (result.exit_code, facts(unkind)) == (1, before)
    assert "2 transcripts are named bom. Write in the cases file which it is" in result.stderr


def test_another_label_can_mark_the_interviewer(tmp_path, project_of, done, listed):
    (tmp_path / "t.txt").write_text("Zed: Well?\nKim: It is.\nZed: And?\nKim: Is.\n")
    project = project_of([tmp_path / "t.txt"])
    done("import", project, tmp_path / "t.txt", "--interviewer", "zed", coder="lead")
    (transcript,) = listed("status", project)["transcripts"]
    assert (transcript["turns"], transcript["respondent_turns"]) == (4, 2)
