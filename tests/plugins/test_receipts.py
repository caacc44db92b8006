"""Public receipts: found by number, month and council; nothing of what is secret; one more changes few files."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from pipeline.document import reasons, record
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.register import Receipt
from plugins.archive_pages import receipts
from plugins.archive_pages.noted import Noted
from plugins.archive_pages.receipt_lines import Receipts
from tests.document import samples
from tests.plugins.archive import Archive
from tests.plugins.test_office_pages import append

ZONE = dt.timezone(dt.timedelta(hours=7))
BLOCK, JSON = "bien-nhan/2024/so-000000/index.html", "bien-nhan/2024/so-000000.json"
NONCE = "Bí danh Hoa Sen Xanh"


_LINE = st.builds(
    '{{"id":"TN-{}-{:06d}","time":"{}-0{}-10T23:00:00+00:00","outcome":"{}","reason":"{}","document":"{}"}}'.format,
    st.sampled_from([2023, 2024]),
    st.sampled_from([1, 2, 99, 100]),
    st.sampled_from([2023, 2024]),
    st.integers(1, 2),
    st.sampled_from(["accepted", "held", "refused"]),
    st.sampled_from(["draft", "secret-mark"]),
    st.sampled_from(["", "tinh/a/2024/b", "xa/c/2023/d"]),
)


def take(archive: Archive, number: int, outcome: str, day: str = "2024-12-20", **said: Any) -> None:
    time = dt.datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=ZONE)
    line = Receipt(id=f"TN-{time.year}-{number:06d}", time=time, sha256="0" * 64, outcome=outcome, **said)  # type: ignore[arg-type]
    append(archive, "receipts.jsonl", line)


def shown(archive: Archive, path: str = JSON) -> dict[str, dict[str, Any]]:
    return {row["number"]: row for row in json.loads(archive.page(path))["receipts"]}


def filled(archive: Archive) -> str:
    document = archive.issue(7).address
    take(archive, 1, "accepted", document=document, package_id="L77,2024/12/10,7/NQ-HĐND", sender="L77", name="a.edxml")
    take(archive, 2, "held", reason="scan-needs-person")
    take(archive, 3, "held", reason="personal-data")
    take(archive, 4, "held", reason="secret-mark")
    take(archive, 5, "refused", reason="not-xml")
    take(archive, 6, "parked", reason="document-unknown", day="2024-12-21")
    return document


def test_each_package_is_found_by_number_month_and_council(archive: Archive) -> None:
    document = filled(archive)
    archive.build()

    found = shown(archive)
    assert {number[-1]: row["state"] for number, row in found.items()} == {
        "1": "accepted",
        "2": "held",
        "3": "held",
        "5": "refused",
        "6": "parked",
    }
    assert found["TN-2024-000001"]["document"] == document
    assert found["TN-2024-000001"]["package_id"] == "L77,2024/12/10,7/NQ-HĐND"
    assert "3 ngày làm việc" in found["TN-2024-000002"]["says"]
    page = archive.page(BLOCK)
    assert 'id="tn-2024-000002"' in page and f'href="../../../{document}/index.html"' in page and "noindex" in page
    month = archive.page("bien-nhan/2024/thang-12/index.html")
    assert "ngay-2024-12-21" in month and "tinh/lam-giang/2024-12/index.html" in month
    assert list(shown(archive, "bien-nhan/tinh/lam-giang/2024-12.json")) == ["TN-2024-000001"]
    own = archive.page("bien-nhan/tinh/lam-giang/2024-12/index.html")
    assert "<h1>Biên nhận: HĐND tỉnh Lam Giang, tháng 12/2024</h1>" in own, "an abbreviation keeps its capitals"
    council = '<span class="muted">HĐND tỉnh Lam Giang</span>'
    assert council in month and council not in own
    first = archive.page("bien-nhan/index.html")
    assert "2024/thang-12/index.html" in first and "2024/so-000000/index.html" in first
    assert "bien-nhan/index.html" in archive.page("du-lieu/index.html")


def test_a_reason_of_secrecy_or_of_personal_data_is_for_the_sender_alone(archive: Archive) -> None:
    filled(archive)
    for number, code in enumerate(reasons.REASONS, 10):
        take(archive, number, "held", reason=code)
    archive.build()

    found = shown(archive, "bien-nhan/2024/thang-12.json")
    assert "TN-2024-000004" not in found and found["TN-2024-000003"]["reason"] == "Lý do đã báo riêng cho nơi gửi."
    assert found["TN-2024-000002"]["reason"] == reasons.REASONS["scan-needs-person"].general(0)
    for number, code in enumerate(reasons.REASONS, 10):
        row = found.get(f"TN-2024-{number:06d}")
        if code.startswith("secret"):
            assert row is None
        elif reasons.is_for_the_sender_alone(code):
            assert row and row["reason"] == "Lý do đã báo riêng cho nơi gửi."
        else:
            assert row and row["reason"] == (reasons.REASONS[code].general(0) or None)
    told = "".join(path.read_text("utf-8") for path in (archive.output / "bien-nhan").rglob("*.*"))
    assert "dữ liệu cá nhân của" not in told and "MẬT" not in told


@pytest.mark.parametrize("later", ["refused", "held", "parked"])
def test_what_was_ever_suspected_has_no_receipt_until_it_is_published(archive: Archive, later: str) -> None:
    document = archive.issue(7).address
    take(archive, 9, "held", reason="secret-suspected", name=NONCE, sender=NONCE, package_id=NONCE)
    take(archive, 9, later, reason="scan-needs-person")
    archive.build()

    assert not (archive.output / BLOCK).exists() and 'data-receipts=""' in archive.page("tim-kiem/index.html")
    files = [path for path in archive.output.rglob("*") if path.is_file() and not path.name.startswith("dau-so")]
    assert not [path for path in files if NONCE.encode() in path.read_bytes() or b"TN-2024-000009" in path.read_bytes()]
    take(archive, 9, "accepted", document=document)
    archive.build()
    assert list(shown(archive)) == ["TN-2024-000009"]


def test_words_of_a_sender_are_no_markup(archive: Archive) -> None:
    take(archive, 1, "accepted", document=archive.issue(7).address, package_id='"><script>alert(1)</script>\\"')
    archive.build()

    assert "<script>alert" not in archive.page(BLOCK)
    assert shown(archive)["TN-2024-000001"]["package_id"] == '"><script>alert(1)</script>\\"'


def tree(archive: Archive, output: str = "output") -> dict[str, tuple[bytes, int]]:
    folder = archive.root / output
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_one_more_receipt_writes_its_pages_and_no_others(archive: Archive) -> None:
    document = filled(archive)
    for number in range(95, 260):
        take(archive, number, "accepted", document=document)
    archive.build()
    before = tree(archive)
    take(archive, 260, "held", day="2025-01-03", reason="draft")  # its number says another year
    take(archive, 261, "duplicate", document=document)
    archive.build()

    after = tree(archive)
    written = {path for path in after if before.get(path, (b"", 0))[1] != after[path][1]}
    places = {path for path in written if path.startswith("bien-nhan/") and path.endswith("index.html")}
    assert places == {
        "bien-nhan/index.html",
        "bien-nhan/2024/so-000200/index.html",
        "bien-nhan/2024/thang-12/index.html",
        "bien-nhan/2025/so-000200/index.html",
        "bien-nhan/2025/thang-01/index.html",
        "bien-nhan/tinh/lam-giang/2024-12/index.html",
    }
    assert not [path for path in written if path.endswith(f"{document}/index.html") or path.startswith("search/")]
    archive.build(output="khac", state=".khac")
    assert {path: data for path, (data, _) in tree(archive, "khac").items()} == {p: d for p, (d, _) in after.items()}


def test_a_receipt_page_that_was_lost_is_made_again_and_a_changed_state_shows(archive: Archive) -> None:
    filled(archive)
    archive.build()
    kept = archive.page(BLOCK)
    (archive.output / BLOCK).unlink()
    archive.build()
    assert archive.page(BLOCK) == kept

    take(archive, 2, "refused", day="2024-12-24", reason="scan-needs-person")
    archive.build()
    row = shown(archive)["TN-2024-000002"]
    assert (row["state"], row["received"], row["since"]) == ("refused", "2024-12-20", "2024-12-24")


@pytest.mark.parametrize("code", ["status-report", "status-echo"])
def test_a_message_about_a_package_is_not_called_refused(archive: Archive, code: str) -> None:
    take(archive, 1, "refused", reason=code)
    take(archive, 2, "refused", reason="not-xml")
    archive.build()

    told = [row["says"] for row in shown(archive).values()]
    assert told[0].startswith("Đã ghi nhận, là tin trạng thái") and told[1] == "Không tiếp nhận"
    assert all(row["state"] == "refused" for row in shown(archive).values())


def test_pages_that_have_no_receipt_any_more_go_away(archive: Archive) -> None:
    take(archive, 101, "held", reason="draft")
    archive.build()
    assert (archive.output / "bien-nhan/2024/so-000100.json").is_file()
    take(archive, 101, "held", reason="secret-suspected")
    archive.build()

    assert [p.name for p in (archive.output / "bien-nhan").rglob("*") if p.is_file()] == ["index.html"]


def test_the_numbers_that_the_search_page_knows_are_those_with_a_page(archive: Archive) -> None:
    filled(archive)

    assert receipts.known_numbers(Receipts(archive.root)) == "2024:1-3,5-6"
    assert receipts.known_numbers(Receipts(archive.root / "none")) == ""


def test_a_torn_or_strange_line_counts_as_none(archive: Archive) -> None:
    filled(archive)
    path = archive.root / "content/register/receipts.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id":"../../x","time":"2024"}\n{"v":1,"id":"TN-2024-000')

    assert receipts.known_numbers(Receipts(archive.root)) == "2024:1-3,5-6"


@given(st.data())
def test_receipts_with_a_note_are_those_of_the_whole_register(data: st.DataObject) -> None:
    """Whatever follows: a second line of a number, another month, a secret one, one published, a line altered since."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        register = root / "content/register/receipts.jsonl"
        register.parent.mkdir(parents=True)
        lines: list[str] = []
        for _ in range(data.draw(st.integers(1, 4), "builds")):
            lines = (
                data.draw(st.lists(_LINE, max_size=1), "altered") + lines[1:] + data.draw(st.lists(_LINE, max_size=6))
            )
            register.write_text("".join(f"{line}\n" for line in lines) + '{"id":"TN-2024-000001","ti', encoding="utf-8")
            noted, alone = Receipts(root, Noted(root / "noted", str), behind=2), Receipts(root)
            assert noted.stamps == alone.stamps and noted.numbers() == alone.numbers()
            assert {name: noted.rows(name) for name in noted.stamps} == {
                name: alone.rows(name) for name in alone.stamps
            }


