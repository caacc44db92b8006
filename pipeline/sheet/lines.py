"""What one printed line is: the national name, an organ, a type of document, a signing authority, a rule.

Lines are compared folded (no marks, no case), because OCR loses marks first and offices disagree on UỶ and ỦY.
Folding keeps the length of NFC text, so a position found in the folded line holds in the printed one.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline import text

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
LOWER = _VOWELS + "bcdđfghjklmnpqrstvwxz"  # ranges such as À-Ỹ mix both cases of Vietnamese letters
UPPER = LOWER.upper()
UNIT = r"(?:tinh|thanh pho|tp\.?|quan|huyen|thi xa|tx\.?|xa|phuong|thi tran|dac khu)"
"""The kinds of administrative units, as part of any pattern over folded text."""
_UNIT = re.compile(rf"^{UNIT}\s+\S")
_ORGAN = re.compile(
    r"^(?:hoi dong nhan dan|hdnd|[uy]y ban nhan dan|ubnd|thuong truc|cac ban\b|ban (?!hanh|bo\b|giao)|doan giam sat"
    r"|doan dai bieu|to dai bieu"
    r"|so (?!\d|lieu|luong)|phong (?!chong)|van phong|chi cuc|cuc\b|bo (?!sung|tri)|trung tam|chinh phu|thu tuong"
    r"|quoc hoi|uy ban|toa an"
    r"|vien kiem sat|hoi\b|lien doan|cong an|tinh uy|huyen uy|thanh uy|dang uy|chu tich|doan\b|to (?!trinh|chuc)"
    r"|tong cuc|kho bac"
    r"|ngan hang|truong\b|thanh tra|kiem toan|hiep hoi|lien hiep|cong ty|thue (?:tinh|thanh pho|co so)|quy (?!dinh"
    r"|che|trinh|hoach|mo|uoc)|bao"
    r" hiem|dai hoc"
    r"|benh vien|vien\b|dang bo)"
)
# The Party writes T/M; where the full stop is lost, what is signed for follows ("TM ỦY BAN NHÂN DÂN").
_AUTHORITY = re.compile(
    r"^(?:(?:t\s*m|k\s*t|t\s*l|t\s*\.?\s*u\s*q|q)\s*[./,:]\s*\S|[tk]/[mtl]\b\s*\.?\s*\S"
    r"|(?:tm|kt|tl|tuq)\s+(?:hoi dong|uy ban|hdnd|ubnd|thuong truc|chu tich|ban\b|doan\b|bo truong|giam doc|truong\b"
    r"|chanh\b))"
)
_TITLE = re.compile(
    r"^(?:pho\s+|q\.\s*|quyen\s+)?(?:chu tich|chu nhiem|truong\b|giam doc|tong giam doc|chanh\b|bo truong|thu"
    r" truong|thu tuong"
    r"|cuc truong|vu truong|vien truong|chi cuc truong|tong thu ky|thu ky|uy vien|to truong|hieu truong|bi thu"
    r"|tong kiem toan|doan truong|thong doc|tong thanh tra|tham phan|kiem soat|chu toa|phat ngon|ke toan)"
)
_HEAD_OF = re.compile(r"^truong\s+(?:ban|doan|phong|van phong)\b")
_FORM = re.compile(r"^(?:nguoi|dai dien)\b")
_RULE = re.compile(r"^[\W_¯oO]{2,}$|^[-_–—=*.…·¯~ ]+$")
_DECIDER = re.compile(
    r"^(?:thuong truc|chu tich|hoi ?dong ?nhan ?dan|uy ?ban ?nhan ?dan|hdnd|ubnd|chinh phu|bo truong|thu tuong|uy ban"
    r" (?:thuong vu|bau cu|mat tran|mttq)"
    r"|quoc hoi|ban (?!hanh|bo\b|giao)|giam doc|chanh (?:an|van phong|thanh tra)|doan giam sat|truong (?:ban|doan"
    r"|phong)|to dai bieu"
    r"|hoi dong|bo (?!sung|tri)|tong (?:kiem|giam|thanh|cuc)|vien truong|cuc truong|thu truong)"
)
_CAN_CU = re.compile(r"^(?:can cu|xet\b|theo de nghi|sau khi xem xet|tren co so|thuc hien|chieu theo|thi hanh)\b")
_ATTACHED = re.compile(r"^\W{0,2}\(?\s*(?:duoc )?(?:(?:ban hanh )?kem theo|dinh kem)\b")
_ASIDE = re.compile(
    r"^\(\s*(?:trinh|tai ky hop|ky hop|tu ngay|du thao|phuc vu|kem theo|ban hanh|dinh kem|tai lieu|so lieu|trich)\b"
)
ANNEX = "phu luc"
"""What an annex is called, as part of any pattern over folded text."""
_ANNEX = re.compile(
    r"^\W{0,2}(?:phu luc|phu bieu|bieu mau|danh muc kem theo)\b\s*(?:so\s*)?(?P<number>[ivxlc]{1,5}\b"
    r"|\d{1,2}\b)?\s*[a-z]?\s*[.:\-]*\s*(?P<rest>.*)$"
)
# The second language of a header: "PEOPLE'S COUNCIL" under the organ, "HAI VAN PROVINCE" under its unit.
_ENGLISH = re.compile(
    r"[ -~‘’]*\b(?:PEOPLE[’'‘]?S|COUNCIL|COMMITTEE|PROVINCE|PROVINCIAL|DISTRICT|COMMUNE|WARD|CITY|TOWN|DELEGATION"
    r"|DEPARTMENT|OFFICE|STANDING|REPUBLIC|SOCIALIST|INDEPENDENCE|FREEDOM|HAPPINESS"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b[ -~‘’]*",
    re.I,
)
_NUMBERED_FORM = re.compile(r"^\W{0,2}(?:bieu|mau)(?: mau)? (?:so )?(?P<number>\d{1,2})[a-z]?\W{0,2}$")
_PART = re.compile(
    r"^(?:phu luc|phu bieu|quy che|quy dinh|dieu le|danh muc|danh sach|bieu|mau\b|noi quy|ke hoach|phan|chuong|dieu)\b"
)
# A surname that without its marks is the word for a part: "Phan Thị Mai"; PHAN I of a text without marks has a figure.
_SURNAME = re.compile(r"(?:Phan|PHAN|Chương|CHƯƠNG)\s+(?!(?:[IVXivx]+|\d+|thu|THU|Thu)\b)\w")
_SESSION = re.compile(r"^\W?(?:khoa\s+(?:[ivxlc1]+|\w+)\b|ky hop\b|nhiem ky\b)")
_START = re.compile(r"^[\W_]+")
# OCR reads the slanted first letter as M, H or not at all ("Mới nhận:", "Nơi nhậm:"). What the words belong to another
# phrase by has no colon: "Nơi nhận hồ sơ".
_RECIPIENTS = re.compile(
    r"^\W{0,3}(?:[nm]\w{1,2} n?h\wn\w?\s*[:;./]|[a-z]?[o0]i\s?nh[ae][nm](?:\s*[:;./]|\W*\w{0,2}\W*$))"
)
_RECIPIENT = re.compile(r"^[-–—~+•*]|^nhu (?:tren|dieu)\b|^luu\b")
_SUBJECT = re.compile(r"^\W*(?:v\s*[/.]\s*v|w\s*/\s*v)\s*[:.]?\s*")
_FIRST_PART = re.compile(r"^\W?[IHL1]{1,3}[.,]?\s+\S{2}")  # "IL NHIỆM VỤ", "H. NỘI DUNG"
_SUBJECT_IN_FULL = re.compile(r"^\W*(?:ve viec|v\s?[/4]w?)\s+(?=\S)")  # "V/ chuẩn bị", "V4 trả lời" of OCR
# What a stamp beside it left may stand before it: "ng Kính gửi:".
_ADDRESS = re.compile(r"^\W*(?:(?:\w{1,2}\W+)?kinh\s*gui\s*:|kinh\s*gui\s*[;.]?|kinh\s*moi\s*:)\s*")
_SECRECY = re.compile(r"^\W*(t\W*u\W*y\W*e\W*t\W*m\W*a\W*t|t\W*o\W*i\W*m\W*a\W*t|m\W*a\W*t)\W*$")
_URGENCY = re.compile(r"^\W*(hoa\s*toc|thuong\s*khan|khan)(?:\s+hen\s+gio.*)?\W*$")
_DRAFT = re.compile(r"^\W*(?:du thao|ban du thao)\b(?!\s+(?:nghi|quyet|bao|ke|to|luat|van|thong|chuong))")
_MARKS = {
    "tuyetmat": "TUYỆT MẬT", "toimat": "TỐI MẬT", "mat": "MẬT",
    "hoatoc": "HỎA TỐC", "thuongkhan": "THƯỢNG KHẨN", "khan": "KHẨN",
}  # fmt: skip
_LINE = 600  # letters from which few folded lines are remembered: a hostile one may have millions
_NATIONAL = "cong hoa xa hoi chu nghia viet nam"
# Of 1945 to 1976, in the north and in the south.
_EARLIER = ("viet nam dan chu cong hoa", "cong hoa mien nam viet nam")
_MOTTO = "doc lap tu do hanh phuc"
_HALVES = frozenset(("cong hoa xa hoi", "chu nghia viet nam", "xa hoi chu nghia viet nam"))  # in a narrow cell
_BESIDE = 40  # letters that follow the name where the motto stands on its line


def folded(line: str) -> str:
    """Lower case, no marks, plain dashes: what all comparisons of lines use; same length as NFC `line`."""
    return _folded(line) if len(line) < _LINE else _folded_long(line)


def _fold(line: str) -> str:
    return text.fold(text.old_tones(text.plain_dashes(line)))


_folded = lru_cache(maxsize=2048)(_fold)
_folded_long = lru_cache(maxsize=8)(_fold)


def is_upper(line: str, share: float = 0.8) -> bool:
    """Whether the letters are capitals, some OCR noise allowed."""
    letters = [*filter(str.isalpha, line)]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= share * len(letters)


def is_rule(line: str) -> bool:
    """A drawn or typed rule, dots, or a page number."""
    return bool(_RULE.match(line)) or bool(re.fullmatch(r"\W*\d{0,3}\W*", line)) or not re.search(r"\w", line)


def is_national(line: str) -> bool:
    """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, or what OCR makes of it; VIỆT NAM DÂN CHỦ CỘNG HÒA on older papers."""
    if not is_upper(line, 0.6):
        return False
    letters = _letters(line)
    return is_near(letters, _NATIONAL, 0.78) or any(is_near(letters, name, 0.9) for name in _EARLIER)


def is_motto(line: str) -> bool:
    """Độc lập - Tự do - Hạnh phúc; the Party's "ĐẢNG CỘNG SẢN VIỆT NAM" stands in the same place."""
    letters = _letters(line)
    return is_near(letters, _MOTTO, 0.72) or letters == "dang cong san viet nam"


