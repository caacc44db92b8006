"""The pages of the archive: documents, councils, levels, types, oversight, tombstones."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_pages.site import ArchiveSite


def site(settings: Mapping[str, Any]) -> ArchiveSite:
    """For `INCREMENTAL_SITE`; the archive's folder is the one above Pelican's PATH (content/)."""
    root, theme, state = Path(settings["PATH"]).parent, Path(settings["THEME"]), Path(settings["INCREMENTAL_STATE"])
    return ArchiveSite(root, theme, state, settings.get("ARCHIVE_SIZES", PageSizes()))
