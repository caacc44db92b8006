"""Clauses of an amending article that name a provision and no document: its document is the article's.

"Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số …" has below it "1. Sửa đổi điểm b khoản 2 Điều 3 như sau:" and
"2. Bãi bỏ khoản 3 Điều 4." A head that names a provision itself ("Sửa đổi Điều 3 … như sau:") lends nothing: whether
"khoản 2" below it is of that article the words do not say.
"""

import re

from pipeline.document import act_outcomes
from pipeline.document.act_verbs import LEADS, RANKS
from pipeline.document.citations import Citation
from pipeline.document.passage import PassageKind

_SOME = re.compile(
    r"\s*(?:một số|các) (?:điều|điểm|khoản|nội dung|quy định)(?:,? (?:và )?(?:điểm|khoản|điều|nội dung|phụ lục))*"
    r"(?: (?:của|tại) (?P<inner>(?:Quy chế|Quy định|Nội quy|Điều lệ|Đề án|Chương trình|Kế hoạch)\b[^.;“”]{0,160}?))?"
    r"(?: (?:được )?(?:ban hành )?kèm theo)?\s*$"
)
_CLAUSE = re.compile(r"(?P<said>.*?)(?:\s+như sau|\s+bằng\s[^“”]*)?\s*(?:[:;]|\./?\.?)?\s*$", re.DOTALL)
_PROVISION = re.compile(rf"\b(?:{RANKS})\s(?!và\b)[^.;“”]*$", re.IGNORECASE)
_FIRST = re.compile(rf"\s*(?:(?:toàn bộ|các)\s+)?(?:{RANKS})\s", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:điều|phụ lục|biểu|chương|mục)\s+(?:số\s+)?[\divxlc]", re.IGNORECASE)
_RANK = {PassageKind.dieu: 0, PassageKind.khoan: 1, PassageKind.diem: 2}
_ENDS = frozenset({"bai-bo", "thay-the"})


class AmendingHead:
    """The article or clause that amends one document: it lends it to what stands below, until the next of its rank."""

    def __init__(self) -> None:
        self.citation: Citation | None = None
        self.sentence = ""
        self.inner = ""  # the instrument of it that is amended: "Quy chế hoạt động", issued with the document
        self._rank = 0
        self._at = len(_RANK)  # the rank of the provision in which a paragraph stands

    def enter(self, kind: PassageKind) -> None:
        """A passage begins."""
        if kind in _RANK:
            self._at = _RANK[kind]
            self.citation = None if self._at <= self._rank else self.citation

    def take(self, kind: PassageKind, sentence: str, citation: Citation, words: str | None) -> None:
        """What a passage amends, in its `words` for the part: "một số điều" makes a head of its article or clause.

        An article may have "Điều 1." alone for its line, and say in the paragraph below what it amends.
        """
        some = _SOME.fullmatch(words or "")
        if some and self._at < _RANK[PassageKind.diem] and (kind in _RANK or kind is PassageKind.paragraph):
            self.citation, self.sentence, self._rank = citation, sentence, self._at
            self.inner = some["inner"] or ""


def act(sentence: str) -> tuple[str, str] | None:
    """What a clause without a document does, and the provision that it does it to; None for any other sentence."""
    match = _CLAUSE.fullmatch(sentence)
    if match is None:
        return None
    passive = act_outcomes.of_clause(sentence.rstrip(" .;/"))
    if passive and _PLACED.search(passive[1]):
        return passive
    if " này" in match["said"]:
        return None
    for name, lead in LEADS:
        found = lead.fullmatch(match["said"])
        place = _PROVISION.search(found["object"]) if found else None
        if found and place and _PLACED.search(place[0]):
            ends = name in _ENDS and _FIRST.match(found["object"])
            kind = name if ends else "sua-doi" if name in ("sua-doi", *_ENDS) else None
            return (kind, place[0].strip()) if kind else None
    return None
