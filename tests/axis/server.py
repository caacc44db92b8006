"""A VXP gateway on loopback that speaks as its clients expect, checks their signatures, and misbehaves on request."""

import base64
import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SYSTEM, SECRET = "L77.01", "b1-mat-cua-truc-5f0c"
PREFIX = "XroadVnpt-"
Fault = Callable[["Handler"], bool]  # whether it answered instead of the gateway


class Gateway(ThreadingHTTPServer):
    """What waits, what was taken, what was sent; `faults` are used up one call each, by the name of the call."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.waiting: dict[str, dict[str, bytes]] = {"edoc": {}, "status": {}}
        self.done: list[str] = []
        self.sent: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.keeps_list = True
        self.extra: list[Any] = []  # in the list of what waits
        self.reached = threading.Event()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/vxp"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""

    def answer(self, call: str, said: dict[str, str], body: bytes) -> dict[str, Any]:
        queue = self.waiting.get(said.get("messagetype", ""), {})
        if call == "getReceivedEdocList":
            return {"data": [*self.extra, *({"docId": id, "status": "initial", "from": "L77"} for id in queue)]}
        if call == "getEdoc":
            found = next((q[said["docId"]] for q in self.waiting.values() if said["docId"] in q), None)
            return {"data": base64.b64encode(found).decode()} if found is not None else _error(21, "khong co")
        if call == "updateStatus":
            for one in self.waiting.values():
                one.pop(said["docId"], None)
            self.done.append(said["docId"])
            return {}
        if call == "sendEdoc":
            data = _part(said["_content_type"], body)
            if _unpadded(data) != said["hash-file"]:
                return _error(10, "file khong hop le")
            self.sent.append({**said, "data": data})
            return {"DocId": said["docId"]}
        if call == "getSentEdocList" and self.keeps_list:
            return {"data": [{"senderDocId": one["docId"], "toCode": one["to"]} for one in self.sent]}
        return _error(22, "khong ho tro")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Gateway

    def do_POST(self) -> None:
        call = self.path.removeprefix("/vxp/")
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.calls.append(call)
        fault = self.server.faults[call].pop(0) if self.server.faults[call] else None
        if fault is None or not fault(self):
            self.reply(self.ordinary(call))

    def ordinary(self, call: str) -> dict[str, Any]:
        wrong = _signature(self.headers)
        said = {k[len(PREFIX) :]: v for k, v in self.headers.items() if k.startswith(PREFIX)}
        said["_content_type"] = self.headers.get("Content-Type", "")
        return _error(15, wrong) if wrong else {**OK, **self.server.answer(call, said, self.body)}

    def reply(self, found: Any, *, kind: str = "application/json", code: int = 200, **headers: str) -> None:
        data = found if isinstance(found, bytes) else json.dumps(found).encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


OK = {"status": "OK", "ErrorCode": "0", "ErrorDesc": "Thanh cong"}


def _error(code: int, said: str) -> dict[str, Any]:
    return {"status": "FAIL", "ErrorCode": str(code), "ErrorDesc": said}


def _signature(headers: Any) -> str:
    """What is wrong with the signature of a call, empty where it holds."""
    signed = headers[f"{PREFIX}sign-header"] or ""
    wanted = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).hexdigest()
    if headers[f"{PREFIX}hash-header"] != wanted or headers[f"{PREFIX}systemid"] != SYSTEM:
        return "sai SystemId/SecretKey"
    named = {PREFIX + name for name in headers[f"{PREFIX}sign-header-key"].split(";")}
    values = json.loads(signed)
    same = set(values) == named and all(headers[name] == value for name, value in values.items())
    return "" if same and headers[f"{PREFIX}version"] == "3.0.201608" else "header khong khop"


def _unpadded(data: bytes) -> str:
    return "".join(f"{byte:x}" for byte in hashlib.sha256(data).digest())


def _part(kind: str, body: bytes) -> bytes:
    parts = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body).get_payload()
    found: bytes = parts[0].get_payload(decode=True)  # type: ignore[index, union-attr, assignment]
    return found


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Gateway]:
    """A gateway that answers until the block ends."""
    with Gateway() as gateway:
        if context:
            gateway.socket = context.wrap_socket(gateway.socket, server_side=True)
        thread = threading.Thread(target=gateway.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield gateway
        gateway.shutdown()


# What a server or a line may do.


def status(code: int, **headers: str) -> Fault:
    def fault(one: Handler) -> bool:
        one.reply(b"{}", code=code, **headers)
        return True

    return fault


def hang(one: Handler) -> bool:
    time.sleep(3)
    return True


def hang_up(one: Handler) -> bool:
    one.connection.shutdown(socket.SHUT_RDWR)
    one.close_connection = True
    return True


def half(one: Handler) -> bool:
    one.send_response(200)
    one.send_header("Content-Type", "application/json")
    one.send_header("Content-Length", "5000")
    one.end_headers()
    one.wfile.write(b'{"status": "OK", "ErrorCode": "0", "data": "QUJD')
    one.wfile.flush()
    one.close_connection = True
    return True


def half_without_length(one: Handler) -> bool:
    one.send_response(200)
    one.send_header("Content-Type", "application/json")
    one.send_header("Connection", "close")
    one.end_headers()
    one.wfile.write(b'{"status": "OK", "ErrorCode": "0", "data": "QUJD')
    one.close_connection = True
    return True


def half_in_chunks(one: Handler) -> bool:
    one.send_response(200)
    one.send_header("Content-Type", "application/json")
    one.send_header("Transfer-Encoding", "chunked")
    one.end_headers()
    one.wfile.write(b"20\r\n" + b'{"status": "OK"')
    one.close_connection = True
    return True


def drip(one: Handler) -> bool:
    one.send_response(200)
    one.send_header("Content-Type", "application/json")
    one.send_header("Content-Length", "5000")
    one.end_headers()
    for _ in range(100):
        one.wfile.write(b" ")
        one.wfile.flush()
        time.sleep(0.05)
    one.close_connection = True
    return True


def endless(one: Handler) -> bool:
    one.send_response(200)
    one.send_header("Content-Type", "application/json")
    one.send_header("Connection", "close")
    one.end_headers()
    for _ in range(400):
        one.wfile.write(b" " * 100_000)
    one.close_connection = True
    return True


def announced(one: Handler) -> bool:
    one.send_response(200)
    one.send_header("Content-Type", "application/json")
    one.send_header("Content-Length", str(10**12))
    one.end_headers()
    one.close_connection = True
    return True


def page(one: Handler) -> bool:
    one.reply("<html>Đăng nhập mạng</html>".encode(), kind="text/html; charset=utf-8")
    return True


def zipped(one: Handler) -> bool:
    one.reply(b"\x1f\x8b\x08\x00", Content_Encoding="gzip")
    return True


def json_of(value: Any) -> Fault:
    def fault(one: Handler) -> bool:
        one.reply(value)
        return True

    return fault


def done_but_lost(one: Handler) -> bool:
    """The gateway does what it was asked to, and its answer never arrives."""
    one.ordinary(one.path.removeprefix("/vxp/"))
    return hang_up(one)


def done_and_waits(one: Handler) -> bool:
    """The gateway does what it was asked to, says so to the test, and keeps its answer."""
    one.ordinary(one.path.removeprefix("/vxp/"))
    one.server.reached.set()
    time.sleep(20)
    return True


def waits(one: Handler) -> bool:
    one.server.reached.set()
    time.sleep(20)
    return True
