"""A folder with the theme's search page and the index of a little archive: what a reader has on a USB stick."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from plugins import archive_search, assets, sharded_lunr
from plugins.archive_alike import Alike
from plugins.archive_pages.card_types import CouncilLink, DocumentCard
from plugins.incremental import Item
from plugins.sharded_lunr import SegmentEntry
from tests.parity.built import Folder
from tests.plugins import mini
from tests.site import contexts, rendering
from tests.site.contexts import COMMUNE, DISTRICT, PROVINCE, Context, Page

BUILD = "0123456789ab"
TEXTS = (
    ("Phạm vi áp dụng", "Nghị quyết này quy định mức thu phí bến đò ngang; ngân sách huyện được hưởng toàn bộ số thu."),
    ("Tổ chức thực hiện", "Ủy ban nhân dân tổ chức thực hiện; Thường trực Hội đồng nhân dân giám sát hoà giải ở thôn."),
)


def archive() -> list[tuple[DocumentCard, record.Document, Sequence[Passage]]]:
    """Numbered, dated, in three councils; twenty-six fillers behind the five that the tests ask for."""
    said = [
        (_card("12/2024/NQ-HĐND", "Quy định mức thu phí bến đò ngang", "2024-12-09", PROVINCE), TEXTS),
        (_card("12/NQ-HĐND", "Về dự toán ngân sách huyện năm 2025", "2024-12-18", DISTRICT), TEXTS[:1]),
        (
            _card("07/NQ-HĐND", "Về kế hoạch đầu tư công <b>năm</b> 2025 -phần bổ sung", "2024-12-20", COMMUNE),
            TEXTS[1:],
        ),
        (
            _card(
                "58/BC-HĐND", "Kết quả giám sát theo Nghị quyết số 12/2024/NQ-HĐND", "2025-07-30", PROVINCE, "bao-cao"
            ),
            (("Căn cứ", "Thực hiện Nghị quyết số 12/2024/NQ-HĐND về phí bến đò; ngân sạch của thôn."),),
        ),
        (
            _card("60/BC-HĐND", "Báo cáo đã thu hồi về bến đò", "2025-08-01", PROVINCE, "bao-cao", state="withdrawn"),
            TEXTS,
        ),
    ]
    said += [
        (
            _card(f"{i + 70}/NQ-HĐND", f"Về việc dựng cầu treo thứ {i}", f"20{15 + i % 9}-03-04", DISTRICT),
            (("Nội dung", f"Dựng cầu treo qua suối, {'dài và rộng ' * (i + 1)}như bản vẽ."),),
        )
        for i in range(26)
    ]
    return [(card, _record(card, place), list(_passages(texts))) for place, (card, texts) in enumerate(said, 1)]


def write(root: Path, build: str = BUILD) -> Path:
    """Search page, static files and index; returns the page."""
    search = archive_search.index(_words, Alike(["UBND = ủy ban nhân dân"]))
    folder, products = Folder(root), {}
    for slot, (card, document, passages) in enumerate(archive()):
        payload = SimpleNamespace(document=document, passages=passages)
        product, files = search.make(Item(str(slot), card, payload=payload), f"{slot:09d}")
        for file in files:
            folder.write(file.path, file.data)
        if product:
            products[slot] = product
    entries = [SegmentEntry(slot, hashlib.sha256(product).digest()) for slot, product in products.items()]
    sharded_lunr.write(search.plan, entries, products.__getitem__, folder, build=build)
    shutil.copytree(rendering.THEME / "static", root / "static", dirs_exist_ok=True)
    script = assets.bundle(rendering.THEME / "static", archive_search.SOURCES)
    (root / "static" / archive_search.SCRIPT).write_bytes(script)
    for name, sources in (archive_search.LUNR, archive_search.REPAIR, archive_search.NOTHING):
        (root / "static" / name).write_bytes(assets.bundle(rendering.THEME / "static", sources))
    rendering.write_sheets(root)
    rendering.write_device(root)
    found: Context = {"title": "Tìm kiếm", "section": "tim-kiem", "crumbs": contexts.crumbs(here="Tìm kiếm")}
    found |= {
        "search_scripts": [archive_search.SCRIPT],
        "example": "12/2024",
        "asked": contexts.ASKED,
        "menu_levels": (("tinh", "Cấp tỉnh"), ("xa", "Cấp xã")),
        "build_id": BUILD,
        "dictionary": archive_search.dictionary_path(),
        "browse": {"levels": [], "types": [], "years": []},
    }
    page = Page("search.html", "tim-kiem/index.html", found)
    mini.write(root / page.path, rendering.render(page, rendering.environment()))
    return root / page.path


def _words() -> Any:
    """Names of councils and types, as far as the search asks for them."""
    cards = [card for card, _, _ in archive()]
    return SimpleNamespace(
        councils={card["council"]["slug"]: SimpleNamespace(label=card["council"]["label"]) for card in cards},
        types={card["type"]["slug"]: SimpleNamespace(name=card["type"]["name"]) for card in cards},
        fields=SimpleNamespace(listed=()),
    )


def _card(
    code: str, title: str, date: str, council: CouncilLink, kind: str = "nghi-quyet", **changes: str
) -> DocumentCard:
    return contexts.card(code, title, date, council, kind, **changes)


def _record(card: DocumentCard, place: int) -> record.Document:
    file = {
        "role": "main",
        "name": "a.pdf",
        "sha256": contexts.SHA,
        "size": 1,
        "media": "application/pdf",
        "ext": "pdf",
    }
    version = {"receipt": f"TN-2024-{place:06d}", "received": "2024-12-10T08:00:00+07:00", "files": [file]}
    level, council, _, slug, _ = card["path"].split("/")
    return record.Document.model_validate(
        {
            "council": council,
            "level": level,
            "slug": slug,
            "organ": card["organ"],
            "organ_name": card["organ_name"],
            "number": None,
            "notation": None,
            "code": card["code"],
            "type": card["type"]["slug"],
            "title": card["title"],
            "state": card["state"],
            "dates": {"issued": card["date"]},
            "text": {"method": "text"},
            "versions": [version],
        }
    )


def _passages(texts: Sequence[tuple[str, str]]) -> Iterator[Passage]:
    for number, (heading, text) in enumerate(texts, 1):
        yield Passage(PassageKind.dieu, f"Điều {number}. {heading}", f"dieu-{number}", 3)
        yield Passage(PassageKind.khoan, f"1. {text}", f"dieu-{number}-khoan-1")
        yield Passage(PassageKind.paragraph, "Những việc khác do Thường trực xem xét, quyết định từng lần.")
