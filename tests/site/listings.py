"""The pages of the invented province that list documents, councils and years, and those that stand alone."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from pipeline.account import charts
from pipeline.document.difference import ComparedWords
from plugins.archive_pages import statistics, timeline
from plugins.archive_pages.card_types import Closed, CouncilLink, Deadline, DocumentCard, DossierCard, DossierPage
from plugins.archive_pages.document_types import ComparedRow, ComparedSide, ShownVersion, TombstoneDetail
from plugins.archive_pages.duty_types import LackingCitation
from plugins.incremental import Tally
from tests.site import contexts as c
from tests.site.contexts import Context, Page

YEARS = (2024, 2023)


def counted(name: str, count: int, path: str | None = None) -> Context:
    return {"name": name, "count": count, "path": path}


def years(base: str) -> list[Context]:
    return [{"year": year, "path": f"{base}/{year}/index.html", "count": 1200 + year % 10} for year in YEARS]


def uncounted(base: str) -> list[Context]:
    """As year pages have them: a count there would re-render all of them with each new document."""
    return [{"year": entry["year"], "path": entry["path"]} for entry in years(base)]


def group(title: str, cards: Sequence[DocumentCard]) -> Context:
    return {"title": title, "count": len(cards), "documents": cards}


def home() -> Page:
    levels = [
        {"slug": s, "label": label, "path": f"{s}/index.html", "count": 3182, "councils": 91, "description": text}
        for (s, label), text in zip(
            c.LEVELS.items(),
            (
                "Hội đồng nhân dân tỉnh hoặc thành phố, Thường trực, các Ban và Tổ đại biểu.",
                "Huyện, thị xã, thành phố.",
                "",
            ),
            strict=True,
        )
    ]
    types = [counted(name, 74, f"loai/{slug}/index.html") for slug, name in c.TYPES.items()]
    counts = {"documents": 20_416, "councils": 101, "originals": 23_054}
    fields = [counted("Giáo dục, đào tạo", 12, "linh-vuc/giao-duc/index.html")]
    shown = {"counts": counts, "levels": levels, "latest": c.CARDS, "types": types, "fields": fields, "title": ""}
    shown["thing"] = {"@type": "WebSite", "name": c.SITE["name"]}
    shown["examples"] = ["12/2024/NQ-HĐND", "mức chi", "ngan sach"]
    return Page("home.html", "index.html", shown)


def field() -> Page:
    own = {"title": "Lĩnh vực Giáo dục, đào tạo", "crumbs": c.crumbs(here="Giáo dục, đào tạo"), "years": []}
    return Page("field.html", "linh-vuc/giao-duc/index.html", own | {"section": "linh-vuc", "latest": c.CARDS[:1]})


def level(slug: str) -> Page:
    mine = [card for card in c.CARDS if card["level"] == slug]
    names = {"tinh": c.PROVINCE, "huyen": c.DISTRICT, "xa": c.COMMUNE}
    made = [
        {
            **names[slug],
            "count": 1204,
            "last_label": "18/12/2024",
            "ended": None,
            "successors": [],
        }
    ]
    ended = [
        {
            **c.council("ben-may", "HĐND xã Bến Mây", "xa"),
            "path": None,
            "count": 3,
            "last_label": "02/6/2025",
            "ended": "30/6/2025",
            "successors": [
                {"label": c.COMMUNE["label"], "path": c.COMMUNE["path"], "part": None},
                {"label": "HĐND xã Tây Cồn", "path": None, "part": "một phần"},
            ],
        }
    ]
    return Page(
        "level.html",
        f"{slug}/index.html",
        {
            "section": slug,
            "crumbs": c.crumbs(here=c.LEVELS[slug]),
            "title": f"Hội đồng nhân dân {c.LEVELS[slug].lower()}",
            "groups": [{"title": "Đang hoạt động", "councils": made}],
            "ended": [{"title": "Thuộc huyện An Khê Hạ", "councils": ended}] if slug == "xa" else [],
            "many": slug == "xa",
            "types": [counted("Nghị quyết", 12, "loai/nghi-quyet/index.html")],
            "latest": mine,
        },
    )


def council_facts(body: CouncilLink, slug: str) -> Context:
    ended = slug == "huyen"
    return {
        **body,
        "level_label": c.LEVELS[slug],
        "valid_from_label": "29/12/2013",
        "valid_to_label": "30/6/2025" if ended else None,
        "note": "Tên cũ dùng đến năm 2013." if ended else None,
        "parent": None if slug == "tinh" else {"label": c.PROVINCE["label"], "path": c.PROVINCE["path"]},
        "predecessors": [{"label": "HĐND xã Bến Mây", "path": None, "part": "một phần"}] if slug == "xa" else [],
        "successors": [{"label": c.COMMUNE["label"], "path": c.COMMUNE["path"], "part": None}] if ended else [],
        "history": [{"name": "Thị trấn An Khê", "from": None, "to": "2013"}] if ended else [],
        "completeness": None,
        "terms": [{"name": "X", "years": "2021-2026"}, {"name": None, "years": "2016-2021"}],
    }


def councils() -> Iterator[Page]:
    for slug, body in (("tinh", c.PROVINCE), ("huyen", c.DISTRICT), ("xa", c.COMMUNE)):
        mine = [card for card in c.CARDS if card["council"] is body]
        above = (c.LEVELS[slug], f"{slug}/index.html")
        base = f"{slug}/{body['slug']}"
        yield Page(
            "council.html",
            body["path"],
            {
                "section": slug,
                "crumbs": c.crumbs(above, here=body["label"]),
                "title": body["label"],
                "council": council_facts(body, slug),
                "organs": [
                    {"name": "Hội đồng nhân dân", "path": None, "count": 9},
                    {"name": "Ban Dân tộc", "path": None, "count": 0},
                ],
                "years": years(base),
                "sessions": [],
                "missing": None,
                "types": [counted("Nghị quyết", 9)],
                "latest": mine,
                "before": {"count": 3, "path": f"{base}/ke-thua/index.html", "latest": mine[:1]} if mine else None,
            },
        )
        if mine:
            old: Context = {
                "title": "Văn bản của đơn vị tiền nhiệm",
                "crumbs": c.crumbs(above, here="Đơn vị tiền nhiệm"),
            }
            old |= {"section": slug, "council": council_facts(body, slug), "groups": [group("Năm 2024", mine)]}
            by_year, by_field = f"{base}/ke-thua/index.html", f"{base}/ke-thua/linh-vuc/index.html"
            orders = [{"label": "Xếp theo năm", "path": by_year}, {"label": "Xếp theo lĩnh vực", "path": by_field}]
            for path in (by_year, by_field):
                yield Page("before.html", path, old | {"orders": orders, "order": path})
        for year in YEARS:
            of_year = [card for card in mine if card["year"] == year]
            yield Page(
                "council_year.html",
                f"{base}/{year}/index.html",
                {
                    "section": slug,
                    "crumbs": c.crumbs(above, (body["label"], body["path"]), here=str(year)),
                    "title": f"{body['label']} – văn bản năm {year}",
                    "council": body,
                    "year": year,
                    "count": len(of_year),
                    "years": uncounted(base),
                    "groups": [group("Nghị quyết", of_year)],
                    **neighbours(base, year),
                },
            )


def session() -> Page:
    body, named = c.CHARGES["council"], "Kỳ họp thứ mười lăm, khóa X"
    folder = body["path"].replace("index.html", "ky-hop/khoa-x-ky-15/index.html")
    shown: Context = {"section": "tinh", "title": f"{body['label']} – {named}", "council": body, "count": 1}
    return Page(
        "session.html",
        folder,
        {
            **shown,
            "crumbs": c.crumbs((body["label"], body["path"]), here=named),
            "groups": [group("Nghị quyết", [c.CHARGES])],
            "pack": None,
        },
    )


def neighbours(base: str, year: int) -> Context:
    older = {"label": f"Năm {year - 1}", "path": f"{base}/{year - 1}/index.html"}
    newer = {"label": f"Năm {year + 1}", "path": f"{base}/{year + 1}/index.html"}
    return {"previous": older if year - 1 in YEARS else None, "next": newer if year + 1 in YEARS else None}


def months(year: int) -> list[Context]:
    """A year with too many documents for one page."""
    base = f"giam-sat/{year}"
    return [{"label": f"Tháng {month}/{year}", "path": f"{base}/index.html", "count": 40} for month in (2, 5, 7)]


def types() -> Iterator[Page]:
    for slug, name in c.TYPES.items():
        mine = [card for card in c.CARDS if card["type"]["slug"] == slug]
        base = f"loai/{slug}"
        here = {"years": years(base), "section": "loai"}
        own = {"title": name, "crumbs": c.crumbs(here=name), "latest": mine}
        yield Page("type.html", f"{base}/index.html", here | own)
        for year in YEARS:
            of_year = {"title": f"{name} năm {year}", "year": year, "groups": [group("Cấp tỉnh", mine)]}
            of_year |= {"years": uncounted(base), "months": []}
            above = {"crumbs": c.crumbs((name, f"{base}/index.html"), here=str(year))}
            yield Page("group_year.html", f"{base}/{year}/index.html", here | of_year | above | neighbours(base, year))


def dated(card: DocumentCard, due: list[Deadline]) -> DocumentCard:
    return {**card, "due": due}


def oversight() -> Iterator[Page]:
    chain: DossierCard = {
        "slug": "duong",
        "title": "Vốn sửa chữa đường liên thôn 2021 - 2023",
        "path": "giam-sat/ho-so/duong/index.html",
        "council": c.PROVINCE,
        "count": 3,
        "years": "2024",
    }
    mine = (c.REPORT, c.ANSWER, c.PLAN)
    asked: Deadline = {"date": "2024-11-30", "sentence": "Báo cáo trước ngày 30/11/2024.", "anchor": ""}
    course = timeline.timeline([dated(card, [asked] * (card is c.REPORT)) for card in mine])
    waited = [{"due": course["due"][0], "dossier": chain}]
    here: Context = {"section": "giam-sat"}
    front = {"title": "Văn bản về hoạt động giám sát", "crumbs": c.crumbs(here="Giám sát"), "dossiers": [chain]}
    front["years"] = years("giam-sat")
    more: Context = {"calendar": "giam-sat/lich.ics", "waited": waited, "waited_more": True}
    front["councils"] = [counted(c.PROVINCE["label"], 3, "tinh/lam-giang/giam-sat/index.html")]
    front |= {"forms": [counted("Kế hoạch giám sát", 1), counted("Báo cáo kết quả giám sát", 1)], "latest": mine * 3}
    yield Page("oversight.html", "giam-sat/index.html", here | front | more)
    above = ("Giám sát", "giam-sat/index.html")
    for year in YEARS:
        listed = {"title": f"Văn bản giám sát năm {year}", "crumbs": c.crumbs(above, here=str(year)), "year": year}
        listed |= {"years": uncounted("giam-sat"), "months": months(year) if year == 2024 else []}
        listed |= {"groups": [] if year == 2024 else [group("Cấp tỉnh", mine)]} | neighbours("giam-sat", year)
        yield Page("group_year.html", f"giam-sat/{year}/index.html", here | listed)
    steps = [{"form_name": card["oversight_name"], "documents": [card]} for card in (c.PLAN, c.ANSWER, c.REPORT)]
    opened = {"title": chain["title"], "crumbs": c.crumbs(above, here="Hồ sơ"), "dossier": chain, "steps": steps}
    closed: Closed = {"date_label": "02/12/2024", "by": "Lê Thị Mẫu Đơn", "why": "đã thực hiện xong"}
    ended: DossierPage = {**chain, "closed": closed}
    opened |= {"dossier": ended, "gone": [{"code": c.CHARGES["code"], "now": c.CHARGES["path"]}], "tables": []}
    opened["timeline"] = course
    opened["calendar"] = "giam-sat/lich.ics"
    all_of: Context = {
        "title": "HĐND tỉnh Lam Giang: hồ sơ giám sát",
        "crumbs": c.crumbs(above, here="HĐND tỉnh Lam Giang"),
    }
    all_of |= {"council": c.PROVINCE, "dossiers": [chain], "waited": waited, "calendar": None}
    yield Page("council_oversight.html", "tinh/lam-giang/giam-sat/index.html", here | all_of)
    yield Page("dossier.html", chain["path"], here | opened)


def alone() -> Iterator[Page]:
    gone: TombstoneDetail = {
        **c.GONE,
        "state_reason": "ban hành nhầm thẩm quyền.",
        "state_date_label": "20/3/2024",
        "state_receipt": "TN-2024-000140",
        "replaced_by": c.CHARGES,
        "by_office": False,
        "asked": None,
        "ground": None,
    }
    tomb = {"doc": gone, "crumbs": c.of_card(c.GONE), "title": "Quyết định số 09/QĐ-HĐND", "section": "tinh"}
    yield Page("tombstone.html", c.GONE["path"], tomb)
    old: ShownVersion = {
        "label": "Phiên bản 1",
        "received_label": "10/12/2024 08:12",
        "superseded_label": "13/12/2024 16:40",
        "reason": "Gửi lại bản có đủ phụ lục",
        "receipt": "TN-2024-000123",
        "files": [c.MAIN],
        "next_label": "phiên bản 2",
        "code": c.RICH["code"],
        "date_label": "10/12/2024",
        "title": c.RICH["title"],
        "body": Markup('<h3 id="dieu-1">Điều 1</h3>'),
        "pictured": False,
        "difference": None,
    }
    version = {"doc": c.RICH, "version": old, "current_path": c.RICH["path"], "title": "Phiên bản 1", "section": "tinh"}
    version |= {"toc": []}
    path = c.RICH["path"].replace("index.html", "phien-ban-1/index.html")
    yield Page("version.html", path, version | {"crumbs": c.crumbs(("Cấp tỉnh", "tinh/index.html"), here="1")})
    yield Page("difference.html", path.replace("index.html", "thay-doi/index.html"), changes(path))
    moved = {"target": c.RICH["path"], "target_label": c.RICH["code"]}
    yield Page("redirect.html", "tinh/lam-giang/2024/21-2024-nq-hdnd/index.html", moved)
    browse = {
        "levels": [{"label": label, "count": 9, "path": f"{slug}/index.html"} for slug, label in c.LEVELS.items()],
        "types": [counted(name, 9, f"loai/{slug}/index.html") for slug, name in c.TYPES.items()],
        "years": [],
    }
    found = {"title": "Tìm kiếm", "section": "tim-kiem", "crumbs": c.crumbs(here="Tìm kiếm"), "browse": browse}
    found |= {"example": "12/2024", "asked": c.ASKED, "receipts": "", "search_scripts": (), "dictionary": ""}
    yield Page("search.html", "tim-kiem/index.html", found)
    yield from duties()
    yield figures()
    lacking: list[LackingCitation] = [
        {
            "code": "9/NQ-HĐND",
            "said": "9/NQ-HĐND",
            "date": "2020-02-02",
            "date_label": "02/02/2020",
            "kind": "nghi-quyet",
            "by": [c.CHARGES],
        }
    ]
    lack: Context = {
        "title": "Được viện dẫn nhưng chưa có",
        "section": "tinh",
        "council": c.PROVINCE,
        "lacking": lacking,
        "years": [],
    }
    lack |= {"table": "du-lieu/2024.csv", "crumbs": c.crumbs(("Cấp tỉnh", "tinh/index.html"), here="Chưa có")}
    yield Page("missing.html", "tinh/lam-giang/vien-dan-chua-co/index.html", lack)
    yield from receipts()
    files: Context = {"section": "du-lieu", "unlisted": True, "parts": [], "files": [], "addresses": ""}
    parts = [{"name": "thư mục gốc", "path": "du-lieu/tep/goc"}]
    above = ("Dữ liệu mở", "du-lieu/index.html")
    addresses = "du-lieu/tep/danh-sach.urls"
    all_files = {
        "title": "Danh sách mọi tệp",
        "parts": parts,
        "addresses": addresses,
        "crumbs": c.crumbs(above, here="Danh sách mọi tệp"),
    }
    yield Page("files.html", "du-lieu/tep/index.html", files | all_files)
    root = {
        "title": "Tệp trong thư mục gốc",
        "files": [
            {"path": "index.html", "size_label": "9 KB"},
            {"path": c.MAIN["path"], "size_label": "48 KB"},
        ],
    }
    yield Page("files.html", "du-lieu/tep/goc.html", files | root | {"crumbs": c.crumbs(above, here="Tệp")})
    yield Page("404.html", "404.html", {"title": "Không có trang này"})


def changes(path: str) -> Context:
    """What changed between two versions: a word, a clause more, a clause less."""
    said, was, now = (ComparedWords(one, changed=one != "Thu", gap=" ") for one in ("Thu", "5.000", "6.000"))
    place, link = "khoản 1 Điều 1", f"{path}#dieu-1"
    left: ComparedSide = {"place": place, "path": link, "pieces": [said, was]}
    right: ComparedSide = {"place": place, "path": link, "pieces": [said, now]}
    pairs: list[list[ComparedSide | None]] = [[left, right], [left, None], [None, right]]
    rows: list[ComparedRow] = [{"same": None, "sides": sides} for sides in pairs]
    return {
        "doc": c.RICH,
        "label": "Thay đổi từ phiên bản 1 đến phiên bản 2",
        "title": "Thay đổi",
        "section": "tinh",
        "crumbs": c.crumbs(("Cấp tỉnh", "tinh/index.html"), here="Thay đổi"),
        "sides": [{"label": f"Phiên bản {n}", "received_label": "10/12/2024 08:12", "path": path} for n in (1, 2)],
        "facts": [{"label": "Trích yếu", "old": "Mức thu", "new": "Mức thu phí"}],
        "sections": [
            {"title": "Điều 1", "rows": [*rows, {"same": "khoản 2 Điều 1"}]},
            {"title": None, "rows": [{"same": "Điều 2 đến Điều 7"}]},
        ],
        "counts": {"changed": 1, "added": 1, "removed": 1},
        "recognised": True,
    }


def figures() -> Page:
    """Documents and scans by month and year."""
    view = Counted({"tk:": [("2023-12", 4), ("2024-01", 12)], "tq:": [("2024-01", 3)]})
    made = statistics.page(view)  # type: ignore[arg-type]
    return Page("statistics.html", made.path, dict(made.context))


class Counted:
    """What a page of figures asks of the state."""

    def __init__(self, tallies: dict[str, list[tuple[str, int]]]) -> None:
        self._tallies = tallies

    def tally(self, prefix: str) -> list[Tally]:
        return [Tally(name, total, "") for name, total in self._tallies[prefix]]


TWO_COUNTS = ((5, "2019–2024"), (0, "2024"))


def duties() -> Iterator[Page]:
    """What has come of what must come, and how reports of errors were answered."""
    cells: list[tuple[str, list[tuple[int, int] | None]]] = [
        (c.PROVINCE["label"], [(12, 0), (8, 2)]),
        (c.COMMUNE["label"], [None, (0, 3)]),
    ]
    facts = {"series": "Nghị quyết cá biệt", "last": 10, "present": 8, "unused": "", "withheld": "", "withdrawn": "4"}
    place = {"label": c.PROVINCE["label"], "path": c.PROVINCE["path"]}
    row = {"year": 2024, "declared": True, "missing": "3, 7–9", **facts}
    councils = [place | {"present": 1208, "missing": missing, "years": years} for missing, years in TWO_COUNTS]
    kinds = [{"year": 2024, "name": "Kế hoạch", "present": 3, "declared": None}]
    yield Page(
        "completeness.html",
        "day-du/index.html",
        {
            "title": "Mức đầy đủ của dữ liệu",
            "section": "du-lieu",
            "crumbs": c.crumbs(here="Mức đầy đủ"),
            "council": None,
            "picture": Markup(charts.matrix("day-du", "Nghị quyết theo hội đồng và năm", YEARS, cells)),  # noqa: S704 made by our own template
            "councils": councils,
            "rows": [],
            "kinds": [],
            "table_path": None,
            "total": {"present": 1208, "missing": 5},
            "silent": [c.DISTRICT],
        },
    )
    yield Page(
        "completeness.html",
        f"{c.PROVINCE['path'].removesuffix('index.html')}day-du/index.html",
        {
            "title": "Mức đầy đủ của dữ liệu",
            "section": "tinh",
            "crumbs": c.crumbs(here="Mức đầy đủ"),
            "council": c.PROVINCE,
            "picture": "",
            "councils": [],
            "rows": [row, row | {"year": 2023, "missing": "", "declared": False}],
            "kinds": kinds,
            "table_path": None,
            "total": {"present": 1208, "missing": 5},
            "silent": [],
        },
    )
    answered = {"decision": "đã sửa", "answered_label": "05/03/2024", "answer": "Máy đọc nhầm một chữ số."}
    changed = {"before": "200.000 đồng", "after": "250.000 đồng"}
    report = {"id": "SS-2024-000001", "anchor": "ss-2024-000001", "date_label": "01/03/2024", "place": "Điều 5"}
    report |= {"document": c.RICH["path"].removesuffix("/index.html"), **answered, **changed}
    unknown = dict.fromkeys(("document", "place", "decision", "answered_label", "answer", "before", "after"))
    waits = {"id": "SS-2024-000002", "anchor": "ss-2024-000002", "date_label": "02/03/2024", **unknown}
    told = {"title": "Phản ánh sai sót và trả lời", "section": "bao-sai-sot", "reports": [waits, report], "open": 1}
    yield Page("answers.html", "phan-anh/index.html", told | {"crumbs": c.crumbs(here="Phản ánh và trả lời")})


def receipts() -> Iterator[Page]:
    """What became of packages: the first page, and one of a hundred numbers."""
    row: Context = {"id": "TN-2024-000123", "anchor": "tn-2024-000123", "path": "bien-nhan/2024/so-000100/index.html"}
    row |= {"day": "2024-12-10", "state": "accepted", "since": ""}
    row |= {"label": "Đã tiếp nhận", "since_label": "", "why": "", "package": "L77,2024/12/10,12/NQ-HĐND"}
    row |= {"document": c.RICH["path"].removesuffix("/index.html"), "council": c.PROVINCE["label"]}
    waits = row | {"id": "TN-2024-000124", "anchor": "tn-2024-000124", "label": "Đang chờ", "why": "Bản quét."}
    waits |= {"package": "", "document": None, "council": "", "since_label": "12/12/2024"}
    months = [{"label": "12/2024", "path": "bien-nhan/2024/so-000100/index.html"}]
    first: Context = {"title": "Biên nhận gói tin", "section": "du-lieu", "crumbs": c.crumbs(here="Biên nhận")}
    yield Page("receipts_first.html", "bien-nhan/index.html", first | {"months": months, "blocks": months})
    shown: Context = {"title": "Biên nhận: số 000100–000199 năm 2024", "section": "du-lieu", "unlisted": True}
    shown |= {
        "by_number": True,
        "of_council": False,
        "data_path": "bien-nhan/index.html",
        "crumbs": c.crumbs(here="Số"),
    }
    shown |= {"days": [{"anchor": "ngay-2024-12-10", "label": "10/12/2024", "rows": [row, waits]}]}
    shown |= {"councils": [{"label": c.PROVINCE["label"], "path": "bien-nhan/index.html"}]}
    yield Page("receipts.html", "bien-nhan/2024/so-000100/index.html", shown)


def pages() -> Iterator[Page]:
    yield home()
    yield field()
    yield field()
    yield from map(level, c.LEVELS)
    yield from councils()
    yield session()
    yield from types()
    yield from oversight()
    yield from alone()
