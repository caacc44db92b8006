"""The lines of the public ledgers in content/register/: typed values, one JSON object a line, chained by hashes.

`hash` is the SHA-256 of the line's canonical JSON (keys sorted, no spaces, UTF-8) without `hash` itself; `prev` is the
hash of the line before. Whoever keeps the last hash can prove that no line before it was changed or taken out.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args

from pipeline import errors

FOLDER = "content/register"
RECEIPTS = "receipts.jsonl"
PUBLICATIONS = "publications.jsonl"
ACTS = "acts.jsonl"
START = "0" * 64
VERSION = 1  # of a line; docs/reference/formats.md says what a change means

Result = Literal["accepted", "held", "refused", "duplicate", "updated", "withdrawn", "replaced", "parked"]
RESULTS: tuple[str, ...] = get_args(Result)
WAITING = frozenset({"held", "parked"})  # results after which a person, or another package, still has to come
Event = Literal[
    "published",
    "updated",
    "withdrawn",
    "replaced",
    "moved",
    "restored",
    "suspended",
    "undone",
    "corrected",
    "redacted",
]
EVENTS: tuple[str, ...] = get_args(Event)
DOWN: frozenset[str] = frozenset({"withdrawn", "suspended"})  # events after which a document is not shown
NO_PACKAGES = frozenset({"status-echo"})  # reasons of what counts as none
UNSHOWN = DOWN | {"redacted"}  # events after which something that was shown may be shown nowhere any more
Deed = Literal[
    "approve",
    "refuse",
    "purge",
    "restore",
    "suspend",
    "undo",
    "withdraw",
    "correct",
    "own",
    "redact",
    "propose",
    "enrol",
    "retire",
    "clock",
    "publish",
    "dossier-join",
    "dossier-split",
    "dossier-close",
    "dossier-undo",
]
DEEDS: tuple[str, ...] = get_args(Deed)
DEED_WORDS: Mapping[Deed, str] = MappingProxyType(
    {
        "approve": "Duyệt",
        "refuse": "Từ chối",
        "undo": "Hoàn tác trước khi dựng trang",
        "purge": "Hủy bản nhận",
        "restore": "Đưa trở lại",
        "suspend": "Tạm ngừng công bố",
        "withdraw": "Gỡ văn bản",
        "correct": "Sửa",
        "own": "Nhận là người sửa",
        "redact": "Che",
        "propose": "Đề nghị, chờ người thứ hai",
        "enrol": "Đăng ký người quyết định",
        "retire": "Thôi giao quyền quyết định",
        "clock": "Chỉnh lại đồng hồ",
        "publish": "Đưa lên trang",
        "dossier-join": "Nhập hồ sơ giám sát",
        "dossier-split": "Tách hồ sơ giám sát",
        "dossier-close": "Đóng hồ sơ giám sát",
        "dossier-undo": "Hoàn tác việc trên hồ sơ giám sát",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """What all lines share. `seq` counts from 1."""

    v: int = VERSION
    seq: int = 0
    time: dt.datetime
    prev: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(RegisterLine):
    """A line that somebody answers for: `office` is that of the person, `sig` the person's signature (`signed`)."""

    actor: str
    office: str | None = None
    sig: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(RegisterLine):
    """One event of one received file.

    Of what is held, refused or parked the public line names nothing: `sender`, `package_id`, `sent_at`, `name` and
    `document` are null.
    """

    id: str  # TN-2024-000123; one number a received file, the same in all its lines
    sha256: str
    sender: str | None = None
    package_id: str | None = None
    sent_at: dt.datetime | None = None
    channel: str = "file"
    actor: str = ""
    outcome: Result = "accepted"
    reason: str | None = None
    name: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(RegisterLine):
    """Something became of a published document. The order of first publication is the order of documents everywhere.

    `sha256` is that of the content file as the archive wrote it, so that an edit by hand shows. `former` is the address
    that a moved document left. `oversight` is the form of oversight document (oversight.yaml) that the file names,
    empty where it names none, null where nothing is shown, and in lines that are older than this field. `undone` takes
    the line before it about the same document back: nothing was built of it, and `sha256` is that of the file as it
    stood before, null where there was none.
    """

    event: Event
    document: str
    receipt: str | None = None
    sha256: str | None = None
    former: str | None = None
    oversight: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Answered):
    """What a person decided.

    `values` are the facts that the person set; `asked` and `ground` say who wanted a document taken down, and why it
    may be; `content` is the SHA-256 of the content file that the act left. `version` is the receipt number of the
    version that a correction is about, `report` the reported error that it answers; `confirms` is the hash of the line
    in which another person proposed it.
    """

    act: Deed
    subject: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    why: str | None = None
    asked: str | None = None
    ground: str | None = None
    content: str | None = None
    version: str | None = None
    report: str | None = None
    confirms: str | None = None


