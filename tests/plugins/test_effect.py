"""The status of effect on a page: that of the content's day, with all events, and the same as data."""

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest

from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from tests.plugins import mini
from tests.plugins.archive import Archive

PAGE = "tinh/lam-giang/2024/15-2024-nq-hdnd/index.html"
STARTS = "Nghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2024."
TITLE = "Nghị quyết số 15/2024/NQ-HĐND ngày 9 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang"


def law(archive: Archive, **dates: dt.date) -> None:
    """A normative resolution in effect from 1 August 2024 by its Điều 4."""
    known = record.Dates(issued=dt.date(2024, 7, 9), effective_from=dt.date(2024, 8, 1), **dates)
    facts: dict[str, Any] = {"slug": "15-2024-nq-hdnd", "number": "15", "code": "15/2024/NQ-HĐND", "normative": True}
    said = record.Effect(evidence=STARTS)
    archive.put([Passage(PassageKind.dieu, f"Điều 4. {STARTS}", "dieu-4", 3)], dates=known, effect=said, **facts)


def act(archive: Archive, number: int, said: str, month: int = 12, start: dt.date | None = dt.date(2025, 1, 1)) -> None:
    dates = record.Dates(issued=dt.date(2024, month, 10), effective_from=start)
    archive.issue(number, passages=[Passage(PassageKind.khoan, f"1. {said}", "dieu-9-khoan-1")], dates=dates)


def later(archive: Archive, number: int, said: str, start: dt.date) -> None:
    """A resolution of another year, whose tables are others."""
    dates = record.Dates(issued=dt.date(2025, 2, 10), effective_from=start)
    passages = [Passage(PassageKind.dieu, f"Điều 1. {said}", "dieu-1", 3)]
    archive.issue(number, passages=passages, dates=dates, slug=f"{number}-nq-hdnd")


def until(archive: Archive, day: str, page: str = PAGE) -> None:
    """Something is published on a day: up to then the content says what is known."""
    address = page.removesuffix("/index.html")
    archive.ledger("publications", {"event": "updated", "document": address, "time": f"{day}T03:00:00+00:00"})


def tag(archive: Archive) -> str:
    head = archive.page(PAGE).partition('class="doc__tags"')[2].partition("</p>")[0]
    return head.partition("tag tag--")[2].partition('"')[0]


