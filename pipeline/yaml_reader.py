"""The one reader of YAML: front matter, settings, vocabulary, what a person states beside a bare file.

libyaml finds the nodes, PyYAML's own table says what a plain scalar is; only the way from node to value is ours, for
PyYAML's takes two thirds of the time of a front matter. What would make a file say another thing than a person sees in
it is an error: a key that stands twice (YAML loaders take the last), a tag, a merge, mostly an anchor.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from re import Pattern
from typing import Any

import yaml
from yaml._yaml import CParser

_TEXT = "tag:yaml.org,2002:str"
_RESOLVERS: Mapping[str, Sequence[tuple[str, Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
_DEEP = 32  # levels; those of a content file are six, and libyaml's time grows with their square
_SHORT = 32
"""Characters; what is shorter is the same few words, figures and dates in most documents."""
_UNFIT = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]"  # as libyaml has it; for a fault alone
_TOLD = 20  # doubled keys that are named
_NAME = 80  # letters of a key that are shown; one key may be a megabyte


class UnreadableYaml(Exception):
    """No YAML, or more of YAML than is used here; said in Vietnamese and in English, with the place where known."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi, self.en = vi, en


class _Refused(yaml.MarkedYAMLError):
    """Sound YAML that is not used here; `context` is what is told in English."""


class _Nodes(CParser):  # libyaml is part of every PyYAML wheel; the pure parser is 10 times slower
    """Nodes whose tag is empty where the file says none, without PyYAML's question for each what it may be."""

    depth = 0

    def descend_resolver(self, parent: object, index: object) -> None:
        """PyYAML asks which path leads to a node; no rule of ours hangs on it but how long it is."""
        self.depth += 1
        if self.depth > _DEEP:
            raise _refused(f"lồng quá {_DEEP} tầng", f"nested deeper than {_DEEP} levels")

    def ascend_resolver(self) -> None:
        """The end of that question."""
        self.depth -= 1

    def resolve(self, kind: type[yaml.Node], value: object, implicit: tuple[bool, bool]) -> str:
        """Text where quotes say so; whatever else the scalar's own letters say."""
        return _TEXT if kind is yaml.ScalarNode and not implicit[0] else ""


def load(data: str | bytes, *, anchors: bool = False) -> Any:
    """What a YAML file says: mappings, lists, text, numbers, booleans, dates, instants; None where it says nothing.

    `anchors`: whether a value may be named and repeated, as YAML's writers do; nine lines of them can say a billion
    values, so only in files that the office itself keeps for its programs.

    Raises:
        UnreadableYaml: it is not read, and why.
    """
    try:
        written = data.decode() if isinstance(data, bytes) else data
        if not anchors and "*" in written and _repeats(written):
            raise _refused("không dùng neo và bí danh YAML (& và *)", "anchors and aliases (& and *) are not used")
        node = _Nodes(written).get_single_node()
        return None if node is None else _value(node)
    except _Refused as error:
        raise UnreadableYaml(f"{_place(error)}{error.problem}", " ".join(str(error.context).split())) from error
    except yaml.MarkedYAMLError as error:
        raise UnreadableYaml(f"{_place(error)}không đúng cú pháp YAML", " ".join(str(error).split())) from error
    except RecursionError as error:
        raise UnreadableYaml("lồng vào chính nó", "nested in itself") from error
    except (yaml.YAMLError, ValueError) as error:  # not UTF-8, a sign that may not stand in YAML
        raise UnreadableYaml(_unfit(data), " ".join(str(error).split())) from error


def _unfit(data: str | bytes) -> str:
    written = data if isinstance(data, str) else data.decode(errors="replace")
    sign = re.search(_UNFIT, written)
    if sign is None or sign[0] == "\ufffd":
        return "có chữ không đọc được (không phải UTF-8)"
    line = written.count("\n", 0, sign.start()) + 1
    return f"dòng {line}: ký tự U+{ord(sign[0]):04X} không được có"


def _repeats(written: str) -> bool:
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(written, yaml.CSafeLoader))


def _refused(vi: str, en: str, mark: Any = None) -> _Refused:
    where = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return _Refused(en + where, None, vi, mark)


def _place(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark
    return f"dòng {mark.line + 1}, cột {mark.column + 1}: " if mark else ""


def _value(node: yaml.Node) -> Any:
    if node.tag and node.tag != _TEXT:
        raise _refused("không dùng thẻ YAML (!)", "tags (!) are not used", node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return _mapping(node)


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.tag:
        return node.value
    try:
        return _often(node.value) if len(node.value) < _SHORT else _plain(node.value)
    except ValueError as error:
        vi, en = f"không có ngày, giờ, số như vậy: {node.value[:_NAME]}", f"no such day, time or number: {error}"
        raise _refused(vi, en, node.start_mark) from error


def _mapping(node: yaml.Node) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused("khóa phải là chữ", "a key must be text", key.start_mark)
        found[_value(key)] = _value(value)
    if len(found) < len(node.value):
        counts = Counter(str(_value(key)) for key, _ in node.value)
        doubled = ", ".join(sorted(name[:_NAME] for name, count in counts.items() if count > 1)[:_TOLD])
        raise _refused(f"khóa lặp lại: {doubled}", f"keys that stand twice: {doubled}", node.start_mark)
    return found


@lru_cache(maxsize=1 << 14)
def _often(written: str) -> Any:
    return _plain(written)


def _plain(written: str) -> Any:
    """What letters without quotes say: true, 12, 2024-12-09 or themselves."""
    for tag, pattern in _RESOLVERS.get(written[:1], ()):
        if pattern.match(written):
            return yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, written))
    return written
