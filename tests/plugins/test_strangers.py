"""An ordinary Pelican site with the incremental plugin: what it makes is right, and what it does not make it names."""

import datetime as dt
import functools
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from pelican import signals

from plugins.incremental import AddressUnfit, BuildError, ContentBroken, SameAddress
from plugins.incremental.fingerprint import fingerprint
from tests.plugins import mini


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = mini.make(tmp_path / "site")
    mini.article(root, "one", title="One", date="2024-01-02", tags=["a"])
    return root


def put(site: Path, text: str | bytes, name: str = "x.md") -> None:
    path = site / "content/articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def page(site: Path, path: str) -> str:
    return (site / "output" / path).read_text(encoding="utf-8")


def template(site: Path, name: str, text: str) -> None:
    (site / f"theme/templates/{name}.html").write_text(text, encoding="utf-8")


METADATA = {
    "pelican's own": "Title: Own\nDate: 2025-05-05\nTags: py, web\n\nBody.\n",
    "yaml": "---\ntitle: Own\ndate: 2025-05-05\ntags: [py, web]\n---\nBody.\n",
    "tags as text": "---\ntitle: Own\ndate: 2025-05-05\ntags: py, web\n---\nBody.\n",
    "tags with semicolons": "---\ntitle: Own\ndate: '2025-05-05'\ntags: py; web\n---\nBody.\n",
    "keys in capitals": "---\nTitle: Own\nDATE: 2025-05-05\nTags: [py, web]\n---\nBody.\n",
    "line ends of Windows": "---\r\ntitle: Own\r\ndate: 2025-05-05\r\ntags: [py, web]\r\n---\r\nBody.\r\n",
    "line ends of an old Mac": "---\rtitle: Own\rdate: 2025-05-05\rtags: [py, web]\r---\rBody.\r",
    "a byte order mark": "\ufeff---\ntitle: Own\ndate: 2025-05-05\ntags: [py, web]\n---\nBody.\n",
    "a space behind the fence": "--- \ntitle: Own\ndate: 2025-05-05\ntags: [py, web]\n---\t\nBody.\n",
    "dots as the end": "---\ntitle: Own\ndate: 2025-05-05\ntags: [py, web]\n...\nBody.\n",
    "its own metadata, marked": "\ufeffTitle: Own\r\nDate: 2025-05-05\r\nTags: py, web\r\n\r\nBody.\r\n",
}


@pytest.mark.parametrize("text", METADATA.values(), ids=METADATA)
def test_metadata_are_read_however_they_are_written(site: Path, text: str) -> None:
    template(site, "article", "{{ article.title }}|{{ article.date }}|{{ article.tags|join(' ') }}|{{ content }}")
    put(site, text)
    mini.build(site)

    assert page(site, "x/index.html") == "Own|2025-05-05|py web|<p>Body.</p>"


