"""Whether the archive takes a document: whose it is, who may send it, what is in scope, what must be known of it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline import settings, text
from pipeline.document import reasons
from pipeline.document.model import Action, Analysis, Finding, Package, Role
from pipeline.document.number import DocumentNumber
from pipeline.document.vocabulary import Council, Vocabulary
from pipeline.gate.envelope import EARLIEST, exchanged

_DAY = dt.timedelta(days=1)
_ROOT = "tinh"
_FOREIGN = re.compile(
    r"(?:van phong )?(?:uy ban nhan dan|ubnd|chu tich (?:uy ban nhan dan|ubnd)|uy ban thuong vu quoc hoi|quoc hoi)|"
    r"chinh phu|thu tuong|bo\s|so\s|(?:tinh|thanh|quan|huyen|thi|dang) uy|ban (?:chap hanh|thuong vu)|toa an|"
    r"vien kiem sat|(?:uy ban )?mat tran|cong an|(?:chi )?cuc\s|doan dai bieu quoc hoi (?!va )|thanh tra|"
    r"kho bac|bao hiem"
)

# Signs of bodies behind the type (Decree 30/2020/NĐ-CP, appendix VI): governments, parties, assemblies, ministries,
# departments, courts. A council's own bans (BPC, BKTNS) begin like ministries, so these are listed.
_OTHERS = re.compile(
    r"UBND\w*|TTg|CP|CTN|QH\d*|UBTVQH\d*|T[UW]|[HĐ]U|MTTQ|ĐĐBQH|TA(?:ND)?\w?|VKS(?:ND)?\w?|CA[THX]?|S[A-ZĐ]{2,6}|TTCP|KTNN|"
    r"NHNN|KBNN|UBDT|B(?:NV|TC|KHĐT|YT|TP|GDĐT|XD|GTVT|TNMT|NNPTNT|CT|VHTTDL|TTTT|LĐTBXH|QP|CA|NG|KHCN)"
)


def examine(
    package: Package, analysis: Analysis, place: settings.Settings, vocabulary: Vocabulary, today: dt.date
) -> list[Finding]:
    """All objections to taking an analysed document, and remarks that its page repeats."""
    if package.declared.action in (Action.recall, Action.status):
        return []
    found = [*_files(package), *_council(package, analysis, vocabulary)]
    found += [*_scope(analysis, place.scope, vocabulary), *_complete(analysis, today)]
    return list(dict.fromkeys(found))


def still_open(findings: Sequence[Finding], analysis: Analysis) -> list[Finding]:
    """Without the doubt which figure of "10/07/2024" is the month, where the page itself names that day."""
    page, header = (
        {claim.value for claim in analysis.facts.issue_date.claims if claim.source == source}
        for source in ("text", "header")
    )
    agreed = header and page == header
    return [one for one in findings if not (agreed and one.code == "date-format")]


def _files(package: Package) -> Iterator[Finding]:
    if not any(file.role is Role.main for file in package.files):
        yield reasons.finding("main-missing")


def _council(package: Package, analysis: Analysis, vocabulary: Vocabulary) -> Iterator[Finding]:
    council = vocabulary.councils.get(analysis.council or "")
    if council is None:
        yield reasons.finding("council-unknown")
        return
    sender = vocabulary.sender(package.declared.sender or "")
    if sender and not _may_send(sender, council, over_axis=exchanged(package)):
        yield reasons.finding("sender-mismatch")
    issued = analysis.facts.issue_date.value
    if issued and not council.existed(issued):
        yield reasons.finding("council-not-then")


def _may_send(sender: Council, council: Council, *, over_axis: bool) -> bool:
    """A council sends for its own organs; the province's office may bring in what is older than the exchange."""
    return sender.slug == council.slug or (sender.level == _ROOT and not over_axis)


def _scope(analysis: Analysis, scope: settings.Scope, vocabulary: Vocabulary) -> Iterator[Finding]:
    council = vocabulary.councils.get(analysis.council or "")
    outside = council and (council.slug in scope.councils_out or not _within(council, scope.province, vocabulary))
    kind = vocabulary.type_by_name(analysis.facts.doc_type.value or "")
    if outside or (kind and kind.slug in scope.types_out):
        yield reasons.finding("out-of-scope")
        return
    if not _wanted(analysis, kind.slug if kind else "", scope, vocabulary):
        yield reasons.finding("out-of-scope")


def _wanted(analysis: Analysis, kind: str, scope: settings.Scope, vocabulary: Vocabulary) -> bool:
    """Resolutions of councils, what their organs issue on oversight, and what the settings call related."""
    said, form = analysis.facts, analysis.facts.oversight.value
    if _FOREIGN.match(text.fold(said.body.value or "")) or _of_others(said.code.value or ""):
        return form in scope.related
    return kind in scope.types_in or form is not None or _on_oversight(analysis, vocabulary)


def _of_others(code: str) -> bool:
    """Whether a number carries the sign of a body that is no council's: QĐ-UBND, QĐ-TTg, 24/2023/QH15.

    Of a paper without a text the header is all there is, and it may be a mistake in sending.
    """
    try:
        notation = DocumentNumber.parse(code).notation
    except ValueError:
        return False
    return "HĐND" not in notation and any(map(_OTHERS.fullmatch, re.split(r"[-./&]", notation)[-2:]))


def _on_oversight(analysis: Analysis, vocabulary: Vocabulary) -> bool:
    """A council's organ writes about oversight in words that no form is known by (regulation, article 5.2)."""
    title = text.old_tones((analysis.facts.trich_yeu.value or "").lower())
    about, but = (vocabulary.keywords.get(key, ()) for key in ("giam_sat", "khong_phai_giam_sat"))
    return analysis.organ is not None and _names(title, about) and not _names(title, but)


def _names(title: str, words: Iterable[str]) -> bool:
    return any(text.old_tones(word.lower()) in title for word in words)


def _within(council: Council, province: str, vocabulary: Vocabulary) -> bool:
    """Whether a council is the province's or stands below it, before it or after it; no province means all.

    A province of today has what the joined ones and their districts left: their resolutions bind its communes.
    """
    if not province:
        return True
    before = set(_reached(province, vocabulary, above=False))
    return not before.isdisjoint(_reached(council.slug, vocabulary, above=True))


def _reached(slug: str, vocabulary: Vocabulary, *, above: bool) -> Iterator[str]:
    """The slug itself, those of its predecessors, and where `above` of the units above them, over any steps."""
    seen: set[str] = set()
    waiting = [slug]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        yield one
        if known := vocabulary.councils.get(one):
            waiting += [kin.slug for kin in known.predecessors]
            waiting += [known.parent] if above and known.parent else []


def _complete(analysis: Analysis, today: dt.date) -> Iterator[Finding]:
    number, issued = analysis.facts.number.value, analysis.facts.issue_date.value
    if number is None and issued is None and analysis.facts.is_draft.value:
        yield reasons.finding("draft")
    else:
        lacking = {"number-missing": number, "date-missing": issued}
        yield from (reasons.finding(code) for code, known in lacking.items() if not known)
    if not analysis.facts.trich_yeu.value:
        yield reasons.finding("title-missing")
    if issued and issued < EARLIEST:
        yield reasons.finding("date-implausible")
    if issued and issued > today + _DAY:
        yield reasons.finding("date-future")
    if not analysis.facts.signer_name.value:
        yield reasons.finding("signer-missing")
    if not analysis.facts.place.value:
        yield reasons.finding("place-missing")
