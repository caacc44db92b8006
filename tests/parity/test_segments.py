"""The index after any history is the index built from nothing; a new document rewrites little."""

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.sharded_lunr import IndexedText, decode, encode, fold, index, make, segments
from tests.parity import built, corpus, read

Slots = dict[int, IndexedText]
DOCUMENTS = corpus.documents(90, seed=31)


@given(st.integers(min_value=0, max_value=200_000))
def test_stretches_cover_all_slots_once(end: int) -> None:
    found = list(segments.stretches(end))

    assert [one.start for one in found] == [0, *(one.stop for one in found)][: len(found)]
    assert (found[-1].stop if found else 0) == end
    assert len(found) <= end // segments.STEPS[0] + 3


@given(st.integers(min_value=0, max_value=200_000))
def test_the_next_document_leaves_all_but_the_last_stretches(end: int) -> None:
    before, after = set(segments.stretches(end)), list(segments.stretches(end + 1))

    if (end + 1) % 32:
        assert set(after[:-1]) <= before
        assert after[-1].stop - after[-1].start < 32


@pytest.mark.parametrize("seed", range(3))
def test_any_history_gives_the_bytes_of_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    folder = built.Folder(tmp_path / "kept")
    slots: Slots = {}
    before: index.Written | None = None
    for step in range(8):
        _change(slots, rng, step)
        before = built.write(folder, slots, before)
        folder.sweep()

        full = built.Folder(tmp_path / f"full{step}")
        built.write(full, slots)
        assert folder.files() == full.files()


def test_one_new_document_touches_few_files(tmp_path: Path) -> None:
    folder = built.Folder(tmp_path)
    many = {slot: DOCUMENTS[slot % 90] for slot in range(1100)}
    before = built.write(folder, many)
    folder.sweep()

    built.write(folder, many | {1100: DOCUMENTS[3]}, before)

    assert len(folder.written) <= 10
    assert sum((tmp_path / path).stat().st_size for path in folder.written) < 200_000
    assert len([path for path in folder.written if "/doc/" in path]) == 1


def test_a_folded_group_is_never_split_and_bounds_say_where_it_is(tmp_path: Path) -> None:
    shards: list[list[str]] = []
    built.write(built.Folder(tmp_path), {slot: DOCUMENTS[slot % 90] for slot in range(600)})
    name = max(
        (path for path in tmp_path.glob("search/*") if path.is_dir()), key=lambda path: len(list(path.iterdir()))
    ).name
    for number in range(len(list(tmp_path.glob(f"search/{name}/[0-9]*.js")))):
        lines = read.lines(tmp_path / f"search/{name}/{number}.js")
        shards.append([fold(line.split("\t")[0]) for line in lines])

    assert len(shards) > 2
    assert all(shard == sorted(shard) for shard in shards)
    assert all(last[-1] < first[0] for last, first in itertools.pairwise(shards))


def test_a_product_comes_back_as_it_was_kept() -> None:
    for document in DOCUMENTS:
        product = make(document, corpus.SCHEMA)
        assert decode(encode(product)) == product


def _change(slots: Slots, rng: random.Random, step: int) -> None:
    """Publish some, change one, withdraw one."""
    start = max(slots, default=-1) + 1 + rng.randrange(3)
    for slot in range(start, start + rng.choice((1, 2, 30))):
        slots[slot] = rng.choice(DOCUMENTS)
    if step % 3 == 1:
        slots[rng.choice(list(slots))] = rng.choice(DOCUMENTS)
    if step % 4 >= 2:
        del slots[rng.choice(list(slots))]
