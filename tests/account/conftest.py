import datetime as dt
from pathlib import Path

import pytest

from tests.archive.office import DISTRICT, PROVINCE, ZONE, Office, found_archive

BEGIN, END = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


def at(office: Office, month: int, day: int, hour: int = 9) -> None:
    """Put the office's clock."""
    office.now = dt.datetime(2026, month, day, hour, tzinfo=ZONE)


def number(office: Office, count: int, sender: str = PROVINCE, **more: str) -> str | None:
    """Send an individual resolution of that number; answers its address."""
    facts = {"number": str(count), "notation": "NQ-HĐND", "issue_date": dt.date(2026, 1, 5), "sender": sender}
    name = f"{sender}-{count}-{office.now:%m%d%H%M}"
    return office.send(f"{name}.edxml", name.encode(), **{**facts, "document_id": name, **more}).document


@pytest.fixture
def quiet(tmp_path: Path) -> Office:
    """An archive in which nothing has happened yet."""
    found_archive(tmp_path / "kho")
    return Office(tmp_path / "kho")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An archive that worked through a year: carried-over, held, refused, approved late, withdrawn, two councils."""
    root = tmp_path / "kho"
    root.mkdir()
    found_archive(root)
    (root / "archive.yaml").write_text("address: L77.01\n", encoding="utf-8")
    office = Office(root)
    office.now = dt.datetime(2025, 12, 29, 9, tzinfo=ZONE)
    carried = office.package("cu.edxml", b"cu", document_id="CU", number="90", issue_date=dt.date(2025, 12, 20))
    waiting = office.hold(carried, "scan-needs-person")
    office.hold(office.package("cu-2.edxml", b"cu 2", document_id="CU2", number="91"), "conflict")
    for count, (month, day) in enumerate([(1, 5), (1, 9), (2, 3), (2, 20), (4, 1), (6, 30)], 1):
        at(office, month, day, 23)
        number(office, count if count < 4 else count + 2)
        number(office, count, DISTRICT)
    at(office, 3, 3)
    office.approve(waiting.receipt, carried)
    refused = office.hold(office.package("hong.edxml", b"hong", document_id="H", number="70"), "scan-needs-person")
    office.store.refuse(refused.receipt, office.person("bản nháp"))
    at(office, 5, 5)
    late = office.package("muon.edxml", b"muon", document_id="MUON", number="7", issue_date=dt.date(2026, 5, 4))
    held = office.hold(late, "scan-needs-person")
    office.hold(office.package("mat.edxml", b"mat", document_id="MAT", number="8"), "secret-mark")
    at(office, 7, 2)
    office.approve(held.receipt, late)
    number(office, 9)
    return office
