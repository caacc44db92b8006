"""Numbers that belong to persons: papers, telephones, accounts, however they are grouped; and numbers that do not."""

import re
import unicodedata

_SEP = r"[ .\-]{0,2}"
_LOOSE = r"[ .\-()_/*~•·|]{0,3}"
_ALONE = r"(?<!\d)(?<!\d[.,/\-])"
_MONEY = r"\s*(?:dong|d\b|vnd|m2|ha\b|kg|trieu|ty\b|tan\b)"
_UNIT = rf"(?![\d/]|[.,]\d|{_MONEY})"
# Province 001-096, century and sex 0-3, year, six digits (Decree 137/2015/NĐ-CP); in the groups that people write.
_PROVINCE, _BORN = r"0(?:0[1-9]|[1-8]\d|9[0-6])", r"[0-3]\d\d"
_CITIZEN = re.compile(
    rf"{_ALONE}{_PROVINCE}(?:{_BORN}\d{{6}}|(?P<s>[ .\-]){_BORN}(?P=s)\d{{3}}(?P=s)\d{{3}}|[ .\-]{_BORN}[ .\-]?\d{{6}}|"
    rf"[0-3](?P<t>[ .\-])\d{{4}}(?P=t)\d{{4}}|{_BORN}[ .\-]\d{{6}})(?!\d|{_MONEY})"
)
_PAPER = re.compile(
    r"(?:\b(?:cmt?n?d|cccd|cmt|cm so|so cm)|can cuoc(?: cong dan)?|chung minh(?: nhan dan| thu|:| so)|dinh danh|"
    rf"ho chieu|passport)\D{{0,40}}?(?P<number>(?:(?<![a-z])[a-z]{_SEP})?\d(?:{_SEP}\d){{6,12}})(?!\d|/)"
)
_INSURANCE = re.compile(
    r"(?:ho khau(?: gia dinh)?\W*(?:so)?\W*\d{9}(?!\d)|(?:dinh danh (?:cua )?(?:hoc sinh|tre em)|"
    r"bao hiem (?:xa hoi|y te)|bhxh|bhyt|giay phep lai xe|gplx|ma so thue ca nhan|mst ca nhan)\D{0,20}?"
    rf"(?:[a-z]{{2}}{_SEP})?\d(?:{_SEP}\d){{9,14}}(?!\d))"
)
# The prefixes of today (Circular 22/2014/TT-BTTTT): 030, 031 begin the tax codes of a city's companies.
_MOBILE = rf"(?:3{_LOOSE}[2-9]|5{_LOOSE}[2-9]|7{_LOOSE}[06-9]|8{_LOOSE}[1-9]|9{_LOOSE}\d)"
_PHONE = re.compile(
    rf"{_ALONE}(?:0|\(?(?:\+|00)84\)?{_LOOSE}(?:0{_LOOSE})?|84[ .\-]?)"
    rf"(?:{_MOBILE}(?:{_LOOSE}\d){{7}}|1[2689](?:{_LOOSE}\d){{8}}){_UNIT}"
)
_CALLED = re.compile(
    r"(?:\bs?dt|dien thoai|di dong|zalo|hotline|lien he|phone|mobile|\btel|so may)\W{0,3}(?:so|la|rieng|:|\W){0,3}"
    rf"(?:0|\+?84){_LOOSE}(?:3|5|7|8|9)(?:{_LOOSE}\d){{8}}(?!\d)"
)
# A telephone said in words: "không chín một hai …"; no sum is said a digit at a time.
_WORD = r"\b(?:zero|khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)\b"
_IN_WORDS = re.compile(rf"(?:{_WORD}[\s,.\-]*){{9,}}")
_PARTLY_IN_WORDS = re.compile(rf"(?<!\d)0\d{{1,4}}[\s,.\-]*(?:{_WORD}[\s,.\-]*){{3,}}\d{{0,7}}(?!\d)")
_BY_WORDS = re.compile(rf"(?<!\d)(?:0|zero|khong)(?:[\s,.\-]*(?:{_WORD}|\d)){{9,10}}(?!\d)(?![\s,.\-]*{_WORD})")
# "O9l2 345 678": letters that look like figures, between figures.
_LETTER_BESIDE = re.compile(r"\d[ .\-]?[oil](?![a-z])|(?<![a-z])[oil][ .\-]?\d|\d[oil]\d")
_MISTYPED = re.compile(r"(?<![a-z\d])[\doil](?:[ .\-]?[\doil]){8,13}(?![a-z\d])")
_FIGURES = str.maketrans("oil", "011")
# "0 9 1 2 3 …", "0|9|1|2 …": a digit at a time, with one sign between them throughout, or these at will.
_SINGLE = re.compile(r"(?<![\d.,])(?:\d(?:[ .\-]\d){8,11}|\d(?P<s>[^\w\s]\s?|\s{1,3})\d(?:(?P=s)\d){7,10})(?![\d.,])")
_LETTER_O = re.compile(r"(?<!\w)o(?=[ .\-]?[35789](?:[ .\-]?\d){8}(?!\d))")
# "07/12/2022 16:20:11", the time of a signature, holds ten digits that begin like a telephone.
_DATE = re.compile(
    r"(?<!\d)\d{1,2}([/.\-])\d{1,2}\1(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}([/.\-])\d{1,2}\2\d{1,2}(?!\d)"
)
_ACCOUNT = re.compile(
    r"(?:so tai khoan|tai khoan(?: ngan hang)? so|\bso tk|\bstk|\btk(?: so)?\b)\D{0,15}"
    r"(?:(?:\d[ .\-]?){6,}|\d{3}[a-z]\d{8})|"
    r"so the\D{0,15}9704(?:[ .\-]?\d){12,15}(?!\d)|"
    r"tai khoan\D{0,15}(?:\d{9,}|\d{4}(?:[ .\-]\d{2,5}){2,4}(?=\D{0,30}(?:cua|chu tai khoan|mang ten|ngan hang|bank)))"
)
_TREASURY = re.compile(r"kho bac|ngan sach nha nuoc")
_CODE_WORDS = re.compile(
    r"(?:\bma(?: so)?|du an|cong trinh|hop dong|tai san|thua|so hieu|ma vach|kinh phi|so tien|quyet toan|dien tich|"
    r"serial|imei|to khai|hoa don|bien lai|ma ho so|ho so so|van don|lo hang|chung thu|phieu)\W*(?:\w+\W+){0,4}$"
)


