"""What pages are handed has the shapes that are written down for it, and so has what the templates are tried with."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_pages.site import ArchiveSite
from tests.plugins.archive import REPOSITORY, TEXT, Archive


def unlike(value: Any, shape: Any, place: str = "card") -> list[str]:
    """Where a value lacks a key of its shape, or has one too many; shapes within it are looked at, too."""
    if get_origin(shape) in (list, Sequence):
        return [fault for one in value for fault in unlike(one, get_args(shape)[0], f"{place}[]")]
    known = next((one for one in (shape, *get_args(shape)) if is_typeddict(one)), None)
    if value is None or known is None:
        return []
    hints = get_type_hints(known)
    faults = [
        f"{place}: {key}" for key in sorted({*value} ^ {*hints}) if key in value or key in known.__required_keys__
    ]
    inner = (unlike(value[key], hints[key], f"{place}.{key}") for key in value if key in hints)
    return [*faults, *(fault for one in inner for fault in one)]


def cards(archive: Archive) -> list[Mapping[str, Any]]:
    site = ArchiveSite(archive.root, REPOSITORY / "theme", archive.root / ".state", PageSizes())
    paths = sorted((archive.root / "content/documents").rglob("*.md"))
    return [site.read(path.relative_to(site.folder).as_posix(), path.read_bytes()).card for path in paths]


def test_the_cards_of_documents_have_their_shape(archive: Archive) -> None:
    ends = "1. Bãi bỏ Nghị quyết số 15/2024/NQ-HĐND ngày 9 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang."
    asks = "2. Ủy ban nhân dân tỉnh báo cáo trước ngày 30 tháng 11 năm 2025."
    more = [Passage(PassageKind.khoan, said, f"dieu-2-khoan-{n}") for n, said in enumerate((ends, asks), 1)]
    target = record.Relation(type="thay-the", target="tinh/lam-giang/2024/15-2024-nq-hdnd")
    archive.issue(
        20, passages=[*TEXT, *more], relations=(target,), dossier="duong", oversight="kh-gs", field="giao-duc"
    )
    archive.issue(21, state="withdrawn", state_date=dt.date(2024, 12, 20), passages=[])
    found = cards(archive)

    assert [fault for card in found for fault in unlike(card, DocumentCard)] == []
    assert all(any(card[name] for card in found) for name in ("acts", "cites", "due", "field", "changed")), found
