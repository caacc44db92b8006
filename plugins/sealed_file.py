"""A file of the build's state that is believed only whole: its own SHA-256 stands before what it holds.

What it holds can be made again, so a file that was cut or altered is as good as none.
"""

import hashlib
from pathlib import Path

_HEAD = hashlib.sha256().digest_size


def read(path: Path) -> memoryview:
    """What `write` kept; nothing where the file is not the one that was kept."""
    try:
        whole = path.read_bytes()
    except OSError:
        return memoryview(b"")
    data = memoryview(whole)[_HEAD:]
    return data if hashlib.sha256(data).digest() == whole[:_HEAD] else memoryview(b"")


def write(path: Path, data: bytes) -> None:
    """Keep these bytes in place of those before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(hashlib.sha256(data).digest())
        file.write(data)  # apart: one piece of both is a copy of megabytes
    new.replace(path)
