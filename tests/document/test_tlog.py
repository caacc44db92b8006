"""The tree and the notes of the transparency log, against the recursive words of RFC 6962 and its published vectors."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import tlog
from tests.merkle import included, mth

# Leaves and roots of the test vectors of Certificate Transparency (RFC 6962 implementations share them).
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
entries = st.lists(st.binary(max_size=40), min_size=1, max_size=600)


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_the_published_vectors(size: int) -> None:
    leaves = [tlog.leaf(bytes.fromhex(one)) for one in LEAVES[:size]]

    assert tlog.root(leaves).hex() == ROOTS[size]


@given(entries)
def test_the_root_is_that_of_the_standards_recursion(data: list[bytes]) -> None:
    assert tlog.root([tlog.leaf(one) for one in data]) == mth(data)
    assert tlog.root([]) == mth([])


@given(entries, st.data())
def test_a_path_proves_its_line_at_its_place_and_nothing_else(data: list[bytes], draw: st.DataObject) -> None:
    rows = tlog.levels([tlog.leaf(one) for one in data])
    index = draw.draw(st.integers(0, len(data) - 1))
    path, head = tlog.inclusion(index, rows), rows[-1][0]

    assert included(data[index], index, len(data), path, head)
    assert not included(data[index] + b"x", index, len(data), path, head)
    assert not included(data[index], index, len(data), [*path, head], head)
    assert not included(data[index], len(data), len(data), path, head)
    if path:
        assert not included(data[index], index, len(data), path[:-1], head)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 600, 65_536, 65_793])
def test_tiles_are_those_of_the_standard(size: int) -> None:
    rows = tlog.levels([tlog.leaf(b"%d" % number) for number in range(size)])

    found = dict(tlog.tiles(rows))

    for level in range(3):
        whole, part = divmod(size // 256**level, 256)  # "floor(s / 256**l) mod 256" entries of the partial tile
        names = [f"tile/{level}/{tlog.numbered(number)}" for number in range(whole)]
        names += [f"tile/{level}/{tlog.numbered(whole)}.p/{part}"] if part else []
        assert [name for name in found if name.startswith(f"tile/{level}/")] == names
    assert found[f"tile/0/000{'' if size >= 256 else f'.p/{size}'}"][:32] == tlog.leaf(b"0")
    if size >= 256:
        first = next(data for name, data in found.items() if name.startswith("tile/1/000"))
        assert first[:32] == mth([b"%d" % number for number in range(256)])


def test_numbers_of_tiles_are_cut_by_three() -> None:
    assert [tlog.numbered(one) for one in (0, 7, 999, 1000, 1234067)] == [
        "000", "007", "999", "x001/000", "x001/x234/067",
    ]  # fmt: skip


NOTE = tlog.Checkpoint(
    "kho.example/hdnd", 3, bytes(32), {"acts": (2, "ab" * 32)}, (("kho.example/hdnd", b"keyidsign"),)
)


def test_a_note_is_read_as_it_is_written() -> None:
    assert tlog.read(str(NOTE)) == NOTE
    assert str(NOTE).splitlines()[:4] == ["kho.example/hdnd", "3", "A" * 43 + "=", f"acts 2 {'ab' * 32}"]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "a\n3\n",
        str(NOTE).replace("\n3\n", "\n03\n"),
        str(NOTE).replace("\n3\n", "\n-3\n"),
        str(NOTE).replace("\n3\n", "\n3 \n"),
        str(NOTE).replace("AAA=", "AAA"),
        str(NOTE).replace("acts 2", "acts  2"),
        str(NOTE).replace("— ", "- "),
        str(NOTE).replace("\n\n", "\n"),
        str(NOTE).replace("kho.example/hdnd\n3", "\n3"),
        str(NOTE) + "thêm một dòng\n",
    ],
)
def test_what_is_no_note_is_refused(broken: str) -> None:
    with pytest.raises(tlog.Malformed):
        tlog.read(broken)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(said: str) -> None:
    with contextlib.suppress(tlog.Malformed):
        tlog.read(said)
