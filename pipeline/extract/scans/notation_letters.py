"""Letters of a notation that tesseract takes for others, put right where only one notation can be meant.

"188/TIr-UBND" is no type of document but TTr, and "121/2025/QHI5" no term of the National Assembly but QH15: a citation
of either named a document that does not exist. Figures that were read as figures stand.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.sheet.words import Word

_PROPOSAL = re.compile(r"(?<=\d/)[TI1l][IiĩíìlJ1F7Y]r(?=-[A-ZĐ])")
_DECISION = re.compile(r"(?<=/)[g9q](?=Đ-[A-ZĐ]{2})")  # under a pen's stroke; HĐ and CĐ begin otherwise
_DASH = re.compile(  # "KLBDT": the dash lost under a pen
    r"(?<=/)(?:NQ|QĐ|BC|KH|KL|TB|TTr|CTr|GM|HD|ĐC)(?=(?:(?:TT)?HĐND|UBND|ĐGS|B?PC|B?KTNS|B?KTXH|B?VHXH|BDT)\W*$)"
)
_REPORT = re.compile(r"(?<=/)8(?=C-[A-ZĐ])")
# "KH-bGS", "BC-TbB": a Đ of small print, where an organ has one; "KH-bPC" may be BPC.
_STROKED = re.compile(r"(?<=-)b(?=(?:GS|KS|ĐB|BQH)\b)|(?<=-T)b(?=B\b)|(?<=-B)b(?=T\b)")
_LETTER = re.compile(r"(?<=/HĐND)\.(?=[A-ZĐ]{2,4}\W*$)")  # of a letter: "22/HĐND.VP"
_TERM = re.compile(r"(?<=/\d{4}/QH)([1Il])([0-9IlOSBZ])(?=\W*$)")
_FIGURES = str.maketrans("IlOSBZ", "110582")


def mended(words: Sequence[Word]) -> list[Word]:
    """The words, each as sure as before."""
    return [replace(word, text=said) if (said := _mended(word.text)) != word.text else word for word in words]


def _mended(said: str) -> str:
    if "/" not in said:
        return said
    said = _LETTER.sub("-", _DASH.sub(r"\g<0>-", _DECISION.sub("Q", _PROPOSAL.sub("TTr", said))))
    said = _STROKED.sub("Đ", _REPORT.sub("B", said))
    return _TERM.sub(lambda term: term[0].translate(_FIGURES), said)
