"""The desk's pages for dossiers of oversight: what each lacks and by when, and the acts of `hdnd dossier`."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline import errors, lock, run, text
from pipeline.account.oversights import CourseOfDossier, followed
from pipeline.archive import Archive, Decider
from pipeline.desk import items
from pipeline.desk.follow_ups import FollowUpPages
from pipeline.desk.guard import posted
from pipeline.desk.officer import Desk
from pipeline.desk.spoken import spoken
from pipeline.document import dossiers
from pipeline.document.register import DEED_WORDS
from pipeline.document.zone import day

_MOST = 200  # dossiers on one page
_CHOSEN = "document-"  # before an address: what a form has split off
Sent = Mapping[str, str]
DONE: Mapping[str, str] = {
    "join": "đã nhập vào hồ sơ khác",
    "split": "đã tách",
    "close": "đã đóng",
    "undo": "đã hoàn tác việc vừa rồi",
}


class DossierRow(NamedTuple):
    """A dossier as the list shows it; `late` in days, none above zero while no day due is over."""

    name: str
    title: str
    council: str
    years: str
    size: int
    missing: str
    due: dt.date | None
    late: int
    closed: dt.date | None
    joined: str


class DossierPages:
    """What the addresses below /dossiers answer; `page` renders a template, `read` knows the documents."""

    def __init__(self, desk: Desk, page: Callable[..., Response], read: FollowUpPages) -> None:
        self.desk, self._page, self._read = desk, page, read

    @property
    def routes(self) -> list[Route]:
        """Their routes."""
        return [
            Route("/dossiers", self.all),
            Route("/dossiers/{name}", self.dossier),
            posted("/dossiers/{name}/{act}", self.act),
        ]

    def all(self, request: Request) -> Response:
        """All of them, those with a day that is over first."""
        asked = request.query_params.get("q", "").strip()
        try:
            found = self._known(self.desk.archive)
        except errors.RegisterBroken as error:
            return self._page("dossiers.html", 409, rows=[], asked=asked, more=False, said=spoken(error))
        rows = sorted((self._row(one) for one in found.values()), key=_urgent)
        rows = [one for one in rows if _holds(one, text.fold(asked).split())]
        return self._page("dossiers.html", rows=rows[:_MOST], asked=asked, more=len(rows) > _MOST, said="")

    def dossier(self, request: Request) -> Response:
        """One of them, and what can be done with it."""
        done = DONE.get(request.query_params.get("done", ""), "")
        return self._dossier(request.path_params["name"], done=done)

    def _dossier(
        self, name: str, *, done: str = "", said: str = "", sent: Sent = items.NONE, act: str = ""
    ) -> Response:
        here = "../" if said else ""  # an answer to a form stands one step below the dossier
        try:
            found = self._known(self.desk.archive)
        except errors.RegisterBroken as error:
            return self._page("gone.html", 409, heading=f"Không đọc được {name}", said=spoken(error), up=f"{here}../")
        if name not in found:
            return self._page("gone.html", 404, heading=f"Không có hồ sơ {name}", said=said, up=f"{here}../")
        one = found[name]
        others = [self._row(other) for other in found.values() if other.council == one.council and other.documents]
        facts = {
            "one": one,
            "row": self._row(one),
            "others": [other for other in others if other.name != name],
            "rows": self._read.shown(one.due),
            "last": DEED_WORDS[one.last.act].lower() if one.last else "",
            "day": day,
        }
        status = 409 if said else 200
        return self._page("dossier.html", status, **facts, here=here, said=said, done=done, sent=sent, act=act)

    def act(self, request: Request, sent: Sent) -> Response:
        """Do it, as `hdnd dossier`."""
        name, act = request.path_params["name"], request.path_params["act"]
        if act not in DONE:
            return self._page("gone.html", 404, heading=f"Không có việc {act}", said="", up="../../")
        why, title = sent.get("why", "").strip(), sent.get("title", "").strip()
        try:
            with lock.archive(self.desk.root):
                run.check_words({"Lý do": why, "Tên của cuộc giám sát mới": title}, self.desk.settings)
                store = self.desk.archive
                self._unchanged(store, name, sent.get("was", ""))
                _do(store, name, act, self.desk.decider(why), sent)
                store.answer()
        except errors.PipelineError as error:
            return self._dossier(name, said=spoken(error), sent=sent, act=act)
        return RedirectResponse(f"../{name}?done={act}", status_code=303)

    def _unchanged(self, store: Archive, name: str, seen: str) -> None:
        """Raises UsageError where a document came or went, or somebody acted, since the form was opened."""
        one = self._known(store).get(name)
        if one and one.stamp != seen:
            raise errors.UsageError(
                what=f"{name}: hồ sơ đã khác lúc mở trang này; xem lại rồi làm",
                what_en=f"{name}: the dossier changed since this page was opened; look again",
            )

    def _known(self, store: Archive) -> dict[str, CourseOfDossier]:
        """Raises RegisterBroken."""
        return followed(self._read.in_dossiers(store), self._read.unanswered(store), store.shelves.registers.dossiers)

    def _row(self, one: CourseOfDossier) -> DossierRow:
        years = sorted({document.dates.issued.year for document in one.documents})
        due = one.due[0].date if one.due and not one.closed else None
        return DossierRow(
            name=one.name,
            title=one.documents[0].title if one.documents else one.name,
            council=self.desk.vocabulary.label(one.council),
            years="–".join(map(str, dict.fromkeys((years[0], years[-1])))) if years else "",
            size=len(one.documents),
            missing="" if one.closed else "; ".join(one.missing),
            due=due,
            late=(day(self.desk.clock()) - due).days if due else 0,
            closed=day(one.closed.time) if one.closed else None,
            joined=_target(one),
        )


def _holds(row: DossierRow, words: Iterable[str]) -> bool:
    shown = text.fold(f"{row.title} {row.council} {row.years}")
    return all(word in shown for word in words)


def _target(one: CourseOfDossier) -> str:
    """Where all documents of a dossier went that has none any more; empty where that is not known."""
    known = one.last.values.get("dossier", "") if one.last and not one.documents else ""
    return dossiers.name(one.council, known) if known else ""


def _urgent(row: DossierRow) -> tuple[bool, bool, str, str]:
    """Days that are over first, then what lacks something by the next day due, then what is closed or went."""
    settled = bool(row.closed or row.joined)
    return settled, row.late <= 0, str(row.due or "9999"), row.name


def _do(store: Archive, name: str, act: str, decider: Decider, sent: Sent) -> None:
    acts = store.dossiers()
    if act == "join":
        if not sent.get("into"):
            raise errors.UsageError(what="Hồ sơ nhận: chưa chọn", what_en="Hồ sơ nhận: none was chosen")
        acts.join(name, sent["into"], decider)
    elif act == "split":
        acts.split(name, _chosen(sent), sent.get("title", ""), decider)
    elif act == "close":
        acts.close(name, decider)
    else:
        acts.undo(name, decider)


def _chosen(sent: Sent) -> Iterable[str]:
    return [name.removeprefix(_CHOSEN) for name in sent if name.startswith(_CHOSEN)]
