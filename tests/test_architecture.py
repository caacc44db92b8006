"""The house: who may import whom, no circles, no file that cannot be read in one sitting."""

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import own_code, run
from tests import inside

ROOT = Path(__file__).parents[1]
LINES = 400
BASE = {
    "errors", "faults", "text", "media", "settings", "legacy_encoding", "yaml_reader", "lock", "own_code", "rooms",
    "loading",
}  # fmt: skip
ROOMS = {"axis", "ingest", "extract", "gate", "analyse", "account", "archive"}
MAY_IMPORT: dict[str, set[str]] = {
    **{name: BASE for name in BASE},
    "document": BASE | {"document"},
    "sheet": BASE | {"document", "sheet"},
    **{room: BASE | {"document", room} for room in ROOMS},
    **{room: BASE | {"document", "sheet", room} for room in ("extract", "gate", "analyse")},
    "run": BASE | ROOMS | {"document", "run"},
    "exchange": BASE | {"axis", "archive", "document", "exchange"},
    "datasets": BASE | {"archive", "document", "datasets"},
    "packs": BASE | {"archive", "document", "packs"},
    "portal": BASE | {"archive", "document", "portal"},
    "redact": BASE | ROOMS | {"document"},
    "desk": BASE | ROOMS | {"document", "run", "redact", "desk"},
    "cli": BASE | ROOMS | {"document", "run", "redact", "exchange", "datasets", "packs", "portal", "desk", "cli"},
}
# In extract: who reads a format, and the formats that may lie within it.
SHELVES: dict[str, set[str]] = {
    "scans": set(),
    "pdf_files": {"scans"},
    "office_files": {"scans"},
    "workbooks": {"office_files", "scans"},
    "web_pages": {"office_files"},
}
STAND_ALONE = ("incremental", "sharded_lunr")
FILES = inside.code()
SCRIPTS = inside.files(ROOT / "theme/static/js", "*.js", without={"vendor"})
STYLES = inside.files(ROOT / "theme/static/css", "*.css")


@functools.cache
def imports(path: Path, *, typed: bool = False) -> frozenset[str]:
    """Dotted names that a module imports from this project, made absolute; `typed`: those for types alone too."""
    package = path.relative_to(ROOT).with_suffix("").parts
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if typed else loaded(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level]) if node.level else []
            if path.name == "__init__.py" and node.level:
                base = list(package[: len(package) - node.level])
            stem = ".".join([*base, *([node.module] if node.module else [])])
            found.update(f"{stem}.{alias.name}" for alias in node.names)
    return frozenset(name for name in found if name.split(".")[0] in {"pipeline", "plugins"})


def loaded(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only a type checker sees."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from loaded(node)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    own = parts[1] if len(parts) > 1 else ""
    for name in imports(path):
        kind, target = name.split(".")[0], room(name)
        if parts[0] == "pipeline" and own != "__init__":
            assert kind == "pipeline", f"{path}: the pipeline imports a plugin: {name}"
            assert target in MAY_IMPORT.get(own, BASE | {"document", own}), f"{path}: {own} may not import {name}"
        elif parts[0] == "plugins" and own in STAND_ALONE:
            assert kind == "plugins" and target == own, f"{path}: {own} stands alone but imports {name}"
        elif parts[0] == "plugins" and kind == "pipeline":
            assert target in BASE | {"document", "account"}, f"{path}: a plugin may use the document, not {name}"


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name in SHELVES], ids=lambda p: p.stem)
def test_readers_of_one_format_know_the_formats_below_them_alone(path: Path) -> None:
    below = SHELVES[path.parent.name] | {path.parent.name}

    used = {name.split(".")[2] for name in imports(path) if name.startswith("pipeline.extract.")}

    assert used <= below, f"{path}: {path.parent.name} may not import {used - below}"


def test_documents_are_read_again_when_any_room_that_reads_has_changed() -> None:
    rooms = {"ingest", "extract", "gate", "analyse"}
    read = rooms | {room(name) for path in FILES if room(dotted(path)) in rooms for name in imports(path)}

    assert read - {"errors", "faults", "own_code"} <= {*run._READERS, *run._BESIDE}
    assert {path for path in FILES if room(dotted(path)) in rooms} <= {*own_code.files(run._READERS, run._BESIDE)}


