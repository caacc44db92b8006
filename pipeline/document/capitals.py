"""Titles and headings wholly in capitals, as the sentence that they are.

"VỀ VIỆC SỬA ĐỔI NGHỊ QUYẾT SỐ 12/2022/NQ-HĐND … CỦA HỘI ĐỒNG NHÂN DÂN HUYỆN AN BÌNH QUY ĐỊNH …" does not show where the
council's name ends. Put in small letters it would lose the name and mean the text's own council, so all words that may
belong to the name keep a capital: the registry knows how many do (`targets`), and where it knows none nothing is meant.
"""

from itertools import pairwise

from pipeline.document import citations
from pipeline.document.notations import UPPER
from pipeline.text import late

_MOST = 0.7  # of the letters: "… NQ-HĐND ngày 12/7/2022 CỦA HỘI ĐỒNG NHÂN DÂN …" is in capitals, too
_NEXT = (
    r"(?:VỀ|VÀ|CỦA|TẠI|TRÊN|ĐÃ|ĐƯỢC|CHO|DO|THEO|HẾT|THUỘC|KH(?:ÓA|OÁ)|QUY (?:ĐỊNH|CHẾ)|BAN HÀNH|THÔNG QUA"
    r"|PHÊ (?:DUYỆT|CHUẨN)|SỬA ĐỔI|BỔ SUNG|BÃI BỎ|THAY THẾ|HƯỚNG DẪN|ĐỐI VỚI|NHIỆM KỲ|KỲ HỌP|GIAI ĐOẠN|NGÀY|SỐ"
    r"|LẦN THỨ|TỪ (?:NGÀY|NĂM)|(?:NĂM|THÁNG)(?= \d))(?!\w)"
)
_BODY = late(
    r"(?P<organ>HỘI ĐỒNG NHÂN DÂN|HĐND|[ỦU][YỶ] BAN NHÂN DÂN|UBND)"
    r"(?P<unit>\s+(?:TỈNH|THÀNH PHỐ|TP\.?|QUẬN|HUYỆN|THỊ XÃ|TX\.?|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)(?!\w))?"
    rf"(?P<name>(?:\s+(?!{_NEXT})(?:[-–]\s+)?[{UPPER}]+(?:['’][{UPPER}]+)?(?!\w|[/-]\w)){{0,6}})"
)
# What the parser knows by its capital: a provision, an instrument issued with the document, the number of a term.
_CAPITAL = late(
    r"(?<!\w)(?:điều(?= \d)|(?<=khóa )[ivxl]+|(?<=khoá )[ivxl]+"
    r"|(?:quy định|quy chế|nội quy|điều lệ|đề án|chương trình|kế hoạch)(?= [^,;:“”]{0,160}kèm theo))(?!\w)"
)


def said(heading: str) -> str:
    """A heading in small letters, but for the numbers and names of councils in it; any other text as it is."""
    letters = [letter for letter in heading if letter.isalpha()]
    if sum(map(str.isupper, letters)) <= _MOST * len(letters) or not letters:
        return heading
    kept = [(one.start, one.end, heading[one.start : one.end]) for one in citations.find(heading)]
    kept += [
        (match.start(), match.end(), _named(*match.group("organ", "unit", "name"))) for match in _BODY.finditer(heading)
    ]
    kept = sorted(one for one in kept if one[0] < one[1])
    apart = [one for at, one in enumerate(kept) if all(other[1] <= one[0] for other in kept[:at])]
    ends = [(0, 0, ""), *apart, (len(heading), len(heading), "")]
    told = "".join(last[2] + _small(heading[last[1] : one[0]]) for last, one in pairwise(ends))
    return told[:1].upper() + told[1:]


def _small(words: str) -> str:
    return _CAPITAL.sub(
        lambda match: match[0].upper() if match[0][0] in "ivxl" else match[0].capitalize(), words.lower()
    )


def _named(organ: str, unit: str | None, name: str) -> str:
    """The council's name as texts write it: "Hội đồng nhân dân huyện An Bình"."""
    short = organ in ("HĐND", "UBND")
    return (organ if short else organ.capitalize()) + (unit or "").lower() + name.title()
