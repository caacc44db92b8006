"""Packs: some documents of the built site in one file that opens anywhere, with its search.

    chosen = packs.choose(root, council="lam-giang", year=2024)
    data = packs.html(root, settings, chosen)

`renewing` makes those that a build publishes, `choosing` says which documents, `extracts` takes each out of its page of
the site, `bound` puts them into one file.
"""

from pipeline.packs.bound import beginning, epub, html
from pipeline.packs.choosing import Choice, choose, of_list
from pipeline.packs.renewing import renew

__all__ = ["Choice", "beginning", "choose", "epub", "html", "of_list", "renew"]
