"""Pelican without reStructuredText, which takes a third of its loading and reads nothing of an archive.

Pelican derives its reader of it at import, before any setting is known, and docutils brings Pillow, Pygments and a
client of the network along. The settings that `hdnd init` writes turn that reader off. An archive that has settings of
its own, and whoever starts `pelican` itself, gets Pelican as it is.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.archive import template


def _left_out(*_: Any) -> Any:
    raise RuntimeError("Pelican was loaded for an archive, without reStructuredText")


_NAMED: Mapping[str, Mapping[str, Any]] = {
    "docutils": {},
    "docutils.core": {},
    "docutils.io": {},
    "docutils.parsers.rst.languages": {"get_language": _left_out},
    "docutils.writers.html4css1": {"HTMLTranslator": object, "Writer": object},
    "pelican.rstdirectives": {},
}
"""What Pelican's module of readers asks for when it is loaded."""


def load(settings: Path) -> None:
    """Load Pelican, without that reader where `settings` (a pelicanconf.py) are those that a new archive gets."""
    absent = () if "pelican" in sys.modules or not template.is_new(settings) else _NAMED.keys() - sys.modules.keys()
    for name in absent:
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update(_NAMED[name])
    try:
        import_module("pelican")
    finally:
        for name in absent:  # whoever asks for docutils next gets it
            del sys.modules[name]
