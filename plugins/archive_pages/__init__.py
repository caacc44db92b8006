"""The pages of the archive: documents, councils, levels, types, oversight, tombstones."""

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.archive_pages import kept_originals
from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_pages.site import ArchiveSite
from plugins.incremental.view import View

ORIGINALS = signals.signal("archive_originals")
"""Sent after a build with `look`, which answers the faults in a folder of originals (`kept_originals.look`)."""

_ENDED = ("texts", "zips")  # of the state of earlier builds: copies of documents, also of those taken down since
_COUNTED = "day-du.json"  # what they counted


def site(settings: Mapping[str, Any]) -> ArchiveSite:
    """For `INCREMENTAL_SITE`; the archive's folder is the one above Pelican's PATH (content/)."""
    root, theme, state = Path(settings["PATH"]).parent, Path(settings["THEME"]), Path(settings["INCREMENTAL_STATE"])
    for name in _ENDED:
        shutil.rmtree(state / name, ignore_errors=True)
    (state / _COUNTED).unlink(missing_ok=True)
    signals.signal("incremental_made").connect(_offer)
    return ArchiveSite(root, theme, state, settings.get("ARCHIVE_SIZES", PageSizes()))


def _offer(generator: Any, view: View) -> None:
    if isinstance(generator.site, ArchiveSite):
        state = Path(generator.settings["INCREMENTAL_STATE"])
        ORIGINALS.send(generator, look=partial(kept_originals.look, view, state=state))
