"""The sentences of a passage, as far as they say what becomes of other documents.

"Nghị quyết A về X; Nghị quyết B về Y hết hiệu lực …" is one sentence: its verb is said of both.
"""

from pipeline.document import act_outcomes, citations
from pipeline.document.act_verbs import MARK, RANKS
from pipeline.text import late

_MARKED = late(MARK)
_BETWEEN = late(rf"(?<=\.)\s+(?=[A-ZĐƯ“\d])|(?<=;)\s+(?!(?i:{RANKS})\s)(?=[A-ZĐƯ“\d])")
_PREDICATE = late(r"\b(?:được|bị|còn|vẫn|không|chưa|tiếp tục|thực hiện|áp dụng|hiệu lực)\b")


def split(text: str) -> list[str]:
    """The sentences of a passage; the mark of a clause ("2. ") is no sentence but stands with the first."""
    mark = _MARKED.match(text)
    head = mark[0] if mark else ""
    first, *rest = _BETWEEN.split(text[len(head) :])
    found = [head + first]
    for one in rest:
        found[-1:] = [f"{found[-1]} {one}"] if _same_subject(found[-1], one) else [found[-1], one]
    return found


def _same_subject(one: str, other: str) -> bool:
    """Whether the second says what becomes of both; not where the first may say something of its own."""
    if not one.endswith(";") or _PREDICATE.search(one):
        return False
    first, second = citations.find(one), citations.find(other)
    if not first or not second or not act_outcomes.begins(one[: first[0].start]):
        return False
    return act_outcomes.find(other[: second[0].start], other[second[-1].end :]) is not None
