"""Markdown and plain text, as portals and crawlers leave documents behind; read for `check` only.

What is seen there: the head of the sheet as a table with one bar a line, bold marks inside numbers (`QH**1**5`),
paragraphs broken at 70 characters with or without empty lines between them, "Điều" and its number on two lines.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import legacy_encoding, media, settings, text
from pipeline.document import notations, reasons
from pipeline.document.model import Block, Extraction, Region
from pipeline.extract.web_pages import markdown_unseen
from pipeline.sheet import drawn_signs, flow, flow_regions, lines
from pipeline.sheet.flow import Grid, Item, Line

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>&~$'\"])")
# Marks of bold and italic; "(*)" and "[*]" point to a note and stay.
_MARKS = re.compile(
    r"\*{2,}|__|(?<![\w(*])_(?=\w)|(?<=\w)_(?![\w*])"
    r"|(?<![(\[])\*(?=\S)(?![)\]])|(?<=\S)(?<![(\[])\*(?![)\]])"
)
_BREAK = re.compile(r"\\(?=\s*(?:\*{2,3})?\s*$)")  # Pandoc's line break, also before marks that end a line
_LONE_MARK = re.compile(r"\s\*+\s*$")
_BOLD_SPAN = re.compile(r"(?<![*\\])(\*{1,3})(?=[^\s*|])[^*|\n\\]+\n[^*|\n\\]+(?:\n[^*|\n\\]+){0,3}\1(?!\*)")
_RUN_ON = re.compile(r"(CHỦ NGHĨA VIỆT NAM)\s*(?=Độc lập)")
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\))$")
_BODY = re.compile(
    r"(?:THƯỜNG TRỰC )?(?:HỘI ĐỒNG NHÂN DÂN|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)|QUỐC HỘI|CHÍNH PHỦ|CHỦ TỊCH"
)
_IN_HEAD = re.compile(
    r"TỈNH |THÀNH PHỐ |HUYỆN |QUẬN |THỊ XÃ |XÃ |PHƯỜNG |SỞ |BỘ |BAN |VĂN PHÒNG|KHÓA |KHOÁ |CỘNG HÒA|PHÓ "
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_TABLE = re.compile(r"\s*(?:\||\+-|-{4})")
_SEPARATOR = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$|^\s*\+(?:[:=-]+\+)+\s*$")
# "a) Bãi bỏ khoản 2 Điều 1" / "Nghị quyết số …": a link begins there; "Điều 1" alone is an article, and waits for none.
_WAITS = re.compile(r"\S+ \S+.*\s(?:(?:[Đđ]iều|[Kk]hoản|[Pp]hụ lục)\s[\dIVX]+|của|theo|tại)$")
_BROKEN_NUMBER = re.compile(
    r"(?:^|\s)(?:Điều|Chương|Mục|Phần|Khoản|điều|khoản|số|Số|Số\s*:|ngày|tháng|năm|Căn cứ|Xét)$"
)
_PORTAL = re.compile(
    r"^(?:đang tải văn bản|văn bản liên quan|thuộc tính|nơi ban hành:|tình trạng:|loại văn bản:|ngày công báo|lược đồ|"
    r"nội dung sửa đổi, hướng dẫn|văn bản này chưa cập nhật|lưu trữ ghi chú|cập nhật:|bản dịch này thuộc quyền|"
    r"click vào|số hiệu:|ngày ban hành:|người ký:|ngày hiệu lực:)",
    re.IGNORECASE,
)
_WRAPPED = 45  # a line shorter than this ended because its paragraph did,
_SENTENCE = 20  # unless it ends in the middle of a phrase


def markdown(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """A Markdown file as a document: marks off, tables whole again, broken paragraphs joined."""
    raw = _text(path)
    return _extraction(raw, _items(_source(raw)), sha256, media.MARKDOWN.media, markdown_unseen.texts(raw))


def plain(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """A plain text file as a document."""
    raw = _text(path)
    return _extraction(raw, _paragraphs(raw.split("\n"), marked=False), sha256, media.TEXT.media)


def _text(path: Path) -> str:
    data = path.read_bytes()
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return _lines(data.decode("utf-16" if marked else "utf-8-sig"))
    except UnicodeDecodeError:
        return _lines(data.decode("utf-8", "replace") if marked else legacy_encoding.from_bytes(data))


def _lines(said: str) -> str:
    return said.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _extraction(raw: str, items: Sequence[Item], sha256: str, kind: str, aside: Iterable[str] = ()) -> Extraction:
    blocks = _without_portal(flow_regions.blocks(items))
    seen = {block.text for block in blocks}
    told = [said for said in dict.fromkeys(map(flow.tidy, aside)) if flow.says_something(said) and said not in seen]
    hidden = tuple(flow.block(Line(said, region=Region.hidden)) for said in told)
    drawn = (reasons.finding("secret-suspected/drawn"),) * drawn_signs.draws(raw.split("\n"))
    return Extraction(sha256, kind, (*blocks, *hidden), findings=drawn)


def _without_portal(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a portal prints before the sheet and after its signature (facts, notices) is no part of the document."""
    head = next((at for at, block in enumerate(blocks) if block.region is Region.header_right), 0)
    before = [at for at, block in enumerate(blocks[:head]) if block.region is Region.body]
    start = max(before, default=-1) + 1 if any(_is_portal(blocks[at]) for at in before) else 0
    signed = max((at for at, block in enumerate(blocks) if block.region is Region.signature), default=len(blocks))
    end = next((at for at in range(signed, len(blocks)) if _is_portal(blocks[at])), len(blocks))
    return tuple(
        block if start <= at < end else replace(block, region=Region.margin) for at, block in enumerate(blocks)
    )


