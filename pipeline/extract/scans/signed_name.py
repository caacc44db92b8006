"""The name of who signed a scanned page, looked at alone where seal or pen cross it.

Read with its column, the first word of a name under a seal came as "ạm" or "'Vtơng" on two of nine real scans. Its
line alone gives it, but not every look at it does: what two of three unlike looks read alike is taken.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from statistics import median

from PIL import Image

from pipeline.sheet import rows, syllables
from pipeline.sheet.words import Word
from pipeline.text import fold

Look = Callable[[Image.Image, float, bool], list[Word]]  # a strip, its dpi, whether it is one line; words in its points

_CLEAR, _SURE = 0.6, 0.9
_MOST_WORDS = 8
_NOTHING = 0.1
_ABOVE = 0.7  # of the height of a name's words
_PEN = 110  # print and pen are darker than this, a seal in grey and the sheet are not
_LARGER = 1.5
_CENTRED = 4.0  # points from the middle of the office to that of the name
_SPACE = 0.7  # of a letter's size, between two words of a name
_PRINT = 11.0  # points, of a name on any paper


def read_again(
    words: Sequence[Word], ink: Image.Image, dpi: float, look: Look, *, unsealed: Sequence[Word] | None = None
) -> list[Word]:
    """The words of a signature's column, the line of the name as two of three looks at it alone read it.

    `unsealed` is the column read without a seal. Under one as black as print ("Nhô Thanh Bạch" for Ngô) a name that no
    two looks read alike is none; that of the column counts where it is surely read, with the seal and without.
    """
    sealed = unsealed is not None
    lowest = rows.rows(words)[-1:]
    if not (lowest and _crossed(lowest[0], sealed=sealed)):
        return list(words)
    strip, left, bottom = _strip(lowest[0], ink, dpi)
    dark = _dark(strip)
    looks = [look(strip, dpi, False), look(dark, dpi * _LARGER, False), look(dark, dpi * _LARGER, True)]
    middle = _middle([row for row in rows.rows(words) if row.baseline > lowest[0].baseline])
    if whole := _whole([lowest[0].words, *([_moved(word, left, bottom) for word in one] for one in looks)], middle):
        return [word for word in words if word not in lowest[0].words] + whole
    again = _agreed([*looks, lowest[0].words] if sealed else looks)
    if not again and unsealed is not None and _is_sure(lowest[0].words, unsealed):
        return list(words)
    clear = [] if sealed else [word for word in lowest[0].words if _is_clear(word)]
    if sum(map(_length, again)) <= sum(map(_length, clear)) and not sealed:
        return list(words)
    return [word for word in words if word not in lowest[0].words] + [_moved(word, left, bottom) for word in again]


def _middle(above: Sequence[rows.Row]) -> float | None:
    """The middle of the offices above a name, which is set under it; None where no clear line of capitals is there."""
    found = list[float]()
    for row in above:
        office = [word for word in row.words if _is_clear(word) and word.text.isupper()]
        if len(office) > 1 and len(office) == sum(any(map(str.isalnum, word.text)) for word in row.words):
            found.append((office[0].left + office[-1].right) / 2)
    return median(found) if found else None


def _whole(looks: Sequence[Sequence[Word]], middle: float | None) -> list[Word]:
    """A name that one look has surely, right under the middle of the office; none where no look has one.

    What lost a word to a seal stands beside the middle: by half a word, and the shortest has 11 points. So strokes of
    the pen beside such a name are none of it ("l 2 ( úy. Đoàn Ngọc Hải").
    """
    found = [run for look in looks for run in _sure_runs(look)]
    whole = [run for run in found if middle is not None and abs((run[0].left + run[-1].right) / 2 - middle) < _CENTRED]
    return max(whole, key=len, default=[])


def _sure_runs(look: Sequence[Word]) -> Iterator[list[Word]]:
    """What may be whole names: surely read words with capitals, a space apart, as long as they go on."""
    for row in rows.rows(look):
        run = list[Word]()
        for word in row.words:
            named = word.text[:1].isupper() and not word.text.isupper() and _is_clear(word) and word.confidence > _SURE
            if run and not (named and -0.1 * word.size < word.left - run[-1].right < _SPACE * word.size):
                if len(run) > 1:
                    yield run
                run = []
            run += [word] * named
        if len(run) > 1:
            yield run


def _crossed(line: rows.Row, *, sealed: bool) -> bool:
    """Whether a line may be a name of which a word was lost: some words of it clear, the first one not so or sealed."""
    clear = [word for word in line.words if _is_clear(word) and word.text[:1].isupper() and not word.text.isupper()]
    whole = line.words[0] in clear and len(clear) == len(line.words) > 2
    return bool(clear) and 1 < len(line.words) <= _MOST_WORDS and (sealed or not whole)


def _is_clear(word: Word) -> bool:
    return word.confidence > _CLEAR and syllables.is_syllable(word.text)


def _strip(line: rows.Row, ink: Image.Image, dpi: float) -> tuple[Image.Image, float, float]:
    """The line with room for a word that was not read before it, and where the strip stands, in points."""
    scale, size = dpi / 72, min(max(line.size, _PRINT), 1.4 * _PRINT)
    left, right = max(line.left - 3 * size, 0.0), line.right + 3 * size
    bottom, top = max(line.baseline - 1.2 * size, 0.0), line.baseline + 1.9 * size
    height = ink.height / scale
    box = [round(edge * scale) for edge in (left, height - top, right, height - bottom)]
    return ink.crop((box[0], max(box[1], 0), min(box[2], ink.width), min(box[3], ink.height))), left, bottom


def _dark(strip: Image.Image) -> Image.Image:
    """What is darkest, larger: a seal's ring is thinner and paler than the print under it."""
    black = strip.point([0 if level < _PEN else 255 for level in range(256)])
    return black.resize((round(black.width * _LARGER), round(black.height * _LARGER)), Image.Resampling.LANCZOS)


