"""The words that readers see for the archive's codes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build that finds nothing changed loads no schema
    from pipeline.document.record import Document

LEVELS: Mapping[str, str] = {"tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}
LEVEL_NOTES: Mapping[str, str] = {
    "tinh": "Hội đồng nhân dân tỉnh hoặc thành phố, Thường trực, các Ban, Tổ đại biểu và Đoàn giám sát.",
    "huyen": "Hội đồng nhân dân huyện, thị xã, thành phố thuộc tỉnh.",
    "xa": "Hội đồng nhân dân xã, phường, đặc khu, thị trấn.",
}
EFFECTS: Mapping[str, str] = {
    "chua-ro": "Chưa rõ",
    "chua-co-hieu-luc": "Chưa có hiệu lực",
    "con-hieu-luc": "Còn hiệu lực",
    "het-mot-phan": "Hết hiệu lực một phần",
    "het-hieu-luc": "Hết hiệu lực",
    "tam-ngung": "Tạm ngưng hiệu lực",
}
STATES: Mapping[str, str] = {
    "published": "",
    "withdrawn": "Đã thu hồi",
    "suspended": "Tạm ngừng công bố",
    "replaced": "Đã được thay thế",
}


def state(document: "Document") -> str:
    """How a document stands; what the office took down was not recalled by who issued it."""
    return "Đã gỡ" if document.state == "withdrawn" and document.is_down else STATES[document.state]


ROLES: Mapping[str, str] = {
    "main": "Văn bản chính",
    "annex": "Phụ lục",
    "twin": "Bản cùng nội dung",
    "other": "Tệp kèm theo",
}
RELATIONS: Mapping[str, str] = {
    "can-cu": "Căn cứ",
    "xet": "Xét",
    "sua-doi": "Sửa đổi, bổ sung",
    "thay-the": "Thay thế",
    "bai-bo": "Bãi bỏ",
    "dinh-chinh": "Đính chính",
    "huong-dan": "Hướng dẫn",
    "dan-chieu": "Dẫn chiếu",
    "tam-ngung": "Tạm ngưng hiệu lực",
    "khong-ap-dung": "Không còn áp dụng",
    "tiep-tuc-hieu-luc": "Tiếp tục hiệu lực",
    "duoc-thay-the-boi": "Được thay thế bằng",
}
REVERSED: Mapping[str, str] = {
    "sua-doi": "Được sửa đổi, bổ sung bởi",
    "thay-the": "Được thay thế bằng",
    "bai-bo": "Bị bãi bỏ bởi",
    "dinh-chinh": "Được đính chính bởi",
    "huong-dan": "Được hướng dẫn bởi",
    "tam-ngung": "Bị tạm ngưng hiệu lực bởi",
    "khong-ap-dung": "Không còn được áp dụng theo",
    "tiep-tuc-hieu-luc": "Được tiếp tục áp dụng theo",
}
"""Relations that the other document's page shows, too; a law cited by thousands would else list them all."""

PARTS: Mapping[str | None, str | None] = {"toan-bo": "toàn bộ", "mot-phan": "một phần"}
MEDIA: Mapping[str, str] = {
    "pdf": "PDF",
    "docx": "Word",
    "doc": "Word",
    "odt": "OpenDocument",
    "rtf": "RTF",
    "html": "HTML",
    "htm": "HTML",
    "mht": "HTML",
    "xlsx": "Excel",
    "xls": "Excel",
    "ods": "OpenDocument",
    "jpg": "Ảnh JPEG",
    "png": "Ảnh PNG",
    "tif": "Ảnh TIFF",
    "txt": "Văn bản thuần",
    "zip": "ZIP",
    "xml": "XML",
}
NOTES: Mapping[str, str] = {
    "number-disagrees": "Số, ký hiệu trong văn bản và trong gói tin gửi kèm không giống nhau; ở đây ghi theo văn bản.",
    "date-disagrees": "Ngày ban hành trong văn bản và trong gói tin gửi kèm không giống nhau; ở đây ghi theo văn bản.",
    "title-disagrees": "Trích yếu trong văn bản và trong gói tin gửi kèm không giống nhau.",
}
"""Findings that a reader should know; a code without a sentence here is not shown."""


def month(year: str, number: str) -> str:
    """Tháng 3/2024."""
    return f"Tháng {int(number)}/{year}"
