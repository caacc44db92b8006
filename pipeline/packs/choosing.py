"""Which documents go into a pack: of a council's year, of a session, of a dossier, or those that a list names."""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import errors
from pipeline.archive.catalogue import Catalogue
from pipeline.document import dossiers, registry, sessions
from pipeline.document.number import DocumentNumber
from pipeline.document.record import Document
from pipeline.document.vocabulary import Vocabulary
from pipeline.text import clean, fold, plain_dashes

_NUMBER = re.compile(  # 16/2024/NQ-HĐND; 88 / HĐND - TH
    r"\d[\w.]*\s*(?:/\s*(?:19|20)\d\d\s*)?/\s*[^\W\d_][\w.&]*(?:\s*-\s*[^\W\d_][\w.&]*)*"
)
_NONE = ("không có văn bản này", "no such document")
_TAKEN_DOWN = ("đã thu hồi hoặc tạm ngừng", "taken down")


@dataclass(frozen=True)
class Choice:
    """What a pack is called, and the addresses of its documents, the newest first."""

    title: str
    addresses: tuple[str, ...]


def choose(
    root: Path,
    vocabulary: Vocabulary,
    *,
    council: str | None = None,
    year: int | None = None,
    session: str | None = None,
    dossier: str | None = None,
) -> Choice:
    """The documents that all of these hold of; withdrawn ones are none.

    Raises UsageError where nothing was asked for, no such council is known, or no document is left; it names what was
    asked for, and what there is in its place.
    """
    _check_asked(vocabulary, council, session, dossier)
    catalogue = Catalogue(root)
    near_by = {}
    for address in catalogue.addresses():
        if _may_be(address, catalogue, council, year, dossier):
            document, _ = catalogue.read(address)
            if not document.is_gone:
                near_by[address] = document
    found = {address: one for address, one in near_by.items() if _is_of_session(one, session)}
    if not found:
        asked = {"council": council, "year": year, "session": session, "dossier": dossier}
        raise _none(asked, near_by.values(), catalogue)
    return Choice(_title(vocabulary, council, year, session, found.values()), _ordered(found))


def _check_asked(vocabulary: Vocabulary, council: str | None, session: str | None, dossier: str | None) -> None:
    """Raises UsageError where nothing says which documents, or no such council is known."""
    if not (council or dossier):
        vi, en = "cần --council, --dossier hoặc --list", "which documents? --council, --dossier or --list is needed"
        many = " (số kỳ họp ở nhiều hội đồng giống nhau)", " (sessions of many councils bear one number)"
        more = many if session else ("", "")
        raise errors.UsageError(what=vi + more[0], what_en=en + more[1])
    if council and council not in vocabulary.councils:
        near = registry.nearest(council, vocabulary.councils)
        raise errors.UsageError(
            what=f"--council {council}: không có hội đồng này{near[0]}",
            what_en=f"--council {council}: no such council{near[1]}",
        )


def _none(asked: Mapping[str, object], near_by: Iterable[Document], catalogue: Catalogue) -> errors.UsageError:
    """What was asked for, as it was typed, and what there is: sessions, years of the council, the nearest dossier."""
    typed = " ".join(f"--{name} {value}" for name, value in asked.items() if value)
    there = sorted({sessions.label(one) for one in near_by if one.session}) if asked["session"] else []
    if not there and asked["year"]:
        mine = (address.split("/") for address in catalogue.addresses())
        there = sorted({year for _, council, year, _ in mine if asked["council"] in (None, council)})
    vi, en = (f"; có: {', '.join(there)}", f"; there is: {', '.join(there)}") if there else ("", "")
    near = registry.nearest(str(asked["dossier"]), _dossiers(catalogue)) if asked["dossier"] else ("", "")
    return errors.UsageError(
        what=f"{typed}: không có văn bản nào như vậy{vi}{near[0]}", what_en=f"{typed}: no such document{en}{near[1]}"
    )


