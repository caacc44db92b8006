"""An invented province as the templates see it: every kind of page, with the peculiar cases of each.

The values have the shapes that plugins/archive_pages.py gives; nothing here is read from an archive.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from markupsafe import Markup

from plugins.archive_pages.card_types import CardFacts, CouncilLink, DocumentCard
from plugins.archive_pages.document_types import (
    DocumentDetail,
    EffectLine,
    EffectShown,
    RelationLine,
    ShownDates,
    ShownFile,
    ShownSigner,
    VersionLink,
)
from plugins.archive_reader import ContentsEntry

Context = dict[str, Any]

SITE = {
    "name": "Cơ sở dữ liệu Hội đồng nhân dân các cấp",
    "place": "Tỉnh Lam Giang",
    "office": "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Lam Giang",
    "email": "lienthong@lamgiang.example",
    "phone": "0999 000 111",
    "address": "Số 1, đường Bờ Sông, phường Trung Tâm",
    "url": "https://hdnd.lamgiang.example/kho",
    "rsync": "rsync://hdnd.lamgiang.example/kho",
    "notice": "Kho mẫu. Mọi văn bản và tên người đều là dữ liệu minh họa.",
}
REPORT_TEXT = "Văn bản: Nghị quyết số 12/2024/NQ-HĐND\nĐiều, khoản, điểm:\nChỗ sai:"
SHA = "9f2c4b7d11e05a83c6f7d2b49a1e6c0f5d8832774bb16e90fa3c2d51e7a4e71a"
HOME = {"label": "Trang chủ", "path": "index.html"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page to render: which template, where to, with what."""

    template: str
    path: str
    context: Context


def council(slug: str, label: str, level: str) -> CouncilLink:
    title = label.replace("HĐND", "Hội đồng nhân dân")
    return {"slug": slug, "label": label, "title": title, "path": f"{level}/{slug}/index.html"}


