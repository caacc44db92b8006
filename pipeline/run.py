"""The whole pipeline for one received file, and for a batch: the story file.

A stage is a function from values to values; only the archive writes. Reading (extraction, OCR) runs ahead in a few
threads, each waiting for its own limited child process; deciding and writing go strictly in order of arrival.
"""

import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from pipeline import analyse, errors, extract, faults, gate, ingest, own_code
from pipeline.archive import Archive, Damage, Decider, HeldPackage, Outcome, Revision
from pipeline.archive.private import PackageRecord
from pipeline.archive.reading import StoredReading
from pipeline.archive.reading import of as kept
from pipeline.archive.rereading import Rereading
from pipeline.archive.settle import Occasion
from pipeline.document import reasons
from pipeline.document.model import Action, Analysis, Extraction, Finding, Package, Reading, ReceivedFile, Severity
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.zone import day
from pipeline.settings import Limits, Settings

Extractor = Callable[[ReceivedFile, Limits, Path], Extraction]
"""Reads one file of a package, here or elsewhere; the work folder is for what it decodes."""
_READERS = ("ingest", "extract", "sheet", "gate", "analyse", "document")
_BESIDE = ("text", "media", "legacy_encoding", "settings", "yaml_reader")
AHEAD = 4  # packages read ahead of the one being decided: bounds the work folders that lie open at once


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What a received file is read and judged by: settings, registry, the day in Viet Nam, who reads its files."""

    settings: Settings
    vocabulary: Vocabulary
    today: dt.date
    extractor: Extractor = extract.read


Job = Callable[[Path, ReadingContext], Reading]
"""Reads one file of a batch; the work folder is its own."""


def read(
    path: Path, workdir: Path, reader: ReadingContext, known: Mapping[str, Extraction] = MappingProxyType({})
) -> Reading:
    """Read one received file without writing anything outside `workdir`; never raises for what the file holds.

    Of files whose extraction is `known` (by hash) only gate and analysis look again. Raises OSError when the machine
    fails.
    """
    settings, vocabulary, today = reader.settings, reader.vocabulary, reader.today
    package = ingest.read(path, workdir, settings.limits, address=settings.address)
    findings = [*package.findings, *gate.envelope(package, settings, vocabulary, today=today)]
    if package.declared.action is Action.status or _ends(findings) or not package.files:
        return Reading(package, findings=tuple(findings))
    extractions = {
        file.sha256: known.get(file.sha256) or reader.extractor(file, settings.limits, workdir)
        for file in package.files
    }
    findings += gate.contents(package, extractions, settings, vocabulary)
    if _ends(findings):
        return Reading(package, extractions, findings=tuple(findings))
    extractions |= {
        file.sha256: replace(
            extractions[file.sha256], signatures=extract.signatures(file, settings.limits, settings.roots, workdir)
        )
        for file in package.files
        if file.sha256 not in known
    }
    analysis = analyse.document(package, extractions, vocabulary)
    extractions |= _pictured(package, analysis, extractions, settings.limits, workdir)
    findings = gate.still_open(findings, analysis)
    findings += [*analysis.findings, *gate.admission(package, analysis, settings, vocabulary, today=today)]
    return Reading(package, extractions, analysis, tuple(findings))


def _pictured(
    package: Package, analysis: Analysis, extractions: Mapping[str, Extraction], limits: Limits, workdir: Path
) -> dict[str, Extraction]:
    """The main file's reading with pictures of its scanned pages: readers hold them against what OCR made of them."""
    main = next((file for file in package.files if file.sha256 == analysis.main_file), None)
    read = extractions.get(main.sha256) if main else None
    if main is None or read is None or read.facsimiles or not read.image_pages:
        return {}
    pages = {page: dict(read.turns).get(page, 0) for page in read.image_pages}
    return {main.sha256: replace(read, facsimiles=extract.facsimiles(main, pages, limits, workdir))}


