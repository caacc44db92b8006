"""The archive's search: ties the sharded Lunr index to the incremental build and to the documents.

One document gives one product (`Search.make`, in the build's processes); `Search.finish` writes what changed of the
index. A document's slot is its place in the register of publications, so that a build from nothing gives the same
segments.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.document import vocabulary
from pipeline.document.model import Passage
from pipeline.document.record import Document as Record
from pipeline.document.vocabulary import Vocabulary
from plugins import sharded_lunr
from plugins.archive_pages.labels import LEVELS
from plugins.incremental import Card, Contribution, Item, Output, Part, Run
from plugins.sharded_lunr import Document, Entry, Field, Job, Packer, Plan, Schema, Segment, Values, Written

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
_TEXT = b"\n\f\n"
"""Stands between the product and the text of a document that the register does not know."""
_NOTHING = hashlib.sha256(b"").digest()[:16]


class Search:
    """`incremental.Extra`: the search index of the archive.

    Its part of a document is the document's terms, nothing for one that was withdrawn; the text is a file beside it.
    """

    name = "search"

    def __init__(self, packer: Packer, words: Callable[[], Vocabulary]) -> None:
        self.plan = Plan(SCHEMA, packer, FOLDER, lambda values: labels(values, words()))

    def make(self, item: Item, order: str) -> Contribution:
        """The product and the text of one document."""
        record = item.payload.document
        if record.state == "withdrawn":
            return Contribution(b"")
        document = to_index(item.card, record, item.payload.passages)
        product = sharded_lunr.encode(sharded_lunr.make(document, SCHEMA))
        said = sharded_lunr.text_of(document)
        if not order.isdigit():  # its slot depends on others
            return Contribution(product + _TEXT + said.encode())
        path, data = sharded_lunr.text(self.plan, int(order), said)
        return Contribution(product, (Output(path, data=data),))

    def piece(self, task: Job, write: Callable[[str, bytes], None]) -> Segment:
        """One segment of the index."""
        return sharded_lunr.build_segment(self.plan, task, write)

    def finish(self, run: Run) -> None:
        """Write what changed of the index, keep the rest."""
        parts = {slot: part for slot, part in _slots(run.items()) if part.digest != _NOTHING}
        entries = [Entry(slot, part.digest) for slot, part in parts.items()]
        before = _remembered(run)
        loose = {slot: part.digest.hex() for slot, part in parts.items() if not part.order.isdigit()}
        known = before.loose if before else {}
        for slot, digest in loose.items():
            self._text(run, slot, parts[slot], known.get(str(slot)) == digest)

        def load(slot: int) -> bytes:
            return parts[slot].product.partition(_TEXT)[0]

        written = sharded_lunr.write(
            self.plan,
            entries,
            load,
            run,
            before=before.written if before else None,
            build=run.build_id,
            spread=run.spread,
        )
        run.remember(_MEMORY, json.dumps([written.build, written.segments, loose], ensure_ascii=False).encode())

    def _text(self, run: Run, slot: int, part: Part, known: bool) -> None:
        if known and run.keep(sharded_lunr.text_path(self.plan, slot)):
            return
        run.write(*sharded_lunr.text(self.plan, slot, part.product.partition(_TEXT)[2].decode()))


def extra(settings: Mapping[str, Any]) -> Search:
    """What INCREMENTAL_EXTRAS names."""
    folder = Path(settings["PATH"], "vocabulary")
    return Search(Packer(dictionary()), lambda: vocabulary.load(folder))


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
    """What is searched, shown and counted of a document.

    The issuing organ and the signers are searched with the text.
    """
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
            yield passage.id, passage.text
        for row in passage.rows:
            yield "", " · ".join([cell for cell in row if cell])


def _card(card: Card) -> dict[str, object]:
    """What a result shows; empty values are left out. Names of councils and types come from the labels."""
    notes = [card["oversight_name"], "Văn bản liên quan" if card["scope"] == "related" else ""]
    notes += [
        "Đã được thay thế" if card["state"] == "replaced" else "",
        "Chữ nhận dạng từ bản quét" if card["ocr"] else "",
    ]
    shown = {
        "path": card["path"],
        "title": card["title"],
        "code": card["code"],
        "date": card["date"],
        "council": card["council"]["slug"],
        "organ": card["organ_name"] if card["organ"] != "hdnd" else "",
        "type": card["type"]["slug"],
        "notes": [note for note in notes if note],
    }
    return {name: value for name, value in shown.items() if value}


def labels(values: Values, words: Vocabulary) -> dict[str, object]:
    """Names of what the facets say, as the browser wants them, in the order of the schema."""
    levels, councils, types, _ = values
    return {
        "facets": [
            _facet("level", "cap", "Cấp", "listed", {one: name for one, name in LEVELS.items() if one in levels}),
            _facet(
                "council",
                "hd",
                "Hội đồng nhân dân",
                "count",
                {one: words.councils[one].label for one in councils},
                shown=True,
            ),
            _facet("type", "loai", "Loại văn bản", "count", {one: words.types[one].name for one in types}, shown=True),
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


class Memory(NamedTuple):
    """What the last run left: segments that stand; digests of documents outside the register whose texts stand."""

    written: Written
    loose: Mapping[str, str]


def _remembered(run: Run) -> Memory | None:
    data = run.remembered(_MEMORY)
    if data is None:
        return None
    build, rows, loose = json.loads(data)
    segments = (
        Segment(name, start, stop, tuple(bounds), size, tuple(totals), tuple(map(tuple, values)))
        for name, start, stop, bounds, size, totals, values in rows
    )
    return Memory(Written(build, tuple(segments)), loose)
