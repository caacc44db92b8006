"""The whole analysis of a package: choose the file, read head, parts, signature, structure; weigh header and text.

What comes of it is handed to `archive.facade`, which takes the package in or holds it.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.analyse import (
    annexes,
    claims,
    header,
    issuer,
    kept,
    notes,
    other_documents,
    package_facts,
    parts,
    structure,
)
from pipeline.analyse.claims import chosen
from pipeline.analyse.header import Head
from pipeline.analyse.package_facts import MORE_TYPES, Evidence
from pipeline.analyse.parts import FilePart
from pipeline.document import reasons
from pipeline.document.facts import Facts
from pipeline.document.model import Analysis, Block, Extraction, Method, Package, ReceivedFile, Region, Role
from pipeline.document.vocabulary import Vocabulary
from pipeline.sheet import ready

_OWN_TEXT = 60_000  # characters of the text that are searched for how it spells a name
_NEXT_TO_NOTHING = 60  # characters: a page that holds only a title line contradicts no complete header


def document(package: Package, extractions: Mapping[str, Extraction], vocabulary: Vocabulary) -> Analysis:
    """Analyse a package.

    Args:
        package: what arrived, with what its header declares.
        extractions: what was read from each file, by SHA-256.
        vocabulary: the archive's councils, types, forms and senders.

    Returns:
        Facts with claims (the chosen one first), the council's slug and organ where they are certain, the passages
        of the text, and a finding for each disagreement of header and text. Never raises for what a document holds.
    """
    main = _main_file(package.files, extractions)
    types = (*(t.name for t in vocabulary.types.values()), *MORE_TYPES)
    read = extractions[main.sha256].visible if main else ()
    known = notes.marks(read)
    blocks = ready.from_own_head(ready.put_in_order(notes.unmarked_boxes(read, known)))
    blocks = ready.part_title(blocks, package.declared.subject)
    head = _completed(header.read(blocks, types), main, package.files, extractions, types)
    head = header.stamped(head, _stamps(extractions[main.sha256])) if main else head
    body, attached, signed = parts.divided(blocks, head.body_at, types)
    head = _of_annex(head, attached) if body.end <= body.body else head
    text_blocks = ready.join_cut_paragraphs(blocks[body.body : body.end])
    main_passages = structure.passages((*head.unread, *text_blocks), articles=package_facts.may_have_articles(head))
    own = " ".join(block.text for block in blocks)[:_OWN_TEXT]
    evidence = Evidence(
        package.declared,
        main.name if main else "",
        head,
        signed,
        text_blocks,
        main_passages,
        own,
    )
    analysis = _analysed(evidence, vocabulary, spoken=bool(blocks))
    analysis = notes.unmarked(analysis, known)
    of_files, remarks = annexes.of_files(package, extractions, blocks, types)
    of_main = (*main_passages, *annexes.passages(blocks, attached))
    behind = notes.passages(read)
    whole = structure.unique((*of_main, *of_files, *behind))
    if main is None:
        return replace(analysis, passages=whole)
    share = kept.counted(extractions[main.sha256], (*of_main, *behind), analysis.facts.claims(), analysis.signers)
    return replace(
        analysis,
        passages=whole,
        main_file=main.sha256,
        kept=share,
        findings=(
            *analysis.findings,
            *remarks,
            *kept.finding(share),
            *other_documents.findings(package, extractions, analysis.facts.code.claims),
        ),
    )


def _main_file(files: Sequence[ReceivedFile], extractions: Mapping[str, Extraction]) -> ReceivedFile | None:
    """The file whose text is taken: the main one, or its twin where the main one is a scan and the twin is not."""
    read = [f for f in files if f.sha256 in extractions and extractions[f.sha256].characters]
    candidates = [f for f in read if f.role in (Role.main, Role.twin)] or read[:1]
    return min(candidates, key=lambda f: (_scanned(extractions[f.sha256]), f.role is not Role.main), default=None)


def _scanned(extraction: Extraction) -> bool:
    read = [len(block.text) for block in extraction.visible if block.method is Method.ocr]
    return sum(read) * 2 > extraction.characters


def _completed(
    head: Head,
    taken: ReceivedFile | None,
    files: Sequence[ReceivedFile],
    extractions: Mapping[str, Extraction],
    types: Sequence[str],
) -> Head:
    """A Word twin is often saved before numbering: number and day then come from the signed file's page."""
    main = next((f for f in files if f.role is Role.main and f.sha256 in extractions), None)
    if main is None or main is taken or (head.printed and head.printed.number and head.dated and head.dated.date):
        return head
    signed = header.read(ready.from_own_head(ready.put_in_order(extractions[main.sha256].visible)), types)
    use = {
        name: getattr(signed, attribute)
        for name, attribute, lacking in (
            ("printed", "printed", not (head.printed and head.printed.number)),
            ("dated", "dated", not (head.dated and head.dated.date)),
        )
        if lacking and getattr(signed, attribute)
    }
    where = {"printed": "number", "dated": "date"}
    methods = {**head.methods, **{where[n]: signed.methods[where[n]] for n in use if where[n] in signed.methods}}
    sureness = {**head.sureness, **{where[n]: signed.sureness[where[n]] for n in use if where[n] in signed.sureness}}
    return replace(head, **use, methods=methods, sureness=sureness)


