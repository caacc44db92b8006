"""Invented oversight documents, one function a form; a dossier is the chain of them on one topic."""

import datetime as dt
import random
from typing import Any

from pipeline.document.vocabulary import Council
from samples.generator import wording
from samples.generator.paper import Paper
from samples.generator.people import person
from samples.generator.resolutions import Body, resolution, unit

BAN = {"tinh": (("BAN PHÁP CHẾ", "BPC"), ("BAN KINH TẾ - NGÂN SÁCH", "KTNS"), ("BAN VĂN HÓA - XÃ HỘI", "VHXH")),
       "huyen": (("BAN PHÁP CHẾ", "BPC"), ("BAN KINH TẾ - XÃ HỘI", "KTXH")), "xa": (("BAN PHÁP CHẾ", "BPC"), ("BAN KINH TẾ - XÃ HỘI", "KTXH"))}  # fmt: skip


def _paper(
    council: Council,
    rng: random.Random,
    date: dt.date,
    number: int,
    type_name: str,
    notation: str,
    title: str,
    body: Body,
    organ: str,
    **more: Any,
) -> Paper:
    heads = {
        "tt": (
            ("HỘI ĐỒNG NHÂN DÂN", council.name.upper()),
            ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        "dgs": (("HỘI ĐỒNG NHÂN DÂN", council.name.upper(), "ĐOÀN GIÁM SÁT"), ("TM. ĐOÀN GIÁM SÁT", "TRƯỞNG ĐOÀN")),
        "to": (("HỘI ĐỒNG NHÂN DÂN", council.name.upper(), "TỔ ĐẠI BIỂU SỐ 3"), ("TM. TỔ ĐẠI BIỂU", "TỔ TRƯỞNG")),
    }
    if organ in heads:
        header, signing = heads[organ]
    else:
        header, signing = ("HỘI ĐỒNG NHÂN DÂN", council.name.upper(), organ), (f"TM. {organ}", "TRƯỞNG BAN")
    more.setdefault(
        "recipients", ("Như trên;" if more.get("addressee") else "Thường trực HĐND;", "Đại biểu HĐND;", "Lưu: VT.")
    )
    return Paper(council=council, header=header, number=number, notation=notation, date=date, place=council.short, type_name=type_name,
                 title=title, body=tuple(body), signing=signing, signer=person(rng), **more)  # fmt: skip  # type: ignore[arg-type]


def plan(
    council: Council,
    rng: random.Random,
    date: dt.date,
    number: int,
    topic: str,
    organ: str = "dgs",
    notation: str = "KH-ĐGS",
) -> Paper:
    """Kế hoạch giám sát."""
    body: Body = [
        ("h1", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("p", f"1. Đánh giá đúng thực trạng {topic}; làm rõ kết quả, hạn chế, nguyên nhân và trách nhiệm của các cơ quan có liên quan."),
        ("p", "2. Giám sát đúng nội dung, đối tượng, không làm ảnh hưởng hoạt động bình thường của đơn vị."),
        ("h1", "II. NỘI DUNG, PHẠM VI, ĐỐI TƯỢNG"),
        ("p", f"1. Nội dung: {topic} trên địa bàn {unit(council)}."),
        ("p", f"2. Phạm vi: từ ngày 01 tháng 01 năm {date.year - 2} đến ngày 31 tháng 12 năm {date.year - 1}."),
        ("p", "3. Đối tượng: Ủy ban nhân dân cùng cấp và các phòng chuyên môn, đơn vị sự nghiệp có liên quan."),
        ("h1", "III. THỜI GIAN VÀ PHƯƠNG PHÁP"),
        ("table", [["Thời gian", "Công việc", "Thực hiện"], ["Tuần 1", "Gửi đề cương, nhận báo cáo", "Thư ký Đoàn"], ["Tuần 2 - 3", "Khảo sát thực tế", "Tổ khảo sát"], ["Tuần 4", "Làm việc trực tiếp, hoàn thiện báo cáo", "Đoàn giám sát"]]),
        ("h1", "IV. TỔ CHỨC THỰC HIỆN"),
        ("p", "Các cơ quan được giám sát gửi báo cáo trước ngày làm việc ít nhất 05 ngày; Văn phòng bảo đảm điều kiện hoạt động của Đoàn./."),
    ]  # fmt: skip
    return _paper(
        council, rng, date, number, "KẾ HOẠCH", notation, f"Giám sát {topic} trên địa bàn {unit(council)}", body, organ
    )


def establish(council: Council, rng: random.Random, date: dt.date, number: int, topic: str) -> Paper:
    """Quyết định thành lập Đoàn giám sát."""
    body: Body = [
        ("dieu", f"Điều 1. Thành lập Đoàn giám sát {topic} trên địa bàn {unit(council)}, gồm các ông, bà có tên sau:"),
        ("khoan", f"1. Ông {person(rng)}, Phó Chủ tịch Hội đồng nhân dân, Trưởng đoàn;"),
        ("khoan", f"2. Bà {person(rng)}, Trưởng Ban của Hội đồng nhân dân, Phó Trưởng đoàn;"),
        ("khoan", f"3. Ông {person(rng)}, đại biểu Hội đồng nhân dân, thành viên."),
        (
            "dieu",
            "Điều 2. Đoàn giám sát thực hiện nhiệm vụ theo kế hoạch được phê duyệt và tự giải thể sau khi hoàn thành nhiệm vụ.",
        ),
        (
            "dieu",
            "Điều 3. Chánh Văn phòng, các cơ quan có liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        ),
    ]
    bases = (
        f"Căn cứ {wording.organisation_law(date)};",
        f"Căn cứ {wording.OVERSIGHT_LAW};",
        f"Căn cứ Nghị quyết về Chương trình giám sát của Hội đồng nhân dân {unit(council)} năm {date.year}.",
    )
    return _paper(council, rng, date, number, "QUYẾT ĐỊNH", "QĐ-HĐND", f"Về việc thành lập Đoàn giám sát {topic}", body, "tt",
                  bases=bases, organ_line=f"THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN {council.name.upper()}", enacting="QUYẾT ĐỊNH:")  # fmt: skip


def outline(council: Council, rng: random.Random, date: dt.date, number: int, topic: str) -> Paper:
    """Đề cương báo cáo."""
    body: Body = [
        ("h1", "I. KHÁI QUÁT TÌNH HÌNH"),
        ("p", "Đặc điểm địa bàn; bộ máy, nhân sự; văn bản chỉ đạo, điều hành đã ban hành."),
        ("h1", "II. KẾT QUẢ THỰC HIỆN"),
        ("p", f"Nêu rõ số liệu từng năm về {topic}; so sánh với chỉ tiêu được giao; kinh phí bố trí và giải ngân."),
        ("h1", "III. HẠN CHẾ, NGUYÊN NHÂN, KIẾN NGHỊ"),
        (
            "p",
            "Phân tích nguyên nhân khách quan, chủ quan; trách nhiệm của tập thể, cá nhân; kiến nghị với từng cấp./.",
        ),
    ]
    return _paper(council, rng, date, number, "ĐỀ CƯƠNG", "ĐC-ĐGS", f"Báo cáo phục vụ giám sát {topic}", body, "dgs")


def notice(council: Council, rng: random.Random, date: dt.date, number: int, topic: str) -> Paper:
    """Thông báo lịch làm việc của Đoàn."""
    body: Body = [
        ("p", f"Đoàn giám sát của Hội đồng nhân dân {unit(council)} thông báo lịch làm việc về {topic} như sau:"),
        ("p", "1. Thời gian: 08 giờ 00 phút các ngày thứ ba và thứ năm, tuần thứ hai của tháng."),
        ("p", "2. Địa điểm: Hội trường Ủy ban nhân dân các phường, xã được chọn khảo sát."),
        ("p", "3. Thành phần: thành viên Đoàn giám sát; đại diện lãnh đạo đơn vị và cán bộ phụ trách lĩnh vực."),
        ("p", "Đề nghị các đơn vị chuẩn bị báo cáo và hồ sơ liên quan./."),
    ]
    return _paper(
        council, rng, date, number, "THÔNG BÁO", "TB-ĐGS", f"Lịch làm việc của Đoàn giám sát {topic}", body, "dgs"
    )


def report(
    council: Council,
    rng: random.Random,
    date: dt.date,
    number: int,
    topic: str,
    organ: str = "dgs",
    notation: str = "BC-ĐGS",
) -> Paper:
    """Báo cáo kết quả giám sát."""
    body: Body = [
        (
            "p",
            f"Thực hiện Kế hoạch giám sát {topic}, Đoàn đã làm việc với {rng.randint(4, 9)} cơ quan, đơn vị và khảo sát thực tế tại {rng.randint(5, 18)} địa điểm. Kết quả như sau:",
        ),
        ("h1", "I. KẾT QUẢ ĐẠT ĐƯỢC"),
    ]
    body += [("p", f"{i}. {text}") for i, text in enumerate(wording.found(rng, 5), 1)]
    body += [("h1", "II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN")]
    body += [("p", f"{i}. {text}") for i, text in enumerate(rng.sample(wording.CAUSES, 3), 1)]
    body += [
        (
            "table",
            [
                ["Chỉ tiêu", str(date.year - 2), str(date.year - 1)],
                ["Số vụ việc đã giải quyết", str(rng.randint(60, 190)), str(rng.randint(60, 190))],
                ["Tỷ lệ đúng hạn (%)", str(rng.randint(70, 90)), str(rng.randint(85, 99))],
            ],
        )
    ]
    body += [("h1", "III. KIẾN NGHỊ")]
    body += [("p", f"{i}. {text}") for i, text in enumerate(rng.sample(wording.ADVICE, 4), 1)]
    body += [("p", f"Trên đây là báo cáo kết quả giám sát {topic} trên địa bàn {unit(council)}./.")]
    return _paper(
        council,
        rng,
        date,
        number,
        "BÁO CÁO",
        notation,
        f"Kết quả giám sát {topic} trên địa bàn {unit(council)}",
        body,
        organ,
    )


def verification(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Báo cáo thẩm tra của Ban."""
    organ, abbr = rng.choice(BAN[council.level])
    body: Body = [
        (
            "p",
            "Qua nghiên cứu báo cáo của Ủy ban nhân dân và kết quả làm việc với các cơ quan, Ban báo cáo kết quả thẩm tra như sau:",
        ),
        ("h1", "I. ĐÁNH GIÁ CHUNG"),
    ]
    body += [("p", text) for text in wording.found(rng, 3)]
    body += [("h1", "II. NHỮNG VẤN ĐỀ CẦN LÀM RÕ")] + [
        ("p", f"{i}. {t}") for i, t in enumerate(rng.sample(wording.CAUSES, 2), 1)
    ]
    body += [
        ("h1", "III. ĐỀ NGHỊ"),
        ("p", "Ban thống nhất với nội dung báo cáo và đề nghị Hội đồng nhân dân xem xét, thảo luận./."),
    ]
    return _paper(
        council,
        rng,
        date,
        number,
        "BÁO CÁO",
        f"BC-{abbr}",
        f"Thẩm tra báo cáo tình hình kinh tế - xã hội và ngân sách {date.year} của Ủy ban nhân dân {unit(council)}",
        body,
        organ,
    )


def conclusion(council: Council, rng: random.Random, date: dt.date, number: int, topic: str) -> Paper:
    """Kết luận của Thường trực."""
    body: Body = [
        (
            "p",
            f"Sau khi nghe báo cáo của Đoàn giám sát {topic} và ý kiến của các cơ quan, Thường trực Hội đồng nhân dân {unit(council)} kết luận:",
        )
    ]
    body += [("p", f"{i}. {text}") for i, text in enumerate(rng.sample(wording.ADVICE, 4), 1)]
    due = f"{dt.date(date.year + 1, 6, 30):%d/%m/%Y}"
    body += [
        (
            "p",
            f"Ủy ban nhân dân báo cáo kết quả thực hiện Kết luận này về Thường trực Hội đồng nhân dân trước ngày {due}.",
        ),
        ("p", "Thường trực Hội đồng nhân dân giao các Ban theo dõi, đôn đốc việc thực hiện Kết luận này./."),
    ]
    return _paper(
        council,
        rng,
        date,
        number,
        "KẾT LUẬN",
        "KL-TTHĐND",
        f"Về kết quả giám sát {topic} trên địa bàn {unit(council)}",
        body,
        "tt",
    )


def letter(council: Council, rng: random.Random, date: dt.date, number: int, topic: str) -> Paper:
    """Công văn đôn đốc thực hiện kiến nghị sau giám sát."""
    body: Body = [
        (
            "p",
            f"Thường trực Hội đồng nhân dân {unit(council)} đã ban hành Kết luận về kết quả giám sát {topic}. Đến nay, một số kiến nghị chưa có báo cáo kết quả thực hiện.",
        ),
        (
            "p",
            "Đề nghị Ủy ban nhân dân chỉ đạo các đơn vị rà soát, báo cáo bằng văn bản trước ngày 25 của tháng sau, nêu rõ việc đã làm, việc chưa làm và thời hạn hoàn thành.",
        ),
        ("p", "Rất mong được sự quan tâm phối hợp./."),
    ]
    return _paper(
        council,
        rng,
        date,
        number,
        "",
        "HĐND-TH",
        f"V/v thực hiện kiến nghị sau giám sát {topic}",
        body,
        "tt",
        addressee=f"Ủy ban nhân dân {unit(council)}",
    )


def thematic(council: Council, rng: random.Random, date: dt.date, number: int, topic: str) -> Paper:
    """Nghị quyết giám sát chuyên đề."""
    body: Body = [
        ("dieu", f"Điều 1. Thống nhất với báo cáo kết quả giám sát {topic} trên địa bàn {unit(council)}."),
        ("dieu", "Điều 2. Nhiệm vụ, giải pháp"),
    ]
    body += [("khoan", f"{i}. {text}") for i, text in enumerate(rng.sample(wording.ADVICE, 4), 1)]
    return resolution(council, rng, date, number, f"Về kết quả giám sát {topic} trên địa bàn {unit(council)}", body)


def petitions(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Báo cáo giám sát việc giải quyết kiến nghị của cử tri."""
    body: Body = [
        ("h1", "I. TÌNH HÌNH TIẾP NHẬN"),
        (
            "p",
            f"Sau kỳ họp, có {rng.randint(40, 120)} kiến nghị của cử tri được tổng hợp, phân loại theo lĩnh vực và chuyển cơ quan có thẩm quyền.",
        ),
        ("h1", "II. KẾT QUẢ GIẢI QUYẾT"),
    ]
    body += (
        [("p", t) for t in wording.found(rng, 3)]
        + [("h1", "III. KIẾN NGHỊ")]
        + [("p", f"{i}. {t}") for i, t in enumerate(rng.sample(wording.ADVICE, 2), 1)]
    )
    return _paper(
        council,
        rng,
        date,
        number,
        "BÁO CÁO",
        "BC-TTHĐND",
        f"Kết quả giám sát việc giải quyết kiến nghị của cử tri {unit(council)}",
        body,
        "tt",
    )


def guidance(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Hướng dẫn giám sát của Tổ đại biểu."""
    body: Body = [
        ("h1", "I. NỘI DUNG GIÁM SÁT"),
        ("p", "Tổ đại biểu lựa chọn từ một đến hai nội dung cử tri quan tâm, phù hợp địa bàn ứng cử."),
        ("h1", "II. CÁCH THỨC THỰC HIỆN"),
    ]
    body += [("p", f"{i}. {t}") for i, t in enumerate(rng.sample(wording.ADVICE, 3), 1)]
    return _paper(
        council,
        rng,
        date,
        number,
        "HƯỚNG DẪN",
        "HD-HĐND",
        "Về hoạt động giám sát, khảo sát của Tổ đại biểu Hội đồng nhân dân",
        body,
        "tt",
    )


def submission(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Tờ trình dự kiến chương trình giám sát."""
    topics = rng.sample(sorted(wording.TOPICS.values()), 2)
    body: Body = [
        (
            "p",
            f"Thường trực Hội đồng nhân dân {unit(council)} kính trình Hội đồng nhân dân dự kiến Chương trình giám sát năm {date.year + 1} với hai chuyên đề:",
        )
    ]
    body += [("p", f"{i}. {t[0].upper() + t[1:]}.") for i, t in enumerate(topics, 1)] + [
        ("p", "Kính trình Hội đồng nhân dân xem xét, quyết định./.")
    ]
    return _paper(
        council,
        rng,
        date,
        number,
        "TỜ TRÌNH",
        "TTr-HĐND",
        f"Về dự kiến Chương trình giám sát của Hội đồng nhân dân {unit(council)} năm {date.year + 1}",
        body,
        "tt",
        addressee=f"Hội đồng nhân dân {unit(council)}",
    )


def yearly(council: Council, rng: random.Random, date: dt.date, number: int) -> Paper:
    """Chương trình giám sát của Ban."""
    organ, abbr = rng.choice(BAN[council.level])
    points = [("p", f"{i}. Khảo sát {t}.") for i, t in enumerate(rng.sample(sorted(wording.TOPICS.values()), 3), 1)]
    body: Body = [
        ("h1", "I. NỘI DUNG"),
        *points,
        ("h1", "II. TỔ CHỨC THỰC HIỆN"),
        ("p", "Thành viên Ban căn cứ chương trình này chủ động sắp xếp thời gian tham gia./."),
    ]
    return _paper(
        council,
        rng,
        date,
        number,
        "CHƯƠNG TRÌNH",
        f"CTr-{abbr}",
        f"Giám sát, khảo sát năm {date.year} của Ban",
        body,
        organ,
    )
