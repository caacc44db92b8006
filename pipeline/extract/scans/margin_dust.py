"""Signs that OCR reads beside the text: a fold, the edge of the sheet, the grain of a table under it, a staple.

One of them stood on the height of the head's first line: "F HỘI ĐỒNG NHÂN DÂN TỈNH …" was no council's name.
"""

from collections.abc import Sequence

from pipeline.sheet import syllables
from pipeline.sheet.words import Word

_LONG, _SHORT = 3, 2  # letters of a word of the text at least, and of what dust is read as at most
_SURE, _UNSURE = 0.8, 0.5
_EDGE = 0.045  # of the page's width: no office prints within 9 mm of the edge
_APART = 1.0  # of its size, by which dust stands outside the text


def swept(words: Sequence[Word], width: float) -> list[Word]:
    """The words of a page without the short ones left and right of all text, unsure or at the very edge."""
    text = [word for word in words if _is_text(word)]
    if not text:
        return list(words)
    left, right = min(word.left for word in text), max(word.right for word in text)
    return [word for word in words if not _is_dust(word, left, right, width)]


def _is_text(word: Word) -> bool:
    return len(word.text) >= _LONG and word.confidence > _SURE and syllables.is_syllable(word.text)


def _is_dust(word: Word, left: float, right: float, width: float) -> bool:
    apart = _APART * min(word.size, word.top - word.bottom)
    beside = word.right < left - apart or word.left > right + apart
    edge = word.right < _EDGE * width or word.left > (1 - _EDGE) * width
    return beside and len(word.text) <= _SHORT and (edge or word.confidence < _UNSURE)
