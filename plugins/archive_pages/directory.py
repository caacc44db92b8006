"""Every page beside those of documents, for the sitemap."""

from collections.abc import Iterator
from pathlib import Path

from plugins.archive_pages import (
    checker,
    device,
    english,
    listings,
    missing,
    office,
    oversight,
    receipts,
    session_pages,
    statistics,
)
from plugins.archive_pages.councils import Councils
from plugins.archive_pages.groups import Group
from plugins.incremental import View


def pages(view: View, councils: Councils, root: Path, most: int) -> list[str]:
    """Their paths (`most`: `PageSizes.year`); it changes when a page comes or goes, not with every document."""
    folders = [*_councils(view, councils, most), *councils.levels, *_lists(view, most)]
    folders += sorted(path.stem for path in (root / "content/pages").glob("*.md"))
    single = ["index.html", statistics.PATH, checker.PATH, device.PATH, office.PROVINCE, office.ANSWERS, receipts.FIRST]
    found = [*single, *(f"{folder}/index.html" for folder in folders)]
    return [*found, *(english.FOLDER + path for path in found if english.has(path))]


def _councils(view: View, councils: Councils, most: int) -> Iterator[str]:
    for council in councils.shown(view):
        folder = f"{council.level}/{council.slug}"
        yield folder
        if council.slug in councils.counted:
            yield f"{folder}/day-du"
    yield from (
        f"{tally.name}/ke-thua{rest}" for tally in view.tally(Group.COUNCIL_BEFORE.prefix) for rest in ("", "/linh-vuc")
    )
    yield from (f"{tally.name}/giam-sat" for tally in view.tally(Group.COUNCIL_DOSSIERS.prefix))
    for tally in view.tally(Group.MISSING.prefix):
        yield from missing.folders(tally.name, view, most)
    yield from (tally.name for tally in view.tally(Group.COUNCIL_YEAR.prefix))
    yield from session_pages.folders(view)


def _lists(view: View, most: int) -> Iterator[str]:
    yield from ("giam-sat", "tim-kiem")
    yield from (f"loai/{tally.name}" for tally in view.tally(Group.TYPE.prefix))
    yield from listings.year_folders(view, Group.TYPE_YEAR.prefix, "loai/", most)
    yield from (f"linh-vuc/{tally.name}" for tally in view.tally(Group.FIELD.prefix))
    yield from listings.year_folders(view, Group.FIELD_YEAR.prefix, "linh-vuc/", most)
    yield from listings.year_folders(view, Group.OVERSIGHT_YEAR.prefix, "giam-sat/", most)
    yield from (f"{oversight.FORMS}/{tally.name}" for tally in view.tally(Group.FORM.prefix))
    yield from listings.year_folders(view, Group.FORM_YEAR.prefix, f"{oversight.FORMS}/", most)
    yield from (f"giam-sat/ho-so/{tally.name}" for tally in view.tally(Group.DOSSIER.prefix))
