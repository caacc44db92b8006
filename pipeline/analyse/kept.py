"""Whether the words of the main file reached passages and facts: what vanished in between is said, never left out."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.document import coverage, reasons
from pipeline.document.coverage import WordsKept
from pipeline.document.facts import Claim
from pipeline.document.model import Block, Extraction, Finding, Region
from pipeline.document.passage import Passage

# What every sheet says and no page repeats (Decree 30/2020, annex I, boxes 1 and 9b), and the furniture around it.
_ON_EVERY_SHEET = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số Nơi nhận Lưu VT Kính gửi"
_ASIDE = frozenset({Region.margin, Region.stamp, Region.recipients})
_MOST_ASIDE = 1_500  # characters of recipients; an annex that was taken for recipients is longer


def counted(
    extraction: Extraction,
    passages: Sequence[Passage],
    facts: Mapping[str, tuple[Claim, ...]],
    signers: Sequence[Mapping[str, str]],
) -> WordsKept | None:
    """The share of the file's words that passages, facts and what no page repeats account for."""
    stated = [claim.value for claims in facts.values() for claim in claims[:1]]
    stated += [value for signer in signers for value in signer.values()]
    # The head of a sheet names the body twice, its title and its type again in capitals.
    published = [*_of_passages(passages), *stated, *stated, *_aside(extraction), _ON_EVERY_SHEET]
    return coverage.words_kept(_seen(extraction), published)


def finding(kept: WordsKept | None) -> tuple[Finding, ...]:
    """The remark that words are missing, with the pages that lost most."""
    if kept is None or not kept.lacks:
        return ()
    place = f"trang {', '.join(map(str, kept.thin[:20]))}" if kept.thin else ""
    return (reasons.finding("words-lost", place, share=int(kept.share * 100)),)


def _seen(extraction: Extraction) -> Sequence[str]:
    """The second walk of the file; without one, the blocks themselves, so that at least their loss shows."""
    if extraction.coverage.seen:
        return extraction.coverage.seen
    pages: dict[int, list[str]] = {}
    for block in extraction.visible:
        pages.setdefault(block.page or 1, []).extend(_of_block(block))
    return [" ".join(pages.get(number, ())) for number in range(1, max(pages, default=0) + 1)]


def _aside(extraction: Extraction) -> Iterator[str]:
    room = _MOST_ASIDE
    for block in extraction.visible:
        if block.region in _ASIDE and room > 0:
            yield from _of_block(block)
            room -= len(block.text) if block.region is Region.recipients else 0


def _of_block(block: Block) -> Iterator[str]:
    yield block.text
    yield from (cell for row in block.rows for cell in row)


def _of_passages(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        yield passage.text
        yield from (cell for row in passage.rows for cell in row)
