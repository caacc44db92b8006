"""Sentences whose verb stands behind what it is done to: "Nghị quyết số … hết hiệu lực kể từ ngày …".

"Khoản 2 Điều 3 Nghị quyết số … được sửa đổi như sau:" acts; "đã được sửa đổi", "được sửa đổi bởi Nghị quyết số …" tell
what another document did.
"""

import re

from pipeline.document.act_verbs import MARK, RANKS
from pipeline.text import late

CONDITION = late(r"\b(?:trường hợp|khi|nếu|cho đến|đến khi)\b", re.IGNORECASE)
# "hết hiệu lực trừ trường hợp quy định tại Điều 6" has no comma; "loại trừ", "khấu trừ các khoản" are other words.
EXCEPT = late(
    r"[^.]{0,120}?(?:[,(]\s*trừ\b"
    rf"|[,;]\s*riêng\s+(?:quy định|nội dung|mức|{RANKS}|đối với|trường hợp)\b"
    rf"|(?<!loại)(?<!khấu)(?<!giảm)(?<!bù) trừ (?:các |những )?(?:trường hợp|quy định|nội dung|{RANKS})\b)",
    re.IGNORECASE,
)
# "… quy định mức chi tập huấn; quy định mức hỗ trợ … hết hiệu lực": a title's second half, and no second sentence.
_TITLE_GOES_ON = late(
    r";(?=\s+(?:và\s+)?(?:(?:quy định|ban hành|phê duyệt|hỗ trợ) (?!tại\b|của\b|trong\b|này\b)|về "
    r"|(?:mức|chế độ|chính sách|định mức|tiêu chí|nguyên tắc|phân cấp|lệ phí|phí)\b))"
)
_TIMES = r"[Tt]hời (?:điểm|gian|hạn) (?:thực hiện|áp dụng|thi hành|(?:có )?hiệu lực)"
_PLACES = r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Pp]hụ lục|[Bb]iểu|[Mm]ục|[Cc]hương (?=[IVXL\d]))"
_WORDS = r"(?:[Cc]ác )?[Cc]ụm từ (?:“[^”]{1,80}”(?:,? và |, )?){1,4} (?:tại|trong|ở)\s"
_BEGINS = late(
    rf"{MARK}(?:(?:[Kk]ể )?[Tt]ừ ngày [^.;]{{0,60}}?(?:này|\d{{4}})(?: có hiệu lực(?: thi hành)?)?,?\s*)?"
    r"(?:thì\s+)?(?:[Rr]iêng (?:đối với )?)?"
    r"(?P<object>(?:(?:[Cc]ác )?(?:[Qq]uy định|[Nn]ội dung) (?:tại|của) )?"
    rf"{_PLACES}\s[^.;]{{1,80}}?\s(?:của\s+)?"
    rf"|{_WORDS}[^.;]{{1,60}}?\s(?:của\s+)?"
    r"|(?:[Cc]ác )?(?:[Qq]uy định|[Nn]ội dung)(?: khác| còn lại| về| liên quan)[^.;\d]{0,120}?\s(?:của|tại|trong)\s+"
    rf"|{_TIMES}\s(?:(?:của|tại)\s+)?"
    r"|(?:[Cc]ác )?(?:[Mm]ức|[Cc]hế độ|[Cc]hính sách|[Đđ]ịnh mức)\s[^.;\d]{0,120}?quy định (?:của|tại|trong)\s+)?"
    r"(?:[Cc]ác\s+(?:[Nn]ghị quyết|[Qq]uyết định)\s*:\s*|[Cc]ác\s+)?(?:[Ss]ố\s*)?"
)
_CHANGED = (
    r"được (?:(?:sửa đổi|bổ sung|điều chỉnh)\b(?:(?! số \d)[^.;:“”/]){0,60}?(?:như sau|thành)\b"
    r"|thay (?:thế )?(?:bằng|thành|bởi) (?:các )?(?:cụm )?từ\b"
    r"|(?:sửa đổi|bổ sung|điều chỉnh)(?:, (?:sửa đổi|bổ sung))? (?:theo|bởi|bằng|tại) [^.;“”/]{0,80}? này\b)"
)
_REPLACED = r"(?:được|bị) thay thế (?:như sau|(?:bằng|bởi) [^.;“”/]{0,80}? này)\b"
_OUTCOMES = tuple(
    (name, late(rf"[^.;“”]{{0,400}}?(?:{words})"))
    for name, words in (
        (
            "bai-bo",
            r"(?<!chưa )(?<!không )(?<!đã )\bhết hiệu lực\b|\bkhông còn hiệu lực\b(?= kể từ| từ)"
            r"|(?<!đã )\b(?:bị|được) bãi bỏ(?= (?:kể )?từ ngày|\W*$)"
            r"|(?<!đã )(?<!chưa )\bchấm dứt hiệu lực(?: thi hành)?(?= (?:kể )?từ ngày)",
        ),
        ("khong-ap-dung", r"\bkhông (?:còn )?(?:được )?áp dụng(?= (?:kể )?từ ngày)"),
        (
            "tiep-tuc-hieu-luc",
            r"(?<!không )(?:\bđược tiếp tục (?:thực hiện|thi hành)(?= (?:cho )?đến)"
            r"|\btiếp tục (?:có hiệu lực|được áp dụng|áp dụng|được thực hiện)"
            r"|\bvẫn (?:giữ nguyên|còn|có) hiệu lực|\b(?:có )?hiệu lực trở lại|\bđược (?:kéo dài|gia hạn)"
            r"|\b(?:được |có )(?:áp dụng|thực hiện|hiệu lực)(?: thi hành)? (?:cho )?đến hết(?= (?:ngày|năm) \d))\b",
        ),
        ("sua-doi", rf"(?<!đã )\b{_CHANGED}|(?<!đã )\bđược (?:lùi|hoãn|dời)\b"),
        ("thay-the", rf"(?<!đã )\b{_REPLACED}"),
        ("dinh-chinh", r"(?<!đã )\bđược đính chính\b[^.;:“”\d]{0,40}?(?:như sau|thành)\b"),
    )
)
_CLAUSE = late(
    rf"{MARK}(?P<words>{_WORDS}|(?:tên|tiêu đề)(?: của)?\s)?(?P<place>(?:{RANKS})\s[^.;“”]{{1,120}}?)\s+"
    rf"(?:(?P<ends>(?:bị|được) bãi bỏ)|(?P<replaces>{_REPLACED})|{_CHANGED})\s*:?(?:\s*“.*)?",
    re.IGNORECASE,
)


