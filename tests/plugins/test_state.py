"""The build's state as a file: filled once, then read by others while it is written."""

import multiprocessing
import os
from pathlib import Path

from plugins.incremental import Item
from plugins.incremental.rows import NotedItem
from plugins.incremental.state import State
from plugins.incremental.view import View

LARGE = {str(number): b"x" * 30_000 for number in range(300)}


def filled(state: State, item: str, **kept: object) -> None:
    state.put(f"{item}.md", b"1", NotedItem.of(Item(item, {"title": item}, **kept)), item)  # type: ignore[arg-type]


def small(folder: Path) -> State:
    """One that keeps little in memory, so that it writes long before the end of a transaction."""
    state = State(folder)
    state.db.execute("PRAGMA cache_size=10")
    return state


def killed_while_filling(folder: Path) -> None:
    state = small(folder)
    with state.transaction():
        filled(state, "a", packed=LARGE)
        os._exit(0)


def test_what_fills_an_empty_state_is_written_once(tmp_path: Path) -> None:
    state = small(tmp_path)

    with state.transaction():
        filled(state, "a", packed=LARGE)

    assert 9_000_000 < sum(path.stat().st_size for path in tmp_path.iterdir()) < 14_000_000


def test_others_read_a_filled_state_while_it_is_written(tmp_path: Path) -> None:
    state = State(tmp_path)
    with state.transaction():
        filled(state, "a")
    other = View.open(tmp_path)

    with state.transaction():
        filled(state, "b", packed=LARGE)
        seen = other.ids()

    assert (seen, other.ids()) == (["a"], ["a", "b"])


def test_a_state_whose_filling_was_killed_is_empty(tmp_path: Path) -> None:
    child = multiprocessing.get_context("fork").Process(target=killed_while_filling, args=(tmp_path,))
    child.start()
    child.join()
    assert (tmp_path / "build.sqlite").stat().st_size > 1_000_000  # it had begun to write

    assert State(tmp_path).ids() == []
