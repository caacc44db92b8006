"""A seeded corpus of any size, in the archive's own content format: `python -m benchmarks.corpus DIR --docs 1000`.

Document i depends on the seed and on i alone, so that 1,000 documents are the first of 20,000. Sentences are invented:
drawn from a list of words of office Vietnamese and a long tail of syllables, with the rank-frequency curve and the
length of real legal text (2,400 texts, 2.9 million words: the 100 commonest syllables make 42 % of it, 365 make 70 %,
1,000 make 87 %; median 1,900 syllables a document, 99th percentile 14,000).
"""

import argparse
import datetime as dt
import itertools
import json
import math
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.words import HEADS, ONSETS, RIMES, TONES, WORDS

MEDIAN, SIGMA, LONGEST = 1330, 0.85, 20_000
TYPES = (
    ("nghi-quyet", "NQ-HĐND", 6),
    ("bao-cao", "BC-HĐND", 2),
    ("ke-hoach", "KH-HĐND", 1),
    ("thong-bao", "TB-HĐND", 1),
)
_ZONE = dt.timezone(dt.timedelta(hours=7))
FIRST, LAST = dt.datetime(2011, 1, 1, tzinfo=_ZONE), dt.datetime(2026, 1, 1, tzinfo=_ZONE)
LEVELS = (("tinh", 1), ("huyen", 9), ("xa", 91))


@dataclass(frozen=True)
class Council:
    """An invented council."""

    slug: str
    name: str
    level: str
    parent: str | None


@lru_cache
def councils() -> tuple[Council, ...]:
    """One province, nine districts, ninety-one communes."""
    rng = random.Random(7)
    names = iter([f"{a} {b}" for a, b in rng.sample(list(itertools.product(HEADS, HEADS)), 200) if a != b])
    province = Council("lam-giang", "Tỉnh Lam Giang", "tinh", None)
    districts = [Council(f"huyen-{i}", f"Huyện {next(names)}", "huyen", province.slug) for i in range(1, 10)]
    communes = [Council(f"xa-{i}", f"Xã {next(names)}", "xa", districts[i % 9].slug) for i in range(1, 92)]
    return (province, *districts, *communes)


@lru_cache
def lexicon() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words with cumulative weights: the listed ones first, then generated syllables, then rare spellings."""
    rng = random.Random(11)
    tail = [o + TONES[r][t] for o in ONSETS for r in RIMES for t in range(len(TONES[r]))]
    rng.shuffle(tail)
    rare = [
        f"{a}{b}" for a, b in zip(rng.choices(tail, k=24_000), rng.choices("bcdghklmnpqrstvx", k=24_000), strict=True)
    ]
    listed = set(WORDS)
    tail = [w for w in dict.fromkeys(tail) if w not in listed][:3400]
    rare = [w for w in dict.fromkeys(rare) if w not in listed]
    words: list[str] = []
    weights: list[float] = []
    for group, share, shift, steep in ((WORDS, 0.66, 30, 0.75), (tail, 0.33, 40, 1.25), (rare, 0.01, 300, 0.8)):
        curve = [1 / (rank + shift) ** steep for rank in range(len(group))]
        words += group
        weights += [share * value / sum(curve) for value in curve]
    return tuple(words), tuple(itertools.accumulate(weights))


def document(seed: int, index: int) -> tuple[str, str]:
    """Path under content/documents, and the Markdown file, of document `index`."""
    rng = random.Random(f"{seed}:{index}")
    council, date, number, kind = identity(seed, index)
    type_slug, notation, _ = TYPES[kind]
    year = f"/{date.year}" if kind == 0 and rng.random() < 0.4 else ""
    code = f"{number:02d}{year}/{notation}"
    slug = f"{number:02d}{year.replace('/', '-')}-{notation.lower().replace('đ', 'd')}"
    words, weights = lexicon()
    size = min(LONGEST, int(rng.lognormvariate(math.log(MEDIAN), SIGMA)))
    text = iter(rng.choices(words, cum_weights=weights, k=int(size * 0.7) + 200))
    title = f"Về {' '.join(itertools.islice(text, rng.randint(6, 16)))}"
    front = _front(council, date, number, notation, code, slug, type_slug, title, rng)
    body = "\n\n".join(_body(rng, text, seed, index, council))
    return f"{council.level}/{council.slug}/{date.year}/{slug}.md", f"---\n{front}---\n\n{body}\n"


def identity(seed: int, index: int) -> tuple[Council, dt.date, int, int]:
    """Council, date, number and type of a document; numbers never repeat inside a council's year."""
    rng = random.Random(f"{seed}:{index}:id")
    pool = councils()
    council = pool[0] if rng.random() < 0.15 else rng.choice(pool[1:10] if rng.random() < 0.4 else pool[10:])
    date = dt.date(2011 + rng.randrange(15), rng.randint(1, 12), rng.randint(1, 28))
    kind = rng.choices(range(len(TYPES)), [weight for *_, weight in TYPES])[0]
    return council, date, index + 1, kind


