"""What stands between a verb and the document that it acts on: the whole of it or a part, and the words for the part.

Where words may mean all of a document or a part, a part is said: that is the smaller error.
"""

import re
from collections.abc import Iterator

from pipeline.document.act_verbs import RANKS
from pipeline.text import late

WHOLE, PART = "toan-bo", "mot-phan"
_WORDS_OF = late(r"\s*(?:các\s+)?(?:cụm từ|từ|chữ|dấu)\b")
# "Thay thế Phụ lục II kèm theo Nghị quyết … bằng …" ends that annex; "Thay thế tên gọi … tại Điều 2" changes words.
_RANKED = late(rf"\s*(?:(?:toàn bộ|các|nội dung|quy định(?: tại)?)\s+)*(?:{RANKS})\s", re.IGNORECASE)
_OWN_SUBJECT = late(r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}(?: (?:liên tịch|phối hợp|liên ngành))? này\b")
_PINPOINT = late(
    rf"(?<!thời )(?<!địa )(?:{RANKS})\s+(?!của\b|tại\b|và\b)[^\W_]{{1,5}}\b[^.]*?(?=\s*(?:của|tại)?\s*$)", re.IGNORECASE
)
# "Bãi bỏ số thứ tự 11 của Phụ lục II …", "… việc thu lệ phí tại khoản 5 Điều 2 …": not all of what is named behind it.
_NARROWED = late(
    r"\b(?:số thứ tự|STT|dòng|hàng|cột|gạch đầu dòng|đoạn|câu|tiết|việc thu|mức|một số|nội dung (?!tại|của|quy định))\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
# "Bãi bỏ 02 Nghị quyết của Hội đồng nhân dân tỉnh: Nghị quyết A; Nghị quyết B".
_ALL_LISTED = late(
    r"\s*(?:(?:toàn bộ|các)\s+)*(?:\d+\s+)?(?:văn bản|nghị quyết|quyết định)\b[^:;\d]{0,120}:\s*", re.IGNORECASE
)
_ALL = late(
    r"(?:\s*\b(?:toàn bộ|cho|các|nội dung|hiệu lực(?: thi hành)?|việc (?:thi hành|thực hiện))\b(?: của)?)*"
    r"(?:\s*(?:\d+ )?(?:văn bản|nghị quyết|quyết định)\b(?:[^:;]{0,80}? (?:sau|sau đây|dưới đây))?)?",
    re.IGNORECASE,
)
_OTHER_VERB = late(r"^\s*(?:,|và)\s*(?:sửa đổi|bổ sung|bãi bỏ|thay thế)\s")  # "Thay thế, bãi bỏ một số …"
_RUN_IN = late(r"^.*\w\s+(?:Bãi bỏ|Hủy bỏ|Thay thế)\s")  # a heading that its sentence goes on from
_OF = late(r"\s*(?:(?:được )?(?:ban hành )?kèm theo\s*|(?:của|tại|trong)\s*(?:các\s+)?)$")
_SOME_PART = late(r"\s*một phần\b", re.IGNORECASE)
# "Bãi bỏ các quy định còn lại của Nghị quyết …": nothing of it is left.
_REST = late(
    r"(?:(?:toàn bộ|các|những)\s+)*(?:phần|quy định|nội dung|điều(?:,? khoản)?(?:,? điểm)?|điều khoản)"
    r"(?: còn lại)(?: (?:đang )?còn hiệu lực)?",
    re.IGNORECASE,
)
_VERBS = {"thay thế": "thay-the", "bãi bỏ": "bai-bo"}
_NEXT_VERB = late(
    r"(?:[,;]|\bvà\b)\s*(?:và\s+)?(?:(?P<verb>thay thế|bãi bỏ)|sửa đổi(?:,? bổ sung)?|bổ sung)"
    rf"(?=\s+(?:các\s+)?(?:{RANKS})\s)",
    re.IGNORECASE,
)


def apart(name: str, words: str) -> Iterator[tuple[str, str]]:
    """Each verb with its own words: "Sửa đổi khoản 2 Điều 1, bãi bỏ khoản 3 Điều 2 của …" acts twice."""
    begin = 0
    for match in _NEXT_VERB.finditer(words) if _RANKED.match(words) else ():
        verb = _VERBS.get((match["verb"] or "").lower(), "sua-doi")
        if verb != name:
            yield name, words[begin : match.start()]
            name, begin = verb, match.end()
    yield name, words[begin:]


def act(name: str, words: str, before: str) -> tuple[str, str, str | None]:
    """The relation that a verb with its words makes, part or whole, and the words for the part.

    New words put in place of old ones change a text that goes on; `before` is the sentence up to its document.
    """
    part, provision = ended(words) if name in ("thay-the", "bai-bo") else of(words)
    if part == PART and name in ("thay-the", "bai-bo"):
        some = _RANKED.match(words) or _SOME_PART.match(words)
        instead = name == "thay-the" and not (_OWN_SUBJECT.search(before) or some)
        name = "sua-doi" if instead or _WORDS_OF.match(words) else name
    return name, part, provision


def ended(said: str) -> tuple[str, str | None]:
    """The same as `of` tells for a verb that ends it: who ends the rest ends the whole."""
    return (WHOLE, None) if _REST.fullmatch(_OF.sub("", said).strip(" ,:")) else of(said)


def of(said: str) -> tuple[str, str | None]:
    """Whole or part, and the words that name the part, of what stands between verb and citation."""
    if _ALL_LISTED.fullmatch(said):
        return WHOLE, None
    named = _OF.sub("", _OTHER_VERB.sub("", _RUN_IN.sub("", said))).strip(" ,:")
    if _ALL.fullmatch(named):
        return WHOLE, None
    pinpoint = _PINPOINT.search(named)
    narrowed = pinpoint is not None and _NARROWED.search(named, 0, pinpoint.start()) is not None
    return PART, (pinpoint[0] if pinpoint and not narrowed else named).strip()