# Seven digits of a passport, nine of a telephone, however they are set apart: most texts hold neither.
_DIGITS_OF_PAPERS, _DIGITS_OF_PHONES = (re.compile(rf"\d(?:[^\w\n]{{0,5}}\d){{{n - 1}}}") for n in (7, 9))


def in_ascii(said: str) -> str:
    """A text with the figures of all scripts and shapes as 0 to 9: Arabic, Thai, in circles, raised, keys, 一二三."""
    return "".join(letter if letter.isascii() else _figure(letter) for letter in said)


def _figure(letter: str) -> str:
    value = unicodedata.numeric(letter, -1)
    if letter in _KEYCAP or value not in _FIGURES_OF:
        return "" if letter in _KEYCAP else letter
    return _FIGURES_OF[value]


_FIGURES_OF = {float(figure): str(figure) for figure in range(10)}
_KEYCAP = "\ufe0f\u20e3"


def of_papers(folded: str) -> bool:
    """Whether a folded text holds the number of an identity card, passport, licence or insurance book."""
    folded = _in_figures(folded)
    if not _DIGITS_OF_PAPERS.search(folded):
        return False
    folded = _together(_DATE.sub("; ", folded))
    return any(map(_is_paper, _PAPER.finditer(folded))) or bool(_INSURANCE.search(folded)) or _stands(folded, _CITIZEN)


def of_phones(folded: str) -> bool:
    """Whether a folded text holds the number of a mobile telephone; lines of offices begin with 02."""
    folded = _in_figures(folded)
    if _said(folded) or not _DIGITS_OF_PHONES.search(folded):
        return _said(folded)
    folded = _LETTER_O.sub("0", _together(_DATE.sub("; ", folded)))
    return bool(_CALLED.search(folded)) or _stands(folded, _PHONE)


def _said(folded: str) -> bool:
    """Whether a telephone stands there in words, or in figures and words: as many of them as a number has figures."""
    partly = (len(re.findall(rf"{_WORD}|\d", match.group())) for match in _PARTLY_IN_WORDS.finditer(folded))
    mixed = (len(re.findall(_WORD, match.group())) for match in _BY_WORDS.finditer(folded))
    return bool(_IN_WORDS.search(folded)) or any(count in (10, 11) for count in partly) or any(n > 1 for n in mixed)


def _in_figures(folded: str) -> str:
    """Numbers with letters in place of figures as what they are meant to be; most figures must be some."""
    if not _LETTER_BESIDE.search(folded):
        return folded
    return _MISTYPED.sub(lambda match: _figures(match.group()), folded)


def _figures(number: str) -> str:
    letters = sum(map(str.isalpha, number))
    return number.translate(_FIGURES) if 2 * letters <= sum(map(str.isdigit, number)) else number


def of_accounts(folded: str) -> bool:
    """Whether a folded text holds a bank account; those of offices lie with the treasury."""
    if not any(map(folded.__contains__, ("tk", "tai khoan", "so the"))):
        return False
    return any(not _TREASURY.search(folded[match.start() : match.end() + 60]) for match in _ACCOUNT.finditer(folded))


def _together(folded: str) -> str:
    """Numbers typed a digit at a time as one."""
    return _SINGLE.sub(lambda match: re.sub(r"\D", "", match.group()), folded)


def _is_paper(match: re.Match[str]) -> bool:
    """Nine digits, twelve, or eleven where a spreadsheet dropped the leading zero; a passport's letter and seven."""
    number = re.sub(r"[^\da-z]", "", match["number"])
    if number[0].isalpha():
        return len(number) in (8, 9)
    return len(number) in (9, 12) or (len(number) == 11 and not number.startswith("02"))


def _stands(folded: str, pattern: re.Pattern[str]) -> bool:
    """Whether a number stands there that no word before it makes the number of a project, a parcel or a sum."""
    found = pattern.finditer(folded)
    return any(not _CODE_WORDS.search(folded[max(0, m.start() - 40) : m.start()]) for m in found)
