"""Reads content files and renders their bodies: every received word escaped, every legal number kept as text.

Python-Markdown never sees received text: it renumbers clauses ("3." becomes item 1 of a list), obeys raw HTML and
takes 50,000 brackets for half an hour's work. A test holds both renderers together where they must agree.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from typing import Any

from pydantic import ValidationError

from pipeline import errors
from pipeline.document import frontmatter, markdown, plain_yaml
from pipeline.document.model import HEADINGS, Passage, PassageKind
from pipeline.document.record import Document
from plugins.incremental import Unreadable

_ANCHOR = re.compile(r"\{#(?<!\\\{#)([^ }]+)")  # begins with letters, not a look behind: 10 times as fast
_NUMBER = re.compile(r"(\d+\.|[a-zđ]{1,2}[).]|[-+–•])\s+(?=\S)")
_RECIPIENTS = ("Nơi nhận", "- ", "– ")  # box 9b of Decree 30/2020 stands left, the signature right
_NUMBERED = frozenset({PassageKind.khoan, PassageKind.diem, PassageKind.tiet})
_STEP = re.compile(r"(dieu|khoan|diem|chuong|muc|phan|tieu-muc)-(\w+)")
_STEP_NAMES = {
    "phan": "Phần", "chuong": "Chương", "muc": "Mục", "tieu-muc": "Tiểu mục",
    "dieu": "Điều", "khoan": "khoản", "diem": "điểm",
}  # fmt: skip
_HEADING_KINDS = {kind.value: kind for kind in HEADINGS}
_TEXT_KINDS = {
    kind.value: kind for kind in PassageKind if kind not in HEADINGS | {PassageKind.paragraph, PassageKind.table}
}
_CLASSES = {kind: kind.value for kind in PassageKind}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IDS = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*(?: |$))*")


@dataclass
class Body:
    """A content file: the document, and its passages when somebody asks for them."""

    document: Document
    text: str

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The body, parsed."""
        return passages_of(self.text)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Ids of the body's passages, without parsing it: a brace in received text is always escaped."""
        return tuple(_ANCHOR.findall(self.text))


def read(path: str, data: bytes) -> Body:
    """Read one content file.

    Raises:
        Unreadable: with all its problems.
    """
    try:
        content = data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"không phải văn bản UTF-8 (byte {error.start})") from error
    front, below = markdown.split(content)
    try:
        body = Body(_document(front, path), below)
    except errors.RecordInvalid as error:
        raise Unreadable(
            "; ".join([str(error.facts["problems"]), *_anchor_problems(_ANCHOR.findall(below))])
        ) from error
    problems = [*_anchor_problems(body.anchors), *_place_problems(body.document, path)]
    if problems:
        raise Unreadable("; ".join(problems))
    return body


def _document(front: str, path: str) -> Document:
    plain = plain_yaml.load(front)
    if plain is not None:
        try:
            return Document.model_validate(plain)
        except ValidationError:
            pass  # the strict reader words the problems
    return frontmatter.read(front, path)


def _anchor_problems(anchors: Sequence[str]) -> list[str]:
    if len(set(anchors)) == len(anchors) and _IDS.fullmatch(" ".join(anchors)):
        return []
    doubled = sorted({one for one in anchors if anchors.count(one) > 1})
    wrong = [one for one in anchors if not _ID.fullmatch(one)]
    return [f"{one}: mã đoạn lặp lại" for one in doubled] + [f"{one!r}: mã đoạn không đúng dạng" for one in wrong]


def _place_problems(document: Document, path: str) -> list[str]:
    """A file whose place says another address than its facts would be published at one and looked for at the other."""
    wanted = f"{document.address}.md"
    return [] if path == wanted else [f"tệp phải nằm ở {wanted} theo cơ quan, năm và số của nó"]


def passages_of(below: str) -> tuple[Passage, ...]:
    """A body as `markdown.passages_of` reads it; the shapes that the archive writes are taken without its regexes.

    Reading is a third of a page's price; a property test holds the two readers together.
    """
    found: list[Passage] = []
    for block in below.strip("\n").split("\n\n"):
        passage = _plain(block)
        found += markdown.passages_of(block) if passage is None else (passage,)
    return tuple(found)


def _plain(block: str) -> Passage | None:
    """A heading with attributes, or one line of text with or without a line of attributes; None for all else."""
    if block[:1] == "#":
        return _plain_heading(block)
    words, _, attributes = block.partition("\n")
    if not attributes:
        return _passage(PassageKind.paragraph, words, "", 0)
    named = _named(attributes, _TEXT_KINDS)
    return _passage(named[1], words, named[0], 0) if named else None


def _plain_heading(line: str) -> Passage | None:
    level, _, rest = line.partition(" ")
    words, brace, attributes = rest.rpartition(" {")
    named = _named(f"{{{attributes}", _HEADING_KINDS) if brace else None
    depth = len(level)
    if named is None or level.strip("#") or not 2 <= depth <= 6:
        return None
    return _passage(named[1], words, named[0], depth)


