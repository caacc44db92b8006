"""A page that breaks off is held, named, and never published as whole, whatever of it breaks off."""

import base64
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from pipeline import settings
from pipeline.document.model import Extraction, Gap
from pipeline.extract.pdf_files import pdf
from tests.extract import sheets


def streamed(raw: bytes, *kinds: str, **more: Any) -> StreamObject:
    stream = StreamObject()
    stream._data = raw
    stream[NameObject("/Filter")] = ArrayObject(NameObject(kind) for kind in kinds)
    stream.update({NameObject(f"/{name}"): value for name, value in more.items()})
    return stream


def read(path: Path) -> Extraction:
    return pdf.read(path, "", settings.Limits())


def packed(path: Path) -> bytes:
    return zlib.compress(PdfReader(path).pages[0].get_contents().get_data())  # type: ignore[union-attr]


def written(path: Path, put: Callable[[PdfWriter, Any], None]) -> Path:
    writer = PdfWriter(clone_from=path)
    writer.add_page(PdfReader(path).pages[0])
    put(writer, writer.pages[1])
    writer.write(path)
    return path


def drawing(kind: str, stream: StreamObject) -> Callable[[PdfWriter, Any], None]:
    def put(writer: PdfWriter, page: Any) -> None:
        stream[NameObject("/Subtype")] = NameObject(kind)
        resources = DictionaryObject(page["/Resources"].get_object())
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/X1"): writer._add_object(stream)})
        page[NameObject("/Resources")] = resources

    return put


def contents(raw: bytes, *kinds: str) -> Callable[[PdfWriter, Any], None]:
    def put(writer: PdfWriter, page: Any) -> None:
        page[NameObject("/Contents")] = writer._add_object(streamed(raw, *(kinds or ("/FlateDecode",))))

    return put


def picture(share: float) -> StreamObject:
    drawn = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(drawn, "JPEG")
    size = NumberObject(64)
    raw = drawn.getvalue()[: int(len(drawn.getvalue()) * share)]
    return streamed(raw, "/DCTDecode", Width=size, Height=size)


@pytest.mark.parametrize("damage", ["cut", "zeroed", "flipped", "in ASCII", "form", "picture"])
def test_a_page_that_breaks_off_is_named_and_never_whole(tmp_path: Path, damage: str) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    raw = packed(path)
    half = len(raw) // 2
    ways = {
        "cut": contents(raw[:half]),
        "zeroed": contents(raw[:half] + bytes(40) + raw[half + 40 :]),
        "flipped": contents(raw[:2] + bytes([raw[2] | 0b110]) + raw[3:]),
        "in ASCII": contents(base64.a85encode(raw[:half]) + b"~>", "/ASCII85Decode", "/FlateDecode"),
        "form": drawing("/Form", streamed(raw[:half], "/FlateDecode")),
        "picture": drawing("/Image", picture(0.6)),
    }

    found = read(written(path, ways[damage]))

    assert Gap.damaged in found.coverage.gaps and not found.coverage.complete
    assert [one.place for one in found.findings if one.code == "file-damaged" and one.place] == ["trang 2"]


@pytest.mark.parametrize("shape", ["whole", "no sum", "wrong sum", "picture", "more behind"])
def test_a_page_that_lacks_no_letter_is_not_called_damaged(tmp_path: Path, shape: str) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    raw = packed(path)
    ways = {
        "whole": contents(raw),
        "no sum": contents(raw[:-4]),
        "wrong sum": contents(raw[:-4] + b"\0\0\0\0"),
        "picture": drawing("/Image", picture(1)),
        "more behind": contents(raw + b"\r\n\0\0"),
    }

    assert Gap.damaged not in read(written(path, ways[shape])).coverage.gaps
