"""Footnotes and endnotes of a Word file: the mark at their place in the text, "[1]", and the note behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.extract.office_files.docx_numbering import formatted
from pipeline.extract.office_files.docx_package import W, number, value

KINDS = ("footnote", "endnote")
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass
class Marks:
    """Counts references as the text is read. Pages are not known, so a count that restarts on each page goes on."""

    formats: Mapping[str, tuple[str, int]]  # by kind: number format, first number
    given: dict[tuple[str, str], str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def take(self, reference: etree._Element) -> str:
        """The mark of a reference; empty for one whose own mark is typed behind it."""
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        key = kind, value(reference, "id") or ""
        if reference.get(W + "customMarkFollows", "0") not in ("0", "false", "off"):
            return self.given.setdefault(key, "")
        if key not in self.given:
            form, start = self.formats[kind]
            self._counts[kind] = count = self._counts.get(kind, start - 1) + 1
            self.given[key] = f"[{formatted(count, form)}]"
        return self.given[key]


def marks(main: etree._Element, settings: etree._Element | None) -> Marks:
    """A counter as sections, or else the file's settings, ask for it."""
    return Marks({kind: _format(kind, main, settings) for kind in KINDS})


def _format(kind: str, main: etree._Element, settings: etree._Element | None) -> tuple[str, int]:
    stated = [*main.iterfind(f".//{W}sectPr/{W}{kind}Pr")]
    stated += [] if settings is None else settings.findall(f"{W}{kind}Pr")
    forms = (value(one.find(W + "numFmt")) for one in stated)
    starts = (value(one.find(W + "numStart")) for one in stated)
    return next(filter(None, forms), _USUAL[kind]), number(next(filter(None, starts), None), 1)
