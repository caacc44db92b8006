"""The private store: every received file byte for byte under its hash, and what the office knows of it.

Beside content/ and never in git, output, mirror or log: headers name staff, and what is held may be secret. Folders are
0700 and files 0600; a package marked secret lies in `sealed/`, read-only, and is never opened again by the pipeline.

    objects/ab/<sha256>          as received
    sealed/ab/<sha256>           as received, marked secret
    records/2024/TN-2024-000123.json
    withdrawn/TN-2024-000123.md  the content file as it stood before it was taken down or over
    readings/ab/<sha256>.json.gz what was read from it: approving or comparing it later needs no OCR
    versions/TN-2024-000123.md   a version that was published before readings were kept
    dropped/<sha256>             originals and pictures of pages that are not public: not yet, or not any more
    staging/<sha256>             originals on their way to publication
    work/                        what is decoded while it is read; emptied when a run begins
    desk/4711                    what lies open at a desk, by the number of its process
    log/hdnd.log                 faults of the program: where, never what was read
    plan.json                    the writes of the package in work; gone when all are done
"""

import dataclasses
import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.archive import reading, store
from pipeline.archive.reading import StoredReading
from pipeline.document import reasons
from pipeline.document.model import Action, Analysis, Declared, Extraction, Finding, Package, Severity

