import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import gate
from pipeline.document import reasons
from pipeline.document.model import Action, Declared, Package, ReceivedFile, Severity
from pipeline.document.zone import VIETNAM
from tests import province

SAID = Declared(
    sender=province.PROVINCE,
    sender_name="Hội đồng nhân dân tỉnh Lam Giang",
    receivers=(province.ADDRESS,),
    document_id="x",
    number="12",
    notation="NQ-HĐND",
    issue_date=dt.date(2024, 7, 10),
    subject="Về đầu tư công",
    sent_at=dt.datetime(2024, 7, 10, 8, tzinfo=VIETNAM),
)


def objections(
    said: Declared, *, name: str = "nq.pdf", channel: str = "axis", bare: bool = False
) -> dict[str, Severity]:
    files = (ReceivedFile(name, "0" * 64, 1, "application/pdf", Path(name)),)
    package = Package(Path("a"), "0" * 64, 1, channel, said, () if bare else files)
    found = gate.envelope(package, province.SETTINGS, province.vocabulary(), today=province.TODAY)
    return {finding.code: finding.severity for finding in found}


def test_an_ordinary_package_passes() -> None:
    assert objections(SAID) == {}


FAULTS = {
    "other-address": ({"receivers": ("L78.01",)}, "wrong-recipient"),
    "no-address": ({"receivers": ()}, "wrong-recipient"),
    "no-sender": ({"sender": None}, "sender-missing"),
    "unknown-sender": ({"sender": "999.99.99.Z99"}, "sender-unknown"),
    "cyrillic-sender": ({"sender": "000.00.01.Ⅼ77"}, "sender-unknown"),
    "name-of-another-committee": ({"sender_name": "UBND xã Phú Vinh Đông - huyện An Khê Hạ"}, "sender-mismatch"),
    "name-of-another-council": ({"sender_name": "Hội đồng nhân dân xã Phú Vinh Đông"}, "sender-mismatch"),
    "letters-in-number": ({"number": "74fass22"}, "number-suspect"),
    "endless-number": ({"number": "9" * 30}, "number-suspect"),
    "negative-number": ({"number": "-5"}, "number-suspect"),
    "path-as-number": ({"number": "../../12"}, "number-suspect"),
    "no-notation-of-ours": ({"notation": "???"}, "number-suspect"),
    "before-the-councils": ({"issue_date": dt.date(1945, 9, 2)}, "date-implausible"),
    "after-sending": ({"issue_date": dt.date(2024, 8, 1)}, "date-future"),
    "status-of-no-known-code": ({"action": Action.status, "status_code": "99"}, "not-a-document"),
    "status-without-a-code": ({"action": Action.status, "status_code": None}, "not-a-document"),
    "status-of-nobody": ({"action": Action.status, "status_code": "03", "sender": None}, "not-a-document"),
    "limited-sphere": ({"sphere": "Lưu hành nội bộ"}, "circulation-mark"),
    "draft-title": ({"subject": "Dự thảo Nghị quyết về đầu tư công"}, "draft-mark"),
    "phone-in-title": ({"subject": "Trả lời ông Vũ Kín, 0912000111"}, "personal-data"),
    "secret-notation": ({"notation": "NQ-HĐND(M)"}, "secret-suspected"),
}


@pytest.mark.parametrize(("change", "code"), FAULTS.values(), ids=FAULTS)
def test_each_fault_of_the_envelope_holds(change: dict[str, object], code: str) -> None:
    assert objections(replace(SAID, **change)).get(code) is Severity.hold  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "old"), [("L77.01", "000.00.01.L77"), ("L77", "000.00.00.L77"), ("L77.15.03", "000.03.15.L77")]
)
def test_our_own_code_is_ours_in_whichever_form_settings_and_package_write_it(new: str, old: str) -> None:
    package = Package(Path("a"), "0" * 64, 1, "axis", SAID, (ReceivedFile("a", "0" * 64, 1, "", Path("b")),))
    for ours, theirs in ((new, old), (old, new), (old.lower(), new), (old, old)):
        settings = province.SETTINGS.model_copy(update={"address": ours})
        sent = replace(package, declared=replace(SAID, receivers=(theirs,)))

        found = gate.envelope(sent, settings, province.vocabulary(), today=province.TODAY)

        assert "wrong-recipient" not in {one.code for one in found}, (ours, theirs)


@pytest.mark.parametrize("status", ["01", "02", "03", "04", "05", "06", "15", "16"])
@pytest.mark.parametrize(
    ("sender", "code"),
    [
        (province.ADDRESS, "status-echo"),
        ("000.00.01.L77", "status-echo"),
    ],
    ids=["ours", "ours-in-the-older-form"],
)
def test_an_answer_of_ours_that_comes_back_waits_for_nobody(sender: str, code: str, status: str) -> None:
    found = objections(replace(SAID, action=Action.status, status_code=status, sender=sender), bare=True)

    assert found == {code: Severity.refuse}


@pytest.mark.parametrize("sender", ["000.00.24.L77", "K9.unknown"])
def test_a_report_of_somebody_else_is_held(sender: str) -> None:
    found = objections(replace(SAID, action=Action.status, status_code="03", sender=sender), bare=True)

    assert found["not-a-document"] is Severity.hold


