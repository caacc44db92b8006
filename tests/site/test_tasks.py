"""What a citizen, a journalist and a researcher came to do, from the home page on, with their own browsers.

Each test is one task as they told it, by links that they see. Chromium from a folder is of every day; Firefox,
WebKitGTK and the same over HTTP are of the long suite.
"""

import csv
import gzip
import io
import json
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.document.passage import Passage, PassageKind
from tests import browsers
from tests.browsers import Driven, wait
from tests.loopback import serving
from tests.site import archive

ATOM = "{http://www.w3.org/2005/Atom}"
COUNCILS = """\
councils:
- {slug: lam-giang, name: Tỉnh Lam Giang, short: Lam Giang, level: tinh, kind: tinh, parent: null, organs: tinh}
- slug: ben-tre-lam-cu
  name: Phường Bến Lam
  short: Bến Lam
  level: xa
  kind: phuong
  parent: lam-giang
  organs: xa
  valid_to: '2025-06-30'
  successors: [{slug: ben-lam, part: toan-bo}]
- slug: go-cau
  name: Xã Gò Cau
  short: Gò Cau
  level: xa
  kind: xa
  parent: lam-giang
  organs: xa
  valid_to: '2025-06-30'
  successors: [{slug: ben-lam, part: mot-phan}, {slug: an-khe-ha, part: mot-phan}]
- slug: ben-lam
  name: Phường Bến Lam
  short: Bến Lam
  level: xa
  kind: phuong
  parent: lam-giang
  organs: xa
  valid_from: '2025-07-01'
- slug: an-khe-ha
  name: Xã An Khê Hạ
  short: An Khê Hạ
  level: xa
  kind: xa
  parent: lam-giang
  organs: xa
  valid_from: '2025-07-01'
"""


def wards(count: int) -> str:
    """As many more communes as make the list of a province too long to read."""
    line = (
        "- {{slug: thon-{0}, name: Xã Thôn {0}, short: Thôn {0}, level: xa, kind: xa, parent: lam-giang, organs: xa}}\n"
    )
    return "".join(line.format(number) for number in range(1, count + 1))


def text(*sentences: str) -> tuple[Passage, ...]:
    return (
        Passage(PassageKind.dieu, "Điều 1. Nội dung", "dieu-1", 3),
        *(
            Passage(PassageKind.khoan, f"{number}. {sentence}", f"dieu-1-khoan-{number}")
            for number, sentence in enumerate(sentences, 1)
        ),
    )


def ward(slug: str) -> dict[str, Any]:
    return {"council": slug, "level": "xa", "organ_name": "Hội đồng nhân dân"}


def watched(form: str, kind: str = "bao-cao", organ: str = "doan-gs", dossier: str = "lo-muoi") -> dict[str, Any]:
    return {"type": kind, "oversight": form, "organ": organ, "dossier": dossier}


def documents() -> Iterator[archive.Text]:
    yield from archive.documents()
    yield (
        archive.document("21/NQ-HĐND", "2023-07-14", title="Về việc mở chợ Bến Lam", **ward("ben-tre-lam-cu")),
        text("Mở chợ bên sông."),
    )
    yield archive.document("22/NQ-HĐND", "2022-07-15", title="Về đất bãi Gò Cau", **ward("go-cau")), text("Đất bãi.")
    yield (
        archive.document("03/NQ-HĐND", "2025-08-20", title="Về việc dời chợ Bến Lam", **ward("ben-lam")),
        text("Dời chợ vào trong."),
    )
    fees = "Quy định mức học phí năm học 2024 - 2025"
    yield archive.document("31/NQ-HĐND", "2024-07-10", title=fees), text("Mức học phí là 90.000 đồng một tháng.")
    yield (
        archive.document("32/NQ-HĐND", "2024-07-11", title="Phê duyệt trường học ven sông"),
        text("Xây trường học; lệ phí xây dựng do tỉnh trả."),
    )
    yield archive.document("33/NQ-HĐND", "2024-07-12", title="Thu hồi đất làm bến cảng"), text("Thu hồi đất bãi.")
    yield (
        archive.document("34/NQ-HĐND", "2024-07-13", title="Thư viện lưu động của tỉnh"),
        text("Thu hôi của, thứ hơi."),
    )
    plan, report, ends = ("Giám sát cuộc chống hạn lò muối", f"Kết quả {'lò muối'}", "Kết luận về lò muối")
    yield archive.document("41/KH-HĐND", "2024-03-01", title=plan, **watched("kh-gs", "ke-hoach")), text("Giám sát.")
    yield archive.document("42/BC-HĐND", "2024-06-01", title=report, **watched("bc-kq-gs")), text("Đã giám sát.")
    yield (
        archive.document("43/KL-HĐND", "2024-07-01", title=ends, **watched("kl-tt", "ket-luan", "tt")),
        text("Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện trước ngày 30 tháng 9 năm 2024."),
    )
    for number in range(1, 13):
        title = f"Kế hoạch giám sát cống số {number}"
        plan_of = watched("kh-gs", "ke-hoach", dossier=f"cong-{number}")
        yield (
            archive.document(f"{number + 100}/KH-HĐND", f"2024-{number:02}-05", title=title, **plan_of),
            text("Giám sát."),
        )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("việc của người đọc") / "Cơ sở dữ liệu"
    return archive.build(archive.make(root, councils=COUNCILS + wards(40), texts=documents()))


