"""What the columns of the published tables mean: for people on the data page, for programs as a Table Schema.

The schema is that of Frictionless Data (specs.frictionlessdata.io/table-schema), which spreadsheets' importers,
R and Python read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.document.licence import LICENCE, LICENCE_FIELD, LICENCE_NAME

_LEVELS = ("tinh", "huyen", "xa")
_EFFECTS = ("chua-ro", "chua-co-hieu-luc", "con-hieu-luc", "het-mot-phan", "het-hieu-luc", "tam-ngung")


class Column(NamedTuple):
    """A column of a table; `values` are its codes, where it has a closed set of them."""

    name: str
    kind: str
    meaning: str
    values: tuple[str, ...] = ()


DOCUMENTS = (
    Column("dia_chi", "string", "Địa chỉ của văn bản, không bao giờ đổi; trang ở dia_chi/index.html. Khóa của bảng."),
    Column("so_ky_hieu", "string", "Số, ký hiệu."),
    Column("trich_yeu", "string", "Trích yếu."),
    Column("loai", "string", "Loại văn bản: nghi-quyet, bao-cao, ke-hoach…"),
    Column("ngay_ban_hanh", "date", "Ngày ban hành, dạng năm-tháng-ngày."),
    Column("co_quan_ban_hanh", "string", "Cơ quan ban hành: Hội đồng, Thường trực, Ban, Tổ đại biểu, Đoàn giám sát."),
    Column("hoi_dong_nhan_dan", "string", "Tên Hội đồng nhân dân; hai nơi trùng tên thì kèm năm."),
    Column("hoi_dong", "string", "Mã Hội đồng nhân dân, là khóa của bảng hội đồng."),
    Column("cap", "string", "Cấp.", _LEVELS),
    Column("van_ban_giam_sat", "string", "Hình thức văn bản giám sát, nếu có: kh-gs, bc-kq-gs, kl-tt…"),
    Column("ho_so_giam_sat", "string", "Địa chỉ hồ sơ của cuộc giám sát, nếu có."),
    Column("linh_vuc", "string", "Lĩnh vực mà trích yếu nêu; để trống khi trích yếu không nêu rõ."),
    Column(
        "hieu_luc",
        "string",
        "Tình trạng hiệu lực vào ngày công bố gần nhất; chua-ro khi không có căn cứ. Theo từng ngày: bảng hieu_luc.",
        _EFFECTS,
    ),
    Column("co_hieu_luc_tu", "date", "Ngày có hiệu lực theo chính văn bản."),
    Column("het_hieu_luc_tu", "date", "Ngày đầu tiên không còn hiệu lực, khi chính văn bản nêu."),
    Column("pham_vi", "string", "in: trong phạm vi; related: văn bản liên quan, không tính vào số lượng."),
    Column("trang_thai", "string", "Trạng thái công bố: published, replaced."),
    Column("bien_nhan", "string", "Biên nhận của lần nhận sau cùng."),
    Column("nhan_luc", "datetime", "Lúc nhận lần sau cùng, giờ UTC."),
    Column("ban_goc", "string", "Địa chỉ các tệp gốc, cách nhau bằng dấu cách; tên tệp là mã SHA-256."),
    Column("du_lieu", "string", "Địa chỉ tệp JSON của văn bản, có toàn văn chia theo điều, khoản, điểm."),
)
COUNCILS = (
    Column("hoi_dong", "string", "Mã Hội đồng nhân dân. Khóa của bảng."),
    Column("ten", "string", "Tên đầy đủ."),
    Column("cap", "string", "Cấp.", _LEVELS),
    Column("truc_thuoc", "string", "Mã Hội đồng nhân dân cấp trên."),
    Column("tu_ngay", "date", "Ngày bắt đầu hoạt động, nếu biết."),
    Column("den_ngay", "date", "Ngày kết thúc hoạt động; để trống khi đang hoạt động."),
    Column("ke_thua_tu", "string", "Mã các Hội đồng nhân dân tiền nhiệm có trong bảng, cách nhau bằng dấu cách."),
    Column("ke_thua_boi", "string", "Mã các Hội đồng nhân dân kế thừa có trong bảng, cách nhau bằng dấu cách."),
    Column("dia_chi", "string", "Địa chỉ trang, nếu có."),
)


_KINDS = (
    "dan-chieu", "can-cu", "xet", "sua-doi", "thay-the", "bai-bo", "dinh-chinh", "huong-dan", "tam-ngung",
    "khong-ap-dung", "tiep-tuc-hieu-luc",
)  # fmt: skip
RELATIONS = (
    Column("tu", "string", "Địa chỉ của văn bản viện dẫn; khóa ngoài sang bảng văn bản."),
    Column("quan_he", "string", "Văn bản này làm gì với văn bản được nêu; dan-chieu khi chỉ nêu tên.", _KINDS),
    Column("so_ky_hieu", "string", "Số, ký hiệu được nêu; để trống khi một luật chỉ được gọi bằng tên."),
    Column("ten", "string", "Tên luật, khi được gọi bằng tên."),
    Column("ngay", "string", "Ngày, hoặc năm, mà câu chữ nêu."),
    Column("loai", "string", "Loại văn bản mà câu chữ nêu."),
    Column(
        "toi",
        "string",
        "Các địa chỉ mà văn bản được nêu mang khi cơ sở dữ liệu có nó, cách nhau bằng dấu cách; nối với bảng văn "
        "bản thì biết đã có hay chưa.",
    ),
    Column("pham_vi", "string", "Toàn bộ hay một phần, khi thay thế, bãi bỏ, tạm ngưng.", ("toan-bo", "mot-phan")),
    Column("dieu_khoan", "string", "Điều, khoản, điểm được nêu, nguyên văn."),
    Column("cau_chu", "string", "Câu làm căn cứ, nguyên văn."),
    Column("vi_tri", "string", "Trang và chỗ của câu ấy trong văn bản viện dẫn."),
)
EFFECT = (
    Column("dia_chi", "string", "Địa chỉ của văn bản; khóa ngoài sang bảng văn bản."),
    Column("tinh_trang", "string", "Tình trạng hiệu lực; chua-ro khi không xác định được.", _EFFECTS),
    Column("tu_ngay", "date", "Ngày đầu tiên của tình trạng này; để trống khi từ trước."),
    Column("den_ngay", "date", "Ngày cuối cùng của tình trạng này; để trống khi chưa có ngày nào được nêu."),
    Column("cau_chu", "string", "Câu làm căn cứ, nguyên văn."),
    Column("theo", "string", "Địa chỉ của văn bản có câu ấy."),
    Column("vi_tri", "string", "Trang và chỗ của câu ấy."),
)
DOSSIER = (
    Column("buoc", "string", "Bước của cuộc giám sát, hoặc Hạn; bước không có văn bản thì chưa nhận được."),
    Column("dia_chi", "string", "Địa chỉ của văn bản; với hạn là trang và chỗ nêu hạn."),
    Column("so_ky_hieu", "string", "Số, ký hiệu."),
    Column("ngay_ban_hanh", "date", "Ngày ban hành."),
    Column("han", "date", "Hạn mà văn bản nêu."),
    Column("cau_chu", "string", "Câu nêu hạn, nguyên văn."),
    Column("bao_cao", "string", "Địa chỉ báo cáo thực hiện đã nhận, nếu có."),
)
DOSSIERS = (
    Column("ho_so_giam_sat", "string", "Địa chỉ hồ sơ của cuộc giám sát. Khóa của bảng."),
    Column("ten", "string", "Trích yếu của văn bản đầu tiên trong hồ sơ."),
    Column("hoi_dong", "string", "Mã Hội đồng nhân dân."),
    Column("so_van_ban", "integer", "Bao nhiêu văn bản."),
    Column("nam", "string", "Năm, hoặc từ năm đến năm."),
)
SUCCESSION = (
    Column("tu", "string", "Mã Hội đồng nhân dân tiền nhiệm; để trống khi danh mục không có."),
    Column("den", "string", "Mã Hội đồng nhân dân kế thừa; để trống khi danh mục không có."),
    Column("phan", "string", "Kế thừa toàn bộ hay một phần; để trống khi danh mục không ghi.", ("toan-bo", "mot-phan")),
    Column("ngay", "date", "Ngày đầu tiên của Hội đồng nhân dân kế thừa, nếu biết."),
    Column("ten_ngoai", "string", "Tên của bên mà danh mục không có, khi mã của bên ấy để trống."),
)
MISSING = (
    Column("so_ky_hieu", "string", "Số, ký hiệu của văn bản được viện dẫn mà cơ sở dữ liệu chưa có."),
    Column("ngay", "date", "Ngày mà câu chữ nêu, nếu có."),
    Column("loai", "string", "Loại văn bản mà câu chữ nêu, nếu có."),
    Column("so_lan", "integer", "Bao nhiêu văn bản viện dẫn."),
    Column("vien_dan_boi", "string", "Địa chỉ các văn bản viện dẫn, cách nhau bằng dấu cách."),
)

OLD_IDS = (
    Column("ma_cu", "string", "Mã mà nguồn tin Atom từng ghi, dạng tag: với tên miền thư cũ. Khóa của bảng."),
    Column("ma", "string", "Mã nay ghi, không cài đặt nào đổi được."),
    Column("dia_chi", "string", "Địa chỉ hiện nay của văn bản hay nguồn tin."),
)
EVENTS = (
    Column("so", "integer", "Số dòng trong sổ công bố. Khóa của bảng."),
    Column("luc", "datetime", "Lúc ghi sổ."),
    Column("viec", "string", "Với người giữ bản sao: mới, thay đổi hay không còn.", ("new", "changed", "withdrawn")),
    Column(
        "su_kien",
        "string",
        "Việc ghi trong sổ.",
        (
            "published", "updated", "replaced", "moved", "restored", "corrected", "redacted",
            "withdrawn", "suspended",
        ),
    ),
    Column("ma", "string", "Mã của văn bản, không cài đặt nào và không lần chuyển địa chỉ nào đổi được."),
    Column("dia_chi", "string", "Địa chỉ của văn bản lúc ấy."),
    Column("noi_dung", "string", "Mã SHA-256 của tệp nội dung lúc ấy; để trống khi văn bản không còn."),
)  # fmt: skip


LICENCE_COLUMN = Column(
    LICENCE_FIELD,
    "string",
    f"Giấy phép, theo mã SPDX: văn bản không thuộc phạm vi bảo hộ quyền tác giả. Nguyên văn: {LICENCE}",
    (LICENCE_NAME,),
)
"""The last column of every table: CSV and JSON lines have no other place for it, and a file is passed on alone."""


def names(columns: Iterable[Column]) -> tuple[str, ...]:
    """The head of a table."""
    return tuple(column.name for column in columns)


class PublishedTable(NamedTuple):
    """A table of the data dictionary: what it holds, its columns, whether the first of them is its key."""

    meaning: str
    columns: tuple[Column, ...]
    keyed: bool = True


TABLES: Mapping[str, PublishedTable] = {
    "van_ban": PublishedTable("Văn bản", DOCUMENTS),
    "hoi_dong": PublishedTable("Hội đồng nhân dân", COUNCILS),
    "ke_thua": PublishedTable("Kế thừa giữa các Hội đồng nhân dân", SUCCESSION, keyed=False),
    "vien_dan": PublishedTable("Viện dẫn và quan hệ giữa các văn bản", RELATIONS, keyed=False),
    "vien_dan_chua_co": PublishedTable("Văn bản được viện dẫn mà cơ sở dữ liệu chưa có", MISSING, keyed=False),
    "ho_so_giam_sat": PublishedTable("Hồ sơ giám sát", DOSSIERS),
    "ho_so": PublishedTable("Các bước của một cuộc giám sát", DOSSIER, keyed=False),
    "hieu_luc": PublishedTable("Hiệu lực theo từng ngày", EFFECT, keyed=False),
    "su_kien": PublishedTable("Văn bản mới, thay đổi, không còn", EVENTS),
    "ma_cu": PublishedTable("Mã cũ của nguồn tin", OLD_IDS),
}


def schema() -> bytes:
    """du-lieu/tu-dien.json: all tables."""
    return _json({name: table_schema(name) for name in TABLES})


def table_schema(name: str) -> dict[str, Any]:
    """The Table Schema of one table; its documents lead to their councils."""
    _, columns, keyed = TABLES[name]
    found: dict[str, Any] = {"fields": [_field(one) for one in (*columns, LICENCE_COLUMN)], "missingValues": [""]}
    if keyed:
        found["primaryKey"] = columns[0].name
    if name in ("van_ban", "ho_so_giam_sat"):
        found["foreignKeys"] = [{"fields": "hoi_dong", "reference": {"resource": "hoi_dong", "fields": "hoi_dong"}}]
    return found


def row_schema(name: str) -> dict[str, Any]:
    """JSON Schema of a line of a table's JSON lines: what is unknown is left out."""
    meaning, columns, keyed = TABLES[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": meaning,
        "type": "object",
        "properties": {one.name: _property(one) for one in (*columns, LICENCE_COLUMN)},
        "required": [columns[0].name] if keyed else [],
    }


def schemas() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of a file for each table: as Table Schema, and as JSON Schema of its lines."""
    for name in TABLES:
        yield f"{name}.json", _json(table_schema(name))
        yield f"{name}.schema.json", _json(row_schema(name))


def _json(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


def _property(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "string", "description": column.meaning}
    formats = {"date": "date", "datetime": "date-time"}
    if column.kind in formats:
        found["format"] = formats[column.kind]
    return found | ({"enum": list(column.values)} if column.values else {})


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.meaning}
    return found | ({"constraints": {"enum": list(column.values)}} if column.values else {})
