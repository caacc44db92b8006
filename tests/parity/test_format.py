"""A reader written from docs/reference/search-format.md alone finds everything that went in."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.parity import built, corpus
from tests.parity.read import DIGITS, dictionary, inflated, lines, said, vlq, wide

DOCUMENTS = corpus.documents(70, seed=53)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("format")
    built.write(built.Folder(root), built.numbered(DOCUMENTS))
    return root / "search"


def postings(digits: str, start: int) -> dict[int, int]:
    found: dict[int, int] = {}
    numbers = iter(vlq(digits))
    slot = start - 1
    for number in numbers:
        slot += number // 2 + 1
        found[slot] = next(numbers) + 2 if number % 2 else 1
    return found


def test_every_posting_is_there(folder: Path) -> None:
    read: dict[int, list[dict[str, int]]] = defaultdict(lambda: [{} for _ in corpus.SCHEMA.fields])
    for name, start, _, bounds, _ in said(folder / "meta.js")[0]["segments"]:
        for number in range(len(bounds.split(" "))):
            for line in lines(folder / f"{name}/{number}.js"):
                term, *lists = line.split("\t")
                for field, digits in enumerate(lists):
                    for slot, often in postings(digits, start).items():
                        read[slot][field][term] = often

    assert read == {slot: [dict(counts) for counts in one.counts] for slot, one in enumerate(DOCUMENTS)}


def test_lengths_and_facets_are_there(folder: Path) -> None:
    lengths: list[tuple[int, ...]] = []
    facets: list[tuple[str, ...]] = []
    for name, *_, told in said(folder / "meta.js")[0]["segments"]:
        assert told == lines(folder / f"{name}/lengths.js")
        lengths += zip(*map(vlq, lines(folder / f"{name}/lengths.js")), strict=True)
        columns = map(json.loads, lines(folder / f"{name}/facets.js"))
        facets += zip(*([values[place] for place in vlq(places)] for values, places in columns), strict=True)

    assert lengths == [(*(sum(counts.values()) for counts in one.counts[:3]), 0) for one in DOCUMENTS]
    assert facets == [tuple(one.facets[name] for name in corpus.SCHEMA.facets) for one in DOCUMENTS]


def test_every_text_is_there(folder: Path) -> None:
    words = dictionary(folder)
    for slot, one in enumerate(DOCUMENTS):
        card, *rest = inflated(wide(folder / f"doc/0/{slot}.js")[2], words).split("\n")

        assert json.loads(card) == one.card
        assert list(_passages(rest)) == [(anchor, text) for anchor, text in one.passages]


def _passages(lines: list[str]) -> list[tuple[str, str]]:
    found, last = [], ""
    for line in lines:
        anchor, _, text = line.partition("\t")
        if anchor:
            last = last[: DIGITS.index(anchor[0])] + anchor[1:]
        found.append((last if anchor else "", text))
    return found