def begins(lead: str) -> bool:
    """Whether what stands in front of a citation makes it the subject of its sentence."""
    return _BEGINS.fullmatch(lead) is not None


def find(lead: str, rest: str) -> tuple[str, str, bool] | None:
    """What a sentence says behind its citations: the relation, the words for the part, and whether it makes exceptions.

    `lead` stands in front of the first citation, `rest` behind the last that goes with it.
    """
    subject = _BEGINS.fullmatch(lead)
    return (_found(subject, lead, rest) or _found(subject, lead, _TITLE_GOES_ON.sub(",", rest))) if subject else None


def _found(subject: re.Match[str], lead: str, rest: str) -> tuple[str, str, bool] | None:
    for name, pattern in _OUTCOMES:
        match = pattern.match(rest)
        if match and not CONDITION.search(lead + match[0]):
            behind = rest[match.end() :]
            limited = behind.startswith(" một phần") or EXCEPT.match(behind) is not None
            return name, subject["object"] or "", limited
    return None


def of_clause(said: str) -> tuple[str, str] | None:
    """The same of a clause that names a provision and no document: "2. Điểm c khoản 1 Điều 5 được bãi bỏ"."""
    match = _CLAUSE.fullmatch(said)
    if match is None or match["place"].endswith("đã"):
        return None
    kind = (
        "sua-doi" if match["words"] else "bai-bo" if match["ends"] else "thay-the" if match["replaces"] else "sua-doi"
    )
    return kind, match["place"]
