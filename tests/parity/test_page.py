"""The search page in Chromium: opened by double-click and served, it gives the same answers."""

import json
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.loopback import serving
from tests.parity import search_site
from tests.shared import shared_files

Open = Callable[[str], Page]
SHARD = re.compile(r"/search/[0-9a-f]{12}/\d+\.js$")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("usb") / "kho văn bản"
    search_site.write(root)
    return root


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    with serving(folder.parent) as address:
        yield f"{address}{quote(folder.name)}/tim-kiem/index.html"


# From a folder a page is less free than from a server, where `make test-long` asks the same once more; each day the
# server answers in the tests of `served`.
@pytest.fixture(scope="module", params=["file", pytest.param("http", marks=pytest.mark.long)])
def visit(request: pytest.FixtureRequest, chromium: Browser, folder: Path) -> Iterator[tuple[Page, str]]:
    address = (
        request.getfixturevalue("served") if request.param == "http" else (folder / "tim-kiem/index.html").as_uri()
    )
    context = chromium.new_context()
    context.set_default_timeout(15_000)
    yield context.new_page(), address
    context.close()


@pytest.fixture
def open_page(visit: tuple[Page, str]) -> Iterator[Open]:
    page, address = visit
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)

    def open_(query: str) -> Page:
        page.goto(address + query)
        return page

    yield open_
    assert problems == []


def asked(open_page: Open, question: str) -> Page:
    return answered(open_page("?q=" + quote(question)))


def answered(page: Page) -> Page:
    """The page once the whole answer stands: its first row comes before the others, over the answer before."""
    expect(page.locator("#ket-qua")).to_have_attribute("aria-busy", "false")
    return page


def days(page: Page) -> list[str]:
    """The dates of all rows, read at one moment."""
    found: list[str] = answered(page).locator("#ket-qua time").evaluate_all("all => all.map(one => one.dateTime)")
    return found


def numbers(page: Page) -> list[str]:
    return page.locator("#ket-qua .docs__no").all_inner_texts()


def test_words_with_their_marks_find_documents_and_show_where(open_page: Open) -> None:
    page = asked(open_page, "ngân sách")

    assert set(numbers(page)[:2]) == {"12/2024/NQ-HĐND", "12/NQ-HĐND"}
    row = page.locator("#ket-qua > li", has_text="12/2024/NQ-HĐND").first
    assert row.locator(".docs__excerpt mark").all_inner_texts() == ["ngân sách"]
    assert row.locator("a").get_attribute("href") == (
        "../tinh/lam-giang/2024/12-2024-nq-hdnd/index.html?tim=ng%C3%A2n+s%C3%A1ch#dieu-1-khoan-1"
    )
    assert "HĐND tỉnh Lam Giang" in row.inner_text()
    assert row.locator("time").inner_text() == "09/12/2024"


def test_an_answer_about_a_phrase_quotes_it_once_and_marks_nothing_but_it(open_page: Open) -> None:
    page = asked(open_page, "„ngân sách”")

    said = page.locator("#trang-thai").inner_text()
    assert "“ngân sách”" in said and "““" not in said and '"' not in said
    assert {one.lower() for one in page.locator("#ket-qua mark").all_inner_texts()} == {"ngân sách", "ngân sạch"}
    page = asked(open_page, '"ngân sách" tỉnh')
    assert "“‘ngân sách’ tỉnh”" in page.locator("#trang-thai").inner_text()


def test_a_day_of_issue_finds_what_was_issued_on_it(open_page: Open) -> None:
    page = asked(open_page, "nghị quyết ngày 9 tháng 12 năm 2024")

    assert page.locator(".docs__tier").all_inner_texts() == ["Ban hành ngày này"]
    assert "12/2024/NQ-HĐND" in numbers(page) and set(days(page)) == {"2024-12-09"}
    page = asked(open_page, "nghị quyết ngày 1/1/1999")
    assert "Không có văn bản nào ban hành ngày này." in page.locator("#trang-thai").inner_text()


