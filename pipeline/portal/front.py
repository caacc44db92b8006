"""The portal's own pages: home, search, list of files; made of the first archive's, so that they have its look."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from lxml import html as lxml_html

from pipeline import errors
from pipeline.document import zone
from pipeline.portal import one_search
from pipeline.portal.members import JoinedArchive
from pipeline.portal.shelving import HOME, LISTS, SEARCH, PortalLinks

_HERE = Path(__file__).parent / "templates"
_GONE = (
    "//script[@type='application/ld+json'] | //link[@rel='alternate' or @rel='canonical'] | //meta[@property]"
    " | //meta[@name='description'] | //aside[@class='trial'] | //p[@class='footer__office']"
)
_WAYS = "//section[@id='khong-js']/ul | //section[@id='khong-thay']/ul[last()]"
_FOOT = {"manifest.json": "manifest.json", "verify.py": "verify.py", LISTS: "Danh sách mọi tệp"}


class Front:
    """What the portal itself says: its name, the archives."""

    def __init__(self, members: Sequence[JoinedArchive], links: PortalLinks, name: str) -> None:
        """`links` are those of the first archive, whose pages give the frame."""
        self.members, self.links = members, links
        self.name = name or f"Hội đồng nhân dân {', '.join(_within(one.label) for one in members)}"

    def pages(self, build: str, lists: Sequence[str]) -> dict[str, bytes]:
        """Place and bytes of each page. Raises UsageError where the first archive has no search page of ours."""
        found = {HOME: self._home(), LISTS: self._lists(lists)}
        for place in (SEARCH, f"en/{SEARCH}"):
            if place in self.links.member.files:
                found[place] = self._search(place, build)
        return found

    def _home(self) -> bytes:
        counts = one_search.councils(self.members)
        archives = [_shown(one, count) for one, count in zip(self.members, counts, strict=True)]
        total = sum(one["count"] for one in archives)
        said = _rendered("home.html", name=self.name, archives=archives, total=total, councils=sum(counts))
        return self._framed("", said)

    def _lists(self, lists: Sequence[str]) -> bytes:
        return self._framed("../../", _rendered("lists.html", lists=lists))

    def _framed(self, root: str, said: str) -> bytes:
        """What stands in <main>, in the frame of the first archive's home page."""
        page = self._frame(HOME, LISTS if root else HOME, root)
        (main,) = page.xpath("//main")
        main.getparent().replace(main, lxml_html.fragment_fromstring(said))
        return _written(page)

    def _search(self, place: str, build: str) -> bytes:
        page = self._frame(place, place, "../" * place.count("/"))
        page.body.set("data-build", build)
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
        title.text = self.name if name == HOME else f"{title.text.partition(' – ')[0]} – {self.name}"
        page.body.set("data-root", root)
        page.body.set("data-build", "")
        self._name(page, root)
        return page

    def _name(self, page: Any, root: str) -> None:
        try:
            (home,), (shown,) = page.xpath("//*[@class='masthead__home']"), page.xpath("//*[@class='masthead__name']")
            (below,), (menu,) = page.xpath("//*[@class='masthead__place']"), page.xpath("//nav[@class='menu']/ul")
        except ValueError as error:
            vi, en = "trang có giao diện khác kiểu của chương trình", "its pages have no frame of this program"
            raise errors.JoinRefused(site=self.links.member.site, why=vi, why_en=en) from error
        home.set("href", f"{root}{HOME}")
        shown.text, below.text = self.name, "Liên thông dữ liệu"
        others = [one for one in menu if one.get("class") and one.xpath("./a[@hreflang]") and root != ""]
        _fill(menu, ((f"{root}{one.folder}/{HOME}", one.label) for one in self.members))
        menu.extend(others)
        for place, foot in enumerate(page.xpath("//footer//ul")):
            _fill(foot, ((f"{root}{way}", label) for way, label in _FOOT.items()) if not place else ())


def _within(label: str) -> str:
    """A place as it stands within a sentence: tỉnh Lam Giang."""
    return label[:1].lower() + label[1:] if label.startswith(("Tỉnh ", "Thành phố ")) else label


def _shown(member: JoinedArchive, councils: int) -> dict[str, Any]:
    """What the home page says of an archive."""
    signed = _day(member.word.signed) if member.word else ""
    facts = {"folder": member.folder, "label": member.label, "name": member.name, "url": member.url}
    return {**facts, "signed": signed, "count": member.index["count"], "councils": councils}


def _day(instant: dt.datetime) -> str:
    return f"{zone.day(instant):%d/%m/%Y}"


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
