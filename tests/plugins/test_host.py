"""What the plugin does inside its host changes nothing that the host means."""

import gc
import shutil
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from plugins.incremental import generator
from plugins.incremental.pool import let_go_of_the_last_build, rarely_collecting
from tests.plugins import mini

ROOT = Path(__file__).parents[2]
VALUES = st.one_of(st.text(), st.text("&<>\"'a"), st.integers(), st.none(), st.text("&<>\"'a").map(Markup))


@given(VALUES)
def test_the_quick_escape_gives_the_text_of_markupsafe(value: object) -> None:
    assert str(generator._escaped(value)) == str(escape(value))


def test_words_without_signs_are_shown_without_an_object_of_markupsafe() -> None:
    words = [*(f"Nghị quyết số {n}/NQ-HĐND" for n in range(140)), "<b>"]
    shown = "{% for one in words %}{{ one }}{% endfor %}"
    environment = jinja2.Environment(autoescape=True)
    template = generator._template(environment.from_string, shown)

    assert template.render(words=words) == environment.from_string(shown).render(words=words)
    assert [one for one in words if generator._escaped(one) is not one] == ["<b>"]


@pytest.fixture(autouse=True, scope="module")
def usual() -> Iterator[None]:
    """The collector as Python starts it: a build of this process has it look rarely to the end."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def collections(made: int) -> int:
    """How often the collector looks while so many objects are made and kept, as the items of a build are."""
    started: list[str] = []
    gc.callbacks.append(lambda phase, _: started.append(phase) if phase == "start" else None)
    kept = [[number] for number in range(made)]
    gc.callbacks.pop()
    return len(started) if kept else 0


def test_the_collector_looks_a_hundredth_as_often_while_a_build_makes_what_it_keeps() -> None:
    usual = collections(200_000)
    with rarely_collecting():
        quiet = collections(200_000)

    assert quiet * 50 < usual


def test_the_collector_has_nothing_to_look_at_when_the_process_ends() -> None:
    said = (
        "import atexit, gc; kept = [[n] for n in range(50_000)];"
        "atexit.register(lambda: print(len(gc.get_objects())));"
        "from plugins.incremental import generator; generator.register()"
    )
    ended = subprocess.run([sys.executable, "-c", said], cwd=ROOT, check=True, capture_output=True, text=True)

    assert int(ended.stdout) < 5_000


def test_the_collector_looks_behind_a_build_at_nothing_that_the_build_made() -> None:
    with rarely_collecting():
        kept = [[number] for number in range(50_000)]
    left = len(gc.get_objects())

    assert left < len(kept)
    let_go_of_the_last_build()


class Ring:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.own = self


def test_the_garbage_of_a_build_is_found_when_the_same_process_builds_again() -> None:
    with rarely_collecting():
        seen = weakref.ref(Ring())
    gc.collect()
    held = seen() is not None
    let_go_of_the_last_build()
    gc.collect()

    assert held
    assert seen() is None


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
