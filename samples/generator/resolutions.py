"""Invented resolutions: budgets, fees, plans, streets, internal rules with an attached text, amendments, elections."""

import datetime as dt
import random

from pipeline.document.vocabulary import Council
from samples.generator import wording
from samples.generator.paper import Paper
from samples.generator.people import person

SESSIONS = ("THỨ TƯ", "THỨ SÁU", "THỨ TÁM", "THỨ MƯỜI", "THỨ MƯỜI HAI", "THỨ MƯỜI BỐN")
Body = list[tuple[str, object]]


def unit(council: Council) -> str:
    """The unit's name inside a sentence: huyện X, thành phố Y."""
    return council.name[0].lower() + council.name[1:]


def resolution(
    council: Council,
    rng: random.Random,
    date: dt.date,
    number: int,
    title: str,
    body: Body,
    *,
    year: bool = False,
    **more: object,
) -> Paper:
    """The frame of every resolution of a council."""
    session = rng.choice(SESSIONS)
    name = council.name.upper()
    term = {"tinh": "X", "huyen": "XII", "xa": "XII"}[council.level] if date < dt.date(2025, 7, 1) else "I"
    bases = [f"Căn cứ {law};" for law in (wording.organisation_law(date), *rng.sample(wording.other_laws(date), 2))]
    bases.append(
        f"Xét Tờ trình số {rng.randint(11, 240)}/TTr-UBND ngày {max(1, date.day - 5):02d} tháng {date.month} năm {date.year} của Ủy ban nhân dân "
        f"{unit(council)} {title[0].lower() + title[1:]}; Báo cáo thẩm tra của Ban thuộc Hội đồng nhân dân {unit(council)}; ý kiến thảo luận của "
        f"đại biểu Hội đồng nhân dân tại kỳ họp."
    )
    last = sum(1 for kind, _ in body if kind == "dieu") + 1
    closing: Body = [
        ("dieu", f"Điều {last}. Tổ chức thực hiện"),
        *(("khoan", f"{i}. {text.format(unit=unit(council))}") for i, text in enumerate(wording.ORGANISE, 1)),
        ("p", f"Nghị quyết này đã được Hội đồng nhân dân {unit(council)} khóa {term}, kỳ họp {session.lower()} thông qua ngày "
              f"{date.day:02d} tháng {date.month} năm {date.year} và có hiệu lực kể từ ngày thông qua./."),
    ]  # fmt: skip
    attached = [line for line in body if line[0] == "attached"]
    return Paper(
        council=council,
        header=("HỘI ĐỒNG NHÂN DÂN", name),
        number=number,
        notation="NQ-HĐND",
        date=date,
        place=council.short,
        type_name="NGHỊ QUYẾT",
        title=title,
        year_in_number=year,
        bases=tuple(bases),
        organ_line=f"HỘI ĐỒNG NHÂN DÂN {name}\nKHÓA {term}, KỲ HỌP {session}",
        enacting="QUYẾT NGHỊ:",
        body=tuple([line for line in body if line[0] != "attached"] + closing),
        attached=tuple(x for _, part in attached for x in part),  # type: ignore[attr-defined]
        signing=("CHỦ TỊCH",),
        signer=person(rng),
        recipients=(
            "Như Điều " + str(last) + ";",
            f"Thường trực cấp ủy {unit(council)};",
            "Các phòng, ban, đoàn thể;",
            "Lưu: VT.",
        ),
        **more,  # type: ignore[arg-type]
    )