LONG = pytest.mark.long
# Firefox has the address of the next page, and a document that is complete and empty, before the page's own.
STANDS = "document.readyState === 'complete' && Boolean(document.querySelector('main'))"


@pytest.fixture(scope="module", params=["chromium", *(pytest.param(n, marks=LONG) for n in ("firefox", "webkit"))])
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    with browsers.named(request.param, request, tmp_path_factory.mktemp(request.param)) as driven:
        yield driven


@pytest.fixture(scope="module", params=["file", pytest.param("http", marks=LONG)])
def base(request: pytest.FixtureRequest, output: Path) -> Iterator[str]:
    if request.param == "file":
        yield f"{output.as_uri()}/"
    else:
        with serving(output.parent) as address:
            yield f"{address}{output.name}/"


@dataclass(frozen=True, slots=True)
class Reader:
    """A person at the home page: follows links by their words, counts the taps, reads what stands there."""

    browser: Driven
    base: str

    def follow(self, *words: str) -> None:
        """Tap a link of these words in what is shown after each other."""
        for one in words:
            at, link = wait(self.browser, "location.href"), f"[...document.links].find(a => {_says(one)})"
            assert wait(self.browser, f"String(Boolean({link}))") == "true", f"no link says {one!r} at {at}"
            self.browser.run(f"{link}.click()")
            wait(self.browser, f"location.href !== {json.dumps(at)} && {STANDS}")

    def home(self) -> "Reader":
        self.browser.open(f"{self.base}index.html")
        return self

    def read(self) -> str:
        return " ".join(str(wait(self.browser, f"{STANDS} && document.querySelector('main').innerText")).split())

    def ask(self, question: str, address: str = "") -> list[str]:
        """Ask at the home page; the results as they stand, in one reading."""
        self.home()
        self.browser.type("#tim-toan-kho", question)
        self.browser.enter("#tim-toan-kho")
        return self.results()

    def results(self) -> list[str]:
        wait(self.browser, "document.querySelector('#ket-qua[aria-busy=false]')")
        found: list[str] = self.browser.run("""return [...document.querySelectorAll('#ket-qua .docs__link')]
            .map(a => a.textContent.trim())""")
        return found

    def file(self, css: str) -> bytes:
        """What the first link of a selector leads to."""
        href = self.browser.run(f"const a = document.querySelector({json.dumps(css)}); return a && a.href")
        assert href, f"no {css} at {self.browser.run('return location.href')}"
        with urllib.request.urlopen(href) as answer:  # noqa: S310 the site itself
            return bytes(answer.read())

    def rows(self, css: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.file(css).decode("utf-8-sig"))))


def _says(words: str) -> str:
    return f"a.textContent.replace(/\\s+/g, ' ').includes({json.dumps(words)})"


@pytest.fixture
def reader(browser: Driven, base: str) -> Reader:
    return Reader(browser, base).home()


