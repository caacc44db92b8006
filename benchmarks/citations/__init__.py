"""How well citations, relations and days of effect are read: `python -m benchmarks.citations --corpus FOLDER`.

gold.jsonl holds what a person read in 60 documents of a corpus that is not the project's to publish, as hashes, places
and targets: `text` (SHA-256 of the text as `texts` makes it), `half` (tune or report: rules were written while looking
at the first alone), `citations` ([start, end, number or "", day or year or "", hash of the body]), `relations` ([type,
number or "@day" of a law by name, part, start of the paragraph that proves it]), `effect` (a day, "ky", "thong-qua" or
null), `ends`. Without the corpus nothing can be counted, and that is said.

What counts: a citation is right where its characters overlap and its number is the same (of a law by name: day or
year), with no other day; a relation where type, target and part are the same, and its evidence is a sentence of the
text that names the target; a day of effect where it is the same. "Căn cứ" and "Xét" are counted apart from what changes
a document.
"""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import text
from pipeline.analyse import bases, structure
from pipeline.document import citations, relations
from pipeline.document.citations import Citation
from pipeline.document.model import Block

GOLD = Path(__file__).parent / "gold.jsonl"
MEASURES = ("citations", "bases", "relations", "effect")
Score = dict[str, dict[str, int]]
_MARK = re.compile(
    r"(?:Điều\s+\d|\d+(?:\.\d+)*[.)]\s|\d+\.\s?[A-ZĐ]|[a-zđ]{1,2}[.)]\s|[-–+•*|#“\"]|Chương\s|CHƯƠNG"
    r"|PHỤ LỤC"
    r"|C[ăâ]n cứ|Xét |Sau khi|QUYẾT NGHỊ|QUYẾT ĐỊNH|Nghị quyết này|Nơi nhận|CHỦ TỊCH|TM\.|KT\.)"
)
_OWN_NUMBER = re.compile(r"Số\s*:\s*\d")
_HEAD_NUMBER = re.compile(
    r"^(?:Số|Luật số|Nghị quyết số)\s*:?\s*(\d+[a-z]?\s?/\s?\d{4}\s?/\s?[\wĐ&\- ]+)$", re.MULTILINE
)
_CLAUSE = re.compile(
    r"(?:Thông tư|Nghị định|Quyết định|Nghị quyết|Luật|Pháp lệnh)(?: liên tịch)?(?: số [\w/.-]+)? này[^.;]{0,120}?có"
    r" hiệu lực(?: thi hành)?(?: kể)? từ ngày"
    r" (?P<d>\d{1,2}) ?(?:tháng|[/-]) ?(?P<m>\d{1,2}) ?(?:năm|[/-]) ?(?P<y>\d{4})"
)
_BASES = ("can-cu", "xet")


