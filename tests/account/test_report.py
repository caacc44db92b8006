"""The six-month report: every figure counted from the registers, the same whenever it is asked for."""

import csv
import datetime as dt
import hashlib
import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html

from pipeline import account, settings
from pipeline.account import figures, pages
from pipeline.account.report import PeriodReport
from pipeline.account.report import report as counted
from pipeline.account.sides import UNSAID
from pipeline.archive import manifest
from pipeline.document import verify_copy, vocabulary
from tests.account import recompute
from tests.account.conftest import BEGIN, END, at, number
from tests.archive.office import Office


def made(office: Office, begin: dt.date = BEGIN, end: dt.date = END) -> PeriodReport:
    words = vocabulary.load(office.root / "content/vocabulary")
    return counted(account.read(office.root), account.ReportPeriod(begin, end), words, settings.load(office.root))


def files(office: Office) -> dict[str, bytes]:
    return pages.files(made(office), settings.load(office.root))


def parsed(data: bytes) -> Any:
    """A tree whose answers mypy does not know."""
    return html.fromstring(data)


def column(report: PeriodReport, key: str, name: str) -> dict[str, int]:
    table = report.table(key)
    place = table.columns.index(name)
    return {row.label: int(row.figures[place].shown) for row in table.rows if int(row.figures[place].shown)}


def test_figures_equal_those_of_an_independent_count(office: Office) -> None:
    wanted = recompute.counts(office.root, BEGIN, END)
    report = made(office)

    flow = [int(row.figures[0].shown) for row in report.table("luong").rows]
    assert flow == [wanted["opening"], wanted["received"], wanted["decided"], wanted["held"]]
    councils = column(report, "hoi-dong", "Công bố")
    assert councils.pop("Cộng") == wanted["published"]
    names = {"lam-giang": "HĐND tỉnh Lam Giang", "an-khe-ha": "HĐND huyện An Khê Hạ"}
    assert councils == {names[slug]: count for slug, count in wanted["by_council"].items()}
    months = {f"{month[5:]}/{month[:4]}": count for month, count in wanted["by_month"].items()}
    assert column(report, "thang", "Nhận") == {**months, "Cộng": wanted["received"]}
    assert column(report, "cap", "Từ chối")["Cộng"] == wanted["refused"]
    assert sum(column(report, "dang-cho", "Số tệp").values()) == 2 * wanted["held"]
    times = report.table("thoi-gian").rows[0].figures[1:]
    assert [one.shown for one in times] == [figures.duration(wanted[key]) for key in ("median", "p90", "longest")]


def test_what_waits_from_before_plus_what_came_is_what_was_decided_plus_what_waits(office: Office) -> None:
    opening, received, decided, held = (int(row.figures[0].shown) for row in made(office).table("luong").rows)

    assert opening + received == decided + held
    assert (opening, held) == (2, 3)


def test_a_past_period_gives_the_same_bytes_after_more_has_happened(office: Office) -> None:
    before = {name: data for name, data in files(office).items() if not name.endswith(".docx")}
    at(office, 8, 1)
    number(office, 30)
    office.hold(office.package("them.edxml", b"them", document_id="T", number="31"), "conflict")

    after = files(office)

    assert {name: after[name] for name in before} == before


def overseen(office: Office) -> None:
    """Five documents more: three of a form, two of none."""
    at(office, 6, 2)
    for count, form in enumerate(("bc-doi-tuong", "bc-doi-tuong", "bc-doi-tuong", "", ""), 40):
        facts = {"number": str(count), "notation": "BC-HĐND", "issue_date": dt.date(2026, 5, 5)}
        name = f"giam-sat-{count}"
        office.accept(office.package(f"{name}.edxml", name.encode(), document_id=name, **facts), oversight=form)


def test_documents_are_counted_by_form_of_oversight_and_a_later_correction_changes_no_past_period(
    office: Office,
) -> None:
    overseen(office)
    wanted = recompute.counts(office.root, BEGIN, END)["by_form"]
    found = column(made(office), "hinh-thuc", "Công bố")

    label = "Báo cáo của đối tượng giám sát (liên quan)"
    assert (found[label], wanted["bc-doi-tuong"]) == (3, 3)
    assert found["Không phải văn bản giám sát"] == wanted[""]
    at(office, 8, 1)
    office.store.published().suspend("tinh/lam-giang/2026/42-bc-hdnd", office.person())
    address = "tinh/lam-giang/2026/43-bc-hdnd"
    office.store.published().correct(address, office.person(), {"oversight": "bc-doi-tuong"})
    assert column(made(office), "hinh-thuc", "Công bố") == found
    later = made(office, END + dt.timedelta(days=1), dt.date(2026, 12, 31))
    assert column(later, "hinh-thuc", "Gỡ") == {label: 1, "Cộng": 1}
    assert column(made(office, BEGIN, dt.date(2026, 12, 31)), "hinh-thuc", "Công bố")[label] == 4


