"""Which passage of the text each pictured page begins with, so that the page can be shown beside its words."""

from collections.abc import Iterator, Sequence

from pipeline import text
from pipeline.document import record
from pipeline.document.model import Extraction
from pipeline.document.passage import Passage

_TELLING = 30  # letters of a line that tell it from the others; a passage may join lines, or begin with another mark
_LEAST = 8  # fewer say nothing: "1." stands everywhere
_AHEAD = 60  # lines of the head, of a signature or of a table that no passage begins with


def of(read: Extraction, passages: Sequence[Passage]) -> tuple[record.Facsimile, ...]:
    """The pictures of a file, each with the number of passages that stand before its page."""
    if not read.facsimiles:
        return ()
    pages = list(_pages(read, passages))
    return tuple(
        record.Facsimile(
            page=one.page,
            begins=next((at for at, page in enumerate(pages) if page >= one.page), len(pages)),
            sha256=one.sha256,
            size=one.size,
            width=one.width,
            height=one.height,
        )
        for one in read.facsimiles
    )


def _pages(read: Extraction, passages: Sequence[Passage]) -> Iterator[int]:
    """The page on which each passage begins; one whose words stand in no line of the file is where the last one was."""
    lines = [(_said(block.text, block.rows), block.page or 1) for block in read.visible]
    at, page = 0, 1
    for passage in passages:
        words = _said(passage.text, passage.rows)
        near = range(at, min(at + _AHEAD, len(lines))) if len(words) >= _LEAST else ()
        found = next((n for n in near if _begins(words, lines[n][0])), None)
        if found is not None:
            at, page = found + 1, max(page, lines[found][1])
        yield page


def _said(words: str, rows: Sequence[Sequence[str]]) -> str:
    first = words or next((cell for row in rows for cell in row if cell), "")
    return "".join(filter(str.isalnum, text.fold(first)))


def _begins(passage: str, line: str) -> bool:
    return len(line) >= _LEAST and (passage.startswith(line[:_TELLING]) or line.startswith(passage[:_TELLING]))
