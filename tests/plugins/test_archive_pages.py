"""The archive's site, from content files to pages."""

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import errors
from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from plugins.archive_dictionary import DOCUMENTS, names
from plugins.archive_pages import labels
from plugins.archive_pages.json_lines import ledger, told
from tests.document import samples
from tests.plugins import mini
from tests.plugins.archive import REPOSITORY, TEXT, Archive
from tests.test_two_languages import VIETNAMESE

PAGE = "tinh/lam-giang/2024/12-2024-nq-hdnd/index.html"


class Page(HTMLParser):
    """Ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.tags.append(tag)
        if facts.get("id"):
            self.ids.add(str(facts["id"]))
        self.links += [str(facts[name]) for name in ("href", "src") if facts.get(name)]


def broken_links(output: Path) -> list[str]:
    """Links that lead to no file, to a folder, or to an anchor that is not there."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in output.rglob("*.html") if path.name != "404.html"}
    found = []
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = unquote(link.partition("?")[0]).partition("#")
            file = (path.parent / target).resolve() if target else path
            bad_anchor = anchor and file in pages and anchor not in pages[file].ids
            if not file.is_file() or bad_anchor:
                found.append(f"{path.relative_to(output)} → {link}")
    return found


def original(archive: Archive, content: bytes, sha256: str, ext: str = "pdf") -> None:
    path = archive.root / f"content/originals/{sha256[:2]}/{sha256[2:4]}/{sha256}.{ext}"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)


def test_an_empty_archive_has_every_page_that_the_menu_names(archive: Archive) -> None:
    archive.build()

    assert not broken_links(archive.output)
    for name in ("tinh", "huyen", "xa", "giam-sat", "tim-kiem", "du-lieu", "bao-sai-sot", "gioi-thieu", "tro-giup"):
        assert (archive.output / name / "index.html").is_file()


def test_every_link_of_every_page_leads_to_a_file(archive: Archive) -> None:
    sha = samples.document().files[0].sha256
    original(archive, b"%PDF" + b" " * 1196, sha)
    archive.put()
    archive.issue(7, oversight="kh-gs", type="ke-hoach", dossier="duong-lien-thon")
    archive.issue(8, council="phu-vinh-dong", level="xa", former=("xa/phu-vinh-dong/2024/80-nq-hdnd",))
    archive.issue(9, state="withdrawn", state_reason="ban hành nhầm", state_date=dt.date(2024, 12, 20))
    archive.build()

    assert not broken_links(archive.output)


def test_pages_of_councils_outside_the_province_lead_only_to_what_is_there(archive: Archive) -> None:
    """An heir of the whole, one of a part, one above another's, and a stranger that issued a document."""
    heirs = [{"slug": slug, "part": part} for slug, part in (("dong-mai", "toan-bo"), ("tay-mai", "mot-phan"))]
    mai = {"level": "xa", "kind": "xa", "parent": "hai-son"}
    archive.councils = [one | ({"successors": heirs} if one["slug"] == "phu-vinh" else {}) for one in archive.councils]
    archive.councils += [
        {"slug": "dong-mai", "name": "Xã Đông Mai", "short": "Đông Mai", "successors": [heirs[1]], **mai},
        {"slug": "tay-mai", "name": "Xã Tây Mai", "short": "Tây Mai", **mai},
    ]
    archive.write_vocabulary()
    original(archive, b"%PDF" + b" " * 1196, samples.document().files[0].sha256)
    archive.issue(3, council="phu-vinh", level="xa")
    archive.issue(4, council="hai-son")
    archive.issue(5, council="tay-mai", level="xa")
    archive.build()

    assert not broken_links(archive.output)
    named = re.findall(r"<loc>https://kho.lamgiang.example/(\S*?)</loc>", archive.page("sitemap/trang.xml"))
    assert len(named) > 20
    assert [path for path in named if not (archive.output / path).is_file()] == []
    assert 'tinh/hai-son/index.html">' in archive.page("xa/dong-mai/index.html"), (
        "an heir's page leads to the council above"
    )


