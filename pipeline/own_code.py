"""The files of the program itself, by which a reading that was kept knows whether it would be the same today."""

from collections.abc import Iterable
from pathlib import Path

_HERE = Path(__file__).parent


def files(rooms: Iterable[str], modules: Iterable[str]) -> list[Path]:
    """All that rooms and the modules beside them consist of: Python, and the weights that tell handwritten figures."""
    found = (path for room in rooms for path in (_HERE / room).rglob("*.*") if path.suffix in (".py", ".json"))
    return sorted([*found, *(_HERE / f"{name}.py" for name in modules)])
