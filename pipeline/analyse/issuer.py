"""Which body issued the document: its name, the body above it, the level, the council of the registry and its organ.

Header lines come in ones to threes (HỘI ĐỒNG NHÂN DÂN / TỈNH … / ĐOÀN GIÁM SÁT; UBND TỈNH … / VĂN PHÒNG / PHÒNG …), and
the deciding organ may differ from the header (header UBND, deciding Chủ tịch UBND): both are kept.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import text
from pipeline.analyse import organ_names
from pipeline.document.model import Declared
from pipeline.document.number import DocumentNumber
from pipeline.document.vocabulary import Council, Vocabulary
from pipeline.sheet import lines

_COUNCIL = re.compile(rf"(?:hoi dong nhan dan|hdnd)\s+(?P<unit>(?P<kind>{lines.UNIT})\s+\S[^,;()]*)")
_COUNCILS_OWN = re.compile(r"(?:ban (?!chi dao|quan ly)|to dai bieu|doan giam sat)")
_SUB = re.compile(
    r"(?<=\S)\s+(?=(?:so|ban|doan giam sat|van phong|thuong truc|to dai bieu|phong|chi cuc|cuc|trung tam|thanh"
    r" tra)\s)|(?<=\S)\s+(?=(?:van phong|thuong truc|doan giam sat)$)"
)
_HANGING = re.compile(
    r"(?:^thuong truc|uy ban thuong vu|\bcua|\bva|^cac ban|[,&-]|^doan dai bieu|\bcac|\bve|^ban|^ban chi dao|^hoi"
    r" dong)$"
)
_CENTRAL_CITIES = frozenset({"ha noi", "hai phong", "da nang", "can tho", "ho chi minh", "hue"})
_CENTRAL = re.compile(
    r"^(?:chinh phu|quoc hoi|uy ban thuong vu quoc hoi|thu tuong|chu tich nuoc|bo\s|van phong (?:quoc hoi|chinh phu"
    r"|trung uong)|toa an nhan dan toi cao"
    r"|vien kiem sat nhan dan toi cao|ngan hang nha nuoc|thanh tra chinh phu|kiem toan nha nuoc|ban (?:chap hanh|bi"
    r" thu|to chuc) trung uong|tong cuc)"
)
_LEVELS = (  # with their marks: Cục Hải quan is no quận
    ("xa", r"\b(?:(?<!thị )(?<!hợp tác )xã(?! hội)|phường|thị trấn|đặc khu)\s"),
    ("huyen", r"\b(?:huyện|quận|thị xã|tx\.)\s"),
    ("tinh", r"\btỉnh\s"),
)


_OF_UNIT = re.compile(rf"\b(?:hoi dong nhan dan|hdnd|uy ban nhan dan|ubnd)\s+(?P<kind>{lines.UNIT})(?=\s+\w)")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Issuing body and the one above it, in normal case; None where the document does not say."""

    body: str | None = None
    parent: str | None = None


def issuer(organs: Sequence[str], deciding: str | None, own: str) -> Issuer:
    """Join the header's lines into body and parent; `own` is the document's text, for spelling."""
    groups = _filled([organ_names.normal(group, own) for group in _groups(organs)])
    decided = organ_names.normal(deciding, own) if deciding else None
    if not groups:
        return Issuer(decided, None)
    if len(groups) == 2 and _COUNCILS_OWN.match(lines.folded(groups[0])) and _COUNCIL.match(lines.folded(groups[1])):
        groups.reverse()  # BAN PHÁP CHẾ / HĐND TỈNH …: whose committee it is, below it
    if _issue_together(groups):  # the unit of all may stand below the last: … - UBND / - ỦY BAN MTTQ / TỈNH …
        return Issuer(groups[0] if _UNIT_NAME.search(lines.folded(groups[0])) else " - ".join(groups), None)
    body, parent = groups[-1], groups[-2] if len(groups) > 1 else None
    if decided and lines.folded(decided).startswith("chu tich") and not _UNIT_NAME.search(lines.folded(decided)):
        decided = f"Chủ tịch {body}" if body.startswith(("Ủy ban", "Hội đồng", "UBND", "HĐND")) else decided
    decided = _of_body(decided, body) if decided else None
    if decided and _decides_apart(decided, body):
        return Issuer(decided, body)
    if decided and not _UNIT_NAME.search(lines.folded(body)) and lines.folded(decided).startswith(lines.folded(body)):
        return Issuer(decided, parent)
    return Issuer(body, parent)