def test_the_document_page_shows_facts_text_and_original(archive: Archive) -> None:
    document = archive.put()
    archive.build()
    text = archive.page(PAGE)

    assert "Nghị quyết số 12/2024/NQ-HĐND" in text and document.title in text
    assert 'id="dieu-1-khoan-1-diem-dd"' in text and '<span class="so">1. </span>Mức chi' in text
    assert "10/12/2024" in text and "Lê Thị Sông" in text
    assert f"originals/ab/ab/{document.files[0].sha256}.pdf" in text


def test_an_original_that_vanished_from_the_output_is_linked_again(archive: Archive) -> None:
    archive.build()
    sha = archive.put().files[0].sha256
    original(archive, b"%PDF-1.7", sha)
    archive.build()
    linked = archive.output / f"originals/{sha[:2]}/{sha[2:4]}/{sha}.pdf"
    linked.unlink()

    archive.build()

    assert linked.is_file()


def test_received_markup_and_pelicans_links_stay_words(archive: Archive) -> None:
    nasty = "<script>alert(1)</script> {static}/../../etc/passwd {{ site.email }} ![x]({attach}../archive.yaml) & co"
    facts: dict[str, Any] = dict.fromkeys(("title", "organ_name", "place", "addressee"), nasty)
    archive.put([Passage(PassageKind.paragraph, nasty)], **facts)
    archive.build()
    text = archive.page(PAGE)

    assert "&lt;script&gt;alert(1)" in text and "alert(1)</script>" not in text
    assert "{static}/../../etc/passwd" in text and "{{ site.email }}" in text
    assert not (archive.output / "archive.yaml").exists()


def test_a_json_of_the_same_document_lies_beside_it(archive: Archive) -> None:
    archive.put()
    archive.build()
    data = json.loads(archive.page(PAGE.replace("index.html", "document.json")))

    assert data["code"] == "12/2024/NQ-HĐND" and data["address"] == "tinh/lam-giang/2024/12-2024-nq-hdnd"
    assert [one["kind"] for one in data["passages"]] == ["can-cu", "dieu", "khoan", "diem", "bang"]
    assert data["passages"][2] == {"kind": "khoan", "id": "dieu-1-khoan-1", "text": TEXT[2].text}


def test_a_withdrawn_document_leaves_a_tombstone_and_nothing_else(archive: Archive) -> None:
    sha = samples.document().files[0].sha256
    original(archive, b"%PDF" + b" " * 1196, sha)
    document = archive.put()
    archive.issue(7, versions=(samples.document().versions[0].model_copy(update={"files": ()}),))
    archive.build()
    assert (archive.output / f"originals/ab/ab/{sha}.pdf").is_file()
    archive.put([], state="withdrawn", state_reason="ban hành nhầm", event="withdrawn")
    archive.build()

    assert "thu hồi" in archive.page(PAGE)
    holding = [
        path.relative_to(archive.output).as_posix()
        for path in archive.output.rglob("*")
        if path.is_file() and document.title.encode() in path.read_bytes()
    ]
    assert holding == []
    assert not (archive.output / "originals").exists()
    assert "12-2024-nq-hdnd" not in archive.page("atom.xml") + archive.page("sitemap/2024.xml")
    assert "12-2024-nq-hdnd" in archive.page("du-lieu/thu-hoi.jsonl")


def test_a_tombstone_names_the_receipt_of_the_recall_or_none(archive: Archive) -> None:
    first = archive.put([], state="withdrawn", state_receipt="TN-2024-000777").versions[0].receipt
    archive.build()
    recalled = archive.page(PAGE)
    archive.put([], state="withdrawn")
    archive.build()

    assert "biên nhận TN-2024-000777" in recalled and first not in recalled
    assert "biên nhận" not in archive.page(PAGE)


def test_a_former_address_leads_to_the_document(archive: Archive) -> None:
    archive.put(former=("tinh/lam-giang/2024/21-2024-nq-hdnd",))
    archive.build()

    assert f"url=../../../../{PAGE}" in archive.page("tinh/lam-giang/2024/21-2024-nq-hdnd/index.html")


