"""The archive as a site of the incremental engine.

Settings and vocabulary are parsed when something is rendered, not before: a build that finds nothing changed has looked
at bytes alone.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from pipeline import lock
from plugins.archive_pages import english, json_lines, labels, linked_data, log, refusals
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.groups import Group
from plugins.archive_pages.noted import Noted
from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_pages.page_types import EveryPage, PlacedPage
from plugins.incremental import Item, Orders, Output, Related, View

if TYPE_CHECKING:
    from pipeline.document.made_packs import MadePack
    from pipeline.document.vocabulary import Vocabulary
    from pipeline.settings import Settings, SiteSettings
    from plugins.archive_events import EventPages
    from plugins.archive_pages.councils import Councils
    from plugins.archive_pages.group_files import GroupFiles
    from plugins.archive_pages.inventory import ArchiveInventory
    from plugins.archive_pages.office import OfficePages
    from plugins.archive_pages.receipt_lines import Receipts
    from plugins.archive_pages.text_types import ShownColumn, TableLists
    from plugins.assets import Assets

_HERE = Path(__file__).parents[2]
_CODE = (
    *(f"plugins/{room}*.py" for room in ("", "archive_pages/", "sharded_lunr/")),
    *("pipeline/account/*.py", "pipeline/account/templates/*", "pipeline/document/*.py"),
    *(f"pipeline/{name}.py" for name in ("text", "settings", "yaml_reader")),
)
_STANDING = (Group.ALL, Group.OVERSIGHT, Group.DATA, Group.TOMBSTONES, Group.CHANGES)
_OF_YEARS = tuple(
    group.prefix
    for group in (
        Group.COUNCIL_YEAR,
        Group.TYPE_YEAR,
        Group.OVERSIGHT_YEAR,
        Group.FORM_YEAR,
        Group.FIELD_YEAR,
    )
)


class ArchiveSite:
    """`incremental.Site` over an archive's content/."""

    suffix = ".md"
    pages_alone = True

    def __init__(self, root: Path, theme: Path, state: Path, sizes: PageSizes) -> None:
        self.root, self.theme, self.folder = root, theme, root / "content/documents"
        self._state, self._sizes = state, sizes
        self.beside: Mapping[Path, str] = {
            root / "content/vocabulary": ".yaml",
            root / "content/register": ".jsonl",
        }
        self._frames: dict[tuple[Any, ...], Markup] = {}
        self._addresses: dict[str, dict[str, Markup]] = {}  # of assets, by the way to the root
        self._own_theme = root / "theme"
        self._english = english.English(theme, self._own_theme, noted=Noted(state / "english.noted", self.digest))
        self.permalinks: Path | None = root / "content/register/addresses.jsonl"

    def hold(self) -> AbstractContextManager[None]:
        """No package is received while the site is built: a document and its lines in the registers belong together."""
        return lock.archive(self.root)

    leaves_out = None

    # What pages depend on beside documents.

    def prepare(self) -> None:
        """Settings, vocabulary, schema, assets and the modules that make pages."""
        from plugins import archive_reader  # noqa: F401 loaded for the processes to come
        from plugins.archive_pages import cards, document_page  # noqa: F401

        _ = self.facts, self._groups, self.assets, self._asset_names

    @cache  # noqa: B019 as below
    def digest(self) -> str:
        """Settings, vocabulary, levels, the theme's static files, and the code that makes pages of them."""
        files = _digest((self.root, self._facts()), (self.theme, _static(self.theme)))
        own = _digest((self._own_theme, _static(self._own_theme)))
        return " ".join((self._program, files, own, *self._held()))

    @cache  # noqa: B019 one object lives through a build
    def _basis(self) -> str:
        """Changes when a document's data may say something else although nothing became of it."""
        return self._program[:16] + _digest((self.root, [*self.root.glob("content/vocabulary/*.yaml")]))[:16]

    @cached_property
    def _program(self) -> str:
        """Of 200 files, which take 10 ms to read: once a build."""
        return _digest((_HERE, [path for named in _CODE for path in _HERE.glob(named)]))

    def _facts(self) -> list[Path]:
        return [p for p in (self.root / "archive.yaml", *self.root.glob("content/vocabulary/*.yaml")) if p.is_file()]

    def orders(self) -> tuple[str, Orders]:
        """The publication register gives the order."""
        return hashlib.sha256(self._register.data).hexdigest(), lambda: self._register.places

    @cached_property
    def _register(self) -> log.Register:
        return log.Register(self.root, self._noted("register"))

    def _noted(self, name: str) -> Noted:
        """What the last build noted, while the same code asks the same vocabulary."""
        return Noted(self._state / f"{name}.noted", self._basis)

    @cached_property
    def facts(self) -> "SiteSettings":
        """The settings' section about the site."""
        return self._settings.site

    @cached_property
    def _settings(self) -> "Settings":
        from pipeline import settings

        return settings.load(self.root)

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """Councils, types, forms."""
        from pipeline.document import vocabulary

        return vocabulary.load(self.root / "content/vocabulary")

    @cached_property
    def councils(self) -> "Councils":
        """The councils that have pages."""
        from plugins.archive_pages.councils import Councils

        return Councils(self.vocabulary, self._settings.scope.province, self._held())

    def _held(self) -> tuple[str, ...]:
        """The levels that any document is of; every page's menu says them."""
        return tuple(level for level in labels.LEVELS if next(self.folder.glob(f"{level}/*/*/*.md"), None))

    @cached_property
    def assets(self) -> "Assets":
        """The theme's static files under their published names."""
        from plugins.archive_pages import published_assets

        return published_assets.collected(self.theme, self._own_theme)

    @cached_property
    def _asset_names(self) -> Mapping[str, str]:
        """Their names alone, which all pages ask for; to find them takes each file's bytes."""
        noted = Noted(self._state / "assets.noted", self.digest)
        return noted.known(lambda: dict(self.assets.names))

    @cached_property
    def inventory(self) -> "ArchiveInventory":
        """The lists of all files."""
        from plugins.archive_pages.inventory import ArchiveInventory

        return ArchiveInventory(self.facts, self._settings.scope.province, self.day, self._state, self._packs)

    @cached_property
    def _packs(self) -> "Mapping[str, MadePack]":
        from pipeline.document import made_packs

        return made_packs.read(self._state)

    # Documents.

    def day(self) -> str:
        """Pages say the status of effect on the day of the last publication."""
        return self._register.day

    def read(self, path: str, data: bytes) -> Item:
        """One content file."""
        from plugins import archive_reader
        from plugins.archive_pages import cards

        return cards.item(archive_reader.read(path, data), self.vocabulary, self._register.changed)

    def reread(self, path: str, data: bytes, card: DocumentCard, memo: str) -> Item:
        """The same file on its way to its page."""
        from plugins import archive_reader

        body = archive_reader.reread(data, memo)
        return Item(body.document.address, card, payload=body)

    def render(self, item: Item, related: Related) -> Iterable[Output]:
        """The files of one document."""
        from plugins.archive_pages import document_page

        entry = self._register.entry(item.id)
        return document_page.outputs(item, related, self.vocabulary, self.facts, self._identity, entry, self.day())

    # Lists.

    def standing_groups(self) -> Iterable[str]:
        """Menu entries lead somewhere from the first day; so does every council and every type in use."""
        yield from _STANDING
        yield from map(Group.LEVEL.of, self.councils.levels)
        for slug in sorted(self.councils.own):
            yield Group.COUNCIL_PAGE.of(f"{self.vocabulary.councils[slug].level}/{slug}")

    def stamped_groups(self) -> Mapping[str, str]:
        """Receipts come without any document, and so does what persons decide on dossiers and declare of numbers."""
        from plugins.archive_pages import oversight, receipts

        stamps = receipts.stamps(self._receipts) | oversight.stamps(self.root, self.vocabulary) | self._office.stamps()
        packs = {Group.SESSION.of(folder): pack.key for folder, pack in self._packs.items()}
        return stamps | self._events.stamps() | packs

    @cached_property
    def _events(self) -> "EventPages":
        from plugins.archive_events import EventPages

        return EventPages(self._register, self._basis, self._sizes.events)

    @cached_property
    def _office(self) -> "OfficePages":
        from plugins.archive_pages.counted import CountedNumbers
        from plugins.archive_pages.office import OfficePages

        words, province = self.vocabulary, self._settings.scope.province
        counted = CountedNumbers(self.root, words, province, self._register, self._noted("day-du"))
        return OfficePages(self.root, words, province, counted)

    @cached_property
    def _receipts(self) -> "Receipts":
        from plugins.archive_pages.receipt_lines import Receipts

        return Receipts(self.root, self._noted("receipts"))

    def siblings(self, group: str) -> str:
        """A page of a year links to the other years."""
        return group[: -len("2024")] if group.startswith(_OF_YEARS) else ""

    def lists(self, group: str, view: View) -> Iterable[Output]:
        """The files of one group."""
        return self._groups.files(group, view)

    @cached_property
    def _groups(self) -> "GroupFiles":
        from plugins.archive_pages.group_files import GroupFiles

        given = self._settings, self.vocabulary, self.councils, self._receipts, self._office, self._events
        return GroupFiles(self.root, *given, self._identity, self.day, self._packs, self._sizes)

    @cached_property
    def _identity(self) -> str:
        from plugins import archive_feeds

        path = self.root / log.PUBLICATIONS
        with path.open("rb") if path.is_file() else io.BytesIO() as file:
            return archive_feeds.identity(file.readline())

    def global_files(self, view: View, build_id: str) -> Iterable[Output]:
        """The search page: it names the build whose index it may use."""
        from plugins import archive_search
        from plugins.archive_pages import device, listings, receipts

        scripts = tuple(name for name in (archive_search.SCRIPT,) if name in self._asset_names)
        known = receipts.known_numbers(self._receipts)
        index = build_id, archive_search.dictionary_path()
        yield listings.search(view, self.vocabulary, self.councils.offered, index, scripts, known)
        yield from self._office.outputs(view, self.facts, self._identity)
        yield from log.outputs(self.root)
        yield device.changes(self._register.told)

    def global_stamp(self) -> str:
        """The ledgers of reported errors and of declarations, and the signed heads, change without any document."""
        packs = sorted(pack.key for pack in self._packs.values())
        return "\n".join([json_lines.stamp(self.root), log.stamp(self.root), *packs])

    # Hand-written pages, and what every page gets.

    def pages_context(self, view: View) -> Mapping[str, Mapping[str, Any]]:
        """The data page lists the yearly tables and says what their columns mean; the help page has examples."""
        from plugins import archive_dictionary, archive_feeds, archive_texts, archive_zips
        from plugins import archive_exports as exports
        from plugins.archive_pages import examples, session_pages

        years = exports.exports(view)
        columns: list[ShownColumn] = [
            {"name": one.name, "kind": one.kind, "meaning": one.meaning, "values": one.values}
            for one in (*archive_dictionary.DOCUMENTS, archive_dictionary.LICENCE_COLUMN)
        ]
        shown: TableLists = {
            "exports": years,
            "columns": columns,
            "texts": archive_texts.listed(view, labels.LEVELS),
            "zips": archive_zips.listed(view, self._sizes.whole),
            "feeds_all": archive_feeds.of_the_whole(view),
            "packs": [session_pages.packed(pack) for pack in self._packs.values()],
        }
        asked = examples.asked(view.first_cards(Group.ALL, examples.LOOKED_AT))
        return {"du-lieu/index.html": shown, "tro-giup/index.html": {"asked": asked}}

    def page(self, path: str, page: Any) -> Mapping[str, Any]:
        """A hand-written page."""
        from plugins.archive_pages.listings import crumbs

        own: PlacedPage = {
            "title": str(page.title),
            # Pelican makes HTML of a summary; the head of a page has words alone
            "description": Markup(page.metadata.get("summary", "")).striptags(),  # noqa: S704 - its tags go at once
            "section": page.slug,
            "crumbs": crumbs((str(page.title), None)),
        }
        dataset = partial(linked_data.data, self.facts)
        return {**self.context(path), **own, "dataset": dataset}

    def context(self, path: str) -> EveryPage:
        """What every page gets; the page's own values stand before these."""
        base = self.facts.base
        steps, place = english.place(path)
        root = escape(steps if path != "404.html" else urlsplit(base).path or "/")
        canonical = f"{base}{place}" if base else ""
        if root not in self._addresses:
            names = self._asset_names
            self._addresses[root] = {name: root + Markup(names[name]) for name in names}  # noqa: S704 names of our own
        return {
            "site": self.facts,
            "root": root,
            "asset": self._addresses[root].__getitem__,
            "once": self._once,
            "ld": partial(linked_data.block, base=base or root, address=canonical),
            "emblem": f"{base or '/'}{self._asset_names.get('favicon.png', '')}",
            "path": path,
            "canonical": canonical,
            "section": "",
            "crumbs": [],
            "title": "",
            "description": "",
            "feeds": (),
            "build_id": "",
            "menu_levels": self._menu_levels,
            "other": english.other(path),
        }

    @cached_property
    def _menu_levels(self) -> tuple[tuple[str, str], ...]:
        return tuple((level, labels.LEVELS[level]) for level in self.councils.offered)

    def finished(self, path: str, text: str) -> Iterable[tuple[str, str]]:
        """A page, and behind it the one in English where there is one."""
        return self._english.pages(path, text) if english.has(path) else ((path, text),)

    def _once(self, macro: Callable[..., Markup], *values: Any) -> Markup:
        """What a macro makes of the site and these values, made once: a third of a page's price."""
        key = (str(macro.name), *values)  # type: ignore[attr-defined] # a macro of Jinja's has one
        if key not in self._frames:
            self._frames[key] = macro(self.facts, *values)
        return self._frames[key]

    def fixed(self) -> Iterable[Output]:
        """Static files, the page for wrong addresses and the one that checks packages."""
        from plugins import archive_dictionary, archive_schemas
        from plugins.archive_pages import checker, device, inventory

        for path, data in self.assets.files.items():
            yield Output(path, data=data)
        said = "Địa chỉ này không dẫn đến trang nào của cơ sở dữ liệu."
        yield Output("404.html", "404", {"title": "Không có trang này", "description": said})
        yield from (checker.output(self._settings, self.vocabulary), inventory.verifier())
        yield Output("du-lieu/tu-dien.json", data=archive_dictionary.schema())
        yield from archive_schemas.outputs()
        yield from device.outputs(self.facts, self.assets)

    def refused(self, error: Exception) -> Exception:
        """The engine's errors as errors of the archive, with its exit codes and in its operators' language."""
        return refusals.worded(error, self.root)


def _static(theme: Path) -> list[Path]:
    return [path for path in (theme / english.TABLE, *theme.glob("static/**/*")) if path.is_file()]


def _digest(*trees: tuple[Path, list[Path]]) -> str:
    """Of the files of some folders, by their names below each."""
    digest = hashlib.sha256()
    for folder, paths in trees:
        for path in sorted(paths):
            content = hashlib.sha256(path.read_bytes()).digest()
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()
