"""The theme's static files under their published names: which scripts are bundled, and where a theme's own stand."""

from pathlib import Path

from plugins import archive_search, assets
from plugins.archive_pages import checker, device
from plugins.assets import Assets


def collected(theme: Path, own: Path) -> Assets:
    """All of a theme, each in the place of the theme's own where `own` has it, too."""
    bundles = (
        (archive_search.SCRIPT, archive_search.SOURCES), archive_search.LUNR, archive_search.NOTHING,
        archive_search.REPAIR, archive_search.PAGE, checker.SCRIPTS, *device.BUNDLES,
    )  # fmt: skip
    sheets = dict([archive_search.SHEETS])
    return assets.collect(theme / "static", bundles=dict(bundles), own=own / "static", sheets=sheets)
