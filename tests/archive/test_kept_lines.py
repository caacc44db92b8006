"""What a register loses at its end comes back to the byte, so that heads which were signed and kept go on to hold."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from pipeline import errors, settings
from pipeline.archive import Told, checkpoints, kept_lines
from pipeline.document import register, zone
from pipeline.document.accounts import Declaration, Note, ReportStep
from tests.archive.office import Office


@pytest.fixture
def signed(filled: Office) -> Office:
    """The head of the registers is signed."""
    sign(filled)
    return filled


def sign(office: Office, *, anew: bool = False) -> None:
    checkpoints.sign(office.root, settings.load(office.root), anew=anew)


def registers(office: Office) -> dict[str, bytes]:
    folder = office.root / register.FOLDER
    return {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}


def shortened(by: int) -> Callable[[Path], object]:
    return lambda folder: [path.write_bytes(path.read_bytes()[:-by]) for path in folder.glob("*s.jsonl")]


LOSSES: dict[str, Callable[[Path], object]] = {
    "torn": shortened(40),
    "a line": shortened(600),
    "most": lambda folder: [path.write_bytes(path.read_bytes()[:1000]) for path in folder.glob("*.jsonl")],
    "one emptied": lambda folder: (folder / register.RECEIPTS).write_bytes(b""),
    "one gone": lambda folder: (folder / register.PUBLICATIONS).unlink(),
    "all gone": shutil.rmtree,
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_an_end_that_was_lost_comes_back_to_the_byte(signed: Office, loss: Callable[[Path], object]) -> None:
    before = registers(signed)
    loss(signed.root / register.FOLDER)
    store = signed.store
    store.recover()
    assert registers(signed) == before and store.brought_back
    sign(signed)
    status = signed.store.status()
    assert not status.broken and not status.lost


def test_what_came_behind_the_signed_head_is_kept_when_the_next_run_begins(signed: Office) -> None:
    signed.send("6.edxml", b"6", document_id="N6", number="6/2024")
    signed.store.recover()
    before = registers(signed)
    shutil.rmtree(signed.root / register.FOLDER)
    signed.store.recover()
    assert registers(signed) == before


@trying(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), name=st.sampled_from([register.RECEIPTS, register.PUBLICATIONS]))
def test_wherever_a_register_is_cut_nothing_of_it_is_lost(signed: Office, where: float, name: str) -> None:
    path = signed.root / register.FOLDER / name
    before = path.read_bytes()
    path.write_bytes(before[: int(where * len(before))])
    kept_lines.bring_back(signed.root, signed.store.shelves.private.root)
    assert path.read_bytes() == before


def test_a_register_that_goes_on_otherwise_is_left_to_its_signed_head(signed: Office) -> None:
    """A cut register to which somebody added: neither half is thrown away, and nothing is signed over it."""
    path = signed.root / register.FOLDER / register.ACTS
    other = signed.root / "khac"
    shutil.copytree(signed.root, other, ignore=shutil.ignore_patterns(".private"))
    signed.store.refuse(
        signed.hold_read(signed.package("8.edxml", b"8", document_id="N8"), "scan-needs-person").receipt,
        signed.person("Mờ"),
    )
    sign(signed)
    shutil.copyfile(other / register.FOLDER / register.ACTS, path)
    path.write_bytes(_with_another_line(path))
    written = path.read_bytes()
    assert not signed.store.brought_back and path.read_bytes() == written
    with pytest.raises(errors.RegisterBroken):
        sign(signed)


def _with_another_line(path: Path) -> bytes:
    (last,) = register.read(path, register.Act)[-1:]
    return path.read_bytes() + (register.dumps(register.sealed(last, seq=last.seq + 1, prev=last.hash)) + "\n").encode()


def test_a_new_log_is_what_is_kept_from_then_on(signed: Office) -> None:
    """Who signs anew over a loss that nobody can mend has said that the registers are what stands there."""
    shortened(600)(signed.root / register.FOLDER)
    sign(signed, anew=True)
    cut = registers(signed)
    signed.store.recover()  # makes receipts anew, of which the packages tell
    assert registers(signed) | {register.RECEIPTS: cut[register.RECEIPTS]} == cut


def test_a_damaged_copy_brings_nothing_back(signed: Office) -> None:
    copy = signed.root / ".private" / kept_lines.FOLDER / register.PUBLICATIONS
    copy.write_bytes(copy.read_bytes().replace(b'"published"', b'"withdrawn"'))
    path = signed.root / register.FOLDER / register.PUBLICATIONS
    path.write_bytes(b"")
    assert register.PUBLICATIONS not in signed.store.brought_back and not path.read_bytes()


def test_copies_are_private(signed: Office) -> None:
    folder = signed.root / ".private" / kept_lines.FOLDER
    assert {path.name for path in folder.iterdir()} >= {register.RECEIPTS, register.PUBLICATIONS, register.ACTS}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_an_address_that_was_taken_back_before_a_build_does_not_come_back(signed: Office) -> None:
    package = signed.package("7.edxml", b"7", document_id="N7", number="7/2024")
    receipt = signed.hold_read(package, "scan-needs-person").receipt
    signed.approve(receipt, package)
    sign(signed)
    signed.store.undo(receipt, signed.person("nhầm"))
    before = registers(signed)
    signed.store.recover()
    assert registers(signed) == before
    shutil.rmtree(signed.root / register.FOLDER)
    signed.store.recover()
    assert registers(signed) == before


def added(office: Office, what: str) -> None:
    """One more line in one of the office's own ledgers."""
    books, time = office.store.office, dt.datetime(2026, 3, 1, tzinfo=zone.VIETNAM)
    if what == "note":
        books.note(Note(id="", source="lam-giang", words="Đường truyền hay đứt", time=time, actor="A"))
    elif what == "declare":
        books.declare(
            Declaration(time=time, council="lam-giang", series="normative", year=2025, last=9, source="x", actor="A")
        )
    else:
        books.take_report(ReportStep(id="", step="received", time=time, actor="van-thu"), Told("sai số"))


@pytest.mark.parametrize("what", ["note", "declare", "report"])
@pytest.mark.parametrize("loss", [shutil.rmtree, shortened(40), shortened(600)], ids=["all", "torn", "a line"])
def test_what_the_office_adds_to_a_cut_ledger_goes_on_from_its_signed_end(
    filled: Office, what: str, loss: Callable[[Path], object]
) -> None:
    for _ in range(3):
        added(filled, what)
    sign(filled)
    before = registers(filled)
    loss(filled.root / register.FOLDER)

    added(filled, what)

    assert all(data.startswith(before[name]) for name, data in registers(filled).items())
    sign(filled)
