"""Where attached instruments, annexes and bound-in documents begin: each is a part of its own.

A Quy chế restarts at Điều 1; a tờ trình brings the draft resolution in the same scan; a Phụ lục follows the signature.
The marks: the national header again, "(Ban hành kèm theo …)" under a title, a line PHỤ LỤC, a type line after the
signature.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import text
from pipeline.analyse import heading, signature
from pipeline.analyse.signature import SignatureBlock
from pipeline.document.model import Block, Region
from pipeline.sheet import clauses, lines
from pipeline.sheet.numbering import date_line, number_line

_LOOK = 9  # blocks between a title and its "(Kèm theo …)"
_TITLE_LINES = 5  # of a title that names no type, its "(Kèm theo …)" counted


@dataclass(frozen=True, slots=True)
class FilePart:
    """One part of the file: its text is from `body` to `end`, behind its own head. The main part has no title."""

    title: str = ""
    prefix: str = ""
    lead: tuple[str, ...] = ()
    body: int = 0
    end: int = 0


def divided(
    blocks: Sequence[Block], body_at: int, types: Sequence[str]
) -> tuple[FilePart, tuple[FilePart, ...], SignatureBlock]:
    """The main part, the parts after it, and the main signature that ends the main part's text."""
    first = _next(blocks, body_at, types, after_signature=False, annex=False)
    signed = signature.read(blocks, body_at, first if first is not None else len(blocks))
    main = FilePart(body=body_at, end=max(signed.start, body_at))
    begin = max(signed.end, body_at)
    return main, tuple(_attached(blocks, begin, types)), signed


def of_annex(blocks: Sequence[Block], types: Sequence[str], name: str) -> tuple[FilePart, ...]:
    """The parts of an annex that is a file by itself; what stands before the first head is called after the file."""
    first = _next(blocks, 0, types, after_signature=True, annex=False)
    begin = first if first is not None else len(blocks)
    title = name.rpartition(".")[0] or name
    own = [FilePart(title, "phu-luc", (), 0, begin)] if any(not _furniture(block) for block in blocks[:begin]) else []
    return (*own, *_attached(blocks, begin, types))


def _attached(blocks: Sequence[Block], begin: int, types: Sequence[str]) -> list[FilePart]:
    found, used = list[FilePart](), dict[str, int]()
    at = _next(blocks, begin, types, after_signature=True, annex=False)
    rest = at if at is not None else len(blocks)
    if any(block.rows or not _furniture(block) for block in blocks[begin:rest]):
        found.append(FilePart("", _unique("pk", used), (), begin, rest))  # tables under the signature, without a title
    while at is not None:
        title, kind, lead, body = _head(blocks, at, types)
        following = _next(blocks, max(body, at + 1), types, after_signature=False, annex=kind.startswith("phu-luc"))
        prefix = _unique(kind, used)
        found.append(FilePart(title, prefix, lead, max(body, at), following if following is not None else len(blocks)))
        at = following
    return found


def _unique(kind: str, used: dict[str, int]) -> str:
    used[kind] = used.get(kind, 0) + 1
    return kind if used[kind] == 1 else f"{kind}-{used[kind]}"


def _next(
    blocks: Sequence[Block], begin: int, types: Sequence[str], *, after_signature: bool, annex: bool
) -> int | None:
    """The next block that begins a part."""
    for index in range(begin, len(blocks)):
        block = blocks[index]
        if not block.rows and len(block.text) < 400 and _begins(blocks, index, types, after_signature, annex):
            return index
    return None


def _begins(blocks: Sequence[Block], index: int, types: Sequence[str], after_signature: bool, annex: bool) -> bool:
    block = blocks[index]
    if _is_annex(block):
        return True
    near = blocks[index + 1 : index + _LOOK]
    if lines.form(block.text) and _noted(near[:_TITLE_LINES]):
        return True
    if (_headed(block, types) and _noted(near)) or _titled_above_note(blocks, index):
        return True
    if _typed(block, types):
        return _noted(near) or (not annex and (after_signature or _restarts(blocks, index)))
    if lines.is_attached(block.text) and not _ends_sentence(blocks, index):
        return True
    return not annex and _is_second_header(blocks, index, types)


