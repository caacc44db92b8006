"""Where persons are enrolled nobody else decides, whoever has a key signs, and what is grave takes two."""

import datetime as dt
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import archive, errors, settings
from pipeline.archive import Told, chains, persons
from pipeline.archive.ledger import Ledger
from pipeline.document import minisign, register
from pipeline.document.accounts import Declaration, Note, ReportStep
from pipeline.document.minisign import SigningKey
from pipeline.document.model import Action
from pipeline.document.register import Act
from pipeline.document.sentences import Said
from tests.archive.office import ADDRESS, Office

RIVER, HILL = "Lê Thị Sông", "Đỗ Văn Đồi"
CHEAP = {"operations": 1 << 15, "memory": 1 << 20}


@pytest.fixture(scope="module")
def keys() -> dict[str, SigningKey]:
    return {name: minisign.load(minisign.make("mật khẩu", **CHEAP)[0], "mật khẩu") for name in (RIVER, HILL)}


def store(office: Office, signer: SigningKey | None = None) -> archive.Archive:
    return archive.open(office.root, settings.load(office.root), signer)


@pytest.fixture
def staffed(office: Office, keys: dict[str, SigningKey]) -> Office:
    """Two persons with keys, enrolled by the first of them."""
    for name in (RIVER, HILL):
        by = office.person("quyết định phân công", RIVER)
        store(office, keys[RIVER]).deciders().enrol(name, "Văn phòng", str(keys[name].public), by)
    return office


def acts(office: Office) -> tuple[Act, ...]:
    return store(office).shelves.registers.acts.read()


def faults(office: Office) -> list[tuple[int, Said]]:
    return list(persons.faults(acts(office)))


def test_whoever_is_not_enrolled_or_has_retired_decides_nothing(staffed: Office, keys: dict[str, SigningKey]) -> None:
    staffed.send("1.edxml")
    held = staffed.hold(staffed.package("2.edxml", b"hai"), "draft").receipt
    before = staffed.public()
    for name in ("Người Lạ", "Lê Thị Sôngg", "van-thu"):
        decider = staffed.person("thử", name)
        for deed in (
            lambda d=decider: store(staffed, keys[RIVER]).published().suspend(ADDRESS, d),
            lambda d=decider: store(staffed, keys[RIVER]).published().withdraw(ADDRESS, d, "error"),
            lambda d=decider: store(staffed).refuse(held, d),
            lambda d=decider: store(staffed).purge(held, d),
            lambda d=decider: store(staffed, keys[RIVER]).deciders().enrol("Ai Đó", "Phòng", None, d),
        ):
            with pytest.raises(errors.UsageError, match="chưa đăng ký"):
                deed()
    assert staffed.public() == before and store(staffed).shelves.private.bytes_of(store(staffed).held()[0].sha256)

    store(staffed, keys[RIVER]).deciders().retire(HILL, staffed.person("chuyển công tác", RIVER))
    with pytest.raises(errors.UsageError, match="đã thôi"):
        store(staffed, keys[HILL]).published().suspend(ADDRESS, staffed.person("thử", HILL))
    with pytest.raises(errors.UsageError, match="cuối cùng"):
        store(staffed, keys[RIVER]).deciders().retire(RIVER, staffed.person("thử", RIVER))
    assert faults(staffed) == []


def test_an_act_bears_office_and_signature_and_only_ones_own(staffed: Office, keys: dict[str, SigningKey]) -> None:
    staffed.send("1.edxml")
    for signer in (None, keys[HILL]):
        with pytest.raises(errors.UsageError, match="--key"):
            store(staffed, signer).published().suspend(ADDRESS, staffed.person("xem", RIVER))

    store(staffed, keys[RIVER]).published().suspend(ADDRESS, staffed.person("xem", "lê thị  sông"))

    act = acts(staffed)[-1]
    assert (act.act, act.office) == ("suspend", "Văn phòng") and act.sig and faults(staffed) == []


