"""Another document within a package: a head of its own, with another number of the same kind.

A package is one document, and one page is made of it. Of two resolutions that came together, as two files or bound into
one, the second would stand as an annex of the first and be found under no number of its own.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pipeline import text
from pipeline.analyse.claims import same_code
from pipeline.document import reasons
from pipeline.document.facts import Claim
from pipeline.document.model import Block, Extraction, Finding, Method, Package

_NUMBER = text.late(
    r"\bSố\s*:\s*(?P<number>\d{1,4}[a-zđ]?(?:\s*/\s*\d{4})?)\s*/\s*(?P<kind>[A-ZĐ]{1,4})\s*-\s*(?P<rest>HĐND\w*)"
    r"(?=\s+(?:[A-ZĐ]|ngày)|\s*$)"
)
_MOTTO = text.late(r"c[ộô]ng h[oò][aà] x[aã] h[ộô]i ch[uủ] ngh[iĩ]a", 2)
_NEAR = 8  # lines between the motto and the number of one head, either of which may come first
_RESOLUTION = "NQ"


def findings(package: Package, extractions: Mapping[str, Extraction], own: Iterable[Claim]) -> Iterator[Finding]:
    """One for each file with the head of another document; `own` are the readings of the package's own number.

    Reports, letters and drafts that come along for reading are of other kinds, and pass; what OCR says of a number is
    no proof.
    """
    known = [claim.value for claim in own]
    kinds = {_RESOLUTION, *(code.split("/")[-1].split("-")[0] for code in known)}
    for file in package.files if known else ():
        read = extractions.get(file.sha256)
        found = _heads(read.visible) if read else ()
        others = (code for code, kind in found if kind in kinds and not any(same_code(code, one) for one in known))
        if next(others, None):
            yield reasons.finding("second-document", file.name)


def _heads(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """The numbers that stand in the head of a document, each with the letters of its kind."""
    last = deque[str](maxlen=_NEAR)
    waiting: list[tuple[int, str, str]] = []
    for at, line in enumerate(_lines(blocks)):
        last.append(line)
        if number := _NUMBER.search(line):
            code = f"{number['number']}/{number['kind']}-{number['rest']}"
            waiting.append((at, code.replace(" ", ""), number["kind"]))
        waiting = [one for one in waiting if at - one[0] < _NEAR]
        if waiting and any(map(_MOTTO.search, last)):
            yield from ((code, kind) for _, code, kind in waiting)
            waiting = []


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.method is Method.text:
            yield from (line for said in (block.text, *chain(*block.rows)) for line in said.split("\n") if line.strip())