def test_what_matches_without_marks_only_stands_below(open_page: Open) -> None:
    page = asked(open_page, "ngân sách")

    assert numbers(page)[-1] == "58/BC-HĐND"
    noted = page.locator("#ket-qua > li", has_text="Chỉ khớp khi bỏ dấu")
    assert noted.locator(".docs__no").all_inner_texts() == ["58/BC-HĐND"]
    assert "2 văn bản có đủ các từ" in page.locator("#trang-thai").inner_text()
    assert "1 văn bản gần với" in page.locator("#trang-thai").inner_text()


def test_words_without_marks_find_the_same(open_page: Open) -> None:
    page = asked(open_page, "ngan sach")

    assert set(numbers(page)) == {"12/2024/NQ-HĐND", "12/NQ-HĐND", "58/BC-HĐND"}
    assert page.locator(".docs__tier").count() == 0


@pytest.mark.parametrize("typed", ["12/2024/NQ-HĐND", "12-2024-nq-hdnd", "số 12 2024 nq hđnd"])
def test_a_number_however_typed_comes_first(open_page: Open, typed: str) -> None:
    page = asked(open_page, typed)

    assert numbers(page) == ["12/2024/NQ-HĐND", "58/BC-HĐND"]
    assert page.locator(".docs__tier").all_inner_texts() == ["Đúng số, ký hiệu", "Có nhắc đến số, ký hiệu này"]


def test_a_number_of_many_years_finds_all(open_page: Open) -> None:
    assert set(numbers(asked(open_page, "12/NQ"))) == {"12/2024/NQ-HĐND", "12/NQ-HĐND"}


def test_a_number_with_a_year_too_many_finds_the_one_without(open_page: Open) -> None:
    page = asked(open_page, "07/2024/NQ-HĐND")

    assert numbers(page) == ["07/NQ-HĐND"]
    assert page.locator(".docs__tier").all_inner_texts() == ["Cùng số, ký hiệu nhưng văn bản không ghi năm trong số"]
    assert numbers(asked(open_page, "07/2023/NQ-HĐND")) == []


def test_old_and_new_tone_placement_are_one(open_page: Open) -> None:
    assert numbers(asked(open_page, "hòa giải")) == numbers(asked(open_page, "hoà giải")) != []


def test_a_withdrawn_document_is_not_found(open_page: Open) -> None:
    page = asked(open_page, "bến đò")

    assert "60/BC-HĐND" not in numbers(page)
    assert numbers(page) != []


@pytest.mark.parametrize("typed", ["60/BC-HĐND", "báo cáo số 60 năm 2025", "bc60"])
def test_the_number_of_a_withdrawn_document_leads_to_its_tombstone(open_page: Open, typed: str) -> None:
    page = asked(open_page, typed)

    assert numbers(page) == ["60/BC-HĐND"]
    row = page.locator("#ket-qua > li", has_text="60/BC-HĐND")
    assert "Đã thu hồi" in row.inner_text()
    assert "bến đò" not in row.inner_text()
    assert (row.locator("a").get_attribute("href") or "").startswith("../tinh/lam-giang/2025/60-bc-hdnd/index.html")


@pytest.mark.parametrize(
    "typed",
    [
        "60/BC-HĐND lam giang",
        "báo cáo số 60 lam giang",
        "bc60 tỉnh Lam Giang",
        "60/bc-hdnd tinh lam giang 2025",
        "báo cáo số 60/BC-HĐND của HĐND tỉnh Lam Giang",
        "báo cáo số 60 năm 2025 lam giang",
        "báo cáo ngày 1/8/2025 lam giang",
        "01.08.2025",
    ],
)
def test_words_beside_the_number_or_day_of_a_withdrawn_document_lead_to_its_tombstone(
    open_page: Open, typed: str
) -> None:
    page = asked(open_page, typed)

    assert numbers(page)[:1] == ["60/BC-HĐND"]
    assert "Đã thu hồi" in page.locator("#ket-qua > li", has_text="60/BC-HĐND").first.inner_text()


