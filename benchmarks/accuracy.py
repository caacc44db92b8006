"""How well the facts of documents are read: field by field against documents read by eye.

    python benchmarks/accuracy.py --gold FOLDER [--json] [--wrong]

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

"kept" is the share of words that a plain walk of the file sees and that reach the page, over all documents and for each
one that lacks some.
"""

import argparse
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

from pipeline import analyse, run, settings, text  # noqa: E402
from pipeline.document import vocabulary  # noqa: E402

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


def main() -> None:
    """Read every gold document and print the table."""
    arguments = _arguments()
    found = list(answers(arguments.gold, arguments.archive))
    if arguments.json:
        print(json.dumps({"score": score(found), "documents": found}, ensure_ascii=False, indent=1))
        return
    for kind, of_kind in _kinds(found).items():
        _print(kind, score(of_kind), len(of_kind))
        _print_kept(of_kind)
    if arguments.wrong:
        _print_wrong(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with gold.jsonl and the files")
    parser.add_argument("--archive", type=Path, default=ROOT, help="archive whose vocabulary is used")
    parser.add_argument("--json", action="store_true", help="everything as one JSON object")
    parser.add_argument("--wrong", action="store_true", help="list every answer that is not right")
    return parser.parse_args()


def answers(gold: Path, archive: Path) -> Iterator[dict[str, Any]]:
    """For each gold line: path, kind, and per field what was wanted, what was answered, and the outcome."""
    limits = settings.Settings()
    words = vocabulary.load(archive / "content" / "vocabulary")
    for line in (gold / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        with tempfile.TemporaryDirectory(prefix="accuracy-") as folder:
            reading = run.read(gold / wanted["path"], Path(folder), limits, words)
        said = analyse.answer(reading.analysis)
        scanned = wanted.get("kind") in SCANS or _image_only(reading)
        fields = {name: _judged(name, wanted[name], said[name]) for name in FIELDS if name in wanted}
        kind = "scans" if scanned else "born-digital"
        yield {"path": wanted["path"], "kind": kind, "fields": fields, "kept": _kept(reading)}


def _kept(reading: run.Reading) -> dict[str, int] | None:
    found = reading.analysis.kept if reading.analysis else None
    return {"words": found.words, "seen": found.seen} if found else None


def _image_only(reading: run.Reading) -> bool:
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
