"""A value of the settings as text that changes when the value does, and never from one run to the next."""

import dataclasses
import datetime as dt
import functools
import hashlib
import inspect
import types
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from jinja2 import BytecodeCache


def fingerprint(value: Any) -> str:
    """Plain values by their text, code by its source and by what it is bound to, objects by their class and state.

    A function is followed into the functions and values of its own module that it names, not into other packages.
    """
    return hashlib.sha256("\n".join(_told(value, set())).encode(errors="surrogatepass")).hexdigest()


def _told(value: Any, seen: set[int]) -> Iterator[str]:
    kind = type(value).__qualname__
    if value is None or isinstance(value, str | int | float | bool | bytes | complex):
        yield f"{kind} {value!r}"
    elif isinstance(value, PurePath | dt.date | dt.time | dt.timedelta | dt.tzinfo):
        yield f"{kind} {value}"
    elif id(value) in seen:  # a circle; the object is alive as long as the walk
        yield f"{kind} again"
    else:
        seen = {*seen, id(value)}
        yield kind
        yield from _inner(value, seen)


def _inner(value: Any, seen: set[int]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from (*_told(key, seen), *_told(one, seen))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _told(one, seen)
    elif isinstance(value, set | frozenset):
        yield from sorted("\n".join(_told(one, seen)) for one in value)
    elif isinstance(value, BytecodeCache):
        return  # a place for compiled templates; it reaches no page
    elif isinstance(value, types.ModuleType):
        yield from _file(value.__name__, getattr(value, "__file__", None))
    elif isinstance(value, functools.partial):
        yield from (*_told(value.func, seen), *_told(value.args, seen), *_told(value.keywords, seen))
    elif isinstance(value, types.MethodType):
        yield from (*_told(value.__func__, seen), *_told(value.__self__, seen))
    elif isinstance(value, types.FunctionType):
        yield from _function(value, seen)
    elif isinstance(value, type):
        yield from _file(f"{value.__module__}.{value.__qualname__}", _source(value))
    else:
        yield from _object(value, seen)


def _function(value: types.FunctionType, seen: set[int]) -> Iterator[str]:
    yield f"{value.__module__}.{value.__qualname__}"
    yield from _code(value.__code__)
    yield from _told(value.__defaults__, seen)
    yield from _told(value.__kwdefaults__, seen)
    yield from _told([_cell(cell) for cell in value.__closure__ or ()], seen)
    for name in value.__code__.co_names:
        named = value.__globals__.get(name)
        if getattr(named, "__module__", value.__module__) == value.__module__ and not isinstance(
            named, types.ModuleType
        ):
            yield from _told(named, seen)


def _cell(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return None


def _code(code: types.CodeType) -> Iterator[str]:
    yield f"{code.co_code.hex()} {code.co_names} {code.co_varnames}"
    for constant in code.co_consts:
        yield from _code(constant) if isinstance(constant, types.CodeType) else _told(constant, set())


def _source(value: type) -> str | None:
    try:
        return inspect.getsourcefile(value)
    except (TypeError, OSError):  # built in, or made by hand
        return None


def _file(name: str, path: str | None) -> Iterator[str]:
    yield name
    if path and Path(path).is_file():
        yield hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _object(value: Any, seen: set[int]) -> Iterator[str]:
    """An object's class and what it holds; what can only be told by its place in memory is told by its class alone."""
    yield from _told(type(value), seen)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _told({field.name: getattr(value, field.name) for field in dataclasses.fields(value)}, seen)
        return
    state = dict(getattr(value, "__dict__", {}))
    slots = [name for one in type(value).__mro__ for name in getattr(one, "__slots__", ())]
    state |= {name: getattr(value, name) for name in slots if isinstance(name, str) and hasattr(value, name)}
    if state:
        yield from _told(state, seen)
    elif " at 0x" not in repr(value):
        yield repr(value)
