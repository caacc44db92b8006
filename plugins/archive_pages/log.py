"""The register of publications as a transparency log: its signed head, and the tree that proves a line to be in it.

Only the tiles at the right edge change when documents are added; a page carries its own line and number, never a proof,
so that no other page changes. A page asks for the head and two or three tiles, as scripts: fetch() may not from file://.
"""

import base64
import datetime as dt
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.document import zone
from plugins.archive_pages import json_lines
from plugins.archive_pages.noted import Noted
from plugins.filters import instant_iso
from plugins.incremental import Output

if TYPE_CHECKING:
    from plugins.archive_pages.register_lines import ToldLines

PUBLICATIONS = "content/register/publications.jsonl"
FOLDER = "du-lieu/nhat-ky"
FILES = ("checkpoint", "cosigned")
_CAME = frozenset([b"published", b"updated"])


class LogEntry(NamedTuple):
    """A line of the register of publications: its place, from 0, and its text."""

    place: int
    line: str


class Register:
    """The register of publications, read once a build and only as far as it is asked for.

    `noted` holds what was told of its lines.
    """

    def __init__(self, root: Path, noted: Noted | None = None) -> None:
        self._path, self._noted = root / PUBLICATIONS, noted

    @cached_property
    def data(self) -> bytes:
        """The file; a clone that turned the ends of lines around holds the same lines."""
        return self._path.read_bytes().replace(b"\r\n", b"\n") if self._path.is_file() else b""

    @property
    def told(self) -> list[tuple[bytes, bytes]]:
        """Event and document of each line."""
        return self._lines.told

    @property
    def places(self) -> dict[str, str]:
        """Address → the order of its document (`json_lines.ledger`)."""
        return self._lines.places

    @cached_property
    def _lines(self) -> "ToldLines":
        from plugins.archive_pages import register_lines  # a build that finds nothing changed asks for no line

        return register_lines.lines(self.data, self._noted)

    def changed(self, address: str) -> str | None:
        """The instant at which persons last decided otherwise of a published document: corrected, restored, down."""
        place = self._last(address)
        if place is None or self.told[place][0] in _CAME:
            return None
        said = json_lines.text_behind(self.lines[place], b'"time":')
        return instant_iso(dt.datetime.fromisoformat(said.decode())) if said else None

    def _last(self, address: str) -> int | None:
        """The place of the last line that counts about a document."""
        order = self.places.get(address)
        place = int(order.rpartition(" ")[2]) - 1 if order else None
        return self._standing.get(address) if place is not None and self.told[place][0] == b"undone" else place

    @cached_property
    def _standing(self) -> dict[str, int]:
        return {document.decode(): place for place, _, document in json_lines.standing(self.told)}

    @cached_property
    def lines(self) -> list[bytes]:
        """The lines; what stands behind the last end of one is the last."""
        return self.data.split(b"\n")

    @cached_property
    def day(self) -> str:
        """The day (in Viet Nam) of the last publication: up to then the content says something."""
        said = json_lines.text_behind(json_lines.last_line(self._path), b'"time":').decode()
        return zone.written_day(said)

    def entry(self, address: str) -> LogEntry | None:
        """The line that a document's page stands for; the page is made again when it moves."""
        if (order := self.places.get(address)) is None:
            return None
        place = int(order.partition(" ")[0]) - 1
        return LogEntry(place, self.lines[place].decode())


def stamp(root: Path) -> str:
    """Changes with the signed heads."""
    return "\n".join(_text(root / json_lines.FOLDER / name) for name in FILES)


def outputs(root: Path) -> Iterator[Output]:
    """The head, what a second party cosigned, and the tiles; nothing where no head was ever signed."""
    from pipeline.document import tlog

    folder = root / json_lines.FOLDER
    notes = {name: note for name in FILES if (note := _text(folder / name))}
    for name, note in notes.items():
        yield Output(f"{FOLDER}/{name}", data=note.encode())
    if "checkpoint" not in notes:
        return
    yield _script("checkpoint", f"hdnd.checkpoint({json.dumps(notes['checkpoint'], ensure_ascii=False)})")
    hashes = tlog.leaves(Register(root).data)
    size = tlog.read(notes["checkpoint"]).size
    for name, data in tlog.tiles(tlog.levels(hashes[:size])) if 0 < size <= len(hashes) else ():
        yield Output(f"{FOLDER}/{name}", data=data)
        yield _script(name, f'hdnd.tile("{name}","{base64.b64encode(data).decode()}")')


def _script(name: str, call: str) -> Output:
    return Output(f"{FOLDER}/{name}.js", data=f"{call}\n".encode())


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
