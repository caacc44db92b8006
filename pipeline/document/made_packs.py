"""The packs that builds made, kept beside their state: of which pages each is, and how large.

`hdnd build` makes a pack out of the finished pages of a session, and the next build of the site publishes it where its
pages are still those: one of other pages, be it that a word was withdrawn, is not published.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_INDEX = "packs/index.json"


@dataclass(frozen=True, slots=True)
class MadePack:
    """The pack of a session: the folder of its page, its title, the sizes of its files by name.

    `pages` is the hash of the list of its pages, `key` that of all that its bytes depend on.
    """

    folder: str
    title: str
    pages: str
    key: str
    files: Mapping[str, int]

    def path(self, state: Path, name: str) -> Path:
        """Where a file of it is kept."""
        return state / "packs" / f"{hashlib.sha256(self.folder.encode()).hexdigest()[:16]}-{name}"

    def there(self, state: Path) -> list[tuple[str, Path]]:
        """Its files that are kept, by name."""
        return [(name, path) for name in self.files if (path := self.path(state, name)).is_file()]


def read(state: Path) -> dict[str, MadePack]:
    """The packs by their folders; none where the state was deleted."""
    path = state / _INDEX
    return {row["folder"]: MadePack(**row) for row in json.loads(path.read_bytes())} if path.is_file() else {}


def write(state: Path, packs: Iterable[MadePack]) -> None:
    """Keep which packs there are."""
    text = json.dumps([asdict(one) for one in packs], ensure_ascii=False, indent=1)
    (state / _INDEX).parent.mkdir(parents=True, exist_ok=True)
    (state / _INDEX).write_text(text, encoding="utf-8")


def digest(folder: str, listed: bytes) -> str:
    """What tells the documents of a list by the hashes of their pages; the session's own page links the pack itself."""
    rows = [row for row in json.loads(listed)["pages"] if row[0] != f"{folder}/index.html"]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
