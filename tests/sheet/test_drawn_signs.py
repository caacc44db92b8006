"""A mark that is drawn with signs, which no line says, is seen; frames, rules and lines to fill in draw nothing."""

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.extract.office_files import docx
from pipeline.extract.pdf_files import pdf
from pipeline.extract.web_pages import html
from pipeline.sheet import drawn_signs
from tests.extract import sheets
from tests.extract import word_files as word

DRAWN = {
    "crosses": r"""
        ##
       #  #
#   #  ###  #####
## ## #   #   #
# # # #####   #
#   # #   #   #""",
    "strokes": r"""
 __  __    _  _____
|  \/  |  / \|_   _|
| |\/| | / _ \ | |
| |  | |/ ___ \| |
|_|  |_/_/   \_\_|""",
    "letters": """
M   M   A   TTTTT
MM MM  A A    T
M M M  AAA    T
M   M A   A   T
M   M A   A   T""",
    "one-letter": """
HHHHH HHH  H
  H  H   H H
  H  H   H H
  H  H   H H
  H   HHH  H""",
    "blocks": """
█▄ ▄█ ▄▀▄ ▀█▀
█ ▀ █ █▀█  █
▀   ▀ ▀ ▀  ▀
█ █ █ █ ███
██  ██  █ █""",
}
ORDINARY = {
    "to-fill-in": "........................\n........................\n............\n........................\n......",
    "to-fill-in-with-gaps": "…… …… ……\n…… ……\n……\n…… …… ……… ………\n…… …… …… … … …",
    "frame": "+----+-----+\n|    |     |\n|    |     |\n|    |     |\n|    |     |\n+----+-----+",
    "numbers": "0 0 0\n1 0 0\n10 11 0\n0 1\n100 10",
    "rules": "* * *\n-----\n=====\no0o\n***",
    "columns-without-amount": "- - -\n- -\n-  -\n- - - -\n-",
    "chapters": "I\nII\nIII\nIV\nV\nVI",
}


@pytest.mark.parametrize("indent", ["", " " * 20])
@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
def test_what_is_drawn_with_signs_is_told(drawn: str, indent: str) -> None:
    assert drawn_signs.draws(["Điều 1.", *(indent + line for line in drawn.split("\n")), "Điều 2."])


@pytest.mark.parametrize("lines", ORDINARY.values(), ids=ORDINARY)
def test_frames_rules_and_lines_to_fill_in_draw_nothing(lines: str) -> None:
    assert not drawn_signs.draws(["Điều 1.", *lines.split("\n"), "Điều 2."])


def _word(path: Path, drawn: str) -> set[str]:
    lines = (f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in drawn.split("\n"))
    word.write(path, "".join(lines))
    return {finding.code for finding in docx.read(path, "", settings.Limits()).findings}


def _pdf(path: Path, drawn: str) -> set[str]:
    page = sheets.sheet(path)
    sheets.header(page)
    for at, line in enumerate(drawn.split("\n")):
        for column, sign in enumerate(line):
            if sign != " ":
                page.line(120 + 7 * column, 600 - 14 * at, sign)
    page.canvas.save()
    return {finding.code for finding in pdf.read(path, "", settings.Limits()).findings}


def _text(path: Path, drawn: str) -> set[str]:
    path.write_text(f"NGHỊ QUYẾT\n\n{drawn}\n\nĐiều 1.", encoding="utf-8")
    return {finding.code for finding in html.plain(path, "", settings.Limits()).findings}


def _page(path: Path, drawn: str) -> set[str]:
    path.write_text(f"<meta charset=utf-8><p>NGHỊ QUYẾT</p><pre>{drawn}</pre>", encoding="utf-8")
    return {finding.code for finding in html.read(path, "", settings.Limits()).findings}


@pytest.mark.parametrize("read", [_word, _pdf, _text, _page])
def test_every_reader_holds_a_file_with_a_drawn_mark(tmp_path: Path, read: object) -> None:
    assert callable(read)
    assert "secret-suspected" in read(tmp_path / "a", DRAWN["crosses"])
    assert "secret-suspected" not in read(tmp_path / "b", ORDINARY["frame"])
