"""Reading as units that any machine may do: the bytes of one file and the limits in, an extraction as bytes out.

A unit is keyed by the hash of its file and of the program that reads it, so that doing it twice, or on another machine
after the first one died, gives the same bytes and harms nothing. Whoever asks keeps the package: the cluster sees
single files, never a header, and only after the gate has let their envelope pass.
"""

import asyncio
import contextlib
import hashlib
import importlib.metadata
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import errors, own_code, settings
from pipeline.document.model import Extraction, ReceivedFile
from pipeline.extract import read, wire

_PROGRAM = ("extract", "sheet", "document")
_LIBRARIES = ("pypdfium2", "pypdf", "tesserocr", "pillow", "lxml", "openpyxl", "xlrd", "olefile")
_ADDRESS = re.compile(r"(?:tcp|tls|wss?|ucx|inproc)://\S+")
_PATIENCE = 10  # seconds to reach a scheduler
_AGAIN = 5  # how often a unit is given to another worker when one dies


@cache
def program() -> str:
    """What reads: the code of the readers and the versions of the libraries under them."""
    here = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in own_code.files(_PROGRAM, (one.stem for one in here.glob("*.py"))):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    return digest.hexdigest()[:16]


def unit(data: bytes, media: str, sha256: str, limits: dict[str, Any], wanted: str) -> bytes:
    """Read one file in a limited child of this worker; the answer is that of `wire.bytes_of`, or names another program.

    Raises OSError when the worker's machine fails, so that another one does it.
    """
    if wanted != program():
        return b"!" + program().encode()
    with tempfile.TemporaryDirectory(prefix="hdnd-") as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        file = ReceivedFile("file", sha256, len(data), media, path)
        return wire.bytes_of(read(file, settings.Limits(**limits), Path(folder)))


class Cluster:
    """Workers behind the scheduler of dask.distributed; several threads may ask at once."""

    def __init__(self, address: str, client: Any) -> None:
        self._address, self._client = address, client

    @property
    def workers(self) -> int:
        """How many files can be read at once; at least one, for workers may still come."""
        return max(1, sum(map(int, self._client.nthreads().values())))

    def read(self, file: ReceivedFile, limits: settings.Limits, workdir: Path) -> Extraction:
        """Read one file somewhere; the same answer as reading it here.

        Raises:
            ClusterFailed: the scheduler is gone, a worker has another version of the program, or none can do it.
        """
        key = f"hdnd-{program()}-{file.sha256}-{limits.model_dump_json()}"
        asked = (file.path.read_bytes(), file.media, file.sha256, limits.model_dump(), program())
        try:
            answer = self._client.submit(unit, *asked, key=key, retries=_AGAIN, pure=False).result()
        except Exception as error:  # whatever a cluster does to a task: nothing is said about the file
            why = f"{type(error).__name__}: {error}"
            raise errors.ClusterFailed(address=self._address, why=why, why_en=why) from error
        if answer.startswith(b"!"):
            versions = answer[1:].decode(), program()
            vi = "một máy có bản chương trình khác ({}, ở đây {})".format(*versions)
            en = "a machine has another version of the program ({}, here {})".format(*versions)
            raise errors.ClusterFailed(address=self._address, why=vi, why_en=en)
        return wire.extraction(answer, file.sha256, file.media)


def _knock(address: str, patience: float) -> None:
    """Shake hands with a scheduler, and go. Raises OSError and TimeoutError; MemoryError where a web server answers.

    A client waits for ever where somebody listens and says nothing, and one that never came to be fails once more, with
    a page of the library's own code, when it is thrown away. The loop has a thread of its own: where one runs already,
    as in a notebook or behind a browser's driver, a second one in that thread is an error.
    """
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _shake_hands(address, patience)).result()


async def _shake_hands(address: str, patience: float) -> None:
    from distributed.comm.core import connect

    line = await asyncio.wait_for(connect(address, timeout=patience), patience)  # type: ignore[no-untyped-call]
    line.abort()


@contextlib.contextmanager
def connected(address: str, patience: float = _PATIENCE) -> Iterator[Cluster]:
    """The cluster whose scheduler listens at an address ("tcp://10.0.0.5:8786") and answers within so many seconds.

    Raises:
        UsageError: no address of a scheduler.
        ToolMissing: the extra `cluster` is not installed.
        ClusterFailed: nobody answers there, or somebody else does.
    """
    if not _ADDRESS.fullmatch(address):
        raise errors.UsageError(
            what=f"--cluster {address}: không phải địa chỉ của bộ điều phối, như tcp://10.0.0.5:8786",
            what_en=f"--cluster {address}: not an address of a scheduler such as tcp://10.0.0.5:8786",
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise errors.library_missing("distributed") from error
    try:
        _knock(address, patience)
        client: Any = Client(address, timeout=patience, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError, MemoryError) as error:
        why = type(error).__name__
        raise errors.ClusterFailed(address=address, why=why, why_en=why) from error
    try:
        yield Cluster(address, client)
    finally:
        client.close(timeout=5)
