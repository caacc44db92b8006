"""What a Word file holds without showing it: comments, properties, leftover parts. The gate has to see every part."""

import contextlib
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.document.model import Block, Region
from pipeline.extract.office_files import container
from pipeline.extract.office_files.docx_package import MC, V, W, WordFile
from pipeline.sheet import flow
from pipeline.sheet.flow import Line

# Parts whose text is form, not words, and parts that were read already.
_FORM = re.compile(
    r"\.rels$|^\[Content_Types\]\.xml$|/(?:styles|stylesWithEffects|fontTable|webSettings|theme\d*|numbering|people)\.xml$"
    r"|^word/theme/|/itemProps\d+\.xml$|/(?:colors|style)\d*\.xml$"
)
# Parts whose attributes are names of fonts and kinds, never words of a person; names of styles and lists are.
_KINDS = re.compile(r"\.rels$|^\[Content_Types\]\.xml$|/(?:fontTable|webSettings|theme\d*)\.xml$|^word/theme/")
# Counts, dates and switches of file properties; a long number stays, it may be a telephone's.
_IDLE = re.compile(
    r"\d{0,8}(?:\.\d+)?|\d{4}-\d\d-\d\dT[\d:.]+Z?|PT[\dHMS.]+|true|false|Normal(?:\.dotm?)?|Title|Microsoft Office Word"
    r"|LibreOffice/\S+ LibreOffice_project/\S+|[a-z]{2}-[A-Z]{2}"
)
_READ_KINDS = ("header", "footer", "footnotes", "endnotes")
_PARAGRAPHS = frozenset((W + "p", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"))


def hidden(word: WordFile, root: etree._Element, shown: Iterable[Block]) -> tuple[Block, ...]:
    """Text of every part that was not read as the document's own, and the fallbacks that say something else."""
    seen = {block.text for block in shown} | {cell for block in shown for row in block.rows for cell in row}
    told = [*_fallbacks(root), *_astray(root), *_watermarks(word), *_document_variables(word), *_parts(word)]
    told += [*_attributes(word), *_drawings(word), *container.aside(word.box)]
    texts = dict.fromkeys(
        tidy for line in told if (tidy := flow.tidy(line)) and tidy not in seen and not _IDLE.fullmatch(tidy)
    )
    return tuple(flow.block(Line(text, region=Region.hidden)) for text in texts)


def is_idle(text: str) -> bool:
    """Whether a property says nothing about the document: a count, a date, the program's name."""
    return _IDLE.fullmatch(text) is not None


def _fallbacks(root: etree._Element) -> Iterator[str]:
    for fallback in root.iter(MC + "Fallback"):
        yield from container.letters(fallback, _PARAGRAPHS)


def _astray(root: etree._Element) -> Iterator[str]:
    """Letters outside every paragraph: Word drops them, the file keeps them."""
    for element in root.iter(W + "t", W + "delText"):
        if not any(parent.tag == W + "p" for parent in element.iterancestors()):
            yield element.text or ""


def _watermarks(word: WordFile) -> Iterator[str]:
    """Words drawn across the page (WordArt in a header): they stand in an attribute, not in any text."""
    for name in word.box.names:
        if name.startswith("word/") and name.endswith(".xml") and b"textpath" in word.box.read(name):
            yield from (path.get("string", "") for path in word.xml(name).iter(V + "textpath"))


def _document_variables(word: WordFile) -> Iterator[str]:
    name = word.related("settings")
    if name is not None:
        for variable in word.xml(name).iter(W + "docVar"):
            yield f"{variable.get(W + 'name', '')} {variable.get(W + 'val', '')}"


def _attributes(word: WordFile) -> Iterator[str]:
    for name in word.box.names:
        if name.endswith(".xml") and not _KINDS.search(name):
            yield from container.attributes(word.xml(name))


def _drawings(word: WordFile) -> Iterator[str]:
    """The letters of SVG pictures; one that is no good XML shows nothing."""
    for name in word.box.names:
        if name.lower().endswith(".svg"):
            with contextlib.suppress(container.UnreadableFile):
                yield from container.letters(word.xml(name), frozenset())


def _parts(word: WordFile) -> Iterator[str]:
    read = {word.main, word.related("settings")}
    read |= {item.target for item in word.relations(word.main) if item.kind in _READ_KINDS and not item.external}
    for name in word.box.names:
        if name not in read and not _FORM.search(name) and name.lower().endswith((".xml", ".vml")):
            yield from container.letters(word.xml(name), _PARAGRAPHS)
