"""Packages damaged at random: bytes flipped, cut, moved; elements dropped, doubled, renamed, wrapped, by seed."""

import random
import re
from collections.abc import Callable, Iterator

from tests.ingest import packages
from tests.ingest.packages import File, by_hand, dot_net, java, soap, status, zipped

MARK = "TỐI MẬT"
_ELEMENT = re.compile(rb"<([\w:]+)[^<>/]*>[^<]*</\1>")
_ODD = (
    b"\0",
    b"\xff\xfe",
    b"&",
    b"<",
    b"]]>",
    b"<!--",
    b"\xef\xbf\xbd",
    b"&#0;",
    b"<![CDATA[",
    b"=",
    b"\xc3\xa4",
    b"\r",
)


def _bases() -> tuple[bytes, ...]:
    secret = packages.Package({"Subject": f"Báo cáo ({MARK})"})
    bundle = packages.Package(files=(File("a.zip", zipped(**{"a.pdf": packages.PDF, "b.pdf": packages.PDF})),))
    plain = packages.Package()
    written = [write(package) for write in (java, dot_net, by_hand) for package in (secret, bundle, plain)]
    return (
        *(text.encode() for text in (*written, status("13"))),
        soap(secret),
        soap(plain),
        java(plain).encode("utf-16"),
    )


BASES = _bases()


def packages_of(seed: int, count: int) -> Iterator[bytes]:
    """`count` damaged packages of a seed."""
    chance = random.Random(seed)
    for _ in range(count):
        data = chance.choice(BASES)
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            data = chance.choice(_WAYS)(data, chance)
        yield data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return (data[:start] + data[start + chance.choice((1, 5, 100, len(data))) :]) or b"<"


def _put(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(_ODD) * chance.choice((1, 1, 40)) + data[at:]


def _moved(data: bytes, chance: random.Random) -> bytes:
    start, to, size = chance.randrange(len(data)), chance.randrange(len(data)), chance.randrange(1, 400)
    piece, rest = data[start : start + size], data[:start] + data[start + size :]
    return rest[:to] + piece + rest[to:]


def _element(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    def damage(data: bytes, chance: random.Random) -> bytes:
        found = list(_ELEMENT.finditer(data))
        if not found:
            return data
        match = chance.choice(found)
        return data[: match.start()] + change(match[0], chance) + data[match.end() :]

    return damage


def _renamed(element: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"^<[\w:]+", b"<" + bytes(chance.choices(b"abcdeXYZ:", k=5)), element)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut,
    _put,
    _moved,
    _element(lambda element, _: b""),
    _element(lambda element, _: element * 2),
    _element(lambda element, _: b"<x>" + element + b"</x>"),
    _element(lambda element, _: b"<x>" * 80 + element),
    _element(lambda element, _: element.upper()),
    _element(_renamed),
)
