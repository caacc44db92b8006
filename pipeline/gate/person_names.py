"""Whether words begin a person's name: "Mật" is a given name, too, and provinces end in words that are surnames."""

import re

_SURNAMES = (
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm mai trịnh đào cao hà tô tạ "
    "lương lưu thái châu chu tống kiều quách từ phùng vương trương thạch sơn danh"
)
_MIDDLE_NAMES = (
    "văn thị hữu đình đức công quang xuân ngọc minh thanh kim hồng thế duy trọng quốc bá như mỹ tấn huy hoàng phước "
    "phúc thành viết sỹ sĩ đăng trung anh thu bích tuyết tiến hải hùng khắc mạnh phú nhật gia bảo vĩnh cẩm thúy thùy"
)
_SURNAME, _MIDDLE = frozenset(_SURNAMES.split()), frozenset(_MIDDLE_NAMES.split())
_PLACES = re.compile(
    r"(?:bình dương|cao bằng|hà giang|hà nam|hà nội|hà tĩnh|hải dương|hồ chí minh|lai châu|lâm đồng|lạng sơn|sơn la|"
    r"thái bình|thái nguyên|đoàn giám sát)$",
    re.I,
)
_UNIT = re.compile(
    r"\b(?:tỉnh|thành phố|t\.?p\.?|quận|huyện|thị xã|t\.?x\.?|xã|phường|thị trấn|đặc khu|đoàn|ban|hội đồng|"
    r"ủy ban|uỷ ban|hđnd|ubnd)$",
    re.I,
)
_TITLED = re.compile(
    r"(?:^|[\s,;:(./-])(?:đường|phố|tên|ông|bà|anh|chị|em|cháu|đồng chí|đ/c|thầy|cô|bác sĩ|bs|ths|ts)\.?$", re.I
)


def begins(before: str) -> bool:
    """Whether the words before a "Mật" are the surname and middle names of a person.

    Of 63 provinces 14 look like a surname ("TỈNH BÌNH DƯƠNG MẬT"): the kind of a unit before them, or the name of a
    province, is no person. Without a usual middle name only a title before the surname tells.
    """
    words = re.findall(r"[^\W\d_]+", re.split(r"[,;:()|]", before)[-1])
    return any(_is_surname(words, index, before) for index in range(max(0, len(words) - 4), len(words)))


def is_whole(said: str) -> bool:
    """Whether a cell is a person's name and no more: "Lê Văn Tám"; streets and markets are called by two words."""
    words = said.split()
    named = 3 <= len(words) <= 5 and words[0].lower() in _SURNAME and all(map(str.isalpha, words))
    return named and all(word[:1].isupper() for word in words) and not _PLACES.search(said)


def _is_surname(words: list[str], index: int, before: str) -> bool:
    if words[index].lower() not in _SURNAME or not words[index][:1].isupper():
        return False
    ahead = before[: before.rfind(words[index])].rstrip()
    if _UNIT.search(ahead) or _PLACES.search(" ".join(words[max(0, index - 1) :])):
        return False
    middle = [word.lower() for word in words[index + 1 :]]
    return bool(_TITLED.search(ahead)) or (bool(middle) and _MIDDLE.issuperset(middle))
