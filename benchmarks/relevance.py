"""Does the search find what was meant? `python -m benchmarks.relevance [--site OUTPUT --questions FOLDER] [--json]`.

Without options it builds an index of the invented documents of questions.json and asks their questions. With them it
asks a built site the questions of a folder: queries.json (`set`, `q`, `rel`: slots of the right documents, from 0 as
they were made; `doc`: the one meant) and judged.json (degrees 0 to 2 for the questions of set f; one without any right
document is left out). Questions go through the scripts of the search page (ask.cjs). What counts is the reciprocal rank
of the first right document among ten, nDCG@10 for what was judged, and for phrases put in quotes whether they are
found, or the answer says that not all texts were read. Each set is parted in two by the document meant, so that whoever
tunes on one half sees the other.

`--texts docs.jsonl` (`title` and `passages` of each slot) says where phrases really stand: texts that were put together
by chance are not those of which the phrases were taken, and one that stands nowhere is rightly denied.
"""

import argparse
import datetime as dt
import hashlib
import json
import math
import statistics
import subprocess
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import playwright

from plugins import archive_alike, archive_facts, archive_search, sharded_lunr
from plugins.sharded_lunr.site import OutputFolder
from plugins.sharded_lunr.words import words

HERE = Path(__file__).parent
NODE = str(Path(playwright.__file__).parent / "driver" / "node")
OWN = HERE / "questions.json"
HALVES = ("tuned", "held out")
Question = Mapping[str, Any]
Judged = Mapping[str, Mapping[str, int]]
PHRASES = ("h", "h-", "phrase")
_NAMED = ("council", "type")


def build(documents: Sequence[Mapping[str, Any]], target: Path) -> None:
    """Write the index of documents (code, date, title, text; council and type by name) to `target`/search."""
    alike = archive_alike.load(Path("no archive's own rows"))
    packer = sharded_lunr.Packer(archive_search.dictionary())
    plan = sharded_lunr.IndexPlan(archive_search.SCHEMA, packer, labels=lambda _: _labels(documents))
    folder, products = OutputFolder(target), {}
    for slot, one in enumerate(documents):
        lines = [("dieu-1", f"Điều 1. {one['title']}"), *(("", line) for line in one["text"])]
        said = "\n".join(line for _, line in lines)
        card = {"path": f"{slot}.html", "title": one["title"], "code": one["code"], "date": one["date"]}
        card |= {kind: one[kind] for kind in _NAMED if kind in one}
        number = sharded_lunr.number_terms(one["code"], int(one["date"][:4]))
        issued = dt.date.fromisoformat(one["date"])
        number.update(archive_search.day_terms(issued))
        told = archive_facts.facts(one.get("council", ""), one.get("organ", ""), one.get("type", ""), issued)
        pairs = archive_search.pairs(one["title"], alike, told)
        counts = archive_search.counts(one["title"], number, said, pairs)
        document = sharded_lunr.IndexedText(counts, card, lines)
        products[slot] = sharded_lunr.encode(sharded_lunr.make(document, plan.schema))
        folder.write(*sharded_lunr.text(plan, slot, sharded_lunr.text_of(document)))
    entries = [sharded_lunr.SegmentEntry(slot, hashlib.sha256(data).digest()) for slot, data in products.items()]
    sharded_lunr.write(plan, entries, products.__getitem__, folder)


