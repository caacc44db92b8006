"""What readers wrote of errors, as it stays in the private store: one record a report, the mail beside it.

A record says its own hash, and that of its mail. The public line must not: whoever guesses a name and a number could
hold the guess against it. Records of earlier versions say none; nothing is known of them.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import errors
from pipeline.archive import store

_FOLDER = "errors"
_HASH = "sha256"


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader wrote, as it stays in the private store; `mail` is the SHA-256 of the message."""

    words: str
    reporter: str = ""
    contact: str = ""
    mail: str = ""


def records(private: Path) -> list[Path]:
    """The records below a private store, by number."""
    return sorted((private / _FOLDER).glob("*/SS-*.json"))


def write(path: Path, told: Told, mail: bytes = b"") -> None:
    """Keep what was told at `path`, and first the message that it came in."""
    kept = dataclasses.replace(told, mail=hashlib.sha256(mail).hexdigest() if mail else "")
    if mail:
        store.write(path.with_suffix(".eml"), mail, mode=store.FILE_MODE)
    written = json.dumps({**dataclasses.asdict(kept), _HASH: _digest(kept)}, ensure_ascii=False, indent=1) + "\n"
    store.write(path, written.encode(errors="surrogateescape"), mode=store.FILE_MODE)


def read(path: Path) -> Told:
    """What stands at `path`. Raises RecordInvalid where it is not what was written."""
    try:
        values = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
        said = values.pop(_HASH, None)
        told = Told(**values)
        if said in (None, _digest(told)):
            return told
    except (ValueError, TypeError, AttributeError):
        pass
    raise errors.RecordInvalid(
        file=path.name,
        problems="bị hỏng, không như lúc ghi; lấy lại từ bản sao lưu",
        problems_en="damaged, not as it was written; bring it back from the backup",
    )


def is_of(path: Path, mail: bytes) -> bool:
    """Whether a record tells of this message; a damaged one tells of none."""
    try:
        return read(path).mail == hashlib.sha256(mail).hexdigest()
    except errors.RecordInvalid:
        return False


def damaged(private: Path) -> Iterator[Path]:
    """Records, and messages beside them, that are not as they were written."""
    for path in records(private):
        try:
            told = read(path)
        except errors.RecordInvalid:
            yield path
            continue
        mail = path.with_suffix(".eml")
        if told.mail and not (mail.is_file() and store.digest(mail) == told.mail):
            yield mail


def _digest(told: Told) -> str:
    written = json.dumps(dataclasses.asdict(told), ensure_ascii=False)
    return hashlib.sha256(written.encode(errors="surrogateescape")).hexdigest()
