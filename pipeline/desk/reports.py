"""The desk's pages for what readers reported: those that wait, late ones first, and the answer (article 9)."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline import errors, lock, run
from pipeline.account.books import Books
from pipeline.account.waiting import Open, waiting
from pipeline.archive import Archive, ErrorAnswer
from pipeline.desk.guard import posted
from pipeline.desk.officer import Desk
from pipeline.desk.spoken import spoken
from pipeline.document.accounts import CHANNEL_WORDS, DECISION_WORDS
from pipeline.document.zone import day


class ReportPages:
    """What the addresses below /reports answer; `page` renders a template, `desk` is the sitting."""

    def __init__(self, desk: Desk, page: Callable[..., Response]) -> None:
        self.desk, self._page = desk, page

    @property
    def routes(self) -> list[Route]:
        """Their routes."""
        return [
            Route("/reports", self.waiting),
            Route("/reports/{number}", self.report),
            posted("/reports/{number}/answer", self.answer),
        ]

    def waiting(self, request: Request) -> Response:
        """Those without an answer, oldest first."""
        try:
            found = self.open(self.desk.archive)
        except errors.RegisterBroken as error:
            return self._page("reports.html", 409, open=[], done="", said=spoken(error))
        return self._page("reports.html", open=found, done=request.query_params.get("done", ""), said="")

    def report(self, request: Request) -> Response:
        """One of them."""
        return self._report(request.path_params["number"])

    def open(self, store: Archive) -> list[Open]:
        """Reports without an answer, oldest first. Raises RegisterBroken."""
        return waiting(_books(store), day(self.desk.clock()), self.desk.settings.office)

    def late(self, store: Archive) -> list[Open]:
        """Those that wait too long; none where the ledger cannot be read: the page of reports says so itself."""
        try:
            return [one for one in self.open(store) if one.is_late]
        except errors.RegisterBroken:
            return []

    def _report(self, number: str, *, said: str = "", sent: Mapping[str, str] | None = None) -> Response:
        store: Archive = self.desk.archive
        try:
            one = _books(store).complaints.get(number)
            told = store.office.told(number) if one else None
        except (errors.RegisterBroken, errors.RecordInvalid) as error:
            return self._page("reports.html", 409, open=[], done="", said=spoken(error))
        here = "../" if said else ""  # an answer to a form stands one step below the report
        if one is None:
            return self._page("gone.html", 404, heading=f"Không có phản ánh số {number}", said=said, up=f"{here}../")
        words = {"decisions": DECISION_WORDS, "channels": CHANNEL_WORDS, "said": said}
        status = 409 if said else 200
        return self._page("report.html", status, one=one, day=day, told=told, sent=sent or {}, here=here, **words)

    def answer(self, request: Request, sent: Mapping[str, str]) -> Response:
        """Answer it, as `hdnd errors answer`."""
        number = request.path_params["number"]
        decision, words, before, after = (sent.get(name, "") for name in ("decision", "answer", "before", "after"))
        try:
            line = ErrorAnswer(decision, words, before, after).line(number, self.desk.decider())
            run.check_words({"Trả lời": words, "Trước khi sửa": before, "Sau khi sửa": after}, self.desk.settings)
            with lock.archive(self.desk.root):
                store = self.desk.archive
                _unanswered(store, number, sent.get("was", ""))
                store.office.answer(line)
        except errors.PipelineError as error:
            return self._report(number, said=spoken(error), sent=sent)
        return RedirectResponse(f"../../reports?done={number}", status_code=303)


def _unanswered(store: Archive, number: str, seen: str) -> None:
    """Raises UsageError where somebody answered since the form was opened: his answer would be replaced unseen."""
    one = _books(store).complaints.get(number)
    if one and one.answered and str(one.answered.seq) != seen:
        raise errors.UsageError(
            what=f"Trả lời: {one.answered.actor} vừa trả lời từ lúc mở trang này; xem lại, cần thì trả lời lại",
            what_en=f"Answer: {one.answered.actor} answered since this page was opened; look again",
        )


def _books(store: Archive) -> Books:
    return Books(reports=store.office.reports())
