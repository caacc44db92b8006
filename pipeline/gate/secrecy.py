"""Marks of secrecy: MẬT, TỐI MẬT, TUYỆT MẬT in any disguise that a mark was ever typed, scanned or converted into.

The stamp stands alone (Decree 30/2020/NĐ-CP, appendix I, box 10a; Circular 24/2020/TT-BCA): on a line of its own,
beside the number, behind a title, in brackets, in a file name. Ordinary texts are full of the same letters (bí mật nhà
nước, mật độ, mật ong, Nguyễn Văn Mật), so what is around the word decides.
"""

import re
from enum import IntEnum

from pipeline import text
from pipeline.gate import disguise, person_names


class Likeness(IntEnum):
    """How much a text looks like a mark; the greatest of several counts."""

    clean = 0
    words = 1  # speaks of secrecy, as ordinary texts do
    suspected = 2  # may be a mark: a person decides
    marked = 3


_GAP = r"[\s.\-_*'’|/·•~+=,]{0,12}"
_A = "[ẬÂẠ]"
_O = "[ỐÔỒỔỖỘÓÒỎ0]"
_E = "[ỆÊẾỀỂỄẸÉ]"


def _spaced(letters: str) -> str:
    return _GAP.join(re.findall(r"\[[^\]]*\]|.", letters))


