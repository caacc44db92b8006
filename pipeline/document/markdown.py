"""A document as a file: front matter, then the body in the archive's Markdown profile; read and written without loss.

The profile (docs/reference/markdown-profile.md) is small enough that Python-Markdown with attr_list and tables gives
the same paragraphs, ids and text, and a test holds the two together. Text is never markup: the writer escapes whatever
Markdown would act on, the reader takes everything else letter by letter, so a received `<script>` or `{static}` stays
words.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType

from pipeline import errors, text
from pipeline.document import frontmatter
from pipeline.document.passage import HEADINGS, Passage, PassageKind
from pipeline.document.record import Document
from pipeline.document.sentences import Said

_FENCE = "---\n"
_HEADING_KINDS = {str(kind): kind for kind in HEADINGS}
_TEXT_KINDS = {
    str(kind): kind for kind in PassageKind if kind not in HEADINGS | {PassageKind.paragraph, PassageKind.table}
}
_PARAGRAPH = PassageKind.paragraph
_UNNAMED: tuple[str, PassageKind | None] = ("", None)
_PASSAGE = partial(tuple.__new__, Passage)  # by itself it is Python code, and a build makes millions
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_SPECIAL = re.compile(r"[\\`*_{\[|<&]")
_REPLACED = {"<": "&lt;", "&": "&amp;"}
# What opens a block at the start of a line; `(` and `!` need no escape because `[` never stands bare.
_OPENING = re.compile(r"(?:[-+#>]|\d+(?=\.(?: |$)))")

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])|&(?:#\d+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_ODD_GAP = re.compile(r"\n(?:\n|[ \t]+)\n")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_ATTRIBUTES = re.compile(r"\{((?:[#.][^\s{}#.]+ ?)+)\}")
_SEPARATOR = re.compile(r"\|(?: *:?-+:? *\|)+")
_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_EARLIER = re.compile(r"^# [^\n]* \{#phien-ban-(\d{1,4}) \.phien-ban\}$", re.MULTILINE)

Texts = Mapping[int, tuple[Passage, ...]]
"""Texts of earlier versions by their number, from 1, as the document's `versions` count."""


def write(document: Document, passages: Iterable[Passage], earlier: Texts = MappingProxyType({})) -> str:
    """The whole text of a content file; behind the body stand the texts of earlier versions.

    They share the file so that whoever takes the document down, moves or hides it, does so to all that it ever said.

    Raises:
        RecordInvalid: an id of a passage is no id, or stands twice.
    """
    found = list(passages)
    problems = [problem for one in (found, *earlier.values()) for problem in _id_problems(one)]
    if problems:
        raise errors.RecordInvalid(file=document.address, **errors.listed(problems))
    texts = "".join(
        f"\n# Phiên bản {number} {{#phien-ban-{number} .phien-ban}}\n\n{body(earlier[number])}"
        for number in sorted(earlier)
    )
    return f"{_FENCE}{frontmatter.write(document)}{_FENCE}\n{body(found)}{texts}"


def body(passages: Iterable[Passage]) -> str:
    """The passages alone; a passage without words is not written."""
    blocks = [block for passage in passages if (block := _block(passage))]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def read(content: str, name: str) -> tuple[Document, tuple[Passage, ...]]:
    """Read a content file, without the texts of earlier versions; `name` is what error messages call it.

    Raises:
        RecordInvalid: with all problems of front matter and body at once.
    """
    front, below = split(content)
    problems: list[Said] = []
    document = None
    try:
        document = frontmatter.read(front, name)
    except errors.RecordInvalid as error:
        problems.append((str(error.facts["problems"]), str(error.facts["problems_en"])))
    own, earlier = sections(below)
    passages = passages_of(own)
    problems += [problem for text in (own, *earlier.values()) for problem in _id_problems(passages_of(text))]
    problems += version_problems(document, earlier) if document else []
    if problems or document is None:
        raise errors.RecordInvalid(file=name, **errors.listed(problems))
    return document, passages


