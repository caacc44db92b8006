"""Every sender is told once what became of its package, whatever a run was cut off by."""

import shutil

import pytest

from pipeline import ingest, settings
from pipeline.document.model import Action, Declared
from tests.archive.office import DISTRICT, PROVINCE, Office, found_archive


def told(office: Office) -> dict[str, list[str]]:
    """Receipt number (its last digit) → the codes in outbox/, sorted."""
    found: dict[str, list[str]] = {}
    for path in sorted((office.root / "outbox").glob("*.edxml")) if (office.root / "outbox").is_dir() else ():
        receipt, _, code = path.stem.partition("_")
        found.setdefault(receipt[-1], []).append(code)
    return found


def said(office: Office, name: str) -> Declared:
    path = office.root / "outbox" / name
    return ingest.read(path, office.root / "work", settings.Limits(), address=PROVINCE).declared


@pytest.fixture
def busy(office: Office) -> Office:
    office.store.answer()
    office.send("1.edxml", b"mot", document_id="000.00.01.L77,2024/12/10,12/2024/NQ-HĐND")
    office.send("2.edxml", b"hai", document_id="B", number="13/2024", subject="Một & <hai>")
    office.hold(office.package("3.edxml", b"ba", document_id="C", number="14/2024"), "draft")
    office.hold(office.package("4.edxml", b"mat", document_id="S", number="99/2024"), "secret-mark")
    office.send("5.edxml", document_id="B", number="13/2024", action=Action.recall)
    office.send("6.edxml", document_id="B", number="13/2024", action=Action.recall, sender=DISTRICT)
    office.hold(office.package("7.html", b"hong"), "not-xml")
    return office


CODES = {
    "1": ["01", "03"],
    "2": ["01", "03"],
    "3": ["01", "05"],
    "4": ["01", "02"],
    "5": ["01", "15"],
    "6": ["01", "05"],
    "7": ["02"],
}


def test_each_outcome_has_its_code_and_a_second_run_writes_nothing(busy: Office) -> None:
    assert busy.store.answer() and told(busy) == CODES
    assert busy.store.answer() == []


def test_a_message_gives_back_what_a_sender_matches_it_by(busy: Office) -> None:
    busy.store.answer()

    found = said(busy, "TN-2024-000001_03.edxml")

    assert (found.action, found.status_code, found.sender) == (Action.status, "03", "L77.01")
    assert found.response_for == "000.00.01.L77,2024/12/10,12/2024/NQ-HĐND" and found.code == "12/2024/NQ-HĐND"
    written = (busy.root / "outbox/TN-2024-000001_03.edxml").read_text("utf-8")
    assert (
        "<edXML:Code>12/2024/NQ-HĐND</edXML:Code><edXML:PromulgationDate>2024/12/10</edXML:PromulgationDate>" in written
    )
    order = ["From", "ResponseFor", "StatusCode", "Description", "Timestamp"]
    places = [written.index(f"<edXML:{name}>") for name in order]
    assert places == sorted(places)


def test_a_refusal_says_why_in_vietnamese_and_a_wait_says_how_long(busy: Office) -> None:
    busy.store.answer()

    assert "3 ngày làm việc" in str(said(busy, "TN-2024-000003_05.edxml").reason)
    assert "mật" in str(said(busy, "TN-2024-000004_02.edxml").reason)


def test_a_persons_decision_is_told_and_the_wait_is_not_told_twice(busy: Office) -> None:
    busy.store.answer()
    held = {item.receipt[-1]: item.receipt for item in busy.store.held()}
    package = busy.package("3.edxml", b"ba", document_id="C", number="14/2024")
    busy.approve(held["3"], package)
    busy.store.refuse(held["6"], busy.person("không có quyền"))

    written = busy.store.answer()

    assert sorted(written) == [f"{held['3']}_03.edxml", f"{held['6']}_16.edxml"]


def test_a_refusal_reaches_its_sender_in_the_persons_words(busy: Office) -> None:
    busy.store.answer()
    held = {item.receipt[-1]: item.receipt for item in busy.store.held()}
    for last, why in (("3", "Trang 2 bị mờ <gửi lại>"), ("6", "Không có quyền thu hồi & sửa")):
        busy.store.refuse(held[last], busy.person(why))

    busy.store.answer()

    written = (busy.root / "outbox" / f"{held['3']}_02.edxml").read_text(encoding="utf-8")
    assert "Từ chối: Trang 2 bị mờ &lt;gửi lại&gt;</edXML:Description>" in written
    other = (busy.root / "outbox" / f"{held['6']}_16.edxml").read_text(encoding="utf-8")
    assert "Từ chối: Không có quyền thu hồi &amp; sửa</edXML:Description>" in other
    machine = next((busy.root / "outbox").glob("*-000007_02.edxml")).read_text(encoding="utf-8")
    assert "Trang 2" not in machine


def test_what_was_parked_is_told_when_it_takes_its_place(office: Office) -> None:
    office.store.answer()
    office.send("1.edxml", action=Action.recall)
    office.store.answer()
    office.send("2.edxml", b"hai")

    office.store.answer()

    assert told(office) == {"1": ["01", "05", "15"], "2": ["01", "03"]}


