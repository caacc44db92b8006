"""Feeds, tables and sitemaps as programs read them: whole, well-formed, and the same tomorrow."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import errors, text
from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from plugins import archive_exports, archive_feeds
from tests.document import samples
from tests.plugins import mini
from tests.plugins.archive import Archive

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OTHER_SETTINGS = {
    "mail": {"email": "vanphong@elsewhere.example"},
    "address": {"url": "https://kho.lamgiang.example/con"},
    "names": {"name": "Tên khác", "place": "Nơi khác", "office": "Phòng khác", "notice": "Bản thử"},
}
SIGNS = ["\x00", "\x0b", "\x10", "\x1e", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2067", "\uffff"]


def feeds(archive: Archive) -> dict[str, ElementTree.Element]:
    found = sorted(archive.output.rglob("atom.xml"))
    return {p.relative_to(archive.output).as_posix(): ElementTree.parse(p).getroot() for p in found}  # noqa: S314 our own


def fill(archive: Archive) -> None:
    archive.put()
    archive.issue(7, oversight="kh-gs", type="ke-hoach", dossier="duong-lien-thon")
    archive.issue(8, oversight="bc-kq-gs", type="bao-cao", dossier="duong-lien-thon")
    archive.issue(9, council="phu-vinh-dong", level="xa", former=("xa/phu-vinh-dong/2024/90-nq-hdnd",))
    archive.issue(10, state="withdrawn", state_date=dt.date(2024, 12, 20), event="withdrawn")


def test_old_ids_lead_to_those_of_today(tmp_path: Path) -> None:
    """An archive of before 0.2 wrote tag: URIs with its mail domain; one that had two domains had two of each."""
    new, old = Archive(tmp_path / "new"), Archive(tmp_path / "old", old_domains=["lamgiang.example", "cu.example"])
    for archive in (new, old):
        fill(archive)
        archive.build()
    assert list(new.output.rglob("ma-cu*")) == []

    lines = [
        line
        for path in sorted(old.output.glob("du-lieu/ma-cu-*.csv"))
        for line in csv.DictReader(path.read_text("utf-8-sig").splitlines())
    ]
    today = {one.text for feed in feeds(old).values() for one in feed.iter(f"{ATOM}id")}
    assert len({line["ma_cu"] for line in lines}) == len(lines) and all(
        line["ma"].startswith("urn:uuid:") for line in lines
    )
    known = {line["ma_cu"]: line for line in lines}
    for domain in ("lamgiang.example", "cu.example"):
        assert known[f"tag:{domain},2024:atom.xml"]["ma"] in today
        assert known[f"tag:{domain},2024:tinh/lam-giang/atom.xml"]["ma"] in today
        moved = [one for name, one in known.items() if name.endswith("2024/90-nq-hdnd") and domain in name]
        assert [one["dia_chi"] for one in moved] == ["xa/phu-vinh-dong/2024/9-nq-hdnd"] and moved[0]["ma"] in today


@pytest.mark.parametrize("changed", OTHER_SETTINGS.values(), ids=OTHER_SETTINGS.keys())
def test_no_setting_moves_an_id(changed: dict[str, str], tmp_path: Path) -> None:
    ids = []
    for name, settings in (("a", {}), ("b", changed)):
        archive = Archive(tmp_path / name, **settings)
        fill(archive)
        archive.build()
        ids.append([one.text for feed in feeds(archive).values() for one in feed.iter(f"{ATOM}id")])

    assert ids[0] == ids[1]
    assert len(ids[0]) > 20


def test_a_corrected_number_keeps_the_entrys_id(archive: Archive) -> None:
    first = archive.issue(21)
    archive.build()
    before = feeds(archive)["atom.xml"].findtext(f"{ATOM}entry/{ATOM}id")
    (archive.root / f"content/documents/{first.address}.md").unlink()
    archive.issue(12, former=(first.address,), event="moved")
    archive.build()

    assert feeds(archive)["atom.xml"].findtext(f"{ATOM}entry/{ATOM}id") == before


def test_two_archives_have_feeds_of_two_ids(tmp_path: Path) -> None:
    ids = set()
    for number in (1, 2):
        archive = Archive(tmp_path / str(number))
        archive.issue(number)
        archive.build()
        ids.add(feeds(archive)["atom.xml"].findtext(f"{ATOM}id"))

    assert len(ids) == 2


def test_an_empty_feed_is_not_written_and_not_named(archive: Archive) -> None:
    archive.build()
    named = [path.name for path in archive.output.rglob("*.html") if "atom+xml" in path.read_text(encoding="utf-8")]

    assert feeds(archive) == {}
    assert named == []
    assert json.loads(archive.page("du-lieu/index.json"))["feeds"] == []


def test_a_feed_that_loses_its_last_entry_goes_with_its_links(archive: Archive) -> None:
    archive.put()
    archive.build()
    archive.put([], state="withdrawn", event="withdrawn")
    archive.build()

    assert list(feeds(archive)) == ["du-lieu/atom.xml"]
    assert "atom+xml" not in archive.page("tinh/lam-giang/2024/12-2024-nq-hdnd/index.html")


def test_there_is_a_feed_for_whoever_follows_one_thing(archive: Archive) -> None:
    fill(archive)
    archive.build()

    wanted = {"atom.xml", "tinh", "tinh/lam-giang", "xa/phu-vinh-dong", "loai/ke-hoach", "giam-sat", "du-lieu"}
    wanted |= {"giam-sat/ho-so/lam-giang-duong-lien-thon"}
    assert {f"{name}/atom.xml".removeprefix("atom.xml/") for name in wanted} <= set(feeds(archive))
    gone, moved = (
        one.findtext(f"{ATOM}title") or "" for one in feeds(archive)["du-lieu/atom.xml"].iter(f"{ATOM}entry")
    )
    assert "10/NQ-HĐND: đã thu hồi" in gone and "Về việc thứ 10" not in gone
    assert "9/NQ-HĐND" in moved


@pytest.mark.parametrize("url", ["", "https://kho.lamgiang.example/con/"])
def test_every_feed_says_where_it_lies_what_it_lists_and_when(url: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", url=url)
    fill(archive)
    archive.build()

    for path, feed in feeds(archive).items():
        links = {one.get("rel"): one.get("href") or "" for one in feed.findall(f"{ATOM}link")}
        assert links["self"] == (url + path if url else "atom.xml")
        assert links["alternate"] == links["self"].replace("atom.xml", "index.html")
        assert (archive.output / path).with_name("index.html").is_file()
        for entry in feed.iter(f"{ATOM}entry"):
            published, updated = (entry.findtext(f"{ATOM}{name}") or "" for name in ("published", "updated"))
            assert "2024" < published <= updated <= (feed.findtext(f"{ATOM}updated") or "")


def test_a_new_version_is_an_update_of_the_same_entry(archive: Archive) -> None:
    first = samples.document().versions[0]
    last = first.model_copy(update={"receipt": "TN-2024-000009", "received": first.received + dt.timedelta(days=3)})
    archive.put(versions=(first, last))
    archive.build()
    (entry,) = feeds(archive)["du-lieu/atom.xml"].iter(f"{ATOM}entry")

    assert (entry.findtext(f"{ATOM}published") or "") < (entry.findtext(f"{ATOM}updated") or "")


DECIDED = "2026-03-02T15:00:00+07:00"


@pytest.mark.parametrize("rewritten", [True, False], ids=["file-changed", "file-as-it-was"])
@pytest.mark.parametrize("event", ["corrected", "redacted", "restored", "replaced"])
def test_every_feed_that_holds_a_document_says_when_it_was_last_decided_on(
    event: str, rewritten: bool, archive: Archive
) -> None:
    fill(archive)
    archive.build()
    before = {path for path, feed in feeds(archive).items() if "số 7/NQ" in (ElementTree.tostring(feed, "unicode"))}
    if rewritten:
        archive.issue(7, oversight="kh-gs", type="ke-hoach", dossier="duong-lien-thon", place="Nơi khác")
        path = archive.root / "content/register/publications.jsonl"
        path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    address = "tinh/lam-giang/2024/7-nq-hdnd"
    archive.ledger("publications", {"event": event, "document": address, "time": DECIDED})

    archive.build()

    entries = {path: _updated(feed, "số 7/NQ") for path, feed in feeds(archive).items() if _updated(feed, "số 7/NQ")}
    assert {"tinh/lam-giang/atom.xml", "du-lieu/atom.xml", "loai/ke-hoach/atom.xml"} <= entries.keys() >= before
    assert set(entries.values()) == {"2026-03-02T08:00:00Z"}
    assert feeds(archive)["tinh/lam-giang/atom.xml"].findtext(f"{ATOM}updated") == "2026-03-02T08:00:00Z"
    archive.build("clean", ".clean")
    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")


def test_a_decision_that_was_taken_back_before_a_build_moves_no_feed(archive: Archive) -> None:
    fill(archive)
    archive.build()
    before = feeds(archive)["tinh/lam-giang/atom.xml"].findtext(f"{ATOM}updated")
    for event in ("corrected", "undone"):
        line = {"event": event, "document": "tinh/lam-giang/2024/7-nq-hdnd", "time": DECIDED}
        archive.ledger("publications", line)

    archive.build()

    assert feeds(archive)["tinh/lam-giang/atom.xml"].findtext(f"{ATOM}updated") == before
    archive.build("clean", ".clean")
    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")


def _updated(feed: ElementTree.Element, named: str) -> str | None:
    found = [one for one in feed.iter(f"{ATOM}entry") if named in (one.findtext(f"{ATOM}title") or "")]
    return found[0].findtext(f"{ATOM}updated") if found else None


@pytest.mark.parametrize("sign", SIGNS, ids=[f"U+{ord(sign):04X}" for sign in SIGNS])
@pytest.mark.parametrize("field", ["title", "organ_name", "place"])
def test_a_sign_that_breaks_feeds_is_refused_by_field(field: str, sign: str, archive: Archive) -> None:
    changed: dict[str, Any] = {field: f"Về{sign}người"}
    archive.put(**changed)

    with pytest.raises(errors.RecordInvalid) as caught:
        archive.build()

    assert "12-2024-nq-hdnd" in caught.value.sentence()
    assert f"U+{ord(sign):04X}" in caught.value.sentence() or f"#x{ord(sign):04x}" in caught.value.sentence()


@pytest.mark.parametrize("sign", ["\x0b", "\x10", "\u2028", "\u202e"])
def test_a_sign_that_breaks_pages_is_refused_by_line(sign: str, archive: Archive) -> None:
    document = archive.put()
    path = archive.root / f"content/documents/{document.address}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Người có công", f"Người{sign}có công"), encoding="utf-8")

    with pytest.raises(errors.RecordInvalid, match=rf"dòng \d+: ký tự U\+{ord(sign):04X}"):
        archive.build()


def test_such_a_sign_is_refused_in_settings_and_registry(tmp_path: Path) -> None:
    with pytest.raises(errors.SettingsError, match=r"site\.office: ký tự U\+000B"):
        Archive(tmp_path / "a", office="Văn\x0bphòng").build()
    other = Archive(tmp_path / "b")
    other.councils[3]["name"] = "Xã\u2028Phú Vinh"
    other.write_vocabulary()
    other.issue(1)
    with pytest.raises(errors.VocabularyInvalid, match=r"name: ký tự U\+2028"):
        other.build()


@given(st.text())
def test_a_line_of_json_is_one_line_for_everybody(words: str) -> None:
    line = archive_exports.line({"trich_yeu": words})

    assert line.splitlines() == [line]
    assert json.loads(line) == {"trich_yeu": words}


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_the_words_xml_holds_them(words: str) -> None:
    ElementTree.fromstring(f"<a>{archive_feeds.words(words)}</a>")  # noqa: S314 our own


@given(st.text())
def test_cleaned_words_are_fit_for_every_file(words: str) -> None:
    assert not text.unfit(text.clean(words))


@given(st.characters(exclude_categories=()), st.text(alphabet="Nghị quyết\n\t\u00a0"))
def test_a_sign_is_found_wherever_it_stands_among_others(sign: str, words: str) -> None:
    alone = text.unfit(sign)

    assert bool(text.unfit(f"{words}{sign}{words}\n")) == bool(alone)


def test_signs_that_part_words_do_not_join_them_when_cleaned() -> None:
    for sign in ("\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        assert text.clean(f"hỗ trợ{sign}vận chuyển") == "hỗ trợ vận chuyển"


def test_the_sitemap_names_every_page_once(archive: Archive) -> None:
    first = record.Version(receipt="TN-2024-000001", received=samples.RECEIVED, files=())
    fill(archive)
    archive.issue(11, versions=(first, *samples.document().versions))
    archive.build()
    names = [one.text for one in ElementTree.parse(archive.output / "sitemap.xml").iter(f"{MAP}loc")]  # noqa: S314 our own
    base = "https://kho.lamgiang.example/"
    maps = [archive.output / str(name).removeprefix(base) for name in names]
    listed = [str(one.text).removeprefix(base) for path in maps for one in ElementTree.parse(path).iter(f"{MAP}loc")]  # noqa: S314

    assert not any(name.startswith("du-lieu/tep/") for name in listed)
    left_out = {"404.html", "xa/phu-vinh-dong/2024/90-nq-hdnd/index.html", "tinh/lam-giang/2024/10-nq-hdnd/index.html"}
    assert sorted(listed) == sorted(
        {path.relative_to(archive.output).as_posix() for path in archive.output.rglob("*.html")}
        - {path.relative_to(archive.output).as_posix() for path in archive.output.glob("du-lieu/tep/*.html")}
        - left_out
    )


@pytest.mark.parametrize("url", ["", "https://kho.lamgiang.example", "https://lamgiang.example/kho"])
def test_robots_are_welcome_and_told_of_the_sitemap(url: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", url=url)
    archive.build()

    said = archive.page("robots.txt").splitlines()
    assert said == ["User-agent: *", "Allow: /", *([f"Sitemap: {url}/sitemap.xml"] if url else [])]


FOLLOWED = "tinh/lam-giang/2024/12-2024-nq-hdnd/atom.xml"
CITING = Passage(PassageKind.can_cu, "Căn cứ Nghị quyết số 12/2024/NQ-HĐND ngày 10 tháng 12 năm 2024;")
OTHER_DAY = Passage(PassageKind.can_cu, "Căn cứ Nghị quyết số 12/2024/NQ-HĐND ngày 11 tháng 10 năm 2024;")


def test_a_document_has_a_feed_of_those_that_speak_of_it(archive: Archive) -> None:
    archive.put()
    archive.issue(7, passages=[OTHER_DAY])
    archive.build()
    assert FOLLOWED not in feeds(archive)

    archive.issue(8, passages=[CITING])
    archive.build()
    titles = [one.findtext(f"{ATOM}title") for one in feeds(archive)[FOLLOWED].iter(f"{ATOM}entry")]
    assert titles == ["Nghị quyết số 8/NQ-HĐND – Về việc thứ 8"]
    assert archive.page(FOLLOWED.replace("atom.xml", "index.html")).count(FOLLOWED) == 2

    archive.issue(8, passages=[], state="withdrawn", event="withdrawn")
    archive.build()
    assert FOLLOWED not in feeds(archive)
    archive.build("clean", ".clean")
    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")
