"""What was struck out of documents for good: kept in the private store alone, for it says what nobody may read.

    redactions/<instant>-<address with dots>.json   the words, and which file took the place of which

Whatever package comes later, the words stay out: a file that was made anew is shown in the place of the received one,
and a package that says the words again waits.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.archive.private import Private
from pipeline.archive.registers import Book
from pipeline.document import markdown
from pipeline.document.passage import Passage
from pipeline.document.record import Document, File, Version

MARK = "[đã che]"
PLACES = "places"  # in the values of an act: how many places were struck out
_FOLDER = "redactions"
_FIXED = frozenset({"schema", "council", "level", "slug", "number", "notation", "code", "type", "state", "versions"})


@dataclass(frozen=True, slots=True)
class Redaction:
    """One act: the words, and by the hash of each file that held them the file that is shown, None for none."""

    address: str
    words: tuple[str, ...]
    files: Mapping[str, File | None] = field(default_factory=dict)

    def struck(self, document: Document, passages: Iterable[Passage]) -> tuple[Document, tuple[Passage, ...]]:
        """The same without the words, in every field that may hold them, and with the files that are shown."""
        values = document.model_dump(by_alias=True)
        kept = {name: value if name in _FIXED else _out_of(value, self.words) for name, value in values.items()}
        kept["versions"] = tuple(map(self._version, document.versions))
        return Document.model_validate(kept), self.text(passages)

    def text(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Passages without the words."""
        words = self.words
        return tuple(one._replace(text=_out_of(one.text, words), rows=_out_of(one.rows, words)) for one in passages)

    def _version(self, version: Version) -> Version:
        """A version with the files that are shown in the place of those that held the words."""
        shown = (self.files.get(file.sha256, file) for file in version.files)
        files = tuple(file.model_copy(update={"name": _out_of(file.name, self.words)}) for file in shown if file)
        return version.model_copy(update={"files": files, "title": _out_of(version.title, self.words)})

    def is_said(self, said: str) -> bool:
        """Whether a text says the words, however they are broken, composed and capitalised."""
        letters = _letters(said)
        return any(_letters(words) in letters for words in self.words)


def path(address: str, stamp: str) -> str:
    """Where a redaction lies below the private store."""
    return f"{_FOLDER}/{stamp}-{address.replace('/', '.')}.json"


def dumps(redaction: Redaction) -> str:
    """A redaction as JSON."""
    files = {sha256: file.model_dump() if file else None for sha256, file in redaction.files.items()}
    values = {"address": redaction.address, "words": redaction.words, "files": files}
    return json.dumps(values, ensure_ascii=False, indent=1)


def of(address: str, private: Private, book: Book) -> list[Redaction]:
    """The redactions of the document that stands at an address now, in the order in which they were made."""
    folder = private.root / _FOLDER
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else ()
    found = (_loads(one.read_text(encoding="utf-8")) for one in paths)
    return [one for one in found if book.now_at(one.address) == book.now_at(address)]


def remains(redaction: Redaction, document: Document, passages: Iterable[Passage]) -> bool:
    """Whether a content file would still say the words: in a number, a slug, a name of a council."""
    return redaction.is_said(markdown.write(document, passages))


def _loads(written: str) -> Redaction:
    values = json.loads(written)
    files = {sha256: File(**file) if file else None for sha256, file in values["files"].items()}
    return Redaction(values["address"], tuple(values["words"]), files)


def _out_of(value: Any, words: Iterable[str]) -> Any:
    if isinstance(value, str):
        for one in words:
            value = _pattern(one).sub(MARK, value)
        return value
    if isinstance(value, Mapping):
        return {key: _out_of(one, words) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_out_of(one, words) for one in value)
    return value


def _pattern(words: str) -> re.Pattern[str]:
    parts = unicodedata.normalize("NFC", words).split()
    return re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)


def _letters(said: str) -> str:
    normal = unicodedata.normalize("NFC", said).casefold()
    return "".join(letter for letter in normal if not letter.isspace() and letter not in "\\*")
