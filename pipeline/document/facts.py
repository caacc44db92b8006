"""What is known of a document: every fact by its name and type, with the readings that it was chosen from.

Readings are kept as they are written in files and in `check --json` (docs/reference/check.md); the value of a fact has
the type that the program works with, so that a day is a date and a misspelt name is an error of mypy.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading of a fact: the value as written, who says so, and how sure (0 to 1)."""

    value: str
    source: str  # header | text | stamp | ocr | file-name | person | vocabulary
    sure: float


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """The value of the reading that was chosen, None where nobody states it; all readings, the chosen one first."""

    value: T | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def disagreement(self) -> bool:
        """Whether its readings say different things; which of these is a finding, `analyse.claims` weighs."""
        return len({claim.value for claim in self.claims}) > 1


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts, in the order in which files list their sources.

    `type`, `normative`, `oversight`, `dossier`, `field`, `scope` and `level` are slugs of the vocabulary that follow
    from the others; only persons say `council` and `organ`.
    """

    body: Fact[str] = Fact()
    parent_body: Fact[str] = Fact()
    number: Fact[str] = Fact()
    notation: Fact[str] = Fact()
    code: Fact[str] = Fact()
    issue_date: Fact[dt.date] = Fact()
    place: Fact[str] = Fact()
    doc_type: Fact[str] = Fact()
    trich_yeu: Fact[str] = Fact()
    signer_name: Fact[str] = Fact()
    signer_title: Fact[str] = Fact()
    signing_form: Fact[str] = Fact()
    n_dieu: Fact[int] = Fact()
    first_legal_basis: Fact[str] = Fact()
    addressee: Fact[str] = Fact()
    secrecy: Fact[str] = Fact()
    urgency: Fact[str] = Fact()
    is_draft: Fact[bool] = Fact()
    passed_date: Fact[dt.date] = Fact()
    term: Fact[str] = Fact()
    session: Fact[str] = Fact()
    effective_from: Fact[dt.date] = Fact()
    effect_evidence: Fact[str] = Fact()
    level: Fact[str] = Fact()
    type: Fact[str] = Fact()
    normative: Fact[bool] = Fact()
    oversight: Fact[str] = Fact()
    dossier: Fact[str] = Fact()
    field: Fact[str] = Fact()
    scope: Fact[str] = Fact()
    effective_to: Fact[dt.date] = Fact()
    end_evidence: Fact[str] = Fact()
    council: Fact[str] = Fact()
    organ: Fact[str] = Fact()

    @classmethod
    def of(cls, said: Mapping[str, Iterable[Claim]]) -> "Facts":
        """The facts of these readings, by name, the chosen one first. Raises TypeError for a name that is no fact."""
        return cls(**{name: _fact(name, tuple(claims)) for name, claims in said.items()})

    def claims(self) -> dict[str, tuple[Claim, ...]]:
        """The readings of every fact that somebody states, by name."""
        stated = {one.name: getattr(self, one.name).claims for one in fields(self)}
        return {name: claims for name, claims in stated.items() if claims}

    def decided(self, values: Mapping[str, str]) -> "Facts":
        """The same with what a person set put first."""
        claims = self.claims()
        said = {name: (Claim(value, "person", 1.0), *claims.get(name, ())) for name, value in values.items()}
        return Facts.of(claims | said)


_READ: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("issue_date", "passed_date", "effective_from", "effective_to"), dt.date.fromisoformat),
    **dict.fromkeys(("is_draft", "normative"), {"true": True, "false": False}.__getitem__),
    "n_dieu": int,
}


def _fact(name: str, claims: tuple[Claim, ...]) -> Fact[Any]:
    """A reading that is none of its type (a day that no calendar has) leaves the value unknown."""
    try:
        value = _READ.get(name, str)(claims[0].value) if claims else None
    except (ValueError, KeyError):
        value = None
    return Fact(value, claims)


def read_back(kept: Any) -> Facts:
    """Facts as files keep them: a mapping of names to readings; names of another version are passed over."""
    if isinstance(kept, Facts):
        return kept
    known = {one.name for one in fields(Facts)}
    return Facts.of({name: [Claim(**claim) for claim in said] for name, said in kept.items() if name in known})


def written(facts: Facts) -> dict[str, list[dict[str, Any]]]:
    """What `read_back` reads: only names and readings."""
    return {
        name: [{"value": claim.value, "source": claim.source, "sure": claim.sure} for claim in said]
        for name, said in facts.claims().items()
    }
