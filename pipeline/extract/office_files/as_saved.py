"""A copy of a file for LibreOffice in which fields stay as they were saved and hidden sections are left out.

LibreOffice fills fields anew when it opens a file: a head with "ngày {DATE}" of a file saved in December said the day
on which it was read, a false date of issue. The name of a file, its pages and who types are the reader's in the same
way. A section of ODT that is not shown comes out of it as ordinary paragraphs.
"""

import re
import shutil
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import olefile
from lxml import etree

from pipeline import settings
from pipeline.extract.office_files import container, rtf_groups, rtf_numbering

# [MS-DOC] 2.9.90 flt: AUTHOR, CREATEDATE to NUMCHARS, FILENAME, DATE, TIME, USERNAME. Of a formula LibreOffice shows
# the result that the file keeps.
_KINDS, _FORMULA = frozenset((0x11, *range(0x15, 0x1E), 0x1F, 0x20, 0x3C)), 0x22
UNREADABLE = (OSError, ValueError, struct.error, IndexError, MemoryError)
"""What a damaged DOC makes olefile and a reader of its tables raise; MemoryError where it tells of giant sectors."""
_TABLES = (0x11A, 0x122, 0x12A, 0x132, 0x21A, 0x262)  # in the FIB: fields of the text, heads, notes, comments, boxes
_FILLED = ("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE")  # of a head; letters of one byte, or of two
_TYPED = re.compile(
    rb"\x13\0?(?: \0?)*(?:"
    + b"|".join(b"\\0?".join(bytes([one]) for one in name.encode()) for name in _FILLED)
    + rb")",
    re.IGNORECASE,
)
_NAMES = (*_FILLED, "EDITTIME", "FILENAME", "NUMPAGES", "NUMWORDS", "NUMCHARS", "USERNAME", "AUTHOR")
_RUN = rb"(?:\}\s*\{|\\(?!f(?:ie)?ld)[a-z]+-?\d*\s?)*+"  # a name in two runs: {DA}{\ltrch TE}
_RTF = re.compile(
    rb"(\\fldinst\b(?:\\(?!f(?:ie)?ld)[a-z]+|[^A-Za-z\\])*+)(?:"
    + b"|".join(_RUN.join(bytes([one]) for one in name.encode()) for name in _NAMES)
    + rb")\b",
    re.IGNORECASE,
)
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_REPEATED = _TABLE + "number-columns-repeated"
_MOST_COLUMNS = 200  # of a table; more is no text's
_ODF = (
    *("date", "time", "creation-date", "creation-time", "modification-date", "modification-time", "print-date"),
    *("print-time", "editing-duration", "file-name", "page-count", "word-count", "character-count", "author-name"),
)


def copied(path: Path, source: Path, limits: settings.Limits) -> None:
    """Write `path` to `source` (its ending says which kind it is) as it was saved.

    Raises:
        container.UnreadableFile: the fields of a DOC cannot be told (Word 95, damage), and one would be given a day.
    """
    if source.suffix == ".rtf":
        kept = _RTF.sub(rb"\1QUOTED", rtf_numbering.restored(path.read_bytes()))
        source.write_bytes(_with_end(_with_font(kept)))
    elif source.suffix == ".odt":
        _open_document(path, source, limits)
    else:
        shutil.copyfile(path, source)
        if source.suffix == ".doc":
            _keep_fields(source, path.name)


def _with_font(rtf: bytes) -> bytes:
    """The file with its default font named in each paragraph, where it is of Vietnamese letters and no font is named.

    LibreOffice reads such text by the code page of the file: "Quy điònh mýìc".
    """
    font = rb"\f" + rtf_groups.word(rtf[:4096], b"deff")
    tables = [table for table in rtf_groups.named(rtf[:65536], b"fonttbl") if font + b"\\" in table]
    entry = tables[0].partition(font + b"\\")[2].partition(b";")[0] if tables else b""
    head, _, body = rtf.partition(tables[0]) if tables else (rtf, b"", b"")
    if not re.search(rb"fcharset163\b", entry) or re.search(rb"\\f\d", body):
        return rtf
    return head + tables[0] + body.replace(rb"\pard", rb"\pard" + font)