def _labels(documents: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """The facets by which questions name councils and types; each value is its own name."""
    return {
        "facets": [
            {"name": kind, "values": {one[kind]: one[kind] for one in documents if kind in one}} for kind in _NAMED
        ]
    }


def standing(questions: Iterable[Question], texts: Sequence[Mapping[str, Any]]) -> Iterator[Question]:
    """The questions, phrases with the slots of the documents in which they stand; without those that stand in none."""
    plain = [_Lines(one, sharded_lunr.fold) for one in texts]
    typed = [_Lines(one, str) for one in texts]
    for one in questions:
        if one["set"] not in PHRASES:
            yield one
        elif found := [n for n, lines in enumerate(plain if one["set"] == "h-" else typed) if lines.hold(one["q"])]:
            yield {**one, "rel": found}


class _Lines:
    """The words of a document, as they are spelt by `form`."""

    def __init__(self, document: Mapping[str, Any], form: Callable[[str], str]) -> None:
        self._form = form
        self._lines = [self._spaced(line) for line in (document["title"], *document["passages"])]

    def hold(self, phrase: str) -> bool:
        return any(self._spaced(phrase) in line for line in self._lines)

    def _spaced(self, line: str) -> str:
        return f" {' '.join(map(self._form, words(line)))} "


def ask(site: Path, questions: Sequence[str]) -> list[dict[str, Any]]:
    """What the search page's scripts answer; see ask.cjs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "questions.json")
        file.write_text(json.dumps(questions), encoding="utf-8")
        said = subprocess.check_output([NODE, HERE / "ask.cjs", site, file], encoding="utf-8")
    return json.loads(said)  # type: ignore[no-any-return]


def own() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The invented documents, and their questions in the form of queries.json."""
    read = json.loads(OWN.read_text(encoding="utf-8"))
    places = {one["code"]: slot for slot, one in enumerate(read["documents"])}
    questions = [{**one, "rel": [places[code] for code in one["right"]]} for one in read["questions"]]
    return read["documents"], [{**one, "doc": one["rel"][0]} for one in questions]


def measured(site: Path, questions: Sequence[Question], judged: Judged, first: int) -> dict[str, Any]:
    """For each set its worth on either half and how many questions; and what questions cost.

    `first`: the slot of document 0.
    """
    quoted = [{**one, "set": f"“{one['set']}”", "q": f'"{one["q"]}"'} for one in questions if one["set"] in PHRASES]
    answerable = [one for one in questions if one.get("id") not in judged or any(judged[one["id"]].values())]
    asked = [*answerable, *quoted]
    answers = ask(site, [one["q"] for one in asked])
    worth: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for question, answer in zip(asked, answers, strict=True):
        slots = [slot - first for slot in answer["slots"]]
        half = zlib.crc32(str(question.get("doc", question.get("id"))).encode()) % 2
        worth[question["set"]][half].append(_worth(question, answer, slots, judged))
    cost = {name: _spread(answer[name] for answer in answers) for name in ("found", "shown", "ms", "first", "texts")}
    return {"sets": {name: [(_mean(half), len(half)) for half in halves] for name, halves in worth.items()}, **cost}


def _worth(question: Question, answer: Mapping[str, Any], slots: list[int], judged: Judged) -> float:
    if question.get("id") in judged:
        degrees = judged[question["id"]]
        best = sorted(degrees.values(), reverse=True)[:10]
        return _gain(degrees.get(str(slot), 0) for slot in slots) / (_gain(best) or 1)
    found: float = next((1 / place for place, slot in enumerate(slots, 1) if slot in question["rel"]), 0.0)
    if question["set"].startswith("“"):
        return float(found > 0 or bool(answer["partly"]))
    return found


def _gain(degrees: Iterable[int]) -> float:
    return sum((2.0**degree - 1) / math.log2(place + 1) for place, degree in enumerate(degrees, 1))


def _mean(values: Sequence[float]) -> float | None:
    return round(statistics.fmean(values), 3) if values else None


def _spread(values: Iterable[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"median": statistics.median(ordered), "p95": ordered[int(len(ordered) * 0.95)]}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a built site; slots are counted from 1 there, as its register does")
    parser.add_argument("--questions", type=Path, help="a folder with queries.json and judged.json")
    parser.add_argument("--texts", type=Path, help="docs.jsonl: the texts of the site, by slot")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.site and args.questions:
        questions = json.loads((args.questions / "queries.json").read_text(encoding="utf-8"))
        judged = json.loads((args.questions / "judged.json").read_text(encoding="utf-8"))
        if args.texts:
            texts = [json.loads(line) for line in args.texts.read_text(encoding="utf-8").splitlines()]
            questions = list(standing(questions, texts))
        result = measured(args.site, questions, judged, first=1)
    else:
        documents, questions = own()
        with tempfile.TemporaryDirectory() as folder:
            build(documents, Path(folder))
            result = measured(Path(folder), questions, {}, first=0)
    print(json.dumps(result, ensure_ascii=False) if args.json else _table(result))


def _table(result: Mapping[str, Any]) -> str:
    lines = [f"{'set':18} {HALVES[0]:>14} {HALVES[1]:>14}"]
    for name, halves in result["sets"].items():
        lines.append(f"{name:18} " + " ".join(f"{'–' if mean is None else mean:>8} ({n:3})" for mean, n in halves))
    lines += [f"{name}: {result[name]}" for name in ("found", "shown", "ms", "first", "texts")]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
