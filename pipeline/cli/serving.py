"""The command that shows the built site on this machine: serve."""

import functools
import http.server
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import archive, errors
from pipeline.cli import publishing
from pipeline.cli.screen import listening, say, session


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(serve)


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """The built site as a public server shows it: what is not there answers with the site's own page.

    Nothing is shown while the site still holds what was taken down or struck out: lists, texts of the search and ZIP
    files tell of it beside its page. A browser keeps no page without asking here again.
    """

    def __init__(self, *given: Any, watched: "archive.WatchedSite", **named: Any) -> None:
        self.watched = watched  # the parent's constructor answers the request
        super().__init__(*given, **named)

    def end_headers(self) -> None:
        """Without this header a browser shows for hours what it has: a tenth of the file's age."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self) -> Any:
        """The library's, for GET and HEAD, where the site may be shown."""
        if wrong := self.watched.wrong():
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, wrong.sentence(session.lang).encode(), "text/plain")
            return None
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """404.html with status 404; any other error, and a site without that page, in the library's words."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self._say(HTTPStatus.NOT_FOUND, page.read_bytes(), "text/html")

    def _say(self, code: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def serve(port: Annotated[int, typer.Option(help="Cổng trên 127.0.0.1.")] = 8000) -> None:
    """Xem thử output/ tại http://127.0.0.1:8000 (chỉ máy này)."""
    folder = session.root / "output"
    if not (folder / "index.html").is_file():
        vi, en = "chưa có trang nào, hãy chạy hdnd build", "no pages yet, run hdnd build"
        raise errors.UsageError(what=f"{folder}: {vi}", what_en=f"{folder}: {en}")
    publishing.finish()
    watched = archive.WatchedSite(session.root)
    handler = functools.partial(SiteHandler, directory=str(folder), watched=watched)
    with listening(port, lambda: http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)) as server:
        say(
            f"http://127.0.0.1:{server.server_port}/ — Ctrl+C để dừng",
            f"http://127.0.0.1:{server.server_port}/ — Ctrl+C stops",
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Đã dừng.", "Stopped.")