_MAYBE = re.compile(r"m[\W_]{0,15}[aàáảãạăằắẳẵặâầấẩẫậ][\W_]{0,15}[ti]|secret|confidential|classified|restricted", re.I)
_MAYBE_FOLDED = re.compile(r"m[\W_]*a[\W_]*t")
_ONE = re.compile(rf"(?<!\w){_spaced(f'M{_A}T')}(?!\w)")
_TWO = re.compile(rf"(?<!\w)(?:{_spaced(f'T{_O}I')}|{_spaced(f'TUY{_E}T')}){_GAP}{_spaced('M[ẬÂẠẤẦẨẪẶA][TI]')}(?!\w)")
_TWO_BARE = re.compile(rf"(?<!\w)(?:{_spaced('T[O0]I')}|{_spaced('TUYET')}){_GAP}{_spaced('MAT')}(?!\w)")
# "Độ mật: Mật, Tối mật" lists the levels; "Độ mật: Mật; thời hạn: 20 năm" goes on with another field.
_NO_LIST = r"(?!\s*(?:[,/|;]|hoặc\b|hay\b|và\b)\W*(?:(?:độ|mức)\W+)*(?:tuyệt|tối|mật|thường|không)\b)"
_LABEL = re.compile(
    r"(?<!các )\b(?:độ|chế độ|mức độ|cấp độ|loại)\s*(?:bảo\s+)?mật\s*(?:[:=\-.…]|là)+\s*[\"“(\[]?\s*"
    rf"(?:(?:tuyệt\W{{0,3}}mật|tối\W{{0,3}}mật|mật)\b{_NO_LIST}|(?:tuyệt|tối)(?=\W*$|\s*[)\]\"”]))",
    re.I,
)
_LABEL_BARE = re.compile(r"\W*(?:(?:muc|che|cap)\s+)?do\s+(?:bao\s+)?mat\s*[:=\-.]+\s*(?:(?:tuyet|toi)\s+)?mat\W*")
# "Mật - Báo cáo …", "Tài liệu mật: Nghị quyết …": a mark typed before what the paper is, set off from it.
_MARK_FIRST = re.compile(
    r"\W*(?:(?:tài liệu|văn bản)\s+)?(?:(?:tuyệt|tối)\s+)?mật\s*[:\-–—|/.]+\s*"
    r"(?:nghị quyết|báo cáo|tờ trình|kế hoạch|phương án|quyết định|công văn|thông báo|kết luận|đề án|về)\b",
    re.I,
)
_BRACKETED = re.compile(
    r"[(\[{<«⟦【「『‹〈《〔]\s*(?:(?:độ|(?:đã\s+)?(?:đóng\s+)?dấu|tài liệu|văn bản|loại|chế độ)\s*:?\s*)?"
    r"(?:tuyệt\W{0,3}mật|tối\W{0,3}mật|mật)\s*[)\]}>»⟧】」』›〉》〕]",
    re.I,
)
_DASHED = re.compile(
    r"(?:\s-\s?|[:|/*–]\s*|\s\"|\s“)\s*(?:(?:tài liệu|văn bản)\s+(?:(?:tuyệt|tối)\s+)?mật|tuyệt\s+mật|tối\s+mật|"
    r"(?-i:Mật|MẬT))[\W\d]*$",
    re.I,
)
_GROUPED = re.compile(
    r"\b(?:tài liệu|văn bản|công văn|hồ sơ|báo cáo|tờ trình|nghị quyết|kế hoạch|bản)\s+(?:loại\s+|độ\s+)?"
    r"(?:tuyệt mật|tối mật|mật)\s*$",
    re.I,
)
_SENTENCE = re.compile(
    r"^\W*(?:văn bản|tài liệu|hồ sơ|nội dung|thông tin)\b[^.;]{0,40}(?:có|chứa|thuộc)\b[^.;]{0,60}"
    r"(?:bí mật nhà nước|độ (?:tuyệt mật|tối mật|mật))[^.;]{0,60}\bkhông\b[^.;]{0,20}"
    r"(?:đăng|công bố|công khai|phổ biến|sao|truyền|lưu hành)",
    re.I,
)
_STATEMENT = re.compile(
    r"^\W*(?:(?:văn bản|tài liệu|hồ sơ|báo cáo|tờ trình|nghị quyết|kế hoạch) này (?:có|chứa|thuộc|là)\b[^.;]{0,40}"
    r"(?:bí mật nhà nước|độ (?:tuyệt |tối )?mật|(?:tài liệu|văn bản|hồ sơ)\s+(?:tuyệt |tối )?mật\b)|"
    r"thời hạn bảo vệ(?: bí mật nhà nước)?\s*:)",
    re.I,
)
_DECLARED = re.compile(
    r"\W*(?:(?:tài liệu|văn bản|hồ sơ|báo cáo|tờ trình|công văn|nghị quyết|kế hoạch|thông báo|nội dung|bản)\s+)?"
    r"(?:này\s+)?(?:(?:thuộc|có|chứa|là|mang)\s+(?:(?:phạm vi|danh mục|nội dung)\s+)?)*"
    r"(?:bí mật (?:nhà nước|quốc gia|quốc phòng|quân sự|công tác))?"
    r"(?:\W*(?:thuộc|ở|có|loại)?\s*(?:chế\s+|mức\s+)?độ\W+(?:tuyệt mật|tối mật|mật))?\W*",
    re.I,
)
# The stamps of Decree 33/2002/NĐ-CP were letters: A is tuyệt mật, B tối mật, C mật; old papers are still sent.
_LETTER = re.compile(
    r"\W*(?:(?:tài liệu|văn bản|hồ sơ|công văn|bản)\s+)?(?:(?:có|mang|loại|mức|dấu|chỉ)\s+)*"
    r"độ\s+mật\s*[:\-–.]?\s*[\"“(\[]?(?-i:[ABC])[\"”)\]]?\W*",
    re.I,
)
# "Độ bảo mật: Cao": no level of the law, and yet somebody says how secret the paper is. "Loại mật: đặc biệt" is honey.
_GRADED = re.compile(
    r"\W*(?:(?:chế|mức|cấp)\s+)?độ\s+(?:bảo\s+)?mật\s*[:=\-.…]+\s*[\"“(\[]?\s*"
    r"(?:(?:rất\s+|đặc biệt\s+)?cao(?:\s+nhất)?|đặc biệt|nghiêm ngặt|tuyệt đối|"
    r"(?:cấp|mức|loại|bậc)\s*(?:độ\s*)?(?:[1-3]|I{1,3}))\W*",
    re.I,
)
# "(Đã đóng dấu chỉ độ mật)": that a stamp was set is said in its place.
_STAMPED = re.compile(r"\W*(?:đã|có|được)\s+(?:đóng\s+)?dấu(?:\s+chỉ)?\s+(?:các\s+)?(?:mức\s+)?độ\s+mật\W*", re.I)
# "Tài liệu mật, xem xong hủy", "Báo cáo mật về …": the level stands in the name of the paper.
_NAMED = re.compile(
    r"\W*(?:(?:tài liệu|văn bản|hồ sơ|công văn|bản)\s+(?:tuyệt\s+mật|tối\s+mật|mật)\s*"
    r"(?:[-–,;:.(/|]\s*(?:không|cấm|nghiêm|xem|đọc|đề nghị|chỉ|phục vụ|thu hồi|hạn chế|lưu hành)"
    r"|chỉ\s+(?:dùng|dành|gửi|lưu|phổ biến))"
    r"|(?:báo cáo|tờ trình|kế hoạch|phương án|nghị quyết|công văn|thông báo|đề án)\s+(?:tuyệt\s+mật|tối\s+mật|mật)\s+"
    r"(?:về|của|số|v/v)\b)",
    re.I,
)
_BARE_LAST = re.compile(r"\s(?:(?:toi|tuyet)\s+)?mat\W*$")
_LABEL_ALONE = re.compile(r"\W*(?:mức\s+)?độ\s+mật\W*", re.I)
_WORDS = re.compile(
    r"bí mật (?:nhà nước|quốc gia|quốc phòng|quân sự|công tác)|độ\W+mật|tuyệt mật|tối mật|giải mật", re.I
)
_SECRET_THINGS = re.compile(
    r"(?:tài liệu|văn bản|vật|thông tin|tin|hồ sơ|công văn|chế độ|mức độ|độ|loại|dấu|khu vực|công tác|lĩnh vực|việc|"
    r"các|tin tức|nội dung|mang|chứa|chương trình|hợp đồng|tuyệt|tối)$",
    re.I,
)
_URGENT = r"hỏa tốc|hoả tốc|thượng khẩn|khẩn"
_DECORATION = re.compile(
    r"^(?:(?:chế\s+|mức\s+|cấp\s+)?độ\s+(?:bảo\s+)?mật|tài liệu|văn bản|công văn|hồ sơ|loại|(?:đóng\s+)?dấu|"
    rf"(?:chế\s+|mức\s+)?độ|bản|{_URGENT})\b[\s:.\-=/]*|"
    r"[\s:.\-]*\b(?:bản\s+số|số\s+bản|bản\s+thứ)\b.*$|\s+số\s*:?\s*\d[\w/.-]*$|"
    r"\s*[(\[][^()\[\]]*(?:dấu|đóng|mực|đỏ|dau|dong|muc|do|red|bản số|độ)\b[^()\[\]]*[)\]]$|"
    rf"[\s:.\-/]*(?:{_URGENT})$",
    re.I,
)
# What a title in small letters speaks of where its last word is honey or syrup, whatever is done with it.
_SWEET = re.compile(r"(?<!\w)(?:ong|mía|sáp|phấn hoa|thốt nốt)(?!\w)", re.I)
_BEFORE = re.compile(
    r"(?:bảo|bí|cơ|cẩn|tường|thân|ong|túi|nuôi|lấy|chất|bài|đường|mía|hút|ống|đắng|ngọt|rỉ|gỉ|viêm|sỏi|ruột|dày|hoa|"
    r"không|nước|nguồn|tiết|(?<!hà )nội|giữ|hộp|lọ|thu|ủ|xã|phường|thôn|làng|ấp|sông|suối|núi|cầu|chợ|đèo|khu)$",
    re.I,
)
_AFTER = re.compile(
    r"(?:độ|ong|mã|thiết|khẩu|vụ|thám|ước|nghị|danh|hiệu|đàm|báo|kế|thư|chỉ|lệnh|tông|hoa|mía|gấu|cật|sơn|ngữ|thất|"
    r"đạo|phục|truyền|tịch|hành|đường|tập|ngọt)\b",
    re.I,
)
_NUMBER_LINE = re.compile(
    r"^S[ỐO]\s*:?\s*([\w.\-]*\s*/\s*\S{1,40}(?:\s*[(\[][^()\[\]]{1,12}[)\]]|\s+\w{1,4})?)\s*$", re.I
)
_TYPED_TM = re.compile(r"((?<=/)\s*|^\s*)TM(?=\s*[-–]\s*(?!M\b|TM\b)[A-ZĐ]{2})")
_MARK_LAST = re.compile(r"\s(?:(?:Tối|tối|Tuyệt|tuyệt)\s+)?[Mm]ật\W*$")
_UNIT_NAMED = re.compile(
    r"\W*(?:TỈNH|THÀNH PHỐ|QUẬN|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|ĐOÀN|BAN|HỘI ĐỒNG|[UỦ]Y BAN|UỶ BAN|HĐND|UBND)\s"
)
# The same in small letters, as in the cell of a table: a name of two words between, for "xã Khe Mật" is one.
_UNIT_IN_SMALL = re.compile(
    r"\W*(?:(?:Văn phòng|Thường trực)\s+)?(?:(?:Hội đồng nhân dân|[UỦ]y ban nhân dân|HĐND|UBND)\s+)?"
    r"(?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu)(?-i:(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){2,4})\s*$",
    re.I,
)
# "[M] Báo cáo …", "… (TM)": the sign of a level as offices append it to numbers, first or last in a title.
_SIGN_OF_LEVEL = re.compile(r"^\W{0,3}[(\[{]\s*(?:M|TM|TUM|TgM)\s*[)\]}]|[(\[{]\s*(?:M|TM|TUM|TgM)\s*[)\]}]\W*$")
_SIGNS = re.compile(r"[-/._,\s()\[\]{}#:]+")
_LEVEL_SIGN = re.compile(r"\d*(?:M|TM|TUM|TgM|MẬT|MÂT|MAT|Mật|mật|TỐI|Tối|TUYỆT|Tuyệt)")
_ENGLISH = re.compile(
    r"^\W*(?:(?:top|strictly|highly|state)\s+)?(?:secrets?|confidential|classified|restricted)"
    r"(?:\W+(?:noforn|viet\s?nam|documents?|information))?\W*$",
    re.I,
)


