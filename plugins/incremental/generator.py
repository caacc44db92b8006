"""The engine inside Pelican: a generator, a writer, and what they take from Pelican's settings and theme."""

import atexit
import hashlib
import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
import pelican
from jinja2.runtime import new_context
from markupsafe import Markup, escape
from pelican import signals
from pelican.generators import Generator
from pelican.writers import Writer

from . import compatibility
from .build import MADE, Build, BuildPlaces
from .errors import BuildError, as_refusal
from .fingerprint import fingerprint
from .hand_written import HandWritten
from .pool import let_go_of_the_last_build, let_go_unlooked_at, rarely_collecting
from .protocols import Site

logger = logging.getLogger(__name__)

_LED = 500_000
"""What the process that leads a build may make before the collector looks: a build of one document more makes less."""

DEFAULTS: Mapping[str, Any] = {
    "INCREMENTAL_SITE": "",  # "package.module:function" of the settings; empty: Markdown files, see markdown_site.py
    "INCREMENTAL_EXTRAS": (),  # "package.module:function" of the settings, each giving an Extra
    "INCREMENTAL_STATE": ".state",  # may be deleted at any time; never inside the output
    "INCREMENTAL_WORKERS": 0,  # 0: as many as there are cores
    "INCREMENTAL_OWNED": False,  # the output folder holds nothing else: files left by a lost state are deleted
    "INCREMENTAL_FULL": False,  # make everything again and compare it with the bytes on disk
}
# What differs from machine to machine and reaches no page.
_PLACES = frozenset(
    [
        "PATH",
        "OUTPUT_PATH",
        "THEME",
        "THEME_TEMPLATES_OVERRIDES",
        "CACHE_PATH",
        "PLUGIN_PATHS",
        "PLUGINS",
        "DEBUG",
        "PORT",
        "BIND",
        "LOG_FILTER",
        "THEME_TEMPLATES_OVERRIDES",
        "DELETE_OUTPUT_DIRECTORY",
        "PAGE_PATHS",
        "INCREMENTAL_STATE",
        "INCREMENTAL_WORKERS",
        "INCREMENTAL_FULL",
    ]
)


class HeldWriter(Writer):  # type: ignore[misc] # Pelican has no types
    """Pelican's writer, holding the hand-written pages back until the engine publishes all files together."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.held: dict[str, HandWritten] | None = {}
        self.written: dict[str, str] = {}  # what Pelican wrote itself, by path: with which template

    def write_file(
        self,
        name: str,
        template: jinja2.Template,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: Any = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Render a hand-written page and hold it; all else, and after the engine's turn, as Pelican does."""
        if self.held is None or "page" not in kwargs or not name:
            self.written[name] = str(template_name or template.name)
            super().write_file(
                name, template, context, relative_urls, paginated, template_name, override_output, url, **kwargs
            )
            return
        generator = context["incremental_generator"]
        text = generator.own(template).render({**context, **kwargs, **generator.page_context(name, kwargs)})
        source = str(kwargs["page"].get_relative_source_path())
        self.held |= {path: HandWritten(page, source) for path, page in generator.site.finished(name, text)}


