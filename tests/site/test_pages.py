"""What every page promises in its HTML, before any browser looks at it."""

import gzip
import itertools
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from plugins import assets
from tests.site import contexts, rendering
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


def test_every_kind_of_page_is_rendered() -> None:
    templates = {path.name for path in (rendering.THEME / "templates").glob("*.html")} - {"base.html"}

    assert {page.template for page in rendering.pages()} == templates


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
    outward = ("mailto:", contexts.SITE["url"])
    for path in html_files:
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
        printed = [host for host in hosts if host not in canonical and not host.startswith(contexts.SITE["url"])]
        assert not printed, (path, printed)


def test_nothing_in_a_page_depends_on_when_it_was_built() -> None:
    made = rendering.environment()
    page = next(contexts.documents())

    assert rendering.render(page, made) == rendering.render(page, rendering.environment())


@pytest.mark.parametrize("empty", ["email", "office", "place", "phone", "address", "notice"])
def test_settings_may_be_empty(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(contexts.SITE, empty, "")
    made = rendering.environment()

    for page in rendering.pages():
        text = rendering.render(page, made)
        assert "None" not in re.sub(r"'none'", "", text), page.path


def test_received_text_is_never_markup() -> None:
    hostile = "<img src=x onerror=alert(1)>\"'&"
    doc = contexts.RICH | {"title": hostile, "organ_name": hostile, "place": hostile, "addressee": hostile}

    text = rendering.render(contexts.document(doc, contexts.BODY, contexts.TOC), rendering.environment())

    assert "<img" not in text
    assert not [e for e in read(text).elements if "onerror" in e.attributes]


def test_what_a_document_does_not_say_is_not_shown() -> None:
    text = rendering.render(contexts.document(contexts.POOR), rendering.environment())

    for absent in ("Người ký", "Kính gửi", "Độ khẩn", "Ngày thông qua", "Mục lục", "None"):
        assert absent not in text.replace("'none'", "")
    assert "<dt>Hiệu lực</dt>" not in text
    assert "chưa có nội dung chữ đọc được" in text


def test_ocr_and_missing_text_are_said() -> None:
    text = rendering.render(contexts.document(contexts.READ, "<p>x</p>"), rendering.environment())

    assert "máy nhận dạng từ bản quét" in text
    assert "87% số chữ" in text
    assert "chưa đầy đủ" in text


def test_an_anchor_of_an_earlier_version_leads_to_the_versions(site: Path) -> None:
    page = html(site / contexts.RICH["path"])

    assert '<span id="dieu-9"></span>Các phiên bản đã nhận' in page


def test_effect_is_shown_with_its_evidence() -> None:
    text = rendering.render(contexts.document(contexts.RICH), rendering.environment())

    assert "Có hiệu lực từ 20/12/2024 (Điều 2)" in text
    assert contexts.STARTS in text


def test_an_unknown_effect_is_said_as_unknown() -> None:
    unknown = {**contexts.NOTHING_KNOWN, "unknown": True}
    text = rendering.render(
        contexts.document(contexts.details(contexts.BUDGET, effect=unknown)), rendering.environment()
    )

    assert "Chưa rõ" in text


def test_an_organ_without_documents_has_none_and_says_so(site: Path) -> None:
    text = html(site / contexts.PROVINCE["path"])

    assert '<li><span>Ban Dân tộc</span> <span class="count">0</span></li>' in text


def test_tombstone_says_who_when_and_why(site: Path) -> None:
    text = html(site / contexts.GONE["path"])

    assert "Ngày 20/3/2024, HĐND tỉnh Lam Giang thông báo thu hồi văn bản này, lý do:" in text
    assert "ban hành nhầm thẩm quyền" in text
    assert contexts.RICH["path"].removeprefix("tinh/lam-giang/") in text
    assert "originals/" not in text


@pytest.mark.parametrize("number", ["16/2021/NQ-HĐND", "1234/NQLT-HĐND-UBND"])
def test_a_number_in_a_title_is_not_broken_behind_its_hyphen(number: str) -> None:
    title = f"Sửa đổi <b> Nghị quyết số {number}, và giá 20.000 đồng/người"
    page = contexts.document(contexts.details(contexts.CHARGES, title=title))
    text = rendering.render(page, rendering.environment())

    whole = text.partition("<h1>")[2].partition("</h1>")[0]
    assert f'Sửa đổi &lt;b&gt; Nghị quyết số <span class="whole">{number},</span> và giá 20.000 đồng/người' in whole


def test_a_number_wider_than_a_telephone_may_be_broken() -> None:
    unbroken = rendering.environment().get_template("components/figures.html").module.unbroken  # type: ignore[attr-defined]

    assert unbroken("123/2024/NQLT-HĐND-UBMTTQVN-ĐTNCSHCM") == "123/2024/NQLT-HĐND-UBMTTQVN-ĐTNCSHCM"


def test_a_list_of_what_came_last_can_be_followed(html_files: list[Path]) -> None:
    newest = [html(path) for path in html_files if re.search("<h2>(?:Văn bản m|M)ới nhận</h2>", html(path))]
    fed = [text for text in newest if 'type="application/atom+xml"' in text]

    assert len(fed) >= 4
    assert [text for text in fed if "Theo dõi văn bản mới bằng Atom" not in text.partition("<main")[2]] == []


def test_a_list_of_what_came_last_says_in_which_order_it_stands(html_files: list[Path]) -> None:
    newest = [html(path) for path in html_files if re.search("<h2>(?:Văn bản m|M)ới nhận</h2>", html(path))]

    assert len(newest) >= 4
    assert all(("Theo thứ tự tiếp nhận" in text) == ("Chưa có văn bản" not in text) for text in newest)


def test_document_page_stays_within_its_budget() -> None:
    whole = rendering.render(contexts.document(contexts.details(contexts.CHARGES)), rendering.environment())
    sheets = (html(rendering.THEME / f"static/css/{name}.css") for name in STYLES)
    style = sum(len(gzip.compress(assets.lean_style(sheet).encode())) for sheet in sheets)

    assert len(whole.encode()) - read(whole).text_length <= 8 * 1024
    assert style <= 6 * 1024
    assert len(gzip.compress(whole.encode())) <= 4 * 1024


def test_fonts_stay_small_and_have_their_licences() -> None:
    fonts = rendering.THEME / "static/fonts"
    named = set(re.findall(r"url\(\.\./fonts/([^)]+)\)", html(rendering.THEME / "static/css/base.css")))

    assert {path.name for path in fonts.glob("*.woff2")} == named
    assert sum(path.stat().st_size for path in fonts.glob("*.woff2")) <= 80 * 1024
    assert all("SIL OPEN FONT LICENSE" in html(path) for path in fonts.glob("OFL-*.txt"))
