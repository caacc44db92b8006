"""The archive's search: ties the sharded Lunr index to the incremental build and to the documents.

Here stands what is searched, shown and counted of a document. Its slot is its place in the register of publications,
so that a build from nothing gives the same segments.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.document import vocabulary
from pipeline.document.passage import Passage
from pipeline.document.record import Document as Record
from pipeline.document.vocabulary import Vocabulary
from plugins import archive_alike, sharded_lunr
from plugins.archive_alike import Alike
from plugins.archive_facts import facts
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.labels import LEVELS, state
from plugins.incremental import Item
from plugins.sharded_lunr import IndexedText, IndexExtra, IndexField, IndexPlan, Packer, Schema, Values
from plugins.sharded_lunr.words import clean, words

FOLDER = "search/"
FIELDS = (
    IndexField("title", 4),
    IndexField("number", 8),
    IndexField("text", 1),
    IndexField("pairs", 4, measured=False),
)
SCHEMA = Schema(FIELDS, ("level", "council", "type", "field", "year"), ("date",))
DICTIONARY = Path(__file__).parent / "archive_words.txt"
"""Phrases of two to four words that stand in most texts of the administration; any text of the kind would serve."""
SCRIPT = "js/search.js"
"""What the search page loads: `SOURCES` in their order, as one file."""

PAGE = (
    "js/document.js",
    ("js/search/words.js", *(f"js/{name}.js" for name in ("copy", "report", "found", "proof", "effect", "contents"))),
)
"""What a document's page loads, and of what it is made. As six files they took the connections of the style sheets, for
which a browser waits before it shows anything."""

SOURCES = (
    "js/search/language.js",
    *(f"js/{name}" for name in sharded_lunr.READER),
    "js/search/receipts.js",
    "js/search/said.js",
    "js/search/address.js",
    "js/search/facets.js",
    "js/search/view.js",
    "js/search/page.js",
)

SHEETS = ("css/asked.css", tuple(f"css/{name}.css" for name in ("base", "site", "lists", "search")))
"""The style sheets of the search page as one file. As four they took four of the six connections that a browser opens
to a server, and the script, without which no answer stands, waited for them."""

LUNR = ("js/lunr.js", tuple(f"js/{name}" for name in sharded_lunr.LUNR))
"""What the search page reads when a question needs Lunr, and of what it is made."""
REPAIR = ("js/repair.js", tuple(f"js/{name}" for name in sharded_lunr.REPAIR))
"""The same for a question with a word that no document has."""
NOTHING = ("js/nothing.js", ("js/search/nothing.js",))
"""The same for a question that finds nothing."""


def extra(settings: Mapping[str, Any]) -> IndexExtra:
    """What INCREMENTAL_EXTRAS names."""
    folder = Path(settings["PATH"], "vocabulary")
    return index(lambda: vocabulary.load(folder), archive_alike.load(folder))


def index(names: Callable[[], Vocabulary], alike: Alike) -> IndexExtra:
    """The archive's index; `names` gives those of councils and types when they are needed."""
    plan = IndexPlan(SCHEMA, Packer(dictionary()), FOLDER, lambda values: labels(values, names()))
    return IndexExtra(plan, partial(_document, alike))


def _document(alike: Alike, item: Item) -> IndexedText | None:
    record = item.payload.document
    return tombstone(item.card, record) if record.is_gone else to_index(item.card, record, item.payload.passages, alike)


def tombstone(card: DocumentCard, record: Record) -> IndexedText:
    """A document that was taken down: its number and day alone are found, and lead to what became of it."""
    shown = {"path": card["path"], "title": state(record), "code": clean(card["code"]), "date": card["date"]}
    shown |= {"council": card["council"]["slug"], "type": card["type"]["slug"]}
    return IndexedText(
        ({}, _numbers(record), {}, {}),
        {name: value for name, value in shown.items() if value},
        facets={"date": card["date"]},
    )


def dictionary() -> bytes:
    """What texts are packed with: phrases of administrative prose, and a document's shape."""
    phrases = " ".join(DICTIONARY.read_text(encoding="utf-8").split())
    card = {"path": "xa/", "title": "Về việc ", "code": "12/2024/NQ-HĐND", "date": "2024-12-09"}
    card |= {"council": "", "organ": "Thường trực Hội đồng nhân dân", "type": "nghi-quyet"}
    lines = [("dieu-1", "Điều 1. Phạm vi điều chỉnh"), ("dieu-1-khoan-1", "1. "), ("dieu-1-khoan-2", "2. ")]
    lines += [
        ("dieu-1-khoan-2-diem-a", "a) "),
        ("dieu-1-khoan-2-diem-b", "b) "),
        ("dieu-2", "Điều 2. Tổ chức thực hiện"),
    ]
    return f"{phrases}\n{sharded_lunr.text_of(IndexedText((), card, lines))}".encode()


