"""Ledgers: what a line holds, that the chain proves it, and that a torn tail is no harm."""

import datetime as dt
import errno
import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import errors
from pipeline.archive.ledger import Ledger
from pipeline.document import addresses, register
from pipeline.document.model import Action
from pipeline.document.register import EVENTS, RESULTS, Act, Publication, Receipt
from plugins.archive_pages.json_lines import text_behind
from tests.archive.office import ADDRESS, NOW, Office


def ledger(folder: Path, *subjects: str) -> Ledger[Act]:
    found = Ledger(folder / "acts.jsonl", Act)
    for subject in subjects:
        found.append(Act(time=NOW, act="refuse", subject=subject, actor="Lê Thị Sông", values={"số": "1\n2\u2028"}))
    return found


def test_a_receipt_line_has_the_promised_fields_in_the_order_of_reading(office: Office) -> None:
    office.send("1.edxml", sent_at=NOW)

    line = (office.root / "content/register/receipts.jsonl").read_text("utf-8").splitlines()[0]

    assert list(json.loads(line)) == [
        "v", "seq", "id", "time", "sha256", "sender", "package_id", "sent_at", "channel", "actor", "outcome", "reason",
        "name", "document", "prev", "hash",
    ]  # fmt: skip


def test_the_hash_is_that_of_the_canonical_json_and_anybody_can_compute_it(tmp_path: Path) -> None:
    ledger(tmp_path, "a", "b")
    first, second = (json.loads(line) for line in (tmp_path / "acts.jsonl").read_text("utf-8").split("\n")[:2])

    claimed = first.pop("hash")
    canonical = json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert hashlib.sha256(canonical).hexdigest() == claimed == second["prev"]


@pytest.mark.parametrize("change", ["word", "gone", "swapped", "first", "inserted"])
def test_every_change_of_an_earlier_line_breaks_the_chain(tmp_path: Path, change: str) -> None:
    found = ledger(tmp_path, "a", "b", "c")
    lines = found.path.read_text("utf-8").splitlines()
    changed = {
        "word": [lines[0], lines[1].replace("refuse", "accept"), lines[2]],
        "gone": [lines[0], lines[2]],
        "swapped": [lines[1], lines[0], lines[2]],
        "first": lines[1:],
        "inserted": [lines[0], lines[0], *lines[1:]],
    }
    found.path.write_text("\n".join(changed[change]) + "\n", "utf-8")

    with pytest.raises(errors.RegisterBroken):
        register.verify(found.path)


@pytest.mark.parametrize(
    ("old", "new", "vi", "en"),
    [
        ('"subject"', '"subjekt"', "mục lạ: subjekt", "an unknown field: subjekt"),
        ('"subject": "a", ', "", "thiếu mục: subject", "a field is missing: subject"),
        ('"time": "20', '"time": "x0', "giá trị của mục time", "the value of time"),
    ],
    ids=["flipped name", "gone", "no day"],
)
def test_a_line_of_another_kind_is_told_in_words(tmp_path: Path, old: str, new: str, vi: str, en: str) -> None:
    found = ledger(tmp_path, "a")
    said = json.dumps(json.loads(found.path.read_text("utf-8")), ensure_ascii=False)
    found.path.write_text(said.replace(old, new) + "\n", "utf-8")

    with pytest.raises(errors.RegisterBroken) as broken:
        found.read()

    assert vi in broken.value.sentence() and en in broken.value.sentence("en")


def test_a_torn_tail_is_cut_off_by_the_next_append(tmp_path: Path) -> None:
    found = ledger(tmp_path, "a")
    with found.path.open("ab") as stream:
        stream.write(b'{"v":1,"seq":2,"ti')

    assert [line.subject for line in found.read()] == ["a"]
    ledger(tmp_path, "b")
    assert register.verify(found.path)[0] == 2 and [line.subject for line in found.read()] == ["a", "b"]


def test_a_torn_tail_longer_than_one_look_is_cut_off_too(tmp_path: Path) -> None:
    book = ledger(tmp_path, "a", "b")
    whole, end = book.path.read_bytes(), book.end()
    book.path.write_bytes(whole + b"x" * 200_000)

    assert book.end() == end and book.path.read_bytes() == whole


def test_line_ends_that_git_on_windows_left_stay_one_kind(tmp_path: Path) -> None:
    found = ledger(tmp_path, "a", "b")
    found.path.write_bytes(found.path.read_bytes().replace(b"\n", b"\r\n"))
    with found.path.open("ab") as stream:
        stream.write(b'{"v":1,"seq":3')  # torn, its end never came

    ledger(tmp_path, "c")

    assert found.path.read_bytes().count(b"\n") == found.path.read_bytes().count(b"\r\n") == 3
    assert register.verify(found.path)[0] == 3 and [line.subject for line in found.read()] == ["a", "b", "c"]