REFUSED = {
    "no title": "Body.\n",
    "no end": "---\ntitle: T\n",
    "no mapping": "---\n- a\n---\n",
    "unknown status": "Title: T\nStatus: secret\n\nx",
    "skipped": "Title: T\nStatus: skip\n\nx",
    "no date": "Title: T\nDate: yesterday-ish\n\nx",
    "a tag without letters": "---\ntitle: T\ntags: ['+++']\n---\n",
    "a link to nothing": "Title: T\n\n[a]({filename}nothing.md)",
    "a link that Pelican makes by moving a file": "Title: T\n\n![a]({attach}a.png)",
    "a link to a category": "Title: T\n\n[a]({category}news)",
    "an old link": "Title: T\n\n[a](|filename|nothing.md)",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_or_made_is_named(site: Path, text: str) -> None:
    put(site, text)
    with pytest.raises(ContentBroken) as caught:
        mini.build(site)

    assert [path for path, _ in caught.value.problems] == ["x.md"]


def test_what_pelican_skips_is_told_by_its_status(site: Path) -> None:
    put(site, "Title: T\nStatus: skip\n\nx")
    with pytest.raises(ContentBroken, match="status 'skip'"):
        mini.build(site)


@pytest.mark.parametrize(("status", "path"), [("draft", "drafts/x.html"), ("hidden", "x/index.html")])
def test_a_draft_and_a_hidden_article_stand_in_no_list(site: Path, status: str, path: str) -> None:
    put(site, f"Title: Secret\nDate: 2024-05-05\nTags: hush\nStatus: {status}\n\nx")
    mini.build(site)

    assert "Secret" in page(site, path)
    assert [name for name in mini.tree(site / "output") if "Secret" in page(site, name)] == [path]
    assert not (site / "output/tag/hush").exists()


def test_a_date_to_come_is_not_left_to_the_clock(site: Path) -> None:
    put(site, "Title: Later\nDate: 2999-05-05\n\nx")
    with pytest.raises(ContentBroken, match="still to come"):
        mini.build(site, WITH_FUTURE_DATES=False)


def test_an_address_is_made_of_what_article_save_as_knows(site: Path) -> None:
    put(site, "Title: T\nDate: 2025-05-05\nCategory: Big News\nAuthor: A B\nLang: fr\n\nx", "sub/x.md")
    mini.build(site, INCREMENTAL_SAVE_AS="{date:%Y}/{category}/{lang}/{slug}.html")

    assert (site / "output/2025/big-news/fr/sub/x.html").is_file()
    with pytest.raises(ContentBroken, match="author"):
        mini.build(site, INCREMENTAL_SAVE_AS="{author}/{slug}.html")
    with pytest.raises(ContentBroken, match="nonsense"):
        mini.build(site, INCREMENTAL_SAVE_AS="{nonsense}/{slug}.html")


@pytest.mark.parametrize("place", ["../a.html", "/a.html", "x/../../a.html", "..\\a.html"])
def test_an_article_that_asks_for_a_place_outside_is_named(site: Path, place: str) -> None:
    (site / "content/articles/xa.md").write_text(f"Title: Xa\nDate: 2024-01-01\nSave_as: {place}\n\nx\n", "utf-8")

    with pytest.raises(ContentBroken, match=r"xa\.md: no address"):
        mini.build(site)


def test_tags_have_the_addresses_that_pelican_gives_them(site: Path) -> None:
    put(site, "---\ntitle: T\ntags: ['tiếng Việt', 'C#', 'C++', ' ', 'C#']\n---\n")
    template(site, "article", "{% for tag in article.tags %}{{ root }}{{ tag.url }} {% endfor %}")
    mini.build(site)

    assert {path for path in mini.tree(site / "output") if path.startswith("tag/")} == {
        "tag/a/index.html",
        "tag/tieng-viet/index.html",
        "tag/c/index.html",
    }
    assert page(site, "x/index.html") == "../tag/tieng-viet/index.html ../tag/c/index.html ../tag/c/index.html "


def test_links_between_articles_and_to_static_files_follow_their_targets(site: Path) -> None:
    (site / "content/images").mkdir()
    (site / "content/images/b.png").write_bytes(b"x")
    put(site, "Title: T\n\n[a]({filename}one.md#part) ![b]({static}/images/b.png) [c]({filename}/articles/one.md)\n")
    changes: dict[str, Any] = {"STATIC_PATHS": ["images"]}
    mini.build(site, **changes)

    assert 'href="../one/index.html#part"' in page(site, "x/index.html")
    assert 'src="../images/b.png"' in page(site, "x/index.html")
    mini.article(site, "one", title="One", date="2024-01-02")
    path = site / "content/articles/one.md"
    path.write_text(path.read_text(encoding="utf-8").replace("{", '{"slug": "moved", ', 1), encoding="utf-8")
    mini.build(site, **changes)
    assert 'href="../moved/index.html#part"' in page(site, "x/index.html")


def test_markdown_is_rendered_as_the_settings_say(site: Path) -> None:
    put(site, "Title: T\n\nA  \nB\n")
    markdown = {"extensions": ["nl2br"], "extension_configs": {}}
    mini.build(site, MARKDOWN=markdown)

    assert "<br" in page(site, "x/index.html")


def test_what_pelicans_settings_leave_out_is_no_article(site: Path) -> None:
    put(site, "not an article", "README.md")
    put(site, "neither", "old/x.md")
    changes: dict[str, Any] = {
        "INCREMENTAL_PATH": ".",
        "IGNORE_FILES": ["README.md"],
        "ARTICLE_EXCLUDES": ["articles/old"],
    }
    mini.build(site, PAGE_PATHS=["pages"], **changes)

    assert (site / "output/pages/about.html").is_file() and not (site / "output/pages/about").exists()


def test_two_sources_of_one_address_are_both_named(site: Path) -> None:
    put(site, "Title: About too\n\nx", "about.md")
    with pytest.raises(BuildError, match=r"about/index\.html: made from pages/about\.md and from articles/about\.md"):
        mini.build(site, PAGE_SAVE_AS="{slug}/index.html", PAGE_URL="{slug}/index.html")
    (site / "content/articles/about.md").unlink()
    put(site, "Title: T\nSave_as: index.html\n\nx")
    with pytest.raises(BuildError, match=r"index\.html: made from .*(x\.md|list all).*(x\.md|list all)"):
        mini.build(site)


@pytest.mark.parametrize(
    ("one", "other"),
    [("mot.html", "MOT.html"), ("Mot.html", "MOT.html"), ("a/x.html", "A/x.html"), ("ĐƯỜNG.html", "đường.html")],
)
def test_two_addresses_that_are_one_on_a_disk_without_capitals_are_named(site: Path, one: str, other: str) -> None:
    put(site, f"Title: T\nSave_as: {one}\n\nx")
    mini.build(site)
    put(site, f"Title: U\nSave_as: {other}\n\nx", "y.md")
    with pytest.raises(SameAddress, match=r"(x|y)\.md and, as .*, from articles/(x|y)\.md"):
        mini.build(site)
    assert not (site / "output" / other).exists()

    put(site, "Title: T\nSave_as: z.html\n\nx")
    mini.build(site)
    assert (site / "output" / other).is_file() and not (site / "output" / one).exists()


def test_a_page_that_changes_its_capitals_alone_is_made(site: Path) -> None:
    for name in ("Mot.html", "mot.html", "MOT.html"):
        put(site, f"Title: T\nSave_as: {name}\n\nx")
        mini.build(site)

        assert [path.name for path in (site / "output").glob("[mM]*")] == [name]


def test_a_static_file_that_differs_from_a_page_in_capitals_is_named(site: Path) -> None:
    (site / "content/ONE").mkdir()
    (site / "content/ONE/Index.html").write_text("static", encoding="utf-8")
    with pytest.raises(SameAddress, match=r"ONE/Index\.html and, as one/index\.html, from articles/one\.md"):
        mini.build(site, STATIC_PATHS=["ONE"])


@pytest.mark.parametrize(
    "name",
    [
        "con.html",
        "NUL/x.html",
        "a/com1.txt",
        "x./y.html",
        "x /y.html",
        "a:b.html",
        "what?.html",
        "a//b.html",
        "ư" * 128,
    ],
)
def test_an_address_that_some_disk_cannot_hold_is_named(site: Path, name: str) -> None:
    put(site, f"Title: T\nSave_as: {name}\n\nx")
    with pytest.raises(ContentBroken, match=r"x\.md: no address"):
        mini.build(site)


@pytest.mark.parametrize(
    "name", ["console.html", "aux-a/x.html", "com10.html", "a.con", "ư" * 125 + ".html", ".htaccess"]
)
def test_an_address_that_every_disk_holds_is_made(site: Path, name: str) -> None:
    put(site, f"Title: T\nSave_as: {name}\n\nx")
    mini.build(site)

    assert (site / "output" / name).is_file()


def test_a_tag_whose_page_no_windows_could_hold_is_named(site: Path) -> None:
    put(site, "Title: T\nTags: aux\n\nx")
    with pytest.raises(
        AddressUnfit, match=r"tag/aux/index\.html: made from the list tag/aux: Windows keeps the name 'aux'"
    ):
        mini.build(site)


def test_a_static_file_of_an_article_s_address_is_named(site: Path) -> None:
    (site / "content/one").mkdir()
    (site / "content/one/index.html").write_text("static", encoding="utf-8")
    with pytest.raises(BuildError, match=r"one/index\.html: made from articles/one\.md and, by Pelican"):
        mini.build(site, STATIC_PATHS=["one"])


def test_two_articles_may_swap_their_addresses(site: Path) -> None:
    put(site, "Title: T\nSave_as: p.html\n\nx")
    put(site, "Title: U\nSave_as: q.html\n\nx", "y.md")
    mini.build(site)
    put(site, "Title: T\nSave_as: q.html\n\nx")
    put(site, "Title: U\nSave_as: p.html\n\nx", "y.md")
    mini.build(site)

    assert ["T" in page(site, "q.html"), "U" in page(site, "p.html")] == [True, True]


def test_the_lines_of_the_how_to_are_enough(site: Path) -> None:
    lists = ["index", "tags", "categories", "authors", "archives"]
    for _ in range(3):
        mini.build(site, DIRECT_TEMPLATES=lists, FEED_ALL_ATOM="feeds/all.atom.xml")

        assert "One" in page(site, "index.html")
        assert not (site / "output/feeds").exists() and not (site / "output/archives.html").exists()


SETTINGS: dict[str, dict[str, Any]] = {
    "ARTICLE_PATHS": {"ARTICLE_PATHS": [""]},
    "DIRECT_TEMPLATES": {"DIRECT_TEMPLATES": ["index", "archives"]},
    "FEED_ALL_RSS": {"FEED_ALL_RSS": "rss.xml"},
    "TAG_FEED_ATOM": {"TAG_FEED_ATOM": "tag/{slug}.xml"},
    "ARTICLE_SAVE_AS": {"ARTICLE_SAVE_AS": "{date:%Y}/{slug}.html"},
    "TAG_SAVE_AS": {"TAG_SAVE_AS": "t/{slug}.html"},
    "YEAR_ARCHIVE_SAVE_AS": {"YEAR_ARCHIVE_SAVE_AS": "{date:%Y}.html"},
    "DEFAULT_PAGINATION": {"DEFAULT_PAGINATION": 5},
    "OUTPUT_SOURCES": {"OUTPUT_SOURCES": True},
    "DEFAULT_DATE": {"DEFAULT_DATE": "fs"},
    "INCREMENTAL_PATH": {"INCREMENTAL_PATH": "nowhere"},
    "READERS": {"READERS": {"md": dict}},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_would_be_ignored_is_named_and_nothing_is_touched(site: Path, name: str) -> None:
    mini.build(site)
    good = mini.tree(site / "output")
    with pytest.raises(BuildError, match=name):
        mini.build(site, **SETTINGS[name])

    assert mini.tree(site / "output") == good


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("INCREMENTAL_SAVEAS", "{slug}.html", "the nearest is INCREMENTAL_SAVE_AS"),
        ("INCREMENTAL_PATHS", ["articles"], "the nearest is INCREMENTAL_PATH"),
        ("INCREMENTAL_PATH", ["articles", "notes"], "it takes a text"),
        ("INCREMENTAL_NEWEST", "5", "it takes a whole number"),
        ("INCREMENTAL_NEWEST", True, "it takes a whole number"),
        ("INCREMENTAL_FULL", "no", "it takes True or False"),
        ("INCREMENTAL_EXTRAS", "sharded_lunr.extra:markdown", "it takes a list"),
    ],
)
def test_a_setting_of_its_own_that_is_wrong_is_named(site: Path, name: str, value: Any, said: str) -> None:
    with pytest.raises(BuildError, match=f"{name}.*{said}"):
        mini.build(site, **{name: value})


