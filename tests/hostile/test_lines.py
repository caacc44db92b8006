"""Lines that nobody had tried when the gate was written: what must stop a package, and the ordinary words beside it."""

import pytest

from pipeline.gate import circulation, personal_data, secrecy
from pipeline.gate.circulation import CirculationMark
from pipeline.gate.secrecy import Likeness

SECRET = """
T Ố I   M Ậ T
M.Ậ.T
TỐI-MẬT
TỐI_MẬT
TUYỆT  MẬT
【MẬT】
〔TUYỆT MẬT〕
—MẬT—
★ TỐI MẬT ★
■ MẬT ■
MẬT ✓
MẬT!
MẬT (Bản số 03/05)
TỐI MẬT – Bản số: 1
Bản số 02 - TUYỆT MẬT
Mức độ mật: Tối mật
Độ mật   :   A (Tuyệt mật)
ĐỘ MẬT: A
Độ mật: B
Phân loại mật: Mật
Phân loại: TỐI MẬT
Cấp độ bảo mật: Tuyệt mật
Mức độ bảo mật: MẬT
Loại tài liệu: Mật
Tính chất: Mật
Tính chất văn bản: TỐI MẬT
Dấu chỉ độ mật: TỐI MẬT
Dấu độ mật "MẬT"
Đóng dấu: MẬT
Đã đóng dấu TỐI MẬT
(Đã đóng dấu mật)
(đóng dấu đỏ MẬT)
Văn bản này thuộc độ Mật
Tài liệu này thuộc độ tối mật
Báo cáo có độ mật: Mật
Nội dung thuộc danh mục bí mật nhà nước độ Tối mật
Thuộc phạm vi bí mật nhà nước
Tài liệu bí mật nhà nước
BÍ MẬT NHÀ NƯỚC
BÍ MẬT QUỐC GIA
TÀI LIỆU BÍ MẬT
Tài liệu tuyệt mật, không được sao chụp
Tài liệu MẬT - xem xong hủy
THÔNG TIN BÍ MẬT NHÀ NƯỚC – ĐỘ TỐI MẬT
TOP SECRET
CONFIDENTIAL
Strictly confidential
STATE SECRET
Secret – Vietnam
TÔI MẬT
TỚI MẬT
TỐI MẶT
TUYÊT MẬT
TUYỆT MẠT
TUYET MAT
toi mat
MẬT/KHẨN
HỎA TỐC - MẬT
THƯỢNG KHẨN, TUYỆT MẬT
KHẨN MẬT
MẬT HỎA TỐC
Số: 05-M/BC-HĐND
Số: 05/BC-HĐND(M)
Số: 12/BC-HĐND-TM
Số 07/TTr-HĐND/M
Số: 15M/BC-HĐND
Số: 03/Mật-HĐND
Số: 03/BC-HĐND Mật
Số: 09 /BC-HĐND (TỐI MẬT)
Số: 09/BC-HĐND                MẬT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM                TUYỆT MẬT
HỘI ĐỒNG NHÂN DÂN    MẬT    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
MẬT    HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG
THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỐI MẬT
BAN PHÁP CHẾ MẬT
BÁO CÁO MẬT
BÁO CÁO TUYỆT MẬT
Báo cáo tối mật về tình hình an ninh
TỜ TRÌNH (MẬT)
Ⓣối Ⓜật
𝐌Ậ𝐓
ＭẬＴ
MẬT
TO^'I MA^.T
TÔI' MÂ.T
M A T
M Ậ T - B Ả N  S Ố  0 1
|M|Ậ|T|
*M*Ậ*T*
[M][Ậ][T]
(M)(Ậ)(T)
M–Ậ–T
M→Ậ→T
MẬ​T
Mậ­t
ᴍậᴛ
тốι мậт
""".strip().splitlines()
LIMITED = """
LƯU HÀNH NỘI BỘ
Lưu hành nội bộ.
TÀI LIỆU LƯU HÀNH NỘI BỘ - KHÔNG SAO CHỤP
Lưu hành trong nội bộ
Chỉ lưu hành nội bộ cơ quan
Tài liệu nội bộ
TÀI LIỆU NỘI BỘ, KHÔNG PHỔ BIẾN
(Tài liệu phục vụ kỳ họp, không phổ biến)
(Không phổ biến, thu hồi sau kỳ họp)
Không phổ biến rộng rãi
Không được phép sao chụp
Nghiêm cấm sao chụp, phát tán dưới mọi hình thức
Cấm sao, chụp
Đề nghị không sao chụp, không phát tán
Đề nghị các đại biểu không phổ biến ra ngoài
Tài liệu mật chỉ dùng cho đại biểu
Tài liệu chỉ dùng tại kỳ họp
Tài liệu dùng tại kỳ họp, đề nghị gửi lại
Đề nghị đại biểu gửi lại tài liệu sau kỳ họp
Đề nghị trả lại sau khi xem
Xem xong hủy
Đọc xong hủy ngay
Hủy sau khi đọc
THU HỒI SAU PHIÊN HỌP
Tài liệu thu hồi
Hạn chế phổ biến
Phạm vi lưu hành: nội bộ
Phạm vi phổ biến: Hạn chế
Không đăng tải trên mạng Internet
Không đưa tin, đăng báo
Không công khai
Chưa công bố
Chưa được phép công bố
Không cung cấp cho báo chí
Chỉ gửi các đồng chí Thường trực
FOR OFFICIAL USE ONLY
INTERNAL USE ONLY
Internal - do not distribute
DO NOT COPY
""".strip().splitlines()
DRAFTS = """
DRAFT
BẢN NHÁP
Bản dự thảo
DỰ THẢO
DỰ THẢO 3
DỰ THẢO LẦN THỨ BA
Dự thảo ngày 10/11/2024
Dự thảo (10.11.2024)
Dự thảo trình kỳ họp thứ 12
(DỰ THẢO)
Dự thảo lần 2 - xin ý kiến
D Ự   T H Ả O
Dự thảo trình ký
BẢN THẢO
Dự thảo 2 ngày 5/11
Dự thảo cuối
Dự thảo tiếp thu ý kiến
BẢN CHƯA CHÍNH THỨC
""".strip().splitlines()
PRIVATE = """
Số căn cước công dân: 074.185.001.234
CCCD 074185001234
số CCCD: 074 185 001234
thẻ căn cước số 074185001234
CMND: 281 234 567
CMTND số 281.234.567
Giấy CMND 281234567 do Công an cấp
Số định danh: 074185001234
Mã số định danh cá nhân 074185001234
hộ chiếu C1234567
Hộ chiếu số: B 9876543
0 9 1 2 3 4 5 6 7 8
09-12-34-56-78
(0912) 345 678
+84 912 345 678
0912.345.678
0912 34 56 78
ĐTDĐ 0912345678
Zalo 0912345678
điện thoại 091234 5678
SĐT: O912345678
Điện thoại liên hệ: không chín một hai ba bốn năm sáu bảy tám
nguyen.van.a@gmail.com
nguyenvana (a) gmail.com
nguyenvana[at]yahoo[dot]com
bà Lê Thị Hạ, ngụ số 12/3 đường Phú Lợi, khu phố 4
ông Trần Văn Bảy ở ấp 3, xã Phú Vinh
Hộ ông Trần Văn Bảy, thửa đất số 12, tờ bản đồ 5, ấp 3
Người khiếu nại: Trần Văn Bảy
đơn của ông Trần Văn Bảy, địa chỉ: 15 Nguyễn Trãi
Đơn tố cáo của bà Lê Thị Hạ
cử tri Trần Văn Bảy, ấp 2 xã Phú Vinh, kiến nghị
công dân Lê Thị Hạ, thường trú tổ 5, khu phố 2
bà Lê Thị Hạ (sinh năm 1960, ngụ ấp 4)
bà Lê Thị Hạ – 1960 – ấp 4, xã Phú Vinh
cháu Trần Văn B (12 tuổi) bị xâm hại
cháu T.T.H, học sinh lớp 5A, bị dâm ô
em Nguyễn Thị C, 14 tuổi, mang thai
trẻ em N.T.K (sinh năm 2015) bị bạo hành tại xã Phú Vinh
bé gái L.T.H. 9 tuổi ngụ ấp 2 bị xâm hại tình dục
bị cáo Trần Văn Bảy, sinh năm 1990
bệnh nhân Lê Thị Hạ, HIV dương tính
người nghiện ma túy Trần Văn Bảy
Số tài khoản 0071000123456 tại Vietcombank
STK 19036789012345 Techcombank
Biển số 61A-123.45
xe biển kiểm soát 61C1-234.56
Mã số thuế cá nhân 8123456789
Mã số BHXH 7412345678
số sổ bảo hiểm xã hội 7412345678
Ngày sinh: 12/05/1980; quê quán: xã Phú Vinh
Họ và tên: Trần Văn Bảy - Năm sinh 1975 - Địa chỉ: ấp 3
Số nhà 15/2, tổ 3, khu phố 2 (nhà bà Lê Thị Hạ)
số máy O9l2 345 678
liên hệ 09I2.345.678
CMTND: 28o.l23.456
số CCCD 0740850O1234
P<VNMLE<<THI<HA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<
I<VNMTRAN<<VAN<BAY<<<<<<<<<<<
bà Lê Thị Hạ - tổ dân phố 5 - phường Phú Hòa
ông Trần Văn Bảy – ấp 3
bà Lê Thị Hạ, tổ dân phố số 7
Hộ bà Hạ (số nhà 12, ngách 3, ngõ 5)
ông Bảy, ngõ 15 phố Cũ
Xe ô tô BKS 61A-123.45
BKS: 61C1-234.56
bks 29-G1 123.45
Người có HIV: Lê Thị Hạ, tổ 5
người nhiễm HIV/AIDS là ông Trần Văn Bảy
Bệnh án số 1234 của Lê Thị Hạ: suy thận
hồ sơ bệnh án của bà Lê Thị Hạ
0912 ba bốn năm 678
số 09 một hai ba bốn năm sáu bảy tám
Mã định danh học sinh 7412345678 của em Lò Thị M
Điện thoại: ٠٩١٢٣٤٥٦٧٨
CCCD số ০৭৪০৮৫০০১২৩৪
liên hệ ๐๙๑๒๓๔๕๖๗๘
số máy ⓪⑨①②③④⑤⑥⑦⑧
gọi ⓿❾❶❷❸❹❺❻❼❽
gọi ⁰⁹¹²³⁴⁵⁶⁷⁸
CCCD ₀₇₄₀₈₅₀₀₁₂₃₄
gọi 0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣
gọi 🄁🄊🄂🄃🄄🄅🄆🄇🄈🄉
gọi 〇九一二三四五六七八
gọi 0⑼⑴⑵⑶⑷⑸⑹⑺⑻
CCCD 𝟘𝟟𝟜𝟘𝟠𝟝𝟘𝟘𝟙𝟚𝟛𝟜
số máy zero chín một hai ba bốn năm sáu bảy tám
số máy không chín 12 345 678
0,9,1,2,3,4,5,6,7,8
0|9|1|2|3|4|5|6|7|8
0  9  1  2  3  4  5  6  7  8
CCCD 0,7,4,0,8,5,0,0,1,2,3,4
0912*345*678
0912~345~678
0912•345•678
CCCD O74O85OO1234
Facebook cá nhân: facebook.com/levantam85
Tài khoản Facebook của ông Nguyễn Văn An
nick Facebook “Hoa Hồng” của bà Trần Thị Bé
bà Lê Thị Hạ (fb.com/le.thi.ha.1960) phản ánh
tài khoản TikTok @be.ha.1960
kênh YouTube của bà Lê Thị Hạ
Zalo của cử tri Trần Văn Bảy
""".strip().splitlines()
ORDINARY = """
Luật Bảo vệ bí mật nhà nước
Quyết định ban hành danh mục bí mật nhà nước độ Tuyệt mật, Tối mật trong lĩnh vực nội vụ
công tác bảo vệ bí mật nhà nước trên địa bàn tỉnh
Quy chế bảo vệ bí mật nhà nước
độ mật của tài liệu được xác định theo quy định
Giải mật tài liệu
ông Nguyễn Văn Mật, Chủ tịch Ủy ban nhân dân xã
NGUYỄN VĂN MẬT
xã Mật Sơn
mật độ xây dựng tối đa 60%
MẬT ĐỘ DÂN SỐ
BẢO MẬT THÔNG TIN
Nuôi ong lấy mật
Bỏ phiếu kín, giữ bí mật
thông tin bí mật cá nhân, bí mật kinh doanh
Kiểm soát nội bộ
nội bộ nhân dân
Đoàn kết trong nội bộ
giao thông nội bộ
Đường nội bộ khu dân cư
kiểm toán nội bộ
Quy định về lưu hành nội bộ đối với xuất bản phẩm không kinh doanh
Tuyên truyền, phổ biến nghị quyết
không phổ biến kịp thời đến người dân
Việc này không phổ biến ở địa phương
Thu hồi đất để thực hiện dự án
Danh mục dự án thu hồi đất năm 2025
Thu hồi giấy chứng nhận
Về dự thảo nghị quyết quy định mức chi
Thẩm tra dự thảo nghị quyết
Góp ý dự thảo Luật Đất đai
Tờ trình về dự thảo nghị quyết
Các dự thảo nghị quyết trình kỳ họp
Số: 05/BC-HĐND
Số: 12/NQ-HĐND
0274 3822 825
Điện thoại: (0274) 3822.825
Fax: 0274.3822825
hdnd@lamgiang.gov.vn
912.345.678.000 đồng
tổng số 0912 trường hợp
074185001234 đồng
diện tích 281234567 m2
Mã số dự án: 7812345
TK 3741.0.1012345 tại Kho bạc Nhà nước
ông Trần Văn Bảy, Trưởng Ban Pháp chế
bà Lê Thị Hạ, đại biểu Hội đồng nhân dân tỉnh
Người tố cáo: Chủ tịch
trẻ em dưới 16 tuổi bị xâm hại
12 trẻ em bị xâm hại tình dục trong năm 2023
phòng, chống xâm hại trẻ em
bà Lê Thị Hạ phát biểu tại kỳ họp
người nghiện ma túy
bệnh nhân điều trị nội trú
Địa chỉ: Số 1, đường Hùng Vương, phường Phú Hòa
Trụ sở: số 15 Nguyễn Trãi
ngày 12/05/2024 08:30:15
Thời gian ký: 09.12.2024 10:20:30 +07:00
Giấy phép số 074185/GP
thôn, ấp, khu phố
tổ 5 khu phố 2 phường Phú Hòa có 12 hộ
Mặt trận Tổ quốc
MẶT TRẬN TỔ QUỐC VIỆT NAM
mất an toàn giao thông
Mất
tối mặt tối mũi
Không sao chép lại quy định của văn bản khác
Nghiêm cấm sao chép trái phép phần mềm
không công khai minh bạch gây bức xúc
chưa công bố quy hoạch chi tiết
Không công bố thông tin đúng hạn
Các đại biểu đề nghị trả lại hồ sơ
Đặt tên đường Lê Mật
Mở rộng phố Trần Mật
trường mang tên Nguyễn Mật
Hồ sơ bệnh án điện tử của Bệnh viện Đa khoa tỉnh
Hồ sơ bệnh án của Trung tâm Y tế huyện
Người nhiễm HIV được hỗ trợ điều trị
người sống chung với HIV tại Việt Nam
ông Trần Văn Bảy - Trưởng thôn 3
ông Trần Văn Bảy - Tổ 3
Tổ dân phố 5 có 120 hộ
năm 2024 ba bốn năm qua
01 một hai ba mục tiêu 2025
mã định danh điện tử H57.12.05
Trang Facebook của Ủy ban nhân dân xã Phú Vinh
fanpage Facebook mang tên Tuổi trẻ Phú Vinh
nhóm Zalo của Tổ dân phố 5
tài khoản Zalo “Công an xã Phú Vinh”
tài khoản Facebook "UBND phường Phú Hòa"
không đăng tải văn bản lên Facebook cá nhân khi chưa được phép
mạng xã hội Facebook, Zalo, TikTok
phản ánh trên Facebook của người dân
ông Trần Văn Bảy, Phó Chủ tịch, trả lời trên Facebook của Hội Nông dân
các cột 0, 1, 2, 3, 4, 5, 6, 7, 8
1, 2, 3, 4, 5, 6, 7, 8, 9, 10
1  2  3  4  5  6  7  8  9
không 5 năm 2024
diện tích 0,3,4 và 5,6 m²
tăng 0,9*1,2 lần so với năm 2024
Điều 5¹ và Điều 6²
①②③④⑤⑥⑦⑧⑨
khoản 1, 2, 3 và 4 Điều 10
0,1 l/ha và 15 l/s, 20 l
Chiều dài 1.234,5 m; rộng 10 l 12
TT. Nội dung 1 i 2 ii 3
BKS là chữ viết tắt của Ban kiểm soát
Tài liệu phục vụ kỳ họp thứ 12
TÀI LIỆU KỲ HỌP
Hủy bỏ Nghị quyết số 12
""".strip().splitlines()


@pytest.mark.parametrize("line", SECRET)
def test_a_level_of_secrecy_is_seen_in_any_wording(line: str) -> None:
    assert max(secrecy.of_line(line), secrecy.of_field(line)) >= Likeness.suspected


@pytest.mark.parametrize("line", LIMITED)
def test_a_limit_of_circulation_is_seen_in_any_wording(line: str) -> None:
    assert circulation.of_line(line) is CirculationMark.limited or secrecy.of_line(line) >= Likeness.suspected


@pytest.mark.parametrize("line", DRAFTS)
def test_a_draft_is_seen_in_any_wording(line: str) -> None:
    assert CirculationMark.draft in (circulation.of_line(line), circulation.of_field(line))


@pytest.mark.parametrize("line", PRIVATE)
def test_personal_data_is_seen_as_it_is_shown(line: str) -> None:
    assert personal_data.of_text(line)


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_words_beside_them_stop_nothing(line: str) -> None:
    assert max(secrecy.of_line(line), secrecy.of_field(line)) < Likeness.suspected
    assert circulation.of_line(line) is None and circulation.of_field(line) is None
    assert not personal_data.of_text(line)
