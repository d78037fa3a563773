import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qualbench.errors import ReadingError
from qualbench.reading import read_transcript


def saved(tmp_path, fill):
    document = docx.Document()
    fill(document)
    path = tmp_path / "t.docx"
    document.save(str(path))
    return path


def table(*rows):
    def fill(document):
        made = document.add_table(len(rows), max(map(len, rows)))
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text

    return fill


def test_paragraphs_are_lines_and_so_are_soft_breaks(tmp_path):
    def fill(document):
        document.add_heading("Interview", 1)
        document.add_paragraph("Interviewer: So?\nAnd how?")
        document.add_paragraph()
        run = document.add_paragraph("Respondent:\tFine").add_run(", ")
        run.add_break()
        document.paragraphs[-1].add_run("cafe\u0301.").bold = True

    read = read_transcript(saved(tmp_path, fill))
    assert read.text == "Interview\nInterviewer: So?\nAnd how?\n\nRespondent:\tFine, \ncaf\xe9."
    assert [(t.speaker, t.words.of(read.text)) for t in read.turns] == [
        ("Interviewer", "So?\nAnd how?"),
        ("Respondent", "Fine, \ncaf\xe9."),
    ]
    assert read.format == "word"


def test_a_table_of_speaker_and_talk_becomes_labelled_lines(tmp_path):
    path = saved(tmp_path, table(["Interviewer", "So?"], ["p01:", "Fine.\nYes."], ["", "Really."]))
    read = read_transcript(path)
    assert read.text == "Interviewer: So?\np01: Fine.\nYes.\nReally."
    assert [(t.speaker, t.interviewer) for t in read.turns] == [
        ("Interviewer", True),
        ("p01", False),
    ]


def test_a_table_may_have_a_column_of_times(tmp_path):
    path = saved(tmp_path, table(["00:05", "I", "So?"], ["[1:02:03]", "R", "Fine."]))
    read = read_transcript(path)
    assert read.text == "[00:05] I: So?\n[1:02:03] R: Fine."
    assert [t.time for t in read.turns] == [5, 3723]


def test_tables_of_other_shapes_give_a_line_a_cell_in_document_order(tmp_path):
    def fill(document):
        document.add_paragraph("before")
        table(["a", "b", "c"], ["", "", "d"])(document)
        document.add_paragraph("after")

    assert read_transcript(saved(tmp_path, fill)).text == "before\na\nb\nc\nd\nafter"


def test_tracked_changes_are_read_as_accepted_and_text_boxes_not_at_all(tmp_path):
    xml = (
        f"<w:p {nsdecls('w')}><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>"
        "<w:r><w:t xml:space='preserve'>R: It </w:t></w:r>"
        "<w:del w:id='1' w:author='x'><w:r><w:delText>never</w:delText><w:tab/></w:r></w:del>"
        "<w:moveFrom w:id='2' w:author='x'><w:r><w:t>moved </w:t></w:r></w:moveFrom>"
        "<w:ins w:id='3' w:author='x'><w:r><w:t>always works</w:t></w:r></w:ins>"
        "<w:hyperlink w:anchor='a'><w:r><w:t>, well</w:t></w:r></w:hyperlink>"
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
        "<w:r><w:noBreakHyphen/><w:t>ish.</w:t></w:r></w:p>"
    )
    path = saved(tmp_path, lambda document: document.element.body.insert(0, parse_xml(xml)))
    assert read_transcript(path).text == "R: It always works, well-ish."


def test_content_controls_are_read(tmp_path):
    xml = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>R: Yes.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    path = saved(tmp_path, lambda document: document.element.body.insert(0, parse_xml(xml)))
    assert read_transcript(path).text == "R: Yes."


def test_a_document_without_words_is_empty(tmp_path):
    path = saved(tmp_path, lambda document: document.add_paragraph("  "))
    with pytest.raises(ReadingError, match=r"^t\.docx: is empty"):
        read_transcript(path)


def zipped(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def workbook(path):
    import openpyxl

    openpyxl.Workbook().save(path)


def cut_short(path):
    docx.Document().save(str(path))
    path.write_bytes(path.read_bytes()[:2000])


def broken_xml(path):
    zipped(path, **{"[Content_Types].xml": "<Types"})


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_text("I: Hello."),
        lambda path: path.write_bytes(b""),
        lambda path: zipped(path, hello="there"),
        workbook,
        cut_short,
        broken_xml,
    ],
)
def test_what_is_no_word_document_is_refused(tmp_path, write):
    write(tmp_path / "t.docx")
    with pytest.raises(ReadingError) as caught:
        read_transcript(tmp_path / "t.docx")
    assert caught.value.message == "t.docx: is not a Word document (.docx)"
    assert caught.value.hint