def stands_right(line: str) -> bool:
    """A line of the right cell of a head: the nation's name or a half of it, the motto, the Party's name.

    In a sentence of a law "nước Cộng hòa xã hội chủ nghĩa Việt Nam" stands with words around it.
    """
    letters = _letters(line)
    named = letters.startswith(_NATIONAL) and len(letters) <= len(_NATIONAL) + _BESIDE
    return letters in _HALVES or named or is_national(line) or is_motto(line)


def is_english(line: str) -> bool:
    """Whether a line of a header says in English what stands in the one above it."""
    return _ENGLISH.fullmatch(line.strip()) is not None


def holds_motto(said: str) -> bool:
    """Whether the nation's name or motto stands anywhere in a text."""
    letters = _letters(said)
    return _NATIONAL in letters or _MOTTO in letters


def holds_document(said: str) -> bool:
    """Whether a text holds a sheet from its head to its first article or its recipients."""
    letters = _letters(said)
    return _NATIONAL in letters and re.search(r"\bnoi nhan\b|\bdieu 1\b", letters) is not None


def is_near(one: str, other: str, ratio: float) -> bool:
    """Whether two folded strings agree to that ratio."""
    if one == other:
        return True
    if 2 * min(len(one), len(other)) < ratio * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ratio and matcher.ratio() >= ratio


