"""Clauses of an amending article that name a provision and no document: its document is the article's.

"Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số …" has below it "1. Sửa đổi điểm b khoản 2 Điều 3 như sau:" and
"2. Bãi bỏ khoản 3 Điều 4." A head that names a provision itself ("Sửa đổi Điều 3 … như sau:") lends nothing: whether
"khoản 2" below it is of that article the words do not say; "một số khoản của Điều 21 như sau:" does say it. A chapter
may be such a head for its articles, and so may a title that does nothing else.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.document import act_outcomes, capitals
from pipeline.document.act_verbs import LEADS, RANKS
from pipeline.document.citations import Citation
from pipeline.document.passage import PassageKind
from pipeline.text import late

_SOME = late(
    r"\s*(?:một số|các) (?:điều|điểm|khoản|nội dung|quy định)(?:,? (?:và )?(?:điểm|khoản|điều|nội dung|phụ lục))*"
    r"(?: (?:của|tại) (?P<inner>(?:Quy chế|Quy định|Nội quy|Điều lệ|Đề án|Chương trình|Kế hoạch)\b[^.;“”]{0,160}?))?"
    r"(?: (?:được )?(?:ban hành )?kèm theo)?\s*$"
)
_CLAUSE = late(r"(?P<said>.*?)(?:\s+như sau|\s+bằng\s[^“”]*)?\s*(?:[:;]|\./?\.?)?\s*$", re.DOTALL)
_PROVISION = late(rf"\b(?:{RANKS})\s(?!(?:và|của|tại)\b)[^.;“”]*$", re.IGNORECASE)
_FIRST = late(rf"\s*(?:(?:toàn bộ|các)\s+)?(?:{RANKS})\s", re.IGNORECASE)
_PLACED = late(r"\b(?:điều|phụ lục|biểu|chương|mục)\s+(?:số\s+)?[\divxlc]", re.IGNORECASE)
CHAPTERS = (PassageKind.phan, PassageKind.chuong, PassageKind.muc)
_RANK = {kind: rank for rank, kind in enumerate((*CHAPTERS, PassageKind.dieu, PassageKind.khoan, PassageKind.diem))}
_LABEL = late(r"(?:Phần|Chương|Mục)\s[^.:]{1,20}[.:]\s*", re.IGNORECASE)
_SOME_OF = late(
    r"\b(?:một số|các) (?:điểm|khoản)(?:,? (?:và )?(?:điểm|khoản))* (?:của|tại) "
    r"(?P<place>(?:khoản \w+,? )?Điều \d+[a-zđ]?)\b[^.;“”]{0,300}:\s*$"
)
_AMENDED = late(r"\s*[,(]?\s*\b(?:đã )?được (?:sửa đổi|bổ sung)\b", re.IGNORECASE)
_ENDS = frozenset({"bai-bo", "thay-the"})


class Lender(NamedTuple):
    """A chapter, article or clause that amends one document: its rank, its sentence, and the document.

    `inner` is the instrument that is amended ("Quy chế hoạt động", issued with the document), empty where it is all.
    """

    rank: int
    sentence: str
    citation: Citation
    inner: str


class AmendingHead:
    """What amends one document lends it to what stands below, until the next of its rank."""

    def __init__(self) -> None:
        self._open: list[Lender] = []
        self._places: list[tuple[int, str]] = []
        self._at = len(_RANK)  # the rank of the provision in which a paragraph stands

    @property
    def lender(self) -> Lender | None:
        """The nearest head above the passage that was entered last."""
        return self._open[-1] if self._open else None

    @property
    def place(self) -> str:
        """The provision of which the clauses below a head are parts, empty where none says so."""
        return self._places[-1][1] if self._places else ""

    def begin(self, of_title: Iterable[tuple[str, str, Citation, str | None]]) -> None:
        """An instrument begins; the title of one that amends a document and does nothing else lends it to all of it."""
        found = list(of_title)
        self._open, self._places = [], []
        if len(found) == 1 and found[0][0] == "sua-doi" and (some := _SOME.fullmatch(found[0][3] or " một số điều")):
            self._open = [Lender(-1, found[0][1], found[0][2], some["inner"] or "")]

    def enter(self, kind: PassageKind, text: str) -> None:
        """A passage begins."""
        if kind in _RANK:
            self._at = _RANK[kind]
            if self._open:
                self._open = [one for one in self._open if one.rank < self._at]
                self._places = [one for one in self._places if one[0] < self._at]
        if self._open and (kind in _RANK or kind is PassageKind.paragraph) and (some := _SOME_OF.search(text)):
            self._places.append((self._at, some["place"]))

    def take(
        self, kind: PassageKind, sentence: str, citation: Citation, words: str | None, *, lends: bool = False
    ) -> None:
        """What a passage amends, in its `words` for the part: "một số điều" makes a head of its article or clause.

        An article may have "Điều 1." alone for its line, and say in the paragraph below what it amends. `lends`: it is
        a line of a list of amended documents ("1. Nghị quyết số …:"), below which stands what becomes of it.
        """
        some = _SOME.fullmatch(words or "")
        lends = lends or some is not None or (kind in CHAPTERS and not words)  # "SỬA ĐỔI, BỔ SUNG NGHỊ QUYẾT SỐ …"
        if lends and self._at < _RANK[PassageKind.diem] and (kind in _RANK or kind is PassageKind.paragraph):
            self._open.append(Lender(self._at, sentence, citation, (some["inner"] if some else "") or ""))


def heading_said(heading: str) -> str:
    """A chapter's heading as a sentence: without its label, and not in capitals.

    What the document was amended by is left out: "… (ĐƯỢC SỬA ĐỔI, BỔ SUNG BỞI NGHỊ QUYẾT SỐ …)".
    """
    return capitals.said(_AMENDED.split(heading[match.end() if (match := _LABEL.match(heading)) else 0 :])[0])


def act(sentence: str, within: str = "") -> tuple[str, str] | None:
    """What a clause without a document does, and the provision that it does it to; None for any other sentence.

    `within`: the article of which a clause names a part alone.
    """
    match = _CLAUSE.fullmatch(sentence)
    if match is None:
        return None
    passive = act_outcomes.of_clause(sentence.rstrip(" .;/"))
    if passive and (whole := _placed(passive[1], within)):
        return passive[0], whole
    if " này" in match["said"]:
        return None
    for name, lead in LEADS:
        found = lead.fullmatch(match["said"])
        place = _PROVISION.search(found["object"]) if found else None
        if found and place and (whole := _placed(place[0], within)):
            ends = name in _ENDS and _FIRST.match(found["object"])
            kind = name if ends else "sua-doi" if name in ("sua-doi", *_ENDS) else None
            return (kind, _AMENDED.split(whole)[0].strip()) if kind else None
    return None


def _placed(named: str, within: str) -> str:
    """The words for a provision with the article that it is in; empty where they name a part of no article."""
    return named if _PLACED.search(named) else f"{named.strip()} {within}" if within else ""
