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
DECIDES = r"(?:(?:Thống nhất|Quyết nghị|Quyết định|Thông qua|Nay|Đồng ý|Nhất trí|Cho phép)(?:\s+việc)?[,:]?\s+)?"
LONGER = r"thêm (?:thời gian )?\w+(?: \(\w+\))? (?:năm|tháng)"  # how long, not until when
# Until when, these words do not tell.
OPEN_END = (
    rf"(?:{LONGER}|trong (?:thời (?:hạn|gian)|vòng|năm)\b|sang (?:năm|nhiệm kỳ|giai đoạn)\b"
    r"|đến (?:hết )?(?:nhiệm kỳ|giai đoạn|năm|tháng|quý|ngày)\b)"
)
_IN_USE = r"(?:thực hiện|áp dụng|thi hành|(?:có )?hiệu lực(?: thi hành)?)"
_STOPPING = r"việc (?:tạm )?(?:ng[ưừ]ng|dừng|đình chỉ)\b"
RESUMES = (  # what was suspended is in force again
    r"(?:hiệu lực trở lại"
    rf"|(?:[Kk]hôi phục (?:lại )?|(?:[Bb]ãi bỏ|[Hh][uủ][ỷy] bỏ|[Cc]hấm dứt) {_STOPPING} )(?:việc )?{_IN_USE})"
)
_VERBS = (
    ("thay-the", r"[Tt]hay(?: thế(?: cho)?| cho|(?= (?:các )?(?:cụm )?từ ))"),
    (
        "bai-bo",
        rf"(?:(?:[Bb]ãi bỏ|[Hh][uủ][ỷy] bỏ)(?! {_STOPPING})|[Bb]ỏ(?= (?:các )?(?:cụm )?từ )"
        r"|[Cc]hấm dứt hiệu lực(?: thi hành)?"
        # What is taken back is the text itself: "Thu hồi đất theo Quyết định …" takes back something else.
        r"|[Tt]hu hồi(?: và (?:bãi|h[uủ][ỷy]) bỏ)?(?=(?: (?:hiệu lực(?: của)?|toàn bộ|các))*\s*$))",
    ),
    (
        "sua-doi",
        r"(?:[Ss]ửa đổi(?:\s*[,;]?\s*(?:và\s+)?bổ sung)?|[Bb]ổ sung|[Đđ]iều chỉnh(?:\s*,?\s*(?:và\s+)?bổ sung)?"
        # "Lùi thời điểm có hiệu lực của …" changes what the text says of its effect.
        rf"|(?:[Ll]ùi|[Hh]oãn|[Tt]hay đổi|[Rr]út ngắn)(?= (?:thời (?:điểm|gian|hạn)|ngày) (?:bắt đầu )?{_IN_USE}))",
    ),
    ("dinh-chinh", r"[Đđ]ính chính"),
    (
        "tam-ngung",
        r"(?:(?:[Tt]ạm )?[Nn]g[ưừ]ng hiệu lực(?: thi hành)?"
        r"|[Đđ]ình chỉ (?:hiệu lực(?: thi hành)?|(?:việc )?(?:thi hành|thực hiện|áp dụng))"
        r"|(?:[Tt]ạm thời (?:chưa|không)|[Cc]hưa(?= áp dụng)) (?:thực hiện|áp dụng|thi hành)"
        r"|(?:[Tt]ạm (?:dừng|ng[ưừ]ng|hoãn)|[Hh]oãn) (?:việc )?(?:thực hiện|áp dụng|thi hành))",
    ),
    (
        "khong-ap-dung",
        r"(?:[Kk]hông (?:(?:còn |tiếp tục )?áp dụng|tiếp tục thực hiện)"
        r"|(?:[Nn]g[ưừ]ng|[Dd]ừng|[Tt]hôi|[Cc]hấm dứt) (?:việc )?(?:áp dụng|thực hiện|thi hành))",
    ),
    (
        "tiep-tuc-hieu-luc",
        rf"(?:(?:[Kk]éo dài|[Gg]ia hạn) (?:{LONGER} )?(?:thời (?:gian|hạn) )?{_IN_USE}"
        rf"|[Tt]iếp tục áp dụng|(?<=ho phép )tiếp tục (?:thực hiện|thi hành)|{RESUMES})",
    ),
    ("huong-dan", r"[Hh]ướng dẫn(?: thi hành| thực hiện| áp dụng)?"),
)
RANKS = "điểm|khoản|điều|chương|mục|phụ lục|biểu|phần"
_OBJECT = rf"(?P<object>(?:[^;“”]|“[^”;]{{0,80}}”|;(?=\s*(?:các\s+)?(?i:{RANKS})\s)){{0,300}}?)"
LEADS = tuple(
    (name, late(rf"{MARK}{SINCE}{SELF}{DECIDES}(?<!không )(?<!chưa )(?<!tạm ){verb}\b{_OBJECT}\s*(?:[Ss]ố\s*)?"))
    for name, verb in _VERBS
)
