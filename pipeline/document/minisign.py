"""Ed25519 signatures and key files in the format of minisign, which can check and make them, too.

Signed is the BLAKE2b-512 of the message ("ED", prehashed); a second signature covers the first with the trusted
comment. A private key file is encrypted with scrypt under a passphrase, as minisign writes and reads it.
"""

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_PLAIN, _PREHASHED, _SCRYPT, _BLAKE2 = b"Ed", b"ED", b"Sc", b"B2"
_SALT, _ID, _SEED, _PUBLIC, _CHECK = 32, 8, 32, 32, 32
_SECRET = _ID + _SEED + _PUBLIC + _CHECK
_OPS, _MEMORY = 1 << 22, 1 << 27  # 128 MB, a third of a second: a stolen file must cost more than a passphrase's typing
_MOST = 1 << 31


class BadKey(ValueError):
    """No key file, or not the passphrase of it."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key with the id that its signatures name; `str` is the one line that minisign calls the public key."""

    id: bytes
    data: bytes

    @classmethod
    def parse(cls, said: str) -> "PublicKey":
        """From that line, or from a whole .pub file. Raises BadKey."""
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        raw = _decoded(lines[-1] if lines else "")
        if len(raw) != 2 + _ID + _PUBLIC or raw[:2] != _PLAIN:
            raise BadKey("public key")
        return cls(raw[2 : 2 + _ID], raw[2 + _ID :])

    def __str__(self) -> str:
        return base64.b64encode(_PLAIN + self.id + self.data).decode()

    @property
    def name(self) -> str:
        """The id as minisign shows it."""
        return self.id[::-1].hex().upper()

    @property
    def file(self) -> str:
        """The .pub file."""
        return f"untrusted comment: minisign public key {self.name}\n{self}\n"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, decrypted."""

    public: PublicKey
    key: Ed25519PrivateKey

    def sign(self, message: bytes, trusted: str) -> str:
        """The signature of a message and its trusted comment: both in base64, apart by a space."""
        raw = self.key.sign(hashlib.blake2b(message).digest())
        whole = self.key.sign(raw + trusted.encode())
        return f"{_encoded(_PREHASHED + self.public.id + raw)} {_encoded(whole)}"


def verify(public: PublicKey, message: bytes, trusted: str, signature: str) -> bool:
    """Whether a signature is of this key, this message and this trusted comment."""
    try:
        first, _, second = signature.partition(" ")
        head, raw = _decoded(first)[: 2 + _ID], _decoded(first)[2 + _ID :]
        key = Ed25519PublicKey.from_public_bytes(public.data)
        key.verify(raw, hashlib.blake2b(message).digest())
        key.verify(_decoded(second), raw + trusted.encode())
    except (InvalidSignature, ValueError):
        return False
    return head == _PREHASHED + public.id


def signature_file(signature: str, trusted: str) -> str:
    """The .minisig file of a signature."""
    first, _, second = signature.partition(" ")
    return f"untrusted comment: hdnd\n{first}\ntrusted comment: {trusted}\n{second}\n"


def make(passphrase: str, *, operations: int = _OPS, memory: int = _MEMORY) -> tuple[str, PublicKey]:
    """A new private key file, and its public key; `operations` and `memory` (bytes) are what a guess costs."""
    key = Ed25519PrivateKey.generate()
    public = PublicKey(secrets.token_bytes(_ID), key.public_key().public_bytes_raw())
    secret = public.id + key.private_bytes_raw() + public.data
    checked = secret + hashlib.blake2b(_PLAIN + secret, digest_size=_CHECK).digest()
    salt = secrets.token_bytes(_SALT)
    numbers = operations.to_bytes(8, "little") + memory.to_bytes(8, "little")
    raw = _PLAIN + _SCRYPT + _BLAKE2 + salt + numbers + _masked(checked, passphrase, salt, operations, memory)
    return f"untrusted comment: minisign encrypted secret key\n{_encoded(raw)}\n", public


def load(written: str, passphrase: str) -> SigningKey:
    """The key of a private key file, ours or minisign's own. Raises BadKey."""
    lines = written.splitlines()
    raw = _decoded(lines[1].strip() if len(lines) > 1 else "")
    if len(raw) != 6 + _SALT + 16 + _SECRET or raw[:2] != _PLAIN or raw[2:6] != _SCRYPT + _BLAKE2:
        raise BadKey("file")
    salt, rest = raw[6 : 6 + _SALT], raw[6 + _SALT :]
    operations, memory = int.from_bytes(rest[:8], "little"), int.from_bytes(rest[8:16], "little")
    if memory > _MOST or operations > _MOST:
        raise BadKey("file")
    secret = _masked(rest[16:], passphrase, salt, operations, memory)
    body, check = secret[:-_CHECK], secret[-_CHECK:]
    if not secrets.compare_digest(check, hashlib.blake2b(_PLAIN + body, digest_size=_CHECK).digest()):
        raise BadKey("passphrase")
    key = Ed25519PrivateKey.from_private_bytes(body[_ID : _ID + _SEED])
    return SigningKey(PublicKey(body[:_ID], body[_ID + _SEED :]), key)


def _masked(data: bytes, passphrase: str, salt: bytes, operations: int, memory: int) -> bytes:
    cost, parallel = _work(operations, memory)
    stream = hashlib.scrypt(passphrase.encode(), salt=salt, n=cost, r=8, p=parallel, maxmem=_MOST - 1, dklen=_SECRET)
    return bytes(one ^ other for one, other in zip(data, stream, strict=True))


def _work(operations: int, memory: int) -> tuple[int, int]:
    """N and p of scrypt for libsodium's limits (crypto_pwhash_scryptsalsa208sha256, pickparams), r being 8."""
    operations = max(operations, 32768)
    if operations < memory // 32:
        return _power(operations // 32), 1
    cost = _power(memory // 1024)
    return cost, max(1, min(operations // 4 // cost, 0x3FFFFFFF) // 8)


def _power(most: int) -> int:
    """The least power of two above half of `most`, 2 at least."""
    cost = 2
    while cost <= most // 2:
        cost *= 2
    return cost


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(said: str) -> bytes:
    try:
        return base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadKey("base64") from error
