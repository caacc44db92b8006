"""Commands that publish: build, serve, mirror."""

import contextlib
import errno
import functools
import http.server
import logging
import os
import shlex
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import TaskID

from pipeline import archive, errors, packs
from pipeline.cli import lean_pelican, readout
from pipeline.cli.screen import err, now, out, say, session, warn
from pipeline.document import verify_copy
from pipeline.document.register import FOLDER
from pipeline.settings import Settings

_NO_PORT: Mapping[int | None, tuple[str, str]] = {
    errno.EADDRINUSE: (
        "cổng đang được chương trình khác dùng; hãy chọn cổng khác, ví dụ --port 8001",
        "another program uses this port; choose another, such as --port 8001",
    ),
    errno.EACCES: ("máy không cho dùng cổng này; hãy chọn từ 1024 trở lên", "not allowed; choose 1024 or above"),
    None: ("không phải số cổng (0 đến 65535)", "not the number of a port (0 to 65535)"),
}
_PELICAN = "pelicanconf.py"
_STEPS = {
    "read": ("Đọc văn bản", "Reading documents"),
    "make": ("Dựng trang", "Making pages"),
    "finish": ("Danh mục, chỉ mục tìm kiếm", "Lists, search index"),
}


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command()(build)
    app.command()(serve)
    app.command()(mirror)


def build(
    full: Annotated[bool, typer.Option("--full", help="Dựng lại mọi trang, không dựa vào lần trước.")] = False,
) -> None:
    """Dựng trang từ content/ vào output/; chỉ dựng phần thay đổi."""
    settings = session.settings()
    with archive.lock(session.root):  # a run that receives is in the midst of its lines; the build will ask again
        archive.check_chains(session.root, settings)
        if (session.root / settings.private).is_dir():
            archive.undoing.end(session.root / settings.private)
            _sign(settings)
    session.vocabulary()  # what is wrong in it is told before Pelican starts
    if err.is_terminal:
        warn("Đang dựng trang…", "Building…")
    lean_pelican.load(session.root / _PELICAN)
    with _shown():
        report = _made(settings, full=full)
    if report is not None:
        say(
            f"Đã dựng: {report.items} trang văn bản, ghi {report.written} tệp, xóa {report.deleted} tệp.",
            f"Built: pages of {report.items} documents, {report.written} files written, {report.deleted} deleted.",
        )
    if report is not None and report.items and not (session.root / settings.originals).is_dir():
        warn(
            f"Máy này không có {settings.originals}: output/originals thiếu bản gốc; hãy chép thẳng lên máy chủ.",
            f"No {settings.originals} here: originals are not in output/originals; copy them to the host.",
        )
    _tell_senders(settings)
    index = session.root / "output" / "index.html"
    say(f"Mở trang: {index}", f"Open: {index}")


@contextlib.contextmanager
def _shown() -> Iterator[None]:
    """On a terminal, a bar for each step of the engine, named as `incremental.build.ADVANCED` names it."""
    from pelican import signals

    with readout.progress(by_thread=False) as bar:
        tasks: dict[str, TaskID] = {}

        def advanced(step: str, *, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_STEPS[step][session.lang == "en"], total=total or None)
            bar.update(tasks[step], completed=done)
            bar.refresh()

        with signals.signal("incremental_advanced").connected_to(advanced):
            yield


def _sign(settings: Settings) -> None:
    """Sign the head of the registers, which the build publishes.

    Raises RegisterBroken where they do not go on from the one signed before: nothing is published over a cut.
    """
    try:
        archive.checkpoints.sign(session.root, settings)
    except errors.RegisterBroken as broken:
        ledger = session.root / FOLDER / str(broken.facts["file"])
        if os.path.lexists(ledger) and not ledger.is_file():
            return  # a folder or a dead link in its place: the build says so itself
        warn(
            "Không ký đầu sổ, không dựng trang. Hãy chạy hdnd receive: dòng bị mất được ghi lại từ kho riêng. "
            "Vẫn còn, và đã biết vì sao: hdnd checkpoint sign --anew.",
            "The head was not signed, nothing was built. Run hdnd receive: it writes lost lines again from the private "
            "store. If it stays so and you know why: hdnd checkpoint sign --anew.",
        )
        raise


def _tell_senders(settings: Settings) -> None:
    """At the office, each sender whose document now stands on a page is told so; a busy archive is told next time."""
    if (session.root / settings.private).is_dir():
        with contextlib.suppress(errors.Busy), archive.lock(session.root):
            archive.open(session.root, settings).answer(built=True)


def _pelican(root: Path, *, full: bool) -> Any:
    """Run Pelican as its own command would, quietly; answers the engine's report."""
    lean_pelican.load(root / _PELICAN)  # 0.2 s: only the commands that build pay for it
    from pelican import Pelican, signals
    from pelican.log import console
    from pelican.log import init as init_logging
    from pelican.settings import read_settings

    told = _Told()
    init_logging(level=logging.WARNING, fatal="errors", handler=told)
    console.quiet = True  # "Processed 0 articles": the documents are not Pelican's articles
    settings = read_settings(str(root / _PELICAN), override={"INCREMENTAL_FULL": True} if full else None)
    generators: list[Any] = []
    signals.all_generators_finalized.connect(generators.extend, weak=False)
    try:
        Pelican(settings).run()
    except RuntimeError as error:
        if not told.errors:
            raise
        problems = " ".join(f"{told.errors[-1]}: {error.__context__ or error}".split())
        words = {"problems": problems, "problems_en": problems}  # Pelican's words, of a hand-written page, by its name
        raise errors.RecordInvalid(file="content", **words) from error
    return next((g.context["incremental_report"] for g in generators if "incremental_report" in g.context), None)


