"""What the desk shows of a held item: a line of the list, and the facts that were read with their sources."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pipeline import errors
from pipeline.archive import Archive, Held
from pipeline.archive.persons import ACT
from pipeline.archive.private import PackageRecord, Private
from pipeline.document.facts import Claim, Fact
from pipeline.document.model import Analysis, Declared
from pipeline.document.record import Document
from pipeline.document.register import DEED_WORDS
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.zone import day

NONE: Mapping[str, str] = MappingProxyType({})
_LONGEST = 160  # characters of a title in the list
_DOUBT = 0.9  # below this a reading is marked as unsure

SOURCES: Mapping[str, str] = {
    "header": "đầu gói",
    "text": "chữ trong tệp",
    "stamp": "dấu đóng",
    "ocr": "nhận dạng ảnh",
    "file-name": "tên tệp",
    "signature": "thời gian ký số",
    "person": "người duyệt",
    "vocabulary": "sổ đăng ký",
    "published": "trang đang công bố",
}
DEEDS: Mapping[str, str] = {"approve": "duyệt", "refuse": "từ chối"}
FIELDS: Mapping[str, str] = {
    "council": "Hội đồng",
    "code": "Số, ký hiệu",
    "issue_date": "Ngày ban hành",
    "trich_yeu": "Trích yếu",
    "doc_type": "Loại văn bản",
    "organ": "Cơ quan ban hành",
    "oversight": "Hình thức giám sát",
    "field": "Lĩnh vực",
    "signer_name": "Người ký",
    "signer_title": "Chức vụ",
    "passed_date": "Ngày thông qua",
    "effective_from": "Có hiệu lực từ",
    "dossier": "Hồ sơ giám sát",
    "separate": "Văn bản khác cùng số (ghi lý do)",
    "scope": "Phạm vi (related: liên quan, không tính)",
}
IDENTITY = frozenset({"council", "code", "issue_date"})
DATES = frozenset({"issue_date", "passed_date", "effective_from"})
FIRST = ("council", "code", "issue_date", "trich_yeu", "doc_type")
"""What makes a document: always open; the other fields unfold."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of the list; an unknown fact is empty. `sure` is that of the least sure of number, date and title."""

    receipt: str
    received: dt.datetime
    days: int
    council: str
    code: str
    date: str
    title: str
    sure: float | None
    reason: str
    sealed: bool

    def as_dict(self) -> dict[str, Any]:
        """For `review list --json`."""
        facts = {"council": self.council, "code": self.code, "date": self.date, "title": self.title}
        return {**{name: value or None for name, value in facts.items()}, "sure": self.sure, "days": self.days}


@dataclass(frozen=True, slots=True)
class ShownReading:
    """One reading of a fact as shown: value, who says so, how sure in percent."""

    value: str
    source: str
    sure: int


@dataclass(frozen=True, slots=True)
class EditableFact:
    """One editable fact. `doubtful` where it is unsure; `disagree` where its sources say different things."""

    name: str
    label: str
    value: str
    readings: tuple[ShownReading, ...] = ()
    doubtful: bool = False
    disagree: bool = False


class ProposedAct(NamedTuple):
    """What one of two persons has proposed: in words, of what, by whom, and the desk's page where another confirms."""

    words: str
    subject: str
    by: str
    href: str
    why: str


def proposed(archive: Archive, waiting: Collection[str]) -> list[ProposedAct]:
    """What needs a second person now; `waiting` are the receipts that are held: of others nothing can be confirmed."""
    said: dict[str, str] = {str(deed): words for deed, words in DEED_WORDS.items()}
    found = []
    for act in archive.persons.proposals.values():
        if act.subject in waiting or archive.shelves.catalogue.exists(act.subject):
            href = f"item/{act.subject}" if act.subject in waiting else f"published/{act.subject}"
            words = said.get(act.values.get(ACT, ""), "")
            found.append(ProposedAct(words, act.subject, act.actor, href, act.why or ""))
    return found


def proposal(archive: Archive, subject: str) -> ProposedAct | None:
    """What one of two persons has proposed to do with an item or a published document."""
    return next((one for one in proposed(archive, {subject}) if one.subject == subject), None)


def choices(words: Vocabulary) -> dict[str, list[tuple[str, str]]]:
    """What a field may hold, where a vocabulary says it: value and label."""
    return {
        "council": [(council.slug, council.label) for council in words.ordered()],
        "doc_type": [(kind.slug, kind.name) for kind in words.types.values()],
        "oversight": [(form.slug, form.name) for form in words.forms.values()],
        "organ": sorted({(organ.key, organ.name) for organs in words.organ_sets.values() for organ in organs}),
        "field": [(field.slug, field.name) for field in words.fields.listed],
    }