def dictionary_path() -> str:
    """The dictionary's file, which every question reads."""
    return f"{FOLDER}{Packer(dictionary()).dictionary_name}.js"


def to_index(card: DocumentCard, record: Record, passages: Iterable[Passage], alike: Alike) -> IndexedText:
    """What is searched, shown and counted of a document.

    The title is that which is shown ("V/v …"), so that it is found as it is pasted. Issuing organ and signers are
    searched with the text; what the title says in other words, with its pairs, and what the document is besides
    (archive_facts); the day of issue ("9/12/2024") with the number.
    """
    lines = list(_lines(passages))
    said = "\n".join([*(text for _, text in lines), record.organ_name, *(one.name or "" for one in record.signers)])
    issued = record.dates.issued
    told = facts(card["council"]["label"], record.organ_name, card["type"]["name"], issued)
    return IndexedText(
        counts=counts(
            card["title"],
            _numbers(record),
            said,
            pairs(card["title"], alike, told),
        ),
        card=_card(card),
        passages=lines,
        facets={
            "level": record.level,
            "council": record.council,
            "type": record.type,
            "field": record.field or "",
            "year": str(issued.year),
            "date": issued.isoformat(),
        },
    )


def counts(title: str, number: Counter[str], said: str, pairs: Counter[str]) -> tuple[Mapping[str, int], ...]:
    """How often each term stands in each field of the schema; `number`: those of the document's own numbers."""
    return sharded_lunr.count(title), number, sharded_lunr.count(said), pairs


def day_terms(issued: dt.date) -> list[str]:
    """The day of issue as questions about it are read: 9/7/2024."""
    return [f"{issued.day}/{issued.month}/{issued.year}"]


def _numbers(record: Record) -> Counter[str]:
    """The terms of its number, of its receipts ("TN-2024-000123" as tn/2024/123) and of its day."""
    found = sharded_lunr.number_terms(record.code, record.dates.issued.year)
    receipts = [one.receipt for one in record.versions] + [record.state_receipt]
    parts = [receipt.lower().split("-") for receipt in receipts if receipt and receipt.count("-") == 2]
    found.update(sorted({"/".join([kind, year, number.lstrip("0")]) for kind, year, number in parts}))
    found.update(day_terms(record.dates.issued))
    return found


def pairs(title: str, alike: Alike, told: Iterable[str] = ()) -> Counter[str]:
    """Neighbouring words of a title, what stands there in other words, and what is `told` of its document besides."""
    terms = words(title)
    also = alike(terms)
    return Counter([*sharded_lunr.pairs(terms), *also.pairs, *also.words, *told])


def _lines(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    for passage in passages:
        if passage.text:
            yield passage.id, passage.text
        for row in passage.rows:
            yield "", " · ".join([cell for cell in row if cell])


def _card(card: DocumentCard) -> dict[str, object]:
    """What a result shows; empty values are left out. Names of councils and types come from the labels."""
    notes = [card["oversight_name"], "Văn bản liên quan" if card["scope"] == "related" else ""]
    notes += [
        "Đã được thay thế" if card["state"] == "replaced" else "",
        "Chữ nhận dạng từ bản quét" if card["ocr"] else "",
    ]
    shown = {
        "path": card["path"],
        "title": clean(card["title"]),
        "code": clean(card["code"]),
        "date": card["date"],
        "council": card["council"]["slug"],
        "organ": card["organ_name"] if card["organ"] != "hdnd" else "",
        "type": card["type"]["slug"],
        "notes": [note for note in notes if note],
    }
    return {name: value for name, value in shown.items() if value}


def labels(values: Values, names: Vocabulary) -> dict[str, object]:
    """Names of what the facets say, as the browser wants them, in the order of the schema."""
    levels, councils, types, matters, _ = values
    return {
        "facets": [
            _facet("level", "cap", "Cấp", "listed", {one: name for one, name in LEVELS.items() if one in levels}),
            _facet(
                "council",
                "hd",
                "Hội đồng nhân dân",
                "count",
                {one: names.councils[one].label for one in councils},
                shown=True,
            ),
            _facet("type", "loai", "Loại văn bản", "count", {one: names.types[one].name for one in types}, shown=True),
            _facet(
                "field",
                "lv",
                "Lĩnh vực",
                "count",
                {field.slug: field.name for field in names.fields.listed if field.slug in matters},
            ),
            _facet("year", "nam", "Năm ban hành", "newest", {}),
        ]
    }


def _facet(
    name: str, parameter: str, label: str, order: str, values: Mapping[str, str], *, shown: bool = False
) -> dict[str, object]:
    return {"name": name, "parameter": parameter, "label": label, "order": order, "shown": shown, "values": values}
