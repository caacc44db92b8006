"""Small inputs that once went wrong, as they lie beside the repository: the words that each must give."""

import datetime as dt
from pathlib import Path

import pytest

from pipeline import run, settings
from pipeline.document import vocabulary
from pipeline.document.model import Reading
from tests.shared import shared_files

ROOT = Path(__file__).resolve().parents[2]
WANTED: dict[str, tuple[str, ...]] = {
    "01-symbol-font-signs-lost/sym.docx": ("≥ 50%", "1,5 × 150.000", "± 5%", "≠ 0"),
    "01-symbol-font-signs-lost/symfont.docx": ("≥ 50%", "≤ 2 ha"),
    "01-symbol-font-signs-lost/sym.rtf": ("≥ 50%", "≠ 0"),
    "02-footnotes-not-published/footnote.docx": ("đồng[1] cho", "[1] Chưa gồm tiền điện ngoài giờ."),
    "02-footnotes-not-published/note.pdf": ("[1] Chưa gồm tiền điện ngoài giờ",),
    "03-moved-paragraph-counted/tracked.docx": ("2. Khoản thứ hai còn lại.", "3. Khoản được chuyển."),
    "09-html-table-caption-lost/caption.html": ("đơn vị tính: nghìn đồng",),
    "11-clause-begins-with-figure/structure.docx": ("3. 100% số trạm bơm", "4. Báo cáo kết quả."),
}
ANCHORS = {
    "03-moved-paragraph-counted/tracked.docx": {"dieu-1-khoan-2", "dieu-1-khoan-3"},
    "11-clause-begins-with-figure/structure.docx": {"dieu-1-khoan-3", "dieu-1-khoan-4", "dieu-2", "dieu-2-2"},
    "02-footnotes-not-published/footnote.docx": {"chu-thich-1", "chu-thich-2"},
}
HELD = {
    "04-xlsx-citizen-number-as-number/cccd_num.zip": "personal-data",
    "04-xlsx-citizen-number-as-number/cccd_text.zip": "personal-data",
    "06-xlsx-tcvn3-horn-lost/luuhanh_tcvn3.zip": "circulation-mark",
    "06-xlsx-tcvn3-horn-lost/luuhanh_unicode.zip": "circulation-mark",
}
CASES = {f"{path.parent.name}/{path.name}": path for path in shared_files("cases/*/*")}


def reading(path: Path, work: Path) -> Reading:
    words = vocabulary.load(ROOT / "content" / "vocabulary")
    return run.read(path, work, run.ReadingContext(settings.Settings(), words, dt.date(2026, 12, 1)))


@pytest.mark.parametrize("name", [name for name in WANTED if name in CASES])
def test_the_words_of_a_case_reach_the_text(name: str, tmp_path: Path) -> None:
    found = reading(CASES[name], tmp_path).analysis

    assert found is not None
    said = "\n".join(passage.text for passage in found.passages)
    assert all(words in said for words in WANTED[name])
    assert {passage.id for passage in found.passages} >= ANCHORS.get(name, set())


@pytest.mark.parametrize("name", [name for name in HELD if name in CASES])
def test_a_workbook_of_a_case_is_held(name: str, tmp_path: Path) -> None:
    assert HELD[name] in {finding.code for finding in reading(CASES[name], tmp_path).findings if finding.stops}
