"""Paragraphs out of lines, within a page and across pages.

The author's line breaks are told from the printer's by the classical question: would the next line's first word still
have fitted on this line?
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline import text
from pipeline.document.model import Block, Method, Region
from pipeline.sheet.lines import address, is_aside, is_attached, is_basis, is_motto, subject
from pipeline.sheet.numbering import opens_date
from pipeline.sheet.rows import Row
from pipeline.sheet.words import Word, boxed

_MARKER = re.compile(
    r"^(phần|chương|mục|tiểu mục|điều|phụ lục)\b|"
    r"^(\d{1,3}(\.\d{1,3}){0,3}[.)]?|[a-zđ]{1,2}[.)]|[ivxlc]{1,5}[.)]|[-–—+•*])\s",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"[.…]{5,}\s*\d{1,4}$")
_RANK = re.compile(r"^(phần|chương|mục|tiểu mục|phụ lục|biểu)( (số )?[\divxlc]+)?[.:]?$", re.IGNORECASE)
_ENDED = re.compile(r"[.;:!?…](['”\"»)]*|/\.)$|\./\.$")
_ACTOR = re.compile(r"(?:Thường trực|Hội đồng nhân dân|HĐND|Ban|Đoàn giám sát|Tổ đại biểu|(?:Ủy|Uỷ) ban|Văn phòng) ")

FEW = 8  # lines; fewer do not show where a page's text runs


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text runs on a page: its margins, its usual distance of lines, whether first lines are indented."""

    left: float
    right: float
    leading: float
    indented: bool = False


