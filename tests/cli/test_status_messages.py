"""Status messages among the packages: our own that come back wait for nobody, and count as no package."""

import re
from pathlib import Path

import pytest

from pipeline.account.books import Books
from pipeline.document import register
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """An archive that received a package and answers its sender."""
    office = Office(write_archive(tmp_path / "kho"))
    office.send(office.budget())
    assert hdnd(office.folder, "receive").returncode == 0
    return office.folder


def message(root: Path, name: str, status: str, sender: str | None = None) -> None:
    """One of our own answers in the inbox again, as another code, or from another sender."""
    (own, *_) = sorted((root / "outbox").glob("*_03.edxml"))
    said = own.read_text(encoding="utf-8").replace("StatusCode>03<", f"StatusCode>{status}<")
    if sender:
        said = re.sub(r"(From><edXML:OrganId>)[^<]*", rf"\g<1>{sender}", said)
    (root / "inbox" / name).write_text(said, encoding="utf-8")


def test_our_own_are_recorded_and_wait_for_nobody_and_those_of_others_are_held(answered: Path) -> None:
    message(answered, "a.edxml", "03")
    message(answered, "b.edxml", "01", "000.00.24.K98")
    message(answered, "c.edxml", "99", "000.00.24.K98")
    before = sorted(path.name for path in (answered / "outbox").iterdir())

    assert hdnd(answered, "receive").returncode in (0, 10)

    lines = register.read(answered / "content/register/receipts.jsonl", register.Receipt)
    assert [(line.outcome, line.reason) for line in lines[1:]] == [
        ("refused", "status-echo"),
        ("held", "not-a-document"),
        ("held", "not-a-document"),
    ]
    assert sorted(path.name for path in (answered / "outbox").iterdir()) == before, "nobody is answered"
    waiting = hdnd(answered, "review", "list", "--json").stdout
    assert "not-a-document" in waiting and "status-echo" not in waiting
    assert [case.last.reason for case in Books(receipts=lines).cases.values()] == [
        None,
        "not-a-document",
        "not-a-document",
    ]
