"""Loading in less time: what a build of one document more loads was a third of its price.

Called first by whoever starts a command or a build; what is loaded from then on is the same, only made later or not
looked at.
"""

import dataclasses
import gc
from collections.abc import Callable
from typing import Any

_RARELY = (100_000, 50, 50)


def lightly() -> None:
    """Look for garbage rarely, and write the methods of dataclasses when they are first called.

    What is loaded lives to the end: to look for garbage among it 145 times took a build a thirtieth. Of the 600 methods
    of all dataclasses that it loads, for each of which Python compiles a text, it calls a tenth.
    """
    gc.set_threshold(*_RARELY)
    written = getattr(dataclasses, "_create_fn", None)  # of Python 3.11 and 3.12; later ones write all in one text
    if written is not None and written.__module__ == dataclasses.__name__:
        dataclasses._create_fn = _later(written)  # type: ignore[attr-defined]


def _later(write: Callable[..., Any]) -> Callable[..., Any]:
    """Gives, for a method that `write` would write, one that takes its own place by it when it is first called."""

    def create(name: str, *what: Any, **how: Any) -> Any:
        made: list[Any] = []

        def method(*given: Any, **named: Any) -> Any:
            if not made:
                made.append(write(name, *what, **how))
                made[0].__qualname__ = method.__qualname__
                for one in type(given[0]).__mro__:
                    if vars(one).get(name) is method:
                        setattr(one, name, made[0])
            return made[0](*given, **named)

        method.__name__ = name
        return method

    return create
