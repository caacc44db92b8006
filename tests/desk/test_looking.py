"""What the desk shows while another run is at work in the archive: looking finishes nobody's work."""

from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from pipeline import lock
from pipeline.archive import plan
from tests.desk.conftest import Served
from tests.desk.test_page_changed_meanwhile import receive_it_readable
from tests.desk.test_two_officers import PUBLISHED, receipts

PLACES = ("", "published", f"published/{PUBLISHED}", f"published/{PUBLISHED}/redaction", "dossiers", "due", "reports")


def test_whoever_looks_leaves_the_plan_of_a_run_at_work_alone(archive: Path, serve: Callable[..., Served]) -> None:
    receive_it_readable(archive)
    places = (*PLACES, f"item/{receipts(archive)[0]}")
    desk = serve(archive)
    begun, file = archive / ".private" / plan.FILE, archive / ".private" / "half"
    begun.write_text(plan.dumps(plan.WritePlan(private={file.name: "not yet"})), encoding="utf-8")

    with lock.archive(archive):
        touched = [one for one in places if urlopen(desk.address + one).read() and file.exists()]  # noqa: S310 our own

    assert touched == [] and begun.is_file()