@pytest.mark.parametrize(
    "typed", ["60/BC-HĐND phú vinh", "60/BC-HĐND 2024", "nghị quyết 60/BC-HĐND lam giang", "bc lam giang 2025"]
)
def test_a_tombstone_of_another_council_kind_or_year_is_not_offered(open_page: Open, typed: str) -> None:
    page = asked(open_page, typed)

    assert "Đúng số, ký hiệu" not in page.locator(".docs__tier").all_inner_texts()


def test_a_receipt_number_finds_its_document(open_page: Open) -> None:
    assert numbers(asked(open_page, "TN-2024-000002")) == ["12/NQ-HĐND"]


def test_a_phrase_must_stand_side_by_side(open_page: Open) -> None:
    assert numbers(asked(open_page, '"phí bến đò ngang"')) == ["12/2024/NQ-HĐND", "12/NQ-HĐND"]
    assert numbers(asked(open_page, '"ngang đò bến"')) == []


def test_markup_in_a_title_stays_words(open_page: Open) -> None:
    page = asked(open_page, "kế hoạch đầu tư công")

    assert "Về kế hoạch đầu tư công <b>năm</b> 2025" in page.locator(".docs__title").first.inner_text()
    assert page.locator("#ket-qua b").count() == 0


def test_boxes_narrow_the_answer_and_stand_in_the_address(open_page: Open) -> None:
    page = asked(open_page, "ngân sách")
    page.get_by_label("HĐND huyện An Khê Hạ").check()

    expect(page.locator("#ket-qua .docs__no")).to_have_text(["12/NQ-HĐND"])
    assert "hd=an-khe-ha" in page.url
    page.go_back()
    expect(page.locator("#ket-qua .docs__no")).to_have_count(3)
    assert page.get_by_label("HĐND huyện An Khê Hạ").is_checked() is False


def test_boxes_say_how_many(open_page: Open) -> None:
    page = asked(open_page, "ngân sách")

    labels = page.locator("#bo-loc fieldset").first.locator("label").all_inner_texts()
    assert [label.split("\n") for label in labels] == [["Cấp tỉnh", "2"], ["Cấp huyện", "1"]]
    assert page.locator("#bo-loc legend").all_inner_texts() == [
        "Cấp",
        "Hội đồng nhân dân",
        "Loại văn bản",
        "Năm ban hành",
    ]


def test_an_address_is_an_answer(open_page: Open) -> None:
    page = open_page("?q=ngan+sach&cap=tinh&loai=bao-cao")

    expect(page.locator("#ket-qua .docs__no")).to_have_text(["58/BC-HĐND"])
    assert page.locator("#q").input_value() == "ngan sach"


def test_pages_turn_and_turn_back(open_page: Open) -> None:
    page = asked(open_page, "cầu treo")
    first = numbers(page)
    page.get_by_role("link", name="Trang sau").click()

    expect(answered(page).locator("#trang")).to_contain_text("Trang 2 / 3")
    assert len(first) == len(numbers(page)) == 10
    assert not set(first) & set(numbers(page))
    page.get_by_role("link", name="Trang trước").click()
    expect(page.locator("#ket-qua .docs__no").first).to_have_text(first[0])


def test_nothing_found_says_what_was_searched_and_how_to_go_on(open_page: Open) -> None:
    page = asked(open_page, "khôngcótừnày")

    assert "Không tìm thấy" in page.locator("#trang-thai").inner_text()
    expect(page.locator("#khong-thay")).to_contain_text("Cơ sở dữ liệu có 30 văn bản, từ năm 2015 đến năm 2025.")
    assert "Bớt từ" in page.locator("#khong-thay").inner_text()


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("khôngcótừnày An Khê Hạ", "Cơ sở dữ liệu có 27 văn bản của HĐND huyện An Khê Hạ."),
        ("99/2024/NQ-ZZZ", "Cơ sở dữ liệu có 3 văn bản năm 2024."),
        ("99/1999/NQ-ZZZ", "Cơ sở dữ liệu có 0 văn bản năm 1999."),
    ],
)
def test_nothing_found_says_what_is_held_of_the_council_and_the_year(open_page: Open, question: str, held: str) -> None:
    page = asked(open_page, '"' + question + '"' if " " in question else question)

    expect(page.locator("#khong-thay")).to_contain_text(held)


