"""The desk's page for a document that stands published: suspend, withdraw, restore, correct, as the commands do."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline import errors, lock, run
from pipeline.archive import Archive, Decider
from pipeline.desk import items
from pipeline.desk.guard import form
from pipeline.desk.redacting import RedactionPages, Trials
from pipeline.document.record import GROUNDS, Document
from pipeline.document.vocabulary import Vocabulary

_ADDRESS = re.compile(r"(?:tinh|huyen|xa)/[a-z0-9-]+/\d{4}/[a-z0-9-]+")
_MOST = 50  # addresses that a search names
Sent = Mapping[str, str]
Act = Callable[[Archive, str, Decider, Sent], str]
"""Does it with what the form says; answers where the document stands then."""


def _suspend(store: Archive, address: str, decider: Decider, _: Sent) -> str:
    store.published().suspend(address, decider)
    return address


def _restore(store: Archive, address: str, decider: Decider, _: Sent) -> str:
    store.published().restore(address, decider)
    return address


def _withdraw(store: Archive, address: str, decider: Decider, sent: Sent) -> str:
    ground = next((one for one in GROUNDS if one == sent.get("ground")), None)
    if ground is None:
        raise errors.UsageError(what="Căn cứ: chưa chọn (no ground)")
    store.published().withdraw(address, decider, ground, sent.get("asked", "").strip() or None)
    return address


def _correct(store: Archive, address: str, decider: Decider, sent: Sent) -> str:
    values = items.changed(items.fields_of(store.published().standing(address)), sent)
    if not values:
        raise errors.UsageError(what="chưa sửa ô nào (nothing was changed)")
    return store.published().correct(address, decider, values, sent.get("report", "").strip() or None)[0]


def _own(store: Archive, address: str, decider: Decider, _: Sent) -> str:
    return store.published().own(address, decider)[0]


ACTS: Mapping[str, Act] = {
    "suspend": _suspend,
    "withdraw": _withdraw,
    "restore": _restore,
    "correct": _correct,
    "own": _own,
}
DONE: Mapping[str, str] = {
    "suspend": "đã tạm ngừng công bố",
    "withdraw": "đã gỡ",
    "restore": "đã đưa trở lại",
    "correct": "đã sửa",
    "own": "đã ghi người sửa",
    "redact": "đã che",
}


class PublishedPages:
    """What the addresses below /published answer; `page` renders a template, `desk` is the sitting."""

    def __init__(self, desk: Any, page: Callable[..., Response]) -> None:
        self.desk, self._page = desk, page
        self._trials = Trials(desk)
        self._acts: Mapping[str, Act] = {**ACTS, "redact": self._trials.redact}

    @property
    def routes(self) -> list[Route]:
        """Their routes."""
        return [
            Route("/published", self.search),
            *RedactionPages(self.desk, self._trials, self._page).routes,
            Route("/published/{address:path}/{act}", self.act, methods=["POST"]),
            Route("/published/{address:path}", self.document),
        ]

    async def search(self, request: Request) -> Response:
        """Find a document by its link, its address or a piece of that."""
        return await run_in_threadpool(self._search, request.query_params.get("q", "").strip())

    async def document(self, request: Request) -> Response:
        """One document, and what can be done with it."""
        done = DONE.get(request.query_params.get("done", ""), "")
        return await run_in_threadpool(self._document, request.path_params["address"], done=done)

    async def act(self, request: Request) -> Response:
        """Do it."""
        facts = request.path_params
        return await run_in_threadpool(self._act, facts["address"], facts["act"], await form(request))

    def _search(self, asked: str) -> Response:
        named = _ADDRESS.search(asked)
        catalogue = self.desk.archive.shelves.catalogue
        if named and catalogue.exists(named.group()):
            return RedirectResponse(f"published/{named.group()}", status_code=303)
        wanted = asked.lower().replace("đ", "d").replace("/", "-")
        found = [one for one in catalogue.addresses() if wanted in one.replace("/", "-")] if asked else []
        edited = [address for _, address in self.desk.archive.status().edited] if not asked else []
        facts = {"asked": asked, "found": found[:_MOST], "more": len(found) > _MOST}
        return self._page("published.html", edited=edited[:_MOST], **facts)

    def _document(self, address: str, *, done: str = "", said: str = "", sent: Sent | None = None) -> Response:
        store: Archive = self.desk.archive
        if not store.shelves.catalogue.exists(address):
            return self._page("gone.html", status=404, receipt=address, said="", here="../../../")
        try:
            document = store.shelves.catalogue.read(address)[0]
        except errors.RecordInvalid as error:
            return self._page("gone.html", status=409, receipt=address, said=error.sentence(), here="../../../")
        facts = self._facts(document, self.desk.vocabulary)
        facts["edited"] = store.published().is_edited(address)
        here = "../" if said else ""  # an answer to a form stands one step below the document
        return self._page(
            "document.html", 409 if said else 200, **facts, done=done, said=said, sent=sent or {}, here=here
        )

    def _facts(self, document: Document, vocabulary: Vocabulary) -> dict[str, Any]:
        council = vocabulary.councils.get(document.council)
        return {
            "document": document,
            "council": council.label if council else document.council,
            "fields": [] if document.is_gone else items.fields_of(document),
            "grounds": GROUNDS,
        }

    def _act(self, address: str, act: str, sent: dict[str, str]) -> Response:
        if act not in self._acts:
            return self._page("gone.html", status=404, receipt=address, said="", here="../../../../")
        why = sent.get("why", "").strip() or (f"phản ánh {sent['report']}" if sent.get("report") else "")
        try:
            with lock.archive(self.desk.root):
                run.check_words({"Lý do": why, "Người đề nghị": sent.get("asked", "")}, self.desk.settings)
                store = self.desk.archive
                stands = self._acts[act](store, address, self.desk.decider(why), sent)
                store.answer()
        except errors.PipelineError as error:
            return self._document(address, said=error.sentence(), sent=sent)
        return RedirectResponse(f"../../../../{stands}?done={act}", status_code=303)