_SEALED_MODE = 0o400
_RECEIPT = re.compile(r"[A-Z]+-\d{4}-\d+")


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """One received file as the office knows it; what became of it stands in the register of receipts.

    `folder` is the name of the folder that it arrived in; with `name` it tells a file read twice from one sent twice.
    """

    receipt: str
    time: dt.datetime
    sha256: str
    size: int
    name: str
    folder: str
    channel: str
    declared: Declared
    findings: tuple[Finding, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Whether it carries a mark of secrecy and lies unread."""
        return any(finding.severity is Severity.seal for finding in self.findings)

    @property
    def is_secret(self) -> bool:
        """Whether its secrecy is certain or suspected."""
        return any(is_secret(finding) for finding in self.findings)

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """The findings that stop it, worst first."""
        return stopping(self.findings)


def stopping(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stop a package: seals, then refusals, then holds, each in the order found."""
    worst = (Severity.seal, Severity.refuse, Severity.hold)
    return tuple(sorted((f for f in findings if f.stops), key=lambda f: worst.index(f.severity)))


def is_secret(finding: Finding) -> bool:
    """Whether a finding says or suspects that the package is a state secret."""
    return finding.severity is Severity.seal or (finding.stops and finding.code.startswith("secret"))


def record(package: Package, findings: Iterable[Finding], *, receipt: str, time: dt.datetime) -> PackageRecord:
    """The record of a package that has just been taken."""
    return PackageRecord(
        receipt=receipt,
        time=time,
        sha256=package.sha256,
        size=package.size,
        name=package.path.name,
        folder=package.path.parent.name,
        channel=package.channel,
        declared=package.declared,
        findings=tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class Private:
    """The store below `root`."""

    root: Path

    def make(self) -> None:
        """Make the folder, readable by its owner alone, also where it was made by hand with other rights."""
        store.folder(self.root, mode=0o700)
        if self.root.stat().st_mode & 0o077:
            self.root.chmod(0o700)

    def keep(self, package: Package, *, sealed: bool) -> None:
        """Keep the received bytes. Raises SourceChanged."""
        path = self._object("sealed" if sealed else "objects", package.sha256)
        store.keep(package.path, package.sha256, path, mode=_SEALED_MODE if sealed else store.FILE_MODE)

    def keep_attachments(self, package: Package) -> None:
        """Keep the files of a package that waits for another one: then they are published without a second reading."""
        for file in package.files:
            store.keep(file.path, file.sha256, self.dropped(file.sha256), mode=store.FILE_MODE)

    def keep_facsimiles(self, read: Iterable[Extraction], without: Collection[str] = ()) -> None:
        """Keep the pictures of pages that were drawn in this run, for whoever publishes them; not those of a hash."""
        for page in (page for one in read for page in one.facsimiles if page.path.name):
            if page.sha256 not in without:
                store.keep(page.path, page.sha256, self.dropped(page.sha256), mode=store.FILE_MODE)

    def stage(self, source: Path, sha256: str) -> None:
        """Put an original beside the plan that will publish it: its temporary folder dies with the run."""
        store.keep(source, sha256, self.staged(sha256), mode=store.FILE_MODE)

    def staged(self, sha256: str) -> Path:
        """Where `stage` put it."""
        return self.root / "staging" / sha256

    def unstage(self) -> None:
        """Empty the staging folder; between two packages nothing is under way."""
        folder = self.root / "staging"
        for path in folder.iterdir() if folder.is_dir() else ():
            path.unlink()

    def workplace(self) -> Path:
        """An empty folder for decoded attachments: what a killed run left there may be secret, and goes first."""
        self.make()
        folder = self.root / "work"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def table(self) -> Path:
        """An empty folder for what lies open at the desk of this process; those of desks that are gone go first.

        Not below `work`: every approval empties that.
        """
        self.make()
        folder = self.root / "desk"
        folder.mkdir(mode=0o700, exist_ok=True)
        for left in folder.iterdir():
            if left.name == str(os.getpid()) or not _runs(left.name):
                shutil.rmtree(left, ignore_errors=True)
        own = folder / str(os.getpid())
        own.mkdir(mode=0o700)
        return own

    def dropped(self, sha256: str) -> Path:
        """Where an original or the picture of a page lies that is not public: not yet, or not any more."""
        return self.root / "dropped" / sha256

    def keep_reading(self, sha256: str, kept: StoredReading) -> None:
        """Keep what was read from the file of this hash."""
        store.write(self._reading(sha256), reading.dumps(kept), mode=store.FILE_MODE)

    def reading(self, sha256: str) -> StoredReading | None:
        """What was read from the file of this hash; None where nothing was kept, or in a form that is not known."""
        path = self._reading(sha256)
        return reading.loads(path.read_bytes()) if path.is_file() else None

    def facts(self, sha256: str) -> Analysis | None:
        """The facts alone of what was read from the file of this hash."""
        path = self._reading(sha256)
        return reading.facts_of(path.read_bytes()) if path.is_file() else None

    def text(self, name: str) -> str | None:
        """A text file of the store, None where it is not there."""
        path = self.root / name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def bytes_of(self, sha256: str) -> Path | None:
        """The received file of this hash, None where it was purged."""
        paths = (self._object(kind, sha256) for kind in ("objects", "sealed"))
        return next((path for path in paths if path.is_file()), None)

    def purge(self, sha256: str) -> None:
        """Remove the received bytes, what was read from them and their attachments for good; the record stays."""
        kept = self.reading(sha256)
        files = [file.sha256 for file in kept.files] if kept else []
        drawn = [page.sha256 for read in kept.extractions.values() for page in read.facsimiles] if kept else []
        for path in (
            *map(self.dropped, (*files, *drawn)),
            self._reading(sha256),
            *(self._object(kind, sha256) for kind in ("objects", "sealed")),
        ):
            store.remove(path)

    def record_path(self, receipt: str) -> str:
        """Path of a record below the store."""
        return f"records/{receipt.split('-')[1]}/{receipt}.json"

    def receipts(self) -> list[str]:
        """The number of every record, sorted."""
        folder = self.root / "records"
        return sorted(path.stem for path in folder.glob("*/*.json")) if folder.is_dir() else []

    def read(self, receipt: str) -> PackageRecord | None:
        """The record of a receipt number, None where there is none, as for words that are no such number."""
        if not _RECEIPT.fullmatch(receipt):
            return None
        path = self.root / self.record_path(receipt)
        try:
            found = path.stat()
        except OSError:
            return None
        return _known(str(path), found.st_ino, found.st_mtime_ns, found.st_size)

    def _reading(self, sha256: str) -> Path:
        return self.root / "readings" / sha256[:2] / f"{sha256}.json.gz"

    def _object(self, kind: str, sha256: str) -> Path:
        return self.root / kind / sha256[:2] / sha256


@lru_cache(maxsize=1000)
def _known(path: str, *_: int) -> PackageRecord:
    """A record by its file and what tells that from an earlier one: the desk asks for hundreds at each step."""
    return loads(Path(path).read_text(encoding="utf-8", errors="surrogateescape"))


def _runs(process: str) -> bool:
    """Whether a process of this number runs, whoever's it is."""
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:  # another user's
        return True
    return True


def dumps(record: PackageRecord) -> str:
    """A record as JSON; what is unset is left out."""
    values = dataclasses.asdict(record)
    values["declared"] = {key: value for key, value in values["declared"].items() if value not in (None, (), [])}
    return json.dumps(values, ensure_ascii=False, indent=1, default=_plain) + "\n"


def loads(written: str) -> PackageRecord:
    """Read what `dumps` wrote."""
    values = json.loads(written)
    findings = tuple(reasons.read_back(one) for one in values["findings"])
    changed = {
        "time": dt.datetime.fromisoformat(values["time"]),
        "declared": _declared(values["declared"]),
        "findings": findings,
    }
    return PackageRecord(**{**values, **changed})


def _declared(values: Mapping[str, Any]) -> Declared:
    found: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    found["action"] = Action(found.get("action", Action.new))
    if "issue_date" in found:
        found["issue_date"] = dt.date.fromisoformat(found["issue_date"])
    if "sent_at" in found:
        found["sent_at"] = dt.datetime.fromisoformat(found["sent_at"])
    return Declared(**found)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
