"""The tables as packages: judged by frictionless itself, every file of them there, the licence with each."""

import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from plugins.archive_exports import json_lines, whole_line
from tests import inside
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("package") / "archive")
    fill(made)
    made.build()
    return made


def package(archive: Archive) -> dict[str, Any]:
    return dict(json.loads(archive.page("datapackage.json")))


def test_the_package_names_every_table_that_is_there(archive: Archive) -> None:
    named = {one["path"] for one in package(archive)["resources"]}
    there = {path.relative_to(archive.output).as_posix() for path in archive.output.rglob("*.csv")}
    alone = re.compile(r"giam-sat/ho-so/.*/ho-so\.csv|(.*/)?day-du/.*|du-lieu/ma-cu-.*|bao-cao/.*")

    assert {path for path in there if not alone.fullmatch(path)} == named
    assert all((archive.output / one["schema"]).is_file() for one in package(archive)["resources"])


def said(path: Path) -> list[str]:
    """What the lines of a file of data say of their licence."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if path.suffix == ".csv":
        return [row["giay_phep"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    return [json.loads(line)["giay_phep"] for line in data.splitlines()]


def test_every_line_of_every_table_says_its_licence(archive: Archive) -> None:
    kinds = ("*.csv", "*.jsonl", "*.jsonl.gz")
    files = [path for kind in kinds for path in inside.files(archive.output, kind, without={"nhat-ky"})]
    named = [said(path) for path in files]

    assert {one for lines in named for one in lines} == {"CC-PDM-1.0"}
    assert sum(map(bool, named)) > 10


def test_the_licence_stands_in_or_beside_every_file_of_data(archive: Archive) -> None:
    mark = "https://creativecommons.org/publicdomain/mark/1.0/"
    assert all(one["licenses"][0]["path"] == mark for one in package(archive)["resources"])
    told = ["datapackage.json", "dcat.jsonld", "du-lieu/index.json", "du-lieu/su-kien/moi-nhat.json", "atom.xml"]
    for name in told:
        assert mark in archive.page(name), name
    document = next(archive.output.rglob("document.json"))
    assert mark in document.with_name("index.html").read_text(encoding="utf-8")
    assert json.loads(document.read_bytes())["license"] == mark


def test_the_catalogue_of_a_portal_is_the_same_list(archive: Archive) -> None:
    found = json.loads(archive.page("dcat.jsonld"))
    base = "https://kho.lamgiang.example/"
    files = [one["downloadURL"] for kind in found["dataset"] for one in kind["distribution"]]

    assert sorted(files) == sorted(base + one["path"] for one in package(archive)["resources"])
    assert all(kind["license"] and kind["title"] for kind in found["dataset"])


def test_lines_and_documents_are_as_their_schemas_say(archive: Archive) -> None:
    folder = archive.output / "du-lieu/luoc-do"
    for name, pattern in (("van_ban", "du-lieu/2*.jsonl"), ("hieu_luc", "du-lieu/hieu-luc-*.jsonl"),
                          ("vien_dan", "du-lieu/vien-dan-*.jsonl"), ("hoi_dong", "du-lieu/hoi-dong.jsonl"),
                          ("ke_thua", "du-lieu/ke-thua.jsonl")):  # fmt: skip
        validator = checked(folder / f"{name}.schema.json")
        lines = [line for path in archive.output.glob(pattern) for line in path.read_text("utf-8").splitlines()]
        for line in lines:
            validator.validate(json.loads(line))
        assert lines or name in ("vien_dan", "hieu_luc")  # no document here says a day or names another one
    validator = checked(folder / "toan_van.schema.json")
    for path in archive.output.glob("du-lieu/toan-van/*.gz"):
        for text in gzip.decompress(path.read_bytes()).splitlines():
            validator.validate(json.loads(text))
    validator = checked(folder / "document.schema.json")
    for path in archive.output.rglob("document.json"):
        validator.validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize(
    "words",
    [
        "Điều 1. Mức chi",
        "",
        'a "b" \\ / c',
        "một\nhai\t\r\b\f\x01\x1f",
        "\x7f \x85 \x9f",
        "5 m² «đất» “ở”",
        "\u2028 \u2029",
        "\U0001f600 \ufeff",
    ],
)
def test_a_whole_text_has_the_bytes_of_any_other_line(words: str) -> None:
    line = {
        "dia_chi": "tinh/x",
        "trich_yeu": None,
        "noi_dung": words,
        "doan": [{"text": words, "rows": ((words, ""),)}],
    }

    assert whole_line(line) == json_lines([line])
    assert len(whole_line(line).decode().splitlines()) == 1


def checked(path: Path) -> jsonschema.Draft202012Validator:
    schema = json.loads(path.read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_who_succeeded_whom_is_a_table(archive: Archive) -> None:
    rows = [json.loads(line) for line in archive.page("du-lieu/ke-thua.jsonl").splitlines()]

    known = {"tu": "phu-vinh-dong", "den": "phu-vinh", "phan": "toan-bo", "giay_phep": "CC-PDM-1.0"}
    assert known in rows


def test_no_line_about_councils_leads_out_of_their_table(tmp_path: Path) -> None:
    """One document of the lowest council; its kin's kin and what the registry does not have are named, too."""
    made = Archive(tmp_path / "archive")
    outside = [{"slug": "(Xã Bến Lặng)", "part": "mot-phan"}]
    for one in made.councils:
        if one["slug"] == "phu-vinh":
            one |= {"predecessors": [{"slug": "phu-vinh-dong"}, *outside], "successors": outside, "valid_from": None}
        if one["slug"] == "hai-son":
            one["predecessors"] = [{"slug": "an-khe-ha"}]
    made.write_vocabulary()
    made.put(council="phu-vinh", level="xa")
    made.build()
    tables = {
        name: [json.loads(line) for line in made.page(f"du-lieu/{name}.jsonl").splitlines()]
        for name in ("hoi-dong", "ke-thua")
    }
    codes = {one["hoi_dong"] for one in tables["hoi-dong"]}
    kin = {
        code for one in tables["hoi-dong"] for key in ("ke_thua_tu", "ke_thua_boi") for code in one.get(key, "").split()
    }
    above = {one["truc_thuoc"] for one in tables["hoi-dong"] if "truc_thuoc" in one}
    ends = {one[key] for one in tables["ke-thua"] for key in ("tu", "den") if key in one}
    told = [
        (one.get("tu"), one.get("den"), one["ten_ngoai"], one["phan"])
        for one in tables["ke-thua"]
        if "ten_ngoai" in one
    ]

    assert kin | above | ends <= codes
    assert {"phu-vinh-dong", "hai-son", "an-khe-ha"} <= kin | above
    assert told == [(None, "phu-vinh", "Xã Bến Lặng", "mot-phan"), ("phu-vinh", None, "Xã Bến Lặng", "mot-phan")]


@pytest.mark.long
def test_frictionless_finds_every_table_valid(archive: Archive) -> None:
    import frictionless  # for this test alone: it loads half a second long

    report = frictionless.Package(str(archive.output / "datapackage.json")).validate()

    assert report.valid, report.flatten(["name", "type", "message"])
    assert len(report.tasks) == len(package(archive)["resources"])
