"""The facts of one package as claims: what head, signature, preamble and closing sentence say, beside the header."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline import text
from pipeline.analyse import bases, claims, issuer, no_titles
from pipeline.analyse.claims import Facts, chosen, declared, iso, ordered, page_claim
from pipeline.analyse.header import Head
from pipeline.analyse.signature import SignatureBlock
from pipeline.document import corrections, kinds
from pipeline.document.facts import Claim
from pipeline.document.model import Block, Declared, Method
from pipeline.document.number import DocumentNumber, year_in
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.vocabulary import Council, Vocabulary
from pipeline.sheet import lines

MORE_TYPES = (
    "Nghị định", "Thông tư", "Thông tư liên tịch", "Luật", "Bộ luật", "Pháp lệnh", "Lệnh", "Hiến pháp", "Phiếu trình",
    "Phiếu trình giải quyết công việc", "Công điện", "Quy trình", "Sắc lệnh",
)  # fmt: skip
_TYPES_BY_CODE = {"nd": "Nghị định", "tt": "Thông tư", "ttlt": "Thông tư liên tịch", "l": "Lệnh"}
# "… phường Lam Hạ. .": dust beside a scanned title; a mark that stands off its word is none of the title.
_DUST = re.compile(r"[.,;:·]?(?:\s+[.,;:·'’`\"“”]+)+$")
_NEVER_LETTERS = frozenset({"ct", "qd", "nq", "nd", "tt", "l", "hd", "pc"})
_PRIORITY = {1: "KHẨN", 2: "THƯỢNG KHẨN", 3: "HỎA TỐC", 4: "HỎA TỐC HẸN GIỜ"}
_WITHOUT_ARTICLES = (
    "to trinh",
    "bao cao",
    "cong van",
    "giay",
    "thong bao",
    "bien ban",
    "phieu",
    "ket luan",
    "cong dien",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read of one package, before it is weighed."""

    declared: Declared
    file_name: str
    head: Head
    signed: SignatureBlock
    blocks: Sequence[Block]  # of the main part's text
    passages: Sequence[Passage]  # of the main part
    own: str  # the document's text, for how it spells names


def of_page(evidence: Evidence, vocabulary: Vocabulary, *, spoken: bool) -> tuple[Facts, dict[str, bool]]:
    """All facts but those that follow from the council, and which of them header and text state differently."""
    head, given = evidence.head, evidence.declared
    name_says = claims.number_in(evidence.file_name, head.printed)
    code, number_differs = claims.code_claims(head, given, name_says)
    date, date_differs = claims.date_claims(head, given, evidence.file_name)
    type_claims = _type(evidence, vocabulary)
    title, title_differs = _title(evidence, type_claims)
    found: Facts = {
        **_issuer(evidence),
        **_number(head, code),
        "issue_date": date,
        "place": ordered(
            page_claim(head.dated.place if head.dated else None, *_how(head, "date")), declared(given.place), same=False
        ),
        "doc_type": type_claims,
        "trich_yeu": title,
        **_signature(evidence),
        **_structure(evidence, spoken),
        "addressee": page_claim(head.addressee),
        "secrecy": page_claim(head.secrecy),
        "urgency": page_claim(head.urgency) or declared(_PRIORITY.get(given.priority or 0)),
        "is_draft": _draft(evidence, code, spoken),
        **_passing(evidence),
    }
    found.update(_effect(evidence, found))
    return found, {"number": number_differs, "date": date_differs, "title": title_differs}


def may_have_articles(head: Head) -> bool:
    """Whether a document of this type is drawn up in articles."""
    if head.type_name is None:
        return not head.letter or bool(head.printed and head.printed.notation.startswith(("QĐ-", "NQ-")))
    return not lines.folded(head.type_name).startswith(_WITHOUT_ARTICLES)


def of_council(found: Facts, council: Council | None) -> Facts:
    """Level: of the registry where the council is known, else by the body's name."""
    if council and issuer.is_council(chosen(found, "body"), chosen(found, "parent_body")):
        return {"level": (Claim(council.level, "vocabulary", 0.98),)}
    by_name = issuer.level(chosen(found, "body"), chosen(found, "parent_body"))
    if by_name:
        return {"level": (Claim(by_name, found["body"][0].source, 0.9),)}
    return {"level": (Claim(council.level, "vocabulary", 0.8),)} if council else {}


def of_kind(found: Facts, evidence: Evidence, organ: str | None, vocabulary: Vocabulary) -> Facts:
    """Type slug, normative, oversight form, dossier, field of life, scope."""
    slug = corrections.type_slug(chosen(found, "doc_type"), vocabulary)
    title = chosen(found, "trich_yeu")
    form = kinds.oversight(slug, f"{evidence.head.sort} {title}" if title else None, organ, vocabulary)
    normative = kinds.normative(slug, year_in(chosen(found, "code") or ""), chosen(found, "number"))
    return {
        "type": _derived(slug),
        "normative": _derived(None if normative is None else str(normative).lower(), 0.95),
        "oversight": _derived(form, 0.8),
        "dossier": _derived(kinds.dossier(form, title, vocabulary), 0.6),
        "field": _derived(vocabulary.fields.of(title), 0.8),
        "scope": _derived(kinds.scope(slug, organ, form, vocabulary), 0.8),
    }


