"""The scripts keep the types that they are written with, as TypeScript reads them from their comments."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import inside

THEME = Path(__file__).parents[2] / "theme"
SCRIPTS = inside.files(THEME / "static/js", "*.js", without={"vendor"})
FUNCTION = re.compile(
    r"(?P<doc>/\*\*(?:(?!\*/)[\s\S])*\*/)?\n *(?:async )?"
    r"(?:function (?P<name>\w+)|hdnd\.(?P<shared>\w+) = (?:async )?function"
    r"|(?!(?:if|for|while|switch|function)\b)(?P<method>\w+))\s*\((?P<given>[^()]*(?:\(\))?)\) \{\n"
)

WRONG = ('hdnd.put(1, "a")', 'hdnd.words("a").toFixed()', 'hdnd.figure("12")', "hdnd.nobodyHasThis()")


def checked(theme: Path) -> str:
    done = subprocess.run(["tsc", "-p", str(theme / "tsconfig.json")], capture_output=True, text=True, check=False)
    return done.stdout


def test_every_script_passes_the_type_checker_and_no_wrong_call_does(tmp_path: Path) -> None:
    """One run for both: it takes ten seconds."""
    theme = shutil.copytree(THEME, tmp_path / "theme")
    for place, call in enumerate(WRONG, 1):
        (theme / f"static/js/wrong-{place}.js").write_text(
            f"(function (/** @type {{Hdnd}} */ hdnd) {{\n  {call};\n}})(globalThis.hdnd);\n", encoding="utf-8"
        )

    said = re.findall(r"([^/\s]+)\((\d+),", checked(theme))

    assert sorted(said) == [(f"wrong-{place}.js", "2") for place, _ in enumerate(WRONG, 1)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_function_says_what_it_is_for_and_what_it_takes(path: Path) -> None:
    silent = []
    for one in FUNCTION.finditer(path.read_text(encoding="utf-8")):
        name, doc = one["name"] or one["shared"] or one["method"], one["doc"] or ""
        given = re.findall(r"\w+", re.sub(r" = [^,]+", "", one["given"]))
        typed = re.findall(r"@param \{.+\} \[?(\w+)", doc)
        # what a function of `hdnd` takes stands in hdnd.d.ts, by which tsc reads it
        if not doc or (not one["shared"] and typed != given):
            silent.append((name, given, typed))

    assert silent == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_script_looks_behind_in_a_pattern_which_older_phones_refuse_with_all_of_it(path: Path) -> None:
    """Safari reads `(?<=` and `(?<!` since 16.4 of 2023; before, the whole file does not run."""
    assert not re.search(r"\(\?<[=!]", path.read_text(encoding="utf-8"))


def test_what_the_scripts_share_is_what_the_types_say() -> None:
    told = (THEME / "hdnd.d.ts").read_text(encoding="utf-8").partition("interface Hdnd {")[2].partition("\n}")[0]
    declared = set(re.findall(r"^  (\w+)[(:<]", told, re.MULTILINE))
    defined = {
        name
        for path in SCRIPTS
        for name in re.findall(r"^\s*hdnd\.(\w+) = ", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert declared - defined <= {"inflateRaw"}  # the vendored inflater adds it
    assert defined - declared == set()
