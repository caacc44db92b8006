"""How fast born-digital pages and scans are read, gate included, and how two workers compare with one.

Born digital: pages a second of two workers, and CPU seconds a page of all processes. Scans: the same, and what
tesseract alone needs for the same pictures. Times by the clock are those of the machine as it is; CPU seconds say more.

Two quiet cores are needed to see 0.5; on a busy machine the ratio of the work that children did to the time that went
by (`at once`) still tells whether they ran beside each other.
"""

import argparse
import contextlib
import datetime as dt
import json
import os
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import pypdfium2
import tesserocr
from PIL import Image

from pipeline import run, settings
from pipeline.document import vocabulary
from pipeline.document.model import Extraction
from pipeline.extract.scans import ocr
from samples.generator import resolutions, sheet
from samples.generator.paper import Paper
from tests.cli.lam_giang import write_archive

_PAGE = 2000  # letters, as a page of a resolution has; a Word file knows of no pages
_DAY = dt.date(2024, 12, 10)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scans", type=int, default=8)
    parser.add_argument("--papers", type=int, default=20, help="born-digital PDFs")
    parser.add_argument("--folder", type=Path, help="PDFs and Word files of your own in place of invented ones")
    args = parser.parse_args()
    if args.folder:
        found = sorted(path for path in args.folder.rglob("*") if path.suffix.lower() in (".pdf", ".docx"))
        print(json.dumps(of_folder(found), indent=1))
        return
    scans = measure(args.scans) if args.scans else {}
    papers = born_digital(args.papers) if args.papers else {}
    print(json.dumps({**papers, **scans}, indent=1))


def of_folder(paths: list[Path]) -> dict[str, float]:
    """CPU seconds a page of real files, gate and signatures included; each kind apart from the others."""
    pages, used = Counter[str](), defaultdict[str, float](float)
    with tempfile.TemporaryDirectory() as folder:
        words, said, _ = _office(Path(folder), 0)
        context = run.ReadingContext(said.model_copy(update={"workers": 1}), words, _DAY)
        list(run.readings(paths[:3], context))  # the servers are up, with what checks signatures
        for path in paths:
            before = _children() + time.process_time()
            (reading,) = run.readings([path], context)
            (read,) = reading.extractions.values()
            used[_kind(read)] += _children() + time.process_time() - before
            pages[_kind(read)] += read.pages or max(round(read.characters / _PAGE), 1)
    counted = {f"pages, {kind}": float(count) for kind, count in pages.items()}
    return counted | {f"CPU s a page, {kind}": round(used[kind] / pages[kind], 3) for kind in pages}


def _kind(read: Extraction) -> str:
    if read.image_pages:
        return "with scanned pages"
    if read.pages is None:
        return f"Word, {_PAGE} letters a page"
    return "born digital, signed" if read.signatures else "born digital, not signed"


def born_digital(count: int) -> dict[str, float]:
    """Pages a second of two workers, CPU seconds a page, and how one worker compares with two, gate included."""
    with tempfile.TemporaryDirectory() as folder:
        words, said, papers = _office(Path(folder), count)
        for path, paper in papers.items():
            sheet.pdf(paper, path, stamped=True)
        pages = sum(len(pypdfium2.PdfDocument(path.read_bytes())) for path in papers)
        list(run.readings(list(papers)[:2], run.ReadingContext(said, words, _DAY)))  # the servers are up
        one, _ = _seconds(list(papers), said.model_copy(update={"workers": 1}), words)
        own = time.process_time()
        seconds, work = _seconds(list(papers), said, words)
        work += time.process_time() - own
    return {
        "born-digital pages": pages,
        "pages a second": round(pages / seconds, 1),
        "CPU s a page": round(work / pages, 3),
        "born digital, two / one": round(seconds / one, 2),
        "born digital, at once": round(work / seconds, 2),
    }


def _office(root: Path, count: int) -> tuple[vocabulary.Vocabulary, settings.Settings, dict[Path, Paper]]:
    """The invented archive's words, settings for two workers, and papers with the paths that they get."""
    write_archive(root)
    words, chance = vocabulary.load(root / "content/vocabulary"), random.Random(1)
    council = words.councils["lam-giang"]
    papers = {
        root / f"{number:03d}.pdf": resolutions.budget(council, chance, _DAY, number + 1) for number in range(count)
    }
    return words, settings.load(root).model_copy(update={"workers": 2}), papers


def measure(count: int) -> dict[str, float]:
    """Seconds with one worker and with two, their ratio, and cores' worth of work done at once."""
    with tempfile.TemporaryDirectory() as folder:
        words, said, papers = _office(Path(folder), count)
        chance, pictures = random.Random(2), list[Image.Image]()
        for path, paper in papers.items():
            scanned = sheet.scans(paper, Path(folder), chance)
            sheet.save_scan(scanned, path)
            pictures += scanned
        _seconds(list(papers)[:2], said, words)  # the servers are up
        one, alone = _seconds(list(papers), said.model_copy(update={"workers": 1}), words)
        two, work = _seconds(list(papers), said, words)
    return {
        "scans": count,
        "scanned pages": len(pictures),
        "CPU s a scanned page": round(alone / len(pictures), 2),
        "of it tesseract, once": round(_engine(pictures) / len(pictures), 2),
        "cores": os.cpu_count() or 1,
        "one worker, s": round(one, 1),
        "two workers, s": round(two, 1),
        "two / one": round(two / one, 2),
        "at once": round(work / two, 2),
    }


def _engine(pictures: list[Image.Image]) -> float:
    """CPU seconds of tesseract alone, begun once, for one look at each picture."""
    with tesserocr.PyTessBaseAPI(path=str(ocr.tessdata()), lang=ocr.LANGUAGE, psm=tesserocr.PSM.AUTO) as engine:
        before = time.process_time()
        for picture in pictures:
            engine.SetImage(picture.convert("L"))
            engine.SetSourceResolution(170)
            engine.Recognize()
        return time.process_time() - before


def _seconds(paths: list[Path], said: settings.Settings, words: vocabulary.Vocabulary) -> tuple[float, float]:
    before, begun = _children(), time.perf_counter()
    found = list(run.readings(paths, run.ReadingContext(said, words, _DAY)))
    assert [reading.package.path for reading in found] == paths
    return time.perf_counter() - begun, _children() - before


def _children() -> float:
    """Processor seconds of all processes below this one: those that ended, the servers, and what looks at pictures."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks, parents = dict[int, int](), dict[int, int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            pid = int(stat.parent.name)
            parents[pid], ticks[pid] = int(fields[1]), sum(int(field) for field in fields[11:15])
    ours = (pid for pid in ticks if os.getpid() in (parents[pid], parents.get(parents[pid])))
    return used.ru_utime + used.ru_stime + sum(ticks[pid] for pid in ours) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
