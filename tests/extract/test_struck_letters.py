import pytest

from pipeline.extract.pdf_files.struck_letters import struck
from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Glyph

SAID = "Số: 2122/NQ-HĐND"


def glyphs(said: str = SAID, baseline: float = 700.0) -> list[Glyph]:
    """Letters of 12 points, each 6 wide, from x = 100."""
    lefts = (100.0 + 6 * at for at in range(len(said)))
    return [
        Glyph(char, left, baseline, left + 6, baseline + 8, baseline, 12.0, False, False, False)
        for char, left in zip(said, lefts, strict=True)
    ]


def gone(*rules: RuledLine) -> str:
    letters = glyphs()
    found = struck(letters, rules)
    return "".join(glyph.char for glyph in letters if glyph in found)


@pytest.mark.parametrize(
    ("first", "last", "height", "expected"),
    [
        (4, 5, 3.3, "21"),  # what a tracked change took away
        (0, 15, 3.3, SAID),
        (4, 15, 2.6, "2122/NQ-HĐND"),
        (4, 5, -1.5, ""),  # an underline
        (4, 5, 7.8, ""),  # over the letters
    ],
)
def test_letters_with_a_line_through_them_are_struck(first: int, last: int, height: float, expected: str) -> None:
    assert gone(RuledLine(100 + 6 * first, 700 + height, 106 + 6 * last, 700 + height)) == expected


def test_a_line_that_goes_on_beyond_the_letters_strikes_nothing() -> None:
    assert gone(RuledLine(60, 703.3, 300, 703.3)) == ""
    assert gone(RuledLine(124, 703.3, 420, 703.3)) == ""
    assert gone(RuledLine(130, 650, 130, 760)) == ""
