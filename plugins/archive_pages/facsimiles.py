"""Pictures of scanned pages beside their text: what OCR read can be held against what was signed, without a download.

Each stands before the passage with which its page begins, folded where the screen is narrow; the browser asks for it
when it comes into sight.
"""

from html import escape

from pipeline.document.record import Facsimile, Version
from plugins.archive_pages.cards import kept_path


def between(version: Version, path: str) -> dict[int, str]:
    """Number of a passage → the pictures of the pages that begin with it, for the page at `path`."""
    pages = [one for file in version.files if file.role == "main" for one in file.facsimiles]
    found: dict[int, str] = {}
    for one in pages:
        found[one.begins] = found.get(one.begins, "") + _shown(one, "../" * path.count("/"))
    return found


def _shown(one: Facsimile, root: str) -> str:
    address = escape(root + kept_path(one.sha256, one.EXT))
    size = f'width="{one.width}" height="{one.height}"'
    picture = f'<img src="{address}" alt="Ảnh bản chụp trang {one.page}" {size} loading="lazy" decoding="async">'
    return (
        f'<details class="leaf fold"><summary>Ảnh trang {one.page} của bản gốc</summary>'
        f'<a href="{address}">{picture}</a></details>'
    )
