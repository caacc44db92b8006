"""Whether the built site still shows what may be shown nowhere: nothing of it is copied or packed then."""

import json
from pathlib import Path

from pipeline import errors
from pipeline.archive.undoing import HEADS
from pipeline.document import register
from pipeline.document.register import UNSHOWN, Publication


def check(root: Path) -> None:
    """Raises UsageError where a document was taken down, or words in it struck out, since the site was built.

    A copy made between `hdnd withdraw` and `hdnd build` had the page with its text, and was found whole.
    """
    built = root / HEADS
    if not built.parent.parent.is_dir():
        return  # no site: nothing of it can be copied
    lines = register.read(root / register.FOLDER / "publications.jsonl", Publication)
    gone = sorted({line.document for line in lines[_seen(built) :] if line.event in UNSHOWN})
    if gone:
        raise errors.UsageError(
            what=f"trang đã dựng còn hiện văn bản đã gỡ hoặc đã che: {', '.join(gone)}; chạy hdnd build rồi làm lại",
            what_en=f"the built site still shows what was taken down or struck out: {', '.join(gone)}; run hdnd build",
        )


def _seen(built: Path) -> int:
    """Lines of the register of publications that the site knows of."""
    try:
        return int(json.loads(built.read_bytes())["publications"]["lines"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
