"""Rooms whose parts are loaded when they are asked for (PEP 562); all at once cost more than a small build."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def late(places: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a room; `places`: name → `module:name there`, or the module alone where the name is one."""

    def load(name: str) -> Any:
        if name not in places:
            raise AttributeError(name)
        module, _, attribute = places[name].partition(":")
        return getattr(import_module(module), attribute) if attribute else import_module(module)

    return load