class TestCitizen:
    def test_finds_what_the_ward_before_mine_decided_and_the_way_back(self, reader: Reader) -> None:
        reader.follow("Cấp xã", "HĐND phường Bến Lam (từ 2025)")
        assert "21/NQ-HĐND – Về việc mở chợ Bến Lam" in reader.read()

        reader.follow("HĐND phường Bến Lam (đến 2025)")
        assert "Đơn vị kế thừa: HĐND phường Bến Lam (từ 2025)" in reader.read()

        reader.follow("HĐND phường Bến Lam (từ 2025)")
        assert "03/NQ-HĐND" in reader.read()

    def test_is_asked_which_old_ward_where_it_was_split(self, reader: Reader) -> None:
        reader.follow("Cấp xã", "HĐND xã An Khê Hạ")

        assert "HĐND xã Gò Cau (một phần)" in reader.read()
        reader.follow("HĐND xã Gò Cau")
        assert "22/NQ-HĐND" in reader.read()

    def test_tells_two_wards_of_one_name_apart_in_results_facets_and_tables(self, reader: Reader) -> None:
        reader.ask("chợ bến lam")

        results = reader.read()
        boxes = wait(
            reader.browser, "document.querySelector('#bo-loc input') && document.getElementById('bo-loc').textContent"
        )
        for name in ("Bến Lam (đến 2025)", "Bến Lam (từ 2025)"):
            assert name in results
            assert name in boxes
        reader.browser.open(f"{reader.base}du-lieu/index.html")
        assert {"HĐND phường Bến Lam (đến 2025)"} <= {
            row["hoi_dong_nhan_dan"] for row in reader.rows("a[href$='/2023.csv']")
        }

    def test_sieves_the_list_of_communes(self, reader: Reader) -> None:
        reader.follow("Cấp xã")
        assert reader.browser.run("return document.body.scrollHeight") < 6000

        reader.browser.type("#loc-ten", "thon 17")

        shown = "[...document.querySelectorAll('#danh-sach li')].filter(li => li.offsetParent).map(li => li.innerText)"
        assert [name.strip() for name in wait(reader.browser, f"{shown}.length === 1 && {shown}")] == [
            "HĐND xã Thôn 17"
        ]

    @pytest.mark.parametrize(
        "heard",
        ["12/2024", "12/NQ", "nghị quyết 12/2024", "12 lam giang", "nghị quyết số 12 năm 2024", "12-2024",
         "12 năm 2024", "nq12", "nghị quyết số mười hai"],
    )  # fmt: skip
    def test_finds_a_number_as_heard(self, reader: Reader, heard: str) -> None:
        assert reader.ask(heard)[0].startswith("12/NQ-HĐND")

    def test_finds_the_page_of_a_withdrawn_number_but_not_its_words(self, reader: Reader) -> None:
        assert reader.ask("09/2023")[0].startswith("09/NQ-HĐND")
        reader.browser.click("#ket-qua .docs__link")

        assert "thu hồi" in wait(
            reader.browser, "document.querySelector('h1') && document.querySelector('main').innerText"
        )
        assert "bến đò ngang" not in reader.read()

    def test_meant_the_words_with_their_marks(self, reader: Reader) -> None:
        assert reader.ask("thu hồi đất")[0].startswith("33/NQ-HĐND")
        assert reader.ask("học phí")[0].startswith("31/NQ-HĐND")

    @pytest.mark.parametrize("typed", ["hocj phis", "hoc phi", "học phi", "hcọ phí", "hoc phí"])
    def test_is_understood_with_slips_of_the_hand(self, reader: Reader, typed: str) -> None:
        assert reader.ask(typed)[0].startswith("31/NQ-HĐND")

    def test_sorts_by_date(self, reader: Reader) -> None:
        reader.browser.open(f"{reader.base}tim-kiem/index.html?q=ch%E1%BB%A3+b%E1%BA%BFn+lam&xep=ngay")

        assert [one[:2] for one in reader.results()[:2]] == ["03", "21"]

    def test_sees_the_words_marked_on_the_page_opened_and_goes_from_one_to_the_next(self, reader: Reader) -> None:
        reader.ask("mức thu phí bến đò ngang")
        reader.browser.click("#ket-qua .docs__link[href*='12-nq-hdnd']")

        said = "document.querySelector('.found [role=status]')"
        first = wait(reader.browser, f"{said} && {said}.textContent")
        reader.browser.run(
            "[...document.querySelectorAll('.found button')].find(b => b.textContent.includes('Sau')).click()"
        )
        assert first.startswith("Chỗ 1 / ")
        assert wait(reader.browser, f"{said}.textContent").startswith("Chỗ 2 / ")


