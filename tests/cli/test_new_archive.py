"""A new archive: empty, complete, built by its own CI script on a push."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import hdnd
from tests.cli.lam_giang import ROOT

GIT = ("git", "-c", "user.name=Cán bộ", "-c", "user.email=can-bo@vi-du.example", "-c", "init.defaultBranch=main")


def run(*command: str, cwd: Path, **env: str) -> str:
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    assert hdnd(folder, "init", str(folder)).returncode == 0
    return folder


def test_a_new_archive_has_settings_registry_pages_and_its_program(empty: Path) -> None:
    for name in ("archive.yaml", "pelicanconf.py", "content/vocabulary/bodies.yaml", "content/pages/gioi-thieu.md",
                 ".github/workflows/build.yml", ".ci/build", "program/uv.lock",
                 "program/plugins/incremental/__init__.py"):  # fmt: skip
        assert (empty / name).is_file(), name


def test_a_new_archive_builds_although_it_is_empty(empty: Path) -> None:
    built = hdnd(empty, "build")

    assert built.returncode == 0, built.stdout + built.stderr
    assert (empty / "output/index.html").is_file()


def test_a_province_is_written_from_the_lists_in_one_command(tmp_path: Path) -> None:
    lists, folder = tmp_path / "lists", tmp_path / "kho"
    lists.mkdir()
    communes = [{"name": f"Xã {name}", "code": code, "codename": f"xa_{code}", "division_type": "xã"}
                for code, name in ((1, "Phú Vinh"), (2, "Tân Lập"))]  # fmt: skip
    province = {"name": "Tỉnh Lam Giang", "code": 91, "codename": "lam_giang", "division_type": "tỉnh"}
    said = json.dumps([province | {"wards": communes}], ensure_ascii=False)
    (lists / "nested-divisions.json").write_text(said, encoding="utf-8")

    wrong = hdnd(tmp_path, "init", str(folder), "--province", "Hải Sơn", "--data", str(lists))
    made = hdnd(tmp_path, "init", str(folder), "--province", "lam giang", "--data", str(lists))
    built, status = hdnd(folder, "build"), hdnd(folder, "registry", "check")

    assert wrong.returncode == 2
    assert made.returncode == built.returncode == status.returncode == 0, made.stderr + built.stdout + status.stdout
    home = (folder / "output/index.html").read_text(encoding="utf-8")
    assert "Tỉnh Lam Giang · Liên thông dữ liệu" in home
    assert "xa/index.html" in home
    assert "huyen/index.html" not in home
    about = (folder / "output/gioi-thieu/index.html").read_text(encoding="utf-8")
    assert "ba cấp" not in about and "cấp huyện đến ngày 30/6/2025" in about
    assert "HĐND xã Tân Lập" in (folder / "output/xa/index.html").read_text(encoding="utf-8")


def test_the_program_travels_with_documentation_and_tests_and_is_replaced_whole(empty: Path) -> None:
    settings = (empty / "archive.yaml").read_bytes()
    for name in ("docs/how-to/upgrade.md", "docs/how-to/publish-by-timer.md", "tests/conftest.py", ".ci/setup"):
        assert (empty / "program" / name).is_file(), name
    (empty / "program/plugins/old.py").write_text("", encoding="utf-8")
    (empty / "program/pyproject.toml").write_text("", encoding="utf-8")

    done = hdnd(empty, "upgrade")

    assert done.returncode == 0, done.stderr
    assert not (empty / "program/plugins/old.py").exists()
    assert (empty / "program/pyproject.toml").read_bytes() == (ROOT / "pyproject.toml").read_bytes()
    assert (empty / "archive.yaml").read_bytes() == settings
    assert not list(empty.glob("program.*"))


def test_what_is_installed_in_the_program_outlives_an_upgrade_and_a_killed_one(empty: Path) -> None:
    """The timers of the how-to start `program/.venv/bin/hdnd`."""
    for left in ("program", "program.new", "program.old"):
        for other in ("program", "program.new", "program.old"):
            shutil.rmtree(empty / other, ignore_errors=True)
        tool = empty / left / ".venv/bin/hdnd"
        tool.parent.mkdir(parents=True)
        tool.write_text("#!/bin/sh\n", encoding="utf-8")

        assert hdnd(empty, "upgrade").returncode == 0

        assert (empty / "program/.venv/bin/hdnd").is_file(), left
        assert (empty / "program/pyproject.toml").is_file() and not list(empty.glob("program.*"))


def test_git_takes_nothing_that_is_made_in_the_program(empty: Path) -> None:
    """Installed there, tested there: neither its packages nor what its samples became are of the record."""
    run(*GIT, "init", cwd=empty)
    made = (".venv/bin/hdnd", ".private/objects/ab", "output/index.html", ".state/x", "content/register/acts.jsonl",
            "pipeline/__pycache__/x.pyc", ".pytest_cache/x", "benchmarks/.work/x", ".mypy_cache/x")  # fmt: skip
    for name in made:
        (empty / "program" / name).parent.mkdir(parents=True, exist_ok=True)
        (empty / "program" / name).write_text("x", encoding="utf-8")

    run("git", "add", "-A", cwd=empty)

    taken = run("git", "ls-files", cwd=empty).splitlines()
    assert "program/content/vocabulary/doctypes.yaml" in taken and "program/.gitignore" in taken
    assert not [name for name in made if f"program/{name}" in taken]


def test_the_program_of_an_archive_says_that_it_has_no_samples(empty: Path) -> None:
    done = subprocess.run(["make", "-C", "program", "archive"], cwd=empty, capture_output=True, text=True, check=False)

    assert done.returncode == 2 and "Không có samples/inbox" in done.stderr
    assert not (empty / "program/.venv").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cua-toi.txt").write_text("giữ", encoding="utf-8")

    assert hdnd(tmp_path, "init", str(tmp_path)).returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["cua-toi.txt"]


def push(filled: Path, empty: Path, tmp_path: Path, **env: str) -> Path:
    """Put a filled archive's record into the new one, push it to a bare repository whose hook does what CI does."""
    for name in ("documents", "register", "vocabulary"):
        shutil.copytree(filled / "content" / name, empty / "content" / name, dirs_exist_ok=True)
    bare, site = tmp_path / "kho.git", tmp_path / "ci"
    run(*GIT, "init", "--bare", str(bare), cwd=tmp_path)
    hook = bare / "hooks/post-receive"
    hook.write_text(
        f"#!/bin/sh\nunset GIT_DIR\ngit clone -q {bare} {site} -b main && cd {site} && bash .ci/build\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    run(*GIT, "init", cwd=empty)
    run("git", "add", "-A", cwd=empty)
    run(*GIT, "commit", "-qm", "Công bố", cwd=empty)
    run("git", "push", "-q", str(bare), "main", cwd=empty, **env)
    return site


def test_a_push_builds_the_site_from_content_alone(filled: Path, empty: Path, tmp_path: Path) -> None:
    path = f"{Path(shutil.which('hdnd') or '.venv/bin/hdnd').resolve().parent}:{os.environ['PATH']}"

    site = push(filled, empty, tmp_path, PATH=path)

    pages = {str(p.relative_to(site / "output")) for p in (site / "output").rglob("index.html")}
    assert "tinh/lam-giang/2024/07-nq-hdnd/index.html" in pages
    assert not (site / "content/originals").exists()


@pytest.mark.long
def test_a_push_installs_the_locked_program_where_there_is_none(filled: Path, empty: Path, tmp_path: Path) -> None:
    folders = [p for p in os.environ["PATH"].split(":") if not (Path(p) / "hdnd").exists()]

    site = push(filled, empty, tmp_path, PATH=":".join(folders))

    assert (site / ".venv/bin/hdnd").is_file()
    assert (site / "output/tinh/lam-giang/2024/07-nq-hdnd/index.html").is_file()


def test_a_clone_on_windows_keeps_every_byte(filled: Path, empty: Path, tmp_path: Path) -> None:
    shutil.copytree(filled / "content", empty / "content", dirs_exist_ok=True)
    run(*GIT, "init", cwd=empty)
    run("git", "add", "-A", cwd=empty)
    run(*GIT, "commit", "-qm", "Công bố", cwd=empty)
    clone = tmp_path / "ban-sao"
    run("git", "-c", "core.autocrlf=true", "clone", "-q", str(empty), str(clone), cwd=tmp_path)

    for folder in ("content/documents", "content/register", "content/vocabulary", "content/pages"):
        for path in filter(Path.is_file, (empty / folder).rglob("*")):
            assert (clone / path.relative_to(empty)).read_bytes() == path.read_bytes(), path


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"], ids=["crlf", "lf"])
def test_other_ends_of_lines_accuse_nobody(ends: bytes, filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    shutil.copytree(filled, folder)
    first, *others = sorted((folder / "content/documents").rglob("*.md"))
    for path in others:
        path.write_bytes(path.read_bytes().replace(b"\n", ends))
    first.write_bytes(first.read_bytes().replace(b"\n", ends) + b"x")

    said = hdnd(folder, "status", "--json")

    edited = json.loads(said.stdout)["edited"]
    assert edited == [["changed", first.relative_to(folder / "content/documents").with_suffix("").as_posix()]]
