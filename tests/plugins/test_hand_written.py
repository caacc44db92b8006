"""Hand-written pages of an archive: each follows its own file and what it shows, and none the others."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pelican import signals
from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from pipeline import errors
from plugins.archive_markdown import HandWrittenReader
from tests.plugins.archive import REPOSITORY, Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    found = Archive(tmp_path)
    found.put()
    found.build()
    return found


@contextmanager
def rendered() -> Iterator[set[str]]:
    """The sources of the pages that Pelican read meanwhile."""
    seen: set[str] = set()

    def noted(generator: object) -> None:
        seen.update(page.get_relative_source_path() for page in generator.pages)  # type: ignore[attr-defined]

    with signals.page_generator_finalized.connected_to(noted):
        yield seen


@contextmanager
def called() -> Iterator[set[str]]:
    """The qualified names of the functions that run meanwhile."""
    seen: set[str] = set()
    sys.setprofile(lambda frame, event, _: seen.add(frame.f_code.co_qualname) if event == "call" else None)
    try:
        yield seen
    finally:
        sys.setprofile(None)


def page(archive: Archive, name: str) -> Path:
    return archive.root / "content/pages" / name


def test_a_document_more_renders_the_page_that_counts_and_no_other(archive: Archive) -> None:
    with rendered() as seen:
        archive.issue(77)
        archive.build()

    assert seen == {"pages/du-lieu.md"}


def test_what_pages_show_is_asked_where_something_changed_and_is_right_behind_a_build_that_asked_nothing(
    archive: Archive,
) -> None:
    with called() as idle:
        archive.build()
    archive.issue(78)
    with rendered() as seen, called() as busy:
        archive.build()

    assert "Build.read_changes" in idle & busy
    assert "ArchiveSite.pages_context" in busy - idle
    assert seen == {"pages/du-lieu.md"}


@pytest.mark.parametrize("name", ["tro-giup.md", "gioi-thieu.md", "du-lieu.md"])
def test_a_page_that_was_written_anew_is_rendered_alone(archive: Archive, name: str) -> None:
    with page(archive, name).open("a", encoding="utf-8") as file:
        file.write("\nMột dòng viết thêm.\n")
    with rendered() as seen:
        archive.build()

    assert seen == {f"pages/{name}"}
    assert any("Một dòng viết thêm." in path.read_text("utf-8") for path in archive.output.glob("*/index.html"))


def test_a_page_that_came_and_one_that_went_have_and_lose_their_files(archive: Archive) -> None:
    new = page(archive, "lich-lam-viec.md")
    new.write_text("---\ntitle: Lịch làm việc\nslug: lich-lam-viec\n---\n\nHai buổi.\n", encoding="utf-8")
    archive.build()
    place = archive.output / "lich-lam-viec/index.html"
    assert "Hai buổi." in place.read_text("utf-8")
    new.unlink()
    archive.build()

    assert not place.exists()


def test_page_by_page_ends_in_the_bytes_of_a_build_from_nothing(archive: Archive) -> None:
    archive.issue(79)
    archive.build()
    with page(archive, "tro-giup.md").open("a", encoding="utf-8") as file:
        file.write("\nThêm.\n")
    archive.build()
    stepwise = {p.relative_to(archive.output): p.read_bytes() for p in archive.output.rglob("*") if p.is_file()}
    archive.build(INCREMENTAL_FULL=True)

    assert stepwise == {p.relative_to(archive.output): p.read_bytes() for p in archive.output.rglob("*") if p.is_file()}


@pytest.mark.parametrize("source", sorted((REPOSITORY / "content/pages").glob("*.md")), ids=lambda path: path.stem)
def test_a_page_reads_as_with_the_extensions_that_the_settings_name(archive: Archive, source: Path) -> None:
    settings = read_settings(str(archive.root / "pelicanconf.py"))
    assert HandWrittenReader(settings).read(str(source)) == MarkdownReader(settings).read(str(source))


def test_tables_definitions_attributes_and_metadata_are_read_as_the_settings_say(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("Title: A\nSummary: *b*\n\n# T {#t}\n\nx\n:   y\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "utf-8")
    settings = read_settings(str(archive.root / "pelicanconf.py"))
    html, facts = HandWrittenReader(settings).read(str(path))
    assert (html, facts) == MarkdownReader(settings).read(str(path))
    assert all(tag in html for tag in ('<h1 id="t">', "<dl>", "<table>"))
    assert facts["title"] == "A"


@pytest.mark.parametrize(
    ("summary", "said"),
    [("Hỏi & đáp về *kho*.", "Hỏi &amp; đáp về kho."), ("Xem [sổ](so.md) “mới” < 2027", "Xem sổ “mới” &lt; 2027")],
)
def test_a_summary_describes_the_page_in_words_without_marks(archive: Archive, summary: str, said: str) -> None:
    page(archive, "so.md").write_text(f"title: Sổ\nslug: so\nsummary: {summary}\n\nNội dung.\n", encoding="utf-8")
    archive.build()

    head = (archive.output / "so/index.html").read_text("utf-8").partition("</head>")[0]
    assert head.count(f'content="{said}"') == 2, head  # of search engines, and of shared links
    assert "&lt;p" not in head and "\\u003cp" not in head and "<p" not in head


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Một <script>alert(1)</script>".encode(), "<script>"),
        (b"<img src=a.png onerror=x()>", "onerror="),
        (b"[x](java\tscript:alert(1))", "<a href=…>"),
        ("# Đề mục {: onclick=x() }".encode(), "onclick="),
        (b'<meta http-equiv="refresh" content="0">', "<meta refresh>"),
        (b"![x](https://vi-du.example/dem.png)", "<img src=…>"),
        (b"M\xe9t", "UTF-8"),
        ("Một \x00 chữ".encode(), "dòng 3: có ký tự U+0000"),
        ("Một \u202e chữ".encode(), "dòng 3: có ký tự U+202E"),
    ],
)
def test_a_page_that_runs_fetches_or_is_no_text_is_refused_by_its_name(
    archive: Archive, body: bytes, found: str
) -> None:
    path = page(archive, "thu.md")
    path.write_bytes("Title: Thử\n\n".encode() + body + b"\n")
    reader = HandWrittenReader(read_settings(str(archive.root / "pelicanconf.py")))

    with pytest.raises(errors.RecordInvalid) as refused:
        reader.read(str(path))

    assert str(refused.value).startswith("content/pages/thu.md: ") and found in str(refused.value)


def test_a_page_without_a_title_is_refused(archive: Archive) -> None:
    path = page(archive, "thu.md")
    path.write_text("Một chữ.\n", "utf-8")

    with pytest.raises(errors.RecordInvalid, match="Title"):
        HandWrittenReader(read_settings(str(archive.root / "pelicanconf.py"))).read(str(path))


def test_a_page_may_speak_of_scripts_and_hold_html_that_rests(archive: Archive) -> None:
    path = page(archive, "thu.md")
    path.write_text(
        "\ufeffTitle: Thử\n\nBấm `<script>` hay onclick= là gì?\n\n<details><summary>Hỏi</summary>Đáp</details>\n"
        "\n[thư](mailto:vp@vi-du.example) ![](anh.png)\n",
        "utf-8",
    )
    html, _ = HandWrittenReader(read_settings(str(archive.root / "pelicanconf.py"))).read(str(path))

    assert "<details>" in html and "<code>&lt;script&gt;</code>" in html
