"""Search against Pagefind on the same documents: `python -m benchmarks.search --docs 1000 [--seed 1] [--json]`.

Ours is the index of the product's build; Pagefind indexes the plain pages of the same documents. Every question is
asked in Chromium over HTTP with a fresh profile; what counts is all that a question loads after the page's own HTML,
gzipped as a server would send it, once without and once with the texts of the first ten results. Then every question
is asked again on a new page whose files are in the browser's cache, with the processor throttled to a quarter; what
counts is the time from the press of the button to the first result on the page.
"""

import argparse
import functools
import gzip
import http.server
import json
import math
import shutil
import statistics
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import build, measure, peers

QUESTIONS = (
    "ngân sách", "nghị quyết", "quyết toán", "thu hồi đất", "xe buýt", "giám sát", "đầu tư công", "quy hoạch",
    "học sinh", "môi trường", "cử tri", "kiến nghị", "bảo đảm", "hội đồng nhân dân", "tiếp công dân", "xây dựng",
    "giao thông", "y tế",
    "nước sạch", "bãi rác", "phí", "dự toán năm", "kế hoạch", "thường trực", "chính sách hỗ trợ", "trật tự xây dựng",
    "dịch vụ công trực tuyến", "giải quyết khiếu nại", "tổ đại biểu", "trẻ em", "ngan sach", "dau tu cong", "cu tri",
    "hoi dong nhan dan", "moi truong", "xe buyt", "12/NQ-HĐND", "15/2024/NQ-HĐND", "số 7 nq hđnd", "03/BC-HĐND",
)  # fmt: skip
"""Forty: one to five words, common and rare, six without marks, four numbers."""

PAGEFIND_PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>Pagefind</title><script type="module">
const pagefind = await import("./pagefind/pagefind.js");
const found = await pagefind.search(new URLSearchParams(location.search).get("q"));
document.title = "found";
await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
document.title = "shown " + found.results.length;
</script>"""
FIRST = """() => {
  const list = document.getElementById("ket-qua");
  new MutationObserver(() => { if (list.children.length) window.firstResult ??= performance.now(); })
    .observe(list, { childList: true });
  document.getElementById("tim").addEventListener("submit", () => { window.pressed = performance.now(); }, true);
}"""
"""Notes when the button is pressed and when the first result stands on the page."""
THROTTLE = 4
PAUSE = 1500
"""Milliseconds in which the page is left alone."""
OURS = "() => !['', 'Đang tìm…'].includes(document.getElementById('trang-thai').textContent)"


@dataclass(frozen=True)
class Bytes:
    """What one question loaded, gzipped: to find the documents; and with the texts of ten results."""

    found: int
    shown: int


def pagefind_index(pages: Path, target: Path) -> measure.Cost:
    """Index the documents' pages below `pages`."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    (target / "index.html").write_text(PAGEFIND_PAGE, encoding="utf-8")
    command = [*peers.pagefind(), "--site", str(pages), "--glob", "*/*/*/*/index.html"]
    return measure.run([*command, "--output-path", str(target / "pagefind"), "--force-language", "vi"], pages)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine."""
    handler = functools.partial(_Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


class _Silent(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None: ...


def ask(browser: Browser, folder: Path, page_path: str, question: str, *, ours: bool) -> Bytes:
    """Ask one question with a fresh profile."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    urls: list[str] = []
    page.on("request", lambda request: urls.append(urlsplit(request.url).path))
    with serving(folder) as address:
        page.goto(f"{address}{page_path}?q={quote(question)}")
        early = _wait(page, urls, ours=ours)
    context.close()
    files = {unquote(url).lstrip("/") for url in urls if not url.endswith((".css", ".woff2", ".svg", ".png", ".html"))}
    shown = {name: _sent(folder / name) for name in files if (folder / name).is_file()}
    texts = {name for name in shown if "/doc/" in name or "dictionary-" in name} if ours else set(shown) - early
    return Bytes(sum(size for name, size in shown.items() if name not in texts), sum(shown.values()))


