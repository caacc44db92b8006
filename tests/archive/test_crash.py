"""Whatever moment a run is cut off at: nothing is lost, nothing stands twice, and the next run ends where one would."""

import datetime as dt
import os
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import archive, errors, run, settings
from pipeline.archive import kept_lines
from pipeline.document import reasons, register
from pipeline.document.model import Action, Package, Reading
from tests.archive import faults
from tests.archive.office import NOW, Office, found_archive, read

EVERYDAY = 16
# A run makes some 480 calls: it is killed at each. A power cut, which takes back besides what was not made durable, is
# played at every second one, for the time it takes. A full disk by itself is tried at each call further below.
LONG = {"killed": 500, "disk full": 100, "power cut": 240}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Package, ...]]:
    """An empty archive with an inbox: new, annex shared, duplicate, update, recall, replacement, secret, broken.

    A run over a copy of it was made in this process: else each of the thousands that are forked from it would compile
    its patterns and models for itself, a fifth of its price.
    """
    folder = tmp_path_factory.mktemp("goc")
    packages = _sent(folder / "kho")
    work(folder / "done", moved((folder / "kho", packages), folder / "done"))()
    return folder / "kho", packages


def _sent(root: Path) -> tuple[Package, ...]:
    root.mkdir()
    found_archive(root)
    office = Office(root)
    first = office.package("01.edxml", b"mot")
    twin = root / "inbox" / "02.edxml"
    shutil.copyfile(first.path, twin)
    return (
        first,
        replace(first, path=twin),
        office.package("03.edxml", b"hai", document_id="B", number="13/2024"),
        office.package("04.edxml", b"ba", action=Action.update),
        office.package(
            "05.edxml", b"bon", action=Action.replacement, document_id="C", number="14/2024", replaces=("B",)
        ),
        office.package("06.edxml", b"mat", document_id="S", number="99/2024"),
        office.package("07.edxml", b"hong", document_id="H", number="98/2024"),
        office.package("08.edxml", b"mot", action=Action.recall),
    )


def work(root: Path, packages: tuple[Package, ...]) -> Callable[[], None]:
    """One run over the inbox, with a clock that depends on the package alone."""

    def receive() -> None:
        store = archive.open(root, settings.load(root))
        with archive.lock(root):
            store.recover()
            store.answer()
            for minute, package in enumerate(packages):
                take(store, package, NOW + dt.timedelta(minutes=minute))
            store.answer(built=True)

    def take(store: archive.Archive, package: Package, now: dt.datetime) -> None:
        if store.has_taken(package.path):
            return
        code = {"06.edxml": "secret-mark", "07.edxml": "attachment-missing"}.get(package.path.name)
        if code:
            store.take(Reading(package, findings=(reasons.finding(code),)), actor="van-thu", now=now)
        else:
            store.take(read(package), actor="van-thu", now=now)

    return receive


def moved(start: tuple[Path, tuple[Package, ...]], root: Path) -> tuple[Package, ...]:
    """The same inbox in a fresh archive."""
    source, packages = start
    shutil.copytree(source, root)

    def there(path: Path) -> Path:
        return root / path.relative_to(source)

    return tuple(
        replace(p, path=there(p.path), files=tuple(replace(f, path=there(f.path)) for f in p.files)) for p in packages
    )


def written(root: Path) -> dict[str, bytes]:
    """The public record, the private store, and what senders were told.

    What is kept of the registers follows them a run behind; how far depends on how often it was begun.
    """
    private = faults.tree(root / ".private")
    for name in [name for name in private if name.startswith(f"{kept_lines.FOLDER}/")]:
        assert (root / register.FOLDER / Path(name).name).read_bytes().startswith(private.pop(name))
    return {**faults.tree(root / "content"), **private, **faults.tree(root / "outbox")}


def whole_run(start: tuple[Path, tuple[Package, ...]], root: Path) -> tuple[int, dict[str, bytes]]:
    calls = faults.run(work(root, moved(start, root)), 0, faults.die)
    assert calls is not None
    return calls, written(root)


def places(calls: int, count: int, seed: int) -> Iterator[tuple[int, int]]:
    """Where to stop a run, and where to stop the one that repairs it: all of it covered, the rest by chance."""
    chance = random.Random(seed)
    for index in range(count):
        yield 1 + index * calls // count % calls, chance.randint(1, max(2, calls // 4))


def converges(start: tuple[Path, tuple[Package, ...]], root: Path, at: int, again: int, fault: faults.Fault) -> None:
    packages = moved(start, root)
    receive = work(root, packages)
    faults.run(receive, at, fault)
    faults.run(receive, again, fault)

    assert faults.run(receive, 0, fault) is not None


FAULTS: dict[str, Callable[[Path], faults.Fault]] = {
    "killed": lambda _: faults.die,
    "disk full": lambda _: faults.disk_full,
    "power cut": faults.power_cut,
}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, id=name, marks=[] if name == "killed" else pytest.mark.long)
        for name, fault in FAULTS.items()
    ],
)
def test_a_run_that_is_cut_off_twice_ends_as_if_it_never_was(
    start: tuple[Path, tuple[Package, ...]], tmp_path: Path, fault: Callable[[Path], faults.Fault]
) -> None:
    calls, expected = whole_run(start, tmp_path / "whole")
    for number, (at, again) in enumerate(places(calls, EVERYDAY, seed=7)):
        root = tmp_path / str(number)
        converges(start, root, at, again, fault(root))

        assert written(root) == expected, f"stopped at call {at} of {calls}, then at {again}"
        shutil.rmtree(root)


