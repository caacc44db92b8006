"""How far each oversight has come: which steps of its course lack a document, and which days are over."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.account.follow_up import FollowUp
from pipeline.document import courses, dossiers
from pipeline.document.dossiers import Dossiers
from pipeline.document.record import Document
from pipeline.document.register import Act


@dataclass(frozen=True, slots=True)
class CourseOfDossier:
    """A dossier with its documents in the order of their days; without any where all were joined to another.

    `steps` are the names of its course with the documents of each, `due` the days without a report, earliest first;
    `closed` and `last` are acts on it that stand.
    """

    name: str
    council: str
    documents: tuple[Document, ...]
    steps: tuple[tuple[str, tuple[Document, ...]], ...]
    due: tuple[FollowUp, ...]
    closed: Act | None
    last: Act | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the steps of which no document came."""
        return tuple(name for name, documents in self.steps if not documents)

    @property
    def beside(self) -> tuple[Document, ...]:
        """Documents of no step."""
        placed = {one.address for _, documents in self.steps for one in documents}
        return tuple(one for one in self.documents if one.address not in placed)

    @property
    def stamp(self) -> str:
        """Changes when a document comes or goes, or somebody acts on the dossier."""
        return f"{self.last.seq if self.last else 0} {' '.join(one.address for one in self.documents)}"


def followed(documents: Iterable[Document], due: Iterable[FollowUp], decided: Dossiers) -> dict[str, CourseOfDossier]:
    """Every dossier by its name: those that have documents, and those that an act emptied. Tombstones are in none."""
    members: dict[str, list[Document]] = {name: [] for name, acts in decided.acts.items() if acts}
    for one in documents:
        if one.dossier and not one.is_gone:
            members.setdefault(dossiers.name(one.council, one.dossier), []).append(one)
    days: dict[str, list[FollowUp]] = {}
    for day in due:
        days.setdefault(dossiers.name(day.document.council, str(day.document.dossier)), []).append(day)
    return {name: _course(name, mine, days.get(name, ()), decided) for name, mine in members.items()}


def _course(name: str, documents: list[Document], due: Iterable[FollowUp], decided: Dossiers) -> CourseOfDossier:
    own = tuple(sorted(documents, key=lambda one: (one.dates.issued, one.address)))
    last = decided.last(name)
    council = own[0].council if own else str(last.values.get("council", "")) if last else ""
    steps = courses.course({one.oversight or "" for one in own}) if own else ()
    placed = (
        (step, tuple(one for one in own if courses.form_of(one.oversight, one.type) in forms)) for step, forms in steps
    )
    return CourseOfDossier(name, council, own, tuple(placed), tuple(due), decided.closed(name), last)