def is_organ(line: str) -> bool:
    """Whether a line in capitals begins the name of an organ."""
    return is_upper(line) and bool(_ORGAN.match(folded(line)))


def is_decider(line: str) -> bool:
    """Whether a line in capitals names the organ that decides: it stands between the title and the preamble."""
    return is_upper(line, 0.9) and bool(_DECIDER.match(folded(line)))


def is_unit(line: str) -> bool:
    """TỈNH …, HUYỆN …: the second line of a council's name."""
    return bool(_UNIT.match(folded(line)))


def is_authority(line: str) -> bool:
    """TM., KT., TL., TUQ., Q. before what is signed for."""
    return is_upper(line, 0.7) and bool(_AUTHORITY.match(folded(line)))


def is_title(line: str) -> bool:
    """The office of a signer in capitals: PHÓ CHỦ TỊCH, TRƯỞNG BAN."""
    if len(line) >= 80 or not is_upper(line, 0.85) or _is_surname(line):
        return False
    return bool(_TITLE.match(_START.sub("", folded(line))))


def _is_surname(line: str) -> bool:
    """TRƯƠNG by its marks, but for "TRƯƠNG BAN", of which OCR lost one."""
    return line.startswith("TRƯƠNG ") and not _HEAD_OF.match(folded(line))