def rows(archive: Archive, vocabulary: Vocabulary, now: dt.datetime, *, lang: str = "vi") -> list[ListRow]:
    """Everything that waits, oldest first."""
    return [row(item, archive, vocabulary, now, lang=lang) for item in archive.held()]


def row(item: Held, archive: Archive, vocabulary: Vocabulary, now: dt.datetime, *, lang: str = "vi") -> ListRow:
    """One line, from what was read when it came in; of what is or may be secret nothing but its reason."""
    kept = None if item.sealed else record(archive.shelves.private, item.receipt)
    kept = None if kept and kept.is_secret else kept
    declared = kept.declared if kept else Declared()
    found = analysis(archive.shelves.private, kept.sha256) if kept else None
    known = {name: claims[0] for name, claims in facts(found, declared, vocabulary).items() if claims}
    sure = [known[name].sure for name in ("code", "issue_date", "trich_yeu") if name in known]
    council = known.get("council")
    return ListRow(
        receipt=item.receipt,
        received=item.time,
        days=(day(now) - day(item.time)).days,
        council=vocabulary.label(council.value) if council else "",
        code=_value(known, "code"),
        date=_shown_day(_value(known, "issue_date")),
        title=shortened(_value(known, "trich_yeu") or (item.name if kept else "")),
        sure=min(sure) if len(sure) == 3 else None,
        reason=item.sentence(lang),
        sealed=item.sealed,
    )


def fields(
    read: Analysis | None, declared: Declared, vocabulary: Vocabulary, stands: Document | None = None
) -> list[EditableFact]:
    """Every fact that a person may set, with what was read; the chosen reading stands in the field.

    `stands` is the document that is published already under this council, number and date: it is one more source.
    """
    found = facts(read, declared, vocabulary)
    there = published(stands)
    return [_field(name, (*found.get(name, ()), *there.get(name, ()))) for name in FIELDS]


def published(document: Document | None) -> Mapping[str, tuple[Claim, ...]]:
    """What a document's page says, as readings."""
    if document is None or document.is_gone:
        return {}
    signer = document.signers[0] if document.signers else None
    said = {
        "council": document.council,
        "code": document.code,
        "issue_date": document.dates.issued.isoformat(),
        "trich_yeu": document.title,
        "organ": document.organ,
        "oversight": document.oversight,
        "dossier": document.dossier,
        "signer_name": signer.name if signer else None,
        "signer_title": signer.title if signer else None,
        "passed_date": document.dates.passed.isoformat() if document.dates.passed else None,
        "effective_from": document.dates.effective_from.isoformat() if document.dates.effective_from else None,
    }
    return {name: (Claim(value, "published", 1.0),) for name, value in said.items() if value}


def fields_of(document: Document) -> list[EditableFact]:
    """Every fact of a published document that a person may correct, as it stands."""
    also = {"doc_type": document.type, "field": document.field}
    there = {
        **published(document),
        **{name: (Claim(value, "published", 1.0),) for name, value in also.items() if value},
    }
    return [_field(name, there.get(name, ())) for name in FIELDS if name not in ("separate", "scope")]


def standing(
    kept: PackageRecord, read: Analysis | None, archive: Archive, vocabulary: Vocabulary, said: Mapping[str, str] = NONE
) -> Document | None:
    """The document that a held package would change: of its council, number and date, or brought under its id.

    `said` is what a person sets, in the archive's spelling: another number leads to another document.
    """
    known = {name: claims[0].value for name, claims in facts(read, kept.declared, vocabulary).items() if claims}
    known |= said
    try:
        address = _address(known, archive) or next(
            (one for one in archive.shelves.book.brought_by(kept.declared.document_id)), None
        )
        found = address if address and archive.shelves.catalogue.exists(address) else None
        return archive.shelves.catalogue.read(found)[0] if found else None
    except (errors.RecordInvalid, ValueError):
        return None


def _address(known: Mapping[str, str], archive: Archive) -> str | None:
    if not known.keys() >= IDENTITY:
        return None
    issued = dt.date.fromisoformat(known["issue_date"])
    return archive.related.identical(known["council"], known["code"], issued)


WAS = "was-"
"""Before a field's name: what stood in it when the form was opened."""


def changed(shown: Sequence[EditableFact], sent: Mapping[str, str]) -> dict[str, str]:
    """What the person set otherwise than the form proposed it.

    Raises UsageError for a field that was emptied: what was read would be published as if it had been confirmed.
    """
    proposed = {field.name: sent.get(WAS + field.name, field.value) for field in shown}
    cleaned = {name: value.strip() for name, value in sent.items() if name in proposed}
    if emptied := [FIELDS[name] for name, value in cleaned.items() if not value and proposed[name]]:
        raise errors.UsageError(
            what=f"{', '.join(emptied)}: đã xóa trống; ghi giá trị đúng, hoặc để như đã có",
            what_en=f"{', '.join(emptied)}: was emptied; write what is right, or leave it as it was",
        )
    return {name: value for name, value in cleaned.items() if value and value != proposed[name]}


