"""The shared hostile files through the real `receive` and `build`: what became of each, and what of it is to be seen.

Packages go in as they are, in waves in which no two speak of one document; attachments alone, each in an ordinary
package with a complete header of its own, as an honest sender would send them.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import ingest, settings
from pipeline.document import register, vocabulary
from tests.ingest import packages
from tests.shared import hostile

ROOT = Path(__file__).parents[2]
ATTACHMENTS = ("files/", "public/", "secret/scan/")
NO_PACKAGE = (".json", ".jsonl")
_VERDICTS = {"held": "quarantine", "parked": "quarantine", "refused": "reject", "duplicate": "duplicate"}


@dataclass(frozen=True)
class Poured:
    """One hostile file: the line of the manifest about it, what the archive did, for which code, and where it went."""

    expected: Mapping[str, Any]
    verdict: str
    reason: str
    root: Path
    document: str | None

    @property
    def agrees(self) -> bool:
        return self.verdict in (self.expected["expected"], *self.expected.get("also_ok", ()))


def pour(folder: Path) -> list[Poured]:
    """Every package and attachment of the manifest; archives are made below `folder`."""
    rows = [(path, row) for path, row in hostile("") if path.suffix not in NO_PACKAGE]
    bare = [(path, row) for path, row in rows if row["path"].startswith(ATTACHMENTS) and path.suffix != ".edxml"]
    sent = [(path, row) for path, row in rows if row["path"].startswith(("packages/", "public/edxml-real/"))]
    found = []
    for number, wave in enumerate(_waves(sent, folder / "looked")):
        found += _through([(path.read_bytes(), row) for path, row in wave], folder / f"wave-{number}")
    return found + _through(list(_wrapped(bare)), folder / "attachments")


def _waves(sent: Iterable[tuple[Path, Any]], work: Path) -> list[list[tuple[Path, Any]]]:
    """Packages in as few waves as leave each document to one package a wave."""
    waves: list[list[tuple[Path, Any]]] = []
    taken: list[set[str]] = []
    for number, (path, row) in enumerate(sent):
        said = ingest.read(path, work / str(number), settings.Limits()).declared
        keys = {key for key in (said.document_id, f"{said.sender} {said.code} {said.issue_date}") if key}
        at = next((at for at, seen in enumerate(taken) if not keys & seen), len(waves))
        if at == len(waves):
            waves.append([])
            taken.append(set())
        waves[at].append((path, row))
        taken[at] |= keys
    return waves


def _wrapped(bare: Iterable[tuple[Path, Any]]) -> Iterator[tuple[bytes, Any]]:
    words = vocabulary.load(ROOT / "content" / "vocabulary")
    own = settings.load(ROOT)
    province = own.scope.province
    sender = next(code for code, council in words.senders.items() if council == province)
    for number, (path, row) in enumerate(bare, 1):
        header: dict[str, str | None] = {
            "From/OrganId": sender,
            "From/OrganName": f"Hội đồng nhân dân {words.councils[province].name}",
            "To/OrganId": own.address,
            "DocumentId": f"{sender},2024/07/10,{number}/NQ-HĐND",
            "Code/CodeNumber": str(number),
            "Subject": f"Về nhiệm vụ phát triển kinh tế - xã hội, phần {number}",
        }
        name = path.name.split("-", 1)[-1] if row["path"].startswith("public/") else path.name
        file = packages.File(name, path.read_bytes(), "")
        yield packages.java(packages.Package(header, (file,))).encode(), row


def _through(sent: Sequence[tuple[bytes, Any]], root: Path) -> list[Poured]:
    """Found an archive of the project's own province, receive everything in one run, build it."""
    shutil.copytree(ROOT / "content" / "vocabulary", root / "content" / "vocabulary")
    shutil.copytree(ROOT / "content" / "pages", root / "content" / "pages")
    own = settings.load(ROOT)
    said = f"scope: {{province: {own.scope.province}}}\naddress: {own.address}\nsample: true\n"
    (root / "archive.yaml").write_text(said, "utf-8")
    shutil.copyfile(ROOT / "pipeline/skeleton/pelicanconf.py", root / "pelicanconf.py")
    (root / "inbox").mkdir()
    for number, (data, _) in enumerate(sent, 1):
        (root / "inbox" / f"{number:04}.edxml").write_bytes(data)
    ended = hdnd(root, "receive")
    assert ended.returncode in (0, 9, 11), ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    built = hdnd(root, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    lines = _lines(root)
    return [_poured(row, lines[hashlib.sha256(data).hexdigest()], root) for data, row in sent]


def hdnd(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command, in the archive at `root`."""
    command = [sys.executable, "-m", "pipeline.cli", "--archive", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def _lines(root: Path) -> dict[str, dict[str, Any]]:
    """The last line of the register about each received file, by its hash."""
    with (root / register.FOLDER / register.RECEIPTS).open(encoding="utf-8") as lines:
        return {line["sha256"]: line for line in map(json.loads, lines)}


def _poured(row: Mapping[str, Any], line: Mapping[str, Any], root: Path) -> Poured:
    verdict = _VERDICTS.get(line["outcome"], "accept")
    return Poured(row, verdict, line["reason"] or "", root, line["document"])
