"""What is kept is looked at: damage of every kind is named, and mended where the same bytes are to be had."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import run, settings
from pipeline.archive import Told, kept_lines
from pipeline.document import register
from pipeline.document.accounts import ReportStep
from pipeline.document.model import Action
from tests.archive.office import ADDRESS, ZONE, Office


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def one(office: Office, pattern: str) -> Path:
    return next(path for path in sorted(office.root.glob(pattern)) if path.is_file())


def told(office: Office) -> list[tuple[str, str]]:
    return [(damage.what, damage.place) for damage in office.store.damage()]


def filled(office: Office) -> Office:
    office.send("1.edxml", b"mot")
    office.send("2.edxml", b"hai", action=Action.update)
    office.hold(office.package("3.edxml", b"ba", document_id="C", number="14/2024"), "draft")
    office.hold(office.package("4.edxml", b"mat", document_id="S", number="99/2024"), "secret-mark")
    return office


PLACES = {
    "an original": "content/originals/*/*/*.pdf",
    "what was received": ".private/objects/*/*",
    "what is sealed": ".private/sealed/*/*",
}
DAMAGES: dict[str, Callable[[Path], object]] = {"flipped": flipped, "cut": lambda path: path.write_bytes(b"")}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("pattern", PLACES.values(), ids=PLACES.keys())
def test_a_flipped_bit_is_named(office: Office, pattern: str, damage: Callable[[Path], object]) -> None:
    path = one(filled(office), pattern)
    assert told(office) == []
    path.chmod(0o600)

    damage(path)

    assert told(office) == [("differs", path.relative_to(office.root).as_posix())]


def reported(office: Office, mail: bytes) -> Path:
    """A reader's report in the private store, whose record lies at this path."""
    time = dt.datetime(2026, 3, 2, 9, tzinfo=ZONE)
    line = ReportStep(id="", time=time, step="received", actor="van-thu")
    told = Told("Sai số ở Điều 5", "Phan Thị Suối", "suoi@thu.example")
    taken = office.store.office.take_report(line, told, mail)
    return office.root / f".private/errors/2026/{taken.id}.json"


def test_any_flipped_byte_of_what_a_reader_wrote_is_named(office: Office) -> None:
    record = reported(office, b"From: suoi@thu.example")
    assert told(office) == []
    for path in (record, record.with_suffix(".eml")):
        data = path.read_bytes()
        for place in range(0, len(data), 7):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert told(office) == [("differs", path.relative_to(office.root).as_posix())], (path.name, place)
        path.write_bytes(data)

    record.with_suffix(".eml").unlink()
    assert told(office) == [("differs", record.with_suffix(".eml").relative_to(office.root).as_posix())]


def test_of_a_record_that_says_no_hash_nothing_is_said(office: Office) -> None:
    record = reported(office, b"")
    earlier = {key: value for key, value in json.loads(record.read_bytes()).items() if key != "sha256"}

    record.write_text(json.dumps(earlier), encoding="utf-8")

    assert told(office) == []
    assert office.store.office.told(record.stem) == Told("Sai số ở Điều 5", "Phan Thị Suối", "suoi@thu.example")


@pytest.mark.parametrize("pattern", PLACES.values(), ids=PLACES.keys())
def test_a_file_that_is_gone_is_named(office: Office, pattern: str) -> None:
    path = one(filled(office), pattern)
    path.unlink()

    assert [what for what, _ in told(office)] == ["missing"] and path.name in told(office)[0][1]


@pytest.mark.parametrize("pattern", ["content/originals/*/*/*.pdf", ".private/objects/*/*"])
def test_a_folder_in_the_place_of_a_file_is_named_and_keeps_nothing_else_from_being_mended(
    office: Office, pattern: str
) -> None:
    path, other = one(filled(office), pattern), sorted((office.root / ".private/objects").glob("*/*"))[-1]
    assert path != other
    path.unlink()
    path.mkdir()
    flipped(other)
    store, said = office.store, settings.load(office.root)

    assert len(run.mend(store.damage(), store, said, office.root / "inbox")) == 1
    assert [what for what, _ in told(office)] == ["missing"] and path.name in told(office)[0][1]


