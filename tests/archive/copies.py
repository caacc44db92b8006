"""A built and signed site in two states, for the tests of its copies."""

import datetime as dt
import shutil
from pathlib import Path
from typing import NamedTuple

from pipeline.archive import manifest
from pipeline.document import verify_copy
from pipeline.settings import load
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill

NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


class Site(NamedTuple):
    """Two states of one site, the later one with a document more and one withdrawn; and the office's key."""

    before: Path
    now: Path
    key: bytes


def signed(made: Archive, when: dt.datetime) -> None:
    (made.root / ".private").mkdir(exist_ok=True)
    assert manifest.sign(made.root, load(made.root), when)


def built(folder: Path) -> Site:
    made = Archive(folder / "archive")
    fill(made)
    made.build()
    signed(made, NOW - dt.timedelta(days=9))
    shutil.copytree(made.output, folder / "before")
    made.issue(30, council="phu-vinh", level="xa")
    made.build()
    signed(made, NOW)
    public = (made.output / verify_copy.KEY).read_text(encoding="utf-8").splitlines()[-1]
    return Site(folder / "before", made.output, verify_copy.decoded(public))
