"""What the working rooms hand to each other: packages, blocks of text, findings, analyses.

Plain frozen values: they cross process boundaries, and a stage returns a new one instead of changing what came in.
The published document is `record.Document`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import PlainSerializer, PlainValidator

from pipeline.document.coverage import WordsKept
from pipeline.document.facts import Facts, read_back, written
from pipeline.document.passage import Passage


class Severity(StrEnum):
    """What a finding does to its package."""

    note = "note"  # said to the operator and, where readers need it, on the page
    hold = "hold"  # kept in the private store until a person decides
    refuse = "refuse"  # not a package at all: kept by hash, never asked about
    seal = "seal"  # marked secret: sealed unread, the officer alerted


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one package or document.

    `code` is a short ASCII word of docs/reference/reasons.md (`secret-mark`, `number-disagrees`); `message` and
    `message_en` are sentences for people; `place` says where (file name, page, field). A finding about a held package
    never repeats its text in `code`.
    """

    code: str
    severity: Severity
    message: str
    message_en: str = ""
    place: str = ""

    @property
    def stops(self) -> bool:
        """Whether the package may not be published while this stands."""
        return self.severity is not Severity.note

    def sentence(self, lang: str = "vi") -> str:
        """What people are told, in Vietnamese or, with "en", in English."""
        return (lang == "en" and self.message_en) or self.message


class Method(StrEnum):
    """How a block's text was won."""

    text = "text"  # a text layer, a Word file, HTML
    stamp = "stamp"  # text drawn by an annotation (signature stamp, "đóng số")
    ocr = "ocr"
    person = "person"


