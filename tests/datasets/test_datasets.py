"""What researchers get is what the site shows, whole, typed, the same each time, and nothing that is not shown."""

import json
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from pipeline import datasets, errors
from tests.cli.conftest import hdnd
from tests.plugins import mini
from tests.plugins.archive import Archive


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    base = sqlite3.connect(path)
    try:
        return base.execute(sql).fetchall()
    finally:
        base.close()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_sqlite_holds_every_table_and_finds_words_without_marks(built: Archive, tmp_path: Path) -> None:
    done = hdnd(built.root, "export", "sqlite", str(tmp_path / "kho.sqlite"), "--site", str(built.output))
    assert done.returncode == 0, done.stderr
    base = tmp_path / "kho.sqlite"

    assert query(base, "SELECT count(*) FROM van_ban") == [(6,)]
    assert query(base, "SELECT den, phan FROM ke_thua WHERE tu = 'phu-vinh-dong' ORDER BY den") == [
        ("hai-son", "mot-phan"),
        ("phu-vinh", "toan-bo"),
    ]
    assert query(base, "SELECT quan_he, toi FROM vien_dan WHERE cau_chu LIKE 'Bãi bỏ%'") == [
        ("bai-bo", "tinh/lam-giang/2024/12-2024-nq-hdnd tinh/lam-giang/2024/12-2024-nq-hdnd-2024-12-10")
    ]
    found = "SELECT count(*) FROM van_ban_fts WHERE van_ban_fts MATCH 'nguoi co cong'"
    assert query(base, found)[0][0] == 5
    assert query(base, "SELECT trich_yeu FROM van_ban WHERE so_ky_hieu = '32/NQ-HĐND'") == [
        ('=Về "mức chi", dấu phẩy\'',)
    ]
    assert query(base, "SELECT count(*) FROM doan WHERE ma = 'dieu-1'") == [(6,)]
    assert {name for (name,) in query(base, "SELECT DISTINCT bang FROM tu_dien")} >= {"van_ban", "doan", "su_kien"}
    assert query(base, "SELECT gia_tri FROM thong_tin WHERE ten = 'license'")[0][0]
    assert query(base, "PRAGMA integrity_check") == [("ok",)]


def test_a_site_without_documents_gives_empty_tables(tmp_path: Path) -> None:
    empty = Archive(tmp_path / "archive")
    empty.build()
    assert datasets.write_sqlite(datasets.SiteData(empty.output), tmp_path / "kho.sqlite") == 0
    datasets.write_files(datasets.SiteData(empty.output), tmp_path / "out", ".jsonl", datasets.json_lines)

    assert query(tmp_path / "kho.sqlite", "SELECT count(*) FROM doan") == [(0,)]
    assert not list((tmp_path / "out").glob("van_ban-*"))


def test_the_same_site_gives_the_same_bytes(built: Archive, tmp_path: Path) -> None:
    for name in ("one", "two"):
        datasets.write_sqlite(datasets.SiteData(built.output), tmp_path / f"{name}.sqlite")
        datasets.write_files(datasets.SiteData(built.output), tmp_path / name, ".jsonl", datasets.json_lines)

    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()
    assert mini.tree(tmp_path / "one") == mini.tree(tmp_path / "two")


def test_json_lines_of_a_year_hold_text_and_passages(built: Archive, tmp_path: Path) -> None:
    done = hdnd(built.root, "export", "jsonl", str(tmp_path / "out"), "--site", str(built.output))
    assert done.returncode == 0, done.stderr

    (one,) = lines(tmp_path / "out/van_ban-2025.jsonl")
    assert str(one["toan_van"]).startswith("Điều 1. Bãi bỏ\nBãi bỏ Nghị quyết")
    assert [row.get("ma") for row in lines(tmp_path / "out/doan-2025.jsonl")] == ["dieu-1", None]
    named = {one["path"] for one in json.loads((tmp_path / "out/datapackage.json").read_bytes())["resources"]}
    assert named == {path.name for path in (tmp_path / "out").iterdir()} - {"datapackage.json"}


def test_a_withdrawn_document_leaves_no_file_of_its_year_behind(built: Archive, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.output, site)
    data = tmp_path / "data"
    datasets.write_files(datasets.SiteData(site), data, ".jsonl", datasets.json_lines)
    package = json.loads((site / "datapackage.json").read_bytes())
    package["resources"] = [one for one in package["resources"] if "2025" not in one["name"]]
    (site / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    datasets.write_files(datasets.SiteData(site), data, ".jsonl", datasets.json_lines)

    assert not [path.name for path in data.iterdir() if "2025" in path.name]


def test_a_folder_of_other_things_is_left_alone(built: Archive, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(errors.UsageError, match=r"mine\.txt"):
        datasets.write_files(datasets.SiteData(built.output), tmp_path, ".jsonl", datasets.json_lines)


def test_without_the_library_nothing_of_an_earlier_run_is_lost(
    built: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = datasets.SiteData(built.output)
    names = datasets.write_files(data, tmp_path, ".parquet", datasets.parquet())
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(errors.ToolMissing):
        datasets.write_files(data, tmp_path, ".parquet", datasets.parquet())
    assert all((tmp_path / f"{name}.parquet").exists() for name in names)


@pytest.mark.parametrize("kind", ["sqlite", "jsonl", "parquet"])
def test_where_no_site_is_built_one_sentence_says_so(kind: str, tmp_path: Path) -> None:
    done = hdnd(tmp_path, "export", kind, str(tmp_path / "out"), "--site", str(tmp_path))

    assert (done.returncode, done.stdout) == (2, "")
    assert "hdnd build" in done.stderr and "Traceback" not in done.stderr


def test_a_path_that_leads_out_of_a_copy_is_not_read(built: Archive, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.output, site)
    package = json.loads((site / "datapackage.json").read_bytes())
    package["resources"][0]["path"] = "../outside.csv"
    (site / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")

    with pytest.raises(errors.UsageError, match="nằm ngoài trang"):
        datasets.write_sqlite(datasets.SiteData(site), tmp_path / "kho.sqlite")
    assert not (tmp_path / "kho.sqlite").exists()
