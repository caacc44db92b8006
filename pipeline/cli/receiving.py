"""Commands of intake: receive and check."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from pipeline import analyse, archive, ingest, run
from pipeline.archive import Outcome
from pipeline.cli import alarms, elsewhere, readout
from pipeline.cli.screen import actor, now, out, say, session, warn, worded
from pipeline.document.model import Action, Analysis, Finding, Reading, Severity
from pipeline.document.reasons import OUTCOMES
from pipeline.document.zone import day
from pipeline.errors import ExitCode, UsageError


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command()(receive)
    app.command()(check)


def receive(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="TỆP…", help="Tệp hoặc thư mục; mặc định là inbox/ của cơ sở dữ liệu."),
    ] = None,
    cluster: elsewhere.Cluster = None,
) -> None:
    """Nhận gói tin và tệp: đọc, kiểm tra, công bố hoặc giữ lại; không làm mất dữ liệu nào."""
    _check_foreign(paths or [])
    found = ingest.find(_present(paths or [session.root / session.settings().inbox]))
    taken = take(found, cluster=cluster)
    _sum_up(taken)
    if taken.outcomes and any(path.suffix in (".edxml", ".xml") for path in found):
        warn_of_no_address()
    if sealed := alarms.of(taken.outcomes):
        alarms.frame(sealed)
        raise typer.Exit(int(ExitCode.sealed))
    if any(finding.code != "file-changed" for _, finding in taken.left):
        raise typer.Exit(int(ExitCode.unreadable))


def warn_of_no_address() -> None:
    """Say what is left undone while the settings do not name our own code."""
    if not session.settings().address:
        warn(
            "address trong archive.yaml còn trống: chưa so nơi nhận, chưa trả lời nơi gửi; điền xong sẽ trả lời đủ.",
            "address in archive.yaml is empty: receivers are not compared, senders not answered until it is set.",
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch of `count` files, `old` of them taken before; `left` could not be received."""

    count: int
    old: int
    outcomes: list[Outcome]
    left: list[tuple[Path, Finding]]
    stopped: bool

    def settled(self, paths: Iterable[Path]) -> list[Path]:
        """Those of the batch's files that need no other look while they stay as they are."""
        again = {path for path, finding in self.left if finding.code == "file-changed"}
        return [] if self.stopped else [path for path in paths if path not in again]


def take(found: Sequence[Path], is_stopped: Callable[[], bool] = lambda: False, cluster: str | None = None) -> Taken:
    """Receive these files and tell each outcome; `is_stopped` is asked after each whether to leave the rest.

    `cluster`: the address of the machines that read them.

    Raises what `run.receive` does, and Busy.
    """
    settings, vocabulary = session.settings(), session.vocabulary()
    outcomes: list[Outcome] = []
    stopped = False
    with (
        archive.lock(session.root),
        elsewhere.reading(cluster, settings) as (read, own),
        readout.progress() as progress,
    ):
        store = archive.open(session.root, settings)
        batch = run.receive(
            found, store, run.ReadingContext(own, vocabulary, day(now()), read), actor=actor(), clock=now
        )
        _tell_brought_back(store.brought_back)
        task = progress.add_task(worded("Nhận", "Receiving"), total=len(batch.files))
        for outcome in batch:
            outcomes.append(outcome)
            progress.advance(task)
            _tell(outcome, progress)
            if stopped := is_stopped():
                store.answer()
                break
    for path, finding in batch.left:
        warn(f"{path}: {finding.message}", f"{path}: {finding.message_en}")
    return Taken(len(found), len(found) - len(batch.files), outcomes, batch.left, stopped)