def test_nothing_found_offers_the_nearest_spelling(open_page: Open) -> None:
    page = asked(open_page, "hgamn")

    expect(page.locator("#khong-thay")).to_contain_text("Có phải ý bạn là")
    page.locator("#khong-thay p").first.get_by_role("link").first.click()
    expect(page.locator("#ket-qua .docs__no").first).to_be_visible()


def test_no_spelling_is_offered_that_says_nothing(open_page: Open) -> None:
    """Four unknown words, each made another one, are no question any more."""
    page = asked(open_page, '"hgamn zzi khoawng srn"')

    expect(page.locator("#khong-thay")).to_contain_text("Cơ sở dữ liệu có")
    assert "Có phải ý bạn là" not in page.locator("#khong-thay").inner_text()


@pytest.mark.parametrize("absent", ["GPMB", "kryptonit", "2087", "xyzzy"])
def test_documents_are_not_said_to_have_a_word_that_none_has(open_page: Open, absent: str) -> None:
    page = asked(open_page, f"bến đò {absent}")

    said = page.locator("#trang-thai").inner_text()
    assert numbers(page)[0] == "12/2024/NQ-HĐND" and "có đủ" not in said
    assert absent.lower() in said.lower() and "gần với" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "thủy sản phú vinh 2024",
            "Cơ sở dữ liệu có 3 văn bản của HĐND huyện Phú Vinh, HĐND xã Phú Vinh (từ 2025), trong đó",
        ),
        ("thủy sản xã phú vinh", "Cơ sở dữ liệu có 1 văn bản của HĐND xã Phú Vinh (từ 2025)."),
        ("thủy sản bình an", "Cơ sở dữ liệu có 5 văn bản, từ năm 2024 đến năm 2025."),
    ],
)
def test_councils_of_one_name_are_told_together(open_page: Open, typed: str, said: str) -> None:
    """A district and the commune in its place; a name that four bear says of none what was meant."""
    labels = {"huyen": "HĐND huyện Phú Vinh", "xa": "HĐND xã Phú Vinh (từ 2025)"}
    labels |= {f"an{n}": f"HĐND {kind} Bình An" for n, kind in enumerate(("xã", "phường", "thị trấn", "huyện"))}
    facets = [{"values": labels}, {}, {}]
    columns = [["huyen", "huyen", "xa", "an0", "an1"], ["huyen", "huyen", "xa", "xa", "xa"]]
    columns.append(["2024", "2025", "2025", "2025", "2025"])
    index = {"facets": ["council", "level", "year"], "labels": {"facets": facets}}

    found = asked(open_page, "bến đò").evaluate(
        "([index, columns, text]) => "
        "hdnd.readNothing().then(() => hdnd.heldSentence(hdnd.holdings(index, columns, text)))",
        [index, columns, typed],
    )

    assert found.startswith(said)


def test_a_word_that_was_read_otherwise_is_said(open_page: Open) -> None:
    page = asked(open_page, "ngaan sachs huyện")

    assert numbers(page)[0] == "12/NQ-HĐND"
    assert "Không văn bản nào có “ngaan”, đã tìm “ngân”" in page.locator("#trang-thai").inner_text()


