"""The published document: the closed schema of its front matter (docs/reference/front-matter.md is generated from it).

Every field that can be unknown is null or "chua-ro"; a wrong value is worse than none. Unknown keys are errors.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]


State = Literal["published", "withdrawn", "replaced", "suspended"]
GONE: frozenset[str] = frozenset({"withdrawn", "suspended"})  # a tombstone stands in its place
Ground = Literal["issuer", "error", "personal-data", "secrecy", "authority", "other"]
GROUNDS: Mapping[Ground, str] = MappingProxyType(
    {
        "issuer": "cơ quan ban hành đề nghị",
        "error": "công bố nhầm hoặc có sai sót",
        "personal-data": "bảo vệ dữ liệu cá nhân",
        "secrecy": "bảo vệ bí mật nhà nước",
        "authority": "theo quyết định của cơ quan có thẩm quyền",
        "other": "lý do khác",
    }
)
"""Why the office may take a document down, as readers see it."""
_LOOK = "Tạm gỡ để xem xét"


class FrontMatterPart(BaseModel):
    """Base of all: frozen, closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Signed(FrontMatterPart):
    """A digital signature of a file: what of it holds, each apart; null where it cannot be told."""

    signer: str | None = Field(default=None, description="Common name of the certificate.")
    issuer: str | None = Field(default=None, description="Common name of who issued it.")
    time: dt.datetime | None = Field(default=None, description="When it was signed.")
    time_by: Literal["authority", "signer"] | None = Field(default=None, description="Who states the time.")
    intact: bool | None = Field(default=None, description="Whether the signed bytes are as they were signed.")
    chain: Literal["trusted", "unknown"] | None = Field(
        default=None, description="Whether it leads to a root that the archive keeps; null where it keeps none."
    )
    whole: bool | None = Field(default=None, description="Whether it covers the whole file.")


class Facsimile(FrontMatterPart):
    """The picture of a scanned page, a WebP kept under its hash beside the originals."""

    page: int = Field(ge=1, description="Of the file, from 1.")
    begins: int = Field(ge=0, description="Passages of the text that stand before this page.")
    sha256: Sha256
    size: int = Field(ge=0, description="Bytes.")
    width: int = Field(ge=1, description="Pixels.")
    height: int = Field(ge=1, description="Pixels.")

    EXT: ClassVar[str] = "webp"


class File(FrontMatterPart):
    """An original, kept under its hash in content/originals/."""

    role: Literal["main", "annex", "twin", "other"]
    name: str = Field(description="File name as received, shown to readers; never used as a path.")
    sha256: Sha256
    size: int = Field(ge=0, description="Bytes.")
    media: str = Field(description="Media type by the bytes.")
    ext: Annotated[str, Field(pattern=r"^[a-z0-9]{1,5}$")]
    pages: int | None = None
    signatures: tuple[Signed, ...] = ()
    facsimiles: tuple[Facsimile, ...] = ()

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """Hash and extension of all that is kept of it: the file, and the pictures of its pages."""
        return (self.sha256, self.ext), *((one.sha256, one.EXT) for one in self.facsimiles)


class Version(FrontMatterPart):
    """What one accepted package made of the document; the last is the current one."""

    receipt: str = Field(description="Receipt number, TN-2024-000123.")
    received: dt.datetime = Field(description="When its package came in.")
    superseded: dt.datetime | None = Field(default=None, description="When a later version took its place.")
    reason: str | None = Field(default=None, description="Why it came, in words for readers.")
    title: str | None = Field(default=None, description="Trích yếu of an earlier version, where it was another one.")
    code: str | None = Field(default=None, description="Số, ký hiệu of an earlier version, where it was another one.")
    issued: dt.date | None = Field(default=None, description="Its date of issue, where that was another one.")
    files: tuple[File, ...]

    def bare(self) -> "Version":
        """That it was here, and nothing of what it said: of what was taken away from the public."""
        return self.model_copy(update={"title": None, "code": None, "issued": None, "files": ()})


class Dates(FrontMatterPart):
    """Calendar dates of the document; instants of the archive stand in `versions`."""

    issued: dt.date = Field(description="Date of issue: part of the identity.")
    passed: dt.date | None = Field(default=None, description="Date on which the council passed it.")
    effective_from: dt.date | None = Field(default=None, description="As the text itself says.")
    effective_to: dt.date | None = Field(
        default=None, description="The first day on which it is in force no more, as the text itself says."
    )


class Signer(FrontMatterPart):
    """One signature block as printed."""

    name: str | None = None
    title: str | None = None
    form: str | None = Field(default=None, description="TM. HỘI ĐỒNG NHÂN DÂN / KT. CHỦ TỊCH")


class Effect(FrontMatterPart):
    """Effect, with the sentence that proves it; "chua-ro" without one."""

    status: Literal["chua-ro", "chua-co-hieu-luc", "con-hieu-luc", "het-mot-phan", "het-hieu-luc"] = "chua-ro"
    evidence: str | None = None
    end_evidence: str | None = Field(default=None, description="The sentence that states its end, where one does.")


class Text(FrontMatterPart):
    """How the text below was won, so that the page can say so."""

    method: Literal["text", "ocr", "mixed", "person", "none"]
    complete: bool = Field(default=True, description="false: parts could not be read, and the page says so.")
    confidence: float | None = Field(default=None, ge=0, le=1, description="Mean word confidence of OCR.")
    pages: int | None = Field(default=None, ge=0, description="Pages of the file, where not all of them were read.")
    unread_pages: tuple[int, ...] = Field(default=(), description="Pages, from 1, of which no word was read.")
    gaps: tuple[Literal["limit", "parts", "signs", "pictures", "damaged"], ...] = Field(
        default=(), description="What else is missing: beyond a limit, embedded parts, signs, pictures, damaged pages."
    )
    kept: float | None = Field(
        default=None, ge=0, le=1, description="Share of the file's words below, where some lack."
    )


