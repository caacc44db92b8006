"""Pages of completeness and of answered reports: from the registers, made again when these change."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.account.books import Books
from pipeline.account.completeness import series
from pipeline.archive import chains
from pipeline.document import accounts, register, vocabulary
from pipeline.document.register import RegisterLine
from pipeline.errors import RegisterBroken, UsageError
from plugins.archive_pages.counted import CountedNumbers, counted_series
from plugins.archive_pages.log import Register
from plugins.archive_pages.noted import Noted
from tests.plugins.archive import Archive

TIME = dt.datetime(2024, 12, 20, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def append(archive: Archive, name: str, line: RegisterLine) -> None:
    path = archive.root / "content/register" / name
    before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    last = json.loads(before[-1])["hash"] if before else register.START
    placed = register.sealed(line, seq=len(before) + 1, prev=last)
    path.write_text("".join(f"{one}\n" for one in [*before, register.dumps(placed)]), encoding="utf-8")


def declare(archive: Archive, **said: Any) -> None:
    facts = {"council": "lam-giang", "year": 2024, "series": "individual", "actor": "A", "source": "CV 1"}
    append(archive, accounts.DECLARATIONS, accounts.Declaration(time=TIME, **{**facts, **said}))


def complain(archive: Archive, number: int, **said: Any) -> None:
    facts = {"id": f"SS-2024-{number:06d}", "step": "received", "actor": "A", "channel": "mail"}
    append(archive, accounts.ERRORS, accounts.ReportStep(time=TIME, **{**facts, **said}))


def rows(archive: Archive, folder: str = "") -> list[dict[str, str]]:
    table = (archive.output / folder / "day-du/day-du.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(table)))


def picture(page: str) -> tuple[str, list[str]]:
    """What the picture of a page says in words, and what stands in its cells."""
    svg: Any = etree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    texts = svg.xpath("*[local-name()='text']/text()")
    return str(svg[0].text), [str(one) for one in texts]


def test_a_missing_number_is_shown_for_council_and_province(archive: Archive) -> None:
    for number in (1, 2, 5):
        archive.issue(number)
    archive.build()

    (row,) = rows(archive)
    assert (row["hoi_dong"], row["so_cuoi"], row["co"], row["so_thieu"]) == ("HĐND tỉnh Lam Giang", "5", "3", "3 4")
    page = archive.page("day-du/index.html")
    assert "3 · thiếu 2" in page
    assert (
        'tinh/lam-giang/day-du/index.html">HĐND tỉnh Lam Giang</a></th><td class="n">2</td><td class="n">3</td>' in page
    )
    assert "<td>3–4</td>" in archive.page("tinh/lam-giang/day-du/index.html")
    heads = re.findall(r'<th[^>]* scope="col">([^<]*)</th>', archive.page("tinh/lam-giang/day-du/index.html"))
    assert heads[:5] == ["Năm", "Thiếu", "Có", "Số cuối", "Dãy"], "what is missing is first, and seen on a telephone"
    assert "Khai không gửi được" not in heads, "no column that no row fills"
    assert "Chưa có nghị quyết nào" in archive.page("xa/phu-vinh/day-du/index.html")
    assert "day-du/index.html" in archive.page("tinh/lam-giang/index.html")


def test_a_councils_page_has_its_own_picture_and_table_to_take(archive: Archive) -> None:
    for number, year in ((1, 2023), (2, 2023), (1, 2024), (4, 2024)):
        archive.issue(number, year=year)
    archive.issue(3, slug="3-2024-nq-hdnd", code="03/2024/NQ-HĐND")
    archive.put(slug="58-bc-hdnd", number="58", notation="BC-HĐND", code="58/BC-HĐND", type="bao-cao")
    declare(archive, series="bao-cao", total=6)
    archive.build()
    folder = "tinh/lam-giang"

    said, cells = picture(archive.page(f"{folder}/day-du/index.html"))
    assert cells[:2] == ["2024", "2023"], "the newest stands beside the names, and is seen on a telephone"
    assert cells[-3:] == ["Nghị quyết cá biệt", "2 · thiếu 2", "2"]
    assert cells[2:5] == ["Nghị quyết quy phạm pháp luật", "1 · thiếu 2", "–"]
    assert "Nghị quyết cá biệt: 2024 có 2, thiếu 2, 2023 có 2, thiếu 0" in said
    assert 'href="../../../tinh/lam-giang/day-du/day-du.csv" download' in archive.page(f"{folder}/day-du/index.html")
    found = {(row["nam"], row["day_so"]): row for row in rows(archive, folder)}
    assert found["2024", "Nghị quyết cá biệt"]["so_thieu"] == "2 3"
    report = found["2024", "Báo cáo"]
    assert (report["co"], report["tong_da_khai"], report["thieu"], report["so_cuoi"]) == ("1", "6", "", "")
    assert rows(archive) == [row for row in rows(archive, folder) if row["day_so"] != "Báo cáo"]


def test_a_council_of_which_nothing_is_known_has_neither_picture_nor_table(archive: Archive) -> None:
    archive.issue(1)
    archive.build()
    page = archive.page("xa/phu-vinh/day-du/index.html")

    assert 'aria-describedby="day-du' not in page and "day-du.csv" not in page
    assert not (archive.output / "xa/phu-vinh/day-du/day-du.csv").exists()


def test_a_councils_table_goes_with_the_last_thing_known_of_it(archive: Archive) -> None:
    document = archive.put(slug="58-bc-hdnd", number="58", notation="BC-HĐND", code="58/BC-HĐND", type="bao-cao")
    archive.build()
    assert "day-du.csv" in archive.page("tinh/lam-giang/day-du/index.html") and rows(archive, "tinh/lam-giang")

    archive.ledger("publications", {"event": "withdrawn", "document": document.address})
    archive.build()
    assert not (archive.output / "tinh/lam-giang/day-du/day-du.csv").exists()


def test_normative_and_individual_resolutions_are_counted_apart(archive: Archive) -> None:
    archive.issue(1)
    archive.issue(3, slug="3-2024-nq-hdnd", code="03/2024/NQ-HĐND")
    archive.build()

    found = {row["day_so"]: (row["co"], row["so_thieu"]) for row in rows(archive)}
    assert found == {"Nghị quyết quy phạm pháp luật": ("1", "1 2"), "Nghị quyết cá biệt": ("1", "")}


def test_a_declaration_alone_makes_the_pages_again(archive: Archive) -> None:
    archive.issue(2)
    archive.build()
    declare(archive, last=4, unused=(1,), withheld=(3,))
    archive.build()

    (row,) = rows(archive)
    assert (row["so_cuoi"], row["so_thieu"], row["khong_dung"], row["khong_gui"]) == ("4", "4", "1", "3")
    assert "4 (đã khai)" in archive.page("tinh/lam-giang/day-du/index.html")


def test_a_declared_number_that_came_all_the_same_is_present(archive: Archive) -> None:
    archive.issue(1)
    declare(archive, last=1, unused=(1,))
    archive.build()

    (row,) = rows(archive)
    assert (row["co"], row["khong_dung"]) == ("1", "")


def test_a_number_typed_wrong_opens_no_gap_of_thousands(archive: Archive) -> None:
    archive.issue(1)
    archive.issue(90001)
    archive.build()

    (row,) = rows(archive)
    assert (row["so_cuoi"], row["co"], row["so_thieu"]) == ("1", "2", "")


def test_other_kinds_are_never_called_missing(archive: Archive) -> None:
    archive.put(slug="58-bc-hdnd", number="58", notation="BC-HĐND", code="58/BC-HĐND", type="bao-cao")
    archive.build()

    assert rows(archive) == []
    page = archive.page("tinh/lam-giang/day-du/index.html")
    assert '<td>Báo cáo</td><td class="n">1</td><td class="n">chưa khai</td>' in page
    assert "thiếu 0 số" in page


def test_a_withdrawn_number_is_neither_present_nor_missing(archive: Archive) -> None:
    archive.issue(1)
    archive.issue(2)
    archive.ledger("publications", {"event": "withdrawn", "document": "tinh/lam-giang/2024/1-nq-hdnd"})
    archive.build()

    (row,) = rows(archive)
    assert (row["co"], row["so_thieu"], row["da_go"]) == ("1", "", "1")


def test_an_answered_report_is_shown_with_what_was_changed(archive: Archive) -> None:
    document = archive.issue(1)
    archive.build()
    complain(archive, 1, document=document.address, place="Điều 1")
    archive.build()
    assert "đang xử lý" in archive.page("phan-anh/index.html")
    assert not (archive.output / "phan-anh/atom.xml").exists()

    changed = {"decision": "corrected", "answer": "Máy đọc nhầm <b>.", "before": "500", "after": "5.000"}
    complain(archive, 1, step="answered", channel=None, **changed)
    archive.build()

    page = archive.page("phan-anh/index.html")
    assert "<del>500</del>" in page and "<ins>5.000</ins>" in page and "&lt;b&gt;" in page
    assert (
        f'href="../{document.address}/index.html">Nghị quyết số <span class="whole">1/NQ-HĐND</span></a> ngày' in page
    )
    feed: Any = etree.fromstring((archive.output / "phan-anh/atom.xml").read_bytes())
    assert [str(one) for one in feed.xpath("a:entry/a:title/text()", namespaces=ATOM)] == ["SS-2024-000001: đã sửa"]
    assert "Trước: 500. Sau: 5.000." in "".join(map(str, feed.xpath("//a:summary/text()", namespaces=ATOM)))


def test_a_report_on_what_the_archive_no_longer_has_keeps_the_address(archive: Archive) -> None:
    archive.issue(1)
    complain(archive, 1, document="tinh/lam-giang/2023/7-nq-hdnd")
    archive.build()

    assert '/7-nq-hdnd/index.html">tinh/lam-giang/2023/7-nq-hdnd</a>' in archive.page("phan-anh/index.html")


def test_a_cut_tail_is_seen_by_who_kept_the_head(archive: Archive, tmp_path: Path) -> None:
    archive.issue(1)
    for number in (1, 2, 3):
        complain(archive, number)
    archive.build()
    kept = tmp_path / "dau-so.json"
    kept.write_bytes((archive.output / "du-lieu/dau-so.json").read_bytes())
    complain(archive, 4)
    assert chains.check_heads(archive.root, kept) == 1

    path = archive.root / "content/register/errors.jsonl"
    whole = path.read_bytes().split(b"\n")
    for left in (3, 2, 1, 0):
        path.write_bytes(b"".join(line + b"\n" for line in whole[:left]))
        if left == 3:
            assert chains.check_heads(archive.root, kept) == 1
            continue
        with pytest.raises(RegisterBroken, match=str(left + 1)):
            chains.check_heads(archive.root, kept)


def test_a_tail_written_anew_is_seen_although_its_chain_holds(archive: Archive, tmp_path: Path) -> None:
    archive.issue(1)
    complain(archive, 1)
    archive.build()
    (archive.root / "content/register/errors.jsonl").unlink()
    complain(archive, 1, place="Điều 9")
    register.verify(archive.root / "content/register/errors.jsonl")

    with pytest.raises(RegisterBroken, match="errors"):
        chains.check_heads(archive.root, archive.output / "du-lieu/dau-so.json")


@pytest.mark.parametrize("written", [b"", b"[]", b'{"errors": 3}', b'{"errors": {"lines": 0, "hash": "x"}}'])
def test_another_file_is_no_head(written: bytes, archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "khac.json").write_bytes(written)

    with pytest.raises(UsageError):
        chains.check_heads(archive.root, tmp_path / "khac.json")


def test_a_document_more_or_less_or_a_declaration_concerns_the_page_of_its_council_alone(archive: Archive) -> None:
    def stamps() -> dict[str, str]:
        words = vocabulary.load(archive.root / "content/vocabulary")
        given = Register(archive.root), Noted(archive.root / "day-du", str)
        return CountedNumbers(archive.root, words, "", *given).stamps

    document = archive.issue(1)
    withdrawn = {"event": "withdrawn", "document": document.address}
    changes: list[Callable[[], object]] = [
        lambda: archive.issue(2),
        lambda: archive.ledger("publications", withdrawn),
        lambda: declare(archive, last=9),
    ]
    for change in changes:
        before = stamps()
        change()
        after = stamps()
        assert len(after) > 1 and {name for name in after if before[name] != after[name]} == {"lam-giang"}


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Lines about documents of two councils, of which some move from one to the other and some lines are taken back."""
    addresses = [f"{council}/2024/{n}-nq-hdnd" for council in ("tinh/lam-giang", "xa/phu-vinh") for n in (1, 2, 5)]
    lines: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 12))):
        event = draw(st.sampled_from(["published", "updated", "withdrawn", "moved", "undone"]))
        document, former = draw(st.permutations(addresses))[:2]
        lines.append({"event": event, "document": document, "former": former if event == "moved" else None})
    return lines