def moved(shown: Sequence[EditableFact], sent: Mapping[str, str]) -> list[str]:
    """What the fields are called that say something else by now than when the form was opened.

    A form that lay open in a second tab would set them back.
    """
    return [field.label for field in shown if sent.get(WAS + field.name, field.value) != field.value]


PAGE = "page"
"""Name of what the form of a held item says of the page that stood published when it was opened."""


def page_shown(document: Document | None) -> str:
    """What a person who decides on an item sees of the page that it would change, as one text; empty where none is."""
    if document is None:
        return ""
    said = {field.name: field.value for field in fields_of(document)}
    versions = [version.receipt for version in document.versions]
    return json.dumps([document.address, document.state, versions, said], ensure_ascii=False, sort_keys=True)


def check_page(document: Document | None, sent: Mapping[str, str]) -> None:
    """Raises UsageError where an approval would change a page otherwise than the form showed it.

    Somebody corrected or took it down, a later version came, or the number that was typed is that of another page.
    """
    if page_shown(document) == sent.get(PAGE, ""):
        return
    if document is None:
        vi, en = "trang đang công bố lúc mở mục này nay không còn", "the page that stood when this was opened is gone"
    else:
        vi = f"văn bản này đang công bố ở {document.address}, khác lúc mở mục này"
        en = f"this document stands published at {document.address}, otherwise than when this was opened"
    raise errors.UsageError(what=f"{vi}; xem lại rồi duyệt", what_en=f"{en}; look again, then approve")


def followed(before: Sequence[EditableFact], after: Sequence[EditableFact], set_: Collection[str]) -> list[str]:
    """Names of the fields that say something else after a correction of others: a new title may end a dossier."""
    stood = {field.name: field.value for field in before}
    return [field.name for field in after if field.name not in set_ and stood.get(field.name) != field.value]


def typed(sent: Mapping[str, str]) -> dict[str, str]:
    """What a person typed of what a form sent: without what stood there already."""
    return {name: value for name, value in sent.items() if value != sent.get(WAS + name)}


@lru_cache(maxsize=2000)
def record(private: Private, receipt: str) -> PackageRecord | None:
    """The office's record; it, too, stays the same while an item is held."""
    return private.read(receipt)


@lru_cache(maxsize=2000)
def analysis(private: Private, sha256: str) -> Analysis | None:
    """What was read when it came; it never changes while an item is held."""
    return private.facts(sha256)


def facts(read: Analysis | None, declared: Declared, vocabulary: Vocabulary) -> Mapping[str, tuple[Claim, ...]]:
    """The readings of each fact: those of the analysis, else what the header declares."""
    said = _declared(declared, vocabulary)
    if read is None:
        return said
    council = (Claim(read.council, "text", 1.0),) if read.council else said.get("council", ())
    organ = (Claim(read.organ, "text", 1.0),) if read.organ else ()
    return {**said, **read.facts.claims(), "council": council, "organ": organ}


def _declared(declared: Declared, vocabulary: Vocabulary) -> dict[str, tuple[Claim, ...]]:
    council = vocabulary.sender(declared.sender or "")
    said = {
        "council": council.slug if council else None,
        "code": declared.code,
        "issue_date": declared.issue_date.isoformat() if declared.issue_date else None,
        "trich_yeu": declared.subject,
        "signer_name": declared.signer_name,
    }
    return {name: (Claim(value, "header", 0.9),) for name, value in said.items() if value}


def _field(name: str, claims: Sequence[Claim]) -> EditableFact:
    shown = [_shown_day(claim.value) if name in DATES else claim.value for claim in claims]
    readings = tuple(
        ShownReading(value, SOURCES.get(one.source, one.source), round(100 * one.sure))
        for value, one in zip(shown, claims, strict=True)
    )
    disagree = Fact(value=None, claims=tuple(claims)).disagreement
    unsure = bool(claims) and claims[0].sure < _DOUBT
    value = shown[0] if shown else ""
    doubtful = disagree or unsure or (name in FIRST and not value)
    return EditableFact(name, FIELDS[name], value, readings, doubtful, disagree)


def _value(known: Mapping[str, Claim], name: str) -> str:
    return known[name].value if name in known else ""


def _shown_day(written: str) -> str:
    return "/".join(reversed(written.split("-")))


def shortened(title: str) -> str:
    """A title as a list names it."""
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST].rpartition(' ')[0]} …"