def signs(line: str) -> bool:
    """A line in capitals above a signature: an authority, an office, and in forms whoever fills them in."""
    return is_authority(line) or is_title(line) or (is_upper(line, 0.99) and bool(_FORM.match(folded(line))))


def is_basis(line: str) -> bool:
    """Căn cứ …, Xét …, Theo đề nghị …: a line of the preamble."""
    return bool(_CAN_CU.match(_START.sub("", folded(line))))


def is_attached(line: str) -> bool:
    """(Kèm theo …), (Ban hành kèm theo …), (Đính kèm …)."""
    return bool(_ATTACHED.match(folded(line)))


def is_aside(line: str) -> bool:
    """(Trình Kỳ họp thứ …), (Từ ngày … đến ngày …), (Trích): a line in brackets under a title, and none of it."""
    return bool(_ASIDE.match(folded(line)))


def form(line: str) -> re.Match[str] | None:
    """Biểu số 02, Mẫu số 1: the number of an annex where "(Kèm theo …)" follows, else a caption."""
    return _NUMBERED_FORM.match(folded(line))


def annex(line: str) -> re.Match[str] | None:
    """PHỤ LỤC II: …, BIỂU MẪU 3: `number` and `rest` are spans of the line."""
    return _ANNEX.match(folded(line))


def opens_part(line: str) -> bool:
    """A line that no signature goes on with: an annex, a form, an attached instrument, the next provision."""
    return bool(_PART.match(folded(line))) and not _SURNAME.match(line)


def is_session(line: str) -> bool:
    """KHÓA X, KỲ HỌP THỨ NĂM under the title of a resolution."""
    return len(line) < 120 and bool(_SESSION.match(folded(line)))


def is_recipients(line: str) -> bool:
    """Nơi nhận: (OCR: Noi nhan, Mới nhận, Nơi nhậm)."""
    return len(line) < 400 and bool(_RECIPIENTS.match(folded(line)))


def is_recipient(line: str) -> bool:
    """A line of the list under Nơi nhận, or its head: "- Như Điều 3;", "- Lưu: VT.", "Như trên"."""
    return bool(_RECIPIENT.match(folded(line))) or is_recipients(line)


def subject(line: str, *, in_full: bool = False) -> re.Match[str] | None:
    """V/v before the subject of an official letter, in its left cell also Về việc; the subject follows the match."""
    return _SUBJECT.match(folded(line)) or (_SUBJECT_IN_FULL.match(folded(line)) if in_full else None)


def opens_first_part(line: str) -> bool:
    """Whether a line in capitals opens part I or II of a scanned plan, as OCR reads their numerals."""
    return bool(_FIRST_PART.match(line)) and is_upper(line, 0.9)


def address(line: str) -> re.Match[str] | None:
    """Kính gửi; the addressee follows the match."""
    return _ADDRESS.match(folded(line))


def secrecy(line: str) -> str | None:
    """The mark of secrecy that a line is (Decree 30/2020, box 10a), as it is spelled."""
    return _mark(_SECRECY, line)


def urgency(line: str) -> str | None:
    """The mark of urgency that a line is (box 10b), as it is spelled."""
    return _mark(_URGENCY, line)


def _mark(pattern: re.Pattern[str], line: str) -> str | None:
    match = pattern.match(folded(line))
    return _MARKS[re.sub(r"\W+", "", match[1])] if match else None


def is_draft(line: str) -> bool:
    """DỰ THẢO, DỰ THẢO LẦN 2; not the title of a draft's dossier ("Dự thảo nghị quyết …")."""
    return bool(_DRAFT.match(folded(line)))


def _letters(line: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", folded(line)))