@pytest.mark.parametrize("ledger", [register.RECEIPTS, register.PUBLICATIONS, register.ACTS])
def test_a_ledger_that_cannot_be_read_hides_no_damage_and_keeps_nothing_from_being_mended(
    office: Office, ledger: str
) -> None:
    path, lost = one(filled(office), ".private/objects/*/*"), one(office, "content/originals/*/*/*.pdf")
    with (office.root / register.FOLDER / ledger).open("ab") as file:
        file.write(b"no line\n")
    flipped(path)
    flipped(lost)
    store, said = office.store, settings.load(office.root)

    damage = list(store.damage())
    mended = run.mend(damage, store, said, office.root / "inbox")

    assert [one.what for one in damage][:1] == ["ledger"]
    assert {lost.relative_to(office.root).as_posix(), path.relative_to(office.root).as_posix()} <= {
        one.place for one in damage
    }
    assert path.name in {one.sha256 for one in mended}


ADDRESSES = "content/register/addresses.jsonl"
CHANGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "another address": (lambda data: data.replace(b"/12-2024-nq-hdnd", b"/21-2024-nq-hdnd"), "dòng 1"),
    "an anchor more": (lambda data: data.replace(b'"anchors":[', b'"anchors":["x",', 1), "dòng 1"),
    "an anchor less": (lambda data: data.replace(b'"dieu-1"', b'"dieu-9"', 1), "dòng 1"),
    "an address that nobody published": (
        lambda data: data + b'{"address":"tinh/lam-giang/2024/1-nq-hdnd","anchors":[]}\n', "1-nq-hdnd",
    ),
    "no line": (lambda data: b"not a line\n" + data, "dòng 1"),
    "its end cut off": (lambda data: b"".join(data.splitlines(keepends=True)[:-1]), "dòng"),
    "all of it gone": (lambda data: b"", "dòng 1"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "named"), CHANGES.values(), ids=CHANGES)
def test_a_change_in_the_list_of_addresses_is_named(
    office: Office, change: Callable[[bytes], bytes], named: str
) -> None:
    path = filled(office).root / ADDRESSES
    kept_lines.keep(office.root, office.root / ".private")
    assert told(office) == []
    before = path.read_bytes()

    path.write_bytes(change(before))

    assert path.read_bytes() != before
    assert any(
        what == "ledger" and ADDRESSES.rpartition("/")[2] in place and named in place for what, place in told(office)
    )


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
def test_ends_of_lines_in_the_list_of_addresses_are_no_damage(office: Office, ends: bytes) -> None:
    path = filled(office).root / ADDRESSES
    kept_lines.keep(office.root, office.root / ".private")

    path.write_bytes(path.read_bytes().replace(b"\n", ends))

    assert told(office) == []


def test_what_was_received_is_healed_from_the_inbox(office: Office) -> None:
    first, second = sorted((filled(office).root / ".private/objects").glob("*/*"))[:2]
    before = first.read_bytes(), second.read_bytes()
    flipped(first)
    second.unlink()
    store, said = office.store, settings.load(office.root)

    healed = run.mend(store.damage(), store, said, office.root / "inbox")

    assert len(healed) == 2 and (first.read_bytes(), second.read_bytes()) == before and told(office) == []
    assert first.stat().st_mode & 0o777 == 0o600


def bare(office: Office) -> tuple[Path, Path]:
    """A file that came without a package, and is its own original: where both copies lie. The inbox is emptied."""
    package = office.package("1.pdf", b"van ban tran")
    alone = replace(package, path=package.files[0].path, sha256=package.files[0].sha256, size=package.files[0].size)
    assert office.accept(alone).outcome == "accepted"
    shutil.rmtree(office.root / "inbox")
    return one(office, ".private/objects/*/*"), one(office, "content/originals/*/*/*.pdf")


@pytest.mark.parametrize("damage", [flipped, Path.unlink], ids=["flipped", "lost"])
@pytest.mark.parametrize("which", [0, 1], ids=["received", "original"])
def test_one_copy_is_healed_from_the_other_without_the_inbox(
    office: Office, which: int, damage: Callable[[Path], object]
) -> None:
    path = bare(office)[which]
    mode, before = path.stat().st_mode, path.read_bytes()
    damage(path)
    store, said = office.store, settings.load(office.root)

    healed = run.mend(store.damage(), store, said, office.root / "inbox")

    assert len(healed) == 1 and path.read_bytes() == before and path.stat().st_mode == mode and told(office) == []


def test_both_copies_are_healed_from_one_file_that_comes_again(office: Office) -> None:
    received, original = bare(office)
    (office.root / "inbox").mkdir()
    shutil.copy(original, office.root / "inbox/lai.pdf")
    received.unlink()
    flipped(original)
    store, said = office.store, settings.load(office.root)

    healed = run.mend(store.damage(), store, said, office.root / "inbox")

    assert len(healed) == 2 and told(office) == []


