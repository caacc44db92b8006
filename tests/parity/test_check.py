"""The checker for senders in the browser says what `hdnd check` says of an envelope and its files."""

import base64
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline import gate, ingest
from pipeline.document.model import Finding
from plugins.archive_pages import checker
from tests import province
from tests.ingest import damage, packages
from tests.ingest.packages import PDF, File, Package, zipped
from tests.node import NODE

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "cases" / "check.json").read_text("utf-8"))["packages"]
MARKS = ("xml-repaired", "secret", "personal", "circulation", "draft")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def data_of(said: dict[str, Any]) -> bytes:
    """The bytes of one file of a case."""
    if "zip" in said:
        inner = {name: _inside(text) for name, text in said["zip"].items()}
        before, behind = (str(said.get(side, "")).encode() for side in ("before", "behind"))
        return before + zipped(**inner)[: said.get("cut")] + behind
    return _OLE if said.get("ole") else said["text"].encode() if "text" in said else PDF


def _inside(said: str | dict[str, Any]) -> bytes:
    return data_of({"zip": said}) if isinstance(said, dict) else PDF if said == "PDF" else said.encode()


def made(case: dict[str, Any]) -> tuple[str, bytes]:
    """Name and bytes of what a sender would send."""
    if "bare" in case:
        return case["bare"]["name"], data_of(case["bare"])
    if "raw" in case:
        return case["name"], case["raw"].encode()
    if case.get("shape") == "status":
        by = {"sender": case["sender"]} if "sender" in case else {}
        return "a.edxml", packages.status(case["code"], **by).encode()
    files = [
        File(one["name"], data_of(one), "", encoded=one.get("encoded"))
        for one in case.get("files", [{"name": "a.pdf"}])
    ]
    keys = ("header", "business", "extra", "sent", "manifest")
    package = Package(files=files, **{key: case[key] for key in keys if key in case})
    written = getattr(packages, case.get("shape", "java"))(package)
    if isinstance(written, bytes):
        return "a.edxml", written
    written = written.replace(*case["replace"], 1) if "replace" in case else written
    if "within" in case:
        return case["name"], packages.within(case["within"], written)
    return "a.edxml", written[: case.get("cut")].encode(case.get("encoding", "utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_python_says_what_the_table_says(case: dict[str, Any], tmp_path: Path) -> None:
    found = in_python(tmp_path, *made(case))

    assert sorted({finding.code for finding in found}) == case["codes"]


def in_python(folder: Path, name: str, data: bytes) -> list[Finding]:
    """What `hdnd check` says of an envelope and its files."""
    path = folder / name
    path.write_bytes(data)
    place = province.SETTINGS
    package = ingest.read(path, folder / "work", place.limits, address=place.address)
    return [*package.findings, *gate.envelope(package, place, province.vocabulary(), today=province.TODAY)]


def in_the_browser(tmp_path: Path, packages_sent: Iterable[tuple[str, bytes]]) -> list[list[str]]:
    """What the page says, as sorted codes."""
    rules = checker.rules(province.SETTINGS, province.vocabulary()) | {"today": province.TODAY.isoformat()}
    sent = [{"name": name, "data": base64.b64encode(data).decode()} for name, data in packages_sent]
    (tmp_path / "rules.json").write_text(json.dumps(rules), "utf-8")
    (tmp_path / "sent.json").write_text(json.dumps(sent), "utf-8")
    command = [NODE, str(HERE / "check.cjs"), str(tmp_path / "rules.json"), str(tmp_path / "sent.json")]
    answer: list[list[str]] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return answer


def comparable(codes: Iterable[str]) -> set[str]:
    """Behind tags that do not match, only marks: how libxml2 puts such a tree right no browser can tell."""
    said = set(codes)
    return {code for code in said if code.startswith(MARKS)} if "xml-repaired" in said else said


def test_the_browser_says_the_same_of_damaged_packages(tmp_path: Path) -> None:
    damaged = list(damage.packages_of(11, 300))
    browser = in_the_browser(tmp_path, (("a.edxml", data) for data in damaged))

    agreed = 0
    for number, (data, codes) in enumerate(zip(damaged, browser, strict=True)):
        found = in_python(tmp_path, f"{number}.edxml", data)
        agreed += comparable(codes) == comparable(finding.code for finding in found)
        assert codes or not any(finding.stops for finding in found)
    assert agreed >= 0.97 * len(damaged)


def test_the_browser_says_the_same(tmp_path: Path) -> None:
    said = in_the_browser(tmp_path, map(made, CASES))

    wrong = {
        case["why"]: (codes, case["codes"]) for case, codes in zip(CASES, said, strict=True) if codes != case["codes"]
    }
    assert wrong == {}


def test_the_browser_reads_files_under_the_names_that_the_office_reads(tmp_path: Path) -> None:
    written = packages.java(Package(manifest=False))
    names = ("AttachmentData", "fileContent", "Base64", "Content")
    sent = [("a.edxml", written.replace("ContentTransferEncoded", name).encode()) for name in names]
    sent += [("b.edxml", data.replace(b"Attachment>", b"TepDinhKem>")) for _, data in sent]

    said = in_the_browser(tmp_path, sent)

    assert [{*codes} for codes in said] == [{one.code for one in in_python(tmp_path, *case)} for case in sent]
