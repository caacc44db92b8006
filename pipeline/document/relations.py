"""What a document does to others, read from its own sentences: amends, replaces, repeals, corrects, rests on.

A relation stands on the sentence that states it, or there is none. "được sửa đổi, bổ sung bởi …" says what became of
the cited text (1,347 times in 974 texts) and is no act of this one; the title of a cited document may hold any verb,
so a verb counts only at the head of its sentence or behind "Nghị quyết này". New wording in quotation marks is the
amended document's, not this one's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.document import (
    act_lists,
    act_objects,
    act_outcomes,
    act_sentences,
    amending_clauses,
    annex_lists,
    capitals,
    citations,
    notations,
)
from pipeline.document.act_verbs import LEADS, MARK, OPEN_END, RANKS, RESUMES
from pipeline.document.citations import Citation
from pipeline.document.passage import Passage, PassageKind
from pipeline.text import late

WHOLE, PART = act_objects.WHOLE, act_objects.PART
_SILENT = {PassageKind.signature, PassageKind.table}
RESTS = frozenset({"can-cu", "xet"})
_ENDING = {"thay-the", "bai-bo", "tam-ngung", "khong-ap-dung"}

_AND = late(r"(?:,|;|và|cùng|hoặc)\s*(?:các\s+)?(?:[Ss]ố\s*)?$")
_AND_PART = late(
    rf"(?:[,;]|\bvà|\bcùng)\s+(?P<object>(?:{RANKS})\s[^,;.“”]{{1,60}}?(?:,\s*(?:{RANKS})\s[^,;.“”]{{1,40}}?)?)"
    r"\s*(?:của\s+)?$",
    re.IGNORECASE,
)
_AMENDED_BY = late(r"\b(?:bởi|theo|tại)\s+(?:các\s+)?$")
_SOME_OF = late(r"\bmột số (?:điều|khoản|điểm|quy định|nội dung|từ|cụm từ)\b.*\b(?:của|tại|trong)\s*$")
_ACTS = late(r"\b(?:sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính|hướng dẫn|thi hành|chi tiết)\b", re.IGNORECASE)
_OF_ALL = late(r"\b(?:của|tại|trong)\s+các\s*$")
_THROUGH = late(r"(?:\b(?<!kèm )theo|\bbởi)\b")
_BASIS = late(r"[-–+]?\s*(?P<word>C[ăâ]n cứ|Xét|Theo|Sau khi xem xét|Trên cơ sở|Báo cáo thẩm tra)\b")
_LONGEST = 600
_JUST_AND = late(r"(?:\s*(?:ngày\s[\d/. ]{6,10}|ngày \d{1,2} tháng \d{1,2} năm \d{4}|,|;|và|cùng|các|[Ss]ố))*\s*")
_TOLD = late(r"\bngày\s[\d/. ]{6,10}|\bngày \d{1,2} tháng \d{1,2} năm \d{4}|\bcủa (?:Chính phủ|Quốc hội)")
_AND_VERB = late(r"(?: của (?:Chính phủ|Quốc hội))?\s*(?:[,;]|\bvà\b)\s*(?:và\s+)?(?:đồng thời\s+)?(?P<act>\S.*)")
_ALIAS = late(r"\([^()]{0,40}\b(?:gọi|viết)(?: tắt| chung)? là\s+$")  # "(sau đây gọi là Nghị quyết số 18)"
# How long it goes on has to be said, unless what was suspended is in force again.
_UNTIL = late(rf"\b(?!trong ){OPEN_END}|{RESUMES}")
_FROM_A_DAY = late(
    r"(?:(?!\b(?:đối với|trường hợp)\b)[^.;]){0,300}?\b(?:kể )?từ (?:ngày|năm)\b"
    r"(?:(?!\b(?:đối với|trường hợp)\b)[^.;])*\W*"
)
_OWN_FATE = late(r"\b(?:hết|còn|có) hiệu lực\b|\btiếp tục\b|\bđược (?:thực hiện|áp dụng)\b")
_NEW_BASIS = late(r";\s*(?:[Cc]ăn cứ\s+)?(?:các\s+)?$")
_LISTED = late(
    rf"{MARK}(?P<object>(?:{RANKS})\s[^.;“”]{{1,120}}?\s(?:của\s+)?)?(?:toàn (?:bộ|văn)\s+)?(?:các\s+)?(?:số\s*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedRelation:
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


def find(title: str, passages: Iterable[Passage]) -> list[NamedRelation]:
    """All relations that a document states, those of its text before its title's; one for each type and number."""
    there = list(passages)
    of_title = list(_of_title(title))
    placed = [*_stated(there, of_title), *_listed(title, there), *of_title]
    full = citations.completed(act.citation for act in placed)
    acts = [replace(act, citation=citation) for act, citation in zip(placed, full, strict=True)]
    acts = [act if act.type in RESTS else replace(act, citation=act_lists.titled(act.citation, title)) for act in acts]
    found: dict[tuple[str, str], NamedRelation] = {}
    for act in acts:
        key = (act.type, act.citation.key)
        known = found.get(key)
        found[key] = act if known is None else _joined(known, act)
    return list(found.values())


