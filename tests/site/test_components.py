"""Every macro of the components declares what it takes, in a block before it: name, type, meaning; and uses it all."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from tests.site.kinds import THEME

COMPONENTS = sorted((THEME / "templates/components").glob("*.html"))
TYPES = {
    *("boolean", "number", "string", "list", "link", "site", "document", "card"),
    *("browse", "cell", "effect", "picture", "report", "examples"),
}
BLOCK = re.compile(r"\{#- (\w+): [A-Z][^\n]+\n((?:    \w+ +\w+ +\S[^\n]*\n)+)\{% macro (\w+)\(")
PARAMETER = re.compile(r"^    (\w+) +(\w+) +\S", re.MULTILINE)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_macro_declares_the_parameters_that_it_takes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    declared = {name: PARAMETER.findall(block) for name, block, macro in BLOCK.findall(source) if name == macro}
    tree = Environment(autoescape=True).parse(source)
    taken = {macro.name: [one.name for one in macro.args] for macro in tree.find_all(nodes.Macro)}

    assert {name: [one for one, _ in told] for name, told in declared.items()} == taken
    assert {kind for told in declared.values() for _, kind in told} <= TYPES


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_macro_uses_what_it_takes_and_nothing_else(path: Path) -> None:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))

    for macro in tree.find_all(nodes.Macro):
        used = {name.name for name in macro.find_all(nodes.Name) if name.ctx == "load"}
        given = {"site"} if path.stem == "frame" else set()  # by `once`, to all that stands around a page
        assert {one.name for one in macro.args} - given <= used, macro.name
    assert meta.find_undeclared_variables(tree) == set()
