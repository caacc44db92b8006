"""The Merkle tree over the register of publications, and its head as a checkpoint of the transparency logs.

Leaves are the lines of content/register/publications.jsonl, byte for byte, without their line feed; hashes as in
RFC 6962, section 2.1. A checkpoint is a signed note (c2sp.org/signed-note) whose text names the log, its size and its
root (c2sp.org/tlog-checkpoint); further lines name the heads of the other registers, which are chains. Tiles are those
of c2sp.org/tlog-tiles, a proof on its own is c2sp.org/tlog-proof. Nothing here signs or reads a file.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

TILE = 256  # hashes of a full tile
_DASH = "— "
_HEAD = re.compile(r"([a-z]+) (\d+) ([0-9a-f]{64})")
_SIGNED = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")


class Malformed(ValueError):
    """A text that is no checkpoint, or a proof that proves nothing."""


def leaf(entry: bytes) -> bytes:
    """The hash of one line."""
    return hashlib.sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


def leaves(data: bytes) -> list[bytes]:
    """The leaves of a ledger as it stands in its file; a torn last line is none."""
    whole = data.rpartition(b"\n")[0]
    return [leaf(line) for line in whole.split(b"\n")] if whole else []


def levels(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """All rows of the tree, leaves first; the last of an odd row goes up as it is: the tree that RFC 6962 splits."""
    rows = [list(hashes)]
    while len(rows[-1]) > 1:
        row = rows[-1]
        pairs = [node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        rows.append(pairs + row[len(pairs) * 2 :])
    return rows


def root(hashes: Sequence[bytes]) -> bytes:
    """The root; that of no leaves is the hash of nothing."""
    return levels(hashes)[-1][0] if hashes else hashlib.sha256(b"").digest()


def inclusion(index: int, rows: Sequence[Sequence[bytes]]) -> list[bytes]:
    """What has to be hashed with a leaf, from below, to get the root of the tree of these rows."""
    path = []
    for row in rows[:-1]:
        if (beside := index ^ 1) < len(row):
            path.append(row[beside])
        index >>= 1
    return path


def tiles(rows: Sequence[Sequence[bytes]]) -> Iterator[tuple[str, bytes]]:
    """Path (`tile/0/000`, `tile/0/001.p/17`) and bytes of every tile of the tree of these rows."""
    size = len(rows[0])
    for level, row in enumerate(rows[::8]):
        whole = row[: size >> (8 * level)]
        for number in range(-(-len(whole) // TILE)):
            part = whole[number * TILE : (number + 1) * TILE]
            width = "" if len(part) == TILE else f".p/{len(part)}"
            yield f"tile/{level}/{numbered(number)}{width}", b"".join(part)


def numbered(number: int) -> str:
    """1234067 as x001/x234/067."""
    groups = re.findall(r"\d{3}", f"{number:0{-(-len(str(number)) // 3) * 3}d}")
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of the registers. `heads` are number of lines and last hash of the chained registers beside the log.

    `signatures` are pairs of key name and bytes (key id, then signature), as the note has them.
    """

    origin: str
    size: int
    root: bytes
    heads: Mapping[str, tuple[int, str]]
    signatures: tuple[tuple[str, bytes], ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        first = (self.origin, str(self.size), base64.b64encode(self.root).decode())
        more = (f"{name} {lines} {hash_}" for name, (lines, hash_) in sorted(self.heads.items()))
        return "".join(f"{line}\n" for line in (*first, *more))

    def __str__(self) -> str:
        signed = (f"{_DASH}{name} {base64.b64encode(said).decode()}\n" for name, said in self.signatures)
        return f"{self.text}\n{''.join(signed)}"

    def with_signature(self, name: str, said: bytes) -> "Checkpoint":
        """The same with one more signature; one of the same key gives way."""
        kept = tuple(one for one in self.signatures if (one[0], one[1][:4]) != (name, said[:4]))
        return replace(self, signatures=(*kept, (name, said)))


def read(note: str) -> Checkpoint:
    """The checkpoint of a note. Raises Malformed; lines beside ours that another program added are an error, too."""
    text, blank, signed = note.rpartition("\n\n")
    lines = text.split("\n")
    if not blank or len(lines) < 3 or not lines[0] or not re.fullmatch(r"0|[1-9]\d{0,18}", lines[1]):
        raise Malformed("checkpoint")
    heads = [_HEAD.fullmatch(line) for line in lines[3:]]
    ends = [_SIGNED.fullmatch(line) for line in signed.splitlines()]
    if not all(heads) or not all(ends):
        raise Malformed("lines")
    found = Checkpoint(
        lines[0],
        int(lines[1]),
        _bytes(lines[2], 32),
        {one[1]: (int(one[2]), one[3]) for one in heads if one},
        tuple((one[1], _bytes(one[2])) for one in ends if one),
    )
    if found.text != f"{text}\n":
        raise Malformed("order of lines")
    return found


def proof(index: int, rows: Sequence[Sequence[bytes]], checkpoint: Checkpoint, extra: str = "") -> str:
    """A proof on its own, for a reader who has nothing but the line and the keys (c2sp.org/tlog-proof)."""
    path = [base64.b64encode(one).decode() for one in inclusion(index, rows)]
    named = [f"extra {base64.b64encode(extra.encode()).decode()}"] if extra else []
    return "\n".join(["c2sp.org/tlog-proof@v1", *named, f"index {index}", *path, "", str(checkpoint)])


def _bytes(said: str, length: int | None = None) -> bytes:
    try:
        found = base64.b64decode(said, validate=True)
    except binascii.Error as error:
        raise Malformed("base64") from error
    if (length is not None and len(found) != length) or len(found) < 5:
        raise Malformed("length")
    return found