def table(archive: Archive, name: str) -> list[dict[str, str]]:
    text = (archive.output / f"du-lieu/{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def in_table(archive: Archive) -> str:
    return next(one["hieu_luc"] for one in table(archive, "2024") if f"{one['dia_chi']}/index.html" == PAGE)


def test_a_page_changes_its_status_when_the_content_s_day_passes_one_of_its_days(archive: Archive) -> None:
    law(archive)
    seen = []
    for day in ("2024-07-20", "2024-08-02", "2024-12-20", "2025-01-01"):
        if day == "2024-12-20":
            act(archive, 20, f"Bãi bỏ {TITLE}.")
        until(archive, day)
        archive.build()
        archive.build("clean", ".clean", INCREMENTAL_FULL=True)
        assert mini.tree(archive.output) == mini.tree(archive.root / "clean")
        seen.append((tag(archive), in_table(archive)))

    assert [one for one, _ in seen] == ["chua-co-hieu-luc", "con-hieu-luc", "con-hieu-luc", "het-hieu-luc"]
    assert all(shown == data for shown, data in seen)


def test_what_is_prolonged_does_not_end_on_its_own_day(archive: Archive) -> None:
    law(archive, effective_to=dt.date(2025, 7, 1))
    act(archive, 20, f"Kéo dài thời gian thực hiện {TITLE} đến hết ngày 31/12/2026.")
    until(archive, "2026-03-01")
    archive.build()

    page = archive.page(PAGE)
    head, _, below = page.partition('id="hieu-luc"')
    assert tag(archive) == "con-hieu-luc"
    assert "Hết hiệu lực từ 01/01/2027, theo" in head
    assert "Hết hiệu lực từ 01/07/2025" not in head
    assert "Hết hiệu lực từ 01/07/2025 (Điều 4), đã được kéo dài" in below


def test_what_is_prolonged_by_a_time_is_unknown_behind_its_own_day(archive: Archive) -> None:
    law(archive, effective_to=dt.date(2025, 7, 1))
    act(archive, 20, f"Kéo dài thời gian thực hiện {TITLE} thêm 02 năm.")
    until(archive, "2026-03-01")
    archive.build()

    head = archive.page(PAGE).partition('id="hieu-luc"')[0]
    assert tag(archive) not in ("con-hieu-luc", "het-hieu-luc")
    assert "thêm 02 năm" in head
    assert "Hết hiệu lực từ 01/07/2025" not in head


def test_a_page_leads_with_what_is_known_and_lists_every_event_with_its_proof(archive: Archive) -> None:
    law(archive)
    act(archive, 19, f"Sửa đổi khoản 2 Điều 1 {TITLE}.", 8, dt.date(2024, 9, 1))
    act(archive, 20, f"{TITLE} hết hiệu lực kể từ ngày 01/3/2025.")
    archive.build()

    page = archive.page(PAGE)
    assert "<dd><div>Có hiệu lực từ 01/08/2024 (Điều 4)" in page
    events = page.partition('id="hieu-luc"')[2].partition("</table>")[0]
    order = [
        "Ban hành ngày 09/07/2024",
        "Có hiệu lực từ 01/08/2024",
        "Được sửa đổi, bổ sung bởi",
        "Hết hiệu lực từ 01/03/2025",
    ]
    assert sorted(order, key=events.index) == order
    assert "hết hiệu lực kể từ ngày 01/3/2025" in events and "20-nq-hdnd/index.html#dieu-9-khoan-1" in events
    assert "\n2024-08-01\tCòn hiệu lực\tCó hiệu lực từ 01/08/2024 (Điều 4)\n2025-03-01\tHết hiệu lực\t" in page


def test_each_of_two_acts_of_one_document_names_its_provision_and_leads_to_its_own_sentence(archive: Archive) -> None:
    law(archive)
    passages = (
        Passage(PassageKind.dieu, "Điều 1", "dieu-1", 3),
        Passage(PassageKind.paragraph, f"Bãi bỏ khoản 1 Điều 2 {TITLE}."),
        Passage(PassageKind.dieu, "Điều 2", "dieu-2", 3),
        Passage(PassageKind.paragraph, f"Thay thế Phụ lục I ban hành kèm theo {TITLE} bằng Phụ lục kèm theo."),
    )
    archive.issue(20, passages=passages)
    archive.build()

    page = archive.page(PAGE)
    for provision, place in (("khoản 1 Điều 2", "dieu-1"), ("Phụ lục I", "dieu-2")):
        line = page.partition(f" ({provision}), ")[2][:900]
        assert f"20-nq-hdnd/index.html#{place}" in line.partition("Hết hiệu lực một phần")[0]


def test_every_status_stands_with_its_days_and_its_sentence_in_json_and_in_the_table(archive: Archive) -> None:
    law(archive, effective_to=dt.date(2026, 1, 1))
    act(archive, 20, f"Bãi bỏ Điều 2 {TITLE}.")
    archive.build()

    periods = json.loads(archive.page(PAGE.replace("index.html", "document.json")))["effect_periods"]
    wanted = [
        ("chua-co-hieu-luc", None, "2024-07-31", STARTS),
        ("con-hieu-luc", "2024-08-01", "2024-12-31", STARTS),
        ("het-mot-phan", "2025-01-01", "2025-12-31", f"1. Bãi bỏ Điều 2 {TITLE}."),
        ("het-hieu-luc", "2026-01-01", None, STARTS),
    ]
    assert [(one["status"], one["from"], one["to"], one["evidence"]) for one in periods] == wanted
    rows = [one for one in table(archive, "hieu-luc-2024") if one["dia_chi"].endswith("15-2024-nq-hdnd")]
    assert [(one["tinh_trang"], one["tu_ngay"], one["den_ngay"], one["cau_chu"]) for one in rows] == [
        tuple(value or "" for value in one) for one in wanted
    ]
    assert rows[2]["theo"] == "tinh/lam-giang/2024/20-nq-hdnd"


@pytest.mark.parametrize(
    ("said", "start", "expected", "words"),
    [
        (f"Bãi bỏ {TITLE}.", None, "", "Hết hiệu lực (chưa rõ từ ngày nào)"),
        (f"Tạm ngưng hiệu lực {TITLE}.", dt.date(2025, 1, 1), "tam-ngung", "Tạm ngưng hiệu lực từ 01/01/2025"),
        (f"Ngưng hiệu lực {TITLE} từ ngày 01/01/2025 đến hết ngày 31/01/2025.", None, "con-hieu-luc", "Hết thời hạn"),
        (f"Không áp dụng {TITLE} kể từ ngày 01/02/2025.", None, "", "Không còn được áp dụng từ 01/02/2025"),
        (
            f"Bãi bỏ khoản 1 Điều 2 {TITLE}.",
            dt.date(2025, 2, 1),
            "het-mot-phan",
            "một phần từ 01/02/2025 (khoản 1 Điều 2), ",
        ),
    ],
)
def test_what_is_not_known_is_no_status(
    said: str, start: dt.date | None, expected: str, words: str, archive: Archive
) -> None:
    law(archive)
    act(archive, 20, said, start=start)
    until(archive, "2025-03-01")
    archive.build()

    assert tag(archive) == expected
    assert words in archive.page(PAGE)
    assert in_table(archive) == (expected or "chua-ro")


def test_an_individual_act_has_no_status_until_another_ends_it(archive: Archive) -> None:
    dates: dict[str, Any] = {"dates": record.Dates(issued=dt.date(2024, 7, 9), effective_from=dt.date(2024, 7, 9))}
    path = "tinh/lam-giang/2024/15-nq-hdnd/index.html"
    archive.issue(15, normative=False, **dates)
    until(archive, "2025-03-01", path)
    archive.build()
    assert 'id="hieu-luc"' not in archive.page(path) and "tag--con" not in archive.page(path)

    act(archive, 20, f"Bãi bỏ {TITLE.replace('15/2024', '15')}.")
    archive.build()

    assert "tag--het-hieu-luc" in archive.page(path)


def test_what_a_package_replaces_without_a_sentence_is_not_said_to_be_in_force(archive: Archive) -> None:
    law(archive)
    until(archive, "2025-06-01")
    archive.build()
    assert tag(archive) == "con-hieu-luc"

    later = record.Dates(issued=dt.date(2025, 1, 20))
    ends = record.Relation(type="thay-the", target=PAGE.removesuffix("/index.html"))
    archive.issue(27, dates=later, relations=(ends,))
    archive.build()

    assert tag(archive) == "", "from when no text says"
    periods = json.loads(archive.page(PAGE.replace("index.html", "document.json")))["effect_periods"]
    assert [(one["status"], one["from"]) for one in periods][-2:] == [
        ("con-hieu-luc", "2024-08-01"),
        ("chua-ro", "2025-01-20"),
    ]
    assert in_table(archive) == "chua-ro"


def test_a_suspension_by_a_text_of_limited_term_leaves_the_status_unknown_behind_it(archive: Archive) -> None:
    law(archive)
    dates = record.Dates(
        issued=dt.date(2024, 12, 10), effective_from=dt.date(2025, 1, 1), effective_to=dt.date(2025, 7, 1)
    )
    said = Passage(PassageKind.khoan, f"1. Tạm ngưng hiệu lực {TITLE}.", "dieu-1-khoan-1")
    archive.issue(20, passages=[said], dates=dates)
    archive.build()

    periods = json.loads(archive.page(PAGE.replace("index.html", "document.json")))["effect_periods"]
    assert [(one["status"], one["from"]) for one in periods[2:]] == [
        ("tam-ngung", "2025-01-01"), ("chua-ro", "2025-07-01"),
    ]  # fmt: skip
    assert "Hết thời hạn tạm ngưng (chưa rõ từ ngày nào), theo" in archive.page(PAGE)


def test_two_days_that_differ_are_shown_and_none_is_chosen_until_the_later_is_over(archive: Archive) -> None:
    law(archive)
    act(archive, 20, f"{TITLE} hết hiệu lực kể từ ngày 01/01/2025.")
    act(archive, 21, f"{TITLE} hết hiệu lực kể từ ngày 01/7/2025.")
    seen = []
    for day in ("2025-03-01", "2025-07-01"):
        until(archive, day)
        archive.build()
        assert "Các văn bản nói khác nhau về hiệu lực" in archive.page(PAGE)
        seen.append((tag(archive), in_table(archive)))

    assert seen == [("", "chua-ro"), ("het-hieu-luc", "het-hieu-luc")]


def test_an_act_whose_sentence_leaves_its_day_open_does_not_take_that_of_its_document(archive: Archive) -> None:
    law(archive)
    act(archive, 20, f"Tạm ngưng hiệu lực {TITLE} về mức thu từ ngày 01/3/2025.")
    until(archive, "2025-02-01")
    archive.build()

    periods = json.loads(archive.page(PAGE.replace("index.html", "document.json")))["effect_periods"]
    assert [(one["status"], one["from"]) for one in periods[2:]] == [("chua-ro", "2024-12-10")]


FIRST = "Nghị quyết số 20/NQ-HĐND ngày 10 tháng 12 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang"


@pytest.mark.parametrize(
    ("said", "then", "expected"),
    [
        (f"Tạm ngưng hiệu lực {TITLE}.", dt.date(2025, 6, 1), [("tam-ngung", "2025-01-01"), ("chua-ro", "2025-06-01")]),
        (f"Bãi bỏ {TITLE} kể từ ngày 01/7/2025.", dt.date(2025, 6, 1), [("chua-ro", "2025-07-01")]),
        (f"Bãi bỏ {TITLE}.", dt.date(2025, 6, 1), [("het-hieu-luc", "2025-01-01")]),
        (
            f"Tạm ngưng hiệu lực {TITLE} đến hết ngày 31/12/2025.",
            dt.date(2025, 6, 1),
            [("tam-ngung", "2025-01-01"), ("chua-ro", "2025-06-01")],
        ),
        (
            f"{TITLE} tiếp tục có hiệu lực đến hết ngày 31/12/2025.",
            dt.date(2025, 6, 1),
            [("con-hieu-luc", "2025-01-01"), ("chua-ro", "2025-06-01")],
        ),
    ],
    ids=["a suspension", "before it held", "after it held", "a suspension until a day", "a prolongation"],
)
def test_what_a_repealed_document_did_is_sure_only_while_it_held(
    archive: Archive, said: str, then: dt.date, expected: list[tuple[str, str]]
) -> None:
    law(archive)
    act(archive, 20, said)
    archive.build()
    later(archive, 21, f"Bãi bỏ {FIRST}.", then)
    for day in ("2025-03-01", "2025-09-01"):
        until(archive, day)
        archive.build()
    archive.build("clean", ".clean", INCREMENTAL_FULL=True)

    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")
    periods = json.loads(archive.page(PAGE.replace("index.html", "document.json")))["effect_periods"]
    assert [(one["status"], one["from"]) for one in periods[2:]] == expected
    listed = [one["tinh_trang"] for one in table(archive, "hieu-luc-2024") if one["dia_chi"] == periods[0]["by"]]
    assert listed[2:] == [status for status, _ in expected]


@pytest.mark.parametrize(
    ("said", "changes", "sure"),
    [
        (f"Bãi bỏ {FIRST}.", "Bị bãi bỏ bởi", False),
        (f"Bãi bỏ khoản 1 Điều 9 {FIRST}.", "Bị bãi bỏ bởi", False),
        (f"Sửa đổi khoản 1 Điều 9 {FIRST} như sau:", "Được sửa đổi, bổ sung bởi", False),
        (f"Tạm ngưng hiệu lực {FIRST}.", "Bị tạm ngưng hiệu lực bởi", False),
        (f"Bãi bỏ Điều 2 {FIRST}.", "", True),
        (f"Hướng dẫn thi hành {FIRST}.", "", True),
    ],
)
def test_a_repeal_that_was_itself_changed_before_it_held_is_shown_with_both_sentences(
    archive: Archive, said: str, changes: str, sure: bool
) -> None:
    law(archive)
    act(archive, 20, f"{TITLE} hết hiệu lực kể từ ngày 01/7/2025.")
    later(archive, 21, said, dt.date(2025, 6, 1))
    until(archive, "2025-09-01")
    archive.build()

    head = archive.page(PAGE).partition('id="hieu-luc"')[0]
    assert tag(archive) == ("het-hieu-luc" if sure else "")
    assert in_table(archive) == ("het-hieu-luc" if sure else "chua-ro")
    assert (f"20/NQ-HĐND: {changes.lower()}" in head) != sure
    assert (f"“{said}”" in head or f"Điều 1. {said}" in head) != sure


def test_a_repeal_whose_own_repeal_is_taken_away_is_sure_again(archive: Archive) -> None:
    law(archive)
    act(archive, 20, f"{TITLE} hết hiệu lực kể từ ngày 01/7/2025.")
    later(archive, 21, f"Bãi bỏ {FIRST}.", dt.date(2025, 6, 1))
    until(archive, "2025-09-01")
    archive.build()
    before = tag(archive), in_table(archive)
    (archive.root / "content/documents/tinh/lam-giang/2025/21-nq-hdnd.md").unlink()
    archive.build()

    assert (before, (tag(archive), in_table(archive))) == (("", "chua-ro"), ("het-hieu-luc", "het-hieu-luc"))


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        (f"Sửa đổi Điều 4 {TITLE} như sau:", "“Điều 4. Nghị quyết này có hiệu lực từ ngày 01 tháng 02 năm 2025.”"),
        (
            f"Đính chính Điều 4 {TITLE} như sau:",
            "Đã in “hiệu lực từ ngày 01/8/2024”, nay là “hiệu lực từ ngày 01/9/2024”.",
        ),
        (f"Lùi thời điểm có hiệu lực của {TITLE} đến ngày 01/02/2025.", "Giao Ủy ban nhân dân tỉnh thực hiện."),
    ],
)
def test_a_text_whose_words_on_effect_were_changed_shows_both_and_no_status(
    archive: Archive, said: str, quoted: str
) -> None:
    law(archive)
    passages = [Passage(PassageKind.dieu, f"Điều 1. {said}", "dieu-1", 3), Passage(PassageKind.paragraph, quoted)]
    dates = record.Dates(issued=dt.date(2024, 7, 25), effective_from=dt.date(2024, 7, 25))
    archive.issue(20, passages=passages, dates=dates)
    until(archive, "2024-12-01")
    archive.build()

    head = archive.page(PAGE).partition('id="hieu-luc"')[0]
    assert (tag(archive), in_table(archive)) == ("", "chua-ro")
    assert STARTS in head and said in head


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f"Tạm ngưng hiệu lực {TITLE} trong thời hạn 06 tháng kể từ ngày 01/01/2025.", ["chua-ro"]),
        (f"Tạm ngưng áp dụng {TITLE} từ ngày 01/01/2025 đến hết ngày 31/3/2025.", ["tam-ngung", "con-hieu-luc"]),
        (f"Kéo dài thời gian thực hiện {TITLE} sang năm 2026.", ["chua-ro"]),
        (f"Tạm ngưng hiệu lực {TITLE}. Thời gian tạm ngưng: 03 tháng.", ["chua-ro"]),
    ],
)
def test_a_time_whose_end_no_day_tells_leaves_the_status_open(archive: Archive, said: str, expected: list[str]) -> None:
    law(archive, effective_to=dt.date(2025, 7, 1))
    act(archive, 20, said)
    archive.build()

    periods = json.loads(archive.page(PAGE.replace("index.html", "document.json")))["effect_periods"]
    assert [one["status"] for one in periods[2:]][: len(expected)] == expected
