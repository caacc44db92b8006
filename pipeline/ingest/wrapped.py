"""A package that came in something else: alone in a ZIP, or as the text of a SOAP answer.

Programs of offices pack what they save; gateways answer with an envelope whose body holds the package in Base64, with
its signs escaped, or as CDATA. What is taken out is read as if it had come bare, where there is one package alone; the
words around it are judged with it.
"""

import base64
import binascii
import html
import re
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import media, settings
from pipeline.document.model import Wording
from pipeline.ingest import archive_zip, package_texts
from pipeline.media import MediaType

_NAMED = (".edxml", ".xml")
_SOAP = re.compile(rb"<(?:[\w.-]+:)?Envelope\b[^>]*(?:schemas\.xmlsoap\.org/soap|w3\.org/2003/05/soap)")
_HEAD = 2048
_BASE64 = re.compile(rb"(?<=>)\s*[A-Za-z0-9+/][A-Za-z0-9+/\s]{199,}={0,2}\s*(?=</)")
_ESCAPED = re.compile(rb"(?<=>)\s*&lt;[^<>]{200,}(?=</)")
_CDATA = re.compile(rb"<!\[CDATA\[\s*(<.{200,}?)\]\]>", re.S)
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
    return _in_soap(path, workdir) if kind in (media.XML, media.EDXML) else None


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


def _in_soap(path: Path, workdir: Path) -> CarriedPackage | None:
    with path.open("rb") as file:
        if not _SOAP.search(file.read(_HEAD)):
            return None
        file.seek(0)
        data = file.read()
    if _OWN.search(_CDATA.sub(b"", data)):
        return None  # the generation of 2012 is such an envelope itself
    carried = [(found, inner) for found in _texts(data) if (inner := _package(found))]
    if len(carried) != 1:
        return None
    (found, inner) = carried[0]
    target, around = workdir / "package.edxml", workdir / "envelope.xml"
    target.write_bytes(inner)
    around.write_bytes(data[: found.start()] + data[found.end() :])
    return CarriedPackage(target, tuple(package_texts.remains(around)))


def _texts(data: bytes) -> list[re.Match[bytes]]:
    return [found for pattern in (_BASE64, _ESCAPED, _CDATA) for found in pattern.finditer(data)]


def _package(found: re.Match[bytes]) -> bytes:
    """The package that a text says; empty where it says none."""
    said = found[1] if found.re is _CDATA else found[0].strip()
    try:
        inner = base64.b64decode(b"".join(said.split()), validate=True) if found.re is _BASE64 else said
    except binascii.Error:
        return b""
    if found.re is _ESCAPED:
        inner = html.unescape(inner.decode("utf-8", "replace")).encode()
    begins = inner.removeprefix(_BOM).lstrip().startswith(b"<")
    return inner if begins and _HEADER in inner else b""
