"""The text of what is attached to an instrument: parts behind it in its file, and annexes that are files of their own.

Offices send the resolution as a PDF and its lists as a workbook or a Word file: readers find their words and rows on
the page. What a picture alone says stays a file (nobody has confirmed the figures that a scan was read as), and so does
what is too long for a page, or has the head of a document: a tờ trình that comes along "kèm theo" says and repeals
nothing in the name of the resolution.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline import text
from pipeline.analyse import parts, structure
from pipeline.analyse.parts import FilePart
from pipeline.document import reasons
from pipeline.document.model import Block, Extraction, Finding, Method, Package, Region, Role
from pipeline.document.passage import Passage, PassageKind
from pipeline.sheet import lines, ready
from pipeline.sheet.numbering import number_line

_LONGEST = 200_000  # characters of all such annexes of a document; a page of 20 MB opens on no telephone
_REPEATED = 0.8  # of an annex's neighbouring words: the main file has it, too; single words are common
_TOP = 15  # blocks in which a head stands
_WORD = re.compile(r"\w+")


def passages(blocks: Sequence[Block], attached: Sequence[FilePart]) -> list[Passage]:
    """The passages of every part of a file after the main one, under its title."""
    found = list[Passage]()
    for part in attached:
        if part.title:
            found.append(Passage(PassageKind.part, part.title, part.prefix, 2))
        found.extend(Passage(PassageKind.centred, line) for line in part.lead)
        own = ready.join_cut_paragraphs(blocks[part.body : part.end])
        found.extend(structure.passages(own, prefix=f"{part.prefix}-", base=3))
    return found


def of_files(
    package: Package, extractions: Mapping[str, Extraction], main: Sequence[Block], types: Sequence[str]
) -> tuple[list[Passage], list[Finding]]:
    """The passages of each annex in the order of the files, and a remark for each that a page cannot show.

    `main`: the blocks of the main file, which may hold an annex that came as a file once more.
    """
    found, remarks, left, known = list[Passage](), list[Finding](), _LONGEST, Counter(pairwise(_words(main)))
    for place, file in enumerate(package.files, 1):
        read = extractions.get(file.sha256)
        if file.role is not Role.annex or read is None or _is_said(read.visible, known):
            continue
        blocks = ready.put_in_order(read.visible)
        if read.characters > left or not _is_text(read) or _is_document(blocks):
            remarks.append(reasons.finding("annex-as-file", f"tệp {place}"))
            continue
        left -= read.characters
        found += passages(blocks, parts.of_annex(blocks, types, file.name))
    return found, remarks


def _is_text(read: Extraction) -> bool:
    """Whether all of it was written, and nothing at its foot has a mark that the main text's notes have, too."""
    return bool(read.characters) and not any(
        block.method is Method.ocr or block.region is Region.note for block in read.visible
    )


def _is_document(blocks: Sequence[Block]) -> bool:
    """Whether the national header heads it, with a number or without "(Kèm theo Nghị quyết số …)"."""
    top = [block.text for block in blocks[:_TOP] if not block.rows]
    headed = any(lines.is_national(line) or lines.holds_motto(line) for line in top)
    return headed and (any(map(number_line, top)) or not any(map(lines.is_attached, top)))


def _is_said(blocks: Sequence[Block], known: Counter[tuple[str, str]]) -> bool:
    pairs = Counter(pairwise(_words(blocks)))
    return bool(pairs) and (pairs & known).total() > _REPEATED * pairs.total()


def _words(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for said in (block.text, *(cell for row in block.rows for cell in row)):
            yield from _WORD.findall(text.fold(said))
