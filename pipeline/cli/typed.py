"""What was typed, before any command sees it: a path that is blank and words that no page can hold are refused.

`hdnd mirror "$COPY"` without a `COPY` named the current folder, since a blank path is `.`. A word in another encoding
than UTF-8 was written into the private store, and no list of reports could be read from then on.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline import errors, text


def careful(command: Any) -> Any:
    """The same tree of commands, whose parameters look at each value as it was typed."""
    for param in _params(command):
        param.process_value = _asking(param)
    return command


def _params(command: Any) -> Iterator[Any]:
    yield from command.params
    for one in getattr(command, "commands", {}).values():
        yield from _params(one)


def _asking(param: Any) -> Any:
    plain = param.process_value

    def process(context: Any, value: Any) -> Any:
        for one in [value] if isinstance(value, str) else value if isinstance(value, Iterable) else ():
            _look(param, one)
        return plain(context, value)

    return process


def _look(param: Any, value: object) -> None:
    """Raises UsageError for what cannot be meant. Files may bear any name that their system takes."""
    if not isinstance(value, str):
        return
    name = param.opts[0] if param.param_type_name == "option" else param.metavar or param.name.upper()
    if "Path" not in str(param.type_descriptor.annotation):
        wrong = [*text.unfit_in(value, name, name)]
    else:
        wrong = [] if value else [(f"{name}: để trống; cần ghi rõ", f"{name}: is blank")]
    for vi, en in wrong:
        raise errors.UsageError(what=vi, what_en=en)
