"""What the gate looks for in the text of the files: every region, the hidden ones too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline import legacy_encoding, media
from pipeline.document import reasons
from pipeline.document.model import Block, Extraction, Finding, Method, Package, ReceivedFile, Region, Role
from pipeline.gate import circulation, encoded, personal_data, pieces, secrecy, secrecy_fields
from pipeline.gate.circulation import CirculationMark
from pipeline.gate.secrecy import Likeness

_HEAD_BLOCKS = 25  # a draft's mark stands in the head of the sheet or across it, not in the text
_ALMOST_NOTHING = 40  # characters
_NUMBER = re.compile(r"[\d\s.\-+()]+")
_CUT, _GOES_ON = re.compile(r"\d{3}[.\- ]?$"), re.compile(r"\d{3}")
_READ = media.PUBLISHED | media.CHECK_ONLY
_ASIDE = frozenset({Region.stamp, Region.margin, Region.hidden, Region.header_left, Region.header_right})


def examine(
    package: Package, extractions: Mapping[str, Extraction], *, office_domains: Sequence[str] = ()
) -> list[Finding]:
    """All objections to the contents of a package's files, each code once a file."""
    found: list[Finding] = []
    for number, file in enumerate(package.files, 1):
        extraction = extractions.get(file.sha256)
        if extraction is None or file.media not in _READ:
            continue  # a kind that is not published is stopped already; its failed reading adds nothing
        place = f"tệp {number}"
        found += [_placed(finding, place) for finding in extraction.findings]
        found += _text(extraction.blocks, place, office_domains)
        found += _pictures(file, extraction, place)
        found += _letters(extraction, place)
    return list(dict.fromkeys(found))


def _letters(extraction: Extraction, place: str) -> Iterator[Finding]:
    """A text in letters of an unknown encoding is no text: neither mark nor number can be read in it."""
    if legacy_encoding.is_garbled(" ".join(said for block in extraction.visible for said in _texts(block))):
        yield reasons.finding("letters-unknown", place)


def _placed(finding: Finding, place: str) -> Finding:
    return replace(finding, place=f"{place}, {finding.place}" if finding.place else place)


def _text(blocks: Sequence[Block], place: str, office_domains: Sequence[str]) -> Iterator[Finding]:
    first: dict[str, Finding] = {}
    invites = any(secrecy.invites(block.text) for block in blocks[:_HEAD_BLOCKS])
    for index, block in enumerate(blocks):
        block = replace(block, text=secrecy.of_invitation(block.text)) if invites else block
        where = f"{place}, trang {block.page}" if block.page else place
        for finding in _of_block(block, index, where, office_domains):
            first.setdefault(finding.code + finding.message, finding)
    if pieces.of_blocks(blocks) >= Likeness.suspected:
        first.setdefault("secret-suspected", reasons.finding("secret-suspected", place))
    for kind in _labelled(blocks, office_domains):
        finding = reasons.finding("personal-data", place, kind=kind.said)
        first.setdefault(finding.code + finding.message, finding)
    yield from first.values()


def _labelled(blocks: Sequence[Block], office_domains: Sequence[str]) -> Iterator[personal_data.PersonalDataKind]:
    """A number on a line of its own behind the line that says what it is, or in two halves at the end of a line."""
    for label, block in pairwise(blocks):
        if _CUT.search(label.text) and _GOES_ON.match(block.text):
            yield from personal_data.of_text(label.text[-60:] + block.text[:40], office_domains=office_domains)
        if 8 <= len(block.text) <= 24 and _NUMBER.fullmatch(block.text):
            yield from personal_data.of_text(f"{label.text[-60:]} {block.text}", office_domains=office_domains)


def _of_block(block: Block, index: int, where: str, office_domains: Sequence[str]) -> Iterator[Finding]:
    verdict = max((_verdict(cell, block) for cell in _texts(block)), default=Likeness.clean)
    verdict = max(verdict, pieces.of_rows(block.rows))
    if verdict is Likeness.marked:
        yield reasons.finding("secret-mark", where)
    elif verdict is Likeness.suspected:
        yield reasons.finding("secret-suspected", where)
    for cell in _texts(block):
        mark = circulation.of_line(cell)
        if mark is CirculationMark.limited:
            yield reasons.finding("circulation-mark", where)
        if mark is CirculationMark.draft and (index < _HEAD_BLOCKS or block.region in _ASIDE):
            yield reasons.finding("draft-mark", where)
        for kind in personal_data.of_text(cell, office_domains=office_domains):
            yield reasons.finding("personal-data", where, kind=kind.said)
    for kind in personal_data.of_table(block.rows):
        yield reasons.finding("personal-data", where, kind=kind.said)


def _texts(block: Block) -> Iterator[str]:
    """What a block says, and says once more where letters are turned round or encoded, as in fields of packages."""
    for said in (block.text, *(cell for row in block.rows for cell in row)):
        if said:
            yield from encoded.readings(said)


def _verdict(said: str, block: Block) -> Likeness:
    verdict = secrecy.of_line(said, ocr=block.method is Method.ocr)
    if block.region is Region.hidden:
        verdict = max(verdict, secrecy_fields.of_hidden(said))
    if block.rows and said.strip() in ("Mật", "mật") and any(map(_counts, block.rows)):
        return Likeness.words  # honey, in a table of goods
    return verdict


def _counts(row: Sequence[str]) -> bool:
    """Whether a row holds amounts: the table is one of goods, works or money."""
    amounts = [cell for cell in row if re.fullmatch(r"[\d.,%\s-]*\d[\d.,%\s-]*", cell)]
    return len(amounts) >= 2


def _pictures(file: ReceivedFile, extraction: Extraction, place: str) -> Iterator[Finding]:
    """No page that is only a picture is published on a machine's word: stamps on scans escape OCR (14 of 23 did)."""
    if file.media in media.IMAGES or extraction.image_pages:
        yield reasons.finding("scan-needs-person", place)
    elif file.role is Role.main and extraction.characters < _ALMOST_NOTHING:
        yield reasons.finding("text-missing", place)