def _titled_above_note(blocks: Sequence[Block], index: int) -> bool:
    """Whether a title in capitals, which names no type, stands right above "(Kèm theo Nghị quyết số …)"."""
    for at in range(index, min(index + _TITLE_LINES, len(blocks))):
        block = blocks[at]
        if at > index and lines.is_attached(block.text):
            return not _ends_sentence(blocks, at)
        if block.rows or not lines.is_upper(block.text, 0.9) or not _may_title(block):
            return False
    return False


def _may_title(block: Block) -> bool:
    line = block.text
    return (
        block.region is Region.body
        and not (lines.is_national(line) or lines.is_rule(line) or lines.is_organ(line) or lines.is_unit(line))
        and not (lines.is_title(line) or lines.is_authority(line) or lines.is_session(line) or line.endswith(":"))
        and not (clauses.article(line) or clauses.chapter(line) or clauses.free(line))
    )


def _ends_sentence(blocks: Sequence[Block], index: int) -> bool:
    """Whether (Kèm theo danh sách) only refers to an annex at the end of a clause, and heads none."""
    line = blocks[index].text.strip()
    if not re.search(r"\bso\b|ngay|quyet|nghi", lines.folded(line)):
        return True
    return not line.startswith("(") and not line.endswith((")", "/", "…", "năm"))


def _noted(near: Sequence[Block]) -> bool:
    for block in near:
        if block.rows or clauses.article(block.text):
            return False
        if lines.is_attached(block.text):
            return True
    return False


def _restarts(blocks: Sequence[Block], index: int) -> bool:
    """Whether the next article below a type line is Điều 1 and one went before it."""
    after = next((a for b in blocks[index + 1 : index + 60] if (a := clauses.article(b.text))), None)
    return bool(after and after.number == 1 and any(clauses.article(b.text) for b in blocks[:index]))


def _is_annex(block: Block) -> bool:
    match = lines.annex(block.text)
    if not match or block.region in (Region.recipients, Region.signature) or len(block.text) > 250:
        return False
    word = block.text.strip(" .:*_(")[:7]
    rest = block.text[match.start("rest") :].strip() if len(lines.folded(block.text)) == len(block.text) else ""
    if word.isupper():
        return not rest or lines.is_upper(rest, 0.6) or rest.startswith("(") or len(rest) < 120
    alone = not rest or lines.is_upper(rest, 0.9)
    return alone and len(block.text) < 30 and (block.bold or block.align == "center" or bool(match["number"]))


def _typed(block: Block, types: Sequence[str]) -> bool:
    return lines.is_upper(block.text) and len(block.text) < 60 and bool(_named(block.text, types))


def _named(line: str, types: Sequence[str]) -> str:
    """The type that a line in capitals names, "(SỬA ĐỔI, BỔ SUNG)" behind it or not."""
    if line.rstrip().endswith(":"):
        return ""  # QUYẾT ĐỊNH: enacts, within a form too
    return heading.named(line.split("(")[0].strip(), types) or ""


def _headed(block: Block, types: Sequence[str]) -> bool:
    """QUY CHẾ LÀM VIỆC MẪU: a line in capitals that begins with the name of a type."""
    return lines.is_upper(block.text, 0.9) and len(block.text) < 200 and bool(_leading_type(block.text, types))


def _headed_name(block: Block, types: Sequence[str]) -> str:
    return _leading_type(block.text, types) if _headed(block, types) and not lines.is_decider(block.text) else ""


def _leading_type(line: str, types: Sequence[str]) -> str:
    folded = lines.folded(line)
    return next(
        (name for name in sorted(types, key=len, reverse=True) if folded.startswith(lines.folded(name) + " ")), ""
    )


def _decides(line: str) -> bool:
    return lines.is_decider(line) or lines.is_session(line)


def _is_second_header(blocks: Sequence[Block], index: int, types: Sequence[str]) -> bool:
    """A header above a second document: its first line, be it the organ's or the national name."""
    block = blocks[index]
    if block.region in (Region.recipients, Region.signature) or lines.is_title(block.text):
        return False
    near = blocks[index : index + 7]
    begins = lines.is_national(block.text) or (
        (block.region is Region.header_left or lines.is_organ(block.text))
        and any(lines.is_national(b.text) for b in near)
    )
    return begins and any(_typed(b, types) for b in blocks[index + 1 : index + 16])


