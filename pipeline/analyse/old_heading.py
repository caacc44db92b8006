"""Headings of before about 2000: type, council and session, and the title only below them.

"NGHỊ QUYẾT" / "HỘI ĐỒNG NHÂN DÂN TỈNH … KHÓA IV, KỲ HỌP THỨ 5" / "(Từ ngày 3 đến ngày 5 …)" / "Về nhiệm vụ …".
"""

import re
from collections.abc import Sequence

from pipeline.document.model import Block
from pipeline.sheet import lines

_DECIDER = re.compile(
    r"(?:(?:tai |cua )?ky hop (?:thu|lan|chuyen de|bat thuong)[^,.;:()]{1,30}?,? (?:cua )?)?"  # or the session first
    rf"(?:hoi dong nhan dan|hdnd) {lines.UNIT} [^,.;:()]{{2,45}}?,? ?\W? ?(?P<session>khoa\b[^()]{{1,60}}?)"
    r"(?: \((?:tu |hop |ngay )[^()]{4,70}\))?(?= (?:ve|v/v|thong qua|phe chuan)\b|$)"
)
_TITLE = re.compile(r"(?:ve|v/v|thong qua|phe chuan)\b")
_LINES = 4  # that council, session and days take at most


def opens(rest: str) -> bool:
    """Whether what stands behind the type on its line is such a council."""
    return _DECIDER.match(lines.folded(rest)) is not None


def below(blocks: Sequence[Block], at: int, rest: str, limit: int) -> tuple[int, str, tuple[str, ...]]:
    """The last block above the title, what of the title it holds, and the session; else `at` and `rest` as they are."""
    said = rest
    for index in range(at, min(at + _LINES, limit)):
        said = f"{said} {blocks[index].text}".strip() if index > at else said
        match = _DECIDER.match(lines.folded(said)) if len(lines.folded(said)) == len(said) else None
        if match and lines.is_upper(said[: match.start("session")], 0.9):
            titled = said[match.end() :].strip()
            if titled or (index + 1 < limit and _TITLE.match(lines.folded(blocks[index + 1].text))):
                return index, titled, (said[slice(*match.span("session"))].strip(),)
    return at, rest, ()
