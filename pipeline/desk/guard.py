"""Who may speak to the desk: this machine's browser, with the token in the address, from the desk's own pages.

Other pages open in the same browser can send requests to 127.0.0.1, and a name that resolves to it (DNS rebinding)
makes them look like ours; so the host is compared, a change must come from our own origin, and the token is a secret
part of every address. Nothing may be framed, cached, or loaded from anywhere else.
"""

import hmac
import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: dict[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser calls the origin of our own forms "null"
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FRAMED = HEADERS | {  # the page on trial: shown in a frame of ours, without its scripts, and it leads nowhere
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )
}
LARGEST = 1 << 20  # bytes of a form: a text pasted by mistake is answered in the form, and what was typed stays


_REFUSED = "Không được phép: chỉ trang của bàn duyệt này, biểu mẫu không quá 1 MB. Bấm Quay lại."


class Guard:
    """Let a request through, or answer that it may not."""

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self.app, self.token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self.app if self._may(scope) else PlainTextResponse(_REFUSED, status_code=403)

        framed = re.fullmatch(r"/[^/]+/(preview/.*|item/[^/]+/preview)", str(scope["path"]))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(FRAMED if framed else HEADERS)
            await send(message)

        await answer(scope, receive, guarded)

    def _may(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host, port = scope["server"] or ("", 0)
        ours = {f"{name}:{port}" for name in (host, "127.0.0.1", "localhost")}
        token = str(scope["path"]).lstrip("/").partition("/")[0]
        if headers.get("host") not in ours or not hmac.compare_digest(token.encode(), self.token.encode()):
            return False
        from_us = headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        if scope["method"] in ("GET", "HEAD"):
            return from_us
        size = headers.get("content-length", "")
        same_origin = headers.get("origin") == f"http://{headers['host']}"
        return from_us and same_origin and size.isdigit() and int(size) <= LARGEST


def posted(path: str, answer: Callable[[Request, dict[str, str]], Response]) -> Route:
    """The route of an address to which a form of ours is sent; `answer` is handed what it says, in a thread."""

    async def endpoint(request: Request) -> Response:
        sent = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
        return await run_in_threadpool(answer, request, sent)

    return Route(path, endpoint, methods=["POST"])
