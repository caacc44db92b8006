"""What a document does to others, read from its own sentences: amends, replaces, repeals, corrects, rests on.

A relation stands on the sentence that states it, or there is none. "được sửa đổi, bổ sung bởi …" says what became of
the cited text (1,347 times in 974 texts) and is no act of this one; the title of a cited document may hold any verb,
so a verb counts only at the head of its sentence or behind "Nghị quyết này". New wording in quotation marks is the
amended document's, not this one's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.document import citations
from pipeline.document.citations import Citation
from pipeline.document.model import Passage, PassageKind

WHOLE, PART = "toan-bo", "mot-phan"
_SILENT = {PassageKind.signature, PassageKind.table}
_ENDING = {"thay-the", "bai-bo", "tam-ngung"}

_MARK = (
    r"(?:Điều\s+\d+[a-zđ]?\s*[.:]\s*|\d+[a-zđ]?[.)]\s*|[a-zđ]{1,2}\d?[.)]\s*|[-–+•]\s*|[IVX]+\.\s*|(?:Về việc|V/v)\s+)?"
)
_SELF = (
    r"(?:[^\W\d_]+(?:\s[^\W\d_]+){0,2} này\b[^.;“”]{0,170}?"
    r"(?:\bvà\b|[,;]|\bthì\b)?\s*)?"
)
_DECIDES = r"(?:(?:Thống nhất|Quyết nghị|Quyết định|Thông qua|Nay|Đồng ý|Nhất trí)(?:\s+việc)?[,:]?\s+)?"
_VERBS = (
    ("thay-the", r"[Tt]hay thế"),
    ("bai-bo", r"(?:[Bb]ãi bỏ|[Hh][uủ][ỷy] bỏ)"),
    ("sua-doi", r"(?:[Ss]ửa đổi(?:\s*[,;]?\s*(?:và\s+)?bổ sung)?|[Bb]ổ sung|[Đđ]iều chỉnh)"),
    ("dinh-chinh", r"[Đđ]ính chính"),
    ("tam-ngung", r"(?:[Tt]ạm )?[Nn]gưng hiệu lực(?: thi hành)?"),
    ("huong-dan", r"[Hh]ướng dẫn(?: thi hành| thực hiện| áp dụng)?"),
)
_RANKS = "điểm|khoản|điều|chương|mục|phụ lục|biểu|phần"
_OBJECT = rf"(?P<object>(?:[^;“”]|“[^”;]{{0,80}}”|;(?=\s*(?:các\s+)?(?i:{_RANKS})\s)){{0,300}}?)"
_LEADS = tuple(
    (name, re.compile(rf"{_MARK}{_SELF}{_DECIDES}{verb}\b{_OBJECT}\s*(?:[Ss]ố\s*)?")) for name, verb in _VERBS
)
_ANY_VERB = re.compile(
    r"thay thế|bãi bỏ|h[uủ][ỷy] bỏ|sửa đổi|bổ sung|điều chỉnh|đính chính|ngưng hiệu lực|hướng dẫn|hết hiệu lực"
    r"|tiếp tục (?:có hiệu lực|thực hiện|áp dụng)",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(
    rf"{_MARK}(?:(?:[Kk]ể )?[Tt]ừ ngày [^.;]{{0,60}}?(?:này|\d{{4}})(?: có hiệu lực(?: thi hành)?)?,?\s*)?(?:thì\s+)?"
    r"(?P<object>(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều)\s[^.;]{1,80}?\s(?:của\s+)?)?(?:[Cc]ác\s+)?(?:[Ss]ố\s*)?"
)
_ENDS = re.compile(r"[^.;“”]{0,400}?(?<!chưa )(?<!không )\bhết hiệu lực\b")
_GOES_ON = re.compile(r"[^.;“”]{0,400}?(?<!không )\btiếp tục (?:có hiệu lực|được áp dụng|áp dụng|được thực hiện)\b")
_CONDITION = re.compile(r"\b(?:trường hợp|khi|nếu|cho đến|đến khi)\b", re.IGNORECASE)
_AND = re.compile(r"(?:,|;|và|cùng)\s*(?:các\s+)?(?:[Ss]ố\s*)?$")
_PINPOINT = re.compile(rf"(?:{_RANKS})\s+[^\W_]{{1,5}}\b[^.]*?(?=\s*(?:của|tại)?\s*$)", re.IGNORECASE)
_ALL = re.compile(
    r"(?:\s*\b(?:toàn bộ|cho|các|nội dung|hiệu lực(?: thi hành)?|việc (?:thi hành|thực hiện))\b(?: của)?)*"
)
_OF = re.compile(r"\s*(?:của|tại|trong)\s*(?:các\s+)?$")
_EXCEPT = re.compile(r"[^.]{0,120}?[,(]\s*trừ\b")
_THROUGH = re.compile(r"(?:\b(?<!kèm )theo|\bbởi)\b")
_MARKED = re.compile(_MARK)
_SENTENCE = re.compile(rf"(?<=\.)\s+(?=[A-ZĐƯ“\d])|(?<=;)\s+(?!(?i:{_RANKS})\s)(?=[A-ZĐƯ“\d])")
_BASIS = re.compile(r"[-–+]?\s*(?P<word>Căn cứ|Xét|Theo|Sau khi xem xét|Trên cơ sở)\b")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Act:
    """One relation: `type` as in front matter's `relations`, what it names, and where this document says so.

    `part` is toan-bo or mot-phan for what ends or changes a text, None elsewhere; `provision` the words that name the
    part; `anchor` the provision of this document, empty for its title; `evidence` the sentence.
    """

    type: str
    citation: Citation
    evidence: str
    anchor: str = ""
    part: str | None = None
    provision: str | None = None


def find(title: str, passages: Iterable[Passage]) -> list[Act]:
    """All relations that a document states, those of its text before its title's; one for each type and number."""
    placed = list(_stated(passages))
    placed += _of_sentence(title, "", None)
    full = citations.completed(act.citation for act in placed)
    acts = [replace(act, citation=citation) for act, citation in zip(placed, full, strict=True)]
    found: dict[tuple[str, str], Act] = {}
    for act in acts:
        key = (act.type, str(act.citation.number))
        known = found.get(key)
        found[key] = act if known is None else _joined(known, act)
    return list(found.values())


