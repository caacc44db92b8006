"""What the plugin does inside its host changes nothing that the host means."""

import gc
import shutil
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from plugins.incremental import generator
from plugins.incremental.pool import rarely_collecting
from tests.plugins import mini

ROOT = Path(__file__).parents[2]
VALUES = st.one_of(st.text(), st.text("&<>\"'a"), st.integers(), st.none(), st.text("&<>\"'a").map(Markup))


@given(VALUES)
def test_the_quick_escape_gives_the_text_of_markupsafe(value: object) -> None:
    assert str(generator._escaped(value)) == str(escape(value))


def test_the_collector_is_as_it_was_behind_a_build() -> None:
    before = gc.get_threshold()
    with rarely_collecting():
        assert gc.get_threshold() != before

    assert gc.get_threshold() == before


def test_the_plugin_works_under_a_name_of_its_own(tmp_path: Path) -> None:
    root = mini.make(tmp_path / "site")
    mini.article(root, "one", title="One", date="2024-01-02")
    shutil.copytree(ROOT / "plugins/incremental", root / "plugins/incremental_site")
    settings = mini.settings(root) | {"PLUGINS": ["incremental_site"], "PLUGIN_PATHS": [str(root / "plugins")]}
    taken = "import sys, types\nsys.modules['incremental'] = types.ModuleType('incremental')\n"  # as Twisted's is
    text = taken + "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    (root / "pelicanconf.py").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pelican", "--fatal", "errors"], cwd=root, check=True, capture_output=True)

    assert "One" in (root / "output/one/index.html").read_text(encoding="utf-8")