def _head(blocks: Sequence[Block], at: int, types: Sequence[str]) -> tuple[str, str, tuple[str, ...], int]:
    """Title, prefix, further centred lines and the index of the first block of the text."""
    annex = _is_annex(blocks[at]) or bool(lines.form(blocks[at].text))
    bare = not annex and _titled_above_note(blocks, at)
    typed = _typed_below(blocks, at, types)
    index, named, title, lead = at, "", list[str](), list[str]()
    while index < min(at + 24, len(blocks)):
        block = blocks[index]
        name = (_named(block.text, types) or _headed_name(block, types)) if not named and not annex else ""
        if lines.is_attached(block.text) or (named and title and _decides(block.text)):
            lead.append(block.text)
        elif (
            (index == at and (annex or bare))
            or name
            or (title and _titles(block, title, noted=any(map(lines.is_attached, lead))))
        ):
            named, title = named or name, [*title, block.text]
        elif title or (index >= typed and not _furniture(block)):
            break
        elif _says_something(block):
            lead.append(block.text)
        index += 1
    if not title and lead:
        title, lead = lead, []
    kind = _annex_kind(blocks[at]) if annex else _prefix(named)
    return re.sub(r"\s+", " ", " ".join(title)).strip(" *_"), kind, tuple(lead), index


def _typed_below(blocks: Sequence[Block], at: int, types: Sequence[str]) -> int:
    """Where the type line stands under a second header: what is between ("(Trình kỳ họp thứ ba)") is no text yet."""
    if not _is_second_header(blocks, at, types):
        return at
    return next((i for i in range(at + 1, min(at + 16, len(blocks))) if _typed(blocks[i], types)), at)


def _titles(block: Block, title: Sequence[str], *, noted: bool) -> bool:
    """Whether a line belongs to a part's title; below its "(Kèm theo …)" only one in capitals does."""
    if noted and not lines.is_upper(block.text, 0.9):
        return False
    if (
        block.rows
        or len(block.text) > 300
        or lines.is_basis(block.text)
        or clauses.chapter(block.text)
        or clauses.article(block.text)
    ):
        return False
    if (
        clauses.free(block.text)
        or clauses.clause(block.text)
        or lines.is_national(block.text)
        or lines.is_rule(block.text)
    ):
        return False
    shown = block.align == "center" or lines.is_upper(block.text, 0.9)
    return len(title) < 6 and (
        shown
        or (block.bold and not re.search(r"[.:;]$", block.text))
        or (len(title) == 1 and len(block.text) < 160 and not re.search(r"[.:;,]$", block.text))
    )


def _furniture(block: Block) -> bool:
    """A line of a second header. A table is none, nor is what only begins like one: "Xã Phú Mẫu: 5 trạm bơm"."""
    line = block.text
    return not block.rows and (
        block.region in (Region.header_left, Region.header_right)
        or lines.is_rule(line) or lines.is_national(line) or lines.is_motto(line) or lines.is_organ(line)
        or (lines.is_unit(line) and lines.is_upper(line, 0.9))
        or number_line(line) is not None or date_line(line) is not None
        or lines.folded(line).lstrip("([* ").startswith("du thao")
    )  # fmt: skip


def _says_something(block: Block) -> bool:
    """Whether a line of a second header is its own, not the motto and rules that stand on every sheet."""
    return not (lines.is_rule(block.text) or lines.is_national(block.text) or lines.is_motto(block.text))


def _annex_kind(block: Block) -> str:
    match = lines.annex(block.text) or lines.form(block.text)
    number = clauses.number_of(match["number"]) if match and match["number"] else None
    return f"phu-luc-{number}" if number else "phu-luc"


def _prefix(name: str) -> str:
    """Qc of Quy chế, dl of Điều lệ; "pk" for a part whose kind is not known."""
    return "".join(word[0] for word in text.slugify(name).split("-")) if name else "pk"