def frame(lines: Sequence[Row]) -> Frame:
    """The frame of a page's body lines; of narrow lists of lines, the widest extent."""
    if not lines:
        return Frame(0, 0, 0)
    weights = sorted((line.left, len(line.text)) for line in lines)
    wide = [line for line in lines if line.right - line.left > 0.5 * (_extent(lines))] or list(lines)
    gaps = [above.baseline - below.baseline for above, below in pairwise(lines)]
    tight = [gap for gap in gaps if 0 < gap < 3 * lines[0].size] or [1.3 * lines[0].size]
    rights = sorted(line.right for line in wide)
    left = _common_left(wide, weights[0][0])
    set_in = [line for line in wide if 0.9 * line.size < line.left - left < 5 * line.size]
    right = rights[int(0.9 * (len(rights) - 1))] if len(rights) >= FEW else rights[-1]
    return Frame(left, right, median(tight), len(set_in) > max(2, len(wide) // 8))


_ARTICLE = re.compile(r"Điều \d{1,3}[a-zđ]?\. [^\W\d_]")
_BASIS = re.compile(
    r"Căn cứ (?:các )?(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Kế hoạch)\b"
    r"|(?:Xét|Theo) (?:đề nghị|Tờ trình|Báo cáo) "
)
_REFERS = (",", "tại", "theo", "của", "và", "từ", "đến")  # "… theo" / "Điều 5. …" would name another text's article


def blocks(lines: Sequence[Row], page: int, edges: Frame | None = None) -> list[Block]:
    """The paragraphs of consecutive lines of one region."""
    edges = edges or frame(lines)
    found: list[list[Row]] = []
    for line in lines:
        if found and not parted(found[-1], line, edges):
            found[-1].append(line)
        else:
            found.append([line])
    return [_block(paragraph, page, edges) for paragraph in found]


def parted(paragraph: Sequence[Row], line: Row, edges: Frame) -> bool:
    """Whether `line` begins a new paragraph after the lines of `paragraph`."""
    before = paragraph[-1]
    if line.region is not before.region:
        return True
    if line.region in (Region.header_left, Region.header_right, Region.signature, Region.stamp, Region.margin):
        return _parted_in_column(before, line)
    if line.text.startswith("(") and is_attached(line.text):  # under the title of an annex
        return True
    if _is_note(paragraph) and before.text.endswith(")"):
        return True  # "Điều 1." below it is the instrument's first article
    if _BASIS.match(line.text) and (not _ENDED.search(before.text) or _ends_basis(paragraph)):
        return True  # no sentence goes on with a capital: a title, a council's name or the basis above ends there
    if _ARTICLE.match(line.text) and not before.text.endswith(_REFERS):
        return True
    if address(paragraph[0].text) and line.left < before.left - 2 * line.size:  # set in, or centred, above the text
        return True
    if before.baseline - line.baseline > 1.75 * max(edges.leading, line.size) or line.baseline > before.baseline:
        return True
    if _is_note(paragraph) and line.text.endswith(")"):
        return False
    if _centred(line, edges) or _centred(before, edges):
        return is_aside(line.text) or _parted_when_centred(before, line, edges)
    return _parted_in_text(paragraph, line, edges)


def _is_note(paragraph: Sequence[Row]) -> bool:
    """Whether a paragraph is "(Kèm theo Nghị quyết số …)", whole or its first lines."""
    return len(paragraph) < 4 and paragraph[0].text.startswith("(") and is_attached(paragraph[0].text)


def _parted_in_text(paragraph: Sequence[Row], line: Row, edges: Frame) -> bool:
    before = paragraph[-1]
    ended = bool(_ENDED.search(before.text))
    if _LEADERS.search(before.text) or (before.capitals and not line.capitals and _opens(line.text)):
        return True
    if _fits(line.words[0], before, edges) or (_acts(line.text) and _ends_basis(paragraph)):
        return True
    if _heavy(before) and not _heavy(line) and line.text[:1].isupper() and (ended or _opens(paragraph[0].text)):
        return True
    if line.text[:1].isupper() and _of_another_face(paragraph, line):
        return True
    indented = line.left > edges.left + 0.9 * line.size
    if indented and line.left > before.left + 0.7 * line.size:
        return True
    if indented and abs(line.left - before.left) < 3:
        return ended or _opens(line.text)
    # Where paragraphs are indented, a line that is not goes on, though it begins with "Căn cứ" or a number.
    return ended and not edges.indented and _opens(line.text) and not _mid_reference(before, line)


def _ends_basis(paragraph: Sequence[Row]) -> bool:
    """Whether a line of the preamble ends here: "Căn cứ Luật … năm 2015;"."""
    return paragraph[-1].text.endswith(";") and is_basis(paragraph[0].text)


def _acts(said: str) -> bool:
    """Whether a line begins with who acts: "Thường trực HĐND tỉnh ban hành Kế hoạch …" below the preamble."""
    return _ACTOR.match(said) is not None


def _opens(said: str) -> bool:
    """Whether a line begins something of its own: a rank, a number, a legal basis, a dash."""
    return _MARKER.match(said) is not None or is_basis(said)


def _mid_reference(before: Row, line: Row) -> bool:
    # "… theo Điều 5;" never wraps before its marker, but "… tại khoản 1," / "2. và" does not end a paragraph.
    return before.text.endswith(("khoản", "điểm", "số"))


def _parted_in_column(before: Row, line: Row) -> bool:
    """Short centred lines of a header or signature: each stands for itself, except wrapped subjects."""
    if line.region is Region.stamp:
        return True
    starts_low = line.text[:1].islower() or (line.text[:1].isdigit() and not before.capitals)
    near = before.baseline - line.baseline < 2.2 * line.size
    if near and opens_date(before.text):
        return False
    goes_on = subject(before.text, in_full=True) is not None
    return is_motto(before.text) or not (near and (starts_low or goes_on) and not before.capitals)


def _parted_when_centred(before: Row, line: Row, edges: Frame) -> bool:
    close = before.baseline - line.baseline < 1.55 * line.size
    if _centred(line, edges) != _centred(before, edges):
        fits = _full(before, edges) or _full(line, edges) or _on_one_axis(before, line)
        goes_on = close and fits and not _ENDED.search(before.text)
        alike = before.capitals == line.capitals and _heavy(before) and _heavy(line)
        return not (goes_on and (line.text[:1].islower() or alike)) or bool(_RANK.match(before.text))
    if before.capitals != line.capitals or _heavy(before) != _heavy(line) or _slanted(before) != _slanted(line):
        return True
    # Sizes that OCR tells from the height of a line vary with its letters.
    same = 2.5 if Method.ocr in {word.method for word in line.words} else 1.1
    if abs(before.size - line.size) > same:
        return True
    wide = (before.right - before.left) / max(edges.right - edges.left, 1)
    if before.capitals:
        return wide < 0.62 or bool(_RANK.match(before.text))
    if _RANK.match(before.text) or _ENDED.search(before.text):
        return True
    # One title over several lines, by hand or by the margins: same face, close lines.
    return not (close and wide > 0.25) and not line.text[:1].islower()


def _on_one_axis(before: Row, line: Row) -> bool:
    """Lines of unlike length about the same middle: centred on another axis than the text's."""
    middles = (before.left + before.right) / 2, (line.left + line.right) / 2
    return abs(middles[0] - middles[1]) < 4 and abs(before.left - line.left) > 8


def _full(line: Row, edges: Frame) -> bool:
    """Whether a line runs from margin to margin: the longest line of a centred title does."""
    slack = 0.02 * (edges.right - edges.left) + 2
    return abs(line.left - edges.left) < slack and abs(edges.right - line.right) < slack


def _centred(line: Row, edges: Frame) -> bool:
    before, after = line.left - edges.left, edges.right - line.right
    slack = 0.012 * (edges.right - edges.left)
    return before > slack and after > slack and abs(before - after) < max(6, 0.12 * (before + after))


def _fits(word: Word, before: Row, edges: Frame) -> bool:
    room = edges.right - before.right
    return room > (word.right - word.left) + 0.9 * before.size


def _share(line: Row, flags: Sequence[bool]) -> float:
    total = sum(line.weights)
    return sum(weight for weight, flag in zip(line.weights, flags, strict=True) if flag) / total if total else 0.0


def _heavy(line: Row) -> bool:
    return _share(line, [word.bold for word in line.words]) > 0.6


def _of_another_face(paragraph: Sequence[Row], line: Row) -> bool:
    """Bold to the last word, then not a bold word: a title that fills its line, above the first sentence."""
    whole = all(_share(one, [word.bold for word in one.words]) > 0.95 for one in paragraph)
    return whole and _share(line, [word.bold for word in line.words]) < 0.05


def _slanted(line: Row) -> bool:
    return _share(line, [word.italic for word in line.words]) > 0.6


def _extent(lines: Sequence[Row]) -> float:
    return max(line.right for line in lines) - min(line.left for line in lines)


def _common_left(lines: Sequence[Row], otherwise: float) -> float:
    """The leftmost margin that several lines share: first lines are indented, a hanging mark is not it."""
    for line in sorted(lines, key=lambda line: line.left):
        if sum(abs(other.left - line.left) < 4 for other in lines) >= max(2, len(lines) // 12):
            return line.left
    return otherwise


def _block(paragraph: Sequence[Row], page: int, edges: Frame) -> Block:
    words = [word for line in paragraph for word in line.words]
    letters = [max(len(word.text), 1) for word in words]
    whole = Row(tuple(words), paragraph[0].region)
    sure = sum(word.confidence * weight for word, weight in zip(words, letters, strict=True)) / sum(letters)
    if paragraph[0].region in (Region.header_left, Region.header_right):  # as sure as its figures: number and day
        sure = min([sure, *(word.confidence for word in words if any(map(str.isdigit, word.text)))])
    return Block(
        text=text.one_line(joined([line.text for line in paragraph])),
        region=paragraph[0].region,
        method=_method(words),
        page=page,
        confidence=round(sure, 3),
        align=_align(paragraph, edges),
        bold=_heavy(whole),
        italic=_slanted(whole),
        box=boxed(words),
    )


def joined(lines: Sequence[str]) -> str:
    """Lines as one text; a symbol broken after its hyphen or slash ("186/KH-" "UBND") is put together again."""
    found = ""
    for line in lines:
        broken = re.search(r"\d/[^\s]*-$|[A-ZĐƯ]-$", found) and re.match(r"[A-ZĐƯ]", line)
        broken = broken or (re.search(r"\d/$", found) and re.match(r"[A-ZĐƯ]{2}|\d{1,4}/", line))
        found = f"{found}{line}" if broken or not found else f"{found} {line}"
    return found


def _method(words: Sequence[Word]) -> Method:
    methods = {word.method for word in words}
    return next((method for method in (Method.stamp, Method.ocr) if method in methods), Method.text)


def _align(paragraph: Sequence[Row], edges: Frame) -> str:
    if paragraph[0].region in (Region.header_left, Region.header_right, Region.signature):
        return "center"
    if all(_centred(line, edges) for line in paragraph) or (len(paragraph) > 1 and _centred(paragraph[-1], edges)):
        return "center"
    if len(paragraph) > 2 and all(edges.right - line.right < 6 for line in paragraph[:-1]):
        return "justify"
    single = paragraph[0]
    far_right = edges.right - single.right < 6 and single.left > edges.left + 0.4 * (edges.right - edges.left)
    return "right" if far_right else ""


def continued(before: Block, after: Block) -> bool:
    """Whether a paragraph goes on at the top of the next page."""
    if Region.body is not before.region or Region.body is not after.region or before.rows or after.rows:
        return False
    if before.align == "center" or after.align == "center" or _ENDED.search(before.text):
        return False
    if _opens(after.text) and after.text[:1].isupper() and not before.text.endswith((",", "và", "của")):
        return False
    return after.text[:1].islower() or after.text[:1].isdigit() or before.align == "justify" or len(before.text) > 90


def run_on(before: Block, after: Block) -> Block:
    """The paragraph with its end on the next page."""
    letters = max(len(before.text) + len(after.text), 1)
    sure = (before.confidence * len(before.text) + after.confidence * len(after.text)) / letters
    return replace(before, text=text.one_line(joined([before.text, after.text])), confidence=round(sure, 3))
