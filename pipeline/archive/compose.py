"""From what was read to the published document: facts with their sources, files, how the text was won.

Nothing is guessed here: a fact that the analysis does not hold stays unset, and a document without council, number,
date or title is no document yet.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pipeline import media, text
from pipeline.archive import page_starts
from pipeline.document import kinds, record
from pipeline.document.model import Analysis, Extraction, Finding, Method, Package, ReceivedFile, Severity
from pipeline.document.number import DocumentNumber
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.vocabulary import Council, Organ, Vocabulary
from pipeline.settings import Scope

_LONGEST = 300  # characters of a reading that are kept
_UNIT_END = re.compile(r"\s*(?:\{[^}]*\}|tỉnh|huyện|xã|phường|thị trấn|thị xã|quận|[Tt]hành phố)$")
_COUNCILS = re.compile(r"hoi dong nhan dan|hdnd")
_EXECUTIVE = re.compile(r"uy ban nhan dan|ubnd")
_ELSEWHERE = "khac"  # organ of what no organ of a council issued
_TOLD_ELSEWHERE = frozenset({"first_legal_basis", "effect_evidence", "end_evidence", "n_dieu", "is_draft"})


class Lacking(ValueError):
    """What makes a document is not known; `code` is that of reasons.md."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Draft:
    """A document without its address and versions."""

    council: Council
    number: DocumentNumber
    issued: dt.date
    values: Mapping[str, Any]
    files: tuple[record.File, ...]
    passages: tuple[Passage, ...]

    def document(self, slug: str, versions: Sequence[record.Version], **more: Any) -> record.Document:
        """The document at its place, with what else the archive knows of it."""
        return record.Document(**{**self.values, "slug": slug, "versions": tuple(versions), **more})

    def identity(self) -> tuple[str, str, DocumentNumber, dt.date]:
        """Level, council, number and day of issue."""
        return self.council.level, self.council.slug, self.number, self.issued


def draft(
    package: Package,
    extractions: Mapping[str, Extraction],
    analysis: Analysis,
    findings: Iterable[Finding],
    vocabulary: Vocabulary,
    scope: Scope,
) -> Draft:
    """Put a document together.

    Raises:
        Lacking: council, number, date or title is not known.
    """
    council, number = _council(analysis, vocabulary), _number(analysis)
    kind = _kind(analysis, number, vocabulary, scope)
    issued = analysis.facts.issue_date.value
    if issued is None:
        raise Lacking("date-missing")
    noted = tuple(dict.fromkeys(finding.code for finding in findings if finding.severity is Severity.note))
    values = {
        **_identity(council, number, analysis, vocabulary),
        **kind,
        **(_other_issuer(analysis) if kind["scope"] == "related" else {}),
        **_said(analysis),
        "dates": _dates(analysis, issued),
        "text": _text(extractions.get(analysis.main_file or ""), analysis),
        "aliases": tuple(name for name in (package.declared.document_id,) if name),
        "notes": noted,
        "sources": _sources(analysis),
    }
    return Draft(council, number, issued, values, _files(package, extractions, analysis), analysis.passages)


def _identity(council: Council, number: DocumentNumber, analysis: Analysis, vocabulary: Vocabulary) -> dict[str, Any]:
    key = analysis.organ or "hdnd"
    organ = next((organ for organ in vocabulary.organs(council.slug) if organ.key == key), None)
    return {
        "council": council.slug,
        "level": council.level,
        "organ": key,
        "organ_name": organ_name(council, organ),
        "number": number.number,
        "notation": number.notation,
        "code": str(number),
    }


def is_foreign(analysis: Analysis) -> bool:
    """Whether the text names an issuing body that is no organ of a council, and no person has said which organ it is.

    A report of the executive committee lies in the council's package; without this it was published as the council's.
    """
    body = text.fold(analysis.facts.body.value or "")
    if any(claim.source == "person" for claim in analysis.facts.organ.claims[:1]):
        return False
    if not body or _COUNCILS.search(f"{body} {text.fold(analysis.facts.parent_body.value or '')}"):
        return False
    return analysis.organ is None or _EXECUTIVE.search(body) is not None


def _other_issuer(analysis: Analysis) -> dict[str, str]:
    if not is_foreign(analysis):
        return {}
    return {"organ": _ELSEWHERE, "organ_name": text.one_line(analysis.facts.body.value or "")}


def _kind(analysis: Analysis, number: DocumentNumber, vocabulary: Vocabulary, scope: Scope) -> dict[str, Any]:
    kind, oversight = _type(analysis, number, vocabulary), analysis.facts.oversight.value
    return {
        "type": kind,
        "normative": kinds.normative(kind, number.year, number.number),
        "oversight": oversight,
        "dossier": analysis.facts.dossier.value,
        "field": analysis.facts.field.value,
        "term": analysis.facts.term.value,
        "session": analysis.facts.session.value,
        "scope": _scope(analysis, oversight, vocabulary, scope),
    }


def _said(analysis: Analysis) -> dict[str, Any]:
    """What the sheet says, as far as it says it."""
    title = analysis.facts.trich_yeu.value
    if not title:
        raise Lacking("title-missing")
    basis = [p.text for p in analysis.passages if p.kind is PassageKind.can_cu and p.text.startswith("Căn cứ")]
    return {
        "title": text.one_line(title),
        "place": analysis.facts.place.value,
        "signers": _signers(analysis),
        "addressee": analysis.facts.addressee.value,
        "urgency": analysis.facts.urgency.value,
        "bases": tuple(basis),
        "effect": record.Effect(
            evidence=analysis.facts.effect_evidence.value, end_evidence=analysis.facts.end_evidence.value
        ),
    }


