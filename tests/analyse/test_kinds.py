from dataclasses import replace

import pytest

from pipeline.document import kinds
from pipeline.document.vocabulary import OversightForm
from tests.analyse import papers


@pytest.mark.parametrize(
    ("slug", "title", "organ", "form"),
    [
        ("nghi-quyet", "Về chương trình giám sát của Hội đồng nhân dân tỉnh năm 2025", "hdnd", "ct-gs-hdnd"),
        ("ke-hoach", "Chương trình giám sát năm 2025", "tt", "ct-gs-tt"),
        ("quyet-dinh", "Thành lập Đoàn giám sát việc quản lý đất đai", "tt", "tl-doan-gs"),
        ("ke-hoach", "Giám sát việc quản lý đất đai giai đoạn 2021 - 2023", "doan-gs", "kh-gs"),
        ("bao-cao", "Kết quả giám sát việc quản lý đất đai", "doan-gs", "bc-kq-gs"),
        ("bao-cao", "Tình hình quản lý đất đai phục vụ Đoàn giám sát", None, "bc-doi-tuong"),
        ("bao-cao", "Thẩm tra báo cáo kinh tế - xã hội năm 2024", "ban-ktns", "bc-tham-tra"),
        ("bao-cao", "Thẩm tra dự thảo Nghị quyết về phí", "ban-ktns", None),
        ("nghi-quyet", "Về kết quả giám sát chuyên đề quản lý đất đai", "hdnd", "nq-gs-chuyen-de"),
        ("bao-cao", "Kết quả giải quyết kiến nghị của cử tri", "tt", "kn-cu-tri"),
        ("thong-bao", "Lịch giám sát của Đoàn giám sát", "doan-gs", "tb-gs"),
        ("nghi-quyet", "Quy định mức phí tham quan", "hdnd", None),
        (None, "Giám sát", "hdnd", None),
        ("nghi-quyet", None, "hdnd", None),
    ],
)
def test_form_of_oversight_is_known_by_type_title_and_issuer(
    slug: str | None, title: str | None, organ: str | None, form: str | None
) -> None:
    assert kinds.oversight(slug, title, organ, papers.vocabulary()) == form


def test_a_form_that_the_vocabulary_does_not_hold_is_never_named() -> None:
    assert kinds.oversight("nghi-quyet", "Xác nhận kết quả lấy phiếu tín nhiệm", "hdnd", papers.vocabulary()) is None


def test_papers_of_one_oversight_share_their_dossier() -> None:
    vocabulary = papers.vocabulary()
    titled = {
        "tl-doan-gs": "Thành lập Đoàn giám sát việc quản lý đất đai giai đoạn 2021 - 2023",
        "kh-gs": "Giám sát việc quản lý đất đai giai đoạn 2021 - 2023 trên địa bàn huyện An Khê Hạ",
        "bc-kq-gs": "Kết quả giám sát việc quản lý đất đai giai đoạn 2021 - 2023",
    }

    found = {kinds.dossier(form, title, vocabulary) for form, title in titled.items()}

    assert found == {"quan-ly-dat-dai-giai-doan-2021-2023"}


@pytest.mark.parametrize(
    ("form", "title", "slug"),
    [
        ("giai-trinh", "Tổ chức phiên giải trình về công tác cấp phép bến bãi", "giai-trinh-cap-phep-ben-bai"),
        ("giai-trinh", "Phiên giải trình việc cấp phép bến bãi tại phiên họp thứ 12", "giai-trinh-cap-phep-ben-bai"),
        ("bc-thuc-hien", "Thực hiện Kết luận phiên giải trình về cấp phép bến bãi", "giai-trinh-cap-phep-ben-bai"),
        ("chat-van-nhom", "Kế hoạch chất vấn về trật tự đô thị tại kỳ họp thứ mười", "chat-van-trat-tu-do-thi"),
        ("nq-chat-van", "Về chất vấn và trả lời chất vấn về trật tự đô thị", "chat-van-trat-tu-do-thi"),
        ("nq-chat-van", "Về hoạt động chất vấn và trả lời chất vấn tại kỳ họp thứ mười", None),
        ("bc-thuc-hien", "Thực hiện Kết luận giám sát việc cấp phép bến bãi", "cap-phep-ben-bai"),
    ],
)
def test_a_hearing_and_question_time_are_courses_of_their_own(form: str, title: str, slug: str | None) -> None:
    order = ("chat-van-nhom", "giai-trinh", "nq-chat-van", "bc-thuc-hien")

    assert kinds.dossier(form, title, replace(papers.vocabulary(), dossier_order=order)) == slug


@pytest.mark.parametrize(
    ("slug", "year", "number", "normative"),
    [
        ("nghi-quyet", 2024, "12", True),
        ("nghi-quyet", None, "12", False),
        ("nghi-quyet", None, None, None),
        ("bao-cao", 2024, "1", None),
    ],
)
def test_the_year_in_the_number_makes_a_resolution_normative(
    slug: str, year: int | None, number: str | None, normative: bool | None
) -> None:
    assert kinds.normative(slug, year, number) is normative


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("kh-gs", "Giám sát việc thu gom rác thải trên địa bàn xã giai đoạn 2023 - 2025"),
        ("bc-kq-gs", "Kết quả giám sát việc thu gom rác thải giai đoạn 2023-2025 trên địa bàn xã"),
        ("tl-doan-gs", "Thành lập Đoàn giám sát việc thu gom rác thải trên địa bàn xã, giai đoạn 2023 – 2025"),
        ("bc-doi-tuong", "Tình hình thu gom rác thải giai đoạn 2023 - 2025 phục vụ Đoàn giám sát"),
        (
            "bc-doi-tuong",
            "Kết quả công tác thu gom rác thải trên địa bàn xã giai đoạn 2023 - 2025, theo yêu cầu giám sát",
        ),
    ],
)
def test_a_dossier_keeps_its_years_wherever_its_papers_say_where(form: str, title: str) -> None:
    order = ("kh-gs", "bc-kq-gs", "tl-doan-gs", "bc-doi-tuong")

    assert kinds.dossier(form, title, replace(papers.vocabulary(), dossier_order=order)) == (
        "thu-gom-rac-thai-giai-doan-2023-2025"
    )


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Kết quả hoạt động của Thường trực Hội đồng nhân dân 6 tháng đầu năm 2025", "bc-dinh-ky"),
        ("Công tác quý III năm 2025", "bc-dinh-ky"),
        ("Hoạt động giám sát của Hội đồng nhân dân tỉnh năm 2025", "bc-dinh-ky"),
        ("Kết quả thực hiện nhiệm vụ trọng tâm tháng 10", "bc-dinh-ky"),
        ("Kết quả tiếp xúc cử tri trước kỳ họp thường lệ cuối năm 2025", None),
        ("Công tác tổ chức kỳ họp thường lệ cuối năm 2025", None),
        ("Kết quả thực hiện cải cách hành chính năm 2025", None),
        ("Kết quả khảo sát tình hình thu gom rác thải năm 2025", "bc-kq-gs"),
    ],
)
def test_a_periodic_report_is_about_its_organ_s_own_work(title: str, form: str | None) -> None:
    vocabulary = papers.vocabulary()
    periodic = {"bc-dinh-ky": OversightForm("bc-dinh-ky", "bc-dinh-ky", "in", (), ())}

    assert kinds.oversight("bao-cao", title, "tt", replace(vocabulary, forms={**vocabulary.forms, **periodic})) == form