def _dossiers(catalogue: Catalogue) -> Iterator[str]:
    for address in catalogue.addresses():
        if slug := catalogue.dossier(address):
            yield dossiers.name(address.split("/")[1], slug)


def of_session(root: Path, vocabulary: Vocabulary, council: str, addresses: Iterable[str]) -> Choice:
    """These documents, which are those of one session of this council."""
    catalogue = Catalogue(root)
    found = {address: catalogue.read(address)[0] for address in addresses}
    return Choice(_title(vocabulary, council, None, "session", found.values()), _ordered(found))


def of_list(root: Path, lines: Iterable[str], title: str) -> Choice:
    """The documents named line by line, by number or by address (of the site, too); blank lines and # are passed over.

    Raises UsageError, naming each line that stands for no document, or for several, with their addresses.
    """
    catalogue = Catalogue(root)
    known = list(catalogue.addresses())
    found: dict[str, Document] = {}
    wrong = []
    for line in _named(lines):
        named = list(_meant(line, known))
        meant = [one for one in named if not catalogue.read(one)[0].is_gone]
        if len(meant) == 1:
            found[meant[0]] = catalogue.read(meant[0])[0]
        else:
            none = _TAKEN_DOWN if named else _NONE
            wrong.append((line, (", ".join(meant),) * 2 if meant else none))
    if wrong or not found:
        vi = "; ".join(f"{line}: {said}" for line, (said, _) in wrong) or "không có dòng nào"
        en = "; ".join(f"{line}: {said}" for line, (_, said) in wrong) or "no line in it"
        raise errors.UsageError(what=f"--list: {vi}", what_en=f"--list: {en}")
    return Choice(title, _ordered(found))


def _named(lines: Iterable[str]) -> Iterator[str]:
    stripped = (line.strip() for line in lines)
    return (line for line in stripped if line and not line.startswith("#"))


def _may_be(address: str, catalogue: Catalogue, council: str | None, year: int | None, dossier: str | None) -> bool:
    """Without reading the document: that of all of them takes minutes."""
    _, of_council, of_year, _ = address.split("/")
    if (council and of_council != council) or (year and of_year != str(year)):
        return False
    return not dossier or dossiers.name(of_council, catalogue.dossier(address) or "") == dossier


def _is_of_session(document: Document, session: str | None) -> bool:
    """By its number or words; or by its name in addresses or over its page, which hold its term, too."""
    if session is None or session == sessions.slug(document) or sessions.is_same(document.session, session):
        return True
    return bool(document.session) and fold(session) == fold(sessions.label(document))


def _meant(line: str, known: Iterable[str]) -> Iterator[str]:
    """The addresses that a line may stand for: a number alone, or in the words in which it was copied."""
    place = line.removesuffix("/index.html").rstrip("/")
    slugs = "|".join(map(re.escape, _slugs(line)))
    dated = re.compile(rf"/(?:{slugs})(?:-\d{{4}}-\d\d-\d\d(?:-\d+)?)?$") if slugs else None
    for address in known:
        if place == address or place.endswith(f"/{address}") or (dated and dated.search(address)):
            yield address


def _slugs(line: str) -> Iterator[str]:
    """The numbers in a line, as addresses write them; capitals count nothing there."""
    for match in _NUMBER.finditer(plain_dashes(clean(line)).upper()):
        with contextlib.suppress(ValueError):
            yield DocumentNumber.parse(match[0]).slug


def _title(
    vocabulary: Vocabulary, council: str | None, year: int | None, session: str | None, found: Iterable[Document]
) -> str:
    if council is None:
        order = {form: place for place, form in enumerate(vocabulary.dossier_order)}  # as the dossier's page has it
        first = min(found, key=lambda one: (order.get(one.oversight or "", len(order)), one.dates.issued, one.address))
        return f"Hồ sơ giám sát: {first.title}"
    part = sessions.label(next(iter(found))) if session else f"năm {year}" if year else ""
    return ", ".join(filter(None, (vocabulary.councils[council].title, part)))


def _ordered(found: dict[str, Document]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda one: (found[one].dates.issued, one), reverse=True))
