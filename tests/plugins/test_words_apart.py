"""What stands in elements of its own is parted from what stands beside it in the text: not by the style sheet alone.

A reader without the style sheet, an EPUB, Kiwix' index and the search of what a telephone kept all read the text.
"""

from lxml import html

from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill

INLINE = {"span", "a", "time", "q", "strong", "em", "code", "b", "i", "small", "bdi", "label"}


def words(one: html.HtmlElement) -> str:
    return "".join(map(str, one.itertext()))


def glued(page: bytes) -> list[tuple[str, str]]:
    """Words of inline elements that run into the word behind them."""
    found = []
    for one in html.document_fromstring(page).iter(*INLINE):
        behind = one.getnext()
        follows = one.tail or (words(behind) if behind is not None and behind.tag in INLINE else "")
        said = words(one)
        if follows[:1].isalnum() and (said[-1:].isalnum() or said[-1:] in ")”"):
            found.append((said[-30:], follows[:30]))
    return found


def test_no_word_runs_into_the_next_one(archive: Archive) -> None:
    fill(archive)
    archive.build()
    pages = sorted(archive.output.rglob("*.html"))

    assert len(pages) > 50
    assert {
        page.relative_to(archive.output).as_posix(): found for page in pages if (found := glued(page.read_bytes()))
    } == {}
