"""What a person says of a document put first among its readings, and what follows from it worked out again.

The one way in which that happens, whether the person speaks at an approval or of an earlier version.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pipeline.document import kinds
from pipeline.document.facts import Claim, Facts
from pipeline.document.model import Analysis
from pipeline.document.number import DocumentNumber, year_in
from pipeline.document.vocabulary import Vocabulary

_KIND = frozenset({"trich_yeu", "doc_type", "organ", "oversight", "scope", "field"})
_SIGNER = MappingProxyType({"signer_name": "name", "signer_title": "title", "signing_form": "form"})
_SORTS = ("thẩm tra", "giám sát", "phiên giải trình", "phiên chất vấn")  # behind the type on its line
# The remark on a disagreement that a person has settled.
_SETTLED = MappingProxyType(
    {"code": "number", "number": "number", "issue_date": "date", "trich_yeu": "title", "council": "council"}
)


def applied(analysis: Analysis, said: Mapping[str, str], vocabulary: Vocabulary) -> Analysis:
    """The analysis with `said` (fact → value) put first.

    Number and notation make a code and a code makes both; title, type and organ make the form of oversight, and that
    the dossier and the scope, the title the field; the first signature block says what the person says of it.
    """
    if not said:
        return analysis
    values = _with_code(analysis, said)
    changed = replace(
        analysis,
        facts=analysis.facts.decided(values),
        council=values.get("council", analysis.council),
        organ=values.get("organ", analysis.organ),
        signers=_signers(analysis, values),
        findings=tuple(f for f in analysis.findings if f.code not in settled(values)),
    )
    sort = "" if "doc_type" in said else _sort(analysis, vocabulary)
    return _of_kind(changed, said, vocabulary, sort) if _KIND & said.keys() else changed


def settled(said: Mapping[str, str]) -> frozenset[str]:
    """Codes of the remarks that fall away when a person has said these facts."""
    return frozenset(f"{_SETTLED[name]}-disagrees" for name in said if name in _SETTLED)


def type_slug(name: str | None, vocabulary: Vocabulary) -> str | None:
    """The slug of a type that is given by its slug or its name."""
    if name is None or name in vocabulary.types:
        return name
    found = vocabulary.type_by_name(name)
    return found.slug if found else None


def _with_code(analysis: Analysis, said: Mapping[str, str]) -> dict[str, str]:
    if "code" in said:
        given = DocumentNumber.parse(said["code"])
        return {**said, "number": given.number, "notation": given.notation}
    now = analysis.facts
    number, notation = said.get("number") or now.number.value, said.get("notation") or now.notation.value
    if not (said.keys() & {"number", "notation"} and number and notation):
        return dict(said)
    year = None if "/" in number else year_in(now.code.value or "")
    return {**said, "code": f"{number}/{year}/{notation}" if year else f"{number}/{notation}"}


def _signers(analysis: Analysis, said: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    changed = {key: said[name] for name, key in _SIGNER.items() if name in said}
    if not changed or not analysis.signers:
        return analysis.signers
    return ({**analysis.signers[0], **changed}, *analysis.signers[1:])


def _sort(analysis: Analysis, vocabulary: Vocabulary) -> str:
    """What the line of the type says of the form and no title does ("BÁO CÁO THẨM TRA"): another title leaves it so."""
    facts = analysis.facts
    slug, title, known = type_slug(facts.doc_type.value, vocabulary), facts.trich_yeu.value, facts.oversight.value
    if not known or known == kinds.oversight(slug, title, analysis.organ, vocabulary):
        return ""
    told = (sort for sort in _SORTS if kinds.oversight(slug, f"{sort} {title}", analysis.organ, vocabulary) == known)
    return next(told, "")


def _of_kind(analysis: Analysis, said: Mapping[str, str], vocabulary: Vocabulary, sort: str) -> Analysis:
    """Form of oversight, dossier, field and scope again, but for those that the person said."""
    slug, title = type_slug(analysis.facts.doc_type.value, vocabulary), analysis.facts.trich_yeu.value
    form = said.get("oversight") or kinds.oversight(
        slug, f"{sort} {title}" if sort else title, analysis.organ, vocabulary
    )
    derived = {
        "oversight": (form, 0.8),
        "dossier": (kinds.dossier(form, title, vocabulary), 0.6),
        "field": (vocabulary.fields.of(title), 0.8),
        "scope": (kinds.scope(slug, analysis.organ, form, vocabulary), 0.8),
    }
    facts = {name: claims for name, claims in analysis.facts.claims().items() if name in said or name not in derived}
    facts |= {name: (Claim(v, "vocabulary", sure),) for name, (v, sure) in derived.items() if v and name not in said}
    return replace(analysis, facts=Facts.of(facts))
