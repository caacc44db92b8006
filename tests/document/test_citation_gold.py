"""What a person read in real documents is found again: citations, relations, days of effect; nothing falls back."""

import json
import re

from benchmarks import citations
from tests.shared import SHARED

GOLD = [json.loads(line) for line in citations.GOLD.read_text(encoding="utf-8").splitlines()]
LEAST = {"citations": (0.99, 0.99), "bases": (0.99, 0.97), "relations": (0.99, 0.96), "effect": (0.99, 0.99)}


def test_the_gold_holds_targets_and_places_and_no_sentence() -> None:
    assert [sum(one["half"] == half for one in GOLD) for half in ("tune", "report")] == [30, 30]
    for one in GOLD:
        printed = " ".join(str(value) for line in (*one["citations"], *one["relations"]) for value in line)
        assert not re.search(r"[^\W\d_]+ [^\W\d_]+ [^\W\d_]+ [^\W\d_]+ [a-zà-ỹ]+ [a-zà-ỹ]+ [a-zà-ỹ]+", printed)


def test_real_documents_are_read_as_a_person_read_them() -> None:
    corpora = [SHARED / "corpus"] if SHARED and (SHARED / "corpus" / "catalog.jsonl").is_file() else []
    for half, measures in (item for corpus in corpora for item in citations.score(corpus).items()):
        for measure, (precision, recall) in LEAST.items():
            n = measures[measure]
            assert n["right"] >= precision * (n["right"] + n["false"]), (half, measure)
            assert n["right"] >= recall * (n["right"] + n["missing"]), (half, measure)
