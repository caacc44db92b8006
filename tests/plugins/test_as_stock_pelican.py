"""Small sites of every kind, made by stock Pelican and by the incremental build: equal bytes, or a refusal by name."""

import datetime as dt
import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pelican import Pelican, signals
from pelican.settings import read_settings

import plugins.incremental
from plugins.incremental import BuildError, generator
from tests.plugins import mini

TEMPLATES = {
    "article": "{{ article.title }}|{{ article.slug }}|{{ article.status }}|{{ article.lang }}|{{ article.category }}|"
    "{{ article.tags|join(',') }}|{{ article.save_as }}|{{ article.mood }}|{{ article.content }}",
    "index": "{% for a in articles %}{{ a.title }} {{ a.slug }} {{ a.save_as }} {{ a.tags|join(' ') }};{% endfor %}",
    "tag": "{{ tag }}:{{ articles|map(attribute='title')|sort|join(';') }}",
    "period_archives": "{{ articles|map(attribute='title')|sort|join(';') }}",
    "page": "{{ page.title }} {{ page.content }}",
}
STOCK = {
    "ARTICLE_PATHS": ["articles"],
    "DIRECT_TEMPLATES": ["index"],
    "TAG_SAVE_AS": "tag/{slug}/index.html",
    "TAG_URL": "tag/{slug}/index.html",
    "YEAR_ARCHIVE_SAVE_AS": "year/{date:%Y}/index.html",
    "PLUGINS": [],
}
SHARED = {"STATIC_PATHS": ["images"], "RELATIVE_URLS": True, "LOCALE": ("C.UTF-8", "C"), "DEFAULT_LANG": "vi"}
TAGS = st.sampled_from(["a", "Bê tông", "C#", "x y", "tiếng Việt"])
WORDS = st.sampled_from(["One", "Hai & ba", "Bốn <năm>", "“Sáu”", "7", "Tám: chín", "Mười"])
BODIES = st.lists(
    st.sampled_from(
        [
            "Plain *words*.",
            "Note: no metadata",
            "[to]({filename}a0.md#x)",
            "![pic]({static}/images/b.png)",
            "- a\n- b",
            "    code(1)",
            "[home]({index})",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "Dòng một  \ndòng hai",
            "<b>raw</b>",
        ]
    ),
    max_size=3,
)
FORMS = st.sampled_from(["own", "fenced", "own, with a mark", "fenced, from Windows"])
PATTERNS = st.sampled_from(
    ["{slug}/index.html", "{slug}.html", "{date:%Y}/{date:%m}/{slug}.html", "{category}/{slug}/x.html"]
)
ARTICLE = st.fixed_dictionaries(
    {
        "title": WORDS,
        "tags": st.lists(TAGS, max_size=3, unique=True),
        "status": st.sampled_from(["", "", "published", "hidden", "draft"]),
        "category": st.sampled_from(["", "News", "Tin tức"]),
        "mood": st.sampled_from(["", "calm"]),
        "lang": st.sampled_from(["", "vi"]),
        "body": BODIES,
        "form": FORMS,
    }
)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "DEFAULT_METADATA": st.sampled_from([{"mood": "grey"}, {"status": "draft"}]),
        "DEFAULT_CATEGORY": st.just("other"),
        "USE_FOLDER_AS_CATEGORY": st.booleans(),
        "FILENAME_METADATA": st.just("(?P<mood>[a-z]+).*"),
        "SLUGIFY_USE_UNICODE": st.booleans(),
        "SLUG_REGEX_SUBSTITUTIONS": st.just([(r"[^\w\s-]", "x"), (r"\s+", "_")]),
        "MARKDOWN": st.sampled_from(
            [{"extensions": ["nl2br"]}, {"extension_configs": {"markdown.extensions.toc": {}}}]
        ),
        "TIMEZONE": st.sampled_from(["UTC", "Asia/Ho_Chi_Minh"]),
        "PAGE_SAVE_AS": st.just("{slug}.html"),
        "WITH_FUTURE_DATES": st.booleans(),
    },
)
ODD = st.sampled_from(
    [
        "",
        "date: 2020-01-01",
        "---\ndate: 2020-01-01\n---\n",
        "---\n- a\n---\n",
        "Title: T\nDate: soon\n\nx",
        "Title: T\nStatus: odd\n\nx",
        "Title: T\nDate: 2999-01-01\nSlug: t\n\nx",
        "Title: T\nTags: +++\nDate: 2020-01-01\nSlug: t\n\nx",
        "\udcff",
        "Title: T\nDate: 2020-01-01\nSlug: a0\n\nx",
        "Title: T\nDate: 2020-01-01\nSave_as: index.html\n\nx",
        "Title: T\nDate: 2020-01-01\n\n[x]({attach}a.png)",
        "Title: T\nDate: 2020-01-01\n\n[x]({filename}no.md)",
    ]
)
MORE = st.sampled_from(
    [
        {"FEED_ALL_ATOM": "a.xml", "FEED_ALL_RSS": "b.xml"},
        {"DEFAULT_PAGINATION": 2},
        {"OUTPUT_SOURCES": True},
        {"ARTICLE_ORDER_BY": "title"},
        {"DEFAULT_DATE": "fs"},
        {"MONTH_ARCHIVE_SAVE_AS": "{date:%m}.html"},
        {},
    ]
)


