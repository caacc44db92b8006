"""An officer finds a published document by what people call it."""

import datetime as dt

import pytest

from pipeline.archive import finder
from tests.archive.office import Office


@pytest.fixture
def addresses(office: Office) -> list[str]:
    """Two documents, the older first."""
    kept = office.accept(office.package(), trich_yeu="Quy định mức thu học phí: công lập")
    later = office.package("hai.edxml", b"hai", number="2/2025", issue_date=dt.date(2025, 3, 5), document_id="A2")
    return [str(kept.document), str(office.accept(later, trich_yeu="Về giá nước sạch").document)]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("12/2024/NQ-HĐND", [0]),
        ("012-2024-nq", [0]),
        ("12/NQ-HDND năm 2024", [0]),
        ("nghị quyết số 12 của hđnd tỉnh", [0]),
        ("hoc phi", [0]),
        ("học phí CÔNG LẬP 2024", [0]),
        ("giá nước lam giang", [1]),
        ("10/12/2024", [0]),
        ("5/3/2025", [1]),
        ("nq-hdnd", [1, 0]),
        ("2/2025", [1]),
        ("1", []),
        ("tinh/lam-giang/2024", [0]),
        ("không có", []),
        ("số", []),
        ("...", []),
    ],
)
def test_every_word_of_number_title_council_or_day_counts(
    office: Office, addresses: list[str], asked: str, places: list[int]
) -> None:
    shelves = office.store.shelves

    found = [one.address for one in finder.find(asked, shelves.catalogue, shelves.vocabulary)]

    assert found == [addresses[place] for place in places]