def _front(
    council: Council,
    date: dt.date,
    number: int,
    notation: str,
    code: str,
    slug: str,
    kind: str,
    title: str,
    rng: random.Random,
) -> str:
    digest = sha256(f"{code}{date}".encode()).hexdigest()
    signer = " ".join(rng.choices(HEADS, k=3))
    return (
        f"schema: 1\ncouncil: {council.slug}\nlevel: {council.level}\nslug: {slug}\norgan: hdnd\n"
        f"organ_name: Hội đồng nhân dân {council.name[0].lower()}{council.name[1:]}\nnumber: '{number:02d}'\nnotation: {notation}\n"
        f"code: {code}\ntype: {kind}\n{'normative: true' if '/' in code[: -len(notation) - 1] else 'normative: false'}\n"
        f"{'' if kind == 'nghi-quyet' else 'oversight: bc-kq-gs' + chr(10)}title: {title}\ndates:\n  issued: {date}\nplace: Lam Giang\n"
        f"signers:\n- name: {signer}\n  title: CHỦ TỊCH\ntext:\n  method: text\nversions:\n- receipt: TN-{date.year}-{number:06d}\n"
        f"  received: {date}T08:00:00+07:00\n  files:\n  - role: main\n    name: {slug}.pdf\n    sha256: {digest}\n    size: {rng.randint(80_000, 900_000)}\n"
        f"    media: application/pdf\n    ext: pdf\n    pages: {rng.randint(1, 30)}\n"
    )


def _body(rng: random.Random, text: Iterator[str], seed: int, index: int, council: Council) -> Iterator[str]:
    yield "Căn cứ Luật Tổ chức chính quyền địa phương;\n{.can-cu}"
    for target in (rng.randrange(index) for _ in range(rng.randint(0, 5) if index else 0)):
        _, date, number, kind = identity(seed, target)
        yield f"Căn cứ văn bản số {number:02d}/{TYPES[kind][1]} ngày {date.day:02d} tháng {date.month} năm {date.year};\n{{.can-cu}}"
    article = 0
    while sentence := _sentence(rng, text, 4, 9):
        article += 1
        yield f"## Điều {article}. {sentence.rstrip('.')} {{#dieu-{article} .dieu}}"
        for clause in range(1, rng.randint(2, 6)):
            if not (sentence := _sentence(rng, text, 14, 60)):
                return
            yield f"{clause}\\. {sentence}\n{{#dieu-{article}-khoan-{clause} .khoan}}"
            for point in "abc"[: rng.choice((0, 0, 0, 2, 3))]:
                if line := _sentence(rng, text, 8, 30):
                    yield f"{point}) {line}\n{{#dieu-{article}-khoan-{clause}-diem-{point} .diem}}"
        if rng.random() < 0.06:
            yield _table(rng, text)


