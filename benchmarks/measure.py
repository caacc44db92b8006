"""Run a program and say what it cost: wall, CPU of all its processes, and their peak memory together.

The machine is noisy: trust CPU seconds, ratios of paired runs and peaks, not single wall times.
"""

import os
import subprocess
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

POLL = 0.02


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and CPU (user + system, children included); peak of the summed PSS in MB."""

    wall: float
    cpu: float
    peak_mb: float

    def as_dict(self) -> dict[str, float]:
        """Rounded for tables."""
        return {key: round(value, 3) for key, value in asdict(self).items()}


def run(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> Cost:
    """Run `command` to its end; raises CalledProcessError with its output when it fails."""
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    output, _ = process.communicate()
    wall, after = time.perf_counter() - start, os.times()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    cpu = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return Cost(wall, cpu, peak[0])


def _watch(process: "subprocess.Popen[bytes]", peak: list[float]) -> None:
    """Sum the proportional set sizes of the process and its descendants until it ends."""
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_pss(pid) for pid in _family(process.pid)) / 1024)
        time.sleep(POLL)


def _family(pid: int) -> list[int]:
    found, queue = [], [pid]
    while queue:
        one = queue.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                queue += [int(child) for child in task.read_text().split()]
            except (OSError, ValueError):
                continue
    return found


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def tree_size(folder: Path, pattern: str = "*") -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())
