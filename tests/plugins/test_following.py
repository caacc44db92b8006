"""A reader follows a ward back to those before it, and an oversight to its end."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from pipeline.document import vocabulary
from pipeline.document.passage import Passage, PassageKind
from tests.plugins import mini
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import feeds

WARD = "xa/phu-vinh/index.html"
DOSSIER = "giam-sat/ho-so/lam-giang-duong/index.html"
BEFORE = "xa/phu-vinh/ke-thua/index.html"


def old(archive: Archive, number: int, **changes: Any) -> None:
    archive.issue(number, council="phu-vinh-dong", level="xa", **changes)


def test_a_wards_page_shows_what_those_before_it_issued(archive: Archive) -> None:
    old(archive, 3)
    archive.issue(4, council="phu-vinh", level="xa", year=2025)
    archive.build()
    page = archive.page(WARD)

    assert "Văn bản của đơn vị tiền nhiệm" in page
    assert page.index("4/NQ-HĐND") < page.index("đơn vị tiền nhiệm") < page.index("3/NQ-HĐND")
    assert "../phu-vinh-dong/2024/3-nq-hdnd/index.html" in page.replace("../../xa", "..")
    assert "../../xa/phu-vinh/index.html" in archive.page("xa/phu-vinh-dong/index.html")
    assert "3/NQ-HĐND" not in archive.page("xa/phu-vinh/atom.xml")


def test_all_documents_of_those_before_stand_by_year(archive: Archive) -> None:
    for number in range(1, 14):
        old(archive, number, year=2010 + number)
    archive.build()

    assert "Xem cả 13 văn bản" in archive.page(WARD)
    years = re.findall(r"<h2>Năm (\d+)", archive.page(BEFORE))
    assert years == [str(year) for year in range(2023, 2010, -1)]


def test_a_late_paper_of_an_old_ward_reaches_the_new_ones_page(archive: Archive) -> None:
    archive.build()
    assert "đơn vị tiền nhiệm" not in archive.page(WARD)
    old(archive, 3)
    archive.build()
    assert "3/NQ-HĐND" in archive.page(WARD)
    old(archive, 3, state="withdrawn", event="withdrawn")
    archive.build()
    assert "đơn vị tiền nhiệm" not in archive.page(WARD)
    archive.build("clean", ".clean")

    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ([{"valid_to": "2025-06-30"}, {"valid_from": "2025-07-01"}], ["đến 2025", "từ 2025"]),
        ([{"parent": "lam-giang"}, {"parent": "an-khe-ha"}], ["tỉnh Lam Giang", "huyện An Khê Hạ"]),
        ([{"valid_to": "2013-12-28"}, {"valid_from": "2013-12-29", "valid_to": "2025-06-30"}],
         ["đến 2013", "2013–2025"]),
        ([{"valid_to": "2025-06-30", "parent": "lam-giang"}, {"valid_to": "2025-06-30", "parent": "an-khe-ha"}],
         ["tỉnh Lam Giang", "huyện An Khê Hạ"]),
    ],
    ids=["years", "units above", "three times", "the same years"],
)  # fmt: skip
def test_councils_of_one_name_are_told_apart(rows: list[dict[str, str]], labels: list[str], archive: Archive) -> None:
    twin = {"name": "Xã Tân Lập", "short": "Tân Lập", "level": "xa", "kind": "xa"}
    archive.councils += [twin | {"slug": f"tan-lap-{number}"} | row for number, row in enumerate(rows)]
    archive.write_vocabulary()
    known = vocabulary.load(archive.root / "content/vocabulary").councils

    assert [known[f"tan-lap-{number}"].label for number in range(2)] == [f"HĐND xã Tân Lập ({one})" for one in labels]
    assert known["tan-lap-0"].title == "Hội đồng nhân dân xã Tân Lập"
    assert known["phu-vinh"].label == "HĐND xã Phú Vinh"


def test_names_with_years_reach_pages_tables_and_facets(archive: Archive) -> None:
    archive.councils[2]["name"] = archive.councils[3]["name"]
    archive.councils[3]["valid_from"] = "2025-07-01"
    archive.write_vocabulary()
    old(archive, 3)
    archive.build()

    said = "HĐND xã Phú Vinh (đến 2025)"
    assert said in archive.page("index.html") and said in archive.page("du-lieu/2024.csv")
    assert any(said in path.read_text(encoding="utf-8") for path in (archive.output / "search").glob("meta*.js"))


def test_every_dossier_is_listed(archive: Archive) -> None:
    for number in range(1, 31):
        archive.issue(
            number, oversight="kh-gs", type="ke-hoach", dossier=f"viec-{number}", title=f"Giám sát việc {number}"
        )
    archive.build()
    listed = archive.page("tinh/lam-giang/giam-sat/index.html")

    assert all(f"ho-so/lam-giang-viec-{number}/index.html" in listed for number in range(1, 31))
    assert "tinh/lam-giang/giam-sat/index.html" in archive.page("giam-sat/index.html")
    assert "giam-sat/ho-so/lam-giang-viec-30/atom.xml" in feeds(archive)


def test_a_dossier_says_which_step_has_no_paper_yet(archive: Archive) -> None:
    archive.issue(1, oversight="kh-gs", type="ke-hoach", dossier="duong", day=3)
    archive.issue(2, oversight="bc-kq-gs", type="bao-cao", dossier="duong", day=20)
    archive.build()
    page = archive.page("giam-sat/ho-so/lam-giang-duong/index.html")
    steps = dict(re.findall(r'<th scope="row(?:group)?"[^>]*>([^<]+)</th><td[^>]*>(.*?)</td>', page))

    assert [name for name, paper in steps.items() if paper != "chưa nhận được văn bản"] == [
        "Kế hoạch",
        "Báo cáo kết quả",
    ]
    assert len(steps) == 6 and page.count('class="timeline__dot"') == 2 and page.count('class="timeline__open"') == 4
    assert steps["Báo cáo kết quả"].endswith('</a>, <time datetime="2024-12-20">20/12/2024</time>')


ASKED = (
    Passage(PassageKind.dieu, "Điều 2. Tổ chức thực hiện", "dieu-2", 3),
    Passage(
        PassageKind.khoan,
        "1. Ủy ban nhân dân tỉnh báo cáo kết quả với Thường trực trước ngày 30/6/2025; đơn vị; đã xong.",
        "dieu-2-khoan-1",
    ),
)


def follow(archive: Archive) -> None:
    archive.issue(1, oversight="kh-gs", type="ke-hoach", dossier="duong", day=3)
    archive.issue(2, passages=ASKED, oversight="kl-tt", type="thong-bao", dossier="duong", day=20)


def test_a_day_due_stands_with_its_sentence_until_a_report_answers_it(archive: Archive) -> None:
    follow(archive)
    archive.build()
    page = archive.page(DOSSIER)

    assert '<time datetime="2025-06-30">30/06/2025</time>' in page and page.count('class="timeline__due"') == 1
    assert "<q>Ủy ban nhân dân tỉnh báo cáo kết quả với Thường trực trước ngày 30/6/2025; đơn vị; đã xong.</q>" in page
    assert "2-nq-hdnd/index.html#dieu-2-khoan-1" in page and page.count("chưa nhận được văn bản</td>") == 5

    archive.issue(3, oversight="bc-thuc-hien", type="bao-cao", dossier="duong", year=2025, month=6, day=12)
    archive.build()
    assert "3/NQ-HĐND</span></a>, 12/06/2025</td>" in archive.page(DOSSIER)
    archive.build("clean", ".clean")
    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")


@pytest.mark.parametrize("path", ["giam-sat/lich.ics", "tinh/lam-giang/giam-sat/lich.ics"])
def test_days_due_are_a_calendar_that_programs_read(archive: Archive, path: str) -> None:
    follow(archive)
    archive.build()
    data = (archive.output / path).read_bytes()
    lines = data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")  # RFC 5545, 3.1: unfolded
    event = dict(line.split(":", 1) for line in lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")])

    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert event["DTSTART;VALUE=DATE"] == "20250630" and event["DTEND;VALUE=DATE"] == "20250701"
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]) and re.fullmatch(r"[0-9a-f-]{36}", event["UID"])
    assert event["URL"].endswith("2-nq-hdnd/index.html#dieu-2-khoan-1")
    assert event["DESCRIPTION"].startswith("Khoản 1 Điều 2 của ") and "\\, HĐND" in event["SUMMARY"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(b"\r\n", b"")
    assert "Thường trực trước ngày" not in data.decode()
    assert path.rpartition("/")[2] in archive.page("giam-sat/index.html") and "lich.ics" in archive.page(DOSSIER)


def test_a_calendar_keeps_its_uids_and_goes_with_its_last_day(archive: Archive) -> None:
    follow(archive)
    archive.build()
    before = re.findall("UID:.*", archive.page("giam-sat/lich.ics"))
    archive.issue(
        2,
        passages=ASKED,
        oversight="kl-tt",
        type="thong-bao",
        dossier="duong",
        day=20,
        title="Tên khác",
        event="updated",
    )
    archive.build()
    assert re.findall("UID:.*", archive.page("giam-sat/lich.ics")) == before

    archive.issue(2, passages=[], state="withdrawn", day=20, event="withdrawn")
    archive.build()
    assert not list(archive.output.rglob("lich.ics"))
    assert "lich.ics" not in archive.page("giam-sat/index.html") + archive.page(DOSSIER)


def test_a_form_of_oversight_leads_to_its_documents(archive: Archive) -> None:
    archive.issue(1, oversight="kh-gs", type="ke-hoach", day=3)
    archive.build()

    assert "hinh-thuc/kh-gs/index.html" in archive.page("giam-sat/index.html")
    assert "1/NQ-HĐND" in archive.page("giam-sat/hinh-thuc/kh-gs/index.html")
    assert "1/NQ-HĐND" in archive.page("giam-sat/hinh-thuc/kh-gs/2024/index.html")
    assert "giam-sat/hinh-thuc/kh-gs/2024/index.html" in archive.page("sitemap/trang.xml")


def test_a_long_list_of_councils_is_folded_and_sifted(archive: Archive, chromium: Browser) -> None:
    ward = {"level": "xa", "kind": "xa", "parent": "an-khe-ha", "valid_to": "2025-06-30"}
    names = [*(f"Bến {number}" for number in range(30)), "Đồng Tháp"]
    archive.councils += [ward | {"slug": f"x{n}", "name": f"Xã {one}", "short": one} for n, one in enumerate(names)]
    archive.write_vocabulary()
    archive.build()
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto((archive.output / "xa/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") < 2500

    page.fill("#loc-ten", "dong thap")
    shown = page.locator("#danh-sach li:visible")
    assert shown.count() == 1 and "HĐND xã Đồng Tháp" in shown.first.inner_text()
    page.fill("#loc-ten", "khong co")
    assert page.locator(".sieve [role=status]").inner_text() == "Không có tên nào như vậy."
    page.close()


def test_what_those_before_issued_stands_by_field_too(archive: Archive) -> None:
    old(archive, 3, title="Quy định mức học phí", field="giao-duc")
    old(archive, 4)
    archive.build()

    assert 'href="../../../xa/phu-vinh/ke-thua/linh-vuc/index.html"' in archive.page(BEFORE)
    headings = re.findall(r"<h2>([^<]+) <span", archive.page("xa/phu-vinh/ke-thua/linh-vuc/index.html"))
    assert headings[-1] == "Trích yếu không nêu rõ lĩnh vực"
    assert len(headings) == 2


def test_a_unit_put_together_of_parts_asks_for_the_old_one(archive: Archive) -> None:
    archive.councils[-1] |= {"level": "xa", "kind": "xa"}
    archive.write_vocabulary()
    old(archive, 3)
    archive.build()

    asked = "Nơi ở của bạn trước đây thuộc đơn vị nào?"
    assert asked in archive.page("xa/hai-son/index.html")
    assert asked not in archive.page(WARD)  # which took it in whole


def test_who_is_named_at_one_end_alone_is_linked_both_ways(archive: Archive) -> None:
    old(archive, 3)
    archive.issue(4, council="phu-vinh", level="xa", year=2025)
    archive.build()

    assert re.search(r"Kế thừa từ</dt><dd><a [^>]*phu-vinh-dong/index.html", archive.page(WARD))
    assert "Đơn vị kế thừa: <a" in archive.page("xa/phu-vinh-dong/index.html")