def acts(title: str, passages: Sequence[Passage]) -> list[NamedRelation]:
    """The same without what the document rests on, which is looked for only where it may complete a short mention."""
    if not (any(_of_title(title)) or any(_listed(title, passages)) or any(_stated(passages, bases=False))):
        return []
    return [act for act in find(title, passages) if act.type not in RESTS]


def rests(text: str, found: Sequence[Citation]) -> tuple[str, tuple[Citation, ...]]:
    """What a line of the preamble rests on, of the citations `found` in it: can-cu or xet, and those of its own."""
    match = _BASIS.match(text)
    if not match or not found:
        return "", ()
    return "can-cu" if match["word"][0] == "C" else "xet", tuple(_rested_on(text, found))


def names_a_span(sentence: str) -> bool:
    """Whether a sentence says until when in words that tell no day: "thêm 02 năm", "trong thời hạn 06 tháng"."""
    return re.search(rf"\b{OPEN_END}", sentence) is not None


def resumes(sentence: str) -> bool:
    """Whether a sentence ends a suspension: "Khôi phục hiệu lực …", "Bãi bỏ việc tạm ngưng hiệu lực …"."""
    return re.search(RESUMES, sentence) is not None


def _joined(one: NamedRelation, other: NamedRelation) -> NamedRelation:
    """The same relation said twice: the fuller citation, the whole before a part, parts in a row."""
    citation = other.citation if other.citation.full and not one.citation.full else one.citation
    if WHOLE in (one.part, other.part):
        return replace(one if one.part == WHOLE else other, citation=citation)
    parts = dict.fromkeys(part for act in (one, other) for part in (act.provision or "").split("; ") if part)
    parts = {part: None for part in parts if not part.startswith("một số ")} or parts
    return replace(one, citation=citation, provision="; ".join(parts) or None)


