"""The appendix: facts in sentences, the codebook in words, and blanks that are seen."""

import io
import zipfile
from dataclasses import replace

import docx as word
import pytest

from qualbench.errors import NotFoundError
from qualbench.export.appendix import TO_FILL, Appendix, Coded, Rated, appendix, methods
from qualbench.export.checklists import COREQ, SRQR
from qualbench.export.documents import docx, html
from qualbench.model import Code, Codebook

BOOK = Codebook(
    "b",
    "A codebook",
    "CFIR 2022",
    "Somebody 2022.",
    "CC BY 4.0",
    (
        Code("b.inner", "Inner Setting", "domain", "III", definition="Where it is put in place."),
        Code("b.inner.culture", "Culture", "construct", "III.D", "b.inner", definition="Values."),
        Code(
            "b.inner.culture.learning",
            "Learning",
            "subconstruct",
            "III.D.4",
            "b.inner.culture",
            definition="Whether mistakes may be told.",
            local="In the team meeting.",
            include=("Safety to say so.", "Time to think"),
            exclude=("Norms -> b.inner.culture", "Unknown -> b.outer.x"),
            examples=("We can say <that> & this.", "Another one."),
            polarity="reverse",
        ),
        Code("b.inner.old", "Old", "construct", "", "b.inner", retired=True,
             merged_into="b.inner.culture"),
    ),
    version="0123456789abcdef",
)  # fmt: skip
CODED = Coded(12, 11, 3, 4, 2, 4, 8, "turns", "Krippendorff's alpha", "at least .80")
RATED = Rated(("clinic", "wave"), 8, 30, 2, 480, 240, blind=True)
OF = Appendix(
    "Appendix", "qualbench 1.0", BOOK, CODED, RATED, {24: "Three coders", 27: ""}, {12: "12"}
)


@pytest.fixture(scope="module")
def read():
    return word.Document(io.BytesIO(docx(appendix(OF))))


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_methods_are_told_from_what_was_recorded():
    assert methods(OF) == (
        "The study's 12 transcripts of 11 participants were coded in qualbench 1.0 by 3 coders "
        "with the codebook A codebook (version 0123456789ab), based on CFIR 2022. Two or more "
        "coders coded 4 of the 12 transcripts independently (33%), in 2 rounds. Agreement was "
        "computed over turns as Krippendorff's alpha, with a target of at least .80. Analyses "
        "use the consensus where coders reconciled their codings (4 transcripts) and else the "
        "primary coder's codings (8 transcripts); codings of two coders are never added up. The "
        "influence of 30 constructs on implementation was rated in 8 cases (by clinic x wave) "
        "by 2 raters, from -2 (hinders strongly) to +2 (helps strongly), or as mixed, missing "
        "or not applicable (Damschroder & Lowery 2013): 480 individual ratings and 240 ratings "
        "agreed on by the team. Raters did not know the outcomes."
    )


def test_methods_say_nothing_of_what_was_not_done_and_ask_for_what_nobody_recorded():
    alone = replace(OF, coded=Coded(1, 1, 1, 0, 0, 0, 1), rated=None, more=("One more.",))
    said = methods(alone)
    assert said.startswith("The study's 1 transcript of 1 participant was coded")
    assert not any(word in said for word in ("independently", "Agreement", "rated"))
    assert said.endswith("never added up. One more.")
    assert methods(replace(OF, rated=replace(RATED, blind=None))).endswith(f"[{TO_FILL}].")


def test_methods_tell_how_far_raters_agreed_before_the_team_did():
    said = methods(replace(OF, rated=replace(RATED, agreement="ICC(A,1) was 0.93.")))
    assert said.endswith(
        "agreed on by the team. ICC(A,1) was 0.93. Raters did not know the outcomes."
    )


def test_the_codebook_names_codes_and_marks_what_is_reverse_or_retired(read):
    head, domain, culture, learning, old = texts(read.tables[0])
    assert head == ["Construct", "Definition", "Includes and excludes", "Example"]
    assert domain == ["III Inner Setting\nWhere it is put in place."] * 4
    assert culture == ["III.D Culture", "Values.", "", ""]
    assert learning == [
        "III.D.4 Learning\nCulture\nReverse: more of it hinders",
        "Whether mistakes may be told.\nHere: In the team meeting.",
        "Includes: Safety to say so; Time to think.\n"
        "Excludes: Norms → Inner Setting > Culture; Unknown → b.outer.x.",
        "“We can say <that> & this.”",
    ]
    assert old[0] == "Old\nOffered no more, read as Inner Setting > Culture"


@pytest.mark.parametrize(("place", "of", "told"), [(1, COREQ, {24}), (2, SRQR, {12})])
def test_every_item_of_a_guideline_is_told_or_marked_as_blank(read, place, of, told):
    rows = [row for row in texts(read.tables[place])[1:] if len(set(row)) > 1]
    assert [int(row[0]) for row in rows] == [item.number for item in of.items]
    blank = {int(row[0]) for row in rows if row[2] == f"[{TO_FILL}]"}
    assert blank == {item.number for item in of.items} - told
    shaded = [row for row in read.tables[place].rows if row.cells[2].text == f"[{TO_FILL}]"]
    assert all(row.cells[2]._tc.xpath(".//w:shd") for row in shaded)


def test_guidelines_have_their_published_numbers_of_items_and_the_told_are_counted(read):
    assert (len(COREQ.items), len(SRQR.items)) == (32, 21)
    topics = {of.name: {item.number: item.topic for item in of.items} for of in (COREQ, SRQR)}
    assert (topics["COREQ"][24], topics["COREQ"][27]) == ("Number of coders", "Software")
    assert (topics["SRQR"][12], topics["SRQR"][15]) == ("Units of study", "Trustworthiness")
    said = [paragraph.text for paragraph in read.paragraphs]
    assert any("1 of 32 are answered" in text for text in said)
    assert any("1 of 21 are answered" in text for text in said)


def test_an_item_that_a_guideline_does_not_have_is_refused():
    with pytest.raises(NotFoundError, match="SRQR has no item 22"):
        appendix(replace(OF, srqr={22: "x"}))


def test_equal_appendices_give_equal_bytes_that_know_no_time():
    first = docx(appendix(OF))
    assert docx(appendix(replace(OF))) == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert html(appendix(OF)) == html(appendix(replace(OF)))
