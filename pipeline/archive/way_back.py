"""What is kept to take a decision back, which `undoing` writes; it ends when a build or a copy shows the decision.

Apart from the taking back itself, which knows all that a package is: a build asks for the end alone.
"""

from pathlib import Path

from pipeline.archive import store

FOLDER = "undo"
HEADS = "output/du-lieu/dau-so.json"


def end(private: Path) -> None:
    """What was decided is shown now, or on its way to be: nothing can be taken back any more."""
    folder = private / FOLDER
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        store.remove(path)
