"""Marks of secrecy: MẬT, TỐI MẬT, TUYỆT MẬT in any disguise that a mark was ever typed, scanned or converted into.

The stamp stands alone (Decree 30/2020/NĐ-CP, appendix I, box 10a; Circular 24/2020/TT-BCA): on a line of its own,
beside the number, behind a title, in brackets, in a file name. Ordinary texts are full of the same letters (bí mật nhà
nước, mật độ, mật ong, Nguyễn Văn Mật), so what is around the word decides.
"""

import re
from enum import IntEnum

from pipeline import text
from pipeline.gate import disguise


class Verdict(IntEnum):
    """How much a text looks like a mark; the greatest of several counts."""

    clean = 0
    words = 1  # speaks of secrecy, as ordinary texts do
    suspected = 2  # may be a mark: a person decides
    marked = 3


_GAP = r"[\s.\-_*'’|]{0,12}"
_A = "[ẬÂẠ]"
_O = "[ỐÔỒỔỖỘÓÒỎ0]"
_E = "[ỆÊẾỀỂỄẸÉ]"


def _spaced(letters: str) -> str:
    return _GAP.join(re.findall(r"\[[^\]]*\]|.", letters))


_MAYBE = re.compile(r"m[\W_]{0,15}[aàáảãạăằắẳẵặâầấẩẫậ][\W_]{0,15}[ti]|secret|confidential|classified", re.I)
_ONE = re.compile(rf"(?<!\w){_spaced('MẬT')}(?!\w)")
_TWO = re.compile(rf"(?<!\w)(?:{_spaced(f'T{_O}I')}|{_spaced(f'TUY{_E}T')}){_GAP}{_spaced('M[ẬÂẠẤẦẨẪẶA][TI]')}(?!\w)")
_TWO_BARE = re.compile(rf"(?<!\w)(?:{_spaced('T[O0]I')}|{_spaced('TUYET')}){_GAP}{_spaced('MAT')}(?!\w)")
_LABEL = re.compile(
    r"(?<!các )\bđộ\s*mật\s*[:\-]\s*[\"“(\[]?\s*(?:tuyệt\s+mật|tối\s+mật|mật)\b"
    r"(?!\s*[,/|;]|\s+(?:hoặc|hay|và)\b)",
    re.I,
)
_BRACKETED = re.compile(r"[(\[{<«⟦【]\s*(?:độ\s+)?(?:tuyệt\s*mật|tối\s*mật|mật)\s*[)\]}>»⟧】]", re.I)
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
    r"(?:bí mật nhà nước|độ (?:tuyệt |tối )?mật)|thời hạn bảo vệ(?: bí mật nhà nước)?\s*:)",
    re.I,
)
_WORDS = re.compile(r"bí mật nhà nước|độ mật|tuyệt mật|tối mật|giải mật", re.I)
_DECORATION = re.compile(
    r"^(?:(?:mức\s+)?độ\s+mật|tài liệu|văn bản|công văn|hồ sơ|loại|dấu|độ|bản)\b[\s:.\-]*|"
    r"[\s:.\-]*\b(?:bản\s+số|số\s+bản|bản\s+thứ)\b.*$|[\s:.\-]*(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn)$",
    re.I,
)
_BEFORE = re.compile(
    r"(?:bảo|bí|cơ|cẩn|tường|thân|ong|túi|nuôi|lấy|chất|bài|đường|mía|hút|ống|đắng|ngọt|rỉ|gỉ|viêm|sỏi|ruột|dày|hoa|"
    r"nội|giữ|hộp|lọ|thu|ủ)$",
    re.I,
)
_AFTER = re.compile(
    r"(?:độ|ong|mã|thiết|khẩu|vụ|thám|ước|nghị|danh|hiệu|đàm|báo|kế|thư|chỉ|lệnh|tông|hoa|mía|gấu|cật|sơn|ngữ|thất|"
    r"đạo|phục|truyền|tịch|hành|đường|tập|ngọt)\b",
    re.I,
)
_SURNAME = re.compile(
    r"\b(?:nguyễn|trần|lê|phạm|huỳnh|hoàng|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đoàn|lâm|mai|trịnh|đào|cao|hà|tô|"
    r"tạ|lương|lưu|thái|châu|chu|tống|kiều|quách|từ|phùng|vương|trương|thạch|sơn|danh)(?:\s+\w+){0,3}$",
    re.I,
)
_NUMBER_MARK = re.compile(r"(?:[(\[]\s*(?:T?M|MẬT|TỐI\s*MẬT|TUYỆT\s*MẬT|MAT)\s*[)\]]|[-./_ ](?:M|MẬT|MAT))\s*$", re.I)
_NUMBER_LINE = re.compile(r"^S[ỐO]\s*:?\s*\d*\s*/", re.I)
_ENGLISH = re.compile(r"^\W*(?:TOP SECRET|SECRET|CONFIDENTIAL|CLASSIFIED)\W*$", re.I)


