"""An archive of the invented province Lam Giang in a folder, and packages to send to it."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import archive, settings
from pipeline.document import markdown, reasons
from pipeline.document.facts import Claim, Facts
from pipeline.document.minisign import SigningKey
from pipeline.document.model import (
    Action,
    Analysis,
    Block,
    Declared,
    Extraction,
    Finding,
    Package,
    Reading,
    ReceivedFile,
)
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.record import Document

ZONE = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2024, 12, 20, 9, 0, tzinfo=ZONE)
PROVINCE, DISTRICT = "000.00.01.L77", "000.00.05.L77"
BODIES = """
organ_sets:
  tinh:
    organs:
    - {key: hdnd, name: Hội đồng nhân dân tỉnh}
    - {key: tt, name: Thường trực Hội đồng nhân dân tỉnh}
    - {key: ban-pc, name: Ban Pháp chế, abbr: [BPC]}
    - {key: to-db, name: Tổ đại biểu Hội đồng nhân dân}
  huyen:
    organs:
    - {key: hdnd, name: "Hội đồng nhân dân {cấp huyện}"}
councils:
- {slug: lam-giang, name: Tỉnh Lam Giang, short: Lam Giang, level: tinh, kind: tinh, organs: tinh}
- {slug: an-khe-ha, name: Huyện An Khê Hạ, short: An Khê Hạ, level: huyen, kind: huyen, organs: huyen}
"""
TYPES = """
types:
- {slug: nghi-quyet, abbr: NQ, name: Nghị quyết}
- {slug: bao-cao, abbr: BC, name: Báo cáo}
- {slug: quyet-dinh, abbr: QĐ, name: Quyết định}
- {slug: cong-van, abbr: null, name: Công văn}
"""
FORMS = """
forms:
- {slug: bc-doi-tuong, name: Báo cáo của đối tượng giám sát, scope: related, types: [BC], issuers: [khac]}
"""
SENDERS = f"""
senders:
- {{code: {PROVINCE}, aliases: [L77], council: lam-giang}}
- {{code: {DISTRICT}, council: an-khe-ha}}
"""

ADDRESS = "tinh/lam-giang/2024/12-2024-nq-hdnd"
"""Of what `Office.package` gives."""


def found_archive(root: Path) -> None:
    """Write an empty archive into `root`."""
    folder = root / "content" / "vocabulary"
    folder.mkdir(parents=True)
    (root / "archive.yaml").write_text("address: L77.01\nscope: {province: lam-giang}\n", encoding="utf-8")
    for name, words in (("bodies", BODIES), ("doctypes", TYPES), ("oversight", FORMS), ("senders", SENDERS)):
        (folder / f"{name}.yaml").write_text(words, encoding="utf-8")


@dataclass
class Office:
    """The archive at `root` and a clock that each package moves on by a minute."""

    root: Path
    now: dt.datetime = NOW
    name: str = "Lê Thị Sông"
    signer: SigningKey | None = None

    @property
    def store(self) -> archive.Archive:
        return archive.open(self.root, settings.load(self.root), self.signer)

    def tick(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now

    def package(self, name: str = "goi.edxml", text: bytes = b"mot", **declared: Any) -> Package:
        """A package of one file whose header says `declared`; its bytes follow from both."""
        values = {"sender": PROVINCE, "number": "12/2024", "notation": "NQ-HĐND", "issue_date": dt.date(2024, 12, 10)}
        said = Declared(**{**values, "document_id": "A1", **declared})
        inbox = self.root / "inbox"
        inbox.mkdir(exist_ok=True)
        path, inner = inbox / name, inbox / f".{hashlib.sha256(text).hexdigest()[:8]}.pdf"
        path.write_bytes(repr(said).encode() + text)
        inner.write_bytes(text)
        file = ReceivedFile("NQ.pdf", hashlib.sha256(text).hexdigest(), len(text), "application/pdf", inner)
        whole = path.read_bytes()
        return Package(path, hashlib.sha256(whole).hexdigest(), len(whole), "axis", said, (file,))

    def accept(self, package: Package, findings: Iterable[Finding] = (), **said: str) -> archive.Outcome:
        """Send a package that the gate lets pass."""
        reading = Reading(package, extractions(package), analysis(package, **said), tuple(findings))
        return self.store.take(reading, actor="van-thu", now=self.tick())

    def hold(self, package: Package, *codes: str) -> archive.Outcome:
        """Send a package that the gate stops for these reasons."""
        found = tuple(reasons.finding(code) for code in codes)
        return self.store.take(Reading(package, findings=found), actor="van-thu", now=self.tick())

    def hold_read(self, package: Package, *codes: str) -> archive.Outcome:
        """Send a package that was read whole and that the gate stops for these reasons."""
        return self.accept(package, [reasons.finding(code) for code in codes])

    def take(self, store: archive.Archive, package: Package) -> archive.Outcome:
        """Send a package to an archive that is open already."""
        return store.take(read(package), actor="van-thu", now=self.tick())

    def send(self, name: str, text: bytes = b"mot", **declared: Any) -> archive.Outcome:
        """Make a package and send it."""
        return self.accept(self.package(name, text, **declared))

    def approve(self, receipt: str, package: Package, **values: str) -> archive.Outcome:
        """Approve a held package, as Lê Thị Sông if nobody else decides."""
        kept = self.store.kept(receipt, self.root)
        again = read(replace(package, path=kept.path))
        return self.store.approve(kept, again, archive.Decider(self.name, self.tick()), values)

    def person(self, why: str | None = "đã xem", name: str = "Lê Thị Sông") -> archive.Decider:
        """Who decides, a minute later, and why."""
        return archive.Decider(name, self.tick(), why)

    def content(self) -> dict[str, str]:
        """Every content file by its address."""
        base = self.root / "content" / "documents"
        return {p.relative_to(base).with_suffix("").as_posix(): p.read_text("utf-8") for p in base.rglob("*.md")}

    def document(self, address: str = ADDRESS) -> Document:
        """What a content file says."""
        return markdown.read(self.content()[address], address)[0]

    def edit(self, old: str, new: str) -> None:
        """Put other words into the content file by hand."""
        path = self.root / f"content/documents/{ADDRESS}.md"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    def public(self) -> bytes:
        """All bytes of content/, to look for what must not be there."""
        return b"".join(path.read_bytes() for path in sorted((self.root / "content").rglob("*")) if path.is_file())


def read(package: Package, *findings: Finding) -> Reading:
    """As if the package was read whole."""
    return Reading(package, extractions(package), analysis(package), findings)


def extractions(package: Package) -> dict[str, Extraction]:
    """As if each file held one paragraph."""
    return {file.sha256: Extraction(file.sha256, file.media, (Block("Điều 1."),), pages=1) for file in package.files}


def analysis(package: Package, **said: str) -> Analysis:
    """As if the text said what the header says."""
    declared = package.declared
    facts = {
        "code": declared.code,
        "issue_date": declared.issue_date and declared.issue_date.isoformat(),
        "doc_type": "nghi-quyet",
        "trich_yeu": declared.subject or "Quy định mức chi",
        **said,
    }
    claims = {name: (Claim(value, "header", 0.9),) for name, value in facts.items() if value}
    council = "an-khe-ha" if declared.sender == DISTRICT else "lam-giang"
    words = package.files[0].path.read_text("utf-8", "replace") if package.files else ""
    clause = Passage(PassageKind.paragraph, f"Nội dung {words}")
    passages = (Passage(PassageKind.dieu, "Điều 1. Phạm vi", "dieu-1", 3), clause)
    main = package.files[0].sha256 if package.files else None
    return Analysis(Facts.of(claims), council, "hdnd", passages, main_file=main)


def public_state(root: Path) -> dict[str, object]:
    """Every document without the fields that are of the register: numbers and times of receipt, days of state."""
    base = root / "content" / "documents"
    found: dict[str, object] = {}
    for path in sorted(base.rglob("*.md")):
        document, passages = markdown.read(path.read_text("utf-8"), path.name)
        values = document.model_dump(exclude={"state_date", "state_receipt"})
        for version in values["versions"]:
            for field in ("receipt", "received", "superseded"):
                del version[field]
        earlier = markdown.earlier(path.read_text("utf-8"))
        found[path.relative_to(base).with_suffix("").as_posix()] = (values, passages, earlier)
    return found


__all__ = [
    "DISTRICT",
    "NOW",
    "PROVINCE",
    "ZONE",
    "Action",
    "Office",
    "analysis",
    "extractions",
    "found_archive",
    "public_state",
    "read",
]