@dataclass(frozen=True)
class Receiving:
    """Files on their way in: as many outcomes as it has files, less those that `left` tells of when all is done.

    `left` pairs what could not be received with the reason: no file, not readable, or changed while it was read. The
    next run finds what is there then.
    """

    files: tuple[Path, ...]
    outcomes: Iterator[Outcome]
    left: list[tuple[Path, Finding]]

    def __iter__(self) -> Iterator[Outcome]:
        return self.outcomes


def receive(
    paths: Iterable[Path],
    archive: Archive,
    reader: ReadingContext,
    *,
    actor: str,
    clock: Callable[[], dt.datetime],
) -> Receiving:
    """Take received files through the pipeline in the order given; one outcome each, as it is decided.

    Files that this archive has taken before under the same name are passed over. Nothing that one file does stops the
    batch.

    Raises:
        RefusedHere: in CI, but for an archive of samples: receiving happens at the office, where the private store is.
        RegisterBroken: nothing is added to a chain that does not hold.
        ClusterFailed: from the outcomes, where other machines read; what is decided by then stays decided.
    """
    if os.environ.get("CI", "").lower() in {"1", "true"} and not reader.settings.sample:
        raise errors.RefusedHere(command="hdnd receive")
    archive.recover()
    faults.log_below(archive.logs())
    archive.answer()  # what a run that was cut off still owed
    fresh = tuple(path for path in paths if not archive.has_taken(path))
    left: list[tuple[Path, Finding]] = []
    read_ahead = readings(fresh, reader, archive.workplace())
    return Receiving(fresh, _decide(read_ahead, archive, left, actor, clock), left)


def _decide(
    read_ahead: Iterable[Reading],
    archive: Archive,
    left: list[tuple[Path, Finding]],
    actor: str,
    clock: Callable[[], dt.datetime],
) -> Iterator[Outcome]:
    for reading in read_ahead:
        path = reading.package.path
        if not reading.package.sha256:
            left.append((path, reading.findings[0]))
            continue
        try:
            outcome = archive.take(reading, actor=actor, now=clock())
        except errors.SourceChanged:  # still being written, or taken away: the next run looks again
            left.append((path, reasons.finding("file-changed")))
            continue
        yield outcome
    archive.answer()


def approve(receipt: str, archive: Archive, decider: Decider, values: Mapping[str, str]) -> Outcome:
    """Let a held package pass on a person's word: it is opened once more from the private store, then published.

    What was read from its files when it came is used again: looking at a scan took minutes, approving it takes none.

    Raises UsageError for what is not held, or sealed, a field that cannot be set, a package with nothing to publish.
    """
    _check(values, archive, decider)
    with tempfile.TemporaryDirectory(dir=archive.workplace()) as folder:
        kept, reading = reopened(receipt, archive, Path(folder), day(decider.now))
        outcome = archive.approve(kept, reading, decider, values)
    if outcome.document is None and not reading.package.files:  # the list showed whose it is, by the header
        vi = f"{receipt}: gói không có tệp nào đọc được, không có gì để công bố; từ chối để họ gửi lại"
        en = f"{receipt}: no file of it can be read, there is nothing to publish; refuse it to have it sent again"
        raise errors.UsageError(what=vi, what_en=en)
    return outcome


def rehearse(
    receipt: str, archive: Archive, decider: Decider, values: Mapping[str, str], folder: Path
) -> Mapping[str, str | None]:
    """The content files that `approve` would write, by path; nothing is written. `folder` is empty.

    Raises UsageError as `approve` does, and for what would stay held, with the reason.
    """
    _check(values, archive, decider)
    return archive.rehearse(*reopened(receipt, archive, folder, day(decider.now)), decider, values)


def _check(values: Mapping[str, str], archive: Archive, decider: Decider) -> None:
    """What a person sets can be, and holds nobody's personal data: register and page are public. Raises UsageError."""
    archive.checked(values, day(decider.now))
    check_words(values, archive.shelves.settings)


