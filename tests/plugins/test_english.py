"""The English interface says what the Vietnamese says, of everything but documents and names."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import vocabulary
from pipeline.text import unfit
from plugins import archive_pages, archive_search
from plugins.archive_pages import english, labels
from plugins.archive_pages.english import English
from tests.node import NODE

ROOT = Path(__file__).parents[2]
INTERFACE = English(ROOT / "theme")
PLACES = re.compile(r"\{(?:n|x|name|\d)\}")
SCRIPTS = sorted((ROOT / "theme/static/js/search").glob("*.js"))


ROOT_OF_SITE = "../../"


def page(body: str, path: str = "en/xa/index.html") -> str:
    with_signs = body.replace(ROOT_OF_SITE, english.ROOT)
    return INTERFACE.page(path, f'<html lang="vi"><head></head><body>{with_signs}</body></html>')


def body(text: str) -> str:
    return page(text).partition("<body>")[2].removesuffix("</body></html>")


def test_no_text_stands_twice_in_the_table() -> None:
    lines = (ROOT / "theme/english.yaml").read_text(encoding="utf-8")
    keys = [key.value for key, _ in yaml.compose(lines).value]  # type: ignore[union-attr] # a mapping

    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("key", sorted(INTERFACE.table))
def test_both_sides_have_the_same_places_in_the_same_order(key: str) -> None:
    assert PLACES.findall(key) == PLACES.findall(INTERFACE.table[key])


def test_everything_that_readers_choose_from_has_an_english_name() -> None:
    words = vocabulary.load(ROOT / "content/vocabulary")
    shown = {*labels.LEVELS.values(), *labels.LEVEL_NOTES.values(), *labels.EFFECTS.values(), *labels.STATES.values()}
    shown |= {one.name for one in words.types.values()} | {one.name for one in words.fields.listed}
    shown |= {one.name for one in words.forms.values()}

    assert {text for text in shown if text and INTERFACE.said(text) == text} == set()


def test_whatever_the_search_page_says_has_an_english_text() -> None:
    said = {
        text for path in SCRIPTS for text in re.findall(r'hdnd\.put\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert said
    assert {text for text in said if text not in INTERFACE.table} == set()


def test_what_searches_are_narrowed_by_has_an_english_name() -> None:
    values: Any = (*[set()] * 5,)
    facets: Any = archive_search.labels(values, vocabulary.load(ROOT / "content/vocabulary"))["facets"]

    assert {one["label"] for one in facets if one["label"] not in INTERFACE.table} == set()


def test_search_names_councils_and_organs_as_lists_do() -> None:
    councils = vocabulary.load(ROOT / "content/vocabulary").councils
    names = [f"{organ}{council.label}" for council in councils.values() for organ in ("", "Ban Pháp chế ")]
    names += ["Thường trực HĐND xã Lam Hạ, HĐND xã Lam Hạ", "HĐND khu Lam Hạ", "Quy chế phường và xã", "Lam Hạ"]
    words = re.findall(r'id="words">(.+?)</script>', INTERFACE.page(english.SEARCH, "<head></head>"))[0]
    script = (ROOT / "theme/static/js/search/language.js").read_text(encoding="utf-8")
    asked = f"globalThis.document = {{ getElementById: () => ({{ textContent: {json.dumps(words)} }}) }};\n{script}\n"
    asked += f"console.log(JSON.stringify({json.dumps(names)}.map(hdnd.named)));"
    said = json.loads(subprocess.run([NODE, "-"], input=asked, capture_output=True, text=True, check=True).stdout)

    assert said[:-4] == [INTERFACE.said(name) for name in names[:-4]]
    assert said[-4:] == [
        "Standing Committee of the People's Council of Lam Hạ Commune, People's Council of Lam Hạ Commune",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("vietnamese", "said"),
    [
        ("<b>Cấp xã</b>", "<b>Commune</b>"),
        ("<h1>HĐND phường Bến Lam (đến 2025)</h1>", "<h1>People's Council of Bến Lam Ward (until 2025)</h1>"),
        ("<p>Văn bản ban hành năm 2024 của Hội đồng nhân dân xã Lam Hạ.</p>",
         "<p>Documents issued in 2024 by People's Council of Lam Hạ Commune.</p>"),
        ("<h1>HĐND phường Bến Lam (từ 2025): Kỳ họp thứ mười lăm, khóa I</h1>",
         "<h1>People's Council of Bến Lam Ward (from 2025): Fifteenth session, term I</h1>"),
        ("<a>Kỳ họp thứ tư, năm 2024</a>", "<a>Fourth session, 2024</a>"),
        ("<a>Kỳ họp thứ 21, khóa X</a>", "<a>Session 21, term X</a>"),
        ("<a>Kỳ họp bất thường ngày 12/07/2024</a>", "<a>Extraordinary session of 12 Jul 2024</a>"),
        ("<text>Hạn: 03/KL-TTHĐND</text>", "<text>Deadline: 03/KL-TTHĐND</text>"),
        ("<a>Kết luận số <span>3/KL</span></a>", '<a>Conclusion No. <span lang="vi">3/KL</span></a>'),
        ("<p>Đến 30/06/2025 · kế thừa:</p>", "<p>Until 30 Jun 2025 · succeeded by:</p>"),
        ("<dd>Thị xã Lam Hạ</dd>", "<dd>Lam Hạ Town</dd>"),
        ("<dd>Tỉnh Lam Giang - Đá Bạc</dd>", "<dd>Lam Giang - Đá Bạc Province</dd>"),
        ("<dd>Xã Ea H’Lam</dd>", "<dd>Ea H’Lam Commune</dd>"),
        ("<h1>Nghị quyết năm 2024</h1>", "<h1>Resolution of 2024</h1>"),
        ("<p> 1.204 văn bản, theo ngày ban hành. </p>", "<p> 1,204 documents, by date of issue. </p>"),
        ("<p>1 văn bản, theo ngày ban hành.</p>", "<p>1 document, by date of issue.</p>"),
        ("<p>1 Hội đồng nhân dân · 21 văn bản</p>", "<p>1 People's Council · 21 documents</p>"),
        ('<nav aria-label="Theo năm"></nav>', '<nav aria-label="By year"></nav>'),
        ("<title>Cấp xã – Cơ sở dữ liệu Hội đồng nhân dân các cấp, Tỉnh Lam Giang</title>",
         "<title>Commune – Database of People's Councils at all levels, Lam Giang Province</title>"),
    ],
)  # fmt: skip
def test_the_interface_is_put_into_english(vietnamese: str, said: str) -> None:
    assert body(vietnamese) == said


@pytest.mark.parametrize(
    ("vietnamese", "said"),
    [
        ("<h2>Về dự toán ngân sách năm 2025</h2>", '<h2 lang="vi">Về dự toán ngân sách năm 2025</h2>'),
        ('<span class="docs__title">Báo cáo</span>', '<span lang="vi" class="docs__title">Báo cáo</span>'),
        ("<p>Tên <b>Lam</b></p>", '<p><span lang="vi">Tên </span><b lang="vi">Lam</b></p>'),
        ("<p>Tỉnh có nhiều xã</p>", '<p lang="vi">Tỉnh có nhiều xã</p>'),
        ("<p>Phường và xã khác</p>", '<p lang="vi">Phường và xã khác</p>'),
        ("<p>08/07/2024</p>", "<p>8 Jul 2024</p>"),
        ("<text>16/07/2024 +1</text>", "<text>16 Jul 2024 +1</text>"),
        ("<td><b>07/BC</b>, 30/06/2025</td>", '<td><b lang="vi">07/BC</b>, 30 Jun 2025</td>'),
        ("<p>31/13/2024</p>", "<p>31/13/2024</p>"),
        ("<p>Về việc ngày 08/07/2024</p>", '<p lang="vi">Về việc ngày 08/07/2024</p>'),
        ("<p>1.204</p>", "<p>1,204</p>"),
        ("<p>a &lt;b&gt; chữ</p>", '<p lang="vi">a &lt;b&gt; chữ</p>'),
        ("<script>Cấp xã</script>", "<script>Cấp xã</script>"),
    ],
)
def test_documents_and_names_stay_vietnamese_and_are_marked_so(vietnamese: str, said: str) -> None:
    assert body(vietnamese) == said


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("../../tinh/index.html", "../../en/tinh/index.html"),
        ("../../xa/lam-ha/2024/index.html", "../../en/xa/lam-ha/2024/index.html"),
        ("../../tim-kiem/index.html?q=a", "../../en/tim-kiem/index.html?q=a"),
        ("../../xa/lam-ha/2024/12-nq-hdnd/index.html", "../../xa/lam-ha/2024/12-nq-hdnd/index.html"),
        ("../../gioi-thieu/index.html", "../../gioi-thieu/index.html"),
        ("https://lam-giang.example/xa/index.html", "https://lam-giang.example/xa/index.html"),
        ("#noi-dung", "#noi-dung"),
    ],
)
def test_links_lead_to_english_pages_where_there_are_any(link: str, leads: str) -> None:
    assert body(f'<a href="{link}">12</a>') == f'<a href="{leads}">12</a>'


def test_the_link_to_the_other_language_stays_one() -> None:
    assert 'href="../../xa/index.html"' in page('<a lang="vi" hreflang="vi" href="../../xa/index.html">Tiếng Việt</a>')


@pytest.mark.parametrize(
    "path", ["index.html", "xa/index.html", "xa/lam-ha/2024/05/index.html", "xa/a/ky-hop/b/index.html"]
)
def test_a_page_and_its_other_name_each_other_and_themselves(path: str) -> None:
    there, root = english.other(path), english.place(path)
    assert there
    rendered = f'<a hreflang="{there.tongue}" href="{root[0]}{there.path}">{there.name}</a><i>{root[1]}</i>'

    steps = "../" * path.count("/")
    assert dict(INTERFACE.pages(path, rendered)) == {
        path: f'<a hreflang="en" href="{steps}en/{path}">English</a><i>{path}</i>',
        f"en/{path}": f'<a hreflang="vi" href="../{steps}{path}">Tiếng Việt</a><i lang="vi">en/{path}</i>',
    }


def test_what_a_council_does_stands_apart_from_its_name() -> None:
    source = (ROOT / "theme/templates/before.html").read_text(encoding="utf-8")
    lead = re.search(r'<p class="lead">(.+?) \{% for', source)

    assert lead
    said = body(lead[1].replace("{{ council.title }}", "Hội đồng nhân dân phường An Hạ"))
    assert re.sub("<[^>]*>", "", said) == "People's Council of An Hạ Ward takes over from"


def test_a_document_has_one_page() -> None:
    assert english.other("xa/lam-ha/2024/12-nq-hdnd/index.html") is None
    assert english.place("xa/lam-ha/2024/12-nq-hdnd/index.html")[0] == "../../../../"


def test_no_text_may_hold_the_signs_of_a_page_in_two_languages() -> None:
    there = english.other("index.html")
    assert there

    signs = {*"".join(english.place("index.html")), *"".join(there)} - set("index.html")
    assert len(signs) == 5
    assert all(unfit(sign) for sign in signs)


@given(st.text(alphabet="<>&\"'abĐ ễ=/-!", max_size=60))
def test_whatever_a_text_holds_it_stays_the_same_text(text: str) -> None:
    from html import escape, unescape

    made = body(f"<p>{escape(text)}</p>")

    assert unescape(re.sub(r"<[^>]*>", "", made)) == text


def test_another_line_of_the_table_is_asked_for_behind_a_note_of_the_old_one(tmp_path: Path) -> None:
    own = tmp_path / "theme/english.yaml"
    own.parent.mkdir()
    settings = {"PATH": str(tmp_path / "content"), "THEME": str(ROOT / "theme"), "INCREMENTAL_STATE": str(tmp_path)}
    said = []
    for words in ("Contents", "What is in it", "Contents"):
        own.write_text(yaml.safe_dump({"Nội dung": words}), encoding="utf-8")
        said.append([archive_pages.site(settings)._english.said("Nội dung") for _ in range(2)])

    assert said == [[words, words] for words in ("Contents", "What is in it", "Contents")]
    assert (tmp_path / "english.noted").is_file()


@pytest.mark.parametrize("office", ["Văn phòng", "Văn phòng Đoàn ĐBQH và HĐND tỉnh Lam Giang", "Sở Nội vụ"])
def test_what_the_office_does_is_said_in_english_whatever_it_is_called(office: str) -> None:
    said = body(f"<p><span>{office}</span> tiếp nhận, xử lý và quản lý dữ liệu.</p>")

    assert said == f'<p><span lang="vi">{office}</span> receives, processes and manages the data.</p>'
