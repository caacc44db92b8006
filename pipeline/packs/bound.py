"""The leaves of a pack put into one file: an HTML page with its own search, or an EPUB; the same bytes each time."""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from markupsafe import Markup

from pipeline import errors
from pipeline.document import verify_copy
from pipeline.document.licence import LICENCE
from pipeline.packs.choosing import Choice
from pipeline.packs.extracts import Links, PackedDocument, leaf
from pipeline.settings import Settings

MOST = 10_000_000  # bytes: above that, mail and old telephones give up
_HERE = Path(__file__).parent / "templates"
WORDS = Path(__file__).parents[2] / "theme/static/js/search/words.js"  # as the site's search folds and parts them
_FACES = re.compile(r"@font-face\s*\{[^}]*\}")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # zip knows none before; a pack's own day stands in it
_EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="pack.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>\n',
}


@dataclass(frozen=True)
class _Pack:
    """Everything that a template may show."""

    title: str
    site: str
    url: str
    day: str
    leaves: tuple[PackedDocument, ...]
    licence: str = LICENCE

    @property
    def date(self) -> str:
        """The day as programs read it; EPUB must have one."""
        return "-".join(reversed(self.day.split("/"))) if self.day else "1980-01-01"

    @property
    def sha256(self) -> str:
        """Of the documents alone, so that two packs of the same documents can be told to be the same."""
        return hashlib.sha256("\n".join(one.html for one in self.leaves).encode()).hexdigest()


def html(root: Path, settings: Settings, choice: Choice) -> bytes:
    """One page for a browser, without anything beside it. Raises UsageError: no built site, or more than 10 MB."""
    pack = _pack(root, settings, choice, "#{0}")
    style = f"{_style(root, choice.addresses[0])}\n{(_HERE / 'pack.css').read_text(encoding='utf-8')}"
    script = f"{WORDS.read_text(encoding='utf-8')}\n{(_HERE / 'pack.js').read_text(encoding='utf-8')}"
    policy = f"default-src 'none'; style-src {_allowed(style)}; script-src {_allowed(script)}; img-src data:"
    shown = {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704 files of the program
    return _small(_rendered("pack.html", pack, shown))


def epub(root: Path, settings: Settings, choice: Choice) -> bytes:
    """An EPUB 3 for reading programs. Raises UsageError: no built site, or more than 10 MB."""
    pack = _pack(root, settings, choice, "{0}.xhtml#{0}")
    files = {
        **{name: said.encode() for name, said in _EPUB.items()},
        "pack.opf": _rendered("pack.opf", pack, {}),
        "nav.xhtml": _rendered("nav.xhtml", pack, {}),
        "pack.css": (_HERE / "epub.css").read_bytes(),
        **{f"{one.mark}.xhtml": _rendered("leaf.xhtml", pack, {"leaf": one}) for one in pack.leaves},
    }
    return _small(_zipped(files))


def _pack(root: Path, settings: Settings, choice: Choice, inside: str) -> _Pack:
    try:
        day = str(verify_copy.manifest(root / "output")["day"])
    except (verify_copy.NoCopy, KeyError) as error:
        raise errors.UsageError(
            what="chưa dựng trang; hãy chạy hdnd build", what_en="no site was built yet; run hdnd build"
        ) from error
    marks = {address: f"v{place}" for place, address in enumerate(choice.addresses, start=1)}
    links = Links(marks, inside, settings.site.url)
    leaves = tuple(leaf(root, address, links) for address in choice.addresses)
    return _Pack(choice.title, settings.site.name, settings.site.url, "/".join(reversed(day.split("-"))), leaves)


def _style(root: Path, address: str) -> str:
    """The style sheets of the site's own pages, without its fonts, which lie beside it."""
    found: dict[Path, str] = {}
    for page in (root / "output/tim-kiem/index.html", root / "output" / address / "index.html"):
        tree: Any = lxml_html.document_fromstring(page.read_bytes())
        for link in tree.xpath("//link[@rel='stylesheet']"):
            found[(page.parent / link.get("href")).resolve()] = link.get("media", "all")
    sheets = ((_FACES.sub("", path.read_text(encoding="utf-8")), media) for path, media in found.items())
    return "\n".join(sheet if media == "all" else f"@media {media} {{\n{sheet}\n}}" for sheet, media in sheets)


def _allowed(inline: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


def _rendered(name: str, pack: _Pack, more: dict[str, Any]) -> bytes:
    import jinja2  # 25 ms that few commands need

    loader = jinja2.FileSystemLoader(_HERE)
    engine = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    articles = {one.mark: Markup(one.html if name == "pack.html" else one.xhtml) for one in pack.leaves}  # noqa: S704
    return engine.get_template(name).render(pack=pack, articles=articles, **more).encode()


def beginning(suffix: str) -> bytes:
    """How every pack of a kind begins, by the end of its file's name: a page or book of anybody else's does not."""
    if suffix == ".html":
        return (_HERE / "pack.html").read_bytes().partition(b"{{ policy")[0] + b"default-src "
    return _zipped({name: said.encode() for name, said in _EPUB.items()}).partition(b"PK\x01\x02")[0]


def _zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files in their order; the first one is not compressed, as EPUB's container asks (OCF 3.3, 4.3)."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for info, data in _entries(files):
            archive.writestr(info, data)
    return into.getvalue()


def _entries(files: dict[str, bytes]) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    for place, (name, data) in enumerate(files.items()):
        info = zipfile.ZipInfo(name, _FIRST_DAY)
        info.compress_type = zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED
        yield info, data


def _small(data: bytes) -> bytes:
    if len(data) > MOST:
        size = f"{len(data) / 1_000_000:.1f} MB"
        raise errors.UsageError(
            what=f"gói {size}, quá {MOST // 1_000_000} MB; hãy chọn ít văn bản hơn",
            what_en=f"a package of {size}, more than {MOST // 1_000_000} MB; choose fewer documents",
        )
    return data
