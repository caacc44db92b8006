"""Series of hostile packages, through the whole pipeline, against the state that they must end in."""

import datetime as dt
import json
import shutil
from collections import Counter
from pathlib import Path

import yaml

from pipeline import archive, run, settings
from pipeline.document import vocabulary
from pipeline.document.record import Document
from tests.shared import shared_files

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def received(series: Path, root: Path) -> tuple[Counter[str], list[Document]]:
    """Outcomes of the packages of a series in the order of their names, and the documents that stand then."""
    shutil.copytree(ROOT / "content" / "vocabulary", root / "content" / "vocabulary")
    province = yaml.safe_load((ROOT / "archive.yaml").read_text("utf-8"))["scope"]["province"]
    (root / "archive.yaml").write_text(f"scope: {{province: {province}}}\nworkers: 2\nsample: true\n", "utf-8")
    shutil.copytree(series, root / "inbox")
    said = settings.load(root)
    words = vocabulary.load(root / "content" / "vocabulary")
    store = archive.open(root, said)
    paths = sorted((root / "inbox").glob("*.edxml"))
    with archive.lock(root):
        found = list(run.receive(paths, store, said, words, actor="van-thu", clock=lambda: NOW))
    assert len(store.shelves.registers.receipts.read()) == len(paths) and store.status().broken == ()
    catalogue = store.shelves.catalogue
    return Counter(one.outcome for one in found), [catalogue.read(address)[0] for address in catalogue.addresses()]


def state(outcomes: Counter[str], documents: list[Document]) -> dict[str, int]:
    """The figures of expect.json; a page that is down until somebody has looked is no recall."""
    down = [one for one in documents if one.is_gone]
    return {
        "published": len(documents) - len(down),
        "tombstones": sum(one.state == "withdrawn" for one in down),
        "quarantined": outcomes["held"] + outcomes["refused"],
        "parked": outcomes["parked"],
        "ledger": outcomes.total(),
        "versions": max((len(one.versions) for one in documents), default=0),
    }


def test_every_series_ends_as_it_must(tmp_path: Path) -> None:
    for expectation in shared_files("hostile/sequences/*/expect.json"):
        wanted = json.loads(expectation.read_text("utf-8"))
        root = tmp_path / expectation.parent.name
        root.mkdir()

        found = state(*received(expectation.parent, root))

        assert {key: found[key] for key in found.keys() & wanted.keys()} == {
            key: wanted[key] for key in found.keys() & wanted.keys()
        }, expectation.parent.name