def test_an_earlier_version_keeps_its_page_and_its_originals(archive: Archive) -> None:
    first = record.Version(receipt="TN-2024-000001", received=samples.RECEIVED, files=(samples.file(sha256="11" * 32),))
    last = record.Version(
        receipt="TN-2024-000009",
        received=samples.RECEIVED + dt.timedelta(days=1),
        reason="Gửi lại đủ phụ lục",
        files=(samples.file(),),
    )
    archive.put(versions=(first, last))
    archive.build()

    assert "11" * 32 in archive.page(PAGE.replace("index.html", "phien-ban-1/index.html"))
    assert "phien-ban-1/index.html" in archive.page(PAGE)


def texts(archive: Archive, name: str) -> list[dict[str, Any]]:
    data = gzip.decompress((archive.output / f"du-lieu/toan-van/{name}.jsonl.gz").read_bytes())
    return [json.loads(line) for line in data.splitlines()]


def test_all_texts_are_files_to_take_by_level_and_month(archive: Archive) -> None:
    archive.put()
    archive.issue(7, 2024, 11, 3)
    archive.issue(8, council="phu-vinh", level="xa")
    archive.build()

    (line,) = texts(archive, "tinh-2024-12")
    assert line["dia_chi"] == PAGE.removesuffix("/index.html") and "Mức chi là 500.000 đồng." in line["noi_dung"]
    assert line["noi_dung"].startswith("Căn cứ Luật") and set(line) > set(names(DOCUMENTS)[:5])
    assert line["doan"] == json.loads(archive.page(PAGE.replace("index.html", "document.json")))["passages"]
    assert [one["so_ky_hieu"] for one in texts(archive, "xa-2024-12")] == ["8/NQ-HĐND"]
    listed = json.loads(archive.page("du-lieu/index.json"))["texts"]
    assert listed == [f"du-lieu/toan-van/{name}.jsonl.gz" for name in ("tinh-2024-11", "tinh-2024-12", "xa-2024-12")]
    assert all(f"../{path}" in archive.page("du-lieu/index.html") for path in listed)
    sums = dict(line.split("  ")[::-1] for line in archive.page("du-lieu/tep/du-lieu.txt").splitlines())
    assert sums[listed[0]] == hashlib.sha256((archive.output / listed[0]).read_bytes()).hexdigest()


def test_texts_packed_before_are_copied_and_a_month_without_documents_has_no_file(archive: Archive) -> None:
    archive.put()
    archive.issue(7)
    archive.build()
    name = "du-lieu/toan-van/tinh-2024-12.jsonl.gz"
    before = (archive.output / name).read_bytes()
    archive.issue(8)
    archive.build()

    after = (archive.output / name).read_bytes()
    assert before in after and len(texts(archive, "tinh-2024-12")) == 3
    for one in archive.root.glob("content/documents/tinh/*/2024/*.md"):
        one.unlink()
    archive.build()
    assert not (archive.output / name).exists()


def test_what_was_packed_of_a_withdrawn_text_leaves_the_state(archive: Archive) -> None:
    archive.put()
    archive.build()
    packed = (archive.output / "du-lieu/toan-van/tinh-2024-12.jsonl.gz").read_bytes()[10:74]
    assert [path for path in (archive.root / ".state").glob("build*") if packed in path.read_bytes()]

    archive.put([], state="withdrawn", event="withdrawn")
    archive.build()
    assert not [path for path in (archive.root / ".state").rglob("*") if path.is_file() and packed in path.read_bytes()]


def test_figures_count_documents_and_scans_by_month(archive: Archive) -> None:
    archive.issue(1, 2023, 12, 3)
    archive.issue(2, text=record.Text(method="ocr"))
    archive.issue(3)
    archive.issue(4, scope="related")
    archive.build()
    page = archive.page("du-lieu/so-lieu/index.html").replace('<td class="n">', "<td>")

    rows = re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td><td>(\d+)</td><td>([^<]+)</td>', page)
    assert rows == [
        ("2024", "2", "1", "50%"),
        ("2023", "1", "0", "0%"),
        ("12/2024", "2", "1", "50%"),
        ("12/2023", "1", "0", "0%"),
    ]
    assert page.count("<svg") == 2 and "so-lieu/index.html" in archive.page("du-lieu/index.html")
    archive.issue(2, state="withdrawn", event="withdrawn", passages=[])
    archive.build()
    assert '<th scope="row">12/2024</th><td class="n">1</td><td class="n">0</td>' in archive.page(
        "du-lieu/so-lieu/index.html"
    )


