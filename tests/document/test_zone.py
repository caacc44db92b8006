"""The days of the law are those of Viet Nam, wherever the machine stands: 20:00 UTC is tomorrow."""

import ast
import datetime as dt

import pytest

from pipeline.document import markdown, zone
from pipeline.document.model import Action
from tests import inside
from tests.archive.office import Office, found_archive

EVENING = dt.datetime(2025, 12, 31, 20, 0, tzinfo=dt.UTC)
TOMORROW = dt.date(2026, 1, 1)
ADDRESS = "tinh/lam-giang/2024/12-2024-nq-hdnd"


@pytest.fixture
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose machine runs on UTC, in its evening."""
    root = tmp_path_factory.mktemp("kho")
    found_archive(root)
    return Office(root, now=EVENING)


@pytest.mark.parametrize("how", ["withdraw", "suspend", "recall", "secret"])
def test_a_tombstone_bears_the_day_of_viet_nam(abroad: Office, how: str) -> None:
    abroad.send("1.edxml")
    if how == "withdraw":
        abroad.store.published().withdraw(ADDRESS, abroad.person(), "error")
    elif how == "suspend":
        abroad.store.published().suspend(ADDRESS, abroad.person())
    elif how == "recall":
        abroad.accept(abroad.package("2.edxml", action=Action.recall, sent_at=EVENING))
    else:
        abroad.hold(abroad.package("2.edxml", b"hai", action=Action.update), "secret-mark")

    assert markdown.read(abroad.content()[ADDRESS], ADDRESS)[0].state_date == TOMORROW


def test_an_address_is_first_seen_on_the_day_of_viet_nam(abroad: Office) -> None:
    abroad.send("1.edxml")

    assert '"first":"2026-01-01"' in (abroad.root / "content/register/addresses.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("hours", [-12, -5, 0, 7, 14])
def test_one_instant_is_one_day_whatever_clock_wrote_it(hours: int) -> None:
    written = EVENING.astimezone(dt.timezone(dt.timedelta(hours=hours)))

    assert zone.day(written) == TOMORROW
    assert zone.written_day(written.isoformat()) == "2026-01-01"
    assert f"{zone.local(written):%d/%m/%Y %H:%M}" == "01/01/2026 03:00"


def test_no_part_takes_the_day_of_an_instant_in_the_machines_zone() -> None:
    calls = [
        f"{path.relative_to(inside.ROOT)}:{node.lineno}"
        for path in inside.code()
        if path.parts[-3:] not in {("pipeline", "document", "zone.py")}
        and not {"extract", "incremental"} & {*path.parts}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
    ]

    assert calls == [], "pipeline.document.zone.day says the day of an instant"
