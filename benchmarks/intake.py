"""How fast packages come in: reading them and judging their envelopes, against lxml's bare parse of the same bytes.

Prints CPU seconds' worth of packages for each step and the ratios; the ratios hold on a busy machine, too.
"""

import argparse
import datetime as dt
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from pipeline import gate, ingest, settings
from pipeline.document import vocabulary
from pipeline.document.model import Package
from tests.ingest import packages

ROOT = Path(__file__).parents[1]
_TODAY = dt.date(2026, 12, 1)
_SUBJECTS = ("Về nhiệm vụ phát triển kinh tế - xã hội", "Kết quả giám sát đầu tư công", "Kế hoạch tiếp xúc cử tri")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = measure(args.packages, args.seed)
    print(json.dumps(result) if args.json else "\n".join(f"{name}: {value}" for name, value in result.items()))


def measure(count: int, seed: int) -> dict[str, float]:
    """Packages a CPU second by step, and how often lxml would have parsed a package meanwhile."""
    place = settings.Settings(address=settings.load(ROOT).address)
    words = vocabulary.load(ROOT / "content" / "vocabulary")
    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder), count, random.Random(seed), words)
        parsed = _seconds(lambda: [etree.fromstring(file.read_bytes()) for file in files])
        read: list[Package] = []
        reading = _seconds(
            lambda: read.extend(
                ingest.read(file, file.with_suffix(".files"), place.limits, address=place.address) for file in files
            )
        )
        judging = _seconds(lambda: [gate.envelope(package, place, words, today=_TODAY) for package in read])
    return {
        "packages": count,
        "envelopes judged a CPU second": round(count / judging),
        "packages read and judged a CPU second": round(count / (reading + judging)),
        "judging / lxml parse": round(judging / parsed, 1),
        "reading and judging / lxml parse": round((reading + judging) / parsed, 1),
    }


def written(folder: Path, count: int, chance: random.Random, words: vocabulary.Vocabulary) -> list[Path]:
    """Packages of senders of the registry, each with a PDF of some kilobytes."""
    senders = sorted(words.senders.items())
    files = []
    for number in range(1, count + 1):
        code, council = chance.choice(senders)
        header: dict[str, str | None] = {
            "From/OrganId": code,
            "From/OrganName": words.councils[council].title,
            "To/OrganId": settings.load(ROOT).address,
            "DocumentId": f"{code},2024/07/10,{number}/NQ-HĐND",
            "Code/CodeNumber": str(number),
            "Subject": f"{chance.choice(_SUBJECTS)} năm {chance.randint(2011, 2025)}, số {number}",
            "OtherInfo/SphereOfPromulgation": "Công khai",
        }
        attached = packages.File(f"{number}.pdf", packages.PDF[:9] + chance.randbytes(20_000) + packages.PDF[9:])
        file = folder / f"{number}.edxml"
        file.write_text(packages.java(packages.Package(header, files=(attached,))), encoding="utf-8")
        files.append(file)
    return files


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
