"""The plain benchmark site: one page a document and one list a folder, the same pages as Hugo's plain theme makes."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline import yaml_reader
from pipeline.document import markdown
from plugins import archive_reader
from plugins.incremental import Card, Item, Member, Output, Related, View
from plugins.incremental.markdown_site import MarkdownSite


class PlainSite(MarkdownSite):
    """Documents of the archive's content format, with nothing but a page and lists."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self.folder = Path(settings["PATH"], "documents")

    def read(self, path: str, data: bytes) -> Item:
        """A document; it is listed in its level, council and year. Like Hugo, it holds the facts to no schema."""
        front, below = markdown.split(data.decode())
        facts = yaml_reader.load(front)
        address = path.removesuffix(".md")
        card = {name: facts[name] for name in ("code", "title", "organ_name")}
        card |= {"path": f"{address}/index.html", "issued": str(facts["dates"]["issued"])}
        steps = address.split("/")[:3]
        groups = tuple(Member("/".join(steps[:n]), card["issued"]) for n in (1, 2, 3))
        return Item(address, card, groups, claims={card["path"]: ()}, payload=below)

    def reread(self, path: str, data: bytes, card: Card, memo: str) -> Item:
        """The same file on its way to its page."""
        return Item(path.removesuffix(".md"), card, payload=markdown.split(data.decode())[1])

    def render(self, item: Item, related: Related) -> Iterable[Output]:
        """The document's page."""
        content = Markup(archive_reader.html(markdown.passages_of(item.payload)))  # noqa: S704 the reader escapes every word
        yield Output(item.card["path"], "single", {"card": item.card, "content": content})

    def standing_groups(self) -> Iterable[str]:
        """None."""
        return ()

    def lists(self, group: str, view: View) -> Iterator[Output]:
        """One list a folder; the year's shows its documents, the others the folders below."""
        cards: list[Card] = view.cards(group) if group.count("/") == 2 else []
        below = view.tally(f"{group}/") if not cards else ()
        yield Output(f"{group}/index.html", "list", {"title": group, "cards": cards, "below": list(below)})


def site(settings: Mapping[str, Any]) -> PlainSite:
    """For `INCREMENTAL_SITE`."""
    return PlainSite(settings)
