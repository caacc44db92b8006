"""A document as Akoma Ntoso 3.0 (OASIS LegalDocML), which the programs of other parliaments and libraries read.

Chapters, articles (điều), paragraphs (khoản) and points (điểm) are the standard's own elements, with the anchors of the
page as `eId`; what has no legal rank is an `hcontainer`. Annexes are attachments. Words stand in the order of the page.
Text that holds a sign that XML cannot was refused when the document was read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from pipeline.document.passage import HEADINGS, Passage, PassageKind
from pipeline.document.record import Document

SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ACTS = frozenset({"nghi-quyet"})  # what a council enacts; a report or a plan is a `doc`
_ELEMENTS = {
    PassageKind.phan: "part",
    PassageKind.chuong: "chapter",
    PassageKind.muc: "section",
    PassageKind.tieu_muc: "subsection",
    PassageKind.dieu: "article",
    PassageKind.khoan: "paragraph",
    PassageKind.diem: "point",
    PassageKind.tiet: "indent",
}
_BELOW = {PassageKind.khoan: 7, PassageKind.diem: 8, PassageKind.tiet: 9}  # headings have 2 to 6
_RANKS = {**dict.fromkeys(HEADINGS, 2), **_BELOW}
_NOTE, _PART = PassageKind.note, PassageKind.part
_RANKED = re.compile(r"((?:Phần|Chương|Mục|Tiểu mục|Điều)\s+[^\s.:]+[.:]?)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(\S{1,8}[.)]|[-+–•])\s+(.*)", re.DOTALL)


class PublishedBy(NamedTuple):
    """Who publishes: the site's name, its address (empty where it has none), its licence."""

    name: str
    address: str
    licence: str


@dataclass(slots=True)
class Division:
    """A division: what it is, and in order its text and what its divisions are written as."""

    passage: Passage | None = None
    rank: int = 0
    items: list[Passage | str] = field(default_factory=list)


def xml(document: Document, passages: Iterable[Passage], identifier: str, publisher: PublishedBy) -> bytes:
    """The whole document; `identifier` names it for ever."""
    main, annexes, notes = _parted(passages)
    kind = "act" if document.type in _ACTS else "doc"
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{SPACE}">\n'
        f'<{kind} name="{document.type}">\n{_meta(document, identifier, publisher, notes, "")}{_preface(document)}',
        *_text(main, "body" if kind == "act" else "mainBody"),
        *(["<attachments>\n"] if annexes else []),
        *(_annex(annex, number, document, identifier, publisher) for number, annex in enumerate(annexes, 1)),
        *(["</attachments>\n"] if annexes else []),
        f"</{kind}>\n</akomaNtoso>\n",
    ]
    return "".join(parts).encode()


def _parted(passages: Iterable[Passage]) -> tuple[list[Passage], list[list[Passage]], list[Passage]]:
    """The text itself, each annex behind its title, and the footnotes."""
    main, annexes, notes = list[Passage](), list[list[Passage]](), list[Passage]()
    for one in passages:
        kind = one.kind
        if kind is _NOTE:
            notes.append(one)
        elif kind is _PART:
            annexes.append([one])
        else:
            (annexes[-1] if annexes else main).append(one)
    return main, annexes, notes


