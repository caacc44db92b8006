"""Invented papers of an invented province, as blocks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import analyse
from pipeline.document.model import Analysis, Block, Declared, Extraction, Method, Package, ReceivedFile, Region, Role
from pipeline.document.vocabulary import DocumentType, Organ, OversightForm, Vocabulary
from tests import province

CLOSING = (
    "Nghị quyết này đã được Hội đồng nhân dân tỉnh Lam Giang khóa X, kỳ họp thứ mười ba "
    "thông qua ngày 09 tháng 12 năm 2024./."
)
_TYPES = {
    "nghi-quyet": ("Nghị quyết", "NQ"),
    "quyet-dinh": ("Quyết định", "QĐ"),
    "bao-cao": ("Báo cáo", "BC"),
    "to-trinh": ("Tờ trình", "TTr"),
    "ke-hoach": ("Kế hoạch", "KH"),
    "thong-bao": ("Thông báo", "TB"),
    "thong-cao": ("Thông cáo", "TC"),
    "ket-luan": ("Kết luận", "KL"),
    "quy-che": ("Quy chế", "QC"),
    "quy-dinh": ("Quy định", "QyĐ"),
    "chuong-trinh": ("Chương trình", "CTr"),
    "giay-moi": ("Giấy mời", "GM"),
    "dieu-le": ("Điều lệ", None),
    "cong-van": ("Công văn", None),
}
_FORMS = (
    "ct-gs-hdnd",
    "ct-gs-tt",
    "kh-gs",
    "tl-doan-gs",
    "bc-kq-gs",
    "bc-tham-tra",
    "nq-gs-chuyen-de",
    "kn-cu-tri",
    "tb-gs",
)
_ORGANS = (
    Organ("hdnd", "Hội đồng nhân dân", ("HĐND",)),
    Organ("tt", "Thường trực Hội đồng nhân dân", ("TTHĐND", "TT")),
    Organ("ban-pc", "Ban Pháp chế", ("BPC", "PC")),
    Organ("ban-ktns", "Ban Kinh tế - Ngân sách", ("KTNS",)),
    Organ("doan-gs", "Đoàn giám sát", ("ĐGS",)),
)


def vocabulary() -> Vocabulary:
    return replace(
        province.vocabulary(),
        types={slug: DocumentType(slug, name, abbr) for slug, (name, abbr) in _TYPES.items()},
        forms={
            slug: OversightForm(slug, slug, "related" if slug == "bc-doi-tuong" else "in", (), ())
            for slug in (*_FORMS, "bc-doi-tuong")
        },
        organ_sets={"hdnd": _ORGANS},
        dossier_order=("kh-gs", "tl-doan-gs", "bc-kq-gs", "nq-gs-chuyen-de"),
    )


def head(
    organ: Sequence[str] = ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG"),
    number: str = "Số: 12/2024/NQ-HĐND",
    date: str = "Lam Giang, ngày 09 tháng 12 năm 2024",
    below: Sequence[str] = (),
    method: Method = Method.text,
) -> list[Block]:
    """The two cells above a document."""
    left = [Block(line, Region.header_left, method) for line in (*organ, number, *below)]
    right = [
        Block(line, Region.header_right, method)
        for line in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", date)
    ]
    return [*left, *right]


def body(*said: str, method: Method = Method.text) -> list[Block]:
    return [Block(line, method=method) for line in said]


def signed(*said: str) -> list[Block]:
    """Recipients and signature block."""
    recipients = [
        Block("Nơi nhận:", Region.recipients),
        Block("- Như Điều 3;", Region.recipients),
        Block("- Lưu: VT.", Region.recipients),
    ]
    return recipients + [Block(line, Region.signature) for line in said]


def resolution(title: str = "Về chương trình giám sát năm 2025", **given: str) -> list[Block]:
    """A resolution of three articles."""
    return [
        *head(**given),  # type: ignore[arg-type]
        *body("NGHỊ QUYẾT", title, "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG", "KHÓA X, KỲ HỌP THỨ MƯỜI BA"),
        *body("Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;", "Xét Tờ trình số 45/TTr-UBND ngày 11 tháng 11 năm 2024,"),
        *body(
            "QUYẾT NGHỊ:",
            "Điều 1. Phạm vi",
            "1. Nội dung thứ nhất.",
            "2. Nội dung thứ hai:",
            "a) Điểm a;",
            "b) Điểm b.",
        ),
        *body("Điều 2. Tổ chức thực hiện", "Giao Ủy ban nhân dân tỉnh tổ chức thực hiện."),
        *body("Điều 3. Hiệu lực", "Nghị quyết này có hiệu lực thi hành từ ngày 20 tháng 12 năm 2024."),
        *body(CLOSING),
        *signed("CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    ]


def analysed(blocks: Sequence[Block], declared: Declared | None = None, name: str = "tep.pdf") -> Analysis:
    """The analysis of one main file with these blocks."""
    return of_files([(name, Role.main, blocks)], declared)


def of_files(files: Sequence[tuple[str, Role, Sequence[Block]]], declared: Declared | None = None) -> Analysis:
    """The analysis of a package of several files."""
    received = tuple(
        ReceivedFile(name, f"{i:064x}", 1, "application/pdf", Path(name), role)
        for i, (name, role, _) in enumerate(files)
    )
    read = {
        f"{i:064x}": Extraction(f"{i:064x}", "application/pdf", tuple(blocks)) for i, (_, _, blocks) in enumerate(files)
    }
    package = Package(Path("goi.edxml"), "f" * 64, 1, "axis", declared or Declared(), received)
    return analyse.document(package, read, vocabulary())