def _stamps(extraction: Extraction) -> Sequence[Block]:
    return [block for block in extraction.visible if block.region is Region.stamp and block.page in (None, 1)]


def _of_annex(head: Head, attached: Sequence[FilePart]) -> Head:
    """An annex that came alone: its own word for its type, and its title; number and day are its parent's."""
    first = attached[0] if attached else None
    if head.type_name or head.printed or first is None or not first.prefix.startswith("phu-luc"):
        return head
    title = re.sub(
        r"^(?:phụ lục|phụ biểu|(?:biểu|mẫu)(?= (?:số )?\d))\b(?:\s+số)?(?:\s+(?:[ivxlc]+|\d+)\b)?[\s.:\-]*",
        "",
        first.title,
        flags=re.I,
    )
    return replace(head, type_name="Phụ lục", type_printed=True, title=title or None)


def _analysed(evidence: Evidence, vocabulary: Vocabulary, *, spoken: bool) -> Analysis:
    """Facts, council, organ and findings."""
    found, differs = package_facts.of_page(evidence, vocabulary, spoken=spoken)
    if len(evidence.own) < _NEXT_TO_NOTHING:
        found, differs = claims.header_first(found), dict.fromkeys(differs, False)
    body, parent = chosen(found, "body"), chosen(found, "parent_body")
    on = _day(chosen(found, "issue_date"))
    closing = chosen(found, "passed_sentence")
    names = [body, parent, evidence.head.deciding, closing, evidence.declared.sender_name]
    council, sender = issuer.council(names, evidence.own, evidence.declared, vocabulary, on)
    council = council or (None if _names_council(body, parent) else sender)
    found.update(package_facts.of_council(found, council))
    form = chosen(found, "signing_form")
    organ = issuer.organ([body, parent], form, chosen(found, "code"), council, vocabulary)
    found.update(package_facts.of_kind(found, evidence, organ, vocabulary))
    alone = evidence.head.attached is not None and evidence.head.printed is None
    lonely = [reasons.finding("annex-alone")] if alone else []
    contradictions = claims.disagreements(**differs, council=bool(council and sender and council is not sender))
    ordered = {name: value for name, value in found.items() if value and name != "passed_sentence"}
    return Analysis(
        Facts.of(ordered),
        council.slug if council else None,
        organ,
        findings=(*lonely, *contradictions),
        signers=package_facts.signers(found, evidence.signed),
    )


def _names_council(body: str | None, parent: str | None) -> bool:
    """Whether the page itself says which council it is, so that a sender's code may not stand in for it."""
    return issuer.level(body, parent) is not None and any(issuer.is_council(name) for name in (body, parent))


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value or "")
    except ValueError:
        return None
