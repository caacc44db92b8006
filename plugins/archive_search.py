"""The archive's search: ties the sharded Lunr index to the incremental build and to the documents.

One document gives one product (`Search.make`, in the build's processes); `Search.finish` writes what changed of the
index. A document's slot is its place in the register of publications, so that a build from nothing gives the same
segments.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.document.model import Passage
from pipeline.document.record import Document as Record
from plugins import sharded_lunr
from plugins.incremental import Card, Item, Part, Run
from plugins.sharded_lunr import Document, Entry, Field, Packer, Plan, Product, Schema, Written
from plugins.sharded_lunr.segments import Segment
from plugins.sharded_lunr.words import clean

FOLDER = "search/"
SCHEMA = Schema((Field("title", 4), Field("number", 8), Field("text", 1)), ("level", "council", "type", "year"))
DICTIONARY = Path(__file__).parent / "archive_words.txt"
"""Phrases of two to four words that stand in most texts of the administration; any text of the kind would serve."""
SCRIPT = "js/search.js"
"""What the search page loads: `SOURCES` in their order, as one file."""

SOURCES = (
    "js/vendor/lunr.min.js",
    "js/search/words.js",
    "js/search/codec.js",
    "js/search/load.js",
    "js/search/segments.js",
    "js/search/score.js",
    "js/search/lunr-index.js",
    "js/search/question.js",
    "js/search/answer.js",
    "js/search/documents.js",
    "js/search/excerpt.js",
    "js/search/address.js",
    "js/search/facets.js",
    "js/search/view.js",
    "js/search/page.js",
)

_MEMORY = "index"


class Search:
    """`incremental.Extra`: the search index of the archive."""

    name = "search"

    def __init__(self, packer: Packer) -> None:
        self.packer = packer

    def make(self, item: Item) -> bytes:
        """The product of one document."""
        document = to_index(item.card, item.payload.document, item.payload.passages)
        return sharded_lunr.encode(
            sharded_lunr.make(document, SCHEMA, self.packer.pack(sharded_lunr.text_of(document)))
        )

    def finish(self, run: Run) -> None:
        """Write what changed of the index, keep the rest."""
        memory = _remembered(run)
        labels = Labels()
        loads: dict[int, Callable[[], bytes]] = {}
        entries, fresh = [], set()
        for slot, part in _slots(run.items()):
            loads[slot] = part.load
            known = memory.entries.get(part.key)
            if known and known[0] == part.digest.hex() and known[1].slot == slot:
                entries.append(known[1])
            else:
                entries.append(sharded_lunr.entry(slot, part.key, part.product))
                fresh.add(slot)
            memory.digests[part.key] = part.digest.hex()
            if entries[-1].live:
                labels.add(part.card)
        entries.sort()

        def load(chosen: Iterable[Entry]) -> Iterator[Product]:
            return (sharded_lunr.decode(loads[one.slot]()) for one in chosen)

        plan = Plan(SCHEMA, self.packer, FOLDER, labels.said())
        written = sharded_lunr.write(plan, entries, load, run, before=memory.written, fresh=fresh, build=run.build_id)
        run.remember(_MEMORY, _memory(written, entries, memory.digests))


def extra(settings: Mapping[str, Any]) -> Search:
    """What INCREMENTAL_EXTRAS names."""
    return Search(Packer(dictionary()))


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
    return f"{phrases}\n{sharded_lunr.text_of(Document((), card, lines))}".encode()


def to_index(card: Card, record: Record, passages: Iterable[Passage]) -> Document:
    """What is searched, shown and counted of a document; of a withdrawn one, nothing.

    The issuing organ and the signers are searched with the text.
    """
    if record.state == "withdrawn":
        return Document(({}, {}, {}), {}, live=False)
    lines = list(_lines(passages))
    said = "\n".join([*(text for _, text in lines), record.organ_name, *(one.name or "" for one in record.signers)])
    year = record.dates.issued.year
    return Document(
        counts=(
            sharded_lunr.count(record.title),
            sharded_lunr.number_terms(record.code, year),
            sharded_lunr.count(said),
        ),
        card=_card(card),
        passages=lines,
        facets={"level": record.level, "council": record.council, "type": record.type, "year": str(year)},
    )


def _lines(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    for passage in passages:
        if passage.text:
            yield passage.id, clean(passage.text)
        for row in passage.rows:
            yield "", clean(" · ".join(cell for cell in row if cell))


def _card(card: Card) -> dict[str, object]:
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


@dataclass
class Labels:
    """Names of facet values, gathered from the cards of what can be found."""

    levels: dict[str, str] = field(default_factory=dict)
    councils: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def add(self, card: Card) -> None:
        """Take the names that one card says."""
        self.levels[card["level"]] = card["level_label"]
        self.councils[card["council"]["slug"]] = card["council"]["label"]
        self.types[card["type"]["slug"]] = card["type"]["name"]

    def said(self) -> dict[str, object]:
        """The facets as the browser wants them, in the order of the schema."""
        levels: dict[str, str] = {
            level: self.levels[level] for level in ("tinh", "huyen", "xa") if level in self.levels
        }
        return {
            "facets": [
                _facet("level", "cap", "Cấp", "listed", levels),
                _facet("council", "hd", "Hội đồng nhân dân", "count", dict(sorted(self.councils.items())), shown=True),
                _facet("type", "loai", "Loại văn bản", "count", dict(sorted(self.types.items())), shown=True),
                _facet("year", "nam", "Năm ban hành", "newest", {}),
            ]
        }


def _facet(
    name: str, parameter: str, label: str, order: str, values: Mapping[str, str], *, shown: bool = False
) -> dict[str, object]:
    return {"name": name, "parameter": parameter, "label": label, "order": order, "shown": shown, "values": values}


def _slots(parts: Iterable[Part]) -> Iterator[tuple[int, Part]]:
    """Each document with its slot: its place in the register; what the register does not know follows, by path."""
    last = -1
    for part in parts:
        last = int(part.order) if part.order.isdigit() and int(part.order) > last else last + 1
        yield last, part


@dataclass
class Memory:
    """What the last run left: segments that stand, entries by key with the digests of their products."""

    written: Written | None = None
    entries: dict[str, tuple[str, Entry]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def _remembered(run: Run) -> Memory:
    data = run.remembered(_MEMORY)
    if data is None:
        return Memory()
    said = json.loads(data)
    segments = tuple(Segment(name, start, stop, tuple(bounds)) for name, start, stop, bounds in said["segments"])
    entries = {
        row[1]: (digest, Entry(row[0], row[1], row[2], row[3], row[4], tuple(row[5])))
        for digest, *row in said["entries"]
    }
    return Memory(Written(said["build"], segments), entries)


def _memory(written: Written, entries: Iterable[Entry], digests: Mapping[str, str]) -> bytes:
    rows = [[digests[one.key], *one] for one in entries]
    said = {"build": written.build, "segments": written.segments, "entries": rows}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