class IncrementalGenerator(Generator):  # type: ignore[misc] # Pelican has no types
    """Builds all items with the engine; the hand-written pages stay Pelican's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_go_of_the_last_build()
        settings = {**DEFAULTS, **self.settings}
        self.context["incremental_generator"] = self
        self._is_default_site = not settings["INCREMENTAL_SITE"]
        with rarely_collecting():  # it may import half a library
            self.site: Site = _made(settings["INCREMENTAL_SITE"] or f"{__package__}.markdown_site:site", self.settings)
        self._bases: dict[str, dict[str, Any]] = {}
        self._pages = list(self.settings["PAGE_PATHS"])
        self._build: Build | None = None
        self.env.getattr = partial(_attribute, self.env.getattr)
        self.env.get_template = cache(partial(_template, self.env.get_template))  # asked 8 times a page, for its macros

    @property
    def build(self) -> Build:
        """The build that runs, from `read_changes` to `generate_output`."""
        if self._build is None:
            raise BuildError("Pelican read no articles before its pages: nothing was looked at, nothing can be made")
        return self._build

    def read_changes(self) -> None:
        """Look what changed, behind Pelican's own deletion of the output and before it reads its pages.

        Pages that did not change need not be read.
        """
        with self._refusing():
            suffixes, direct = self.settings["TEMPLATE_EXTENSIONS"], self.settings["DIRECT_TEMPLATES"]
            shows_pages = self._is_default_site and compatibility.check_templates(self.env, direct, suffixes)
            self._build = self._begun(shows_pages)
            stale = self.build.read_changes()
            if "" not in stale and not shows_pages:
                self.settings["PAGE_PATHS"] = stale

    def _begun(self, shows_pages: bool) -> Build:
        settings = {**DEFAULTS, **self.settings}
        return Build(
            self.site,
            {name: partial(_made, name, self.settings) for name in settings["INCREMENTAL_EXTRAS"]},
            self.render,
            BuildPlaces(
                Path(self.output_path),
                Path(settings["INCREMENTAL_STATE"]),
                Path(self.path),
                tuple(Path(self.path, p) for p in self._pages),
                settings["INCREMENTAL_OWNED"],
            ),
            theme_digest=self._theme_digest(),
            compiled=self._compile,
            workers=settings["INCREMENTAL_WORKERS"],
            full=settings["INCREMENTAL_FULL"],
            shows_pages=shows_pages,
        )

    def generate_output(self, writer: HeldWriter) -> None:
        """Make and publish."""
        held, writer.held = writer.held or {}, None
        static = {str(one.save_as): str(one.get_relative_source_path()) for one in self.context["staticfiles"]}
        with self._refusing():
            report = self.build.make(held, writer.written | static)
            MADE.send(self, view=self.build.view())
        self._leave()
        self.context["incremental_report"] = report
        logger.info("%d items, %d files written, %d deleted", report.items, report.written, report.deleted)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Whatever ends the build lets go of the state; what is no fault of ours is said in the site's words."""
        try:
            with rarely_collecting(_LED):
                yield
        except BaseException as error:
            with suppress(sqlite3.Error):  # closing a state on a full disk fails once more
                self._leave()
            if refused := as_refusal(error):
                raise self.site.refused(refused) from error
            raise

    def _leave(self) -> None:
        self.settings["PAGE_PATHS"] = self._pages
        if self._build is not None:
            self._build.close()

    def _compile(self) -> None:
        """Compile the theme before the build forks, else each process does it for itself."""
        folder = Path(self.theme, "templates")
        for path in sorted(folder.rglob("*.html")):
            self.env.get_template(path.relative_to(folder).as_posix())

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """Render a template of the theme.

        Jinja copies all globals for each page; with the 150 values of Pelican's context that costs more than a short
        page itself, so the copy is made here, once a template.
        """
        try:
            found = self.get_template(template)
        except jinja2.TemplateNotFound as error:
            raise BuildError(f"the theme has no template {template}") from error
        if template not in self._bases:
            self._bases[template] = {**found.globals, **self.context}
        base = self._bases[template]
        try:
            known = new_context(self.env, found.name, found.blocks, {**base, **context}, shared=True)
            return str(self.env.concat(found.root_render_func(known)))
        except jinja2.TemplateNotFound as error:
            raise BuildError(f"the theme has no template {error.name}, which {template} asks for") from error
        except Exception:
            self.env.handle_exception()  # raises, with the template's lines in the trace
            raise

    def own(self, template: jinja2.Template) -> jinja2.Template:
        """A template as this generator loads it, which has loaded what stands around it, and escapes and asks quickly.

        Pelican loads those of hand-written pages by a generator of its own. A site without one of ours stays as it is.
        """
        known = template.name and not self._is_default_site
        return self.env.get_template(template.name) if known else template

    def page_context(self, path: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a hand-written page gets beside Pelican's own values."""
        if "page" not in given:
            return self.site.context(path)
        return {**self.site.page(path, given["page"]), **self.build.shown.get(path, {})}

    def _theme_digest(self) -> str:
        """Digest of templates, engine and settings: with another look, every page is made again."""
        digest = hashlib.sha256(f"{pelican.__version__} {jinja2.__version__}".encode())
        for folder in (*self._templates_path, Path(__file__).parent):
            for path in sorted(p for p in Path(folder).rglob("*") if p.suffix in (".html", ".xml", ".txt", ".py")):
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
        for name in {**DEFAULTS, **self.settings}["INCREMENTAL_EXTRAS"]:
            for path in _code_of(name):
                digest.update(path.name.encode() + path.read_bytes())
        kept = {key: self.settings[key] for key in sorted(self.settings) if key.isupper() and key not in _PLACES}
        digest.update(fingerprint(kept).encode())
        return digest.hexdigest()


def _attribute(otherwise: Callable[[Any, str], Any], thing: Any, name: str) -> Any:
    """What `thing.name` means in a template: of a mapping its own key first.

    Jinja asks for the attribute first and falls back by an exception; a page of mappings has 300 of them, a third of
    its price.
    """
    if type(thing) is dict and name in thing:
        return thing[name]
    return otherwise(thing, name)


def _template(load: Callable[..., jinja2.Template], *given: Any) -> jinja2.Template:
    """A template that asks before it escapes.

    MarkupSafe makes an object of every word that a page shows, by Python code; most words need no escape, and a page
    that shows 140 of them took half as long again.
    """
    found = load(*given)
    found.root_render_func.__globals__["escape"] = _escaped
    return found


def _escaped(value: Any) -> str:
    """What `markupsafe.escape` gives, as text to be joined."""
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value  # written out: a loop takes longer
    ):
        return value
    return value if type(value) is Markup else escape(value)


