"""Lists of documents in an annex, under a head that says what becomes of them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.document import citations
from pipeline.document.citations import Citation
from pipeline.document.passage import Passage, PassageKind

# The head of a list in an annex: "DANH MỤC NGHỊ QUYẾT BỊ BÃI BỎ TOÀN BỘ". One that only tells what has ended by other
# texts ("công bố Danh mục … hết hiệu lực"), or what somebody proposes, ends nothing.
_LIST_HEAD = re.compile(
    r"\bdanh mục\b[^.;:]{0,200}?\b(?P<verb>tiếp tục (?:có hiệu lực|áp dụng)|hết hiệu lực|bãi bỏ|hủy bỏ|huỷ bỏ)\b",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(r"\b(?:công bố|đề nghị|đề xuất|dự kiến|rà soát|không|chưa|còn hiệu lực)\b", re.IGNORECASE)
_SOME = re.compile(r"một phần", re.IGNORECASE)
_NEAR = 6  # passages between such a head and its table: who issues it, what it belongs to


class ListedAct(NamedTuple):
    """A row of such a list: type of relation, document, head and row as its proof, whether a part of it alone."""

    type: str
    citation: Citation
    said: str
    anchor: str
    some: bool


def find(title: str, passages: Sequence[Passage]) -> Iterator[ListedAct]:
    """All rows of a document's lists; none of one whose title only announces what other texts ended."""
    head, anchor, left = "", "", 0
    listed = any(one.rows for one in passages) and not _NOT_THIS.search(title)  # most documents have no table
    for one in passages if listed else ():
        if one.rows:
            yield from _rows(one.rows, head, one.id or anchor) if left > 0 else ()
        elif one.kind is PassageKind.dieu:
            left = 0
        elif one.kind not in (PassageKind.can_cu, PassageKind.signature) and _is_head(one.text):
            head, anchor, left = one.text, one.id or anchor, _NEAR + 1
        anchor, left = one.id or anchor, left if one.rows else left - 1


def _is_head(said: str) -> bool:
    return (
        len(said) < 300
        and "danh mục" in said.lower()
        and _LIST_HEAD.search(said) is not None
        and not _NOT_THIS.search(said)
    )


def _rows(rows: Sequence[Sequence[str]], head: str, anchor: str) -> Iterator[ListedAct]:
    """One act a row: the first document in it, for its title may cite others."""
    match = _LIST_HEAD.search(head)
    verb = match["verb"].lower() if match else ""
    name = "tiep-tuc-hieu-luc" if verb.startswith("tiếp") else "bai-bo"
    for row in rows:
        cited = next((one for _, one in citations.in_row(row)), None)
        if cited and cited.code:
            said = f"{head.strip()}: {'; '.join(cell.strip() for cell in row if cell.strip())}"
            yield ListedAct(name, cited, said, anchor, _SOME.search(head) is not None)
