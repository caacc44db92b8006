"""Heads that say what becomes of the documents listed below them, one clause or line each.

"Điều 1. Bãi bỏ các nghị quyết sau đây:"; "2. Các Nghị quyết sau hết hiệu lực kể từ ngày …:"; "Tiếp tục áp dụng các nghị
quyết …, gồm:"; "Sửa đổi, bổ sung một số điều của các nghị quyết:".
"""

import re
from dataclasses import replace
from typing import NamedTuple

from pipeline.document import act_outcomes, capitals, citations, notations
from pipeline.document.act_verbs import DECIDES, MARK, SINCE
from pipeline.document.citations import Citation
from pipeline.text import late

# A draft resolution bound behind its submission, another council's decision behind a report: what such a part does to
# others this document does not do. A regulation that comes with its resolution does it.
DECISION = re.compile(r"(?:dự thảo\s+)?(?:nghị quyết|quyết định|chỉ thị)\b", re.IGNORECASE)
_TEXTS = r"(?:nghị quyết|quyết định|chỉ thị|văn bản)\b"
_HEAD = late(
    rf"{MARK}{SINCE}{DECIDES}(?:(?P<ends>[Bb]ãi bỏ|[Hh][uủ][ỷy] bỏ)|(?P<replaces>[Tt]hay thế))\b"
    r"[^.;“”]{0,200}?(?::|\s*$)"
)
_FATE = late(
    rf"{MARK}[^.;“”]{{0,160}}?(?:(?<!chưa )(?<!không )\b(?P<ends>hết hiệu lực)"
    r"|(?<!không )\b(?P<goes>[Tt]iếp tục (?:có hiệu lực|được áp dụng|áp dụng)))\b[^.;“”]{0,240}:$"
)
_AMENDS = late(
    rf"{MARK}{DECIDES}[Ss]ửa đổi(?:\s*[,;]?\s*(?:và\s+)?(?:bổ sung|bãi bỏ|thay thế))*\b[^.;:“”\d]{{0,120}}?"
    rf"\b(?:của|tại|trong) (?:các|\d+) (?i:{_TEXTS})[^.;:“”]{{0,200}}?(?::|\s*$)"
)


_MORE = r"\s*(?:,|và)\s*(?:của\s+)?(?i:HĐND|Hội đồng nhân dân|xã|phường|đặc khu|huyện|quận|thị|thành phố|tỉnh)\b"
# "… các nghị quyết của Hội đồng nhân dân tỉnh Lam Giang sau đây:", and the lines name no body.
_WHOSE = late(rf"(?i:{_TEXTS})(?:(?!quy định|về )[^.;:“”\d]){{0,40}}?{notations.BODY.pattern}(?P<more>{_MORE})?")
_TITLE = late(
    r"(?:về việc |v/v )?(?:bãi bỏ|h[uủ][ỷy] bỏ|sửa đổi|thay thế|(?:tạm )?ng[ưừ]ng|chấm dứt|tiếp tục|kéo dài|áp dụng)\b",
    re.IGNORECASE,
)
_ANNEXED = late(r"\bkèm theo\b", re.IGNORECASE)
_COUNCIL = late(r"(?:[Hh]ội đồng nhân dân|HĐND)\s+\w")
_SEVERAL = "nhiều cơ quan"  # which no registry knows


class Announced(NamedTuple):
    """The relation of what is listed below a head, and the head."""

    type: str
    head: str

    def goes_on(self, text: str) -> bool:
        """Whether the list goes on: amended documents have what becomes of them below each of them."""
        return self.type == "sua-doi" or bool(notations.may_stand_in(text) and citations.find(text))

    def may_list(self, text: str) -> bool:
        """Whether a passage may be a line of the list."""
        return self.type != "sua-doi" or text.rstrip().endswith(":")


def announced(text: str) -> Announced | None:
    """What an article's heading, or one with a colon, says of the documents below it; None for any other text.

    An article's heading needs no colon ("Điều 1. Bãi bỏ toàn bộ văn bản").
    """
    said = text.rstrip()
    if not ("hay thế" in said or " bỏ" in said or "hiệu lực" in said or "ửa đổi" in said or "áp dụng" in said):
        return None
    found = _told(said)
    return None if found is None or citations.find(text) else Announced(found, said)


def _told(said: str) -> str | None:
    if _AMENDS.fullmatch(said):
        return "sua-doi"
    if (match := _HEAD.fullmatch(said)) and not act_outcomes.CONDITION.search(said):
        return "bai-bo" if match["ends"] else "thay-the"
    fate = _FATE.fullmatch(said)
    if fate and fate["goes"]:
        return "tiep-tuc-hieu-luc"
    return "bai-bo" if fate and not act_outcomes.CONDITION.search(said) else None


def lent(one: Citation, head: str) -> Citation:
    """A document of a list, with the council whose documents the head (or the title) says that it lists."""
    if one.body or one.number is None or "HĐND" not in one.number.notation or citations.find(head):
        return one
    match = _WHOSE.search(_ANNEXED.split(capitals.said(head))[0])
    if match is None or not _COUNCIL.search(match["body"]):
        return one
    return replace(one, body=_SEVERAL if match["more"] else match["body"])


def titled(one: Citation, title: str) -> Citation:
    """The same of what a title ends or changes: "Bãi bỏ một số nghị quyết của Hội đồng nhân dân tỉnh Lam Giang"."""
    return lent(one, title) if _TITLE.match(title) else one


def in_line(lead: str) -> str | None:
    """The same of what stands in front of the first document of a sentence, if it is this text that ends them.

    "Kể từ ngày Nghị quyết này có hiệu lực, các Nghị quyết sau hết hiệu lực: A; B".
    """
    found = announced(lead) if " này có hiệu lực" in lead and lead.rstrip().endswith(":") else None
    return found.type if found else None


def acts(head: str) -> bool:
    """Whether a head itself ends what it lists: "Các nghị quyết hết hiệu lực năm 2025:" may only report it."""
    return _HEAD.fullmatch(head.rstrip()) is not None or " này có hiệu lực" in head
