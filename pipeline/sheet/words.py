"""Words on a sheet, the common ground of text layers and OCR: what stands where, how large, how sure.

Coordinates are PDF points of the page as shown (turned and cropped), the origin at the bottom left.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline import legacy_encoding
from pipeline.document.model import Method
from pipeline.sheet import symbols

# Of the font size. Justified text shrinks spaces to about 0.2 em; kerning between the runs of one word stays below 0.1.
_WORD_GAP = 0.16
_SAME_LINE = 0.3
_LEADER, _LEADERS = 4, ("....", "____", "····", "……")
_FIRST_MARK = "\u0300"  # no character before it combines
_FACE = 7  # where in a glyph its face begins: bold, italic, stamp, space before, font


class Glyph(NamedTuple):
    """One printed character."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    stamp: bool
    space_before: bool = False  # pdfium's own idea of a space where the file has none
    font: str = ""  # its name, where that is one of before Unicode


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without white space between them."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    method: Method = Method.text
    confidence: float = 1.0
    space_before: bool = False
    space_after: bool = False
    font: str = ""

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return (self.left + self.right) / 2

    @property
    def center(self) -> tuple[float, float]:
        """The middle of its letters' x-height: inside its line even where accents are tall."""
        return self.middle, self.baseline + self.size * 0.25


def of_glyphs(glyphs: Iterable[Glyph]) -> list[Word]:
    """Group characters, in the order of the page's content, into words.

    Spaces part words; so does a gap or a new baseline, for many writers place words without any space.
    """
    words: list[Word] = []
    current: list[Glyph] = []
    blank = False
    for glyph in glyphs:
        space = glyph.char.isspace()
        if current and glyph.char.isdigit() and _again(current[-1], glyph):
            continue
        if current and (space or _parted(current[-1], glyph) or _ends_leader(current, glyph)):
            words.append(_word(current, space_before=blank, space_after=space))
            current, blank = [], False
        blank = blank or space or glyph.space_before
        if not space:
            current.append(glyph)
    if current:
        words.append(_word(current, space_before=blank, space_after=False))
    return joined(words)


def _ends_leader(current: Sequence[Glyph], after: Glyph) -> bool:
    """Whether dots for a number to be filled in end before the slash of its notation: "Số: ……/NQ-HĐND"."""
    return after.char == "/" and "".join(glyph.char for glyph in current[-_LEADER:]).endswith(_LEADERS)


def _again(before: Glyph, after: Glyph) -> bool:
    """Whether a figure is drawn once more in its place, as signing programs do: a month of 6 is not 66."""
    same = before.char == after.char and before.stamp is after.stamp
    return same and abs(before.left - after.left) < 0.1 * before.size and abs(before.baseline - after.baseline) < 1


def joined(words: Sequence[Word]) -> list[Word]:
    """Join what stands without a gap on one baseline although it was drawn apart ("QĐ" "-" "UBND")."""
    ordered = sorted(words, key=lambda word: (-round(word.baseline, 1), word.left))
    found: list[Word] = []
    for word in ordered:
        before = found[-1] if found else None
        if before is not None and _touches(before, word):
            if not _twice(before, word):
                found[-1] = _together(before, word)
        else:
            found.append(word)
    return found


