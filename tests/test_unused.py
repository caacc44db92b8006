"""Nothing stands in the house that nobody uses: no function without a caller, no code without an emitter."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture

from pipeline.document import reasons
from tests import inside

ROOT = Path(__file__).parents[1]
FILES = inside.code()
TABLE = ROOT / "pipeline/document/sentences.py"

# Called by a library under a name that it chose.
BY_NAME = {
    "ignore_aliases": "PyYAML's dumper",
    "ascend_resolver": "PyYAML's parser",
    "descend_resolver": "PyYAML's parser",
    "model_config": "pydantic",
    "schema_version": "pydantic: the key `schema` of front matter",
    "exitcode": "Pelican's own name for the exit code",
    "generate_output": "Pelican's generator",
    "generate_context": "Pelican's generator",
    "handle_starttag": "html.parser",
    "handle_endtag": "html.parser",
    "handle_data": "html.parser",
    "buffer_text": "expat",
    "buffer_size": "expat",
    "XmlDeclHandler": "expat",
    "StartDoctypeDeclHandler": "expat",
    "StartElementHandler": "expat",
    "CharacterDataHandler": "expat",
    "EndElementHandler": "expat",
    "get_path": "libzim",
    "get_title": "libzim",
    "get_mimetype": "libzim",
    "get_contentprovider": "libzim",
    "get_hints": "libzim",
    "handleError": "logging",
    "__getattr__": "Python, of a module",
}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def decorated() -> set[str]:
    """The names of functions that are handed to typer by their decorators."""
    nodes = (node for _, tree in trees() for node in ast.walk(tree))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.decorator_list}


def test_every_function_is_called() -> None:
    found, handed = Vulture(), decorated()
    found.scavenge(
        [str(p) for d in ("pipeline", "plugins", "theme", "docs", "benchmarks") for p in (ROOT / d).rglob("*.py")]
    )
    idle = [
        f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno} {item.name}"
        for item in found.get_unused_code(min_confidence=60)
        if item.typ in {"function", "class", "method", "property", "import"}
        and item.name not in BY_NAME
        and "benchmarks" not in str(item.filename)
        and item.name not in handed
    ]

    assert idle == []


def spoken(node: ast.AST) -> str | None:
    """A pattern of the text that a literal can give; an f-string's `{…}` stands for anything."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(spoken(part) or ".+" for part in node.values)
    return None


def test_every_reason_is_given_somewhere() -> None:
    said = {spoken(node) for path, tree in trees() if path != TABLE for node in ast.walk(tree)} - {None, ".+"}
    known = re.compile("|".join(f"(?:{one})" for one in said if one and len(one) > 3))

    assert [code for code in reasons.REASONS if not known.fullmatch(code)] == []
