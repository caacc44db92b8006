"""Series of hostile packages, through the whole pipeline, in every order: the state that they must end in."""

import datetime as dt
import itertools
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline import archive, run, settings
from pipeline.document import vocabulary
from pipeline.document.model import Reading
from tests.archive.office import public_state
from tests.shared import shared_files

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
MOST = 120  # permutations of one series
FOLDERS = ("hostile/sequences/*", "cases/axis/25-*/*", "cases/axis/26-*/*", "cases/axis/28-*/*")
# An address that was public once is answered for ever, so a suspended page stays where a clean package came first.
FIRST_STAYS = {"same_id_other_content"}  # both new, sent in one second: nothing but their receipt tells them apart
BY_ORDER = {"published_then_secret_mark": {"quarantined"}, "secret_then_clean": {"quarantined"}}


def office(root: Path) -> Path:
    """An archive of the project's own province."""
    shutil.copytree(ROOT / "content" / "vocabulary", root / "content" / "vocabulary")
    own = settings.load(ROOT)
    said = f"scope: {{province: {own.scope.province}}}\naddress: {own.address}\nworkers: 2\nsample: true\n"
    (root / "archive.yaml").write_text(said, "utf-8")
    return root


def received(readings: Iterable[Reading], root: Path) -> tuple[dict[str, int], dict[str, object]]:
    """The figures of expect.json and the public state after packages came in this order."""
    store = archive.open(root, settings.load(root))
    with archive.lock(root):
        for reading in readings:
            store.take(reading, actor="van-thu", now=NOW)
    book = store.shelves.book
    assert store.status().broken == () and store.status().edited == ()
    documents = [store.shelves.catalogue.read(address)[0] for address in store.shelves.catalogue.addresses()]
    outcomes = Counter(line.outcome for line in book.last.values())
    figures = {
        "published": sum(not one.is_gone for one in documents),
        "tombstones": sum(one.state == "withdrawn" for one in documents),
        "quarantined": outcomes["held"] + outcomes["refused"],
        "parked": outcomes["parked"],
        "ledger": outcomes.total(),
        "versions": max((len(one.versions) for one in documents), default=0),
    }
    return figures, public_state(root)


def orders(count: int) -> list[Sequence[int]]:
    return list(itertools.islice(itertools.permutations(range(count)), MOST))


def test_every_series_ends_as_it_must_in_every_order(tmp_path: Path) -> None:
    found = [path for folder in FOLDERS for path in shared_files(f"{folder}/expect.json")]
    for expectation in found:
        wanted, series = json.loads(expectation.read_text("utf-8")), expectation.parent
        root = tmp_path / series.name
        root.mkdir()
        office(root)
        said, words = settings.load(root), vocabulary.load(root / "content" / "vocabulary")
        paths = sorted(series.glob("*.edxml"))
        readings = [
            run.read(path, root / "work" / path.stem, run.ReadingContext(said, words, NOW.date())) for path in paths
        ]
        ends = []
        for number, order in enumerate(orders(len(paths))):
            copy = Path(
                shutil.copytree(root, tmp_path / f"{series.name}-{number}", ignore=shutil.ignore_patterns("work"))
            )
            figures, public = received([readings[at] for at in order], copy)
            asked = (wanted.keys() & figures.keys()) - (BY_ORDER.get(series.name, set()) if number else set())
            assert {key: figures[key] for key in asked} == {key: wanted[key] for key in asked}, (series.name, order)
            ends.append({address: one for address, one in public.items() if "'suspended'" not in str(one)})
        assert series.name in FIRST_STAYS or all(end == ends[0] for end in ends), series.name