def texts(corpus: Path) -> Iterator[str]:
    """The texts that gold.jsonl speaks of: resolutions from portals with their lines joined, pages of vbpl.vn."""
    for line in (corpus / "catalog.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["format"] == "md" and entry["is_hdnd"]:
            yield "\n".join(_paragraphs((corpus / entry["path"]).read_text(encoding="utf-8")))
    yield from pages(corpus)


def pages(corpus: Path) -> Iterator[str]:
    """The saved pages of vbpl.vn, a paragraph a line."""
    with gzip.open(corpus / "texts" / "vbpl_html_text.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            said = unicodedata.normalize("NFC", json.loads(line)["text"])
            yield "\n".join(re.sub(r"\s+", " ", one).strip() for one in said.splitlines() if one.strip())


def _paragraphs(raw: str) -> list[str]:
    """A portal breaks paragraphs at the width of its window: they are joined until a mark or a full stop."""
    found: list[str] = []
    for printed in unicodedata.normalize("NFC", raw).splitlines():
        line = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", printed)).strip()
        last = found[-1] if found else ""
        if line and last and _goes_on(last, line):
            found[-1] = f"{last} {line}"
        else:
            found.append(line)
    return [line for line in found if line]


def _goes_on(last: str, line: str) -> bool:
    ended = _MARK.match(line) or (last[-1] in ".;:" and line[0].isupper())
    return not ended and last.isupper() == line.isupper()


def score(corpus: Path, wrong: list[str] | None = None) -> Mapping[str, Score]:
    """Half → measure → right, missing, false; what is not right is told in `wrong`."""
    held = {hashlib.sha256(one.encode()).hexdigest(): one for one in texts(corpus)}
    found: dict[str, Score] = {half: {m: dict.fromkeys(("right", "missing", "false"), 0) for m in MEASURES} for half in
                               ("tune", "report")}  # fmt: skip
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        for measure, outcome, said in _judged(gold, held[gold["text"]]):
            found[gold["half"]][measure][outcome] += 1
            if wrong is not None and outcome != "right":
                wrong.append(f"{gold['half']} {gold['text'][:8]} {measure} {outcome}: {said}")
    return found


def clauses(corpus: Path) -> tuple[int, int, int]:
    """Of the pages whose text says one day in "… này có hiệu lực từ ngày …": how many, read so, read as another day.

    A page that is in force from its signing and says a day for a part of it alone is not read as another day.
    """
    found = [({_iso(match) for match in _CLAUSE.finditer(said)}, effect(said)) for said in pages(corpus)]
    once = [(days.pop(), read) for days, read in found if len(days) == 1]
    right = sum(day == read for day, read in once)
    return len(once), right, sum(day != read and read is not None and read[0].isdigit() for day, read in once)


def _iso(match: re.Match[str]) -> str:
    return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"


def metadata(corpus: Path) -> Iterator[str]:
    """Pages of vbpl.vn whose data contradict the head of the text: hash, the text's number, the portal's."""
    with gzip.open(corpus / "texts" / "vbpl_html_text.jsonl.gz", "rt", encoding="utf-8") as lines:
        portal = [json.loads(line)["number"] for line in lines]
    for said, stated in zip(pages(corpus), portal, strict=True):
        printed = _HEAD_NUMBER.search("\n".join(said.split("\n")[:14]))
        numbers = [citations.find(f"số {one}") for one in (printed[1], stated or "")] if printed else []
        if numbers and all(numbers) and numbers[0][0].code != numbers[1][0].code:
            name = hashlib.sha256(said.encode()).hexdigest()[:12]
            yield f"{name}: {numbers[0][0].code}, not {numbers[1][0].code}"


def _judged(gold: Mapping[str, Any], said: str) -> Iterator[tuple[str, str, str]]:
    yield from (("citations", *one) for one in _citations(gold["citations"], said))
    yield from _relations(gold["relations"], said)
    stated = effect(said)
    if gold["effect"] == stated:
        yield "effect", "right", str(stated)
    else:
        yield from (("effect", "missing", gold["effect"]),) if gold["effect"] else ()
        yield from (("effect", "false", stated),) if stated else ()


def _citations(wanted: Sequence[Sequence[Any]], said: str) -> Iterator[tuple[str, str]]:
    found, start = list[Citation](), 0
    for line in said.split("\n"):
        if not _OWN_NUMBER.match(line):
            found += (citations.moved(one, start) for one in citations.find(line))
        start += len(line) + 1
    for begin, end, number, day, body in wanted:
        hit = next((one for one in found if one.start < end and begin < one.end), None)
        if hit and _same(hit, number, day, body):
            yield "right", ""
        else:
            yield "missing", said[begin : end + 60]
    for one in found:
        hits = [w for w in wanted if w[0] < one.end and one.start < w[1]]
        if not any(_same(one, *w[2:]) for w in hits):
            yield "false", f"{said[one.start : one.end]} {one.date}"


def _same(one: Citation, number: str, day: str, body: str) -> bool:
    named = hashlib.sha256(text.slugify(one.body or "").encode()).hexdigest()[:8] if one.body else ""
    told = one.date.isoformat() if one.date else str(one.year or "")
    right_day = told == day if not number else one.date is None or told == day
    return _compact(one.code) == _compact(number) and right_day and (not body or not named or named == body)


def _compact(code: str) -> str:
    return re.sub(r"\W", "", code).lower()


def _relations(wanted: Sequence[Sequence[Any]], said: str) -> Iterator[tuple[str, str, str]]:
    keys = [(kind, _compact(code), part) for kind, code, part, _ in wanted]
    stated = relations.find("", structure.passages([Block(line) for line in said.split("\n")]))
    told = {(one.type, _compact(one.citation.code or _by_day(one.citation)), one.part): one for one in stated}
    for key in keys:
        proved = key in told and _proves(told[key], said)
        measure = "bases" if key[0] in _BASES else "relations"
        yield measure, "right" if key in told else "missing", f"{key}"
        if key in told and not proved and measure == "relations":
            yield measure, "false", f"evidence of {key}: {told[key].evidence[:90]}"
    for key, one in told.items():
        if key not in keys:
            yield "bases" if key[0] in _BASES else "relations", "false", f"{key}: {one.evidence[:160]}"


def _proves(act: relations.NamedRelation, said: str) -> bool:
    """Whether the evidence is printed so, and names the document; an article and a clause of it are two sentences."""
    printed = all(one in said for one in act.evidence.removesuffix(" …").split(" … "))
    return printed and any(one.key == act.citation.key for one in citations.find(act.evidence))


def _by_day(one: Citation) -> str:
    return f"@{one.date or one.year}"


def effect(said: str) -> str | None:
    """The day of effect as a text states it: a day, "ky" or "thong-qua"."""
    stated = bases.effect(structure.passages([Block(line) for line in said.split("\n")]))
    return stated.date.isoformat() if stated.date else stated.starts


def table(found: Mapping[str, Score]) -> Iterable[str]:
    """The lines that are printed: precision and recall in hundredths."""
    yield f"{'half':8}{'measure':12}{'right':>7}{'missing':>9}{'false':>7}{'precision':>11}{'recall':>8}"
    for half, measures in found.items():
        for measure, n in measures.items():
            precision, recall = (
                n["right"] / max(1, n["right"] + n["false"]),
                n["right"] / max(1, n["right"] + n["missing"]),
            )
            yield (
                f"{half:8}{measure:12}{n['right']:7}{n['missing']:9}{n['false']:7}{100 * precision:11.1f}"
                f"{100 * recall:8.1f}"
            )
