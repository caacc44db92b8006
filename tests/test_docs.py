"""Documentation that code knows best is fresh, and what is public is documented."""

import re
import tomllib
from pathlib import Path

import pytest

from docs import generate

ROOT = Path(__file__).parents[1]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


@pytest.mark.parametrize("name", sorted(generate.pages()))
def test_generated_page_is_fresh(name: str) -> None:
    written = (ROOT / "docs/reference" / name).read_text(encoding="utf-8")

    assert written == generate.pages()[name], "run: python -m docs.generate"


def test_every_dependency_earns_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.match(r"[a-z0-9-]+", line)[0] for line in project["dependencies"]}  # type: ignore[index]
    explained = re.findall(r"^\| ([a-z0-9-]+) \|", (ROOT / "docs/explanation/dependencies.md").read_text("utf-8"), re.M)

    assert set(explained) - {"package"} == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|``.*?``|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", prose):
        assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_every_exit_code_stands_in_the_tree_of_errors() -> None:
    from pipeline import errors

    story = errors.__doc__ or ""
    classes: list[type[errors.PipelineError]] = [errors.PipelineError, *errors.PipelineError.__subclasses__()]
    for cls in classes:
        assert cls.__name__ in story