def test_purge_takes_two(staffed: Office, keys: dict[str, SigningKey]) -> None:
    receipt = staffed.hold(staffed.package("2.edxml", b"hai"), "secret-mark").receipt

    def purge(name: str) -> None:
        store(staffed, keys[name]).purge(receipt, staffed.person("chuyển khỏi máy", name))

    with pytest.raises(errors.SecondNeeded, match="second"):
        purge(RIVER)
    sha256 = store(staffed).shelves.book.last[receipt].sha256
    assert store(staffed).shelves.private.bytes_of(sha256) and list(store(staffed).persons.proposals)
    with pytest.raises(errors.UsageError, match="người thứ hai"):
        purge(RIVER)
    purge(HILL)

    first, second = acts(staffed)[-2:]
    assert (first.act, second.act, second.confirms) == ("propose", "purge", first.hash)
    assert store(staffed).shelves.private.bytes_of(sha256) is None and not store(staffed).persons.proposals
    assert faults(staffed) == []


@pytest.mark.parametrize("code", ["secret-suspected", "conflict"])
def test_what_the_secrecy_gate_held_is_released_by_two_who_say_the_same(
    staffed: Office, keys: dict[str, SigningKey], code: str
) -> None:
    package = staffed.package("1.edxml")
    receipt = staffed.hold_read(package, code).receipt

    def approve(name: str, **values: str) -> archive.Outcome:
        staffed.signer, staffed.name = keys[name], name
        return staffed.approve(receipt, package, **values)

    with pytest.raises(errors.SecondNeeded):
        approve(RIVER, title="Tên đúng")
    with pytest.raises(errors.SecondNeeded):
        approve(HILL, title="Tên khác")
    assert staffed.content() == {}
    assert approve(HILL).outcome == "accepted" and "Tên đúng" in staffed.content()[ADDRESS]
    assert acts(staffed)[-1].confirms == acts(staffed)[-3].hash and faults(staffed) == []


@pytest.mark.parametrize("how", ["gate", "ground"])
def test_what_went_for_secrecy_comes_back_by_two(staffed: Office, keys: dict[str, SigningKey], how: str) -> None:
    staffed.send("1.edxml")
    if how == "gate":
        staffed.hold(staffed.package("2.edxml", b"hai", action=Action.update), "secret-mark")
    else:
        store(staffed, keys[RIVER]).published().withdraw(ADDRESS, staffed.person("xem", RIVER), "secrecy")

    with pytest.raises(errors.SecondNeeded):
        store(staffed, keys[RIVER]).published().restore(ADDRESS, staffed.person("báo nhầm", RIVER))
    store(staffed, keys[HILL]).published().restore(ADDRESS, staffed.person("báo nhầm", HILL))
    store(staffed, keys[HILL]).published().suspend(ADDRESS, staffed.person("xem", HILL))
    store(staffed, keys[HILL]).published().restore(ADDRESS, staffed.person("một người là đủ", HILL))

    assert faults(staffed) == [] and "state: published" in staffed.content()[ADDRESS]


def test_without_persons_everything_is_as_before(office: Office) -> None:
    receipt = office.hold(office.package("2.edxml", b"hai"), "secret-mark").receipt

    office.store.purge(receipt, office.person("chuyển", "Ai cũng được"))

    assert [act.act for act in acts(office)] == ["purge"] and faults(office) == []
    assert any("chưa đăng ký" in vi.casefold() for vi, _ in office.store.status().sentences())


@pytest.mark.parametrize("back", [dt.timedelta(seconds=1), dt.timedelta(days=400)])
def test_no_act_is_dated_before_the_last(staffed: Office, keys: dict[str, SigningKey], back: dt.timedelta) -> None:
    staffed.send("1.edxml")
    before, staffed.now = staffed.public(), staffed.now + dt.timedelta(days=300)
    store(staffed, keys[RIVER]).published().suspend(ADDRESS, staffed.person("đồng hồ chạy nhanh", RIVER))
    early = replace(staffed.person("đã chỉnh", RIVER), now=acts(staffed)[-1].time - back)
    before = staffed.public()

    with pytest.raises(errors.UsageError, match="đồng hồ"):
        store(staffed, keys[RIVER]).published().restore(ADDRESS, early)
    assert staffed.public() == before
    store(staffed, keys[RIVER]).deciders().set_clock(early)
    store(staffed, keys[RIVER]).published().restore(ADDRESS, early)
    assert faults(staffed) == []


def forged(office: Office, change: Callable[[list[Act]], list[Act]]) -> list[tuple[int, Said]]:
    """What is wrong after somebody without a key rewrote the whole register, with every hash made anew."""
    lines, found = change(list(acts(office))), []
    path = office.root / register.FOLDER / register.ACTS
    path.unlink()
    ledger = Ledger(path, Act)
    for line in lines:
        found.append(ledger.append(line))
    register.verify(path)
    return list(persons.faults(ledger.read()))


