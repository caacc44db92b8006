"""The portal's own pages: home, search, list of files; made of the first archive's, so that they have its look."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import html as lxml_html

from pipeline import errors
from pipeline.document import zone
from pipeline.portal import one_search
from pipeline.portal.members import JoinedArchive
from pipeline.portal.shelving import HOME, LISTS, SEARCH, PortalLinks

_HERE = Path(__file__).parent / "templates"
_MOST_OF_MAP = 50_000
_GONE = (
    "//script[@type='application/ld+json'] | //link[@rel='alternate' or @rel='canonical' or @rel='preload']"
    " | //meta[@property] | //meta[@name='description'] | //aside[@class='trial'] | //p[@class='footer__office']"
)
_WAYS = "//section[@id='khong-js']/ul | //section[@id='khong-thay']/ul[last()]"
_FOOT = {"manifest.json": "manifest.json", "verify.py": "verify.py", LISTS: "Danh sách mọi tệp"}
_BELOW = "Liên thông dữ liệu"
_IN_ENGLISH = {"Danh sách mọi tệp": "List of all files", _BELOW: "Data exchange"}
_ENGLISH, _WRONG = f"en/{HOME}", "404.html"


class Front:
    """What the portal itself says: its name, the archives."""

    def __init__(self, members: Sequence[JoinedArchive], links: PortalLinks, name: str, url: str) -> None:
        """`links` are those of the first archive, whose pages give the frame; `url` is the portal's address or ""."""
        self.url = url.rstrip("/")
        self.members, self.links = members, links
        self.name = name or f"Hội đồng nhân dân {', '.join(_within(one.label) for one in members)}"

    def pages(self, build: str, lists: Sequence[str]) -> dict[str, bytes]:
        """Place and bytes of each page. Raises UsageError where the first archive has no search page of ours."""
        found = {HOME: self._home(HOME), LISTS: self._lists(lists), _WRONG: self._wrong()}
        if self._has_english:
            found[_ENGLISH] = self._home(_ENGLISH)
        for place in (SEARCH, f"en/{SEARCH}"):
            if place in self.links.member.files:
                found[place] = self._search(place, build)
        return found

    @property
    def _has_english(self) -> bool:
        return _ENGLISH in self.links.member.files

    def crawled(self, listed: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """robots.txt and, where the portal has an address, its sitemap of these pages and its own.

        50,000 addresses are the most that one file may hold (sitemaps.org).
        """
        welcome = "User-agent: *\nAllow: /\n"
        yield "robots.txt", (welcome + f"Sitemap: {self.url}/sitemap.xml\n" * bool(self.url)).encode()
        if self.url:
            own = (HOME, SEARCH, *((_ENGLISH,) if self._has_english else ()))
            places = [*own, *sorted(listed)]
            parts = [places[at : at + _MOST_OF_MAP] for at in range(0, len(places), _MOST_OF_MAP)]
            names = [f"sitemap/{number}.xml" for number, _ in enumerate(parts, 1)]
            yield "sitemap.xml", self._map("sitemapindex", "sitemap", names)
            yield from ((name, self._map("urlset", "url", part)) for name, part in zip(names, parts, strict=True))

    def _map(self, root: str, row: str, places: Iterable[str]) -> bytes:
        lines = "".join(f"<{row}><loc>{escape(f'{self.url}/{quote(one)}')}</loc></{row}>\n" for one in places)
        head = '<?xml version="1.0" encoding="utf-8"?>'
        return f'{head}\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{root}>\n'.encode()

    def _wrong(self) -> bytes:
        """The page that a server shows at any wrong address: its links start at the root of the server."""
        root = f"{urlsplit(self.url).path}/"
        page = self._with_main(self._frame(HOME, _WRONG, root), _rendered("404.html", search=f"{root}{SEARCH}"))
        for one in page.iter():
            for name in ("href", "src", "action"):
                if (link := one.get(name)) and not link.startswith(("#", "/")) and not urlsplit(link).scheme:
                    one.set(name, f"{root}{link}")
        return _written(page)

    def _home(self, place: str) -> bytes:
        counts = one_search.councils(self.members)
        archives = [_shown(one, count) for one, count in zip(self.members, counts, strict=True)]
        template = "home_en.html" if place == _ENGLISH else "home.html"
        total = sum(one["count"] for one in archives)
        said = _rendered(template, name=self.name, archives=archives, total=total, councils=sum(counts))
        page = self._frame(place, place, self._root(place))
        for other in page.xpath("//nav[@class='menu']//a[@hreflang]"):
            other.set("href", f"../{HOME}" if place == _ENGLISH else _ENGLISH)
        return _written(self._with_main(page, said))

    def _lists(self, lists: Sequence[str]) -> bytes:
        page = self._frame(HOME, LISTS, self._root(LISTS))
        return _written(self._with_main(page, _rendered("lists.html", lists=lists)))

    @staticmethod
    def _with_main(page: Any, said: str) -> Any:
        """A page of the first archive, with this in the place of what it says itself."""
        (main,) = page.xpath("//main")
        main.getparent().replace(main, lxml_html.fragment_fromstring(said))
        return page

    def _search(self, place: str, build: str) -> bytes:
        page = self._frame(place, place, self._root(place))
        page.body.set("data-build", build)
        index = f"{self._root(place)}search/meta.js?{build}"
        page.head.append(page.makeelement("link", {"rel": "preload", "as": "script", "href": index}))
        (form,) = page.xpath("//form[@id='tim']")
        form.set("data-receipts", "")  # each archive counts its receipts from one
        for ways in page.xpath(_WAYS):
            _fill(ways, ((f"{self._root(place)}{one.folder}/{HOME}", one.label) for one in self.members))
        return _written(page)

    def _root(self, place: str) -> str:
        return "../" * place.count("/")

    def _frame(self, name: str, place: str, root: str) -> Any:
        """A page of the first archive as one of the portal: its own names, ways to all archives."""
        said = self.links.page(name, self.links.member.read(name).decode(), place)
        page: Any = lxml_html.document_fromstring(said)
        for one in page.xpath(_GONE):
            one.drop_tree()
        title = page.find(".//title")
        title.text = self.name if name in (HOME, _ENGLISH) else f"{title.text.partition(' – ')[0]} – {self.name}"
        page.body.set("data-root", root)
        page.body.set("data-build", "")
        self._name(page, root, place)
        return page

    def _name(self, page: Any, root: str, place: str) -> None:
        english = place.startswith("en/")
        try:
            (home,), (shown,) = page.xpath("//*[@class='masthead__home']"), page.xpath("//*[@class='masthead__name']")
            (below,), (menu,) = page.xpath("//*[@class='masthead__place']"), page.xpath("//nav[@class='menu']/ul")
        except ValueError as error:
            vi, en = "trang có giao diện khác kiểu của chương trình", "its pages have no frame of this program"
            raise errors.JoinRefused(site=self.links.member.site, why=vi, why_en=en) from error
        home.set("href", f"{root}{_ENGLISH if english and self._has_english else HOME}")
        shown.text, below.text = self.name, _IN_ENGLISH[_BELOW] if english else _BELOW
        others = [one for one in menu if one.get("class") and one.xpath("./a[@hreflang]") and place in self._both]
        _fill(menu, ((f"{root}{one.folder}/{HOME}", one.label) for one in self.members))
        menu.extend(others)
        for number, foot in enumerate(page.xpath("//footer//ul")):
            _fill(foot, _foot(root, english) if not number else ())

    @property
    def _both(self) -> tuple[str, ...]:
        """The portal's own pages that stand in both languages."""
        return (HOME, _ENGLISH, SEARCH, f"en/{SEARCH}") if self._has_english else (SEARCH, f"en/{SEARCH}")


def _foot(root: str, english: bool) -> Iterator[tuple[str, str]]:
    return ((f"{root}{way}", _IN_ENGLISH.get(label, label) if english else label) for way, label in _FOOT.items())


def _within(label: str) -> str:
    """A place as it stands within a sentence: tỉnh Lam Giang."""
    return label[:1].lower() + label[1:] if label.startswith(("Tỉnh ", "Thành phố ")) else label


def _shown(member: JoinedArchive, councils: int) -> dict[str, Any]:
    """What the home page says of an archive."""
    signed = f"{zone.day(member.word.signed):%d/%m/%Y}" if member.word else ""
    english = _ENGLISH in member.files
    facts = {"folder": member.folder, "label": member.label, "name": member.name, "url": member.url}
    facts |= {"english": f"{member.folder}/{_ENGLISH if english else HOME}", "language": "en" if english else "vi"}
    return {**facts, "signed": signed, "count": member.count, "councils": councils}


def _fill(holder: Any, ways: Iterable[tuple[str, str]]) -> None:
    """Put links in the place of what a list holds; an empty list goes."""
    for one in list(holder):
        holder.remove(one)
    holder.text = None
    for way, label in ways:
        row = lxml_html.fromstring("<li><a></a></li>")
        row[0].set("href", way)
        row[0].text = label
        holder.append(row)
    if not len(holder):
        holder.drop_tree()


def _rendered(template: str, **shown: Any) -> str:
    import jinja2  # 25 ms that few commands need

    loader = jinja2.FileSystemLoader(_HERE)
    engine = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return engine.get_template(template).render(**shown)


def _written(page: Any) -> bytes:
    return bytes(lxml_html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")) + b"\n"


def package(members: Sequence[JoinedArchive], packages: Sequence[Mapping[str, Any]], name: str) -> dict[str, Any]:
    """The tables of all archives as one Data Package: each under its archive's folder in front of its name."""
    resources = [
        {**one, "name": f"{member.folder}-{one['name']}"}
        for member, package in zip(members, packages, strict=True)
        for one in package["resources"]
    ]
    head = {key: packages[0][key] for key in ("profile", "licenses") if key in packages[0]}
    return {**head, "name": "hdnd-cong", "title": name, "resources": resources}