def test_the_file_of_a_month_follows_a_word_and_a_withdrawal(archive: Archive) -> None:
    archive.put()
    archive.issue(7)
    archive.build()
    path = archive.root / "content/documents" / PAGE.replace("/index.html", ".md")
    path.write_text(path.read_text("utf-8").replace("500.000 đồng", "510.000 đồng"), encoding="utf-8")
    archive.build()
    assert "510.000 đồng" in str(texts(archive, "tinh-2024-12"))

    archive.put([], state="withdrawn", event="withdrawn")
    archive.build()
    assert [one["so_ky_hieu"] for one in texts(archive, "tinh-2024-12")] == ["7/NQ-HĐND"]
    archive.build("clean", ".clean")
    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")


VERSION_1, CHANGES = (
    PAGE.replace("index.html", f"phien-ban-1/{name}") for name in ("index.html", "thay-doi/index.html")
)
THREE = tuple(
    record.Version(
        receipt=f"TN-2024-00000{n}", received=samples.RECEIVED + dt.timedelta(days=n), files=(samples.file(),)
    )
    for n in (1, 2, 3)
)
WAS = (
    Passage(PassageKind.dieu, "Điều 1. Thông qua mức chi", "dieu-1", 3),
    Passage(PassageKind.khoan, "1. Mức chi là 400.000 đồng.", "dieu-1-khoan-1"),
    Passage(PassageKind.khoan, "2. Hết & <b>thôi</b>.", "dieu-1-khoan-2"),
)


def test_an_earlier_version_is_read_on_its_own_page(archive: Archive) -> None:
    was = THREE[0].model_copy(update={"title": "Mức chi <i>cũ</i>", "issued": dt.date(2024, 12, 1)})
    archive.put(versions=(was, THREE[1]), earlier={1: WAS})
    archive.build()

    page = archive.page(VERSION_1)
    assert "Hết &amp; &lt;b&gt;thôi&lt;/b&gt;." in page and 'id="dieu-1-khoan-1"' in page
    assert "Mức chi &lt;i&gt;cũ&lt;/i&gt;" in page and "01/12/2024" in page
    assert "400.000" not in archive.page(PAGE) + archive.page(PAGE.replace("index.html", "document.json"))
    assert [link for link in broken_links(archive.output) if "/originals/" not in link] == []


def test_what_changed_stands_side_by_side_with_marks_that_are_letters(archive: Archive) -> None:
    archive.put(versions=THREE[:2], earlier={1: WAS})
    archive.build()

    page = archive.page(CHANGES)
    assert "<del><b>[−</b>400.000<b>−]</b></del>" in page and "<ins><b>[+</b>500.000<b>+]</b></ins>" in page
    assert "&lt;b&gt;thôi&lt;/b&gt;" in page and "(chưa có)" in page
    assert CHANGES.rpartition("/2024/12-2024-nq-hdnd/")[2] in archive.page(PAGE) and "thay-doi" in archive.page(
        VERSION_1
    )
    assert f"https://kho.lamgiang.example/{CHANGES}" in archive.page("sitemap/2024.xml")


def test_steps_without_both_texts_have_no_page_of_changes(archive: Archive) -> None:
    archive.put(versions=THREE, earlier={2: WAS})
    archive.build()

    made = sorted(path.parent.parent.name for path in archive.output.rglob("thay-doi/index.html"))
    assert made == ["phien-ban-2"]
    assert "không có nội dung chữ của phiên bản này" in archive.page(VERSION_1)


@pytest.mark.parametrize("how", ["withdrawn", "suspended"])
def test_taking_down_takes_every_version_and_every_change_away(archive: Archive, how: str) -> None:
    archive.put(versions=THREE[:2], earlier={1: WAS})
    archive.issue(7)
    archive.build()
    assert (archive.output / CHANGES).is_file()

    archive.put([], event=how, state=how, versions=tuple(one.bare() for one in THREE[:2]))
    archive.build()

    assert "400.000" not in "".join(path.read_text("utf-8") for path in archive.output.rglob("*.html"))
    assert not (archive.output / CHANGES).exists() and not (archive.output / VERSION_1).exists()


