"""Sentences of council documents, invented, with gaps for topic, place, year and figures."""

import datetime as dt
import random

TOPICS = {
    "dau-tu-cong": "việc quản lý, sử dụng vốn đầu tư công",
    "moi-truong": "công tác bảo vệ môi trường, thu gom và xử lý chất thải rắn sinh hoạt",
    "giao-duc": "việc bố trí đội ngũ giáo viên và cơ sở vật chất trường học",
    "dat-dai": "công tác quản lý, sử dụng đất công và trật tự xây dựng",
    "y-te": "hoạt động của trạm y tế và y tế dự phòng",
    "pccc": "công tác phòng cháy, chữa cháy tại khu dân cư và nhà trọ",
    "chuyen-doi-so": "kết quả thực hiện chuyển đổi số và dịch vụ công trực tuyến",
    "giam-ngheo": "việc thực hiện chính sách giảm nghèo bền vững và nhà ở cho người có hoàn cảnh khó khăn",
    "cho": "công tác quản lý chợ và an toàn thực phẩm",
    "thuy-loi": "công tác duy tu hệ thống thoát nước, kênh mương nội đồng",
}
_ORGANISATION = (
    (dt.date(2003, 12, 10), "Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003"),
    (
        dt.date(2016, 1, 1),
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
    ),
    (dt.date(2025, 7, 1), "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"),
)
_OTHER = (
    (dt.date(2003, 1, 1), "Luật Ngân sách nhà nước ngày 16 tháng 12 năm 2002"),
    (dt.date(2004, 1, 1), "Luật Xây dựng ngày 26 tháng 11 năm 2003"),
    (dt.date(2017, 1, 1), "Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015"),
    (dt.date(2017, 1, 1), "Luật Phí và lệ phí ngày 25 tháng 11 năm 2015"),
    (dt.date(2020, 1, 1), "Luật Đầu tư công ngày 13 tháng 6 năm 2019"),
    (dt.date(2022, 1, 1), "Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020"),
    (dt.date(2024, 8, 1), "Luật Đất đai ngày 18 tháng 01 năm 2024"),
)
OVERSIGHT_LAW = "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015"


def organisation_law(date: dt.date) -> str:
    """The law on local government that was in force on a day."""
    return [law for since, law in _ORGANISATION if since <= date][-1]


def other_laws(date: dt.date) -> list[str]:
    """Laws that a document of that day can cite, the youngest five."""
    return [law for since, law in _OTHER if since <= date][-5:]


FINDINGS = (
    "Ủy ban nhân dân và các cơ quan chuyên môn đã ban hành kế hoạch, phân công trách nhiệm cụ thể cho từng đơn vị và kiểm tra định kỳ hằng quý.",
    "Hồ sơ được lập tương đối đầy đủ; một số biểu mẫu tổng hợp chưa thống nhất giữa các đơn vị nên khó đối chiếu số liệu qua từng năm.",
    "Tỷ lệ hoàn thành đạt {a}% kế hoạch, tăng {b} điểm phần trăm so với cùng kỳ; riêng nhóm công việc phát sinh trong năm mới đạt {c}%.",
    "Công tác tuyên truyền được thực hiện qua hệ thống truyền thanh, tổ công nghệ số cộng đồng và các buổi họp khu dân cư với {d} lượt người tham dự.",
    "Kinh phí bố trí trong năm là {e} triệu đồng, đã giải ngân {f} triệu đồng; phần còn lại chuyển nguồn theo quy định.",
    "Qua khảo sát {g} địa điểm, Đoàn ghi nhận {h} nơi chưa niêm yết công khai đường dây tiếp nhận phản ánh của người dân.",
    "Việc phối hợp giữa các ngành có lúc chưa chặt chẽ, thời gian trả lời văn bản còn chậm từ 03 đến 10 ngày làm việc.",
    "Một số hạng mục đã xuống cấp nhưng chưa được đưa vào kế hoạch duy tu, bảo dưỡng hằng năm.",
)
CAUSES = (
    "Biên chế chuyên trách còn thiếu, nhiều cán bộ kiêm nhiệm từ hai đến ba lĩnh vực.",
    "Quy định chuyên ngành thay đổi nhiều lần trong thời gian ngắn, việc hướng dẫn đến cơ sở chưa kịp thời.",
    "Công tác tự kiểm tra của một số đơn vị còn hình thức, chưa gắn với đánh giá thi đua.",
    "Nguồn thu ngân sách tại chỗ còn hạn chế, phụ thuộc vào bổ sung từ cấp trên.",
)
ADVICE = (
    "Rà soát, cập nhật danh mục công việc còn tồn đọng; xác định rõ người chịu trách nhiệm và thời hạn hoàn thành từng việc.",
    "Công khai kết quả thực hiện trên trang thông tin điện tử và tại trụ sở tiếp công dân trước ngày 15 hằng tháng.",
    "Ưu tiên bố trí kinh phí cho các hạng mục cấp bách, có khối lượng hoàn thành và đủ thủ tục thanh toán.",
    "Tăng cường kiểm tra đột xuất, xử lý nghiêm các trường hợp chậm trễ kéo dài không có lý do chính đáng.",
    "Báo cáo kết quả khắc phục về Thường trực Hội đồng nhân dân trước ngày 30 tháng 11.",
    "Phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp lấy ý kiến người dân về mức độ hài lòng.",
)
ORGANISE = (
    "Giao Ủy ban nhân dân {unit} tổ chức triển khai thực hiện Nghị quyết này.",
    "Giao Thường trực, các Ban, Tổ đại biểu và đại biểu Hội đồng nhân dân {unit} giám sát việc thực hiện Nghị quyết này.",
)
STREETS = (
    "Suối Mơ",
    "Hàng Dầu",
    "Bờ Kè Xanh",
    "Gò Sao",
    "Cầu Ván",
    "Vườn Tràm",
    "Đồng Quýt",
    "Bến Gỗ",
    "Lò Gốm",
    "Giếng Đá",
)
ITEMS = (
    "Chi sự nghiệp giáo dục và đào tạo", "Chi sự nghiệp y tế, dân số và gia đình", "Chi văn hóa thông tin, thể dục thể thao",
    "Chi bảo vệ môi trường", "Chi các hoạt động kinh tế", "Chi quản lý hành chính, Đảng, đoàn thể", "Chi bảo đảm xã hội",
    "Chi quốc phòng, an ninh và trật tự an toàn xã hội", "Dự phòng ngân sách",
)  # fmt: skip


def found(rng: random.Random, count: int) -> list[str]:
    """Some findings of an oversight, with figures."""
    figures = {key: str(rng.randint(low, high)) for key, low, high in (
        ("a", 71, 98), ("b", 2, 13), ("c", 40, 69), ("d", 900, 5200), ("e", 1800, 9400), ("f", 900, 1700), ("g", 6, 24), ("h", 1, 5),
    )}  # fmt: skip
    return [text.format(**figures) for text in rng.sample(FINDINGS, min(count, len(FINDINGS)))]


def money(rng: random.Random, low: int, high: int) -> str:
    """Millions of đồng with dots: 12.450."""
    return f"{rng.randint(low, high) * 10:,}".replace(",", ".")