def _with_end(rtf: bytes) -> bytes:
    """The file with a paragraph of no list behind its last one.

    LibreOffice takes the list level of the last paragraph of a file away: clause 1 of Điều 2 became "Điều 3".
    """
    end = rtf.rstrip(b"\0\r\n\t ")
    return end[:-1] + rb"\pard\plain\par\pard\plain\par}" if end.endswith(b"}") and rb"\ls" in rtf else rtf


def _open_document(path: Path, source: Path, limits: settings.Limits) -> None:
    with container.opened(path, limits) as box, zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as made:
        for name in box.names:
            data = box.read(name)
            if name in ("content.xml", "styles.xml"):
                root = container.parse(data, path.name, name)
                etree.strip_tags(root, *(_TEXT + field for field in _ODF))
                _leave_out_hidden(root)
                _widen(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            made.writestr(name, data)


def _leave_out_hidden(root: etree._Element) -> None:
    for section in list(root.iter(_TEXT + "section")):
        parent = section.getparent()
        if parent is not None and (
            section.get(_TEXT + "display") == "none" or section.get(_TEXT + "is-hidden") == "true"
        ):
            parent.remove(section)


def _widen(root: etree._Element) -> None:
    """Give each table as many columns as its longest row has cells: LibreOffice drops the cells beyond them.

    Qt writes each paragraph of a cell as a cell of its own: number, day and signer of what it saved were gone.
    """
    for table in root.iter(_TABLE + "table"):
        columns = [one for one in table.iter(_TABLE + "table-column") if _nearest_table(one) is table]
        rows = (row for row in table.iter(_TABLE + "table-row") if _nearest_table(row) is table)
        wanted = max((sum(map(_repeated, row)) for row in rows), default=0)
        lacking = min(wanted, _MOST_COLUMNS) - sum(map(_repeated, columns))
        if columns and lacking > 0:
            columns[-1].set(_REPEATED, str(_repeated(columns[-1]) + lacking))


def _nearest_table(part: etree._Element) -> etree._Element | None:
    return next(part.iterancestors(_TABLE + "table"), None)


def _repeated(part: etree._Element) -> int:
    said = part.get(_REPEATED, "1")
    return min(int(said), _MOST_COLUMNS) if said.isdecimal() else 1


def raise_of_disk(error: Exception) -> None:
    """Raise what is the disk's fault and not the file's: left alone, the file would be read as if it held nothing."""
    if isinstance(error, OSError) and error.errno:
        raise error


def _keep_fields(source: Path, name: str) -> None:
    try:
        _word_97(source)
    except UNREADABLE as error:
        raise_of_disk(error)
        if _TYPED.search(source.read_bytes()):
            found = ("trường ngày tự điền mà bảng trường không đọc được", "a date field whose table cannot be read")
            raise container.damaged(name, found=found, expected=("tệp DOC lành", "a sound DOC file")) from error


def _word_97(path: Path) -> None:
    with olefile.OleFileIO(str(path), write_mode=True) as ole:
        text = ole.openstream("WordDocument").read()
        name = "1Table" if struct.unpack_from("<H", text, 10)[0] & 0x200 else "0Table"
        table = bytearray(ole.openstream(name).read())
        found = list(_begins(text, bytes(table)))
        for place in found:
            table[place + 1] = _FORMULA
        if found:
            ole.write_stream(name, bytes(table))


def _begins(text: bytes, table: bytes) -> Iterator[int]:
    """Where in the table a field of these kinds begins: n + 1 places of 4 bytes, then 2 bytes for each of n."""
    for at in _TABLES:
        start, size = struct.unpack_from("<II", text, at)
        first = start + 4 * ((size - 4) // 6 + 1)
        for place in range(first, min(start + size, len(table)) - 1, 2) if size > 4 else ():
            if table[place] & 0x1F == 0x13 and table[place + 1] in _KINDS:
                yield place
