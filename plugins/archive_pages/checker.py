"""The page on which a sender checks a package before sending it: in the browser, nothing leaves it.

Its scripts know the rules of `hdnd check` for envelopes and files; senders, limits and sentences come with the page.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.document.vocabulary import Vocabulary, spellings, unit_keys
from plugins.archive_pages.duty_types import CheckPage
from plugins.archive_pages.listings import crumbs
from plugins.incremental import Output

if TYPE_CHECKING:
    from pipeline.settings import Settings

SOURCES = tuple(
    f"js/{name}.js"
    for name in (
        "vendor/inflate.min",
        *(f"check/{one}" for one in ("bytes", "mend", "xml", "marks", "encoded", "files", "wrapped", "header")),
        *(f"check/{one}" for one in ("package", "page")),
    )
)
SCRIPTS: tuple[str, Sequence[str]] = ("js/check.js", SOURCES)
PATH = "kiem-tra-goi-tin/index.html"


def output(settings: "Settings", vocabulary: Vocabulary) -> Output:
    """The page."""
    return Output(PATH, "check", context(settings, vocabulary, ("js/check.js",)))


def context(settings: "Settings", vocabulary: Vocabulary, scripts: Sequence[str]) -> CheckPage:
    """What its template shows."""
    return {
        "section": "tro-giup",
        "crumbs": crumbs(("Trợ giúp", "tro-giup/index.html"), ("Kiểm tra gói tin", None)),
        "title": "Kiểm tra gói tin trước khi gửi",
        "description": "Mở gói tin trong trình duyệt để biết cơ sở dữ liệu sẽ nêu vướng mắc gì; không gửi gì đi đâu.",
        "rules": rules(settings, vocabulary),
        "check_scripts": scripts,
    }


def rules(settings: "Settings", vocabulary: Vocabulary) -> dict[str, Any]:
    """What the scripts have to know: who sends and as which unit, to whom, how much, and the sentence of each code."""
    from pipeline.document import reasons  # asked by this page alone, and others load its scripts' names

    return {
        "senders": {
            code.upper(): unit_keys(vocabulary.councils[slug]) for code, slug in sorted(vocabulary.senders.items())
        },
        "address": [settings.address, *sorted(spellings(settings.address) - {settings.address})],
        "attachments": settings.limits.attachments,
        "mb": settings.limits.attachment_mb,
        "domain": settings.site.email.rpartition("@")[2].lower(),
        "reasons": {code: [one.severity.value, one.vi] for code, one in reasons.REASONS.items()},
    }