def write(root: Path, articles: list[dict[str, Any]]) -> None:
    for name, text in TEMPLATES.items():
        (root / f"theme/templates/{name}.html").write_text(text, encoding="utf-8")
    (root / "content/images").mkdir()
    (root / "content/images/b.png").write_bytes(b"png")
    for number, article in enumerate(articles):
        date = dt.date(2023, 11, 1) + dt.timedelta(days=40 * number)
        keys = {"Title": f"{article['title']} {number}", "Date": str(date), "Slug": f"a{number}"}
        keys |= {"Tags": ", ".join(article["tags"])} if article["tags"] else {}
        keys |= {name.title(): article[name] for name in ("status", "category", "mood", "lang") if article[name]}
        (root / f"content/articles/a{number}.md").write_bytes(text_of(keys, article))


def text_of(keys: Mapping[str, str], article: Mapping[str, Any]) -> bytes:
    body = "\n\n".join(article["body"]) or "."
    if article["form"].startswith("own"):
        text = "".join(f"{key}: {value}\n" for key, value in keys.items()) + f"\n{body}\n"
    else:
        quoted = "".join(f"{key}: {value if key == 'Date' else repr_of(value)}\n" for key, value in keys.items())
        text = f"---\n{quoted}---\n\n{body}\n"
    marked = "\ufeff" * article["form"].endswith("mark") + text
    ended: str = marked.replace("\n", "\r\n") if str(article["form"]).endswith("Windows") else marked
    return ended.encode()


def repr_of(value: str) -> str:
    """A value that YAML and Pelican's own reader take for the same text."""
    return value if not set(value) & set(":#[]{}&*!|>'\"%@`") else value.translate(dict.fromkeys(map(ord, ":#&")))


def stock(root: Path, changes: Mapping[str, Any]) -> dict[str, str]:
    """The site as Pelican alone makes it, in a child without the plugin."""
    child = os.fork()
    if child == 0:
        try:
            logging.disable()
            for signal, receiver in generator.RECEIVERS.items():
                getattr(signals, signal).disconnect(receiver)
            Pelican(read_settings(override=mini.settings(root, "stock", **{**SHARED, **changes, **STOCK}))).run()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    made = mini.tree(root / "stock")
    return {path: data for path, data in made.items() if not path.startswith("category/")}  # said in a warning


def told_apart(root: Path, changes: Mapping[str, Any], pattern: str) -> tuple[dict[str, str], dict[str, str]]:
    """Both sites, by path and bytes."""
    address = {"ARTICLE_SAVE_AS": pattern, "ARTICLE_URL": pattern}
    mini.build(root, **{**SHARED, **changes, "INCREMENTAL_SAVE_AS": pattern})
    return mini.tree(root / "output"), stock(root, {**changes, **address})


@settings(max_examples=12, deadline=None, phases=(Phase.generate,))
@given(st.lists(ARTICLE, min_size=1, max_size=5), SETTINGS, PATTERNS)
def test_what_is_made_is_what_stock_pelican_makes(articles: list[dict[str, Any]], changes: Any, pattern: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = mini.make(Path(folder) / "site")
        write(root, articles)
        ours, theirs = told_apart(root, changes, pattern)

        assert {
            path: (root / "output" / path).read_text(encoding="utf-8") for path in ours if path.endswith("html")
        } == {path: (root / "stock" / path).read_text(encoding="utf-8") for path in theirs if path.endswith("html")}
        assert ours == theirs


@settings(max_examples=12, deadline=None, phases=(Phase.generate,))
@given(st.lists(ARTICLE, min_size=1, max_size=2), ODD, MORE, SETTINGS)
def test_what_is_not_as_stock_pelican_makes_it_is_refused(
    articles: list[dict[str, Any]], odd: str, more: Any, changes: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = mini.make(Path(folder) / "site")
        write(root, articles)
        (root / "content/articles/odd.md").write_bytes(odd.encode(errors="surrogateescape"))
        try:
            ours, theirs = told_apart(root, {**changes, **more}, "{slug}/index.html")
        except BuildError as error:
            assert str(error)
            assert not mini.tree(root / "output")
            return

        assert {path: data for path, data in theirs.items() if path in ours or path.endswith("html")} == ours


def test_the_plugin_can_be_taken_off_again() -> None:
    plugins.incremental.register()
    for signal, receiver in generator.RECEIVERS.items():
        assert receiver in list(getattr(signals, signal).receivers_for(None))


def test_odd_bytes_are_refused(tmp_path: Path) -> None:
    root = mini.make(tmp_path / "site")
    (root / "content/articles/x.md").write_bytes(b"Title: \xff\n\nx")
    with pytest.raises(BuildError):
        mini.build(root)
