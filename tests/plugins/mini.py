"""A small site that uses the incremental generator alone, built by Pelican itself."""

import hashlib
import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.settings import read_settings

import plugins.incremental

TEMPLATES = {
    "article": "<h1>{{ article.title }}</h1>{{ content|safe }}"
    "{% for one in (previous, next) if one %}<a href='{{ root }}{{ one.path }}'>{{ one.title }}</a>{% endfor %}"
    "{% for one in links %}<a class='link' href='{{ root }}{{ one.path }}'>{{ one.title }}</a>{% endfor %}",
    "index": "{% for a in articles %}<a href='{{ root }}{{ a.path }}'>{{ a.title }}</a>{% endfor %}"
    "{% for y in years %}{{ y.name }}:{{ y.total }} {% endfor %}",
    "tag": "{{ tag }}{% for a in articles %}<a href='{{ root }}{{ a.path }}'>{{ a.title }}</a>{% endfor %}",
    "period_archives": "{{ year }}{% for a in articles %}<a href='{{ root }}{{ a.path }}'>{{ a.title }}</a>"
    "{% endfor %}",
    "page": "{{ page.title }} {{ page.content }}",
}


def make(root: Path) -> Path:
    """An empty site with a theme and one hand-written page."""
    for folder in ("content/articles", "content/pages", "theme/templates"):
        (root / folder).mkdir(parents=True)
    for name, text in TEMPLATES.items():
        (root / f"theme/templates/{name}.html").write_text(text, encoding="utf-8")
    (root / "content/pages/about.md").write_text("Title: About\n\nBy hand.\n", encoding="utf-8")
    return root


def article(
    root: Path, name: str, *, title: str, date: str, tags: Iterable[str] = (), links: Iterable[str] = ()
) -> None:
    """Write one article."""
    front = {"title": title, "date": date, "tags": list(tags), "links": list(links)}
    path = root / f"content/articles/{name}.md"
    path.write_text(f"---\n{json.dumps(front)}\n---\nText of *{title}*.\n", encoding="utf-8")


def blog(root: Path, *, posts: int) -> Path:
    """A site with some articles of one tag, built."""
    make(root)
    for number in range(posts):
        article(root, f"p{number}", title=f"Post {number}", date=f"2024-0{number + 1}-02", tags=["a"])
    build(root)
    return root


def settings(root: Path, output: str = "output", state: str = ".state", **changes: Any) -> dict[str, Any]:
    """Pelican's settings of the site."""
    return {
        "SITENAME": "Mini",
        "PATH": str(root / "content"),
        "THEME": str(root / "theme"),
        "OUTPUT_PATH": str(root / output),
        "PLUGINS": [plugins.incremental],
        "INCREMENTAL_STATE": str(root / state),
        "INCREMENTAL_WORKERS": 1,
        "TIMEZONE": "UTC",
        "ARTICLE_PATHS": [],
        "STATIC_PATHS": [],
        "THEME_STATIC_PATHS": [],
        "DIRECT_TEMPLATES": [],
        "READERS": {"rst": None, "html": None},
        **dict.fromkeys(
            ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_ATOM")
        ),
        **changes,
    }


def build(root: Path, output: str = "output", state: str = ".state", **changes: Any) -> None:
    """What `pelican` does."""
    logging.getLogger("pelican").setLevel(logging.ERROR)
    Pelican(read_settings(override=settings(root, output, state, **changes))).run()


def tree(folder: Path) -> dict[str, str]:
    """Hash of every file by its relative path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def inodes(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file: both stay when a file is not written."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (facts.st_ino, facts.st_mtime_ns) for path, facts in found}


def write(path: Path, text: str) -> None:
    """A file below folders that need not be there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
