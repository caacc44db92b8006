"""The archive's vocabulary: councils, organs, types, forms of oversight, sender codes; by code, name and date.

Read from content/vocabulary/*.yaml. Names are compared without marks, case and tone placement, and a name that fits
two councils is no answer: a province may have four pairs of communes of one name, and a town that shares a commune's.
"""

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline import errors, text, yaml_reader
from pipeline.document import fields, registry
from pipeline.document.fields import Fields

_KIND_WORDS = (
    "tỉnh", "thành phố", "tp.", "tp", "quận", "huyện", "thị xã", "tx.", "xã", "phường", "thị trấn", "đặc khu",
)  # fmt: skip
_FOLDED_KINDS = tuple(text.fold(word) + " " for word in _KIND_WORDS)
_SHORT_KIND = re.compile(r"\bt([px])(?:\. ?| )(?=\w)")  # "TP. An Phú", "TP An Phú", "TX.An Phú"
_ORGAN_CODES = {
    "hdnd": ("HĐND",),
    "tt": ("TTHĐND", "TT", "TTHDND"),
    "to-db": ("TĐB", "TĐBHĐND"),
    "doan-gs": ("ĐGS",),
    "vp": ("VP",),
}
_FILES = ("bodies.yaml", "doctypes.yaml", "oversight.yaml", "senders.yaml", "fields.yaml")
_LEVEL_ORDER = {"tinh": 0, "huyen": 1, "xa": 2}


@dataclass(frozen=True, slots=True)
class Kin:
    """A predecessor or successor; `part` is toan-bo (whole), mot-phan (part) or None where it is not known."""

    slug: str
    part: str | None = None

    @property
    def outside(self) -> str:
        """The name of a unit that the registry does not have, which stands in parentheses there; empty for others."""
        return self.slug[1:-1] if self.slug.startswith("(") and self.slug.endswith(")") else ""


