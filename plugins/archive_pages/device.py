"""What makes the site one that a telephone installs and reads without a network: over HTTP alone, nothing from file://.

manifest.webmanifest     name, icons and colours, for "add to home screen"
sw.js                    names the files that the worker needs; the worker itself lies under a name with its hash
du-lieu/thay-doi.json    what was changed or taken back since it was published, for what is kept to be let go of
tren-may-nay/index.html  the page of what this telephone keeps
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from plugins.archive_pages import json_lines
from plugins.archive_pages.listings import crumbs
from plugins.archive_pages.page_types import PlacedPage
from plugins.incremental import Output

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings
    from plugins.assets import Assets

PATH = "tren-may-nay/index.html"
CHANGES = "du-lieu/thay-doi.json"
BUNDLES = (
    ("js/worker.js", ("js/phone/shelf.js", "js/phone/worker.js")),
    ("js/phone.js", tuple(f"js/phone/{name}.js" for name in ("shelf", "page", "taking", "take", "watch"))),
    ("js/device.js", ("js/search/words.js", "js/phone/device.js")),
)
"""The worker, what every page loads, and what the page of what is kept loads besides."""
_BRAND, _PAPER = "#8f1d1a", "#ffffff"  # as theme/static/css/base.css has them
_ICONS = (("icons/icon-192.png", "192x192", "any"), ("icons/icon-512.png", "512x512", "any"),
          ("icons/maskable-512.png", "512x512", "maskable"))  # fmt: skip
_SHELL = (
    *(f"css/{name}.css" for name in ("base", "site", "lists", "pages", "print", "document")),
    *(f"js/{name}.js" for name in ("phone", "device", "document")),
)
"""What pages of lists and of documents are shown with, the page of what is kept among them; fonts follow the sheets."""


def outputs(site: "SiteSettings", assets: "Assets") -> Iterator[Output]:
    """What stands the same until settings or theme change."""
    yield Output(PATH, "device", context())
    names = assets.names
    if "js/worker.js" not in names:
        return  # another theme
    yield Output("manifest.webmanifest", data=_json(_manifest(site, names)))
    shell = [names[name] for name in _SHELL if name in names]
    script = f"self.hdndShell = {json.dumps(shell)};\nimportScripts({json.dumps(names['js/worker.js'])});\n"
    yield Output("sw.js", data=script.encode())


def context() -> PlacedPage:
    """What the page of what is kept shows."""
    return {
        "section": "tren-may-nay",
        "crumbs": crumbs(("Trên máy này", None)),
        "title": "Trên máy này",
        "description": "Những trang trình duyệt này đang giữ để đọc khi không có mạng.",
    }


def changes(lines: Iterable[tuple[bytes, bytes]]) -> Output:
    """The last line of the register of publications for each document that has more than one, as address: number.

    `lines` are those of `json_lines.told`. The number is below 0 where the document is shown no more. Whoever keeps a
    page lets go of it when its number is below 0 or another than before: no clock is asked.
    """
    return Output(CHANGES, data=_json(json_lines.changes(lines)))


def _manifest(site: "SiteSettings", names: Mapping[str, str]) -> dict[str, object]:
    icons = [
        {"src": names[name], "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in _ICONS
        if name in names
    ]
    return {
        "name": ", ".join(filter(None, (site.name, site.place))),
        "short_name": f"HĐND {site.place}".strip(),
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "lang": "vi",
        "theme_color": _BRAND,
        "background_color": _PAPER,
        "icons": icons,
    }


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=0)}\n".encode()
