"""What a first visit costs: `python -m benchmarks.pages [--site OUTPUT] [--document ADDRESS] [--json]`.

A real browser, a phone's window, a server that compresses. For home, a document and the search with an answer: bytes
over the wire with their heads, how far the layout shifts, when the largest part stands; how many tab stops lead to the
first result; and at a quarter of the processor's speed, how long after the question the first result stands.
"""

import argparse
import functools
import gzip
import http.server
import json
import shutil
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

PHONE = {"width": 390, "height": 844}
QUESTIONS = ("ngân sách", "dau tu cong", "12/2024/NQ-HĐND", "giám sát", "học phí", "nguoi co cong", "đất đai", "y tế")
_PACKED = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".jsonl", ".csv")
RESULT = "#ket-qua a"
_MANY = 100
_WATCH = """
  window.seen = {shift: 0, largest: 0};
  new PerformanceObserver((list) => list.getEntries().forEach((one) => {
    if (!one.hadRecentInput) window.seen.shift += one.value;
  })).observe({type: "layout-shift", buffered: true});
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.seen.largest = one.startTime; }))
    .observe({type: "largest-contentful-paint", buffered: true});
"""
_FIRST = """(selector) => {
  window.first = new Promise((done) => {
    let asked = 0;
    addEventListener("keydown", (event) => { asked = asked || event.timeStamp; }, {capture: true});
    new MutationObserver((_, watch) => {
      if (!document.querySelector(selector)) return;
      watch.disconnect();
      done(performance.now() - asked);
    }).observe(document.body, {childList: true, subtree: true});
  });
}"""
"""Keeps how long after the first key the first result stood. The page alone works between the two: Playwright's own
scripts, which look whether a field can be pressed and a result is there, took 20 to 60 ms of a slowed page."""


class Packing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, texts gzipped as web servers do by default."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: only the figures are printed."""

    def do_GET(self) -> None:
        """Answer with the file, or that of the folder."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data, packed = path.read_bytes(), path.suffix in _PACKED
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if packed:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@dataclass(frozen=True, slots=True)
class Visit:
    """Bytes received; sum of the layout's shifts; milliseconds until the largest part stood."""

    bytes: int
    shift: float
    largest: float


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder on this machine, ending in a slash."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Packing, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def visit(browser: Browser, address: str, ready: str = "main") -> Visit:
    """A first visit; `ready` is what has to stand before it is over."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type] # a plain dictionary will do
    page = context.new_page()
    received: list[float] = []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector(ready)
    _rest(page)
    seen: dict[str, float] = page.evaluate("window.seen")
    context.close()
    return Visit(round(sum(received)), round(seen["shift"], 4), round(seen["largest"]))


def tab_stops(browser: Browser, address: str, selector: str = RESULT) -> int:
    """How often Tab is pressed until the first match of `selector` has the focus; `_MANY` where it never has."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector(selector)
    count, reached = 0, False
    while not reached and count < _MANY:
        page.keyboard.press("Tab")
        count += 1
        reached = page.evaluate("(one) => document.activeElement === document.querySelector(one)", selector)
    context.close()
    return count


def first_results(browser: Browser, address: str, questions: Sequence[str] = QUESTIONS) -> list[float]:
    """Milliseconds from Enter to the first result at a quarter of the speed, each question in a browser of its own."""
    return [_first_result(browser, address, question) for question in questions]


def _first_result(browser: Browser, address: str, question: str) -> float:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type] # a plain dictionary will do
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{address}tim-kiem/index.html", wait_until="networkidle")
    page.locator("main input[type=search]").fill(question)
    page.evaluate(_FIRST, RESULT)
    page.keyboard.press("Enter")
    took: float = page.evaluate("window.first")
    context.close()
    return took


def _rest(page: Page) -> None:
    """Wait until two frames and a quarter of a second brought nothing more."""
    page.wait_for_timeout(250)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def measure(site: Path, document: str) -> dict[str, Any]:
    """All figures of a built site."""
    with served(site) as base, sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        search = f"{base}tim-kiem/index.html?q=ng%C3%A2n%20s%C3%A1ch"
        times = sorted(first_results(browser, base))
        found = {
            "home": asdict(visit(browser, f"{base}index.html")),
            "document": asdict(visit(browser, f"{base}{document}")),
            "search": asdict(visit(browser, search, RESULT)),
            "tab stops": tab_stops(browser, search),
            "first result, p50 ms": round(statistics.median(times)),
            "first result, worst ms": round(times[-1]),
        }
        browser.close()
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("output"))
    parser.add_argument("--document", default="", help="address of a page; the first document of the site otherwise")
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    document = said.document or next(
        path.with_name("index.html").relative_to(said.site).as_posix()
        for path in sorted(said.site.glob("tinh/*/*/*/document.json"))
    )
    found = measure(said.site, document)
    lines = [f"{name}: {value}" for name, value in found.items()]
    print(json.dumps(found, ensure_ascii=False) if said.json else "\n".join(lines))


if __name__ == "__main__":
    main()