class Relation(FrontMatterPart):
    """A relation to another document, with the sentence that states it."""

    type: Literal[
        "can-cu", "xet", "sua-doi", "thay-the", "bai-bo", "dinh-chinh", "huong-dan", "dan-chieu", "tiep-tuc-hieu-luc",
        "duoc-thay-the-boi",
    ]  # fmt: skip
    target: str = Field(description="Address (level/council/year/slug) when it stands in the archive, else its code.")
    provision: str | None = None
    target_provision: str | None = None
    evidence: str | None = None


class Said(FrontMatterPart):
    """One reading of a fact."""

    value: str
    source: Literal["header", "text", "stamp", "ocr", "file-name", "signature", "person", "vocabulary"]
    sure: float = Field(ge=0, le=1)


class Document(FrontMatterPart):
    """The front matter of content/documents/<level>/<council>/<year>/<slug>.md."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    council: Slug = Field(description="Slug of the registry: the council it belongs to, whichever organ issued it.")
    level: Literal["tinh", "huyen", "xa"] = Field(description="Level of the council.")
    slug: Slug = Field(description="Last part of the address, from the number; never from the title.")
    organ: str = Field(
        description="hdnd, tt, ban-…, to-db, doan-gs, vp: key in the registry's organ sets; khac: another body."
    )
    organ_name: str = Field(description="The issuing organ as shown to readers.")
    number: str | None = Field(description="Number as printed, leading zero included.")
    notation: str | None = Field(description="Notation without number and year: NQ-HĐND.")
    code: str = Field(description="Số, ký hiệu in the archive's one spelling.")
    type: Slug = Field(description="Slug of content/vocabulary/doctypes.yaml: nghi-quyet, bao-cao, …")
    normative: bool | None = Field(default=None, description="Whether its number carries the year of a normative text.")
    oversight: str | None = Field(default=None, description="Form of oversight document (oversight.yaml), else null.")
    dossier: Slug | None = Field(default=None, description="Oversight dossier that it belongs to.")
    field: Slug | None = Field(default=None, description="Field of life (fields.yaml) that its title names, else null.")
    term: str | None = Field(default=None, description="Term of the council, as printed: X.")
    session: str | None = Field(default=None, description="Session of the council, as printed: thứ mười lăm.")
    title: str = Field(description="Trích yếu.")
    scope: Literal["in", "related"] = Field(default="in", description="related: shown and labelled, not counted.")
    state: State = Field(
        default="published",
        description="withdrawn by its sender or (state_ground) by the office, or suspended until somebody has looked: "
        "a tombstone without text and files.",
    )
    state_reason: str | None = Field(default=None, description="Why it left the state published, in words.")
    state_asked: str | None = Field(default=None, description="Who asked the office to take it down, in words.")
    state_ground: Ground | None = Field(
        default=None, description="On what ground the office took it down; null where its sender recalled it."
    )
    state_date: dt.date | None = Field(default=None, description="The archive's day of that, not a date of law.")
    state_receipt: str | None = Field(default=None, description="Receipt of the package that recalled it, if one did.")
    dates: Dates
    place: str | None = Field(default=None, description="Place of issue as printed.")
    signers: tuple[Signer, ...] = ()
    addressee: str | None = Field(default=None, description="Kính gửi, as printed.")
    urgency: str | None = Field(default=None, description="KHẨN, THƯỢNG KHẨN, HỎA TỐC.")
    bases: tuple[str, ...] = Field(default=(), description="Legal bases, a paragraph each, as printed.")
    effect: Effect = Effect()
    text: Text
    versions: tuple[Version, ...] = Field(min_length=1, description="By time of sending; the last is the one shown.")
    relations: tuple[Relation, ...] = ()
    aliases: tuple[str, ...] = Field(default=(), description="DocumentIds and other names it was sent under.")
    former: tuple[str, ...] = Field(default=(), description="Addresses it had before a correction; each redirects.")
    past_anchors: tuple[str, ...] = Field(
        default=(), description="Anchors of earlier versions that this text lacks; each leads to the list of versions."
    )
    past_dossiers: tuple[Slug, ...] = Field(
        default=(), description="Dossiers that it was in before; each address leads to where it is now."
    )
    notes: tuple[str, ...] = Field(default=(), description="Codes of findings that a reader should know.")
    sources: dict[str, tuple[Said, ...]] = Field(default_factory=dict, description="Fact → readings, chosen one first.")

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _suspended_before(cls, values: Any) -> Any:
        """Format 0.1.0 knew a suspended document by its reason alone, and called it withdrawn."""
        if isinstance(values, dict) and values.get("state") == "withdrawn" and values.get("state_reason") == _LOOK:
            return {**values, "state": "suspended"}
        return values

    @property
    def is_gone(self) -> bool:
        """Whether a tombstone stands in its place, whoever took it down: nothing that it said may be shown."""
        return self.state in GONE

    @property
    def is_down(self) -> bool:
        """Whether the office took it down and can put it back; what its sender recalled, only its sender can."""
        return self.state == "suspended" or (self.state == "withdrawn" and self.state_ground is not None)

    @property
    def address(self) -> str:
        """Level/council/year/slug: for ever."""
        return f"{self.level}/{self.council}/{self.dates.issued.year}/{self.slug}"

    @property
    def files(self) -> tuple[File, ...]:
        """The files of the current version."""
        return self.versions[-1].files