_L = TypeVar("_L", bound=RegisterLine)
_LAST = ("office", "sig", "prev", "hash")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # `dumps` makes one for each line
_SORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
# A word that this version does not know must not be read as any other: what is not "approve" once counted as a refusal.
_CLOSED: Mapping[str, tuple[str, ...]] = MappingProxyType({"outcome": RESULTS, "event": EVENTS, "act": DEEDS})


def sealed(entry: _L, *, seq: int, prev: str) -> _L:
    """The same line with its place in the chain and its hash."""
    placed = dataclasses.replace(entry, seq=seq, prev=prev, hash="")
    return dataclasses.replace(placed, hash=digest(_values(placed)))


def signed(entry: RegisterLine, *, seq: int, prev: str) -> bytes:
    """What a signature on a line signs: its canonical JSON at its place, without `hash` and `sig`.

    Place and hash of the line before are among it: copied to another place it is no signature any more. What is null
    is left out, so that a field that a later version adds changes no signature.
    """
    values = _values(dataclasses.replace(entry, seq=seq, prev=prev, hash=""))
    return _canonical({key: value for key, value in values.items() if key not in ("hash", "sig") and value is not None})


def dumps(entry: RegisterLine) -> str:
    """The line as it stands in the file, without its end: fields in the order of reading, signature and hashes last."""
    values = _values(entry)
    ordered = {key: value for key, value in values.items() if key not in _LAST}
    return _JSON({**ordered, **{key: values[key] for key in _LAST if key in values}})


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a line's values without `hash`."""
    return hashlib.sha256(_canonical({key: value for key, value in values.items() if key != "hash"})).hexdigest()


def _canonical(values: Mapping[str, Any]) -> bytes:
    return _SORTED(values).encode()


def read(path: Path, kind: type[_L]) -> tuple[_L, ...]:
    """All whole lines of a ledger, unverified; empty where there is no file, a torn last line left out.

    Raises:
        RegisterBroken: a line is no line of this kind.
    """
    data = path.read_bytes() if path.is_file() else b""
    return tuple(_entry(path.name, number, values, kind) for number, values in _objects(path.name, data))


def verify(path: Path) -> tuple[int, str]:
    """Check the whole chain; return the number of lines and the last hash.

    Raises:
        RegisterBroken: naming the first line that does not fit.
    """
    return follow(path.name, path.read_bytes() if path.is_file() else b"")


def follow(
    name: str, data: bytes, kind: type[RegisterLine] | None = None, *, count: int = 0, last: str = START
) -> tuple[int, str]:
    """Check lines that come after `count` others whose last hash is `last`; with `kind`, that they are such lines.

    Line ends are as written, or all of them as git on Windows changes them: a single one is a change by hand.

    Raises:
        RegisterBroken: naming the first line that does not fit.
    """
    end = b"\r" if 0 < data.count(b"\n") == data.count(b"\r\n") else b""
    for number, line, values in _lines(name, data, count):
        if values.get("seq") != count + 1:
            raise errors.RegisterBroken(file=name, line=number, why=f"seq {values.get('seq')}")
        if values.get("prev") != last:
            raise errors.RegisterBroken(file=name, line=number, why="prev")
        if values.get("hash") != digest(values) or _written(values) + end != line:
            raise errors.RegisterBroken(file=name, line=number, why="hash")
        if kind is not None:
            _entry(name, number, values, kind)
        count, last = number, values["hash"]
    return count, last