@pytest.mark.long
@pytest.mark.parametrize("name", FAULTS)
def test_hundreds_of_times(start: tuple[Path, tuple[Package, ...]], tmp_path: Path, name: str) -> None:
    calls, expected = whole_run(start, tmp_path / "whole")
    for number, (at, again) in enumerate(places(calls, LONG[name], seed=11)):
        root = tmp_path / str(number)
        converges(start, root, at, again, FAULTS[name](root))

        assert written(root) == expected, f"stopped at call {at} of {calls}, then at {again}"
        shutil.rmtree(root)


DISKS = {"full": faults.disk_full, "broken": faults.disk_broken}


def survives(
    start: tuple[Path, tuple[Package, ...]], folder: Path, disk: str, calls: Iterable[int], *, for_ever: bool
) -> None:
    """A run whose call number `at` fails, once or with all that come after it, is put right by the next."""
    expected = whole_run(start, folder / "whole")[1]
    for at in calls:
        root = folder / "kho"
        receive = work(root, moved(start, root))
        faults.run(receive, at, DISKS[disk], for_ever=for_ever)
        assert archive.open(root, settings.load(root)).status().broken == ()
        assert faults.run(receive, 0, faults.die) is not None

        assert written(root) == expected, f"the disk was {disk} at call {at}"
        shutil.rmtree(root)


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize("disk", DISKS)
def test_a_disk_that_refuses_leaves_no_wrong_state(
    start: tuple[Path, tuple[Package, ...]], tmp_path: Path, disk: str, *, for_ever: bool
) -> None:
    calls = whole_run(start, tmp_path / "counted")[0]

    survives(start, tmp_path, disk, range(1 + len(disk), calls, calls // 8), for_ever=for_ever)


@pytest.mark.long
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize("disk", DISKS)
def test_a_disk_that_refuses_any_call_leaves_no_wrong_state(
    start: tuple[Path, tuple[Package, ...]], tmp_path: Path, disk: str, *, for_ever: bool
) -> None:
    """At each call where it is full; what answers a broken one is the same lines, which ask no number of an error.

    That one fails at every third call, at others once than for ever: two of three calls meet both.
    """
    calls = whole_run(start, tmp_path / "counted")[0]
    tried = range(1, calls + 1) if disk == "full" else range(1 + for_ever, calls + 1, 3)

    survives(start, tmp_path, disk, tried, for_ever=for_ever)


def test_at_every_moment_the_ledgers_hold_and_no_page_lacks_its_original(
    start: tuple[Path, tuple[Package, ...]], tmp_path: Path
) -> None:
    calls, _ = whole_run(start, tmp_path / "whole")
    for number, (at, _) in enumerate(places(calls, EVERYDAY, seed=3)):
        root = tmp_path / str(number)
        faults.run(work(root, moved(start, root)), at, faults.die)

        store = archive.open(root, settings.load(root))
        assert store.status().broken == ()
        for address in store.shelves.catalogue.addresses():
            for file in store.shelves.catalogue.read(address)[0].files:
                below = root / "content" / "originals" / file.sha256[:2] / file.sha256[2:4]
                assert (below / f"{file.sha256}.{file.ext}").is_file()
        shutil.rmtree(root)


def test_a_second_run_ends_without_doing_anything(office: Office) -> None:
    def second() -> None:
        with pytest.raises(errors.Busy), archive.lock(office.root):
            raise AssertionError("two runs at once")

    with archive.lock(office.root):
        assert faults.run(second, 0, faults.die) == 0


def test_the_lock_of_a_dead_run_is_gone(office: Office) -> None:
    def killed() -> None:
        with archive.lock(office.root):
            faults.die(faults.Power())

    faults.run(killed, 0, faults.die)

    with archive.lock(office.root):
        assert office.send("1.edxml").outcome == "accepted"


def test_a_file_that_changes_while_it_is_read_is_not_taken(office: Office) -> None:
    package = office.package()
    package.path.write_bytes(b"something else")

    with pytest.raises(errors.PipelineError, match=r"goi\.edxml"):
        office.accept(package)

    assert office.content() == {} and office.store.status().last is None


def test_a_file_taken_away_in_the_middle_of_a_batch_does_not_stop_it(office: Office) -> None:
    paths = [office.root / "inbox" / name for name in ("1.html", "2.html", "3.html")]
    paths[0].parent.mkdir()
    for path in paths:
        path.write_text(f"<p>{path.name}", "utf-8")
    store, said = office.store, settings.load(office.root).model_copy(update={"sample": True})

    def clock() -> dt.datetime:
        paths[1].unlink(missing_ok=True)
        return office.tick()

    reader = run.ReadingContext(said, store.shelves.vocabulary, NOW.date())
    found = list(run.receive(paths, store, reader, actor="van-thu", clock=clock))

    names = [store.shelves.private.read(one.receipt) for one in found]
    assert [record.name for record in names if record] == ["1.html", "3.html"]


def test_umask_does_not_open_the_private_store(office: Office) -> None:
    before = os.umask(0)
    try:
        office.hold(office.package(), "secret-mark")
    finally:
        os.umask(before)

    modes = {
        p.name: p.stat().st_mode & 0o777 for p in [office.root / ".private", *(office.root / ".private").rglob("*")]
    }
    assert all(mode & 0o077 == 0 for mode in modes.values()), modes
