"""Incremental builds for Pelican: what changed is read, rendered and written, and the result is that of a full build.

Put `incremental` into PLUGINS. Without further settings it builds a site of Markdown files with YAML front matter
(`markdown_site`); another kind of site gives `INCREMENTAL_SITE` its own object, see `model.Site`.
"""

from .errors import (
    AddressesLost,
    AddressUnfit,
    BuildError,
    ChangedMeanwhile,
    ContentBroken,
    DiskRefused,
    Odd,
    SameAddress,
    SiteBusy,
    SourcesGone,
    UnreadableSource,
)
from .generator import register
from .model import TURNS, Card, Contribution, Filed, Item, ItemPart, Member, MemberFile, Orders, Output, Related, Run
from .protocols import Extra, Site
from .rows import KeptCard, Tally
from .view import View, seed

__all__ = [
    "TURNS",
    "AddressUnfit",
    "AddressesLost",
    "BuildError",
    "Card",
    "ChangedMeanwhile",
    "ContentBroken",
    "Contribution",
    "DiskRefused",
    "Extra",
    "Filed",
    "Item",
    "ItemPart",
    "KeptCard",
    "Member",
    "MemberFile",
    "Odd",
    "Orders",
    "Output",
    "Related",
    "Run",
    "SameAddress",
    "Site",
    "SiteBusy",
    "SourcesGone",
    "Tally",
    "UnreadableSource",
    "View",
    "register",
    "seed",
]
