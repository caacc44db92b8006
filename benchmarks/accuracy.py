"""How well the facts of documents are read: field by field against documents read by eye.

    python -m benchmarks.accuracy --gold FOLDER [--json] [--wrong] [--last FILE] [--save FILE]
    python -m benchmarks.accuracy --publish real --gold FOLDER     figures of the public page, benchmarks/accuracy.json
    python -m benchmarks.accuracy --publish invented               the same of the project's own gold (benchmarks.gold)

FOLDER holds gold.jsonl (one object a line: `path` relative to FOLDER, the fields of `hdnd check --json`, null where the
document does not say) and the files. Each file goes the way of `hdnd check`: ingest, extract, gate, analyse.

How answers are compared:
    dates, level, n_dieu, is_draft       equal
    number, code, notation               equal as codes: leading zeros, Đ and D, dashes and spaces apart
    trich_yeu, first_legal_basis         normalised text similar to 0.95 or more
    names (body, place, type, signer …)  equal without case, marks, punctuation
    addressee                            normalised text similar to 0.90 or more, "(left blank)" counts as null
Outcomes: right; missing (the document says it, the answer is null); wrong (another value); false (said though the
document does not say it). right includes null answered as null only in the column "silent".

--save writes what was answered; --last names every answer that is another one than in such a file.

"kept" is the share of words that a plain walk of the file sees and that reach the page, over all documents and for each
one that lacks some.
"""

import argparse
import datetime as dt
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import gold as invented  # noqa: E402
from pipeline import analyse, run, settings, text  # noqa: E402
from pipeline.document import vocabulary, zone  # noqa: E402
from pipeline.document.model import Reading  # noqa: E402

FIELDS = (
    "body", "parent_body", "level", "number", "notation", "code", "issue_date", "place", "doc_type", "trich_yeu",
    "signer_name", "signer_title", "signing_form", "n_dieu", "first_legal_basis", "addressee", "secrecy", "urgency",
    "is_draft",
)  # fmt: skip
EXACT = {"issue_date", "level", "n_dieu", "is_draft"}
CODES = {"number", "code", "notation"}
SIMILAR = {"trich_yeu": 0.95, "first_legal_basis": 0.95, "addressee": 0.90}
OUTCOMES = ("right", "missing", "wrong", "false", "silent")
SCANS = {"scan", "image"}
SCANS_OF_ITS_OWN = 24  # in the invented gold whose figures are published
PUBLISHED = ROOT / "benchmarks/accuracy.json"