ASKED = {
    "TN-2024-000002": "Biên nhận TN-2024-000002",
    "tn 2024 2": "Biên nhận TN-2024-000002",
    "biên nhận số TN-2024/000001": "Biên nhận TN-2024-000001",
    "TN-2024-000004": "Không có biên nhận công khai mang số TN-2024-000004.",
    "TN-2024-000012": "Không có biên nhận công khai mang số TN-2024-000012.",
    "TN-2023-000002": "Không có biên nhận công khai mang số TN-2023-000002.",
}


def received(number: str) -> record.Version:
    return samples.document().versions[0].model_copy(update={"receipt": number})


def test_the_search_box_leads_from_a_number_to_its_receipt(archive: Archive, chromium: Browser) -> None:
    own = filled(archive)  # of TN-2024-000001
    other = archive.issue(8, versions=(received("TN-2024-000012"),)).address  # its number begins like the first's
    said_in_text = [Passage(PassageKind.paragraph, "Biên nhận TN 2024 2, tn 2024 4, năm 2023 tn 2")]
    archive.issue(9, versions=(received("TN-2022-000001"),), passages=said_in_text)
    borne = {"biên nhận số TN-2024/000001": [own], "TN-2024-000012": [other]}
    archive.build()
    page = chromium.new_page()
    search = (archive.output / "tim-kiem/index.html").as_uri()
    for asked, said in ASKED.items():
        page.goto(f"{search}?q={quote(asked)}")
        page.wait_for_selector("#ket-qua[aria-busy=false]", state="attached")
        assert page.locator("#bien-nhan").inner_text().startswith(said), asked
        rows = page.locator("#ket-qua a.docs__link").evaluate_all("links => links.map(link => link.href)")
        wanted = borne.get(asked, [])
        assert len(rows) == len(wanted) and all(map(str.__contains__, rows, wanted)), (asked, rows)
        assert page.locator("#khong-thay").is_hidden(), "the receipt, or that there is none, is the answer"
    page.goto(f"{search}?q=ngan+sach")
    assert page.locator("#bien-nhan").is_hidden()
    page.goto(f"{search}?q=TN-2024-000002")
    page.locator("#bien-nhan a").click()
    page.wait_for_url("**/so-000000/index.html#tn-2024-000002")
    assert "Đang chờ người phụ trách xem" in page.locator("#tn-2024-000002").inner_text()
    page.close()
