"""Whether a document says the same however it is saved: the facts of Word files against those of their copies.

    python -m benchmarks.robustness [--gold FOLDER] [--archive FOLDER] [--documents N] [--only NAME ...] [--different]

Every .docx of the folder's gold.jsonl (without a folder: of the invented gold) is read as it is, then as copies:

    nfd        letters taken apart into base and marks
    tones      the tone mark on the other vowel (hòa, hoà)
    columns    the two cells of the header's table in the other order
    font       set in another face and size, printed to PDF
    pdf        printed to PDF by LibreOffice
    scan       that PDF as pictures of 200 dpi, leaning and with dust
    columnspdf the two cells in the other order, printed to PDF

A fact is the same where it would count as right against the original (rules in benchmarks.accuracy). Facts that the
original does not state must not be stated by the copy either.
"""

import argparse
import datetime as dt
import json
import random
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image, ImageFilter

from benchmarks import accuracy
from benchmarks import gold as invented
from pipeline import analyse, run, settings
from pipeline.document import vocabulary
from pipeline.document.vocabulary import Vocabulary
from samples.generator import sheet

Facts = dict[str, Any]
_TONE = re.compile(
    r"(?<![qQ])([oOuU])([\u0300\u0301\u0303\u0309\u0323])?([aeyAEY])((?(2)|[\u0300\u0301\u0303\u0309\u0323]))(?![\w\u0300-\u036f])"
)


def main() -> None:
    """Read, change, read again; print the share of equal facts for each kind of copy."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--gold", type=Path, help="folder with gold.jsonl; without it the invented gold")
    parser.add_argument("--archive", type=Path, default=accuracy.ROOT, help="archive whose vocabulary is used")
    parser.add_argument("--documents", type=int, default=1000, help="at most so many")
    parser.add_argument("--only", nargs="*", choices=tuple(KINDS), default=list(KINDS), help="kinds of copies")
    parser.add_argument("--different", action="store_true", help="list every fact that differs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.gold is None:
            invented.write(Path(folder), 0)
            arguments.gold, arguments.archive = Path(folder), Path(folder, "kho")
        words = vocabulary.load(arguments.archive / "content" / "vocabulary")
        paths = sorted(_files(arguments.gold))[: arguments.documents]
        found = [row for path in paths for row in compared(path, words, arguments.only)]
    for kind in arguments.only:
        of_kind = [row for row in found if row[1] == kind]
        same = sum(was_same for *_, was_same in of_kind)
        print(f"{kind:10} {same:5} of {len(of_kind):5} facts the same: {same / max(len(of_kind), 1):.1%}")
    if arguments.different:
        for path, kind, name, before, after, was_same in found:
            if not was_same:
                print(f"\n{path.name}  {kind}  {name}\n    {before!r}\n    {after!r}")


def _files(gold: Path) -> Iterator[Path]:
    for line in (gold / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        path = gold / json.loads(line)["path"]
        if path.suffix == ".docx":
            yield path


def compared(path: Path, words: Vocabulary, kinds: list[str]) -> Iterator[tuple[Path, str, str, Any, Any, bool]]:
    """For each kind of copy and each fact: path, kind, fact, both values, whether they are the same."""
    with tempfile.TemporaryDirectory(prefix="robust-") as work:
        before = facts(path, words)
        for kind in kinds:
            after = facts(KINDS[kind](path, Path(work)), words)
            for name in accuracy.FIELDS:
                one, other = before[name], after[name]
                if one is not None or other is not None:
                    same = one is not None and other is not None and accuracy.same(name, one, other)
                    yield path, kind, name, one, other, same


def facts(path: Path, words: Vocabulary) -> Facts:
    """What `hdnd check` reads of a file."""
    with tempfile.TemporaryDirectory(prefix="robust-") as folder:
        own = settings.Settings(address=settings.load(accuracy.ROOT).address)
        reader = run.ReadingContext(own, words, dt.date(2026, 12, 1))
        return analyse.answer(run.read(path, Path(folder), reader).analysis)


def nfd(path: Path, work: Path) -> Path:
    """Letters taken apart."""
    return _respelled(path, work / "nfd.docx", lambda said: unicodedata.normalize("NFD", said))


def tones(path: Path, work: Path) -> Path:
    """The tone of oa, oe, uy at the end of a syllable on its other vowel."""
    return _respelled(path, work / "tones.docx", other_tones)


def other_tones(said: str) -> str:
    """Words with hòa as hoà and the other way round; quý, whose u is no vowel, stays."""
    return unicodedata.normalize("NFC", _TONE.sub(_moved, unicodedata.normalize("NFD", said)))


def _moved(match: re.Match[str]) -> str:
    first, early, second, late = match.groups()
    return f"{first}{second}{early}" if early else f"{first}{late}{second}"


def columns(path: Path, work: Path) -> Path:
    """The cells of each row of the first table in the other order."""
    document = docx.Document(str(path))
    for row in document.tables[0].rows if document.tables else ():
        cells = row._tr.tc_lst
        if len(cells) == 2:
            cells[0].addprevious(cells[1])
    return _saved(document, work / "columns.docx")


def font(path: Path, work: Path) -> Path:
    """Another face, a point smaller, printed."""
    document = docx.Document(str(path))
    for fonts in document.element.iter(qn("w:rFonts")):
        for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(name), "DejaVu Sans")
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "DejaVu Sans", Pt(11)
    return pdf(_saved(document, work / "font.docx"), work)


def pdf(path: Path, work: Path) -> Path:
    """Printed by LibreOffice."""
    profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return work / f"{path.stem}.pdf"


def scan(path: Path, work: Path) -> Path:
    """Printed, then scanned: leaning, with dust, a little soft."""
    rng, pages = random.Random(path.name), []
    for page in pypdfium2.PdfDocument(pdf(path, work).read_bytes()):
        picture = page.render(scale=200 / 72).to_pil().convert("RGB")
        leaning = picture.rotate(rng.uniform(-1, 1), fillcolor="white", resample=Image.Resampling.BICUBIC)
        pages.append(sheet._speckle(leaning, rng, 0.5).filter(ImageFilter.GaussianBlur(0.5)))
    sheet.save_scan(pages, work / "scan.pdf")
    return work / "scan.pdf"


def columns_pdf(path: Path, work: Path) -> Path:
    """The cells of the header in the other order, printed."""
    return pdf(columns(path, work), work)


def _respelled(path: Path, copy: Path, spelled: Callable[[str], str]) -> Path:
    document = docx.Document(str(path))
    for said in document.element.iter(qn("w:t")):
        said.text = spelled(said.text or "")
    return _saved(document, copy)


def _saved(document: Any, path: Path) -> Path:
    document.save(str(path))
    return path


KINDS: dict[str, Callable[[Path, Path], Path]] = {
    "nfd": nfd, "tones": tones, "columns": columns, "font": font, "pdf": pdf, "scan": scan,
    "columnspdf": columns_pdf,
}  # fmt: skip


if __name__ == "__main__":
    main()
