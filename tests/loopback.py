"""Folders served on this machine, as a plain web server would."""

import functools
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


class _Slow(_Silent):
    """Sends the second half of a page some seconds after the first."""

    seconds = 7

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        outputfile.write(data[: len(data) // 2])
        time.sleep(self.seconds if self.path.endswith(".html") else 0)
        outputfile.write(data[len(data) // 2 :])


@contextmanager
def serving(folder: Path, port: int = 0, *, slow: bool = False) -> Iterator[str]:
    """The address of a folder while it is served, with a slash at its end; on a port that was had before, or any."""
    handler = functools.partial(_Slow if slow else _Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