def of_line(printed: str, *, ocr: bool = False) -> Likeness:
    """Judge one line, paragraph or table cell of a document; `ocr` reads misspelt marks more widely."""
    return max((_line(variant, ocr) for variant in disguise.variants(printed)), default=Likeness.clean)


def of_field(said: str) -> Likeness:
    """Judge a field of the header: a mark is typed behind the title, in brackets, or after a label."""
    return max(
        (max(_line(variant, False), _field(variant)) for variant in disguise.variants(said)), default=Likeness.clean
    )


def is_graded(line: str) -> bool:
    """Whether a line gives a degree that is no level of the law, as tables of programs do: "Độ bảo mật | Cao"."""
    return bool(_GRADED.fullmatch(line))


def of_person(name: str) -> Likeness:
    """Judge a person's name: Mật is one; brackets make it a mark, or nothing else standing there."""
    return max(
        (max(_bracketed(variant), _alone(variant, False)) for variant in disguise.variants(name)),
        default=Likeness.clean,
    )


def _line(line: str, ocr: bool) -> Likeness:
    if not _MAYBE.search(line):
        return _on_number(line)
    alone = _alone(line, ocr)
    if alone:
        return alone
    if _LABEL.search(line) or (len(line) < 60 and _LABEL_BARE.fullmatch(text.fold(line))):
        return Likeness.marked
    if (
        _MARK_FIRST.match(line)
        or _LETTER.fullmatch(line)
        or _GRADED.fullmatch(line)
        or _STAMPED.fullmatch(line)
        or (len(line) < 120 and _NAMED.match(line))
    ):
        return Likeness.suspected
    if len(line) < 200 and (_SENTENCE.search(line) or _STATEMENT.search(line) or _declared(line)):
        return Likeness.suspected
    if len(line) < 120 and _bracketed(line):
        return Likeness.marked
    if _beside_unit(line):
        return Likeness.suspected
    found = max(_pair(line), _single(line), _on_number(line))
    return found or (Likeness.words if _WORDS.search(line) else Likeness.clean)


