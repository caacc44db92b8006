"""Scores and order of the shards are those of the monolithic index that lunr.py builds and lunr.js reads."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.sharded_lunr.product import IndexedText
from tests.node import NODE
from tests.parity import built, corpus, questions

HERE = Path(__file__).parent


def compare(folder: Path, documents: list[IndexedText], asked: list[questions.Question]) -> dict[str, Any]:
    built.write(built.Folder(folder), built.numbered(documents))
    for name, folded in (("exact", False), ("folded", True)):
        (folder / f"{name}.json").write_text(json.dumps(corpus.monolith(documents, folded=folded)), encoding="utf-8")
    (folder / "questions.json").write_text(json.dumps(asked), encoding="utf-8")
    done = subprocess.run([NODE, HERE / "compare.cjs", folder], capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_thousand_questions_get_the_scores_and_the_order_of_the_monolith(tmp_path: Path) -> None:
    documents = corpus.documents(330)

    report = compare(tmp_path, documents, questions.questions(documents, 1100))

    assert report["wrong"] == []
    assert report["asked"] == 1100
    assert report["hits"] > 20_000


@pytest.mark.parametrize("count", [1, 2, 64, 65], ids=str)
def test_small_archives_are_exact_too(tmp_path: Path, count: int) -> None:
    documents = corpus.documents(count, seed=5)

    report = compare(tmp_path, documents, questions.questions(documents, 66))

    assert report["wrong"] == []
