"""Letters that a writer of RTF lost from the words of its automatic numbers, taken from the numbers that it shows.

LibreOffice writes "Điều %1." of a list's level as "?i?u %1." (`leveltext`), and the number of each paragraph rightly
beside it (`listtext`, for readers that know no lists). Who counts the list anew shows "?i?u 1." and no article.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.document.model import Block
from pipeline.extract.office_files import rtf_groups

_LEVEL = re.compile(rb"(?<=\\leveltext )\\'[0-9a-f]{2}[^;{}]*?\\'3f[^;{}]*(?=;)")
_SHOWN = re.compile(rb"\{\\listtext\b[^{}]*?\\plain\s+(?P<number>[^{}]*?)\\tab\s?\}")
_TOKEN = re.compile(rb"\\'[0-9a-f]{2}|[^\\]|\\.", re.DOTALL)
_FIGURES = re.compile(r"\d+(?:\.\d+)*")
_BEGINS = re.compile(r"\D{0,12}?(\d+(?:\.\d+)*)[.):]?(?:\s|$)")  # of a cell: "1.2. Thôn", "Điều 3. Mức"
_LOST, _LETTER = rb"\'3f", rb"(\\u-?\d{1,5}\\'3f)"


def restored(rtf: bytes) -> bytes:
    """The file with the letters of its lists' levels, where a number that it shows has them; else as it is."""
    if b"\\leveltext " not in rtf:
        return rtf
    shown = {match["number"] for match in _SHOWN.finditer(rtf) if b"\\u" in match["number"]}
    return _LEVEL.sub(lambda level: _spelled(level[0], shown), rtf) if shown else rtf


def contradicts(rtf: bytes, blocks: Iterable[Block]) -> bool:
    """Whether a number that the file shows beside a paragraph (`listtext`) was counted otherwise; letters aside."""
    told = Counter(
        number for group in rtf_groups.named(rtf, b"listtext") for number in _last(rtf_groups.letters(group))
    )
    counted = Counter[str]()
    for block in blocks:
        counted.update(_last(block.label))
        counted.update(match[1] for row in block.rows for cell in row if (match := _BEGINS.match(cell)))
    return bool(told - counted)


def _last(label: str) -> list[str]:
    """The number of a label: "2.1" of "Mục 2.1."; none of a bullet or a letter."""
    return _FIGURES.findall(label)[-1:]


def _spelled(level: bytes, shown: set[bytes]) -> bytes:
    tokens: list[bytes] = _TOKEN.findall(level)
    length = tokens.pop(0)
    wanted = re.compile(b"".join(_pattern(token) for token in tokens))
    found = next((match for number in sorted(shown) if (match := wanted.fullmatch(number))), None)
    letters: Iterator[bytes] = iter(found.groups() if found else ())
    return length + b"".join([next(letters, token) if token == _LOST else token for token in tokens])


def _pattern(token: bytes) -> bytes:
    """A lost letter, a level's own number, or a letter that is written as it is."""
    if token == _LOST:
        return _LETTER
    return rb"[0-9A-Za-z]+" if re.fullmatch(rb"\\'0[0-8]", token) else re.escape(token)