def _code_of(name: str) -> list[Path]:
    """Files of the folder that "package.module:function" lies in, found without loading it."""
    package = name.partition(":")[0].split(".")[:-1]
    folders = (Path(entry, *package) for entry in sys.path)
    found = next((folder for folder in folders if package and folder.is_dir()), None)
    return sorted(p for p in found.iterdir() if p.suffix in (".py", ".txt")) if found else []


def _made(name: str, settings: Mapping[str, Any]) -> Any:
    """Call "package.module:function" with the settings."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)(settings)


def register() -> None:
    """Pelican calls this."""
    for name, receiver in RECEIVERS.items():
        getattr(signals, name).connect(receiver)
    logging.getLogger("pelican").addFilter(_sentence)
    atexit.register(let_go_unlooked_at)


def _sentence(record: logging.LogRecord) -> bool:
    """Pelican prints a traceback with every error; one that has an exit code is a sentence to its readers."""
    if record.exc_info and hasattr(record.exc_info[1], "exitcode"):
        record.exc_info = None
    return True


def _generators(_: pelican.Pelican) -> type[IncrementalGenerator]:
    return IncrementalGenerator


def _settled(host: pelican.Pelican) -> None:
    """Settings and plugins are known, nothing is read yet."""
    settings = host.settings
    if settings["ARTICLE_PATHS"]:
        raise BuildError("ARTICLE_PATHS is not empty: Pelican would make its articles beside the incremental build's")
    if settings.get("INCREMENTAL_SITE"):
        compatibility.silence(settings)
        return
    from . import markdown_site

    compatibility.check(settings, {**DEFAULTS, **markdown_site.DEFAULTS})
    if others := compatibility.silence(settings):
        logger.warning("The incremental build makes no %s", others)


def _before_pages(articles: Generator) -> None:
    """Pelican has read its articles (there are none) and will read its pages next."""
    generator = articles.context.get("incremental_generator")
    if generator is not None:
        generator.read_changes()


def _writer(_: pelican.Pelican) -> type[HeldWriter]:
    return HeldWriter


RECEIVERS: Mapping[str, Callable[..., Any]] = {
    "initialized": _settled,
    "get_generators": _generators,
    "article_generator_finalized": _before_pages,
    "get_writer": _writer,
}
"""What hears which signal of Pelican's."""
