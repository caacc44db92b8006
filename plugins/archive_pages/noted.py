"""What a build notes beside its state for the next: values that take longer to find than to read again.

They may be deleted at any time. A note that is torn, or was made by other code or of something else, is none.
"""

import marshal
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")

_SUM = 4  # bytes of a CRC-32


class Noted:
    """One value of plain types in a file; `key` gives what changes when it may be another although asked alike."""

    def __init__(self, path: Path, key: Callable[[], str]) -> None:
        self._path, self._key = path, key

    def read(self) -> Any:
        """The value; None where none is noted."""
        try:
            data = self._path.read_bytes()
        except OSError:
            return None
        if zlib.crc32(data[_SUM:]).to_bytes(_SUM) != data[:_SUM]:
            return None
        key, value = marshal.loads(data[_SUM:])  # noqa: S302 bytes of our own, whose sum says that they are whole
        return value if key == self._key() else None

    def write(self, value: Any) -> None:
        """Note a value, whole or not at all; of two processes the last one's stays."""
        data = marshal.dumps((self._key(), value), 2)
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        new.write_bytes(zlib.crc32(data).to_bytes(_SUM) + data)
        new.replace(self._path)

    def known(self, make: Callable[[], Value]) -> Value:
        """The value, made and noted where none is."""
        found: Value | None = self.read()
        if found is None:
            found = make()
            self.write(found)
        return found