def test_lines_that_are_older_than_the_form_say_so_and_are_not_counted_as_none(office: Office) -> None:
    books = account.read(office.root)
    older = replace(books, publications=tuple(replace(line, oversight=None) for line in books.publications))
    words = vocabulary.load(office.root / "content/vocabulary")
    report = counted(older, account.ReportPeriod(BEGIN, END), words, settings.load(office.root))

    found = column(report, "hinh-thuc", "Công bố")
    assert {label: count for label, count in found.items() if label != "Cộng"} == {UNSAID: found["Cộng"]}


def test_lines_that_a_clock_set_back_put_out_of_order_are_told(office: Office) -> None:
    assert made(office).backwards > 0
    assert "ghi lùi giờ" in files(office)["bao-cao.html"].decode()


def test_what_was_approved_after_the_period_still_waits_in_it(office: Office) -> None:
    row = next(row for row in made(office).table("thang").rows if row.label == "05/2026")

    assert [figure.shown for figure in row.figures] == ["2", "0", "0", "0", "2", "0", "0"]


def test_every_counted_figure_leads_to_the_list_of_what_it_counts(office: Office) -> None:
    written = files(office)
    page, lists = parsed(written["bao-cao.html"]), parsed(written["danh-sach.html"])
    links = page.xpath("//a[starts-with(@href, 'danh-sach.html#')]")

    assert len(links) > 40
    for link in links:
        (section,) = lists.xpath("//section[h2/@id=$key]", key=link.get("href").partition("#")[2])
        if link.text.isdigit() and "Số cuối" not in section.findtext("h2"):
            assert len(section.findall("ol/li")) == int(link.text)
    bare = page.xpath("//div[@aria-labelledby]//td[not(a)]/text()")
    assert not [words for words in bare if re.fullmatch(r"[1-9]\d*", words)]


def test_the_tables_name_nothing_of_what_is_held(office: Office) -> None:
    text = b"".join(data for name, data in files(office).items() if name.endswith((".html", ".csv", ".svg")))

    assert b"muon.edxml" not in text
    assert b"mat.edxml" not in text


def test_series_are_given_with_what_is_missing_in_them(office: Office) -> None:
    rows = {row.label: [one.shown for one in row.figures] for row in made(office).table("day-du").rows}

    assert rows["HĐND tỉnh Lam Giang, 2026, nghị quyết cá biệt"][:5] == ["8", "6", "0", "2", "4–5"]
    assert rows["HĐND huyện An Khê Hạ, 2026, nghị quyết cá biệt"][3:5] == ["0", "–"]