def history(office: Office, keys: dict[str, SigningKey]) -> None:
    office.send("1.edxml")
    for number in range(3):
        name = (RIVER, HILL)[number % 2]
        store(office, keys[name]).published().suspend(ADDRESS, office.person(f"lần {number}", name))
        store(office, keys[name]).published().restore(ADDRESS, office.person(f"xem {number}", name))


FORGERIES: dict[str, Callable[[list[Act]], list[Act]]] = {
    "replayed": lambda lines: [*lines, replace(lines[2], time=lines[-1].time)],
    "replayed as it is": lambda lines: [*lines[:4], lines[2], *lines[4:]],
    "left out": lambda lines: [*lines[:3], *lines[4:]],
    "swapped": lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]],
    "another name": lambda lines: [*lines[:3], replace(lines[3], actor=HILL), *lines[4:]],
    "another reason": lambda lines: [*lines[:3], replace(lines[3], why="khác"), *lines[4:]],
    "another subject": lambda lines: [*lines[:3], replace(lines[3], subject="tinh/x/2024/1"), *lines[4:]],
    "another time": lambda lines: [*lines[:3], replace(lines[3], time=lines[3].time + dt.timedelta(1)), *lines[4:]],
    "another office": lambda lines: [*lines[:3], replace(lines[3], office="Sở"), *lines[4:]],
    "no signature": lambda lines: [*lines, replace(lines[-1], why="thêm", sig=None)],
    "two of a kind": lambda lines: [*lines, replace(lines[-1], act="purge", confirms=lines[-1].hash)],
    "a stranger": lambda lines: [*lines, replace(lines[-1], actor="Người Lạ", sig=None)],
    "another key": lambda lines: [lines[0], replace(lines[1], values={**lines[1].values, "key": "RWQ"}), *lines[2:]],
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES.keys())
def test_whoever_rewrites_the_register_without_a_key_is_seen(
    staffed: Office, keys: dict[str, SigningKey], change: Callable[[list[Act]], list[Act]]
) -> None:
    history(staffed, keys)

    assert forged(staffed, lambda lines: lines) == []
    assert forged(staffed, change)


def test_a_field_of_a_later_version_changes_no_signature(staffed: Office, keys: dict[str, SigningKey]) -> None:
    history(staffed, keys)
    path = staffed.root / register.FOLDER / register.ACTS
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    for line in lines:
        bare = {key: value for key, value in line.items() if value is not None}
        act = register.parse(bare, Act)
        again = register.signed(act, seq=act.seq, prev=act.prev)
        assert again == register.signed(register.parse(line, Act), seq=act.seq, prev=act.prev)
        assert b'"sig"' not in again and b'"hash"' not in again


def test_enrolling_twice_nobody_or_with_no_key_is_refused(staffed: Office, keys: dict[str, SigningKey]) -> None:
    before = acts(staffed)
    for name, office, key in ((HILL, "P", None), ("\u200b", "P", None), ("Mới", " ", None), ("Mới", "P", "RWQ")):
        with pytest.raises(errors.UsageError):
            store(staffed, keys[RIVER]).deciders().enrol(name, office, key, staffed.person("thử", RIVER))
    with pytest.raises(errors.UsageError, match="không có người"):
        store(staffed, keys[RIVER]).deciders().retire("Không Ai", staffed.person("thử", RIVER))
    assert acts(staffed) == before


def said(office: Office, what: str, name: str, signer: SigningKey | None, now: dt.datetime) -> None:
    """Have a person answer a report, note a difficulty, write a declaration down, or publish."""
    books = store(office, signer).office
    if what == "answer":
        taken = books.take_report(ReportStep(id="", step="received", time=now, actor="van-thu"), Told("sai"))
        books.answer(
            ReportStep(id=taken.id, step="answered", decision="passed", answer="Đã chuyển", time=now, actor=name)
        )
    elif what == "note":
        books.note(Note(id="", source="lam-giang", words="Đường truyền hay đứt", time=now, actor=name))
    elif what == "declare":
        books.declare(
            Declaration(
                council="lam-giang", year=2024, series="normative", source="CV 3", last=12, time=now, actor=name
            )
        )
    else:
        store(office, signer).deciders().publish(archive.Decider(name, now, "đưa lên"))


