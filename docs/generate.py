"""Write the reference pages that code knows best: `python -m docs.generate`. A test fails when one of them is stale."""

import re
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from docs import accuracy_page
from pipeline import settings
from pipeline.cli import commands as typed
from pipeline.document import frontmatter, reasons
from pipeline.errors import ExitCode

HERE = Path(__file__).parent / "reference"


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    return {
        "commands.md": commands(),
        "settings.md": setting_keys(),
        "reasons.md": reasons.page(),
        "front-matter.md": frontmatter.page(),
        "../../content/pages/do-chinh-xac.md": accuracy_page.page(),
    }


def commands() -> str:
    """The help of every command, and the exit codes."""
    root = typed.tree()
    lines = ["# Commands", "", "Written from the program's own help by `python -m docs.generate`.", ""]
    lines += ["Anywhere on the line of any command, or as a variable of the environment:", "", "| | |", "|---|---|"]
    lines += [*(_parameter(p) for p in root.params if p.name != "help"), ""]
    for path, command in _walk(root, "hdnd"):
        lines += [f"## {path}", "", (command.help or "").strip(), ""]
        rows = [_parameter(p) for p in command.params if p.name != "help"]
        if rows:
            lines += ["| | |", "|---|---|", *rows, ""]
    lines += [
        "## Exit codes",
        "",
        "| code | name |",
        "|---|---|",
        *(f"| {code.value} | {code.name} |" for code in ExitCode),
    ]
    story = Path(settings.__file__).with_name("errors.py").read_text(encoding="utf-8").split('"""')[1]
    tree = re.search(r"PipelineError.*?\n\n", story, re.DOTALL)
    assert tree, "the tree of errors stands in the docstring of pipeline/errors.py"  # noqa: S101 a broken source must stop the writing
    return "\n".join([*lines, "", "```", tree[0].rstrip(), "```", ""])


def _walk(command, path: str):  # type: ignore[no-untyped-def]  # typer's command classes are not public
    children = getattr(command, "commands", None)
    if not children:
        yield path, command
        return
    if any(p.name != "help" for p in command.params) and " " in path:
        yield path, command
    for name in sorted(children):
        yield from _walk(children[name], f"{path} {name}")


def _parameter(parameter) -> str:  # type: ignore[no-untyped-def]
    names = ", ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name.upper()
    if parameter.param_type_name == "option" and parameter.envvar:
        names += f"`, `{parameter.envvar}"
    return f"| `{names}` | {getattr(parameter, 'help', '') or ''} |"


def setting_keys() -> str:
    """Every key of archive.yaml with its default."""
    lines = ["# Settings: archive.yaml", "", "Unknown keys are errors that name the nearest known one.", ""]
    lines += ["| key | default | what |", "|---|---|---|", *_rows(settings.Settings, "")]
    return "\n".join([*lines, ""])


def _rows(model: type[BaseModel], prefix: str) -> list[str]:
    rows: list[str] = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            rows += _rows(inner, f"{prefix}{name}.")
            continue
        default = field.get_default(call_default_factory=True)
        shown = ", ".join(default) if get_args(inner) and isinstance(default, tuple) else default
        rows.append(
            f"| `{prefix}{name}` | {f'`{shown}`' if shown not in ('', None) else ''} | {field.description or ''} |"
        )
    return rows


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
