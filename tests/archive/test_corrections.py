"""What a person corrected stays corrected, and what follows from it is worked out again."""

import datetime as dt
import gzip
from pathlib import Path

import pytest

from pipeline import run, settings
from pipeline.archive import Outcome
from pipeline.document import corrections, reasons, vocabulary
from pipeline.document.facts import Claim, Facts
from pipeline.document.model import Action, Analysis, Package
from tests.archive.office import ADDRESS, ZONE, Office
from tests.archive.office import read as whole

ROOT = Path(__file__).parents[2]


def sent(day: int) -> dt.datetime:
    return dt.datetime(2024, 12, day, 8, tzinfo=ZONE)


def corrected(office: Office, **values: str) -> Package:
    """A package that was held and approved with a person's values."""
    package = office.package("1.edxml", b"mot", sent_at=sent(10))
    office.approve(office.hold_read(package, "scan-needs-person").receipt, package, **values)
    return package


def updated(office: Office, title: str = "Quy định mức chi") -> Outcome:
    return office.accept(office.package("2.edxml", b"hai", action=Action.update, sent_at=sent(12)), trich_yeu=title)


def test_an_update_that_says_what_was_read_before_keeps_the_persons_title(office: Office) -> None:
    corrected(office, title="Tên đúng")

    outcome = updated(office)

    assert outcome.outcome == "updated" and office.document().title == "Tên đúng"
    assert office.document().sources["trich_yeu"][0].source == "person"


def test_an_update_that_says_what_the_person_said_is_no_conflict(office: Office) -> None:
    corrected(office, title="Tên đúng")

    assert updated(office, "Tên đúng").outcome == "updated" and office.document().title == "Tên đúng"


def test_an_update_that_says_a_third_thing_waits_for_a_person(office: Office) -> None:
    corrected(office, title="Tên đúng")
    package = office.package("2.edxml", b"hai", action=Action.update, sent_at=sent(12), subject="Tên khác hẳn")

    outcome = office.accept(package)
    approved = office.approve(outcome.receipt, package)

    assert (outcome.outcome, outcome.reason) == ("held", "correction-conflict")
    assert approved.outcome == "updated" and office.document().title == "Tên khác hẳn"


def test_a_correction_survives_two_updates_and_an_approval_of_the_second(office: Office) -> None:
    corrected(office, title="Tên đúng", place="Lam Giang")
    updated(office)
    package = office.package("3.edxml", b"ba", action=Action.update, sent_at=sent(14))

    outcome = office.approve(office.hold_read(package, "scan-needs-person").receipt, package, place="An Khê")

    assert outcome.outcome == "updated" and (office.document().title, office.document().place) == ("Tên đúng", "An Khê")


def test_a_correction_holds_for_an_update_that_came_before_it(office: Office) -> None:
    package = office.package("1.edxml", b"mot", sent_at=sent(10))
    held = office.hold_read(package, "scan-needs-person")
    parked = updated(office)

    approved = office.approve(held.receipt, package, title="Tên đúng")

    assert parked.outcome == "parked" and [one.outcome for one in approved.also] == ["updated"]
    assert office.document().title == "Tên đúng" and len(office.document().versions) == 2


def test_what_is_approved_is_not_read_again(office: Office) -> None:
    (office.root / "inbox").mkdir()
    path = office.root / "inbox" / "giay-moi.html"
    path.write_text("<p>Lam Giang, một đoạn văn đủ dài để đọc được", "utf-8")
    said = settings.load(office.root).model_copy(update={"sample": True})
    store = office.store
    reader = run.ReadingContext(said, store.shelves.vocabulary, office.now.date())
    held = next(iter(run.receive([path], store, reader, actor="van-thu", clock=office.tick)))
    assert altered(office, "đoạn văn", "đoạn đã giữ") == 1
    values = {"code": "12/2024/NQ-HĐND", "issue_date": "2024-12-10", "title": "Tên", "council": "lam-giang"}
    values |= {"organ": "hdnd", "doc_type": "nghi-quyet"}

    outcome = run.approve(held.receipt, store, office.person(), values)

    assert held.outcome == "held" and outcome.document == ADDRESS
    assert "đoạn đã giữ đủ dài" in office.content()[ADDRESS]


def altered(office: Office, word: str, other: str) -> int:
    """In how many readings that the archive keeps a word stood, which is another one now."""
    found = 0
    for path in (office.root / ".private").rglob("*.gz"):
        told = gzip.decompress(path.read_bytes()).decode()
        path.write_bytes(gzip.compress(told.replace(word, other).encode()))
        found += word in told
    return found


def read(**facts: str) -> Analysis:
    claims = {name: (Claim(value, "text", 0.9),) for name, value in facts.items()}
    return Analysis(
        Facts.of(claims), "lam-giang", "ban-pc", signers=({"name": "Đỗ Văn Đọc Sai", "title": "Trưởng Ban"},)
    )


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ({"trich_yeu": "Báo cáo kết quả giám sát việc thực hiện chính sách"}, "bc-kq-gs"),
        ({"trich_yeu": "Thẩm tra dự toán năm 2025", "doc_type": "bao-cao"}, "bc-tham-tra"),
        ({"trich_yeu": "Kế hoạch giám sát năm 2025", "doc_type": "ke-hoach"}, "kh-gs"),
        ({"doc_type": "nghi-quyet"}, None),
        ({"oversight": "kh-gs", "trich_yeu": "Báo cáo kết quả giám sát"}, "kh-gs"),
    ],
)
def test_a_corrected_title_or_type_has_the_form_that_follows_from_it(said: dict[str, str], form: str | None) -> None:
    words = vocabulary.load(ROOT / "content" / "vocabulary")
    before = read(doc_type="Báo cáo", trich_yeu="Báo cáo về việc khác", oversight="kh-gs", scope="in")

    after = corrections.applied(before, said, words)

    assert after.facts.oversight.value == form


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ({"trich_yeu": "Về dự toán năm 2026"}, "bc-tham-tra"),
        ({"trich_yeu": "Báo cáo công tác của Tòa án"}, "bc-tham-tra"),
        ({"trich_yeu": "Dự thảo Nghị quyết về phí đò"}, None),  # of drafts it is no oversight
        ({"trich_yeu": "Kế hoạch năm 2025", "doc_type": "ke-hoach"}, None),
    ],
)
def test_a_corrected_title_keeps_the_form_that_the_line_of_the_type_tells(
    said: dict[str, str], form: str | None
) -> None:
    words = vocabulary.load(ROOT / "content" / "vocabulary")
    before = read(doc_type="Báo cáo", trich_yeu="Về dự toán năm 2025", oversight="bc-tham-tra", scope="in")

    assert corrections.applied(before, said, words).facts.oversight.value == form


def test_a_corrected_signer_stands_in_the_first_signature(office: Office) -> None:
    package = office.package()
    office.approve(office.hold_read(package, "scan-needs-person").receipt, package, signer_name="Đỗ Văn Đúng")

    assert [one.name for one in office.document().signers] == ["Đỗ Văn Đúng"]


def test_a_settled_disagreement_leaves_no_remark(office: Office) -> None:
    package = office.package()
    noted = [reasons.finding("title-disagrees"), reasons.finding("scan-needs-person")]
    held = office.accept(package, noted)
    kept = office.store.kept(held.receipt, office.root)
    office.store.approve(kept, whole(package, *noted), office.person(), {"title": "Tên đúng"})

    assert office.document().notes == ()
