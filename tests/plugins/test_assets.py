from pathlib import Path

import pytest

from plugins import assets


@pytest.fixture
def static(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/a.woff2").write_bytes(b"font")
    (tmp_path / "fonts/README.md").write_text("not published", encoding="utf-8")
    css = "@font-face{src:url(../fonts/a.woff2)}a{background:url('data:image/png;base64,xx')}"
    (tmp_path / "css/base.css").write_text(css, encoding="utf-8")
    return tmp_path


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


def test_style_sheets_in_a_circle_are_an_error(static: Path) -> None:
    (static / "css/x.css").write_text("@import url(y.css)", encoding="utf-8")
    (static / "css/y.css").write_text("@import url(x.css)", encoding="utf-8")

    with pytest.raises(ValueError, match="circle"):
        assets.collect(static)
