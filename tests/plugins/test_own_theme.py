"""An archive's own theme stands before the program's file by file, and a changed file makes the pages again."""

import re
from pathlib import Path

import pytest

from tests.plugins.archive import REPOSITORY, Archive
from tests.plugins.mini import tree

GUIDE = (REPOSITORY / "docs/how-to/change-the-look.md").read_text(encoding="utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.issue(1)
    made.build()
    return made


def own(archive: Archive, name: str, said: str) -> None:
    path = archive.root / "theme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(said, encoding="utf-8")


def test_the_example_of_the_guide_stands_on_every_page_and_leaves_with_its_file(archive: Archive) -> None:
    before = tree(archive.output)
    (example,) = re.findall(r"```html\n(.*?)```", GUIDE, re.DOTALL)
    own(archive, "templates/base.html", example)
    archive.build()
    for path in ("index.html", "tinh/lam-giang/2024/1-nq-hdnd/index.html", "gioi-thieu/index.html"):
        page = archive.page(path)
        assert "Đường dây nóng: 0200 000 000" in page
        assert "masthead__home" in page
    archive.build("full", ".full")
    assert tree(archive.output) == tree(archive.root / "full")

    (archive.root / "theme/templates/base.html").unlink()
    archive.build()

    assert tree(archive.output) == before


def test_a_style_sheet_a_component_and_an_english_text_are_taken_one_by_one(archive: Archive) -> None:
    sheets = len(list(archive.output.glob("static/css/*.css")))
    own(archive, "static/css/lists.css", ".cua-toi { color: red }\n")
    own(archive, "static/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    own(archive, "templates/components/ways.html", "{% macro ways(browse, root) -%}<p>Gọi thư viện</p>{%- endmacro %}")
    own(archive, "english.yaml", '"Ví dụ:": "Try:"\n')
    archive.build()

    (css,) = archive.output.glob("static/css/lists.*.css")
    assert ".cua-toi" in css.read_text(encoding="utf-8")
    assert css.name in archive.page("index.html")
    assert len(list(archive.output.glob("static/css/*.css"))) == sheets
    assert len(list(archive.output.glob("static/logo.*.svg"))) == 1
    assert "Gọi thư viện" in archive.page("tim-kiem/index.html")
    assert "Try:" in archive.page("en/index.html")
    assert "Search" in archive.page("en/index.html")


def test_a_changed_file_of_the_own_theme_changes_the_pages_and_nothing_else_does(archive: Archive) -> None:
    own(archive, "static/css/lists.css", ".mot { color: red }\n")
    archive.build()
    first = tree(archive.output)
    archive.build()
    assert tree(archive.output) == first
    own(archive, "static/css/lists.css", ".hai { color: red }\n")
    archive.build()

    assert ".hai" in next(archive.output.glob("static/css/lists.*.css")).read_text(encoding="utf-8")
    assert tree(archive.output)["index.html"] != first["index.html"]