def _is_sure(name: Sequence[Word], unsealed: Sequence[Word]) -> bool:
    """Whether a name's every word is surely read, and the same without the seal."""
    said = [word.text for word in name]
    again = next((line for line in rows.rows(unsealed) if [word.text for word in line.words] == said), None)
    both = (*name, *again.words) if again else ()
    return len(_letters(name)) == len(name) > 1 and bool(both) and all(word.confidence > _SURE for word in both)


def _letters(words: Sequence[Word]) -> list[Word]:
    """The words of a name; none where one beside them is no clear word ("buếm Văn Bảo" has lost its first)."""
    words = [word for word in words if not _is_above(word, words)]
    named = [word for word in words if word.text[:1].isupper()]
    torn = [word for word in words if word not in named and sum(map(str.isalnum, word.text)) > 1]
    return named if all(map(_is_clear, named)) and not torn else []


def _is_above(word: Word, words: Sequence[Word]) -> bool:
    """Whether a word is of strokes above the name, and none of its words: a torn one stands before or within it."""
    name = [other for other in words if _is_clear(other)]
    if not name or word.confidence >= _NOTHING:
        return False
    size = max(other.top - other.bottom for other in name)
    line = sum(other.baseline for other in name) / len(name)
    return word.left >= min(other.left for other in name) and word.baseline - line > _ABOVE * size


def _agreed(looks: Sequence[Sequence[Word]]) -> list[Word]:
    """The words that two looks read alike but for signs, each as the surest look spells it; none where no two do."""
    read = [word for look in looks for word in look]
    for first, second in combinations([_letters(look) for look in looks], 2):
        if len(first) > 1 and [fold(word.text) for word in first] == [fold(word.text) for word in second]:
            surest = [_surest(word, read) for word in first]
            both = zip(first, surest, strict=True)
            return [replace(word, text=best.text, confidence=best.confidence) for word, best in both]
    return []


def _surest(word: Word, read: Sequence[Word]) -> Word:
    return max((one for one in read if fold(one.text) == fold(word.text)), key=lambda one: one.confidence)


def _length(word: Word) -> int:
    return len(word.text)


def _moved(word: Word, left: float, bottom: float) -> Word:
    return replace(
        word,
        left=word.left + left,
        right=word.right + left,
        bottom=word.bottom + bottom,
        top=word.top + bottom,
        baseline=word.baseline + bottom,
    )
