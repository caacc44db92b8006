"""Personal data of private people: numbers, contacts, addresses, health, lists of persons.

Names and offices of delegates, signers and officials are public. What is held goes to a person, who decides (Law
91/2025/QH15; Decree 356/2025/NĐ-CP). The patterns gave no false hit in 974 legal texts.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from pipeline import text
from pipeline.document.sentences import Said
from pipeline.gate import disguise, numbers, person_names


class PersonalDataKind(StrEnum):
    """What was found; the words are those shown to the officer."""

    identity = "số giấy tờ tùy thân"
    phone = "số điện thoại di động"
    mail = "thư điện tử cá nhân"
    bank = "tài khoản ngân hàng"
    address = "địa chỉ hoặc ngày sinh của cá nhân"
    health = "sức khỏe hoặc hoàn cảnh của cá nhân"
    plate = "biển số xe"
    account = "tài khoản mạng xã hội của cá nhân"
    people = "danh sách cá nhân"

    @property
    def said(self) -> Said:
        """The words in Vietnamese and English."""
        return self.value, _ENGLISH[self]


_ENGLISH: Mapping[PersonalDataKind, str] = {
    PersonalDataKind.identity: "the number of an identity paper",
    PersonalDataKind.phone: "a mobile number",
    PersonalDataKind.mail: "a private mail address",
    PersonalDataKind.bank: "a bank account",
    PersonalDataKind.address: "a person's address or birthday",
    PersonalDataKind.health: "a person's health or plight",
    PersonalDataKind.plate: "a number plate",
    PersonalDataKind.account: "a person's account in a social network",
    PersonalDataKind.people: "a list of persons",
}


_CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
# Numbers of quarters and chapters are no given names ("phạm nhân Quý I").
_FULL = rf"(?!Việt Nam|Nam Á|Đông Nam|Quý [IV]){_CAPITAL}\w*(?:\s+{_CAPITAL}\w*){{1,4}}"
_INITIALS = rf"(?:{_CAPITAL}\.\s?){{1,3}}{_CAPITAL}?(?!\w)"
_NAME = rf"(?:{_FULL}|{_INITIALS})"
_TITLE = r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Cc]ô|[Cc]hú|[Hh]ộ)(?:\s*[(/]\s*(?:bà|ông)\s*\)?)?"
_OFFICE = (  # whose vehicles are public
    "văn phòng|sở|ban|phòng|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|công an|cơ quan|đơn vị|trung tâm|chi cục|bệnh viện|tỉnh ủy"
)
# What stands before the name of somebody who writes to a council; "cử tri Phường 5" is no name.
_CITIZEN = r"(?:[Cc]ử tri|[Cc]ông dân|[Nn]gười dân|[Đđ]ương sự|[Hh]ộ dân|[Hh]ộ)"
_NO_UNIT = r"(?!(?:Phường|Xã|Huyện|Thành|Tỉnh|Thị|Quận|Khu|Ấp|Tổ|Thôn|Việt|Kinh|Khmer)\b)"
_CHILD = r"(?:[Cc]háu|[Ee]m|[Bb]é(?: gái| trai)?|[Tt]rẻ(?: em)?|[Hh]ọc sinh|[Nn]ạn nhân|[Bb]ị hại)"
_HARM = r"(?:xâm hại|hiếp dâm|dâm ô|cưỡng dâm|bạo hành|bạo lực|mang thai|tảo hôn|đuối nước|tự tử|bị đánh)"
_HARMED = rf"(?:sinh năm|\d tuổi|{_HARM})"
_SICK = (
    r"(?:nhiễm HIV|HIV|dương tính|mắc bệnh|bị bệnh|bệnh (?:ung thư|nặng|hiểm nghèo|tim|lao|tâm thần)|ung thư|tâm thần|"
    r"khuyết tật|chạy thận|điều trị (?:tại|bệnh)|chẩn đoán|bị xâm hại|nghiện)"
)
_HOME = (
    r"(?:\bngụ\b|địa chỉ|thường trú|tạm trú|\btrú (?:tại|xã|phường|ấp|thôn|số)|cư trú tại|nơi ở|"
    r"nhà ở (?:số|tại)|nhà tại số|"
    r"[Ss]inh (?:năm|ngày)|[Nn]ăm sinh|[Nn]gày sinh|\((?:19|20)\d\d\)|-\s*(?:19|20)\d\d\s*-)"
)
_OFFICES = (
    "Trưởng|Phó|Chủ (?:tịch|nhiệm|đầu tư)|Giám đốc|Thủ trưởng|Bí thư|Ủy|Uỷ|Cơ quan|Hội|Ban|Sở|Công (?:an|ty)|Tổ|Bộ|Cục|"
    "Viện|Tòa|Tổng|Hiệu trưởng|Đoàn|Đại biểu|Thẩm phán|Kiểm sát|Điều tra|Chánh|Doanh nghiệp|Tập|Ngân hàng|Trung tâm"
)
_RESIDENCE = r"(?:[Tt]hường trú|[Tt]ạm trú|[Hh]ộ khẩu|[Cc]hỗ ở|[Nn]ơi ở|[Nn]hà riêng)"
_PATIENT = (
    r"(?:[Bb]ệnh nhân|[Nn]gười bệnh|[Nn]ạn nhân|[Cc]háu|[Hh]ọc sinh|[Bb]ị (?:cáo|can|hại)|[Pp]hạm nhân|"
    r"[Nn]gười nghiện(?: ma t(?:úy|uý))?|[Hh]ộ (?:cận )?nghèo)"
)
_SPOT = (
    r"(?:số (?:nhà )?\d|(?:tổ dân phố|TDP|tdp) (?:số )?\d|"
    r"ấp \w|tổ \d|khu phố \d|thôn [^\W\d]|xóm \w|hẻm \d|ngõ \d|buôn \w|làng \w)"
)
_SOMEBODY = rf"{_TITLE}:?\s+{_CAPITAL}"
# Accounts of persons; those of offices, papers and companies are how they speak to everybody.
_UNITS = (
    "UBND|HĐND|MTTQ|Phường|Xã|Huyện|Thành phố|Tỉnh|Thị|Quận|Ấp|Thôn|Trường|Tuổi trẻ|Mặt trận|Trạm|Cổng|Trang|Báo|Đài"
)
_NETWORK = r"(?i:facebook|\bfb\b|zalo|tiktok|tik tok|instagram|youtube|telegram|viber|twitter|messenger|threads)"
_PROFILE = r"(?i:(?:facebook|fb|instagram|tiktok|t|zalo|twitter|x|threads)\.(?:com|me|net)/@?)[\w.\-]{3,}"
_SOME_NETWORK = "acebook|FACEBOOK|fb|FB|alo|ZALO|iktok|ikTok|nstagram|outube|ouTube|elegram|iber|witter|essenger|hreads"
# What one of the groups above cannot stand without, in plain letters.
_SOME_CITIZEN = "ử tri|ông dân|gười dân|ương sự|hộ |Hộ "
_SOME_SPOT = "số |ấp |tổ |khu phố |thôn |xóm |hẻm |ngõ |buôn |làng "
_SOME_PATIENT = "ệnh nhân|gười bệnh|ạn nhân|háu|ọc sinh|ị cáo|ị can|ị hại|hạm nhân|gười nghiện|nghèo"
_SOME_SICK = "HIV|dương tính|bệnh|ung thư|tâm thần|khuyết tật|chạy thận|điều trị |chẩn đoán|bị xâm hại|nghiện"
_SOME_HARM = "xâm hại|dâm|bạo hành|bạo lực|mang thai|tảo hôn|đuối nước|tự tử|bị đánh"
# Each with a clue without which it cannot stand there, a pattern or plain words: a line is searched only for what may
# be in it.
_PATTERNS = (
    (PersonalDataKind.address, _SOMEBODY, rf"(?:^|[\s,;(]){_TITLE}:?\s+{_NAME}[^.\n]{{0,80}}{_HOME}"),
    (PersonalDataKind.address, _SOMEBODY, rf"(?:^|[\s,;(]){_TITLE}:?\s+{_NAME}\s*(?:[,(]|ở|tại)\s*{_SPOT}"),
    (
        PersonalDataKind.address,
        _SOMEBODY,
        rf"(?:^|[\s,;(]){_TITLE}:?\s+{_NAME}\s*-\s*(?:[Tt]ổ dân phố|TDP|[Kk]hu phố|[Ấấ]p|[Tt]hôn|[Xx]óm) (?:số )?\d",
    ),
    (
        PersonalDataKind.address,
        "số nhà|nhà số|ngách|ngõ|hẻm",
        rf"(?:^|[\s,;(]){_TITLE}\s+{_CAPITAL}\w*\s*[,(]\s*(?:số nhà|nhà số|ngách|ngõ|hẻm)\s*\d",
    ),
    (
        PersonalDataKind.address,
        _SOME_CITIZEN,
        rf"{_CITIZEN}\s+(?:{_TITLE}\s+)?{_NO_UNIT}{_FULL}[^.\n]{{0,60}}(?:{_HOME}|\b{_SPOT}|[Tt]hửa|[Tt]ờ bản đồ)",
    ),
    (PersonalDataKind.address, "tên", rf"[Hh]ọ (?:và )?tên\W{{1,3}}{_FULL}[^.\n]{{0,80}}(?:{_HOME}|[Đđ]ịa chỉ)"),
    (
        PersonalDataKind.address,
        "hà",
        rf"(?:{_SPOT}|số nhà|địa chỉ)[^.\n]{{0,60}}[Nn]hà (?:riêng )?(?:của )?{_TITLE}\s+{_FULL}",
    ),
    (
        PersonalDataKind.address,
        "ơn",
        rf"[Đđ]ơn(?: thư)? (?:tố cáo|khiếu nại|phản ánh|tố giác|kiến nghị|cầu cứu|kêu cứu)[^.,;\n]{{0,30}} của\s+"
        rf"(?:{_CITIZEN}\s+{_NO_UNIT}(?:{_TITLE}\s+)?|{_TITLE}\s+)(?!{_OFFICES}){_FULL}",
    ),
    (PersonalDataKind.address, "inh n", rf"{_NAME},?\s*\(?sinh (?:năm|ngày)\s*:?\s*\d"),
    (PersonalDataKind.address, "inh", r"(?:[Ss]inh ngày|[Nn]gày sinh|năm sinh)\W{0,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"),
    (PersonalDataKind.address, _SOME_SPOT, rf"{_RESIDENCE}[^.\n]{{0,20}}(?::|tại)\s*{_SPOT}"),
    (
        PersonalDataKind.address,
        "gười",
        rf"[Nn]gười (?:bị )?(?:tố cáo|khiếu nại|phản ánh|bị hại|kiến nghị|làm đơn|gửi đơn)\s*(?:là)?\s*:?\s*"
        rf"(?:{_TITLE}\s+)?(?!{_OFFICES}){_FULL}",
    ),
    (PersonalDataKind.health, _SOME_PATIENT, rf"{_PATIENT}\s+(?:{_TITLE}\s+)?{_FULL}"),
    (PersonalDataKind.health, _SOME_SICK, rf"{_TITLE}\s+{_NAME}[^.\n]{{0,60}}{_SICK}"),
    (
        PersonalDataKind.health,
        "HIV",
        rf"[Nn]gười (?:có|nhiễm|bị|sống chung với) HIV(?:/AIDS)?\s*[:,]?\s+(?:là\s+)?(?:{_TITLE}\s+)?"
        rf"(?!{_OFFICES}){_FULL}",
    ),
    (
        PersonalDataKind.health,
        "ệnh án",
        rf"[Bb]ệnh án[^.;:\n]{{0,40}}(?:của|:)\s*(?:{_TITLE}\s+)?{_NO_UNIT}(?!Bệnh|{_OFFICES}){_FULL}",
    ),
    (
        PersonalDataKind.identity,
        "VNM",
        r"(?<![A-Z])[PIAC][A-Z<]VNM[A-Z]+(?:<[A-Z]+)*<<",
    ),  # read by machines (ICAO 9303)
    (PersonalDataKind.health, "tuổi", rf"{_NAME},?\s*\(?\d{{1,2}} tuổi"),
    (PersonalDataKind.health, f"sinh năm| tuổi|{_SOME_HARM}", rf"{_CHILD}\s+{_NAME}[^;\n]{{0,80}}{_HARMED}"),
    (
        PersonalDataKind.health,
        _SOME_HARM,
        rf"{_CHILD}[^.;\n]{{0,40}}(?:\d tuổi|sinh năm 20[012]\d)[^;\n]{{0,60}}{_HARM}[^;\n]{{0,40}}"
        r"(?:\b(?:ấp|thôn|xóm|xã|phường|tại trường)\b)",
    ),
    (
        PersonalDataKind.account,
        _SOME_NETWORK,
        rf"{_NETWORK}(?: cá nhân)?[^.;\n]{{0,40}}?\b(?:của|là|tên|mang tên|chủ)\s*:?\s*(?:{_TITLE}\s+|{_CITIZEN}\s+)"
        rf"(?!{_OFFICES}){_NO_UNIT}{_NAME}",
    ),
    (
        PersonalDataKind.account,
        _SOME_NETWORK,
        rf"(?:[Nn]ick(?:name)?|[Tt]ài khoản|[Cc]hủ tài khoản)[^.;\n]{{0,20}}{_NETWORK}[^.;\n]{{0,20}}"
        rf"[\"“'«@](?!{_OFFICES}|{_UNITS})[^.;\n]{{2,60}}",
    ),
    (
        PersonalDataKind.account,
        _SOME_NETWORK,
        rf"{_NETWORK} cá nhân(?: của)?\s*[:(]\s*(?!{_OFFICES})[\w@“\"']|{_NETWORK} cá nhân[^.;\n]{{0,40}}{_PROFILE}",
    ),
    (PersonalDataKind.account, _SOME_NETWORK, rf"(?:^|[\s,;(]){_TITLE}:?\s+{_NAME}[^.;\n]{{0,60}}{_PROFILE}"),
    (
        PersonalDataKind.plate,
        _SOMEBODY,
        r"(?<![\w.])\d{2}\s?-?[A-Z]{1,2}\d?\s?[-– ]\s?\d{3}\.?\d{2}(?!\d)"
        r"[^.;\n]{0,30}\b(?:do|của|chủ xe|lái xe|tài xế)\s*:?\s*"
        rf"{_TITLE}\s+{_NAME}",
    ),
    (
        PersonalDataKind.plate,
        "iển|BKS|bks",
        r"(?i:biển (?:kiểm soát|số)(?: xe)?|\bbks)\W{0,3}\d{2}\s*-?\s*[A-Z]{1,2}\d?\s*[-– ]?\s*\d{3}\.?\d{1,2}(?!\d)"
        rf"(?!\W{{0,2}}\s(?:do|của)\s+(?i:{_OFFICE}))",
    ),
)


def _finder(clue: str) -> Callable[[str], object]:
    """What tells whether a clue stands in a text; plain words are found ten times sooner than a pattern is."""
    words = clue.split("|")
    if not all(word.replace(" ", "").isalpha() for word in words):
        return re.compile(clue).search
    return lambda said: any(map(said.__contains__, words))


_BY_CLUE = tuple(
    (_finder(clue), tuple((kind, text.late(pattern)) for kind, its, pattern in _PATTERNS if its == clue))
    for clue in dict.fromkeys(clue for _, clue, _ in _PATTERNS)
)
_NUMBERS = (
    (PersonalDataKind.identity, numbers.of_papers),
    (PersonalDataKind.phone, numbers.of_phones),
    (PersonalDataKind.bank, numbers.of_accounts),
)
_WORTH = re.compile(
    r"\d{2}|\d[\W_]{1,3}\d[\W_]{1,3}\d|[@＠]|\(a\)|\bat\b|a còng|không\W{1,3}(?:ba|năm|bảy|tám|chín)|[Nn]gười|nhân|"
    r"nhiễm|[Cc]háu|ngụ|trú|sinh|bị |[Bb]ị |[Hh]ộ |nghiện|[Ôô]ng |[Bb]à |[Aa]nh |[Cc]hị |[Ee]m |[Bb]é |[Tt]rẻ|"
    r"[Cc]hỗ ở|[Nn]ơi ở|[Cc]ử tri|[Cc]ông dân|[Đđ]ương sự|VNM|zero"
)
_of_network = _finder(_SOME_NETWORK)
_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d|(?:\b(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)\b\W+){4}", re.I)
_AT = re.compile(r"[@\[(]")
_MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|[\[(]\s?(?:at|a|a còng|@)\s?[\])])\s?([\w-]+(?:\s?(?:\.|\[dot\]|\(dot\))\s?[\w-]+)+)"
)
# Stamps cut their last letter off: "ttcb@….gov.v".
_OFFICE_MAIL = re.compile(r"(?:^|\.)(?:gov\.vn?|(?:edu|mil|org|chinhphu|quochoi|dcs|mattran)\.vn)$", re.I)
_COLUMN_NAME = re.compile(
    r"ho (?:va )?ten|ho,? chu dem|chu ho|"
    r"nguoi (?:dan|huong|nhan|thu huong|khieu nai|to cao|kien nghi|phan anh|(?:gui|lam|viet|nop) don)|"
    r"doi tuong|cong dan|cu tri|chu dat"
)
_COLUMN_PRIVATE = re.compile(
    r"cccd|cmnd|can cuoc|dinh danh|dien thoai|\bs?dt\b|ngay sinh|nam sinh|dia chi|tai khoan|que quan|thuong tru|noi o|"
    r"tinh trang benh|dang tat|so nha|\bstk\b|so tk|^benh(?: tat| ly| an)?$"
)
# Heads under which persons stand in one list and offices or numbers in another: the cells below must be names.
_COLUMN_PERSONS = re.compile(
    r"(?:ten|ho gia dinh|benh nhan|nguoi (?:benh|khuyet tat|cao tuoi|co cong|ngheo|tan tat|vi pham)|nan nhan|"
    r"hoc sinh|sinh vien|(?:ho )?(?:ten )?(?:tre|tre em|chau)|than nhan|phu huynh|ca nhan)"
)
_FEWEST_NAMES = 2
_COLUMN_PAPER = re.compile(r"cccd|cmt?n?d\b|can cuoc|dinh danh|chung minh")
_COLUMN_PHONE = re.compile(r"dien thoai|\bs?dt\b|di dong|mobile|phone")
_FEWEST_BOXES = 9  # figures of the shortest number of a paper or telephone
_PAPER_CELL, _PHONE_CELL = re.compile(r"\d{9}|\d{11,12}"), re.compile(r"(?:0|84)?[35789]\d{8}")


def of_text(printed: str, *, office_domains: Sequence[str] = ()) -> frozenset[PersonalDataKind]:
    """The kinds of personal data in one paragraph or cell; `office_domains` are mail domains of ours."""
    if not text.is_plain(printed):
        printed = numbers.in_ascii(printed)
    if not _WORTH.search(printed) and not _of_network(printed):
        return frozenset()
    said = text.plain_dashes(disguise.variants(printed)[0])
    possible = [its for stands_in, its in _BY_CLUE if stands_in(said)]
    found = {kind for patterns in possible for kind, pattern in patterns if pattern.search(said)}
    if _DIGITS.search(said):
        folded = text.fold(said)
        found |= {kind for kind, judge in _NUMBERS if judge(folded)}
    if _AT.search(said) and any(not _office(match[1], office_domains) for match in _MAIL.finditer(said)):
        found.add(PersonalDataKind.mail)
    return frozenset(found)


def of_table(rows: Sequence[Sequence[str]]) -> frozenset[PersonalDataKind]:
    """A list of persons: a column of names beside one of birthdays, addresses, numbers; numbers under their head.

    A sheet stores a number without the zeros that its format shows, so under "CCCD" eleven digits are one, too.
    """
    found: set[PersonalDataKind] = set()
    rows = [[cell if text.is_plain(cell) else numbers.in_ascii(cell) for cell in row] for row in rows]
    for index, row in enumerate(rows):
        head = [text.fold(cell) if len(cell) < 60 else "" for cell in row]
        private = any(map(_COLUMN_PRIVATE.search, head))
        below = rows[index + 1 :]
        if (index < 8 and private and len(below) > 1) and (
            any(map(_COLUMN_NAME.search, head)) or _names_below(head, below)
        ):
            found.add(PersonalDataKind.people)
        if private or any(map(_COLUMN_PHONE.search, head)):
            found |= _under(head, rows[index + 1 :]) | _beside(head)
    for line in (*rows, *(list(column) for column in zip(*rows, strict=False))):
        found |= _a_digit_a_cell(line)
    return frozenset(found)


def _names_below(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether two cells or more below one of the doubtful heads are names of persons."""
    columns = [at for at, title in enumerate(head) if _COLUMN_PERSONS.fullmatch(title.strip(" .:"))]
    return any(sum(person_names.is_whole(row[at]) for row in rows if at < len(row)) >= _FEWEST_NAMES for at in columns)