def may_hold(text: str) -> bool:
    """Whether a text can state a relation at all: cheap, so that most documents need not be divided for it."""
    return _ANY_VERB.search(text) is not None


def _joined(one: Act, other: Act) -> Act:
    """The same relation said twice: the fuller citation, the whole before a part, parts in a row."""
    citation = other.citation if other.citation.full and not one.citation.full else one.citation
    if WHOLE in (one.part, other.part):
        return replace(one if one.part == WHOLE else other, citation=citation)
    parts = dict.fromkeys(part for act in (one, other) for part in (act.provision or "").split("; ") if part)
    return replace(one, citation=citation, provision="; ".join(parts) or None)


def _stated(passages: Iterable[Passage]) -> Iterator[Act]:
    """What the text states; a list under "Bãi bỏ các nghị quyết sau:" takes its verb from its head.

    Nine passages of ten hold no stroke and so no number: they are not taken apart.
    """
    open_quotes = 0
    pending: str | None = None
    for kind, text, anchor, _, rows in passages:
        inside, numbered = open_quotes > 0, "/" in text
        open_quotes = max(0, open_quotes + text.count("“") - text.count("”"))
        if inside or rows or kind in _SILENT or text.startswith("“"):
            continue
        if kind is PassageKind.can_cu:
            yield from _bases(text, anchor) if numbered else ()
            continue
        if kind is PassageKind.dieu or (pending and not (numbered and citations.find(text))):
            pending = None
        for sentence in _sentences(text) if numbered else ():
            yield from _of_sentence(sentence, anchor, pending)
        pending = _announced(text) or pending