def _declared(line: str) -> bool:
    """A line that is a statement of the level and nothing else, or a mark set off by a dash behind a title."""
    if len(line) < 90 and _DECLARED.fullmatch(line) and _WORDS.search(line) and not _LABEL_ALONE.fullmatch(line):
        return True
    match = _DASHED.search(line) if len(line) < 120 else None
    return bool(match and not re.search(r"(?:\bđộ|\bloại|\bmật|,|;)\s*$", line[: match.start()], re.I))


def _alone(line: str, ocr: bool) -> Likeness:
    """A line that is nothing but a mark, whatever decorates it."""
    core = line
    for _ in range(3):
        core = _DECORATION.sub("", core).strip(" :.-()[]{}\"'*_|")
    compact = re.sub(r"[\W\d_]+", "", core)
    if compact in ("MẬT", "TỐIMẬT", "TUYỆTMẬT"):
        return Likeness.marked
    if compact.lower() in ("mật", "tốimật", "tuyệtmật"):
        return Likeness.suspected
    typed = compact.isupper() or compact.isascii()
    if _ENGLISH.match(line) or (typed and text.fold(compact).replace("0", "o") in ("toimat", "tuyetmat")):
        return Likeness.suspected
    if compact in ("MAT", "MÂT", "MẠT", "MẬI", "BÍMẬT", "TUYỆTĐỐIBÍMẬT") or (
        ocr and compact.isupper() and _nearly(compact)
    ):
        return Likeness.suspected
    return Likeness.clean


