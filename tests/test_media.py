import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def word_file(macros: bool = False) -> bytes:
    said = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    parts = {"[Content_Types].xml": said if macros else b"<Types/>", "word__document.xml": b"<w/>"}
    return zipped(**parts)


def ole(stream: str) -> bytes:
    entry = stream.encode("utf-16-le").ljust(64, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(128, b"\0")


CASES = {
    "pdf": ("a.doc", b"%PDF-1.7\n", media.PDF),
    "pdf-after-junk": ("a.pdf", b"\r\n\r\nHTTP junk %PDF-1.4\n", media.PDF),
    "docx": ("a.pdf", word_file(), media.DOCX),
    "docm-named-docx": ("a.docx", word_file(macros=True), media.DOCM),
    "xlsx": ("a.xls", zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<x/>"}), media.XLSX),
    "odt": ("a.odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text"), media.ODT),
    "zip": ("a.docx", zipped(**{"a.pdf": b"%PDF-1.4"}), media.ZIP),
    "zip-cut-short": ("a.docx", word_file()[:60], media.ZIP),
    "doc": ("a.docx", ole("WordDocument"), media.DOC),
    "xls": ("a.doc", ole("Workbook"), media.XLS),
    "encrypted-docx": ("a.docx", ole("EncryptedPackage"), media.OLE),
    "rtf-named-doc": ("a.doc", rb"{\rtf1 x}", media.RTF),
    "html-named-doc": ("a.doc", "\ufeff<!-- x -->\n<HTML><p>Lam Giang".encode(), media.HTML),
    "xhtml": ("a.xml", b'<?xml version="1.0"?><html xmlns="x">', media.HTML),
    "svg": ("a.png", b"<svg onload=alert(1)>", media.SVG),
    "jpg": ("a", b"\xff\xd8\xff\xe0", media.JPEG),
    "png": ("a", b"\x89PNG\r\n\x1a\n", media.PNG),
    "tif-big-endian": ("a", b"MM\x00*\x00\x00", media.TIFF),
    "exe-named-pdf": ("a.pdf", b"MZ\x90\x00", media.EXECUTABLE),
    "edxml": ("a.bin", b'junk<?xml version="1.0"?><edXML xmlns="x">', media.EDXML),
    "edxml-utf16": ("a", '<?xml version="1.0" encoding="UTF-16"?><edXML>'.encode("utf-16"), media.EDXML),
    "edxml-soap": ("a", b'<?xml version="1.0"?><S:Envelope><S:Header><edXML:MessageHeader>', media.EDXML),
    "mime": ("a", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n", media.MIME),
    "mht": (
        "a.doc",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html",
        media.MHT,
    ),
    "mht-of-blink": (
        "a",
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"',
        media.MHT,
    ),
    "xml": ("a", b"<?xml version='1.0'?><note/>", media.XML),
    "txt": ("a.txt", "Điều 1. <edXML> là gì".encode(), media.TEXT),
    "txt-tcvn3": ("a.txt", b"H\xe9i \xae\xe5ng nh\xa9n d\xa9n", media.TEXT),
    "md": ("a.md", b"# x", media.MARKDOWN),
    "script": ("a.js", b"alert(1)", media.SCRIPT),
    "unknown": ("a.txt", b"\x00\x01\x02\x03\x04", media.UNKNOWN),
    "empty": ("a.pdf", b"", media.EMPTY),
}


@pytest.mark.parametrize(("name", "data", "expected"), CASES.values(), ids=CASES)
def test_the_bytes_tell_the_kind(tmp_path: Path, name: str, data: bytes, expected: media.MediaType) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    assert media.sniff(path) == expected


ANY = st.binary(max_size=300)
ALMOST_ZIP = st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data + b"PK\x05\x06" + data)


@given(ANY | ALMOST_ZIP)
def test_no_bytes_stop_the_sniffing(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)

    assert media.sniff(path).media in media.EXTENSIONS