def _finish() -> None:
    """Let no reader see a site that a killed build left between old and new: `incremental.journal.MARKER` tells."""
    settings = session.settings()
    if (session.root / settings.state / "publishing").exists():
        _made(settings, full=False)


def _made(settings: Settings, *, full: bool) -> Any:
    """Build, and at the office sign what was built; answers the engine's report."""
    report = _pelican(session.root, full=full)
    _pack_sessions(settings, report)
    if (session.root / settings.private).is_dir():
        archive.manifest.sign(session.root, settings, now())
    return report


def _pack_sessions(settings: Settings, report: Any) -> None:
    """Make the packs that the settings ask for out of the pages that now stand, and build once more to publish them."""
    if report is None:
        return
    renewed = packs.renew(session.root, settings, session.vocabulary)
    for folder, error in renewed.left_out:
        warn(
            f"Không tạo gói của {folder}: {error}. Hãy tự chia bằng hdnd pack --list, hoặc giảm packs.last_sessions.",
            f"No pack of {folder}: {error}. Part it with hdnd pack --list, or lower packs.last_sessions.",
        )
    if renewed.changed:
        report.written += _pelican(session.root, full=False).written


class _Told(logging.Handler):
    """What Pelican calls an error: with `fatal` it ends the build, its own exception says nothing of what it was."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.errors.append(record.getMessage())


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
    _finish()
    watched = archive.WatchedSite(session.root)
    handler = functools.partial(SiteHandler, directory=str(folder), watched=watched)
    with _listening(port, handler) as server:
        say(
            f"http://127.0.0.1:{server.server_port}/ — Ctrl+C để dừng",
            f"http://127.0.0.1:{server.server_port}/ — Ctrl+C stops",
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Đã dừng.", "Stopped.")


def _listening(port: int, handler: Callable[..., SiteHandler]) -> http.server.ThreadingHTTPServer:
    """A server on this machine's port. Raises UsageError where the port is no number of one, taken or not allowed."""
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OverflowError, OSError) as error:
        vi, en = _NO_PORT.get(getattr(error, "errno", None), _NO_PORT[None])
        raise errors.UsageError(what=f"--port {port}: {vi}", what_en=f"--port {port}: {en}") from error


def mirror(
    dest: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục đích: ổ USB, máy khác.")],
    verify: Annotated[bool, typer.Option("--verify", help="Chỉ kiểm tra bản sao ở đích.")] = False,
    source: Annotated[
        str | None, typer.Option("--from", help="Địa chỉ trang đã công bố: sao chép qua mạng, chỉ tải phần khác.")
    ] = None,
    office_key: Annotated[
        str | None, typer.Option(help="Khóa công khai của cơ quan quản lý (RW…), để kiểm tra chữ ký của trang.")
    ] = None,
) -> None:
    """Sao chép output/ và content/ công khai kèm bảng SHA-256; --verify kiểm tra từng tệp; --from chép trang web."""
    if source is not None:
        _from_afar(source, dest, office_key)
    elif verify:
        _verify(dest, office_key)
    else:
        _copy(dest)


def _copy(dest: Path) -> None:
    archive.check_chains(session.root, session.settings())
    _finish()
    with archive.steady(session.root):
        copied = archive.mirror.copy(session.root, dest)
    say(
        f"Đã sao chép {copied.written} tệp mới, giữ {copied.kept} tệp, vào {dest}.",
        f"{copied.written} files copied, {copied.kept} kept, in {dest}.",
    )
    place = shlex.quote(str(dest))  # a stick's name may hold a space: "/media/kho/Sao luu"
    say(
        f"Kiểm tra: hdnd mirror --verify {place}\nhoặc: cd {place} && sha256sum -c --quiet {copied.manifest.name}",
        f"Check: hdnd mirror --verify {place}\nor: cd {place} && sha256sum -c --quiet {copied.manifest.name}",
    )


def _verify(dest: Path, office_key: str | None) -> None:
    differences = archive.mirror.verify(dest, _key(office_key))
    words = {"differs": ("khác", "differs"), "missing": ("thiếu", "missing"), "extra": ("thừa", "extra")}
    for what, name in differences:
        out.print(f"{words[what][session.lang == 'en']}: {name}")
    if differences:
        raise errors.VerifyFailed(folder=dest, count=len(differences))
    say(f"{dest}: khớp hoàn toàn.", f"{dest}: matches.")


def _key(office_key: str | None) -> bytes | None:
    try:
        return verify_copy.decoded(office_key) if office_key else None
    except ValueError as error:
        raise errors.UsageError(
            what=f"--office-key {office_key}: không phải khóa công khai",
            what_en=f"--office-key {office_key}: not a public key",
        ) from error


def _from_afar(source: str, dest: Path, office_key: str | None) -> None:
    found = archive.remote.update(source, dest, _key(office_key))
    size = f"{found.size / 1_000_000:.1f} MB"
    say(
        f"Đã tải {found.written} tệp ({size}), bỏ {found.removed} tệp, vào {dest}.",
        f"{found.written} files fetched ({size}), {found.removed} removed, in {dest}.",
    )
    if found.word:
        day = f"{found.word.signed:%d/%m/%Y %H:%M}"
        say(f"Trang được ký ngày {day}.", f"The site was signed on {day}.")
    else:
        warn("Trang không có chữ ký.", "The site is not signed.")
    place = shlex.quote(str(dest / "verify.py"))
    say(f"Kiểm tra: python {place}", f"Check: python {place}")
