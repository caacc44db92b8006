import datetime as dt

import pytest

from plugins import filters


@pytest.mark.parametrize(
    ("size", "label"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (219_136, "214 KB"),
        (1_572_864, "1,5 MB"),
        (3 << 30, "3 GB"),
        (250 << 20, "250 MB"),
    ],
)
def test_sizes_are_said_shortly(size: int, label: str) -> None:
    assert filters.size_label(size) == label


def test_dates_are_said_as_vietnamese_offices_write_them() -> None:
    assert filters.date_label(dt.date(2024, 12, 9)) == "09/12/2024"
    assert filters.date_label("2024-12-09") == "09/12/2024"
    assert filters.date_label(None) is None


def test_an_instant_is_shown_by_the_clock_in_vietnam_and_kept_in_utc() -> None:
    instant = dt.datetime(2024, 12, 9, 20, 30, tzinfo=dt.UTC)

    assert filters.instant_label(instant) == "10/12/2024 03:30"
    assert filters.instant_iso(instant) == "2024-12-09T20:30:00Z"


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Nghị quyết số 12.docx", "nghi-quyet-so-12.pdf"),
        ("..\\..\\CON.pdf", "van-ban-con.pdf"),
        ("???", "van-ban.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_a_received_name_is_made_safe_to_save(name: str, saved: str) -> None:
    assert filters.download_name(name, "pdf") == saved
