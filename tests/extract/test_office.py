"""Old and open office formats, through the real LibreOffice: same text, hidden stays hidden, active is named."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from odf import opendocument, style, table, text

from pipeline import media, settings
from pipeline.document.model import Region, Severity
from pipeline.extract.office_files import docx, libreoffice, office_active
from tests.extract import word_files as word
from tests.extract.word_files import p, run

LIMITS = settings.Limits()
ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "script", "drawing"))


@pytest.fixture(scope="module")
def word_97(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .doc with a head table, automatic numbers, a tracked deletion and hidden text."""
    folder = tmp_path_factory.mktemp("doc")
    head = word.table(
        [
            "HỘI ĐỒNG NHÂN DÂN\nHUYỆN AN KHÊ HẠ\nSố: 07/NQ-HĐND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Khê Hạ, ngày 01 tháng 8 năm 2023",
        ]
    )
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>đoạn đã xóa</w:delText></w:r></w:del>'
    body = (
        head
        + word.listed("Phạm vi", 1)
        + word.listed("Hiệu lực", 1)
        + p("Mức chi ", gone, run("200 triệu đồng."), run(" đoạn ẩn", "<w:vanish/>"))
    )
    numbers = word.numbering(word.level(0, "decimal", "Điều %1."))
    return convert(word.write(folder / "dieu.docx", body, {"numbering.xml": numbers}), "doc")