class TestJournalist:
    def test_finds_every_dossier_of_a_council(self, reader: Reader) -> None:
        reader.follow("Giám sát")
        reader.browser.run("document.querySelector('main h3').scrollIntoView()")
        reader.follow("HĐND tỉnh Lam Giang")

        found = reader.read()
        assert all(f"cống số {number} " in f"{found} " for number in range(1, 13)), found
        assert "chống hạn lò muối" in found

    def test_finds_the_dossiers_that_a_telephone_folds(self, reader: Reader) -> None:
        reader.follow("Giám sát")
        folded = "document.querySelector('.fold > .columns a')"
        if not reader.browser.run(f"return {folded}.checkVisibility()"):
            reader.browser.click(".fold > summary")

        assert wait(reader.browser, f"{folded}.checkVisibility() && {folded}.textContent")

    def test_sees_what_is_due_and_what_is_missing(self, reader: Reader) -> None:
        reader.browser.open(f"{reader.base}giam-sat/ho-so/lam-giang-lo-muoi/index.html")

        page = reader.read()
        assert "trước ngày 30 tháng 9 năm 2024" in page
        assert "30/09/2024" in page
        assert "Báo cáo thực hiện chưa nhận được văn bản" in page
        assert reader.browser.run("return document.querySelector('svg.timeline').getBoundingClientRect().width") > 300
        assert b"DTSTART;VALUE=DATE:20240930" in reader.file("a[href$='.ics']")

    def test_sees_at_once_which_oversight_waits_for_a_report_and_on_what_paper_that_stands(
        self, reader: Reader
    ) -> None:
        reader.follow("Giám sát")
        assert "30/09/2024 Giám sát cuộc chống hạn lò muối HĐND tỉnh Lam Giang" in reader.read()

        reader.browser.run("document.getElementById('han').scrollIntoView()")
        reader.follow("Kết luận số 43/KL-HĐND")

        assert "trước ngày 30 tháng 9 năm 2024" in wait(reader.browser, "document.querySelector(':target').textContent")

    @pytest.mark.parametrize("page", ["giam-sat/index.html", "giam-sat/ho-so/lam-giang-lo-muoi/index.html"])
    def test_follows_by_feed(self, reader: Reader, page: str) -> None:
        reader.browser.open(reader.base + page)

        feed = ET.fromstring(reader.file("link[type='application/atom+xml']"))  # noqa: S314 the site's own
        assert len(feed.findall(f"{ATOM}entry")) >= 3

    def test_follows_what_is_withdrawn(self, reader: Reader) -> None:
        reader.follow("Dữ liệu")

        feed = ET.fromstring(reader.file("main a[href$='du-lieu/atom.xml']"))  # noqa: S314
        assert "09/NQ-HĐND" in "".join(feed.itertext())

    def test_reads_what_changed_between_versions(self, reader: Reader) -> None:
        reader.browser.open(f"{reader.base}{'tinh/lam-giang/2024/12-nq-hdnd/index.html'}")
        reader.follow("thay đổi so với")

        page = reader.read()
        assert "[−" in page
        assert "[+" in page
        assert reader.browser.run("return document.querySelectorAll('main table').length") >= 1

    def test_has_the_dossier_in_the_table(self, reader: Reader) -> None:
        reader.follow("Dữ liệu")

        rows = reader.rows("a[href$='/2024.csv']")
        assert {row["so_ky_hieu"] for row in rows if "lo-muoi" in row["ho_so_giam_sat"]} == {
            "41/KH-HĐND",
            "42/BC-HĐND",
            "43/KL-HĐND",
        }


class TestResearcher:
    def test_takes_all_texts(self, reader: Reader) -> None:
        reader.follow("Dữ liệu")

        lines = [json.loads(line) for line in gzip.decompress(reader.file("a[href$='.jsonl.gz']")).splitlines()]
        assert lines
        assert all("Điều 1" in json.dumps(line, ensure_ascii=False) for line in lines)

    def test_reads_what_every_column_means(self, reader: Reader) -> None:
        reader.follow("Dữ liệu")

        said = json.loads(reader.file("a[href$='tu-dien.json']"))
        assert set(reader.rows("a[href$='/2024.csv']")[0]) <= set(_words(said))

    def test_takes_the_register_of_councils(self, reader: Reader) -> None:
        reader.follow("Dữ liệu")

        assert len(reader.rows("a[href$='hoi-dong.csv']")) == 45

    def test_reads_a_page_as_linked_data(self, reader: Reader) -> None:
        reader.browser.open(f"{reader.base}tinh/lam-giang/2024/12-nq-hdnd/index.html")

        linked = json.loads(
            reader.browser.run("return document.querySelector('script[type=\"application/ld+json\"]').text")
        )
        assert linked["@context"] == "https://schema.org"
        shown = "return document.querySelector('meta[property=\"og:title\"]').content"
        assert "12/NQ-HĐND" in reader.browser.run(shown)

    def test_gets_in_json_lines_what_the_page_promises(self, reader: Reader) -> None:
        reader.follow("Dữ liệu")

        tables = reader.rows("a[href$='/2024.csv']")
        lines = [json.loads(line) for line in reader.file("a[href$='/2024.jsonl']").splitlines()]
        assert len(lines) == len(tables)
        assert [dict(line) for line in lines] == [
            {name: value for name, value in row.items() if value} for row in tables
        ]


def _words(told: Any) -> Iterator[str]:
    """Every name and every text in a value of JSON."""
    if isinstance(told, dict):
        yield from told
        for one in told.values():
            yield from _words(one)
    elif isinstance(told, list):
        for one in told:
            yield from _words(one)
    elif isinstance(told, str):
        yield told
