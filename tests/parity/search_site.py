"""A folder with the theme's search page and the index of a little archive: what a reader has on a USB stick."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import jinja2

from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from plugins import archive_search, assets, sharded_lunr
from plugins.archive_alike import Alike
from plugins.archive_pages import device
from plugins.archive_pages.card_types import CouncilLink, DocumentCard
from plugins.incremental import Item
from plugins.sharded_lunr import SegmentEntry
from tests import province
from tests.parity.built import Folder
from tests.plugins import mini
from tests.plugins.archive import REPOSITORY

STATIC = REPOSITORY / "theme/static"


def council(slug: str, label: str, level: str) -> CouncilLink:
    title = label.replace("HĐND", "Hội đồng nhân dân")
    return {"slug": slug, "label": label, "title": title, "path": f"{level}/{slug}/index.html"}


PROVINCE = council("lam-giang", "HĐND tỉnh Lam Giang", "tinh")
DISTRICT = council("an-khe-ha", "HĐND huyện An Khê Hạ", "huyen")
COMMUNE = council("phu-vinh-dong", "HĐND xã Phú Vinh Đông", "xa")
TYPES = {"nghi-quyet": "Nghị quyết", "bao-cao": "Báo cáo"}
LEVELS = {"tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}
ASKED = {
    "numbers": ["12/2024/NQ-HĐND", "nq12"],
    "topics": ["mức chi", "ngan sach"],
    "phrases": ['"mức chi"'],
    "signs": ["mức* chi"],
}
PAGE = "tim-kiem/index.html"
BUILD = "0123456789ab"
TEXTS = (
    ("Phạm vi áp dụng", "Nghị quyết này quy định mức thu phí bến đò ngang; ngân sách huyện được hưởng toàn bộ số thu."),
    ("Tổ chức thực hiện", "Ủy ban nhân dân tổ chức thực hiện; Thường trực Hội đồng nhân dân giám sát hoà giải ở thôn."),
)


def archive() -> list[tuple[DocumentCard, record.Document, Sequence[Passage]]]:
    """Numbered, dated, in three councils; twenty-six fillers behind the five that the tests ask for."""
    said = [
        (card("12/2024/NQ-HĐND", "Quy định mức thu phí bến đò ngang", "2024-12-09", PROVINCE), TEXTS),
        (card("12/NQ-HĐND", "Về dự toán ngân sách huyện năm 2025", "2024-12-18", DISTRICT), TEXTS[:1]),
        (
            card("07/NQ-HĐND", "Về kế hoạch đầu tư công <b>năm</b> 2025 -phần bổ sung", "2024-12-20", COMMUNE),
            TEXTS[1:],
        ),
        (
            card(
                "58/BC-HĐND", "Kết quả giám sát theo Nghị quyết số 12/2024/NQ-HĐND", "2025-07-30", PROVINCE, "bao-cao"
            ),
            (("Căn cứ", "Thực hiện Nghị quyết số 12/2024/NQ-HĐND về phí bến đò; ngân sạch của thôn."),),
        ),
        (
            card("60/BC-HĐND", "Báo cáo đã thu hồi về bến đò", "2025-08-01", PROVINCE, "bao-cao", state="withdrawn"),
            TEXTS,
        ),
    ]
    said += [
        (
            card(f"{i + 70}/NQ-HĐND", f"Về việc dựng cầu treo thứ {i}", f"20{15 + i % 9}-03-04", DISTRICT),
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
    shutil.copytree(STATIC, root / "static", dirs_exist_ok=True)
    script = assets.bundle(STATIC, archive_search.SOURCES)
    (root / "static" / archive_search.SCRIPT).write_bytes(script)
    for name, sources in (archive_search.LUNR, archive_search.REPAIR, archive_search.NOTHING):
        (root / "static" / name).write_bytes(assets.bundle(STATIC, sources))
    name, sources = archive_search.SHEETS
    mini.write(root / "static" / name, "".join((STATIC / one).read_text("utf-8") for one in sources))
    _write_device(root)
    mini.write(root / PAGE, _page())
    return root / PAGE


def _write_device(root: Path) -> None:
    """What a page over HTTP asks for of what a telephone keeps."""
    for name, sources in device.BUNDLES:
        (root / "static" / name).write_bytes(assets.bundle(STATIC, sources))
    named = {path.relative_to(root / "static").as_posix() for path in (root / "static").rglob("*.*")}
    known = assets.Assets({name: f"static/{name}" for name in named}, {})
    for output in device.outputs(province.SETTINGS.site, known):
        if output.data is not None:
            mini.write(root / output.path, output.data.decode())


def _page() -> str:
    """The search page by the theme's template."""
    loader = jinja2.FileSystemLoader(STATIC.parent / "templates")
    made = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    site = province.SETTINGS.site
    return made.get_template("search.html").render(
        site=site,
        root="../",
        section="tim-kiem",
        path=PAGE,
        crumbs=[{"label": "Trang chủ", "path": "index.html"}, {"label": "Tìm kiếm", "path": None}],
        title="Tìm kiếm",
        feeds=[],
        other="",
        canonical=f"https://lamgiang.example/{PAGE}",
        emblem="",
        ld=lambda *_: "",
        asset=lambda name: f"../static/{name}",
        once=lambda macro, *values: macro(site, *values),
        search_scripts=[archive_search.SCRIPT],
        example="12/2024",
        asked=ASKED,
        menu_levels=(("tinh", "Cấp tỉnh"), ("xa", "Cấp xã")),
        build_id=BUILD,
        dictionary=archive_search.dictionary_path(),
        browse={"levels": [], "types": [], "years": []},
    )


def _words() -> Any:
    """Names of councils and types, as far as the search asks for them."""
    cards = [card for card, _, _ in archive()]
    return SimpleNamespace(
        councils={card["council"]["slug"]: SimpleNamespace(label=card["council"]["label"]) for card in cards},
        types={card["type"]["slug"]: SimpleNamespace(name=card["type"]["name"]) for card in cards},
        fields=SimpleNamespace(listed=()),
    )


def card(code: str, title: str, date: str, body: CouncilLink, kind: str = "nghi-quyet", **changes: Any) -> DocumentCard:
    year, month, day = date.split("-")
    slug = code.lower().replace("/", "-").replace("đ", "d").replace("ð", "d")
    level = body["path"].split("/")[0]
    path = f"{level}/{body['slug']}/{year}/{slug}"
    made: DocumentCard = {
        "path": f"{path}/index.html",
        "first": path,
        "code": code,
        "title": title,
        "date": date,
        "date_label": f"{day}/{month}/{year}",
        "council": body,
        "organ": "hdnd",
        "organ_name": "Hội đồng nhân dân",
        "level": level,
        "level_label": LEVELS[level],
        "type": {"slug": kind, "name": TYPES[kind]},
        "oversight": None,
        "oversight_name": None,
        "dossier": None,
        "held": None,
        "field": None,
        "effect": {"status": "chua-ro", "label": "Chưa rõ"},
        "state": "published",
        "scope": "in",
        "ocr": False,
        "effective_from": None,
        "effective_to": None,
        "normative": None,
        "receipt": "TN-2024-000123",
        "received": f"{date}T08:12:00+07:00",
        "published": f"{date}T08:12:00+07:00",
        "changed": None,
        "past": [],
        "due": [],
        "files": [],
        "acts": [],
        "cites": [],
        "places": "",
        "year": int(year),
    }
    return cast(DocumentCard, {**made, **changes})


def _record(card: DocumentCard, place: int) -> record.Document:
    file = {
        "role": "main",
        "name": "a.pdf",
        "sha256": "9f" * 32,
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