@pytest.mark.parametrize("typed", ["bến phà", "ben pha", "cầu trẻ", "mức thu tối", "phí BĐN", "cầu nhựa", "thu phà"])
def test_a_word_spelled_right_that_no_document_has_is_said_to_be_absent(open_page: Open, typed: str) -> None:
    """In a small archive it was read as a near one: a ferry ("phà") as a fee ("phí")."""
    page = asked(open_page, typed)

    said = page.locator("#trang-thai").inner_text()
    assert said.startswith(f"Không văn bản nào có “{typed.split()[-1].lower()}”. ") and "đã tìm" not in said
    assert "gần với" in said


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kết quả theo hoà giải", ["58/BC-HĐND", "07/NQ-HĐND", "12/2024/NQ-HĐND"]),
        ("kết quả theo hoà giải thuyền tàu phà", ["58/BC-HĐND"]),
        ("ket qua theo hoà giải thuyền tàu phà", ["58/BC-HĐND"]),
    ],
)
def test_words_that_no_document_has_weigh_in_what_counts_as_near(open_page: Open, typed: str, found: list[str]) -> None:
    """Two words of eight are no answer where three are nowhere."""
    assert numbers(asked(open_page, typed))[:3] == found


def test_a_figure_is_not_drowned_by_words_that_no_document_has(open_page: Open) -> None:
    assert "12/NQ-HĐND" in numbers(asked(open_page, "12 thuyền tàu phà xuồng"))


@pytest.mark.parametrize("typed", ["thủy điện", "xe buýt", "nuôi heo", "NTM", "mầm non"])
def test_words_spelled_right_alone_find_nothing_where_none_has_them(open_page: Open, typed: str) -> None:
    page = asked(open_page, typed)

    assert f"Không tìm thấy văn bản nào cho “{typed}”" in page.locator("#trang-thai").inner_text()
    assert numbers(page) == []


def test_a_slip_that_is_a_word_is_read_otherwise_where_it_makes_a_title_whole(open_page: Open) -> None:
    page = asked(open_page, "thu phí bến đò nhang")

    assert "Không văn bản nào có “nhang”, đã tìm “ngang”" in page.locator("#trang-thai").inner_text()


def test_what_may_have_been_meant_by_an_absent_word_is_offered(open_page: Open) -> None:
    page = asked(open_page, "giám sát bến đò nhang")

    offer = page.locator("#trang-thai").get_by_role("link")
    expect(offer).to_have_text("giám sát bến đò ngang")
    offer.click()
    expect(page.locator("#q")).to_have_value("giám sát bến đò ngang")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nghị quyết số 99 năm 2024", "Không có văn bản nào mang số này"),
        ("nghị quyết 12 và 99 năm 2024", "Không có văn bản nào khớp đúng “99 năm 2024”"),
        ("99/NQ-HĐND; 12/2024/NQ-HĐND, 98/NQ-HĐND", "khớp đúng “99/NQ-HĐND”, “98/NQ-HĐND”"),
        ("nghị quyết 98 và 99 về phí bến đò", ""),
        ("nghị quyết 98 và 99", "Không có văn bản nào mang các số này"),
    ],
)
def test_a_number_that_no_document_bears_is_said(open_page: Open, typed: str, said: str) -> None:
    page = asked(open_page, typed)

    assert said in page.locator("#trang-thai").inner_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-hoà", "“hòa”"),
        ("-hoà -phí", "“hòa”, “phí”"),
        ('-"học phí"', "“học phí”"),
        ("-title:hoà", "“hòa”"),
        ("-ho* -h*a", "“ho*”, “h*a”"),
        ("-hoà^2", "“hòa”"),
    ],
)
def test_what_is_barred_is_said(open_page: Open, typed: str, said: str) -> None:
    page = asked(open_page, f"giám sát {typed}")

    assert f"Không tính văn bản có {said}." in page.locator("#trang-thai").inner_text()


@pytest.mark.parametrize("dash", "-‐‑‒–—―−")
def test_a_pasted_title_with_any_dash_finds_its_document(open_page: Open, dash: str) -> None:
    page = asked(open_page, f"Về kế hoạch đầu tư công <b>năm</b> 2025 {dash}phần bổ sung")

    assert numbers(page)[0] == "07/NQ-HĐND"
    assert "Không tính" not in page.locator("#trang-thai").inner_text()