def _sentence(rng: random.Random, text: Iterator[str], low: int, high: int) -> str:
    words = list(itertools.islice(text, rng.randint(low, high)))
    if not words:
        return ""
    if rng.random() < 0.15:
        words.insert(len(words) // 2, f"{rng.randint(2, 99)}.{rng.randint(100, 999)} triệu đồng")
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def _table(rng: random.Random, text: Iterator[str]) -> str:
    rows = [
        f"| {i} | {' '.join(itertools.islice(text, 4))} | {rng.randint(100, 9999)} |"
        for i in range(1, rng.randint(4, 20))
    ]
    return "\n".join(["| STT | Nội dung | Số tiền |", "| --- | --- | --- |", *rows])


def write(folder: Path, docs: int, seed: int = 1, workers: int = 2) -> None:
    """Write an archive of `docs` documents into `folder`: settings, registry, documents and their publications."""
    (folder / "content/register").mkdir(parents=True, exist_ok=True)
    (folder / "content/vocabulary").mkdir(exist_ok=True)
    (folder / "archive.yaml").write_text(
        "site: {name: Kho đo, place: Tỉnh Lam Giang}\nscope: {province: lam-giang}\n", encoding="utf-8"
    )
    (folder / "content/vocabulary/bodies.yaml").write_text(
        json.dumps(_registry(), ensure_ascii=False), encoding="utf-8"
    )
    with ProcessPoolExecutor(workers) as pool:
        steps = [(folder, seed, range(start, min(docs, start + 500))) for start in range(0, docs, 500)]
        names = [name for part in pool.map(_write_part, steps) for name in part]
    publish(folder, names, "published")


def _write_part(step: tuple[Path, int, range]) -> list[str]:
    folder, seed, indices = step
    names = []
    for index in indices:
        name, text = document(seed, index)
        path = folder / "content/documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        names.append(name)
    return names


def publish(folder: Path, names: list[str], event: str) -> None:
    """Append a line a name to the registers of receipts and of publications, chained as the archive chains them."""
    received = [f"TN-{Path(name).parent.name}-{int(Path(name).name.split('-')[0]):06d}" for name in names]
    kept = sha256(b"").hexdigest()
    _append(
        folder / "content/register/receipts.jsonl",
        [{"id": one, "sha256": kept, "channel": "file", "outcome": "accepted"} for one in received],
        hours=6,
    )
    _append(
        folder / "content/register/publications.jsonl",
        [
            {"event": event, "document": name.removesuffix(".md"), "receipt": one}
            for name, one in zip(names, received, strict=True)
        ],
    )


def _append(path: Path, lines: list[dict[str, Any]], hours: int = 0) -> None:
    """Append lines that lie so many hours apart, from 2011 on: 20,000 receipts are 14 years; else all of one instant."""
    last: dict[str, Any] = (
        json.loads(path.read_text(encoding="utf-8").splitlines()[-1]) if path.exists() else {"seq": 0, "hash": "0" * 64}
    )
    previous = last["hash"]
    with path.open("a", encoding="utf-8") as register:
        for seq, said in enumerate(lines, last["seq"] + 1):
            time = FIRST + dt.timedelta(hours=hours * seq) if hours else LAST
            line = {"v": 1, "seq": seq, "time": time.isoformat(), **said, "prev": previous}
            canonical = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            previous = sha256(canonical.encode()).hexdigest()
            register.write(json.dumps({**line, "hash": previous}, ensure_ascii=False, separators=(",", ":")) + "\n")


def _registry() -> dict[str, object]:
    organs = {"organs": [{"key": "hdnd", "name": "Hội đồng nhân dân"}]}
    rows = [
        {
            "slug": c.slug,
            "name": c.name,
            "short": c.name.split(" ", 1)[1],
            "level": c.level,
            "kind": c.level,
            "parent": c.parent,
            "organs": "all",
        }
        for c in councils()
    ]
    return {"organ_sets": {"all": organs}, "councils": rows}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write(args.folder, args.docs, args.seed)


if __name__ == "__main__":
    main()
