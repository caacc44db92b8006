"""A province's councils from the published lists of administrative units: those of today, and those before 1 July 2025.

On that day provinces merged (Resolution 202/2025/QH15), the district level ended (Law 72/2025/QH15) and communes were
joined or split. A council is made for every unit of both times, with what it became; what the lists do not
say, such as when an old commune began, stays unset.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import text
from pipeline.document.sentences import Said

REFORM = dt.date(2025, 7, 1)
_KINDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu")


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """One unit of a list; `key` is the list's own, unique in it, `code` that of the statistics office."""

    key: str
    name: str
    short: str
    code: str


@dataclass(frozen=True, slots=True)
class OldProvince:
    """A province before the reform: its districts, and the communes of each, by the district's key."""

    unit: ListedUnit
    districts: tuple[ListedUnit, ...] = ()
    communes: Mapping[str, tuple[ListedUnit, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitLists:
    """What is published about one province of today.

    `became` maps the key of an old commune to (key of a new one, whether all of it went there).
    """

    province: ListedUnit
    communes: tuple[ListedUnit, ...]
    before: tuple[OldProvince, ...]
    became: Mapping[str, tuple[tuple[str, bool], ...]]


def councils(lists: UnitLists, organs: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Entries for `councils:` of bodies.yaml; `organs` are the names of its sets, taken where one is called as a level.

    A province that merged with none goes on as one council; else the new one has the old ones as predecessors. Where
    nothing is said of before, it is one of which nobody knows since when.
    """
    goes_on = len(lists.before) < 2
    head = text.slugify(lists.province.short)
    province = head if goes_on or all(text.slugify(old.unit.short) != head for old in lists.before) else f"{head}-2025"
    names = _Names(lists, province)
    rows = [_province_row(lists, province, goes_on)]
    for old in lists.before:
        slug = province if goes_on else text.slugify(old.unit.short)
        rows += [] if goes_on else [_row(old.unit, slug, "tinh", None, ended=True, successors=[_kin(province, None)])]
        rows += _old_rows(old, slug, names, lists.became)
    rows += _new_rows(lists, province, names)
    known = set(organs)
    return [row | ({"organs": row["level"]} if row["level"] in known else {}) for row in rows]


class _Names:
    """Slugs of ours for the units of a list: the unit above, then the short name, then the kind where two are alike."""

    def __init__(self, lists: UnitLists, province: str) -> None:
        wanted: list[tuple[str, str, ListedUnit]] = [
            (unit.key, f"{province}-{unit.short}", unit) for unit in lists.communes
        ]
        for old in lists.before:
            wanted += [(unit.key, unit.short, unit) for unit in old.districts]
            wanted += [(c.key, f"{d.short}-{c.short}", c) for d in old.districts for c in old.communes.get(d.key, ())]
        short = Counter(text.slugify(name) for _, name, _ in wanted)
        short.update([province, *(text.slugify(old.unit.short) for old in lists.before)])
        self._found: dict[str, str] = {}
        for key, name, unit in wanted:
            plain = text.slugify(name)
            self._found[key] = plain if short[plain] == 1 else self._free(f"{plain}-{kind(unit.name)}", unit.code)

    def _free(self, slug: str, code: str) -> str:
        return slug if slug not in self._found.values() else f"{slug}-{code}"

    def __getitem__(self, key: str) -> str:
        return self._found[key]


def kind(name: str) -> str:
    """The kind of a unit, from its name, as bodies.yaml writes it: `thi-tran` of "Thị trấn Phú Vinh"."""
    return text.slugify(kind_as_written(name).lower() or "don-vi")


def kind_as_written(name: str) -> str:
    """The words of a unit's name that say its kind: "Thị trấn" of "Thị trấn Phú Vinh"; empty where none does."""
    lowered = name.lower()
    return name[: next((len(word) for word in _KINDS if lowered.startswith(f"{word} ")), 0)]


def _province_row(lists: UnitLists, slug: str, goes_on: bool) -> dict[str, Any]:
    row = _row(lists.province, slug, "tinh", None)
    if goes_on:
        return row
    kin = [_kin(text.slugify(old.unit.short), "toan-bo") for old in lists.before]
    return row | {"valid_from": REFORM.isoformat(), "predecessors": kin}


def _old_rows(
    old: OldProvince, province: str, names: _Names, became: Mapping[str, Sequence[tuple[str, bool]]]
) -> Iterator[dict[str, Any]]:
    for district in old.districts:
        yield _row(district, names[district.key], "huyen", province, ended=True)
        for commune in old.communes.get(district.key, ()):
            kin = [_kin(names[key], "toan-bo" if whole else "mot-phan") for key, whole in became.get(commune.key, ())]
            yield _row(commune, names[commune.key], "xa", names[district.key], ended=True, successors=kin)


def _new_rows(lists: UnitLists, province: str, names: _Names) -> Iterator[dict[str, Any]]:
    came: dict[str, list[dict[str, str | None]]] = {}
    for old, targets in lists.became.items():
        for key, whole in targets:
            came.setdefault(key, []).append(_kin(names[old], "toan-bo" if whole else "mot-phan"))
    for unit in lists.communes:
        row = _row(unit, names[unit.key], "xa", province) | {"valid_from": REFORM.isoformat()}
        yield row | ({"predecessors": came[unit.key]} if unit.key in came else {})


def _row(
    unit: ListedUnit,
    slug: str,
    level: str,
    parent: str | None,
    *,
    ended: bool = False,
    successors: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    last = (REFORM - dt.timedelta(days=1)).isoformat()
    row: dict[str, Any] = {
        "slug": slug,
        "name": unit.name,
        "short": unit.short,
        "level": level,
        "kind": kind(unit.name),
    }
    row |= {"parent": parent, "gso_code": unit.code, "valid_from": None, "valid_to": last if ended else None}
    return row | ({"successors": list(successors)} if successors else {})


def _kin(slug: str, part: str | None) -> dict[str, str | None]:
    return {"slug": slug, "part": part}


def doubts(rows: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    """What of a registry's councils cannot be true: circles, dates that overlap, homonyms, kin written on one side."""
    by_slug = {str(row.get("slug")): row for row in rows}
    yield from _circles(by_slug)
    yield from _times(by_slug)
    yield from _kin_doubts(by_slug)
    yield from _homonyms(rows)


def _circles(by_slug: Mapping[str, Mapping[str, Any]]) -> Iterator[Said]:
    for slug in by_slug:
        seen, above = {slug}, by_slug[slug].get("parent")
        while above and str(above) in by_slug and str(above) not in seen:
            seen.add(str(above))
            above = by_slug[str(above)].get("parent")
        if above == slug:
            yield f"{slug}: parent: vòng tròn, đơn vị nằm trên chính nó", f"{slug}: parent: a circle"


def _times(by_slug: Mapping[str, Mapping[str, Any]]) -> Iterator[Said]:
    """A time that ends before it begins, and a unit above that was never there with it or is not of a level above."""
    for slug, row in by_slug.items():
        began, ended = _day(row.get("valid_from")), _day(row.get("valid_to"))
        if began and ended and ended < began:
            yield f"{slug}: hết ngày {ended}, trước ngày bắt đầu {began}", f"{slug}: ends on {ended}, begins on {began}"
            continue
        name = str(row.get("parent"))
        above = by_slug.get(name)
        if above and not _together(row, above):
            yield f"{slug}: không ngày nào có cùng đơn vị trên {name}", f"{slug}: no day in common with {name} above it"
        if above and name != slug and _rank(above) >= _rank(row) > 0:
            yield f"{slug}: đơn vị trên {name} không ở cấp cao hơn", f"{slug}: {name} above it is of no higher level"


def _rank(row: Mapping[str, Any]) -> int:
    """1 for a province to 3 for a commune, 0 where no level is said."""
    return ("", "tinh", "huyen", "xa").index(str(row.get("level", "")))


def _heirs(slug: str, by_slug: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """All that come after a unit, itself where they lead back to it."""
    found, left = set[str](), [slug]
    while left:
        after = [str(kin.get("slug")) for kin in by_slug.get(left.pop(), {}).get("successors") or ()]
        left += [one for one in after if one not in found]
        found.update(after)
    return found


def _kin_doubts(by_slug: Mapping[str, Mapping[str, Any]]) -> Iterator[Said]:
    for slug, row in by_slug.items():
        for kin in row.get("successors") or ():
            heir = str(kin.get("slug"))
            if heir in by_slug:
                yield from _order_doubts(slug, heir, by_slug)
                yield from _one_sided(slug, heir, by_slug)


def _order_doubts(slug: str, heir: str, by_slug: Mapping[str, Mapping[str, Any]]) -> Iterator[Said]:
    ended, began = _day(by_slug[slug].get("valid_to")), _day(by_slug[heir].get("valid_from"))
    if heir == slug:
        yield f"{slug}: successors: kế thừa chính nó", f"{slug}: succeeds itself"
    elif slug in _heirs(heir, by_slug):
        yield f"{slug}: successors: vòng tròn qua {heir}", f"{slug}: successors: a circle by {heir}"
    elif ended and began and began <= ended:
        yield (
            f"{slug}: hết ngày {ended}, nhưng đơn vị kế thừa {heir} có từ ngày {began}",
            f"{slug}: ended on {ended}, but its successor {heir} began on {began}",
        )


def _one_sided(slug: str, heir: str, by_slug: Mapping[str, Mapping[str, Any]]) -> Iterator[Said]:
    if slug not in {str(one.get("slug")) for one in by_slug[heir].get("predecessors") or ()}:
        yield (
            f"{slug}: ghi kế thừa là {heir}, nhưng {heir} không ghi {slug} là đơn vị trước",
            f"{slug}: names {heir} as successor, which does not name {slug} as predecessor",
        )


def _homonyms(rows: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    """Two units of one name below one unit at one time: nobody can tell their documents apart."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault((str(row.get("name")).lower(), str(row.get("parent"))), []).append(row)
    for same in groups.values():
        for index, one in enumerate(same):
            for other in same[index + 1 :]:
                if _together(one, other):
                    both = (one["slug"], other["slug"])
                    yield (
                        f"{' và '.join(both)}: cùng tên, cùng đơn vị trên, cùng thời gian",
                        f"{' and '.join(both)}: one name, one unit above, one time",
                    )


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    begins = [_day(row.get("valid_from")) or dt.date.min for row in (one, other)]
    ends = [_day(row.get("valid_to")) or dt.date.max for row in (one, other)]
    return max(begins) <= min(ends)


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