def test_related_documents_are_shown_but_not_counted(archive: Archive) -> None:
    archive.put()
    archive.issue(7, scope="related", title="Báo cáo của cơ quan được giám sát")
    archive.build()

    assert "1 văn bản của" in archive.page("index.html")
    assert "Báo cáo của cơ quan được giám sát" in archive.page("tinh/lam-giang/2024/index.html")


def test_the_replaced_document_says_by_what(archive: Archive) -> None:
    old = archive.issue(7)
    act = record.Relation(type="thay-the", target=old.address, evidence="Nghị quyết này thay thế số 7.")
    archive.put(relations=(act,))
    archive.build()
    text = archive.page("tinh/lam-giang/2024/7-nq-hdnd/index.html")

    assert "Được thay thế bằng" in text and PAGE.removeprefix("tinh/") in text


def test_one_act_told_by_two_documents_is_shown_once(archive: Archive) -> None:
    old = archive.issue(7)
    act = record.Relation(type="thay-the", target=old.address, evidence="Nghị quyết này thay thế số 7.")
    new = archive.put(relations=(act,))
    archive.put(**old.model_dump(exclude={"relations"}, by_alias=False) | _replaced_by(new))
    archive.build()
    text = archive.page("tinh/lam-giang/2024/7-nq-hdnd/index.html")

    assert text.count("<dt>Được thay thế bằng</dt>") == 1
    assert "Nghị quyết này thay thế số 7." in text


def _replaced_by(new: record.Document) -> dict[str, Any]:
    return {"state": "replaced", "relations": (record.Relation(type="duoc-thay-the-boi", target=new.address),)}


def test_a_recall_without_a_reason_invents_none(archive: Archive) -> None:
    archive.put([], state="withdrawn", state_date=dt.date(2024, 12, 20))
    archive.build()

    said = "Ngày 20/12/2024, HĐND tỉnh Lam Giang thông báo thu hồi văn bản này (không nêu lý do)."
    assert said in archive.page(PAGE)


def test_every_page_describes_itself(archive: Archive) -> None:
    archive.put(title="Về " + "việc rất dài " * 60)
    archive.issue(7, oversight="kh-gs", type="ke-hoach", dossier="duong-lien-thon")
    archive.issue(9, state="withdrawn", state_date=dt.date(2024, 12, 20))
    archive.build()

    for path in archive.output.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        described = re.search(r'<meta name="description" content="([^"]+)"', text)
        titled = re.search(r"<title>([^<]+)</title>", text)
        assert described and 20 <= len(described[1]) <= 320, path
        assert titled and len(titled[1]) <= 220, path


def test_the_day_of_receipt_is_not_called_the_day_of_replacement(archive: Archive) -> None:
    new = archive.issue(27, day=12)
    link = record.Relation(type="duoc-thay-the-boi", target=new.address)
    archive.put(state="replaced", state_date=dt.date(2024, 12, 20), relations=(link,))
    archive.build()
    notice = re.search(r'notice--warn"><p>(Văn bản này đã.*?)</p>', archive.page(PAGE))
    said = re.sub(r"<[^>]+>", "", notice[1]) if notice else ""

    assert said == ("Văn bản này đã được thay thế bằng 27/NQ-HĐND ngày 12/12/2024 (ghi nhận ngày 20/12/2024).")


def test_another_bodys_document_is_not_called_the_councils(archive: Archive) -> None:
    archive.put(organ="khac", organ_name="Ủy ban nhân dân tỉnh Lam Giang", scope="related")
    archive.build()
    text = archive.page(PAGE)

    assert "<dt>Cơ quan ban hành</dt><dd>Ủy ban nhân dân tỉnh Lam Giang</dd>" in text.replace("\n", "")
    assert "của Ủy ban nhân dân tỉnh Lam Giang " in text and "Văn bản liên quan" in text


def test_an_ended_council_names_its_successors(archive: Archive) -> None:
    archive.build()
    text = archive.page("xa/phu-vinh-dong/index.html")

    assert "30/06/2025" in text and "HĐND xã Phú Vinh" in text
    assert "../../xa/phu-vinh/index.html" in text
    assert not (archive.output / "tinh/hai-son").exists()  # another province's: named, without a page


