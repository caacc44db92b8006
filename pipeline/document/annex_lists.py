"""Lists of documents in an annex, under a head that says what becomes of them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.document import act_lists, citations
from pipeline.document.act_verbs import DECIDES, MARK, RANKS, SINCE
from pipeline.document.citations import Citation
from pipeline.document.passage import Passage, PassageKind
from pipeline.text import late

# The head of a list in an annex: "DANH MỤC NGHỊ QUYẾT BỊ BÃI BỎ TOÀN BỘ". One that only tells what has ended by other
# texts ("công bố Danh mục … hết hiệu lực"), or what somebody proposes, ends nothing.
_LIST_HEAD = late(
    r"\bdanh mục\b[^.;:]{0,200}?\b(?P<verb>tiếp tục (?:có hiệu lực|áp dụng)|hết hiệu lực|bãi bỏ|hủy bỏ|huỷ bỏ)\b",
    re.IGNORECASE,
)
_NOT_THIS = late(r"\b(?:công bố|đề nghị|đề xuất|dự kiến|rà soát|không|chưa|còn hiệu lực)\b", re.IGNORECASE)
_SOME = late(r"một phần", re.IGNORECASE)
# "Điều 1. Bãi bỏ 05 nghị quyết tại Danh mục kèm theo Nghị quyết này.", and the annex is headed "DANH MỤC NGHỊ QUYẾT".
_BY_ANNEX = late(
    rf"{MARK}{SINCE}{DECIDES}(?:[Bb]ãi bỏ|[Hh][uủ][ỷy] bỏ)\s[^.;“”]*\b(?:[Dd]anh mục|[Pp]hụ lục)\s[^.;“”\d]*"
    r"\bkèm theo\b[^.;“”]*\.?"
)
# A column says since when: "Thời điểm hết hiệu lực", "Ngày hết hiệu lực".
_SINCE = re.compile(r"\b(?:thời điểm|ngày|thời gian) (?:hết|chấm dứt|ngưng|không còn) hiệu lực\b", re.IGNORECASE)
_PROVISION = late(rf"\s*(?:[-+•]\s*)?(?:{RANKS})\s", re.IGNORECASE)  # a column says which part of it
_OF_TEXTS = late(r"\bdanh mục (?:các )?(?:nghị quyết|quyết định|văn bản)\b", re.IGNORECASE)
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
    by_annex, bound = _by_annex(passages) if listed else "", False
    for one in passages if listed else ():
        if one.kind is PassageKind.part:
            bound = act_lists.DECISION.match(one.text) is not None
        if bound:
            continue
        if one.rows:
            yield from _rows(one.rows, head, one.id or anchor) if left > 0 else ()
        elif _ends_below(one):
            head, left = one.text, 3
        elif one.kind is PassageKind.dieu:
            left = 0
        elif one.kind not in (PassageKind.can_cu, PassageKind.signature) and _is_head(one.text):
            head, anchor, left = one.text, one.id or anchor, _NEAR + 1
        elif by_annex and _OF_TEXTS.search(one.text) and len(one.text) < 300 and one.text != by_annex:
            head, anchor, left = by_annex, one.id or anchor, _NEAR + 1
        anchor, left = one.id or anchor, left if one.rows else left - 1


def _ends_below(one: Passage) -> bool:
    """Whether an article, or a line with a colon, ends what the table below lists: "Bãi bỏ các nghị quyết sau:"."""
    if one.kind is not PassageKind.dieu and not one.text.rstrip().endswith(":"):
        return False
    told = act_lists.announced(one.text)
    return told is not None and told.type in ("bai-bo", "thay-the") and act_lists.acts(one.text)


def _by_annex(passages: Sequence[Passage]) -> str:
    """The one sentence that ends what an annex lists, where one annex alone is a list of texts; empty else."""
    found = [one.text for one in passages if not one.rows and "kèm theo" in one.text and _BY_ANNEX.fullmatch(one.text)]
    lists = [one for one in passages if not one.rows and _OF_TEXTS.search(one.text) and one.text not in found]
    return found[0] if len(found) == len(lists) == 1 else ""


def _is_head(said: str) -> bool:
    return (
        len(said) < 300
        and "danh mục" in said.lower()
        and _LIST_HEAD.search(said) is not None
        and not _NOT_THIS.search(said)
    )


def _rows(rows: Sequence[Sequence[str]], head: str, anchor: str) -> Iterator[ListedAct]:
    """One act a row: the first document in it, for its title may cite others."""
    match, told = _LIST_HEAD.search(head), act_lists.announced(head)
    verb = match["verb"].lower() if match else ""
    name = told.type if told else "tiep-tuc-hieu-luc" if verb.startswith("tiếp") else "bai-bo"
    since = next((at for at, cell in enumerate(rows[0]) if _SINCE.search(cell)), None) if rows else None
    for row in rows:
        cited = next((one for _, one in citations.in_row(row)), None)
        if cited and cited.code:
            cited = act_lists.lent(cited, head)
            filled = [(at, cell.strip()) for at, cell in enumerate(row) if cell.strip()]
            cells = (f"thời điểm {cell}" if at == since else cell for at, cell in filled)
            said = f"{head.strip().removesuffix(':')}: {'; '.join(cells)}"
            some = _SOME.search(head) is not None or any(map(_PROVISION.match, row))
            yield ListedAct(name, cited, said, anchor, some)
