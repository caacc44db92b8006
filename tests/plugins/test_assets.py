import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins import assets

THEME = Path(__file__).parents[2] / "theme/static"
RULES = """texts => texts.map(text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    // a value with var() in it keeps its blanks as they were written
    return Array.from(sheet.cssRules, rule => rule.cssText.replace(/,\\s*/g, ", "));
})"""


@pytest.fixture
def static(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/a.woff2").write_bytes(b"font")
    (tmp_path / "fonts/README.md").write_text("not published", encoding="utf-8")
    css = "@font-face{src:url(../fonts/a.woff2)}a{background:url('data:image/png;base64,xx')}"
    (tmp_path / "css/base.css").write_text(css, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("script", "lean"),
    [
        ("f(/** @type {Hdnd} */ hdnd) {\n  a();\n\n  b();\n}\n", "f(hdnd) {a();b();}"),
        ("a(); // why\nb();", "a();b();"),
        ("a(); // why /** @type {A} */\n\n  b(/** @type {A} */ c);", "a();b(c);"),
        ('a(); // the day\'s,\nb("c // d",\n  e);', 'a(); // the day\'s,\nb("c // d",\ne);'),
        ("/* all of it;\n   twice */\nx = [\n  1,\n  2,\n];", "x = [1,2,];"),
        ("const a = b\n  ? c\n  : d;", "const a = b? c: d;"),
        ("//# allOnLoad\n/* why */\n(function () {\n});", "//# allOnLoad\n(function () {});"),
        ('u = "https://a.example/b";\nv();', 'u = "https://a.example/b";v();'),
    ],
)
def test_a_lean_script_says_the_same(script: str, lean: str) -> None:
    assert assets.lean_script(script) == lean


def test_names_hold_the_hash_and_css_follows(static: Path) -> None:
    found = assets.collect(static)

    font = found.path("fonts/a.woff2")
    assert font.startswith("static/fonts/a.") and font.endswith(".woff2")
    css = found.files[found.path("css/base.css")].decode()
    assert f"url(../fonts/{Path(font).name})" in css and "data:image/png" in css
    assert not [name for name in found.files if name.endswith(".md")]


def test_a_new_font_gives_its_style_sheet_a_new_name(static: Path) -> None:
    before = assets.collect(static).path("css/base.css")
    (static / "fonts/a.woff2").write_bytes(b"another")

    assert assets.collect(static).path("css/base.css") != before


def test_style_sheets_joined_stand_in_their_order_and_by_themselves(static: Path) -> None:
    (static / "css/more.css").write_text(".more { color: red }", encoding="utf-8")
    sheets = {"css/all.css": ("css/base.css", "css/more.css"), "css/no.css": ("css/x.css",)}
    found = assets.collect(static, sheets=sheets)

    single = [found.files[found.path(f"css/{name}.css")] for name in ("base", "more")]
    assert found.files[found.path("css/all.css")] == b"".join(single)
    assert "css/no.css" not in found.names


def test_style_sheets_in_a_circle_are_an_error(static: Path) -> None:
    (static / "css/x.css").write_text("@import url(y.css)", encoding="utf-8")
    (static / "css/y.css").write_text("@import url(x.css)", encoding="utf-8")

    with pytest.raises(ValueError, match="circle"):
        assets.collect(static)


def test_a_style_sheet_says_the_same_without_its_white_space(chromium: Browser) -> None:
    hard = """@media (min-width: 60rem) {
  a :hover,
  b:not(.c) > d {
    margin: -1px calc(1px + 2px) 0 0; /* why */
    --empty: ;
    content: "a { b: c; }";
    transition:
      color 1s,
      opacity 2s;
  }
}
@page {
  @top-center {
    content: counter(page);
  }
}
"""
    sheets = [hard, *(path.read_text(encoding="utf-8") for path in sorted((THEME / "css").glob("*.css")))]
    page = chromium.new_page()

    whole, lean = (page.evaluate(RULES, texts) for texts in (sheets, [assets.lean_style(one) for one in sheets]))
    page.close()

    assert lean == whole and all(whole)
    assert all(len(assets.lean_style(one)) < 0.85 * len(one) for one in sheets)


def test_what_is_served_has_no_comments_but_those_of_others(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "a.js").write_text(
        "/** Why. */\nconst a = f(\n  /** @type {A} */ (b),\n);\n/** And why\n * that. */\nc();\n", encoding="utf-8"
    )
    (tmp_path / "vendor/b.js").write_text("/* Licence */\nconst b = 1;\n", encoding="utf-8")

    found = assets.collect(tmp_path)

    assert found.files[found.path("a.js")] == b"const a = f((b),);c();"
    assert b"Licence" in found.files[found.path("vendor/b.js")]


def test_a_file_without_an_ending_stays_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "js/v.1").mkdir(parents=True)
    (tmp_path / "js/v.1/LICENSE").write_text("free", encoding="utf-8")

    [(name, path)] = assets.collect(tmp_path).names.items()
    assert name == "js/v.1/LICENSE" and re.fullmatch(r"static/js/v\.1/LICENSE\.[0-9a-f]{10}", path)
