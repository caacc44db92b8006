"""What the parser of the command line says by itself, in the operator's language: help, and what was typed wrong.

The commands are described in Vietnamese where they stand; their English is in `ENGLISH`; a test holds both together.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import errors
from pipeline.cli.english_help import ENGLISH

LANGUAGES = ("vi", "en")
_HEADS = {"Options": "Tùy chọn", "Arguments": "Đối số", "Commands": "Lệnh"}
_WORDS = (
    ("Show this message and exit.", "Hiện trợ giúp."),
    ("[OPTIONS]", "[TÙY_CHỌN]"),
    ("COMMAND [ARGS]", "LỆNH [ĐỐI_SỐ]"),
    ("env var: ", "biến môi trường: "),
    ("default: ", "mặc định: "),
    ("required", "bắt buộc"),
    ("<path>", "<đường dẫn>"),
    ("<list[Path]>", "<đường dẫn>"),
    ("<Path>", "<đường dẫn>"),
    ("<list[str]>", "<chữ>"),
    ("<str>", "<chữ>"),
    ("<int>", "<số>"),
)
_NAMES = {
    "TỆP": "FILE",
    "THƯ_MỤC": "DIR",
    "SỐ_BIÊN_NHẬN": "RECEIPT",
    "BIÊN_NHẬN": "RECEIPT",
    "NGÀY": "DATE",
    "ĐỊA_CHỈ": "ADDRESS",
    "HỘI_ĐỒNG": "COUNCIL",
    "NĂM": "YEAR",
    "DÃY": "SERIES",
    "HỌ_TÊN": "NAME",
}
_QUOTED = re.compile(r"'([^']*)'|\(([^)]*)\)")


def speak(command: Any, lang: str) -> Any:
    """A tree of commands whose help is in `lang`."""
    for one in _tree(command):
        one.context_class = _context(one.context_class, lang)
        if lang == "en":
            _translate(one)
    return command


def _tree(command: Any) -> Iterator[Any]:
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _tree(one)


def texts(command: Any) -> Iterator[str]:
    """Every sentence of help that the commands have."""
    for one in _tree(command):
        yield from filter(None, (one.help, *(getattr(param, "help", None) for param in one.params)))


def _translate(command: Any) -> None:
    for one in (command, *command.params):
        if said := getattr(one, "help", None):
            one.help = ENGLISH.get(said, said)
    for param in command.params:
        if param.metavar:
            param.metavar = _renamed(param.metavar)


def _renamed(metavar: str) -> str:
    for vi, en in _NAMES.items():
        metavar = metavar.replace(vi, en)
    return metavar


def _context(base: Any, lang: str) -> Any:
    return base if lang == "en" else type("Context", (base,), {"formatter_class": _formatter(base.formatter_class)})


def _formatter(base: Any) -> Any:
    """The parser's writer of help, its own few words in Vietnamese."""

    class Formatter(base):  # type: ignore[misc] # a class of the parser's, which it does not name
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, vietnamese(args), prefix or "Cách dùng: ")

        def section(self, name: str) -> Any:
            return super().section(_HEADS.get(name, name))

        def write_dl(self, rows: Any, *given: Any, **named: Any) -> None:
            super().write_dl([(vietnamese(one), vietnamese(two)) for one, two in rows], *given, **named)

    return Formatter


def vietnamese(words: str) -> str:
    """The parser's own words in Vietnamese; all others as they are."""
    for en, vi in _WORDS:
        words = words.replace(en, vi)
    return words


def wrong(error: Any) -> errors.UsageError:
    """What was typed wrong, as an error of ours; `error` is one of the parser's."""
    path = error.ctx.command_path if getattr(error, "ctx", None) else "hdnd"
    vi = f"{_sentence(error)}. Xem: {path} --help"
    en = f"{str(error.format_message()).rstrip('.')}. See: {path} --help"
    return errors.UsageError(what=vi, what_en=en)


def _sentence(error: Any) -> str:
    kind, said = type(error).__name__, str(error.format_message())
    names = [one or other for one, other in _QUOTED.findall(said)]
    first = names[0] if names else ""
    if kind == "NoSuchOption":
        near = f" (gần nhất: {', '.join(error.possibilities)})" if error.possibilities else ""
        return f"Không có tùy chọn {error.option_name}{near}"
    if kind == "MissingParameter":
        return f"Thiếu {first or 'đối số'}"
    if kind == "BadParameter" and said.endswith("is not readable."):
        return f"{names[-1]}: không có quyền đọc"
    if kind == "BadParameter":
        return f"{first}: giá trị không dùng được{_wanted(error.param)}"
    if kind == "BadOptionUsage":
        return f"Tùy chọn {error.option_name} cần một giá trị"
    return _by_words(said, first)


def _wanted(param: Any) -> str:
    return "; cần một số nguyên" if "int" in str(getattr(param, "type_descriptor", "")) else ""


def _by_words(said: str, first: str) -> str:
    known: Mapping[str, str] = {
        "No such command": f"Không có lệnh {first}",
        "Missing command": "Thiếu tên lệnh",
        "Got unexpected": f"Thừa đối số: {said.rpartition('(')[2].rstrip(').')}",
    }
    return next((vi for en, vi in known.items() if said.startswith(en)), "Dòng lệnh không đúng")
