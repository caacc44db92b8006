r"""What LibreOffice forgets of the levels of lists when it makes DOCX of a DOC or RTF file, put back from the file.

It knows no level that counts on through the ones above it (fNoRestart, `\levelnorestart`): "Điều 7" of the third
chapter came out as "Điều 1". Nor one whose label shows all numbers as 1, 2, 3 (fLegal, `\levellegal`).
"""

import re
import shutil
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import olefile
from lxml import etree

from pipeline import media, settings
from pipeline.document import reasons
from pipeline.document.model import Finding
from pipeline.extract.office_files import as_saved, container, rtf_groups, rtf_numbering
from pipeline.extract.office_files.docx_package import W, value

_LISTS = 0x9A + 8 * 73  # in the FIB: where the lists of the file stand in the table stream ([MS-DOC] 2.5.6, fcPlfLst)
_WORD_97 = 0xC1  # nFib of the FIB: Word 6 and 95 have no such tables
_LIST, _LEVEL = 28, 28  # bytes of an LSTF, and of an LVLF without what follows it
_NUMBERING = "word/numbering.xml"
_NUMBER = re.compile(rb"\\ls(\d+)")  # of the list of a paragraph, or of an override


@dataclass(frozen=True, slots=True)
class SourceLevel:
    """A level as the file has it; `restart` as in `docx_numbering.Level`."""

    text: str
    restart: int | None = None
    legal: bool = False


Levels = tuple[SourceLevel, ...]


def of(path: Path, kind: str) -> list[Levels] | None:
    """The levels of the lists of a DOC or RTF file; None where those of a DOC cannot be read."""
    if kind == media.RTF.media:
        return of_rich_text(rtf_numbering.restored(path.read_bytes()))
    return of_word_97(path) if kind == media.DOC.media else []


def of_word_97(path: Path) -> list[Levels] | None:
    """The levels of the lists of a DOC, None where its tables are damaged. Raises OSError of the disk."""
    try:
        with olefile.OleFileIO(str(path)) as ole:
            text = ole.openstream("WordDocument").read()
            if struct.unpack_from("<H", text, 2)[0] < _WORD_97:
                return []
            table = ole.openstream("1Table" if struct.unpack_from("<H", text, 10)[0] & 0x200 else "0Table").read()
        return _tabled(table, *struct.unpack_from("<II", text, _LISTS))
    except as_saved.UNREADABLE as error:
        as_saved.raise_of_disk(error)
        return None


def of_rich_text(rtf: bytes) -> list[Levels]:
    """The levels of the lists that paragraphs of an RTF file use."""
    lists = {rtf_groups.word(one, b"listid"): one for one in rtf_groups.named(rtf, b"list")}
    overrides = rtf_groups.named(rtf, b"listoverride")
    used = Counter(_NUMBER.findall(rtf))
    used.subtract(number for one in overrides for number in _NUMBER.findall(one))
    listed = {rtf_groups.word(one, b"ls"): rtf_groups.word(one, b"listid") for one in overrides}
    told = dict.fromkeys(own for number, own in listed.items() if used[number] > 0 and own in lists)
    return [_written(lists[own]) for own in told]


def restored(made: Path, lists: list[Levels] | None, limits: settings.Limits) -> tuple[Finding, ...]:
    """Write what LibreOffice forgot into the DOCX that it made.

    Two lists may read alike and count otherwise; where it is not known which of them this one is, the level loses its
    number, and a remark says so. So it does where the file's lists cannot be read (None): LibreOffice leaves such
    paragraphs without any number, or counts them as it may.
    """
    if not lists:
        return () if lists is not None else (numbers_unknown(),)
    with container.opened(made, limits) as box:
        if not box.has(_NUMBERING):
            return ()
        root = box.xml(_NUMBERING)
        before = etree.tostring(root)
        unsure = _all_restored(list(root.iter(W + "lvl")), lists)
        if etree.tostring(root) == before:
            return ()
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        with zipfile.ZipFile(made.with_suffix(".part"), "w", zipfile.ZIP_DEFLATED) as into:
            for name in box.names:
                into.writestr(name, data if name == _NUMBERING else box.read(name))
    shutil.move(made.with_suffix(".part"), made)
    return (numbers_unknown(),) * unsure


