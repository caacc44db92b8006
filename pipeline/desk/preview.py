"""The public page that an approval would make, as the real build makes it, in a small archive of its own.

It shares settings, registry and hand-written pages with the archive, holds the one document, and goes with the server.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from pipeline import errors
from pipeline.archive import store

_SECONDS = 120
_SHARED = ("content/vocabulary", "content/pages")
_SETTINGS = ("archive.yaml", "pelicanconf.py")
_DOCUMENTS = "content/documents/"


class Preview:
    """Builds one document at a time; safe to ask from several threads."""

    def __init__(self, archive: Path, root: Path) -> None:
        self.archive, self.root = archive, root
        self._lock = Lock()

    @property
    def output(self) -> Path:
        """Where its pages lie."""
        return self.root / "output"

    def page(self, content: Mapping[str, str | None]) -> str:
        """Path below `output` of the page of the first of these content files, which are all that there is.

        Raises UsageError where the build refuses them, in its words.
        """
        shown = [name for name, written in content.items() if written is not None and name.startswith(_DOCUMENTS)]
        with self._lock:
            self._prepare()
            for name in shown:
                store.write(self.root / name, str(content[name]).encode())
            self._build()
        return f"{shown[0].removeprefix(_DOCUMENTS).removesuffix('.md')}/index.html"

    def _prepare(self) -> None:
        shutil.rmtree(self.root / _DOCUMENTS, ignore_errors=True)
        for name in _SHARED:
            if (self.archive / name).is_dir() and not (self.root / name).exists():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copytree(self.archive / name, self.root / name)
        for name in _SETTINGS:
            if (self.archive / name).is_file():
                shutil.copyfile(self.archive / name, self.root / name)

    def _build(self) -> None:
        # Not `hdnd build`: it rightly refuses documents whose registers are nowhere, as those of this archive.
        command = [sys.executable, "-m", "pelican", "-q"]
        code = str(Path(__file__).parents[2])
        done = subprocess.run(  # noqa: S603 our own program, on files of our own making
            command,
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": code},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip()[-500:]
            raise errors.UsageError(
                what=f"không dựng thử được trang: {said}", what_en=f"the page could not be built on trial: {said}"
            )