def _named(attributes: str, kinds: Mapping[str, PassageKind]) -> tuple[str, PassageKind] | None:
    """Id and kind of `{#dieu-5 .dieu}` or `{.can-cu}`."""
    if attributes[-1:] != "}" or attributes[:1] != "{":
        return None
    first, _, second = attributes[1:-1].partition(" ")
    anchor, label = (first[1:], second) if first[:1] == "#" else ("", first if not second else "")
    kind = kinds.get(label[1:]) if label[:1] == "." else None
    return (anchor, kind) if kind and (not anchor or _ID.fullmatch(anchor)) else None


def _passage(kind: PassageKind, words: str, anchor: str, depth: int) -> Passage | None:
    if not words or words[0] in "|#{" or words[-1] == "}" or words != words.strip() or "\n" in words or "&" in words:
        return None
    if "\\" in words:
        if words.count("\\") != words.count("\\."):
            return None
        words = words.replace("\\.", ".")  # "1\\. " opens a clause: by far the most frequent escape
    return Passage(kind, words, anchor, depth)


def html(passages: Iterable[Passage]) -> str:
    """The body as HTML; headings start at h2 and skip no level."""
    ranks: list[int] = []
    tables = 0
    parts = []
    for passage in passages:
        if passage.depth or passage.kind in HEADINGS:
            parts.append(_heading(passage, _level(ranks, passage.depth)))
        elif passage.rows:
            tables += 1
            parts.append(_table(passage.rows, tables))
        else:
            parts.append(_paragraph(passage))
    return "\n".join(parts)


def _level(ranks: list[int], depth: int) -> int:
    """The heading level under those open now; `ranks` are their depths and is brought up to date."""
    while ranks and ranks[-1] >= depth:
        ranks.pop()
    ranks.append(depth)
    return min(6, len(ranks) + 1)


def _heading(passage: Passage, level: int) -> str:
    words = escape(passage.text, quote=False)
    anchor = f' id="{passage.id}"' if passage.id else ""
    return f'<h{level} class="{_CLASSES[passage.kind]}"{anchor}>{words}{_link(passage)}</h{level}>'


def _paragraph(passage: Passage) -> str:
    words, kind, anchor = escape(passage.text, quote=False), passage.kind, passage.id
    if kind is PassageKind.paragraph:
        return f'<p id="{anchor}">{words}</p>' if anchor else f"<p>{words}</p>"
    label = _CLASSES[kind]
    if kind is PassageKind.signature and words.startswith(_RECIPIENTS):
        label = "noi-nhan"
    if kind in _NUMBERED and (match := _NUMBER.match(words)):
        words = f'<span class="so">{match[1]} </span>{words[match.end() :]}'
    if not anchor:
        return f'<p class="{label}">{words}</p>'
    link = _link(passage) if kind is PassageKind.khoan else ""
    return f'<p class="{label}" id="{anchor}">{words}{link}</p>'


def _link(passage: Passage) -> str:
    if not passage.id:
        return ""
    name = anchor_name(passage.id) or escape(passage.text[:60])
    return f'<a class="neo" href="#{passage.id}" aria-label="Liên kết đến {name}">#</a>'


@lru_cache(maxsize=8192)
def anchor_name(anchor: str) -> str:
    """`dieu-5-khoan-2` as people say it: khoản 2 Điều 5; empty for an anchor without a legal rank."""
    steps = [(_STEP_NAMES[rank], number) for rank, number in _STEP.findall(anchor)]
    low = [step for step in steps if step[0] in ("khoản", "điểm", "Điều")] or steps
    return " ".join(f"{name} {'đ' if number == 'dd' else number}" for name, number in reversed(low))


def _table(rows: Sequence[Sequence[str]], number: int) -> str:
    head, *body = rows
    top = _row(head, "th") if any(head) else ""
    lines = "".join(_row(row, "td") for row in body)
    thead = f"<thead>{top}</thead>" if top else ""
    inner = f"<table>{thead}<tbody>{lines}</tbody></table>"
    return f'<div class="table-box" tabindex="0" role="region" aria-label="Bảng {number}">{inner}</div>'


def _row(cells: Iterable[str], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return f"<tr>{''.join(f'<{tag}{scope}>{escape(cell, quote=False)}</{tag}>' for cell in cells)}</tr>"


def contents(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """The table of contents: headings with an id, each {id, label, depth, children}."""
    top: list[dict[str, Any]] = []
    open_: list[dict[str, Any]] = []
    for entry in _entries(passages):
        while open_ and open_[-1]["depth"] >= entry["depth"]:
            open_.pop()
        (open_[-1]["children"] if open_ else top).append(entry)
        open_.append(entry)
    return top


def _entries(passages: Iterable[Passage]) -> Iterator[dict[str, Any]]:
    for passage in passages:
        if passage.kind in HEADINGS and passage.id:
            yield {"id": passage.id, "label": passage.text, "depth": passage.depth, "children": []}