@dataclass(frozen=True, slots=True)
class Council:
    """One People's Council; `name` is the unit's ("Huyện Dầu Tiếng")."""

    slug: str
    name: str
    short: str
    level: str
    kind: str
    parent: str | None
    organ_set: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    predecessors: tuple[Kin, ...] = ()
    successors: tuple[Kin, ...] = ()
    history: tuple[Mapping[str, str], ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    apart: str = ""
    """What tells it from another council of its name: its years, or the unit above; empty where it is alone."""

    @property
    def title(self) -> str:
        """Hội đồng nhân dân huyện Dầu Tiếng."""
        return f"Hội đồng nhân dân {self.name[0].lower()}{self.name[1:]}"

    @property
    def label(self) -> str:
        """HĐND huyện Dầu Tiếng; HĐND phường An Phú (từ 2025) where another one has its name."""
        return f"HĐND {self.name[0].lower()}{self.name[1:]}" + (f" ({self.apart})" if self.apart else "")

    @property
    def named(self) -> frozenset[str]:
        """The slugs of those above, before and after it."""
        kin = {one.slug for one in (*self.predecessors, *self.successors) if not one.outside}
        return frozenset(kin | ({self.parent} if self.parent else set()))

    def existed(self, on: dt.date) -> bool:
        """Whether the council existed that day; unknown ends count as open."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that issues for a council; its `key` is tt, ban-pc, to-db and the like."""

    key: str
    name: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document; `abbr` is None for an official letter."""

    slug: str
    name: str
    abbr: str | None


@dataclass(frozen=True, slots=True)
class OversightForm:
    """A form of oversight document; `scope` is in or related."""

    slug: str
    name: str
    scope: str
    types: tuple[str, ...]
    issuers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that content/vocabulary holds."""

    councils: Mapping[str, Council]
    organ_sets: Mapping[str, tuple[Organ, ...]]
    types: Mapping[str, DocumentType]
    forms: Mapping[str, OversightForm]
    senders: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    dossier_order: tuple[str, ...]
    fields: Fields = field(default_factory=Fields)
    # Folded names and codes, made once: a package asks for them by the thousand.
    _units: Mapping[str, list[Council]] = field(init=False, repr=False, compare=False)
    _shorts: Mapping[str, list[Council]] = field(init=False, repr=False, compare=False)
    _by_code: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        units: dict[str, list[Council]] = {}
        shorts: dict[str, list[Council]] = {}
        for council in self.councils.values():
            for key in unit_keys(council):
                units.setdefault(key, []).append(council)
            shorts.setdefault(text.fold(council.short), []).append(council)
        object.__setattr__(self, "_units", units)
        object.__setattr__(self, "_shorts", shorts)
        object.__setattr__(self, "_by_code", {code.upper(): slug for code, slug in self.senders.items()})

    def label(self, slug: str) -> str:
        """How pages call a council; its slug where the registry knows it no more."""
        return self.councils[slug].label if slug in self.councils else slug

    def sender(self, code: str) -> Council | None:
        """The council that a code of the exchange axis sends for; exact forms and listed aliases, in any case."""
        return self.councils.get(self._by_code.get(code.upper(), "")) if code.isascii() else None

    def named(self, name: str, *, parent: str | None = None, on: dt.date | None = None) -> list[Council]:
        """The councils that a printed name can mean ("HĐND HUYỆN DẦU TIẾNG"), best known facts applied.

        `parent` is the printed name of the unit above or its slug; `on` a day when the council must have existed.
        """
        wanted = _unit_key(name)
        found = self._units.get(wanted, [])
        if not found and not wanted.startswith(_FOLDED_KINDS):
            found = self._shorts.get(wanted, [])
        if len(found) > 1 and on:
            found = [c for c in found if c.existed(on)] or found
        if len(found) > 1 and parent:
            key = _unit_key(parent)
            found = [c for c in found if c.parent and (c.parent == parent or key == self._key(c.parent))] or found
        return list(found)

    def children(self, slug: str) -> list[Council]:
        """Councils of the units directly below."""
        return [c for c in self.councils.values() if c.parent == slug]

    def line(self, slug: str) -> tuple[str, ...]:
        """A council and those above it; one that a registry names above itself ends it."""
        found: list[str] = []
        at: str | None = slug
        while at and at not in found:
            found.append(at)
            above = self.councils.get(at)
            at = above.parent if above else None
        return tuple(found)

    def organs(self, council: str) -> tuple[Organ, ...]:
        """The organs that a council has."""
        return self.organ_sets.get(self.councils[council].organ_set, ())

    def organ_by_code(self, council: str, code: str) -> Organ | None:
        """The organ whose abbreviation stands in a notation (BC-KTNS, KH-BPC, BC-TTHĐND)."""
        wanted = text.fold(code).replace(".", "").replace("-", "")
        return next((o for o in self.organs(council) if wanted in map(text.fold, o.codes)), None)

    def type_by_code(self, abbr: str) -> DocumentType | None:
        """The type of an abbreviation, with or without the stroke of Đ."""
        wanted = text.fold(abbr)
        return next((t for t in self.types.values() if t.abbr and text.fold(t.abbr) == wanted), None)

    def type_by_name(self, name: str) -> DocumentType | None:
        """The type whose name this is ("NGHỊ QUYẾT", "Bao cao")."""
        return self.types.get(text.slugify(name))

    def ordered(self) -> list[Council]:
        """All councils by level, then by name."""
        return sorted(self.councils.values(), key=lambda c: (_LEVEL_ORDER.get(c.level, 9), text.fold(c.short), c.slug))

    def _key(self, slug: str) -> str:
        council = self.councils.get(slug)
        return _unit_key(council.name) if council else ""


def spellings(code: str) -> frozenset[str]:
    """A code of the axis in both its forms, that of 2020 (K09.01) and that of 2016 (000.00.01.K09), in capitals.

    Whichever of them the settings, a header or an earlier record has.
    """
    groups = code.strip().upper().split(".")
    if groups[0].isdigit():  # as of 2016: the province stands last, and behind noughts what has no part of its own
        groups.reverse()
        while not groups[-1].strip("0") and len(groups) > 1:
            groups.pop()
    padded = ["000", "00", "00"][: max(0, 4 - len(groups))] + groups[::-1]
    return frozenset({code.strip().upper(), ".".join(groups), ".".join(padded)})


def load(folder: Path) -> Vocabulary:
    """Read the vocabulary of an archive from `folder` (content/vocabulary); a file that is not there is empty.

    Raises:
        VocabularyInvalid: naming every unknown key, unknown council or set of organs, and slug or code given twice;
            and what stands where a file is expected and is none.
    """
    return _understood(tuple(_bytes(folder / name) for name in _FILES))


def _bytes(path: Path) -> bytes:
    if path.is_file():
        return path.read_bytes()
    if os.path.lexists(path):  # as an empty file it would be told by what others name of it
        vi = f"{path.name}: không phải tệp, hoặc là liên kết không dẫn tới tệp nào"
        raise errors.VocabularyInvalid(problems=vi, problems_en=f"{path.name}: no file, or a link that leads nowhere")
    return b""


@lru_cache(maxsize=2)
def _understood(files: tuple[bytes, ...]) -> Vocabulary:
    """The vocabulary of the bytes of `_FILES`; a build asks for it in several places."""
    read = {name: _read(name, data) for name, data in zip(_FILES, files, strict=True)}
    problems = [*registry.problems(read), *text.unfit_in(read)]
    if problems:
        raise errors.VocabularyInvalid(**errors.listed(problems))
    bodies, types, forms, senders, matters = read.values()
    return Vocabulary(
        councils=_told_apart(_both_ways([_council(row) for row in bodies.get("councils") or ()])),
        organ_sets={
            key: tuple(map(_organ, value["organs"])) for key, value in (bodies.get("organ_sets") or {}).items()
        },
        types={row["slug"]: DocumentType(row["slug"], row["name"], row["abbr"]) for row in types.get("types") or ()},
        forms={row["slug"]: _form(row) for row in forms.get("forms") or ()},
        senders={
            code: row["council"]
            for row in senders.get("senders") or ()
            for code in (row["code"], *(row.get("aliases") or ()))
        },
        keywords={key: tuple(words) for key, words in forms.get("keywords", {}).items()},
        dossier_order=tuple(forms.get("dossier_order", ())),
        fields=fields.read(matters),
    )


def _read(name: str, data: bytes) -> dict[str, Any]:
    try:
        read = yaml_reader.load(data, anchors=True) or {}
    except yaml_reader.UnreadableYaml as error:
        raise errors.VocabularyInvalid(**errors.listed([(f"{name}: {error.vi}", f"{name}: {error.en}")])) from error
    if not isinstance(read, dict):
        en = f"{name}: keys and values are needed"
        raise errors.VocabularyInvalid(problems=f"{name}: phải là các khóa và giá trị", problems_en=en)
    return read


def _council(row: Mapping[str, Any]) -> Council:
    return Council(
        slug=row["slug"],
        name=row["name"],
        short=row["short"],
        level=row["level"],
        kind=row["kind"],
        parent=row.get("parent"),
        organ_set=row.get("organs") or "",
        valid_from=_date(row.get("valid_from")),
        valid_to=_date(row.get("valid_to")),
        predecessors=tuple(Kin(**kin) for kin in row.get("predecessors") or ()),
        successors=tuple(Kin(**kin) for kin in row.get("successors") or ()),
        history=tuple(row.get("history") or ()),
        terms=row.get("khoa") or ({"": row["nhiem_ky"]} if row.get("nhiem_ky") else {}),
        note=row.get("note") or "",
    )


def _both_ways(councils: Iterable[Council]) -> list[Council]:
    """Who names a successor is its predecessor, and the other way round: a registry often says it at one end alone."""
    known = {council.slug: council for council in councils}
    for one in tuple(known.values()):
        for kin in one.successors:
            if heir := known.get(kin.slug):
                known[heir.slug] = replace(heir, predecessors=_with(heir.predecessors, Kin(one.slug, kin.part)))
        for kin in one.predecessors:
            if old := known.get(kin.slug):
                known[old.slug] = replace(old, successors=_with(old.successors, Kin(one.slug, kin.part)))
    return list(known.values())


def _with(kin: tuple[Kin, ...], one: Kin) -> tuple[Kin, ...]:
    return kin if any(known.slug == one.slug for known in kin) else (*kin, one)


def _told_apart(councils: list[Council]) -> dict[str, Council]:
    """Councils of one name with what tells them apart: after 2025 a ward bears the name of one that it took in."""
    alike = Counter(council.label for council in councils)
    names = {council.slug: council.name for council in councils}
    years = Counter((council.label, _years(council)) for council in councils)

    def apart(council: Council) -> str:
        own = _years(council)
        above = names.get(council.parent or "", "")
        return own if own and years[council.label, own] == 1 else f"{above[:1].lower()}{above[1:]}"

    return {c.slug: replace(c, apart=apart(c)) if alike[c.label] > 1 else c for c in councils}


def _years(council: Council) -> str:
    begun, ended = council.valid_from, council.valid_to
    if begun and ended:
        return f"{begun.year}–{ended.year}"
    return f"từ {begun.year}" if begun else f"đến {ended.year}" if ended else ""


def _organ(row: Mapping[str, Any]) -> Organ:
    codes = tuple(row.get("abbr", ())) or _ORGAN_CODES.get(row["key"], ())
    return Organ(row["key"], row["name"], codes)


def _form(row: Mapping[str, Any]) -> OversightForm:
    return OversightForm(row["slug"], row["name"], row["scope"], tuple(row["types"]), tuple(row["issuers"]))


def _date(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None


def unit_keys(council: Council) -> Sequence[str]:
    """The folded names that the unit of a council has, and had."""
    return list(dict.fromkeys(map(_unit_key, (council.name, *(step.get("name", "") for step in council.history)))))


def _unit_key(name: str) -> str:
    """The folded name of a unit, without "Hội đồng nhân dân"."""
    folded = text.fold(text.old_tones(text.one_line(text.plain_dashes(name))))
    for head in ("thuong truc ", "hoi dong nhan dan ", "hdnd "):
        folded = folded.removeprefix(head)
    return _SHORT_KIND.sub(lambda match: "thanh pho " if match[1] == "p" else "thi xa ", folded).strip()