def split(content: str) -> tuple[str, str]:
    """Front matter and body of a content file, unparsed; both empty strings at worst.

    A byte order mark and Windows line ends, which editors leave behind, are taken off.
    """
    if content.startswith("\ufeff"):
        content = content[1:]
    if "\r" in content:
        content = content.replace("\r\n", "\n").replace("\r", "\n")
    if not content.startswith(_FENCE):
        return "", content
    end = content.find("\n" + _FENCE, len(_FENCE) - 1)
    return (content[len(_FENCE) : end + 1], content[end + 1 + len(_FENCE) :]) if end >= 0 else ("", content)


def sections(below: str) -> tuple[str, dict[int, str]]:
    """The body of the document, and the text of each earlier version by its number; all unparsed."""
    if ".phien-ban}" not in below:
        return below, {}
    own, *rest = _EARLIER.split(below)
    return own, {int(number): text for number, text in zip(rest[::2], rest[1::2], strict=True)}


def earlier(content: str) -> Texts:
    """The texts of earlier versions in a content file."""
    return {number: passages_of(text) for number, text in sections(split(content)[1])[1].items()}


def version_problems(document: Document, numbers: Iterable[int]) -> list[Said]:
    """A text that belongs to no earlier version, or to one whose files were taken from the public, is none to show."""
    known = {number for number, version in enumerate(document.versions[:-1], 1) if version.files}
    wrong = [] if document.is_gone else sorted(set(numbers) - known)
    if document.is_gone and list(numbers):
        vi = f"{document.state}: văn bản đã gỡ không được giữ chữ của phiên bản cũ"
        return [(vi, f"{document.state}: what is taken down may not hold the text of an earlier version")]
    vi, en = (
        "không có phiên bản cũ nào như vậy, hoặc tệp của nó đã gỡ",
        "no such earlier version, or its files are gone",
    )
    return [(f"phien-ban-{number}: {vi}", f"phien-ban-{number}: {en}") for number in wrong]


def passages_of(below: str) -> tuple[Passage, ...]:
    """Read a body. Never fails: what the profile does not know is a paragraph of plain words."""
    body = below.strip("\n")
    pieces = body.split("\\")
    plain = "&" not in body and all([piece[:2] == ". " for piece in pieces[1:]])
    if plain:  # nothing is escaped but the numbers of clauses, as in nearly every text: put right at once, not by line
        body = "".join(pieces)
    found: list[Passage] = []
    for block in _blocks(body):
        line, gap, end = block.partition("\n")
        line, named = line.strip(), _ended(end) if gap else _UNNAMED
        if named is None or line[:1] in "#|":
            found += [passage for passage in _passages(block) if passage.text or passage.rows]
        else:  # one line and its attributes, as nine blocks of ten: no need to take it apart
            words = line if plain else _unescaped(line)
            found.append(_PASSAGE((named[1] or _PARAGRAPH, words, named[0], 0, ())))
    return tuple(found)


def _blocks(body: str) -> Sequence[str]:
    return _BLANK.split(body) if _ODD_GAP.search(body) else body.split("\n\n")  # a third of the time


def escaped(words: str) -> str:
    """Words as the Markdown that shows them, anywhere but at the start of a line."""
    return _SPECIAL.sub(lambda found: _REPLACED.get(found[0]) or "\\" + found[0], words)


def _id_problems(passages: Sequence[Passage]) -> list[Said]:
    ids = [passage.id for passage in passages if passage.id]
    wrong = [
        (f"{one!r}: mã đoạn không đúng dạng", f"{one!r}: malformed id of a passage")
        for one in ids
        if not _ID.fullmatch(one)
    ]
    seen: set[str] = set()
    doubled = [one for one in ids if one in seen or seen.add(one)]  # type: ignore[func-returns-value]
    return wrong + [(f"{one}: mã đoạn lặp lại", f"{one}: the id stands twice") for one in dict.fromkeys(doubled)]


def _block(passage: Passage) -> str:
    if passage.kind is PassageKind.table:
        return _table(passage.rows)
    words = text.one_line(passage.text)
    if not words:
        return ""
    if passage.kind in HEADINGS:
        level = "#" * min(6, max(2, passage.depth))
        return f"{level} {escaped(words).replace('#', chr(92) + '#')}{_attributes(passage, ' ')}"
    return f"{_opened(escaped(words))}{_attributes(passage, chr(10))}"


