"""What a person puts right stays right: at later versions, beside edits by hand, and however often it is put right."""

import datetime as dt

import pytest

from pipeline import errors
from pipeline.archive import Told, store
from pipeline.document import accounts
from pipeline.document.model import Action
from tests.archive.office import ADDRESS, NOW, ZONE, Office

OTHER = "tinh/lam-giang/2024/13-2024-nq-hdnd"


def correct(office: Office, address: str = ADDRESS, report: str | None = None, **values: str) -> str:
    return office.store.published().correct(address, office.person("đối chiếu bản giấy"), values, report)[0]


def update(office: Office, name: str, text: bytes, title: str = "Quy định mức chi", day: int = 12) -> str:
    sent = dt.datetime(2024, 12, day, 8, tzinfo=ZONE)
    return office.send(name, text, action=Action.update, subject=title, sent_at=sent).outcome


def test_a_correction_is_an_act_with_a_name_and_shows_who_said_it(office: Office) -> None:
    office.send("1.edxml")

    correct(office, title="Quy định mức  chi mới", signer_name="Đỗ Văn Đúng", effective_from="01/01/2025")

    found, act = office.document(), office.store.shelves.registers.acts.read()[-1]
    assert (found.title, found.signers[0].name) == ("Quy định mức chi mới", "Đỗ Văn Đúng")
    assert found.dates.effective_from == dt.date(2025, 1, 1) and found.sources["trich_yeu"][0].source == "person"
    assert (act.act, act.actor, act.subject, act.version) == ("correct", "Lê Thị Sông", ADDRESS, "TN-2024-000001")
    assert act.values == {
        "trich_yeu": "Quy định mức chi mới", "signer_name": "Đỗ Văn Đúng", "effective_from": "2025-01-01",
    }  # fmt: skip
    assert act.content == office.store.shelves.book.written[ADDRESS] and office.store.status().edited == ()
    assert [line.event for line in office.store.shelves.registers.publications.read()] == ["published", "corrected"]


def test_a_correction_can_be_corrected_back_to_what_was_read(office: Office) -> None:
    office.send("1.edxml")
    correct(office, title="Tên nhầm", place="Sông Mẫu")
    correct(office, title="Quy định mức chi")

    assert (office.document().title, office.document().place) == ("Quy định mức chi", "Sông Mẫu")


def test_later_versions_keep_it_unless_they_say_something_new(office: Office) -> None:
    office.send("1.edxml")
    correct(office, title="Tên đúng")

    assert update(office, "2.edxml", b"hai") == "updated" and office.document().title == "Tên đúng"
    assert update(office, "3.edxml", b"ba", "Tên đúng", 13) == "updated" and office.document().title == "Tên đúng"
    assert update(office, "4.edxml", b"bon", "Tên thứ ba", 14) == "held" and office.document().title == "Tên đúng"
    assert office.store.held()[-1].reasons[0].code == "correction-conflict"


def test_what_is_put_right_twice_says_the_last(office: Office) -> None:
    office.send("1.edxml")
    correct(office, title="Lần một", place="Lam Giang")
    correct(office, title="Lần hai")

    assert (office.document().title, office.document().place) == ("Lần hai", "Lam Giang")
    update(office, "2.edxml", b"hai")
    correct(office, title="Lần ba")
    assert (office.document().title, office.document().place) == ("Lần ba", "Lam Giang")


def test_a_wrong_number_moves_the_page_and_leaves_the_old_address(office: Office) -> None:
    office.send("1.edxml")

    stands = correct(office, code="13/2024/NQ-HĐND")

    assert stands == OTHER and office.document(OTHER).former == (ADDRESS,) and [*office.content()] == [OTHER]
    assert update(office, "2.edxml", b"hai") == "updated" and [*office.content()] == [OTHER]


def test_a_wrong_day_within_the_year_moves_nothing(office: Office) -> None:
    office.send("1.edxml")
    issued = office.document().dates.issued

    assert correct(office, issue_date=(issued - dt.timedelta(days=1)).isoformat()) == ADDRESS
    assert office.document().former == () and office.document().dates.issued < issued
    assert update(office, "2.edxml", b"hai") == "updated" and [*office.content()] == [ADDRESS]


def test_a_wrong_year_moves_the_page_and_who_asks_for_the_old_address_is_told_where_it_is(office: Office) -> None:
    office.send("1.edxml")

    stands = correct(office, issue_date="2023-12-10")

    assert stands != ADDRESS and office.document(stands).former == (ADDRESS,)
    with pytest.raises(errors.UsageError, match=stands):
        correct(office, title="Tên khác")


def test_no_correction_makes_one_document_of_two(office: Office) -> None:
    office.send("1.edxml")
    office.send("2.edxml", b"hai", number="13/2024", document_id="B")
    before = office.public()

    with pytest.raises(errors.UsageError, match=OTHER):
        correct(office, code="13/2024/NQ-HĐND")
    assert office.public() == before


