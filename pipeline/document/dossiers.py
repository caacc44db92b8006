"""What persons decided on dossiers, read from the register of acts: joined, split, closed, and taken back.

A document's dossier follows from its title; what a person decided stands before that. The documents that an act moves
are named by the receipts of their versions, as a correction's is; what comes later under a joined name goes on to the
dossier that it was joined to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pipeline.document.register import Act

JOIN: Final = "dossier-join"
SPLIT: Final = "dossier-split"
CLOSE: Final = "dossier-close"
UNDO: Final = "dossier-undo"
DEEDS = frozenset({JOIN, SPLIT, CLOSE, UNDO})


def name(council: str, slug: str) -> str:
    """How a dossier is called in its address: it is its council's."""
    return f"{council}-{slug}"


@dataclass
class Dossiers:
    """The decisions that stand, after all acts so far."""

    acts: dict[str, list[Act]] = field(default_factory=dict)  # name → acts on it that stand, the last one last

    @classmethod
    def of(cls, acts: Iterable[Act]) -> "Dossiers":
        """What these acts come to, in their order."""
        found = cls()
        for act in acts:
            found.take(act)
        return found

    def take(self, act: Act) -> None:
        """Take one more act in; those on other things count nothing here."""
        if act.act not in DEEDS:
            return
        mine = self.acts.setdefault(act.subject, [])
        if act.act != UNDO:
            mine.append(act)
        elif mine:
            mine.pop()

    def last(self, subject: str) -> Act | None:
        """The last act on a dossier that was not taken back."""
        return next(reversed(self.acts.get(subject, ())), None)

    def closed(self, subject: str) -> Act | None:
        """The act that closed a dossier, None while it is open."""
        return next((act for act in self.acts.get(subject, ()) if act.act == CLOSE), None)

    def slug(self, council: str, slug: str) -> str:
        """The dossier in which what is called so belongs: where it was joined to, and that again."""
        seen = {slug}
        while (into := self._joined_to(council, slug)) and into not in seen:
            seen.add(into)
            slug = into
        return slug

    def _joined_to(self, council: str, slug: str) -> str | None:
        acts = self.acts.get(name(council, slug), ())
        return next((act.values["dossier"] for act in acts if act.act == JOIN), None)


def moved(act: Act) -> Mapping[str, Mapping[str, str]]:
    """Receipt of each version that an act moves → what it corrects in it."""
    if act.act not in DEEDS or "versions" not in act.values:
        return MappingProxyType({})
    return {receipt: {"dossier": act.values["dossier"]} for receipt in act.values["versions"].split()}
