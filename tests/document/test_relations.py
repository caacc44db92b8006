"""A relation is what a document's own sentence states, whole or part, and nothing that a cited title happens to say."""

from collections.abc import Mapping

import pytest

from pipeline.document import relations
from pipeline.document.model import Passage, PassageKind

Said = tuple[str, str, str | None, str | None]

STATED: Mapping[str, list[Said]] = {
    "Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 12/2023/NQ-HĐND ngày 9/12/2023 của HĐND tỉnh":
        [("sua-doi", "12/2023/NQ-HĐND", None, "một số điều")],
    "1. Sửa đổi khoản 2 Điều 3 của Nghị quyết số 12/2023/NQ-HĐND như sau:":
        [("sua-doi", "12/2023/NQ-HĐND", None, "khoản 2 Điều 3")],
    "2. Thay thế cụm từ “xã, thị trấn” tại Điều 3 Nghị quyết số 9/2018/NQ-HĐND bằng cụm từ “xã, phường”.":
        [("sua-doi", "09/2018/NQ-HĐND", None, "Điều 3")],
    "2. Bãi bỏ điểm a khoản 1 Điều 4; Điều 7 Nghị quyết số 12/2023/NQ-HĐND.":
        [("bai-bo", "12/2023/NQ-HĐND", "mot-phan", "điểm a khoản 1 Điều 4; Điều 7")],
    "3. Bãi bỏ quy định về mức chi tại Nghị quyết số 12/2023/NQ-HĐND.":
        [("bai-bo", "12/2023/NQ-HĐND", "mot-phan", "quy định về mức chi")],
    "Bãi bỏ toàn bộ các Nghị quyết số 5/2019/NQ-HĐND, số 6/2020/NQ-HĐND và Nghị quyết số 7/NQ-HĐND.":
        [("bai-bo", code, "toan-bo", None) for code in ("05/2019/NQ-HĐND", "06/2020/NQ-HĐND", "07/NQ-HĐND")],
    "1. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025 và thay thế Nghị quyết số 8/2020/NQ-HĐND":
        [("thay-the", "08/2020/NQ-HĐND", "toan-bo", None)],
    "1. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025; thay thế Nghị quyết số 8/2020/NQ-HĐND":
        [("thay-the", "08/2020/NQ-HĐND", "toan-bo", None)],
    "Quyết định này thay thế Quyết định số 12/QĐ-ĐGS ngày 3/4/2024 của Đoàn giám sát.":
        [("thay-the", "12/QĐ-ĐGS", "toan-bo", None)],
    "2. Nghị quyết số 9/2018/NQ-HĐND về giá đất hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "2. Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực kể từ ngày ký, trừ quy định tại Điều 9.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", None)],
    "Kể từ ngày Nghị quyết này có hiệu lực, khoản 2 Điều 3 Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", "khoản 2 Điều 3")],
    "3. Nghị quyết số 9/2018/NQ-HĐND được sửa đổi, bổ sung bởi Nghị quyết số 10/2019/NQ-HĐND tiếp tục có hiệu lực.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "a) Tạm ngưng hiệu lực khoản 1 Điều 2 Nghị quyết số 9/2018/NQ-HĐND đến hết ngày 31/12/2025":
        [("tam-ngung", "09/2018/NQ-HĐND", "mot-phan", "khoản 1 Điều 2")],
    "Đính chính Nghị quyết số 9/2018/NQ-HĐND": [("dinh-chinh", "09/2018/NQ-HĐND", None, None)],
    # Not this document's acts.
    "Trường hợp Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực thì áp dụng văn bản mới.": [],
    "Nghị quyết số 9/2018/NQ-HĐND chưa hết hiệu lực.": [],
    "Thực hiện Nghị quyết số 9/2018/NQ-HĐND sửa đổi, bổ sung Nghị quyết số 3/2017/NQ-HĐND.": [],
    "UBND tỉnh hướng dẫn thực hiện Nghị quyết số 9/2018/NQ-HĐND.": [],
    "Sửa đổi Điều 3 đã được sửa đổi theo khoản 1 Điều 1 Nghị quyết số 10/2019/NQ-HĐND như sau:": [],
    "“Điều 5. Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND.”": [],
}  # fmt: skip


def told(*passages: Passage, title: str = "Về phí bến đò") -> list[Said]:
    return [(a.type, str(a.citation.number), a.part, a.provision) for a in relations.find(title, passages)]


def clause(text: str, kind: PassageKind = PassageKind.khoan) -> Passage:
    return Passage(kind, text, "dieu-1-khoan-1")


@pytest.mark.parametrize("sentence", STATED)
def test_a_sentence_states_what_its_own_verb_says(sentence: str) -> None:
    assert told(clause(sentence)) == STATED[sentence]


def test_a_list_takes_the_verb_of_its_head_until_the_next_article() -> None:
    said = told(
        clause("Điều 1. Bãi bỏ các nghị quyết sau đây:", PassageKind.dieu),
        clause("1. Nghị quyết số 3/2017/NQ-HĐND ngày 1/7/2017 về giá nước;"),
        clause("2. Nghị quyết số 4/2017/NQ-HĐND sửa đổi Nghị quyết số 2/2016/NQ-HĐND."),
        clause("Điều 2. Trách nhiệm", PassageKind.dieu),
        clause("1. Nghị quyết số 77/2020/NQ-HĐND được thực hiện nghiêm."),
    )

    assert [(kind, code) for kind, code, _, _ in said] == [("bai-bo", "03/2017/NQ-HĐND"), ("bai-bo", "04/2017/NQ-HĐND")]


def test_new_wording_over_several_paragraphs_is_the_amended_document_s() -> None:
    assert not told(clause("“Điều 5. Hiệu lực"), clause("1. Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND.”"))


def test_a_title_states_too_and_text_and_title_are_one_relation() -> None:
    said = "Bãi bỏ Nghị quyết số 3/2017/NQ-HĐND"

    assert told(clause(f"{said}."), title=f"{said} ngày 1/7/2017") == [("bai-bo", "03/2017/NQ-HĐND", "toan-bo", None)]


def test_a_basis_rests_on_the_cited_text_not_on_what_amended_it() -> None:
    basis = "Căn cứ Nghị quyết số 3/2017/NQ-HĐND được sửa đổi bởi Nghị quyết số 4/2017/NQ-HĐND;"

    assert told(clause(basis, PassageKind.can_cu)) == [("can-cu", "03/2017/NQ-HĐND", None, None)]


def test_the_relation_carries_its_sentence_and_the_place_of_it() -> None:
    [act] = relations.find("Về phí", [clause("2. Bãi bỏ Nghị quyết số 3/2017/NQ-HĐND. Hết.")])

    assert (act.anchor, act.evidence) == ("dieu-1-khoan-1", "2. Bãi bỏ Nghị quyết số 3/2017/NQ-HĐND.")
