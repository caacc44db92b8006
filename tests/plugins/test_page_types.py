"""A template asks for no value that its page is not handed, however deep; pages are handed what their shapes say."""

import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import jinja2
import pytest
from jinja2 import meta, nodes

from pipeline.settings import SiteSettings
from plugins.archive_pages.page_types import EveryPage
from plugins.archive_pages.template_types import OF_TEMPLATE
from tests.plugins.test_card_types import unlike
from tests.site import kinds

ROOT = Path(__file__).parents[2] / "theme/templates"
ENVIRONMENT = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT), autoescape=True)
TEMPLATES = sorted(path.stem for path in ROOT.glob("*.html") if path.stem != "base")
Kinds = Mapping[str, Any]


def lineage(name: str) -> Iterator[nodes.Template]:
    """A template, those that it extends, and those that it includes."""
    tree = ENVIRONMENT.parse((ROOT / name).read_text(encoding="utf-8"))
    yield tree
    above = [node.template for node in tree.find_all(nodes.Extends)]
    for named in (*above, *(node.template for node in tree.find_all(nodes.Include))):
        if isinstance(named, nodes.Const):
            yield from lineage(named.value)


def made(tree: nodes.Template) -> Iterator[str]:
    """The names that a template gives itself: imports, macros, values set."""
    yield from (node.name for node in tree.find_all(nodes.Macro))
    yield from (one if isinstance(one, str) else one[1] for n in tree.find_all(nodes.FromImport) for one in n.names)
    yield from (one.name for n in tree.find_all(nodes.Assign) for one in n.target.find_all(nodes.Name))
    yield from (n.target.name for n in tree.find_all(nodes.Assign) if isinstance(n.target, nodes.Name))


def held(name: str) -> dict[str, Any]:
    """What a page of a template may ask for, and what kind of thing each is."""
    known = {"SiteSettings": SiteSettings}
    return get_type_hints(EveryPage, localns=known) | get_type_hints(OF_TEMPLATE[name], localns=known)


def one_kind(kind: Any) -> Any:
    """A kind without "or None"; anything where it may be several."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [one for one in get_args(kind) if one is not type(None)]
        return one_kind(rest[0]) if len(rest) == 1 else Any
    return kind


def each(kind: Any) -> Any:
    """What a list holds."""
    return get_args(kind)[0] if get_origin(kind) in (list, Sequence, Iterable) else Any


class Macros(Mapping[str, "tuple[nodes.Macro, Macros]"]):
    """The macros that a template can call, its own and those that it imports; each with those that it can call."""

    def __init__(self, tree: nodes.Template) -> None:
        self._own = {one.name: one for one in tree.find_all(nodes.Macro)}
        self._imported = {
            (one if isinstance(one, str) else one[1]): (source.template.value, one if isinstance(one, str) else one[0])
            for source in tree.find_all(nodes.FromImport)
            if isinstance(source.template, nodes.Const)
            for one in source.names
        }

    def __getitem__(self, name: str) -> "tuple[nodes.Macro, Macros]":
        if name in self._own:
            return self._own[name], self
        source, called = self._imported[name]
        return Macros(ENVIRONMENT.parse((ROOT / source).read_text(encoding="utf-8")))[called]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._own, **self._imported})

    def __len__(self) -> int:
        return len({**self._own, **self._imported})


class Reading:
    """A walk through a template with the kinds of its names; `faults` are the keys that a shape does not have.

    What a macro is called with has its kind within the macro, too.
    """

    def __init__(self, macros: Macros) -> None:
        self.faults: list[str] = []
        self._macros, self._called = macros, set[tuple[str, tuple[str, ...]]]()

    def kind(self, node: nodes.Node, kinds: Kinds) -> Any:
        if isinstance(node, nodes.Name):
            return one_kind(kinds.get(node.name, Any))
        if isinstance(node, nodes.Getattr):
            return self._part(self.kind(node.node, kinds), node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(self.kind(node.node, kinds), node.arg.value)
        if isinstance(node, nodes.Filter) and node.name in ("first", "last") and node.node is not None:
            return one_kind(each(self.kind(node.node, kinds)))
        return Any

    def _part(self, kind: Any, key: str) -> Any:
        if not is_typeddict(kind) or key in ("items", "values", "keys"):
            return Any
        hints = get_type_hints(kind)
        if key not in hints:
            self.faults.append(f"{kind.__name__}.{key}")
        return one_kind(hints.get(key, Any))

    def walk(self, node: nodes.Node, kinds: Kinds) -> None:
        if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
            self.walk(node.iter, kinds)
            kinds = {**kinds, node.target.name: each(self.kind(node.iter, kinds))}
            inner = [*node.body, *node.else_, *([node.test] if node.test else [])]
        elif isinstance(node, nodes.Macro):
            return  # it is read where it is called
        else:
            self.kind(node, kinds)
            if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in self._macros:
                self._call(node.node.name, node, kinds)
            inner = list(node.iter_child_nodes())
        for one in inner:
            self.walk(one, kinds)

    def _call(self, name: str, call: nodes.Call, kinds: Kinds) -> None:
        macro, macros = self._macros[name]
        given = {argument.name: self.kind(value, kinds) for argument, value in zip(macro.args, call.args, strict=False)}
        given |= {one.key: self.kind(one.value, kinds) for one in call.kwargs}
        called = (name, tuple(map(str, given.values())))
        if called in self._called:
            return  # a list within a list
        self._called.add(called)
        outer, self._macros = self._macros, macros
        for one in macro.body:
            self.walk(one, {**{argument.name: Any for argument in macro.args}, **given})
        self._macros = outer


def test_every_template_has_a_shape() -> None:
    assert sorted(OF_TEMPLATE) == TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_asks_for_nothing_that_its_page_lacks(name: str) -> None:
    kinds, faults = held(name), list[str]()
    for tree in lineage(f"{name}.html"):
        own = dict.fromkeys(made(tree), Any)
        reading = Reading(Macros(tree))
        reading.walk(tree, {**kinds, **own})
        faults += reading.faults
        assert meta.find_undeclared_variables(tree) - {*kinds, *own} == set()

    assert faults == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_is_handed_nothing_that_its_template_leaves_out(name: str) -> None:
    asked = {one for tree in lineage(f"{name}.html") for one in meta.find_undeclared_variables(tree)}

    written = {"dataset"} if name.startswith("page") else set()  # one shape, one of them lists tables
    assert {*OF_TEMPLATE[name].__annotations__} - asked - {*EveryPage.__annotations__} - written == set()


def test_the_pages_of_an_archive_have_their_shape(tmp_path: Path) -> None:
    shown = kinds.pages(kinds.made(tmp_path))

    faults = [fault for one in shown for fault in unlike(one.context, OF_TEMPLATE[one.template], one.path)]
    assert faults == [] and len({one.template for one in shown}) > 20
    assert [one for one in shown if kinds.ONE_OF_EACH.get(one.template) == one.path] != []