@pytest.mark.parametrize(
    ("values", "says"),
    [({"tittle": "x"}, "trich_yeu"), ({"date": "31/02/2024"}, "date"), ({}, "--set"), ({"separate": "x"}, "--set"),
     ({"title": " "}, "title")],
)  # fmt: skip
def test_what_cannot_be_set_changes_nothing(office: Office, values: dict[str, str], says: str) -> None:
    office.send("1.edxml")
    before = office.public()

    with pytest.raises(errors.UsageError, match=says):
        correct(office, **values)
    assert office.public() == before


def test_only_what_is_shown_is_corrected_and_only_a_known_report_answered(office: Office) -> None:
    office.send("1.edxml")
    with pytest.raises(errors.UsageError, match="SS-2024-000009"):
        correct(office, report="SS-2024-000009", title="Tên đúng")
    line = accounts.ReportStep(id="", time=NOW, step="received", actor="van-thu", channel="desk", document=ADDRESS)
    number = office.store.office.take_report(line, Told("sai tên")).id

    correct(office, report=number, title="Tên đúng")

    assert office.store.shelves.registers.acts.read()[-1].report == number == "SS-2024-000001"
    office.store.published().suspend(ADDRESS, office.person())
    with pytest.raises(errors.UsageError, match="đưa trở lại"):
        correct(office, title="Khác")


def test_an_edit_by_hand_is_owned_and_held_to_like_any_correction(office: Office) -> None:
    office.send("1.edxml")
    office.edit("Quy định mức chi", "Tên sửa tay")
    with pytest.raises(errors.UsageError, match="own"):
        correct(office, place="Lam Giang")

    office.store.published().own(ADDRESS, office.person("sửa tay tuần trước"))

    act = office.store.shelves.registers.acts.read()[-1]
    assert (act.act, act.values) == ("own", {"trich_yeu": "Tên sửa tay"}) and office.store.status().edited == ()
    correct(office, place="Lam Giang")
    assert (office.document().title, office.document().place) == ("Tên sửa tay", "Lam Giang")
    assert update(office, "2.edxml", b"hai") == "updated" and office.document().title == "Tên sửa tay"


def test_an_owned_edit_of_the_text_stays_until_a_person_lets_a_new_version_take_its_place(office: Office) -> None:
    office.send("1.edxml")
    office.edit("Điều 1. Phạm vi", "Điều 1. Phạm vi áp dụng")
    office.store.published().own(ADDRESS, office.person("sửa chữ đọc nhầm"))
    correct(office, title="Tên đúng")
    assert "Phạm vi áp dụng" in office.content()[ADDRESS] and office.document().title == "Tên đúng"
    package = office.package("2.edxml", b"hai", action=Action.update)

    held = office.accept(package)

    assert (held.outcome, held.reason) == ("held", "edited-by-hand") and "áp dụng" in office.content()[ADDRESS]
    assert office.approve(held.receipt, package).outcome == "updated"
    assert "áp dụng" not in office.content()[ADDRESS] and office.document().title == "Tên đúng"
    assert update(office, "3.edxml", b"ba", day=15) == "updated"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("state: published", "state: withdrawn", "withdraw"),
        ("slug: 12-2024-nq-hdnd", "slug: 14-2024-nq-hdnd", "correct"),
        ("sha256: ", "sha256: 0", "0"),
        ("title: ", "tittle: ", "tittle"),
        ("Quy định", "Quy định", "không có chỗ"),
    ],
    ids=["state", "address", "original", "broken", "nothing"],
)
def test_no_edit_by_hand_does_what_only_an_act_may(office: Office, old: str, new: str, says: str) -> None:
    office.send("1.edxml")
    text = office.content()[ADDRESS]
    if old == "sha256: ":
        at = text.index(old) + len(old)
        old, new = text[at : at + 64], "0" * 64
    office.edit(old, new)
    before = office.public()

    with pytest.raises(errors.PipelineError, match=says):
        office.store.published().own(ADDRESS, office.person())
    assert office.public() == before


def test_a_file_added_by_hand_is_owned_too(office: Office) -> None:
    office.send("1.edxml")
    text = office.content()[ADDRESS].replace("12-2024-nq-hdnd", "15-2024-nq-hdnd").replace("12/2024", "15/2024")
    address = "tinh/lam-giang/2024/15-2024-nq-hdnd"
    path = office.root / f"content/documents/{address}.md"
    store.write(path, text.replace("TN-2024-000001", "TN-2023-000001").encode())

    office.store.published().own(address, office.person("nhập từ sổ cũ"))

    assert office.store.status().edited == () and office.content()[address]
    assert address in office.store.shelves.book.anchors