def check(
    files: Annotated[list[Path], typer.Argument(metavar="TỆP…", help="Tệp hoặc thư mục cần đọc thử.")],
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi tệp một đối tượng JSON trên một dòng.")] = False,
) -> None:
    """Đọc thử tệp: cơ sở dữ liệu sẽ đọc được gì và sẽ nêu vướng mắc gì; không ghi gì cả, không cần có cơ sở dữ liệu."""
    found = ingest.find(_present(files))
    settings, vocabulary = session.reading()
    if not vocabulary.councils:  # the program as a wheel carries no registry: each sender would be unknown
        warn(
            "Ở đây không có sổ đăng ký hội đồng: chưa kiểm tra được mã đơn vị gửi và cơ quan ban hành; "
            "hãy chỉ định cơ sở dữ liệu bằng --archive.",
            "No registry of councils here: senders and issuing councils cannot be judged; name one by --archive.",
        )
    unreadable = 0
    for path, reading in zip(
        found, run.readings(found, run.ReadingContext(settings, vocabulary, day(now()))), strict=True
    ):
        unreadable += reading.analysis is None and reading.package.declared.action is not Action.status
        answer = _answer(path, reading)
        if as_json:
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        else:
            _show(answer)
    if unreadable:
        raise typer.Exit(int(ExitCode.unreadable))


def _present(paths: list[Path]) -> list[Path]:
    missing = [str(path) for path in paths if not path.exists() and not path.is_symlink()]
    if missing:
        names = ", ".join(missing)
        raise UsageError(what=f"không có tệp này: {names}", what_en=f"no such file: {names}")
    return paths


def _check_foreign(paths: Iterable[Path]) -> None:
    """Raises UsageError for a folder that holds the archive, or that it fills itself: its own pages are no packages."""
    own = [(session.root / name).resolve() for name in ("content", "output", session.settings().state)]
    for path in (one for one in paths if one.is_dir()):
        here = path.resolve()
        if session.root.is_relative_to(here) or any(here.is_relative_to(one) for one in own):
            raise UsageError(
                what=f"{path}: là thư mục của chính cơ sở dữ liệu; hãy chỉ thư mục có gói cần nhận",
                what_en=f"{path}: a folder of the archive itself; name the one that holds the packages",
            )


def _answer(path: Path, reading: Reading) -> dict[str, Any]:
    """One line of `check --json`: the file, what was read, what stands against it, and what would become of it."""
    facts = analyse.answer(reading.analysis or Analysis())
    worst = next(
        (s for s in (Severity.seal, Severity.refuse, Severity.hold) if s in {f.severity for f in reading.findings}),
        None,
    )
    verdict = {None: "accept", Severity.hold: "hold", Severity.seal: "seal", Severity.refuse: "refuse"}[worst]
    return {
        "file": str(path),
        "sha256": reading.package.sha256,
        "verdict": verdict,
        **facts,
        "findings": [_finding(f) for f in reading.findings],
    }


def _finding(finding: Finding) -> dict[str, str]:
    said = finding.sentence(session.lang)
    return {"code": finding.code, "severity": finding.severity.value, "message": said, "place": finding.place}


def _show(answer: dict[str, Any]) -> None:
    for line in readout.lines(answer):
        out.print(line)


def _tell_brought_back(lines: Mapping[str, int]) -> None:
    for name, count in lines.items():
        warn(
            f"{name}: sổ bị mất {count} dòng cuối; đã ghi lại đúng như cũ từ kho riêng. "
            "Hãy xem vì sao mất (đĩa, sao chép).",
            f"{name}: {count} lines were lost at its end; they were written back as they were, from the private store. "
            "Find out why they were lost (a disk, a copy).",
        )


def _tell(outcome: Outcome, progress: Progress) -> None:
    """One line an outcome, its own and those of what was waiting for it; of what is held never a title."""
    for one in (outcome, *outcome.also):
        word = worded(*OUTCOMES[one.outcome])
        shown = one.document or one.sentence(session.lang)
        progress.console.print(f"{one.receipt}  {word:9} {shown}")


def _sum_up(taken: Taken) -> None:
    counts = Counter(outcome.outcome for outcome in taken.outcomes)
    parts = [f"{worded(*OUTCOMES[key])} {n}" for key, n in counts.items()]
    say(
        f"{taken.count} tệp: {', '.join(parts) or 'không có gì mới'}"
        + (f" ({taken.old} đã nhận từ trước)" if taken.old else ""),
        f"{taken.count} files: {', '.join(parts) or 'nothing new'}"
        + (f" ({taken.old} taken before)" if taken.old else ""),
    )
