"""Three texts of one document, merged: what was read then, what stands now, and what is read today.

Where only the reading changed, it is taken; where only a person changed something, that stays; where both did, nothing
changes and a person is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.archive.compose import Draft
from pipeline.archive.related import UNRESOLVED
from pipeline.document.passage import Passage
from pipeline.document.record import Dates, Document, File, Version

IDENTITY = ("council", "level", "number", "notation", "code", "issued")
"""What an address is made of: only a person may say that it was read wrongly (`hdnd correct`)."""
TEXT = "text_of_body"
_ARCHIVES_OWN = frozenset({"aliases"})
_BEFORE, _SHOWN = 3, 9  # words shown of a text: before the first that differs, and from it on


@dataclass(frozen=True, slots=True)
class Change:
    """A field of front matter, or the text: what stands now and what is read today, as people may compare them."""

    field: str
    stands: str
    reads: str
    waits: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For `--json` and for what waits."""
        return {"field": self.field, "stands": self.stands, "reads": self.reads, "waits": self.waits}


@dataclass(frozen=True)
class SaidOfDocument:
    """Front matter by field, dates one by one, and the text."""

    values: Mapping[str, Any]
    passages: tuple[Passage, ...]

    @classmethod
    def of_document(cls, document: Document, passages: tuple[Passage, ...]) -> "SaidOfDocument":
        """Of what stands in a content file."""
        return cls({name: getattr(document, name) for name in type(document).model_fields}, passages)._flat()

    @classmethod
    def of_draft(cls, draft: Draft) -> "SaidOfDocument":
        """Of what was read of a package."""
        bare = {name: field.get_default(call_default_factory=True) for name, field in Document.model_fields.items()}
        return cls({**bare, **draft.values}, draft.passages)._flat()

    def _flat(self) -> "SaidOfDocument":
        dates: Dates = self.values["dates"]
        days = {name: getattr(dates, name) for name in Dates.model_fields}
        notes = tuple(note for note in self.values["notes"] if note != UNRESOLVED)
        return SaidOfDocument({**self.values, **days, "notes": notes}, self.passages)


@dataclass(frozen=True)
class ThreeWay:
    """The three texts of one document."""

    document: Document
    passages: tuple[Passage, ...]
    base: SaidOfDocument | None
    theirs: Draft

    @cached_property
    def _ours(self) -> SaidOfDocument:
        return SaidOfDocument.of_document(self.document, self.passages)

    @cached_property
    def _new(self) -> SaidOfDocument:
        return SaidOfDocument.of_draft(self.theirs)

    @cached_property
    def _taken(self) -> dict[str, bool]:
        """Field → whether today's reading is taken (True) or waits for a person (False), of those that differ."""
        names = [*(self.theirs.values.keys() - {"dates"} - _ARCHIVES_OWN), *Dates.model_fields]
        found = {}
        for name in sorted(names):
            stands, reads = self._ours.values[name], self._new.values[name]
            before = self.base.values[name] if self.base else None
            if reads == stands or (self.base and reads == before):
                continue
            found[name] = name not in IDENTITY and self.base is not None and (stands == before or name == "sources")
        return found

    @cached_property
    def _text_is(self) -> bool | None:
        """Whether the new text is taken, waits (False), or is none (None)."""
        if self._new.passages == self.passages or (self.base and self.base.passages == self._new.passages):
            return None
        return self.base is not None and self.base.passages == self.passages

    def changes(self) -> list[Change]:
        """What differs, for people; how sure a reading is, is no difference that anybody has to see."""
        found = [
            Change(name, table_value(self._ours.values[name]), table_value(self._new.values[name]), waits=not taken)
            for name, taken in self._taken.items()
            if name != "sources"
        ]
        if self._text_is is not None:
            stands, reads = _unlike(self.passages, self._new.passages)
            found.append(Change(TEXT, stands, reads, waits=not self._text_is))
        if self._version() != self.document.versions[-1]:
            found.append(Change("signatures", "", f"{sum(len(file.signatures) for file in self.theirs.files)}"))
        return found or ([Change("sources", "", "")] if "sources" in self._taken else [])

    def result(self) -> tuple[Document, tuple[Passage, ...]]:
        """The document with what is taken."""
        taken = [name for name, is_taken in self._taken.items() if is_taken]
        days = {name: self._new.values[name] for name in taken if name in Dates.model_fields}
        update = {name: self._new.values[name] for name in taken if name not in Dates.model_fields}
        if UNRESOLVED in self.document.notes and "notes" in update:
            update["notes"] = (*update["notes"], UNRESOLVED)
        if "sources" in update:
            kept = {name: said for name, said in self.document.sources.items() if self._by_hand(name)}
            update["sources"] = {**update["sources"], **kept}
        update["dates"] = self.document.dates.model_copy(update=days)
        update["versions"] = (*self.document.versions[:-1], self._version())
        return self.document.model_copy(update=update), self._new.passages if self._text_is else self.passages

    def _version(self) -> Version:
        """The version that is shown, with what is known today of its files, where they are the same ones."""
        shown = self.document.versions[-1]
        fresh = {file.sha256: file for file in self.theirs.files}
        same = fresh.keys() == {file.sha256 for file in shown.files}
        known = (file.model_copy(update=_looked_at(fresh[file.sha256])) if same else file for file in shown.files)
        return shown.model_copy(update={"files": tuple(known)})

    def _by_hand(self, fact: str) -> bool:
        """Whether a person edited the readings of a fact in the file itself."""
        return self.base is not None and self._ours.values["sources"].get(fact) != self.base.values["sources"].get(fact)


def _looked_at(file: File) -> dict[str, Any]:
    """What looking at a file again tells of it: who signed it, what its pages look like."""
    return {"signatures": file.signatures, "facsimiles": file.facsimiles}


def table_value(value: Any) -> str:
    """A value of front matter as a line of a table."""
    if value is None or value in ((), {}):
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(table_value, value))
    if hasattr(value, "model_dump"):
        said = {name: one for name, one in value.model_dump(exclude_none=True).items() if one not in ((), "", {})}
        return ", ".join(one if isinstance(one, str) else f"{name} {one}" for name, one in said.items())
    return str(value)


def _unlike(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[str, str]:
    """The first words in which two texts differ, and how long each is: what a person needs to know where to look."""
    one, other = ([word for passage in passages for word in _words(passage)] for passages in (before, after))
    pairs = enumerate(zip(one, other, strict=False))
    at = next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
    said = (f"[{len(words)} từ] … {' '.join(words[max(at - _BEFORE, 0) : at + _SHOWN])}" for words in (one, other))
    return next(said), next(said)


def _words(passage: Passage) -> list[str]:
    return " ".join((passage.text, *(cell for row in passage.rows for cell in row))).split()