def _meta(document: Document, identifier: str, publisher: PublishedBy, notes: Sequence[Passage], component: str) -> str:
    day = document.dates.issued.isoformat()
    work = f"/akn/vn/act/{document.type}/{document.council}/{day}/{document.slug}"
    told = "".join(
        f'<note eId="{one.id or number}"><p>{_words(one.text)}</p></note>\n' for number, one in enumerate(notes, 1)
    )
    alias = f'<FRBRalias value="{identifier}" name="id"/>\n'
    number = (
        f'<FRBRnumber value="{escape(document.code)}"/>\n<FRBRprescriptive value="{_truth(document.normative)}"/>\n'
    )
    return (
        '<meta>\n<identification source="#kho">\n'
        f"<FRBRWork>\n{_level(work, component, day, '#co-quan', alias)}"
        f'<FRBRcountry value="vn"/>\n{number}</FRBRWork>\n'
        f"<FRBRExpression>\n{_level(f'{work}/vie@{day}', component, day, '#co-quan')}"
        '<FRBRlanguage language="vie"/>\n</FRBRExpression>\n'
        f"<FRBRManifestation>\n{_level(f'{work}/vie@{day}.xml', component, day, '#kho')}</FRBRManifestation>\n"
        "</identification>\n"
        f'<references source="#{component}kho">\n'
        f"{_organisation(f'{component}kho', 'kho', publisher.name)}"
        f"{_organisation(f'{component}co-quan', f'{document.council}-{document.organ}', document.organ_name)}"
        "</references>\n"
        + (f'<notes source="#kho">\n{told}</notes>\n' if told else "")
        + f'<proprietary source="#kho"><about xmlns="urn:hdnd" license="{publisher.licence}"'
        f' page="{_quoted(publisher.address)}{document.address}/index.html"/></proprietary>\n</meta>\n'
    )


def _organisation(place: str, name: str, shown: str) -> str:
    where = f"/akn/ontology/organization/vn/{name}"
    return f'<TLCOrganization eId="{place}" href="{where}" showAs="{_quoted(shown)}"/>\n'


def _level(uri: str, component: str, day: str, author: str, alias: str = "") -> str:
    this = f"{uri}/!{component.rstrip('-')}" if component else uri
    return (
        f'<FRBRthis value="{this}"/>\n<FRBRuri value="{uri}"/>\n{alias}'
        f'<FRBRdate date="{day}" name="ban-hanh"/>\n<FRBRauthor href="{author}"/>\n'
    )


def _truth(value: bool | None) -> str:
    return "true" if value else "false"


def _preface(document: Document) -> str:
    title = f'<p class="trich-yeu"><docTitle>{_words(document.title)}</docTitle></p>\n' if document.title else ""
    return (
        f'<preface>\n<p class="co-quan"><docAuthority>{_words(document.organ_name)}</docAuthority></p>\n'
        f'<p class="so-ky-hieu"><docNumber>{_words(document.code)}</docNumber></p>\n{title}</preface>\n'
    )


def _annex(annex: Sequence[Passage], number: int, document: Document, identifier: str, publisher: PublishedBy) -> str:
    title, own = annex[0], annex[1:]
    name = title.id or f"phan-kem-{number}"
    head = f'<preface>\n<p class="phan-kem"><docTitle>{_words(title.text)}</docTitle></p>\n</preface>\n'
    meta = _meta(document, identifier, publisher, (), f"{name}-")
    body = "".join(_text(own, "mainBody"))
    return f'<attachment eId="{name}">\n<doc name="phan-kem">\n{meta}{head}{body}</doc>\n</attachment>\n'


def _text(passages: Sequence[Passage], body: str) -> Iterator[str]:
    """Preamble, body and what stands under the signature's line."""
    ranks = [one.depth or _RANKS.get(one.kind, 0) for one in passages]  # how deep a division is; 0 for text
    first = next((at for at, rank in enumerate(ranks) if rank), 0)
    last = len(passages)
    while last > first and passages[last - 1].kind is PassageKind.signature:
        last -= 1
    if first:
        yield f"<preamble>\n{''.join(map(_block, passages[:first]))}</preamble>\n"
    inner = _inner(_tree(passages[first:last], ranks[first:last]), loose=True)
    yield f"<{body}>\n{inner or _container('<p/>')}</{body}>\n"
    if last < len(passages):
        yield f"<conclusions>\n{''.join(map(_block, passages[last:]))}</conclusions>\n"


