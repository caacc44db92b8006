"""The pages of the archive: documents, councils, levels, types, oversight, tombstones."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_pages.site import ArchiveSite

_ENDED = ("texts", "zips")  # of the state of earlier builds: copies of documents, also of those taken down since
_COUNTED = "day-du.json"  # what they counted


def site(settings: Mapping[str, Any]) -> ArchiveSite:
    """For `INCREMENTAL_SITE`; the archive's folder is the one above Pelican's PATH (content/)."""
    root, theme, state = Path(settings["PATH"]).parent, Path(settings["THEME"]), Path(settings["INCREMENTAL_STATE"])
    for name in _ENDED:
        shutil.rmtree(state / name, ignore_errors=True)
    (state / _COUNTED).unlink(missing_ok=True)
    return ArchiveSite(root, theme, state, settings.get("ARCHIVE_SIZES", PageSizes()))
