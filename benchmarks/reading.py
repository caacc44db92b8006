"""How much faster a batch of scans is read by two workers than by one, in one run on one machine.

Two quiet cores are needed to see 0.5; on a busy machine the ratio of the work that children did to the time that went
by (`at once`) still tells whether they ran beside each other.
"""

import argparse
import datetime as dt
import json
import os
import random
import resource
import tempfile
import time
from pathlib import Path

from pipeline import run, settings
from pipeline.document import vocabulary
from samples.generator import resolutions, sheet
from tests.cli.lam_giang import write_archive

_DAY = dt.date(2024, 12, 10)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scans", type=int, default=8)
    args = parser.parse_args()
    print(json.dumps(measure(args.scans), indent=1))


def measure(count: int) -> dict[str, float]:
    """Seconds with one worker and with two, their ratio, and cores' worth of work done at once."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_archive(root)
        words, said = vocabulary.load(root / "content/vocabulary"), settings.load(root)
        chance, paths = random.Random(1), []
        for number in range(count):
            paper = resolutions.budget(words.councils["lam-giang"], chance, _DAY, number + 1)
            path = root / f"{number:03d}.pdf"
            sheet.save_scan(sheet.scans(paper, root, chance), path)
            paths.append(path)
        list(run.readings(paths[:2], said.model_copy(update={"workers": 2}), words))  # the servers are up
        one, _ = _seconds(paths, said.model_copy(update={"workers": 1}), words)
        two, work = _seconds(paths, said.model_copy(update={"workers": 2}), words)
    return {
        "scans": count,
        "cores": os.cpu_count() or 1,
        "one worker, s": round(one, 1),
        "two workers, s": round(two, 1),
        "two / one": round(two / one, 2),
        "at once": round(work / two, 2),
    }


def _seconds(paths: list[Path], said: settings.Settings, words: vocabulary.Vocabulary) -> tuple[float, float]:
    before, begun = _children(), time.perf_counter()
    found = list(run.readings(paths, said, words))
    assert [reading.package.path for reading in found] == paths
    return time.perf_counter() - begun, _children() - before


def _children() -> float:
    """Processor seconds of all processes that ended below this one; the servers' children are told by /proc."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    tick = os.sysconf("SC_CLK_TCK")
    servers = Path("/proc").glob("[0-9]*/stat")
    total = used.ru_utime + used.ru_stime
    for stat in servers:
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            total += sum(int(field) for field in fields[11:15]) / tick
    return total


if __name__ == "__main__":
    main()
