"""A notation whose letters were misread is put right where it can be one alone; figures and other notations stand."""

import pytest

from pipeline.document.model import Method
from pipeline.extract.scans import notation_letters
from pipeline.sheet.words import Word


def read(said: str) -> str:
    word = Word(text=said, left=0, bottom=0, right=9, top=9, baseline=0, size=9, method=Method.ocr, confidence=0.4)
    (found,) = notation_letters.mended([word])
    return found.text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("188/TIr-UBND", "188/TTr-UBND"),
        ("12/TFr-HĐND;", "12/TTr-HĐND;"),
        ("07/T1r-BPC", "07/TTr-BPC"),
        ("07/Ilr-BPC", "07/TTr-BPC"),
        ("121/2025/QHI5;", "121/2025/QH15;"),
        ("80/2015/QHl3", "80/2015/QH13"),
        ("72/2025/QH1S", "72/2025/QH15"),
        ("/gĐ-HĐND", "/QĐ-HĐND"),
        ("11/9Đ-UBND;", "11/QĐ-UBND;"),
        ("ƒ/KLBDT", "ƒ/KL-BDT"),
        ("12/NQHĐND", "12/NQ-HĐND"),
        ("7/BCKTNS.", "7/BC-KTNS."),
        ("22/HĐND.VP", "22/HĐND-VP"),
        ("/8C-TbB", "/BC-TĐB"),
        ("12/KH-bGS", "12/KH-ĐGS"),
        ("12/KH-bKS", "12/KH-ĐKS"),
        ("12/BC-BbT", "12/BC-BĐT"),
    ],
)
def test_only_one_notation_can_be_meant(said: str, meant: str) -> None:
    assert read(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "188/TTr-UBND",
        "18/TT-UBND",
        "12/Tr-UBND",
        "72/2025/QH15",
        "5/QĐ-TTg",
        "TIr-UBND",
        "31/2001/QH10",
        "1/QHIS",
        "2/CĐ-UBND",
        "5/HĐND",
        "9/BCĐ",
        "12/QĐ.UB",
        "6/QC-TT.HĐND",
        "12/KH-bPC",
        "12/BC-bKTNS",
        "12/KH-bDT",
    ],
)
def test_what_may_be_meant_stands(said: str) -> None:
    assert read(said) == said
