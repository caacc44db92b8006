"""The signed head of the registers: made by the archive, cosigned by a second party, checked by anyone who kept one.

`content/register/checkpoint` is the last one that was signed here; a build publishes it as it is. `cosigned` beside it
is the last one that came back from a second party. The key of the archive lies in the private store without a
passphrase, because builds run at night; who has it can sign a false head, but not the cosignature of a library, and not
a head that agrees with one that somebody kept.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pipeline import errors, settings, text
from pipeline.archive import chains, kept_lines, store
from pipeline.document import minisign, register, tlog
from pipeline.document.tlog import Checkpoint

FILE = f"{register.FOLDER}/checkpoint"
COSIGNED = f"{register.FOLDER}/cosigned"
KEY = "checkpoint.key"
_LOG, _COSIGNER = b"\x01", b"\x04"  # types of signature of c2sp.org/signed-note
_CHEAP = (32768, 1 << 20)  # of scrypt, for a key without a passphrase


@dataclass(frozen=True, slots=True)
class Key:
    """A public key under the name that signatures bear, as c2sp.org/signed-note writes it: name+id+key."""

    name: str
    kind: bytes
    data: bytes

    @classmethod
    def parse(cls, said: str) -> "Key":
        """Raises UsageError."""
        name, _, rest = said.strip().partition("+")
        id_, _, key = rest.partition("+")
        try:
            raw = base64.b64decode(key, validate=True)
        except ValueError:
            raw = b""
        found = cls(name, raw[:1], raw[1:])
        if len(found.data) != 32 or found.id.hex() != id_.lower() or found.kind not in (_LOG, _COSIGNER):
            raise errors.UsageError(
                what=f"{said[:80]}: không phải khóa công khai dạng tên+mã+khóa",
                what_en=f"{said[:80]}: not a public key of the form name+id+key",
            )
        return found

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.data).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(self.kind + self.data).decode()}"

    def signed(self, checkpoint: Checkpoint) -> bool | None:
        """Whether the signature of this key is right; None where there is none."""
        found = [said for name, said in checkpoint.signatures if (name, said[:4]) == (self.name, self.id)]
        return all(self._is_right(checkpoint, said[4:]) for said in found) if found else None

    def _is_right(self, checkpoint: Checkpoint, said: bytes) -> bool:
        stamp, raw = (said[:8], said[8:]) if self.kind == _COSIGNER else (b"", said)
        message = _cosigned(checkpoint, int.from_bytes(stamp, "big")) if stamp else checkpoint.text.encode()
        try:
            Ed25519PublicKey.from_public_bytes(self.data).verify(raw, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def sign(root: Path, said: settings.Settings, *, anew: bool = False, chained: bool = False) -> Checkpoint:
    """The head of the registers as they stand, signed by the archive and written down; the same head is kept as it is.

    Called under the archive's lock, at the office: the key is made at the first time. With `anew` a log of another name
    begins, because the registers do not go on from what was signed before: who kept that sees the break. `chained`: as
    `agrees` has it.

    Raises:
        RegisterBroken: the registers do not go on from the last signed head; it stays.
    """
    before = last(root)
    name = before.origin if before else origin(said)
    now = head(root, _next(name) if before and anew else name)
    stands = before is not None and before.text == now.text
    if before and not anew and not (chained and stands):
        agrees(root, before, chained=chained)
    kept_lines.keep(root, root / said.private, agreed=True)  # what is signed can be brought back as it was
    if before and stands:
        return before
    key, signer = _own(root / said.private, now.origin)
    signed = now.with_signature(now.origin, key.id + signer.key.sign(now.text.encode()))
    store.write(root / FILE, str(signed).encode())
    return signed


def head(root: Path, origin: str) -> Checkpoint:
    """The head of the registers as they stand, unsigned."""
    folder = root / register.FOLDER
    data = _bytes(folder / register.PUBLICATIONS)
    hashes = tlog.leaves(data)
    heads = {name.removesuffix(".jsonl"): found for name in chains.KINDS if (found := _end(folder / name))}
    return Checkpoint(origin, len(hashes), tlog.root(hashes), heads)


def last(root: Path, name: str = FILE) -> Checkpoint | None:
    """The checkpoint that was last signed here. Raises RegisterBroken where the file is none."""
    path = root / name
    return _read(path) if path.is_file() else None


def load(path: Path) -> Checkpoint:
    """The checkpoint in a file. Raises UsageError."""
    try:
        return tlog.read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise errors.UsageError(
            what=f"{path}: không phải đầu sổ có ký", what_en=f"{path}: not a signed checkpoint"
        ) from error


def own_key(root: Path, said: settings.Settings) -> Key | None:
    """The public key of the archive, where its private store is."""
    if not (root / said.private / KEY).is_file():
        return None
    before = last(root)
    return _own(root / said.private, before.origin if before else origin(said))[0]


def signing_key(root: Path, said: settings.Settings) -> minisign.SigningKey:
    """The key of the archive, made where none is yet; at the office only. Raises UsageError."""
    return _own(root / said.private, origin(said))[1]


def cosign(checkpoint: Checkpoint, name: str, signer: minisign.SigningKey, seconds: int) -> tuple[Checkpoint, Key]:
    """The checkpoint with the cosignature of a second party, at a POSIX time (c2sp.org/tlog-cosignature).

    Raises UsageError for a name that a note cannot hold.
    """
    if not name or text.one_line(name) != name or any(letter in name for letter in " +"):
        raise errors.UsageError(
            what=f"--name {name!r}: không được trống, không có dấu cách hay dấu +, như thu-vien.example",
            what_en=f"--name {name!r}: a name without blanks and + is needed, as library.example",
        )
    key = Key(name, _COSIGNER, signer.public.data)
    said = seconds.to_bytes(8, "big") + signer.key.sign(_cosigned(checkpoint, seconds))
    return checkpoint.with_signature(name, key.id + said), key


def take(root: Path, checkpoint: Checkpoint) -> None:
    """Keep what a second party has cosigned, to be published. Raises RegisterBroken for other registers than ours."""
    agrees(root, checkpoint)
    ours = last(root)
    if ours is not None and ours.text == checkpoint.text:
        for name, said in checkpoint.signatures:
            ours = ours.with_signature(name, said)
        store.write(root / FILE, str(ours).encode())
    before = last(root, COSIGNED)
    if before is None or before.size <= checkpoint.size:
        store.write(root / COSIGNED, str(checkpoint).encode())


def agrees(root: Path, kept: Checkpoint, *, chained: bool = False) -> None:
    """Whether the registers still begin with what a kept checkpoint says: nothing cut, changed or put between.

    `chained`: the chains were just found to hold, so that a line's own hash is believed.

    Raises RegisterBroken, naming the register.
    """
    folder = root / register.FOLDER
    hashes = tlog.leaves(_bytes(folder / register.PUBLICATIONS))
    if len(hashes) < kept.size:
        vi, en = f"đã có {kept.size} dòng, nay bị cắt", f"it had {kept.size} lines and was cut"
        raise errors.RegisterBroken(file=register.PUBLICATIONS, line=len(hashes) + 1, why=vi, why_en=en)
    if tlog.root(hashes[: kept.size]) != kept.root:
        vi, en = f"{kept.size} dòng đầu khác những dòng đã ký", f"the first {kept.size} lines are not those signed"
        raise errors.RegisterBroken(file=register.PUBLICATIONS, line=kept.size, why=vi, why_en=en)
    for name, (lines, hash_) in kept.heads.items():
        _same_line(folder / f"{name}.jsonl", lines, hash_, chained=chained)


def prove(root: Path, address: str) -> tuple[str, bytes]:
    """A proof on its own that the last line about a document is in the log, and that line.

    Raises UsageError where no line tells of it, or the signed head is older than the line.
    """
    data = _bytes(root / register.FOLDER / register.PUBLICATIONS).rpartition(b"\n")[0].split(b"\n")
    place = next((at for at in reversed(range(len(data))) if f'"document":"{address}"'.encode() in data[at]), None)
    signed = last(root)
    if place is None or signed is None or signed.size <= place:
        raise errors.UsageError(
            what=f"{address}: chưa có trong đầu sổ đã ký; hãy dựng trang trước",
            what_en=f"{address}: not in the signed checkpoint yet; run hdnd build",
        )
    rows = tlog.levels([tlog.leaf(line) for line in data[: signed.size]])
    return tlog.proof(place, rows, signed, address), data[place]


def origin(said: settings.Settings) -> str:
    """The name of the log: its public address without the scheme, else a name that nobody else has."""
    url = said.site.url.partition("://")[2].rstrip("/")
    return url or f"{text.slugify(said.site.name)}.invalid"


def check(checkpoint: Checkpoint, keys: Iterable[Key]) -> Iterator[tuple[Key, bool | None]]:
    """What became of the signature of each key."""
    for key in keys:
        yield key, key.signed(checkpoint)


def _next(origin: str) -> str:
    """example.vn, example.vn/2, example.vn/3."""
    stem, _, number = origin.rpartition("/")
    return f"{stem}/{int(number) + 1}" if stem and number.isdigit() else f"{origin}/2"


def _own(private: Path, name: str) -> tuple[Key, minisign.SigningKey]:
    path = private / KEY
    if not path.is_file():
        from pipeline.archive.private import Private  # and with it all that a package is: once in an archive's life

        Private(private).make()
        operations, memory = _CHEAP
        store.write(path, minisign.make("", operations=operations, memory=memory)[0].encode(), mode=store.FILE_MODE)
    try:
        signer = minisign.load(path.read_text(encoding="utf-8"), "")
    except ValueError as error:
        raise errors.UsageError(
            what=f"{path}: không đọc được khóa của cơ sở dữ liệu", what_en=f"{path}: the archive's key cannot be read"
        ) from error
    return Key(name, _LOG, signer.public.data), signer


def _cosigned(checkpoint: Checkpoint, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{checkpoint.text}".encode()


def _read(path: Path) -> Checkpoint:
    try:
        return tlog.read(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise errors.RegisterBroken(file=path.name, line=1, why="không đọc được", why_en="cannot be read") from error


def _same_line(path: Path, lines: int, hash_: str, *, chained: bool) -> None:
    written = _bytes(path).split(b"\n")[:-1]
    if len(written) < lines:
        raise errors.RegisterBroken(
            file=path.name,
            line=len(written) + 1,
            why=f"đã có {lines} dòng, nay bị cắt",
            why_en=f"it had {lines} lines and was cut",
        )
    if chained and lines:
        found = str(json.loads(written[lines - 1])["hash"])
    else:
        _, found = register.follow(path.name, b"".join(line + b"\n" for line in written[:lines]))
    if found != hash_:
        raise errors.RegisterBroken(
            file=path.name, line=lines, why="khác dòng đã ký", why_en="another line than was signed"
        )


def _end(path: Path) -> tuple[int, str] | None:
    """Number of lines and last hash of a chained register beside the log; None where it is empty."""
    whole = _bytes(path).rpartition(b"\n")[0]
    if path.name == register.PUBLICATIONS or not whole:
        return None
    lines = whole.split(b"\n")
    return len(lines), str(json.loads(lines[-1])["hash"])


def _bytes(path: Path) -> bytes:
    """A register as it was written: git may have changed its line ends, which no line holds within."""
    return path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
