"""Words in quotes are found where they stand side by side, and nowhere else."""

import itertools
import json
import random
import subprocess
from pathlib import Path

from benchmarks import relevance
from plugins.sharded_lunr import words
from plugins.sharded_lunr.product import IndexedText
from tests.node import NODE
from tests.parity import built, corpus

HERE = Path(__file__).parent


def test_phrases_agree_with_reading_every_document(tmp_path: Path) -> None:
    documents = corpus.documents(90, seed=41)
    lines = [[words.words(line) for line in _lines(one)] for one in documents]
    phrases = _phrases(lines, random.Random(2), 120)
    built.write(built.Folder(tmp_path), built.numbered(documents))
    (tmp_path / "questions.json").write_text(
        json.dumps([f'"{" ".join(phrase)}"' for phrase in phrases]), encoding="utf-8"
    )

    done = subprocess.run(
        [NODE, HERE / "ask.cjs", tmp_path, f"@{tmp_path}/questions.json"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    for phrase, found in zip(phrases, json.loads(done.stdout), strict=True):
        typed = {one["slot"] for one in found if one["tier"] in ("typed", "all")}
        assert typed == {slot for slot, one in enumerate(lines) if any(_stands(line, phrase) for line in one)}, phrase
        assert all(_marked(one, phrase) for one in found if one["excerpt"] and one["tier"] == "typed")


def _lines(document: IndexedText) -> list[str]:
    return [str(document.card["title"]), *(text for _, text in document.passages)]


def test_a_phrase_that_may_stand_in_a_text_not_read_is_not_denied(tmp_path: Path) -> None:
    many = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-01-02", "title": f"Về việc {i}", "text": ["đá hoa " * 9]}
        for i in range(140)
    ]
    long = ["dài dòng " * 400, "hoa đá"]
    relevance.build([*many, {"code": "9/BC-HĐND", "date": "2024-01-02", "title": "Khác", "text": long}], tmp_path)

    few, whole = relevance.ask(tmp_path, ['"hoa đá hoa đá dòng"', '"hoa đá đá"'])

    assert (few["slots"], few["partly"]) == ([], False)
    assert (whole["slots"], whole["partly"]) == ([], True)


def test_another_spelling_is_not_marked_beside_the_words_that_were_meant(tmp_path: Path) -> None:
    texts = {
        "Vốn đầu tư của xã Dầu Lam; tư vấn chọn đất đầu làng.": ["đầu tư", "tư", "đầu"],
        "Dầu Lam cách Tứ Bình một ngày đường.": ["Dầu", "Tứ"],
        "Tiền đậu tù và đầu tư của Dầu Lam.": ["đậu tù", "đầu tư"],
    }
    lines = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-01-02", "title": f"Việc {i}", "text": [text]}
        for i, text in enumerate(texts, 1)
    ]
    relevance.build(lines, tmp_path)

    asked = [NODE, str(HERE / "ask.cjs"), str(tmp_path), "dau tu"]
    (found,) = json.loads(subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout)

    marked = {one["slot"]: [p["text"] for p in one["excerpt"]["pieces"] if p["hit"]] for one in found}
    assert {slot: marked[slot] for slot in sorted(marked)} == dict(enumerate(texts.values()))


def test_texts_far_less_likely_to_have_a_phrase_are_not_read_for_it(tmp_path: Path) -> None:
    near = ["dọc bến phà ngang"]
    far = [" ".join(["đá hoa " * 300, word, "đá hoa " * 300]) for word in ("bến", "phà", "ngang", "dọc")]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-01-02", "title": f"Về việc {i}", "text": near if i < 14 else far}
        for i in range(44)
    ]
    relevance.build(documents, tmp_path)

    (asked,) = relevance.ask(tmp_path, ["bến phà ngang dọc"])

    assert asked["texts"] == 14, "forty-four have all words"


def _phrases(lines: list[list[list[str]]], rng: random.Random, count: int) -> list[list[str]]:
    """Pairs and triples with marks, most of them out of a document, some put together from two."""
    texts = [line for one in lines for line in one if len(line) > 8]
    found: list[list[str]] = []
    while len(found) < count:
        line, size = rng.choice(texts), rng.choice((2, 2, 3))
        start = rng.randrange(len(line) - size)
        phrase = line[start : start + size]
        phrase = phrase if rng.random() < 0.8 else phrase[::-1]
        if any(words.fold(word) != word for word in phrase) and not any("/" in word for word in phrase):
            found.append(phrase)
    return found


def _stands(line: list[str], phrase: list[str]) -> bool:
    return any(line[at : at + len(phrase)] == phrase for at in range(len(line)))


def _marked(found: dict[str, dict[str, list[dict[str, str]]]], phrase: list[str]) -> bool:
    marks = [words.words(piece["text"]) for piece in found["excerpt"]["pieces"] if piece["hit"]]
    return bool(set(itertools.chain(*marks)) & set(phrase))
