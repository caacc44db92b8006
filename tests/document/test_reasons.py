import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from pipeline.document import reasons, sentences
from pipeline.document.model import Finding, Severity
from plugins.archive_pages import labels

ROOT = Path(__file__).parents[2]
SAID = {**sentences.REFUSE, **sentences.SEAL, **sentences.HOLD, **sentences.NOTE}


@functools.cache
def sources() -> dict[str, ast.Module]:
    """Every file of the product; read by the tests, not by each process that only collects them."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for folder in ("pipeline", "plugins")
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def calls(name: str, tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of a name, plain or as an attribute of something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            yield node


def given() -> Iterator[tuple[str, ast.Call, str]]:
    """Every `reasons.finding("…", …)` of the product: file, call, reason."""
    for path, tree in sources().items():
        for call in calls("finding", tree):
            if call.args and isinstance(call.args[0], ast.Constant) and ast.unparse(call.func) == "reasons.finding":
                yield path, call, str(call.args[0].value)


def facts_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_nothing_but_the_table_makes_a_finding() -> None:
    made = {path for path, tree in sources().items() if any(calls("Finding", tree))}
    renamed = [
        (path, alias.asname)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "Finding" and alias.asname
    ]

    assert made == {"pipeline/document/reasons.py"}
    assert renamed == []


def test_every_finding_that_is_given_stands_in_the_table_and_fills_its_sentences() -> None:
    found = list(given())

    assert len(found) > 80
    for path, call, reason in found:
        assert reason in SAID, f"{path}:{call.lineno}: {reason}"
        named = {keyword.arg for keyword in call.keywords}
        wanted = facts_of(SAID[reason][0]) - {"place"}
        assert None in named or wanted == named - {"place"}, f"{path}:{call.lineno}: {reason} says {wanted}"
        assert "{place}" not in SAID[reason][0] or len(call.args) > 1 or "place" in named


@pytest.mark.parametrize("reason", SAID)
def test_both_languages_of_a_reason_tell_facts_that_the_other_knows(reason: str) -> None:
    vi, en = SAID[reason]

    assert vi and en and reason.isascii()
    assert facts_of(en) <= facts_of(vi)


def test_the_page_of_reasons_shows_every_sentence_that_a_finding_can_have() -> None:
    page = reasons.page()

    for reason, (vi, en) in SAID.items():
        assert f"| {vi} | {en} |" in page
        assert f"| `{reason.partition('/')[0]}` |" in page


def test_a_closer_case_is_one_of_a_code_with_the_same_severity() -> None:
    for table in (sentences.REFUSE, sentences.SEAL, sentences.HOLD, sentences.NOTE):
        assert {reason.partition("/")[0] for reason in table} <= set(table)
    assert len(SAID) == sum(map(len, (sentences.REFUSE, sentences.SEAL, sentences.HOLD, sentences.NOTE)))


def test_every_case_is_given_somewhere() -> None:
    code = "\n".join(map(ast.unparse, sources().values()))

    assert [reason for reason in SAID if "/" in reason and f"'{reason}'" not in code] == []


def test_readers_are_told_only_what_a_finding_can_say() -> None:
    assert set(labels.NOTES) <= set(reasons.REASONS)


def test_a_finding_takes_its_severity_and_sentences_from_the_table() -> None:
    finding = reasons.finding("type-not-allowed", "tệp 1", media="text/html")

    assert (finding.severity, finding.place) == (Severity.hold, "tệp 1")
    assert "text/html" in finding.message and "text/html" in finding.message_en


def test_a_case_keeps_the_code_and_says_each_language_in_its_own_words() -> None:
    finding = reasons.finding("file-damaged/irregular-pdf", why=("không có mục lục trang", "no page tree"))

    assert (finding.code, finding.severity) == ("file-damaged", Severity.hold)
    assert finding.message == "Tệp PDF bất thường: không có mục lục trang."
    assert finding.message_en == "The PDF is irregular: no page tree."


@pytest.mark.parametrize("reason", ["no-such-code", "file-damaged/no-such-case", "empty/pdf", ""])
def test_a_reason_that_is_not_in_the_table_cannot_be_given(reason: str) -> None:
    with pytest.raises(KeyError):
        reasons.finding(reason)


def test_words_with_braces_in_a_fact_stay_as_they_are() -> None:
    finding = reasons.finding("file-encrypted/container", "{0}.docx", name="{why}{place}.docx")

    assert finding.message.startswith("{why}{place}.docx: ") and finding.place == "{0}.docx"


def test_a_finding_that_was_written_down_is_read_back_also_from_an_older_version() -> None:
    kept = {"code": "gone-since", "severity": "note", "message": "Cũ.", "message_en": "Old.", "place": "trang 2"}

    assert reasons.read_back(kept) == Finding("gone-since", Severity.note, "Cũ.", "Old.", "trang 2")
    assert not re.search(r"gone-since", reasons.page())
