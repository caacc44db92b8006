from pathlib import Path

import pytest

from pipeline import gate, settings
from pipeline.document import reasons
from pipeline.document.facts import Claim, Facts
from pipeline.document.model import Action, Analysis, Declared, Package, ReceivedFile, Role
from tests import province

FACTS = {
    "number": "12",
    "notation": "NQ-HĐND",
    "issue_date": "2024-07-10",
    "doc_type": "Nghị quyết",
    "trich_yeu": "Về đầu tư công",
    "signer_name": "Vũ Thị Hạ Lam",
    "place": "Lam Giang",
}


def objections(
    *,
    council: str | None = "lam-giang",
    sender: str | None = province.PROVINCE,
    organ: str | None = None,
    channel: str = "axis",
    role: Role = Role.main,
    scope: settings.Scope | None = None,
    action: Action = Action.new,
    **facts: str | None,
) -> set[str]:
    stated = {name: value for name, value in {**FACTS, **facts}.items() if value is not None}
    analysis = Analysis(Facts.of({name: [Claim(value, "text", 0.9)] for name, value in stated.items()}), council, organ)
    files = (ReceivedFile("a.pdf", "0" * 64, 1, "application/pdf", Path("decoded"), role),)
    package = Package(Path("a"), "0" * 64, 1, channel, Declared(sender=sender, action=action), files)
    place = province.SETTINGS.model_copy(update={"scope": scope}) if scope else province.SETTINGS
    return {f.code for f in gate.admission(package, analysis, place, province.vocabulary(), today=province.TODAY)}


def test_an_ordinary_resolution_is_admitted() -> None:
    assert objections() == set()


CASES = {
    "nobody-knows-whose": ({"council": None}, "council-unknown"),
    "another-councils": ({"council": "an-khe-ha"}, "sender-mismatch"),
    "communes-sends-for-province": ({"sender": province.COMMUNE}, "sender-mismatch"),
    "council-had-ended": ({"council": "an-khe-ha-phu-vinh", "sender": None}, "council-not-then"),
    "other-province": ({"council": "hai-son", "sender": None}, "out-of-scope"),
    "a-council-of-two-that-joined": (
        {"council": "an-khe-moi", "sender": None, "scope": settings.Scope(province="hai-son")},
        "out-of-scope",
    ),
    "council-left-out": ({"scope": settings.Scope(councils_out=("lam-giang",))}, "out-of-scope"),
    "type-left-out": ({"scope": settings.Scope(types_out=("nghi-quyet",))}, "out-of-scope"),
    "neither-resolution-nor-oversight": ({"doc_type": "Báo cáo"}, "out-of-scope"),
    "type-unknown": ({"doc_type": None}, "out-of-scope"),
    "no-number": ({"number": None}, "number-missing"),
    "no-date": ({"issue_date": None}, "date-missing"),
    "no-title": ({"trich_yeu": None}, "title-missing"),
    "too-early": ({"issue_date": "1970-01-01"}, "date-implausible"),
    "too-late": ({"issue_date": "2025-07-01"}, "date-future"),
    "draft": ({"number": None, "issue_date": None, "is_draft": "true"}, "draft"),
    "no-main-text": ({"role": Role.annex}, "main-missing"),
}


@pytest.mark.parametrize(("change", "code"), CASES.values(), ids=CASES)
def test_what_is_not_ours_or_not_whole_is_held(change: dict[str, object], code: str) -> None:
    assert objections(**change) == {code}  # type: ignore[arg-type]


def test_oversight_papers_are_in_scope_by_their_form() -> None:
    assert objections(doc_type="Báo cáo", oversight="bc-kq-gs") == set()


def test_what_an_organ_writes_about_oversight_is_in_scope_without_a_form() -> None:
    about = "Về kết quả giám sát việc quản lý vốn đầu tư công"

    assert objections(doc_type="Kết luận", trich_yeu=about, organ="tt") == set()
    assert objections(doc_type="Kết luận", trich_yeu=about) == {"out-of-scope"}
    assert objections(doc_type="Kết luận", trich_yeu="Về nâng lương", organ="tt") == {"out-of-scope"}


@pytest.mark.parametrize("body", ["Ủy ban nhân dân tỉnh Lam Giang", "Chính phủ", "Tỉnh ủy Lam Giang", "Sở Tài chính"])
def test_a_resolution_or_report_of_another_body_is_not_the_councils(body: str) -> None:
    assert objections(body=body) == {"out-of-scope"}
    assert objections(body=body, oversight="bc-doi-tuong") == set()


@pytest.mark.parametrize(
    "code", ["12/QĐ-TTg", "12/QĐ-UBND", "05/NQ-TU", "7/QĐ-BNV", "24/2023/QH15", "9/BC-SNV", "3/BC-ĐĐBQH", "4/BC-TAND"]
)
def test_the_number_of_another_body_is_not_the_councils(code: str) -> None:
    assert objections(code=code) == {"out-of-scope"}
    assert objections(code=code, doc_type="Báo cáo", oversight="bc-doi-tuong") == set()


@pytest.mark.parametrize("code", ["12/NQ-HĐND", "3/BC-BPC", "5/KL-TT.HĐND", "8/BC-BKTNS", "2/NQLT-HĐND-UBND", "7", "x"])
def test_numbers_of_councils_and_their_organs_are_theirs(code: str) -> None:
    assert objections(code=code) == set()


def test_the_province_may_bring_in_what_is_old_but_not_over_the_axis() -> None:
    assert objections(council="an-khe-ha", channel="file") == set()
    assert objections(council="an-khe-ha") == {"sender-mismatch"}


def test_a_successor_of_the_province_is_in_scope() -> None:
    assert objections(council="tan-giang", sender=None) == set()


@pytest.mark.parametrize("council", ["lam-giang", "an-khe-ha", "an-khe-ha-phu-vinh"])
def test_what_was_joined_into_the_province_of_today_is_in_scope(council: str) -> None:
    today = settings.Scope(province="tan-giang")

    assert "out-of-scope" not in objections(council=council, sender=None, scope=today)
    assert "out-of-scope" in objections(council="hai-son", sender=None, scope=today)


def test_missing_signer_and_place_are_remarks_only() -> None:
    assert objections(signer_name=None, place=None) == {"signer-missing", "place-missing"}


def test_a_recall_is_not_judged_as_a_document() -> None:
    assert objections(council=None, action=Action.recall) == set()


DAYS = {
    "the page names the same day": ([("2024-07-10", "text"), ("2024-07-10", "header")], False),
    "the page names another": ([("2024-10-07", "text"), ("2024-07-10", "header")], True),
    "only the header has one": ([("2024-07-10", "header")], True),
    "a scan seems to say the same": ([("2024-07-10", "ocr"), ("2024-07-10", "header")], True),
}


@pytest.mark.parametrize(("said", "doubted"), DAYS.values(), ids=DAYS)
def test_the_page_settles_which_figure_is_the_month(said: list[tuple[str, str]], *, doubted: bool) -> None:
    analysis = Analysis(Facts.of({"issue_date": [Claim(day, source, 0.9) for day, source in said]}))

    left = gate.still_open([reasons.finding("date-format"), reasons.finding("clock-ahead")], analysis)

    assert [finding.code for finding in left] == ["date-format"] * doubted + ["clock-ahead"]