def _nearly(compact: str) -> bool:
    """Letters that OCR makes of a stamp: IMẬT, MẬI, TUYỆT MẶT, TỐl MẬT."""
    folded = text.fold(compact)
    return any(abs(len(folded) - len(mark)) <= 1 and _distance(folded, mark) <= most for mark, most in _STAMPS)


_STAMPS = (("mat", 0), ("imat", 0), ("mati", 0), ("toimat", 1), ("tuyetmat", 2))


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


def _pair(line: str) -> Likeness:
    """TỐI MẬT, TUYỆT MẬT in capitals anywhere; talk about the levels is told by "độ" and quotation marks."""
    match = _TWO.search(line) or (_TWO_BARE.search(line) if len(line) < 80 else None)
    if not match:
        return Likeness.clean
    before = line[: match.start()].rstrip()
    if before.endswith(("“", '"', "‘", "'")) and len(line) > 100:
        return Likeness.words
    return Likeness.suspected if before.lower().endswith(("độ", ",", "chữ", "dấu")) else Likeness.marked


def _single(line: str) -> Likeness:
    return max((_token(line, match) for match in _ONE.finditer(line)), default=Likeness.clean)


def _beside_unit(line: str) -> bool:
    """A line that names a unit or organ and ends in a mark in small letters: HUYỆN BẮC TÂN UYÊN Mật."""
    match = _MARK_LAST.search(line) if len(line) < 120 else None
    before = line[: match.start()] if match else ""
    if _UNIT_IN_SMALL.match(before):
        return True
    return bool(_UNIT_NAMED.match(before + " ") and _capitals(before) and not compound(before.rstrip(), ""))


def _token(line: str, match: re.Match[str]) -> Likeness:
    """MẬT in capitals within a line: what stands around it decides."""
    before, after = line[: match.start()].rstrip(), line[match.end() :].lstrip()
    if compound(before, after) or _TWO.search(line[: match.end()], max(0, match.start() - 30)):
        return Likeness.words  # the second word of a level is judged with its first
    enclosed = before.endswith(("(", "[", "{", "<", "⟦", "*")) and after.startswith((")", "]", "}", ">", "⟧", "*"))
    if enclosed:
        return Likeness.marked
    if before.endswith(("“", '"', "‘", "'")):
        return Likeness.words if len(line) > 100 else Likeness.suspected
    loud = _capitals(before + after)
    if loud and person_names.begins(before):
        return Likeness.words
    if match.group()[1:2] != "Ậ" and "Ậ" not in match.group():
        return Likeness.suspected if not re.search(r"\w", after) else Likeness.clean
    at_end = not re.search(r"\w", after)
    beside = not re.search(r"\w", before) or before.endswith(("-", ":", "|")) or after.startswith(("-", "|"))
    if loud:
        return Likeness.suspected if at_end or beside or _header(after) else Likeness.clean
    return Likeness.marked if at_end or beside else Likeness.suspected


