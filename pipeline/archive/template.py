"""Make a new, empty archive: its settings, registry, pages, CI workflow, and the program that builds it."""

import json
import shutil
from pathlib import Path

from pipeline import errors

_PROJECT = Path(__file__).parents[2]
_SKELETON = Path(__file__).parents[1] / "skeleton"
_PLACES = {
    "archive.yaml": "archive.yaml",
    "pelicanconf.py": "pelicanconf.py",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "bodies.yaml": "content/vocabulary/bodies.yaml",
    "senders.yaml": "content/vocabulary/senders.yaml",
    "build": ".ci/build",
    "build.yml": ".github/workflows/build.yml",
}
_TRAVELS = "program"
_INSTALLED = ".venv"  # `make setup` makes it there, and timers start what lies in it
_SHARED = ("vocabulary/doctypes.yaml", "vocabulary/oversight.yaml", "vocabulary/fields.yaml", "pages")
# The program travels with the archive, so that CI and a successor build with the very same versions; so do its
# documentation and its tests, so that a successor can change it.
_PROGRAM = (
    "pipeline", "plugins", "theme", "pyproject.toml", "uv.lock", "LICENSE", "README.md", "CHANGELOG.md", "Makefile",
    "CONTRIBUTING.md", "SECURITY.md", "biome.json", "pelicanconf.py", ".gitignore",
    ".ci", "docs", "tests", "samples/__init__.py", "samples/generator", "benchmarks",
    *(f"content/{name}" for name in _SHARED),
)  # fmt: skip


def make(folder: Path) -> list[str]:
    """Write a new archive into `folder`; answers the paths written, relative to it.

    Raises:
        UsageError: the folder exists and is not empty.
    """
    if folder.exists() and any(item.name != ".git" for item in folder.iterdir()):
        raise errors.UsageError(what=f"{folder}: thư mục không trống", what_en=f"{folder}: the folder is not empty")
    _copy_skeleton(folder)
    for name in _SHARED:
        _copy(_source(Path("content") / name), folder / "content" / name)
    _copy_program(folder / _TRAVELS)
    for name in ("documents", "register"):
        (folder / "content" / name).mkdir()
        (folder / "content" / name / ".gitkeep").touch()
    (folder / "inbox").mkdir()
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _copy_skeleton(folder: Path) -> None:
    for source, place in _PLACES.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_SKELETON / source, target)
    (folder / ".ci/build").chmod(0o755)


def upgrade(folder: Path) -> None:
    """Put this version of the program in the place of the one that travels with an archive; run again after a kill.

    Nothing else of the archive is touched: what settings and registry say is the office's. What is installed in the
    program's folder stays.
    """
    place, fresh, aside, saved = (folder / f"{_TRAVELS}{end}" for end in ("", ".new", ".old", _INSTALLED))
    for left in (fresh, aside):  # by a run that was killed
        _shift(left / _INSTALLED, saved)
    shutil.rmtree(fresh, ignore_errors=True)
    _copy_program(fresh)
    shutil.rmtree(aside, ignore_errors=True)
    if place.exists():
        place.replace(aside)
    for installed in (aside / _INSTALLED, saved):
        _shift(installed, fresh / _INSTALLED)
    fresh.replace(place)
    shutil.rmtree(aside, ignore_errors=True)


def _shift(source: Path, target: Path) -> None:
    if source.exists() and not target.exists():
        source.replace(target)


def name_province(folder: Path, slug: str, name: str) -> None:
    """Write into the settings of a new archive which province it is of."""
    path = folder / "archive.yaml"
    said = path.read_text(encoding="utf-8")
    said = said.replace('  place: "" ', f"  place: {json.dumps(name, ensure_ascii=False)} ", 1)
    path.write_text(said.replace('  province: "" ', f"  province: {slug} ", 1), encoding="utf-8")


def vocabulary() -> Path:
    """The vocabulary beside the program: of a checkout the whole; of a wheel types and forms, without councils."""
    return _source(Path("content/vocabulary"))


def is_new(settings: Path) -> bool:
    """Whether Pelican's settings are those that a new archive gets."""
    return settings.is_file() and settings.read_bytes() == (_SKELETON / settings.name).read_bytes()


def _copy_program(target: Path) -> None:
    for name in _PROGRAM:
        _copy(_source(Path(name)), target / name)


def _source(name: Path) -> Path:
    """A file of the checkout, or of the wheel, which carries the same under pipeline/skeleton/project."""
    inside = _SKELETON / "project" / name
    return inside if inside.exists() else _PROJECT / name


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    else:
        shutil.copyfile(source, target)
