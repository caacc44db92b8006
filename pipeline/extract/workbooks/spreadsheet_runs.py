"""Words within a cell that are set apart from the others: with a line through them, or raised as a power.

The letters alone would say something else than the sheet: 10³ is not 103 (ECMA-376 part 1, 18.4.6, 18.8.44; MS-XLS
2.5.129 for what an old workbook keeps).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import xlrd
from lxml import etree

from pipeline.extract.office_files import container, set_off

_TOLD = re.compile(rb"<(?:\w+:)?(?:strike|vertAlign)\b")
_RAISED, _LOWERED = 1, 2  # xlrd's `escapement` of a font
_Height = tuple[bool, bool]  # whether letters are raised, whether lowered


@dataclass(slots=True)
class RichCells:
    """What the runs of a workbook's cells say: words as printed by their letters alone, whether some are struck out.

    `doubtful`: the same letters stand in another cell without a raised one, and which cell is which nobody tells.
    """

    shown: dict[str, str] = field(default_factory=dict)
    struck: bool = False
    doubtful: bool = False


def of_workbook(box: container.Container) -> RichCells:
    """The runs of shared strings and of those that stand in their cells."""
    found, plain = RichCells(), set[str]()
    for name in box.names:
        told = name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/sheet")
        if not told or not _TOLD.search(box.read(name)):
            continue
        for item in box.xml(name).iter("{*}si", "{*}is"):
            runs = list(map(_run, item.iterfind("{*}r")))
            letters = "".join([*(one.text or "" for one in item.iterfind("{*}t")), *(said for said, _, _ in runs)])
            shown = printed((said, height) for said, height, _ in runs) if runs else letters
            found.struck = found.struck or any(struck and said.strip() for said, _, struck in runs)
            found.shown |= {letters: shown} if shown != letters else {}
            plain |= {letters} if shown == letters else set()
    found.doubtful = any(letters in plain for letters in found.shown)
    found.shown = {letters: shown for letters, shown in found.shown.items() if letters not in plain}
    return found


def of_old_cell(book: xlrd.Book, sheet: xlrd.sheet.Sheet, at: tuple[int, int], said: str) -> tuple[str, bool]:
    """The words of a cell (row, column) of an old workbook as printed, and whether some are struck out."""
    marks: Mapping[tuple[int, int], list[tuple[int, int]]] = sheet.rich_text_runlist_map
    begins = [(start, book.font_list[font]) for start, font in marks.get(at, ()) if font < len(book.font_list)]
    ends = [start for start, _ in begins[1:]] + [len(said)]
    runs = [(said[start:end], font) for (start, font), end in zip(begins, ends, strict=True)] if begins else []
    head = [(said[: begins[0][0]], (False, False))] if begins else [(said, (False, False))]
    shown = printed([*head, *((words, old_height(font)) for words, font in runs)])
    return shown, any(font.struck_out and words.strip() for words, font in runs)


def old_height(font: xlrd.formatting.Font) -> tuple[bool, bool]:
    """Whether a font of an old workbook raises its letters, and whether it lowers them."""
    return font.escapement == _RAISED, font.escapement == _LOWERED


def printed(runs: Iterable[tuple[str, _Height]]) -> str:
    """Runs of words as one text: figures raised behind a letter or a figure are a power, lowered ones an index."""
    found = ""
    for said, (raised, lowered) in runs:
        found += set_off.behind(found, said, raised=raised, lowered=lowered)
    return found


def _run(run: etree._Element) -> tuple[str, _Height, bool]:
    look = run.find("{*}rPr")
    heights = [] if look is None else [one.get("val") for one in look.iterfind("{*}vertAlign")]
    struck = look is not None and any(one.get("val", "1") not in ("0", "false") for one in look.iterfind("{*}strike"))
    height = "superscript" in heights, "subscript" in heights
    return "".join(one.text or "" for one in run.iterfind("{*}t")), height, struck
