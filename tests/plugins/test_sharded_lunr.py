"""The search plugin alone: an ordinary Pelican site gets an index of its articles and pages."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.node import NODE

ROOT = Path(__file__).parents[2]
TEMPLATES = {
    "article": "{{ article.content }}",
    "page": "{{ page.content }}",
    **dict.fromkeys(("index", "archives", "category", "categories", "tag", "tags", "author", "authors"), ""),
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("blog")
    for name, text in TEMPLATES.items():
        _write(root / f"theme/templates/{name}.html", text)
    for number, (title, text) in enumerate((("Lúa nước", "Cấy *lúa* ven sông."), ("Bến đò", "Chèo đò & kéo lưới."))):
        front = f"Title: {title}\nDate: 2024-0{number + 1}-03\nCategory: Làng\nSlug: bai-{number}\n\n"
        _write(root / f"content/bai-{number}.md", f"{front}Mở đầu.\n\n## Phần {number}\n\n{text}\n")
    _write(root / "content/pages/ve-lang.md", "Title: Về làng\nSlug: ve-lang\n\nLàng có bến đò.\n")
    return root


@pytest.fixture(scope="module")
def output(blog: Path) -> Path:
    return build(blog, "output")


def build(root: Path, output: str) -> Path:
    """What `pelican` does, in a process of its own: plugins of other tests stay connected to Pelican's signals."""
    settings = {
        "PATH": "content",
        "THEME": "theme",
        "PLUGIN_PATHS": [str(ROOT / "plugins")],
        "PLUGINS": ["sharded_lunr"],
        "TIMEZONE": "UTC",
        "THEME_STATIC_PATHS": [],
        "MARKDOWN": {"extensions": ["toc"]},
    }
    _write(root / "pelicanconf.py", "\n".join(f"{name} = {value!r}" for name, value in settings.items()))
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", output, "--fatal", "errors"]
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    return root / output


def ask(folder: Path, question: str) -> list[dict[str, Any]]:
    command: list[str | Path] = [NODE, ROOT / "tests/parity/ask.cjs", folder, question]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    [found] = json.loads(done.stdout)
    return found  # type: ignore[no-any-return]


def test_articles_and_pages_are_found(output: Path) -> None:
    found = ask(output, "bến đò")

    assert [one["card"]["title"] for one in found] == ["Bến đò", "Về làng"]
    assert [one["card"]["path"] for one in found] == ["bai-1.html", "pages/ve-lang.html"]


def test_an_excerpt_leads_to_the_heading_that_it_stands_under(output: Path) -> None:
    [found] = ask(output, "keo luoi")

    assert found["excerpt"]["anchor"] == "phan-1"
    assert [piece["text"] for piece in found["excerpt"]["pieces"] if piece["hit"]] == ["kéo lưới"]
    assert "".join(piece["text"] for piece in found["excerpt"]["pieces"]) == "Chèo đò & kéo lưới."


def test_nothing_is_found_for_what_is_not_there(output: Path) -> None:
    assert ask(output, "máy bay") == []


def test_two_builds_give_the_same_bytes(blog: Path, output: Path) -> None:
    again = build(blog, "again")

    assert _files(again) == _files(output)


def _files(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in (output / "search").rglob("*.js")}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