def _opened(line: str) -> str:
    """Escape what would open a list, a heading, a quotation or a rule: "1. " is a clause, not item one."""
    match = _OPENING.match(line)
    if not match:
        return line
    at = match.end() if match[0][0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _attributes(passage: Passage, before: str) -> str:
    named = passage.kind not in (PassageKind.paragraph, PassageKind.table)
    plain_heading = passage.kind is PassageKind.heading and not passage.id
    parts = [f"#{passage.id}"] if passage.id else []
    parts += [f".{passage.kind}"] if named and not plain_heading else []
    return f"{before}{{{' '.join(parts)}}}" if parts else ""


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A pipe table, its first row the header; short rows are filled up."""
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    lines = [_row([*row, *[""] * (width - len(row))]) for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(escaped(text.one_line(cell)) for cell in cells)} |"


def _passages(block: str) -> list[Passage]:
    lines = [line.strip() for line in block.split("\n")]
    found: list[Passage] = []
    while lines and lines[0][:1] == "#" and (heading := _HEADING.fullmatch(lines[0])):
        found.append(_heading(heading))
        lines.pop(0)
    if len(lines) > 1 and lines[0].startswith("|") and _SEPARATOR.fullmatch(lines[1]):
        found.append(Passage(PassageKind.table, rows=_cells(lines)))
    elif lines:
        found.append(_paragraph(lines))
    return found


def _heading(match: re.Match[str]) -> Passage:
    words, (anchor, kind) = match[2], _UNNAMED
    before, gap, end = words.rpartition(" {")
    if gap and (named := _named(f"{{{end}", headings=True)):
        words, (anchor, kind) = before, named
    return Passage(kind or PassageKind.heading, _unescaped(words.strip()), anchor, max(2, len(match[1])))


def _paragraph(lines: list[str]) -> Passage:
    anchor, kind = "", None
    if len(lines) > 1 and lines[-1][:1] == "{" and (named := _named(lines[-1], headings=False)):
        anchor, kind = named
        lines.pop()
    return Passage(kind or _PARAGRAPH, _unescaped(" ".join(lines)), anchor)


@lru_cache(maxsize=1 << 14)  # the same few in all documents
def _ended(behind: str) -> tuple[str, PassageKind | None] | None:
    """Id and kind where nothing but a line of attributes stands behind the first line of a block; else None."""
    line = behind.strip()
    return _named(line, headings=False) if line[:1] == "{" and "\n" not in behind else None


@lru_cache(maxsize=1 << 14)
def _named(attributes: str, *, headings: bool) -> tuple[str, PassageKind | None] | None:
    """Id and kind of `{#dieu-5 .dieu}`, None for other words; a class that is no kind says nothing."""
    if not _ATTRIBUTES.fullmatch(attributes):
        return None
    kinds = _HEADING_KINDS if headings else _TEXT_KINDS
    parts = attributes[1:-1].split()
    anchor = next((part[1:] for part in reversed(parts) if part[0] == "#"), "")
    return anchor, next((kinds[part[1:]] for part in parts if part[0] == "." and part[1:] in kinds), None)


def _cells(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The rows of a pipe table, all as wide as its separator says, as Markdown has it."""
    width = lines[1].count("|") - 1
    rows = [_split_row(line) for index, line in enumerate(lines) if index != 1]
    return tuple((*row[:width], *[""] * (width - len(row))) for row in rows)


def _split_row(line: str) -> tuple[str, ...]:
    inner = line.removeprefix("|")
    if "\\" not in line and "&" not in line:  # a tenth of the time, and nearly every row of an annex
        plain = inner.split("|")
        return tuple([cell.strip() for cell in (plain if plain[-1] else plain[:-1])])
    parts = _PIPE.sub("\\1\0", inner).split("\0")
    cells = parts[:-1] if parts[-1] == "" else parts
    return tuple(_unescaped(cell.strip()) for cell in cells)


def _unescaped(words: str) -> str:
    if "&" not in words:
        if "\\" not in words:
            return words
        if words.count("\\") == words.count("\\."):  # that of a clause's number, nearly always
            return words.replace("\\.", ".")
    return _ESCAPED.sub(lambda found: found[1] or _character(found[0]), words)


def _character(entity: str) -> str:
    shown = html.unescape(entity)
    return shown if shown.isprintable() else " "
