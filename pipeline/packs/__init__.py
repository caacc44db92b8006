"""Packs: some documents of the built site in one file that opens anywhere, with its search.

    chosen = packs.choose(root, council="lam-giang", year=2024)
    data = packs.html(root, settings, chosen)

`renewing` makes those that a build publishes, `choosing` says which documents, `extracts` takes each out of its page of
the site, `bound` puts them into one file.
"""

from typing import TYPE_CHECKING

from pipeline import rooms

if TYPE_CHECKING:
    from pipeline.packs.bound import beginning, epub, html
    from pipeline.packs.choosing import Choice, choose, of_list
    from pipeline.packs.renewing import renew

__all__ = ["Choice", "beginning", "choose", "epub", "html", "of_list", "renew"]

# a build of an archive without packs takes no page apart
__getattr__ = rooms.late(
    {
        "Choice": "pipeline.packs.choosing:Choice",
        "beginning": "pipeline.packs.bound:beginning",
        "choose": "pipeline.packs.choosing:choose",
        "epub": "pipeline.packs.bound:epub",
        "html": "pipeline.packs.bound:html",
        "of_list": "pipeline.packs.choosing:of_list",
        "renew": "pipeline.packs.renewing:renew",
    }
)
