import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import analyse
from pipeline.document.model import Block, Declared, Method, Region
from tests.analyse import papers

PIECES = (
    "Điều 1.", "Điều", "1", "1.", "a)", "“", "”", '"', "Căn cứ Luật;", "NGHỊ QUYẾT", "TM.", "KT. CHỦ TỊCH",
    "CHỦ TỊCH", "Nguyễn Văn Mẫu", "Số: /", "Số: 12/2024/NQ-HĐND", "ngày tháng năm",
    "Lam Giang, ngày 31 tháng 2 năm 2024", "PHỤ LỤC", "(Kèm theo", "Nơi nhận:", "V/v", "Kính gửi:",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Chương I", "Mục 1",
    "Phần thứ nhất", "KHÓA X", "ỦY BAN NHÂN DÂN", "UBND TỈNH LAM GIANG SỞ", "I. MỤC", "A.", "2. 500", "–", "ﬁ", "İ",
    "ß", "\u0301", "999999999999999999999", "thông qua ngày 99 tháng 99 năm 2024",
)  # fmt: skip
words = st.one_of(st.sampled_from(PIECES), st.text(max_size=30))
lines = st.lists(words, max_size=5).map(" ".join)
blocks = st.lists(
    st.builds(
        Block,
        text=lines,
        region=st.sampled_from(Region),
        method=st.sampled_from(Method),
        confidence=st.floats(0, 1),
        align=st.sampled_from(["", "center", "justify"]),
        bold=st.booleans(),
        rows=st.one_of(st.just(()), st.lists(st.lists(lines, max_size=3).map(tuple), max_size=4).map(tuple)),
    ),
    max_size=25,
)
declared = st.builds(
    Declared,
    sender=st.sampled_from([None, "000.00.01.L77", "?"]),
    number=st.one_of(st.none(), words),
    notation=st.one_of(st.none(), words),
    issue_date=st.one_of(st.none(), st.just(dt.date(2024, 1, 1))),
    type_name=st.one_of(st.none(), words),
    subject=st.one_of(st.none(), words),
    priority=st.one_of(st.none(), st.integers(-1, 9)),
)


@settings(max_examples=300, deadline=None)
@given(blocks, declared)
def test_analysis_never_raises_and_its_answer_is_complete(some: list[Block], header: Declared) -> None:
    found = papers.analysed(some, header)

    answer = analyse.answer(found)
    assert set(answer) >= {"body", "code", "issue_date", "n_dieu", "is_draft", "sources"}
    assert all(claims for claims in found.facts.claims().values())
    anchors = [passage.id for passage in found.passages if passage.id]
    assert len(anchors) == len(set(anchors))
    assert all(passage.depth == 0 or 2 <= passage.depth <= 6 for passage in found.passages)
    assert all(passage.text.strip() or passage.rows for passage in found.passages)
