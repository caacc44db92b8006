"""What a document's page says of the words that it lacks."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.document.record import Text

_GAPS = {
    "limit": "Tệp vượt giới hạn đọc; phần vượt giới hạn không có dưới đây.",
    "parts": "Tệp có phần nhúng (biểu đồ, sơ đồ hoặc tệp đặt trong văn bản) mà nội dung không có dưới đây.",
    "signs": "Có ký hiệu không chuyển được thành chữ, dưới đây ghi là �.",
    "pictures": "Có hình chụp trang giấy chưa được nhận dạng thành chữ.",
    "damaged": "Tệp có trang bị hỏng; phần bị hỏng không đọc được và không có dưới đây.",
}
_ORIGINAL = "Bản gốc có toàn bộ văn bản."
_MOST_NAMED = 12  # runs of pages


def sentences(text: Text) -> list[str]:
    """One sentence for each thing that is missing, then where it stands; nothing for a whole text or for none."""
    if text.complete or text.method == "none":
        return []
    found = list(_missing(text)) or ["Nội dung chữ dưới đây chưa đầy đủ."]
    return found if "damaged" in text.gaps else [*found, _ORIGINAL]


def _missing(text: Text) -> Iterator[str]:
    if text.unread_pages:
        total = max(text.pages or 0, *text.unread_pages)
        unread = _runs(text.unread_pages)
        yield f"Chỉ đọc được {total - len(set(text.unread_pages))}/{total} trang; chưa đọc được trang {unread}."
    yield from (_GAPS[gap] for gap in text.gaps)
    if text.kept is not None:
        yield f"Chỉ giữ được khoảng {int(text.kept * 100)}% chữ của tệp."


def _runs(pages: Iterable[int]) -> str:
    """Pages as people list them: 3, 7–12."""
    runs = [
        [page for _, page in run] for _, run in groupby(enumerate(sorted(set(pages))), key=lambda at: at[1] - at[0])
    ]
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return ", ".join(said[:_MOST_NAMED]) + (" …" if len(said) > _MOST_NAMED else "")
