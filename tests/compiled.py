"""The theme's compiled templates, once for all archives that the tests of a process make.

A new archive compiles the theme at its first build: half of what building four documents costs, for hundreds of
archives. Jinja keeps a compiled template under its path and the bytes of its source, so that an archive whose theme is
another, or changes, finds nothing of the others.
"""

import functools
import tempfile
from pathlib import Path


def lend(archive: Path) -> None:
    """Let the archive find, and keep, its compiled templates where the others do."""
    state = archive / ".state"
    state.mkdir(exist_ok=True)
    (state / "jinja").symlink_to(_folder().name)


@functools.cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="hdnd-templates-")
