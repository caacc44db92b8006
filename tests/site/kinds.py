"""An archive of the invented province that has every kind of page, with the peculiar cases of each."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_pages.site import ArchiveSite
from plugins.incremental import Output, View
from tests.document import samples
from tests.plugins.archive import REPOSITORY, TEXT, Archive
from tests.plugins.test_dossier_pages import ASKED, decide
from tests.plugins.test_office_pages import complain, declare
from tests.plugins.test_receipts import take

THEME = REPOSITORY / "theme"
URL = "https://hdnd.lamgiang.example/output"  # the folder under which the tests serve it
TITLE = "Quy định mức thu, chế độ thu, nộp, quản lý và sử dụng phí bến đò ngang trên địa bàn tỉnh Lam Giang"
ADDRESS = "tinh/lam-giang/2024/12-2024-nq-hdnd"
DOCUMENT = f"{ADDRESS}/index.html"
GONE = "tinh/lam-giang/2024/9-nq-hdnd/index.html"
SCAN, READ = "xa/phu-vinh-dong/2024/7-nq-hdnd/index.html", "huyen/an-khe-ha/2024/41-nq-hdnd/index.html"
ONE_OF_EACH = {
    "404": "404.html",
    "answers": "phan-anh/index.html",
    "before": "xa/phu-vinh/ke-thua/index.html",
    "check": "kiem-tra-goi-tin/index.html",
    "completeness": "day-du/index.html",
    "council": "tinh/lam-giang/index.html",
    "council_oversight": "tinh/lam-giang/giam-sat/index.html",
    "council_year": "tinh/lam-giang/2024/index.html",
    "device": "tren-may-nay/index.html",
    "difference": f"{ADDRESS}/phien-ban-1/thay-doi/index.html",
    "document": DOCUMENT,
    "dossier": "giam-sat/ho-so/lam-giang-duong/index.html",
    "field": "linh-vuc/giao-duc/index.html",
    "files": "du-lieu/tep/index.html",
    "group_year": "loai/nghi-quyet/2024/index.html",
    "home": "index.html",
    "level": "xa/index.html",
    "missing": "tinh/lam-giang/vien-dan-chua-co/index.html",
    "oversight": "giam-sat/index.html",
    "page": "kha-nang-tiep-can/index.html",
    "page_about": "gioi-thieu/index.html",
    "page_data": "du-lieu/index.html",
    "page_help": "tro-giup/index.html",
    "page_report": "bao-sai-sot/index.html",
    "receipts": "bien-nhan/2024/so-000100/index.html",
    "receipts_first": "bien-nhan/index.html",
    "redirect": "tinh/lam-giang/2024/21-2024-nq-hdnd/index.html",
    "search": "tim-kiem/index.html",
    "session": "tinh/lam-giang/ky-hop/khoa-x-ky-15/index.html",
    "statistics": "du-lieu/so-lieu/index.html",
    "tombstone": GONE,
    "type": "loai/nghi-quyet/index.html",
    "version": f"{ADDRESS}/phien-ban-1/index.html",
}
"""A page by each template."""
SIZES = PageSizes(year=4)
STARTS = "Nghị quyết này có hiệu lực thi hành kể từ ngày 20 tháng 12 năm 2024."
LONG = (
    "Người, xe đạp và hàng hóa qua bến đò ngang do xã quản lý nộp phí theo bảng mức thu ở phụ lục; "
    "người từ đủ 80 tuổi, trẻ em dưới 06 tuổi, học sinh đi học và người làm nhiệm vụ cứu hộ được miễn."
)
WIDE = (
    ("Số thứ tự", "Đối tượng nộp phí", "Đơn vị tính", "Mức thu ban ngày") * 3,
    ("1", "Người đi bộ, xe đạp", "đồng/lượt", "2.000") * 3,
)
BODY = (
    Passage(PassageKind.can_cu, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"),
    Passage(PassageKind.can_cu, "Căn cứ Nghị quyết số 9/NQ-HĐND ngày 02 tháng 02 năm 2020 của Hội đồng nhân dân tỉnh;"),
    Passage(PassageKind.centred, "QUYẾT NGHỊ:"),
    Passage(PassageKind.dieu, "Điều 1. Thông qua Quy định về phí bến đò ngang", "dieu-1", 3),
    Passage(PassageKind.paragraph, LONG),
    Passage(PassageKind.dieu, "Điều 2. Tổ chức thực hiện", "dieu-2", 3),
    Passage(PassageKind.khoan, f"1. {LONG}", "dieu-2-khoan-1"),
    Passage(PassageKind.khoan, "2. Các cơ quan sau đây chịu trách nhiệm thi hành:", "dieu-2-khoan-2"),
    Passage(PassageKind.diem, f"a) {LONG}", "dieu-2-khoan-2-diem-a"),
    Passage(PassageKind.diem, "đ) Ủy ban nhân dân cấp xã.", "dieu-2-khoan-2-diem-dd"),
    Passage(PassageKind.khoan, f"3. {STARTS}", "dieu-2-khoan-3"),
    Passage(PassageKind.signature, "CHỦ TỊCH"),
    Passage(PassageKind.signature, "Lê Thị Mẫu Đơn"),
    Passage(PassageKind.part, "QUY ĐỊNH Mức thu phí bến đò ngang", "qd", 2),
    Passage(PassageKind.chuong, "Chương I. QUY ĐỊNH CHUNG", "qd-chuong-1", 3),
    Passage(PassageKind.dieu, "Điều 1. Phạm vi điều chỉnh", "qd-dieu-1", 4),
    Passage(PassageKind.paragraph, LONG),
    Passage(PassageKind.khoan, f"10. {LONG}", "qd-dieu-1-khoan-10"),
    Passage(PassageKind.table, rows=WIDE),
)
WAS = (*BODY[:4], Passage(PassageKind.paragraph, "Mức thu là 5.000 đồng một lượt."), *BODY[5:-1])


SITE = {"url": URL, "phone": "0999 000 111", "notice": "Kho mẫu: dữ liệu minh họa.", "rsync": f"rsync{URL[5:]}"}
NAME = "12_2024_NQ-HDND_phi ben do (ky so).pdf"
SHA = hashlib.sha256(f"%PDF-1.7 {NAME}\n".encode()).hexdigest()


def made(root: Path, **site: str) -> Archive:
    """The archive, built; `site` are other settings than `SITE`."""
    archive = Archive(root, **SITE | site)
    archive.own["ARCHIVE_SIZES"] = SIZES
    file = root / f"content/originals/ab/ab/{samples.file().sha256}.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF-1.7")
    of_documents(archive)
    of_oversight(archive)
    take(archive, 123, "accepted", document=ADDRESS, package_id="L77,2024/12/10,12/NQ-HĐND")
    take(archive, 124, "held", reason="scan-needs-person")
    declare(archive, last=45, unused=(3,))
    complain(archive, 1, document=ADDRESS, place="Điều 2")
    complain(archive, 1, step="answered", decision="corrected", answer="Máy đọc nhầm một chữ số.")
    complain(archive, 2)
    archive.build()
    return archive


def kept(archive: Archive, name: str, role: str = "main", ext: str = "pdf") -> record.File:
    """A file of a version, whose bytes the archive has."""
    content = f"%PDF-1.7 {name}\n".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    path = archive.root / f"content/originals/{sha256[:2]}/{sha256[2:4]}/{sha256}.{ext}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return samples.file(name=name, role=role, sha256=sha256, size=len(content), ext=ext)


def of_documents(archive: Archive) -> None:
    files = kept(archive, NAME), kept(archive, "Phu luc.xlsx", "annex", "xlsx")
    first = record.Version(
        receipt="TN-2024-000120", received=samples.RECEIVED, superseded=samples.RECEIVED, files=files[:1]
    )
    last = record.Version(
        receipt="TN-2024-000123", received=samples.RECEIVED, reason="Gửi lại bản có đủ phụ lục", files=files
    )
    archive.put(
        BODY,
        title=TITLE,
        dates=record.Dates(
            issued=dt.date(2024, 12, 9), passed=dt.date(2024, 12, 9), effective_from=dt.date(2024, 12, 20)
        ),
        effect=record.Effect(status="con-hieu-luc", evidence=STARTS),
        signers=(record.Signer(name="Lê Thị Mẫu Đơn", title="CHỦ TỊCH"),),
        versions=(first, last),
        earlier={1: WAS},
        past_anchors=("dieu-9",),
        former=("tinh/lam-giang/2024/21-2024-nq-hdnd",),
        relations=(record.Relation(type="thay-the", target="tinh/lam-giang/2023/20-nq-hdnd"),),
        term="X",
        session="thứ mười lăm",
        field="giao-duc",
        notes=("number-from-stamp",),
    )
    archive.issue(20, 2023, 12, 8, state="replaced", state_date=dt.date(2024, 12, 9))
    archive.issue(
        9,
        passages=[],
        state="withdrawn",
        state_date=dt.date(2024, 3, 20),
        state_reason="ban hành nhầm thẩm quyền",
        event="withdrawn",
        relations=(record.Relation(type="duoc-thay-the-boi", target=ADDRESS),),
    )
    archive.issue(7, passages=[], council="phu-vinh-dong", level="xa", text=record.Text(method="none"), signers=())
    read = record.Text(method="ocr", complete=False, confidence=0.87)
    archive.issue(41, passages=TEXT[:1], council="an-khe-ha", level="huyen", text=read)


def of_oversight(archive: Archive) -> None:
    """A dossier that is closed, one that waits for a report, and a year of both that is cut into months."""
    archive.issue(3, month=2, dossier="duong", oversight="kh-gs", type="ke-hoach", organ="ban-ktns")
    title = "Kết quả giám sát theo Nghị quyết số 16/2021/NQ-HĐND, và giá 20.000 đồng/người"
    archive.issue(58, month=7, title=title, dossier="duong", oversight="bc-kq-gs", type="bao-cao", organ="doan-gs")
    archive.issue(220, month=5, dossier="duong", oversight="bc-doi-tuong", scope="related", addressee="Đoàn giám sát")
    archive.issue(4, month=8, dossier="cau", oversight="kh-gs", past_dossiers=("duong",))
    archive.issue(5, month=9, dossier="cau", oversight="kl-tt", passages=ASKED, urgency="Khẩn")
    for number in range(6, 12):
        archive.issue(number, 2023, 5, number, dossier="nuoc", oversight="kh-gs")
    decide(archive, act="dossier-close", why="đã thực hiện xong", seq=1, hash="a")


def pages(archive: Archive) -> list[Output]:
    """Every page that the site of an archive makes by its own, as the engine is handed it."""
    state = archive.root / ".state"
    site, view = (
        ArchiveSite(archive.root, THEME, state, SIZES),
        View.open(state),
    )
    found = [one for group in view.groups() for one in _made(site.lists(group, view))]
    found += [*site.global_files(view, ""), *site.fixed()]
    for path in sorted(site.folder.rglob("*.md")):
        item = site.read(path.relative_to(site.folder).as_posix(), path.read_bytes())
        found += site.render(item, view.related(view.item(item.id)))
    return [one for one in found if one.template]


def _made(outputs: Iterable[Output]) -> Iterator[Output]:
    for one in outputs:
        yield from _made(one.make()) if one.make else (one,)
