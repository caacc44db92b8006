"""What runs, sends or fetches by itself in a PDF: actions, annotations, attached files, streams that lie elsewhere.

Names may be written with escapes ("/J#61vaScript") and objects lie in compressed streams, so both the file's own bytes
and every dictionary are looked at. A link that waits for a click is no active content; the same link as the action that
opens the file is.
"""

import re
from collections.abc import Iterator
from typing import Any

from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from pipeline.document import reasons
from pipeline.document.model import Finding

_RAW = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles|XFA|RichMedia|SubmitForm|ImportData|GoToE|Rendition)\b|/JS[\s(<]"
)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/ImportData": "ImportData",
    "/SubmitForm": "SubmitForm",
    "/GoToR": "GoToR",
    "/GoToE": "GoToE",
    "/Rendition": "Rendition",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/RichMediaExecute": "RichMedia",
    "/GoTo3DView": "3D",
    "/Hide": "Hide",
    "/SetOCGState": "SetOCGState",
}
_ANNOTATIONS = {
    "/RichMedia": "RichMedia",
    "/3D": "3D",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/Screen": "Screen",
    "/FileAttachment": "EmbeddedFiles",
}
_KEYS = {"/JS": "JavaScript", "/EmbeddedFiles": "EmbeddedFiles", "/EF": "EmbeddedFiles", "/XFA": "XFA", "/AA": "AA"}
_ARGUMENTS = frozenset({"/JS", "/Sound", "/F", "/Win", "/T", "/R", "/N", "/D", "/State"})
_STRUCTURE = frozenset({"/K", "/P", "/Pg"})  # of a tagged text, whose kinds are named as its author likes
_STEPS = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage", "/GoBack", "/GoForward", "/GoToPage"})
_MOST_STEPS = 50
_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data|file|ms-[\w-]+|search-ms|shell):", re.IGNORECASE)
_BROKEN = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def of_bytes(raw: bytes) -> Iterator[str]:
    """Kinds of active things named in a file's own bytes, streams left out, escapes in names undone."""
    outside = re.sub(rb"\bstream\r?\n.*?endstream", b"", raw, flags=re.DOTALL)
    plain = _ESCAPED.sub(lambda code: bytes([int(code.group(1), 16)]), outside)
    for match in _RAW.finditer(plain):
        yield (match.group(1) or b"JavaScript").decode("ascii")


def of(thing: DictionaryObject) -> Iterator[str]:
    """Kinds of active things that one dictionary is, or starts."""
    action, subtype = _looked_up(thing, "/S"), _looked_up(thing, "/Subtype")
    if isinstance(action, str) and action in _ACTIONS and (_ARGUMENTS & thing.keys() or not _STRUCTURE & thing.keys()):
        yield _ACTIONS[action]
    if isinstance(subtype, str) and subtype in _ANNOTATIONS and "/Rect" in thing:
        yield _ANNOTATIONS[subtype]
    yield from (kind for key, kind in _KEYS.items() if key in thing)
    if "/OpenAction" in thing and (what := _unasked(_looked_up(thing, "/OpenAction"))):
        yield f"OpenAction {what}".rstrip()
    yield from _outside(thing)


def _unasked(action: Any) -> str:
    """What an action that nobody asked for does, the actions behind it too; empty where it only shows a page.

    What cannot be looked up, and what stands behind more steps than any writer makes, is told as unknown: "?".
    """
    waiting, seen = [action], 0
    while waiting and seen < _MOST_STEPS:
        step = waiting.pop()
        seen += 1
        if isinstance(step, ArrayObject):  # several actions; of a place on a page, its page
            waiting += [thing for one in step if "/S" in _as_dictionary(thing := _plain(one))]
        elif isinstance(step, DictionaryObject):
            kind = _looked_up(step, "/S")
            if kind not in ("/GoTo", "/GoToDp") and "/S" in step:
                return kind.removeprefix("/") if isinstance(kind, str) else "?"
            waiting += [_looked_up(step, "/Next")] if "/Next" in step else []
        elif not isinstance(step, str):  # the name of a place
            return "?"
    return "?" if waiting else ""


def _outside(thing: DictionaryObject) -> Iterator[str]:
    """Parts of the file that lie elsewhere, links that run code when they are followed, commands of the viewer."""
    action = _looked_up(thing, "/S")
    if action == "/Named" and _looked_up(thing, "/N") not in _STEPS and "/N" in thing:
        yield "Named"
    if action == "/URI" and _SCHEME.match(str(_looked_up(thing, "/URI"))):
        yield "URI"
    if action == "/Thread" and "/F" in thing:
        yield "GoToR"
    if isinstance(thing, StreamObject) and "/F" in thing:
        yield "external stream"
    if _looked_up(thing, "/FS") == "/URL":
        yield "URL file"
    if _looked_up(thing, "/Subtype") == "/Form" and "/Ref" in thing:
        yield "Reference"


def _as_dictionary(thing: Any) -> DictionaryObject:
    return thing if isinstance(thing, DictionaryObject) else DictionaryObject()


def _looked_up(thing: DictionaryObject, key: str) -> Any:
    """A value, also one that stands behind a reference: a kind written "12 0 R" is a kind all the same."""
    return _plain(thing.raw_get(key)) if key in thing else None


def _plain(thing: Any) -> Any:
    try:
        return thing.get_object()
    except _BROKEN:
        return None


def finding(kinds: str) -> Finding:
    """A PDF with active content of these kinds."""
    return reasons.finding("active-content/pdf", what=kinds)
