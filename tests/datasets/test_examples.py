"""The examples of docs/how-to/use-the-data.md, run as they stand there by the real programs."""

import json
import re
import shlex
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import hdnd
from tests.plugins.archive import Archive

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/use-the-data.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.long


def examples(heading: str, language: str) -> list[str]:
    """The blocks of code of a part of the page."""
    (part,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    return re.findall(rf"^```{language}\n(.*?)^```", part, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def folder(built: Archive, exported: Path) -> Path:
    """The commands of the page, but the one that reads a stick; the site has no registers that anybody signed for."""
    for line in examples("Files for researchers", "")[0].splitlines():
        command = shlex.split(line, comments=True)[1:]
        if "--site" not in command:
            *words, dest = command
            done = hdnd(built.root, *words, str(exported / dest), "--site", str(built.output))
            assert done.returncode == 0, done.stderr
    return exported


def test_duckdb_answers_every_example(folder: Path) -> None:
    import duckdb

    base = duckdb.connect()
    answers = []
    for text in examples("DuckDB", "sql"):
        for query in (
            text.replace("'parquet/", f"'{folder}/parquet/").replace("'output/", f"'{folder}/output/").split(";")
        ):
            answers += [base.execute(query).fetchall()] if query.strip() else []
    by_level, articles, by_type, passages = answers

    assert [row[:2] for row in by_level] == [("tinh", 5), ("xa", 1)]
    assert articles[0][1] == 1 and len(articles) == 6
    assert ("bao-cao", 1) in by_type and passages and all("mức chi" in row[2] for row in passages)


def test_the_data_page_s_command_makes_one_table_of_the_years(built: Archive, tmp_path: Path) -> None:
    import duckdb

    page = (ROOT / "content/pages/du-lieu.md").read_text(encoding="utf-8")
    (query,) = re.findall(r'`duckdb -c "([^"`]*)"`', page)
    for there, here in (("'du-lieu/", f"'{built.output}/du-lieu/"), ("'dat-dai.parquet'", f"'{tmp_path}/x.parquet'")):
        query = query.replace(there, here)
    query = query.replace("linh_vuc = 'dat-dai'", "hieu_luc IS NOT NULL")  # the little archive has no field of land
    base = duckdb.connect()
    base.execute(query)

    assert set(base.read_parquet(str(tmp_path / "x.parquet")).project("loai").fetchall()) == {("nghi-quyet",)}


def test_pandas_and_frictionless_run_as_they_stand_there(folder: Path) -> None:
    for heading in ("pandas", "Frictionless"):
        (code,) = examples(heading, "python")
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "nghi-quyet" in done.stdout or done.stdout.startswith("True")


def test_parquet_is_typed_and_says_what_it_means_and_whose_it_is(folder: Path) -> None:
    import pyarrow.parquet as parquet

    schema = parquet.read_schema(folder / "parquet/van_ban-2024.parquet")
    assert str(schema.field("ngay_ban_hanh").type) == "date32[day]"
    assert schema.field("so_ky_hieu").metadata[b"description"].decode() == "Số, ký hiệu."
    assert b"publicdomain" in schema.metadata[b"license"]


def test_sqlite_answers_the_example_and_datasette_opens_it(folder: Path) -> None:
    (query,) = examples("datasette", "sql")
    base = sqlite3.connect(folder / "kho.sqlite")
    assert [row[0] for row in base.execute(query)][-1] == "32/NQ-HĐND"
    base.close()
    (command,) = examples("datasette", "")
    words = [str(ROOT / ".venv/bin/datasette") if one == "datasette" else one for one in shlex.split(command)]
    words[0] = str(Path(sys.executable).with_name("datasette"))
    with subprocess.Popen([*words, "--port", "0", "--uds", str(folder / "socket")], cwd=folder) as running:
        try:
            found = asked(folder / "socket", "/kho/van_ban.json?_search=nguoi+co+cong&_shape=array&_nl=on")
            page = asked(folder / "socket", "/kho/van_ban")
        finally:
            running.terminate()

    assert len([json.loads(line) for line in found.splitlines()]) == 5
    assert 'name="_search"' in page  # datasette itself saw that the table can be searched


def asked(socket: Path, path: str) -> str:
    import httpx

    with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), timeout=60) as client:
        for _ in range(300):
            if socket.exists():
                try:
                    return client.get(f"http://datasette{path}").raise_for_status().text
                except httpx.ConnectError:
                    pass
            time.sleep(0.2)
    raise AssertionError("datasette never answered")


def test_frictionless_finds_the_exported_tables_valid(folder: Path) -> None:
    import frictionless

    report = frictionless.Package(str(folder / "parquet/datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