class Region(StrEnum):
    """Where on the sheet a block stands; `body` where nothing more is known."""

    header_left = "header-left"  # issuing body, number (boxes 2, 3 of Decree 30/2020)
    header_right = "header-right"  # national name and motto, place and date (boxes 1, 4)
    body = "body"
    recipients = "recipients"  # Nơi nhận (box 9b), left of the signature
    signature = "signature"  # authority, title, name (boxes 7a-c)
    stamp = "stamp"  # visible signature stamps, "ĐẾN" stamps: another office's words
    margin = "margin"  # page numbers, running heads, watermarks
    note = "note"  # footnotes
    hidden = "hidden"  # not seen on the page: comments, deleted text, switched-off layers, properties: for the gate


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading line or table, in reading order.

    `text` is `text.clean`ed, without line breaks inside a paragraph; for a table it is empty and `rows` holds the cells
    (merged cells repeat nothing: the covered ones are empty). `page` counts from 1. `box` is left, bottom, right, top
    in PDF points. `label` is Word's automatic number ("Điều 1.", "a)"), already part of `text`.
    """

    text: str
    region: Region = Region.body
    method: Method = Method.text
    page: int | None = None
    confidence: float = 1.0
    align: str = ""  # "", "center", "right", "justify"
    bold: bool = False
    italic: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    box: tuple[float, float, float, float] | None = None
    label: str = ""


class Gap(StrEnum):
    """What of a file is not among its blocks, apart from whole pages."""

    limit = "limit"  # what lies beyond a limit: letters of a page, rows of a sheet
    parts = "parts"  # words that the format keeps apart from the text: an embedded file, a chart, an altChunk
    signs = "signs"  # signs of a symbol font that no letter of Unicode is known for
    pictures = "pictures"  # pictures as large as a sheet that nobody read
    damaged = "damaged"  # what stood in the part of a page that breaks off


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a file was read. The page says what is missing, whatever a person decided about the findings.

    `unread_pages` count from 1. `seen` is what a second, simpler walk of the file finds shown on it, one text a page (a
    single one where the format has no pages), empty where there is no such walk: against it the words kept are counted.
    """

    unread_pages: tuple[int, ...] = ()
    gaps: tuple[Gap, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is known to be missing."""
        return not self.unread_pages and not self.gaps


@dataclass(frozen=True, slots=True)
class FileSignature:
    """A digital signature of a file: three facts apart, None where one cannot be told.

    `intact`: the signed bytes are as they were signed; `chain`: "trusted" where the certificate leads to a root that
    the office keeps, "unknown" where to none, None where it keeps no roots; `whole`: it covers the whole file. `time`
    is stated by a time-stamping "authority" or by the "signer" alone.
    """

    signer: str | None = None
    issuer: str | None = None
    time: dt.datetime | None = None
    time_by: str | None = None
    intact: bool | None = None
    chain: str | None = None
    whole: bool | None = None


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The picture of a scanned page that readers see beside its text: a WebP under its hash, in pixels.

    `page` counts from 1. `path` is where its bytes lie during the run that drew it.
    """

    page: int
    sha256: str
    size: int
    width: int
    height: int
    path: Path = Path()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one file.

    `media` is the type that the bytes show. `pages` is None where the format has none. `image_pages` lists the pages
    whose text had to be OCRed or has none; `findings` tell what failed or was active; `coverage` how much was read;
    `turns` by how many degrees, against the clock, a scanned page has to be turned to stand upright.
    """

    sha256: str
    media: str
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    image_pages: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    coverage: Coverage = Coverage()
    signatures: tuple[FileSignature, ...] = ()
    turns: tuple[tuple[int, int], ...] = ()
    facsimiles: tuple[DrawnPage, ...] = ()

    @property
    def visible(self) -> tuple[Block, ...]:
        """The blocks that a reader of the sheet sees."""
        return tuple(block for block in self.blocks if block.region is not Region.hidden)

    @property
    def characters(self) -> int:
        """How much visible text was won."""
        return sum(len(block.text) + sum(len(cell) for row in block.rows for cell in row) for block in self.visible)


class Role(StrEnum):
    """What a file is within its package."""

    main = "main"
    annex = "annex"
    twin = "twin"  # the same text in another format: the Word file beside the signed PDF
    other = "other"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file of a package, unwrapped; `path` is where its bytes lie during the run."""

    name: str
    sha256: str
    size: int
    media: str
    path: Path
    role: Role = Role.main


class Action(StrEnum):
    """What a package asks for (BussinessDocType 0, 1, 2, 3; a status message 13 also recalls)."""

    new = "new"
    recall = "recall"
    update = "update"
    replacement = "replacement"
    status = "status"


@dataclass(frozen=True, slots=True)
class Declared:
    """What the package header says (QCVN 102:2016/BTTTT); None or empty where it is silent.

    Staff names, mobiles and e-mails of the header are never read into it.
    """

    action: Action = Action.new
    sender: str | None = None  # From/OrganId
    sender_name: str | None = None
    receivers: tuple[str, ...] = ()
    removed_receivers: tuple[str, ...] = ()  # ReceiverType 0 of an update: for them it is a recall
    document_id: str | None = None
    number: str | None = None
    notation: str | None = None
    place: str | None = None
    issue_date: dt.date | None = None
    type_name: str | None = None
    subject: str | None = None
    content: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    signing_form: str | None = None  # TM., KT., TL.
    priority: int | None = None
    sphere: str | None = None  # SphereOfPromulgation
    reason: str | None = None  # BussinessDocReason
    recalls: str | None = None  # Bussiness/DocumentId, where it names the document
    replaces: tuple[str, ...] = ()  # ReplacementInfo/DocumentId
    sent_at: dt.datetime | None = None
    status_code: str | None = None
    response_for: str | None = None  # DocumentId answered by a status message

    @property
    def code(self) -> str | None:
        """Number and notation as one string, as far as declared."""
        if self.number and "/" in self.number and not self.notation:
            return self.number
        if self.number and self.notation:
            return f"{self.number}/{self.notation}"
        return None


class Wording(NamedTuple):
    """One text of a package, for the gate alone: nothing of it is shown, kept or published.

    `element` is the local name in lower case of the element or attribute that holds it, `filename` for a name within
    an archive or message; `aside` tells the fields that no value is ever read from (staff, telephones, mail);
    `paired` a value once more under a name that another text of the package gives it.
    """

    element: str
    text: str
    aside: bool = False
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """One received file, opened: what its header declares and the files that it carries.

    `path` is the file as received, `sha256` and `size` are of those bytes; `findings` are of the envelope. A bare file
    is a package without a header (`declared.sender is None`) unless a side-car or the operator names the sender.
    `wordings` is every text of header, manifest and attachment entries, known or not.
    """

    path: Path
    sha256: str
    size: int
    channel: str  # how it came: axis for a package of the exchange, file for a bare file
    declared: Declared = Declared()
    files: tuple[ReceivedFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was read from a package's text and header, before the archive decides anything.

    `council` is the registry's slug. `kept` counts how many of the words seen in the main file stand in passages and
    facts; None where nobody counted.
    """

    facts: Annotated[Facts, PlainValidator(read_back), PlainSerializer(written)] = field(default_factory=Facts)
    council: str | None = None
    organ: str | None = None
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    main_file: str | None = None  # sha256 of the file whose text was taken
    signers: tuple[Mapping[str, str], ...] = ()
    kept: WordsKept | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one received file, and every finding about it."""

    package: Package
    extractions: Mapping[str, Extraction] = field(default_factory=dict)
    analysis: Analysis | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether a person has to decide, or nothing may be published at all."""
        return any(finding.stops for finding in self.findings)
