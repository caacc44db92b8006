"""What a document loses on its way from the file to the page is counted and said."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import analyse, legacy_encoding
from pipeline.document import corrections, coverage
from pipeline.document.model import Analysis, Block, Coverage, Extraction, Package, ReceivedFile, Region
from tests.analyse import papers

SHA = "0" * 64
LOST = tuple(f"Trạm bơm số {at} xã Đông Hà công suất {at} trăm mét khối một giờ" for at in range(20))


def analysed(blocks: list[Block], seen: tuple[str, ...] = ()) -> Analysis:
    read = Extraction(SHA, "text/html", tuple(blocks), coverage=Coverage(seen=seen))
    file = ReceivedFile("a.html", SHA, 1, "text/html", Path("a.html"))
    package = Package(Path("a.html"), SHA, 1, "file", files=(file,))
    return analyse.document(package, {SHA: read}, papers.vocabulary())


def said(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def lacks(blocks: list[Block]) -> bool:
    found = analysed(blocks, (said(blocks),))
    return found.kept is not None and found.kept.lacks


def test_a_document_that_is_published_whole_has_no_remark() -> None:
    found = analysed(papers.resolution(), (said(papers.resolution()),))

    assert found.kept and not found.kept.lacks
    assert "words-lost" not in [finding.code for finding in found.findings]


def test_words_that_the_reader_never_saw_are_a_remark_with_their_share() -> None:
    found = analysed(papers.resolution(), (said(papers.resolution()) + "\n" + "\n".join(LOST),))

    remark = next(finding for finding in found.findings if finding.code == "words-lost")
    assert found.kept and 0.2 < found.kept.share < 0.6 and found.kept.lacks
    assert f"Chỉ giữ được {int(found.kept.share * 100)}% chữ" in remark.message and not remark.stops


@pytest.mark.parametrize("encoding", legacy_encoding.ENCODINGS)
def test_letters_from_before_unicode_are_counted_as_the_readers_decode_them(encoding: str) -> None:
    typed = legacy_encoding.encoded(said(papers.resolution()).lower(), encoding)  # VPS lacks capitals

    kept = analysed(papers.resolution(), (typed,)).kept
    lost = analysed(papers.resolution(), (typed + "\n" + legacy_encoding.encoded("\n".join(LOST), encoding),)).kept

    assert kept and not kept.lacks and lost and lost.lacks


def test_the_pages_that_lost_most_are_named() -> None:
    found = analysed(papers.resolution(), (said(papers.resolution()), " ".join(LOST), "", " ".join(LOST)))

    assert next(f.place for f in found.findings if f.code == "words-lost") == "trang 2, 4"


def test_without_a_second_walk_the_blocks_themselves_are_counted() -> None:
    assert analysed(papers.resolution()).kept is not None


@pytest.mark.parametrize("region", [Region.margin, Region.stamp])
def test_what_stands_around_the_text_is_not_missed(region: Region) -> None:
    around = [Block(line, region) for line in LOST[:5]]
    blocks = [*papers.resolution(), *around]

    assert not lacks(blocks)


def test_an_annex_that_was_taken_for_recipients_is_missed() -> None:
    annex = [Block(line, Region.recipients) for line in (*LOST, *LOST, *LOST)]
    blocks = [*papers.resolution(), *annex]

    assert lacks(blocks)


def test_of_next_to_no_text_no_share_is_told() -> None:
    assert analysed([Block("Điều 1. Ngắn.")], ("Điều 1. Ngắn. Mất.",)).kept is None


@given(st.lists(st.text(max_size=200), max_size=4), st.lists(st.text(max_size=200), max_size=4))
def test_a_share_is_between_none_and_all_and_all_is_all(seen: list[str], published: list[str]) -> None:
    some, whole = coverage.words_kept(seen, published), coverage.words_kept(seen, seen)

    assert some is None or 0 <= some.share <= 1
    assert whole is None or (whole.share, whole.thin) == (1, ())


def test_a_person_who_sets_facts_does_not_undo_what_was_counted() -> None:
    found = analysed(papers.resolution(), (said(papers.resolution()) + " ".join(LOST),))

    assert corrections.applied(replace(found), {"place": "Lam Giang"}, papers.vocabulary()).kept == found.kept


_LINES = st.lists(st.sampled_from(("xã", "huyện xã", "tỉnh", "thôn thôn")), max_size=30)


@given(st.lists(_LINES, min_size=1, max_size=4), _LINES)
def test_a_published_word_is_kept_once_on_whatever_lines_and_pages_it_stands(
    pages: list[list[str]], published: list[str]
) -> None:
    kept = coverage.words_kept(["\n".join(page) for page in pages], published)

    seen, there = (" ".join(lines).split() for lines in ([line for page in pages for line in page], published))
    same = sum(min(seen.count(word), there.count(word)) for word in set(seen))
    assert kept is None if len(seen) < 30 else kept and (kept.seen, kept.words) == (len(seen), same)