def convert(path: Path, ending: str, *more: Path) -> Path:
    """The file as LibreOffice saves it, and `more` of the same folder in the same start, which is most of the work."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(path.parent), str(path)]
    subprocess.run([*command, *map(str, more)], check=True, capture_output=True, timeout=180)
    return path.with_suffix(f".{ending}")


def shown(path: Path) -> list[str]:
    found = libreoffice.read(path, "", LIMITS)
    assert found.findings == ()
    return [block.text for block in found.visible]


def test_word_97_file_keeps_head_and_automatic_numbers(word_97: Path) -> None:
    found = libreoffice.read(word_97, "ab", LIMITS)

    assert (found.sha256, found.media) == ("ab", media.DOC.media)
    assert [block.text for block in found.blocks if block.region is Region.header_left][-1] == "Số: 07/NQ-HĐND"
    assert [block.text for block in found.blocks if block.label] == ["Điều 1. Phạm vi", "Điều 2. Hiệu lực"]


def test_deleted_and_hidden_text_is_not_made_visible(word_97: Path) -> None:
    found = libreoffice.read(word_97, "", LIMITS)
    visible = " ".join(block.text for block in found.visible)
    hidden = " ".join(block.text for block in found.blocks if block.region is Region.hidden)

    assert "Mức chi 200 triệu đồng." in visible
    assert "đã xóa" not in visible
    assert "đã xóa" in hidden
    assert "đoạn ẩn" not in visible
    assert "đoạn ẩn" in hidden


@pytest.mark.long
def test_rich_text_reads_like_the_word_file_it_was_made_from(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("Điều 1. Giao Ủy ban nhân dân xã Phú Vinh Đông.") + p("Điều 2. Hiệu lực."))

    assert shown(convert(path, "rtf")) == [block.text for block in docx.read(path, "", LIMITS).visible]


def test_open_document_reads_paragraphs_and_tables(tmp_path: Path) -> None:
    made = opendocument.OpenDocumentText()
    bold = style.Style(name="Dam", family="paragraph")
    bold.addElement(style.TextProperties(fontweight="bold"))
    made.automaticstyles.addElement(bold)
    made.text.addElement(text.P(stylename=bold, text="QUYẾT NGHỊ:"))
    grid = table.Table()
    grid.addElement(table.TableColumn(numbercolumnsrepeated=2))
    for cells in (("STT", "Chỉ tiêu"), ("1", "Thu ngân sách")):
        row = table.TableRow()
        for words in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=words))
            row.addElement(cell)
        grid.addElement(row)
    made.text.addElement(grid)
    made.save(str(tmp_path / "a.odt"))

    found = libreoffice.read(tmp_path / "a.odt", "", LIMITS)

    assert found.media == media.ODT.media
    assert (found.visible[0].text, found.visible[0].bold) == ("QUYẾT NGHỊ:", True)
    assert found.visible[1].rows == (("STT", "Chỉ tiêu"), ("1", "Thu ngân sách"))


def open_document(path: Path, body: str, parts: dict[str, str] | None = None) -> Path:
    """An .odt by hand; LibreOffice itself writes the empty Configurations2 that stands in each of them."""
    entries = {"/": media.ODT.media, "content.xml": "text/xml", "Configurations2/accelerator/current.xml": ""}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in entries.items()
    )
    content = f'<office:document-content {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink">'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", media.ODT.media)
        archive.writestr("Configurations2/accelerator/current.xml", "")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">{listed}</manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"{content}<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return path


def test_text_that_libreoffice_drops_still_reaches_the_gate(tmp_path: Path) -> None:
    body = "<text:p>Nội dung</text:p><text:hidden-paragraph>đoạn kín</text:hidden-paragraph>"
    found = libreoffice.read(open_document(tmp_path / "a.odt", body), "", LIMITS)

    assert [block.text for block in found.visible] == ["Nội dung"]
    assert "đoạn kín" in [block.text for block in found.blocks if block.region is Region.hidden]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("<text:p>x</text:p>", {"Basic/Standard/Module1.xml": "<x/>"}),
        ('<office:event-listeners><script:event-listener xlink:href="x"/></office:event-listeners>', {}),
        (
            '<text:section text:name="s"><text:section-source xlink:href="http://vi-du.example/x.odt"/></text:section>',
            {},
        ),
        ("<text:p>x</text:p>", {"Object 1": "ole"}),
        ("<text:p>x</text:p>", {"Pictures/a.hta": "x"}),
        ("<text:p>x</text:p>", {"a.Lnk": "x"}),
    ],
    ids=["basic", "listener", "remote-section", "ole-object", "program", "shortcut"],
)
def test_active_parts_of_an_open_document_are_named(tmp_path: Path, body: str, parts: dict[str, str]) -> None:
    found = libreoffice.read(open_document(tmp_path / "a.odt", body, parts), "", LIMITS)

    assert found.findings[0].code == "active-content"
    assert found.findings[0].severity is Severity.hold
    assert found.findings[0].message_en.startswith("a.odt:")


@pytest.mark.long
def test_object_in_rich_text_is_active(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 Nghi quyet{\\object\\objemb{\\*\\objdata 0105}}}")

    assert [finding.code for finding in libreoffice.read(path, "", LIMITS).findings] == ["active-content"]


def test_rich_text_nested_without_end_is_stopped_before_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 " + b"{" * 5000 + b"x" + b"}" * 5000 + b"}")

    assert [finding.code for finding in libreoffice.read(path, "", LIMITS).findings] == ["file-over-limit"]


def test_file_that_libreoffice_cannot_read_is_damaged_although_it_exits_well(tmp_path: Path, word_97: Path) -> None:
    path = tmp_path / "hong.doc"
    path.write_bytes(word_97.read_bytes()[:3000])

    (finding,) = libreoffice.read(path, "", LIMITS).findings

    assert (finding.code, finding.severity) == ("file-damaged", Severity.hold)
    assert "hong.doc" in finding.message


def test_libreoffice_is_ended_at_its_time_limit(tmp_path: Path, word_97: Path) -> None:
    found = libreoffice.read(word_97, "", settings.Limits(seconds=0), workdir=tmp_path)
    left = subprocess.run(["pgrep", "-f", str(tmp_path / "profile")], capture_output=True, text=True, check=False)

    assert [finding.code for finding in found.findings] == ["file-over-limit"]
    assert left.stdout == ""


def test_a_form_control_of_an_open_document_is_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    form = '<form:checkbox form:id="c1" form:label="ĐỒNG Ý"/>'
    spaces = SPACES + f' xmlns:form="{ODF}:form:1.0"'
    content = (
        f"<office:document-content {spaces}><office:body><office:text><office:forms>{form}</office:forms>"
        '<text:p>Nội dung <drawing:control drawing:control="c1"/></text:p></office:text></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", media.ODT.media)
        archive.writestr("content.xml", content)

    findings, letters = office_active.inspect(path, media.ODT.media, LIMITS)

    assert [finding.code for finding in findings] == ["parts-unread"] and not findings[0].stops
    assert "ĐỒNG Ý" in letters


@pytest.mark.parametrize(
    "ending", ["doc", *(pytest.param(ending, marks=pytest.mark.long) for ending in ("odt", "rtf"))]
)
def test_signs_and_footnotes_come_through_every_format(tmp_path: Path, ending: str) -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = word.part("footnotes", f'<w:footnote w:id="2">{p("Chưa gồm thuế.")}</w:footnote>')
    made = word.write(tmp_path / "a.docx", p("Tỷ lệ ", sign, " 50 phần trăm", mark), {"footnotes.xml": notes})

    found = libreoffice.read(convert(made, ending), "", LIMITS)

    assert [block.text for block in found.visible] == ["Tỷ lệ ≥ 50 phần trăm[1]", "[1] Chưa gồm thuế."]
