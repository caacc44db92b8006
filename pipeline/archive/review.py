"""What is held and why, and what a person may set of it; `acts` has what a person may do with it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pipeline import errors, text
from pipeline.archive.incoming import Shelves, located, sentence
from pipeline.archive.private import PackageRecord
from pipeline.document import registry
from pipeline.document.model import Finding
from pipeline.document.number import DocumentNumber
from pipeline.document.register import WAITING, Receipt
from pipeline.document.sentences import Said
from pipeline.document.vocabulary import Vocabulary

_YEARS = range(1945, 2100)  # the first People's Councils were elected after the state was founded
_LONGEST = 4000  # characters of a reason, a title or a name; the longest real title has some 900
_FEW = 40  # values that a message names
_BECAME: Mapping[str, Said] = MappingProxyType(
    {
        "accepted": ("đã được công bố, ", "was published, "),
        "updated": ("đã được dùng để cập nhật, ", "was used for an update, "),
        "replaced": ("đã được dùng để thay thế, ", "was used for a replacement, "),
        "withdrawn": ("đã được dùng để thu hồi, ", "was used for a recall, "),
        "duplicate": ("là bản trùng, ", "is a duplicate, "),
        "refused": ("đã bị từ chối, ", "was refused, "),
    }
)


@dataclass(frozen=True, slots=True)
class Held:
    """One item on the desk. Of what is sealed not even the file's name is shown."""

    receipt: str
    time: dt.datetime
    sha256: str
    outcome: str
    name: str
    sender: str | None
    reasons: tuple[Finding, ...]
    sealed: bool = False

    def sentence(self, lang: str = "vi") -> str:
        """Why it is held, in words, and in which files of it; of what is sealed the reason alone."""
        return sentence(self.reasons, lang) if self.sealed else located(self.reasons, lang)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "receipt": self.receipt,
            "time": self.time.isoformat(),
            "sha256": self.sha256,
            "outcome": self.outcome,
            "name": self.name,
            "sender": self.sender,
            "sealed": self.sealed,
            "reasons": [finding.code for finding in self.reasons],
            "why": self.sentence(),
        }


def held(shelves: Shelves) -> list[Held]:
    """Everything that waits for a person, oldest first."""
    lines = [line for line in shelves.book.last.values() if line.outcome in WAITING]
    return [_held(line, shelves.private.read(line.id)) for line in sorted(lines, key=lambda line: (line.time, line.id))]


def _held(line: Receipt, record: PackageRecord | None) -> Held:
    if record is None:  # the private store is elsewhere, or lost
        return Held(line.id, line.time, line.sha256, line.outcome, "", None, ())
    name = "" if record.is_sealed else record.name
    sender = None if record.is_sealed else record.declared.sender
    return Held(line.id, line.time, line.sha256, line.outcome, name, sender, record.reasons, record.is_sealed)


def waiting(receipt: str, shelves: Shelves) -> PackageRecord:
    """The record of an item that waits for a person. Raises UsageError where there is none, naming a near number."""
    line = shelves.book.last.get(receipt)
    numbers = [one.id for one in shelves.book.last.values() if one.outcome in WAITING]
    if line is None or line.outcome not in WAITING:
        near = registry.nearest(receipt, numbers)
        vi, en = _BECAME.get(line.outcome, (f"{line.outcome}, ",) * 2) if line else ("", "")
        raise errors.UsageError(
            what=f"{receipt}: {vi}không có biên nhận này trong danh sách đang giữ{near[0]}",
            what_en=f"{receipt}: {en}not among the packages that are held{near[1]}",
        )
    record = shelves.private.read(receipt)
    if record is None:
        raise errors.UsageError(
            what=f"{receipt}: kho riêng trên máy này không có gói này",
            what_en=f"{receipt}: the private store of this machine does not hold it",
        )
    return record


def approvable(receipt: str, shelves: Shelves) -> PackageRecord:
    """The record of a held item that a person may let pass. Raises UsageError for what is sealed or gone."""
    record = waiting(receipt, shelves)
    if record.is_sealed:
        raise errors.UsageError(
            what=f"{receipt}: có dấu độ mật, đã niêm phong; chỉ có thể từ chối hoặc hủy",
            what_en=f"{receipt}: marked secret and sealed; it can only be refused or purged",
        )
    if shelves.private.bytes_of(record.sha256) is None:
        raise errors.UsageError(
            what=f"{receipt}: bản nhận đã bị hủy, không còn gì để duyệt",
            what_en=f"{receipt}: what was received was purged; nothing is left to approve",
        )
    return record


def day(value: str) -> dt.date:
    """A day as a person types it, 31/12/2026 or 2026-12-31. Raises UnfitValue."""
    parts = value.strip().split("/")
    try:
        year, month, of_month = map(int, reversed(parts) if len(parts) == 3 else value.strip().split("-"))
        found = dt.date(year, month, of_month)
    except ValueError:
        vi = f"không phải ngày {value!r}; cần 31/12/2026 hoặc 2026-12-31"
        raise errors.UnfitValue(vi, f"no date {value!r}; write 31/12/2026 or 2026-12-31") from None
    if found.year not in _YEARS:  # "9/7/24" was a day of the year 24, and the document moved to an address of that year
        vi = f"năm {year} của {value!r} không thể có; cần đủ bốn chữ số, 31/12/2026"
        raise errors.UnfitValue(vi, f"the year {year} of {value!r} cannot be; write all four figures, 31/12/2026")
    return found


