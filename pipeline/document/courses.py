"""The steps of an oversight that a reader waits for, and the forms that stand for each (Law 121/2025/QH15, chapter 3).

A dossier's papers say of which course it is: question time and hearings have their own.
"""

from collections.abc import Collection

Course = tuple[tuple[str, tuple[str, ...]], ...]
"""Steps in their order: name, and the forms (oversight.yaml) of its documents, as `form_of` gives them."""

OVERSIGHT: Course = (
    ("Kế hoạch", ("kh-gs",)),
    ("Thành lập Đoàn", ("tl-doan-gs",)),
    ("Báo cáo kết quả", ("bc-kq-gs",)),
    ("Kết luận, nghị quyết", ("kl-tt", "nq-gs-chuyen-de")),
    ("Kiến nghị, đôn đốc", ("kn-gs",)),
    ("Báo cáo thực hiện", ("bc-thuc-hien",)),
)
QUESTION_TIME: Course = (
    ("Kế hoạch, nhóm vấn đề", ("chat-van-nhom",)),
    ("Trả lời bằng văn bản", ("chat-van-phieu",)),
    ("Nghị quyết, kết luận", ("nq-chat-van",)),
    ("Báo cáo thực hiện", ("bc-thuc-hien",)),
)
HEARING: Course = (
    ("Kế hoạch, yêu cầu", ("giai-trinh",)),
    ("Kết luận", ("giai-trinh-kl", "kl-tt")),
    ("Báo cáo thực hiện", ("bc-thuc-hien",)),
)


def course(forms: Collection[str]) -> Course:
    """The course of a dossier whose documents have these forms of oversight."""
    if any("chat-van" in form for form in forms):
        return QUESTION_TIME
    return HEARING if "giai-trinh" in forms else OVERSIGHT


def form_of(form: str | None, kind: str) -> str | None:
    """The form by which a document stands for a step: a hearing's plan and conclusion are told apart by their type."""
    return "giai-trinh-kl" if form == "giai-trinh" and kind == "ket-luan" else form
