"""A dozen notes with the two plugins, nothing else of the project: run `pelican` here, open output/index.html."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "plugins"))  # for the extra; a site of your own copies the two folders instead

SITENAME = "Sổ tay thủy nông"
PATH = str(HERE / "content")
THEME = str(HERE / "theme")
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
DEFAULT_LANG = "vi"

PLUGIN_PATHS = [str(ROOT / "plugins")]
PLUGINS = ["incremental"]
INCREMENTAL_EXTRAS = ("sharded_lunr.extra:markdown",)
SHARDED_LUNR_SCRIPTS = str(ROOT / "theme/static/js")

# Articles are the engine's, so Pelican's own article lists stay empty; pages written by hand stay Pelican's.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS = ["pages"]
PAGE_SAVE_AS = PAGE_URL = "{slug}.html"
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