@pytest.mark.parametrize("state", ["output/.state", "output", "output/a/../state"])
def test_a_state_that_would_be_published_is_named(site: Path, state: str) -> None:
    with pytest.raises(BuildError, match="INCREMENTAL_STATE"):
        mini.build(site, state=state)
    assert not (site / "output").exists()


def test_a_cache_of_whole_generators_is_named_and_one_of_read_files_is_used(site: Path) -> None:
    cached: dict[str, Any] = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CACHE_PATH": str(site / "cache")}
    with pytest.raises(BuildError, match="CONTENT_CACHING_LAYER"):
        mini.build(site, **cached, CONTENT_CACHING_LAYER="generator")
    assert not (site / "cache").exists()
    for _ in range(2):
        mini.build(site, **cached)
    assert (site / "output/pages/about.html").is_file()


def test_an_article_in_another_language_of_markup_is_named(site: Path) -> None:
    put(site, "T\n=\n", "x.rst")
    with pytest.raises(BuildError, match=r"x\.rst"):
        mini.build(site, READERS={"html": None})


TEMPLATES = {
    "a menu of categories": ("article", "{% for one, _ in categories %}{{ one }}{% endfor %}"),
    "all articles on every page": ("article", "{{ articles|length }}"),
    "a list that is given to the list alone": ("page", "{% for one in articles %}{{ one.title }}{% endfor %}"),
    "pages of lists": ("index", "{% if articles_page.has_next() %}{% endif %}"),
    "a summary": ("index", "{% for one in articles %}{{ one.summary }}{% endfor %}"),
    "the text in a list": ("tag", "{% for one in articles %}{{ one.content }}{% endfor %}"),
    "a date in the reader's language": ("article", "{{ article.locale_date }}"),
    "the page of a category": ("article", "{{ article.category.url }}"),
    "translations": ("article", "{{ article.translations }}"),
    "no such template": ("article", "{% extends 'nowhere.html' %}"),
}


