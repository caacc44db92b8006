"""What is known of the digital signatures of an original, each fact in a sentence of its own."""

from collections.abc import Iterable

from pipeline.document.record import Signed
from plugins.archive_pages.document_types import ShownSignature
from plugins.filters import instant_label

_INTACT = {
    True: "nội dung đã ký còn nguyên vẹn",
    False: "nội dung đã ký không còn như lúc ký",
    None: "chưa kiểm được nội dung có nguyên vẹn không",
}
_CHAIN = {
    "trusted": "chứng thư dẫn đến tổ chức cấp chứng thư mà cơ sở dữ liệu lưu",
    "unknown": "chứng thư không dẫn đến tổ chức nào mà cơ sở dữ liệu lưu",
    None: "chưa kiểm chuỗi chứng thư",
}
_WHOLE = {
    True: "ký cho toàn bộ tệp",
    False: "ký cho một phần tệp, sau đó tệp có thêm phần khác",
    None: "chưa rõ ký cho phần nào của tệp",
}


def shown(signatures: Iterable[Signed]) -> list[ShownSignature]:
    """Signer, issuer, time and the three facts, as the page says them."""
    return [
        {
            "signer": one.signer or "Chưa rõ người ký",
            "issuer": one.issuer,
            "time": instant_label(one.time) if one.time else None,
            "stated": "do tổ chức cấp dấu thời gian xác nhận"
            if one.time_by == "authority"
            else "theo máy của người ký",
            "facts": [_INTACT[one.intact], _CHAIN[one.chain], _WHOLE[one.whole]],
        }
        for one in signatures
    ]
