"""What is wrong with the files of a vocabulary, all at once: a registry is written by hand, a line a day.

A unit outside the registry, of which no council has a page here, is written in parentheses: `{slug: (Tên đơn vị)}`.
"""

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline import text
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


def problems(files: Mapping[str, Raw]) -> list[Said]:
    """Everything wrong with the read files, by file name (bodies.yaml, …): each with file and slug."""
    bodies, senders = files.get("bodies.yaml", {}), files.get("senders.yaml", {})
    slugs = {str(row.get("slug")) for row in fields.rows(bodies, "councils")}
    found = [*_below("bodies.yaml", (*_organ_sets(bodies), *_councils(bodies, slugs)))]
    found += _below("senders.yaml", _senders(senders, slugs))
    for name, key, needed in _LISTS:
        found += _below(name, _listed(files.get(name, {}), key, needed))
    return [*found, *_below("fields.yaml", fields.problems(files.get("fields.yaml", {})))]


def _below(name: object, problems: Iterable[Said]) -> Iterator[Said]:
    return ((f"{name}: {vi}", f"{name}: {en}") for vi, en in problems)


def _no(vi: str, en: str, said: object, known: Iterable[str]) -> Said:
    """That something is not known, with what is near to it."""
    near = nearest(str(said), known)
    return f"không có {vi} {str(said)!r}{near[0]}", f"no {en} {str(said)!r}{near[1]}"


def nearest(word: str, known: Iterable[str]) -> Said:
    """` (gần nhất: …)` and ` (nearest: …)`, or nothing where no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return (f" (gần nhất: {near[0]})", f" (nearest: {near[0]})") if near else ("", "")


def _shape(raw: Raw, key: str) -> Iterator[Said]:
    listed = raw.get(key) or []
    if not isinstance(listed, list) or len(fields.rows(raw, key)) != len(listed):
        yield f"{key}: phải là danh sách các mục", f"{key}: a list of entries is needed"


def _organ_sets(bodies: Raw) -> Iterator[Said]:
    sets = bodies.get("organ_sets") or {}
    if not isinstance(sets, Mapping):
        yield "organ_sets: phải là các bộ có tên", "organ_sets: sets with names are needed"
        return
    for name, one in sets.items():
        organs = fields.rows(one, "organs") if isinstance(one, Mapping) else []
        if not organs or not all({"key", "name"} <= organ.keys() for organ in organs):
            vi, en = "cần organs, mỗi cơ quan có key và name", "organs are needed, each with key and name"
            yield f"organ_sets.{name}: {vi}", f"organ_sets.{name}: {en}"


def _councils(bodies: Raw, slugs: set[str]) -> Iterator[Said]:
    yield from _listed(bodies, "councils", _COUNCIL_NEEDED)
    sets = list(map(str, bodies.get("organ_sets") or ()))
    for row in fields.rows(bodies, "councils"):
        yield from _below(row.get("slug", "?"), (*_unknown_keys(row, _COUNCIL), *_council(row, slugs, sets)))


def _council(row: Raw, slugs: set[str], sets: Iterable[str]) -> Iterator[Said]:
    level, organs, parent = row.get("level"), row.get("organs"), row.get("parent")
    if "level" in row and level not in LEVELS:
        there = ", ".join(LEVELS)
        yield f"level: không có cấp {level!r} ({there})", f"level: no level {level!r} ({there})"
    if organs and str(organs) not in sets:
        yield from _below("organs", [_no("bộ cơ quan", "set of organs", organs, sets)])
    if parent is not None and str(parent) not in slugs:
        yield from _below("parent", [_no("hội đồng", "council", parent, slugs)])
    for key in ("predecessors", "successors"):
        yield from _kin(row, key, slugs)
    for key in ("valid_from", "valid_to"):
        if row.get(key) and not _is_day(row[key]):
            yield (
                f"{key}: {row[key]!r} không phải ngày (năm-tháng-ngày)",
                f"{key}: {row[key]!r} is no date (2026-12-31)",
            )


def _kin(row: Raw, key: str, slugs: set[str]) -> Iterator[Said]:
    yield from _shape(row, key)
    for kin in fields.rows(row, key):
        slug = str(kin.get("slug"))
        if slug not in slugs and not (slug.startswith("(") and slug.endswith(")")):
            yield from _below(key, [_no("hội đồng", "council", slug, slugs)])
        yield from _below(key, _unknown_keys(kin, frozenset({"slug", "part"})))


def _senders(raw: Raw, slugs: set[str]) -> Iterator[Said]:
    yield from _shape(raw, "senders")
    codes: Counter[str] = Counter()
    for row in fields.rows(raw, "senders"):
        code, council, aliases = str(row.get("code", "?")), row.get("council"), row.get("aliases") or []
        yield from _below(code, (*_missing(row, _SENDER_NEEDED), *_unknown_keys(row, _SENDER)))
        if council is not None and str(council) not in slugs:
            yield from _below(f"{code}: council", [_no("hội đồng", "council", council, slugs)])
        if not isinstance(aliases, list):
            yield f"{code}: aliases: phải là danh sách", f"{code}: aliases: a list is needed"
            aliases = []
        codes.update((code, *map(str, aliases)))
    twice = ((code, count) for code, count in codes.items() if count > 1)
    yield from ((f"{code}: mã ghi {count} lần", f"{code}: the code stands {count} times") for code, count in twice)


def _unfit(row: Raw) -> Iterator[Said]:
    """A slug that cannot stand in an address: said before a document has one, since neither changes ever after."""
    if "slug" in row and not text.is_slug(str(row["slug"])):
        vi = "slug chỉ gồm a-z, 0-9 và gạch nối, và không phải tên mà Windows giữ riêng, như con, aux, nul"
        yield vi, "a slug has a-z, 0-9 and hyphens alone, and is no name that Windows keeps (con, aux, nul…)"


def _listed(raw: Raw, key: str, needed: Iterable[str]) -> Iterator[Said]:
    """Problems that every list of things with a slug may have."""
    yield from _shape(raw, key)
    rows = fields.rows(raw, key)
    for row in rows:
        yield from _below(row.get("slug", "?"), (*_missing(row, needed), *_unfit(row)))
    seen = Counter(str(row["slug"]) for row in rows if "slug" in row)
    twice = ((slug, count) for slug, count in seen.items() if count > 1)
    yield from ((f"{slug}: slug ghi {count} lần", f"{slug}: the slug stands {count} times") for slug, count in twice)


def _missing(row: Raw, needed: Iterable[str]) -> Iterator[Said]:
    yield from ((f"thiếu khóa {key}", f"the key {key} is missing") for key in needed if key not in row)


def _unknown_keys(row: Raw, known: frozenset[str]) -> Iterator[Said]:
    for key in row:
        if key not in known:
            yield _no("khóa", "key", key, sorted(known))


def _is_day(value: object) -> bool:
    if isinstance(value, dt.date):
        return True
    try:
        dt.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