def test_lists_follow_the_register_not_the_file_names(archive: Archive) -> None:
    for number in (3, 1, 2):
        archive.issue(number)
    archive.build()

    home = archive.page("index.html")
    assert [int(n) for n in re.findall(r"docs__no\">(\d+)/NQ", home)] == [2, 1, 3]


def test_a_published_address_that_would_be_lost_fails_the_build(archive: Archive) -> None:
    document = archive.put()
    archive.ledger("addresses", {"address": document.address, "anchors": ["dieu-1", "dieu-1-khoan-1"]})
    archive.build()
    before = mini.tree(archive.output)
    archive.put(TEXT[:2])
    with pytest.raises(errors.AddressLost, match="12-2024-nq-hdnd#dieu-1-khoan-1"):
        archive.build()
    (archive.root / f"content/documents/{document.address}.md").unlink()
    with pytest.raises(errors.AddressLost, match=document.address):
        archive.build()

    assert mini.tree(archive.output) == before


def test_a_redirect_or_a_tombstone_keeps_a_promise(archive: Archive) -> None:
    old = "tinh/lam-giang/2024/21-2024-nq-hdnd"
    archive.ledger("addresses", {"address": old, "anchors": ["dieu-9"]})
    document = archive.put(former=(old,))
    archive.ledger("addresses", {"address": document.address, "anchors": ["dieu-1"]})
    archive.build()
    archive.put([], state="withdrawn", former=(old,))
    archive.build()

    assert "thu hồi" in archive.page(PAGE)


def test_broken_files_are_named_with_all_their_problems(archive: Archive) -> None:
    archive.put()
    archive.build()
    before = mini.tree(archive.output)
    one = archive.issue(7)
    path = archive.root / f"content/documents/{one.address}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("organ: hdnd", "ogran: hdnd\nzzz: 1"), encoding="utf-8")
    archive.issue(8, type="khong-co", council="vo-danh")
    with pytest.raises(errors.RecordInvalid) as caught:
        archive.build()
    said = caught.value.sentence("vi")

    assert "7-nq-hdnd.md" in said and "ogran" in said and "zzz" in said
    assert "vo-danh" in said and "khong-co" in said
    assert caught.value.exitcode == errors.ExitCode.content
    assert mini.tree(archive.output) == before


def test_a_file_in_a_place_that_its_facts_deny_is_refused(archive: Archive) -> None:
    document = archive.put()
    path = archive.root / f"content/documents/{document.address}.md"
    path.rename(path.with_name("13.md"))
    with pytest.raises(errors.RecordInvalid, match=r"12-2024-nq-hdnd\.md"):
        archive.build()


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data.replace(b"\ntype: ", b"\ntype: [1] #"),
        lambda data: data.replace(b"\ncouncil: ", b"\ncouncul: "),
        lambda data: data.replace(b"\ntitle: ", b"\ntitle: \x0b"),
        lambda data: data + b"\n## A {#dieu-1}\n\n## B {#dieu-1}\n\n## C {#Dieu-2}\n",
        lambda data: data.replace(b"\nlevel: ", b"\nlevel: \xff"),
        lambda data: data.replace(b"\nslug: 12", b"\nslug: 13"),
        lambda data: b"",
    ],
    ids=["a wrong type", "an unknown key", "an odd sign", "anchors", "other bytes", "another place", "nothing"],
)
def test_what_is_wrong_in_a_content_file_is_said_in_either_language(
    archive: Archive, broken: Callable[[bytes], bytes]
) -> None:
    path = archive.root / f"content/documents/{archive.put().address}.md"
    stood = path.read_bytes()
    path.write_bytes(broken(stood))
    assert path.read_bytes() != stood
    with pytest.raises(errors.RecordInvalid) as caught:
        archive.build()

    vi, en = caught.value.sentence(), caught.value.sentence("en")
    assert VIETNAMESE.search(vi) and not VIETNAMESE.search(en), (vi, en)


