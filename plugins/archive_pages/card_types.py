"""The shapes of what pages, their tests and the JSON files share: one for a document, a council, a dossier, a receipt.

A shape lists what a template may ask for; `tests/site/contexts.py` makes its invented ones of the same types.
"""

from typing import NotRequired, TypedDict


class CouncilLink(TypedDict):
    """How any page names a council."""

    slug: str
    label: str
    title: str
    path: str


class CouncilName(TypedDict):
    """A council by name, a link only where it has a page here."""

    label: str
    path: str | None


class KinName(CouncilName):
    """A council before or after another one, and how much of that it took (None: all)."""

    part: str | None


class CouncilCard(CouncilLink):
    """A council in the list of its level; days as readers see them."""

    count: int
    last_label: str | None
    ended: str | None
    successors: list[KinName]


class TypeName(TypedDict):
    """A type of document."""

    slug: str
    name: str


class FieldLink(TypeName):
    """A field of life."""

    path: str


class EffectTag(TypedDict):
    """The status of effect that the front matter says."""

    status: str
    label: str


class SessionLink(TypedDict):
    """The session of its council that a document names."""

    label: str
    path: str


class Deadline(TypedDict):
    """A day by which a document asks for something."""

    date: str
    sentence: str
    anchor: str


class CitedAs(TypedDict):
    """What a citation says of the document that it means."""

    code: str
    date: str | None
    kind: str | None


class LawName(TypedDict, total=False):
    """A law that is cited by its name, and the year where no day is said."""

    name: str | None
    year: str | None


class ActDays(TypedDict, total=False):
    """The first day of what an act does, and the last."""

    day: str
    until: str
    unclear: bool
    clause: bool


class Mention(LawName, ActDays):
    """What a document says of another one: that it cites it, rests on it, or what it does to it (`acts`).

    `targets` are the addresses that the words can mean. An act without `code` comes from front matter, not from a
    sentence. Days are ISO.
    """

    targets: list[str]
    type: NotRequired[str]
    rests: NotRequired[str]
    code: NotRequired[str]
    kind: NotRequired[str | None]
    date: NotRequired[str | None]
    part: NotRequired[str | None]
    provision: NotRequired[str | None]
    evidence: NotRequired[str | None]
    anchor: NotRequired[str]


class OwnEffect(TypedDict):
    """What a document itself says of its effect; the sentences only where they name a day."""

    effective_from: str | None
    effective_to: str | None
    normative: bool | None
    proof: NotRequired[str | None]
    end_proof: NotRequired[str | None]


class OfText(TypedDict):
    """What of a card stands in the text."""

    past: list[str]
    due: list[Deadline]
    places: str


class CardFacts(OwnEffect, OfText):
    """What the card of a document and its own page show alike, as plain JSON values; dates and instants are ISO.

    `first` is the first address that it had, `changed` the instant at which something was decided of it
    after it was published (taken back, corrected, restored), `past` the pages of its earlier versions, `places` the
    anchors of its provisions with spaces between.
    """

    path: str
    first: str
    code: str
    title: str
    date: str
    date_label: str
    year: int
    council: CouncilLink
    organ: str
    organ_name: str
    level: str
    level_label: str
    type: TypeName
    oversight: str | None
    oversight_name: str | None
    held: SessionLink | None
    field: FieldLink | None
    state: str
    scope: str
    ocr: bool
    receipt: str | None
    received: str
    published: str
    changed: str | None
    acts: list[Mention]
    cites: list[Mention]


class DocumentCard(CardFacts):
    """All that other pages and the exports show of a document; `files` are the paths of its originals."""

    dossier: str | None
    effect: EffectTag
    files: list[str]


class DossierCard(TypedDict):
    """A dossier of oversight as lists show it; `years` is one or "2023–2024"."""

    slug: str
    title: str
    path: str
    council: CouncilLink
    count: int
    years: str


class Closed(TypedDict):
    """When a dossier was closed, by whom and why."""

    date_label: str
    by: str
    why: str | None


class DossierPage(DossierCard):
    """A dossier on its own page."""

    closed: Closed | None


class ReceiptCard(TypedDict):
    """A received package as the pages and files of receipts show it; `day` and `since` are ISO, empty where unknown."""

    id: str
    anchor: str
    path: str
    day: str
    state: str
    label: str
    since: str
    since_label: str
    why: str
    package: str
    document: str | None
    council: str
