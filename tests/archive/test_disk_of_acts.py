"""Whatever call the disk refuses while a person decides: a decision is whole or none, and the next run ends it."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import archive, settings
from pipeline.archive.ledger import Ledger
from pipeline.archive.redaction import Redaction
from pipeline.document import markdown, register
from pipeline.document.model import Package
from tests.archive import faults
from tests.archive.office import NOW, Office, found_archive, read
from tests.archive.test_crash import DISKS, written

ADDRESS = "tinh/lam-giang/2024/{}-2024-nq-hdnd"
REGISTER = "content/register/acts.jsonl"
PERSON = "Lê Thị Sông"
Act = Callable[[archive.Archive, archive.Decider], object]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with five documents and, waiting, one to approve and one to refuse.

    The acts were done once in this process, on a copy: those forked from it find patterns and models compiled.
    """
    folder = tmp_path_factory.mktemp("goc")
    deciding(Path(shutil.copytree(_waiting(folder / "kho"), folder / "done")))()
    return folder / "kho"


def _waiting(root: Path) -> Path:
    root.mkdir()
    found_archive(root)
    office = Office(root)
    for number in range(10, 15):
        office.send(f"{number}.edxml", str(number).encode(), document_id=str(number), number=f"{number}/2024")
    office.hold_read(_held(office, 20), "number-suspect")
    office.hold_read(_held(office, 21), "number-suspect")
    return root


def _held(office: Office, number: int) -> Package:
    return office.package(f"{number}.edxml", str(number).encode(), document_id=str(number), number=f"{number}/2024")


def _approve(root: Path) -> Act:
    def act(store: archive.Archive, decider: archive.Decider) -> object:
        kept = store.kept(_receipt(store, 20), root)
        package = replace(_held(Office(root), 20), path=kept.path)
        return store.approve(kept, read(package), decider, {})

    return act


def _receipt(store: archive.Archive, number: int) -> str:
    return next(one.receipt for one in store.held() if one.name == f"{number}.edxml")


def _redact(root: Path) -> Act:
    """Strike a word, and show another file in the place of the one that held it."""

    def act(store: archive.Archive, decider: archive.Decider) -> object:
        address = ADDRESS.format(13)
        document, _ = markdown.read((root / f"content/documents/{address}.md").read_text("utf-8"), address)
        (path := root / "che").write_bytes(b"che")
        made = hashlib.sha256(b"che").hexdigest()
        shown = document.files[0].model_copy(update={"sha256": made, "size": 3})
        redaction = Redaction(address, ("mức",), {document.files[0].sha256: shown})
        return store.published().redact(address, decider, redaction, {made: path}, 1)

    return act


def _acts(root: Path) -> dict[tuple[str, str], Act]:
    """What is decided, in this order, by the name of the act and what it is about."""
    at = ADDRESS.format
    return {
        ("suspend", at(10)): lambda store, by: store.published().suspend(at(10), by),
        ("withdraw", at(11)): lambda store, by: store.published().withdraw(at(11), by, "personal-data"),
        ("restore", at(10)): lambda store, by: store.published().restore(at(10), by),
        ("correct", at(12)): lambda store, by: store.published().correct(at(12), by, {"title": "Tên đã sửa"}),
        ("redact", at(13)): _redact(root),
        ("approve", "20.edxml"): _approve(root),
        ("refuse", "21.edxml"): lambda store, by: store.refuse(_receipt(store, 21), by),
    }


def deciding(root: Path) -> Callable[[], None]:
    """One person's morning: each act by a command of its own, those of before not again, each at its own minute."""

    def decide() -> None:
        for minute, (about, act) in enumerate(_acts(root).items(), 30):
            store = archive.open(root, settings.load(root))
            with archive.lock(root):
                store.recover()
                if not _is_done(root, store, *about):
                    act(store, archive.Decider(PERSON, NOW.replace(minute=minute), "đã xem"))
                store.answer()

    return decide


def _is_done(root: Path, store: archive.Archive, act: str, subject: str) -> bool:
    if subject.endswith(".edxml"):
        return subject not in {one.name for one in store.held()}
    return any((line.act, line.subject) == (act, subject) for line in Ledger(root / REGISTER, register.Act).read())


def survives(start: Path, folder: Path, disk: str, calls: Iterable[int], *, for_ever: bool) -> None:
    """Acts of which call number `at` fails are as if it had not, when they are done again."""
    whole = shutil.copytree(start, folder / "whole")
    assert faults.run(deciding(whole), 0, faults.die) is not None
    expected = written(whole)
    for at in calls:
        root = shutil.copytree(start, folder / "kho")
        faults.run(deciding(root), at, DISKS[disk], for_ever=for_ever)
        assert archive.open(root, settings.load(root)).status().broken == ()
        assert faults.run(deciding(root), 0, faults.die) is not None

        assert written(root) == expected, f"the disk was {disk} at call {at}"
        shutil.rmtree(root)


def calls_of(start: Path, root: Path) -> int:
    shutil.copytree(start, root)
    calls = faults.run(deciding(root), 0, faults.die)
    assert calls is not None and calls > 100
    return calls


@pytest.mark.parametrize(
    "for_ever", [pytest.param(False, id="once"), pytest.param(True, id="for-ever", marks=pytest.mark.long)]
)
@pytest.mark.parametrize("disk", DISKS)
def test_a_disk_that_refuses_cuts_no_decision_in_half(
    start: Path, tmp_path: Path, disk: str, *, for_ever: bool
) -> None:
    calls = calls_of(start, tmp_path / "counted")

    survives(start, tmp_path, disk, range(1 + len(disk), calls, calls // 6), for_ever=for_ever)


@pytest.mark.long
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize("disk", DISKS)
def test_a_disk_that_refuses_any_call_cuts_no_decision_in_half(
    start: Path, tmp_path: Path, disk: str, *, for_ever: bool
) -> None:
    """At each call where it is full, at every third where it is broken (see `test_crash`)."""
    calls = calls_of(start, tmp_path / "counted")
    tried = range(1, calls + 1) if disk == "full" else range(1 + for_ever, calls + 1, 3)

    survives(start, tmp_path, disk, tried, for_ever=for_ever)


@pytest.mark.long
def test_a_decision_killed_anywhere_is_whole_after_the_next(start: Path, tmp_path: Path) -> None:
    calls = calls_of(start, tmp_path / "whole")
    for at in range(3, calls, calls // 6):
        root = shutil.copytree(start, tmp_path / "kho")
        faults.run(deciding(root), at, faults.die)
        assert faults.run(deciding(root), 0, faults.die) is not None

        assert written(root) == written(tmp_path / "whole"), f"killed at call {at}"
        shutil.rmtree(root)
