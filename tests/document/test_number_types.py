import pytest

from pipeline.document.number import DocumentNumber


@pytest.mark.parametrize(
    ("printed", "code", "type_code"),
    [
        ("06/HD-HĐND", "06/HD-HĐND", "HD"),
        ("6/HĐ-HDND", "06/HĐ-HĐND", "HĐ"),
        ("7/DA-UBND", "07/DA-UBND", "DA"),
        ("7/ĐA-UBND", "07/ĐA-UBND", "ĐA"),
        ("8/nq-hdnd".upper(), "08/NQ-HĐND", "NQ"),
        ("9/QD-UBND", "09/QĐ-UBND", "QĐ"),
        ("12/HĐND-TH", "12/HĐND-TH", None),
        ("00a/NQ-HĐND", "00a/NQ-HĐND", "NQ"),
        ("007b/NQ-HĐND", "07b/NQ-HĐND", "NQ"),
        ("0/NQ-HĐND", "00/NQ-HĐND", "NQ"),
        ("1.204/BC-SNV", "1.204/BC-SNV", "BC"),
        ("6.7/2026/NQ-HĐND", "6.7/2026/NQ-HĐND", "NQ"),
    ],
)
def test_types_that_differ_by_a_stroke_stay_apart(printed: str, code: str, type_code: str | None) -> None:
    number = DocumentNumber.parse(printed)

    assert (str(number), number.type_code) == (code, type_code)