def test_tables_are_whole_and_harmless_in_a_spreadsheet(archive: Archive) -> None:
    archive.put(title='=HYPERLINK("http://x")')
    archive.build()
    data = (archive.output / "du-lieu/2024.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[0]["trich_yeu"] == '\'=HYPERLINK("http://x")'
    lines = [json.loads(line) for line in archive.page("du-lieu/2024.jsonl").splitlines()]
    assert [line["so_ky_hieu"] for line in lines] == ["12/2024/NQ-HĐND"]


def test_every_column_is_explained_and_every_council_listed(archive: Archive) -> None:
    archive.put(dossier="duong", oversight="kh-gs")
    archive.build()
    schema = json.loads(archive.page("du-lieu/tu-dien.json"))
    heads = {
        name: next(csv.reader(io.StringIO((archive.output / f"du-lieu/{file}.csv").read_text(encoding="utf-8-sig"))))
        for name, file in (("van_ban", "2024"), ("hoi_dong", "hoi-dong"))
    }
    councils = [json.loads(line) for line in archive.page("du-lieu/hoi-dong.jsonl").splitlines()]
    (row,) = [json.loads(line) for line in archive.page("du-lieu/2024.jsonl").splitlines()]

    for name, head in heads.items():
        assert [field["name"] for field in schema[name]["fields"]] == head
    codes = {
        field["name"]: field["constraints"]["enum"] for field in schema["van_ban"]["fields"] if "constraints" in field
    }
    licence = {"giay_phep": ["CC-PDM-1.0"]}
    assert codes == {"cap": list(labels.LEVELS), "hieu_luc": list(labels.EFFECTS), **licence}
    assert all(f"<code>{name}</code>" in archive.page("du-lieu/index.html") for name in heads["van_ban"])
    old = next(one for one in councils if one["hoi_dong"] == "phu-vinh-dong")
    assert (old["den_ngay"], old["ke_thua_boi"]) == ("2025-06-30", "phu-vinh hai-son")
    assert {"phu-vinh", "hai-son", row["hoi_dong"]} <= {one["hoi_dong"] for one in councils}
    assert (archive.output / row["du_lieu"]).is_file()
    assert (archive.output / row["ho_so_giam_sat"] / "index.html").is_file()


def test_a_sitemap_needs_an_address(tmp_path: Path) -> None:
    without, located = Archive(tmp_path / "a", url=""), Archive(tmp_path / "b")
    for archive in (without, located):
        archive.put()
        archive.build()

    assert not (without.output / "sitemap.xml").exists()
    assert f"https://kho.lamgiang.example/{PAGE}" in located.page("sitemap/2024.xml")


def test_nothing_changed_writes_nothing(archive: Archive) -> None:
    archive.put()
    archive.build()
    before = mini.inodes(archive.output)
    archive.build()

    assert mini.inodes(archive.output) == before


def test_one_document_more_changes_few_files(archive: Archive) -> None:
    for number in range(1, 40):
        archive.issue(number, year=2020 + number % 5, month=number % 12 + 1)
    archive.build()
    before = mini.tree(archive.output)
    archive.issue(99)
    archive.build()
    after = mini.tree(archive.output)

    assert len({path for path in after if before.get(path) != after[path]}) <= 90
    assert set(before) - set(after) <= {path for path in before if path.startswith("search/")}


def test_a_broken_archive_ends_pelican_with_the_code_for_content(archive: Archive) -> None:
    archive.issue(8, type="khong-co")
    ended = subprocess.run([sys.executable, "-m", "pelican", "-q"], cwd=archive.root, check=False, capture_output=True)

    assert ended.returncode == errors.ExitCode.content


STEPS = st.one_of(
    st.tuples(
        st.just("issue"), st.integers(1, 5), st.sampled_from([2023, 2024]), st.sampled_from(["lam-giang", "phu-vinh"])
    ),
    st.tuples(st.just("withdraw"), st.integers(1, 5)),
    st.tuples(st.just("remove"), st.integers(1, 5)),
    st.tuples(st.just("rename"), st.sampled_from(["Xã Phú Vinh", "Xã Phú Vinh Mới"])),
    st.tuples(st.just("notice"), st.sampled_from(["", "Kho mẫu"])),
)


def take(archive: Archive, step: tuple) -> None:  # type: ignore[type-arg] # one of the shapes of STEPS
    kind, *rest = step
    documents = sorted(archive.root.glob("content/documents/**/*.md"))
    if kind == "issue":
        number, year, council = rest
        level = "tinh" if council == "lam-giang" else "xa"
        archive.issue(number, year=year, council=council, level=level, dossier="mot" if number == 1 else None)
    elif kind == "withdraw" and documents:
        path = documents[rest[0] % len(documents)]
        path.write_text(
            path.read_text(encoding="utf-8").replace("state: published", "state: withdrawn"), encoding="utf-8"
        )
    elif kind == "remove" and documents:
        documents[rest[0] % len(documents)].unlink()
    elif kind == "rename":
        archive.councils[3]["name"] = rest[0]
        archive.write_vocabulary()
    elif kind == "notice":
        path = archive.root / "archive.yaml"
        facts = json.loads(path.read_text(encoding="utf-8"))
        facts["site"]["notice"] = rest[0]
        path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


@settings(max_examples=3, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=4))
@example([("withdraw", 1), ("remove", 1)])
def test_incremental_builds_end_in_the_bytes_of_a_full_one(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple],  # type: ignore[type-arg]
) -> None:
    archive = Archive(tmp_path_factory.mktemp("archive") / "a")
    archive.issue(1, dossier="mot", oversight="kh-gs")
    archive.issue(2, council="phu-vinh", level="xa")
    archive.build()
    for step in steps:
        take(archive, step)
        archive.build()
    archive.build("clean", ".clean")

    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")