def _is_portal(block: Block) -> bool:
    return any(_PORTAL.match(said) for said in (block.text, *sum(block.rows, ())))


def _source(raw: str) -> list[str]:
    """Lines of Markdown, without front matter; what is bold or italic over a line's end is one line."""
    raw = re.sub(r"<br\s*/?>", "\n", _FRONT.sub("", raw, count=1), flags=re.IGNORECASE)
    raw = _TAG.sub("", _LINK.sub(r"\1", raw))
    return _BOLD_SPAN.sub(lambda match: match.group().replace("\n", " "), raw).split("\n")


def _unmarked(line: str) -> str:
    """A line without Markdown's marks and escapes."""
    kept = _ESCAPE.sub(lambda match: chr(0xE000 + ord(match.group(1))), _BREAK.sub("", line.strip().strip("|")))
    plain = _LONE_MARK.sub("", _MARKS.sub("", kept))
    plain = re.sub("[\ue020-\ue07e]", lambda match: chr(ord(match.group()) - 0xE000), plain)
    return _RUN_ON.sub(r"\1\n", html.unescape(plain)).strip(" ")


def _items(lines: Sequence[str]) -> list[Item]:
    found: list[Item] = []
    waiting: list[str] = []
    at = 0
    while at < len(lines):
        taken, table = _table(lines[at:]) if _TABLE.match(lines[at]) else (0, [])
        if not taken:
            waiting.append(lines[at])
            at += 1
            continue
        found += _paragraphs(waiting, marked=True) + table
        waiting = []
        at += taken
    return found + _paragraphs(waiting, marked=True)


def _table(lines: Sequence[str]) -> tuple[int, list[Item]]:
    """How many lines a table at the start of `lines` takes (0: there is none), and what it holds."""
    first = lines[0].strip()
    if first == "|":
        return _bar_table(lines)
    if first.startswith("+-") and _SEPARATOR.match(first):
        return _boxed_table(lines)
    if first.startswith("|") and first.endswith("|") and len(lines) > 1 and _SEPARATOR.match(lines[1]):
        return _pipe_table(lines)
    columns = [match.span() for match in re.finditer(r"-{4,}", lines[0])]
    if len(columns) > 1 and not lines[0].strip(" -"):
        return _ruled_table(lines, columns)
    return 0, []


