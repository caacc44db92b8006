"""Packs: some documents of the built site in one file that opens anywhere, with its search.

    chosen = packs.choose(root, council="lam-giang", year=2024)
    data = packs.html(root, settings, chosen)

`renewing` makes those that a build publishes, `choosing` says which documents, `extracts` takes each out of its page of
the site, `bound` puts them into one file.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.packs.bound import beginning, epub, html
    from pipeline.packs.choosing import Choice, choose, of_list
    from pipeline.packs.renewing import renew

__all__ = ["Choice", "beginning", "choose", "epub", "html", "of_list", "renew"]

_PLACES = {
    "Choice": "pipeline.packs.choosing",
    "beginning": "pipeline.packs.bound",
    "choose": "pipeline.packs.choosing",
    "epub": "pipeline.packs.bound",
    "html": "pipeline.packs.bound",
    "of_list": "pipeline.packs.choosing",
    "renew": "pipeline.packs.renewing",
}


def __getattr__(name: str) -> Any:
    """What is asked for, loaded then: a build of an archive without packs takes no page apart."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(_PLACES[name]), name)