def in_unicode(page: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a page, those of the fonts of before Unicode (TCVN3, VNI, …) and of symbols as the sheet shows them.

    Office programs write a sign of Symbol into a PDF as the same private letter as into Word's file (≥ as U+F0B3).
    """
    return tuple(
        replace(word, text=symbols.decoded(word.text, _SUBSET.sub("", word.font)))
        if symbols.has_private(word.text)
        else word
        for word in _of_old_fonts(page)
    )


_SUBSET = re.compile(r"^[A-Z]{6}\+")


def _of_old_fonts(page: Sequence[Word]) -> tuple[Word, ...]:
    """Decoded by the fonts' names.

    Fonts embedded under names of no meaning are told by the letters of the page.
    """
    fonts = {word.font for word in page} - {""}
    if not fonts:
        whole = " ".join(word.text for word in page)
        encoding = None if legacy_encoding.is_unicode(whole) else legacy_encoding.looks_legacy(whole)
        if encoding is None:
            return tuple(page)
        fonts = {_FONTS[encoding]}
        page = [replace(word, font=_FONTS[encoding]) for word in page]
    said = {font: _decoded([word.text for word in page if word.font == font], font) for font in fonts}
    return tuple(_as_shown(word, said) for word in page)


_FONTS = {
    legacy_encoding.TCVN3: ".VnTime", legacy_encoding.VNI: "VNI-Times", legacy_encoding.VISCII: "VISCII-Times",
    legacy_encoding.VPS: "VPS-Times",
}  # fmt: skip


def _decoded(said: Sequence[str], font: str) -> dict[str, str]:
    """Each word with what it shows; all words of a font are decoded together, for a word alone tells too little."""
    shown = legacy_encoding.decode_drawn(" ".join(said), font).split(" ")
    return dict(zip(said, shown, strict=True)) if len(shown) == len(said) else {}


def _as_shown(word: Word, said: Mapping[str, Mapping[str, str]]) -> Word:
    shown = said.get(word.font, {}).get(word.text, word.text)
    return word if shown == word.text else replace(word, text=shown)


def boxed(words: Sequence[Word]) -> tuple[float, float, float, float]:
    """The box around some words: left, bottom, right, top."""
    return (
        round(min(word.left for word in words), 1),
        round(min(word.bottom for word in words), 1),
        round(max(word.right for word in words), 1),
        round(max(word.top for word in words), 1),
    )


def _parted(before: Glyph, after: Glyph) -> bool:
    # One glyph may stand for two characters, a letter and its mark ("Ò" as O and a grave): both get the glyph's box.
    mark = after.char >= _FIRST_MARK and unicodedata.combining(after.char)
    if mark or (before.left == after.left and before.right == after.right):
        return False
    size = max(before.size, after.size)
    gap = after.left - before.right
    return (
        before.stamp is not after.stamp
        or after.space_before
        or abs(after.baseline - before.baseline) > _SAME_LINE * size
        or gap > _WORD_GAP * size
        or gap < -0.6 * size
    )


def _word(glyphs: Sequence[Glyph], *, space_before: bool, space_after: bool) -> Word:
    chars, lefts, bottoms, rights, tops, baselines, sizes, bolds, italics, _, _, fonts = zip(*glyphs, strict=True)
    written, size = "".join(chars), max(sizes)
    if not written.isalnum() and (letters := [glyph for glyph in glyphs if glyph.char.isalnum()]):
        bolds, italics, _, _, fonts = zip(*(glyph[_FACE:] for glyph in letters), strict=True)
    return Word(
        text=unicodedata.normalize("NFC", written),
        left=min(lefts),
        bottom=min(bottoms),
        right=max(rights),
        top=max(tops),
        baseline=baselines[sizes.index(size)],
        size=size,
        bold=2 * sum(bolds) > len(bolds),
        italic=2 * sum(italics) > len(italics),
        method=Method.stamp if glyphs[0].stamp else Method.text,
        space_before=space_before,
        space_after=space_after,
        font=fonts[0],
    )


def _touches(before: Word, after: Word) -> bool:
    size = max(before.size, after.size)
    if after.text.startswith("/") and before.text.endswith(_LEADERS):
        return False
    near = -0.35 * size <= after.left - before.right < _WORD_GAP * size and not (
        before.space_after or after.space_before
    )
    return (near or _twice(before, after)) and before.method is after.method and _level(before, after)


def _level(before: Word, after: Word) -> bool:
    return abs(before.baseline - after.baseline) < 0.1 * max(before.size, after.size)


def _twice(before: Word, after: Word) -> bool:
    # Poor man's bold: the same word drawn again a hair further.
    return before.text == after.text and abs(before.left - after.left) < 0.15 * before.size and _level(before, after)


def _together(before: Word, after: Word) -> Word:
    more = len(before.text) >= len(after.text)
    return replace(
        before,
        text=before.text + after.text,
        right=max(before.right, after.right),
        bottom=min(before.bottom, after.bottom),
        top=max(before.top, after.top),
        size=max(before.size, after.size),
        bold=before.bold if more else after.bold,
        italic=before.italic if more else after.italic,
        space_after=after.space_after,
    )