def numbers_unknown() -> Finding:
    """The remark that automatic numbers of a list may not be those of the file."""
    said = ("số tự động của một danh sách", "automatic numbers of a list")
    return reasons.finding("parts-unread", what=said)


def _tabled(table: bytes, start: int, size: int) -> list[Levels]:
    count = struct.unpack_from("<H", table, start)[0] if size else 0
    at = start + 2 + _LIST * count
    found = []
    for place in range(start + 2, start + 2 + _LIST * count, _LIST):
        levels = []
        for _ in range(1 if table[place + 26] & 1 else 9):
            level, at = _packed(table, at)
            levels.append(level)
        found.append(tuple(levels))
    return found


def _packed(table: bytes, at: int) -> tuple[SourceLevel, int]:
    """A level ([MS-DOC] 2.9.150 LVLF, the looks of its number, its text), and where the next one begins."""
    bits, (looks, indents, limit) = table[at + 5], table[at + 24 : at + 27]
    at += _LEVEL + looks + indents
    length = struct.unpack_from("<H", table, at)[0]
    letters = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(one) + 1}" if ord(one) < 9 else one for one in letters)
    return SourceLevel(text, limit if bits & 8 else None, bool(bits & 4)), at + 2 + 2 * length


def _written(group: bytes) -> Levels:
    return tuple(
        SourceLevel(
            rtf_groups.level_text(next(iter(rtf_groups.named(level, b"leveltext")), b"")),
            0 if rtf_groups.word(level, b"levelnorestart") == b"1" else None,
            rtf_groups.word(level, b"levellegal") == b"1",
        )
        for level in rtf_groups.named(group, b"listlevel")
    )


def _all_restored(levels: list[etree._Element], lists: list[Levels]) -> bool:
    """Whether it is not known how some level counts."""
    told = [dict(_candidates(level, lists)) for level in levels]
    known = {at for one in told for at in one}
    lost = any(at not in known and any(map(_counts_on, one)) for at, one in enumerate(lists))
    unsure = False
    for level, found in zip(levels, told, strict=True):
        ways = set(found.values())
        if len(ways) == 1:
            _set(level, ways.pop())
        elif ways or lost:
            unsure = _forget(level) or unsure
    return unsure


def _counts_on(level: SourceLevel) -> bool:
    return level.restart is not None or level.legal


def _forget(level: etree._Element) -> bool:
    """Take a level's number away; whether it had one."""
    form, text = level.find(W + "numFmt"), level.find(W + "lvlText")
    if form is None or text is None or value(form) in ("none", "bullet") or "%" not in (value(text) or ""):
        return False
    form.set(W + "val", "none")
    text.set(W + "val", "")
    return True


def _candidates(level: etree._Element, lists: list[Levels]) -> Iterator[tuple[int, SourceLevel]]:
    """The same level of each list of the file that reads as its own does: of those that say the same the numbers of.

    LibreOffice knows only neighbours: "%1.%3" of a file comes out as "%2.%3".
    """
    parent = level.getparent()
    own = [] if parent is None else parent.findall(W + "lvl")
    texts = {value(one, "ilvl"): value(one.find(W + "lvlText")) or "" for one in own}
    at = int(value(level, "ilvl") or 0)
    alike = [
        (number, levels[at])
        for number, levels in enumerate(lists)
        if at < len(levels)
        and all(_shape(one.text) == _shape(texts.get(str(place), "")) for place, one in enumerate(levels))
    ]
    same = [pair for pair in alike if _tidy(pair[1].text) == _tidy(texts[str(at)])]
    yield from same or alike


def _shape(text: str) -> str:
    return _tidy(re.sub(r"%\d", "%", text))


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _set(level: etree._Element, told: SourceLevel) -> None:
    text = level.find(W + "lvlText")
    if text is not None and _tidy(value(text) or "") != _tidy(told.text):
        text.set(W + "val", told.text)
    restart = None if told.restart is None else str(told.restart)
    for name, said in (("lvlRestart", restart), ("isLgl", "1" if told.legal else None)):
        if said is not None and level.find(W + name) is None:
            etree.SubElement(level, W + name).set(W + "val", said)
