"""Every reason that a package can be remarked on, held, refused or sealed for, and the only maker of findings.

docs/reference/reasons.md is generated from it. A code is for ever: the public register prints it for held packages.
What a reason says stands in `sentences`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pipeline.document import sentences
from pipeline.document.model import Finding, Severity
from pipeline.document.sentences import Said

_ASIDE, _FACT = re.compile(r" ?\(\{[a-z_]+\}\)"), re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class Reason:
    """What a code does and says; `cases` holds the closer words for single cases of it, by the case's name."""

    code: str
    severity: Severity
    vi: str
    en: str
    cases: Mapping[str, Said] = field(default_factory=dict)

    def general(self, lang: int) -> str:
        """The sentence of many items at once, without the facts of one; `lang` 0 Vietnamese, 1 English."""
        return _FACT.sub("…", _ASIDE.sub("", (self.vi, self.en)[lang]))


def finding(reason: str, place: str = "", **facts: object) -> Finding:
    """The finding of a code, or of one case of it ("file-over-limit/pages").

    `facts` fill its sentences; one that differs by language is a pair, Vietnamese and English. Raises KeyError for a
    reason that is not in the table.
    """
    code, _, case = reason.partition("/")
    known = REASONS[code]
    vi, en = known.cases[case] if case else (known.vi, known.en)
    return Finding(code, known.severity, _filled(vi, 0, place, facts), _filled(en, 1, place, facts), place)


def _filled(sentence: str, lang: int, place: str, facts: Mapping[str, object]) -> str:
    said = {name: fact[lang] if isinstance(fact, tuple) else fact for name, fact in facts.items()}
    return sentence.format(place=place, **said)


def is_for_the_sender_alone(code: str) -> bool:
    """Whether a reason may not be shown to the public: it says something of secrets, of persons, or of circulation."""
    return code.startswith(("secret", "personal-data", "circulation", "letters-unknown", "image-location"))


def read_back(kept: Mapping[str, Any]) -> Finding:
    """A finding as it was written down: in a private record, perhaps of an older version, or by the reading child."""
    return Finding(**{**kept, "severity": Severity(kept["severity"])})


def page() -> str:
    """docs/reference/reasons.md: every code with its sentences."""
    heads = {
        Severity.seal: "Sealed unread, the officer alerted",
        Severity.refuse: "Refused: not a package",
        Severity.hold: "Held until a person decides",
        Severity.note: "Remarks: published all the same",
    }
    lines = ["# Reasons", "", "Written from `pipeline/document/sentences.py` by `python -m docs.generate`.", ""]
    lines += ["A row without a code gives the closer words that single cases of the code above it have.", ""]
    for severity, head in heads.items():
        lines += [f"## {head}", "", "| code | Vietnamese | English |", "|---|---|---|"]
        for reason in (reason for reason in REASONS.values() if reason.severity is severity):
            lines.append(f"| `{reason.code}` | {reason.vi} | {reason.en} |")
            lines += [f"| | {vi} | {en} |" for vi, en in reason.cases.values()]
        lines.append("")
    return "\n".join(lines)


def _table(severity: Severity, said: Mapping[str, Said]) -> dict[str, Reason]:
    cases: dict[str, dict[str, Said]] = {}
    for key, words in said.items():
        code, _, case = key.partition("/")
        cases.setdefault(code, {})[case] = words
    return {code: Reason(code, severity, *words.pop(""), words) for code, words in cases.items()}


REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        **_table(Severity.refuse, sentences.REFUSE),
        **_table(Severity.seal, sentences.SEAL),
        **_table(Severity.hold, sentences.HOLD),
        **_table(Severity.note, sentences.NOTE),
    }
)

OUTCOMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "accepted": ("nhận", "accepted"),
        "updated": ("cập nhật", "updated"),
        "replaced": ("thay thế", "replaced"),
        "withdrawn": ("thu hồi", "withdrawn"),
        "duplicate": ("trùng", "duplicate"),
        "held": ("giữ lại", "held"),
        "refused": ("từ chối", "refused"),
        "parked": ("chờ", "parked"),
    }
)
"""What became of a received file, as an operator reads it: in Vietnamese, in English."""
