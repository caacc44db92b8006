"""Builds against Hugo on the same Markdown: `python -m benchmarks.build --docs 1000 [--seed 1] [--runs 3] [--json]`.

Each run starts from deleted output and alternates with its peer; what counts is the median of the paired ratios. Hugo
makes pages and lists with the plain theme; `plain` is ours with the same theme, `product` everything that the product
makes: its theme, search, feeds, exports.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import corpus, measure, peers
from benchmarks.measure import Cost

ROOT = Path(__file__).parents[1]
PLAIN = """from pathlib import Path
from plugins.archive_settings import pelican_settings
globals().update(pelican_settings(Path(__file__).parent))
INCREMENTAL_SITE, INCREMENTAL_EXTRAS, PAGE_PATHS = "benchmarks.plain_site:site", (), []
THEME = {theme!r}
OUTPUT_PATH = str(Path(__file__).parent / "output-plain")
INCREMENTAL_STATE = str(Path(__file__).parent / ".state-plain")
"""


@dataclass(frozen=True)
class Bench:
    """One archive of `docs` documents and the Hugo site over its Markdown."""

    folder: Path
    hugo_folder: Path

    def product(self, *flags: str) -> Cost:
        """Our build as it stands."""
        return self._pelican("pelicanconf.py", *flags)

    def plain(self) -> Cost:
        """Pages and lists with the plain theme."""
        return self._pelican("plainconf.py")

    def hugo(self) -> Cost:
        """Hugo's full build of pages and lists."""
        shutil.rmtree(self.hugo_folder / "public", ignore_errors=True)
        return measure.run([str(peers.hugo()), "--quiet"], self.hugo_folder)

    def clean(self, name: str) -> None:
        """Forget output and state of `product` or `plain`."""
        suffix = "" if name == "product" else "-plain"
        for folder in (f"output{suffix}", f".state{suffix}"):
            shutil.rmtree(self.folder / folder, ignore_errors=True)

    def set_aside(self, name: str) -> None:
        """Forget output and state of `product` without deleting them."""
        aside = self.folder / "aside" / name
        aside.mkdir(parents=True)
        for folder in ("output", ".state"):
            (self.folder / folder).rename(aside / folder)

    def _pelican(self, settings: str, *flags: str) -> Cost:
        command = [sys.executable, "-m", "pelican", "-s", settings, "--fatal", "errors", *flags]
        return measure.run(command, self.folder, {"PYTHONPATH": str(ROOT)})


def prepare(docs: int, seed: int) -> Bench:
    """Write the corpus once; it depends on the seed alone."""
    folder = peers.WORK / f"build-{docs}-{seed}"
    if not (folder / "pelicanconf.py").exists():
        corpus.write(folder, docs, seed)
        for name in ("vocabulary/doctypes.yaml", "vocabulary/oversight.yaml", "vocabulary/fields.yaml"):
            shutil.copyfile(ROOT / "content" / name, folder / "content" / name)
        shutil.copytree(ROOT / "content/pages", folder / "content/pages", dirs_exist_ok=True)
        theme = str(ROOT / "benchmarks/plain_theme")
        (folder / "plainconf.py").write_text(PLAIN.format(theme=theme), encoding="utf-8")
        shutil.copyfile(ROOT / "pipeline/skeleton/pelicanconf.py", folder / "pelicanconf.py")
    hugo_folder = peers.WORK / f"hugo-site-{docs}-{seed}"
    peers.hugo_site(folder / "content/documents", hugo_folder)
    return Bench(folder, hugo_folder)


def full(bench: Bench, runs: int) -> dict[str, dict[str, float]]:
    """Paired full builds; medians of ours/Hugo's."""
    pairs: dict[str, list[tuple[Cost, Cost]]] = {"plain": [], "product": []}
    for _ in range(runs):
        for name, build in (("plain", bench.plain), ("product", bench.product)):
            bench.clean(name)
            pairs[name].append((build(), bench.hugo()))
    return {name: _ratios(found) for name, found in pairs.items()}


