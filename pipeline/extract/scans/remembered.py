"""What a picture says, asked of a process that remembers what it was asked before: the looker (`looker`).

A seal and a signature stand in every document of an office, the same to the point. Who asks sends the points alone,
and the looker does the look itself: a child that a hostile file has taken over could not teach it a false answer.
"""

import hashlib
import json
import socket
import struct
import time
from dataclasses import dataclass

from PIL import Image

from pipeline.document.model import Block, Method, Region
from pipeline.extract.scans import lone_pictures

MOST = 1_600_000  # points: half of A4 at 200 dpi; what is larger is a sheet, which no other file shows again
_KEPT = 4000  # answers
_ASKED = struct.Struct("<II??")  # width and height, whether stamps are looked for, whether it stands behind a mask
_ANSWERED = struct.Struct("<Id")  # how long the answer is, and seconds of processor time that it took

Look = tuple[list[Block], bool]


@dataclass(slots=True)
class _Line:
    """This process's way to the looker, None where there is none, and what that has spent for it."""

    connection: socket.socket | None = None
    seconds: float = 0.0


_line = _Line()


def begin(connection: socket.socket | None) -> None:
    """Ask over this connection from now on; by None nobody is asked."""
    _line.connection = connection


def spent() -> float:
    """Seconds of processor time that the looker took for this process's questions."""
    return _line.seconds


def read(picture: Image.Image, *, stamps: bool = True, behind: bool = False) -> Look:
    """As `lone_pictures.read`, by the looker where there is one; by ourselves where it has ended."""
    if _line.connection is not None and picture.width * picture.height <= MOST:
        try:
            return _told(_line.connection, lone_pictures.on_paper(picture), stamps, behind)
        except OSError:
            _line.connection = None
    return lone_pictures.read(picture, stamps=stamps, behind=behind)


def _told(connection: socket.socket, picture: Image.Image, stamps: bool, behind: bool) -> Look:
    connection.sendall(_ASKED.pack(*picture.size, stamps, behind))
    connection.sendall(picture.tobytes())
    length, seconds = _ANSWERED.unpack(_received(connection, _ANSWERED.size))
    _line.seconds += seconds
    said, doubtful = json.loads(_received(connection, length))
    return [Block(line, Region(region), Method.ocr) for line, region in said], doubtful


def _received(connection: socket.socket, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        if not (more := connection.recv(count - len(data))):
            raise ConnectionError
        data += more
    return bytes(data)


class PictureMemory:
    """The looker's side: answers by the hash of question and points, those asked for last."""

    def __init__(self) -> None:
        self._answers: dict[bytes, bytes] = {}

    def answer(self, connection: socket.socket) -> None:
        """Take one question and answer it. Raises OSError where that cannot be done, or it is none."""
        asked = _received(connection, _ASKED.size)
        wide, high, stamps, behind = _ASKED.unpack(asked)
        if not 0 < wide * high <= MOST:
            raise ConnectionError
        points = _received(connection, 3 * wide * high)
        before, name = time.process_time(), hashlib.sha256(asked + points).digest()
        said = self._answers.pop(name, b"")
        if not said:
            picture = Image.frombytes("RGB", (wide, high), points)
            blocks, doubtful = lone_pictures.read(picture, stamps=stamps, behind=behind)
            said = json.dumps([[(block.text, block.region) for block in blocks], doubtful]).encode()
        self._answers[name] = said
        while len(self._answers) > _KEPT:
            self._answers.pop(next(iter(self._answers)))
        connection.sendall(_ANSWERED.pack(len(said), time.process_time() - before) + said)
