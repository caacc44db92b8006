"""One search over all archives: an index that is theirs, one behind the other, with the scores of the whole.

Segments count places from their own first slot, so none is written anew: the portal's meta.js moves the slots of the
second archive behind those of the first, and so on, and adds up what Lunr's weights are made of. A province is one
more facet, and a council one of its province, since names repeat (docs/reference/search-format.md, "A portal").
"""

import hashlib
import json
import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline import errors
from pipeline.portal.members import INDEX, JoinedArchive
from pipeline.portal.shelving import Places

FOLDER, FORMAT = "search", 4
_ALIKE = ("format", "facets", "orders")

Facets = Sequence[Mapping[str, Any]]


def meta(members: Sequence[JoinedArchive], places: Places) -> tuple[str, bytes]:
    """The build's name and what search/meta.js of the portal says.

    Raises UsageError for an archive whose index has other fields or facets than the first's.
    """
    _check_alike(members)
    starts = list(_starts(members))
    said: dict[str, Any] = {
        "format": FORMAT,
        "count": sum(one.index["count"] for one in members),
        "fields": _fields(members),
        "facets": members[0].index["facets"],
        "orders": members[0].index["orders"],
        "segments": [row for one, start in zip(members, starts, strict=True) for row in _moved(one, start)],
        "dictionary": "",
        "sources": [_source(one, start, places) for one, start in zip(members, starts, strict=True)],
        "labels": {"facets": _labels(members)},
    }
    build = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
    script = json.dumps({"build": build, **said}, ensure_ascii=False, separators=(",", ":"))
    return build, f"hdnd.meta({script})\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def councils(members: Sequence[JoinedArchive]) -> list[int]:
    """How many councils of each archive have documents."""
    return [len(_facet(one, "council")["values"]) for one in members]


def _check_alike(members: Sequence[JoinedArchive]) -> None:
    first = members[0]
    for other in members[1:]:
        same = all(first.index[key] == other.index[key] for key in _ALIKE)
        if not same or _names(first) != _names(other):
            vi = f"{other.site}: chỉ mục tìm kiếm khác kiểu của {first.site}; hãy dựng cả hai bằng cùng một bản"
            en = f"{other.site}: its search index differs in kind from {first.site}'s; build both with one version"
            raise errors.UsageError(what=vi, what_en=en)


def _names(member: JoinedArchive) -> list[Any]:
    return [row[:2] for row in member.index["fields"]]


def _starts(members: Sequence[JoinedArchive]) -> Iterator[int]:
    """The first slot of each archive: behind the last of the one before."""
    start = 0
    for one in members:
        yield start
        start += max((row[2] for row in one.index["segments"]), default=0)


def _fields(members: Sequence[JoinedArchive]) -> list[list[Any]]:
    totals = zip(*([row[2] for row in one.index["fields"]] for one in members), strict=True)
    return [[*names, sum(sizes)] for names, sizes in zip(_names(members[0]), totals, strict=True)]


def _moved(member: JoinedArchive, start: int) -> Iterator[list[Any]]:
    for name, first, stop, bounds, *_ in member.index["segments"]:  # lengths of thirty archives stay in their files
        yield [name, first + start, stop + start, bounds]


def _source(member: JoinedArchive, start: int, places: Places) -> list[Any]:
    """Name of the archive's folder, first slot, way to its index, its dictionary and its build."""
    name = member.index["dictionary"]
    dictionary = places.of(member, f"{FOLDER}/{name}.js").removesuffix(".js") if name else ""
    index = f"{member.folder}/{posixpath.dirname(INDEX)}"
    way = posixpath.relpath(dictionary, FOLDER) if dictionary else ""
    return [member.folder, start, f"{posixpath.relpath(index, FOLDER)}/", way, member.index["build"]]


def _labels(members: Sequence[JoinedArchive]) -> list[dict[str, Any]]:
    """The province first, then what the archives say of their facets, together."""
    provinces = {one.folder: one.label for one in members}
    province = {"name": "province", "parameter": "tinh", "label": "Tỉnh, thành phố", "order": "count", "shown": True}
    found = [{**province, "values": provinces}]
    for facet in members[0].index["labels"]["facets"]:
        values = _councils(members) if facet["name"] == "council" else _together(members, facet["name"])
        found.append({**facet, "values": values})
    return found


def _together(members: Sequence[JoinedArchive], name: str) -> dict[str, str]:
    """The names of a facet's values in the order of the archive that has most; the others' stand behind."""
    found: dict[str, str] = {}
    for values in sorted((_facet(one, name)["values"] for one in members), key=len, reverse=True):
        found = {**found, **{value: label for value, label in values.items() if value not in found}}
    return found


def _councils(members: Sequence[JoinedArchive]) -> dict[str, str]:
    """Each council under its archive; two of one name say their province, too."""
    named = [(one, slug, label) for one in members for slug, label in _facet(one, "council")["values"].items()]
    often = Counter(label for _, _, label in named)
    return {
        f"{one.folder}/{slug}": f"{label}, {one.label}" if often[label] > 1 else label for one, slug, label in named
    }


def _facet(member: JoinedArchive, name: str) -> Mapping[str, Any]:
    found: Facets = member.index["labels"]["facets"]
    return next(one for one in found if one["name"] == name)
