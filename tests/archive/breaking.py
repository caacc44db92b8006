"""A real server of a folder, which may break off at any byte, be busy, pack, redirect, lie."""

import gzip
import http.server
from pathlib import Path
from typing import Any, Literal


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder; counts what goes out, and breaks off where it is told to."""

    folder: Path
    sent = 0
    asked = 0
    lines = 0
    """How many files were asked for, over how many connections."""
    then: Path | None = None
    """The build that is published as soon as the first file was sent."""
    left: int | None = None
    """Bytes until the line breaks; None: it holds."""
    manner: Literal["plain", "packs", "tires", "moves", "lies"] = "plain"
    """How it answers: packs files that nobody asked to be packed, is busy, redirects, names a strange packing."""

    def process_request(self, *of: Any) -> None:
        self.lines += 1
        super().process_request(*of)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/kho/"


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None: ...

    def do_GET(self) -> None:
        self.server.asked += 1
        path = self.server.folder / self.path.removeprefix("/kho/")
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        if self.server.manner != "plain":
            self.odd(data if path.suffix == ".gz" else gzip.compress(data))
            return
        if self.server.then:
            self.server.folder, self.server.then = self.server.then, None
        first = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(data) - first))
        self.end_headers()
        self.pour(data[first:])

    def odd(self, packed: bytes) -> None:
        """Each file from its first byte, as servers that are set up wrongly answer."""
        manner = self.server.manner
        self.send_response({"tires": 503, "moves": 301}.get(manner, 206 if "Range" in self.headers else 200))
        self.send_header("Content-Length", str(len(packed)))
        self.send_header("Content-Encoding", "br" if manner == "lies" else "gzip")
        if manner == "moves":
            self.send_header("Location", "https://kho.example/" + self.path[1:])
        self.end_headers()
        self.pour(packed)

    def pour(self, data: bytes) -> None:
        left = self.server.left
        self.wfile.write(data if left is None else data[:left])
        self.server.sent += len(data)
        if left is not None:
            self.server.left = max(0, left - len(data))
            self.close_connection = self.server.left == 0
