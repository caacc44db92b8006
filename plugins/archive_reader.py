"""Reads content files and renders their bodies: every received word escaped, every legal number kept as text.

`archive_pages/document_page.py` gathers what stands around the body on its page.

Python-Markdown never sees received text: it renumbers clauses ("3." becomes item 1 of a list), obeys raw HTML and
takes 50,000 brackets for half an hour's work. A test holds both renderers together where they must agree.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape
from types import MappingProxyType
from typing import NamedTuple, TypedDict

from pipeline import errors
from pipeline.document import frontmatter, markdown
from pipeline.document.passage import HEADINGS, Passage, PassageKind
from pipeline.document.record import Document
from pipeline.text import unfit, unfit_in
from plugins.incremental import UnreadableSource

_ANCHOR = re.compile(r"\{#(?<!\\\{#)([^ }]+)")  # begins with letters, not a look behind: 10 times as fast
_NUMBER = re.compile(r"(\d+\.|[a-zđ]{1,2}[).]|[-+–•])\s+(?=\S)")
_RECIPIENTS = ("Nơi nhận", "- ", "– ")  # box 9b of Decree 30/2020 stands left, the signature right
_STEP = re.compile(r"(dieu|khoan|diem|chuong|muc|phan|tieu-muc)-(\w+)")
_STEP_NAMES = {
    "phan": "Phần", "chuong": "Chương", "muc": "Mục", "tieu-muc": "Tiểu mục",
    "dieu": "Điều", "khoan": "khoản", "diem": "điểm",
}  # fmt: skip
_PARAGRAPH, _SIGNATURE, _NOTE = PassageKind.paragraph, PassageKind.signature, PassageKind.note
_FIGURE = re.compile(r"[-–+(]?\d[\d.,]*\)? ?%?")
_WORDLESS = re.compile(r"(?:[^\w/]|\d)*")  # "-", "2=3+4" under a head; a date has its slashes
_MARK = re.compile(r"\[(?:\d{1,3}|[ivxlc]{1,6})\]")  # of a footnote
_KHOAN, _DIEM, _TIET = PassageKind.khoan, PassageKind.diem, PassageKind.tiet
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IDS = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*(?: |$))*")


class ContentsEntry(TypedDict):
    """A heading in the table of contents, with those below it."""

    id: str
    label: str
    depth: int
    children: "list[ContentsEntry]"


@dataclass
class Body:
    """A content file: the document, its passages when somebody asks for them, and earlier versions' texts by number."""

    document: Document
    text: str
    earlier: Mapping[int, str] = field(default_factory=dict)
    digest: str = ""  # of the whole file
    data: bytes = b""  # the whole file, where it was read for the first time

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The body, parsed."""
        return markdown.passages_of(self.text)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Ids of the body's passages, without parsing it: a brace in received text is always escaped."""
        return tuple(_ANCHOR.findall(self.text))


class SaidTwice(str):
    """Problems in Vietnamese, and in English beside it; the engine hands on what it was told."""

    en: str

    @classmethod
    def of(cls, problems: Iterable[tuple[str, str]]) -> "SaidTwice":
        """Of problems in both languages."""
        vi, en = zip(*problems, strict=True)
        said = cls("; ".join(vi))
        said.en = "; ".join(en)
        return said


def read(path: str, data: bytes) -> Body:
    """Read one content file; with line ends of Windows it is the file that the register has the hash of.

    Raises:
        Unreadable: with all its problems.
    """
    data = _as_written(data)
    try:
        content = data.decode()
    except UnicodeDecodeError as error:
        vi, en = f"không phải văn bản UTF-8 (byte {error.start})", f"not UTF-8 text (byte {error.start})"
        raise UnreadableSource(SaidTwice.of([(vi, en)])) from error
    front, below = markdown.split(content)
    own, earlier = markdown.sections(below)
    try:
        body = Body(frontmatter.read(front, path), own, earlier, hashlib.sha256(data).hexdigest(), data)
    except errors.RecordInvalid as error:
        front_problems = str(error.facts["problems"]), str(error.facts["problems_en"])
        raise UnreadableSource(SaidTwice.of([front_problems, *_anchor_problems(_ANCHOR.findall(own))])) from error
    problems = [
        *_sign_problems(content, front, body.document),
        *_anchor_problems(body.anchors),
        *_place_problems(body.document, path),
        *_value_problems(body.document),
        *markdown.version_problems(body.document, body.earlier),
        *(problem for text in earlier.values() for problem in _anchor_problems(_ANCHOR.findall(text))),
    ]
    if problems:
        raise UnreadableSource(SaidTwice.of(problems))
    return body


def reread(data: bytes, memo: str) -> Body:
    """Read bytes that `read` found in order, without looking for problems again; `memo` is `frontmatter.memo` of them.

    YAML took a quarter of the time between a file and its page.
    """
    data = _as_written(data)
    own, earlier = markdown.sections(markdown.split(data.decode())[1])
    return Body(frontmatter.remembered(memo), own, earlier, hashlib.sha256(data).hexdigest())