def test_what_a_later_package_makes_of_an_earlier_one_takes_no_message_back(office: Office) -> None:
    """A repetition of a recalled document waits; whether its sender was told before may not depend on the run."""
    for cut in (True, False):
        place = Office(office.root / str(cut))
        place.root.mkdir()
        found_archive(place.root)
        place.store.answer()
        place.send("1.edxml", b"mot")
        place.send("2.edxml", b"mot")
        if cut:
            place.store.answer()
        place.send("3.edxml", b"mot", action=Action.recall)
        place.store.answer()

        assert told(place) == {"1": ["01", "03"], "2": ["01", "03", "05"], "3": ["01", "15"]}, cut


def test_a_build_tells_what_it_published_once(busy: Office) -> None:
    busy.store.answer()

    assert busy.store.answer(built=True) == ["TN-2024-000001_06.edxml"]  # the second was recalled before any build
    assert busy.store.answer(built=True) == []


@pytest.mark.parametrize("how", ["suspend", "withdraw", "secret"])
def test_nobody_is_told_that_what_was_taken_down_before_the_build_was_published(office: Office, how: str) -> None:
    office.store.answer()
    address = office.send("1.edxml", b"mot", document_id="A").document or ""
    if how == "secret":
        office.hold(office.package("2.edxml", b"hai", action=Action.update, document_id="A"), "secret-mark")
    elif how == "suspend":
        office.store.published().suspend(address, office.person("xem lại"))
    else:
        office.store.published().withdraw(address, office.person("gỡ"), "personal-data")

    office.store.answer(built=True)

    assert told(office)["1"] == ["01", "03"]


@pytest.mark.parametrize("how", ["suspend", "withdraw"])
def test_who_sent_what_comes_back_after_a_build_without_it_is_told_by_the_build_that_shows_it(
    office: Office, how: str
) -> None:
    office.store.answer()
    address = office.send("1.edxml", b"mot", document_id="A").document or ""
    if how == "suspend":
        office.store.published().suspend(address, office.person("xem lại"))
    else:
        office.store.published().withdraw(address, office.person("gỡ"), "personal-data")
    assert office.store.answer(built=True) == ["TN-2024-000001_01.edxml", "TN-2024-000001_03.edxml"]
    assert office.store.answer(built=True) == []
    office.store.published().restore(address, office.person("đã xem"))
    assert office.store.answer() == [], "no build shows it yet"

    assert office.store.answer(built=True) == ["TN-2024-000001_06.edxml"]
    assert office.store.answer(built=True) == []


@pytest.mark.parametrize("lost", ["the memory", "the messages", "all"])
def test_a_run_cut_off_between_act_and_message_owes_it_to_the_next(busy: Office, lost: str) -> None:
    memory = busy.root / ".private/outbox.json"
    before = memory.read_bytes()
    busy.store.answer()
    whole = {path.name: path.read_bytes() for path in (busy.root / "outbox").iterdir()}
    memory.write_bytes(before)
    if lost != "the memory":
        for path in sorted((busy.root / "outbox").iterdir())[:: 2 if lost == "the messages" else 1]:
            path.unlink()

    busy.store.answer()

    assert {path.name: path.read_bytes() for path in (busy.root / "outbox").iterdir()} == whole


def test_what_a_sender_took_is_not_written_again(busy: Office) -> None:
    busy.store.answer()
    shutil.rmtree(busy.root / "outbox")
    busy.send("8.edxml", b"tam", document_id="H", number="15/2024")

    busy.store.answer()

    assert told(busy) == {"8": ["01", "03"]}


def test_an_older_archive_does_not_answer_its_whole_past(office: Office) -> None:
    office.send("1.edxml")

    assert office.store.answer() == []
    office.send("2.edxml", b"hai", document_id="B", number="13/2024")
    office.store.answer()

    assert told(office) == {"2": ["01", "03"]}


def test_a_bare_file_has_nobody_to_tell(office: Office) -> None:
    office.store.answer()
    office.send("1.edxml", sender=None)

    assert office.store.answer() == [] and not (office.root / "outbox").exists()


def test_without_a_code_of_our_own_nobody_is_answered_until_it_is_known(busy: Office) -> None:
    """A message in the name of another office would be false; none is lost."""
    file = busy.root / "archive.yaml"
    known = file.read_text("utf-8")
    file.write_text(known.replace("L77.01", '""'), "utf-8")
    assert file.read_text("utf-8") != known
    assert busy.store.answer() == [] and told(busy) == {}

    file.write_text(known, "utf-8")
    assert busy.store.answer() and told(busy) == CODES


@pytest.mark.parametrize("cut", [True, False])
def test_who_sends_again_what_waits_or_was_refused_is_not_told_that_it_was_accepted(office: Office, cut: bool) -> None:
    """The answer is that of the first package as it stood then, whenever it is written."""
    office.store.answer()
    first = office.hold(office.package("1.edxml", b"ba"), "draft").receipt
    office.hold(office.package("2.edxml", b"ba"), "draft")
    if not cut:
        office.store.answer()
    office.store.refuse(first, office.person("Trang 2 bị mờ"))
    office.hold(office.package("3.edxml", b"ba"), "draft")

    office.store.answer()

    assert told(office)["2"] == ["01", "05"] and told(office)["3"] == ["01", "02"]
    assert "Từ chối: Trang 2 bị mờ" in str(said(office, "TN-2024-000003_02.edxml").reason)
