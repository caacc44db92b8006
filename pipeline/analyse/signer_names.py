"""Names of persons as signatures print them, and the offices that are none.

A name is two to six capitalised syllables, the first a known surname; below an office also one of an unlisted surname.
"""

import re

from pipeline import text
from pipeline.sheet import lines

_SURNAMES = frozenset(  # folded; Kinh names and those of the peoples of the north and the highlands
    re.findall(
        r"[a-z]+",
        """
    a alang au bach bang banh be bhling bhnuoc bien bo briu bui ca cam cao chamalea chao chau chu chung cil co cong cu
    cung dam dang danh dao dau dieu dinh do doan dong duong giang giap h ha ha-ra han hang hau ho hoang hua huynh hy k
    ka kha khong khuat khuong khuu kieu kim kpa ksor la lai lam lang lau le lieng lieu lo loc lu luan luc lung luong luu
    ly ma mac mai mang mau mong moong mua mui ngac ngan nghe nghiem ngo nguyen nham nhan nhi nhu ninh nong ong pang
    phang pham phan phi pho phu phung poloong puih quach quan quang quyen rah rmah ro sam siu son sung sy ta tang tao
    tat thach thai than thanh thao thi thieu tho thuong tien tieu to toan ton tong tou touneh tran trang tri trieu trinh
    trung truong tu tuong ty uc ung uong van vang vi vien vieng vinh vo vong vu vuong xa xeo xong y zo
        """,
    )
)
# "Ksor H’Blăm", "Niê K'Đăm": the mark of female and clan names, as keyboards type it, may stand before a capital.
_CLAN = "['’‘ʼ`]"
_CLAN_NAME = rf"[{lines.UPPER}]{{1,2}}[{lines.LOWER}]*{_CLAN}[{lines.UPPER}]?[{lines.LOWER}]*"
SYLLABLE = rf"(?:{_CLAN_NAME}|[{lines.UPPER}][{lines.LOWER}]*)"
_WORDS_OF_OFFICE = frozenset(  # with their marks: "Định" and "Phụ" are words of papers, "Đình" and "Phú" of names
    re.findall(
        r"\w+",
        """
    ban bí chủ chữ chức đã dân danh định đoàn đồng dự giám hội họp kết ký kí lục lưu mục nghị nhân nhiệm nơi phó phòng
    phụ quyết số sở thẩm thảo thường tịch tổ tờ trực trường trưởng ủy viên
        """,
    )
)
_WITHOUT_MARKS = frozenset(map(text.fold, _WORDS_OF_OFFICE))  # as OCR reads them: no name begins so or has two
_PERSON = text.late(
    rf"^(?:(?:PGS|GS|TS|ThS|Ths|BS|CN|KS|LS|Dr)\.?\s*(?:,|\.)?\s*)*(?P<name>{SYLLABLE}(?:[ -]{SYLLABLE}){{1,5}})$"
)
OFFICES = (
    "PHÓ CHỦ TỊCH|CHỦ TỊCH|PHÓ TRƯỞNG ĐOÀN|TRƯỞNG ĐOÀN|PHÓ TRƯỞNG BAN|TRƯỞNG BAN|PHÓ CHÁNH VĂN PHÒNG|CHÁNH VĂN"
    " PHÒNG|PHÓ GIÁM ĐỐC"
    "|GIÁM ĐỐC|THỨ TRƯỞNG|BỘ TRƯỞNG|PHÓ THỦ TƯỚNG|THỦ TƯỚNG|PHÓ CHỦ NHIỆM|CHỦ NHIỆM|TỔ TRƯỞNG|TRƯỞNG PHÒNG|PHÓ"
    " TRƯỞNG PHÒNG"
)
SPELLED = {
    lines.folded(name): name for name in [*OFFICES.split("|"), "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "ĐOÀN GIÁM SÁT"]
}


def person(line: str) -> str | None:
    """The name when a line is that of a person: two to six capitalised syllables, the first a known surname."""
    said = re.sub(r"^[^\w(]+|[^\w)]+$", "", line.replace("ñ", "n"))
    if lines.is_upper(said, 0.9) and not lines.is_title(said) and 2 <= len(said.split()) <= 5:
        said = said.title() if _surname(said) and not _organ_in_capitals(said) else said
    match = _PERSON.match(said)
    named = match["name"] if match and _surname(match["name"]) and len(match["name"]) > 4 else None
    return None if named and _is_office(named) else named


def _organ_in_capitals(said: str) -> bool:
    """Whether a line in capitals is an organ; ĐOÀN, TRƯƠNG and TÔ are surnames as well, by their marks or the rest."""
    first, *rest = said.split()
    if first in ("TRƯƠNG", "TÔ"):
        return False
    if first == "ĐOÀN":
        words = [text.fold(word) for word in rest]
        return any(map(_of_office, rest)) or words[:2] in (["thanh", "nien"], ["cong", "tac"])
    return lines.is_organ(said)


def _is_office(name: str) -> bool:
    """Whether a "name" is an office that lost a letter ("Phó Chủ Tịc"), or of words of office alone."""
    folded = lines.folded(name)
    official = all(map(_of_office, name.split()))  # "Phụ Lục", "Chữ Ký Số"
    return official or any(lines.is_near(folded, office, 0.86) for office in SPELLED)


def _of_office(word: str) -> bool:
    """Whether a word belongs to offices and papers, by its marks where it has any."""
    said = text.old_tones(word.lower())
    return said in _WORDS_OF_OFFICE or (said.isascii() and said in _WITHOUT_MARKS)


def _surname(name: str) -> bool:
    first = re.split(r"[ -]", text.fold(name))[0]
    return re.sub(_CLAN, "", first) in _SURNAMES or re.split(_CLAN, first)[0] in _SURNAMES


def built_like_name(line: str) -> str | None:
    """The name when a line below an office is built like one, whatever its first word."""
    match = _PERSON.match(line.strip(" .,;"))
    name = match["name"] if match and not lines.is_upper(line, 0.9) and not lines.is_organ(line) else None
    official = [_of_office(word) for word in (name or "").split()]
    return name if name and len(name) > 4 and not official[0] and sum(official) < 2 and not _is_office(name) else None
