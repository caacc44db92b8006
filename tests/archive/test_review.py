"""The desk: what is held waits in the private store, a person decides, and every act is on record."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from pipeline import errors
from pipeline.archive import Outcome, review
from pipeline.document import reasons
from pipeline.document.coverage import WordsKept
from pipeline.document.model import Action, Coverage, Gap, Reading
from tests.archive.office import ADDRESS, DISTRICT, Office, analysis, extractions

TODAY = dt.date(2026, 11, 29)


def test_what_is_held_is_kept_byte_for_byte_and_listed_with_its_reason(office: Office) -> None:
    package = office.package("công văn.edxml")
    outcome = office.hold(package, "scan-needs-person", "signer-missing")

    item = office.store.held()[0]
    assert (item.receipt, item.name, [r.code for r in item.reasons]) == (
        outcome.receipt,
        "công văn.edxml",
        ["scan-needs-person"],
    )
    assert "Bản quét" in item.sentence("vi") and "scan" in item.sentence("en")
    kept = office.store.shelves.private.bytes_of(package.sha256)
    assert kept and kept.read_bytes() == package.path.read_bytes()
    assert json.dumps(item.as_dict())


def test_an_approved_package_is_published_with_what_the_person_set(office: Office) -> None:
    package = office.package(number=None)
    receipt = office.hold(package, "number-missing").receipt

    outcome = office.approve(receipt, package, code="12/2024/NQ-HDND", issue_date="11/12/2024", title="Tên đúng")

    found = office.document(outcome.document or "")
    act = office.store.shelves.registers.acts.read()[0]
    lines = [(line.id, line.outcome, line.actor) for line in office.store.shelves.registers.receipts.read()]
    assert (found.code, found.dates.issued, found.title) == ("12/2024/NQ-HĐND", dt.date(2024, 12, 11), "Tên đúng")
    assert found.sources["code"][0].source == "person"
    assert found.versions[0].receipt == receipt and found.versions[0].received < act.time
    assert (act.act, act.subject, act.actor) == ("approve", receipt, "Lê Thị Sông")
    assert lines == [(receipt, "held", "van-thu"), (receipt, "accepted", "Lê Thị Sông")]
    assert office.store.held() == []


def approved_with(office: Office, coverage: Coverage, pages: int | None = None, kept: WordsKept | None = None) -> str:
    """The content file of a package that was held, read only in part, and approved all the same."""
    package = office.package()
    receipt = office.hold(package, "pages-unread").receipt
    read = {key: replace(one, pages=pages, coverage=coverage) for key, one in extractions(package).items()}
    held = office.store.kept(receipt, office.root)
    again, said = replace(package, path=held.path), replace(analysis(package), kept=kept)
    office.store.approve(held, Reading(again, read, said), office.person(), {})
    return office.content()[ADDRESS]


@pytest.mark.parametrize(
    ("coverage", "kept", "written"),
    [
        (Coverage(unread_pages=(3, 4, 5)), None, ["complete: false", "pages: 5", "unread_pages:\n  - 3\n  - 4\n  - 5"]),
        (Coverage(gaps=(Gap.limit,)), None, ["complete: false", "gaps:\n  - limit"]),
        (Coverage(gaps=(Gap.parts, Gap.signs)), None, ["complete: false", "gaps:\n  - parts\n  - signs"]),
        (Coverage(), WordsKept(513, 1000), ["complete: false", "kept: 0.513"]),
        (Coverage(), WordsKept(990, 1000), ["complete: true"]),
        (Coverage(), None, ["complete: true"]),
    ],
    ids=["pages", "limit", "parts", "words", "nearly all words", "whole"],
)
def test_what_was_not_read_is_written_whatever_a_person_approves(
    office: Office, coverage: Coverage, kept: WordsKept | None, written: list[str]
) -> None:
    content = approved_with(office, coverage, pages=5, kept=kept)

    assert all(line in content for line in written)


def test_an_approval_that_lacks_something_changes_nothing(office: Office) -> None:
    package = office.package(number=None)
    receipt = office.hold(package, "number-missing").receipt
    before = office.public()

    outcome = office.approve(receipt, package)

    assert (outcome.outcome, outcome.reason) == ("held", "number-missing")
    assert office.public() == before and len(office.store.held()) == 1


def approve_of_committee(office: Office, **values: str) -> Outcome:
    """Hold a report of the executive committee as out of scope, and let a person approve it."""
    package = office.package(notation="BC-UBND")
    kept = office.store.kept(office.hold(package, "out-of-scope").receipt, office.root)
    said = analysis(package, body="Ủy ban nhân dân tỉnh Lam Giang", doc_type="bao-cao")
    found = (reasons.finding("out-of-scope"),)
    reading = Reading(package, extractions(package), replace(said, organ=None), found)
    return office.store.approve(kept, reading, office.person(), values)


def test_an_approval_does_not_make_another_bodys_document_the_councils(office: Office) -> None:
    outcome = approve_of_committee(office, title="Tên đúng")

    assert (outcome.outcome, outcome.reason, office.content()) == ("held", "out-of-scope", {})
    assert len(office.store.held()) == 1 and office.store.shelves.registers.acts.read() == ()


def test_another_bodys_document_may_be_published_as_related_under_its_own_name(office: Office) -> None:
    outcome = approve_of_committee(office, scope="related")

    found = office.document(outcome.document or "")
    assert (found.scope, found.organ, found.organ_name) == ("related", "khac", "Ủy ban nhân dân tỉnh Lam Giang")


def test_a_person_may_say_which_organ_of_the_council_issued_it(office: Office) -> None:
    outcome = approve_of_committee(office, organ="tt")

    found = office.document(outcome.document or "")
    assert (found.scope, found.organ) == ("in", "tt")


def test_a_person_cannot_set_a_document_in_scope(office: Office) -> None:
    with pytest.raises(errors.UsageError, match="related"):
        office.store.checked({"scope": "in"}, TODAY)


def test_wrong_fields_and_values_are_told_all_at_once_with_the_nearest(office: Office) -> None:
    with pytest.raises(errors.UsageError) as caught:
        office.store.checked({"tittle": "x", "council": "lam-gian", "issue_date": "30/02/2024", "place": " "}, TODAY)

    said = str(caught.value.facts["what"])
    assert all(word in said for word in ("tittle", "lam-giang", "issue_date", "place"))


def test_an_unknown_field_is_answered_with_all_known_ones(office: Office) -> None:
    with pytest.raises(errors.UsageError) as caught:
        office.store.checked({"foo": "1"}, TODAY)

    said = caught.value.sentence()
    assert said.startswith("foo: ") and all(field in said for field in review.FIELDS)


def test_what_became_of_a_receipt_is_said_in_vietnamese(office: Office) -> None:
    receipt = office.send("1.edxml", b"mot").receipt

    with pytest.raises(errors.UsageError) as caught:
        office.store.refuse(receipt, office.person("thử"))

    assert caught.value.sentence() == f"{receipt}: đã được công bố, không có biên nhận này trong danh sách đang giữ"


@pytest.mark.parametrize(
    "receipt", ["TN-2024-000009", "xyz", "TN-2024-000002"], ids=["unknown", "no number", "published"]
)
def test_only_what_is_held_can_be_decided(office: Office, receipt: str) -> None:
    office.hold(office.package("1.edxml"), "draft")
    office.send("2.edxml", b"hai", number="14/2024", document_id="B")

    with pytest.raises(errors.UsageError):
        office.store.refuse(receipt, office.person("thử"))


def test_a_refused_package_leaves_the_desk_but_not_the_store(office: Office) -> None:
    package = office.package()
    receipt = office.hold(package, "draft").receipt

    office.store.refuse(receipt, office.person("bản nháp"))

    line = office.store.shelves.registers.receipts.read()[-1]
    assert (line.id, line.outcome, line.reason, line.name) == (receipt, "refused", "draft", None)
    assert office.store.held() == [] and office.store.shelves.private.bytes_of(package.sha256)
    assert office.store.shelves.registers.acts.read()[0].why == "bản nháp"


def test_what_is_sealed_is_never_approved_and_shows_no_name(office: Office) -> None:
    package = office.package("Báo cáo mật.edxml")
    receipt = office.hold(package, "secret-mark").receipt

    assert office.store.held()[0].name == "" and office.store.held()[0].sealed
    with pytest.raises(errors.UsageError):
        office.approve(receipt, package)


def test_a_mark_found_at_the_second_reading_stops_the_approval(office: Office) -> None:
    package = office.package()
    receipt = office.hold(package, "scan-needs-person").receipt
    kept = office.store.kept(receipt, office.root)
    seal = Reading(package, findings=(reasons.finding("secret-mark"),))

    with pytest.raises(errors.UsageError):
        office.store.approve(kept, seal, office.person(), {})


def test_a_purge_destroys_bytes_and_name_and_keeps_the_act(office: Office) -> None:
    package = office.package("Báo cáo mật.edxml", subject="Tên rất riêng")
    receipt = office.hold(package, "secret-mark").receipt

    office.store.purge(receipt, office.person("chuyển máy không nối mạng"))

    private = b"".join(p.read_bytes() for p in (office.root / ".private").rglob("*") if p.is_file())
    assert "riêng".encode() not in private and "Báo cáo".encode() not in private
    assert office.store.shelves.private.bytes_of(package.sha256) is None
    assert office.store.held() == [] and office.store.shelves.registers.acts.read()[0].act == "purge"


def test_a_secret_sent_again_is_sealed_again_and_not_taken_for_known(office: Office) -> None:
    package = office.package("1.edxml")
    receipt = office.hold(package, "secret-mark").receipt
    office.store.purge(receipt, office.person("chuyển máy không nối mạng"))

    again = office.hold(office.package("2.edxml"), "secret-mark")

    assert (again.outcome, [item.receipt for item in office.store.held()]) == ("held", [again.receipt])


@pytest.mark.parametrize("code", ["name-hostile", "draft"])
def test_what_was_destroyed_and_still_lies_in_the_inbox_is_judged_anew(office: Office, code: str) -> None:
    """As a duplicate its bytes came back into the private store, and nobody saw it."""
    package = office.package("1.edxml")
    first = office.hold(package, code).receipt
    assert office.hold(office.package("2.edxml"), code).outcome == "duplicate"
    office.store.purge(first, office.person("bỏ"))

    once_more = office.hold(package, code)

    assert office.hold(office.package("3.edxml"), code).outcome == "duplicate"
    assert (once_more.outcome, [item.receipt for item in office.store.held()]) == ("held", [once_more.receipt])


def test_what_is_published_cannot_be_purged(office: Office) -> None:
    receipt = office.send("1.edxml").receipt

    with pytest.raises(errors.UsageError):
        office.store.purge(receipt, office.person("thử"))


def test_an_update_of_what_never_came_may_be_published_by_a_person(office: Office) -> None:
    package = office.package(action=Action.update)
    parked = office.accept(package)

    outcome = office.approve(parked.receipt, package)

    assert (parked.outcome, outcome.outcome, outcome.document) == ("parked", "accepted", ADDRESS)


def test_a_recall_by_another_sender_may_be_carried_out_by_a_person(office: Office) -> None:
    office.send("1.edxml")
    package = office.package("2.edxml", action=Action.recall, sender=DISTRICT)
    held = office.accept(package)

    outcome = office.approve(held.receipt, package)

    assert (held.outcome, outcome.outcome) == ("held", "withdrawn") and "state: withdrawn" in office.content()[ADDRESS]


def test_an_edit_by_hand_survives_and_shows_as_an_act_without_a_name(office: Office) -> None:
    office.accept(office.package("1.edxml"))
    office.edit("Quy định mức chi", "Quy định mức chi mới")

    office.accept(office.package("2.edxml"))

    assert "mức chi mới" in office.content()[ADDRESS]
    assert office.store.status().edited == (("changed", ADDRESS),)


def test_an_update_onto_an_edited_file_waits_for_a_person_who_may_replace_it(office: Office) -> None:
    office.send("1.edxml", b"mot")
    office.edit("Quy định mức chi", "Quy định mức chi mới")
    package = office.package("2.edxml", b"hai", action=Action.update)

    outcome = office.accept(package)
    kept = office.content()[ADDRESS]
    approved = office.approve(outcome.receipt, package)

    assert (outcome.outcome, outcome.reason) == ("held", "edited-by-hand") and "mới" in kept
    assert approved.outcome == "updated" and "mới" not in office.content()[ADDRESS]
    saved = office.root / f".private/withdrawn/{outcome.receipt}/{ADDRESS}.md"
    assert "mức chi mới" in saved.read_text("utf-8") and office.store.status().edited == ()


def test_an_edit_that_breaks_the_schema_holds_what_comes_for_it(office: Office) -> None:
    office.send("1.edxml", b"mot")
    office.edit("level: tinh", "level: trung uong")

    update = office.send("2.edxml", b"hai", action=Action.update)
    recall = office.send("3.edxml", action=Action.recall)

    assert [update.reason, recall.reason] == ["edited-by-hand", "edited-by-hand"]


def test_a_replaced_document_keeps_the_edits_of_its_file(office: Office) -> None:
    office.send("1.edxml", document_id="A1")
    office.edit("Quy định mức chi", "Quy định mức chi mới")

    office.send("2.edxml", b"hai", action=Action.replacement, number="13/2024", document_id="A2", replaces=("A1",))

    assert "mức chi mới" in office.content()[ADDRESS] and "state: replaced" in office.content()[ADDRESS]


def test_files_made_and_removed_by_hand_show(office: Office) -> None:
    office.send("1.edxml")
    path = office.root / f"content/documents/{ADDRESS}.md"
    path.rename(path.with_name("99-nq-hdnd.md"))

    assert office.store.status().edited == (
        ("removed", ADDRESS),
        ("added", "tinh/lam-giang/2024/99-nq-hdnd"),
    )


def test_status_counts_and_speaks_both_languages(office: Office) -> None:
    office.send("1.edxml")
    office.hold(office.package("2.edxml", b"hai"), "draft")
    (office.root / "content/register/acts.jsonl").write_text('{"seq":1}\n', "utf-8")

    found = office.store.status()

    assert (found.documents, found.outcomes, found.held) == (1, {"accepted": 1, "held": 1}, {"draft": 1})
    assert len(found.broken) == 1 and found.last == "TN-2024-000002"
    assert all(vi and en and "Tên" not in vi for vi, en in found.sentences()) and json.dumps(found.as_dict())


@pytest.mark.parametrize(
    ("field", "value"),
    [("issue_date", "31/02/2026"), ("effective_from", "2026-13-01"), ("passed_date", "hôm nay"), ("code", "12")],
)
def test_a_value_that_cannot_be_is_told_with_the_form_that_is_wanted(office: Office, field: str, value: str) -> None:
    with pytest.raises(errors.UsageError, match=rf"{field}: không phải .*{value!r}; cần "):
        office.store.checked({field: value}, TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issue_date", "9/7/24"),
        ("effective_from", "0204-07-09"),
        ("passed_date", "9/7/20244"),
        ("issue_date", "30/11/2026"),
        ("passed_date", "2034-07-09"),
        ("trich_yeu", "x" * 4001),
        ("doc_type", "zz"),
    ],
)
def test_a_slip_of_the_keys_is_no_value(office: Office, field: str, value: str) -> None:
    with pytest.raises(errors.UsageError, match=rf"{field}: .*(chưa đến|năm|không phải ngày|nhiều nhất|có: )"):
        office.store.checked({field: value}, TODAY)


def test_a_day_that_was_read_and_lies_in_the_future_is_not_approved_as_it_is(office: Office) -> None:
    package = office.package(issue_date=dt.date(2034, 12, 10))
    receipt = office.hold_read(package, "date-future").receipt

    with pytest.raises(errors.UsageError, match=r"issue_date: 2034-12-10 chưa đến"):
        office.approve(receipt, package)
    assert office.content() == {} and not office.store.shelves.registers.acts.read()

    outcome = office.approve(receipt, package, issue_date="10/12/2024")
    assert outcome.document == ADDRESS


def test_effect_may_begin_after_today(office: Office) -> None:
    assert office.store.checked({"effective_from": "1/1/2027"}, TODAY) == {"effective_from": "2027-01-01"}


def test_a_reason_names_its_files_and_pages_but_not_of_what_is_sealed() -> None:
    scan, mark = (reasons.finding(code, "tệp 2, trang 3") for code in ("scan-needs-person", "secret-mark"))
    many = (scan, replace(scan, place="tệp 4"), replace(scan, place="From"))
    held = review.Held("TN-2024-000001", dt.datetime.now(dt.UTC), "", "held", "", None, many)

    assert held.sentence() == f"{scan.message} [tệp 2, trang 3; tệp 4]"
    assert held.sentence("en") == f"{scan.message_en} [file 2, page 3; file 4]"
    assert replace(held, reasons=(mark,), sealed=True).sentence() == mark.message
    assert Outcome("TN-2024-000001", "held", reasons=many).sentence() == held.sentence()
    assert Outcome("TN-2024-000001", "held", reasons=(mark, scan)).sentence() == f"{mark.message} {scan.message}"
