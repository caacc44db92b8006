"""What a built site, or a copy of one, publishes as tables: read from its `datapackage.json` and the files it names."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import errors
from pipeline.document.licence import LICENCE_FIELD

PACKAGE = "datapackage.json"
DOCUMENTS, PASSAGES, STEPS = "van_ban", "doan", "ho_so"
TABLES = (
    DOCUMENTS, PASSAGES, "vien_dan", "hieu_luc", "hoi_dong", "ke_thua", "ho_so_giam_sat", STEPS, "su_kien",
    "vien_dan_chua_co",
)  # fmt: skip
"""All of them, whether a site has lines of a table or none."""
Row = dict[str, Any]
"""A line of a table: text, whole numbers, None for what is unknown; days and instants are ISO text."""


class DataColumn(NamedTuple):
    """A column: `kind` is a type of Table Schema."""

    name: str
    kind: str
    meaning: str


_TEXT = DataColumn("toan_van", "string", "Toàn văn, mỗi đoạn một dòng; ô của bảng cách nhau bằng dấu tab.")
_PASSAGES = (
    DataColumn("dia_chi", "string", "Địa chỉ của văn bản; khóa ngoài sang bảng văn bản."),
    DataColumn("thu_tu", "integer", "Thứ tự của đoạn trong văn bản, từ 1."),
    DataColumn("loai", "string", "Loại đoạn: chuong, muc, dieu, khoan, diem, bang…"),
    DataColumn("ma", "string", "Mã của đoạn, là điểm neo trên trang: dieu-5-khoan-2."),
    DataColumn("bac", "integer", "Bậc của đề mục; 0 khi không phải đề mục."),
    DataColumn("noi_dung", "string", "Nội dung chữ; bảng thì mỗi hàng một dòng, ô cách nhau bằng dấu tab."),
)
_DOSSIER = DataColumn("ho_so_giam_sat", "string", "Địa chỉ hồ sơ; khóa ngoài sang bảng hồ sơ giám sát.")
_FORMULA = "=+-@\t\r"


@dataclass(frozen=True)
class SiteData:
    """The tables of the site in `folder`.

    Raises:
        UsageError: no site of an archive stands there, or a file that it names is not there.
    """

    folder: Path

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """Name, publisher and licence: the package without its resources."""
        return {key: value for key, value in self._package.items() if key != "resources"}

    @property
    def facts(self) -> dict[str, str]:
        """The same as plain text: name, address, licence, id of the archive."""
        known = {key: str(self.about[key]) for key in ("title", "homepage", "description", "id") if key in self.about}
        return known | {"license": str(self.about["licenses"][0]["path"])}

    def years(self, table: str) -> list[str]:
        """The years by which a table is cut, or one empty name for a table that is whole."""
        parts = {_label(one) for one in self._package["resources"] if _table(one) == _source(table)}
        return sorted({label[:4] for label in parts}) if _source(table) in _BY_YEAR else [""]

    def columns(self, table: str) -> tuple[DataColumn, ...]:
        """The columns of a table, in order; the licence is one of JSON lines alone, the other forms say it once."""
        if table == PASSAGES:
            return _PASSAGES
        fields = self._json(f"du-lieu/luoc-do/{table}.json")["fields"]
        known = tuple(
            DataColumn(one["name"], one["type"], one["description"]) for one in fields if one["name"] != LICENCE_FIELD
        )
        if table == STEPS:
            return (_DOSSIER, *known)
        return (*known, _TEXT) if table == DOCUMENTS else known

    def rows(self, table: str, year: str = "") -> Iterator[Row]:
        """The lines of a table (of one year), in the order of the site."""
        if table == PASSAGES:
            return (row for one in self._published(DOCUMENTS, year) for row in self._passages(one["dia_chi"]))
        if table == STEPS:
            return self._steps()
        rows = self._published(table, year)
        return (self._with_text(row) for row in rows) if table == DOCUMENTS else rows

    @cached_property
    def _package(self) -> Mapping[str, Any]:
        return dict(self._json(PACKAGE))

    def _published(self, table: str, year: str) -> Iterator[Row]:
        kinds = {one.name: one.kind for one in self.columns(table)}
        for one in self._package["resources"]:
            if _table(one) == table and _label(one).startswith(year):
                for values in self._lines(one["path"]):
                    yield {name: _typed(values.get(name), kind) for name, kind in kinds.items()}

    def _lines(self, path: str) -> Iterable[Mapping[str, Any]]:
        """Of a CSV, or of the same as JSON lines where it is there: those hold each word as it is."""
        lines = self._path(path).with_suffix(".jsonl")
        if lines.is_file():
            return [json.loads(line) for line in lines.read_text(encoding="utf-8").split("\n") if line]
        text = self._text(path, "utf-8-sig")
        rows = csv.DictReader(text.splitlines(keepends=True))
        return [{key: _as_meant(value) for key, value in row.items()} for row in rows]

    def _with_text(self, row: Row) -> Row:
        return row | {_TEXT.name: "\n".join(one["noi_dung"] for one in self._passages(row["dia_chi"]))}

    def _passages(self, address: str) -> list[Row]:
        found = self._json(f"{address}/document.json")["passages"]
        return [
            {
                "dia_chi": address,
                "thu_tu": number,
                "loai": one["kind"],
                "ma": one.get("id"),
                "bac": one.get("depth", 0),
                "noi_dung": one.get("text") or "\n".join("\t".join(cells) for cells in one.get("rows", ())),
            }
            for number, one in enumerate(found, 1)
        ]

    def _steps(self) -> Iterator[Row]:
        names = [one.name for one in self.columns(STEPS)]
        for path in sorted(self.folder.glob("giam-sat/ho-so/*/ho-so.json")):
            address = path.parent.relative_to(self.folder).as_posix()
            for row in json.loads(path.read_bytes())["rows"]:
                yield {name: address if name == _DOSSIER.name else row.get(name) for name in names}

    def _json(self, path: str) -> Any:
        return json.loads(self._text(path))

    def _text(self, path: str, encoding: str = "utf-8") -> str:
        try:
            return self._path(path).read_text(encoding=encoding)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise errors.UsageError(
                what=f"{self.folder}: không có {path} của một trang đã dựng; hãy chạy hdnd build",
                what_en=f"{self.folder}: no {path} of a built site; run hdnd build",
            ) from error

    def _path(self, path: str) -> Path:
        found = (self.folder / path).resolve()
        if not found.is_relative_to(self.folder.resolve()):
            raise errors.UsageError(
                what=f"{PACKAGE}: {path} nằm ngoài trang", what_en=f"{PACKAGE}: {path} lies outside the site"
            )
        return found


_BY_YEAR = frozenset({DOCUMENTS, "vien_dan", "hieu_luc"})


def _source(table: str) -> str:
    return DOCUMENTS if table == PASSAGES else table


def _table(resource: Mapping[str, Any]) -> str:
    return str(resource["schema"]).rpartition("/")[2].removesuffix(".json")


def _label(resource: Mapping[str, Any]) -> str:
    return str(resource["name"]).partition("-")[2]


def _as_meant(cell: str | None) -> str | None:
    """A cell without the sign that keeps a spreadsheet from taking it for a formula; None for an empty one."""
    return (cell[1:] if cell[0] == "'" and cell[1:2] in _FORMULA and cell[1:] else cell) if cell else None


def _typed(value: Any, kind: str) -> Any:
    return int(value) if value is not None and kind == "integer" else value
