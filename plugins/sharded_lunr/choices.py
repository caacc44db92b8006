"""The plugin's settings, held to what they take: a wrong one is a sentence, not half an index elsewhere."""

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

DEFAULTS = {
    "SHARDED_LUNR_FOLDER": "search/",  # in the output
    "SHARDED_LUNR_DICTIONARY": "",  # a file of text like the site's own; texts then pack smaller
    "SHARDED_LUNR_SCRIPTS": "",  # a folder with the browser's scripts; without it the theme brings them
}
_FOLDER = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*/?")


class Choices(NamedTuple):
    """The folder below the output, with its slash; the dictionary's bytes; where the scripts lie, if anywhere."""

    folder: str
    dictionary: bytes
    scripts: Path | None


def choices(settings: Mapping[str, Any]) -> Choices:
    """The settings of a site. Raises `ValueError`, with the setting's name."""
    for name in settings:
        if name.startswith("SHARDED_LUNR_") and name not in DEFAULTS:
            [near] = difflib.get_close_matches(name, DEFAULTS, 1, 0)
            raise ValueError(f"{name}: sharded_lunr has no such setting; the nearest is {near}")
    folder, dictionary, scripts = (settings.get(name) or default for name, default in DEFAULTS.items())
    if not isinstance(folder, str) or not _FOLDER.fullmatch(folder):
        raise ValueError(f"SHARDED_LUNR_FOLDER = {folder!r}: it takes the name of a folder in the output, as 'search/'")
    words = _place("SHARDED_LUNR_DICTIONARY", dictionary)
    place = _place("SHARDED_LUNR_SCRIPTS", scripts, "search/words.js")
    return Choices(f"{folder.rstrip('/')}/", words.read_bytes() if words else b"", place)


def _place(name: str, given: object, holding: str = "") -> Path | None:
    if not given:
        return None
    if not isinstance(given, str | os.PathLike) or not Path(given, holding).is_file():
        raise ValueError(f"{name} = {given!r}: " + (f"no folder with {holding} in it" if holding else "no such file"))
    return Path(given)
