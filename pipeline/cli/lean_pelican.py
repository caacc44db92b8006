"""Pelican without what reads and makes nothing of an archive, half of its loading.

Pelican derives its reader of reStructuredText at import, before any setting is known, and docutils brings Pillow,
Pygments and a client of the network along; so do its feeds and its server, which looks at changed files, too. The
settings that `hdnd init` writes turn them off. An archive that has settings of its own, and whoever starts `pelican`
itself, gets Pelican as it is.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.archive import template


def _left_out(*_: Any) -> Any:
    raise RuntimeError("Pelican was loaded for an archive, without reStructuredText, feeds and server")


_NAMED: Mapping[str, Mapping[str, Any]] = {
    "dateutil.parser": {},  # the package itself loads it for who asks: a page that states a date
    "docutils": {},
    "docutils.core": {},
    "docutils.io": {},
    "docutils.parsers.rst.languages": {"get_language": _left_out},
    "docutils.writers.html4css1": {"HTMLTranslator": object, "Writer": object},
    "feedgenerator": dict.fromkeys(("Atom1Feed", "Rss201rev2Feed", "get_tag_uri"), _left_out),
    "pelican.rstdirectives": {},
    "pelican.server": dict.fromkeys(("ComplexHTTPRequestHandler", "RootedHTTPServer"), _left_out),
    "watchfiles": {"Change": object, "DefaultFilter": object, "watch": _left_out},
}
"""What Pelican's modules ask for when they are loaded."""


def load(settings: Path) -> None:
    """Load Pelican, without these where `settings` (a pelicanconf.py) are those that a new archive gets."""
    absent = () if "pelican" in sys.modules or not template.is_new(settings) else _NAMED.keys() - sys.modules.keys()
    for name in absent:
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update(_NAMED[name])
    try:
        import_module("pelican")
    finally:
        for name in absent:  # whoever asks for one of them next gets it
            del sys.modules[name]
