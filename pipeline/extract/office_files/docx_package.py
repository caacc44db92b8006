"""The parts of a Word file and how they refer to each other (ECMA-376 part 2)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from pipeline.extract.office_files import container

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

# Strict files (ISO/IEC 29500) say the same under other names; Word writes them when asked to.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship: `kind` is the last word of its type, `target` a part's name or an address outside."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class WordFile:
    """An open Word file; `main` is the part with the text."""

    box: container.Container
    main: str

    def relations(self, part: str) -> tuple[Relationship, ...]:
        """What a part refers to."""
        return relations(self.box, part)

    def related(self, kind: str) -> str | None:
        """Name of the main part's first inner relation of a kind, if that part exists."""
        for relation in self.relations(self.main):
            if relation.kind == kind and not relation.external and self.box.has(relation.target):
                return relation.target
        return None

    def xml(self, part: str) -> etree._Element:
        """A part in the transitional namespaces."""
        return transitional(self.box, part)


def open_word(box: container.Container) -> WordFile:
    """The Word file in a container.

    Raises:
        container.UnreadableFile: no part with a Word text.
    """
    for relation in relations(box, ""):
        if relation.kind == "officeDocument" and box.has(relation.target):
            return WordFile(box, relation.target)
    found = ("không có phần văn bản word/document.xml", "no text part word/document.xml")
    raise container.damaged(box.path.name, found=found, expected=("tệp DOCX", "a DOCX file"))


def relations(box: container.Container, part: str) -> tuple[Relationship, ...]:
    """Relationships of a part; of the whole file for the empty name."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if not box.has(source):
        return ()
    return tuple(_relation(folder, element) for element in box.xml(source) if isinstance(element.tag, str))


def _relation(folder: str, element: etree._Element) -> Relationship:
    target = element.get("Target", "")
    outside = element.get("TargetMode", "").lower() == "external"
    if not outside:
        target = unquote(posixpath.normpath(posixpath.join("/", folder, target))).lstrip("/")
    return Relationship(element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target, outside)


def transitional(box: container.Container, part: str) -> etree._Element:
    """A part as XML; strict namespaces replaced by the transitional ones."""
    data = box.read(part)
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual[1:-1].encode())
    return container.parse(data, box.path.name, part)


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of Word's namespace; None when element or attribute is missing."""
    return None if element is None else element.get(W + name)


def is_on(element: etree._Element | None) -> bool:
    """A toggle property: present and not switched off."""
    return element is not None and element.get(W + "val", "true") not in ("0", "false", "off")


def number(text: str | None, default: int, *, most: int = 1_000_000) -> int:
    """An integer attribute, clamped to 0…`most`: hostile files write 2147483647 columns."""
    try:
        return max(0, min(int(text or default), most))
    except ValueError:
        return default


def inner(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements, of an AlternateContent only those of the first Choice (or of Fallback, without one)."""
    for child in element:
        if child.tag != MC + "AlternateContent":
            yield child
            continue
        chosen = child.find(MC + "Choice")
        chosen = chosen if chosen is not None else child.find(MC + "Fallback")
        if chosen is not None:
            yield from inner(chosen)
