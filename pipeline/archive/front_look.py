"""Single facts of front matter, looked for as text: to read all files takes a minute at 20,000 documents.

Each answers what `frontmatter.read` does, however a person has quoted or folded a value; a test holds them to it.
"""

import re
from collections.abc import Collection, Mapping

from pipeline import yaml_reader

_RECEIPT = re.compile(r"^- receipt: *'?(\w{2}-\d{4}-\d{6})'?$", re.MULTILINE)
_ISSUED = re.compile(r"^dates: *\n(?: +\S.*\n)*? +issued: *'?(\d{4}-\d\d-\d\d)'?$", re.MULTILINE)
_FILE = re.compile(r"^ +sha256: ([0-9a-f]{64})\n +size: (\d+)\n", re.MULTILINE)
_WRITTEN = re.compile(r"[^\s'\"|>&*!%@`{\[#](?:[^\n#:]|:(?! |$))*")  # on one line, without quotes
_NOTHING = ("null", "~")
_KEY = re.compile(r"^(\w+): *(\S.*(?:\n +\S.*)*)$", re.MULTILINE)


def said(front: str, keys: Collection[str]) -> Mapping[str, str]:
    """What the keys that stand at the left edge say, of `keys`; what says nothing, or is no YAML, is left out."""
    found = ((key, _value(key, written)) for key, written in _KEY.findall(front) if key in keys)
    return {key: value for key, value in found if value is not None}


def _value(key: str, written: str) -> str | None:
    if _WRITTEN.fullmatch(written) and written.lower() not in _NOTHING:
        return written
    try:
        value = yaml_reader.load(f"{key}: {written}\n")[key]
    except yaml_reader.UnreadableYaml:  # a hand edit: the build names it
        return None
    return None if value is None else str(value)


def issued(front: str) -> str:
    """The day of issue, ISO; empty where none stands."""
    found = _ISSUED.search(front)
    return found[1] if found else ""


def receipt(front: str) -> str | None:
    """A receipt that its versions name."""
    found = _RECEIPT.search(front)
    return found[1] if found else None


def sizes(front: str) -> Mapping[str, int]:
    """Bytes of each original and each picture of a page, by hash."""
    return {sha256: int(size) for sha256, size in _FILE.findall(front)}
