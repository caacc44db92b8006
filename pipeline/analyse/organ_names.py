"""Names of organs in normal case: HỘI ĐỒNG NHÂN DÂN / HUYỆN X → Hội đồng nhân dân huyện X.

Decree 30/2020, appendix II: an organ's name takes capitals for the words that name its field (Sở Kế hoạch và Đầu tư,
Ban Kinh tế - Ngân sách), a unit's own name for every syllable (tỉnh Lam Giang). What the document itself writes in
mixed case goes before the rule.
"""

import re
from collections import Counter

from pipeline import text
from pipeline.sheet import lines
from pipeline.sheet.syllables import is_syllable

_FIXED = (
    "Hội đồng nhân dân", "Ủy ban nhân dân", "Ủy ban Thường vụ Quốc hội", "Văn phòng Quốc hội", "Quốc hội", "Chính phủ",
    "Thủ tướng Chính phủ", "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Mặt trận Tổ quốc Việt Nam",
    "Ủy ban Mặt trận Tổ quốc", "Đoàn đại biểu Quốc hội", "Đoàn ĐBQH", "Đoàn giám sát", "Tổ đại biểu", "Việt Nam",
    "Nhà nước",
    "Bộ Công Thương", "Sở Công Thương", "Thường trực", "Ban Thường vụ", "Ban Chấp hành", "Hội đồng bầu cử",
)  # fmt: skip
_FIXED_BY_FOLD = {lines.folded(phrase): phrase for phrase in _FIXED}
_FIELD = r"(?:So|Bo|Ban|Phong|Cuc|Tong cuc|Chi cuc|Vu|Vien|Trung tam|Quy|Lien doan|Hoi(?! dong))"
_AFTER_FIELD = re.compile(rf"^({_FIELD})\s+(\w)", re.IGNORECASE)
_AFTER_JOINT = re.compile(r"(?:,|\bvà|\s-)\s+(\w)", re.IGNORECASE)
_UNITS = {
    lines.folded(word): word
    for word in ("tỉnh", "thành phố", "tp.", "quận", "huyện", "thị xã", "tx.", "xã", "phường", "thị trấn", "đặc khu")
}
_UNIT = re.compile(rf"\b(?P<kind>{'|'.join(map(re.escape, _UNITS))})(?! hoi)\s+(?!va\b|,)\S.*$")
_ABBREVIATION = re.compile(r"^(?:\d+/(?:\d{4}/)?)?[A-ZĐ&.]*[BCDFGHJKLMNPQRSTVWXZĐ]{2,}[A-ZĐ&.\d-]*$")


def normal(printed: str, own: str = "") -> str:
    """A name printed in capitals, in normal case; `own` is the document's text, whose spelling goes first."""
    name = text.one_line(text.plain_dashes(printed)).strip(" .,;:*_|-„‚'‘’`~•")
    if not lines.is_upper(name, 0.7):
        return text.old_tones(name)
    ruled = _with_unit(_ruled(name), own)
    return spelled(ruled, own) or ruled


def _with_unit(name: str, own: str) -> str:
    """The unit's own name as the text spells it most often: OCR loses marks of capitals, and spaces (BÁC NINH)."""
    unit = _UNIT.search(lines.folded(name))
    if not unit:
        return name
    at = unit.end("kind") + 1
    found = spelled(name[at:], own)
    return name[:at] + found if found and _letters(found) == _letters(name[at:]) else name


def _letters(name: str) -> str:
    return text.fold(name).replace(" ", "")


def spelled(name: str, own: str) -> str | None:
    """How the document writes this name in mixed case elsewhere, by its commonest spelling; None where it does not."""
    folded, wanted = text.fold(own), text.fold(name)
    if len(folded) != len(own) or len(wanted) < 6:
        return None
    found = [own[m.start() : m.end()] for m in re.finditer(rf"\b{_glued(wanted)}\b", folded)]
    mixed = Counter(
        word for word in map(text.old_tones, found) if not lines.is_upper(word, 0.6) and _as_capital(word, name)
    )
    return _raised(mixed.most_common(1)[0][0]) if mixed else None


def _glued(wanted: str) -> str:
    """A pattern for a name one of whose words OCR may have joined with the next: PHÚVINH for Phú Vinh."""
    return " ".join(
        re.escape(word) if is_syllable(word) else " ?".join(map(re.escape, word)) for word in wanted.split(" ")
    )


def _as_capital(found: str, ruled: str) -> bool:
    """A spelling with no more small letters than the rule: "hội đồng nhân dân" in mid-sentence is no name."""
    return sum(c.isupper() for c in found) >= sum(c.isupper() for c in ruled[1:])


def _ruled(name: str) -> str:
    words = [word if _ABBREVIATION.match(word) and not is_syllable(word) else word.lower() for word in name.split()]
    lowered = " ".join(words)
    unit = _UNIT.search(lines.folded(lowered))
    head, tail = (lowered[: unit.start()], _respelled(lowered, unit)) if unit else (lowered, "")
    return text.old_tones(_raised((_fields(head) + (_unit(tail) if tail else "")).strip()))


def _respelled(lowered: str, unit: re.Match[str]) -> str:
    """The unit and its name, the kind of unit as it is spelled (OCR: TÍNH, THÀNH PHÓ)."""
    return _UNITS[unit["kind"]] + lowered[unit.end("kind") :]


def _fields(head: str) -> str:
    folded = lines.folded(head)
    for wanted, phrase in sorted(_FIXED_BY_FOLD.items(), key=lambda item: -len(item[0])):
        for match in re.finditer(rf"\b{re.escape(wanted)}\b", folded):
            head = head[: match.start()] + phrase + head[match.end() :]
    field = _AFTER_FIELD.match(lines.folded(head))
    if field:
        head = head[: field.start(2)] + head[field.start(2)].upper() + head[field.end(2) :]
    return _AFTER_JOINT.sub(lambda m: m.group(0)[:-1] + m.group(1).upper(), head)


def _unit(tail: str) -> str:
    kind, _, own = (
        tail.partition(" ") if not tail.startswith(("thành phố", "thị xã", "thị trấn", "đặc khu")) else _two(tail)
    )
    return f"{kind} " + re.sub(r"(?<![\w'])\w", lambda m: m.group().upper(), own)


def _two(tail: str) -> tuple[str, str, str]:
    first, second, rest = tail.split(" ", 2)
    return f"{first} {second}", " ", rest


def _raised(name: str) -> str:
    return name[:1].upper() + name[1:]