def test_csv_holds_every_figure_and_no_formula(office: Office) -> None:
    report = made(office)
    rows = list(csv.reader(io.StringIO(files(office)["bao-cao.csv"].decode("utf-8-sig"))))

    assert len(rows) - 1 == sum(len(row.figures) for table in report.tables for row in table.rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_months_follow_the_calendar_over_a_new_year_and_what_came_before_them_leads(office: Office) -> None:
    found = [row.label for row in made(office, dt.date(2026, 1, 2), dt.date(2026, 7, 31)).table("thang").rows]
    assert found[0] == "Trước kỳ" and found[-1] == "Cộng"
    assert found[1:-1] == sorted(found[1:-1]) and found[1] == "01/2026"

    months = account.ReportPeriod(dt.date(2025, 11, 30), dt.date(2026, 2, 1)).months
    assert months == ["11/2025", "12/2025", "01/2026", "02/2026"]
    across = [row.label for row in made(office, dt.date(2025, 12, 1), dt.date(2026, 2, 28)).table("thang").rows]
    assert across[:-1] == ["12/2025", "01/2026", "02/2026"]


def test_charts_bear_their_numbers_and_a_description(office: Office) -> None:
    written = files(office)

    captions = parsed(written["bao-cao.html"]).xpath("//figure[svg]/figcaption/text()")
    assert captions == list(pages.CHARTS.values())
    for name in ("bieu-do-thang.svg", "bieu-do-cap.svg"):
        svg = parsed(written[name])
        assert svg.xpath("string(.//desc)")
        assert svg.xpath(".//pattern")
    assert "01/2026: Nhận 4, Công bố 4" in written["bieu-do-thang.svg"].decode()


def test_letter_has_the_form_of_decree_30_and_opens_in_libreoffice(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(files(office)["bao-cao.docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    text = path.with_suffix(".txt").read_text(encoding="utf-8")

    for wanted in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:         /BC-VP",
        "BÁO CÁO",
        "từ 01/01/2026 đến 30/06/2026",
        "Nơi nhận:",
        "- Lưu: VT.",
        "CHÁNH VĂN PHÒNG",
    ):
        assert wanted in text
    assert "HĐND huyện An Khê Hạ" in text
    with zipfile.ZipFile(path) as word:
        relations = word.read("word/_rels/document.xml.rels").decode()
    assert "danh-sach.html#luong-1-1" in relations


def test_the_report_bears_what_proves_registers_and_copies_later(office: Office) -> None:
    words, said = vocabulary.load(office.root / "content/vocabulary"), settings.load(office.root)
    period = account.ReportPeriod(BEGIN, END)
    made = counted(account.read(office.root), period, words, said, office_key="RWQexample")

    found = {row.label: row.figures[0].shown for row in made.table("kiem-tra").rows}
    for name in ("receipts", "publications", "acts"):
        last = recompute.lines(office.root, name, END)[-1]
        assert found[f"{name}.jsonl, dòng {last['seq']}, mã băm"] == last["hash"], name
    program = hashlib.sha256(Path(verify_copy.__file__).read_bytes()).hexdigest()
    assert {"RWQexample", program} <= set(found.values())
    written = pages.files(made, said)
    letter = "".join(docx.Document(io.BytesIO(written["bao-cao.docx"])).element.itertext())
    for value in found.values():
        assert all(value in one for one in (letter, *(written[f"bao-cao.{end}"].decode() for end in ("html", "csv"))))


def test_a_period_that_is_not_over_is_said_to_be_so_in_the_page_and_in_the_letter(office: Office) -> None:
    words, said = vocabulary.load(office.root / "content/vocabulary"), settings.load(office.root)
    period = account.ReportPeriod(BEGIN, END)

    def told(now: dt.datetime) -> list[bool]:
        written = pages.files(counted(account.read(office.root), period, words, said, now=now), said)
        letter = "".join(docx.Document(io.BytesIO(written["bao-cao.docx"])).element.itertext())
        page = written["bao-cao.html"].decode()
        sentence = "Kỳ chưa hết khi lập: số liệu đến 23:59 ngày 30/06/2026."
        return [sentence in letter, sentence in page, "như khi hết ngày 30/06/2026" not in page]

    over = dt.datetime(2026, 6, 30, 17, tzinfo=dt.UTC)  # midnight in Viet Nam
    assert told(over - dt.timedelta(minutes=1)) == [True] * 3
    assert told(over) == [False] * 3


def test_a_report_away_from_the_office_names_no_key_that_is_not_the_offices(office: Office) -> None:
    key = manifest.public_key(office.root, settings.load(office.root))

    assert key == ""
    assert "máy này không giữ khóa" in files(office)["bao-cao.html"].decode()


@pytest.mark.parametrize(
    ("values", "share", "wanted"), [([1, 2, 3, 4], 0.5, 2), ([5], 0.9, 5), ([*range(1, 11)], 0.9, 9), ([1, 2], 1, 2)]
)
def test_quantiles_are_values_that_occurred(values: list[int], share: float, wanted: int) -> None:
    assert figures.quantile([dt.timedelta(one) for one in values], share) == dt.timedelta(wanted)


def test_an_archive_without_a_line_reports_nothing_and_does_not_fail(tmp_path: Path) -> None:
    from tests.archive.office import found_archive

    found_archive(tmp_path)
    report = made(Office(tmp_path))

    assert [row.figures[0].shown for row in report.table("luong").rows] == ["0", "0", "0", "0"]
    assert report.table("thoi-gian").rows[0].figures[1].shown == "–"


def test_a_level_that_never_had_a_council_has_no_row_in_the_charts(tmp_path: Path) -> None:
    from tests.archive.office import found_archive

    found_archive(tmp_path)
    words = vocabulary.load(tmp_path / "content/vocabulary")
    two = replace(words, councils={slug: one for slug, one in words.councils.items() if one.level != "huyen"})
    report = counted(account.read(tmp_path), account.ReportPeriod(BEGIN, END), two, settings.load(tmp_path))

    assert [row[0] for row in report.levels] == ["Cấp tỉnh"]
    assert [row[0] for row in made(Office(tmp_path)).levels] == ["Cấp tỉnh", "Cấp huyện"]