def _day(value: str, _: Vocabulary) -> str:
    return day(value).isoformat()


def _code(value: str, _: Vocabulary) -> str:
    try:
        return str(DocumentNumber.parse(value))
    except ValueError:
        vi = f"không phải số, ký hiệu {value!r}; cần dạng 12/NQ-HĐND"
        raise errors.UnfitValue(vi, f"no number {value!r}; write it as 12/NQ-HĐND") from None


def _council(value: str, vocabulary: Vocabulary) -> str:
    named = [] if value in vocabulary.councils else vocabulary.named(value)
    return named[0].slug if len(named) == 1 else _one_of(value, vocabulary.councils)


def _doc_type(value: str, vocabulary: Vocabulary) -> str:
    found = vocabulary.type_by_name(value)
    return found.slug if found else _one_of(value, vocabulary.types)


def _oversight(value: str, vocabulary: Vocabulary) -> str:
    return _one_of(value, vocabulary.forms)


def _matter(value: str, vocabulary: Vocabulary) -> str:
    return _one_of(value, {field.slug for field in vocabulary.fields.listed})


def _organ(value: str, vocabulary: Vocabulary) -> str:
    return _one_of(value, {organ.key for organs in vocabulary.organ_sets.values() for organ in organs})


def _related(value: str, _: Vocabulary) -> str:
    if value != "related":
        raise errors.UnfitValue("chỉ đặt được related", "only related can be set")
    return value


def _words(value: str, _: Vocabulary) -> str:
    return words(value)


def words(value: str) -> str:
    """What a person wrote for a register or a page, in one line. Raises UnfitValue: it says nothing or far too much."""
    said = text.in_words(value)
    if not said:
        raise errors.UnfitValue("để trống; cần ghi rõ", "must not be blank")
    if len(said) > _LONGEST:
        vi = f"dài {len(said)} ký tự; nhiều nhất {_LONGEST}"
        raise errors.UnfitValue(vi, f"is {len(said)} characters long; {_LONGEST} at most")
    return said


def _slug(value: str, _: Vocabulary) -> str:
    return text.slugify(value)


def _one_of(value: str, known: Iterable[str]) -> str:
    names = list(known)
    if value in names:
        return value
    vi, en = registry.nearest(value, names)
    if not vi and len(names) <= _FEW:
        few = ", ".join(sorted(names))
        vi, en = f"; có: {few}", f"; there are: {few}"
    raise errors.UnfitValue(f"không có {value!r}{vi}", f"not known: {value!r}{en}")


FIELDS: Mapping[str, Callable[[str, Vocabulary], str]] = MappingProxyType(
    {
        "code": _code,
        "number": _words,
        "notation": _words,
        "issue_date": _day,
        "trich_yeu": _words,
        "council": _council,
        "organ": _organ,
        "doc_type": _doc_type,
        "oversight": _oversight,
        "dossier": _slug,
        "field": _matter,
        "scope": _related,  # another body's document, shown and labelled, not counted
        "place": _words,
        "signer_name": _words,
        "signer_title": _words,
        "signing_form": _words,
        "addressee": _words,
        "urgency": _words,
        "passed_date": _day,
        "effective_from": _day,
        "effective_to": _day,
        "separate": _words,  # another document under a number and date already given
    }
)
_ALIASES = MappingProxyType({"title": "trich_yeu", "type": "doc_type", "date": "issue_date", "body": "council"})


_DONE = frozenset({"issue_date", "passed_date"})  # days that lie behind whoever tells of them


def _in_future(name: str, said: str, today: str) -> Said:
    return f"{name}: {said} chưa đến; hôm nay là {today}", f"{name}: {said} is in the future; today is {today}"


def late(days: Mapping[str, str], today: dt.date) -> list[Said]:
    """What is wrong with the days of issue and passing (ISO, by name) that lie after `today`."""
    names = [name for name in sorted(_DONE & days.keys()) if days[name] > today.isoformat()]
    return [_in_future(name, days[name], today.isoformat()) for name in names]


def checked(values: Mapping[str, str], vocabulary: Vocabulary, today: dt.date) -> dict[str, str]:
    """What a person set, in the archive's spelling; nothing was issued or passed after `today`.

    Raises:
        UsageError: naming every unknown field with the nearest and all known ones, and every value that cannot be.
    """
    found: dict[str, str] = {}
    problems: list[Said] = []
    for name, value in values.items():
        field = _ALIASES.get(name, name)
        try:
            found[_one_of(field, (*FIELDS, *_ALIASES))] = FIELDS[field](value, vocabulary) if field in FIELDS else ""
        except errors.UnfitValue as error:
            problems.append((f"{name}: {error.vi}", f"{name}: {error.en}"))
    problems += late(found, today)
    if any(_ALIASES.get(name, name) not in FIELDS for name in values):
        also = ", ".join(f"{alias} ({name})" for alias, name in _ALIASES.items())
        all_ = ", ".join(FIELDS)
        problems.append((f"các trường: {all_}; cũng viết được: {also}", f"the fields: {all_}; also known: {also}"))
    if problems:
        raise errors.UsageError(what="; ".join(vi for vi, _ in problems), what_en="; ".join(en for _, en in problems))
    return found
