"""A reader written from docs/reference/search-format.md alone finds everything that went in."""

import json
import zlib
from base64 import b85decode
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.parity import built, corpus

DOCUMENTS = corpus.documents(70, seed=53)
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("format")
    built.write(built.Folder(root), list(enumerate(corpus.products(DOCUMENTS, built.PACKER))), fresh=range(70))
    return root / "search"


def said(path: Path) -> list[Any]:
    """What a file calls with."""
    text = path.read_text(encoding="utf-8")
    return json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")  # type: ignore[no-any-return]


def vlq(digits: str) -> list[int]:
    found, value, shift = [], 0, 0
    for digit in map(DIGITS.index, digits):
        value += (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(value)
            value, shift = 0, 0
    return found


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
    for name, start, _, bounds in said(folder / "meta.js")[0]["segments"]:
        for number in range(len(bounds.split(" "))):
            _, _, rows = said(folder / f"{name}/{number}.js")
            for at in range(0, len(rows), 4):
                for field, digits in enumerate(rows[at + 1 : at + 4]):
                    for slot, often in postings(digits, start).items():
                        read[slot][field][rows[at]] = often

    assert read == {slot: [dict(counts) for counts in one.counts] for slot, one in enumerate(DOCUMENTS)}


def test_lengths_and_facets_are_there(folder: Path) -> None:
    lengths: list[tuple[int, ...]] = []
    facets: list[tuple[str, ...]] = []
    for name, *_ in said(folder / "meta.js")[0]["segments"]:
        lengths += zip(*map(vlq, said(folder / f"{name}/lengths.js")[1]), strict=True)
        columns = said(folder / f"{name}/facets.js")[1]
        facets += zip(*([values[place] for place in vlq(places)] for values, places in columns), strict=True)

    assert lengths == [tuple(sum(counts.values()) for counts in one.counts) for one in DOCUMENTS]
    assert facets == [tuple(one.facets[name] for name in corpus.SCHEMA.facets) for one in DOCUMENTS]


def test_every_text_is_there(folder: Path) -> None:
    dictionary, size = said(folder / "meta.js")[0]["dictionary"]
    start = b85decode(said(folder / f"{dictionary}.js")[1])
    for slot, one in enumerate(DOCUMENTS):
        stream = start + b85decode(said(folder / f"doc/0/{slot}.js")[1])
        card, *lines = zlib.decompress(stream, -15)[size:].decode().split("\n")

        assert json.loads(card) == one.card
        assert list(_passages(lines)) == [(anchor, text) for anchor, text in one.passages]


def _passages(lines: list[str]) -> list[tuple[str, str]]:
    found, last = [], ""
    for line in lines:
        anchor, _, text = line.partition("\t")
        if anchor:
            last = last[: DIGITS.index(anchor[0])] + anchor[1:]
        found.append((last if anchor else "", text))
    return found