def organ_name(council: Council, organ: Organ | None) -> str:
    """An organ's name with its unit: "Ban Pháp chế Hội đồng nhân dân tỉnh …"."""
    if organ is None or organ.key == "hdnd":
        return council.title
    name = _UNIT_END.sub("", organ.name)
    if not name.endswith("nhân dân"):
        return f"{name} {council.title}"
    return f"{name} {council.name[0].lower()}{council.name[1:]}"


def _council(analysis: Analysis, vocabulary: Vocabulary) -> Council:
    if analysis.council is None or analysis.council not in vocabulary.councils:
        raise Lacking("council-unknown")
    return vocabulary.councils[analysis.council]


def _number(analysis: Analysis) -> DocumentNumber:
    said = analysis.facts.code.value
    if said is None and (number := analysis.facts.number.value) and (notation := analysis.facts.notation.value):
        said = f"{number}/{notation}"
    try:
        return DocumentNumber.parse(said or "")
    except ValueError as error:
        raise Lacking("number-missing") from error


def _dates(analysis: Analysis, issued: dt.date) -> record.Dates:
    return record.Dates(
        issued=issued,
        passed=analysis.facts.passed_date.value,
        effective_from=analysis.facts.effective_from.value,
        effective_to=analysis.facts.effective_to.value,
    )


def _type(analysis: Analysis, number: DocumentNumber, vocabulary: Vocabulary) -> str:
    """The type that the text names, else that of the notation; a notation without one is that of an official letter."""
    said = analysis.facts.doc_type.value or ""
    if said in vocabulary.types:
        return said
    by_code = vocabulary.type_by_code(number.type_code) if number.type_code else None
    found = vocabulary.type_by_name(said) or vocabulary.type_by_code(said) or by_code
    return found.slug if found else "cong-van"


def _scope(analysis: Analysis, oversight: str | None, vocabulary: Vocabulary, scope: Scope) -> str:
    form = vocabulary.forms.get(oversight or "")
    related = oversight in scope.related or (form is not None and form.scope == "related")
    return "related" if related or analysis.facts.scope.value == "related" else "in"


def _signers(analysis: Analysis) -> tuple[record.Signer, ...]:
    found = [record.Signer(**{k: one.get(k) for k in ("name", "title", "form")}) for one in analysis.signers]
    if found:
        return tuple(found)
    one = record.Signer(
        name=analysis.facts.signer_name.value,
        title=analysis.facts.signer_title.value,
        form=analysis.facts.signing_form.value,
    )
    return (one,) if one.name or one.title else ()


def _text(extraction: Extraction | None, analysis: Analysis) -> record.Text:
    """How the text was won and how much of it: of what was read, whatever a person decided about the findings."""
    if extraction is None or not analysis.passages:
        return record.Text(method="none", complete=False)
    read = [block for block in extraction.visible if block.text]
    scanned = [block for block in read if block.method is Method.ocr]
    size = sum(len(block.text) for block in scanned)
    sure = sum(len(block.text) * block.confidence for block in scanned) / size if size else None
    method: Literal["text", "ocr", "mixed"] = "text" if not scanned else "ocr" if len(scanned) == len(read) else "mixed"
    return record.Text(
        method=method, confidence=None if sure is None else round(sure, 3), **_coverage(extraction, analysis)
    )


def _coverage(extraction: Extraction, analysis: Analysis) -> dict[str, Any]:
    """What of the file does not stand in the text; empty where all of it does."""
    read, kept = extraction.coverage, analysis.kept
    lost = kept is not None and kept.lacks
    return {
        "complete": read.complete and not lost,
        "pages": extraction.pages if read.unread_pages else None,
        "unread_pages": read.unread_pages,
        "gaps": tuple(gap.value for gap in read.gaps),
        "kept": kept.share if kept is not None and lost else None,
    }


def _sources(analysis: Analysis) -> dict[str, tuple[record.Said, ...]]:
    return {
        name: tuple(
            record.Said(value=text.one_line(c.value)[:_LONGEST], source=c.source, sure=round(c.sure, 3))  # type: ignore[arg-type]
            for c in claims
        )
        for name, claims in analysis.facts.claims().items()
        if claims and name not in _TOLD_ELSEWHERE
    }


def _files(package: Package, extractions: Mapping[str, Extraction], analysis: Analysis) -> tuple[record.File, ...]:
    return tuple(_file(file, extractions.get(file.sha256), analysis) for file in package.files)


def _file(file: ReceivedFile, extraction: Extraction | None, analysis: Analysis) -> record.File:
    kind = extraction.media if extraction else file.media
    return record.File(
        role=file.role.value,
        name=text.one_line(file.name.encode("utf-8", "replace").decode("utf-8")),
        sha256=file.sha256,
        size=file.size,
        media=kind,
        ext=media.EXTENSIONS.get(kind, "bin"),
        pages=extraction.pages if extraction else None,
        signatures=tuple(record.Signed(**asdict(one)) for one in extraction.signatures) if extraction else (),
        facsimiles=page_starts.of(extraction, analysis.passages) if extraction else (),
    )