def standing(publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """The lines that count: without those that a person took back before a build showed them, and the taking back."""
    found: dict[int, Publication] = {}
    of: dict[str, list[int]] = {}
    for place, line in enumerate(publications):
        if line.event != "undone":
            found[place] = line
            of.setdefault(line.document, []).append(place)
        elif of.get(line.document):
            found.pop(of[line.document].pop())
    return tuple(found.values())


def taken_back(receipts: Iterable[Receipt]) -> frozenset[int]:
    """`seq` of the lines whose outcome was taken back: the next line of the same receipt says again what came before.

    A line that waits for another reason is news, no taking back: a repetition waits when its document is recalled.
    """
    found: set[int] = set()
    last: dict[str, Receipt] = {}
    waited: dict[str, Receipt] = {}
    for line in receipts:
        before, earlier = last.get(line.id), waited.get(line.id)
        if before and earlier and before.outcome not in WAITING and _waits_as(line) == _waits_as(earlier):
            found.add(before.seq)
        last[line.id] = line
        if line.outcome in WAITING:
            waited[line.id] = line
    return frozenset(found)


def _waits_as(line: Receipt) -> tuple[str, str | None]:
    return line.outcome, line.reason


def _values(entry: RegisterLine) -> dict[str, Any]:
    first = ("v", "seq", "id", "time")
    names = [field.name for field in dataclasses.fields(entry)]
    ordered = sorted(names, key=lambda name: first.index(name) if name in first else len(first))
    return {name: _plain(getattr(entry, name)) for name in ordered}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value


def _written(values: Mapping[str, Any]) -> bytes:
    """The bytes of a line with its fields in this order: what only reads like them was written by another hand."""
    return _JSON(values).encode("utf-8", "surrogatepass")


def _objects(name: str, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((number, values) for number, _, values in _lines(name, data))


def _lines(name: str, data: bytes, before: int = 0) -> Iterator[tuple[int, bytes, dict[str, Any]]]:
    """The whole lines of `data` with what they say, numbered after those `before` them; a torn last one left out."""
    whole = data.rpartition(b"\n")[0]
    for number, line in enumerate(whole.split(b"\n") if whole else (), before + 1):
        try:
            values = json.loads(line)
        except ValueError as error:
            raise errors.RegisterBroken(file=name, line=number, why="không phải JSON", why_en="not JSON") from error
        if not isinstance(values, dict):
            raise errors.RegisterBroken(
                file=name, line=number, why="không phải đối tượng JSON", why_en="not a JSON object"
            )
        if values.get("v", VERSION) != VERSION:  # of a later program: what it means is not known here
            raise errors.RegisterBroken(
                file=name,
                line=number,
                why=f"phiên bản {values['v']}, đọc được {VERSION}",
                why_en=f"version {values['v']}, {VERSION} can be read",
            )
        yield number, line, values


def parse(values: Mapping[str, Any], kind: type[_L]) -> _L:
    """The typed line of one JSON object. Raises TypeError or ValueError where it is no line of this kind."""
    for field, known in _CLOSED.items():
        if field in values and values[field] not in known:
            raise ValueError(f"{field} {values[field]!r}")
    times = {key: dt.datetime.fromisoformat(values[key]) for key in ("time", "sent_at") if values.get(key)}
    return kind(**{**values, **times})


def _entry(name: str, number: int, values: dict[str, Any], kind: type[_L]) -> _L:
    try:
        return parse(values, kind)
    except (TypeError, ValueError) as error:
        vi, en = _misfit(values, kind)
        raise errors.RegisterBroken(file=name, line=number, why=vi, why_en=en) from error


def _misfit(values: Mapping[str, Any], kind: type[RegisterLine]) -> tuple[str, str]:
    """What makes a line none of its kind, in both languages: a flipped bit names a field "sha246"."""
    known = {field.name: field.default is dataclasses.MISSING for field in dataclasses.fields(kind)}
    if odd := sorted(values.keys() - known.keys()):
        return f"mục lạ: {odd[0]}", f"an unknown field: {odd[0]}"
    if lacking := sorted(name for name, needed in known.items() if needed and name not in values):
        return f"thiếu mục: {lacking[0]}", f"a field is missing: {lacking[0]}"
    wrong = next((name for name, may in _CLOSED.items() if name in values and values[name] not in may), "time")
    return f"giá trị của mục {wrong} không dùng được", f"the value of {wrong} is none"