SAID = {"answer": "errors", "note": "notes", "declare": "declarations", "publish": "acts"}


def lines(office: Office, name: str) -> list[Any]:
    return list(register.read(office.root / register.FOLDER / f"{name}.jsonl", chains.KINDS[f"{name}.jsonl"]))


def signed_archive(office: Office, keys: dict[str, SigningKey]) -> dict[str, bytes]:
    """Some lines of every ledger that persons and packages fill, and their bytes."""
    history(office, keys)
    office.send("9.edxml", b"chin", number="19/2024", document_id="Z")
    for name in (RIVER, HILL, RIVER):
        for what in SAID:
            said(office, what, name, keys[name], office.tick())
    folder = office.root / register.FOLDER
    return {Path(name).stem: (folder / name).read_bytes() for name in chains.KINDS}


@pytest.mark.parametrize("what", SAID)
def test_whoever_answers_notes_declares_or_publishes_signs_the_line(
    staffed: Office, keys: dict[str, SigningKey], what: str
) -> None:
    staffed.send("1.edxml")
    for name, key, why in ((RIVER, None, "--key"), (RIVER, HILL, "--key")):
        with pytest.raises(errors.UsageError, match=why):
            said(staffed, what, name, keys.get(key or ""), staffed.tick())
    if what != "publish":
        with pytest.raises(errors.UsageError, match="chưa đăng ký"):
            said(staffed, what, "Người Lạ", keys[RIVER], staffed.tick())

    said(staffed, what, RIVER, keys[RIVER], staffed.tick())

    line = lines(staffed, SAID[what])[-1]
    message, comment = register.signed(line, seq=line.seq, prev=line.prev), f"{SAID[what]}.jsonl:{line.seq}"
    assert line.office == "Văn phòng" and minisign.verify(keys[RIVER].public, message, comment, line.sig)
    assert list(store(staffed).damage()) == []


@pytest.mark.parametrize("what", SAID)
@pytest.mark.parametrize("back", [dt.timedelta(seconds=1), dt.timedelta(days=400)])
def test_no_ledger_takes_a_line_of_a_clock_set_back_until_somebody_says_why(
    staffed: Office, keys: dict[str, SigningKey], what: str, back: dt.timedelta
) -> None:
    said(staffed, what, RIVER, keys[RIVER], staffed.tick() + dt.timedelta(days=500))
    early = lines(staffed, SAID[what])[-1].time - back
    staffed.send("1.edxml")
    before = staffed.public()

    with pytest.raises(errors.UsageError, match="đồng hồ"):
        said(staffed, what, RIVER, keys[RIVER], early)
    assert staffed.public() == before
    store(staffed, keys[RIVER]).deciders().set_clock(archive.Decider(RIVER, early, "đã chỉnh"))
    said(staffed, what, RIVER, keys[RIVER], early)
    assert list(store(staffed).damage()) == []


