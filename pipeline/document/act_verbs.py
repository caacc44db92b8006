"""The verbs by which a sentence acts on another document, and what may stand in front of them.

"không áp dụng … kể từ ngày …" ends the use of a text and not, by its words, its effect: it is a kind of its own.
"""

from pipeline.text import late

MARK = (
    r"(?:Điều\s+(?:\d+[a-zđ]?|thứ\s+[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s*[.:]\s*"
    r"|\d+[a-zđ]?[.)]\s*|[a-zđ]{1,2}\d?[.)]\s*|[-–+•]\s*|[IVX]+\.\s*|(?:Về việc|V/v)\s+)?"
)
SELF = (
    r"(?:[^\W\d_]+(?:\s[^\W\d_]+){0,2}(?: (?:liên tịch|phối hợp|liên ngành))? này\b[^.;“”]{0,170}?"
    r"(?:\bvà\b|[,;]|\bthì\b)?\s*)?"
)
# "Kể từ ngày 01/7/2026, bãi bỏ …"; what begins when this text does.
SINCE = r"(?:(?:[Kk]ể )?[Tt]ừ (?:ngày|khi) [^.;:“”]{4,80}?,\s*)?"
DECIDES = r"(?:(?:Thống nhất|Quyết nghị|Quyết định|Thông qua|Nay|Đồng ý|Nhất trí)(?:\s+việc)?[,:]?\s+)?"
LONGER = r"thêm (?:thời gian )?\w+(?: \(\w+\))? (?:năm|tháng)"  # how long, not until when
_IN_USE = r"(?:thực hiện|áp dụng|thi hành|(?:có )?hiệu lực(?: thi hành)?)"
_VERBS = (
    ("thay-the", r"[Tt]hay(?: thế(?: cho)?| cho|(?= (?:các )?(?:cụm )?từ ))"),
    (
        "bai-bo",
        r"(?:[Bb]ãi bỏ|[Bb]ỏ(?= (?:các )?(?:cụm )?từ )|[Hh][uủ][ỷy] bỏ|[Cc]hấm dứt hiệu lực(?: thi hành)?"
        # What is taken back is the text itself: "Thu hồi đất theo Quyết định …" takes back something else.
        r"|[Tt]hu hồi(?: và (?:bãi|h[uủ][ỷy]) bỏ)?(?=(?: (?:hiệu lực(?: của)?|toàn bộ|các))*\s*$))",
    ),
    ("sua-doi", r"(?:[Ss]ửa đổi(?:\s*[,;]?\s*(?:và\s+)?bổ sung)?|[Bb]ổ sung|[Đđ]iều chỉnh)"),
    ("dinh-chinh", r"[Đđ]ính chính"),
    (
        "tam-ngung",
        r"(?:(?:[Tt]ạm )?[Nn]g[ưừ]ng hiệu lực(?: thi hành)?|[Đđ]ình chỉ(?: việc)? thi hành"
        r"|[Tt]ạm (?:dừng|ng[ưừ]ng) (?:việc )?(?:thực hiện|áp dụng|thi hành))",
    ),
    (
        "khong-ap-dung",
        r"(?:[Kk]hông (?:(?:còn |tiếp tục )?áp dụng|tiếp tục thực hiện)"
        r"|(?:[Nn]g[ưừ]ng|[Dd]ừng|[Tt]hôi) (?:việc )?(?:áp dụng|thực hiện))",
    ),
    (
        "tiep-tuc-hieu-luc",
        rf"(?:(?:[Kk]éo dài|[Gg]ia hạn) (?:{LONGER} )?(?:thời (?:gian|hạn) )?{_IN_USE}|[Tt]iếp tục áp dụng)",
    ),
    ("huong-dan", r"[Hh]ướng dẫn(?: thi hành| thực hiện| áp dụng)?"),
)
RANKS = "điểm|khoản|điều|chương|mục|phụ lục|biểu|phần"
_OBJECT = rf"(?P<object>(?:[^;“”]|“[^”;]{{0,80}}”|;(?=\s*(?:các\s+)?(?i:{RANKS})\s)){{0,300}}?)"
LEADS = tuple(
    (name, late(rf"{MARK}{SINCE}{SELF}{DECIDES}(?<!không )(?<!chưa )(?<!tạm ){verb}\b{_OBJECT}\s*(?:[Ss]ố\s*)?"))
    for name, verb in _VERBS
)