def test_an_echo_with_a_file_or_a_mark_of_secrecy_is_looked_at() -> None:
    report = replace(SAID, action=Action.status, status_code="03", sender=province.ADDRESS)

    assert objections(report)["not-a-document"] is Severity.hold
    assert Severity.seal in objections(replace(report, reason="[TUYỆT MẬT]"), bare=True).values()


SECRET = {
    "subject": "Báo cáo (MẬT)",
    "content": "TỐI MẬT",
    "signer_title": "CHỦ TỊCH (MẬT)",
    "sphere": "Mật",
    "reason": "[TUYỆT MẬT]",
}


@pytest.mark.parametrize(("field", "words"), SECRET.items())
def test_a_mark_in_any_field_seals_and_the_finding_repeats_no_word_of_it(field: str, words: str) -> None:
    package = Package(Path("a"), "0" * 64, 1, "axis", replace(SAID, **{field: words}))  # type: ignore[arg-type]

    found = gate.envelope(package, province.SETTINGS, province.vocabulary(), today=province.TODAY)

    assert [(finding.code, finding.severity) for finding in found] == [("secret-mark", Severity.seal)]
    assert words not in repr(found)


def test_a_mark_in_a_file_name_is_found_and_the_name_not_repeated() -> None:
    assert objections(SAID, name="Báo cáo mật.pdf") == {"secret-suspected": Severity.hold}


def test_marks_are_looked_for_in_what_a_broken_package_still_says() -> None:
    broken = (reasons.finding("xml-not-well-formed"),)
    package = Package(Path("a"), "0" * 64, 1, "axis", Declared(subject="Báo cáo (MẬT)"), findings=broken)

    found = gate.envelope(package, province.SETTINGS, province.vocabulary(), today=province.TODAY)

    assert [finding.code for finding in found] == ["secret-mark"]


def test_a_recall_by_status_message_names_no_receiver() -> None:
    recall = replace(SAID, action=Action.recall, status_code="13", receivers=())

    assert objections(recall) == {}
    assert objections(replace(recall, sender="999.99.99.Z99")) == {"sender-unknown": Severity.hold}


def test_a_sender_whose_clock_runs_ahead_is_only_remarked() -> None:
    ahead = dt.datetime(2099, 1, 1, tzinfo=VIETNAM)

    assert objections(replace(SAID, sent_at=ahead)) == {"clock-ahead": Severity.note}


def test_a_bare_file_with_a_side_car_needs_no_receiver() -> None:
    file = ReceivedFile("nq.pdf", "0" * 64, 1, "application/pdf", Path("a"))
    package = Package(Path("a"), "0" * 64, 1, "axis", Declared(sender=province.PROVINCE), (file,))

    assert gate.envelope(package, province.SETTINGS, province.vocabulary(), today=province.TODAY) == []


def test_our_address_may_be_written_in_the_form_of_2016() -> None:
    assert objections(replace(SAID, receivers=("000.00.01.L77",))) == {}


def test_a_bare_file_has_no_sender_to_check() -> None:
    assert objections(Declared(), channel="file") == {}


@pytest.mark.parametrize(
    "name", ["Văn phòng", "Hội đồng nhân dân huyện An Khê Hạ - tỉnh Lam Giang", "Thường trực HĐND huyện An Khê Hạ"]
)
def test_a_senders_name_may_say_less_or_more(name: str) -> None:
    assert objections(replace(SAID, sender=province.DISTRICT, sender_name=name)) == {}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, {}),
        ({"receivers": ()}, {}),
        ({"receivers": ("K09.01",)}, {}),
        ({"action": Action.update, "removed_receivers": ("L78.01",)}, {"wrong-recipient": Severity.hold}),
    ],
)
def test_where_our_own_code_is_unknown_only_who_was_taken_out_is_in_doubt(
    change: dict[str, Any], found: dict[str, Severity]
) -> None:
    package = Package(
        Path("a"),
        "0" * 64,
        1,
        "axis",
        replace(SAID, **change),
        (ReceivedFile("nq.pdf", "0" * 64, 1, "application/pdf", Path("b")),),
    )
    unset = province.SETTINGS.model_copy(update={"address": ""})
    objected = gate.envelope(package, unset, province.vocabulary(), today=province.TODAY)

    assert {one.code: one.severity for one in objected} == found


@pytest.mark.parametrize("type_name", ["Thư mời", "THƯ MỜI", "Giấy mời", "Thư mời họp"])
@pytest.mark.parametrize("notation", ["TM-HĐND", "TM-BPC"])
def test_the_notation_of_an_invitation_is_no_mark(type_name: str, notation: str) -> None:
    said = replace(SAID, type_name=type_name, notation=notation, document_id=f"L77.01,2024/07/10,12/{notation}")

    assert objections(said) == {}


@pytest.mark.parametrize(
    ("type_name", "notation"),
    [
        ("Báo cáo", "TM-HĐND"),
        ("Nghị quyết", "TM-HĐND"),
        ("Thư mời", "TM-HĐND-M"),
        ("Thư mời", "GM-HĐND/TM"),
        ("Thư mời", "TM-TM"),
        ("Thư mời", "TM"),
    ],
)
def test_a_level_in_the_notation_is_suspected_of_any_type(type_name: str, notation: str) -> None:
    assert objections(replace(SAID, type_name=type_name, notation=notation))["secret-suspected"] is Severity.hold