def rehashed(rows: list[dict[str, Any]]) -> bytes:
    """Lines of a ledger with places and hashes made anew."""
    last, found = register.START, []
    for seq, one in enumerate(rows, 1):
        one |= {"seq": seq, "prev": last}
        last = one["hash"] = register.digest(one)
        found.append(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return b"".join(found)


Rows = list[dict[str, Any]]
OTHER_LINES: dict[str, Callable[[Rows], Rows]] = {
    "replayed": lambda rows: [*rows, rows[0] | {"time": rows[-1]["time"]}],
    "left out": lambda rows: rows[1:],
    "swapped": lambda rows: [rows[1], rows[0], *rows[2:]],
    "another name": lambda rows: [rows[0] | {"actor": HILL}, *rows[1:]],
    "another office": lambda rows: [rows[0] | {"office": "Sở"}, *rows[1:]],
    "a stranger": lambda rows: [*rows, rows[-1] | {"actor": "Người Lạ", "sig": None}],
    "no signature": lambda rows: [*rows, rows[-1] | {"sig": None}],
    "dated back": lambda rows: [*rows, rows[-1] | {"sig": None, "time": "2020-01-01T00:00:00+07:00"}],
}


@pytest.mark.parametrize("what", ["answer", "note", "declare"])
@pytest.mark.parametrize("change", OTHER_LINES.values(), ids=OTHER_LINES.keys())
def test_whoever_rewrites_a_ledger_of_the_office_without_a_key_is_seen(
    staffed: Office, keys: dict[str, SigningKey], what: str, change: Callable[[Rows], Rows]
) -> None:
    for _ in range(3):
        said(staffed, what, RIVER, keys[RIVER], staffed.tick())
    path = staffed.root / register.FOLDER / f"{SAID[what]}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if what == "answer":  # who reports is no person of the office: what it says of the answers is tried
        rows = [row for row in rows if row["step"] == "answered"]
    path.write_bytes(rehashed(change(rows)))

    damage = list(store(staffed).damage())
    assert any(f"{path.name}, dòng" in one.place for one in damage)
    assert any(f"{path.name}, line" in one.place_in("en") for one in damage)
    assert not any(word in one.place_in("en") for one in damage for word in ("dòng", "chữ ký", "trước", "giờ "))


def test_what_is_published_by_the_timer_stands_there_without_a_person_and_once(
    staffed: Office, keys: dict[str, SigningKey]
) -> None:
    staffed.send("1.edxml")
    for _ in range(3):
        store(staffed).deciders().publish(archive.Decider("may-chu", staffed.tick()))
    store(staffed, keys[RIVER]).published().suspend(ADDRESS, staffed.person("xem", RIVER))
    store(staffed).deciders().publish(archive.Decider("may-chu", staffed.tick()))
    store(staffed).deciders().roll_back(archive.Decider("may-chu", staffed.tick()), "000001")

    assert [act.act for act in acts(staffed)][2:] == ["publish", "suspend", "publish", "publish"]
    assert acts(staffed)[2].values["publications.jsonl"] == "1" and faults(staffed) == []


def test_whoever_has_retired_neither_publishes_nor_answers_nor_stands_there_as_a_program(
    staffed: Office, keys: dict[str, SigningKey]
) -> None:
    staffed.send("1.edxml")
    for what in SAID:
        said(staffed, what, HILL, keys[HILL], staffed.tick())
    store(staffed, keys[RIVER]).deciders().retire(HILL, staffed.person("nghỉ hưu", RIVER))

    def own() -> int:
        return sum(line.actor.casefold() == HILL.casefold() for name in SAID.values() for line in lines(staffed, name))

    assert own() == len(SAID)
    for signer in (keys[HILL], None):
        for what in SAID:
            with pytest.raises(errors.UsageError, match="đã thôi"):
                said(staffed, what, HILL if what == "publish" else HILL.upper(), signer, staffed.tick())
        with pytest.raises(errors.UsageError, match="đã thôi"):
            store(staffed, signer).deciders().roll_back(archive.Decider(HILL, staffed.tick()), "000001")
        report = ReportStep(id="", step="received", time=staffed.tick(), actor=HILL)
        with pytest.raises(errors.UsageError, match="đã thôi"):
            store(staffed, signer).office.take_report(report, Told("sai"))

    assert own() == len(SAID)
    assert faults(staffed) == [] and list(store(staffed).damage()) == []


def test_a_publication_under_the_name_of_who_has_retired_is_seen(staffed: Office, keys: dict[str, SigningKey]) -> None:
    staffed.send("1.edxml")
    store(staffed, keys[RIVER]).deciders().retire(HILL, staffed.person("nghỉ hưu", RIVER))
    store(staffed).deciders().publish(archive.Decider("may-chu", staffed.tick()))

    assert forged(staffed, lambda lines: lines) == []
    assert forged(staffed, lambda lines: [*lines[:-1], replace(lines[-1], actor=HILL)])


@pytest.mark.parametrize("remembered", [False, True], ids=["anew", "after what was checked"])
@pytest.mark.parametrize("line", [0, 1, -1])
def test_one_line_end_that_was_changed_is_seen_though_all_of_them_may_be(
    staffed: Office, keys: dict[str, SigningKey], line: int, remembered: bool
) -> None:
    kept, options = signed_archive(staffed, keys), settings.load(staffed.root)
    for name, data in kept.items():
        path = staffed.root / register.FOLDER / f"{name}.jsonl"
        lines = data.splitlines(keepends=True)
        whole, changed = list(lines), len(lines) - 1 if line < 0 else line
        lines[changed] = lines[changed].replace(b"\n", b"\r\n")
        if remembered:
            path.write_bytes(b"".join(whole[:changed]) or data)
            chains.check(staffed.root, options)
        path.write_bytes(b"".join(lines))
        with pytest.raises(errors.RegisterBroken, match=f"{name}.jsonl, line"):
            chains.check(staffed.root, options)
        path.write_bytes(data.replace(b"\n", b"\r\n"))
        chains.check(staffed.root, options)
        path.write_bytes(data)


def damaged(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """A ledger changed by hand: one byte, a cut, lines swapped or repeated; other bytes than before."""
    lines = data.splitlines(keepends=True)
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    how = chance.choice(("byte", "cut", "swap", "replay", "drop", "insert"))
    if how == "byte":
        place = chance.randrange(len(data))
        return data[:place] + bytes([data[place] ^ chance.randint(1, 255)]) + data[place + 1 :], how
    if how == "cut":
        return data[: chance.randrange(len(data))], how
    if how == "swap":
        lines[at], lines[other] = lines[other], lines[at]
    elif how == "replay":
        lines.insert(other, lines[at])
    elif how == "drop":
        del lines[at]
    else:
        place = chance.randrange(len(data) + 1)
        return data[:place] + bytes([chance.randrange(256)]) + data[place:], how
    return b"".join(lines), how


def rewritten(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """The register of acts with a line changed, left out, moved or repeated, and every hash made anew."""
    lines = [json.loads(line) for line in data.splitlines()]
    at, how = chance.randrange(2, len(lines)), chance.choice(("field", "replay", "move", "drop"))
    line = dict(lines[at])
    if how == "field":
        name = chance.choice(("why", "actor", "subject", "office", "time"))
        line[name] = {"time": "2025-03-01T00:00:00+07:00", "actor": HILL if line["actor"] == RIVER else RIVER}.get(
            name, f"{line[name]}x"
        )
        lines[at] = line
    elif how == "drop":
        del lines[at]
    else:
        lines = lines[:at] + lines[at + 1 :] if how == "move" else lines
        lines.insert(chance.randrange(len(lines) + 1), line)
    return rehashed(lines), how


def seen(root: Path, said: settings.Settings, heads: Path) -> str:
    """What says that the registers are not as they were, with the line that it names; empty where nothing does."""
    try:
        chains.check_heads(root, heads)
        chains.check(root, said)
        wrong = [f"dòng {line}: {why}" for line, why in unsigned(root)]
    except errors.RegisterBroken as error:
        return f"dòng {error.facts['line']}: {error}"
    return "; ".join(wrong)


def unsigned(root: Path) -> list[tuple[int, Said]]:
    return list(persons.faults(Ledger(root / register.FOLDER / register.ACTS, Act).read()))


def attack(office: Office, keys: dict[str, SigningKey], heads: Path, times: int, seed: int) -> None:
    kept, chance = signed_archive(office, keys), random.Random(seed)
    tails = {name: register.verify(office.root / register.FOLDER / f"{name}.jsonl") for name in kept}
    heads.write_text(json.dumps({name: {"lines": count, "hash": last} for name, (count, last) in tails.items()}))
    options = settings.load(office.root)
    assert seen(office.root, options, heads) == ""
    for _ in range(times):
        name = chance.choice(sorted(kept))
        forge = name == "acts" and chance.random() < 0.5
        data, how = (rewritten if forge else damaged)(kept[name], chance)
        path = office.root / register.FOLDER / f"{name}.jsonl"
        path.write_bytes(data)
        if not re.fullmatch(
            re.escape(kept[name]) + rb"[^\n]*", data
        ):  # a torn tail is no line: a killed run leaves one
            assert "dòng " in seen(office.root, options, heads), (name, how, forge)
            if forge and data.count(b"\n") >= tails[name][0]:  # also by who kept no head
                assert unsigned(office.root), (name, how)
        path.write_bytes(kept[name])


def test_whatever_is_changed_in_the_registers_is_seen_and_the_line_named(
    staffed: Office, keys: dict[str, SigningKey], tmp_path: Path
) -> None:
    attack(staffed, keys, tmp_path / "dau-so.json", 120, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_changes_of_the_registers_are_all_seen(
    staffed: Office, keys: dict[str, SigningKey], tmp_path: Path, seed: int
) -> None:
    attack(staffed, keys, tmp_path / "dau-so.json", 1000, 100 + seed)
