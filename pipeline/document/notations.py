"""How texts write the types, numbers, days and bodies of documents: the patterns by which citations are found.

Decree 30/2020/NĐ-CP (appendix I) gives the spelling; typists and scanners give others: "89NQ-HĐND", "19-2017/NQ-HĐND",
"43/2017 NQ-HĐND", "43/2017/NQ/HĐND", "43/nq-hđnd", "Nghị quyêt sô 12".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline import text
from pipeline.document.number import TYPE_CODES, DocumentNumber
from pipeline.text import late

_TYPES = (
    "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định",
    "Thông tư liên tịch", "Thông tư", "Chỉ thị", "Công văn", "Văn bản", "Tờ trình", "Báo cáo", "Kế hoạch", "Thông báo",
    "Kết luận", "Quy định", "Quy chế", "Hướng dẫn", "Chương trình", "Đề án", "Văn bản hợp nhất", "Giấy mời",
    "Công điện", "Biên bản", "Thư mời",
)  # fmt: skip
SHORT_TYPES = {
    "NQ": "nghi-quyet", "QĐ": "quyet-dinh", "NĐ": "nghi-dinh", "CT": "chi-thi", "TTr": "to-trinh", "BC": "bao-cao",
    "KH": "ke-hoach", "TB": "thong-bao", "KL": "ket-luan", "CV": "cong-van",
}  # fmt: skip
_ALIKE = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ", "d": "dđ", "e": "eèéẻẽẹêềếểễệ", "i": "iìíỉĩị", "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự", "y": "yỳýỷỹỵ",
}  # fmt: skip
_PLAIN = {letter: f"[{alike}]" for alike in _ALIKE.values() for letter in alike}


def loose(words: str) -> str:
    """A pattern for words whose marks a scanner lost or mistook: it finds "Nghị quyêt sô" for "Nghị quyết số"."""
    return "".join(_PLAIN.get(letter, letter) for letter in words.lower())


UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
DASH = "[-‐‑‒–—−]"
ANY_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
SHORT = rf"(?<![\w/.-])(?-i:{'|'.join(SHORT_TYPES)})"
_TYPE = f"(?P<kind>{ANY_TYPE}|{SHORT})"
OF_ITS_KIND = (
    "thẩm tra|giám sát|khảo sát|kiểm tra|giải trình|tiếp thu|kết quả|kết luận|chuyên đề|tổng hợp|phối hợp|liên tịch"
    r"|triển khai|kỳ họp thứ \w+"
)
NO = r"s[ốổôóo]"
# "Báo cáo thẩm tra số 45/BC-…": a few words may stand between, but then "số" must, and no other document.
_BETWEEN = rf"(?:\s+(?!(?:này|và|của|theo|tại|{ANY_TYPE})\b)[^\W\d_]+){{0,8}}?"
_KIND = rf"\b{_TYPE}(?:(?:\s+(?:{OF_ITS_KIND})){{0,4}}(?:\s+{NO}\s*:?\s*|\s+)|{_BETWEEN}\s+{NO}\s*:?\s*)$"
_KINDS = [late(one, re.IGNORECASE) for one in (_KIND, _KIND.replace(ANY_TYPE, loose(ANY_TYPE), 1))]
_LISTED_KIND = late(
    rf"\bcác\s+{_TYPE}\b(?:\s+của\s+(?P<body>[^:;.]{{4,80}}?))?\s*:\s*[-–+]?\s*(?:[Ss]ố\s*)?$", re.IGNORECASE
)
TYPE_ALONE = late(ANY_TYPE, re.IGNORECASE)
SAME_DAY = late(r"\s*,?\s*(?:đều\s+|được\s+)?(?:ban hành\s+)?cùng\s+ngày", re.IGNORECASE)
DAY = (
    r"(?:\([A-ZĐ][A-ZĐa-z.-]{1,9}\))?"  # "368/TTr-XD(KTXD) ngày …"
    r"\s*,?\s*\(?(?:đều\s+|được\s+)?(?:(?:cùng|ban hành|ký|thông qua)\s+){0,2}"
    r"ngày\s*(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:th[áả]ng|[/.\-])\s*(?P<m>\d{1,2})\s*(?:năm|[/.\-])\s*(?P<y>(?:19|20)\d{2})\)?"
)
ANY_DAY = re.sub(r"\(\?P<[dmy]>", "(?:", DAY)  # the same without names, for use within another pattern
DATE = late(DAY, re.IGNORECASE)
YEAR = late(r"\s*,?\s*năm\s+(?P<y>(?:19|20)\d{2})\b", re.IGNORECASE)
COUNCIL = (
    "(?:[Hh]ội đồng nhân dân|HỘI ĐỒNG NHÂN DÂN|HĐND|[ỦỶủỷ]y ban nhân dân|[Uu][ỷỶ] ban nhân dân|[ỦU][YỶ] BAN NHÂN DÂN"
    "|UBND)"
)
_NOT_OF_A_NAME = (
    "(?i:khóa|khoá|kỳ|điều|khoản|điểm|quy|ban|về|phê|thông|sửa|bổ|hướng|trình|đề|số|và|có|đã|được|hết|tại|là|bãi|thay)"
)
_UNIT = r"(?i:tỉnh|thành phố|TP\.?|quận|huyện|thị xã|TX\.?|xã|phường|thị trấn|đặc khu)"
_UNIT_NAME = (
    rf"(?:\s+(?!{_NOT_OF_A_NAME}\b(?!\s[{UPPER}](?![{UPPER}])\w))(?:[-–]\s+)?"
    rf"(?:[{UPPER}][\w'’-]*|\d{{1,2}}(?![\d/])))*"
)
BODY = late(
    rf"(?:\s*,?\s*\(?khóa [IVXL\d]{{1,6}}\)?)?\s*,?\s*(?:của|do|CỦA|DO)\s+"
    rf"(?P<body>(?:[{UPPER}][^,.;:()“”\"]{{0,60}}?\s)??{COUNCIL}"
    rf"(?:\s+{_UNIT}(?!\w))?{_UNIT_NAME})"
)
# "Nghị quyết số 12/2022/NQ-HĐND … của huyện An Khê": of a council's number, its unit says whose.
UNIT_ALONE = late(rf"\s*,?\s*(?:của|do)\s+(?P<body>{_UNIT}(?=\s+[{UPPER}\d]){_UNIT_NAME})")
# These patterns begin with a figure and look back behind it: the engine runs to the next figure by itself, while a look
# behind in front of it would be asked at every letter.
_CODE = late(
    r"(?P<number>\d(?<![\w/.\-]\d)(?<!\d:\d)\d{0,5}(?:\.\d{1,3})?[a-zđ]?)\s{0,2}/\s?(?:(?:19|20)\d{2}\s?/\s?)?"
    rf"[A-ZĐƯА-Я][A-Za-zĐđƯưА-Я0-9&.]*(?:\s?{DASH}\s?[A-ZĐƯА-Я][A-Za-zĐđƯưА-Я0-9&.]*)*"
    rf"(?:{DASH}\d{{1,2}}(?![\w/]|[.,]\d))?"  # "01/CV-01"
)
_PARTY = late(
    rf"(?P<number>\d(?<![\w/.\-]\d)\d{{0,3}})\s?{DASH}\s?(?P<type>[A-ZĐ][A-Za-zĐđ]{{0,4}})\s?/\s?"
    r"(?P<organ>[A-ZĐ][A-Za-zĐ]{1,7})\b(?![/\-])"
)  # Guideline 36-HD/VPTW: the number stands before a dash
# Before 1997: Decree 01-CP, Decision 773-TTg, 327-CT, 120-HĐBT; only behind the name of a type.
_OLD = late(rf"(?P<number>\d(?<![\w/.\-]\d)\d{{0,3}})\s?{DASH}\s?(?P<organ>CP|HĐBT|TTg|CT|HĐCP)(?![\w/]|{DASH}\w)")
_CODES = "|".join(sorted({*TYPE_CODES, "NĐ", "TT", "TTLT", "PL"}, key=len, reverse=True))
# A stroke or dash that is missing or stands for the other; only behind the name of a type ("Nghị quyết số 89NQ-HĐND").
_SLIPPED = late(
    rf"(?P<number>\d(?<![\w/.\-]\d)\d{{0,3}})(?:\s?(?:[/.]|{DASH})\s?(?P<year>(?:19|20)\d{{2}}))?\s?/?\s?"
    rf"(?P<type>{_CODES})\s?(?:/|{DASH})\s?(?P<organ>[A-ZĐ][A-Za-zĐ0-9]*(?:\s?{DASH}\s?[A-ZĐ][A-Za-zĐ0-9]*)*)(?!\w)"
)
# "nghị quyết số 12/2023/nq-hđnd", as forms and sheets type it: also behind the name of a type alone.
_SMALL = re.compile(
    rf"(?P<number>\d(?<![\w/.\-]\d)\d{{0,3}})\s?/\s?(?:(?P<year>(?:19|20)\d{{2}})\s?/\s?)?"
    rf"(?P<type>{_CODES.lower()})\s?{DASH}\s?(?P<organ>[a-zđ]{{2,8}}\d{{0,2}}(?:{DASH}[a-zđ]{{2,8}})*)(?!\w)"
)
_SPELLED = {"ttr": "TTr", "ttg": "TTg", "ctr": "CTr"}
# `NO` in two patterns: to one small letter in front the engine runs in a fifth of the time that either case takes.
_SMALL_NO = late(r"s[ốổô](?<!\w..)\s*:?\s*\d")
_CAPITAL_NO = late(r"S[ốổôỐỔÔ](?<!\w..)\s*:?\s*\d")
_YEAR_OR_CODE = late(r"\d(?:\d{3}|\s{0,2}[A-ZĐ])")


class Coded(NamedTuple):
    """A số, ký hiệu in a text: its characters, and the number or, of a document of the Party, how it is written.

    `slipped`: its stroke or dash was put right, so it is one only where the text says of which type.
    """

    start: int
    end: int
    number: DocumentNumber | None
    party: str = ""
    organ: str = ""
    slipped: bool = False


@lru_cache(maxsize=1024)  # what a text cites and what it does to others are asked of the same passages
def may_stand_in(passage: str) -> bool:
    """Whether a passage can cite anything at all: cheap, for nineteen of twenty do not.

    Without a stroke it must say a number, a year ("Luật Đất đai năm 2024", "Luật Đất đai 2024") or a notation in which
    the stroke is missing ("89NQ-HĐND").
    """
    if "/" in passage or says_a_number(passage):
        return True
    # One letter is looked for in a tenth of the time that two take: two passages of three lack it.
    dated = ("ă" in passage and "năm" in passage) or (
        "0" in passage and " 20" in passage and ("uật " in passage or "háp " in passage)
    )
    return dated and _YEAR_OR_CODE.search(passage) is not None


def says_a_number(passage: str) -> bool:
    """Whether a figure stands behind "số"."""
    return _SMALL_NO.search(passage) is not None or ("S" in passage and _CAPITAL_NO.search(passage) is not None)


def kind(printed: str) -> str:
    """The slug of a type as texts write it: nghi-quyet of "Nghị quyết", of "NQ" and of "nghị quyêt"."""
    return SHORT_TYPES.get(printed) or text.slugify(printed)


def said_before(said: str) -> tuple[str | None, int, str | None]:
    """Type in front of a number, how many characters a link takes of it, and the body of "các … của …: số"."""
    if match := next((found for pattern in _KINDS if (found := pattern.search(said))), None):
        return kind(match["kind"]), len(said) - match.start(), None
    if match := _LISTED_KIND.search(said):
        return kind(match["kind"]), 0, (match["body"] or "").strip() or None
    return None, 0, None


def coded(passage: str) -> Iterator[Coded]:
    """All numbers with a notation, in no order; which of them name a document, the words in front tell."""
    plain = {match.start(): match for match in _CODE.finditer(passage)} if "/" in passage else {}
    for match in _SLIPPED.finditer(passage):
        known = plain.get(match.start())
        if (known is None or known.end() < match.end()) and (found := _put_right(match)):
            plain.pop(match.start(), None)
            yield Coded(match.start(), match.end(), found, slipped=True)
    for match in _SMALL.finditer(passage) if "/" in passage else ():
        if found := _put_right(match):
            yield Coded(match.start(), match.end(), found, slipped=True)
    for match in plain.values():
        printed = match[0].rstrip(".")
        if found := number(printed):
            yield Coded(match.start(), match.start() + len(printed), found)
    for match in _PARTY.finditer(passage) if "/" in passage else ():
        party = f"{match['number']}-{match['type']}/{match['organ']}"
        yield Coded(match.start(), match.end(), None, party, match["organ"])
    for match in _OLD.finditer(passage):
        yield Coded(match.start(), match.end(), None, f"{match['number']}-{match['organ']}")


def _put_right(match: re.Match[str]) -> DocumentNumber | None:
    year = f"/{match['year']}" if match["year"] else ""
    kind, organ = (
        _SPELLED.get(said, said.upper()) if said.islower() else said for said in match.group("type", "organ")
    )
    return number(f"{match['number']}{year}/{kind}-{organ}")


@lru_cache(maxsize=4096)  # texts repeat what they cite
def number(printed: str) -> DocumentNumber | None:
    """The number that is printed so, None for what is none."""
    try:
        return DocumentNumber.parse(printed)
    except ValueError:
        return None
