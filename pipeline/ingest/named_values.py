"""What stands under a field's name in a package where no element bears that name.

Programs that keep fields of their own write `<Property name="DoMat">2</Property>`, a key and a value in two elements,
`<Secret><Code>2</Code></Secret>`, or `{"doMat": 2}` in the text of one: the bare figure says nothing to whoever judges
it without the name.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.document.model import Wording
from pipeline.ingest.tree import Node

_LONGEST = 60  # letters of a name, and of a value that may be a level


def of(nodes: Sequence[Node]) -> Iterator[Wording]:
    """The values of `nodes` under their names, as `Wording.paired`."""
    for node in nodes:
        for name, value in (*_pairs(node), *_of_json(node.text)):
            if name[:1].isalpha() and len(name) <= _LONGEST and len(value) <= _LONGEST:
                yield Wording(name.lower(), value, paired=True)


def _pairs(node: Node) -> Iterator[tuple[str, str]]:
    """Two texts of one element, attributes first, are a name and a value; a lone text belongs to what encloses it."""
    if not node.children and not node.attributes:
        return
    inner = [child.said for child in node.children if child.said and not child.children]
    said = [*node.attributes.values(), *([node.said] if node.said else []), *inner]
    if len(said) == 2:
        yield said[0], said[1]
    if len(inner) == 1:
        yield node.name, inner[0]


def _of_json(said: str) -> Iterator[tuple[str, str]]:
    if said.lstrip()[:1] not in ("{", "["):
        return
    try:
        waiting = [json.loads(said)]
    except (ValueError, RecursionError):
        return
    while waiting:
        one: Any = waiting.pop()
        inner = list(one.values() if isinstance(one, dict) else one)
        waiting += [value for value in inner if isinstance(value, dict | list)]
        if isinstance(one, dict):
            yield from ((key, str(value)) for key, value in one.items() if isinstance(value, str | int))
            yield from [(str(inner[0]), str(inner[1]))] if len(inner) == 2 else []