def reopened(receipt: str, archive: Archive, folder: Path, today: dt.date) -> tuple[HeldPackage, Reading]:
    """A held package laid open in `folder`, and read again; what its files said when it came is used."""
    kept = archive.kept(receipt, folder)
    reader = ReadingContext(archive.shelves.settings, archive.shelves.vocabulary, today)
    return kept, read(kept.path, folder / "files", reader, kept.extractions)


def check_words(said: Mapping[str, str | None], settings: Settings) -> None:
    """Words for a public register (option → words) hold no personal data. Raises UsageError naming kind and option."""
    domain = settings.site.email.partition("@")[2]
    for option, words in said.items():
        kinds = gate.personal_data.of_text(words or "", office_domains=(domain,) if domain else ())
        if kinds:
            vi, en = (", ".join(names) for names in zip(*(kind.said for kind in sorted(kinds)), strict=True))
            what = f"{option}: có {vi}; sổ này công khai"
            raise errors.UsageError(what=what, what_en=f"{option}: holds {en}; this is public")


def mend(damages: Iterable[Damage], archive: Archive, settings: Settings, inbox: Path) -> list[Damage]:
    """Put right what bytes from elsewhere can mend (inbox, the archive's own, packages); answers what was put right."""
    left = [damage for damage in damages if damage.is_of_bytes]
    if not left:
        return []
    arrived = defaultdict[str, list[Path]](list)
    for path, sha256 in _hashed(inbox):
        arrived[sha256].append(path)
    sources: tuple[Callable[[Damage], bool], ...] = (
        lambda damage: any(archive.heal(damage, path) for path in arrived[damage.sha256]),
        lambda damage: any(archive.heal(damage, path) for path in archive.copies(damage.sha256)),
        lambda damage: any(
            _out_of(package, damage, archive, settings) for package in archive.packages_with(damage.sha256)
        ),
    )
    healed = list[Damage]()
    for source in sources:  # the nearest first: of two places that hold one file the first mends the other
        healed += [damage for damage in left if damage not in healed and source(damage)]
    return healed


def _hashed(inbox: Path) -> Iterator[tuple[Path, str]]:
    for path in ingest.find([inbox]) if inbox.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                yield path, hashlib.file_digest(file, "sha256").hexdigest()


def _out_of(source: Path, damage: Damage, archive: Archive, settings: Settings) -> bool:
    """Mend an original with the file that a received package carries."""
    with tempfile.TemporaryDirectory(dir=archive.workplace()) as folder:
        package = ingest.read(source, Path(folder), settings.limits, address=settings.address)
        return any(file.sha256 == damage.sha256 and archive.heal(damage, file.path) for file in package.files)


@dataclass(frozen=True)
class Pass:
    """One pass of today's readers over what is published: as many revisions as there are addresses."""

    addresses: tuple[str, ...]
    revisions: Iterator[Revision]

    def __iter__(self) -> Iterator[Revision]:
        return self.revisions


def readers(root: Path) -> str:
    """What the readers are today: their code, the vocabulary and the settings of the archive at `root`."""
    facts = [root / "archive.yaml", *root.glob("content/vocabulary/*.yaml")]
    digest = hashlib.sha256()
    for path in (*own_code.files(_READERS, _BESIDE), *sorted(facts)):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def reread(
    archive: Archive,
    reader: ReadingContext,
    *,
    digest: str,
    dry: bool,
    actor: str,
    clock: Callable[[], dt.datetime],
) -> Pass:
    """Read again what published documents were made of, and write what today's readers (`digest`) read otherwise.

    `dry`: nothing is written but what was read, which the real pass uses. A pass that was killed goes on where it was.
    Call under the lock. Raises RegisterBroken, and OSError when the machine fails.
    """
    archive.recover()
    faults.log_below(archive.logs())
    again = archive.rereading(digest)
    todo = tuple(again.addresses())

    def revisions() -> Iterator[Revision]:
        for address, fresh in _read_again(again, todo, reader, archive.workplace()):
            revision = again.revision(address, fresh, Occasion(clock(), actor))
            if not dry:
                archive.revise(revision, digest, now=clock())
            yield revision
        if not dry:
            again.finish()

    return Pass(todo, revisions())