@pytest.mark.parametrize(("name", "text"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_that_would_show_nothing_is_named(site: Path, name: str, text: str) -> None:
    template(site, name, text)
    with pytest.raises(BuildError, match=r"template|list"):
        mini.build(site)

    assert not mini.tree(site / "output")


def test_what_a_template_is_made_of_is_looked_at_too(site: Path) -> None:
    template(site, "base", "{% include 'menu.html' %}{% block body %}{% endblock %}")
    template(site, "menu", "{{ authors }}")
    template(site, "article", "{% extends 'base.html' %}")
    with pytest.raises(BuildError, match="authors"):
        mini.build(site)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_menu_of_pages_is_whole_on_every_page_at_every_build(site: Path, workers: int) -> None:
    menu = "{% for one in pages %}[{{ one.title }}]{% endfor %}"
    template(site, "article", f"{menu}{{{{ article.title }}}}")
    for number in range(120):  # so many that other processes help
        mini.article(site, f"n{number}", title=f"N {number}", date="2024-01-02")
    mini.build(site, INCREMENTAL_WORKERS=workers)
    mini.article(site, "one", title="Changed", date="2024-01-02")
    mini.build(site, INCREMENTAL_WORKERS=workers)
    assert page(site, "one/index.html") == "[About]Changed"

    (site / "content/pages/more.md").write_text("Title: More\n\nx\n", encoding="utf-8")
    mini.build(site, INCREMENTAL_WORKERS=workers)
    assert page(site, "n7/index.html") == "[About][More]N 7"


def sitemap(path: str, context: Any) -> None:
    """What a plugin does with `content_written`."""


sitemap.__module__ = "sitemap"


@pytest.mark.parametrize(
    "signal", ["content_written", "content_object_init", "article_generator_finalized", "all_generators_finalized"]
)
def test_a_plugin_that_would_wait_in_vain_is_named(site: Path, signal: str) -> None:
    getattr(signals, signal).connect(sitemap)
    try:
        with pytest.raises(BuildError, match=f"sitemap waits for the signal {signal}"):
            mini.build(site)
    finally:
        getattr(signals, signal).disconnect(sitemap)


@pytest.mark.parametrize("name", ["yaml", "markdown"])
def test_a_missing_package_is_named(site: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(BuildError, match="pip install"):
        mini.build(site)


def loud(text: str) -> str:
    return text.upper()


def quiet(text: str) -> str:
    return text.lower()


class Config:
    """An object of the settings; its place in memory is no part of it."""

    def __init__(self, value: str) -> None:
        self.value = value


VALUES: dict[str, Callable[[int], Any]] = {
    "a mapping with a function": lambda n: {"say": loud, "banner": n},
    "a function": lambda n: (loud, quiet)[n],
    "a lambda": lambda n: (lambda text: text + "a", lambda text: text + "b")[n],
    "a closure": lambda n: lambda text: text * n,
    "a default": lambda n: functools.partial(loud, str(n)),
    "a path": lambda n: PurePosixPath(f"v{n}.json"),
    "a date": lambda n: dt.date(2024, 1, 1 + n),
    "a zone": lambda n: dt.timezone(dt.timedelta(hours=n)),
    "a set": lambda n: {"a", "b", str(n)},
    "a method": lambda n: (Config("x").__init__, Config("y").__init__)[n],  # type: ignore[misc] # of two objects
    "an object": lambda n: Config(str(n)),
    "an object within objects": lambda n: [Config("x"), {"y": Config(str(n))}],
    "a class": lambda n: (Config, dict)[n],
}


@pytest.mark.parametrize("make", VALUES.values(), ids=VALUES)
def test_settings_of_every_kind_are_told_apart_and_known_again(make: Callable[[int], Any]) -> None:
    assert fingerprint(make(0)) == fingerprint(make(0))
    assert fingerprint(make(0)) != fingerprint(make(1))


def test_a_circle_in_the_settings_ends() -> None:
    around: dict[str, Any] = {}
    around["self"] = around

    assert fingerprint(around)


def test_a_setting_that_is_no_plain_value_makes_its_pages_anew(site: Path) -> None:
    template(site, "article", "{{ article.title|mark }} {{ banner }} {{ DATA }}")
    for word in ("old", "new"):
        globals_ = {"banner": word, "say": loud}
        mini.build(site, JINJA_GLOBALS=globals_, DATA=Path(word), JINJA_FILTERS={"mark": lambda text, w=word: w + text})

    assert page(site, "one/index.html") == "newOne new new"
