"""The command that builds: build."""

import contextlib
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import archive, errors, packs
from pipeline.cli import lean_pelican
from pipeline.cli.screen import err, now, say, session, warn, worded
from pipeline.document.register import FOLDER
from pipeline.settings import Settings

_PELICAN = "pelicanconf.py"
_TOLD = 20  # originals that are named
_STEPS = {
    "read": ("Đọc văn bản", "Reading documents"),
    "make": ("Dựng trang", "Making pages"),
    "finish": ("Danh mục, chỉ mục tìm kiếm", "Lists, search index"),
}


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(build)


def build(
    full: Annotated[bool, typer.Option("--full", help="Dựng lại mọi trang, không dựa vào lần trước.")] = False,
) -> None:
    """Dựng trang từ content/ vào output/; chỉ dựng phần thay đổi."""
    settings = session.settings()
    with contextlib.suppress(OSError):  # where chains that hold are noted; what keeps it from being made is told below
        (session.root / settings.state).mkdir(parents=True, exist_ok=True)
    with archive.lock(session.root):  # a run that receives is in the midst of its lines; the build will ask again
        archive.check_chains(session.root, settings)
        if session.is_at_office(settings):
            archive.way_back.end(session.root / settings.private)
            _sign(settings)
    session.vocabulary()  # what is wrong in it is told before Pelican starts
    if err.is_terminal:
        warn("Đang dựng trang…", "Building…")
    lean_pelican.load(session.root / _PELICAN)
    faults: list[Any] = []
    with _shown(), _originals_looked_at(session.root / settings.originals, faults):
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
    _tell_of_originals(settings, faults)
    _tell_senders(settings)
    index = session.root / "output" / "index.html"
    say(f"Mở trang: {index}", f"Open: {index}")


@contextlib.contextmanager
def _shown() -> Iterator[None]:
    """On a terminal, a bar for each step of the engine, named as `incremental.build.ADVANCED` names it."""
    if not err.is_terminal:
        yield
        return
    from pelican import signals

    from pipeline.cli import readout  # bars and tables take 20 ms to load, and a timer sees none

    with readout.progress(by_thread=False) as bar:
        tasks: dict[str, Any] = {}

        def advanced(step: str, *, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(worded(*_STEPS[step]), total=total or None)
            bar.update(tasks[step], completed=done)
            bar.refresh()

        with signals.signal("incremental_advanced").connected_to(advanced):
            yield


@contextlib.contextmanager
def _originals_looked_at(folder: Path, faults: list[Any]) -> Iterator[None]:
    """`faults` comes to hold those that `plugins.archive_pages.kept_originals` finds in the folder."""
    from pelican import signals

    def looked(_: object, look: Callable[[Path], list[Any]]) -> None:
        faults[:] = look(folder)  # a build that packs sessions runs twice

    with signals.signal("archive_originals").connected_to(looked):
        yield


def _tell_of_originals(settings: Settings, faults: list[Any]) -> None:
    for path, differs in faults[:_TOLD]:
        name = f"{settings.originals}/{path}"
        vi, en = ("khác mã băm của nó", "is not what its hash says") if differs else ("không có", "is not there")
        warn(f"Bản gốc {name}: {vi}.", f"Original {name}: {en}.")
    if faults:
        more = len(faults) - _TOLD
        vi, en = (f"Còn {more} bản gốc nữa như vậy. ", f"{more} more originals like these. ") if more > 0 else ("", "")
        warn(f"{vi}Chạy hdnd verify để biết hết và sửa.", f"{en}Run hdnd verify to see all and mend them.")


def _sign(settings: Settings) -> None:
    """Sign the head of the registers, whose chains were just found to hold, and which the build publishes.

    Raises RegisterBroken where they do not go on from the one signed before: nothing is published over a cut.
    """
    try:
        archive.checkpoints.sign(session.root, settings, chained=True)
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
    if session.is_at_office(settings) and not archive.nobody_to_tell(session.root / settings.private, settings.address):
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
        if isinstance(error.__context__, errors.PipelineError):  # the reader of hand-written pages says what is wrong
            raise error.__context__ from None
        if not told.errors:
            raise
        problems = " ".join(f"{told.errors[-1]}: {error.__context__ or error}".split())
        words = {"problems": problems, "problems_en": problems}  # Pelican's words, of a hand-written page, by its name
        raise errors.RecordInvalid(file="content", **words) from error
    return next((g.context["incremental_report"] for g in generators if "incremental_report" in g.context), None)


def finish() -> None:
    """Let no reader see a site that a killed build left between old and new: `incremental.journal.MARKER` tells."""
    settings = session.settings()
    if (session.root / settings.state / "publishing").exists():
        _made(settings, full=False)


def _made(settings: Settings, *, full: bool) -> Any:
    """Build, and at the office sign what was built; answers the engine's report."""
    report = _pelican(session.root, full=full)
    _pack_sessions(settings, report)
    if session.is_at_office(settings):
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
