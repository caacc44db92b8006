import ast
from collections.abc import Iterator
from pathlib import Path

from pipeline.document import reasons
from pipeline.document.model import Severity

ROOT = Path(__file__).parents[2]


def findings_made() -> Iterator[tuple[Path, str, str]]:
    """Every `Finding("code", Severity.x, …)` of the product."""
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and len(node.args) > 1:
                code, severity = node.args[:2]
                if isinstance(code, ast.Constant) and isinstance(severity, ast.Attribute):
                    yield path, str(code.value), severity.attr


def test_every_code_that_the_product_gives_stands_in_the_table_with_its_severity() -> None:
    for path, code, severity in findings_made():
        assert code in reasons.REASONS, f"{path}: {code} is not in reasons.py"
        assert reasons.REASONS[code].severity is Severity(severity), (
            f"{path}: {code} has another severity in reasons.py"
        )


def test_every_reason_has_two_sentences_and_stands_on_its_page() -> None:
    page = reasons.page()

    for code, reason in reasons.REASONS.items():
        assert reason.vi and reason.en and code.isascii() and f"| `{code}` |" in page


def test_a_finding_takes_its_severity_and_sentences_from_the_table() -> None:
    finding = reasons.finding("type-not-allowed", "tệp 1", media="text/html")

    assert (finding.severity, finding.place) == (Severity.hold, "tệp 1")
    assert "text/html" in finding.message and "text/html" in finding.message_en