EVENTS = st.sampled_from(["published", "updated", "moved", "withdrawn", "corrected"])
LINES = st.lists(
    st.tuples(EVENTS, st.sampled_from(["a/b", "c", None]), st.text('"\\event:publd ', max_size=20), st.booleans())
)


@given(LINES)
def test_the_order_of_documents_is_that_of_the_register_as_json_reads_it(
    lines: list[tuple[str, str | None, str, bool]],
) -> None:
    wanted: dict[str, str] = {}
    last: dict[str, str] = {}
    written = []
    for number, (event, document, said, close) in enumerate(lines, 1):
        row = {"event": event, "note": said, "document": document}
        written.append(json.dumps(row, separators=(",", ":") if close else None))
        if document and event in ("published", "updated", "moved"):
            wanted[document] = f"{number:09d}"
        if document:
            last[document] = f"{number:09d}"

    assert ledger(told("".join(f"{line}\n" for line in written).encode())) == {
        document: place if place == last[document] else f"{place} {last[document]}"
        for document, place in wanted.items()
    }


def test_a_signature_is_shown_by_three_facts_apart_on_the_page_and_in_its_json(archive: Archive) -> None:
    signed = record.Signed(
        signer="Văn phòng <HĐND>",
        issuer="CA thử",
        time=dt.datetime(2024, 12, 9, 3, tzinfo=dt.UTC),
        time_by="signer",
        intact=True,
        chain="unknown",
        whole=False,
    )
    document = samples.document()
    file = document.files[0].model_copy(update={"signatures": (signed,)})
    archive.put(versions=(document.versions[-1].model_copy(update={"files": (file,)}),))
    archive.build()

    page = archive.page(PAGE)
    assert "Chữ ký số: Văn phòng &lt;HĐND&gt; (chứng thư do CA thử cấp)" in page
    for said in ("còn nguyên vẹn", "không dẫn đến tổ chức nào", "ký cho một phần tệp", "theo máy của người ký"):
        assert said in page
    data = json.loads(archive.page(PAGE.replace("index.html", "document.json")))
    assert '"chain": "unknown"' in json.dumps(data) and '"whole": false' in json.dumps(data)


def test_a_build_that_finds_nothing_changed_loads_no_schema(archive: Archive) -> None:
    command = (
        "import sys; from pelican import main; main(['-q']); print(sorted({'pydantic', 'yaml'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", command]
    loaded = [
        subprocess.run(
            run,
            cwd=archive.root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for _ in "12"
    ]

    assert loaded[1].splitlines()[-1] == "[]"
