"""A build as an extra sees it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .errors import BuildError
from .model import ItemPart, Output
from .rows import Made
from .state import State
from .units import extra
from .worker import PieceTask, Result, Worker, WrittenPiece

Work = Callable[[Iterable[PieceTask]], Iterator[Result]]


class ExtraRun:
    """`model.Run` over the state; `made` collects the files that the extra owns after this run."""

    def __init__(self, state: State, worker: Worker, name: str, build_id: str, work: Work, *, fresh: bool) -> None:
        self.state = state
        self.worker = worker
        self.name = name
        self.build_id = build_id
        self.work = work
        self.fresh = fresh
        self.made: dict[str, Made] = {}
        self._records = {record.path: record for record in state.records(extra(name))}

    def items(self) -> Iterable[ItemPart]:
        """All items in order."""
        return self.state.parts(self.name)

    def key(self, part: ItemPart) -> str:
        """The item's id."""
        return self.state.id_of(part.num)

    def product(self, part: ItemPart) -> bytes:
        """What `Extra.make` gave."""
        return self.state.product(part.num, self.name)

    def spread(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """What `Extra.piece` gives for each task, in any order; the build's processes share the work."""
        for pieces in self.work(PieceTask(self.name, task) for task in tasks):
            for piece in pieces:
                assert isinstance(piece, WrittenPiece)  # noqa: S101 for the type checker: what a PieceTask gives
                for made in piece.made:
                    self._add(made)
                yield piece.result

    def write(self, path: str, data: bytes) -> None:
        """Write one file of the site; nothing happens on disk where the bytes are the same."""
        self._add(self.worker.writer.put(path, data, self._records.get(path), self.fresh))

    def _add(self, made: Made) -> None:
        if made.path in self.made:
            raise BuildError(f"{made.path}: written twice by {self.name}")
        self.made[made.path] = made

    def page(self, path: str, template: str, context: Mapping[str, Any]) -> None:
        """Render one page of the theme, with the context that all pages get."""
        for made, text in self.worker.pages(Output(path, template, context)):
            self.write(made, text.encode())

    def keep(self, path: str) -> bool:
        """Keep a file of the last run as it is; False where there is none (then write it)."""
        record = self._records.get(path)
        if record is None or self.fresh:
            return False
        self.made[path] = Made(record.path, record.size, record.digest, "")
        return True

    def remembered(self, key: str) -> bytes | None:
        """What the last finished run remembered."""
        return None if self.fresh else self.state.remembered(self.name, key)

    def remember(self, key: str, value: bytes) -> None:
        """Keep a small value for the next run; forgotten when the state is."""
        self.state.remember_for(self.name, key, value)
