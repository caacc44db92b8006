"""What the page of one document shows beside its card: its days, its files, its versions, what others do to it.

Days are ISO, and behind them the same as readers see them (`…_label`).
"""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from markupsafe import Markup

from pipeline.document.difference import ComparedWords
from plugins.archive_pages.card_types import CardFacts, DocumentCard


class RelationLine(TypedDict):
    """A relation to another document in words; `where` leads to the sentence that proves it."""

    type: str
    type_label: str
    target_label: str
    path: str | None
    provision: str | None
    evidence: str | None
    where: str | None


class Undone(TypedDict):
    """What first may have changed a provision that acts: since when, in words, by which document, in which sentence."""

    day: str
    said: str
    by: str
    path: str
    where: str
    evidence: str | None


class ReceivedAct(RelationLine):
    """The same of what another document does to this one, at its `address`: with its day, and that of its effect.

    `unclear`: its sentence names days, and not which of them is that of the act. `undone`: what a third document did
    to what says it. `clause`: it changes what this one says of its own effect.
    """

    address: str
    part: str | None
    anchor: str | None
    day: str | None
    until: str | None
    unclear: bool
    clause: bool
    undone: Undone | None
    effective_from: str | None
    effective_to: str | None
    date: str


class EffectLine(TypedDict):
    """An event of effect in words: its sentence and where that stands, and the document that says it."""

    label: str
    evidence: str | None
    where: str | None
    by: str | None
    path: str | None


class EffectRow(EffectLine):
    """An event in the table of all: its day, and the status from then on."""

    day: str | None
    iso: str | None
    status: str


class EffectShown(TypedDict):
    """`status` and `label` of a tag (None where nothing is known or nothing can be), and what proves it.

    `days` is for js/effect.js. `unknown`: a status would have to be known and is not; then `rule` is what the law says.
    """

    status: str | None
    label: str | None
    lines: list[EffectLine]
    events: list[EffectRow]
    days: str
    unknown: bool
    rule: str | None


class ShownDates(TypedDict):
    """The days that a document has."""

    issued: str
    issued_label: str | None
    passed_label: str | None


class ShownSigner(TypedDict):
    """Who signed, as the text says it and as the page does."""

    name: str | None
    title: str | None
    form: str | None
    shown: str


class ShownMethod(TypedDict):
    """How the text was read, and in sentences what of it is missing."""

    method: str
    confidence: float | None
    missing: Sequence[str]


class ShownSignature(TypedDict):
    """A digital signature of an original: each fact in a sentence."""

    signer: str
    issuer: str | None
    time: str | None
    stated: str
    facts: list[str]


class ShownFile(TypedDict):
    """An original; `path` is empty where it is not published, `download` the name under which it is saved."""

    role: str
    role_label: str
    name: str
    path: str
    size: int
    size_label: str
    media_label: str
    sha256: str
    pages: int | None
    signatures: list[ShownSignature]
    download: str


class VersionLink(TypedDict):
    """A version in the list of them, and the way to what it changed in the one `before`."""

    label: str
    path: str | None
    received_label: str
    reason: str | None
    current: bool
    difference: str | None
    before: str


class NamedLink(TypedDict):
    """A page by its title."""

    title: str
    path: str


class AnchoredLink(TypedDict):
    """A link to a provision of another document, from the page that shows it."""

    label: str
    href: str


class ShownNote(TypedDict):
    """What the reading noticed."""

    code: str
    label: str


class DocumentDetail(CardFacts):
    """The `doc` of `document.html`."""

    session: str | None
    place: str | None
    dates: ShownDates
    issuer: str
    signers: list[ShownSigner]
    addressee: str | None
    urgency: str | None
    text: ShownMethod
    effect: EffectShown
    files: list[ShownFile]
    versions: list[VersionLink]
    past_anchors: list[str]
    relations: list[RelationLine]
    dossier: NamedLink | None
    notes: list[ShownNote]
    received_label: str
    state_reason: str | None
    state_date_label: str | None
    replaced_by: DocumentCard | None
    follow: str | None
    cited_by: list[AnchoredLink]
    cited_more: int


class TombstoneDetail(DocumentCard):
    """The `doc` of `tombstone.html`: that it was here, and what became of it; nothing of its text."""

    state_reason: str | None
    state_date_label: str | None
    state_receipt: str | None
    by_office: bool
    asked: str | None
    ground: str | None
    replaced_by: DocumentCard | None


class VersionNames(TypedDict):
    """Number, day and title of a version."""

    code: str
    date_label: str | None
    title: str


class ShownVersion(VersionNames):
    """The `version` of `version.html`: an earlier one with its text and files, and the way to what was changed then."""

    label: str
    received_label: str
    superseded_label: str | None
    reason: str | None
    receipt: str | None
    files: list[ShownFile]
    pictured: bool
    body: Markup
    difference: str | None
    next_label: str


class ComparedSide(TypedDict):
    """A provision on one side of the comparison, its words cut where they differ from the other side's."""

    place: str
    path: str | None
    pieces: Sequence[ComparedWords]


class ComparedRow(TypedDict):
    """A row of the comparison: its two sides, or the names of provisions that are the `same` on both."""

    same: str | None
    sides: NotRequired[list[ComparedSide | None]]


class ComparedSection(TypedDict):
    """A heading and what changed below it; without title where nothing did."""

    title: str | None
    rows: list[ComparedRow]