def budget(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Budget estimates of next year, with a table."""
    year = date.year + 1
    rows = [["STT", "Nội dung", "Dự toán (triệu đồng)"]]
    rows += [[str(i), item, wording.money(rng, 80, 9000)] for i, item in enumerate(wording.ITEMS, 1)]
    body: Body = [
        ("dieu", f"Điều 1. Phê chuẩn dự toán thu, chi ngân sách {unit(council)} năm {year}"),
        (
            "khoan",
            f"1. Tổng thu ngân sách nhà nước trên địa bàn: {wording.money(rng, 9000, 90000)} triệu đồng, trong đó thu nội địa chiếm {rng.randint(82, 97)}%.",
        ),
        ("khoan", f"2. Tổng chi ngân sách {unit(council)}: {wording.money(rng, 8000, 60000)} triệu đồng, gồm:"),
        ("diem", f"a) Chi đầu tư phát triển: {wording.money(rng, 2000, 20000)} triệu đồng;"),
        ("diem", f"b) Chi thường xuyên: {wording.money(rng, 4000, 30000)} triệu đồng;"),
        ("diem", f"c) Dự phòng ngân sách: {wording.money(rng, 100, 900)} triệu đồng."),
        ("khoan", "3. Chi tiết các khoản chi thường xuyên theo bảng sau:"),
        ("table", rows),
        ("dieu", "Điều 2. Giải pháp thực hiện"),
        ("khoan", "1. Tiết kiệm 10% chi thường xuyên ngoài lương để tạo nguồn cải cách tiền lương theo quy định."),
        ("khoan", "2. Tăng cường chống thất thu, xử lý nợ đọng thuế; đẩy mạnh thanh toán không dùng tiền mặt."),
        ("khoan", "3. Công khai dự toán trong thời hạn 30 ngày kể từ ngày Nghị quyết được thông qua."),
    ]
    return resolution(council, rng, date, number, f"Về dự toán ngân sách {unit(council)} năm {year}", body)


def fees(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """A normative resolution in chapters."""
    what = rng.choice(
        (
            "phí tham quan nhà truyền thống",
            "phí sử dụng công trình, không gian công cộng ngoài giờ hành chính",
            "mức chi hỗ trợ tổ công nghệ số cộng đồng",
        )
    )
    body: Body = [
        ("chuong", "Chương I\nQUY ĐỊNH CHUNG"),
        ("dieu", "Điều 1. Phạm vi điều chỉnh"),
        ("p", f"Nghị quyết này quy định {what} trên địa bàn {unit(council)}."),
        ("dieu", "Điều 2. Đối tượng áp dụng"),
        ("khoan", "1. Tổ chức, cá nhân thuộc diện thụ hưởng hoặc có nghĩa vụ thực hiện theo Nghị quyết này."),
        ("khoan", "2. Cơ quan, đơn vị được giao tổ chức thực hiện và các cơ quan có liên quan."),
        ("chuong", "Chương II\nMỨC ÁP DỤNG VÀ NGUỒN KINH PHÍ"),
        ("dieu", "Điều 3. Mức áp dụng"),
        ("khoan", "1. Mức áp dụng chung:"),
        ("diem", f"a) Khu vực nội thị: {rng.randint(10, 60)}.000 đồng cho một lượt;"),
        ("diem", f"b) Khu vực còn lại: {rng.randint(5, 40)}.000 đồng cho một lượt;"),
        (
            "diem",
            "c) Trẻ em dưới 16 tuổi, người cao tuổi, người khuyết tật: bằng 50% mức quy định tại điểm a, điểm b khoản này;",
        ),
        ("diem", "d) Các ngày lễ lớn: miễn thu;"),
        ("diem", "đ) Trường hợp khác do Ủy ban nhân dân cùng cấp trình Hội đồng nhân dân xem xét."),
        ("khoan", "2. Mức áp dụng được rà soát hai năm một lần."),
        ("dieu", "Điều 4. Quản lý và sử dụng"),
        ("khoan", "1. Đơn vị thu được để lại 70% số thu để trang trải chi phí; 30% nộp ngân sách nhà nước."),
        ("khoan", "2. Việc kê khai, quyết toán thực hiện theo pháp luật về phí, lệ phí và quản lý thuế."),
        ("dieu", "Điều 5. Hiệu lực thi hành"),
        ("p", f"Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 01 năm {date.year + 1}."),
    ]
    return resolution(council, rng, date, number, f"Quy định {what} trên địa bàn {unit(council)}", body, year=True)


def programme(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """The yearly oversight programme: a resolution and an oversight document at once."""
    topics = rng.sample(sorted(wording.TOPICS.values()), 3)
    body: Body = [
        ("dieu", f"Điều 1. Thông qua Chương trình giám sát của Hội đồng nhân dân {unit(council)} năm {date.year + 1}"),
        ("khoan", "1. Tại kỳ họp thường lệ giữa năm: xem xét báo cáo công tác sáu tháng đầu năm của Thường trực, các Ban Hội đồng nhân dân, Ủy ban nhân dân, Tòa án nhân dân, Viện kiểm sát nhân dân cùng cấp; chất vấn và trả lời chất vấn."),
        ("khoan", "2. Tại kỳ họp thường lệ cuối năm: xem xét báo cáo công tác năm; báo cáo kết quả giải quyết kiến nghị của cử tri."),
        ("khoan", "3. Giám sát chuyên đề:"),
        *(("diem", f"{letter}) {topic[0].upper() + topic[1:]} giai đoạn {date.year - 2} - {date.year}{'.' if letter == 'c' else ';'}") for letter, topic in zip("abc", topics, strict=True)),
        ("dieu", "Điều 2. Trách nhiệm của cơ quan chịu sự giám sát"),
        ("p", "Cơ quan, tổ chức, cá nhân chịu sự giám sát báo cáo đầy đủ, trung thực, gửi đúng thời hạn; thực hiện nghiêm túc nghị quyết, kết luận, kiến nghị giám sát."),
    ]  # fmt: skip
    return resolution(
        council,
        rng,
        date,
        number,
        f"Về Chương trình giám sát của Hội đồng nhân dân {unit(council)} năm {date.year + 1}",
        body,
    )


def investment(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """A public investment plan with a list of projects."""
    names = rng.sample(wording.STREETS, 5)
    rows = [["STT", "Tên dự án", "Địa điểm", "Vốn bố trí (triệu đồng)"]]
    rows += [
        [str(i), f"Nâng cấp, mở rộng đường {name}", f"Khu phố {rng.randint(1, 9)}", wording.money(rng, 60, 2400)]
        for i, name in enumerate(names, 1)
    ]
    body: Body = [
        ("dieu", f"Điều 1. Thông qua kế hoạch đầu tư công năm {date.year + 1} với các nội dung sau"),
        ("khoan", f"1. Tổng vốn: {wording.money(rng, 1200, 21000)} triệu đồng, phân bổ cho {len(names)} dự án."),
        (
            "khoan",
            "2. Nguyên tắc phân bổ: ưu tiên dự án chuyển tiếp, dự án phục vụ phòng chống ngập và an toàn giao thông.",
        ),
        ("khoan", "3. Danh mục dự án:"),
        ("table", rows),
        ("dieu", "Điều 2. Điều chỉnh kế hoạch"),
        (
            "p",
            "Trong quá trình thực hiện, nếu cần điều chỉnh vốn giữa các dự án vượt 10% tổng vốn, Ủy ban nhân dân trình Hội đồng nhân dân xem xét, quyết định.",
        ),
    ]
    return resolution(council, rng, date, number, f"Về kế hoạch đầu tư công năm {date.year + 1}", body)


def streets(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Names of streets, with a table."""
    rows = [["STT", "Tên tạm", "Tên chính thức", "Chiều dài (m)"]]
    rows += [
        [str(i), f"Đường D{i}", name, str(rng.randint(240, 2900))]
        for i, name in enumerate(rng.sample(wording.STREETS, 6), 1)
    ]
    body: Body = [
        ("dieu", f"Điều 1. Đặt tên 06 tuyến đường trên địa bàn {unit(council)} theo danh sách sau"),
        ("table", rows),
        ("dieu", "Điều 2. Thời hạn gắn biển"),
        (
            "p",
            "Việc gắn biển tên đường, cập nhật số nhà hoàn thành trong 90 ngày; người dân không phải nộp phí khi điều chỉnh giấy tờ có liên quan.",
        ),
    ]
    return resolution(council, rng, date, number, f"Về đặt tên đường trên địa bàn {unit(council)}", body)


def rules(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Internal rules: the resolution issues an attached quy chế whose articles start again at 1."""
    u = unit(council)
    attached: Body = [
        (
            "part",
            f"QUY CHẾ\nHoạt động của Hội đồng nhân dân {u}\n(Ban hành kèm theo Nghị quyết số {number:02d}/NQ-HĐND ngày {date.day:02d} tháng {date.month} năm {date.year} của Hội đồng nhân dân {u})",
        ),
        ("chuong", "Chương I\nQUY ĐỊNH CHUNG"),
        ("dieu", "Điều 1. Phạm vi, đối tượng áp dụng"),
        ("p", f"Quy chế này quy định nguyên tắc, chế độ làm việc và quan hệ công tác của Hội đồng nhân dân {u}."),
        ("dieu", "Điều 2. Nguyên tắc hoạt động"),
        ("khoan", "1. Làm việc theo chế độ hội nghị, quyết định theo đa số."),
        ("khoan", "2. Công khai, minh bạch; tạo điều kiện để cử tri theo dõi, giám sát."),
        ("chuong", "Chương II\nKỲ HỌP HỘI ĐỒNG NHÂN DÂN"),
        ("dieu", "Điều 3. Chuẩn bị kỳ họp"),
        (
            "khoan",
            "1. Thường trực Hội đồng nhân dân chủ trì thống nhất nội dung, thời gian kỳ họp chậm nhất 30 ngày trước ngày khai mạc.",
        ),
        ("khoan", "2. Tài liệu kỳ họp gửi đến đại biểu chậm nhất:"),
        ("diem", "a) 10 ngày đối với kỳ họp thường lệ;"),
        ("diem", "b) 05 ngày đối với kỳ họp chuyên đề."),
        ("dieu", "Điều 4. Trách nhiệm của đại biểu"),
        (
            "p",
            "Đại biểu nghiên cứu tài liệu trước, tham dự đầy đủ; trường hợp vắng mặt phải báo cáo Chủ tọa kỳ họp bằng văn bản.",
        ),
        ("chuong", "Chương III\nĐIỀU KHOẢN THI HÀNH"),
        ("dieu", "Điều 5. Sửa đổi, bổ sung Quy chế"),
        (
            "p",
            "Trong quá trình thực hiện, nếu có vướng mắc, Thường trực Hội đồng nhân dân tổng hợp trình Hội đồng nhân dân xem xét, quyết định./.",
        ),
    ]
    body: Body = [
        ("p", f"Điều 1. Ban hành kèm theo Nghị quyết này Quy chế hoạt động của Hội đồng nhân dân {u}."),
        ("attached", attached),
    ]
    body[0] = ("dieu", str(body[0][1]))
    return resolution(council, rng, date, number, f"Ban hành Quy chế hoạt động của Hội đồng nhân dân {u}", body)


def amendment(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Amends an earlier resolution; the quoted articles are not articles of this one."""
    old = f"{rng.randint(3, 30):02d}/{date.year - 2}/NQ-HĐND"
    body: Body = [
        ("dieu", f"Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số {old} của Hội đồng nhân dân {unit(council)}"),
        ("khoan", "1. Sửa đổi Điều 3 như sau:"),
        ("quote", "“Điều 3. Mức hỗ trợ"),
        ("quote", "1. Hỗ trợ 350.000 đồng/người/tháng đối với thành viên tổ bảo vệ môi trường khu phố."),
        ("quote", "2. Hỗ trợ một lần 1.200.000 đồng cho trang bị ban đầu.”"),
        ("khoan", "2. Bổ sung Điều 4a vào sau Điều 4 như sau:"),
        ("quote", "“Điều 4a. Nguồn kinh phí"),
        ("quote", "Kinh phí thực hiện do ngân sách cấp mình bảo đảm trong dự toán được giao hằng năm.”"),
        ("dieu", f"Điều 2. Bãi bỏ khoản 2 Điều 6 của Nghị quyết số {old}"),
    ]
    return resolution(
        council,
        rng,
        date,
        number,
        f"Sửa đổi, bổ sung một số điều của Nghị quyết số {old} của Hội đồng nhân dân {unit(council)}",
        body,
        year=True,
    )


def election(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Confirms an election to an office of the council."""
    body: Body = [
        ("dieu", f"Điều 1. Xác nhận kết quả bầu chức danh Phó Chủ tịch Hội đồng nhân dân {unit(council)} đối với ông {person(rng)}, đạt tỷ lệ {rng.randint(91, 100)}% tổng số phiếu."),
    ]  # fmt: skip
    return resolution(
        council, rng, date, number, f"Về việc xác nhận kết quả bầu Phó Chủ tịch Hội đồng nhân dân {unit(council)}", body
    )


KINDS = (budget, fees, programme, investment, streets, rules, amendment, election)