def test_no_import_goes_in_a_circle_not_even_one_for_types() -> None:
    modules = {dotted(path): path for path in FILES}
    graph = {
        name: {m for i in imports(p, typed=True) for m in (i, i.rpartition(".")[0]) if m in modules and m != name}
        for name, p in modules.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, "circle: " + " → ".join((*trail, name))
        if name not in done:
            for target in sorted(graph[name]):
                if not name.startswith(f"{target}."):  # a package's own __init__ is loaded first, never a circle
                    visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_the_story_of_a_package_is_told_in_at_most_twelve_files() -> None:
    page = (ROOT / "docs/explanation/architecture.md").read_text(encoding="utf-8")
    steps = re.findall(r"^(\d+)\. `([^`]+)` (.+)$", page.split("## From a package to its page")[1], re.MULTILINE)

    assert [int(number) for number, _, _ in steps] == list(range(1, len(steps) + 1))
    assert 6 < len(steps) <= 12
    assert len({name for _, name, _ in steps}) == len(steps)
    for _, name, said in steps:
        assert (ROOT / name).is_file(), f"the story names {name}, which is not there"
        assert said.endswith(".") and ". " not in said


def test_each_file_of_the_story_names_the_next() -> None:
    page = (ROOT / "docs/explanation/architecture.md").read_text(encoding="utf-8")
    files = re.findall(r"^\d+\. `([^`]+)`", page.split("## From a package to its page")[1], re.MULTILINE)

    for name, following in pairwise(files):
        path = Path(following)
        wanted = path.parent.name if path.stem == "__init__" else path.stem
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        loaded = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        said = re.findall(r"\w+", ast.get_docstring(tree) or "")
        assert wanted in {*loaded, *said} or f"{wanted}.html" in (ROOT / name).read_text("utf-8"), f"{name}: {wanted}"


@pytest.mark.parametrize("path", [*FILES, *SCRIPTS, *STYLES], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


def test_no_drawer_is_called_utils() -> None:
    names = {p.stem for p in FILES}

    assert not names & {"utils", "helpers", "common", "core", "manager"}


def test_no_province_stands_outside_the_registry_and_the_settings() -> None:
    """Of this checkout's own registry; another archive's may hold a city that the law names."""
    import yaml

    own = ROOT / "content/vocabulary/bodies.yaml"
    councils = yaml.safe_load(own.read_text(encoding="utf-8"))["councils"] if own.is_file() else []
    names = {row["short"] for row in councils if row["level"] == "tinh"}
    places = [ROOT / d for d in ("pipeline", "plugins", "theme", "content/pages", "tests", "docs")]
    texts = [p for d in places for p in d.rglob("*") if p.suffix in {".py", ".js", ".html", ".css", ".md"}]
    for path in texts:
        written = path.read_text(encoding="utf-8")
        assert not [n for n in names if n in written], f"{path} names a province of the registry"


def speaks_sql(node: ast.AST) -> bool:
    """Whether a node runs a statement, or writes one down for another to run."""
    if isinstance(node, ast.Attribute):
        return node.attr in ("execute", "executemany", "executescript")
    statement = r"\s*(?:SELECT .+ FROM|INSERT .*INTO|DELETE FROM|UPDATE .+ SET|CREATE TABLE|PRAGMA|BEGIN) "
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(re.match(statement, node.value))


def test_the_state_of_a_build_is_asked_and_written_in_sql_in_its_own_folder_alone() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if any(speaks_sql(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    }

    state = {f"plugins/incremental/state/{name}.py" for name in ("__init__", "queries", "lock")}
    assert found == state | {"pipeline/datasets/sqlite_file.py"}  # which writes a file of SQLite for others


def test_there_is_one_clock() -> None:
    clocks = re.compile(r"\b(?:datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    found = {path.relative_to(ROOT).as_posix() for path in FILES if clocks.search(path.read_text(encoding="utf-8"))}

    # beside the command's: the stamp of a request on the axis, how long a work folder has lain, Pelican's own question,
    # the program that lies in each copy and runs alone
    assert found == {
        "pipeline/cli/screen.py",
        "pipeline/axis/vxp.py",
        "pipeline/document/verify_copy.py",
        "pipeline/extract/sandbox.py",
        "plugins/incremental/articles.py",
    }


def spaces() -> dict[str, list[Path]]:
    """Code by what reads it as one: the archive's own, and each plugin that stands alone and may be taken as it is."""
    own = [path for path in FILES if room(dotted(path)) not in STAND_ALONE]
    return {"archive": own, **{name: [path for path in FILES if room(dotted(path)) == name] for name in STAND_ALONE}}


def test_no_class_name_has_two_meanings() -> None:
    names = Counter(
        node.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("space", spaces())
def test_no_module_name_has_two_meanings(space: str) -> None:
    names = Counter(dotted(path).rpartition(".")[2] for path in spaces()[space] if path.stem != "__main__")

    assert [name for name, times in names.items() if times > 1] == []


def phrases(pattern: ast.expr) -> list[str]:
    """The alternatives of a regular expression, their words alone."""
    whole = "".join(n.value for n in ast.walk(pattern) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    bare = re.sub(r"\\[a-zA-Z]|\(\?P<\w+>|\(\?[:=!<]*", "", whole)
    return [re.sub(r"[^\w ]", "", one).strip() for one in bare.split("|")]


def test_each_list_of_phrases_of_the_sheet_stands_in_one_pattern() -> None:
    """Four alternatives in a row that two files ask for are one thing known twice: kinds of units stood in seven."""
    found: dict[tuple[str, ...], set[str]] = {}
    for path in (p for p in FILES if room(dotted(p)) in {"sheet", "extract", "analyse", "gate"}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                said = phrases(node.args[0]) if ast.unparse(node.func.value) in ("re", "text") else []
                for run_of in zip(said, said[1:], said[2:], said[3:], strict=False):
                    if all(len(one) > 1 for one in run_of):
                        found.setdefault(run_of, set()).add(path.relative_to(ROOT / "pipeline").as_posix())

    # columns with numbers of persons, which a reader need not tell apart
    apart = {"extract/workbooks/spreadsheet.py", "gate/personal_data.py"}
    assert {run_of: files for run_of, files in found.items() if len(files) > 1 and files != apart} == {}


def test_no_constant_is_exchanged_by_a_test() -> None:
    """What a test needs otherwise is a parameter or a setting: a constant that it exchanges is promised nowhere."""
    found = {
        str(given[-1]).rpartition(".")[2]
        for path in inside.files(ROOT / "tests", "*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "monkeypatch.setattr"
        if (given := [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)])
    }

    assert {name for name in found if name.strip("_").isupper()} == set()


def test_no_promise_is_asked_with_a_stopwatch() -> None:
    """Seconds of a loaded machine say nothing; growth is asked with `tests.steps`, speed by the benchmarks."""
    stopwatch = re.compile(r"\b(?:process_time|perf_counter|thread_time)(?:_ns)?\(|\bimport timeit\b")
    found = [path.name for path in inside.files(ROOT / "tests", "*.py") if stopwatch.search(path.read_text("utf-8"))]

    assert found == []
