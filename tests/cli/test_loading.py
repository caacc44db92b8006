"""What a command loads: its own module, and of the libraries what it uses."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.cli.commands import COMMANDS, GROUPS, tree
from tests.cli.lam_giang import ROOT, write_archive

NAMES = [*(name for names in COMMANDS.values() for name in names), *GROUPS.values()]
OWN_SETTINGS = """
READERS = {name: reader for name, reader in READERS.items() if name != "rst"}
"""
PICTURE = """
Ảnh trụ sở
##########

.. image:: {picture}
   :alt: Trụ sở
   :scale: 50
"""


def said(command: Any) -> Iterator[tuple[str, ...]]:
    yield command.name, command.help or ""
    yield from ((param.name, *param.opts, getattr(param, "help", "") or "") for param in command.params)
    for one in getattr(command, "commands", {}).values():
        yield from said(one)


def loaded(folder: Path, then: str = "") -> str:
    """What `hdnd build` in a process of its own has loaded of what an archive's pages do not need."""
    code = (
        "import sys; from pipeline.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code, end.code\n"
        "unused = {'docutils', 'PIL', 'lxml', 'ssl', 'http.client', 'feedgenerator', 'watchfiles', 'rich.progress',"
        "'pipeline.run', 'pipeline.ingest', 'pipeline.extract',"
        "'pipeline.gate', 'pipeline.analyse', 'pipeline.desk'}\n"
        f"print('loaded', *sorted(unused & set(sys.modules)))\n{then}"
    )
    clean = {key: value for key, value in os.environ.items() if not key.startswith("HDND_")}
    command = [sys.executable, "-c", code, "--archive", str(folder), "build"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env={**clean, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.partition("loaded")[2]


def test_all_commands_stand_in_the_help_as_the_table_says() -> None:
    assert list(tree().commands) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_command_that_is_loaded_alone_is_the_same(name: str) -> None:
    assert [*said(tree(name).commands[name])] == [*said(tree().commands[name])]


def test_a_build_loads_nothing_that_reads_packages_nor_reads_rst(tmp_path: Path) -> None:
    """`hdnd build` took a second for it, more than for all that it makes of one document more."""
    folder = write_archive(tmp_path / "kho")

    assert loaded(folder).split() == []
    assert loaded(folder, "import docutils.core; print(docutils.core.publish_string('a').decode()[:5])").split() == [
        "<docu"
    ]


def test_an_archive_whose_own_settings_ask_for_rst_has_its_pages_and_pictures(tmp_path: Path) -> None:
    folder, picture = write_archive(tmp_path / "kho"), tmp_path / "tru-so.png"
    Image.new("L", (40, 20)).save(picture)
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(OWN_SETTINGS)
    (folder / "content/pages/tru-so.rst").write_text(PICTURE.format(picture=picture), encoding="utf-8")

    assert "docutils" in loaded(folder)
    shown = (folder / "output/anh-tru-so/index.html").read_text(encoding="utf-8")
    assert 'alt="Trụ sở"' in shown
    assert "width: 20" in shown  # half of the picture's own, which docutils asks Pillow for
