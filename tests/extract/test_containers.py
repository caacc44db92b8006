"""A hostile or broken container gives a finding that names what was found, and never an exception."""

import stat
import struct
import zipfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import settings
from pipeline.document.model import Extraction, Severity
from pipeline.extract.office_files import docx
from tests.extract import word_files as word
from tests.extract.word_files import KINDS, p

LIMITS = settings.Limits()


def only_code(found: Extraction) -> str:
    assert found.findings
    assert all(finding.severity is Severity.hold and finding.message_en for finding in found.findings)
    (code,) = {finding.code for finding in found.findings}
    return code


def altered(path: Path, old: bytes, new: bytes) -> Path:
    path.write_bytes(path.read_bytes().replace(old, new))
    return path


def test_empty_and_foreign_files_are_damaged(tmp_path: Path) -> None:
    for name, data in (("rong.docx", b""), ("rtf.docx", b"{\\rtf1 x}"), ("nhieu.docx", b"PK\x03\x04" + b"noise" * 500)):
        (tmp_path / name).write_bytes(data)
        found = docx.read(tmp_path / name, "", LIMITS)

        assert only_code(found) == "file-damaged"
        assert name in found.findings[0].message


def test_truncated_file_is_damaged_at_every_length(tmp_path: Path) -> None:
    whole = word.write(tmp_path / "a.docx", p("Nghị quyết")).read_bytes()
    for length in range(4, len(whole) - 22, 37):
        (tmp_path / "b.docx").write_bytes(whole[:length])

        assert only_code(docx.read(tmp_path / "b.docx", "", LIMITS)) == "file-damaged"


def test_bytes_before_the_container_are_refused(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("x"))
    path.write_bytes(b"PK\x03\x04MZ" + path.read_bytes())

    assert only_code(docx.read(path, "", LIMITS)) == "file-damaged"


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "C:/x", "word/document.xml", "WORD/DOCUMENT.XML"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_ambiguous_part_names_are_refused(tmp_path: Path, name: str) -> None:
    path = word.write(tmp_path / "a.docx", p("x"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "khác")

    assert only_code(docx.read(path, "", LIMITS)) == "file-damaged"


def test_link_inside_a_container_is_refused(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("x"))
    entry = zipfile.ZipInfo("word/lien-ket")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")

    assert only_code(docx.read(path, "", LIMITS)) == "file-damaged"


def test_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("x"), {"media/lon.bin": b"\0" * 3_000_000})

    assert only_code(docx.read(path, "", LIMITS)) == "file-over-limit"
    assert only_code(docx.read(path, "", settings.Limits(output_mb=1))) == "file-over-limit"


def test_the_budgets_of_a_container_are_settings(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("x"), {"media/lon.bin": b"\0" * 1_500_000})

    assert only_code(docx.read(path, "", settings.Limits(archive_entries=2))) == "file-over-limit"
    assert only_code(docx.read(path, "", LIMITS)) == "file-over-limit"
    assert not docx.read(path, "", settings.Limits(archive_ratio=5000)).findings


def test_too_many_parts_are_over_the_limit(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("x"), {f"media/{at}.bin": "" for at in range(2001)})

    assert only_code(docx.read(path, "", LIMITS)) == "file-over-limit"


def test_overlapping_parts_are_refused(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("x"))
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<I", data, second + 42, struct.unpack_from("<I", data, first + 42)[0])
    path.write_bytes(data)

    assert only_code(docx.read(path, "", LIMITS)) == "file-damaged"


def test_encrypted_files_are_named_so(tmp_path: Path) -> None:
    flagged = altered(
        word.write(tmp_path / "a.docx", p("x")),
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00",
        b"PK\x01\x02\x14\x03\x14\x00\x01\x00",
    )
    (tmp_path / "b.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))

    assert only_code(docx.read(flagged, "", LIMITS)) == "file-encrypted"
    assert only_code(docx.read(tmp_path / "b.docx", "", LIMITS)) == "file-encrypted"


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + word.part(
        "document", p("&b;").replace("&amp;", "&")
    )
    path = word.write(tmp_path / "a.docx", "", {"word/comments.xml": laughs})

    assert only_code(docx.read(path, "", LIMITS)) == "active-content"


@pytest.mark.parametrize("depth", [25, 400])
def test_tables_nested_without_end_are_stopped(tmp_path: Path, depth: int) -> None:
    opening, closing = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth
    found = docx.read(word.write(tmp_path / "a.docx", opening + p("x") + closing), "", LIMITS)

    assert only_code(found) in ("file-over-limit", "file-damaged")


def test_file_without_a_text_part_is_damaged(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", p("x"), {"_rels/.rels": word.relationships("")})

    assert only_code(docx.read(path, "", LIMITS)) == "file-damaged"


def relation(kind: str, target: str, *, external: bool) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="z9" Type="{KINDS}/{kind}" Target="{target}"{mode}/>'


@pytest.mark.parametrize(
    ("kind", "target", "external"),
    [
        ("oleObject", "embeddings/oleObject1.bin", False),
        ("package", "embeddings/bang.xlsx", False),
        ("aFChunk", "phan.html", False),
        ("image", "http://vi-du.example/anh.png", True),
        ("attachedTemplate", "https://vi-du.example/mau.dotm", True),
        ("attachedTemplate", "\\\\may-chu\\mau.dotm", True),
        ("attachedTemplate", "file://may-chu/mau.dotm", True),
    ],
)
def test_what_runs_or_fetches_is_active_and_named(tmp_path: Path, kind: str, target: str, external: bool) -> None:
    parts: dict[str, str | bytes] = {} if external else {f"word/{target}": b"x"}
    path = word.write(tmp_path / "a.docx", p("x"), parts, relation(kind, target, external=external))

    found = docx.read(path, "", LIMITS)

    assert only_code(found) == "active-content"
    assert target in found.findings[0].place


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/a.lnk", "word/a.BAT", "customXml/a.ps1"])
def test_macro_parts_and_programs_are_active(tmp_path: Path, part: str) -> None:
    path = word.write(tmp_path / "a.docx", p("x"), {part: b"\0"})

    assert only_code(docx.read(path, "", LIMITS)) == "active-content"


def test_field_that_calls_another_program_is_active(tmp_path: Path) -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDEAUTO c:\\\\x "y" </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert only_code(docx.read(word.write(tmp_path / "a.docx", p(field, end)), "", LIMITS)) == "active-content"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://vi-du.example/"),
        ("attachedTemplate", "file:///C:\\Users\\canbo\\Mau.dotx"),
        ("attachedTemplate", "D:\\Mau.dot"),
        ("attachedTemplate", "Normal.dotm"),
    ],
)
def test_ordinary_links_are_harmless(tmp_path: Path, kind: str, target: str) -> None:
    found = docx.read(word.write(tmp_path / "a.docx", p("x"), links=relation(kind, target, external=True)), "", LIMITS)

    assert found.findings == ()


@hypothesis.settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_damage_of_bytes_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("hong")
    whole = bytearray(word.write(folder / "a.docx", p("Nghị quyết") * 20).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    (folder / "a.docx").write_bytes(whole)

    docx.read(folder / "a.docx", "", LIMITS)
