"""What every page promises in its HTML, before any browser looks at it."""

import gzip
import itertools
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jinja2

from pipeline.document.licence import LICENCE
from plugins import assets
from tests.site import kinds
from tests.site.kinds import THEME, URL
from tests.site.markup import elements, read

CSP = {
    "default-src 'none'",
    "connect-src 'self'",  # what a telephone takes along; who looks for robots.txt from within a page asks, too
    "manifest-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "form-action 'self' file:",
    "base-uri 'none'",
}
LINKING = {"a": "href", "link": "href", "script": "src", "form": "action", "img": "src"}
STYLES = ("base", "site", "document", "print")


def html(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def links(path: Path) -> list[str]:
    found = [element.attributes.get(LINKING[element.tag]) for element in elements(html(path), *LINKING)]
    return [link for link in found if link is not None]


def test_every_template_makes_a_page(site: Path) -> None:
    templates = {path.stem for path in (THEME / "templates").glob("*.html")} - {"base"}

    assert kinds.ONE_OF_EACH.keys() == templates
    assert [path for path in kinds.ONE_OF_EACH.values() if not (site / path).is_file()] == []


def test_elements_are_closed_in_order(html_files: list[Path]) -> None:
    assert {path: read(html(path)).wrong for path in html_files if read(html(path)).wrong} == {}


def test_pages_are_in_vietnamese_with_one_title_and_one_h1(html_files: list[Path]) -> None:
    for path in html_files:
        assert [e.attributes["lang"] for e in elements(html(path), "html")] == ["vi"]
        assert len(elements(html(path), "h1")) == 1, path
        assert len(elements(html(path), "title")) == 1, path


def test_every_page_leads_to_what_there_is_in_english(html_files: list[Path]) -> None:
    for path in html_files:
        led = [e.attributes["hreflang"] for e in elements(html(path), "a") if "hreflang" in e.attributes]
        assert led == ["en"] * ('class="menu"' in html(path)), path


def test_headings_never_skip_a_level(html_files: list[Path]) -> None:
    for path in html_files:
        levels = [int(e.tag[1]) for e in elements(html(path), "h1", "h2", "h3", "h4", "h5", "h6")]
        steps = [after - before for before, after in itertools.pairwise(levels)]
        assert max(steps, default=0) <= 1, (path, levels)


def test_ids_are_unique(html_files: list[Path]) -> None:
    for path in html_files:
        ids = [e.attributes["id"] for e in read(html(path)).elements if "id" in e.attributes]
        assert len(ids) == len(set(ids)), path


DATA = ("application/ld+json", "application/json")  # which nothing runs


def test_every_page_carries_the_policy_and_nothing_inline(html_files: list[Path]) -> None:
    for path in html_files:
        page = read(html(path)).elements
        policies = [
            e.attributes["content"] for e in page if e.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, path
        assert set(policies[0].split("; ")) <= CSP
        assert not [e for e in page if e.tag == "style" or "style" in e.attributes], path
        scripts = [e.attributes for e in page if e.tag == "script" and "src" not in e.attributes]
        assert all(one.get("type") in DATA for one in scripts), path
        assert not [name for e in page for name in e.attributes if name.startswith("on")], path


def test_links_are_relative_end_in_a_file_and_resolve(site: Path, html_files: list[Path]) -> None:
    outward = ("mailto:", "rsync:", URL)
    for path in set(html_files) - {site / "404.html"}:  # which stands for any address
        own = {e.attributes["id"] for e in read(html(path)).elements if "id" in e.attributes}
        for link in links(path):
            if link.startswith(outward):
                continue
            parts = urlsplit(link)
            assert not parts.scheme and not parts.netloc and not link.startswith("/"), (path, link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, link)
            there = own if target == path else None
            if parts.fragment and target.suffix == ".html":
                there = there or {e.attributes.get("id", "") for e in read(html(target)).elements}
                assert parts.fragment in there, (path, link)


def test_nothing_names_a_host_but_the_sites_own_address(html_files: list[Path]) -> None:
    for path in html_files:
        shown = re.sub(r'<script type="application/ld\+json">.*?</script>|<meta property="og:[^>]*>', "", html(path))
        hosts = re.findall(r"https?://[^\"'< ]+", shown)
        canonical = [e.attributes["href"] for e in elements(html(path), "link") if e.attributes["rel"] == "canonical"]
        printed = [host for host in hosts if host not in canonical and not host.startswith((URL, LICENCE))]
        assert not printed, (path, printed)


def test_settings_may_be_empty(tmp_path: Path) -> None:
    empty = dict.fromkeys(("email", "office", "place", "phone", "address", "notice", "rsync", "url"), "")
    output = kinds.made(tmp_path, **empty).output

    assert [path for path in output.rglob("*.html") if "None" in re.sub(r"'none'", "", html(path))] == []


def test_what_a_document_does_not_say_is_not_shown(site: Path) -> None:
    text = html(site / kinds.SCAN)

    for absent in ("Người ký", "Kính gửi", "Độ khẩn", "Mục lục", "None"):
        assert absent not in text.replace("'none'", "")
    assert "chưa có nội dung chữ đọc được" in text


def test_ocr_and_missing_text_are_said(site: Path) -> None:
    text = html(site / kinds.READ)

    assert "máy nhận dạng từ bản quét" in text
    assert "87% số chữ" in text
    assert "chưa đầy đủ" in text


def test_an_anchor_of_an_earlier_version_leads_to_the_versions(site: Path) -> None:
    page = html(site / kinds.DOCUMENT)

    assert '<span id="dieu-9"></span>Các phiên bản đã nhận' in page


def test_effect_is_shown_with_its_evidence(site: Path) -> None:
    text = html(site / kinds.DOCUMENT)

    assert "Có hiệu lực từ 20/12/2024 (khoản 3 Điều 2)" in text
    assert kinds.STARTS in text


def test_an_organ_without_documents_has_none_and_says_so(site: Path) -> None:
    text = html(site / "tinh/lam-giang/index.html")

    assert '<li><span>Thường trực Hội đồng nhân dân</span> <span class="count">0</span></li>' in text


def test_tombstone_says_who_when_and_why(site: Path) -> None:
    text = html(site / kinds.GONE)

    assert "Ngày 20/03/2024, HĐND tỉnh Lam Giang thông báo thu hồi văn bản này, lý do:" in text
    assert "ban hành nhầm thẩm quyền" in text
    assert "12-2024-nq-hdnd/index.html" in text
    assert "originals/" not in text


def test_a_number_in_a_title_is_not_broken_behind_its_hyphen(site: Path) -> None:
    whole = html(site / "tinh/lam-giang/2024/58-nq-hdnd/index.html").partition("<h1>")[2].partition("</h1>")[0]

    assert 'Nghị quyết số <span class="whole">16/2021/NQ-HĐND,</span> và giá 20.000 đồng/người' in whole


def test_a_number_wider_than_a_telephone_may_be_broken() -> None:
    loader = jinja2.FileSystemLoader(THEME / "templates")
    figures: Any = jinja2.Environment(loader=loader, autoescape=True).get_template("components/figures.html").module

    assert figures.unbroken("1234/NQLT-HĐND-UBND") == '<span class="whole">1234/NQLT-HĐND-UBND</span>'
    assert figures.unbroken("123/2024/NQLT-HĐND-UBMTTQVN-ĐTNCSHCM") == "123/2024/NQLT-HĐND-UBMTTQVN-ĐTNCSHCM"


def test_a_list_of_what_came_last_can_be_followed(html_files: list[Path]) -> None:
    newest = [html(path) for path in html_files if re.search("<h2>(?:Văn bản m|M)ới nhận</h2>", html(path))]
    fed = [text for text in newest if 'type="application/atom+xml"' in text]

    assert len(fed) >= 4
    assert [text for text in fed if "Theo dõi văn bản mới bằng Atom" not in text.partition("<main")[2]] == []


def test_a_list_of_what_came_last_says_in_which_order_it_stands(html_files: list[Path]) -> None:
    newest = [html(path) for path in html_files if re.search("<h2>(?:Văn bản m|M)ới nhận</h2>", html(path))]

    assert len(newest) >= 4
    assert all(("Theo thứ tự tiếp nhận" in text) == ("Chưa có văn bản" not in text) for text in newest)


def test_document_page_stays_within_its_budget(site: Path) -> None:
    whole = html(site / kinds.READ)
    sheets = (html(THEME / f"static/css/{name}.css") for name in STYLES)
    style = sum(len(gzip.compress(assets.lean_style(sheet).encode())) for sheet in sheets)

    assert len(whole.encode()) - read(whole).text_length <= 8 * 1024
    assert style <= 6 * 1024
    assert len(gzip.compress(whole.encode())) <= 4 * 1024


def test_fonts_stay_small_and_have_their_licences() -> None:
    fonts = THEME / "static/fonts"
    named = set(re.findall(r"url\(\.\./fonts/([^)]+)\)", html(THEME / "static/css/base.css")))

    assert {path.name for path in fonts.glob("*.woff2")} == named
    assert sum(path.stat().st_size for path in fonts.glob("*.woff2")) <= 80 * 1024
    assert all("SIL OPEN FONT LICENSE" in html(path) for path in fonts.glob("OFL-*.txt"))


def test_no_word_of_a_list_s_template_stays_vietnamese(site: Path) -> None:
    """The sample archive has no day due: the course of an oversight was half English for readers of one that has."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (THEME / "templates").rglob("*.html"))
    written = {" ".join(text.split()) for text in re.findall(r"(?<=[>}])[^<>{}]+(?=[<{])", sources)}
    shown = [
        text for path in (site / "en").rglob("*.html") for text in re.findall(r'lang="vi"[^>]*>([^<]+)<', html(path))
    ]

    assert shown
    assert {text for text in map(" ".join, map(str.split, shown)) if text in written and not text.isascii()} == set()