def _stated(
    passages: Iterable[Passage], of_title: Sequence[NamedRelation] = (), *, bases: bool = True
) -> Iterator[NamedRelation]:
    """What the text states; a list under "Bãi bỏ các nghị quyết sau:" takes its verb from its head.

    `of_title`: what the title does, which may lend its document to all articles. `bases`: with what the preamble names.
    Nine passages of ten can hold no number, and are not taken apart.
    """
    open_quotes, preamble, bound, anchor = 0, False, False, ""
    pending: act_lists.Announced | None = None
    head = amending_clauses.AmendingHead()
    head.begin([(one.type, one.evidence, one.citation, one.provision) for one in of_title])
    for kind, text, own, _, rows in passages:
        anchor = own or anchor
        if kind is PassageKind.part:
            bound = act_lists.DECISION.match(text) is not None
            head.begin(())
        inside, opens = open_quotes > 0, "“" in text
        if opens or "”" in text:
            open_quotes = max(0, open_quotes + text.count("“") - text.count("”"))
        if inside or rows or bound or kind in _SILENT or (opens and text[0] == "“"):
            continue
        preamble = kind is PassageKind.can_cu or (preamble and _BASIS.match(text) is not None)
        if preamble:
            yield from _bases(text, anchor) if bases else ()
            continue
        numbered = notations.may_stand_in(text)
        if kind is PassageKind.dieu or (pending and not pending.goes_on(text)):
            pending = None
        head.enter(kind, text)
        found = _of_item(kind, text, anchor, pending) if numbered else []
        if found:
            yield from found
        elif head.lender:
            yield from _lent(head.lender, text, anchor, head.place)
        if len(found) == 1 and found[0].type == "sua-doi":
            lends = pending is not None and pending.type == "sua-doi"
            head.take(kind, found[0].evidence, found[0].citation, found[0].provision, lends=lends)
        if kind is PassageKind.dieu or text.rstrip().endswith(":"):
            pending = act_lists.announced(text) or pending


def _of_item(kind: PassageKind, text: str, anchor: str, pending: act_lists.Announced | None) -> list[NamedRelation]:
    """What a passage states, or what the head of the list in which it stands says of it: both are the proof then."""
    own = _of_passage(kind, text, anchor, None)
    if pending is None or own or not pending.may_list(text):
        return own
    found = _of_passage(kind, text, anchor, pending.type)
    lent = [replace(one, citation=act_lists.lent(one.citation, pending.head)) for one in found]
    return [replace(one, evidence=_shown(f"{pending.head} … {one.evidence}")) for one in lent]


def _of_passage(kind: PassageKind, text: str, anchor: str, pending: str | None) -> list[NamedRelation]:
    """What the sentences of a passage state; `pending` is the verb of the list that it stands in."""
    found = list(_of_heading(text, anchor)) if kind in amending_clauses.CHAPTERS else []
    last = pending
    for sentence in act_sentences.split(text) if not found else ():
        found += _of_sentence(sentence, anchor, last)
        last = _carried(sentence, last) or pending
    return found


def _of_title(title: str) -> Iterator[NamedRelation]:
    """What the title does, which may be in capitals."""
    yield from (replace(act, evidence=_shown(title)) for act in _of_sentence(capitals.said(title), "", None))


def _of_heading(heading: str, anchor: str) -> Iterator[NamedRelation]:
    """What a chapter amends: "SỬA ĐỔI MỘT SỐ ĐIỀU CỦA NGHỊ QUYẾT SỐ …"; all else its articles have to say."""
    acts = _of_sentence(amending_clauses.heading_said(heading), anchor, None)
    yield from (replace(act, evidence=_shown(heading)) for act in acts if act.type == "sua-doi")


def _lent(lender: amending_clauses.Lender, text: str, anchor: str, place: str) -> Iterator[NamedRelation]:
    """What a clause without a document does to that of its article, chapter or title; both are the proof."""
    if not (told := amending_clauses.act(act_sentences.split(text)[0], place)):
        return
    part = PART if told[0] in _ENDING else None
    words = f"{told[1]} {lender.inner}".strip()
    yield NamedRelation(told[0], lender.citation, _shown(f"{lender.sentence} … {text}"), anchor, part, words)


def _listed(title: str, passages: Sequence[Passage]) -> Iterator[NamedRelation]:
    """What the tables of an annex list under a head that says what becomes of it: each row is its own proof."""
    for row in annex_lists.find(title, passages):
        yield NamedRelation(row.type, row.citation, _shown(row.said), row.anchor, PART if row.some else WHOLE)


