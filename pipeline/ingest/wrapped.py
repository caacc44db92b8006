"""A package that came in something else: alone in a ZIP, or as the text of a SOAP answer.

Programs of offices pack what they save; gateways answer with an envelope whose body holds the package in Base64, with
its signs escaped, or as CDATA. What is taken out is read as if it had come bare, where there is one package alone; the
words around it are judged with it.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pipeline import media, settings
from pipeline.document.model import Wording
from pipeline.ingest import archive_zip, package_texts, tree
from pipeline.media import MediaType

_MB = 1_000_000
_IN_BASE64 = 2  # an attachment of the greatest size, twice in Base64, takes 1.8 times its bytes
_NAMED = (".edxml", ".xml")
_SOAP = re.compile(rb"<(?:[\w.-]+:)?Envelope\b[^>]*(?:schemas\.xmlsoap\.org/soap|w3\.org/2003/05/soap)")
_HEAD = 2048
_LEAST = 200  # bytes of a text that may say a package
_ESCAPED = re.compile(rb"(?:\xef\xbb\xbf)?&(?:lt|#0*60|#[xX]0*3[cC]);")
_SECTION, _ENDED = b"<![CDATA[", b"]]>"
_HEADER = b"MessageHeader"
_OWN = re.compile(rb"<(?:[\w.-]+:)?MessageHeader\b|<!DOCTYPE")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class CarriedPackage:
    """Where a package was put that lay in another file, and the words around it; `refused`: it may not be used."""

    path: Path
    wordings: tuple[Wording, ...] = ()
    refused: str = field(default="", kw_only=True)


def taken_out(path: Path, kind: MediaType, workdir: Path, limits: settings.Limits) -> CarriedPackage | None:
    """The package within the file at `path`; None where it is none, holds none, or more than one."""
    if kind == media.ZIP:
        return _zipped(path, workdir, limits)
    return _in_soap(path, workdir, limits) if kind in (media.XML, media.EDXML) else None


def _zipped(path: Path, workdir: Path, limits: settings.Limits) -> CarriedPackage | None:
    files = archive_zip.files(path)
    if len(files) != 1 or not files[0].lower().endswith(_NAMED):
        return None
    said = package_texts.names([path.name, *media.zip_names(path), *archive_zip.comments(path)])
    try:
        entry = archive_zip.take_out(path, workdir, limits)[0]
        return CarriedPackage(entry.path, said)
    except archive_zip.Refused as refused:
        return CarriedPackage(path, said, refused=refused.code)


def _in_soap(path: Path, workdir: Path, limits: settings.Limits) -> CarriedPackage | None:
    with path.open("rb") as file:
        if not _SOAP.search(file.read(_HEAD)) or path.stat().st_size > _IN_BASE64 * limits.attachment_mb * _MB:
            return None
        file.seek(0)
        data = file.read()
    sections = list(_sections(data))
    bare = _without(data, sections)
    if _OWN.search(bare):
        return None  # the generation of 2012 is such an envelope itself
    texts = [((begin, begin + len(said)), _said(said.strip())) for begin, said in _texts(bare)]
    plain = [(place, _of_section(data[slice(*place)])) for place in sections]
    carried = [(place, inner) for place, inner in (*texts, *plain) if _is_package(inner)]
    if len(carried) != 1:
        return None
    (place, inner) = carried[0]
    target, around = workdir / "package.edxml", workdir / "envelope.xml"
    target.write_bytes(inner)
    around.write_bytes(_without(data, [place]))
    parsed = tree.parse(around, workdir, attachment_bytes=0, attachments=0)
    return None if parsed.problem else CarriedPackage(target, package_texts.of(parsed, around))


def _texts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The long texts that an element ends behind, and where they begin; a bare ">" is one of their signs."""
    at = 0
    for piece, following in pairwise(data.split(b"<")):
        tag, closed, said = piece.partition(b">")
        if closed and following.startswith(b"/") and len(said) >= _LEAST:
            yield at + len(tag) + 1, said
        at += len(piece) + 1


def _sections(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each CDATA section stands; sought by hand, since a pattern reads on from each one that has no end."""
    end = 0
    while (begin := data.find(_SECTION, end)) >= 0 and (close := data.find(_ENDED, begin)) >= 0:
        yield begin, (end := close + len(_ENDED))


def _without(data: bytes, places: Iterable[tuple[int, int]]) -> bytes:
    """The same text with blanks there, so that places stay what they were."""
    kept = bytearray(data)
    for begin, end in places:
        kept[begin:end] = b" " * (end - begin)
    return bytes(kept)


def _of_section(text: bytes) -> bytes:
    inner = text[len(_SECTION) : -len(_ENDED)]
    return inner if b"<" in inner else _said(inner.strip())


def _said(text: bytes) -> bytes:
    """What a text says whose signs are escaped, or that is Base64; empty where it is neither."""
    if _ESCAPED.match(text):
        return html.unescape(text.decode("utf-8", "replace")).encode()
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        return b""


def _is_package(said: bytes) -> bool:
    return said.removeprefix(_BOM).lstrip().startswith(b"<") and _HEADER in said
