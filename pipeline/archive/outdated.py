"""Whether the built site still shows what may be shown nowhere: nothing of it is shown, copied or packed then."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from pipeline import errors
from pipeline.archive import store
from pipeline.archive.undoing import built
from pipeline.archive.way_back import HEADS
from pipeline.document import register
from pipeline.document.register import UNSHOWN, Publication

_LEDGER = Path(register.FOLDER, "publications.jsonl")


def check(root: Path) -> None:
    """Raises UsageError where a document was taken down, or words in it struck out, since the site was built.

    A copy made between `hdnd withdraw` and `hdnd build` had the page with its text, and was found whole.
    """
    if not (root / HEADS).parent.parent.is_dir():
        return  # no site: nothing of it can be copied
    if gone := _gone(root, built(root, "publications")):
        raise errors.UsageError(
            what=f"trang đã dựng còn hiện văn bản đã gỡ hoặc đã che: {', '.join(gone)}; chạy hdnd build rồi làm lại",
            what_en=f"the built site still shows what was taken down or struck out: {', '.join(gone)}; run hdnd build",
        )


@contextlib.contextmanager
def steady(root: Path, *made: Path) -> Iterator[None]:
    """`check` before something is made of the site, and again when it is done; the files `made` are removed then.

    A copy to a stick takes minutes, and nobody is kept from taking a document down meanwhile: it was copied already.
    Raises UsageError.
    """
    check(root)
    before = len(_lines(root))
    yield
    if gone := _gone(root, before):
        for path in made:
            path.unlink(missing_ok=True)
        named = ", ".join(gone)
        raise errors.UsageError(
            what=f"trong lúc làm, văn bản đã bị gỡ hoặc bị che: {named}; chạy hdnd build rồi làm lại lệnh này",
            what_en=f"taken down or struck out meanwhile: {named}; run hdnd build, then this command again",
        )


class WatchedSite:
    """`check` for whoever asks at each request: the register is read again when it or the site has changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: tuple[object, errors.UsageError | None] = (None, None)

    def wrong(self) -> errors.UsageError | None:
        """What keeps the site from being shown now, None where nothing does."""
        stamp = [store.stamp(self._root / one) for one in (_LEDGER, HEADS)]
        known, wrong = self._known
        if known != stamp:
            try:
                check(self._root)
                wrong = None
            except errors.UsageError as error:
                wrong = error
            self._known = (stamp, wrong)
        return wrong


def _lines(root: Path) -> tuple[Publication, ...]:
    return register.read(root / _LEDGER, Publication)


def _gone(root: Path, seen: int) -> list[str]:
    return sorted({line.document for line in _lines(root)[seen:] if line.event in UNSHOWN})
