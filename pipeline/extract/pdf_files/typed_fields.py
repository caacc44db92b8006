"""What an office typed into the fields of a form: words of the page, though they are drawn as annotations are.

A letter filled in by a program (pdf-lib) has its number and its day in such fields, where no line asks for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject, NameObject

from pipeline import text
from pipeline.document.model import Method
from pipeline.extract.pdf_files import pdf_objects
from pipeline.sheet import stamps
from pipeline.sheet.words import Word

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""
Boxes = Mapping[int, Sequence[Box]]
"""Of each page, counted from 0."""
_DEEPEST = 16  # fields within fields


def typed(reader: pypdf.PdfReader) -> list[str]:
    """The words that form fields hold, their own or those of the field that they are a part of."""
    fields = (thing for thing in pdf_objects.dictionaries(reader) if "/FT" in thing or "/T" in thing)
    return [said for field in fields if (said := _value(field)).strip()]


def boxes(reader: pypdf.PdfReader, count: int) -> Boxes:
    """Where the text fields of the first pages stand in each page's own space; a field of a signature is none."""
    return {at: found for at in range(count) if (found := [*_boxes(reader, at)])}


def own(
    shown: tuple[Word, ...], stamped: tuple[Word, ...], fields: Sequence[Box]
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """A page's words and its stamps, those of its fields among the words but for what fills a gap of a line."""
    left = stamps.typed_in(shown, stamped)[1] if fields else ()
    mine = [word for word in left if any(_within(word, box) for box in fields)]
    return (*shown, *(replace(word, method=Method.text) for word in mine)), tuple(
        word for word in stamped if word not in mine
    )


def are_shown(said: Sequence[str], shown: Sequence[Word]) -> bool:
    """Whether the words of the pages hold all that was typed into fields."""
    letters = text.fold("".join(word.text for word in shown))
    return all(text.fold("".join(one.split())) in letters for one in said)


def _value(field: DictionaryObject) -> str:
    try:
        said = field["/V"]
    except pdf_objects.BROKEN:
        return ""
    if isinstance(said, bytes):
        return said.decode("latin-1")
    return said if isinstance(said, str) and not isinstance(said, NameObject) else ""


def _boxes(reader: pypdf.PdfReader, index: int) -> Iterator[Box]:
    try:
        for field in [one.get_object() for one in reader.pages[index].get("/Annots") or ()]:
            if field.get("/Subtype") == "/Widget" and _kind(field) == "/Tx":
                left, bottom, right, top = map(float, field["/Rect"])
                yield min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    except pdf_objects.BROKEN:
        return


def _kind(field: Any) -> object:
    """Which kind of field it is, by its own word or that of the field that it is a part of."""
    for _ in range(_DEEPEST):
        if "/FT" in field or "/Parent" not in field:
            break
        field = field["/Parent"]
    return field.get("/FT")


def _within(word: Word, field: Box) -> bool:
    across, along = word.center
    return field[0] <= across <= field[2] and field[1] <= along <= field[3]
