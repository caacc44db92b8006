"""The days by which oversight documents ask for something, as a calendar (RFC 5545) for phones and office programs.

An event names the document and where to find it, never the sentence: that may name persons, and a calendar is copied
to servers that nobody here knows. Its UID is made as the ids of the feeds are, so no setting shows it as another one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from plugins.archive_feeds import identifier
from plugins.archive_pages.card_types import Deadline, DocumentCard
from plugins.archive_reader import anchor_name
from plugins.incremental import Output

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings

_OCTETS = 75  # of a line; what follows is folded
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(path: str, title: str, cards: Iterable[DocumentCard], site: "SiteSettings") -> Iterator[Output]:
    """The calendar of all days due in these documents; none while there are no such days."""
    events = [line for card in cards for due in card["due"] for line in _event(card, due, site)]
    if events:
        head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hdnd-archive//oversight//VI", "CALSCALE:GREGORIAN")
        named = ("METHOD:PUBLISH", f"X-WR-CALNAME:{_words(f'{site.name}: {title}')}")
        lines = (*head, *named, *events, "END:VCALENDAR")
        yield Output(path, data="".join(f"{_folded(line)}\r\n" for line in lines).encode())


def _event(card: DocumentCard, due: Deadline, site: "SiteSettings") -> Sequence[str]:
    document, council = f"{card['type']['name']} số {card['code']}", card["council"]["label"]
    day, place = dt.date.fromisoformat(due["date"]), f"#{due['anchor']}" if due["anchor"] else ""
    uid = identifier(f"{card['first']} {due['date']}{place}").removeprefix("urn:uuid:")
    stamp = str(card["received"]).replace("-", "").replace(":", "")
    where = f"{anchor_name(due['anchor'])} của " if anchor_name(due["anchor"]) else ""
    said = _words(f"{where}{document} ngày {card['date_label']}, {council}")
    return (
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + dt.timedelta(1):%Y%m%d}",
        f"SUMMARY:{_words(f'Hạn nêu trong {document}, {council}')}",
        f"DESCRIPTION:{said[0].upper()}{said[1:]}",
        *([f"URL:{site.base}{card['path']}{place}"] if site.url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _words(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, none of them within a letter."""
    parts, now = [""], 0
    for letter in line:
        size = len(letter.encode())
        if now + size > _OCTETS:
            parts.append("")
            now = 1
        parts[-1] += letter
        now += size
    return "\r\n ".join(parts)
