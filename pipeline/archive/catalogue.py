"""The content files: found by address or identity, read, and told apart from what the archive last wrote."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import errors
from pipeline.archive import front_look
from pipeline.document import markdown
from pipeline.document.number import DocumentNumber
from pipeline.document.passage import Passage
from pipeline.document.record import Document
from pipeline.document.register import Event, Publication

FOLDER = "content/documents"
StoredFile = tuple[str, str]
"""SHA-256 and extension of an original, or of a picture of its pages."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of the archive at `root`."""

    root: Path

    def path(self, address: str) -> Path:
        """Where the content file of an address lies."""
        return self.root / relative(address)

    def exists(self, address: str) -> bool:
        """Whether a document stands at this address now."""
        return self.path(address).is_file()

    def read(self, address: str) -> tuple[Document, tuple[Passage, ...]]:
        """The document at an address that exists. Raises RecordInvalid when a hand edit broke it."""
        return markdown.read(self.text(address), relative(address))

    def earlier(self, address: str) -> markdown.Texts:
        """The texts of earlier versions of the document at an address that exists."""
        return markdown.earlier(self.text(address))

    def document(self, address: str) -> Document | None:
        """The document at an address; None where there is none, or a hand edit made the file unreadable."""
        found = self.find(address)
        return found[0] if found else None

    def find(self, address: str) -> tuple[Document, tuple[Passage, ...]] | None:
        """The same with its text."""
        try:
            return self.read(address) if self.exists(address) else None
        except errors.RecordInvalid:
            return None

    def text(self, address: str) -> str:
        """The content file as it is."""
        return self.path(address).read_text(encoding="utf-8")

    def addresses(self) -> Iterator[str]:
        """All addresses that have a content file, sorted."""
        base = self.root / FOLDER
        for path in sorted(base.glob("*/*/*/*.md")):
            yield path.relative_to(base).with_suffix("").as_posix()

    def front(self, address: str) -> str:
        """The front matter as it is, for a look (`front_look`)."""
        return markdown.split(self.text(address))[0]

    def dossier(self, address: str) -> str | None:
        """The slug of a document's dossier."""
        return front_look.said(self.front(address), ("dossier",)).get("dossier")

    def identical(self, level: str, council: str, number: DocumentNumber, issued: dt.date) -> str | None:
        """The address of the document of this identity. Raises RecordInvalid when a candidate cannot be read.

        Only the slug of the number and those with a date behind it can hold it, so no index is needed.
        """
        folder = self.root / FOLDER / level / council / str(issued.year)
        names = [folder / f"{number.slug}.md", *sorted(folder.glob(f"{number.slug}-{issued.isoformat()}*.md"))]
        for path in names:
            address = f"{level}/{council}/{issued.year}/{path.stem}"
            if path.is_file():
                document, _ = self.read(address)
                if (document.code, document.dates.issued) == (str(number), issued):
                    return address
        return None

    def slug(self, level: str, council: str, number: DocumentNumber, issued: dt.date, taken: Collection[str]) -> str:
        """A slug whose address was never published: that of the number, else with the date, else counted."""
        plain, dated = number.slug, f"{number.slug}-{issued.isoformat()}"
        counted = (f"{dated}-{count}" for count in itertools.count(2))
        for slug in itertools.chain((plain, dated), counted):
            address = f"{level}/{council}/{issued.year}/{slug}"
            if address not in taken and not self.exists(address):
                break
        return slug

    def is_edited(self, address: str, sha256: str | None) -> bool:
        """Whether a person changed, made or removed the file; `sha256` is that of what the archive last wrote.

        Ends of lines do not count: git changes them all in a clone with `core.autocrlf`, and no person did.
        """
        path = self.path(address)
        return not path.is_file() or hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest() != sha256

    def only_of(self, files: Collection[StoredFile], *without: str) -> tuple[StoredFile, ...]:
        """Which of these originals no document shows but those of `without`: they go when these show them no more."""
        left = set(files)
        for address in self.addresses() if left else ():
            if address not in without:
                front = self.front(address)
                left -= {file for file in left if file[0] in front}
        return tuple(sorted(left))


def relative(address: str) -> str:
    """Path of a content file below the archive."""
    return f"{FOLDER}/{address}.md"


def hash_of(written: str) -> str:
    """The hash under which the ledger remembers a content file."""
    return hashlib.sha256(written.encode()).hexdigest()


def publication_line(
    event: Event, document: Document, written: str, now: dt.datetime, *, receipt: str | None = None
) -> Publication:
    """The register's line of a document whose content file says `written` from now on."""
    return Publication(
        time=now,
        event=event,
        document=document.address,
        receipt=receipt,
        sha256=hash_of(written),
        oversight=None if document.is_gone else document.oversight or "",
    )


def receipts(root: Path) -> Iterator[tuple[str, str]]:
    """Each document's address and a receipt that its front matter names, where it names one; nothing is parsed."""
    base = root / FOLDER
    for path in sorted(base.rglob("*.md")):
        if named := front_look.receipt(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""):
            yield path.relative_to(base).as_posix().removesuffix(".md"), named
