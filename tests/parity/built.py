"""An index of the invented corpus written to a folder."""

from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from plugins.sharded_lunr import codec, index
from plugins.sharded_lunr.product import Product, decode, encode
from plugins.sharded_lunr.segments import Entry
from tests.parity import corpus

DICTIONARY = ("hội đồng nhân dân nghị quyết ngân sách nhà nước giám sát " * 20).encode()
PACKER = codec.Packer(DICTIONARY)


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


def write(
    folder: Folder,
    products: Sequence[tuple[int, Product]],
    before: index.Written | None = None,
    fresh: Container[int] = (),
) -> index.Written:
    """Write the index of products with their slots, which pass through their stored form."""
    stored = {slot: encode(product) for slot, product in products}
    entries = [index.entry(slot, str(slot), stored[slot]) for slot, _ in products]

    def load(chosen: Sequence[Entry]) -> Iterable[Product]:
        return (decode(stored[one.slot]) for one in chosen)

    labels = {"facets": [{"name": name, "parameter": name, "label": name} for name in corpus.SCHEMA.facets]}
    return index.write(
        index.Plan(corpus.SCHEMA, PACKER, "search/", labels), entries, load, folder, before=before, fresh=fresh
    )