def _a_digit_a_cell(cells: Sequence[str]) -> set[PersonalDataKind]:
    """A number written as forms ask for it, each figure in a box of its own, behind what it is."""
    digits = "".join(cell.strip() if re.fullmatch(r"\s*\d\s*", cell) else " " for cell in cells).split()
    numbered = [one for one in digits if len(one) >= _FEWEST_BOXES]
    labels = [text.fold(cell) for cell in cells if len(cell) < 60] if numbered else []
    return {
        kind
        for kind, named, shape in _COLUMNS
        if any(map(named.search, labels)) and any(map(shape.fullmatch, numbered))
    }


def _under(head: Sequence[str], rows: Sequence[Sequence[str]]) -> set[PersonalDataKind]:
    """What stands in the columns below a head."""
    return {
        kind
        for column, title in enumerate(head)
        for kind, named, shape in _COLUMNS
        if named.search(title)
        and any(column < len(row) and shape.fullmatch(re.sub(r"[ .\-]", "", row[column])) for row in rows)
    }


def _beside(row: Sequence[str]) -> set[PersonalDataKind]:
    """What stands in the cell behind a label: "CCCD số | 74085001234"."""
    return {
        kind
        for label, value in pairwise(row)
        for kind, named, shape in _COLUMNS
        if named.search(label) and shape.fullmatch(re.sub(r"[ .\-]", "", value))
    }


_COLUMNS = (
    (PersonalDataKind.identity, _COLUMN_PAPER, _PAPER_CELL),
    (PersonalDataKind.phone, _COLUMN_PHONE, _PHONE_CELL),
)


def _office(domain: str, office_domains: Sequence[str]) -> bool:
    plain = re.sub(r"\s|[\[(]dot[\])]", lambda match: "." if "dot" in match[0] else "", domain).lower()
    return bool(_OFFICE_MAIL.search(plain)) or plain in office_domains
