"""Pages of councils' sessions: what was passed in one, as its documents say themselves."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plugins.archive_pages import labels
from plugins.archive_pages.card_types import SessionLink
from plugins.archive_pages.groups import Group
from plugins.archive_pages.page_types import PackFile, PackLink, SessionPage
from plugins.filters import size_label
from plugins.incremental import Output, View

if TYPE_CHECKING:  # a build that finds nothing changed asks this module for packs, and need not load the schema
    from pipeline.document.made_packs import MadePack
    from pipeline.document.vocabulary import Vocabulary


def page(rest: str, view: View, vocabulary: "Vocabulary", pack: "MadePack | None") -> Iterable[Output]:
    """The documents of a session by type; `rest` is level/council/ky-hop/session."""
    from plugins.archive_pages.cards import council_link
    from plugins.archive_pages.listings import crumbs, grouped

    cards = view.cards(Group.SESSION.of(rest))
    if not cards:
        return
    council = vocabulary.councils[rest.split("/")[1]]
    link, label, session = council_link(council), labels.LEVELS[council.level], cards[0]["held"]["label"]
    context: SessionPage = {
        "section": council.level,
        "crumbs": crumbs((label, f"{council.level}/index.html"), (link["label"], link["path"]), (session, None)),
        "title": f"{link['label']}: {session}",
        "description": f"{session}: văn bản của {council.title}.",
        "council": link,
        "count": view.count(Group.SESSION.of(rest)),
        "pack": packed(pack) if pack else None,
        "groups": grouped(cards, lambda card: str(card["type"]["name"])),
        "feeds": [{"title": f"{link['label']}: văn bản mới", "path": link["path"].replace("index.html", "atom.xml")}],
    }
    yield Output(f"{rest}/index.html", "session", context)


def packed(pack: "MadePack") -> PackLink:
    """A pack as pages link it."""
    files: list[PackFile] = [
        {"path": f"{pack.folder}/{name}", "kind": name.rpartition(".")[2].upper(), "size_label": size_label(size)}
        for name, size in pack.files.items()
    ]
    return {"title": pack.title, "path": f"{pack.folder}/index.html", "files": files}


def links(name: str, view: View) -> list[SessionLink]:
    """The sessions of a council of which there are documents, the newest first; `name` is level/slug."""
    known = sorted(view.tally(Group.SESSION.of(f"{name}/ky-hop/")), key=lambda tally: (tally.last, tally.name))
    return [view.cards(Group.SESSION.of(f"{name}/ky-hop/{tally.name}"), 1)[0]["held"] for tally in reversed(known)]


def folders(view: View) -> Iterable[str]:
    """The folders of all of them, for the sitemap."""
    return (tally.name for tally in view.tally(Group.SESSION.prefix))
