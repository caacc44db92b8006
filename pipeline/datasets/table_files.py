"""The tables as files, those of documents by year: JSON lines, or Parquet (with the extra `data`).

A folder holds its own `datapackage.json`; writing there again first takes away what that names, so that no file of a
year stays whose documents were withdrawn, and none that a killed run left.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pipeline import errors
from pipeline.archive import store
from pipeline.datasets.site_data import PACKAGE, TABLES, DataColumn, Row, SiteData
from pipeline.document.licence import LICENCE_FIELD, LICENCE_NAME

Writes = Callable[[Path, tuple[DataColumn, ...], Iterable[Row], SiteData], None]
"""What writes one file of a table."""


def write(data: SiteData, dest: Path, suffix: str, form: Writes) -> list[str]:
    """Write all tables into a folder that is empty, new, or was written so before; the names of the files.

    Raises UsageError where something else lies there.
    """
    _make_room(dest)
    parts = [(table, year, f"{table}-{year}" if year else table) for table in TABLES for year in data.years(table)]
    resources = [_resource(name, f"{name}{suffix}", data.columns(table)) for table, _, name in parts]
    said = {**data.about, "profile": "data-package", "resources": resources}
    store.write(dest / PACKAGE, f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode())
    for table, year, name in parts:
        form(dest / f"{name}{suffix}", data.columns(table), data.rows(table, year), data)
    return [name for _, _, name in parts]


def json_lines(path: Path, columns: tuple[DataColumn, ...], rows: Iterable[Row], data: SiteData) -> None:
    """One JSON object a line; what is unknown is left out, and each says its licence."""
    known = ({key: value for key, value in row.items() if value is not None} for row in rows)
    lines = (json.dumps({**row, LICENCE_FIELD: LICENCE_NAME}, ensure_ascii=False) for row in known)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def parquet() -> Writes:
    """What writes Parquet: typed columns with their meaning and the licence in the file itself.

    Raises ToolMissing without pyarrow, before anything is written: the files of an earlier run were emptied out first.
    """
    try:
        import pyarrow.parquet  # noqa: F401 of the extra `data`
    except ImportError as error:
        raise errors.library_missing("pyarrow") from error
    return _parquet


def _parquet(path: Path, columns: tuple[DataColumn, ...], rows: Iterable[Row], data: SiteData) -> None:
    import pyarrow as arrow
    from pyarrow import parquet as files

    types = {"integer": arrow.int64(), "date": arrow.date32(), "datetime": arrow.timestamp("s", tz="UTC")}
    fields = [
        arrow.field(one.name, types.get(one.kind, arrow.string()), metadata={"description": one.meaning})
        for one in columns
    ]
    kinds = {one.name: one.kind for one in columns}
    table = arrow.Table.from_pylist(
        [{name: _value(value, kinds[name]) for name, value in row.items()} for row in rows],
        schema=arrow.schema(fields, metadata=data.facts),
    )
    files.write_table(table, path, compression="zstd")


def _value(value: Any, kind: str) -> Any:
    if value is None or kind not in ("date", "datetime"):
        return value
    return dt.date.fromisoformat(value) if kind == "date" else dt.datetime.fromisoformat(value)


def _make_room(dest: Path) -> None:
    dest.mkdir(parents=True, exist_ok=True)
    try:
        before = json.loads((dest / PACKAGE).read_bytes())["resources"] if (dest / PACKAGE).exists() else []
        for name in (Path(one["path"]).name for one in before):
            (dest / name).unlink(missing_ok=True)
    except (ValueError, KeyError, TypeError):
        before = []
    left = sorted(path.name for path in dest.iterdir() if path.name != PACKAGE)
    if left:
        raise errors.UsageError(
            what=f"{dest}: thư mục còn {left[0]}, hãy chọn thư mục trống",
            what_en=f"{dest}: holds {left[0]} still; choose an empty folder",
        )


def _resource(name: str, path: str, columns: tuple[DataColumn, ...]) -> dict[str, Any]:
    fields = [{"name": one.name, "type": one.kind, "description": one.meaning} for one in columns]
    if path.endswith(".jsonl"):
        fields.append({"name": LICENCE_FIELD, "type": "string", "description": "Giấy phép, theo mã SPDX."})
    return {"name": name, "path": path, "format": path.rpartition(".")[2], "schema": {"fields": fields}}
