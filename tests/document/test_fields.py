from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import errors
from pipeline.document import fields, vocabulary
from pipeline.document.fields import Fields

TABLE = Path(__file__).parents[2] / "content/vocabulary/fields.yaml"
RAW = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
FIELDS = fields.read(RAW)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Quy định mức hỗ trợ đóng bảo hiểm y tế cho người thuộc hộ cận nghèo tỉnh Lam Giang", "y-te"),
        ("VỀ CHÍNH SÁCH HỖ TRỢ HỌC PHÍ NĂM HỌC 2025 - 2026", "giao-duc"),
        ("Quy định mức thu phí tham quan danh lam thắng cảnh", "van-hoa"),
        ("Về mức chi bồi dưỡng người làm nhiệm vụ tiếp công dân, xử lý đơn khiếu nại, tố cáo", "tu-phap"),
        ("Ban hành bảng giá các loại đất giai đoạn 2025 - 2029", "dat-dai"),
        ("Phê chuẩn kế hoạch đầu tư công trung hạn 2026 - 2030", "dau-tu-cong"),
        ("Kết quả giám sát việc thu gom rác thải sinh hoạt", "moi-truong"),
        ("Quy định chính sách hỗ trợ lực lượng dân quân thường trực", "quoc-phong-an-ninh"),
        ("Quy định chính sách hoà giải ở cơ sở", "tu-phap"),  # the other place for the tone
        ("Giám sát việc thực hiện pháp luật về phòng cháy, chữa cháy trên địa bàn tỉnh", "quoc-phong-an-ninh"),
        ("Giám sát công tác phòng, chống hạn hán trên địa bàn huyện", "nong-nghiep"),
        ("Khảo sát cơ sở giết mổ gia súc tập trung", "nong-nghiep"),
        ("Giám sát bộ phận một cửa về đất đai", "dat-dai"),
        ("Quy định mức chi hỗ trợ ngư dân mua bảo hiểm tàu cá", "nong-nghiep"),
        ("Giám sát việc quản lý cảng cá", "nong-nghiep"),
    ],
)
def test_a_title_says_what_it_is_about_before_for_whom_and_with_what_money(title: str, field: str) -> None:
    assert FIELDS.of(title) == field


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Phê chuẩn quyết toán ngân sách địa phương năm 2023", "tai-chinh"),
        ("Quy định mức thu các loại lệ phí", "thue-phi"),
        ("Giao biên chế cho các cơ quan năm 2026", "bo-may"),
        ("Về chương trình giám sát năm 2026", "hoat-dong-hdnd"),
        ("Về nhiệm vụ phát triển kinh tế - xã hội năm 2026", "kinh-te-xa-hoi"),
        ("Công bố thủ tục hành chính thuộc thẩm quyền của Sở Y tế tỉnh Lam Giang", "bo-may"),
    ],
)
def test_money_staff_and_the_councils_work_are_a_field_where_nothing_else_is_named(title: str, field: str) -> None:
    assert FIELDS.of(title) == field


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        "Về việc bãi bỏ Nghị quyết số 12/2019/NQ-HĐND ngày 10 tháng 7 năm 2019",
        "Trả lời công văn số 45/CV-TCT",
        "Ngày hội đại đoàn kết",
        "Thuê trụ sở làm việc",  # "thuế" is another word
        "Về việc thành lập Đoàn công tác",
    ],
)
def test_a_title_that_names_no_field_has_none(title: str | None) -> None:
    assert FIELDS.of(title) is None


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Cho phép Công ty TNHH Thương mại Công nghiệp Tân Lam chuyển mục đích sử dụng đất", "dat-dai"),
        ("Giao Tập đoàn Viễn thông Hải Sơn thuê đất tại xã Phú Vinh", "dat-dai"),
        ("Báo cáo của Ban Văn hóa - Xã hội về thu gom nước thải", "moi-truong"),
        ("Đề nghị của Sở Nông nghiệp và Môi trường về giá nước sạch", "xay-dung"),
        ("Phê duyệt hợp đồng lao động trong các trường mầm non", "giao-duc"),
    ],
)
def test_names_of_companies_committees_and_offices_are_no_matter(title: str, field: str) -> None:
    assert FIELDS.of(title) == field


def test_each_field_is_found_by_each_of_its_words_alone() -> None:
    for field in FIELDS.listed:
        for word in field.words:
            assert FIELDS.of(f"Về {word}") == field.slug, word
            assert FIELDS.of(word.upper()) == field.slug, word


@given(st.text(max_size=200))
def test_any_title_has_a_listed_field_or_none(title: str) -> None:
    found = FIELDS.of(title)
    assert found is None or found in FIELDS


def test_an_archive_without_the_table_has_no_fields() -> None:
    assert Fields().of("Quy định mức học phí") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"fields": [{"slug": "a", "name": "A"}]}, "a: thiếu khóa words"),
        ({"fields": [{"slug": "a", "name": "A", "words": "học phí"}]}, "phải là danh sách từ ngữ"),
        ({"fields": [{"slug": "a", "name": "A", "words": ["", "x"]}]}, "phải là danh sách từ ngữ"),
        (
            {
                "fields": [
                    {"slug": "a", "name": "A", "words": ["đất ở"]},
                    {"slug": "b", "name": "B", "words": ["ĐẤT Ở"]},
                ]
            },
            "đã là từ ngữ của a",
        ),
        ({"fields": [{"slug": "a", "name": "A", "words": ["x"]}] * 2}, "slug ghi 2 lần"),
        ({"fields": {"a": 1}}, "phải là danh sách"),
    ],
)
def test_a_table_that_cannot_decide_is_refused_by_name(change: dict[str, object], said: str, tmp_path: Path) -> None:
    (tmp_path / "fields.yaml").write_text(yaml.safe_dump(change, allow_unicode=True), encoding="utf-8")

    with pytest.raises(errors.VocabularyInvalid) as refused:
        vocabulary.load(tmp_path)

    assert said in str(refused.value)
    assert "fields.yaml" in str(refused.value)