def with_unit(body: str, place: str | None, own: str) -> str:
    """A bare "Ủy ban nhân dân" with its unit, where the text names one kind of unit of the place of issue's name.

    Portals lose the second line of the header's left cell; "Cao Bằng" that is both tỉnh and thành phố settles nothing.
    """
    if not place or lines.folded(body) not in _BARE:
        return body
    wanted = lines.folded(place).removeprefix("tp. ")
    named = {m["kind"] for m in re.finditer(rf"\b(?P<kind>{_KINDS}) {re.escape(wanted)}\b", lines.folded(own))}
    kind = named.pop() if len(named) == 1 else None
    return f"{body} {_SPELLED[kind]} {place}" if kind else body


_SPELLED = {
    lines.folded(kind): kind
    for kind in ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
}
_KINDS = "|".join(_SPELLED)
_BARE = frozenset(
    ("hoi dong nhan dan", "uy ban nhan dan", "thuong truc hoi dong nhan dan", "hdnd", "ubnd", "thuong truc hdnd")
)
_UNIT_NAME = re.compile(rf"\b{lines.UNIT}\s+\S")


_PEERS = re.compile(
    r"(?:uy ban (?:mat tran|mttq|nhan dan)|ubmttq|ubnd|ban thuong truc (?:uy ban|ub)|doan dai bieu quoc hoi)\b"
)


def _issue_together(groups: Sequence[str]) -> bool:
    """Whether a council stands over one that is not of it: the two of a joint resolution, neither above the other."""
    return len(groups) > 1 and is_council(groups[0]) and all(_PEERS.match(lines.folded(one)) for one in groups[1:])


def _groups(organs: Sequence[str]) -> list[str]:
    """One string an organ: a unit's line belongs to the line above it, a hanging phrase to the line below."""
    groups = list[str]()
    for line in (piece for organ in organs for piece in _split(organ)):
        if groups and (
            lines.is_unit(line)
            or not lines.is_organ(line)
            or _HANGING.search(lines.folded(groups[-1]))
            or _of(groups[-1], line)
        ):
            groups[-1] = f"{groups[-1]} {line}"
        else:
            groups.append(line)
    return groups


def _of(above: str, line: str) -> bool:
    """VĂN PHÒNG / ĐOÀN ĐBQH VÀ HĐND …: the second line says whose office it is."""
    return lines.folded(above) in ("van phong", "thuong truc", "chu tich") and not lines.folded(line).startswith(
        ("phong", "ban")
    )


def _split(line: str) -> list[str]:
    """Two organs on one line: UBND TỈNH … SỞ …."""
    folded = lines.folded(line)
    ministry = re.match(r"bo\s+\S.*?\s(?=(?:cuc|tong cuc|vu|thanh tra|van phong)\s)", folded)
    if ministry and len(folded) == len(line):
        return [line[: ministry.end()].strip(), line[ministry.end() :]]
    if len(folded) != len(line) or not re.match(
        rf"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\s+{lines.UNIT}", folded
    ):
        return [line]
    cut = _SUB.search(folded, 12)
    return [line[: cut.start()], line[cut.end() :]] if cut else [line]


def _filled(groups: Sequence[str]) -> list[str]:
    """Văn phòng and Thường trực, standing alone, take the name of the body above them."""
    filled = list[str]()
    for group in groups:
        bare = lines.folded(group) in ("van phong", "thuong truc")
        filled.append(f"{group} {filled[-1]}" if bare and filled else group)
    return filled


def _of_body(decided: str, body: str) -> str:
    """THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN THỊ XÃ over the preamble, with the name that the head has behind its unit."""
    own = lines.folded(decided).removeprefix("thuong truc ")
    short = own != lines.folded(decided) and lines.folded(body).startswith(f"{own} ")
    return f"Thường trực {body}" if short else decided


def _decides_apart(decided: str, body: str) -> bool:
    folded = lines.folded(decided)
    return folded.startswith(
        ("chu tich uy ban", "chu tich ubnd", "chu tich hoi dong nhan dan", "chu tich hdnd", "thuong truc")
    ) and not lines.folded(body).startswith(folded[:12])


