"""What an operator reads is in one language: nobody forgets the English, and no Vietnamese sentence ends in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = [
    path
    for room in ("pipeline", "plugins")
    for path in sorted((ROOT / room).rglob("*.py"))
    if path.name != "archive_schemas.py"
]  # a schema's titles are read by machines of both languages
NAMED = (
    "chưa có (hdnd build)",
    "thiếu tệp (archive.yaml)",
    "ngày (năm-tháng-ngày)",
    "mã băm (SHA-256)",
    "của trang (du-lieu/nhat-ky)",
    "loại tệp này ({media})",
)
SAID_BY_PARTS = {"what": "what_en", "why": "why_en", "problems": "problems_en"}
"""What every error says that is told so: in Vietnamese, in English."""
ERRORS = (
    "UsageError",
    "PipelineError",
    "RemoteFailed",
    "JoinRefused",
    "AxisFailed",
    "SettingsError",
    "RecordInvalid",
    "VocabularyInvalid",
)
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáèéìíòóùúýĩũõã]", re.IGNORECASE)
ASIDE = re.compile(r"\((?!hdnd )([^()?]*)\)[.:;]?$")
WORD = re.compile(r"(?<![\w./*{-])[a-z]{2,}(?![\w./*}-])")
TECHNICAL = frozenset({"byte", "sau", "img", "iframe"})
"""Words that are the same in both languages, and words of Vietnamese without a mark."""


def calls(path: Path) -> Iterator[ast.Call]:
    """Every error that is made with words of its own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ERRORS:
            yield node


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every piece of text that is written in Vietnamese, `{}` for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    parts |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            text = node.value
        else:
            continue
        if VIETNAMESE.search(text):
            yield node.lineno, text


def aside(text: str) -> bool:
    """Whether a Vietnamese sentence ends in English words in brackets."""
    found = ASIDE.search(text)
    words = set(WORD.findall(found[1])) - TECHNICAL if found and not VIETNAMESE.search(found[1]) else set()
    return bool(words)


def test_every_error_says_its_words_in_both_languages() -> None:
    lacking = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {vi} without {en}"
        for path in FILES
        for call in calls(path)
        for names in [{keyword.arg for keyword in call.keywords}]
        for vi, en in SAID_BY_PARTS.items()
        if vi in names and en not in names
    ]

    assert lacking == []


def test_no_vietnamese_sentence_ends_in_english_in_brackets() -> None:
    told = [
        f"{path.relative_to(ROOT)}:{line}: {text}" for path in FILES for line, text in sentences(path) if aside(text)
    ]

    assert told == []


def test_the_bracket_is_seen_and_names_are_none() -> None:
    assert aside("kho: không phải thư mục (not a folder)") and aside("--lang fr: chỉ có vi, en (only these).")
    assert not any(map(aside, NAMED))
