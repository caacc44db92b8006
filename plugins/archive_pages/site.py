"""The archive as a site of the incremental engine.

Settings and vocabulary are parsed when something is rendered, not before: a build that finds nothing changed has looked
at bytes alone.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from pipeline import lock
from plugins.archive_pages import english, json_lines, labels, linked_data, log, refusals
from plugins.incremental import Card, Item, Orders, Output, Related, View

if TYPE_CHECKING:
    from pipeline.document.vocabulary import Vocabulary
    from pipeline.settings import Settings, SiteSettings
    from plugins.archive_pages.councils import Councils
    from plugins.archive_pages.inventory import ArchiveInventory
    from plugins.archive_pages.receipts import Groups
    from plugins.assets import Assets

_STANDING = ("tat", "gs", "dl", "bia", "td", "cap:tinh", "cap:huyen", "cap:xa")
_FEEDS = (
    ("tat", "Tất cả văn bản mới", "atom.xml"),
    ("cap:tinh", "Cấp tỉnh", "tinh/atom.xml"),
    ("cap:huyen", "Cấp huyện", "huyen/atom.xml"),
    ("cap:xa", "Cấp xã", "xa/atom.xml"),
    ("gs", "Văn bản giám sát", "giam-sat/atom.xml"),
    ("td", "Thu hồi, gỡ xuống và đính chính", "du-lieu/atom.xml"),
)
"""The feeds of the whole: group, title, address."""


class ArchiveSite:
    """`incremental.Site` over an archive's content/."""

    suffix = ".md"

    def __init__(self, root: Path, theme: Path) -> None:
        self.root, self.theme, self.folder = root, theme, root / "content/documents"
        self.beside: Mapping[Path, str] = {
            root / "content/vocabulary": ".yaml",
            root / "content/register": ".jsonl",
        }
        self._frames: dict[tuple[Any, ...], Markup] = {}
        self._addresses: dict[str, dict[str, Markup]] = {}  # of assets, by the way to the root
        self._english = english.English(theme)
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

        _ = self.facts, self._kinds, self.assets

    def digest(self) -> str:
        """Settings, vocabulary, the theme's static files, and the code that makes pages of them."""
        digest = hashlib.sha256()
        here = Path(__file__).parents[2]
        code = [
            *here.glob("plugins/*.py"),
            *here.glob("plugins/archive_pages/*.py"),
            *here.glob("pipeline/account/*.py"),
            *here.glob("pipeline/account/templates/*"),
            *here.glob("plugins/sharded_lunr/*.py"),
        ]
        code += [*here.glob("pipeline/document/*.py"), here / "pipeline/text.py", here / "pipeline/settings.py"]
        for folder, paths in ((here, code), (self.root, self._facts()), (self.theme, self._static())):
            for path in sorted(paths):
                digest.update(
                    path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()
                )
        return digest.hexdigest()

    def _facts(self) -> list[Path]:
        return [p for p in (self.root / "archive.yaml", *self.root.glob("content/vocabulary/*.yaml")) if p.is_file()]

    def _static(self) -> list[Path]:
        return [path for path in (self.theme / english.TABLE, *self.theme.glob("static/**/*")) if path.is_file()]

    def orders(self) -> tuple[str, Orders]:
        """The publication register gives the order."""
        return hashlib.sha256(self._register.data).hexdigest(), lambda: self._register.places

    @cached_property
    def _register(self) -> log.Register:
        return log.Register(self.root)

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
        from plugins.archive_pages.councils import Councils, of_province

        return Councils(self.vocabulary, of_province(self.vocabulary, self._settings.scope.province))

    @cached_property
    def assets(self) -> "Assets":
        """The theme's static files under their published names."""
        from plugins import archive_search, assets
        from plugins.archive_pages import checker

        bundles = ((archive_search.SCRIPT, archive_search.SOURCES), archive_search.FOUND, checker.SCRIPTS)
        return assets.collect(self.theme / "static", bundles=dict(bundles))

    @cached_property
    def inventory(self) -> "ArchiveInventory":
        """The lists of all files."""
        from plugins.archive_pages.inventory import ArchiveInventory

        return ArchiveInventory(self._settings.site.url, self.day)

    # Documents.

    def day(self) -> str:
        """Pages say the status of effect on the day of the last publication."""
        return self._register.day

    def read(self, path: str, data: bytes) -> Item:
        """One content file."""
        from plugins import archive_reader
        from plugins.archive_pages import cards

        return cards.item(archive_reader.read(path, data), self.vocabulary)

    def reread(self, path: str, data: bytes, card: Card) -> Item:
        """The same file on its way to its page."""
        from plugins import archive_reader

        body = archive_reader.reread(path, data)
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
        for slug in sorted(self.councils.own):
            yield f"tp:{self.vocabulary.councils[slug].level}/{slug}"

    def stamped_groups(self) -> Mapping[str, str]:
        """Receipts come without any document, and so does what persons decide on dossiers."""
        from plugins.archive_pages import oversight, receipts

        return receipts.stamps(self._receipts) | oversight.stamps(self.root)

    @cached_property
    def _receipts(self) -> "Groups":
        from plugins.archive_pages import receipts

        return receipts.read(self.root)

    def siblings(self, group: str) -> str:
        """A page of a year links to the other years."""
        return f"{group[: -len('2024')]}" if group.startswith(("nam:", "ln:", "gn:", "gv:", "vn:")) else ""

    def lists(self, group: str, view: View) -> Iterable[Output]:
        """The files of one group, by its kind; see `cards` for the kinds."""
        kind, _, rest = group.partition(":")
        make = self._kinds.get(kind)
        return make(rest, view) if make else ()

    @cached_property
    def _kinds(self) -> Mapping[str, Callable[[str, View], Iterable[Output]]]:
        from plugins import archive_calendar, archive_dictionary, archive_old_ids, archive_texts
        from plugins import archive_exports as exports
        from plugins.archive_pages import cited, directory, effect, field_pages, listings, missing, oversight
        from plugins.archive_pages import receipts, statistics  # isort: skip

        words, site, councils = self.vocabulary, self.facts, self.councils
        return {
            "tat": lambda _, view: (
                listings.home(view, words, councils.per_level(view), councils.with_documents(view), site),
                *self._feed(view, "tat", "văn bản mới", "atom.xml"),
            ),
            "cap": lambda rest, view: (
                councils.level(rest, view),
                *self._feed(view, f"cap:{rest}", labels.LEVELS[rest], f"{rest}/atom.xml"),
            ),
            "hd": lambda rest, view: self._feed(view, f"hd:{rest}", councils.label(rest), f"{rest}/atom.xml"),
            "tp": lambda rest, view: (councils.council(rest, view),) if councils.has_page(rest, view) else (),
            "nam": councils.year,
            "kt": councils.before,
            "lh": self._type,
            "ln": lambda rest, view: listings.type_years(rest, view, words) if view.size(f"ln:{rest}") else (),
            "lv": self._field,
            "vn": lambda rest, view: field_pages.years(rest, view, words.fields) if view.size(f"vn:{rest}") else (),
            "gs": lambda _, view: (
                oversight.first_page(view, words),
                *self._feed(view, "gs", "văn bản giám sát", "giam-sat/atom.xml"),
            ),
            "gn": lambda rest, view: listings.oversight_years(rest, view) if view.size(f"gn:{rest}") else (),
            "hs": lambda rest, view: oversight.dossier(rest, view, site, self._identity, self.root),
            "hn": lambda rest, view: oversight.of_council(rest, view, words, site),
            "hl": lambda _, view: archive_calendar.calendar(
                oversight.CALENDAR, "hạn trong văn bản giám sát", view.cards("hl"), site
            ),
            "gf": lambda rest, view: (oversight.form(rest, view, words),) if view.size(f"gf:{rest}") else (),
            "gv": lambda rest, view: oversight.form_years(rest, view, words) if view.size(f"gv:{rest}") else (),
            "vd": lambda rest, view: missing.outputs(rest, view, words),
            "hx": lambda rest, view: archive_old_ids.year(rest, view, site, cited.rows, effect.table(self.day())),
            "tx": lambda rest, view: archive_texts.month(rest, view, self.folder),
            "dl": lambda _, view: (
                exports.data_index(view, site, self._feeds(view), archive_texts.files(view)),
                statistics.page(view),
                Output("du-lieu/tu-dien.json", data=archive_dictionary.schema()),
                *exports.councils(councils.known(view), {one.slug for one in councils.shown(view)}),
                *exports.sitemap_index(view, site, directory.pages(view, councils, self.root)),
                *archive_old_ids.feeds([*self._feeds(view), *councils.feeds()], self._identity, site),
            ),
            "bia": lambda _, view: (exports.withdrawn(view),),
            "td": lambda _, view: self._feed(view, "td", "thu hồi, gỡ xuống và đính chính", "du-lieu/atom.xml"),
            "o": self._original,
            "bn": lambda rest, _: receipts.outputs(rest, self._receipts, words, self._settings.office.review_days),
        }

    def _feed(self, view: View, group: str, title: str, path: str) -> Iterable[Output]:
        from plugins import archive_feeds

        return archive_feeds.atom(path, title, view.cards(group, archive_feeds.NEWEST), self.facts, self._identity)

    def _feeds(self, view: View) -> list[dict[str, str]]:
        from plugins import archive_feeds

        return [one for group, title, path in _FEEDS for one in archive_feeds.links(view, group, title, path)]

    @cached_property
    def _identity(self) -> str:
        from plugins import archive_feeds

        path = self.root / log.PUBLICATIONS
        with path.open("rb") if path.is_file() else io.BytesIO() as file:
            return archive_feeds.identity(file.readline())

    def _type(self, rest: str, view: View) -> Iterable[Output]:
        from plugins.archive_pages import listings

        if not view.size(f"lh:{rest}"):
            return
        yield listings.type_page(rest, view, self.vocabulary)
        yield from self._feed(view, f"lh:{rest}", self.vocabulary.types[rest].name, f"loai/{rest}/atom.xml")

    def _field(self, rest: str, view: View) -> Iterable[Output]:
        from plugins.archive_pages import field_pages

        if view.size(f"lv:{rest}"):
            yield field_pages.page(rest, view, self.vocabulary.fields)
            feed = field_pages.feed(rest, self.vocabulary.fields[rest].name)
            yield from self._feed(view, f"lv:{rest}", feed["title"], feed["path"])

    def _original(self, rest: str, view: View) -> Iterable[Output]:
        """Originals, linked from where they lie; in 256 groups: one for each was a seventh of a build's units."""
        for name in view.sorts(f"o:{rest}"):
            path = f"originals/{rest}/{name[2:4]}/{name}"
            yield Output(path, source=self._originals / path.removeprefix("originals/"))

    @cached_property
    def _originals(self) -> Path:
        return self.root / str(self._settings.originals)

    def global_files(self, view: View, build_id: str) -> Iterable[Output]:
        """The search page: it names the build whose index it may use."""
        from plugins.archive_pages import listings, office, receipts

        known = receipts.known_numbers(self._receipts)
        yield listings.search(view, self.vocabulary, build_id, self._search_scripts(), known)
        yield from office.outputs(self.root, self.vocabulary, self._settings.scope.province, self.facts, self._identity)
        yield from log.outputs(self.root)

    def global_stamp(self) -> str:
        """The ledgers of reported errors and of declarations, and the signed heads, change without any document."""
        return f"{json_lines.stamp(self.root)}\n{log.stamp(self.root)}"

    def _search_scripts(self) -> tuple[str, ...]:
        from plugins import archive_search

        return tuple(name for name in (archive_search.SCRIPT,) if name in self.assets.names)

    # Hand-written pages, and what every page gets.

    def pages_context(self, view: View) -> Mapping[str, Mapping[str, Any]]:
        """The data page lists the yearly tables and says what their columns mean."""
        from plugins import archive_dictionary, archive_texts
        from plugins import archive_exports as exports

        years = exports.exports(view)
        columns = [one._asdict() | {"values": list(one.values)} for one in archive_dictionary.DOCUMENTS]
        shown = {
            "exports": years,
            "columns": columns,
            "texts": archive_texts.listed(view, labels.LEVELS),
            "feeds_all": self._feeds(view),
        }
        return {"du-lieu/index.html": shown}

    def page(self, path: str, page: Any) -> Mapping[str, Any]:
        """A hand-written page."""
        from plugins.archive_pages.listings import crumbs

        own = {
            "title": str(page.title),
            "description": str(page.metadata.get("summary", "")),
            "section": page.slug,
            "crumbs": crumbs((str(page.title), None)),
            "dataset": partial(linked_data.data, self.facts),
        }
        return {**self.context(path), **own}

    def context(self, path: str) -> Mapping[str, Any]:
        """What every page gets; the page's own values stand before these."""
        site = self.facts.url.rstrip("/")
        steps, place = english.place(path)
        root = escape(steps if path != "404.html" else f"{urlsplit(site).path}/")
        canonical = f"{site}/{place}" if site else ""
        if root not in self._addresses:
            names = self.assets.names
            self._addresses[root] = {name: root + Markup(names[name]) for name in names}  # noqa: S704 names of our own
        return {
            "site": self.facts,
            "root": root,
            "asset": self._addresses[root].__getitem__,
            "once": self._once,
            "ld": partial(linked_data.block, base=f"{site}/" if site else root, address=canonical),
            "emblem": f"{site}/{self.assets.names.get('favicon.png', '')}",
            "path": path,
            "canonical": canonical,
            "section": "",
            "crumbs": [],
            "title": "",
            "description": "",
            "feeds": (),
            "build_id": "",
            "other": english.other(path),
        }

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
        from plugins.archive_pages import checker, inventory

        for path, data in self.assets.files.items():
            yield Output(path, data=data)
        said = "Địa chỉ này không dẫn đến trang nào của cơ sở dữ liệu."
        yield Output("404.html", "404", {"title": "Không có trang này", "description": said})
        yield from (checker.output(self._settings, self.vocabulary), inventory.verifier())

    def refused(self, error: Exception) -> Exception:
        """The engine's errors as errors of the archive, with its exit codes and in its operators' language."""
        return refusals.worded(error, self.root)