def _ratios(pairs: list[tuple[Cost, Cost]]) -> dict[str, float]:
    def median(value: Callable[[Cost, Cost], float]) -> float:
        return round(statistics.median(value(ours, theirs) for ours, theirs in pairs), 3)

    return {
        "wall_ratio": median(lambda a, b: a.wall / b.wall),
        "cpu_ratio": median(lambda a, b: a.cpu / b.cpu),
        "memory_ratio": median(lambda a, b: a.peak_mb / b.peak_mb),
        "wall": median(lambda a, _: a.wall),
        "cpu": median(lambda a, _: a.cpu),
        "peak_mb": median(lambda a, _: a.peak_mb),
        "hugo_wall": median(lambda _, b: b.wall),
        "hugo_cpu": median(lambda _, b: b.cpu),
        "hugo_peak_mb": median(lambda _, b: b.peak_mb),
    }


def small_changes(bench: Bench, docs: int, seed: int) -> dict[str, dict[str, float]]:
    """Nothing changed; one added, changed, withdrawn; a fresh clone: CPU, files and bytes of output that changed."""
    found: dict[str, dict[str, float]] = {}
    output = bench.folder / "output"
    before = snapshot(output)

    def step(name: str) -> None:
        nonlocal before
        cost = bench.product()
        after = snapshot(output)
        changed = [path for path in after if before.get(path) != after[path]] + [p for p in before if p not in after]
        size = sum((output / path).stat().st_size for path in changed if (output / path).exists())
        found[name] = {
            "cpu": round(cost.cpu, 3),
            "wall": round(cost.wall, 3),
            "files": len(changed),
            "kb": round(size / 1024),
        }
        before = after

    step("nothing changed")
    added, text = corpus.document(seed, docs)
    path = bench.folder / "content/documents" / added
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    corpus.publish(bench.folder, [added], "published")
    step("one added")
    path.write_text(text.replace("title: Về", "title: Về việc", 1), encoding="utf-8")
    corpus.publish(bench.folder, [added], "updated")
    step("one changed")
    front = text.split("---\n\n", 1)[0].replace(
        "dates:", "state: withdrawn\nstate_reason: thu hồi\nstate_date: 2026-01-02\ndates:", 1
    )
    path.write_text(front + "---\n", encoding="utf-8")
    corpus.publish(bench.folder, [added], "withdrawn")
    step("one withdrawn")
    old = _oldest(bench.folder)
    path = bench.folder / "content/documents" / old
    path.write_text(path.read_text(encoding="utf-8").replace("title: Về", "title: Về việc", 1), encoding="utf-8")
    corpus.publish(bench.folder, [old], "updated")
    step("the oldest changed")
    for file in [*(bench.folder / "content").rglob("*"), *output.rglob("*")]:
        os.utime(file)
    step("fresh clone")
    return found


def _oldest(folder: Path) -> str:
    """The document that was published first, below content/documents."""
    with (folder / "content/register/publications.jsonl").open(encoding="utf-8") as lines:
        return f"{json.loads(next(lines))['document']}.md"


def incremental_equals_full(bench: Bench) -> bool:
    """Whether a build from nothing gives the bytes that the small steps left."""
    before = snapshot(bench.folder / "output")
    bench.clean("product")
    bench.product()
    return before == snapshot(bench.folder / "output")


def snapshot(folder: Path) -> dict[str, str]:
    """Path → hash of all files of a site, originals apart."""
    files = (p for p in folder.rglob("*") if p.is_file() and "originals" not in p.relative_to(folder).parts)
    return {str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in files}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    bench = prepare(args.docs, args.seed)
    result: dict[str, object] = {
        "docs": args.docs,
        "seed": args.seed,
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
    }
    result |= {"full": full(bench, args.runs), "steps": small_changes(bench, args.docs, args.seed)}
    result["incremental equals full"] = incremental_equals_full(bench)
    shutil.rmtree(bench.folder)
    print(json.dumps(result, ensure_ascii=False) if args.json else _table(result))


def _table(result: dict[str, object]) -> str:
    lines = [f"{result['docs']} documents, seed {result['seed']}, {result['machine']}", ""]
    for part in ("full", "steps"):
        for name, row in result[part].items():  # type: ignore[attr-defined]
            lines.append(f"{name:16} " + "  ".join(f"{key} {value}" for key, value in row.items()))
        lines.append("")
    return "\n".join([*lines, f"incremental equals full: {result['incremental equals full']}"])


if __name__ == "__main__":
    main()