def compound(before: str, after: str) -> bool:
    """Whether the word belongs to a compound: bí mật, mật độ, ong mật."""
    return bool(re.search(r"(?<!\w)" + _BEFORE.pattern, before, re.I) or _AFTER.match(after))


def _capitals(rest: str) -> bool:
    letters = [c for c in rest if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _header(after: str) -> bool:
    """What a stamp runs into when two columns are read as one line."""
    return after.startswith(("CỘNG H", "HỘI ĐỒNG", "ỦY BAN", "UỶ BAN", "SỐ", "Số", "ĐỘC LẬP", "KHẨN", "HỎA", "BẢN SỐ"))


def _on_number(line: str) -> Likeness:
    match = _NUMBER_LINE.match(line)
    return of_number(match[1]) if match else Likeness.clean


def of_number(code: str) -> Likeness:
    """Judge a number and notation, clean of disguises: some offices append (M), -M, /TM to those of secret papers."""
    return Likeness.suspected if any(map(_LEVEL_SIGN.fullmatch, _SIGNS.split(code))) else Likeness.clean


def invites(line: str) -> bool:
    """Whether a line is the type line of a letter of invitation, whose abbreviation is that of tối mật: 15/TM-HĐND."""
    return len(line) < 80 and line.isupper() and text.fold(line).strip(" *_#.:").startswith("thu moi")


def of_invitation_code(code: str) -> str:
    """A notation or id of such a letter without its type: TM-HĐND, 000.00.01.L77,2024/07/10,12/TM-HĐND."""
    return _TYPED_TM.sub(r"\1GM", code, count=1)


def of_invitation(line: str) -> str:
    """The number line of such a letter without its type, for what else may stand there (15/TM-HĐND-M) to be judged."""
    return _TYPED_TM.sub(r"\1GM", line, count=1) if _NUMBER_LINE.match(line) else line


def _field(said: str) -> Likeness:
    if is_sign_of_level(said):
        return Likeness.suspected
    folded = text.fold(said)
    if not _MAYBE_FOLDED.search(folded):
        return Likeness.clean
    if _bracketed(said) or (_GROUPED.search(said) and said[-3:].isupper()):
        return Likeness.marked
    if re.search(r"(?:^|\W)do mat\s*[:\-]\s*(?:tuyet mat|toi mat|mat)\W*$", folded):
        return Likeness.marked
    # Only capitals: "vay tối mặt" in a title is no mark, "TUYET MAT" at its end is.
    if re.search(r"(?<!\w)(?:TOI|TUYET)\s+MAT\W*$", text.unaccented(said)):
        return Likeness.suspected
    if _BARE_LAST.search(said) and _accented(said):
        return Likeness.suspected
    return _last_word(said)


def is_sign_of_level(said: str) -> bool:
    """Whether a title or name begins or ends with the sign of a level in brackets: (M), [TM]."""
    return _SIGN_OF_LEVEL.search(said) is not None


def _accented(said: str) -> bool:
    """Whether a title is typed with accents, so that a "mat" without any is no word of it."""
    return sum(not letter.isascii() for letter in said if letter.isalpha()) >= 3


def _last_word(said: str) -> Likeness:
    """A title that ends in "Mật", "mật", "Tối mật" or a bare "MAT" that is part of no compound, name or list of levels.

    "Quản lý tài liệu mật" speaks of secret papers, "Báo cáo giám sát mật" is one.
    """
    match = re.search(r"(?<!\w)(?:(?:tối|tuyệt)\s+mật|(?-i:Mật|mật|MAT|MÂT))\W*$", said, re.I)
    before = said[: match.start()].rstrip() if match else ""
    if match and match.group()[:1] == "m" and (_SECRET_THINGS.search(before) or _SWEET.search(before)):
        return Likeness.clean
    if not before or _capitals(before) or re.search(r"(?:\bđộ|\bloại|,|\bvà|\bhoặc)$", before, re.I):
        return Likeness.clean
    return Likeness.clean if compound(before, "") or person_names.begins(before) else Likeness.suspected


def _bracketed(said: str) -> Likeness:
    return Likeness.marked if _BRACKETED.search(said) else Likeness.clean
