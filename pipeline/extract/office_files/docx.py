"""Word files (DOCX), read from their XML.

No library at hand keeps Word's automatic numbers, alignment, fonts and hidden text together, and all are needed: "Điều
1." may be nothing but a list label, an old font decides what the letters mean, and the gate has to see every part.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from lxml import etree

from pipeline import media, settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.office_files import (
    container,
    docx_active,
    docx_coverage,
    docx_notes,
    docx_parts,
    office_stamps,
    pictures,
)
from pipeline.extract.office_files.docx_numbering import Numbering
from pipeline.extract.office_files.docx_package import MC, A, R, V, W, WordFile, inner, open_word, value
from pipeline.extract.office_files.docx_styles import Styles
from pipeline.extract.office_files.docx_tables import grid
from pipeline.extract.office_files.docx_text import StoryReader, joined, uses_old_fonts, without_fields
from pipeline.sheet import flow, flow_regions
from pipeline.sheet.flow import Item, Line

_DEEPEST = 20  # tables within tables and boxes within boxes
_LEAST_TEXT = 200  # characters; below it a file with pictures is a scan in a Word file
_MOST_PICTURES = 300


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """Text of a Word file: head, body, tables, signature; notes after it; what is not seen on the sheet as hidden.

    `image_pages` counts the pictures of `images` that hold what a page would: all of them where there is next to no
    text, else those as large as a scanned sheet. A bad file gives a finding, never an exception.
    """
    try:
        with container.opened(path, limits) as box:
            return _read(open_word(box), sha256, limits)
    except container.UnreadableFile as problem:
        return Extraction(sha256, media.DOCX.media, findings=(problem.finding,))


def images(path: Path, workdir: Path) -> list[Path]:
    """The pictures of a Word file, written to `workdir` in the order in which the text shows them.

    They come from the container: a PDF made of the file lost the second of two scanned pages.
    """
    if not path.is_file():
        return []
    try:
        with container.opened(path, settings.Limits()) as box:
            word = open_word(box)
            names = _picture_names(word, word.xml(word.main))
            return [_written(box, name, workdir / f"{at:03}") for at, name in enumerate(names, 1)]
    except container.UnreadableFile:
        return []


def _written(box: container.Container, name: str, stem: Path) -> Path:
    path = stem.with_suffix(PurePosixPath(name).suffix.lower())
    path.write_bytes(box.read(name))
    return path


def _read(word: WordFile, sha256: str, limits: settings.Limits) -> Extraction:
    story = Story(word)
    body = story.items(story.body)
    head = story.page_head(body)
    items = (*head, *body)
    blocks = flow_regions.blocks(items)
    notes = flow_regions.plain(story.notes(), Region.note)
    above = {line.text for line in flow.every_line(head)}
    margins = flow_regions.plain((line for line in story.margins() if line.text not in above), Region.margin)
    shown = (*blocks, *notes, *margins)
    hidden = docx_parts.hidden(word, story.root, shown)
    coverage, left_out = docx_coverage.measured(word, story.root, shown)
    names = _picture_names(word, story.root)
    sheets = pictures.sheets(word.box, names)
    beside = {word.box.read(names[at - 1]) for at in sheets}
    said = office_stamps.read(word.box, office_stamps.SHARE * limits.seconds, beside)
    findings = (
        *docx_active.findings(word, story.active),
        *left_out,
        *said.findings,
        *flow.drawn(items),
        *flow_regions.nested(items),
    )
    found = Extraction(sha256, media.DOCX.media, (*shown, *said.blocks, *hidden), findings=findings, coverage=coverage)
    if not names or found.characters >= _LEAST_TEXT:
        return replace(found, image_pages=sheets)
    return replace(found, pages=len(names), image_pages=tuple(range(1, len(names) + 1)))


class Story:
    """The main text of a Word file and the stories beside it, read in the order in which Word counts its lists."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        self.root = word.xml(word.main)
        self._styles = self._part("styles")
        numbering = Numbering(self._part("numbering"), self._styles)
        old = uses_old_fonts(self.root, self._styles)
        self._marks = docx_notes.marks(self.root, self._part("settings"))
        self._reader = StoryReader(Styles(self._styles), numbering, self._marks, old_fonts=old)

    @property
    def body(self) -> etree._Element:
        """The element that holds the text."""
        found = self.root.find(W + "body")
        return self.root if found is None else found

    @property
    def active(self) -> tuple[str, ...]:
        """Instructions of fields that fetch or run something, of all that was read so far."""
        return tuple(self._reader.active)

    def items(self, element: etree._Element, depth: int = 0) -> tuple[Item, ...]:
        """What an element holds, in order.

        Raises:
            container.UnreadableFile: tables nested deeper than any person makes them.
        """
        if depth > _DEEPEST:
            deep = f"> {_DEEPEST} bảng lồng nhau", f"> {_DEEPEST} tables in each other"
            raise container.over_limit(self._word.box.path.name, deep, str(_DEEPEST))
        found: list[Item] = []
        begun: Line | None = None
        for child in inner(element):
            if child.tag == W + "p":
                begun = self._paragraph(child, begun, found, depth)
            elif child.tag == W + "tbl":
                found.append(grid(child, lambda cell: self.items(cell, depth + 1), self._styles))
            elif child.tag in (W + "del", W + "moveFrom"):
                found += [replace(line, region=Region.hidden) for line in flow.every_line(self.items(child, depth + 1))]
            elif isinstance(child.tag, str) and not child.tag.endswith("Pr"):
                found += self.items(child, depth + 1)
        return (*found, *((begun,) if begun is not None else ()))

    def notes(self) -> Iterator[Line]:
        """Footnotes and endnotes in the order in which the text refers to them, each one line behind its mark.

        A note that nothing refers to is not shown on any page: hidden. Word's separators are no notes.
        """
        kept = {(kind, value(note, "id") or ""): note for kind in docx_notes.KINDS for note in self._notes(kind)}
        for key, mark in self._marks.given.items():
            if key in kept:
                lines = list(self._aside(kept.pop(key)))
                shown = " ".join(line.text for line in lines if line.region is not Region.hidden)
                yield Line(f"{mark} {shown}".strip(), label=mark)
                yield from (line for line in lines if line.region is Region.hidden)
        for note in kept.values():
            yield from (replace(line, region=Region.hidden) for line in self._aside(note))

    def _notes(self, kind: str) -> list[etree._Element]:
        root = self._part(kind + "s")
        found = [] if root is None else root.findall(W + kind)
        return [note for note in found if value(note, "type") in (None, "normal")]

    def margins(self) -> Iterator[Line]:
        """Page headers and footers."""
        for relation in self._word.relations(self._word.main):
            if relation.kind in ("header", "footer") and self._word.box.has(relation.target):
                yield from self._aside(self._word.xml(relation.target))

    def page_head(self, body: tuple[Item, ...]) -> tuple[Item, ...]:
        """The head of the sheet where it was typed into a page header, and the body has none."""
        if flow_regions.has_head(body):
            return ()
        return next(
            (items for part in self._headers() if flow_regions.has_head(items := self._apart(self._word.xml(part)))), ()
        )

    def _headers(self) -> Iterator[str]:
        """Parts with page headers, those of first pages before the others."""
        kinds = {element.get(R + "id"): value(element, "type") for element in self.root.iter(W + "headerReference")}
        found = [
            item
            for item in self._word.relations(self._word.main)
            if item.id in kinds and self._word.box.has(item.target)
        ]
        yield from (item.target for item in sorted(found, key=lambda item: kinds[item.id] != "first"))

    def _apart(self, element: etree._Element) -> tuple[Item, ...]:
        """What a story beside the text holds: no field of the text is open in it."""
        main, self._reader = self._reader, without_fields(self._reader)
        try:
            return self.items(element)
        finally:
            self._reader = main

    def _aside(self, element: etree._Element) -> Iterator[Line]:
        yield from flow.every_line(self._apart(element))

    def _paragraph(self, element: etree._Element, begun: Line | None, found: list[Item], depth: int) -> Line | None:
        """Append a paragraph and what hangs on it; the line itself is given back when its mark was deleted."""
        read = self._reader.paragraph(element)
        line = read.line if begun is None else joined(begun, read.line)
        found += read.hidden
        if not read.joins_next:
            found.append(line)
        found += (drawn for drawn in read.drawn if drawn.text.strip())
        for frame in read.boxes:
            found += self.items(frame, depth + 1)
        return line if read.joins_next else None

    def _part(self, kind: str) -> etree._Element | None:
        name = self._word.related(kind)
        return None if name is None else self._word.xml(name)


def _picture_names(word: WordFile, root: etree._Element) -> list[str]:
    """Parts of the pictures that the text shows, in its order, each once."""
    targets = {item.id: item.target for item in word.relations(word.main) if item.kind == "image" and not item.external}
    shown = [
        element.get(R + "embed") if element.tag == A + "blip" else element.get(R + "id")
        for element in root.iter(A + "blip", V + "imagedata")
        if not any(parent.tag == MC + "Fallback" for parent in element.iterancestors())
    ]
    names = dict.fromkeys(targets[found] for found in shown if found in targets)
    return pictures.readable(word.box, list(names))[:_MOST_PICTURES]
