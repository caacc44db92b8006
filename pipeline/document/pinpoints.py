"""Provisions that a text names: of a document that it cites ("khoản 2 Điều 5 Nghị quyết số …"), and of itself.

An anchor is made of the ranks that are said ("dieu-5-khoan-2-diem-a"); whoever makes the link takes the most precise
one that is there, so words that name more than the other text has lead to the rank above.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline import text
from pipeline.text import late

_INSTRUMENTS = "Quy chế|Quy định|Điều lệ|Đề án|Nội quy|Chương trình|Kế hoạch|Phương án|Hướng dẫn|Danh mục"
_MAIN = "Nghị quyết|Quyết định|Chỉ thị|Báo cáo|Thông báo|Văn bản|Tờ trình|Kết luận"
_ARTICLE = late(
    rf"(?:[Đđ]iều)\s+(?P<dieu>\d{{1,3}}[a-zđ]?)\s*,?\s*(?:(?:của|tại)\s+)?"
    rf"(?:(?P<annex>{_INSTRUMENTS})\b[^.;“”]{{0,120}}?\bkèm theo\s+)?(?:các\s+)?"
)
_ABOVE = late(
    r"(?:\bđiểm\s+(?P<diem>[a-zđ])\s*,?\s*)?\bkhoản\s+(?P<khoan>\d{1,3}[a-zđ]?)\s*,?\s*$|\bđiểm\s+(?P<alone>[a-zđ])\s*,?\s*$",
    re.IGNORECASE,
)
_LISTED = late(r"(?:,|và|hoặc|đến)\s*$")
_INNER = late(
    r"(?:[Đđ]iểm\s+(?P<diem>[a-zđ])\s*,?\s*(?=[Kk]hoản))?(?:[Kk]hoản\s+(?P<khoan>\d{1,3}[a-zđ]?)\s*,?\s*(?=[Đđ]iều))?"
    rf"[Đđ]iều\s+(?:(?P<dieu>\d{{1,3}}[a-zđ]?)\s*,?\s*(?:của\s+)?(?:(?P<instrument>{_INSTRUMENTS})|{_MAIN})\s+)?này\b"
    r"|[Đđ]iểm\s+(?P<point>[a-zđ])\s+[Kk]hoản\s+này\b"
)
_NAMED = late(r"iều\s+(?:\d|này)")
_ONE_MORE = late(r"\b(?P<rank>điểm|khoản|điều)\s+(?P<number>\d{1,3}[a-zđ]?|[a-zđ])(?P<and>\s*,\s*|\s+và\s+)$", re.I)
_RANKS = {"điểm": "diem", "khoản": "khoan", "điều": "dieu"}
_HERE = late(r"(?P<part>(?:[a-z0-9]+-)*?)(?P<dieu>dieu-\w+)(?:-(?P<khoan>khoan-\w+))?")


class Inner(NamedTuple):
    """Words that lead to a provision of the same text: their place, and the anchor."""

    start: int
    end: int
    anchor: str


def before(passage: str, at: int) -> str:
    """The anchor of the provision that is named in front of a citation at `at`; empty where none or several are.

    "Điều 5 Quy chế … ban hành kèm theo Nghị quyết số …" is in the part that the resolution issues: qc-dieu-5.
    """
    where = max(passage.rfind("Điều ", max(0, at - 170), at), passage.rfind("điều ", max(0, at - 170), at))
    match = _ARTICLE.fullmatch(passage, where, at) if where >= 0 else None
    if match is None:
        return ""
    above = _ABOVE.search(passage, max(0, where - 40), where)
    if above is None and _LISTED.search(passage, max(0, where - 8), where):
        return ""
    part = f"{_prefix(match['annex'])}-" if match["annex"] else ""
    steps = f"{part}dieu-{_step(match['dieu'])}"
    if above is None or above["alone"] or _LISTED.search(passage, max(0, above.start() - 8), above.start()):
        return steps
    return f"{steps}-khoan-{_step(above['khoan'])}" + (f"-diem-{_step(above['diem'])}" if above["diem"] else "")


def ranks(anchor: str) -> Iterator[str]:
    """The anchor and those above it: điểm, khoản, điều."""
    yield anchor
    while (cut := max(anchor.rfind("-khoan-"), anchor.rfind("-diem-"))) > 0:
        anchor = anchor[:cut]
        yield anchor


def inner(passage: str, here: str) -> list[Inner]:
    """The provisions of its own text that a passage names: "khoản 2 Điều 5 Nghị quyết này", "khoản 1 Điều này".

    `here` is the anchor of the passage, or of the one above it; without it "Điều này" leads nowhere.
    """
    if not _may_name(passage):
        return []
    own = _HERE.match(here)
    found = list[Inner]()
    for match in _INNER.finditer(passage):
        base = _base(match, own)
        if base:
            found += sorted(_with_listed(passage, match, base))
    return found


def _may_name(passage: str) -> bool:
    """Whether `_INNER` can find anything: "Nghị quyết này" stands everywhere, and a look for letters is cheaper."""
    return " này" in passage and (
        _NAMED.search(passage) is not None or ("hoản" in passage and "iểm" in passage)  # "điểm a khoản này"
    )


def _base(match: re.Match[str], own: re.Match[str] | None) -> str:
    """The anchor that the words name."""
    part = own["part"] if own else ""
    if match["point"]:
        return f"{part}{own['dieu']}-{own['khoan']}-diem-{_step(match['point'])}" if own and own["khoan"] else ""
    if match["dieu"]:
        instrument = _prefix(match["instrument"]) if match["instrument"] else ""
        inside = instrument and part.startswith(f"{instrument}-")
        article = f"{part if inside else ''}dieu-{_step(match['dieu'])}"
    else:
        article = f"{part}{own['dieu']}" if own and match["khoan"] else ""  # "Điều này" alone leads to where one is
    if not article or not match["khoan"]:
        return article
    clause = f"{article}-khoan-{_step(match['khoan'])}"
    return f"{clause}-diem-{_step(match['diem'])}" if match["diem"] else clause


def _with_listed(passage: str, match: re.Match[str], base: str) -> Iterator[Inner]:
    """The provision and those of its rank in front of it: "khoản 1, khoản 2 và khoản 3 Điều 5 Nghị quyết này"."""
    start, end = match.start(), match.end()
    yield Inner(start, end, base)
    rank, _, _ = base.rpartition("-")
    while (one := _ONE_MORE.search(passage, max(0, start - 30), start)) and rank.endswith(_RANKS[one["rank"].lower()]):
        start = one.start()
        yield Inner(start, one.start("and"), f"{rank}-{_step(one['number'])}")


def _step(said: str) -> str:
    """A number as anchors have it: đ is dd."""
    return said.lower().replace("đ", "dd")


def _prefix(name: str) -> str:
    """The prefix of an instrument's anchors: qc of Quy chế."""
    return "".join(word[0] for word in text.slugify(name).split("-"))
