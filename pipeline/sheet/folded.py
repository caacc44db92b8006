"""Two pages side by side on one sheet, each in points of a page of A4, and its blocks back in those of the sheet.

What is known of a page's places and sizes holds for A4; a copier that sets two on one sheet makes them smaller.
"""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.document.model import Block
from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Word

A4 = 595.0
"""Points of its width."""


def enlarged(words: Iterable[Word], times: float, begins: float) -> tuple[Word, ...]:
    """The words of the page that begins so many points from the sheet's left edge, in its own points."""
    return tuple(
        replace(
            word,
            left=(word.left - begins) * times,
            bottom=word.bottom * times,
            right=(word.right - begins) * times,
            top=word.top * times,
            baseline=word.baseline * times,
            size=word.size * times,
        )
        for word in words
    )


def on_sheet(words: Iterable[Word], times: float, begins: float) -> tuple[Word, ...]:
    """The words of such a page in points of the sheet."""
    return enlarged(words, 1 / times, -begins * times)


def enlarged_rules(rules: Iterable[RuledLine], times: float, begins: float) -> tuple[RuledLine, ...]:
    """Ruled lines as `enlarged` has words."""
    return tuple(
        RuledLine((x0 - begins) * times, y0 * times, (x1 - begins) * times, y1 * times) for x0, y0, x1, y1 in rules
    )


def rules_on_sheet(rules: Iterable[RuledLine], times: float, begins: float) -> tuple[RuledLine, ...]:
    """Ruled lines as `on_sheet` has words."""
    return enlarged_rules(rules, 1 / times, -begins * times)


def back(block: Block, times: float, begins: float) -> Block:
    """A block of such a page with its box in points of the sheet."""
    if block.box is None or times == 1.0:
        return block
    x0, y0, x1, y1 = block.box
    return replace(block, box=(x0 / times + begins, y0 / times, x1 / times + begins, y1 / times))