def of_line(printed: str, *, ocr: bool = False) -> Verdict:
    """Judge one line, paragraph or table cell of a document; `ocr` reads misspelt marks more widely."""
    return max((_line(variant, ocr) for variant in disguise.variants(printed)), default=Verdict.clean)


def of_field(said: str) -> Verdict:
    """Judge a field of the header: a mark is typed behind the title, in brackets, or after a label."""
    return max(
        (max(_line(variant, False), _field(variant)) for variant in disguise.variants(said)), default=Verdict.clean
    )


def of_person(name: str) -> Verdict:
    """Judge a person's name: Mật is one; only brackets make it a mark."""
    return max((_bracketed(variant) for variant in disguise.variants(name)), default=Verdict.clean)


def of_notation(notation: str) -> Verdict:
    """Judge số, ký hiệu: some offices append (M) or -M to that of a secret document."""
    return max(
        (Verdict.suspected for variant in disguise.variants(notation) if _NUMBER_MARK.search(variant)),
        default=Verdict.clean,
    )


def of_file_name(name: str) -> Verdict:
    """Judge a file name, where "mat" may also be mặt, mất, mật độ, mặt trận."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    return max((_file_name(variant) for variant in disguise.variants(stem)), default=Verdict.clean)


def of_vertical(lines: list[str]) -> Verdict:
    """Judge lines of one or two letters that stand below each other: a stamp read letter by letter."""
    return of_line("".join(lines)) if 3 <= len("".join(lines)) <= 12 else Verdict.clean


def _line(line: str, ocr: bool) -> Verdict:
    if not _MAYBE.search(line):
        return _on_number(line)
    alone = _alone(line, ocr)
    if alone:
        return alone
    if _LABEL.search(line):
        return Verdict.marked
    if len(line) < 200 and (_SENTENCE.search(line) or _STATEMENT.search(line)):
        return Verdict.suspected
    found = max(_pair(line), _single(line), _on_number(line))
    return found or (Verdict.words if _WORDS.search(line) else Verdict.clean)


def _alone(line: str, ocr: bool) -> Verdict:
    """A line that is nothing but a mark, whatever decorates it."""
    core = line
    for _ in range(3):
        core = _DECORATION.sub("", core).strip(" :.-()[]{}\"'*_|")
    compact = re.sub(r"[\W\d_]+", "", core)
    if compact in ("MẬT", "TỐIMẬT", "TUYỆTMẬT"):
        return Verdict.marked
    if compact.lower() in ("mật", "tốimật", "tuyệtmật"):
        return Verdict.suspected
    typed = compact.isupper() or compact.isascii()
    if _ENGLISH.match(line) or (typed and text.fold(compact).replace("0", "o") in ("toimat", "tuyetmat")):
        return Verdict.suspected
    if compact in ("MAT", "MÂT", "MẠT", "MẬI", "BÍMẬT", "TUYỆTĐỐIBÍMẬT") or (
        ocr and compact.isupper() and _nearly(compact)
    ):
        return Verdict.suspected
    return Verdict.clean


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


def _pair(line: str) -> Verdict:
    """TỐI MẬT, TUYỆT MẬT in capitals anywhere; talk about the levels is told by "độ" and quotation marks."""
    match = _TWO.search(line) or (_TWO_BARE.search(line) if len(line) < 80 else None)
    if not match:
        return Verdict.clean
    before = line[: match.start()].rstrip()
    if before.endswith(("“", '"', "‘", "'")) and len(line) > 100:
        return Verdict.words
    return Verdict.suspected if before.lower().endswith(("độ", ",", "chữ", "dấu")) else Verdict.marked


def _single(line: str) -> Verdict:
    return max((_token(line, match) for match in _ONE.finditer(line)), default=Verdict.clean)


def _token(line: str, match: re.Match[str]) -> Verdict:
    """MẬT in capitals within a line: what stands around it decides."""
    before, after = line[: match.start()].rstrip(), line[match.end() :].lstrip()
    if _neighbours(before, after):
        return Verdict.words
    enclosed = before.endswith(("(", "[", "{", "<", "⟦", "*")) and after.startswith((")", "]", "}", ">", "⟧", "*"))
    if enclosed:
        return Verdict.marked
    if before.endswith(("“", '"', "‘", "'")):
        return Verdict.words if len(line) > 100 else Verdict.suspected
    loud = _capitals(before + after)
    if loud and _person(before):
        return Verdict.clean
    at_end = not re.search(r"\w", after)
    beside = not re.search(r"\w", before) or before.endswith(("-", ":", "|")) or after.startswith(("-", "|"))
    if loud:
        return Verdict.suspected if at_end or beside or _header(after) else Verdict.clean
    return Verdict.marked if at_end or beside else Verdict.suspected


def _neighbours(before: str, after: str) -> bool:
    """Whether the word belongs to a compound: bí mật, mật độ, ong mật."""
    return bool(re.search(r"(?<!\w)" + _BEFORE.pattern, before, re.I) or _AFTER.match(after))


def _capitals(rest: str) -> bool:
    letters = [c for c in rest if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _person(before: str) -> bool:
    return bool(_SURNAME.search(before))


def _header(after: str) -> bool:
    """What a stamp runs into when two columns are read as one line."""
    return after.startswith(("CỘNG H", "HỘI ĐỒNG", "ỦY BAN", "UỶ BAN", "SỐ", "Số", "ĐỘC LẬP", "KHẨN", "HỎA", "BẢN SỐ"))


def _on_number(line: str) -> Verdict:
    return (
        Verdict.suspected
        if _NUMBER_LINE.match(line) and len(line) < 60 and _NUMBER_MARK.search(line)
        else Verdict.clean
    )


def _field(said: str) -> Verdict:
    folded = text.fold(said)
    if _bracketed(said) or (_GROUPED.search(said) and said[-3:].isupper()):
        return Verdict.marked
    if re.search(r"(?:^|\W)do mat\s*[:\-]\s*(?:tuyet mat|toi mat|mat)\W*$", folded):
        return Verdict.marked
    # Only capitals: "vay tối mặt" in a title is no mark, "TUYET MAT" at its end is.
    if re.search(r"(?<!\w)(?:TOI|TUYET)\s+MAT\W*$", text.unaccented(said)):
        return Verdict.suspected
    return _last_word(said)


def _last_word(said: str) -> Verdict:
    """A title that ends in "Mật", "Tối mật" or a bare "MAT" that is part of no compound, name or list of levels."""
    match = re.search(r"(?<!\w)(?:(?:tối|tuyệt)\s+mật|(?-i:Mật|MAT|MÂT))\W*$", said, re.I)
    before = said[: match.start()].rstrip() if match else ""
    if not before or _capitals(before) or re.search(r"(?:\bđộ|\bloại|,|\bvà|\bhoặc)$", before, re.I):
        return Verdict.clean
    return Verdict.clean if _neighbours(before, "") or _person(before) else Verdict.suspected


def _bracketed(said: str) -> Verdict:
    return Verdict.marked if _BRACKETED.search(said) else Verdict.clean


def _file_name(stem: str) -> Verdict:
    words = re.findall(r"[^\W_]+", stem)
    for index, word in enumerate(words):
        before = words[index - 1].lower() if index else ""
        after = words[index + 1].lower() if index + 1 < len(words) else ""
        folded = text.fold(word)
        if folded == "mat" and text.fold(before) in ("toi", "tuyet") and word.lower() in ("mat", "mật", "mât"):
            return Verdict.suspected
        if word.lower() == "mật" and not _neighbours(before, after):
            return Verdict.suspected
        if folded == "mat" and word.isascii() and _set_apart(stem, word, before):
            return Verdict.suspected
    return Verdict.clean


_BARE_BEFORE = re.compile(
    r"(?:bao|bi|be|ra|co|vang|tien|ngoai|noi|truoc|doi|tang|thiet|hai|mot|thoi|kin|bon|tuong|ong|khuon|giap|chong|hoa|"
    r"toan|lam|duong|tui|nuoc|khong|than)"
)


def _set_apart(stem: str, word: str, before: str) -> bool:
    """Whether a bare `mat` stands apart as a mark does: in brackets, first before a dash, last."""
    if _BARE_BEFORE.fullmatch(text.fold(before)):
        return False
    shape = rf"[(\[{{]\s*{word}\s*[)\]}}]|^{word}\s+-|^{word}_|(?:[_\-]|\s-\s){word}$|^{word}$"
    return bool(re.search(shape, stem))
