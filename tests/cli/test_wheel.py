"""The wheel that would be published works alone: installed in an empty environment, far from the checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.cli.lam_giang import ROOT, write_archive

UV = Path(sys.executable).with_name("uv")


def run(*command: str | Path, cwd: Path) -> str:
    away = {"CI", "PYTHONPATH", "VIRTUAL_ENV", "HDND_ARCHIVE", "HDND_LANG"}
    clean = {key: value for key, value in os.environ.items() if key not in away}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of a wheel, in an environment that has nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--quiet", "--wheel", "--out-dir", folder, ROOT, cwd=folder)
    [wheel] = folder.glob("*.whl")
    run(UV, "venv", "--quiet", "--python", sys.executable, folder / "venv", cwd=folder)
    run(UV, "export", "--quiet", "--locked", "--no-dev", "--no-emit-project", "--directory", ROOT, "-o",
        folder / "locked.txt", cwd=folder)  # fmt: skip
    python = folder / "venv/bin/python"
    run(UV, "pip", "install", "--quiet", "--python", python, "-r", folder / "locked.txt", wheel, cwd=folder)
    return folder / "venv/bin/hdnd"


@pytest.mark.long
def test_an_installed_wheel_makes_an_archive_and_builds_it(installed: Path, tmp_path: Path) -> None:
    run(installed, "init", tmp_path / "moi", cwd=tmp_path)
    run(installed, "--archive", tmp_path / "moi", "build", cwd=tmp_path)

    assert (tmp_path / "moi/output/index.html").is_file()
    for name in (
        "theme/templates/base.html",
        "docs/how-to/upgrade.md",
        "tests/conftest.py",
        "samples/generator/sheet.py",
    ):
        assert (tmp_path / "moi/program" / name).is_file(), name


@pytest.mark.long
def test_an_installed_wheel_receives_a_package_and_shows_it(installed: Path, tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "kho")
    office = Office(folder)
    office.send(office.budget())

    run(installed, "--archive", folder, "receive", cwd=tmp_path)
    run(installed, "--archive", folder, "build", cwd=tmp_path)

    assert (folder / "output/tinh/lam-giang/2024/07-nq-hdnd/index.html").is_file()
