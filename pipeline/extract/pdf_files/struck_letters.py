"""Letters with a line drawn through them: what a PDF printed with its tracked changes still shows is not said any more.

"Số: 2̶1̶22/NQ-HĐND" is number 22. A table's or a form's line goes on beyond the letters; one that strikes begins and ends
with them, at half the height of a small letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Glyph

_THROUGH = (0.15, 0.4)  # of the size above the baseline: where a line goes through letters
_ENDS = 0.25  # of the size: how far from the first and the last letter it may begin and end
_LARGEST = 40  # points: no text is larger


def struck(glyphs: Sequence[Glyph], rules: Iterable[RuledLine]) -> set[Glyph]:
    """The letters that lines go through."""
    lines = [rule for rule in rules if abs(rule.y0 - rule.y1) < 0.5 and rule.x1 - rule.x0 > 1]
    at: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs if lines else ():
        at[int(glyph.baseline)].append(glyph)
    found: set[Glyph] = set()
    for line in lines:
        near = (glyph for step in range(_LARGEST // 2) for glyph in at.get(int(line.y0) - step, ()))
        under = [glyph for glyph in near if _crosses(line, glyph)]
        solid = [glyph for glyph in under if not glyph.char.isspace()]
        if solid and _begins_and_ends(line, solid):
            found.update(under)
    return found


def _crosses(line: RuledLine, glyph: Glyph) -> bool:
    height = (line.y0 - glyph.baseline) / glyph.size
    return _THROUGH[0] < height < _THROUGH[1] and line.x0 - 1 < (glyph.left + glyph.right) / 2 < line.x1 + 1


def _begins_and_ends(line: RuledLine, under: Sequence[Glyph]) -> bool:
    first, last = min(under, key=lambda one: one.left), max(under, key=lambda one: one.right)
    reach = _ENDS * first.size
    return abs(first.left - line.x0) < reach and abs(last.right - line.x1) < reach