def test_results_stand_by_date_where_a_reader_asks_for_it(open_page: Open) -> None:
    page = asked(open_page, "cầu treo")
    page.get_by_role("link", name="mới nhất").click()

    expect(page.locator("#xep")).to_contain_text("phù hợp nhất, mới nhất")
    dates = days(page)
    assert len(dates) == 10
    assert dates == sorted(dates, reverse=True)
    assert "xep=ngay" in page.url
    page.get_by_role("link", name="Trang sau").click()
    expect(page.locator("#trang")).to_contain_text("Trang 2 / 3")
    later = days(page)
    assert len(later) == 10
    assert [*dates, *later] == sorted([*dates, *later], reverse=True)
    page.get_by_role("link", name="phù hợp nhất").click()
    expect(page.locator("#xep")).to_contain_text("Xếp theo: phù hợp nhất, mới nhất")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_result_is_within_twelve_tab_stops(chromium: Browser, folder: Path, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto((folder / "tim-kiem/index.html").as_uri() + "?q=" + quote("cầu treo"))
    answered(page)

    stops = 0
    while not page.evaluate("!!document.activeElement.closest('#ket-qua')"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= 12
    page.close()


SHIFTS = """window.shift = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.long)])
@pytest.mark.parametrize("question", ["cầu treo", "12/2024/NQ-HĐND", "khôngcótừnày", "ngaan sachs huyện"])
def test_an_answer_does_not_push_the_page_about(chromium: Browser, served: str, width: int, question: str) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(served + "?q=" + quote(question))
    answered(page).wait_for_timeout(500)

    assert page.evaluate("window.shift") <= 0.05
    page.close()


@pytest.mark.parametrize("behind", ["99", "1000", "9e9"])
def test_an_address_of_a_page_behind_the_last_shows_the_last(open_page: Open, behind: str) -> None:
    page = open_page(f"?q={quote('ngân sách')}&trang={behind}")

    expect(page.locator("#ket-qua .docs__no").first).to_be_visible()


BROKEN_ADDRESSES = ["?q=%E0%A4%A", "?q=%", "?q=a&trang=x&xep=%00", "?%%%&q=thu#%E0%A4%A", "?q[]=x&cap=%ED%A0%80#%"]


@pytest.mark.parametrize("address", BROKEN_ADDRESSES)
def test_no_address_breaks_the_page(open_page: Open, address: str) -> None:
    page = answered(open_page(address))

    assert page.locator("h1").inner_text() == "Tìm kiếm"


def test_the_keyboard_is_enough(open_page: Open) -> None:
    page = open_page("")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("giám sát")
    page.keyboard.press("Enter")

    expect(page.locator("#ket-qua .docs__no").first).to_be_visible()
    page.get_by_label("Cấp xã").focus()
    page.keyboard.press("Space")
    expect(page.locator("#ket-qua .docs__no")).to_have_text(["07/NQ-HĐND"])
    expect(page.get_by_label("Cấp xã")).to_be_focused()


def test_finished_words_are_read_ahead_while_the_next_is_typed(open_page: Open) -> None:
    page = open_page("")
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))

    page.locator("#q").press_sequentially("ngân")
    page.wait_for_timeout(200)
    before = [url for url in asked_for if SHARD.search(url)]
    with page.expect_request(SHARD):
        page.locator("#q").press_sequentially(" s")

    assert before == []
    assert numbers(page) == []


def test_the_last_word_is_read_ahead_when_the_reader_rests(open_page: Open) -> None:
    page = open_page("")

    with page.expect_request(SHARD):
        page.locator("#q").press_sequentially("ngân")

    assert numbers(page) == []


def test_lunr_is_read_ahead_for_numbers_only(open_page: Open) -> None:
    page = open_page("")
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))

    page.locator("#q").press_sequentially("phí đò ")
    page.wait_for_timeout(100)
    before = [url for url in asked_for if "js/lunr." in url]
    with page.expect_request(re.compile(r"js/lunr\.")):
        page.locator("#q").fill("12/2024")

    assert before == []


@pytest.mark.parametrize(("question", "read"), [("phí đò", 0), ("phis ddof", 1)])
def test_what_a_word_may_have_been_meant_for_is_read_where_no_document_has_it(
    question: str, read: int, open_page: Open
) -> None:
    asked_for: list[str] = []
    page = open_page("")
    page.on("request", lambda request: asked_for.append(request.url))
    page.locator("#q").fill(question)
    page.keyboard.press("Enter")
    answered(page)

    assert sum("js/repair." in url for url in asked_for) == read
    assert page.locator("#ket-qua a").count() > 0


def test_what_every_question_needs_is_read_before_anything_is_typed(open_page: Open) -> None:
    """Two files fewer between the question and its first result; meta.js has the lengths of this archive."""
    asked_for: list[str] = []
    page = open_page("")
    page.on("request", lambda request: asked_for.append(request.url))
    page.reload(wait_until="networkidle")

    names = {url.split("?")[0].rsplit("/", 1)[-1] for url in asked_for}
    assert "meta.js" in names
    assert "lengths.js" not in names
    assert any("/dictionary-" in url for url in asked_for)


@pytest.mark.parametrize(("question", "needed", "read"), [("treo vẽ dài", 8, 26), ("như bản vẽ", 4, 10)])
def test_the_first_result_of_a_subject_waits_for_the_texts_that_settle_it_and_stays(
    question: str, needed: int, read: int, open_page: Open
) -> None:
    """Twenty-six documents have all three words, none in its title: what the other texts say comes behind the first. It
    waits for eight of them, or until one has the words side by side, which those behind it cannot pass: here the others
    do not arrive before it stands."""
    page = open_page("")
    page.evaluate(
        """(needed) => {
            const [list, read, texts] = [document.getElementById("ket-qua"), hdnd.readDocument, new Set()];
            const stands = new Promise((done) => {
                new MutationObserver((_, observer) => {
                    window.first = list.querySelector("li");
                    observer.disconnect();
                    done();
                }).observe(list, {childList: true});
            });
            hdnd.readDocument = (index, slot) => {
                texts.add(slot);
                const early = Array.from(texts).indexOf(slot) < needed;
                return early ? read(index, slot) : stands.then(() => read(index, slot));
            };
            window.texts = texts;
        }""",
        needed,
    )
    page.locator("#q").fill(question)
    page.keyboard.press("Enter")
    answered(page)

    found = page.evaluate("[texts.size, first === document.querySelector('#ket-qua li'), first.isConnected]")
    assert found == [read, True, True]


def test_the_index_is_asked_for_by_the_page_itself_and_once(open_page: Open) -> None:
    """Before any script runs: one way to the server and back less, and not twice."""
    page = open_page("?q=phí")
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url.rsplit("/", 1)[-1]))
    page.reload(wait_until="networkidle")

    ahead = page.locator("link[rel=preload][as=script]").evaluate_all("(links) => links.map((one) => one.href)")
    names = [address.rsplit("/", 1)[-1] for address in ahead]
    script, meta, dictionary = names
    assert script.startswith("search.") and meta == f"meta.js?{search_site.BUILD}"
    assert dictionary.startswith("dictionary-") and all(asked_for.count(name) == 1 for name in names)
    assert asked_for.index(script) < min(map(asked_for.index, (meta, dictionary)))


def test_the_texts_that_may_be_first_are_asked_for_together(open_page: Open) -> None:
    """Each further round costs a telephone more than the texts of it do: none waits for another's arrival."""
    page = open_page("")
    page.evaluate(
        """() => {
            window.rounds = [[]];
            const append = document.head.append.bind(document.head);
            document.head.append = (script) => {
                if (script.src.includes("/doc/")) rounds[rounds.length - 1].push(script.src);
                const came = script.onload;
                script.onload = () => {
                    if (script.src.includes("/doc/") && rounds[rounds.length - 1].length) rounds.push([]);
                    came();
                };
                append(script);
            };
        }"""
    )
    page.locator("#q").fill("nghị quyết này có hiệu lực")
    page.keyboard.press("Enter")
    answered(page)

    first = page.evaluate("rounds[0].length")
    assert first == min(12, page.evaluate("rounds.flat().length"))


def test_only_the_last_question_is_answered(open_page: Open) -> None:
    page = open_page("")
    page.evaluate(
        """() => { for (const q of ["cầu treo", "giám sát", "12/NQ"]) {
            document.getElementById("q").value = q;
            document.getElementById("tim").requestSubmit();
        } }"""
    )

    expect(page.locator("#ket-qua .docs__no")).to_have_text(["12/NQ-HĐND", "12/2024/NQ-HĐND"])
    assert "12/NQ" in page.locator("#trang-thai").inner_text()


def test_searching_asks_nobody_else(open_page: Open) -> None:
    page = open_page("")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(page.url.split("?")[0] + "?q=thu")
    expect(page.locator("#ket-qua .docs__no").first).to_be_visible()

    root = page.url.rsplit("/tim-kiem/", 1)[0]
    assert requests and all(url.startswith((root, "data:")) for url in requests)


def test_an_index_of_another_build_is_refused(chromium: Browser, tmp_path: Path) -> None:
    address = search_site.write(tmp_path, build="ffffffffffff").as_uri()
    page = chromium.new_page()
    page.goto(address + "?q=thu")

    expect(page.locator("#trang-thai")).to_contain_text("không thuộc cùng một lần dựng")
    assert page.locator("#ket-qua li").count() == 0
    page.close()


@pytest.mark.parametrize("missing", ["search/meta.js", "search/*/0.js", "search/doc/*/*.js", "search/dictionary-*.js"])
def test_a_missing_file_is_said_by_its_name(chromium: Browser, tmp_path: Path, missing: str) -> None:
    """A copy that lacks files was said to be of two builds."""
    address = search_site.write(tmp_path).as_uri()
    for path in tmp_path.glob(missing):
        path.unlink()
    page = chromium.new_page()
    page.goto(address + "?q=" + quote("ngân sách"))

    said = page.locator("#trang-thai")
    expect(said).to_contain_text("bản sao thiếu tệp")
    assert fnmatch(said.inner_text().split()[4], missing)
    page.close()


def test_an_answer_stays_where_the_files_of_its_boxes_are_missing(chromium: Browser, tmp_path: Path) -> None:
    address = search_site.write(tmp_path).as_uri()
    for path in tmp_path.glob("search/*/facets.js"):
        path.unlink()
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "?q=" + quote("ngân sách"))

    expect(page.locator("#bo-loc")).to_contain_text("facets.js")
    assert page.locator("#ket-qua .docs__no").count() > 0
    page.close()


QUESTIONS = [
    "",
    " ",
    "*",
    '"',
    "a:b^2~3",
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "\u202exyz",
    "a" * 5000,
]


def test_no_question_breaks_the_page(open_page: Open) -> None:
    page = open_page("")
    found = [
        json.loads(line)["q"] for path in shared_files("hostile/search/*.jsonl") for line in path.open(encoding="utf-8")
    ]
    for question in [*QUESTIONS, *found]:
        said = page.evaluate(
            """async (q) => {
                history.replaceState(null, "", "?" + new URLSearchParams({q: q.toWellFormed ? q.toWellFormed() : q}));
                window.dispatchEvent(new PopStateEvent("popstate"));
                const list = document.getElementById("ket-qua");
                while (list.ariaBusy === "true") await new Promise((wake) => setTimeout(wake, 5));
                return document.querySelectorAll("#noi-dung script, #noi-dung img").length;
            }""",
            question,
        )
        assert said == 0, question
