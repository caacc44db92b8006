"""An index of the invented corpus written to a folder."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from plugins.sharded_lunr import codec, index
from plugins.sharded_lunr.product import IndexedText, encode, make, text_of
from plugins.sharded_lunr.segments import SegmentEntry
from tests.parity import corpus

DICTIONARY = ("hội đồng nhân dân nghị quyết ngân sách nhà nước giám sát " * 20).encode()
PACKER = codec.Packer(DICTIONARY)
LABELS = {"facets": [{"name": name, "parameter": name, "label": name} for name in corpus.SCHEMA.facets]}
PLAN = index.IndexPlan(corpus.SCHEMA, PACKER, "search/", lambda values: LABELS)


class Folder:
    """`index.Target` that notes what is written and what is kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written: list[str] = []
        self.kept: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)
            self.written.append(path)
        self.kept.add(path)

    def keep(self, path: str) -> bool:
        self.kept.add(path)
        return (self.root / path).is_file()

    def sweep(self) -> None:
        """Remove what the last build neither wrote nor kept, as a build does."""
        for path in self.root.rglob("*.js"):
            if path.relative_to(self.root).as_posix() not in self.kept:
                path.unlink()
        self.written, self.kept = [], set()

    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in self.root.rglob("*.js")}


def write(folder: Folder, documents: Mapping[int, IndexedText], before: index.Written | None = None) -> index.Written:
    """Write the index of documents by their slots; what they give passes through its stored form."""
    stored = {slot: encode(make(one, corpus.SCHEMA)) for slot, one in sorted(documents.items())}
    entries = [SegmentEntry(slot, hashlib.sha256(data).digest()[:16]) for slot, data in stored.items()]
    for slot, one in documents.items():
        folder.write(*index.text(PLAN, slot, text_of(one)))
    return index.write(PLAN, entries, stored.__getitem__, folder, before=before)


def numbered(documents: Sequence[IndexedText]) -> dict[int, IndexedText]:
    """Documents in slots from 0."""
    return dict(enumerate(documents))