def _carried(sentence: str, pending: str | None) -> str | None:
    """The verb that goes on behind a semicolon: "Bãi bỏ Nghị quyết A; Nghị quyết B".

    Not behind a title that names others: "bãi bỏ Thông tư A sửa đổi Thông tư B; Thông tư C" may mean that A amends C,
    nor behind a part: "bãi bỏ Điều 2 A; B" may mean that of B.
    """
    found = citations.find(sentence) if sentence.rstrip().endswith(";") else ()
    if not found or _chain(sentence, found) != list(found):
        return None
    said = _verb(sentence[: found[0].start], pending)
    whole = said is not None and act_objects.of(said[1])[0] == WHOLE
    return said[0] if said and whole and said[0] in _ENDING else None


def _of_sentence(sentence: str, anchor: str, pending: str | None) -> Iterator[NamedRelation]:
    cited = [one for one in citations.find(sentence) if not _ALIAS.search(sentence, 0, one.start)]
    found = [one for one in cited if _outside_quotes(sentence, one.start)]
    if not found:
        return
    lead = sentence[: found[0].start]
    said = _verb(lead, pending)
    chain = _chain(sentence, found)
    if said is None:
        yield from _outcome(sentence, chain, lead, anchor)
        return
    name, words = said
    rest = sentence[chain[-1].end :]
    if name == "khong-ap-dung" and not _FROM_A_DAY.fullmatch(rest):  # "… đối với các xã miền núi"
        return
    goes_on = name == "tiep-tuc-hieu-luc" and name != pending and not _UNTIL.search(lead + rest)
    if goes_on or (pending and _OWN_FATE.search(rest)):
        yield from _outcome(sentence, chain, lead, anchor)
        return
    limited = name in _ENDING and act_outcomes.EXCEPT.match(sentence, chain[-1].end) is not None
    for one, own in _parts(sentence, chain, words):
        for act in _acted(name, one, own, sentence, anchor):
            yield replace(act, part=PART) if limited else act
    yield from _second(sentence, found, chain, anchor)


def _second(
    sentence: str, found: Sequence[Citation], chain: Sequence[Citation], anchor: str
) -> Iterator[NamedRelation]:
    """What another verb beside the first does: "bãi bỏ Nghị quyết A ngày … và thay thế Nghị quyết B"."""
    for last, one in pairwise(found):
        match = _AND_VERB.fullmatch(sentence, citations.told_until(sentence, last), one.start)
        said = _verb(match["act"], None) if match and last is chain[-1] else None
        if said:
            later = [other for other in found if other.start >= one.start]
            for other, words in _parts(sentence, _chain(sentence, later), said[1]):
                yield from _acted(said[0], other, words, sentence, anchor)


def _parts(sentence: str, chain: Sequence[Citation], words: str) -> Iterator[tuple[Citation, str]]:
    """Each document with the words that name its part: the first one's go on over "của các …" and over a bare list.

    "Bãi bỏ Điều 5 của Nghị quyết A, Nghị quyết B", "thay thế, bãi bỏ một số quy định của A về … và B" may mean all of B
    or a part: to say a part is the smaller error.
    """
    shared, last = bool(_OF_ALL.search(words) or _SOME_OF.search(words)), chain[0].start
    for number, one in enumerate(chain):
        match = _AND_PART.search(sentence[last : one.start]) if number else None
        bare = number > 0 and _JUST_AND.fullmatch(sentence[last : one.start]) is not None
        words = match["object"] if match else words if number == 0 or shared or bare else ""
        last = one.end
        yield one, words


def _acted(name: str, one: Citation, words: str, sentence: str, anchor: str) -> Iterator[NamedRelation]:
    """The acts on one document."""
    for verb, own in act_objects.apart(name, words):
        kind, part, provision = act_objects.act(verb, own, sentence[: one.start])
        told = part if kind in _ENDING or kind == "tiep-tuc-hieu-luc" else None
        yield NamedRelation(kind, one, _shown(sentence), anchor, told, provision)