@given(lines=histories(), before=st.integers(0, 12))
def test_what_is_counted_council_by_council_and_kept_is_what_the_whole_register_counts(
    lines: list[dict[str, Any]], before: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive = Archive(tmp_path_factory.mktemp("history"))
    words = vocabulary.load(archive.root / "content/vocabulary")
    for part in (lines[:before], lines[before:]):
        for line in part:
            archive.ledger("publications", line)
        given = Register(archive.root), Noted(archive.root / "day-du", lambda: "basis")
        found = list(map(counted_series, CountedNumbers(archive.root, words, "", *given).rows()))
    publications = tuple(register.Publication(time=TIME, **line) for line in lines)

    assert found == [replace(one, addresses=None) for one in series(Books(publications=publications))]


def test_nothing_changed_makes_none_of_these_pages_again(archive: Archive) -> None:
    archive.issue(1)
    complain(archive, 1)
    archive.build()
    before = {path: path.stat().st_mtime_ns for path in archive.output.rglob("*") if path.is_file()}
    archive.build()

    assert {path: path.stat().st_mtime_ns for path in archive.output.rglob("*") if path.is_file()} == before


def test_the_provinces_page_is_made_again_where_a_count_differs_and_only_there(archive: Archive) -> None:
    shown = [archive.output / path for path in ("day-du/index.html", "day-du/day-du.csv")]
    archive.issue(1)
    archive.build()
    first = [path.read_bytes() for path in shown]
    archive.put(slug="58-bc-hdnd", number="58", notation="BC-HĐND", code="58/BC-HĐND", type="bao-cao")
    archive.build()
    assert [path.read_bytes() for path in shown] == first

    for change in (partial(archive.issue, 3), partial(declare, archive, last=5)):
        before = [path.read_bytes() for path in shown]
        change()
        archive.build()
        assert all(path.read_bytes() != old for path, old in zip(shown, before, strict=True))
    archive.build("whole", ".whole")
    for path in shown:
        assert path.read_bytes() == (archive.root / "whole" / path.relative_to(archive.output)).read_bytes()


def test_a_full_build_gives_the_same_bytes(archive: Archive) -> None:
    archive.issue(1)
    archive.build()
    complain(archive, 1)
    declare(archive, last=3)
    archive.issue(2)
    archive.build()
    archive.build("whole", ".whole")

    for path in ("day-du/index.html", "day-du/day-du.csv", "phan-anh/index.html", "tinh/lam-giang/day-du/index.html"):
        assert archive.page(path) == (archive.root / "whole" / path).read_text(encoding="utf-8")
