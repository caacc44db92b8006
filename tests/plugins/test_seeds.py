"""Outputs that tell what they are made of (`Output.seed`): made where that differs, kept as they are elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from plugins.incremental import Output, View, seed
from plugins.incremental.markdown_site import MarkdownSite
from tests.plugins import mini

MADE: list[str] = []
"""The months that were made, in the order of that."""


class MonthsSite(MarkdownSite):
    """Each year as files of its months, two of each, told by the cards of the month."""

    def lists(self, group: str, view: View) -> Iterator[Output]:
        """Two files a month, and what the stock site has."""
        yield from super().lists(group, view)
        if group.startswith("year/"):
            known = view.kept_cards(group)
            for month in sorted({kept.sort[:7] for kept in known}):
                own = [kept for kept in known if kept.sort[:7] == month]
                titles = [kept.card["title"] for kept in own]
                yield Output(month, seed=seed(group, own), make=partial(_made, month, titles))


def _made(month: str, titles: Iterable[str]) -> Iterator[Output]:
    MADE.append(month)
    yield Output(f"month/{month}.txt", data="\n".join(titles).encode())
    yield Output(f"month/{month}/index.html", "tag", {"tag": month, "articles": []})


def site(settings: Mapping[str, Any]) -> MonthsSite:
    """For `INCREMENTAL_SITE`."""
    return MonthsSite(settings)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Three months of a year, built."""
    root = mini.make(tmp_path / "blog")
    for number in (1, 2, 3):
        mini.article(root, f"p{number}", title=f"Post {number}", date=f"2024-0{number}-02")
    built(root)
    return root


def built(root: Path, output: str = "output", state: str = ".state", **changes: Any) -> list[str]:
    """Build; the months that were made for it."""
    MADE.clear()
    mini.build(root, output, state, INCREMENTAL_SITE=f"{__name__}:site", **changes)
    return sorted(MADE)


def test_what_is_made_of_the_same_stands_as_it_is(blog: Path) -> None:
    before = mini.inodes(blog / "output/month")
    mini.article(blog, "p4", title="Post 4", date="2024-02-09")

    assert built(blog) == ["2024-02"]
    after = mini.inodes(blog / "output/month")
    assert [path for path in before if before[path] != after[path]] == ["2024-02.txt"]
    assert built(blog) == []
    assert mini.tree(blog / "output") == whole(blog)


def test_a_month_that_nobody_has_any_more_goes_with_all_its_files(blog: Path) -> None:
    (blog / "content/articles/p2.md").unlink()

    assert built(blog) == []
    assert mini.tree(blog / "output") == whole(blog)


@pytest.mark.parametrize("changed", ["theme", "settings"])
def test_another_theme_or_setting_makes_all_of_it_again(blog: Path, changed: str) -> None:
    if changed == "theme":
        (blog / "theme/templates/tag.html").write_text("<b>{{ tag }}</b>", encoding="utf-8")

    assert built(blog, **({"SITENAME": "Other"} if changed == "settings" else {})) == ["2024-01", "2024-02", "2024-03"]
    assert "<b>" in (blog / "output/month/2024-01/index.html").read_text(encoding="utf-8") or changed == "settings"


@pytest.mark.parametrize("spoilt", ["month/2024-01.txt", "month/2024-01/index.html"])
def test_what_was_deleted_behind_the_builds_back_is_made_again(blog: Path, spoilt: str) -> None:
    before = mini.tree(blog / "output")
    (blog / "output" / spoilt).unlink()

    assert "2024-01" in built(blog)
    assert mini.tree(blog / "output") == before


def test_a_build_killed_before_it_made_what_another_theme_asks_for_is_finished_by_the_next(blog: Path) -> None:
    (blog / "theme/templates/tag.html").write_text("<b>{{ tag }}</b>{{ 1 // 0 }}", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        built(blog)
    (blog / "theme/templates/tag.html").write_text("<b>{{ tag }}</b>", encoding="utf-8")
    built(blog)

    assert mini.tree(blog / "output") == whole(blog)


def whole(root: Path) -> dict[str, str]:
    """The files of a build from nothing."""
    built(root, "whole", ".whole")
    return mini.tree(root / "whole")