def test_what_is_sealed_mends_no_original(office: Office) -> None:
    received, original = bare(office)
    sealed = office.root / ".private/sealed" / original.stem[:2] / original.stem
    sealed.parent.mkdir(parents=True, exist_ok=True)
    received.rename(sealed)
    original.unlink()
    store, said = office.store, settings.load(office.root)

    assert not original.is_file() and store.copies(original.stem) == []
    run.mend(store.damage(), store, said, office.root / "inbox")
    assert not original.is_file()


LOSSES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
@pytest.mark.parametrize("which", [0, 1], ids=["received", "original"])
def test_status_names_what_is_gone_and_says_how_it_comes_back(
    office: Office, which: int, loss: Callable[[Path], object]
) -> None:
    path = bare(office)[which]
    assert office.store.status().gone == ()
    path.chmod(0o600)

    loss(path)

    state = office.store.status()
    assert len(state.gone) == 1 and path.stem in state.gone[0]
    assert any("hdnd verify" in vi and "hdnd verify" in en for vi, en in state.sentences())


def test_status_misses_nothing_of_what_a_purge_destroyed_or_a_clone_never_had(office: Office) -> None:
    receipt = filled(office).store.held()[-1].receipt
    office.store.purge(receipt, office.person("chuyển máy khác"))
    shutil.rmtree(office.root / "content/originals")

    assert office.store.status().gone == ()


def test_what_a_purge_destroyed_is_not_missed(office: Office) -> None:
    receipt = filled(office).store.held()[-1].receipt
    office.store.purge(receipt, office.person("chuyển máy khác"))

    assert told(office) == []


def test_a_stranger_among_the_originals_and_an_edit_are_named(office: Office) -> None:
    filled(office)
    (office.root / "content/originals/ab").mkdir()
    (office.root / "content/originals/ab/la.pdf").write_bytes(b"x")
    path = office.root / f"content/documents/{ADDRESS}.md"
    path.write_text(path.read_text("utf-8").replace("mức chi", "mức thu"), "utf-8")

    assert [what for what, _ in told(office)] == ["differs", "edited"]


def test_a_content_file_that_is_gone_is_named_as_removed_by_hand(office: Office) -> None:
    filled(office)
    (office.root / f"content/documents/{ADDRESS}.md").unlink()

    assert ("removed", f"content/documents/{ADDRESS}.md") in told(office)


def cut(office: Office, lines: int) -> None:
    """Take the last bytes of the register of receipts away: so many lines are torn or gone."""
    path = office.root / register.FOLDER / register.RECEIPTS
    whole = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(whole[: -1 - lines]) + b"\n" + whole[-1 - lines][:40])


def outcomes(office: Office) -> list[tuple[str, str, str | None, str | None]]:
    last = office.store.shelves.book.last.values()
    return [(line.id, line.outcome, line.reason, line.document) for line in last]


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_lines_that_the_register_lost_are_written_again_and_nothing_stands_twice(office: Office, lines: int) -> None:
    office.send("0.edxml", b"khong", document_id="Z", number="11/2024")
    filled(office)
    before, content = outcomes(office), office.content()
    cut(office, lines)
    assert len(office.store.status().lost) == lines == len(told(office))

    office.store.recover()

    assert outcomes(office) == before and office.content() == content and told(office) == []
    again = office.send("2.edxml", b"hai", action=Action.update)
    assert again.outcome == "updated" and office.content() == content


def test_the_lost_line_of_an_approval_is_written_again(office: Office) -> None:
    package = office.package("1.edxml")
    receipt = office.hold(package, "draft").receipt
    office.approve(receipt, package)
    before = outcomes(office)
    cut(office, 1)
    assert office.store.status().lost == (receipt,) and office.store.held()

    office.store.recover()

    assert outcomes(office) == before and not office.store.held()


def test_a_lost_recall_and_a_lost_replacement_come_back_as_such(office: Office) -> None:
    office.send("1.edxml", b"mot", document_id="A")
    office.send("2.edxml", b"hai", document_id="B", number="13/2024", action=Action.replacement, replaces=("A",))
    office.send("3.edxml", document_id="A", action=Action.recall)
    before = outcomes(office)
    cut(office, 2)

    office.store.recover()

    assert [line[:2] for line in outcomes(office)] == [line[:2] for line in before]
    assert len(office.store.shelves.registers.receipts.read()) == 3
