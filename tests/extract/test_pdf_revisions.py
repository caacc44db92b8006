import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from pipeline.extract.pdf_files import pdf_revisions
from tests.extract import sheets

_NEVER = 1e9
_KEPT, _GONE = "Điều 1. Thành lập Đoàn giám sát.", "Người nhận: bà Vũ Thị Kín"


def _file(path: Path) -> Path:
    """Two pages, the second of which says what a later revision takes away."""
    page = sheets.sheet(path)
    page.paragraph(_KEPT)
    page.page()
    page.line(60, 500, _GONE)
    page.canvas.save()
    return path


def _saved(path: Path, change: Callable[[PdfWriter], object]) -> Path:
    """The file with a change written behind it."""
    writer = PdfWriter(io.BytesIO(path.read_bytes()), incremental=True)
    change(writer)
    writer.write(path)
    return path


def _note(writer: PdfWriter) -> None:
    writer.add_annotation(0, Text(text="đã đóng số", rect=(50, 50, 70, 70)))


def _emptied(writer: PdfWriter) -> None:
    content = DecodedStreamObject()
    content.set_data(b"0 0 m 10 10 l S")
    writer.pages[1][NameObject("/Contents")] = writer._add_object(content)


def _same_stream_emptied(writer: PdfWriter) -> None:
    reference = writer.pages[1].raw_get("/Contents")
    content = DecodedStreamObject()
    content.set_data(b"0 0 m 10 10 l S")
    writer._replace_object(reference, content)


def _cropped(writer: PdfWriter) -> None:
    writer.pages[1].cropbox.upper_right = (10, 10)


def _taken_out(writer: PdfWriter) -> None:
    tree = writer.root_object["/Pages"].get_object()
    assert isinstance(tree, DictionaryObject)
    kids = tree["/Kids"]
    assert isinstance(kids, ArrayObject)
    del kids[1]
    tree[NameObject("/Count")] = NumberObject(len(kids))


def _read(path: Path) -> list[str]:
    return [line.strip() for line in pdf_revisions.lines(PdfReader(path), _NEVER)]


def test_pages_whose_content_no_revision_changed_are_read_once(tmp_path: Path) -> None:
    path = _file(tmp_path / "a.pdf")
    for _ in range(3):
        _saved(path, _note)

    assert path.read_bytes().count(b"%%EOF") == 4
    assert _read(path) == []


@pytest.mark.parametrize("change", [_emptied, _same_stream_emptied, _cropped, _taken_out])
@pytest.mark.parametrize("notes", [0, 2])
def test_what_a_revision_took_away_is_read_and_its_other_pages_are_not(
    tmp_path: Path, change: Callable[[PdfWriter], object], notes: int
) -> None:
    path = _file(tmp_path / "a.pdf")
    for _ in range(notes):
        _saved(path, _note)
    _saved(path, change)
    _saved(path, _note)

    found = _read(path)

    assert found.count(_GONE) == 1
    assert _KEPT not in found or change is _taken_out


def test_revisions_whose_table_leads_to_another_object_are_read_whole(tmp_path: Path) -> None:
    path = _saved(_file(tmp_path / "a.pdf"), _note)
    said = PdfReader(path).pages[1].raw_get("/Contents")
    places = {number: data for number, data in PdfReader(path).xref[0].items()}
    wrong = path.read_bytes().replace(b"%010d" % places[said.idnum], b"%010d" % places[1])
    path.write_bytes(wrong)

    assert _KEPT in _read(path)
