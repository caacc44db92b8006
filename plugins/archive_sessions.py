"""Sessions and terms of councils as titles count them: "kỳ họp thứ 17", "kỳ họp thứ mười bảy", "khóa IX".

Each is a row of archive_alike, so that a question finds the others.
"""

_UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
COUNTING = {*_UNITS, "mười", "mươi", "mốt", "tư", "lăm"}
"""Behind a number in words one of these makes it another: "thứ mười" is none of "thứ mười bảy"."""
_MOST = 39


def sessions() -> list[str]:
    """The rows: "kỳ họp thứ 17 = kỳ họp thứ mười bảy = kỳ họp thứ XVII", "khóa 9 = khóa IX"."""
    numbers = range(1, _MOST + 1)
    said = [f"kỳ họp thứ {n} = kỳ họp thứ {_ordinal(n)} = kỳ họp thứ {_roman(n)}" for n in numbers]
    return said + [f"khóa {n} = khóa {_roman(n)}" for n in numbers]


def _ordinal(number: int) -> str:
    """As a session is counted: nhất, hai, ba, tư, …, mười lăm, hai mươi mốt."""
    tens, unit = divmod(number, 10)
    if not tens:
        return {1: "nhất", 4: "tư"}.get(unit, _UNITS[unit])
    last = {0: "", 1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{'mười' if tens == 1 else _UNITS[tens] + ' mươi'} {last}".strip()


def _roman(number: int) -> str:
    tens, unit = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[unit]