def signers(found: Facts, signed: SignatureBlock) -> tuple[Mapping[str, str], ...]:
    """The signature blocks as the archive keeps them, the first with what was decided about it."""
    named = {"name": "signer_name", "title": "signer_title", "form": "signing_form"}
    one = {key: value for key, field in named.items() if (value := chosen(found, field))}
    others = [{"name": s.name, "title": s.title, "form": s.form} for s in signed.others]
    beside = tuple({key: value for key, value in other.items() if value} for other in others)
    return (one, *beside) if one else beside


def _issuer(evidence: Evidence) -> Facts:
    """Body and parent of the header; without one, who promulgates or passed it by its own sentences, or the sender."""
    head = evidence.head
    found = issuer.issuer(head.organs, head.deciding, evidence.own)
    how = _how(head, "title") if "title" in head.methods else _how(head, "number")
    sender = declared(evidence.declared.sender_name, 0.7)
    if found.body is None:
        named = bases.promulgator(evidence.blocks) or bases.passed_by(bases.passing(evidence.passages).sentence)
        return {"body": page_claim(named, sure=0.7) or sender}
    body = issuer.with_unit(found.body, head.dated.place if head.dated else None, evidence.own)
    same = bool(sender and text.same_words(body, sender[0].value))
    return {"body": ordered(page_claim(body, *how), sender, same=same), "parent_body": page_claim(found.parent, *how)}


def _number(head: Head, code: tuple[Claim, ...]) -> Facts:
    """Code, number and notation; of a draft the visible part of the code."""
    printed = head.printed
    if not code and printed and head.methods.get("number", Method.text) is not Method.ocr and printed.blank:
        code = page_claim(printed.code)
    number = tuple(Claim(n, c.source, c.sure) for c in code if (n := _parsed(c.value)[0]))
    notation = tuple(Claim(n, c.source, c.sure) for c in code if (n := _parsed(c.value)[1]))
    if not notation and printed:
        notation = page_claim(printed.notation, *_how(head, "number"))
    return {"number": number, "notation": notation, "code": code}


def _parsed(code: str) -> tuple[str | None, str | None]:
    try:
        parsed = DocumentNumber.parse(code)
    except ValueError:
        party = re.match(r"^(?P<number>\d*)-(?P<notation>[^\d].*)$", code)
        if party:
            return party["number"] or None, party["notation"]
        number, _, rest = code.partition("/")
        return number or None, re.sub(r"^\d{4}/", "", rest) or None
    return parsed.number, parsed.notation


def _type(evidence: Evidence, vocabulary: Vocabulary) -> tuple[Claim, ...]:
    """The type line; without one the type in the notation; an official letter has neither."""
    head = evidence.head
    name = text.one_line(evidence.declared.type_name or "") or None
    header = declared(name[:1].upper() + name[1:].lower() if name else None, 0.85)
    page = (
        page_claim(head.type_name, *_how(head, "title")) if head.type_printed else _type_by_notation(head, vocabulary)
    )
    same = bool(page and header and text.same_words(page[0].value, header[0].value))
    return ordered(page, header, same=same)


def _type_by_notation(head: Head, vocabulary: Vocabulary) -> tuple[Claim, ...]:
    if head.printed is None:
        return page_claim("Công văn", sure=0.6) if head.letter and head.title and head.addressee else ()
    kind = re.split(r"[-/]", head.printed.notation)[0]
    if head.letter and text.fold(kind) in _NEVER_LETTERS:
        return page_claim(
            "Công văn", *_how(head, "number"), sure=0.85
        )  # 12/CT-CS is a letter of a Cục Thuế, no Chỉ thị
    coded = vocabulary.type_by_code(kind) if "-" in head.printed.notation else None
    name = coded.name if coded else _TYPES_BY_CODE.get(text.fold(kind))
    if name:
        return page_claim(name, *_how(head, "number"), sure=0.8)
    return page_claim("Công văn", *_how(head, "number"), sure=0.85) if head.letter else ()


