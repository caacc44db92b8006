"""Atom feeds (RFC 4287): of all, of a level, a council, a type, oversight, a dossier, and of what was taken back.

An id that changes shows everything as new in every reader, so no setting reaches one: an entry's is made of the first
address that its document had, a feed's of the archive's first act in its register. A feed without an entry would have
no date but a false one; it is not written, and no page names it.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from pipeline.document.licence import LICENCE
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.groups import Group
from plugins.archive_pages.page_types import FeedLink
from plugins.incremental import Output, View

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings

NEWEST = 50
_SPACE = uuid.UUID("6f2f1c52-0d0b-5c1e-9a57-3f6c9b8d2a41")
"""Namespace of the ids (RFC 9562, version 5); another value would be other ids."""
# Named, not excluded: the class of all else takes fourteen times as long to compile, 4 ms of a build of one document.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHOLE = (
    (Group.ALL, "Tất cả văn bản mới", "atom.xml"),
    (Group.LEVEL.of("tinh"), "Cấp tỉnh", "tinh/atom.xml"),
    (Group.LEVEL.of("huyen"), "Cấp huyện", "huyen/atom.xml"),
    (Group.LEVEL.of("xa"), "Cấp xã", "xa/atom.xml"),
    (Group.OVERSIGHT, "Văn bản giám sát", "giam-sat/atom.xml"),
    (Group.CHANGES, "Thu hồi, gỡ xuống và đính chính", "du-lieu/atom.xml"),
)
"""The feeds of the whole: group, title, address."""


def words(text: str) -> str:
    """Escaped, and without what XML 1.0 cannot hold: one such sign makes the whole file unreadable."""
    return escape(_NO_XML.sub(" ", text))


def identity(register: bytes) -> str:
    """What tells an archive's feeds from another's: the first line of its register of publications, for ever there."""
    return str(uuid.uuid5(_SPACE, register.partition(b"\n")[0].strip().decode(errors="replace")))


def of_the_whole(view: View) -> list[FeedLink]:
    """Those feeds of the whole archive that there are."""
    return [one for group, title, path in _WHOLE for one in links(view, group, title, path)]


def paths(view: View) -> list[str]:
    """Where they lie."""
    return [one["path"] for one in of_the_whole(view)]


def links(view: View, group: str, title: str, path: str) -> list[FeedLink]:
    """The feed of a group as pages name it; nothing while it has no entries."""
    return [{"title": title, "path": path}] if view.size(group) else []


def atom(path: str, title: str, cards: Sequence[DocumentCard], site: "SiteSettings", archive: str) -> Iterator[Output]:
    """The newest documents of a group; `cards` newest first, `archive` from `identity`."""
    if cards:
        entries = [_entry(card, base(path, site)) for card in cards]
        yield feed(path, title, max(map(_changed, cards)), entries, site, archive)


def feed(path: str, title: str, updated: str, entries: Sequence[str], site: "SiteSettings", archive: str) -> Output:
    """A feed of entries made by `_entry` or by who else has something to tell."""
    here = f"{site.base}{path}" if site.url else path.rpartition("/")[2]
    page = f"{here[: -len(path.rpartition('/')[2])]}index.html"  # each feed lies beside the page that lists the same
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n'
        f"<title>{words(f'{site.name}: {title}')}</title>\n<id>{identifier(f'{archive} {path}')}</id>\n"
        f'<link rel="self" type="application/atom+xml" href="{words(here)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{words(page)}"/>\n'
        f'<link rel="license" href="{LICENCE}"/>\n<updated>{updated}</updated>\n'
        f"<author><name>{words(site.office or site.name)}</name></author>\n"
        f"{''.join(entries)}</feed>\n"
    )
    return Output(path, data=text.encode())


def base(path: str, site: "SiteSettings") -> str:
    """What leads from a feed to the site's root; relative while the archive has no address of its own."""
    return site.base or "../" * path.count("/")


def _entry(card: DocumentCard, front: str) -> str:
    from plugins.archive_pages.names import issuer  # loads a document's schema, which a build without changes needs not

    named = f"{card['type']['name']} số {card['code']}"
    title = f"{named} – {card['title']}" if card["title"] else f"{named}: đã thu hồi hoặc gỡ xuống"
    summary = f"{issuer(card)}, ngày {card['date_label']}"
    return (
        f"<entry><title>{words(title)}</title><id>{identifier(card['first'])}</id>"
        f'<link rel="alternate" type="text/html" href="{words(front + card["path"])}"/>'
        f"<published>{card['published']}</published><updated>{_changed(card)}</updated>"
        f'<category term="{card["type"]["slug"]}" label="{words(card["type"]["name"])}"/>'
        f"<summary>{words(summary)}</summary></entry>\n"
    )


def _changed(card: DocumentCard) -> str:
    return str(card["changed"] or card["received"])


def identifier(name: str) -> str:
    """The id that a name has for ever."""
    return f"urn:uuid:{uuid.uuid5(_SPACE, name)}"
