"""Whether a scanned sheet holds two pages side by side: a book laid open, or two pages copied on one sheet.

Read as one page, both heads and both texts ran into each other, and nothing of the first one's head was found.
"""

from itertools import groupby

from PIL import Image

_WIDE = 1.2  # times as wide as high
_SMALL = 400  # pixels of the width on which the gap is looked for
_MIDDLE = 0.06  # of the width to either side of its middle
_CLEAR, _LINE = 2, 0.5  # levels of ink in a column of the gap at most; of a column that is a fold's shadow, at least
_GAP = 0.02  # of the width
_PRINTED = 0.3  # levels of ink of each side at least; dust has half of that


def fold(ink: Image.Image) -> int | None:
    """Where the second of two pages begins, in pixels of a grey picture; None where the sheet is one page.

    A sheet that lies on its long side has its titles and tables across the middle; two pages have nothing there from
    top to bottom, but for the line of the fold.
    """
    if ink.width < _WIDE * ink.height:
        return None
    small = ink.resize((_SMALL, max(round(_SMALL * ink.height / ink.width), 1)), Image.Resampling.BOX)
    dark = small.point([255 - level if level < 200 else 0 for level in range(256)])
    shares = dark.resize((_SMALL, 1), Image.Resampling.BOX).tobytes()
    least, most = round((0.5 - _MIDDLE) * _SMALL), round((0.5 + _MIDDLE) * _SMALL)
    free = [at for at in range(least, most) if shares[at] < _CLEAR or shares[at] > _LINE * 255]
    runs = [[at for _, at in run] for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0])]
    gap = max(runs, key=len, default=[])
    sides = shares[: _SMALL // 2], shares[_SMALL // 2 :]
    if len(gap) < _GAP * _SMALL or any(sum(side) < _PRINTED * len(side) for side in sides):
        return None
    return round((gap[0] + gap[-1] + 1) / 2 * ink.width / _SMALL)
