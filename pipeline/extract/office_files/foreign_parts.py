"""Parts of an office file that are no part of it: programs and documents of their own, whatever they are called.

No relation need lead to one: whoever unpacks the published file has it. The first bytes tell, never the name alone.
"""

import re
from collections.abc import Iterator

from pipeline.document.sentences import Said
from pipeline.extract.office_files import container

_HEAD = 256  # bytes
_DOCUMENTS = (b"{\\rtf", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MIME-Version:")
_PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",
    *(b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),  # macOS
    b"\xca\xfe\xba\xbe",  # Java, and macOS for several processors
    b"dex\n",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",  # a shortcut of Windows
    *(b"MSCF", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"!<arch>\n"),  # and what programs are packed in
)
_SCRIPT = re.compile(
    rb"\s*(?:#!\s*/|@echo\b|<\?php\b|<(?:script|job|hta)\b)"
    rb"|\b(?:CreateObject\s*\(|ActiveXObject\s*\(|WScript\.|powershell(?:\.exe)?\s+-|Invoke-Expression\b)",
    re.IGNORECASE,
)
_WIDE = re.compile(rb"(?:\xff\xfe)?(?:[\x09-\x7e]\0){4}")
_DOCUMENT: Said = ("tài liệu nhúng", "embedded document")
_PROGRAM: Said = ("chương trình hay kịch bản nhúng", "an embedded program or script")


def of(box: container.Container) -> Iterator[tuple[str, Said]]:
    """Each with its name."""
    for name in box.names:
        head = box.head(name, _HEAD).removeprefix(b"\xef\xbb\xbf")
        if head.startswith(_DOCUMENTS):
            yield name, _DOCUMENT
        elif container.is_program(name) or head.startswith(_PROGRAMS) or _is_script(head):
            yield name, _PROGRAM


def _is_script(head: bytes) -> bool:
    """Whether a text begins as a script does, in letters of one byte or of two."""
    narrow = head.replace(b"\0", b"").removeprefix(b"\xff\xfe") if _WIDE.match(head) else head
    return (_SCRIPT.match(narrow) or _SCRIPT.search(narrow)) is not None and not narrow.lstrip().startswith(b"<?xml")
