"""Word 97 (.doc), OpenDocument (.odt) and RTF files, made into DOCX by LibreOffice and read by our own reader.

LibreOffice is started for one file at a time, with a profile of its own in which nothing runs and nothing is fetched:
two of them in one profile lose files without a word, and it exits with 0 also for a file that it could not read.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline import errors, media, settings
from pipeline.document.model import Block, Extraction, Finding, Gap, Region
from pipeline.extract.office_files import (
    as_saved,
    container,
    docx,
    docx_parts,
    list_levels,
    office_active,
    rtf_numbering,
)
from pipeline.sheet import flow
from pipeline.sheet.flow import Line

_FILTERS = {
    media.DOC.media: ("doc", "MS Word 97"),
    media.ODT.media: ("odt", "writer8"),
    media.RTF.media: ("rtf", "Rich Text Format"),
}
MADE = "converted.docx"  # what `read` leaves in its work folder
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine">
<prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def read(path: Path, sha256: str, limits: settings.Limits, *, workdir: Path | None = None) -> Extraction:
    """Text of a .doc, .odt or .rtf file, with what is active or hidden in the file itself.

    The DOCX that was made stays in `workdir` as `converted.docx`, so that pictures can be had from it.

    Raises:
        errors.ToolMissing: LibreOffice is not installed.
    """
    with contextlib.ExitStack() as stack:
        folder = workdir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hdnd-office-")))
        return _read(path, sha256, limits, folder)


def to_docx(path: Path, workdir: Path, limits: settings.Limits) -> Path:
    """The same text as DOCX, in `workdir`.

    Raises:
        errors.ToolMissing: LibreOffice is not installed.
        container.UnreadableFile: LibreOffice makes nothing of the file, or takes longer than `limits.seconds`.
    """
    ending, reader = _FILTERS.get(media.sniff(path).media, ("", ""))
    if not ending:
        found = ("loại tệp khác", "another kind of file")
        raise container.damaged(path.name, found=found, expected=("DOC, ODT hay RTF", "DOC, ODT or RTF"))
    source = workdir / f"source.{ending}"
    as_saved.copied(path, source, limits)
    _start(_command(workdir, source, reader), workdir, path.name, limits)
    made = workdir / "made" / "source.docx"
    if not made.is_file() or made.stat().st_size == 0:
        found = ("LibreOffice không đọc ra văn bản", "LibreOffice makes no text of it")
        raise container.damaged(path.name, found=found, expected=(f"tệp {ending.upper()}", f"{ending.upper()} text"))
    return made.replace(workdir / MADE)


def to_pdf(path: Path, workdir: Path, limits: settings.Limits) -> Path:
    """A Word, OpenDocument or RTF file as the PDF that LibreOffice prints of it, in `workdir`. Raises as `to_docx`."""
    ending, reader = {**_FILTERS, media.DOCX.media: ("docx", "MS Word 2007 XML")}[media.sniff(path).media]
    source = workdir / f"source.{ending}"
    as_saved.copied(path, source, limits)
    _start(_command(workdir, source, reader, "pdf:writer_pdf_Export"), workdir, path.name, limits)
    made = workdir / "made" / "source.pdf"
    if not made.is_file():
        found = ("LibreOffice không in ra được", "LibreOffice prints nothing of it")
        raise container.damaged(path.name, found=found, expected=("văn bản", "text"))
    return made


def _read(path: Path, sha256: str, limits: settings.Limits, folder: Path) -> Extraction:
    kind = media.sniff(path).media
    told: tuple[Finding, ...] = ()
    letters: tuple[str, ...] = ()
    try:
        told, letters = office_active.inspect(path, kind, limits)
        docx_made = to_docx(path, folder, limits)
        told += list_levels.restored(docx_made, list_levels.of(path, kind), limits)
        made = replace(docx.read(docx_made, sha256, limits), media=kind)
        if kind == media.RTF.media and rtf_numbering.contradicts(path.read_bytes(), made.blocks):
            told = tuple(dict.fromkeys((*told, list_levels.numbers_unknown())))
    except container.UnreadableFile as problem:
        made = Extraction(sha256, kind, findings=(problem.finding,))
    findings = (*told, *(_named(finding, path.name) for finding in made.findings))
    lost = (Gap.parts,) if any(finding.code == "parts-unread" for finding in told) else ()
    coverage = replace(made.coverage, gaps=tuple(dict.fromkeys((*made.coverage.gaps, *lost))))
    return replace(made, blocks=(*made.blocks, *_unseen(letters, made)), findings=findings, coverage=coverage)


def _named(finding: Finding, name: str) -> Finding:
    """A finding about the DOCX that was made, said of the file that was received."""
    return replace(
        finding,
        message=finding.message.replace(MADE, name),
        message_en=finding.message_en.replace(MADE, name),
        place=finding.place.replace(MADE, name),
    )


def _unseen(letters: tuple[str, ...], made: Extraction) -> Iterator[Block]:
    """Text that stands in the file and not in what LibreOffice made of it: hidden paragraphs, comments, metadata."""
    seen = "".join("".join((block.text, *sum(block.rows, ()))) for block in made.blocks)
    known = "".join(seen.split())
    for text in dict.fromkeys(map(flow.tidy, letters)):
        if text and not docx_parts.is_idle(text) and "".join(text.split()) not in known:
            yield flow.block(Line(text, region=Region.hidden))


def _command(workdir: Path, source: Path, reader: str, target: str = "docx:MS Word 2007 XML") -> list[str]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise errors.ToolMissing(name="LibreOffice", package="libreoffice-writer-nogui")
    profile = workdir / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return [
        program,
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={reader}",
        *("--convert-to", target, "--outdir", str(workdir / "made")),
        str(source),
    ]


def _start(command: list[str], workdir: Path, name: str, limits: settings.Limits) -> None:
    """Run LibreOffice to its end; what it prints says nothing and goes nowhere."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(workdir), "TMPDIR": str(workdir)}
    environment |= {"LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(  # noqa: S603 - a list of our own, the file named by us
        command,
        env=environment,
        cwd=workdir,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            _end(process.pid)
            raise container.over_limit(name, f"> {limits.seconds} s (LibreOffice)", f"{limits.seconds} s") from None


def _end(pid: int) -> None:
    """End a process and all that it started: soffice is a script, and the office itself its grandchild.

    Each is stopped before its children are looked for, or it would start another one meanwhile.
    """
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
        for child in _children(pid):
            _end(child)
        os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = status.read_text().rpartition(")")[2].split()[1]
            found += [int(status.parent.name)] if int(parent) == pid else []
    return found
