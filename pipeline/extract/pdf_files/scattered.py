"""Words whose letters stand one by one where no line is: along a circle or an arc, up or down a margin.

The letters of a round seal and of a mark set aslant are drawn in the order of reading, each as an object of its own.
"""

from pipeline.sheet.words import Glyph

_FEWEST = 3  # letters of a word
_NEAR = 4  # letters' heights


class Scattered:
    """Gathers letters that are drawn one by one, each on another level than the one before.

    Two that follow each other may be level: at the crown of an arc they are.
    """

    def __init__(self) -> None:
        self._found: list[str] = []
        self._run: list[Glyph] = []
        self._level = False

    @property
    def waits(self) -> bool:
        """Whether there is a letter that what is not `alone` tells not to stand alone either."""
        return bool(self._run)

    def add(self, glyph: Glyph, *, alone: bool) -> None:
        """Take the next letter in the order of drawing; `alone` where it begins an object of its own."""
        if glyph.char.isspace():
            return
        if not alone:  # so the one before was the first of several
            if self._run:
                self._run.pop()
                self._close()
        elif self._goes_on(glyph):
            self._run.append(glyph)
        else:
            self._close()
            self._run = [glyph]

    def words(self) -> tuple[str, ...]:
        """What the letters spell."""
        self._close()
        return tuple(dict.fromkeys(self._found))

    def _goes_on(self, glyph: Glyph) -> bool:
        if not self._run:
            return False
        last, size = self._run[-1], max(self._run[-1].size, glyph.size)
        away = abs(glyph.baseline - last.baseline)
        before, self._level = self._level, away < 0.02 * size
        return away < _NEAR * size and abs(glyph.left - last.left) < _NEAR * size and not (before and self._level)

    def _close(self) -> None:
        if len(self._run) >= _FEWEST and len({round(glyph.baseline) for glyph in self._run}) > len(self._run) / 2:
            self._found.append("".join(glyph.char for glyph in self._run))
        self._run, self._level = [], False