def _parted(grid: Grid) -> list[Item]:
    """A table, or three where a portal's own facts run into the head of the sheet and the head into a table."""
    heads = [at for at, row in enumerate(grid.rows) if flow_regions.is_head(Grid((row,), ruled=False))]
    if not heads:
        return [grid]
    first = heads[0]
    last = next((at for at in heads[1:] if at == first + 1), first)
    if (
        last == first
        and len(grid.rows) > first + 1
        and flow_regions.is_head(Grid(grid.rows[first : first + 2], ruled=False))
    ):
        last = first + 1
    parts = (grid.rows[:first], grid.rows[first : last + 1], grid.rows[last + 1 :])
    return [replace(grid, rows=part) for part in parts if part]


def _pipe_table(lines: Sequence[str]) -> tuple[int, list[Item]]:
    taken = next((at for at, line in enumerate(lines) if not line.strip().startswith("|")), len(lines))
    rows = [line.strip().strip("|").split("|") for line in lines[:taken] if not _SEPARATOR.match(line)]
    return taken, [Grid(tuple(tuple(_cell(cell) for cell in row) for row in rows))]


def _bar_table(lines: Sequence[str]) -> tuple[int, list[Item]]:
    """A table with a bar alone on a line before each cell and after each row: two bars in a row begin a new row.

    Portals also print a bar above the text and one far below: what stands between them is no cell.
    """
    end = _end_of_bars(lines)
    found: list[Item] = []
    rows: list[list[str]] = [[]]
    for cell in _between_bars(lines[:end]):
        if _is_prose(cell):
            found += _grid(rows) + _paragraphs(cell, marked=True)
            rows = [[]]
        elif any(map(str.strip, cell)):
            rows[-1].append("\n".join(cell))
            if len(rows[-1]) == 2 and _names_recipients(rows[-1][0]):
                found += _grid(rows)
                rows = [[]]
        elif rows[-1]:
            rows.append([])
    return end, found + _grid(rows)


def _between_bars(lines: Sequence[str]) -> Iterator[list[str]]:
    cell: list[str] = []
    for line in lines[1:]:
        if line.strip() == "|":
            yield cell
            cell = []
        else:
            cell.append(line)
    yield cell


def _is_prose(cell: Sequence[str]) -> bool:
    told = [line for line in cell if line.strip()]
    return len(told) > 6 and sum(map(len, told)) > 500 and not _names_recipients(told[0])


def _names_recipients(cell: str) -> bool:
    told = filter(flow.says_something, map(_unmarked, cell.split("\n")))
    return lines.is_recipients(next(told, ""))


def _grid(rows: Sequence[Sequence[str]]) -> list[Item]:
    kept = tuple(tuple(_cell(part) for part in row) for row in rows if row)
    width = max(map(len, kept), default=0)
    return _parted(Grid(kept, ruled=width > 2 or len(kept) > 6)) if kept else []


def _end_of_bars(lines: Sequence[str]) -> int:
    """After the last bar that is followed by an empty line, before the first paragraph outside."""
    last = 1
    for at, line in enumerate(lines):
        if line.strip() == "|":
            last = at + 1
        elif (not line.strip() and at == last and not _goes_on(lines[at:])) or at - last > 60:
            break
    return last


def _goes_on(lines: Sequence[str]) -> bool:
    following = [line.strip() for line in lines[:6] if line.strip()]
    return bool(following) and following[0] == "|"


def _boxed_table(lines: Sequence[str]) -> tuple[int, list[Item]]:
    taken = next((at for at, line in enumerate(lines) if not line.strip().startswith(("|", "+"))), len(lines))
    rows: list[list[list[str]]] = []
    for line in lines[:taken]:
        if _SEPARATOR.match(line):
            rows.append([])
            continue
        for column, part in enumerate(line.strip().strip("|").split("|")):
            rows[-1] += [[] for _ in range(column + 1 - len(rows[-1]))]
            rows[-1][column].append(part.strip())
    kept = tuple(tuple(_cell("\n".join(cell)) for cell in row) for row in rows if row)
    return taken, [Grid(kept, ruled=False)] if kept else []


