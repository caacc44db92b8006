"""Names of received files: shown to people, never used as paths."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline import media

LENGTH = 200
# Directional controls reorder what a clerk reads ("…\u202efdp.exe" shows as "…exe.pdf"); controls cut or break lines.
_REORDERING = re.compile("[\u2028-\u202e\u2066-\u2069\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_ENCODED = re.compile(r"%(?:2e|2f|5c|00|c0|c1|25)", re.I)
# "12/2024/NQ-HĐND.pdf": senders name files by the number; those strokes are no folders.
_NUMBER = re.compile(r"^(?:[^/\\]*[\s_])?\d{1,6}[a-zđ]?(?:/\d{4})?/[A-ZĐ][\wĐđ.\-]*(?:[\s_][^/\\]*)?$")


def hostile(name: str) -> bool:
    """Whether a name tries something: a path, an encoded one, reordered letters, a stream, a hidden program."""
    if _REORDERING.search(name) or _ENCODED.search(name):
        return True
    wide = unicodedata.normalize("NFKC", name).strip()
    if ("/" in wide or "\\" in wide) and not (_NUMBER.match(wide) and "\\" not in wide):
        return True
    if wide.startswith("~") or re.search(r":(?!\s)", wide):
        return True
    return any(media.is_program(part.strip()) for part in wide.split(".")[1:])


def display(name: str, *, number: int, ext: str) -> str:
    """The name as readers may see it: NFC, no controls, no folders; a made-up one where nothing is left."""
    cleaned = _HIDDEN.sub("", _REORDERING.sub("", unicodedata.normalize("NFC", name)))
    if _NUMBER.match(cleaned):
        cleaned = cleaned.replace("/", "-")
    cleaned = re.split(r"[/\\／＼]", cleaned)[-1]
    cleaned = re.sub(r"\s+", " ", cleaned).strip(" .")
    if len(cleaned) > LENGTH:
        stem, dot, end = cleaned.rpartition(".")
        cleaned = f"{stem[: LENGTH - len(end) - 1]}.{end}" if dot and len(end) <= 5 else cleaned[:LENGTH]
    return cleaned if re.search(r"\w", cleaned) else f"tep-{number}.{ext}"


def extension(name: str) -> str:
    """What follows the last dot, lower case, ASCII only; empty when there is none."""
    found = re.search(r"\.([A-Za-z0-9]{1,8})[\s.]*$", name)
    return found[1].lower() if found else ""


def distinct(names: Iterable[str]) -> Sequence[str]:
    """The names, equal ones numbered: a.pdf, a (2).pdf."""
    seen: dict[str, int] = {}
    return [_numbered(name, seen) for name in names]


def _numbered(name: str, seen: dict[str, int]) -> str:
    key = name.casefold()
    seen[key] = seen.get(key, 0) + 1
    if seen[key] == 1:
        return name
    stem, dot, end = name.rpartition(".")
    return f"{stem} ({seen[key]}).{end}" if dot else f"{name} ({seen[key]})"
