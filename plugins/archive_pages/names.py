"""How the archive names what it shows: issuers, signers, citations, titles of pages."""

import re

from pipeline.document.record import Document, Signer
from plugins.archive_pages.card_types import DocumentCard
from plugins.filters import first_lower

TITLE = 120
"""Characters of a page's <title>: search engines and tabs show fewer."""
_COUNCIL = re.compile(r"[\s,]*(?:của )?(?:HĐND|Hội đồng nhân dân)\b.*")
_KEPT = frozenset({"HĐND", "UBND", "ĐBQH", "MTTQ"})


def title(document: Document) -> str:
    """The title as lists and pages show it: a letter's subject stands behind "V/v", as on its paper."""
    said = document.title
    if not said[:1].islower():
        return said
    return f"V/v {said}" if document.type == "cong-van" else said[:1].upper() + said[1:]


def issuer(card: DocumentCard) -> str:
    """Thường trực Hội đồng nhân dân thành phố Thuận An: the organ with the whole name of its council."""
    council, organ = str(card["council"]["title"]), str(card["organ_name"])
    if card["organ"] in ("hdnd", "khac"):
        return council if card["organ"] == "hdnd" else organ
    return f"{_COUNCIL.sub('', organ)} {council}".strip()


def signer(one: Signer) -> str:
    """Chủ tịch Huỳnh Thị Thu Lam; the words of a seal's capitals in ordinary letters."""
    office = one.title or ""
    if office.isupper():
        words = office.split()
        office = " ".join(word if word in _KEPT else word.lower() for word in words)
        office = office[:1].upper() + office[1:]
    return f"{office} {one.name or ''}".strip()


def session(document: Document) -> str | None:
    """Where it was passed, as it says itself: "thứ mười lăm, khóa X", "chuyên đề"; None where it says nothing."""
    held = re.sub("^(?:lần )?thứ ", "", (document.session or "").lower())
    ordinal = held if held.startswith(("chuyên", "bất", "thường")) else f"thứ {held}"
    parts = [ordinal if held else "", f"khóa {document.term}" if document.term else ""]
    return ", ".join(filter(None, parts)) or None


def citation(card: DocumentCard) -> str:
    """As documents cite each other (Decree 30/2020, annex I): type, number, day in words, issuer, title."""
    year, month, day = card["date"].split("-")
    when = f"ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"
    said = _title_within(str(card["title"]))
    return f"{card['type']['name']} số {card['code']} {when} của {issuer(card)} {said}".strip()


def _title_within(words: str) -> str:
    """A title in the midst of a sentence; a name at its head keeps its capital."""
    second = words.partition(" ")[2][:1]
    return words if second.isupper() else first_lower(words)


def short(words: str, most: int = TITLE) -> str:
    """Cut between words, with the sign of what was left out."""
    if len(words) <= most:
        return words
    head = words[: most - 1]
    return f"{(head.rpartition(' ')[0] or head).rstrip(' ,;:–-')}…"