def _ruled_table(lines: Sequence[str], columns: Sequence[tuple[int, int]]) -> tuple[int, list[Item]]:
    """A table between two rules of dashes whose gaps are the columns; an empty line parts rows."""
    end = next((at for at, line in enumerate(lines[1:61], 1) if line.strip() and not line.strip(" -")), 0)
    if not end:
        return 0, []
    edges = [start for start, _ in columns[1:]]
    rows: list[list[list[str]]] = [[[] for _ in columns]]
    for line in lines[1:end]:
        if not line.strip():
            rows.append([[] for _ in columns])
        for column, (start, stop) in enumerate(zip([0, *edges], [*edges, len(line)], strict=True)):
            rows[-1][column].append(line[start:stop].strip())
    kept = tuple(tuple(_cell("\n".join(cell)) for cell in row) for row in rows if any(map(any, row)))
    return end + 1, [Grid(kept, ruled=False)] if kept else []


def _cell(source: str) -> tuple[Item, ...]:
    return tuple(_paragraphs(source.split("\n"), marked=True))


def _paragraphs(lines: Sequence[str], *, marked: bool) -> list[Item]:
    """Lines joined to paragraphs: an empty line ends one, and so does a line that begins something of its own."""
    found: list[Line] = []
    begun = False
    for raw in lines:
        line = _heading(raw) if marked else Line(raw.strip())
        if not flow.says_something(line.text) or _RULE.match(line.text):
            begun = False
        elif found and not _HEADING.match(raw) and _belongs(found[-1].text, line.text, begun=begun):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.text}", bold=found[-1].bold and line.bold)
            begun = True
        else:
            found.append(line)
            begun = not _HEADING.match(raw)
    return list(found)


def _heading(raw: str) -> Line:
    match = _HEADING.match(raw)
    source = (match.group(1) if match else raw.removeprefix("> ")).strip()
    bold = match is not None or (source.startswith("**") and source.endswith("**"))
    italic = not bold and source[:1] in ("*", "_") and source.endswith(source[0])
    source = source.strip("_") if italic else source
    return Line(_unmarked(source), bold=bold, italic=italic)


def _belongs(before: str, after: str, *, begun: bool) -> bool:
    """Whether a line goes on with the paragraph before it; a number alone on its line waits for its text."""
    if _LABEL.fullmatch(before):
        return not flow.opens(after)
    return begun and _continues(before, after)


def _wraps_title(before: str, after: str) -> bool:
    """A title cut after its first word, before its last one or at a dash ("QUY / ĐỊNH …", "… NĂM / 2025")."""
    words = before.split()
    if flow.opens(before) or lines.is_authority(before) or not (after.isupper() or re.fullmatch(r"[\d ./-]+", after)):
        return False
    return len(words) == 1 or (len(words) > 2 and (len(after.split()) == 1 or not _IN_HEAD.match(after)))


def _continues(before: str, after: str) -> bool:
    if _BROKEN_NUMBER.search(before) or (_WAITS.search(before) and notations.TYPE_ALONE.match(after)):
        return True
    if before.isupper() and re.match(r"[-–] ?[A-ZĐ\d]", after) and after.isupper():
        return True
    if flow.opens(after) or (_BODY.match(after) and not before.endswith((" CỦA", " VÀ", " VỚI"))):
        return False
    if text.clean(after)[:1].islower() or before.endswith((",", "-", "–")):
        return True
    if before.isupper() and _wraps_title(before, after):
        return True
    if flow.ends(before) or before.isupper() != after.isupper():
        return False
    return len(before) >= _WRAPPED or (len(before) >= _SENTENCE and before.rsplit(" ", 1)[-1].islower())