def test_nothing_is_added_to_a_ledger_whose_last_line_is_no_line(tmp_path: Path) -> None:
    (tmp_path / "acts.jsonl").write_bytes(b"xyz\n")

    with pytest.raises(errors.RegisterBroken):
        ledger(tmp_path, "a")


@given(st.lists(st.text(), max_size=4), st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3))
def test_lines_come_back_as_they_were(subjects: list[str], values: dict[str, str]) -> None:
    previous = register.START
    for seq, subject in enumerate(subjects, 1):
        if not subject.isprintable():
            continue
        line = register.sealed(
            Act(time=NOW, act="refuse", subject=subject, actor="a", values=values), seq=seq, prev=previous
        )
        previous = line.hash

        assert "\n" not in register.dumps(line)
        assert register.parse(json.loads(register.dumps(line)), Act) == line


def test_receipt_numbers_start_again_each_year(office: Office) -> None:
    office.send("1.edxml")
    office.now = dt.datetime(2025, 1, 1, 0, 0, tzinfo=NOW.tzinfo)

    outcome = office.send("2.edxml", number="1/2025", issue_date=dt.date(2025, 1, 1), document_id="B")

    assert outcome.receipt == "TN-2025-000001"


def test_held_and_refused_lines_name_nothing(office: Office) -> None:
    office.hold(office.package("Báo cáo mật.edxml", notation="BC-KÍN", subject="Tên rất riêng"), "secret-mark")
    office.hold(office.package("Trang lỗi.html"), "not-xml")
    office.send("Thu hồi.edxml", action=Action.recall)

    for line in office.store.shelves.registers.receipts.read():
        assert (line.sender, line.package_id, line.sent_at, line.name, line.document) == (None,) * 5
        assert line.reason
    public = office.public().decode()
    assert not any(word in public for word in ("riêng", "Báo cáo mật", "Trang lỗi", "Thu hồi", "KÍN"))


def test_a_file_name_that_is_no_text_does_not_break_the_ledger(office: Office) -> None:
    outcome = office.send("công\udcffvăn.edxml")

    assert outcome.outcome == "accepted" and office.store.status().broken == ()


def test_every_address_and_anchor_is_remembered_once(office: Office) -> None:
    office.send("1.edxml", b"mot")
    office.send("2.edxml", b"hai", action=Action.update)

    path = office.root / addresses.FILE
    assert addresses.read(path) == {ADDRESS: frozenset({"dieu-1"})}
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_a_ledger_that_is_not_there_yet_ends_nowhere(tmp_path: Path) -> None:
    assert Ledger(tmp_path / "acts.jsonl", Act).end() == (0, register.START)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_line_that_the_disk_takes_by_half_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    found = ledger(tmp_path, "a")
    before, real = found.path.read_bytes(), os.pwrite

    def half(descriptor: int, data: bytes, at: int) -> int:
        real(descriptor, data[:20], at)
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "pwrite", half)
    with pytest.raises(OSError):
        ledger(tmp_path, "b")

    assert found.path.read_bytes() == before


ASKED = ("event", "document", "former", "time", "sha256", "id", "outcome", "reason", "hash")
NAMES = st.from_regex(r"[a-z0-9/.-]{1,40}", fullmatch=True)
ANY = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from([f'"{key}":"x"' for key in ASKED])


@settings(deadline=None)
@given(
    st.builds(
        Publication,
        time=st.just(NOW), event=st.sampled_from(EVENTS), document=NAMES, former=st.none() | NAMES,
        receipt=st.none() | ANY, sha256=st.none() | NAMES, oversight=st.none() | ANY,
    )
    | st.builds(
        Receipt,
        time=st.just(NOW), id=NAMES, sha256=NAMES, sender=ANY, name=st.none() | ANY, outcome=st.sampled_from(RESULTS),
        reason=st.none() | NAMES, document=st.none() | NAMES, actor=ANY,
    )
)  # fmt: skip
def test_a_build_sees_in_the_bytes_of_a_line_what_the_line_says(line: Publication | Receipt) -> None:
    written = register.dumps(register.sealed(line, seq=1, prev=register.START))
    said = json.loads(written)

    for key in ASKED:
        assert text_behind(written.encode(), f'"{key}":'.encode()).decode() == (said.get(key) or "")
