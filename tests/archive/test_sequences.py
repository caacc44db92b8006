"""What a series of packages makes of the archive, in the order of arrival."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from pipeline import errors
from pipeline.document import addresses, markdown, reasons
from pipeline.document.model import Action, Reading
from pipeline.document.passage import Passage, PassageKind
from tests.archive.office import ADDRESS, DISTRICT, PROVINCE, ZONE, Office, analysis, extractions


def test_a_new_package_is_published_under_its_identity(office: Office) -> None:
    outcome = office.send("a.edxml", document_id="A1")

    found = office.document()
    assert (outcome.outcome, outcome.receipt, outcome.document) == ("accepted", "TN-2024-000001", ADDRESS)
    assert (found.code, found.organ_name) == ("12/2024/NQ-HĐND", "Hội đồng nhân dân tỉnh Lam Giang")
    assert found.aliases == ("A1",) and found.normative is True
    original = found.files[0]
    path = office.root / "content/originals" / original.sha256[:2] / original.sha256[2:4] / f"{original.sha256}.pdf"
    assert path.read_bytes() == b"mot"


def test_the_same_bytes_three_times_are_one_page_and_three_receipts(office: Office) -> None:
    first = [office.accept(office.package(name)).outcome for name in ("1.edxml", "2.edxml", "3.edxml")]

    lines = office.store.shelves.registers.receipts.read()
    assert first == ["accepted", "duplicate", "duplicate"]
    assert [line.id[-1] for line in lines] == ["1", "2", "3"] and len(office.content()) == 1


def test_a_file_read_again_from_the_inbox_leaves_no_trace(office: Office) -> None:
    package = office.package()
    office.accept(package)
    before = office.public()

    again = office.accept(package)

    assert office.store.has_taken(package.path)
    assert again.outcome == "accepted" and office.public() == before


def test_a_plain_re_send_as_update_is_a_duplicate(office: Office) -> None:
    office.send("1.edxml")

    outcome = office.send("2.edxml", action=Action.update, reason="gửi lại")

    assert outcome.outcome == "duplicate" and len(office.document().versions) == 1


def test_an_update_keeps_both_versions_and_both_originals(office: Office) -> None:
    office.send("1.edxml", b"mot")

    outcome = office.send("2.edxml", b"hai", action=Action.update)

    versions = office.document().versions
    assert outcome.outcome == "updated" and [v.receipt[-1] for v in versions] == ["1", "2"]
    assert versions[0].superseded == versions[1].received and versions[1].superseded is None
    assert len(list((office.root / "content/originals").rglob("*.pdf"))) == 2


def earlier_texts(office: Office) -> dict[int, list[str]]:
    """Number of each earlier version → its text, as content/ keeps it."""
    found = markdown.earlier(office.content()[ADDRESS])
    return {number: [one.text for one in passages] for number, passages in found.items()}


def test_the_text_of_every_earlier_version_stays_in_the_content_file(office: Office) -> None:
    sent = [dt.datetime(2024, 12, day, tzinfo=ZONE) for day in (11, 12, 13)]
    office.send("1.edxml", b"mot", subject="Mức chi", sent_at=sent[0])
    office.send("2.edxml", b"hai", action=Action.update, subject="Mức chi mới", sent_at=sent[1])
    office.send("3.edxml", b"ba", action=Action.update, subject="Mức chi mới", sent_at=sent[2])

    titles = [version.title for version in office.document().versions]
    assert earlier_texts(office) == {1: ["Điều 1. Phạm vi", "Nội dung mot"], 2: ["Điều 1. Phạm vi", "Nội dung hai"]}
    assert titles == ["Mức chi", None, None]


def test_nothing_of_any_version_stays_of_what_is_taken_down(office: Office) -> None:
    office.send("1.edxml", b"mot", subject="Tên cũ")
    office.send("2.edxml", b"hai", action=Action.update)
    office.send("3.edxml", b"", action=Action.recall, recalls="A1")

    assert office.document().is_gone and earlier_texts(office) == {}
    assert not any(words in office.public() for words in (b"N\xe1\xbb\x99i dung", "Tên cũ".encode()))


def test_a_text_whose_files_were_taken_from_the_public_is_no_content(office: Office) -> None:
    office.send("1.edxml", b"mot")
    office.send("2.edxml", b"hai", action=Action.update)
    content = office.content()[ADDRESS]
    found, passages = markdown.read(content, ADDRESS)
    bare = found.model_copy(update={"versions": (found.versions[0].bare(), found.versions[1])})

    with pytest.raises(errors.RecordInvalid, match="phien-ban-1"):
        markdown.read(markdown.write(bare, passages, markdown.earlier(content)), ADDRESS)


def test_an_anchor_that_an_update_lacks_is_still_answered_for(office: Office) -> None:
    office.send("1.edxml", b"mot")
    package = office.package("2.edxml", b"hai", action=Action.update)
    shorter = replace(analysis(package), passages=(Passage(PassageKind.dieu, "Điều 2. Khác", "dieu-2", 3),))

    office.store.take(Reading(package, extractions(package), shorter), actor="van-thu", now=office.tick())

    assert office.document().past_anchors == ("dieu-1",)
    assert addresses.read(office.root / addresses.FILE) == {ADDRESS: frozenset({"dieu-1", "dieu-2"})}


def test_updates_out_of_order_show_the_one_sent_last(office: Office) -> None:
    def sent(day: int) -> dt.datetime:
        return dt.datetime(2024, 12, day, 8, tzinfo=ZONE)

    office.send("1.edxml", b"v1", sent_at=sent(10))
    office.send("3.edxml", b"v3", action=Action.update, sent_at=sent(15))
    outcome = office.send("2.edxml", b"v2", action=Action.update, sent_at=sent(12))

    assert outcome.outcome == "updated"
    assert [v.files[0].size and v.receipt[-1] for v in office.document().versions] == ["1", "3", "2"]


def test_an_update_of_an_unknown_document_is_parked(office: Office) -> None:
    outcome = office.send("1.edxml", action=Action.update)

    assert (outcome.outcome, outcome.reason) == ("parked", "document-unknown") and office.content() == {}


def test_a_corrected_number_moves_the_page_and_remembers_where_it_was(office: Office) -> None:
    office.send("1.edxml", b"mot", document_id="A1")

    outcome = office.send("2.edxml", b"hai", action=Action.update, document_id="A1", number="13/2024")

    assert outcome.document == "tinh/lam-giang/2024/13-2024-nq-hdnd"
    assert list(office.content()) == [outcome.document]
    assert office.document(outcome.document).former == (ADDRESS,)
    assert office.store.shelves.book.now_at(ADDRESS) == outcome.document


def test_a_recall_leaves_a_tombstone_without_words_and_files(office: Office) -> None:
    office.send("1.edxml", subject="Tên rất riêng")

    outcome = office.accept(office.package("2.edxml", action=Action.recall))

    found = office.document()
    assert outcome.outcome == "withdrawn" and found.state == "withdrawn"
    assert found.state_receipt == outcome.receipt != found.versions[0].receipt
    assert found.state_date == dt.date(2024, 12, 20) and found.files == () and found.title == ""
    assert "riêng" not in office.content()[ADDRESS]
    assert not list((office.root / "content/originals").rglob("*.pdf"))


def test_a_recall_without_files_and_analysis_is_carried_out_all_the_same(office: Office) -> None:
    office.send("1.edxml")

    outcome = office.hold(office.package("2.edxml", action=Action.recall), "main-missing", "number-missing")

    assert outcome.outcome == "withdrawn"


def test_an_update_that_removes_us_from_the_receivers_is_a_recall(office: Office) -> None:
    office.send("1.edxml")

    outcome = office.send("2.edxml", action=Action.update, removed_receivers=("L77.01",))

    assert outcome.outcome == "withdrawn"


def test_only_the_sender_of_the_original_recalls(office: Office) -> None:
    office.send("1.edxml")

    outcome = office.send("2.edxml", action=Action.recall, sender=DISTRICT)

    assert (outcome.outcome, outcome.reason) == ("held", "authority-mismatch")
    assert office.document().state == "published"


def test_the_council_may_recall_under_its_other_code(office: Office) -> None:
    office.send("1.edxml", sender=PROVINCE)

    assert office.send("2.edxml", action=Action.recall, sender="L77").outcome == "withdrawn"


def test_an_original_that_another_document_shows_outlives_a_recall(office: Office) -> None:
    office.send("1.edxml", b"chung")
    office.send("2.edxml", b"chung", number="13/2024", document_id="B")

    office.send("3.edxml", action=Action.recall)

    assert len(list((office.root / "content/originals").rglob("*.pdf"))) == 1


def test_a_recall_of_an_unknown_document_is_parked(office: Office) -> None:
    outcome = office.send("1.edxml", action=Action.recall)

    assert (outcome.outcome, outcome.reason) == ("parked", "document-unknown")


def test_a_recalled_document_does_not_come_back_by_replay(office: Office) -> None:
    office.accept(office.package("1.edxml"))
    office.send("2.edxml", action=Action.recall)

    replay = office.accept(office.package("3.edxml"))
    other = office.send("4.edxml", b"khac")

    assert (replay.outcome, replay.reason) == ("held", "recalled")
    assert (other.outcome, other.reason) == ("held", "recalled")


def test_a_re_issue_under_another_number_is_a_new_document(office: Office) -> None:
    office.send("1.edxml")
    office.send("2.edxml", action=Action.recall)

    outcome = office.send("3.edxml", number="13/2024", document_id="A2")

    assert outcome.outcome == "accepted" and len(office.content()) == 2


def test_a_second_recall_is_a_duplicate(office: Office) -> None:
    office.send("1.edxml")
    office.send("2.edxml", action=Action.recall)

    assert office.send("3.edxml", action=Action.recall, reason="nhắc lại").outcome == "duplicate"


def test_one_number_of_two_councils_is_two_documents(office: Office) -> None:
    office.send("1.edxml")
    office.send("2.edxml", sender=DISTRICT, document_id="B")

    assert sorted(office.content()) == ["huyen/an-khe-ha/2024/12-2024-nq-hdnd", ADDRESS]


def test_one_number_on_two_days_is_two_addresses_and_the_first_never_moves(office: Office) -> None:
    first = office.send("1.edxml", number="05", notation="BC-TĐB", document_id="A")
    second = office.send(
        "2.edxml", number="05", notation="BC-TĐB", document_id="B", issue_date=dt.date(2024, 11, 2), subject="Khác"
    )

    assert first.document == "tinh/lam-giang/2024/05-bc-tdb"
    assert second.document == "tinh/lam-giang/2024/05-bc-tdb-2024-11-02"


def test_two_delegations_that_number_alike_on_one_day_wait_for_a_person(office: Office) -> None:
    said = {"number": "05", "notation": "BC-TĐB"}
    office.send("1.edxml", b"mot", document_id="A", subject="Tiếp xúc cử tri tổ 1", **said)
    package = office.package("2.edxml", b"hai", document_id="B", subject="Tiếp xúc cử tri tổ 2", **said)

    outcome = office.accept(package)
    approved = office.approve(outcome.receipt, package, separate="tổ 2")

    assert (outcome.outcome, outcome.reason) == ("held", "number-taken")
    assert approved.document == "tinh/lam-giang/2024/05-bc-tdb-2024-12-10"


def test_a_replacement_links_old_and_new_both_ways(office: Office) -> None:
    office.send("1.edxml", document_id="A1")

    outcome = office.send(
        "2.edxml", b"hai", action=Action.replacement, number="13/2024", document_id="A2", replaces=("A1",)
    )

    new, old = office.document(outcome.document or ""), office.document()
    assert outcome.outcome == "replaced" and old.state == "replaced"
    assert [(r.type, r.target) for r in new.relations] == [("thay-the", ADDRESS)]
    assert [(r.type, r.target) for r in old.relations] == [("duoc-thay-the-boi", outcome.document)]
    assert office.store.status().edited == ()


def test_a_replacement_of_what_we_do_not_hold_is_published_with_a_note(office: Office) -> None:
    outcome = office.send("1.edxml", action=Action.replacement, replaces=("xa lạ",))

    assert outcome.outcome == "accepted" and office.document().notes == ("replaces-unknown",)


def test_nobody_replaces_the_document_of_another_council(office: Office) -> None:
    office.send("1.edxml", document_id="A1")

    outcome = office.send(
        "2.edxml", b"hai", action=Action.replacement, sender=DISTRICT, document_id="B", replaces=("A1",)
    )

    assert (outcome.outcome, outcome.reason) == ("held", "authority-mismatch")


def test_a_stamp_in_the_future_does_not_silence_later_updates(office: Office) -> None:
    office.send("1.edxml", b"mot", sent_at=dt.datetime(2099, 1, 1, tzinfo=ZONE))

    outcome = office.send("2.edxml", b"hai", action=Action.update, sent_at=dt.datetime(2024, 12, 12, tzinfo=ZONE))

    assert (outcome.outcome, outcome.reason) == ("held", "time-order")


def test_a_secret_mark_on_what_is_published_takes_it_down_at_once(office: Office) -> None:
    office.send("1.edxml", subject="Tên rất riêng")

    outcome = office.hold(office.package("2.edxml", b"hai", action=Action.update), "secret-mark")

    assert outcome.outcome == "held" and office.document().state == "suspended"
    assert "riêng" not in office.content()[ADDRESS]
    assert office.store.shelves.registers.publications.read()[-1].receipt is None


def test_a_clean_copy_of_what_was_sent_as_secret_waits_for_a_person(office: Office) -> None:
    office.hold(office.package("1.edxml", b"mat"), "secret-mark")

    outcome = office.accept(office.package("2.edxml", b"sach"))

    assert (outcome.outcome, outcome.reason) == ("held", "conflict") and office.content() == {}


def test_what_was_taken_down_for_a_look_can_be_put_back(office: Office) -> None:
    office.send("1.edxml")
    before = office.content()
    office.hold(office.package("2.edxml", b"hai", action=Action.update), "secret-suspected")

    office.store.published().restore(ADDRESS, office.person("báo nhầm"))

    assert office.content() == before
    assert len(list((office.root / "content/originals").rglob("*.pdf"))) == 1
    assert office.store.shelves.registers.acts.read()[-1].act == "restore"


def test_what_its_sender_recalled_is_never_put_back(office: Office) -> None:
    office.send("1.edxml")
    office.accept(office.package("2.edxml", action=Action.recall))
    before = office.public()

    with pytest.raises(errors.UsageError, match="đã thu hồi"):
        office.store.published().restore(ADDRESS, office.person("thử"))
    assert office.public() == before


def test_a_recall_of_what_is_down_for_a_look_makes_it_final(office: Office) -> None:
    office.send("1.edxml")
    office.hold(office.package("2.edxml", b"hai", action=Action.update), "secret-suspected")
    assert office.document().state_receipt is None

    outcome = office.accept(office.package("3.edxml", action=Action.recall))

    assert (outcome.outcome, office.document().state_receipt) == ("withdrawn", outcome.receipt)
    with pytest.raises(errors.UsageError, match="đã thu hồi"):
        office.store.published().restore(ADDRESS, office.person("báo nhầm"))


def test_what_stands_published_is_not_put_back(office: Office) -> None:
    office.send("1.edxml")

    with pytest.raises(errors.UsageError, match="không bị tạm ngừng"):
        office.store.published().restore(ADDRESS, office.person("thử"))


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ({"number": None}, "number-missing"),
        ({"issue_date": None}, "date-missing"),
        ({"number": "12", "notation": "không phải số"}, "number-missing"),
    ],
    ids=["number", "date", "nonsense"],
)
def test_a_document_without_identity_is_held(office: Office, lacking: dict[str, Any], code: str) -> None:
    outcome = office.send("1.edxml", **lacking)

    assert (outcome.outcome, outcome.reason) == ("held", code) and office.content() == {}


def test_a_status_message_publishes_nothing(office: Office) -> None:
    outcome = office.hold(office.package("1.edxml", action=Action.status, status_code="03"))

    assert (outcome.outcome, outcome.reason) == ("held", "not-a-document")


def test_what_is_no_package_is_refused(office: Office) -> None:
    assert office.hold(office.package("1.html"), "not-xml").outcome == "refused"


def test_findings_of_a_note_become_remarks_on_the_page(office: Office) -> None:
    office.accept(office.package(), [reasons.finding("text-missing"), reasons.finding("signer-missing")])

    found = office.document()
    assert found.notes == ("text-missing", "signer-missing")


def test_a_document_suspended_by_hand_leaves_nothing_public_and_comes_back_to_the_byte(office: Office) -> None:
    office.send("1.edxml", b"mot", subject="Tên rất riêng")
    office.send("2.edxml", b"hai", subject="Tên rất riêng", action=Action.update)
    before = office.content(), sorted((office.root / "content/originals").rglob("*.pdf"))

    office.store.published().suspend(ADDRESS, office.person("có dữ liệu cá nhân"))

    down = office.document()
    assert (down.state, down.title, down.files, down.state_receipt) == ("suspended", "", (), None)
    assert down.state_reason and "thu hồi" not in down.state_reason
    assert "riêng".encode() not in office.public() and not list((office.root / "content/originals").rglob("*.pdf"))
    assert office.store.status().withdrawn == 1 and office.store.status().edited == ()
    office.store.published().restore(ADDRESS, office.person("đã xem"))
    assert (office.content(), sorted((office.root / "content/originals").rglob("*.pdf"))) == before
    acts = office.store.shelves.registers.acts.read()
    assert [(act.act, act.subject) for act in acts] == [("suspend", ADDRESS), ("restore", ADDRESS)]


def test_a_file_edited_by_hand_comes_back_from_suspension_as_it_was(office: Office) -> None:
    office.send("1.edxml")
    path = office.root / f"content/documents/{ADDRESS}.md"
    path.write_text(path.read_text("utf-8").replace("mức chi", "mức chi mới"), "utf-8")
    before = office.content()

    office.store.published().suspend(ADDRESS, office.person("xem lại"))
    office.store.published().restore(ADDRESS, office.person("đã xem"))

    assert office.content() == before


@pytest.mark.parametrize(
    ("address", "says"),
    [(f"{ADDRESS}x", ADDRESS), ("tinh/lam-giang/2024", "không có"), (ADDRESS, "từ trước")],
    ids=["near", "unknown", "down"],
)
def test_only_what_stands_can_be_suspended(office: Office, address: str, says: str) -> None:
    office.send("1.edxml")
    office.store.published().suspend(ADDRESS, office.person("xem lại"))
    before = office.public()

    with pytest.raises(errors.UsageError, match=says):
        office.store.published().suspend(address, office.person("thử"))
    assert office.public() == before


def test_what_comes_for_a_suspended_document_waits_and_lifts_it_when_a_person_says_so(office: Office) -> None:
    office.send("1.edxml", b"mot")
    office.store.published().suspend(ADDRESS, office.person("xem lại"))
    package = office.package("2.edxml", b"hai", action=Action.update)

    held = office.accept(package)
    again = office.accept(office.package("3.edxml", b"mot"))
    approved = office.approve(held.receipt, package)

    assert [held.reason, again.reason] == ["suspended", "suspended"]
    assert (approved.outcome, office.document().state) == ("updated", "published")
    assert [len(version.files) for version in office.document().versions] == [0, 1]


def test_a_suspended_document_of_the_first_format_is_known_by_its_reason(office: Office) -> None:
    office.send("1.edxml")
    office.store.published().suspend(ADDRESS, office.person("xem lại"))
    path = office.root / f"content/documents/{ADDRESS}.md"
    old = path.read_text("utf-8").replace("state: suspended", "state: withdrawn")
    path.write_text(old.replace("Chờ người có thẩm quyền xem xét", "Tạm gỡ để xem xét"), "utf-8")

    assert office.document().state == "suspended"
