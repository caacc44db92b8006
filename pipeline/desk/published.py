"""The desk's page for a document that stands published: suspend, withdraw, restore, correct, as the commands do."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline import errors, lock, run
from pipeline.archive import Archive, Decider, finder, overview
from pipeline.desk import items
from pipeline.desk.guard import posted
from pipeline.desk.officer import Desk
from pipeline.desk.redacting import RedactionPages, Trials
from pipeline.desk.spoken import spoken
from pipeline.document import addresses, dossiers
from pipeline.document.record import GROUNDS, Document
from pipeline.document.vocabulary import Vocabulary

_MOVED = "moved"
_MOST = 50  # documents that a search names
Sent = Mapping[str, str]
Act = Callable[[Archive, str, Decider, Sent], str]
"""Does it with what the form says; answers where the document stands then, and which other fields changed."""


def _suspend(store: Archive, address: str, decider: Decider, _: Sent) -> str:
    store.published().suspend(address, decider)
    return address


def _restore(store: Archive, address: str, decider: Decider, _: Sent) -> str:
    store.published().restore(address, decider)
    return address


def _withdraw(store: Archive, address: str, decider: Decider, sent: Sent) -> str:
    ground = next((one for one in GROUNDS if one == sent.get("ground")), None)
    if ground is None:
        raise errors.UsageError(what="Căn cứ: chưa chọn", what_en="Căn cứ: no ground was chosen")
    store.published().withdraw(address, decider, ground, sent.get("asked", "").strip() or None)
    return address


def _correct(store: Archive, address: str, decider: Decider, sent: Sent) -> str:
    shown = items.fields_of(store.published().standing(address))
    if moved := items.moved(shown, sent):
        raise errors.UsageError(
            what=f"{', '.join(moved)}: người khác vừa sửa từ lúc mở trang này; xem lại rồi ghi",
            what_en=f"{', '.join(moved)}: somebody changed it since this page was opened; look again, then save",
        )
    values = items.changed(shown, sent)
    if not values:
        raise errors.UsageError(what="chưa sửa ô nào", what_en="nothing was changed")
    stands = store.published().correct(address, decider, values, sent.get("report", "").strip() or None)[0]
    also = items.followed(shown, items.fields_of(store.published().standing(stands)), values)
    return f"{stands}?also={','.join(also)}" if also else stands


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

    def __init__(self, desk: Desk, page: Callable[..., Response]) -> None:
        self.desk, self._page = desk, page
        self._trials = Trials(desk)
        self._redactions = RedactionPages(desk, self._trials, page)
        self._acts: Mapping[str, Act] = {**ACTS, "redact": self._trials.redact}

    @property
    def routes(self) -> list[Route]:
        """Their routes."""
        return [
            Route("/published", self.search),
            *self._redactions.routes,
            posted("/published/{address:path}/{act}", self.act),
            Route("/published/{address:path}", self.document),
        ]

    def search(self, request: Request) -> Response:
        """Find a document by its link or address, or by words of its number, title, council and day."""
        asked = request.query_params.get("q", "").strip()
        named = addresses.first(asked)
        catalogue = self.desk.archive.shelves.catalogue
        if named and catalogue.exists(named):
            return RedirectResponse(f"published/{named}", status_code=303)
        found = finder.find(asked, catalogue, self.desk.vocabulary) if asked else []
        edited = [] if asked else [address for _, address in overview.edited(self.desk.archive.shelves)]
        facts = {"asked": asked, "found": found[:_MOST], "more": len(found) > _MOST}
        return self._page("published.html", edited=edited[:_MOST], **facts)

    def document(self, request: Request) -> Response:
        """One document, and what can be done with it."""
        asked = request.query_params
        also = [items.FIELDS[one] for one in asked.get("also", "").split(",") if one in items.FIELDS]
        shown = {"done": DONE.get(asked.get("done", ""), ""), "also": also, "moved": asked.get("done") == _MOVED}
        return self._document(request.path_params["address"], shown)

    def _document(
        self,
        address: str,
        shown: Mapping[str, Any] | None = None,
        *,
        said: str = "",
        sent: Sent | None = None,
        act: str = "",
    ) -> Response:
        store: Archive = self.desk.archive
        here = "../" if act else ""  # an answer to a form stands one step below the document
        up = here + "../" * (address.count("/") + 1)
        if not store.shelves.catalogue.exists(address):
            if store.shelves.catalogue.exists(stands := store.shelves.book.now_at(address)):
                return RedirectResponse(f"{here}{'../' * address.count('/')}{stands}?done={_MOVED}", status_code=303)
            return self._page("gone.html", 404, heading=f"Không có văn bản ở {address}", said=said, up=up)
        try:
            document = store.shelves.catalogue.read(address)[0]
        except errors.RecordInvalid as error:
            return self._page("gone.html", 409, heading=f"Không đọc được {address}", said=spoken(error), up=up)
        facts = self._facts(document, self.desk.vocabulary)
        facts["edited"] = store.shelves.is_edited(address)
        typed = {"sent": items.typed(sent or {}), "act": act}
        facts |= {"proposal": items.proposal(store, address), **(shown or {"done": "", "also": [], "moved": False})}
        return self._page("document.html", 409 if said else 200, **facts, **typed, said=said, here=here)

    def _facts(self, document: Document, vocabulary: Vocabulary) -> dict[str, Any]:
        return {
            "document": document,
            "council": vocabulary.label(document.council),
            "dossier": dossiers.name(document.council, document.dossier) if document.dossier else "",
            "fields": [] if document.is_gone else items.fields_of(document),
            "choices": items.choices(vocabulary),
            "grounds": GROUNDS,
        }

    def act(self, request: Request, sent: dict[str, str]) -> Response:
        """Do it."""
        address, act = request.path_params["address"], request.path_params["act"]
        if act not in self._acts:
            return self._document(f"{address}/{act}")
        why = sent.get("why", "").strip() or (f"phản ánh {sent['report']}" if sent.get("report") else "")
        try:
            with lock.archive(self.desk.root):
                run.check_words(_public(why, sent), self.desk.settings)
                store = self.desk.archive
                stands = self._acts[act](store, address, self.desk.decider(why), sent)
                store.answer()
        except errors.PipelineError as error:
            if act == "redact":
                return self._redactions.again(address, sent, spoken(error))
            return self._document(address, said=spoken(error), sent=sent, act=act)
        joint = "&" if "?" in stands else "?"
        return RedirectResponse(f"../../../../{stands}{joint}done={act}", status_code=303)


def _public(why: str, sent: Sent) -> dict[str, str]:
    """Words of a form that a public register or page would show, by what the form calls them."""
    fields = {label: sent.get(name, "") for name, label in items.FIELDS.items()}
    return {"Lý do": why, "Ai đề nghị": sent.get("asked", ""), **fields}