def _read_again(
    again: Rereading, todo: Iterable[str], reader: ReadingContext, place: Path
) -> Iterator[tuple[str, dict[str, StoredReading]]]:
    """Address and readings of its packages by hash, in order; each received file is read once."""
    wanted: dict[str, list[str]] = {}
    begun: set[str] = set()

    def jobs() -> Iterator[Job]:
        for address in todo:
            packages = again.packages(address)
            wanted[address] = [record.sha256 for record, _ in packages]
            for record, source in packages:
                if record.sha256 not in begun and again.unit(record.sha256) is None:
                    begun.add(record.sha256)
                    yield partial(_read_kept, again, record, source)

    stream = _ahead(jobs(), reader, place)
    for address in todo:
        while address not in wanted or any(again.unit(sha256) is None for sha256 in wanted[address]):
            if next(stream, None) is None:
                break
        found = {sha256: again.unit(sha256) for sha256 in wanted.pop(address, ())}
        yield address, {sha256: kept for sha256, kept in found.items() if kept is not None}


def _read_kept(
    again: Rereading,
    record: PackageRecord,
    source: Path,
    workdir: Path,
    reader: ReadingContext,
) -> Reading:
    """Read received bytes under the name that they came under, which says something, too; what was read is kept."""
    path = workdir / "received" / (Path(record.name).name or record.receipt)
    path.parent.mkdir(parents=True)
    shutil.copyfile(source, path)
    reading = _read_safely(path, workdir / "files", reader)
    package = replace(reading.package, channel=record.channel)
    again.keep_facsimiles(reading.extractions.values())
    again.keep_unit(record.sha256, kept(package, reading.extractions, reading.analysis or Analysis(), reading.findings))
    return reading


def _ends(findings: Iterable[Finding]) -> bool:
    """Whether nothing more may be opened: what is secret stays unread, what is no package has nothing to read."""
    return any(finding.severity in {Severity.seal, Severity.refuse} for finding in findings)


def readings(
    paths: Iterable[Path],
    reader: ReadingContext,
    workplace: Path | None = None,
) -> Iterator[Reading]:
    """Read files ahead of whoever decides on them, in the order given; a reading's work folder lives until the next.

    Work folders lie below `workplace`, or in the system's folder for such things. Raises OSError when the machine
    fails: the file that was read then is not to blame.
    """
    return _ahead((partial(_read_safely, path) for path in paths), reader, workplace)


def _ahead(
    jobs: Iterable[Job],
    reader: ReadingContext,
    workplace: Path | None,
) -> Iterator[Reading]:
    workers = reader.settings.workers or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[tempfile.TemporaryDirectory[str], Future[Reading]]] = deque()
        queue = iter(jobs)
        while True:
            while len(waiting) < workers + AHEAD and (job := next(queue, None)) is not None:
                folder = tempfile.TemporaryDirectory(prefix="hdnd-", dir=workplace)
                waiting.append((folder, pool.submit(job, Path(folder.name), reader)))
            if not waiting:
                return
            folder, future = waiting.popleft()
            with folder:
                yield future.result()


def _read_safely(path: Path, workdir: Path, reader: ReadingContext) -> Reading:
    """`read`, but a fault of ours in one package holds that package instead of stopping the batch."""
    try:
        return read(path, workdir, reader)
    except errors.ClusterFailed:  # says nothing about the package
        raise
    except Exception as error:  # whatever it is, the package is kept and its name for the maintainer is the class
        if isinstance(error, OSError) and errors.is_of_the_machine(error):
            raise
        fault = reasons.finding("program-fault", what=f"{type(error).__name__}, {faults.note(error)}")
        package = ingest.read(path, workdir / "again", reader.settings.limits, address=reader.settings.address)
        return Reading(package, findings=(*package.findings, fault))