def _title(evidence: Evidence, kind: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], bool]:
    """Trích yếu; a letter's "V/v" is dropped, on another type's paper it reads "Về việc"."""
    head = evidence.head
    title = _said(_DUST.sub("", head.title or _stated_subject(evidence) or ""))
    page = page_claim(title, *_how(head, "title"))
    if not title and not head.type_printed and kind:
        page = page_claim(bases.announced(evidence.blocks, kind[0].value), sure=0.6)
    if title and not head.type_printed and kind and kind[0].value != "Công văn" and head.letter:
        title = title if lines.folded(title).startswith("ve ") else f"Về việc {title}"
        page = page_claim(title, *_how(head, "title"))
    header = declared(_said(text.one_line(evidence.declared.subject or "")), 0.85)
    named = kind[0].value if kind else ""
    same = bool(page and header and claims.same_title(page[0].value, header[0].value, named))
    return ordered(page, header, same=same), bool(page and header and not same)


def _said(title: str) -> str | None:
    return None if no_titles.says_nothing(title) else title


def _stated_subject(evidence: Evidence) -> str | None:
    """A phiếu trình gives its subject in a field of its form."""
    if not lines.folded(evidence.head.type_name or "").startswith("phieu"):
        return None
    field = re.compile(r"^(?:1\W+)?(?:van de trinh|noi dung trinh|noi dung|trich yeu|ve viec)\s*:\s*")
    for block in evidence.blocks[:12]:
        match = field.match(lines.folded(block.text))
        if match and block.text[match.end() :].strip():
            return block.text[match.end() :].strip()
    return None


def _signature(evidence: Evidence) -> Facts:
    signed, given = evidence.signed, evidence.declared
    how = (signed.method, signed.sure)
    pairs = {
        "signer_name": (signed.name, given.signer_name),
        "signer_title": (signed.title, given.signer_title),
        "signing_form": (signed.form, given.signing_form if signed.name is None else None),
    }
    return {
        name: ordered(
            page_claim(page, *how), declared(header, 0.8), same=bool(page and header and text.same_words(page, header))
        )
        for name, (page, header) in pairs.items()
    }


def _structure(evidence: Evidence, spoken: bool) -> Facts:
    """How many articles the main instrument has, and its first legal basis."""
    articles = [p for p in evidence.passages if p.kind is PassageKind.dieu]
    numbers = [int(m.group(1)) for p in articles if (m := re.match(r"dieu-(\d+)", p.id))]
    count = max(len(articles), max(numbers, default=0))
    scanned = any(b.method is Method.ocr for b in evidence.blocks)
    method = Method.ocr if scanned else Method.text
    basis = bases.first(bases.preamble(evidence.blocks))
    return {"n_dieu": page_claim(str(count), method) if spoken else (), "first_legal_basis": page_claim(basis, method)}


def _draft(evidence: Evidence, code: tuple[Claim, ...], spoken: bool) -> tuple[Claim, ...]:
    """A draft says so, or leaves number and day blank; a scan whose handwriting cannot be read is none."""
    head = evidence.head
    blank_number = head.printed is not None and head.printed.blank and head.methods.get("number") is not Method.ocr
    blank_date = head.dated is None or head.dated.blank
    draft = head.draft_mark or (blank_number and blank_date and not any(claim.source == "header" for claim in code))
    return page_claim("true" if draft else "false", sure=0.9) if spoken else ()


def _passing(evidence: Evidence) -> Facts:
    passed = bases.passing(evidence.passages)
    term, session = bases.sessions(evidence.head.sessions)
    return {
        "passed_date": page_claim(iso(passed.date), sure=0.9),
        "term": page_claim(term or passed.term, sure=0.9),
        "session": page_claim(session or passed.session, sure=0.9),
        "passed_sentence": page_claim(passed.sentence),
    }


def _effect(evidence: Evidence, found: Facts) -> Facts:
    """The day of effect with its sentence; days after signing or passing count from the day stated elsewhere in it."""
    effect, term = bases.effect(evidence.passages, chosen(found, "doc_type")), bases.term(evidence.passages)
    day = iso(effect.date)
    if effect.starts:
        begins = chosen(found, "issue_date" if effect.starts == "ky" else "passed_date")
        day = iso(dt.date.fromisoformat(begins) + dt.timedelta(effect.days)) if begins else None
    stated: Facts = {}
    issued = chosen(found, "issue_date")
    # "thay thế Nghị quyết số … về …, có hiệu lực từ ngày …": a day before its own is that of the one it replaces.
    if day and issued and day < issued and re.search(r"\bsố\s+\d", effect.sentence or ""):
        day = None
    if effect.sentence and day:
        stated |= {
            "effective_from": page_claim(day, sure=0.85),
            "effect_evidence": page_claim(effect.sentence, sure=0.85),
        }
    if term.date:
        stated |= {
            "effective_to": page_claim(iso(term.date), sure=0.85),
            "end_evidence": page_claim(term.sentence, sure=0.85),
        }
    return stated


def _how(head: Head, what: str) -> tuple[Method, float]:
    return head.methods.get(what, Method.text), head.sureness.get(what, 1.0)


def _derived(value: str | None, sure: float = 0.9) -> tuple[Claim, ...]:
    return (Claim(value, "vocabulary", sure),) if value else ()