def waited(browser: Browser, folder: Path) -> dict[str, float]:
    """Milliseconds from a press of the button to the first result, for the questions that have one."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    found = {}
    with serving(folder) as address:
        for question in QUESTIONS:
            for warm in (False, True):
                page = context.new_page()
                page.goto(f"{address}tim-kiem/index.html")
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE if warm else 1})
                page.evaluate(FIRST)
                page.fill("#q", question)
                page.press("#q", "Enter")
                page.wait_for_timeout(PAUSE)  # asking the page whether it is ready would take its time
                page.wait_for_function(OURS, timeout=60_000)
                time = page.evaluate("window.firstResult - window.pressed")
                if warm and not math.isnan(time):  # a number that no document has
                    found[question] = time
                page.close()
    context.close()
    return found


def _wait(page: Page, urls: list[str], *, ours: bool) -> set[str]:
    if ours:
        page.wait_for_function(OURS, timeout=60_000)
        return set()
    page.wait_for_function("document.title !== 'Pagefind'", timeout=60_000)
    early = {unquote(url).lstrip("/") for url in urls if not url.endswith(".pf_fragment")}
    page.wait_for_function("document.title.startsWith('shown')", timeout=60_000)
    return early


def _sent(path: Path) -> int:
    """Bytes as a server sends them; what is compressed already stays so."""
    data = path.read_bytes()
    return min(len(data), len(gzip.compress(data, 6)))


def index_cost(bench: build.Bench) -> dict[str, float]:
    """What the index adds to a whole build: processor time; the memory is that of the whole build."""
    bench.set_aside("before")  # not deleted: ext4 passes over the numbers of dead files for minutes
    without = bench.product("-e", "INCREMENTAL_EXTRAS=[]")
    bench.set_aside("without")
    whole = bench.product()
    shutil.rmtree(bench.folder / "aside")
    return {"cpu": round(whole.cpu - without.cpu, 2), "peak_mb": round(whole.peak_mb, 1)}


def compare(docs: int, seed: int) -> dict[str, object]:
    """Sizes, costs and bytes of both."""
    bench = build.prepare(docs, seed)
    if not (bench.folder / "output/search/meta.js").is_file():
        bench.product()
    if not (bench.folder / "output-plain").is_dir():
        bench.plain()
    peer = peers.WORK / f"pagefind-site-{docs}-{seed}"
    cost = pagefind_index(bench.folder / "output-plain", peer)
    ours = bench.folder / "output/search"
    texts = measure.tree_size(ours / "doc")
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        asked = [ask(browser, bench.folder / "output", "tim-kiem/index.html", one, ours=True) for one in QUESTIONS]
        times = sorted(waited(browser, bench.folder / "output").values())
        theirs = [ask(browser, peer, "index.html", one, ours=False) for one in QUESTIONS]
        browser.close()
    return {
        "docs": docs,
        "seed": seed,
        "index_bytes": measure.tree_size(ours) - texts,
        "whole_bytes": measure.tree_size(ours),
        "pagefind_index_bytes": measure.tree_size(peer / "pagefind/index"),
        "pagefind_whole_bytes": measure.tree_size(peer / "pagefind"),
        "pagefind": cost.as_dict(),
        "index": index_cost(bench),
        "first_result_ms": {"median": statistics.median(times), "p95": times[int(len(times) * 0.95)], "of": len(times)},
        "found_median": statistics.median(one.found for one in asked),
        "shown_median": statistics.median(one.shown for one in asked),
        "pagefind_found_median": statistics.median(one.found for one in theirs),
        "pagefind_shown_median": statistics.median(one.shown for one in theirs),
        "questions": {
            question: [mine.found, mine.shown, other.found, other.shown]
            for question, mine, other in zip(QUESTIONS, asked, theirs, strict=True)
        },
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    try:
        result = compare(args.docs, args.seed)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{error.cmd}: {error.output}") from error
    print(json.dumps(result, ensure_ascii=False) if args.json else _table(result))


def _table(result: dict[str, object]) -> str:
    def ratio(mine: str, other: str) -> str:
        ours, theirs = int(str(result[mine]).split(".")[0]), int(str(result[other]).split(".")[0])
        return f"{mine} {ours:,}  {other} {theirs:,}  ratio {ours / theirs:.2f}"

    pairs = [("index_bytes", "pagefind_index_bytes"), ("whole_bytes", "pagefind_whole_bytes")]
    pairs += [("found_median", "pagefind_found_median"), ("shown_median", "pagefind_shown_median")]
    lines = [f"{result['docs']} documents, seed {result['seed']}", *(ratio(*pair) for pair in pairs)]
    lines += [f"{name}: {result[name]}" for name in ("pagefind", "index", "first_result_ms")]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
