"""The files that each group of documents makes: pages of lists, feeds, tables, texts, originals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.document.made_packs import MadePack
from pipeline.document.vocabulary import Vocabulary
from pipeline.settings import Settings
from plugins import archive_calendar, archive_feeds, archive_old_ids, archive_package, archive_texts, archive_zips
from plugins import archive_exports as exports
from plugins.archive_events import EventPages
from plugins.archive_pages import cited, directory, effect, field_pages, labels, listings, missing, oversight, receipts

from plugins.archive_pages import session_pages, statistics  # isort: skip
from plugins.archive_pages.councils import Councils
from plugins.archive_pages.groups import Group
from plugins.archive_pages.office import OfficePages
from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_pages.receipt_lines import Receipts
from plugins.incremental import Output, View

Makes = Callable[[str, View], Iterable[Output]]
"""What makes the files of a kind of group, by the rest of the group's name."""


@dataclass(frozen=True)
class GroupFiles:
    """What the lists are made of beside the documents.

    `identity` is the archive's own name in feeds.
    """

    root: Path
    settings: Settings
    vocabulary: Vocabulary
    councils: Councils
    receipts: Receipts
    office: OfficePages
    events: EventPages
    identity: str
    day: Callable[[], str]
    packs: Mapping[str, MadePack]
    sizes: PageSizes

    def files(self, group: str, view: View) -> Iterable[Output]:
        """The files of one group; none where its kind makes none."""
        kind, _, rest = group.partition(":")
        make = self._kinds.get(kind)
        return make(rest, view) if make else ()

    @cached_property
    def _kinds(self) -> Mapping[str, Makes]:
        return {**self._pages(), **self._data()}

    def _pages(self) -> dict[str, Makes]:
        """What readers leaf through, and the feeds beside it."""
        words, site, councils, most = self.vocabulary, self.settings.site, self.councils, self.sizes.year
        return {
            Group.ALL: lambda _, view: (
                listings.home(view, words, councils.per_level(view), councils.with_documents(view), site),
                *self._feed(view, Group.ALL, "văn bản mới", "atom.xml"),
            ),
            Group.LEVEL: lambda rest, view: (
                *((councils.level(rest, view),) if rest in councils.levels else ()),
                *self._feed(view, Group.LEVEL.of(rest), labels.LEVELS[rest], f"{rest}/atom.xml"),
            ),
            Group.COUNCIL: lambda rest, view: self._feed(
                view, Group.COUNCIL.of(rest), councils.label(rest), f"{rest}/atom.xml"
            ),
            Group.COUNCIL_PAGE: lambda rest, view: (
                (councils.council(rest, view),) if councils.has_page(rest, view) else ()
            ),
            Group.COUNCIL_YEAR: councils.year,
            Group.SESSION: lambda rest, view: session_pages.page(rest, view, words, self.packs.get(rest)),
            Group.COUNCIL_BEFORE: councils.before,
            Group.TYPE: self._type,
            Group.TYPE_YEAR: lambda rest, view: (
                listings.type_years(rest, view, words, most) if view.size(Group.TYPE_YEAR.of(rest)) else ()
            ),
            Group.FIELD: self._field,
            Group.FIELD_YEAR: lambda rest, view: (
                field_pages.years(rest, view, words.fields, most) if view.size(Group.FIELD_YEAR.of(rest)) else ()
            ),
            Group.OVERSIGHT: lambda _, view: (
                oversight.first_page(view, words, self.root),
                *self._feed(view, Group.OVERSIGHT, "văn bản giám sát", "giam-sat/atom.xml"),
            ),
            Group.OVERSIGHT_YEAR: lambda rest, view: (
                listings.oversight_years(rest, view, most) if view.size(Group.OVERSIGHT_YEAR.of(rest)) else ()
            ),
            Group.DOSSIER: lambda rest, view: oversight.dossier(rest, view, site, self.identity, self.root),
            Group.COUNCIL_DOSSIERS: lambda rest, view: oversight.of_council(rest, view, words, site, self.root),
            Group.DEADLINES: lambda _, view: archive_calendar.calendar(
                oversight.CALENDAR, "hạn trong văn bản giám sát", view.cards(Group.DEADLINES), site
            ),
            Group.FORM: lambda rest, view: (
                (oversight.form(rest, view, words),) if view.size(Group.FORM.of(rest)) else ()
            ),
            Group.FORM_YEAR: lambda rest, view: (
                oversight.form_years(rest, view, words, most) if view.size(Group.FORM_YEAR.of(rest)) else ()
            ),
        }

    def _data(self) -> dict[str, Makes]:
        """What is taken away: tables, texts, originals, and the indexes over them."""
        words, site, councils, most = self.vocabulary, self.settings.site, self.councils, self.sizes.year
        return {
            Group.COMPLETENESS: lambda rest, _: self.office.council(rest),
            Group.MISSING: lambda rest, view: missing.outputs(rest, view, words, most),
            Group.YEAR_TABLES: lambda rest, view: archive_old_ids.year(
                rest, view, site, cited.rows, effect.table(self.day()), self.day()
            ),
            Group.MONTH_TEXTS: archive_texts.month,
            Group.YEAR_FILES: self._zips.year,
            Group.ALL_FILES: lambda _, view: self._zips.whole(view),
            Group.DATA: lambda _, view: (
                exports.data_index(
                    view,
                    site,
                    archive_feeds.of_the_whole(view),
                    archive_texts.files(view),
                    archive_zips.files(view, self.sizes.whole),
                ),
                statistics.page(view),
                *archive_package.outputs(view, site, self.identity, self.events.count, most),
                *exports.councils(councils.known(view), {one.slug for one in councils.shown(view)}),
                *exports.sitemap_index(view, site, directory.pages(view, councils, self.root, most)),
                *archive_old_ids.feeds((*archive_feeds.paths(view), *councils.feeds()), self.identity, site),
            ),
            Group.TOMBSTONES: lambda _, view: (exports.withdrawn(view),),
            Group.CHANGES: lambda _, view: self._feed(
                view, Group.CHANGES, "thu hồi, gỡ xuống và đính chính", "du-lieu/atom.xml"
            ),
            Group.ORIGINALS_OF: self._original,
            Group.EVENTS: lambda rest, _: self.events.outputs(rest, site, self.identity),
            Group.RECEIPTS: lambda rest, _: receipts.outputs(
                rest, self.receipts, words, self.settings.office.review_days
            ),
        }

    @cached_property
    def _zips(self) -> archive_zips.YearZips:
        about = archive_zips.about(self.settings.site)
        return archive_zips.YearZips(about, self.sizes.whole)

    def _feed(self, view: View, group: str, title: str, path: str) -> Iterable[Output]:
        return archive_feeds.atom(
            path, title, view.cards(group, archive_feeds.NEWEST), self.settings.site, self.identity
        )

    def _type(self, rest: str, view: View) -> Iterable[Output]:
        if not view.size(Group.TYPE.of(rest)):
            return
        yield listings.type_page(rest, view, self.vocabulary)
        yield from self._feed(view, Group.TYPE.of(rest), self.vocabulary.types[rest].name, f"loai/{rest}/atom.xml")

    def _field(self, rest: str, view: View) -> Iterable[Output]:
        if view.size(Group.FIELD.of(rest)):
            yield field_pages.page(rest, view, self.vocabulary.fields)
            feed = field_pages.feed(rest, self.vocabulary.fields[rest].name)
            yield from self._feed(view, Group.FIELD.of(rest), feed["title"], feed["path"])

    def _original(self, rest: str, view: View) -> Iterable[Output]:
        """Originals, linked from where they lie; in 256 groups: one for each was a seventh of a build's units."""
        for name in view.sorts(Group.ORIGINALS_OF.of(rest)):
            path = f"originals/{rest}/{name[2:4]}/{name}"
            yield Output(path, source=self.root / str(self.settings.originals) / path.removeprefix("originals/"))