def _sentences(text: str) -> list[str]:
    """The sentences of a passage; the mark of a clause ("2. ") is no sentence but stands with the first."""
    mark = _MARKED.match(text)
    head = mark[0] if mark else ""
    first, *rest = _SENTENCE.split(text[len(head) :])
    return [head + first, *rest]


def _announced(text: str) -> str | None:
    """The verb of a head that lists what it does below: "Điều 1. Bãi bỏ các nghị quyết sau đây:"."""
    if not text.rstrip().endswith(":") or citations.find(text):
        return None
    said = f"{text.rstrip(': ')} "
    return next((name for name, lead in _LEADS if name in ("thay-the", "bai-bo") and lead.fullmatch(said)), None)


def _of_sentence(sentence: str, anchor: str, pending: str | None) -> Iterator[Act]:
    cited = citations.find(sentence) if "/" in sentence else ()
    found = [one for one in cited if _outside_quotes(sentence, one.start)]
    if not found:
        return
    chain = _chain(sentence, found)
    lead = sentence[: chain[0].start]
    said = _verb(lead, pending)
    if said is None:
        yield from _outcome(sentence, chain, lead, anchor)
        return
    name, (part, provision) = said[0], _object(said[1])
    if name == "thay-the" and part == PART:
        name = "sua-doi"  # "Thay thế cụm từ … tại Điều 3 Nghị quyết …" gives new words to a text that goes on
    ending = part if name in _ENDING else None
    yield from (Act(name, one, _shown(sentence), anchor, ending, provision) for one in chain)


def _outcome(sentence: str, chain: Sequence[Citation], lead: str, anchor: str) -> Iterator[Act]:
    """What stands behind its object: "Nghị quyết số … hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực"."""
    begins, rest = _FROM_NOW.fullmatch(lead), sentence[chain[-1].end :]
    for name, pattern in (("bai-bo", _ENDS), ("tiep-tuc-hieu-luc", _GOES_ON)):
        match = pattern.match(rest)
        if begins and match and not _CONDITION.search(lead + match[0]):
            part, provision = _object(begins["object"] or "")
            part = PART if _EXCEPT.match(rest[match.end() :]) else part
            yield from (Act(name, one, _shown(sentence), anchor, part, provision) for one in chain)
            return


def _verb(lead: str, pending: str | None) -> tuple[str, str] | None:
    for name, pattern in _LEADS:
        match = pattern.fullmatch(lead)
        if match and not _THROUGH.search(match["object"]):
            return name, match["object"]
    return (pending, "") if pending and re.fullmatch(rf"{_MARK}(?:[Ss]ố\s*)?", lead) else None


def _object(said: str) -> tuple[str, str | None]:
    """Whole or part, and the words that name the part, of what stands between verb and citation."""
    named = _OF.sub("", said).strip(" ,:")
    if _ALL.fullmatch(named):
        return WHOLE, None
    pinpoint = _PINPOINT.search(named)
    return PART, (pinpoint[0] if pinpoint else named).strip()


def _chain(sentence: str, found: Sequence[Citation]) -> list[Citation]:
    """The first citation and those that only go on with it: "Nghị quyết A …, Nghị quyết B … và Nghị quyết C"."""
    chain = [found[0]]
    for one in found[1:]:
        if not _AND.search(sentence[chain[-1].end : one.start]):
            break
        chain.append(one)
    return chain


def _bases(text: str, anchor: str) -> Iterator[Act]:
    match = _BASIS.match(text)
    found = citations.find(text)
    if match and found:
        name = "can-cu" if match["word"] == "Căn cứ" else "xet"
        yield from (Act(name, one, _shown(text), anchor) for one in _chain(text, found))


def _outside_quotes(sentence: str, at: int) -> bool:
    return sentence.count("“", 0, at) <= sentence.count("”", 0, at) and sentence.count('"', 0, at) % 2 == 0


def _shown(sentence: str) -> str:
    said = sentence.strip()
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rsplit(' ', 1)[0]} …"
