"""Marks and personal data in the words of an envelope: every text of it, whatever element it stands in."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline import text
from pipeline.document import reasons
from pipeline.document.model import Declared, Finding, Package, Wording
from pipeline.document.sentences import Said
from pipeline.gate import circulation, encoded, personal_data, secrecy, secrecy_fields
from pipeline.gate.circulation import CirculationMark
from pipeline.gate.secrecy import Likeness

# The elements of the standard by their shown names; what a finding says of any other is not the sender's word for it.
_STANDARD = (
    "OrganId OrganizationInCharge OrganName OrganAdd DocumentId CodeNumber CodeNotation Place PromulgationDate "
    "TypeName Subject Content Competence Function Position FullName SphereOfPromulgation TyperNotation Appendix "
    "Description AttachmentName ContentId ContentType Secret Department Staff Email Telephone Mobile Fax Website"
)
_SHOWN = {name.lower(): name for name in _STANDARD.split()} | {
    "businessdocreason": "BussinessDocReason",
    "comment": "chú thích XML",
    "filename": "tên tệp",
}
_UNKNOWN = "phần tử khác"
_STATED = {
    "subject": "subject",
    "content": "content",
    "type_name": "typename",
    "signer_title": "position",
    "signer_name": "fullname",
    "signing_form": "competence",
    "reason": "businessdocreason",
    "sender_name": "organname",
    "document_id": "documentid",
    "place": "place",
    "sphere": "sphereofpromulgation",
    "notation": "codenotation",
    "number": "codenumber",
}
_NO_KIND: Said = ("", "")
_INVITATIONS = ("thu moi", "giay moi")  # whose abbreviation, TM, is also that of tối mật
_CODES = frozenset({"codenotation", "code", "documentid"})
_LONG = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32,}")  # ids and digests
_TECHNICAL = re.compile(r"[A-Za-z0-9+/=:.\-]{60,}")


def examine(package: Package, office_domains: Sequence[str] = ()) -> Iterator[Finding]:
    """What the words of an envelope are held or sealed for; a finding names the field, never its words."""
    domains = tuple(office_domains)
    invites = text.fold(package.declared.type_name or "").strip().startswith(_INVITATIONS)
    for place, wording in _texts(package):
        if invites and wording.element in _CODES:
            wording = wording._replace(text=secrecy.of_invitation_code(wording.text))
        for code, kind in _objections(wording, domains):
            yield reasons.finding(code, place, kind=kind)


def _texts(package: Package) -> Iterator[tuple[str, Wording]]:
    seen = set()
    for wording in package.wordings:
        if not wording.paired:
            seen.add(wording.text.strip())
        yield _SHOWN.get(wording.element, _UNKNOWN), wording
    for wording in _stated(package.declared):
        if wording.text not in seen:
            yield _SHOWN[wording.element], wording
    for number, file in enumerate(package.files, 1):
        if file.name not in seen:
            yield f"tệp {number}", Wording("filename", file.name)


def _stated(said: Declared) -> Iterator[Wording]:
    """What a side-car or a person states, where no XML does."""
    for field, element in _STATED.items():
        if value := getattr(said, field):
            yield Wording(element, value)


@lru_cache(maxsize=8192)
def _objections(wording: Wording, domains: tuple[str, ...]) -> tuple[tuple[str, Said], ...]:
    """Codes and kinds of what is wrong with one text; senders repeat names, places and titles in every package."""
    said = dict.fromkeys(one for read in encoded.readings(wording.text) for one in _of_text(wording, read, domains))
    return tuple(said)


def _of_text(wording: Wording, said: str, domains: tuple[str, ...]) -> list[tuple[str, Said]]:
    if wording.paired and not secrecy_fields.is_level(wording.element):
        return []  # judged where it stands
    judge, title = _judge(wording.element)
    shown = _LONG.sub(" ", said)
    if _TECHNICAL.fullmatch(shown):
        return []
    found = []
    verdict = judge(shown)
    if verdict >= Likeness.suspected:
        found.append(("secret-mark" if verdict is Likeness.marked else "secret-suspected", _NO_KIND))
    mark = circulation.of_sphere(shown) if judge is _of_sphere else circulation.of_field(shown)
    if mark is CirculationMark.draft and not title:
        mark = circulation.of_line(shown)  # elsewhere "Dự thảo …" may begin an ordinary phrase
    if mark:
        found.append(("circulation-mark" if mark is CirculationMark.limited else "draft-mark", _NO_KIND))
    if not wording.aside:
        kinds = personal_data.of_text(shown.replace("_", " "), office_domains=domains)
        found += [("personal-data", kind.said) for kind in sorted(kinds)]
    return found


@lru_cache(maxsize=1024)
def _judge(element: str) -> tuple[Callable[[str], Likeness], bool]:
    """Who judges what stands in an element, and whether it is one of the titles."""
    other = secrecy_fields.of_level if secrecy_fields.is_level(element) else secrecy.of_field
    return _JUDGES.get(element, other), element in _TITLES


def _of_sphere(sphere: str) -> Likeness:
    """The one field of the format that limits publicity: the bare word is the mark, however it is written."""
    return Likeness.marked if secrecy_fields.of_level(sphere) is Likeness.marked else secrecy.of_field(sphere)


def _of_code(code: str) -> Likeness:
    return max(secrecy_fields.of_notation(code), secrecy.of_field(code))


def _of_notation(code: str) -> Likeness:
    """One typed wholly in small letters is read in capitals (`ingest.codes`), its sign of a level, too."""
    return _of_code(code.upper() if code.islower() else code)


_TITLES = frozenset({"subject", "content", "sphereofpromulgation", "typename"})
_JUDGES: Mapping[str, Callable[[str], Likeness]] = {
    "fullname": secrecy.of_person,
    "staff": secrecy.of_person,
    "codenumber": _of_notation,
    "codenotation": _of_notation,
    "code": _of_code,
    "documentid": _of_code,
    "attachmentname": secrecy_fields.of_file_name,
    "filename": secrecy_fields.of_file_name,
    "description": lambda said: max(secrecy_fields.of_file_name(said), secrecy.of_field(said)),
    "sphereofpromulgation": _of_sphere,
}
