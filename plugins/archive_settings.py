"""Pelican's settings for an archive: `pelican` alone in the archive's folder builds the same bytes as `hdnd build`.

Received text never meets Pelican's own machinery: its articles, its Markdown reader and its intrasite links
(`{static}`, `{attach}`, which copied /etc/hostname into an output) see the hand-written pages of content/pages only.
"""

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from pipeline import loading

_THEME = Path(__file__).parents[1] / "theme"
_MAY_BE_SET = re.compile(r"state|workers|\\")  # a backslash may spell any letter


class _CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder of the state, which may be deleted at any time, also while a build runs."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where the folder is gone it is compiled again when it is asked for next."""
        with contextlib.suppress(FileNotFoundError):
            super().dump_bytecode(bucket)


def pelican_settings(root: Path) -> dict[str, Any]:
    """The settings for the archive in `root`; they go into the global names of its pelicanconf.py."""
    loading.lightly()  # before all that is the archive's own, under `pelican` alone, too
    import plugins.incremental
    from plugins.archive_markdown import HandWrittenReader

    own = _from_archive(root)
    state = root / own.get("state", ".state")
    return {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "THEME": str(_THEME),
        "THEME_TEMPLATES_OVERRIDES": _own_templates(root),
        "PLUGINS": [plugins.incremental],  # the module itself: a plugin that cannot be imported must end the build
        "INCREMENTAL_SITE": "plugins.archive_pages:site",
        "INCREMENTAL_EXTRAS": ("plugins.archive_search:extra",),
        "INCREMENTAL_STATE": str(state),
        "INCREMENTAL_OWNED": True,
        "INCREMENTAL_WORKERS": int(own.get("workers", 0)),
        "JINJA_ENVIRONMENT": _jinja(state),
        **_HAND_WRITTEN,
        **_SILENT,
        "READERS": {"rst": None, "html": None, "md": HandWrittenReader},
    }


_HAND_WRITTEN: Mapping[str, Any] = {
    "SITENAME": "",
    "SITEURL": "",
    "RELATIVE_URLS": True,
    "DEFAULT_LANG": "vi",
    "TIMEZONE": "Asia/Ho_Chi_Minh",
    "LOCALE": ("C.UTF-8", "C"),  # no language, but the letters of all of them for who runs in the same process
    "DEFAULT_DATE_FORMAT": "%d/%m/%Y",
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": ["pages"],
    "PAGE_URL": "{slug}/index.html",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "INTRASITE_LINK_REGEX": r"(?P<what>(?!))",  # matches nothing
    "MARKDOWN": {
        "extension_configs": {"meta": {}, "tables": {}, "attr_list": {}, "def_list": {}},
        "output_format": "html5",
    },
}
_SILENT: Mapping[str, Any] = {
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    **dict.fromkeys(
        ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_ATOM")
    ),
    **dict.fromkeys(("AUTHOR_SAVE_AS", "CATEGORY_SAVE_AS", "TAG_SAVE_AS", "DRAFT_SAVE_AS"), ""),
}


def _from_archive(root: Path) -> Mapping[str, Any]:
    """The two settings that a build needs before anything else.

    Nearly no file says a word of them: then the schema is not loaded, which takes 80 ms of CPU.
    """
    path = root / "archive.yaml"
    if not path.is_file() or not _MAY_BE_SET.search(path.read_text(encoding="utf-8")):
        return {}
    from pipeline import settings

    return settings.load(root).model_dump(include={"state", "workers"})


def _own_templates(root: Path) -> list[str]:
    """Templates of the archive's own, which stand before the project's of the same name."""
    own = root / "theme/templates"
    return [str(own)] if own.is_dir() and own.resolve() != (_THEME / "templates").resolve() else []


def _jinja(state: Path) -> dict[str, Any]:
    """Autoescape on; compiled templates are kept, because compiling them again costs more than one document."""
    from pipeline.account import charts

    folder = state / "jinja"
    folder.mkdir(parents=True, exist_ok=True)
    compiled = _CompiledTemplates(str(folder))
    charts.templates().bytecode_cache = compiled
    return {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,  # looks at every template's time for every page; a build reads its theme once
        "bytecode_cache": compiled,
    }