def _outcome(sentence: str, chain: Sequence[Citation], lead: str, anchor: str) -> Iterator[NamedRelation]:
    """What stands behind its object: "Nghị quyết số … hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực"."""
    found = act_outcomes.find(lead, sentence[chain[-1].end :])
    if found is None:
        return
    name, words, limited = found
    words = (
        "" if name == "tiep-tuc-hieu-luc" and words.startswith(("Thời", "thời")) else words
    )  # "… được kéo dài đến …"
    for one, own in _parts(sentence, chain, words):
        part, provision = act_objects.ended(own) if name == "bai-bo" else act_objects.of(own)
        told = None if name in ("sua-doi", "dinh-chinh") else PART if limited else part
        yield NamedRelation(name, one, _shown(sentence), anchor, told, provision)


def _verb(lead: str, pending: str | None) -> tuple[str, str] | None:
    for name, pattern in LEADS:
        match = pattern.fullmatch(lead)
        if match and not _THROUGH.search(match["object"]):
            return name, match["object"]
    if told := act_lists.in_line(lead):
        return told, ""
    listed = _LISTED.fullmatch(lead) if pending else None
    own = listed is not None and not _THROUGH.search(
        listed["object"] or ""
    )  # "a) Điều 5 (sửa đổi bởi khoản 1 Điều 2 B)"
    return (pending, listed["object"] or "") if pending and listed and own else None


def _chain(sentence: str, found: Sequence[Citation]) -> list[Citation]:
    """The first citation and those that stand beside it, not in its title: "Nghị quyết A về … và Nghị quyết B về …".

    What follows "của", "bởi" or "theo" belongs to the title of the one before, and so does what only goes on with it.
    """
    chain, last, inner = [found[0]], found[0], False
    for one in found[1:]:
        between = sentence[last.end : one.start]
        last = one
        if _JUST_AND.fullmatch(between):
            joins = not inner
        else:
            titled = {other.kind for other in found if chain[-1].start < other.start < one.start}
            joins = _beside(chain, one, between, titled if inner else set())
        inner = not joins
        chain += [one] if joins else []
    return chain


def _beside(chain: Sequence[Citation], one: Citation, between: str, titled: Set[str | None]) -> bool:
    """Whether one behind a title stands beside the first: behind a semicolon, or of its type with none between.

    "Bãi bỏ khoản 1 A thi hành Luật B; khoản 2 Mục I C": a part behind a semicolon goes on with the verb where C is of
    A's type and none that the title names is.
    """
    part = _AND_PART.search(between)
    alike = one.kind in (None, chain[0].kind)
    if ";" in between[-12:] or (not titled and alike):
        return bool(part or _AND.search(between))
    if part is None or titled or part[0][0] == ";":
        return part is not None and part[0][0] == ";" and one.kind == chain[0].kind and one.kind not in titled
    # "A về đạo đức và Điều 6 của Thông tư B": another type's part, where A's title says nothing of any text.
    return part[0].rstrip().endswith("của") and not _ACTS.search(between, 0, part.start())


def _bases(text: str, anchor: str) -> Iterator[NamedRelation]:
    """What a line of the preamble names: "Căn cứ A; B về …; Căn cứ C", but not by what A was amended."""
    name, own = rests(text, citations.find(text))
    yield from (NamedRelation(name, one, _shown(text), anchor) for one in own)


def _rested_on(text: str, found: Sequence[Citation]) -> Iterator[Citation]:
    """The documents of a line of the preamble that are its own: the first, and what stands beside one of its own."""
    by, inner, last = False, False, found[0]
    yield last
    for one in found[1:]:
        between = text[last.end : one.start]
        goes_on = one.kind == last.kind and _JUST_AND.fullmatch(_TOLD.sub("", between)) is not None
        by, last = bool(_AMENDED_BY.search(between)) or (by and goes_on), one
        inner = by or not (_NEW_BASIS.search(between) or (not inner and _AND.search(between)))
        if not inner:
            yield one


def _outside_quotes(sentence: str, at: int) -> bool:
    return sentence.count("“", 0, at) <= sentence.count("”", 0, at) and sentence.count('"', 0, at) % 2 == 0


def _shown(sentence: str) -> str:
    said = sentence.strip()
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rsplit(' ', 1)[0]} …"
