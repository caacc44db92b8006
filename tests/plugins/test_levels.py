"""Menus lead to levels that have councils or documents; examples of questions are of the archive's own documents."""

import json
import re
from pathlib import Path

import pytest

from plugins.archive_pages import examples
from tests.plugins.archive import Archive
from tests.plugins.mini import tree

ENDED = {"slug": "an-khe-ha", "name": "Huyện An Khê Hạ", "short": "An Khê Hạ", "level": "huyen", "kind": "huyen",
         "parent": "lam-giang", "valid_to": "2025-06-30"}  # fmt: skip


def two_levels(root: Path, *more: dict[str, str]) -> Archive:
    """A province and a commune as they are since 1 July 2025, and whatever else."""
    archive = Archive(root)
    archive.councils = [one | {"parent": "lam-giang"} for one in archive.councils if one["slug"] == "phu-vinh"]
    archive.councils += [*more, {**ENDED, "slug": "lam-giang", "name": "Tỉnh Lam Giang", "short": "Lam Giang",
                                 "level": "tinh", "kind": "tinh", "parent": None, "valid_to": None}]  # fmt: skip
    archive.write_vocabulary()
    return archive


def menu(archive: Archive, path: str = "index.html") -> list[str]:
    (bar,) = re.findall(r'<nav class="menu".*?</nav>', archive.page(path))
    return re.findall(r'href="(?:\.\./)*(tinh|huyen|xa)/index.html"', bar)


def test_a_level_without_councils_is_named_nowhere(tmp_path: Path) -> None:
    archive = two_levels(tmp_path, ENDED)
    archive.issue(1)
    archive.issue(2, council="phu-vinh", level="xa")
    archive.build()
    archive.councils = [one for one in archive.councils if one["level"] != "huyen"]
    archive.write_vocabulary()
    archive.build()

    assert menu(archive) == ["tinh", "xa"]
    assert not [name for name in tree(archive.output) if re.search(r"\bhuyen\b", name)]
    for path in (
        *archive.output.rglob("*.html"),
        *archive.output.rglob("sitemap/*.xml"),
        archive.output / "sitemap.xml",
    ):
        shown = re.sub(r'<script type="application/json".*?</script>', "", path.read_text(encoding="utf-8"))
        assert not re.search(r"Cấp huyện|>District<|huyen/index", shown), path


def test_a_level_whose_councils_all_ended_is_offered_where_documents_of_theirs_are(tmp_path: Path) -> None:
    archive = two_levels(tmp_path, ENDED)
    archive.issue(1)
    archive.build()
    before = menu(archive), menu(archive, "tinh/lam-giang/2024/1-nq-hdnd/index.html")
    archive.issue(2, council="an-khe-ha", level="huyen")
    archive.build()
    archive.build("full", ".full")

    assert before == (["tinh", "xa"], ["tinh", "xa"])
    assert "An Khê Hạ" in archive.page("huyen/index.html")
    for path in ("index.html", "tinh/lam-giang/2024/1-nq-hdnd/index.html", "404.html"):
        assert "huyen/index.html" in archive.page(path)
    assert menu(archive) == ["tinh", "huyen", "xa"]
    assert tree(archive.output) == tree(archive.root / "full")


def test_an_archive_without_councils_leads_to_no_level(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.councils = []
    archive.write_vocabulary()
    (tmp_path / "archive.yaml").write_text(json.dumps({"site": {"name": "Kho thử"}, "workers": 1}), encoding="utf-8")
    archive.build()

    assert menu(archive) == []
    assert "Xem theo cấp" not in archive.page("index.html")


def test_examples_are_the_archives_own_and_an_empty_archive_shows_none(tmp_path: Path) -> None:
    archive = two_levels(tmp_path)
    archive.build()
    empty = archive.page("index.html"), archive.page("tim-kiem/index.html")
    archive.issue(1, title="Về việc chuyển đổi cây trồng trên đất dốc")
    archive.issue(7, title="Quy định mức hỗ trợ vé xe buýt")
    archive.build()

    shown = re.findall(r'\?q=[^"]+">([^<]+)</a>', archive.page("index.html"))
    assert "Ví dụ" not in empty[0]
    assert "phần số. Gõ có dấu" in empty[1]
    assert shown == ["7/NQ-HĐND", "mức hỗ trợ vé", "chuyen doi cay trong"]
    assert "<em>1/2024</em>" in archive.page("tim-kiem/index.html")


def test_help_and_the_empty_search_page_ask_for_the_first_documents(tmp_path: Path) -> None:
    archive = two_levels(tmp_path)
    archive.build()
    empty = archive.page("tro-giup/index.html")
    archive.issue(1, title="Về việc chuyển đổi cây trồng trên đất dốc")
    archive.issue(7, title="Quy định mức hỗ trợ vé xe buýt")
    archive.build()

    asked = [
        re.findall(r'\?q=[^"]+">([^<]+)</a>', archive.page(f"{name}/index.html")) for name in ("tro-giup", "tim-kiem")
    ]
    assert "Biết số, ký hiệu" in empty and "?q=" not in empty
    assert asked[1] == asked[0][:6]
    assert asked[0] == [
        *("1/NQ-HĐND", "nghị quyết số 1 năm 2024", "nq1"),
        *("chuyển đổi cây trồng", "muc ho tro ve", "&#34;chuyển đổi cây trồng&#34;", "chuyển* đổi cây trồng"),
    ]


def test_a_word_to_leave_out_is_one_that_only_some_titles_of_a_topic_have() -> None:
    titles = ("Về dự toán ngân sách, bổ sung lần đầu", "Về dự toán ngân sách")
    cards = [{"title": title, "code": "", "year": 2024, "ocr": False, "type": {"slug": "bao-cao"}} for title in titles]

    assert examples.asked(cards)["signs"][-1] == "dự toán ngân sách -bổ"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Về dự toán ngân sách tỉnh Lam Giang năm 2027", "dự toán ngân sách"),
        ("Ban hành Quy chế hoạt động của Hội đồng nhân dân", "quy chế hoạt động"),
        ("Kết quả giám sát công tác quản lý chợ", "giám sát công tác"),
        ("Sửa đổi, bổ sung một số điều của Nghị quyết số 5/2024/NQ-HĐND", None),
        ("Về việc 12 dự án", None),
        ("Kế hoạch", "kế hoạch"),
        ("Hoạt động của các Ban", "hoạt động"),
        ("Học phí một số trường", "học phí"),
        ("Kế", None),
    ],
)
def test_a_topic_is_what_a_title_is_about(title: str, topic: str | None) -> None:
    card = {"title": title, "code": "", "year": 2024, "ocr": False}

    assert examples.questions([card]) == ([topic] if topic else [])  # type: ignore[list-item]


@pytest.mark.parametrize(("scanned", "topic"), [(True, "mức thu học phí"), (False, "bổ sunq dự toán")])
def test_words_that_a_machine_recognized_are_examples_where_no_others_are(scanned: bool, topic: str) -> None:
    titles = (("Bổ sunq dự toán", scanned), ("Mức thu học phí", False))
    cards = [{"title": title, "code": "", "year": 2024, "ocr": ocr} for title, ocr in titles]

    assert examples.questions(cards)[0] == topic  # type: ignore[arg-type]
    assert examples.questions(cards[:1])[0] == "bổ sunq dự toán"  # type: ignore[arg-type]
