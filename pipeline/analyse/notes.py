"""Footnotes: their marks taken off the facts, the notes themselves behind the text with an anchor each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline import text
from pipeline.document.facts import Facts
from pipeline.document.model import Analysis, Block, Region
from pipeline.document.passage import Passage, PassageKind

_MARK = re.compile(r"\s*\[(?:\d{1,3}|[ivxlc]{1,6})\]")
_OWN = re.compile(r"(\[(?:\d{1,3}|[ivxlc]{1,6})\])\s*\S")
_BARE = re.compile(r"(\d{1,3})[.)]?\s+(?=\S)")
_BOXES = frozenset({Region.header_left, Region.header_right, Region.signature})


def passages(blocks: Sequence[Block]) -> list[Passage]:
    """A passage for each note, its anchor from its mark: `chu-thich-1`; by its place where no mark tells.

    A PDF prints the mark before its note raised, so "1 Chưa gồm …" is the note of "[1]" where the text has that mark.
    """
    found: list[Passage] = []
    said = " ".join(_said(block) for block in blocks if block.region is not Region.note)
    for at, note in enumerate((block.text for block in blocks if block.region is Region.note and block.text), 1):
        bare = _BARE.match(note)
        if bare and f"[{bare[1]}]" in said:
            note = f"[{bare[1]}] {note[bare.end() :]}"
        mark = _OWN.match(note)
        found.append(
            Passage(PassageKind.note, note, f"chu-thich-{text.slugify(mark[1])}" if mark else f"chu-thich-khac-{at}")
        )
    return found


def _said(block: Block) -> str:
    return " ".join((block.text, *(cell for row in block.rows for cell in row)))


def marks(blocks: Iterable[Block]) -> frozenset[str]:
    """The marks of the notes that were read."""
    found = (_OWN.match(block.text) for block in blocks if block.region is Region.note)
    return frozenset(mark[1] for mark in found if mark)


def unmarked_boxes(blocks: Sequence[Block], known: frozenset[str]) -> tuple[Block, ...]:
    """The blocks with no mark in head and signature: a number, a day or a name with one is none any more."""
    if not known:
        return tuple(blocks)
    return tuple(replace(b, text=_off(b.text, known)) if b.region in _BOXES else b for b in blocks)


def unmarked(analysis: Analysis, known: frozenset[str]) -> Analysis:
    """Facts without the marks of notes: no title and no signer's name has one."""
    if not known:
        return analysis
    facts = {
        name: tuple(replace(claim, value=_off(claim.value, known)) for claim in claims)
        for name, claims in analysis.facts.claims().items()
    }
    signers = tuple({key: _off(value, known) for key, value in one.items()} for one in analysis.signers)
    return replace(analysis, facts=Facts.of(facts), signers=signers)


def _off(said: str, known: frozenset[str]) -> str:
    return _MARK.sub(lambda match: "" if match[0].strip() in known else match[0], said)
