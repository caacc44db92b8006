"""What the JSON files of the site hold, as JSON Schema (draft 2020-12), for whoever reads them by program."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plugins import archive_dictionary
from plugins.incremental import Output

FOLDER = "du-lieu/luoc-do"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ADDRESS = r"^(tinh|huyen|xa)/[a-z0-9-]+/\d{4}/[a-z0-9-]+$"
_SHA256 = "^[0-9a-f]{64}$"
_ID = r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_EVENTS = ("published", "updated", "replaced", "moved", "restored", "corrected", "redacted")
_DOWN = ("withdrawn", "suspended")

_MENTION = {"type": "object", "properties": {"address": {"type": "string", "pattern": _ADDRESS}}}
_ADDED: Mapping[str, Any] = {
    "address": {"type": "string", "pattern": _ADDRESS},
    "id": {"type": "string", "pattern": _ID},
    "license": {
        "type": "string",
        "format": "uri",
        "description": "Laws and official documents are nobody's (IP Law, Article 15).",
    },
    "content": {"type": "string", "pattern": _SHA256, "description": "Of the content file, as the register has it."},
    "log": {"type": "object", "description": "Its line in the register of publications, and the place of that."},
    "cites": {"type": "array", "items": _MENTION, "description": "What its text names."},
    "acts": {"type": "array", "items": _MENTION, "description": "What it does to others, by its text."},
    "cited_by": {"type": "array", "items": {"type": "string", "pattern": _ADDRESS}},
    "effect_periods": {"type": "array", "description": "Status of effect by days, with the sentence that proves it."},
    "passages": {
        "type": "array",
        "description": "The text, divided.",
        "items": {
            "type": "object",
            "properties": {
                "kind": {"type": "string"},
                "id": {"type": "string", "description": "The anchor on the page."},
                "depth": {"type": "integer"},
                "text": {"type": "string"},
                "rows": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
            },
            "required": ["kind"],
        },
    },
}
_ENTRY: Mapping[str, Any] = {
    "seq": {"type": "integer", "minimum": 1, "description": "Number of the line in the register: the cursor."},
    "time": {"type": "string", "format": "date-time", "description": "When the register was written."},
    "act": {"enum": ["new", "changed", "withdrawn"], "description": "What it is to a copy that followed so far."},
    "event": {"enum": [*_EVENTS, *_DOWN], "description": "The same in the register's own words."},
    "id": {
        "type": "string",
        "pattern": _ID,
        "description": "The document's own; no setting, no move changes it.",
    },
    "address": {"type": "string", "pattern": _ADDRESS, "description": "Where its page and document.json are below."},
    "content": {
        "type": "string",
        "pattern": _SHA256,
        "description": "SHA-256 of its content file; `content` of document.json while this is the newest.",
    },
}
_PAGE: Mapping[str, Any] = {
    "v": {"const": 1},
    "page": {"type": "integer", "minimum": 1},
    "from": {"type": "integer", "minimum": 1, "description": "The first number that stands here."},
    "to": {"type": "integer", "minimum": 1, "description": "The last number that ever will."},
    "closed": {"type": "boolean", "description": "Whether the page is full: then its bytes are for ever."},
    "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
}
_HEAD: Mapping[str, Any] = {
    "v": {"const": 1},
    "feed": {"type": "string", "pattern": _ID, "description": "The archive's own: another one is another archive."},
    "name": {"type": "string"},
    "site": {"type": "string", "format": "uri"},
    "basis": {"type": "string", "description": "When it differs from the last one: take everything anew, from 0."},
    "seq": {"type": "integer", "minimum": 0, "description": "The newest number."},
    "time": {"type": "string", "format": "date-time", "description": "When the newest line was written."},
    "page": {"type": "integer", "minimum": 0, "description": "The newest page; 0: there is none yet."},
    "per_page": {"type": "integer", "minimum": 1, "description": "Number n stands on page (n - 1) // per_page + 1."},
    "newest": {"type": "string", "description": "Where the newest page is."},
    "schema": {"type": "string"},
    "license": {"type": "string", "format": "uri"},
}


def outputs() -> Iterator[Output]:
    """The files: of each table, of a document."""
    for name, data in archive_dictionary.schemas():
        yield Output(f"{FOLDER}/{name}", data=data)
    yield Output(f"{FOLDER}/document.schema.json", data=document())
    yield Output(f"{FOLDER}/toan_van.schema.json", data=texts())


def document() -> bytes:
    """Of document.json: the facts of the front matter, and what others and the text add."""
    from pipeline.document.record import Document  # builds that make nothing need not load it

    facts = Document.model_json_schema(by_alias=True, mode="serialization")
    facts["required"] = [*facts["required"], "address", "id", "content", "passages"]
    facts["properties"] |= _ADDED
    said = {"$schema": _DIALECT, **facts, "title": "Văn bản (a document)"}
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()


def texts() -> bytes:
    """Of a line of the monthly texts: that of a document in the yearly tables, its text, and its text divided."""
    said = archive_dictionary.row_schema("van_ban")
    said["title"] = "Văn bản và toàn văn (a document with its text)"
    said["properties"] |= {
        "noi_dung": {"type": "string", "description": "Toàn văn, dạng Markdown."},
        "doan": _ADDED["passages"],
    }
    said["required"] = [*said["required"], "noi_dung", "doan"]
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()


def feed() -> bytes:
    """Of the head and the pages of what became of documents: `oneOf` the two."""
    defs = {
        "entry": _object(_ENTRY, optional=("time", "content")),
        "page": _object(_PAGE),
        "head": _object(_HEAD, optional=("site", "time", "newest")),
    }
    said = {
        "$schema": _DIALECT,
        "title": "Văn bản mới, thay đổi, thu hồi (new, changed, withdrawn)",
        "oneOf": [{"$ref": "#/$defs/page"}, {"$ref": "#/$defs/head"}],
        "$defs": defs,
    }
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()


def _object(properties: Mapping[str, Any], optional: Sequence[str] = ()) -> dict[str, Any]:
    """An object of these; a later version of the program may add others, which a reader passes over."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
    }
