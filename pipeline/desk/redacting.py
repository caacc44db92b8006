"""The desk's page for striking places out of a published document: chosen by words or on the picture, seen, then done.

What was shown is what is published: the files that were made on trial are kept for the sitting, below the workplace.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline import errors, redact
from pipeline.archive import Archive, Decider
from pipeline.desk.guard import posted
from pipeline.desk.officer import Desk
from pipeline.desk.spoken import spoken
from pipeline.desk.workplace import WIDTHS
from pipeline.document.model import ReceivedFile
from pipeline.document.record import File
from pipeline.redact import Struck

Sent = Mapping[str, str]
_KEPT = 4  # trials
UP = "../../../../../"  # from the page of a redaction to the list


class Trials:
    """Redactions made on trial in one sitting; `desk` is the sitting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, Struck] = {}

    def make(self, address: str, store: Archive, sent: Sent) -> tuple[str, Struck]:
        """What the form asks for, made once as long as the document stands as it does, and its key.

        Raises UsageError.
        """
        words, boxes = _lines(sent.get("words", "")), _lines(sent.get("boxes", ""))
        places = [redact.place(one) for one in boxes]
        stands = [file.sha256 for file in store.shown.originals(address)]
        key = hashlib.sha256(repr((address, words, places, stands)).encode()).hexdigest()[:16]
        if key not in self._made:
            folder = self._desk.workplace.folder(f"che-{key}")
            made = redact.struck(address, store, self._desk.settings, words, places, folder)
            while len(self._made) >= _KEPT:
                self._made.pop(next(iter(self._made)))
            self._made[key] = made
        return key, self._made[key]

    def redact(self, store: Archive, address: str, decider: Decider, sent: Sent) -> str:
        """Do it, as it was shown."""
        redact.carry_out(self.make(address, store, sent)[1], store, decider)
        return address

    def made(self, key: str) -> Struck | None:
        """An earlier trial."""
        return self._made.get(key)


class RedactionPages:
    """What the addresses of a redaction answer; `page` renders a template, `desk` is the sitting."""

    def __init__(self, desk: Desk, trials: Trials, page: Callable[..., Response]) -> None:
        self.desk, self.trials, self._page = desk, trials, page

    @property
    def routes(self) -> list[Route]:
        """Their routes."""
        return [
            Route("/published/{address:path}/redaction", self.choose),
            posted("/published/{address:path}/redaction/trial", self.trial),
            Route("/published/{address:path}/redaction/{key}/{file:int}-{page:int}-{zoom:int}.png", self.picture),
        ]

    def choose(self, request: Request) -> Response:
        """The form beside the picture of the file that is shown."""
        return self._choose(request.path_params["address"])

    def trial(self, request: Request, sent: Sent) -> Response:
        """What would be left: the file made anew, and each paragraph that changes."""
        return self._trial(request.path_params["address"], sent)

    def picture(self, request: Request) -> Response:
        """A page of a file as it stands (`now`), or as it was made on trial."""
        return self._picture(**request.path_params)

    def _choose(self, address: str, *, said: str = "", sent: Sent | None = None, here: str = "") -> Response:
        try:
            files = list(_shown(self.desk.archive.shown.originals(address), None))
        except errors.PipelineError as error:
            return self._page("gone.html", 404, heading=f"Không che được {address}", said=spoken(error), up=here + UP)
        facts = {"address": address, "files": files, "said": said, "sent": sent or {}, "zooms": len(WIDTHS)}
        return self._page("redaction.html", 409 if said else 200, trial=None, changes=(), key="now", here=here, **facts)

    def again(self, address: str, sent: Sent, said: str) -> Response:
        """The trial once more, with why it could not be carried out; this answer stands beside the form, not below."""
        return self._trial(address, sent, said=said, here="")

    def _trial(self, address: str, sent: Sent, *, said: str = "", here: str = "../") -> Response:
        store = self.desk.archive
        try:
            key, struck = self.trials.make(address, store, sent)
            changes = store.shown.struck(address, struck.redaction)
            files = list(_shown(store.shown.originals(address), struck))
        except errors.PipelineError as error:
            return self._choose(address, said=spoken(error), sent=sent, here=here)
        facts = {"address": address, "files": files, "said": said, "sent": sent, "here": here, "key": key}
        status = 409 if said else 200
        return self._page("redaction.html", status, zooms=len(WIDTHS), trial=struck, changes=changes, **facts)

    def _picture(self, address: str, key: str, file: int, page: int, zoom: int) -> Response:
        try:
            shown = _shown(self.desk.archive.shown.originals(address), self.trials.made(key))
        except errors.PipelineError:
            return Response(status_code=404)
        files = list(shown.items())
        if not 0 <= file < len(files) or zoom >= len(WIDTHS):
            return Response(status_code=404)
        one, path = files[file]
        received = ReceivedFile(one.name, one.sha256, one.size, one.media, path)
        picture = self.desk.workplace.picture(received, page, WIDTHS[zoom])
        return Response(picture, media_type="image/png") if picture else Response(status_code=404)


def _shown(originals: Mapping[File, Path], struck: Struck | None) -> dict[File, Path]:
    """Files with where their bytes lie, the main one first: as they stand, or as they would after a redaction."""
    found: dict[File, Path] = {}
    for file, path in sorted(originals.items(), key=lambda pair: pair[0].role != "main"):
        new = struck.redaction.files.get(file.sha256, file) if struck else file
        if new is not None:
            found[new] = struck.made.get(new.sha256, path) if struck else path
    return found


def _lines(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if line.strip()]