def main() -> None:
    """Read every gold document and print the table."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.gold is None:
            invented.write(Path(folder), SCANS_OF_ITS_OWN)
            arguments.gold, arguments.archive = Path(folder), Path(folder, "kho")
        found = list(answers(arguments.gold, arguments.archive))
    if arguments.save:
        arguments.save.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    if arguments.publish:
        publish(arguments.publish, found)
    if arguments.json:
        print(json.dumps({"score": score(found), "documents": found}, ensure_ascii=False, indent=1))
        return
    for kind, of_kind in _kinds(found).items():
        _print(kind, score(of_kind), len(of_kind))
        _print_kept(of_kind)
    _print_files(by_file(found))
    if arguments.wrong:
        _print_wrong(found)
    if arguments.last:
        _print_changes(json.loads(arguments.last.read_text(encoding="utf-8")), found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--gold", type=Path, help="folder with gold.jsonl and the files; without it the invented gold")
    parser.add_argument("--save", type=Path, help="write the answers to this file")
    parser.add_argument("--last", type=Path, help="answers that --save wrote before: name what is answered otherwise")
    parser.add_argument("--publish", choices=("invented", "real"), help="put the figures on the public page")
    parser.add_argument("--archive", type=Path, default=ROOT, help="archive whose vocabulary is used")
    parser.add_argument("--json", action="store_true", help="everything as one JSON object")
    parser.add_argument("--wrong", action="store_true", help="list every answer that is not right")
    return parser.parse_args()


def answers(gold: Path, archive: Path) -> Iterator[dict[str, Any]]:
    """For each gold line: path, kind, and per field what was wanted, what was answered, and the outcome."""
    today = zone.day(dt.datetime.now().astimezone())
    own = settings.Settings(address=settings.load(ROOT).address)
    reader = run.ReadingContext(own, vocabulary.load(archive / "content" / "vocabulary"), today)
    for line in (gold / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        with tempfile.TemporaryDirectory(prefix="accuracy-") as folder:
            reading = run.read(gold / wanted["path"], Path(folder), reader)
        said = analyse.answer(reading.analysis)
        scanned = wanted.get("kind") in SCANS or _image_only(reading)
        fields = {name: _judged(name, wanted[name], said[name]) for name in FIELDS if name in wanted}
        kind = "scans" if scanned else "born-digital"
        held = any(finding.stops for finding in reading.findings)
        file = str(wanted.get("kind") or Path(wanted["path"]).suffix.lstrip("."))
        yield {
            "path": wanted["path"], "kind": kind, "file": file, "held": held, "fields": fields, "kept": _kept(reading),
        }  # fmt: skip


def _kept(reading: Reading) -> dict[str, int] | None:
    found = reading.analysis.kept if reading.analysis else None
    return {"words": found.words, "seen": found.seen} if found else None


def _image_only(reading: Reading) -> bool:
    """A Word file that holds only pictures of pages is a scan as well."""
    blocks = [block for extraction in reading.extractions.values() for block in extraction.visible]
    return bool(blocks) and all(block.method.value == "ocr" for block in blocks)


def _judged(name: str, wanted: Any, said: Any) -> dict[str, Any]:
    wanted = None if isinstance(wanted, str) and "left blank" in wanted else wanted
    if wanted is None:
        outcome = "silent" if said is None else "false"
    elif said is None:
        outcome = "missing"
    else:
        outcome = "right" if same(name, wanted, said) else "wrong"
    return {"wanted": wanted, "said": said, "outcome": outcome}


def same(name: str, wanted: Any, said: Any) -> bool:
    """Whether an answer counts as right (rules in the module's docstring)."""
    if name in EXACT:
        return bool(wanted == said)
    if name in CODES:
        return _code(str(wanted)) == _code(str(said))
    first, second = _words(str(wanted)), _words(str(said))
    if name in SIMILAR:
        return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= SIMILAR[name]
    return first == second


def _code(said: str) -> str:
    first, slash, rest = re.sub(r"\s+", "", text.fold(text.plain_dashes(text.latin(said)))).partition("/")
    return f"{first.lstrip('0')}{slash}{rest}"


def _words(said: str) -> str:
    return " ".join(re.findall(r"\w+", text.fold(text.old_tones(text.one_line(said)))))


def _kinds(found: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {kind: [one for one in found if one["kind"] == kind] for kind in ("born-digital", "scans")}


def score(found: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Outcomes counted by field."""
    return {
        name: {o: sum(one["fields"].get(name, {}).get("outcome") == o for one in found) for o in OUTCOMES}
        for name in FIELDS
    }


def by_file(found: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Documents, outcomes over all fields, and how many passed the gate with a wrong value, by kind of file."""
    table: dict[str, dict[str, int]] = {}
    for one in found:
        row = table.setdefault(one["file"], dict.fromkeys(("documents", *OUTCOMES[:4], "passed_wrong"), 0))
        outcomes = [field["outcome"] for field in one["fields"].values()]
        row["documents"] += 1
        row |= {name: row[name] + outcomes.count(name) for name in OUTCOMES[:4]}
        row["passed_wrong"] += not one["held"] and any(outcome in ("wrong", "false") for outcome in outcomes)
    return dict(sorted(table.items()))


def figures(found: list[dict[str, Any]]) -> dict[str, Any]:
    """What the public page shows of a set: by kind of file, and by field and kind."""
    fields = {}
    for kind, of_kind in _kinds(found).items():
        counted = {name: {o: row[o] for o in OUTCOMES[:4]} for name, row in score(of_kind).items()}
        fields[kind] = {name: row for name, row in counted.items() if any(row.values())}
    return {"files": by_file(found), "fields": fields}


def publish(name: str, found: list[dict[str, Any]]) -> None:
    """Put the figures of a set, with today's date, among those of the public page (`python -m docs.generate`)."""
    kept = json.loads(PUBLISHED.read_text(encoding="utf-8")) if PUBLISHED.is_file() else {}
    kept[name] = {"measured": dt.datetime.now(dt.UTC).date().isoformat(), **figures(found)}
    PUBLISHED.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def changes(last: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    """Document, field, outcome before, outcome now, where they differ; documents of one run alone are left out."""
    before = {one["path"]: one["fields"] for one in last}
    for one in found:
        for name, field in one["fields"].items():
            old = before.get(one["path"], {}).get(name, field)
            if (old["outcome"], old["said"]) != (field["outcome"], field["said"]):
                yield one["path"], name, old["outcome"], field["outcome"]


def _print_changes(last: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    rows = list(changes(last, found))
    print(f"\n{len(rows)} answers are others than in the last run")
    for row in rows:
        print("  {}  {}: {} → {}".format(*row))


def _print_files(table: dict[str, dict[str, int]]) -> None:
    columns = ("documents", *OUTCOMES[:4], "passed_wrong")
    print(f"\n{'kind of file':20}" + "".join(f"{name:>14}" for name in columns))
    for file, row in table.items():
        print(f"{file[:20]:20}" + "".join(f"{row[name]:14}" for name in columns))


def _print(kind: str, counted: dict[str, dict[str, int]], documents: int) -> None:
    print(f"\n{kind}: {documents} documents")
    print(f"{'field':20}" + "".join(f"{name:>9}" for name in OUTCOMES))
    for name, outcomes in counted.items():
        print(f"{name:20}" + "".join(f"{outcomes[o]:9}" for o in OUTCOMES))
    totals = {o: sum(outcomes[o] for outcomes in counted.values()) for o in OUTCOMES}
    print(f"{'all':20}" + "".join(f"{totals[o]:9}" for o in OUTCOMES))
    stated = totals["right"] + totals["missing"] + totals["wrong"]
    untrue = totals["wrong"] + totals["false"]
    print(f"right of what is stated: {totals['right'] / max(stated, 1):.1%}; said wrongly: {untrue}")


def _print_kept(found: list[dict[str, Any]]) -> None:
    counted = [(one["kept"], one["path"]) for one in found if one["kept"]]
    words, seen = (sum(kept[name] for kept, _ in counted) for name in ("words", "seen"))
    print(f"kept {words / max(seen, 1):.1%} of the words of {len(counted)} documents")
    for kept, path in counted:
        if kept["words"] < 0.95 * kept["seen"]:
            print(f"  {kept['words'] / kept['seen']:.0%} of {kept['seen']} words  {path}")


def _print_wrong(found: list[dict[str, Any]]) -> None:
    for one in found:
        for name, field in one["fields"].items():
            if field["outcome"] in ("missing", "wrong", "false"):
                print(f"\n{one['path']}\n  {name}: {field['outcome']}")
                print(f"    wanted {field['wanted']!r}\n    said   {field['said']!r}")


if __name__ == "__main__":
    main()