def is_council(*said: str | None) -> bool:
    """Whether one of the names is a People's Council or an organ of one."""
    return any(re.search(r"hoi dong nhan dan|hdnd", lines.folded(name or "")) for name in said)


def level(*said: str | None) -> str | None:
    """tinh, huyen, xa or trung-uong, by the first name that tells."""
    for name in said:
        folded = lines.folded(name or "")
        if _CENTRAL.match(folded) or folded.endswith(("chinh phu", "quoc hoi")) or "cua chinh phu" in folded:
            return "trung-uong"
        of = _OF_UNIT.search(folded)  # THÀNH PHỐ XÃ ĐÀN is a city: what follows the council's name tells, no later word
        marked = text.old_tones((name or "").lower()[slice(*of.span("kind")) if of else slice(None)]) + " "
        found = next((level for level, pattern in _LEVELS if re.search(pattern, marked)), None)
        city = re.search(r"\b(?:thanh pho|tp\.?)\s*(?P<name>[a-z .]+)", folded)
        if city and found != "xa":
            return "tinh" if any(city["name"].strip().startswith(c) for c in _CENTRAL_CITIES) else "huyen"
        if found:
            return found
    return None


def council(
    said: Sequence[str | None], own: str, declared: Declared, vocabulary: Vocabulary, on: dt.date | None
) -> tuple[Council | None, Council | None]:
    """The council that the text names and the one that the sender's code stands for."""
    sender = vocabulary.sender(declared.sender) if declared.sender else None
    for name in said:
        match = _COUNCIL.search(lines.folded(name or ""))
        if not match or not name:
            continue
        unit = name[slice(*match.span("unit"))].strip()
        found = vocabulary.named(unit, parent=_above(unit, own), on=on)
        if sender in found:
            return sender, sender
        if found:
            return (found[0] if len(found) == 1 else None), sender
    return None, sender


def _above(unit: str, own: str) -> str | None:
    """The unit above, where the text says "xã Phú Vinh Đông, huyện An Khê Hạ"."""
    folded, wanted = lines.folded(unit), text.fold(text.old_tones(own))
    match = re.search(
        rf"\b{re.escape(folded)}\s*[,(]?\s*(?:thuoc\s+)?(?P<above>(?:huyen|thi xa|thanh pho|quan|tinh)\s+[a-z]+"
        rf"(?:\s+[a-z]+){{0,3}})",
        wanted,
    )
    if not match or len(wanted) != len(own):
        return None
    words = own[slice(*match.span("above"))].split()
    named = [
        word
        for i, word in enumerate(words)
        if i < (2 if words[0].lower() in ("thị", "thành") else 1) or word[:1].isupper()
    ]
    return " ".join(named)


def organ(
    said: Sequence[str | None], form: str | None, code: str | None, found: Council | None, vocabulary: Vocabulary
) -> str | None:
    """The organ's key: by who is signed for, then by the body's name, then by the notation."""
    signed = lines.folded(form or "")
    if signed.startswith("tm. thuong truc"):
        return "tt"
    for name in said:
        key = _organ_named(lines.folded(name or ""), found, vocabulary)
        if key:
            return key
    if not code or not found:
        return None
    try:
        by_code = vocabulary.organ_by_code(found.slug, DocumentNumber.parse(code).organ_code)
    except ValueError:
        return None
    return by_code.key if by_code else None


def _organ_named(name: str, found: Council | None, vocabulary: Vocabulary) -> str | None:
    for key, start in (
        ("tt", "thuong truc"),
        ("to-db", "to dai bieu"),
        ("doan-gs", "doan giam sat"),
        ("doan-gs", "doan khao sat"),
    ):
        if name.startswith(start):
            return key
    if name.startswith("van phong") and re.search(r"hdnd|hoi dong nhan dan", name):
        return "vp"
    if name.startswith("ban ") and found:
        return next(
            (o.key for o in vocabulary.organs(found.slug) if o.key.startswith("ban-") and _same_ban(o.name, name)), None
        )
    return (
        "hdnd"
        if name.startswith(("hoi dong nhan dan", "hdnd", "chu tich hoi dong nhan dan", "chu tich hdnd"))
        else None
    )


def _same_ban(one: str, printed: str) -> bool:
    return re.sub(r"\W+", "", printed).startswith(re.sub(r"\W+", "", text.fold(one)))
