import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import reasons
from pipeline.document.model import Block, Coverage, Extraction, Finding, Gap, Method, Region
from pipeline.extract import wire

SHA = "a" * 64
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NUMBERS = st.floats(-20_000, 20_000, allow_nan=False)
BLOCKS = st.builds(
    Block,
    text=WORDS,
    region=st.sampled_from(Region),
    method=st.sampled_from(Method),
    page=st.none() | st.integers(1, 2000),
    confidence=st.floats(0, 1),
    align=st.sampled_from(["", "center", "right", "justify"]),
    bold=st.booleans(),
    italic=st.booleans(),
    rows=st.lists(st.lists(WORDS, max_size=3).map(tuple), max_size=3).map(tuple),
    box=st.none() | st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    label=WORDS,
)
FINDINGS = st.builds(
    lambda reason, *words: Finding(reason.code, reason.severity, *words),
    st.sampled_from(list(reasons.REASONS.values())),
    WORDS,
    WORDS,
    WORDS,
)
COVERAGES = st.builds(
    Coverage,
    st.lists(st.integers(1, 2000), max_size=4).map(tuple),
    st.lists(st.sampled_from(Gap), max_size=4).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple),
)
EXTRACTIONS = st.builds(
    Extraction,
    st.just(SHA),
    st.just("application/pdf"),
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.none() | st.integers(0, 2000),
    st.lists(st.integers(1, 2000), max_size=4).map(tuple),
    st.lists(FINDINGS, max_size=3).map(tuple),
    COVERAGES,
)


@given(EXTRACTIONS)
def test_what_goes_over_comes_back(extraction: Extraction) -> None:
    assert wire.extraction(wire.bytes_of(extraction), SHA, "application/pdf") == extraction


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | WORDS, st.lists).map(lambda v: json.dumps(v).encode())
)
def test_dishonest_answers_are_unreadable(answer: bytes) -> None:
    with pytest.raises(wire.BrokenAnswer):
        wire.extraction(answer, SHA, "application/pdf")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sha256", "b" * 64),
        ("blocks", [{"text": 5}]),
        ("blocks", {"text": "x"}),
        ("pages", "many"),
        ("pages", True),
        ("image_pages", [1.5]),
        ("coverage", {"unread_pages": [], "gaps": ["nothing"], "seen": []}),
        ("findings", [{"code": "x", "severity": "publish", "message": "", "message_en": "", "place": ""}]),
        ("findings", [{"code": "secret-mark", "severity": "note", "message": "", "message_en": "", "place": ""}]),
        ("findings", [{"code": "x", "severity": "note", "message": "", "message_en": "", "place": ""}]),
        ("findings", [{"code": "file-damaged", "severity": "hold", "message": "", "message_en": "", "more": ""}]),
    ],
)
def test_wrong_value_makes_the_answer_unreadable(field: str, value: object) -> None:
    raw = json.loads(wire.bytes_of(Extraction(SHA, "application/pdf", (Block("Điều 1."),))))
    raw[field] = value

    with pytest.raises(wire.BrokenAnswer):
        wire.extraction(json.dumps(raw).encode(), SHA, "application/pdf")


def test_lone_surrogate_becomes_a_question_mark() -> None:
    answer = wire.bytes_of(Extraction(SHA, "application/pdf", (Block("XX"),))).replace(b"XX", b"\\ud800")

    assert wire.extraction(answer, SHA, "application/pdf").blocks[0].text == "?"
