"""The desk's addresses: the list, an item, a picture of a page, the decisions, taking one back, batches, the preview.

Every address stands below the token (see `guard`); links are relative, so that no page needs to know it.
"""

from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from pipeline import errors
from pipeline.archive import Archive, Held
from pipeline.desk import items
from pipeline.desk.batches import AlikePackages
from pipeline.desk.dossier_pages import DossierPages
from pipeline.desk.follow_ups import FollowUpPages
from pipeline.desk.guard import Guard, posted
from pipeline.desk.officer import Desk
from pipeline.desk.published import PublishedPages
from pipeline.desk.reports import ReportPages
from pipeline.desk.spoken import in_desk_words, spoken
from pipeline.desk.workplace import WIDTHS, OpenedPackage
from pipeline.document.model import Declared
from pipeline.document.record import Document
from pipeline.document.zone import day

_HERE = Path(__file__).parent
_TEXTS = 400  # paragraphs of read text that are shown


def app(desk: Desk, token: str) -> ASGIApp:
    """The desk as an ASGI application, guarded by `token`."""
    pages = DeskPages(desk)
    routes = [
        Route("/", pages.overview),
        Route("/item/{receipt}", pages.item),
        posted("/item/{receipt}/approve", pages.approve),
        posted("/item/{receipt}/refuse", pages.refuse),
        posted("/item/{receipt}/purge", pages.purge),
        Route("/item/{receipt}/later", pages.later, methods=["POST"]),
        Route("/item/{receipt}/undo", pages.undo, methods=["POST"]),
        Route("/item/{receipt}/preview", pages.preview),
        Route("/preview/{path:path}", pages.previewed),
        Route("/batch/{key}", pages.batch),
        Route("/batch/{key}/right/{receipt}", pages.right, methods=["POST"]),
        Route("/batch/{key}/drop", pages.drop, methods=["POST"]),
        Route("/batch/{key}/approve", pages.approve_batch, methods=["POST"]),
        Route("/item/{receipt}/{file:int}-{page:int}-{zoom:int}.png", pages.picture),
        *PublishedPages(desk, pages.page).routes,
        *pages.reports.routes,
        *pages.follow_ups.routes,
        *DossierPages(desk, pages.page, pages.follow_ups).routes,
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    lost = {404: pages.nowhere, 405: pages.nowhere}
    return Guard(Starlette(routes=[Mount(f"/{token}", routes=routes)], exception_handlers=lost), token=token)


class DeskPages:
    """What each address answers, in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.reports = desk, ReportPages(desk, self.page)
        self.follow_ups = FollowUpPages(desk, self.page)
        loader = jinja2.PackageLoader("pipeline.desk")
        self._templates = jinja2.Environment(
            undefined=jinja2.StrictUndefined, loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters |= {"in_desk_words": in_desk_words, "shortened": items.shortened}

    async def nowhere(self, request: Request, _: Exception) -> Response:
        """An address that is none, or that of a form which was opened again without what was typed."""
        up = "../" * (request.url.path.count("/") - 2) or "./"
        return self.page("gone.html", 404, heading="Không có trang này", said="", up=up)

    def overview(self, _: Request) -> Response:
        """Everything that waits."""
        store = self.desk.archive
        rows = items.rows(store, self.desk.vocabulary, self.desk.clock())
        undoable = sorted(store.undoable(), key=self.desk.is_own, reverse=True)
        facts = {"undoable": undoable, "own": self.desk.is_own, "deeds": items.DEEDS, "batches": self.desk.alike(store)}
        due, overdue = self.follow_ups.leading(store)
        proposed = items.proposed(store, {row.receipt for row in rows})
        duties = {"late": self.reports.late(store), "due": due, "overdue": overdue, "proposed": proposed}
        return self.page("list.html", 200, rows=rows, later=self.desk.later, **duties, **facts)

    def item(self, request: Request) -> Response:
        """One item: picture left, facts right."""
        return self._item(request.path_params["receipt"], batch=request.query_params.get("batch", ""))

    def picture(self, request: Request) -> Response:
        """A page as PNG."""
        return self._picture(**request.path_params)

    def later(self, request: Request) -> Response:
        """Pass over for this sitting."""
        receipt = request.path_params["receipt"]
        following = self.desk.after(receipt, self.desk.archive.held())
        self.desk.later.add(receipt)
        return _go(following)

    def undo(self, request: Request) -> Response:
        """Take a decision back, and look at its package again."""
        receipt = request.path_params["receipt"]
        try:
            self.desk.undo(receipt)
        except errors.PipelineError as error:
            heading = f"Không hoàn tác được {receipt}"
            return self.page("gone.html", 409, heading=heading, said=spoken(error), up="../../")
        return _go(receipt)

    def preview(self, request: Request) -> Response:
        """The page that an approval would make."""
        receipt, sent = request.path_params["receipt"], dict(request.query_params)
        store = self.desk.archive
        try:
            values = items.changed(self._fields(receipt, self._opened(receipt, store), store, sent), sent)
            path = self.desk.rehearse(receipt, values)
        except errors.PipelineError as error:
            return self.page("trial.html", status=409, said=spoken(error))
        return RedirectResponse(f"../../preview/{path}", status_code=303)

    def previewed(self, request: Request) -> Response:
        """A file of that page."""
        path = (self.desk.preview.output / request.path_params["path"]).resolve()
        if not path.is_relative_to(self.desk.preview.output.resolve()) or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path)

    def batch(self, request: Request) -> Response:
        """Alike scans, and which of them have to be looked at."""
        batch = self._alike(request.path_params["key"])
        return self.page("batch.html", batch=batch) if batch else RedirectResponse("../", status_code=303)

    def right(self, request: Request) -> Response:
        """One of the sample was looked at and is right."""
        key, receipt = request.path_params["key"], request.path_params["receipt"]
        batch = self._sampled(key, receipt)
        if batch is None:
            return RedirectResponse("../../../", status_code=303)
        batch.right.add(receipt)
        there = f"../../../item/{batch.next}?batch={key}" if batch.next else f"../../{key}"
        return RedirectResponse(there, status_code=303)

    def drop(self, request: Request) -> Response:
        """One of the sample is wrong: nothing is approved together."""
        self.desk.batches.pop(request.path_params["key"], None)
        return RedirectResponse("../../", status_code=303)

    def approve_batch(self, request: Request) -> Response:
        """Let all of them pass, once the whole sample was found right."""
        key = request.path_params["key"]
        batch = self._alike(key)
        if batch is None or batch.next:
            return RedirectResponse(f"../{key}" if batch else "../../", status_code=303)
        left = dict(filter(None, (self._one_of_many(receipt, batch) for receipt in batch.receipts)))
        del self.desk.batches[key]
        done = len(batch.receipts) - len(left)
        return self.page("batched.html", batch=batch, done=done, left=left)

    def _one_of_many(self, receipt: str, batch: AlikePackages) -> tuple[str, str] | None:
        """Approve one of a batch; its number and why it stays held, where it does."""
        try:
            outcome = self.desk.approve(receipt, {}, batch.why)
        except errors.PipelineError as error:
            return receipt, spoken(error)
        return None if outcome.document else (receipt, in_desk_words(outcome.sentence()))

    def _item(
        self, receipt: str, *, sent: dict[str, str] | None = None, said: str = "", status: int = 200, batch: str = ""
    ) -> Response:
        store = self.desk.archive
        waiting = store.held()
        held = next((one for one in waiting if one.receipt == receipt), None)
        here = "../" if said else ""  # an answer to a form stands one step below the item
        if held is None:
            heading = f"{receipt} không còn chờ duyệt"
            told = said or "Mục này đã được quyết định, hoặc không có."
            return self.page("gone.html", 409 if said else 404, heading=heading, said=told, up=f"{here}../")
        opened = None if held.sealed else self._opened(receipt, store)
        following = self.desk.after(receipt, waiting)
        if following and not next(one for one in waiting if one.receipt == following).sealed:
            self.desk.workplace.ahead(following, store)
        row = items.row(held, store, self.desk.vocabulary, self.desk.clock())
        facts = self._facts(held, row, opened, items.typed(sent or {}), store)
        last = next((act for act in store.undoable() if self.desk.is_own(act)), None)
        left = {"left": len(waiting), "last": last, "deeds": items.DEEDS, "batch": self._sampled(batch, receipt)}
        return self.page("item.html", status, **facts, **left, said=said, here=here)

    def _alike(self, key: str) -> AlikePackages | None:
        """The batch of this key among what waits now."""
        return next((one for one in self.desk.alike(self.desk.archive) if one.key == key), None)

    def _sampled(self, key: str, receipt: str) -> AlikePackages | None:
        """The batch of whose sample this one is looked at."""
        batch = self.desk.batches.get(key)
        return batch if batch and receipt in batch.sample else None

    def _facts(
        self, held: Held, row: items.ListRow, opened: OpenedPackage | None, sent: dict[str, str], store: Archive
    ) -> dict[str, Any]:
        stands = self._stands(held.receipt, opened, store, sent)
        fields = self._fields(held.receipt, opened, store, sent)
        return {
            "held": held,
            "row": row,
            "opened": opened,
            "first": [one for one in fields if one.name in items.FIRST],
            "more": [one for one in fields if one.name not in items.FIRST],
            "page": items.page_shown(stands),
            "sent": sent,
            "texts": opened.texts[:_TEXTS] if opened else (),
            "choices": items.choices(self.desk.vocabulary),
            "unfolded": any(finding.code == "out-of-scope" for finding in held.reasons),
            "proposal": items.proposal(store, held.receipt),
            "zooms": len(WIDTHS),
            "labels": items.FIELDS,
        }

    def _fields(
        self, receipt: str, opened: OpenedPackage | None, store: Archive, sent: dict[str, str]
    ) -> list[items.EditableFact]:
        words = self.desk.vocabulary
        record = store.shelves.private.read(receipt)
        if record is None or opened is None:
            return items.fields(None, Declared(), words)
        stands = self._stands(receipt, opened, store, sent)
        return items.fields(opened.analysis, record.declared, words, stands)

    def _stands(
        self, receipt: str, opened: OpenedPackage | None, store: Archive, sent: dict[str, str]
    ) -> Document | None:
        """The document that an approval of what was read and typed would change."""
        record = store.shelves.private.read(receipt)
        if record is None or opened is None:
            return None
        said = {name: value for name, value in items.typed(sent).items() if name in items.IDENTITY and value.strip()}
        try:
            said = store.checked(said, day(self.desk.clock()))
        except errors.UsageError:  # an approval says what is wrong with it
            said = {}
        return items.standing(record, opened.analysis, store, self.desk.vocabulary, said)

    def _opened(self, receipt: str, store: Archive) -> OpenedPackage | None:
        try:
            return self.desk.workplace.open(receipt, store)
        except errors.UsageError:  # destroyed, or not on this machine: it can still be refused
            return None

    def _picture(self, receipt: str, file: int, page: int, zoom: int) -> Response:
        opened = self._opened(receipt, self.desk.archive)
        if opened is None or not 0 <= file < len(opened.files) or zoom >= len(WIDTHS):
            return Response(status_code=404)
        shown = self.desk.workplace.picture(opened.files[file], page, WIDTHS[zoom])
        return Response(shown, media_type="image/png") if shown else Response(status_code=404)

    def approve(self, request: Request, sent: dict[str, str]) -> Response:
        """Let pass, with what was changed in the form, and go to the next."""
        receipt = request.path_params["receipt"]
        store = self.desk.archive
        following = self.desk.after(receipt, store.held())
        opened = self._opened(receipt, store)

        def seen(now: Archive) -> None:
            if not sent.get("separate"):  # it becomes a page of its own
                items.check_page(self._stands(receipt, opened, now, sent), sent)

        try:
            values = items.changed(self._fields(receipt, opened, store, sent), sent)
            outcome = self.desk.approve(receipt, values, seen=seen)
        except errors.PipelineError as error:
            return self._item(receipt, sent=sent, said=spoken(error), status=409)
        if outcome.document is None:
            return self._item(receipt, sent=sent, said=in_desk_words(outcome.sentence()), status=409)
        return _go(following)

    def refuse(self, request: Request, sent: dict[str, str]) -> Response:
        """Turn away with a reason, and go to the next."""
        receipt = request.path_params["receipt"]
        following = self.desk.after(receipt, self.desk.archive.held())
        try:
            self.desk.refuse(receipt, sent.get("why", ""))
        except errors.PipelineError as error:
            return self._item(receipt, sent=sent, said=spoken(error), status=409)
        return _go(following)

    def purge(self, request: Request, sent: dict[str, str]) -> Response:
        """Destroy what was received, with a reason."""
        receipt = request.path_params["receipt"]
        try:
            self.desk.purge(receipt, sent.get("why-purge", ""))
        except errors.PipelineError as error:
            return self._item(receipt, sent=sent, said=spoken(error), status=409)
        told = f"Tệp còn trong {self.desk.settings.inbox}/ thì xóa ở đó: lần nhận sau sẽ nhận và giữ lại lần nữa."
        return self.page("gone.html", heading=f"Đã hủy bản nhận {receipt}", said=told, up="../../")

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """A template with what every page shows."""
        facts = {"site": self.desk.settings.site, "person": self.desk.person, **context}
        return HTMLResponse(self._templates.get_template(template).render(**facts), status)


def _go(receipt: str | None) -> Response:
    """To the next item, or to the list when none is left; relative to /<token>/item/<receipt>/<act>."""
    return RedirectResponse(f"../{receipt}" if receipt else "../../", status_code=303)
