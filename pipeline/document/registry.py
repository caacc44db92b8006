"""What is wrong with the files of a vocabulary, all at once: a registry is written by hand, a line a day.

A unit outside the registry, of which no council has a page here, is written in parentheses: `{slug: (Tên đơn vị)}`.
"""

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.document import fields
from pipeline.document.sentences import Said

LEVELS = ("tinh", "huyen", "xa")
_COUNCIL_NEEDED = ("slug", "name", "short", "level", "kind")
_COUNCIL = frozenset(
    {
        *_COUNCIL_NEEDED, "parent", "gso_code", "valid_from", "valid_to", "current_since", "predecessors", "successors",
        "history", "organs", "khoa", "nhiem_ky", "status", "note", "sources",
    }
)  # fmt: skip
_SENDER_NEEDED = ("code", "council")
_SENDER = frozenset({*_SENDER_NEEDED, "aliases", "note"})
_LISTS = (
    ("doctypes.yaml", "types", ("slug", "name", "abbr")),
    ("oversight.yaml", "forms", ("slug", "name", "scope", "types", "issuers")),
    ("fields.yaml", "fields", ("slug", "name", "words")),
)

Raw = Mapping[str, Any]


def problems(files: Mapping[str, Raw]) -> list[str]:
    """Everything wrong with the read files, by file name (bodies.yaml, …): each with file and slug, in Vietnamese."""
    bodies, senders = files.get("bodies.yaml", {}), files.get("senders.yaml", {})
    slugs = {str(row.get("slug")) for row in fields.rows(bodies, "councils")}
    found = [f"bodies.yaml: {problem}" for problem in (*_organ_sets(bodies), *_councils(bodies, slugs))]
    found += [f"senders.yaml: {problem}" for problem in _senders(senders, slugs)]
    for name, key, needed in _LISTS:
        found += [f"{name}: {problem}" for problem in _listed(files.get(name, {}), key, needed)]
    return found + [f"fields.yaml: {problem}" for problem in fields.problems(files.get("fields.yaml", {}))]


def nearest(word: str, known: Iterable[str]) -> Said:
    """` (gần nhất: …)` and ` (nearest: …)`, or nothing where no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return (f" (gần nhất: {near[0]})", f" (nearest: {near[0]})") if near else ("", "")


def _near(word: str, known: Iterable[str]) -> str:
    return nearest(word, known)[0]


def _shape(raw: Raw, key: str) -> Iterator[str]:
    listed = raw.get(key) or []
    if not isinstance(listed, list) or len(fields.rows(raw, key)) != len(listed):
        yield f"{key}: phải là danh sách các mục"


def _organ_sets(bodies: Raw) -> Iterator[str]:
    sets = bodies.get("organ_sets") or {}
    if not isinstance(sets, Mapping):
        yield "organ_sets: phải là các bộ có tên"
        return
    for name, one in sets.items():
        organs = fields.rows(one, "organs") if isinstance(one, Mapping) else []
        if not organs or not all({"key", "name"} <= organ.keys() for organ in organs):
            yield f"organ_sets.{name}: cần organs, mỗi cơ quan có key và name"


def _councils(bodies: Raw, slugs: set[str]) -> Iterator[str]:
    yield from _listed(bodies, "councils", _COUNCIL_NEEDED)
    sets = list(map(str, bodies.get("organ_sets") or ()))
    for row in fields.rows(bodies, "councils"):
        for problem in (*_unknown_keys(row, _COUNCIL), *_council(row, slugs, sets)):
            yield f"{row.get('slug', '?')}: {problem}"


def _council(row: Raw, slugs: set[str], sets: Iterable[str]) -> Iterator[str]:
    level, organs, parent = row.get("level"), row.get("organs"), row.get("parent")
    if "level" in row and level not in LEVELS:
        yield f"level: không có cấp {level!r} ({', '.join(LEVELS)})"
    if organs and str(organs) not in sets:
        yield f"organs: không có bộ cơ quan {organs!r}{_near(str(organs), sets)}"
    if parent is not None and str(parent) not in slugs:
        yield f"parent: không có hội đồng {parent!r}{_near(str(parent), slugs)}"
    for key in ("predecessors", "successors"):
        yield from _kin(row, key, slugs)
    for key in ("valid_from", "valid_to"):
        if row.get(key) and not _is_day(row[key]):
            yield f"{key}: {row[key]!r} không phải ngày (năm-tháng-ngày)"


def _kin(row: Raw, key: str, slugs: set[str]) -> Iterator[str]:
    yield from _shape(row, key)
    for kin in fields.rows(row, key):
        slug = str(kin.get("slug"))
        if slug not in slugs and not (slug.startswith("(") and slug.endswith(")")):
            yield f"{key}: không có hội đồng {slug!r}{_near(slug, slugs)}"
        yield from (f"{key}: {problem}" for problem in _unknown_keys(kin, frozenset({"slug", "part"})))


def _senders(raw: Raw, slugs: set[str]) -> Iterator[str]:
    yield from _shape(raw, "senders")
    codes: Counter[str] = Counter()
    for row in fields.rows(raw, "senders"):
        code, council, aliases = str(row.get("code", "?")), row.get("council"), row.get("aliases") or []
        for problem in (*_missing(row, _SENDER_NEEDED), *_unknown_keys(row, _SENDER)):
            yield f"{code}: {problem}"
        if council is not None and str(council) not in slugs:
            yield f"{code}: council: không có hội đồng {council!r}{_near(str(council), slugs)}"
        if not isinstance(aliases, list):
            yield f"{code}: aliases: phải là danh sách"
            aliases = []
        codes.update((code, *map(str, aliases)))
    yield from (f"{code}: mã ghi {count} lần" for code, count in codes.items() if count > 1)


def _listed(raw: Raw, key: str, needed: Iterable[str]) -> Iterator[str]:
    """Problems that every list of things with a slug may have."""
    yield from _shape(raw, key)
    rows = fields.rows(raw, key)
    for row in rows:
        yield from (f"{row.get('slug', '?')}: {problem}" for problem in _missing(row, needed))
    seen = Counter(str(row["slug"]) for row in rows if "slug" in row)
    yield from (f"{slug}: slug ghi {count} lần" for slug, count in seen.items() if count > 1)


def _missing(row: Raw, needed: Iterable[str]) -> Iterator[str]:
    yield from (f"thiếu khóa {key}" for key in needed if key not in row)


def _unknown_keys(row: Raw, known: frozenset[str]) -> Iterator[str]:
    for key in row:
        if key not in known:
            yield f"không có khóa {str(key)!r}{_near(str(key), sorted(known))}"


def _is_day(value: object) -> bool:
    if isinstance(value, dt.date):
        return True
    try:
        dt.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
