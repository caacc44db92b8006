"""The published document: the closed schema of its front matter (docs/reference/front-matter.md is generated from it).

Every field that can be unknown is null or "chua-ro"; a wrong value is worse than none. Unknown keys are errors.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = 1

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]


class Part(BaseModel):
    """Base of all: frozen, closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class File(Part):
    """An original, kept under its hash in content/originals/."""

    role: Literal["main", "annex", "twin", "other"]
    name: str = Field(description="File name as received, shown to readers; never used as a path.")
    sha256: Sha256
    size: int = Field(ge=0, description="Bytes.")
    media: str = Field(description="Media type by the bytes.")
    ext: Annotated[str, Field(pattern=r"^[a-z0-9]{1,5}$")]
    pages: int | None = None


class Version(Part):
    """What one accepted package made of the document; the last is the current one."""

    receipt: str = Field(description="Receipt number, TN-2024-000123.")
    received: dt.datetime
    superseded: dt.datetime | None = None
    reason: str | None = None
    files: tuple[File, ...]


class Dates(Part):
    """Calendar dates of the document; instants of the archive stand in `versions`."""

    issued: dt.date
    passed: dt.date | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None


class Signer(Part):
    """One signature block as printed."""

    name: str | None = None
    title: str | None = None
    form: str | None = Field(default=None, description="TM. HỘI ĐỒNG NHÂN DÂN / KT. CHỦ TỊCH")


class Effect(Part):
    """Effect, with the sentence that proves it; "chua-ro" without one."""

    status: Literal["chua-ro", "chua-co-hieu-luc", "con-hieu-luc", "het-mot-phan", "het-hieu-luc"] = "chua-ro"
    evidence: str | None = None


class Text(Part):
    """How the text below was won, so that the page can say so."""

    method: Literal["text", "ocr", "mixed", "person", "none"]
    complete: bool = True
    confidence: float | None = Field(default=None, ge=0, le=1, description="Mean word confidence of OCR.")


class Relation(Part):
    """A relation to another document, with the sentence that states it."""

    type: Literal[
        "can-cu", "xet", "sua-doi", "thay-the", "bai-bo", "dinh-chinh", "huong-dan", "dan-chieu", "tiep-tuc-hieu-luc",
        "duoc-thay-the-boi",
    ]  # fmt: skip
    target: str = Field(description="Address (level/council/year/slug) when it stands in the archive, else its code.")
    provision: str | None = None
    target_provision: str | None = None
    evidence: str | None = None


class Said(Part):
    """One reading of a fact."""

    value: str
    source: Literal["header", "text", "stamp", "ocr", "file-name", "person", "vocabulary"]
    sure: float = Field(ge=0, le=1)


class Document(Part):
    """The front matter of content/documents/<level>/<council>/<year>/<slug>.md."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    council: Slug
    level: Literal["tinh", "huyen", "xa"]
    slug: Slug
    organ: str = Field(description="hdnd, tt, ban-…, to-db, doan-gs, vp: key in the registry's organ sets.")
    organ_name: str = Field(description="The issuing organ as shown to readers.")
    number: str | None
    notation: str | None
    code: str = Field(description="Số, ký hiệu in the archive's one spelling.")
    type: Slug = Field(description="Slug of content/vocabulary/doctypes.yaml: nghi-quyet, bao-cao, …")
    normative: bool | None = None
    oversight: str | None = Field(default=None, description="Form of oversight document (oversight.yaml), else null.")
    dossier: Slug | None = Field(default=None, description="Oversight dossier that it belongs to.")
    title: str = Field(description="Trích yếu.")
    scope: Literal["in", "related"] = "in"
    state: Literal["published", "withdrawn", "replaced"] = "published"
    state_reason: str | None = None
    state_date: dt.date | None = None
    dates: Dates
    place: str | None = None
    signers: tuple[Signer, ...] = ()
    addressee: str | None = None
    urgency: str | None = None
    bases: tuple[str, ...] = Field(default=(), description="Legal bases, a paragraph each, as printed.")
    effect: Effect = Effect()
    text: Text
    versions: tuple[Version, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = ()
    aliases: tuple[str, ...] = Field(default=(), description="DocumentIds and other names it was sent under.")
    former: tuple[str, ...] = Field(default=(), description="Addresses it had before a correction; each redirects.")
    notes: tuple[str, ...] = Field(default=(), description="Codes of findings that a reader should know.")
    sources: dict[str, tuple[Said, ...]] = Field(default_factory=dict, description="Fact → readings, chosen one first.")

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @property
    def address(self) -> str:
        """Level/council/year/slug: for ever."""
        return f"{self.level}/{self.council}/{self.dates.issued.year}/{self.slug}"

    @property
    def files(self) -> tuple[File, ...]:
        """The files of the current version."""
        return self.versions[-1].files
