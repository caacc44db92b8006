"""The index after any history is the index built from nothing; a new document rewrites little."""

import itertools
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.sharded_lunr import Product, fold, index, segments
from tests.parity import built, corpus

Slots = dict[int, Product]
PRODUCTS = corpus.products(corpus.documents(90, seed=31), built.PACKER)


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
        old = dict(slots)
        _change(slots, rng, step)
        fresh = {slot for slot, product in slots.items() if old.get(slot) is not product}
        before = built.write(folder, sorted(slots.items()), before, fresh)
        folder.sweep()

        full = built.Folder(tmp_path / f"full{step}")
        built.write(full, sorted(slots.items()), fresh=slots)
        assert folder.files() == full.files()


def test_one_new_document_touches_few_files(tmp_path: Path) -> None:
    folder = built.Folder(tmp_path)
    many = [(slot, PRODUCTS[slot % 90]) for slot in range(1100)]
    before = built.write(folder, many, fresh=range(1100))
    folder.sweep()

    built.write(folder, [*many, (1100, PRODUCTS[3])], before, fresh={1100})

    assert len(folder.written) <= 10
    assert sum((tmp_path / path).stat().st_size for path in folder.written) < 200_000
    assert len([path for path in folder.written if "/doc/" in path]) == 1


def test_a_folded_group_is_never_split_and_bounds_say_where_it_is(tmp_path: Path) -> None:
    shards: list[list[str]] = []
    built.write(built.Folder(tmp_path), list(enumerate(PRODUCTS)), fresh=range(90))
    name = max(
        (path for path in tmp_path.glob("search/*") if path.is_dir()), key=lambda path: len(list(path.iterdir()))
    ).name
    for number in range(len(list(tmp_path.glob(f"search/{name}/[0-9]*.js")))):
        text = (tmp_path / f"search/{name}/{number}.js").read_text(encoding="utf-8")
        rows = json.loads(f"[{text.removeprefix('hdnd.shard(').rstrip().removesuffix(')')}]")[2]
        shards.append([fold(term) for term in rows[:: len(corpus.SCHEMA.fields) + 1]])

    assert len(shards) > 2
    assert all(shard == sorted(shard) for shard in shards)
    assert all(last[-1] < first[0] for last, first in itertools.pairwise(shards))


def test_a_product_comes_back_as_it_was_kept() -> None:
    for product in PRODUCTS:
        assert corpus.product.decode(corpus.product.encode(product)) == product


def _change(slots: Slots, rng: random.Random, step: int) -> None:
    """Publish some, change one, withdraw one, purge one."""
    start = max(slots, default=-1) + 1 + rng.randrange(3)
    for slot in range(start, start + rng.choice((1, 2, 30))):
        slots[slot] = rng.choice(PRODUCTS)
    if step % 3 == 1:
        slots[rng.choice(list(slots))] = rng.choice(PRODUCTS)
    if step % 4 == 2:
        slot = rng.choice(list(slots))
        slots[slot] = corpus.withdrawn(slots[slot])
    if step % 4 == 3:
        del slots[rng.choice(list(slots))]