PROVINCE = council("lam-giang", "HĐND tỉnh Lam Giang", "tinh")
DISTRICT = council("an-khe-ha", "HĐND huyện An Khê Hạ", "huyen")
COMMUNE = council("phu-vinh-dong", "HĐND xã Phú Vinh Đông", "xa")
TYPES = {"nghi-quyet": "Nghị quyết", "bao-cao": "Báo cáo", "ke-hoach": "Kế hoạch", "quyet-dinh": "Quyết định"}
LEVELS = {"tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}


ASKED = {
    "numbers": ["12/2024/NQ-HĐND", "nq12"],
    "topics": ["mức chi", "ngan sach"],
    "phrases": ['"mức chi"'],
    "signs": ["mức* chi"],
}
"""Examples of questions, as plugins/archive_pages/examples.py gives them."""


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


def effect(status: str, label: str) -> Context:
    return {"status": status, "label": label}


STARTS = "Nghị quyết này có hiệu lực thi hành kể từ ngày 20 tháng 12 năm 2024."


CHARGES = card(
    "12/2024/NQ-HĐND",
    "Quy định mức thu, chế độ thu, nộp, quản lý và sử dụng phí bến đò ngang trên địa bàn tỉnh Lam Giang",
    "2024-12-09",
    PROVINCE,
    effect=effect("con-hieu-luc", "Còn hiệu lực"),
)
BUDGET = card(
    "41/NQ-HĐND",
    "Về dự toán thu ngân sách nhà nước trên địa bàn; dự toán thu, chi ngân sách huyện năm 2025",
    "2024-12-18",
    DISTRICT,
    ocr=True,
)
SCAN = card("07/NQ-HĐND", "Về kế hoạch đầu tư công năm 2025", "2024-12-20", COMMUNE, ocr=True)
PLAN = card(
    "03/KH-HĐND",
    "Giám sát việc quản lý, sử dụng vốn sửa chữa đường liên thôn giai đoạn 2021 - 2023",
    "2024-02-15",
    PROVINCE,
    "ke-hoach",
    organ="ban-ktns",
    organ_name="Ban Kinh tế - Ngân sách",
    oversight="kh-gs",
    oversight_name="Kế hoạch giám sát",
)
REPORT = card(
    "58/BC-HĐND",
    "Kết quả giám sát việc quản lý, sử dụng vốn sửa chữa đường liên thôn giai đoạn 2021 - 2023",
    "2024-07-30",
    PROVINCE,
    "bao-cao",
    organ="doan-gs",
    organ_name="Đoàn giám sát",
    oversight="bc-kq-gs",
    oversight_name="Báo cáo kết quả giám sát",
)
ANSWER = card(
    "220/BC-UBND",
    "Báo cáo phục vụ Đoàn giám sát",
    "2024-05-11",
    PROVINCE,
    "bao-cao",
    organ_name="Ủy ban nhân dân huyện An Khê Hạ",
    oversight_name="Báo cáo của cơ quan chịu sự giám sát",
    scope="related",
)
OLD = card(
    "20/NQ-HĐND",
    "Về chương trình hoạt động năm 2024",
    "2023-12-08",
    PROVINCE,
    state="replaced",
    effect=effect("het-hieu-luc", "Hết hiệu lực"),
)
GONE = card("09/QĐ-HĐND", "Phân công nhiệm vụ", "2024-03-04", PROVINCE, "quyet-dinh", state="withdrawn")
CARDS = (SCAN, BUDGET, CHARGES, REPORT, ANSWER, PLAN, GONE, OLD)


def file(name: str, role: str, label: str, path: str | None = None, **changes: Any) -> ShownFile:
    made: ShownFile = {
        "role": role,
        "role_label": label,
        "name": name,
        "path": f"originals/9f/2c/{SHA}.pdf" if path is None else path,
        "size": 219_136,
        "size_label": "214 KB",
        "media_label": "PDF",
        "sha256": SHA,
        "signatures": [
            {
                "signer": "Văn phòng HĐND Lam Giang",
                "issuer": "CA thử",
                "time": "09/12/2024 10:00",
                "stated": "theo máy của người ký",
                "facts": ["nội dung đã ký còn nguyên vẹn", "chưa kiểm chuỗi chứng thư", "ký cho toàn bộ tệp"],
            }
        ],
        "pages": 6,
        "download": "12-2024-nq-hdnd.pdf",
    }
    return cast(ShownFile, {**made, **changes})


MAIN = file("12_2024_NQ-HDND_phi ben do (ky so).pdf", "main", "Văn bản chính")
TABLE = file(
    "Phu luc muc thu.xlsx", "annex", "Phụ lục", media_label="Excel", pages=None, size=18_022, size_label="18 KB"
)
ABSENT = file("Du thao.docx", "twin", "Bản Word", "", media_label="Word", pages=None)


NOTHING_KNOWN: EffectShown = {
    "status": None,
    "label": None,
    "lines": [],
    "events": [],
    "days": "",
    "unknown": False,
    "rule": None,
}


def details(of: DocumentCard, **changes: Any) -> DocumentDetail:
    known: CardFacts = of
    made: DocumentDetail = {
        **known,
        "session": None,
        "place": None,
        "dates": dates(of),
        "signers": [],
        "effect": NOTHING_KNOWN,
        "addressee": None,
        "urgency": None,
        "text": {"method": "text", "confidence": None, "missing": []},
        "files": [MAIN],
        "versions": [version(1, None)],
        "relations": [],
        "dossier": None,
        "notes": [],
        "received_label": "10/12/2024 08:12",
        "state_reason": None,
        "state_date_label": None,
        "replaced_by": None,
        "follow": None,
        "cited_by": [],
        "cited_more": 0,
        "past_anchors": [],
        "issuer": of["council"]["label"],
    }
    return cast(DocumentDetail, {**made, **changes})


def dates(of: DocumentCard) -> ShownDates:
    return {"issued": of["date"], "issued_label": of["date_label"], "passed_label": None}


def version(number: int, path: str | None, **changes: Any) -> VersionLink:
    made: VersionLink = {
        "label": f"Phiên bản {number}",
        "path": path,
        "received_label": "10/12/2024 08:12",
        "reason": None,
        "current": path is None,
        "difference": None,
        "before": f"phiên bản {number - 1}",
    }
    return cast(VersionLink, {**made, **changes})


BEGINS: EffectLine = {
    "label": "Có hiệu lực từ 20/12/2024 (Điều 2)",
    "evidence": STARTS,
    "where": "#dieu-2",
    "by": None,
    "path": None,
}
IN_FORCE: EffectShown = {
    "status": "con-hieu-luc",
    "label": "Còn hiệu lực",
    "unknown": False,
    "rule": None,
    "lines": [BEGINS],
    "events": [{**BEGINS, "day": "20/12/2024", "iso": "2024-12-20", "status": "Còn hiệu lực"}],
    "days": "\tChưa có hiệu lực\t\n2024-12-20\tCòn hiệu lực\tCó hiệu lực từ 20/12/2024 (Điều 2)",
}
REPLACES: RelationLine = {
    "type": "thay-the",
    "type_label": "Thay thế",
    "target_label": "20/NQ-HĐND",
    "path": OLD["path"],
    "provision": "Điều 3",
    "evidence": "Nghị quyết này thay thế Nghị quyết số 20/NQ-HĐND ngày 08 tháng 12 năm 2023.",
    "where": "#dieu-2",
}
RESTS: RelationLine = {
    "type": "can-cu",
    "type_label": "Căn cứ",
    "target_label": "Luật số 97/2015/QH13",
    "path": None,
    "provision": None,
    "evidence": None,
    "where": None,
}
SIGNER: ShownSigner = {
    "name": "Lê Thị Mẫu Đơn",
    "title": "Chủ tịch",
    "form": "TM. HỘI ĐỒNG NHÂN DÂN",
    "shown": "Chủ tịch Lê Thị Mẫu Đơn",
}
RICH = details(
    CHARGES,
    effect=IN_FORCE,
    normative=True,
    place="Lam Giang",
    dates={**dates(CHARGES), "passed_label": "09/12/2024"},
    signers=[SIGNER],
    files=[MAIN, TABLE, ABSENT],
    past_anchors=["dieu-9"],
    versions=[
        version(1, CHARGES["path"].replace("index.html", "phien-ban-1/index.html")),
        version(
            2,
            None,
            received_label="13/12/2024 16:40",
            reason="Gửi lại bản có đủ phụ lục",
            difference=CHARGES["path"].replace("index.html", "phien-ban-1/thay-doi/index.html"),
        ),
    ],
    relations=[REPLACES, RESTS],
    notes=[{"code": "number-from-stamp", "label": "Số của văn bản được đọc từ dấu số đóng trên bản gốc."}],
)
POOR = details(SCAN, text={"method": "none", "confidence": None, "missing": []})
READ = details(
    BUDGET,
    text={
        "method": "ocr",
        "confidence": 0.87,
        "missing": ["Nội dung chữ dưới đây chưa đầy đủ.", "Bản gốc có toàn bộ văn bản."],
    },
    signers=[{"name": "Trần Văn Phác", "title": None, "form": None, "shown": "Trần Văn Phác"}],
)
LAST = details(
    OLD, state_date_label="09/12/2024", replaced_by=CHARGES, state_reason="Được thay thế theo Điều 3.", files=[]
)


def clause(anchor: str, label: str, number: str, text: str, kind: str = "khoan") -> str:
    neo = f'<a class="neo" href="#{anchor}" aria-label="Liên kết đến {label}">#</a>'
    return f'<p class="{kind}" id="{anchor}"><span class="so">{number} </span>{text}{neo}</p>'


def heading(depth: int, kind: str, anchor: str, text: str) -> str:
    neo = f'<a class="neo" href="#{anchor}" aria-label="Liên kết đến {text.split(".")[0]}">#</a>'
    return f'<h{depth} class="{kind}" id="{anchor}">{text}{neo}</h{depth}>'


LONG = (
    "Người, xe đạp và hàng hóa qua bến đò ngang do xã quản lý nộp phí theo bảng mức thu ở phụ lục; "
    "người từ đủ 80 tuổi, trẻ em dưới 06 tuổi, học sinh đi học và người làm nhiệm vụ cứu hộ được miễn."
)
CELLS = "".join(f"<th>{name}</th>" for name in ("Số thứ tự", "Đối tượng nộp phí", "Đơn vị tính", "Mức thu ban ngày"))
ROW = "".join(f"<td>{name}</td>" for name in ("1", "Người đi bộ, xe đạp", "đồng/lượt", "2.000"))
BODY = Markup(  # noqa: S704 — markup of the reader, as invented here
    "\n".join(
        [
            '<p class="can-cu">Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;</p>',
            '<p class="can-cu">Căn cứ Luật Phí và lệ phí ngày 25 tháng 11 năm 2015;</p>',
            '<p class="giua">QUYẾT NGHỊ:</p>',
            heading(3, "dieu", "dieu-1", "Điều 1. Thông qua Quy định về phí bến đò ngang"),
            f"<p>{LONG}</p>",
            heading(3, "dieu", "dieu-2", "Điều 2. Tổ chức thực hiện"),
            clause("dieu-2-khoan-1", "khoản 1 Điều 2", "1.", LONG),
            clause("dieu-2-khoan-2", "khoản 2 Điều 2", "2.", "Các cơ quan sau đây chịu trách nhiệm thi hành:"),
            clause("dieu-2-khoan-2-diem-a", "điểm a khoản 2 Điều 2", "a)", LONG, "diem"),
            clause("dieu-2-khoan-2-diem-dd", "điểm đ khoản 2 Điều 2", "đ)", "Ủy ban nhân dân cấp xã.", "diem"),
            '<p class="ky">CHỦ TỊCH</p>',
            '<p class="ky">Lê Thị Mẫu Đơn</p>',
            heading(2, "phan-kem", "qd", "QUY ĐỊNH Mức thu phí bến đò ngang"),
            heading(3, "chuong", "qd-chuong-1", "Chương I. QUY ĐỊNH CHUNG"),
            heading(4, "dieu", "qd-dieu-1", "Điều 1. Phạm vi điều chỉnh"),
            f"<p>{LONG}</p>",
            clause("qd-dieu-1-khoan-10", "khoản 10 Điều 1", "10.", LONG),
            '<div class="table-box" tabindex="0" role="region" aria-label="Bảng 1"><table><thead><tr>'
            + CELLS * 3
            + "</tr></thead><tbody><tr>"
            + ROW * 3
            + "</tr></tbody></table></div>",
        ]
    )
)


def entry(anchor: str, label: str, depth: int, *children: ContentsEntry) -> ContentsEntry:
    return {"id": anchor, "label": label, "depth": depth, "children": list(children)}


TOC = (
    entry("dieu-1", "Điều 1. Thông qua Quy định về phí bến đò ngang", 3),
    entry("dieu-2", "Điều 2. Tổ chức thực hiện", 3),
    entry(
        "qd",
        "QUY ĐỊNH Mức thu phí bến đò ngang",
        2,
        entry("qd-chuong-1", "Chương I. QUY ĐỊNH CHUNG", 3, entry("qd-dieu-1", "Điều 1. Phạm vi điều chỉnh", 4)),
    ),
)


def crumbs(*between: tuple[str, str], here: str) -> list[Context]:
    return [HOME, *({"label": label, "path": path} for label, path in between), {"label": here, "path": None}]


def of_card(shown: Mapping[str, Any]) -> list[Context]:
    body, year = shown["council"], shown["year"]
    return crumbs(
        (shown["level_label"], f"{shown['level']}/index.html"),
        (body["label"], body["path"]),
        (str(year), body["path"].replace("index.html", f"{year}/index.html")),
        here=shown["code"],
    )


def document(doc: DocumentDetail, body: Markup | str = "", toc: tuple[ContentsEntry, ...] = ()) -> Page:
    of = doc["code"]
    context = {
        "section": doc["level"],
        "crumbs": of_card(doc),
        "title": f"{doc['type']['name']} số {of} – {doc['title']}",
        "description": doc["title"],
        "doc": doc,
        "body": body,
        "pictured": False,
        "toc": toc,
        "previous": OLD if doc is RICH else None,
        "next": GONE if doc is RICH else None,
        "citation": f"{doc['type']['name']} số {of} ngày {doc['date_label']} của {doc['council']['label']}",
        "report": {
            "mailto": f"mailto:lienthong@lamgiang.example?subject={quote('Báo sai sót')}&body={quote(REPORT_TEXT)}",
            "text": REPORT_TEXT,
        },
        "json_path": doc["path"].replace("index.html", "document.json"),
        "akn_path": doc["path"].replace("index.html", "akoma-ntoso.xml"),
        "thing": {"@type": "Legislation", "name": doc["title"]},
        "entry": {"place": 3, "line": f'{{"event":"published","document":"{doc["path"]}","title":"đò & “bến” <b>"}}'},
    }
    return Page("document.html", doc["path"], context)


def every_page(page: Page) -> Context:
    """The keys that each page has, and those of this one."""
    depth = page.path.count("/")
    common = {
        "site": SITE,
        "root": "../" * depth,
        "section": "",
        "crumbs": [],
        "path": page.path,
        "other": "",
        "menu_levels": tuple(LEVELS.items()),
        "title": "",
        "description": "Một câu nói trang này có gì.",
        "feeds": [{"title": "Văn bản mới", "path": "atom.xml"}],
        "build_id": "0123456789abcdef",
        "canonical": f"{SITE['url']}/{page.path}",
    }
    return common | page.context


def documents() -> Iterator[Page]:
    yield document(RICH, BODY, TOC)
    yield document(READ, Markup("<p>Căn cứ kết quả kỳ họp…</p>"))
    yield document(POOR)
    yield document(LAST)
    yield document(details(PLAN, dossier={"title": "Vốn sửa chữa đường", "path": "giam-sat/ho-so/duong/index.html"}))
    yield document(details(REPORT))
    yield document(details(ANSWER, addressee="Đoàn giám sát", urgency="Khẩn"))
