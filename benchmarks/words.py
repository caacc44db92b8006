"""Words of office Vietnamese and the building blocks of its syllables, for the invented corpus."""

WORDS = tuple(
    """của và các|định quy|định điều công được theo có hành số quan|trọng cơ|quan tổ|chức thực|hiện cấp tại trong về khoản chính|quyền
    với nghị|quyết hội|đồng nhân|dân ủy|ban nhà|nước này việc pháp|luật ngày hoặc trường|hợp đối|với quản|lý sử|dụng bảo|đảm quyền không
    nhiệm|vụ văn|bản cho từ tài|sản thời|hạn trình báo|cáo hồ|sơ thi|hành thẩm|quyền dịch|vụ dự|toán kiểm|tra năm điểm thông|tin gia|đình chi
    hoạt|động tài|liệu thuộc sau chủ|tịch giao đơn|vị phải đề|nghị để nội|dung đầu|tư ngân|sách vi|phạm bổ|sung thành|phố giá thường|trực xã
    liên|quan trưởng lập kết|quả tháng học|phí tiền giám|sát sửa|đổi sự|nghiệp làm ký một là kinh|tế khác phương|án thể trách|nhiệm đến thu
    tiếp|nhận thủ|tục giấy|phép địa|bàn trên phát|triển bị phòng xác|định phí lệ|phí chất|lượng yêu|cầu khi cá|nhân do độ đất|đai hệ|thống hình|thức
    viên|chức hiệu|lực tỉnh huyện phường thị|trấn khu|phố ấp xuất khai|thác vật|liệu giải|quyết môi|trường chỉ|tiêu mức hỗ|trợ công|nghệ chuyển|đổi
    công|tác chế|độ phân|bổ ứng|dụng lĩnh|vực bằng điện|tử trung|tâm hướng|dẫn điều|kiện danh|mục kiến|nghị thì thanh|toán thiết|bị qua ngoài tự
    tạo kế|hoạch quy|hoạch mục|tiêu khối|lượng xây|dựng tổng|hợp tính chấp|hành căn|cứ gửi ở biểu|mẫu chuyên|đề xử|lý gồm cho|phép kể nộp đầy|đủ phụ|lục
    năng|lực dữ|liệu áp|dụng cung|cấp giá|trị thuế thời|gian toàn|bộ triển|khai như tiêu|chuẩn bao|gồm loại sinh|hoạt nếu sản|phẩm quỹ đại|biểu vào trước
    chương|trình kèm đặc|biệt đăng|ký kỹ|thuật tỷ|lệ đánh|giá kỳ|họp lại lưu|trữ phục|vụ trực|tuyến vốn ngành nguồn|vốn quá|trình nghiên|cứu cử|tri chất|vấn
    trả|lời tham|gia ra giáo|dục đào|tạo mới tên vận|tải đối|tượng nhất|trí xét phần thay|thế phê|duyệt nghĩa|vụ trụ|sở tích|cực điều|chỉnh bảo|hiểm rủi|ro
    nông|thôn phê|chuẩn nơi đó hoàn|thành xử|phạt an|ninh bên rà|soát đường|phố ý|kiến tối|thiểu thuận|lợi y|tế trạm|y|tế văn|hóa thể|thao du|lịch giao|thông
    thủy|lợi cấp|nước thoát|nước chiếu|sáng cây|xanh chợ trường|học giáo|viên học|sinh người|cao|tuổi trẻ|em hộ|nghèo việc|làm lao|động an|toàn|thực|phẩm
    phòng|cháy|chữa|cháy trật|tự|xây|dựng nhà|trọ khu|công|nghiệp cụm|công|nghiệp xe|buýt bến|xe bãi|rác rác|thải nước|thải ô|nhiễm chuyển|đổi|số
    dịch|vụ|công một|cửa thu|hồi|đất bồi|thường tái|định|cư giải|phóng|mặt|bằng bảng|giá|đất đặt|tên|đường quyết|toán đầu|tư|công trung|hạn hằng|năm
    giải|trình tiếp|công|dân khiếu|nại tố|cáo kiến|nghị|cử|tri tiếp|xúc|cử|tri lấy|phiếu|tín|nhiệm bầu|cử miễn|nhiệm biên|chế sáp|nhập đơn|vị|hành|chính""".replace(
        "\n", " "
    ).split()
)
WORDS = tuple(word.replace("|", " ") for word in WORDS)
HEADS = tuple(
    [
        "An",
        "Bình",
        "Châu",
        "Diên",
        "Đông",
        "Giang",
        "Hòa",
        "Khánh",
        "Lộc",
        "Minh",
        "Nghĩa",
        "Phú",
        "Quế",
        "Sơn",
        "Tân",
        "Thạnh",
        "Trung",
        "Vĩnh",
        "Xuân",
        "Yên",
        "Hưng",
        "Long",
    ]
)
ONSETS = tuple(
    [
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "gi",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "ph",
        "qu",
        "r",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ]
)
# Rime → its toned forms; a stopped rime takes two tones only.
TONES = {
    rime: tuple(forms.split())
    for rime, forms in {
        "a": "a á à ả ã ạ", "an": "an án àn ản ãn ạn", "ang": "ang áng àng ảng ãng ạng", "at": "át ạt", "ac": "ác ạc",
        "ai": "ai ái ài ải ãi ại", "ao": "ao áo ào ảo ão ạo", "au": "au áu àu ảu ạu", "am": "am ám àm ảm ạm", "ăn": "ăn ắn ằn ẳn ặn",
        "ăng": "ăng ắng ằng ẳng ẵng ặng", "âm": "âm ấm ầm ẩm ẫm ậm", "ân": "ân ấn ần ẩn ẫn ận", "âu": "âu ấu ầu ẩu ậu", "ây": "ây ấy ầy ẩy ẫy ậy",
        "e": "e é è ẻ ẽ ẹ", "en": "en én èn ẻn ẹn", "ê": "ê ế ề ể ễ ệ", "ên": "ên ến ền ển ễn ện", "iên": "iên iến iền iển iễn iện",
        "iêu": "iêu iếu iều iểu iễu iệu", "i": "i í ì ỉ ĩ ị", "inh": "inh ính ình ỉnh ĩnh ịnh", "iêt": "iết iệt", "o": "o ó ò ỏ õ ọ",
        "ong": "ong óng òng ỏng õng ọng", "ô": "ô ố ồ ổ ỗ ộ", "ông": "ông ống ồng ổng ỗng ộng", "ôi": "ôi ối ồi ổi ỗi ội", "ơ": "ơ ớ ờ ở ỡ ợ",
        "ơi": "ơi ới ời ởi ợi", "u": "u ú ù ủ ũ ụ", "ung": "ung úng ùng ủng ũng ụng", "uôc": "uốc uộc", "ư": "ư ứ ừ ử ữ ự",
        "ươi": "ươi ưới ười ưởi ượi", "ương": "ương ướng ường ưởng ưỡng ượng", "ưng": "ưng ứng ừng ửng ựng", "ach": "ách ạch", "anh": "anh ánh ành ảnh ãnh ạnh",
    }.items()
}  # fmt: skip
RIMES = tuple(TONES)