def _tree(passages: Sequence[Passage], ranks: Sequence[int]) -> Division:
    """The divisions, each written when the next one of its rank begins; what has no rank stays a passage of its own."""
    open_ = [Division()]
    for one, rank, below in zip(passages, ranks, [*ranks, 1][1:], strict=True):
        if not rank:
            open_[-1].items.append(one)
            continue
        _close(open_, rank)
        if 0 < below <= rank and one.kind in _BELOW:
            open_[-1].items.append(_leaf(one))
        else:
            open_.append(Division(one, rank))
    _close(open_, 1)
    return open_[0]


def _close(open_: list[Division], rank: int) -> None:
    while open_[-1].rank >= rank:
        node = open_.pop()
        open_[-1].items.append(_division(node))


def _leaf(passage: Passage) -> str:
    """A clause or point that holds nothing but its own words, as most do, and they are most of a document."""
    name = _ELEMENTS[passage.kind]
    place = f' eId="{passage.id}"' if passage.id else ""
    match = _NUMBER.fullmatch(passage.text)
    words = _words(match[2] if match else passage.text)
    num = f"<num>{_words(match[1])}</num>\n" if match else ""
    return f"<{name}{place}>\n{num}<content><p>{words}</p>\n</content>\n</{name}>\n"


def _inner(node: Division, *, loose: bool = False) -> str:
    """What stands in a division; `loose`: no rule is above it, so text has to be a division, too."""
    items = node.items
    if items and Passage not in map(type, items):  # nothing but divisions
        return "".join(items)  # type: ignore[arg-type]
    places = [place for place, one in enumerate(items) if isinstance(one, str)]
    if not places and not loose:
        return f"<content>{_blocks(items) or '<p/>'}</content>\n"
    first, last = (places[0], places[-1]) if places else (len(items), len(items))
    before, behind = (_blocks(items[:first]), _blocks(items[last + 1 :]))
    parts = [_container(before) if loose else f"<intro>{before}</intro>\n"] if before else []
    parts += [one if isinstance(one, str) else _container(_block(one)) for one in items[first : last + 1]]
    parts += [_container(behind) if loose else f"<wrapUp>{behind}</wrapUp>\n"] if behind else []
    return "".join(parts)


def _blocks(items: Iterable[Passage | str]) -> str:
    return "".join([_block(one) for one in items if isinstance(one, Passage)])


def _division(node: Division) -> str:
    passage = node.passage
    assert passage is not None  # noqa: S101 the root alone has none, and is no division
    name = _ELEMENTS.get(passage.kind)
    tag = name or f'hcontainer name="{passage.kind}"'
    place = f' eId="{passage.id}"' if passage.id else ""
    if passage.kind in HEADINGS:
        number, heading = _split(_RANKED, passage.text) if name else _split(_NUMBER, passage.text)
        own = f"<heading>{_words(heading)}</heading>\n" if heading else ""
        inner = _inner(node)
    else:
        number, words = _split(_NUMBER, passage.text)
        node.items.insert(0, Passage(PassageKind.paragraph, words))
        own, inner = "", _inner(node)
    num = f"<num>{_words(number)}</num>\n" if number else ""
    return f"<{tag}{place}>\n{num}{own}{inner}</{name or 'hcontainer'}>\n"


def _split(shape: re.Pattern[str], text: str) -> tuple[str, str]:
    match = shape.fullmatch(text)
    return (match[1], match[2] or "") if match else ("", text)


def _container(blocks: str) -> str:
    return f'<hcontainer name="doan"><content>{blocks}</content></hcontainer>\n'


def _block(passage: Passage) -> str:
    if passage.rows:
        rows = "".join(
            f"<tr><td><p>{'</p></td><td><p>'.join(map(_words, row))}</p></td></tr>\n" for row in passage.rows if row
        )
        return f"<table>\n{rows}</table>\n"
    kind = "" if passage.kind is PassageKind.paragraph else f' class="{passage.kind}"'
    place = f' eId="{passage.id}"' if passage.id else ""
    return f"<p{kind}{place}>{_words(passage.text)}</p>\n"


def _words(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def _quoted(text: str) -> str:
    return escape(text)