def _as_written(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data


def _sign_problems(content: str, front: str, document: Document) -> Iterator[tuple[str, str]]:
    """Signs that would break a feed, a table or a page, raw or as YAML spells them."""
    if found := unfit(content):
        line = content.count("\n", 0, found.start()) + 1
        sign = f"U+{ord(found[0]):04X}"
        yield (
            f"dòng {line}: ký tự {sign} không được có trong văn bản",
            f"line {line}: the sign {sign} may not stand here",
        )
    if "\\" in front:
        yield from unfit_in(document.model_dump())


def _anchor_problems(anchors: Sequence[str]) -> list[tuple[str, str]]:
    if len(set(anchors)) == len(anchors) and _IDS.fullmatch(" ".join(anchors)):
        return []
    doubled = sorted({one for one in anchors if anchors.count(one) > 1})
    wrong = [one for one in anchors if not _ID.fullmatch(one)]
    return [(f"{one}: mã đoạn lặp lại", f"{one}: this anchor stands twice") for one in doubled] + [
        (f"{one!r}: mã đoạn không đúng dạng", f"{one!r}: no well-formed anchor") for one in wrong
    ]


def _place_problems(document: Document, path: str) -> list[tuple[str, str]]:
    """A file whose place says another address than its facts would be published at one and looked for at the other."""
    wanted = f"{document.address}.md"
    vi = f"tệp phải nằm ở {wanted} theo cơ quan, năm và số của nó"
    return [] if path == wanted else [(vi, f"the file must stand at {wanted}, after its council, year and number")]


def _value_problems(document: Document) -> Iterator[tuple[str, str]]:
    """Values that a hand changed alone, each well-formed: a page would say one thing in its head and another below."""
    if not document.is_gone and not document.title.strip():
        yield "title: đang trống, phải có trích yếu", "title: empty; the subject of the document must stand there"
    if lacking := [part for part in (document.number, document.notation) if part and part not in document.code]:
        vi, en = (
            f"code: {document.code} không có {', '.join(lacking)} của number, notation; sửa số bằng hdnd correct",
            f"code: {document.code} lacks {', '.join(lacking)} of number, notation; correct a number by hdnd correct",
        )
        yield vi, en
    if any(version.received.tzinfo is None for version in document.versions):
        yield "versions: received phải là thời điểm có múi giờ", "versions: received must be an instant with its zone"


class Span(NamedTuple):
    """Characters of a passage's text that lead somewhere."""

    start: int
    end: int
    href: str


Spans = Mapping[str, Sequence[Span]]
"""Text of a passage → what of it is a link, in order and apart."""


def html(
    passages: Iterable[Passage],
    spans: Spans = MappingProxyType({}),
    between: Mapping[int, str] = MappingProxyType({}),
) -> str:
    """The body as HTML; headings start at h2 and skip no level. `spans` says which words are links.

    The mark of a footnote ("[1]") leads to it wherever it stands in the text. `between` is HTML that stands before the
    passage of this number.
    """
    ranks: list[int] = []
    tables = 0
    parts = []
    passages = tuple(passages)
    if passages and passages[-1].kind is _NOTE:
        spans = _with_notes(passages, spans)
    for number, passage in enumerate(passages):
        if number in between:
            parts.append(between[number])
        if passage.depth or passage.kind in HEADINGS:
            parts.append(_heading(passage, _level(ranks, passage.depth), spans))
        elif passage.rows:
            tables += 1
            parts.append(_table(passage.rows, tables, spans))
        else:
            parts.append(_paragraph(passage, spans))
    return "\n".join([*parts, *(shown for number, shown in between.items() if number >= len(passages))])


def _with_notes(passages: Sequence[Passage], spans: Spans) -> Spans:
    """The links of a text together with those to its footnotes, each mark where no other link stands."""
    notes = {match[0]: f"#{p.id}" for p in passages if p.kind is _NOTE and p.id and (match := _MARK.match(p.text))}
    found = dict(spans)
    for text in (words for p in passages if p.kind is not _NOTE for words in (p.text, *sum(p.rows, ()))):
        if "[" in text:
            own = [Span(m.start(), m.end(), notes[m[0]]) for m in _MARK.finditer(text) if m[0] in notes]
            apart = [
                mark for mark in own if not any(s.start < mark.end and mark.start < s.end for s in spans.get(text, ()))
            ]
            found[text] = sorted([*spans.get(text, ()), *apart])
    return found


def _level(ranks: list[int], depth: int) -> int:
    """The heading level under those open now; `ranks` are their depths and is brought up to date."""
    while ranks and ranks[-1] >= depth:
        ranks.pop()
    ranks.append(depth)
    return min(6, len(ranks) + 1)


def _heading(passage: Passage, level: int, spans: Spans) -> str:
    words = _words(passage.text, spans)
    anchor = f' id="{passage.id}"' if passage.id else ""
    link = _link(passage.id) or _named_link(passage.id, passage.text)
    return f'<h{level} class="{passage.kind}"{anchor}>{words}{link}</h{level}>'


def _paragraph(passage: Passage, spans: Spans) -> str:
    kind, text, anchor, _, _ = passage
    words = _words(text, spans)
    place = f' id="{anchor}"' if anchor else ""
    if kind is _PARAGRAPH:
        return f"<p{place}>{words}</p>"
    if (kind is _KHOAN or kind is _DIEM or kind is _TIET) and (match := _NUMBER.match(words)):
        words = f'<span class="so">{match[1]} </span>{words[match.end() :]}'
    if kind is _SIGNATURE and words.startswith(_RECIPIENTS):
        return f'<p class="noi-nhan"{place}>{words}</p>'
    link = (_link(anchor) or _named_link(anchor, text)) if kind is _KHOAN else ""
    return '<p class="' + kind + f'"{place}>{words}{link}</p>'  # formatting an enumeration's name is Python code, too


def _words(text: str, spans: Spans) -> str:
    """A passage's words, escaped, with the links among them."""
    if text not in spans:
        return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
    parts, at = list[str](), 0
    for start, end, href in spans[text]:
        parts.append(escape(text[at:start], quote=False))
        parts.append(_reference(text[start:end], href))
        at = end
    return "".join((*parts, escape(text[at:], quote=False)))


def _reference(words: str, href: str) -> str:
    said = escape(words, quote=False)
    if href.startswith("#chu-thich-"):
        return f'<sup><a href="{escape(href)}" aria-label="Chú thích {said.strip("[]")}">{said}</a></sup>'
    return f'<a class="dan" href="{escape(href)}">{said}</a>'


@lru_cache(maxsize=8192)
def _link(anchor: str) -> str:
    """The sign that copies a provision's address; empty for an anchor without a legal rank."""
    name = anchor_name(anchor)
    return f'<a class="neo" href="#{anchor}" aria-label="Liên kết đến {name}">#</a>' if name else ""


def _named_link(anchor: str, text: str) -> str:
    """The same, called after the passage's first words."""
    name = escape(text[:60])
    return f'<a class="neo" href="#{anchor}" aria-label="Liên kết đến {name}">#</a>' if anchor else ""


def anchor_name(anchor: str) -> str:
    """`dieu-5-khoan-2` as people say it: khoản 2 Điều 5; empty for an anchor without a legal rank."""
    steps = [(_STEP_NAMES[rank], number) for rank, number in _STEP.findall(anchor)]
    low = [step for step in steps if step[0] in ("khoản", "điểm", "Điều")] or steps
    return " ".join(f"{name} {'đ' if number == 'dd' else number}" for name, number in reversed(low))


def _table(rows: Sequence[Sequence[str]], number: int, spans: Spans) -> str:
    head, *body = rows
    figures = _figures(body)
    top = _row(head, "th", spans, figures) if any(head) else ""
    lines = "".join(_row(row, "td", spans, figures) for row in body)
    thead = f"<thead>{top}</thead>" if top else ""
    inner = f"<table>{thead}<tbody>{lines}</tbody></table>"
    return f'<div class="table-box" tabindex="0" role="region" aria-label="Bảng {number}">{inner}</div>'


def _figures(body: Sequence[Sequence[str]]) -> frozenset[int]:
    """The columns of figures alone, two at least, which stand under each other by their last digits.

    Not the first: what numbers the rows ("1", "1.2") is no quantity. What has no amount is left empty or struck ("-").
    """
    columns = list(zip(*body, strict=False))[1:]
    return frozenset(
        place
        for place, cells in enumerate(columns, 1)
        if all(map(_WORDLESS.fullmatch, cells)) and sum(map(bool, map(_FIGURE.fullmatch, cells))) > 1
    )


def _row(cells: Sequence[str], tag: str, spans: Spans, figures: Collection[int]) -> str:
    plain = f'<{tag} scope="col"' if tag == "th" else f"<{tag}"
    starts = (f'{plain} class="n">' if place in figures else f"{plain}>" for place, _ in enumerate(cells))
    filled = (f"{start}{_words(cell, spans)}</{tag}>" for start, cell in zip(starts, cells, strict=True))
    return f"<tr>{''.join(filled)}</tr>"


def contents(passages: Iterable[Passage]) -> list[ContentsEntry]:
    """The table of contents: headings with an id."""
    top: list[ContentsEntry] = []
    open_: list[ContentsEntry] = []
    for entry in _entries(passages):
        while open_ and open_[-1]["depth"] >= entry["depth"]:
            open_.pop()
        (open_[-1]["children"] if open_ else top).append(entry)
        open_.append(entry)
    return top


def _entries(passages: Iterable[Passage]) -> Iterator[ContentsEntry]:
    for passage in passages:
        if passage.kind in HEADINGS and passage.id:
            yield {"id": passage.id, "label": passage.text, "depth": passage.depth, "children": []}
