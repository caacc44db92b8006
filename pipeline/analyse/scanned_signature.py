"""What OCR makes of a signature: strokes of the pen beside print, offices and names that lost letters to a seal.

What the list of offices cannot set right, and a name that is not built like one, is unknown: wrong is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline import text
from pipeline.analyse.signer_names import SPELLED, person
from pipeline.document.model import Block, Method, Region
from pipeline.legacy_encoding import is_spelled
from pipeline.sheet import lines

MARKS = r"(?:TM|KT|TL|TUQ|Q)\s*\.\s?"
"""The marks of authority, as part of any pattern over a printed line."""
MARK_ALONE = re.compile(r"(?:^|\s)(?P<mark>(?:TM|KT|TL|TUQ)\s*\.)\s*$")
_MORE = (
    "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN|THƯỜNG TRỰC HĐND|UBND|HĐND|HỘI ĐỒNG|ỦY BAN|BAN CHỈ ĐẠO|BAN TỔ CHỨC|ĐOÀN KHẢO SÁT"
    "|ĐOÀN ĐẠI BIỂU QUỐC HỘI|PHÓ CỤC TRƯỞNG|CỤC TRƯỞNG|PHÓ HIỆU TRƯỞNG|HIỆU TRƯỞNG|PHÓ BÍ THƯ|BÍ THƯ|TỔNG THƯ KÝ"
    "|THƯ KÝ|ỦY VIÊN|CHÁNH ÁN|VIỆN TRƯỞNG|PHÓ CHÁNH THANH TRA|CHÁNH THANH TRA|TỔNG GIÁM ĐỐC|CHỦ TỌA|BAN THƯỜNG VỤ"
    "|BAN PHÁP CHẾ|BAN KINH TẾ|BAN VĂN HÓA|BAN DÂN TỘC|BAN ĐÔ THỊ|TỔ ĐẠI BIỂU|PHÓ TỔ TRƯỞNG"
)
_LISTED = SPELLED | {lines.folded(name): name for name in _MORE.split("|")}
_LISTED_BY_LENGTH = sorted(_LISTED, key=len, reverse=True)
_SHORT = frozenset(("HĐND", "UBND", "ĐBQH", "UBMTTQ", "BCĐ", "TP.", "TP", "TX."))
_SIGNS = "“”\"'‘’.,:;*+~-–_|"
_BETWEEN = frozenset(("Văn", "Đình", "Quang", "Công", "Thanh", "Thành", "Trung", "Tiến", "Toàn"))
_LEVEL = 0.7  # of the lower one's height that two parts of a line share
_BY_LENGTH = sorted(SPELLED, key=len, reverse=True)


def level(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a signature, parts of one line joined again that a seal set at unlike heights: Quách / Minh Đạo."""
    found = list[Block]()
    for block in blocks:
        if found and _is_beside(found[-1], block):
            first, second = sorted((found[-1], block), key=lambda one: one.box or ())
            said = f"{first.text} {second.text}"
            found[-1] = replace(found[-1], text=said, confidence=min(first.confidence, second.confidence))
        else:
            found.append(block)
    return found


def _is_beside(one: Block, other: Block) -> bool:
    """Whether two blocks of one look at a page stand at one height, a word's gap apart."""
    signing = one.region is other.region is Region.signature and one.method is other.method is Method.ocr
    if not signing or one.page != other.page or not (one.box and other.box):
        return False
    height = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    gap = max(one.box[0], other.box[0]) - min(one.box[2], other.box[2])
    return shared > _LEVEL * height and 0 < gap < height


def mended(pieces: Sequence[str]) -> list[str]:
    """The pieces of one line of a signature's column as they were printed, strokes of the pen left out."""
    return [_restored(_unscribbled(_name_alone(piece))) for piece in _rejoined(pieces) if not _is_stroke(piece)]


def is_whole_name(name: str) -> bool:
    """Whether what was read as a name is spelled like one, and has not lost its surname to a seal.

    "Quách Minh Đạo" left "Minh Đạo", "Lục Thị Hương" left "Thị Hương": two words that begin with no known surname are
    half a name, and so are those that begin with a word that stands between surname and name, as it is marked.
    """
    words = re.split(r"[ -]", name)
    half = words[0] == "Thị" or (len(words) < 3 and (person(name) is None or words[0] in _BETWEEN))
    return all(map(is_spelled, words)) and not half


def _name_alone(piece: str) -> str:
    """A name without what the pen left in small letters before it: "cào Mạc Đình Phong"; signs are no words of it."""
    words = piece.split()
    first = next((at for at, word in enumerate(words) if word.lstrip(_SIGNS)[:1].isupper()), 0)
    rest = " ".join(words[first:])
    named = [word for word in words[first:] if any(map(str.isalpha, word))]
    return rest if 0 < first < 3 and len(named) > 2 and person(rest) else piece


def _rejoined(pieces: Sequence[str]) -> Iterator[str]:
    """The pieces of a line, with a torn PHÓ put back before the office that it was parted from as a line of its own."""
    for before, piece in pairwise(["", *pieces]):
        yield f"{before} {piece}" if _may_be_deputy(before, lines.folded(piece)) else piece


def _is_stroke(piece: str) -> bool:
    """Two or three letters are no name and no office: "HQ" is what a seal left of PHÓ."""
    return sum(map(str.isalpha, piece)) < 4 and not lines.is_authority(piece)


def _restored(line: str) -> str:
    """An office that OCR took a letter from, as the list spells it: "PHÓ CHỦ TỊC"."""
    folded = lines.folded(line).strip(" .,;:_-")
    if folded in SPELLED or lines.is_authority(line) or not lines.is_upper(line):
        return line
    return next((SPELLED[office] for office in _BY_LENGTH if lines.is_near(folded, office, 0.88)), line)


def _unscribbled(line: str) -> str:
    """An office without the strokes of the signature that OCR read before it: "cÝ__PHÒ THỦ TƯỚNG", "5 TRƯƠNG BAN"."""
    folded = lines.folded(line)
    office = next((name for name in _BY_LENGTH if folded.endswith(name)), folded)
    at = len(folded) - len(office)
    if not 0 < at < 8 or folded[at - 1].isalpha() or lines.is_authority(line) or len(folded) != len(line):
        return line
    return line if _may_be_deputy(line[:at], office) else line[at:]


def _may_be_deputy(before: str, office: str) -> bool:
    """Whether what stands before an office can be a PHÓ that lost letters to a pen or a seal: "PÌÓ", "HQ".

    Strokes are read as signs, figures and small letters. Who is taken for the head while his deputy signed is a false
    office; it is unknown where the whole is not near to one of the list.
    """
    letters = [letter for letter in before if letter.isalpha()]
    torn = 1 < len(letters) < 4 and all(map(str.isupper, letters)) and not MARK_ALONE.search(before)
    return torn and f"pho {office}" in SPELLED


def authority(line: str) -> str:
    """TM. and whom it stands for, without the gaps that OCR sets within the mark, and as the list spells it."""
    cleaned = re.sub(r"^(T\s*M|K\s*T|T\s*L|T\s*U\s*Q|Q)\s*[./,:]\s*", lambda m: re.sub(r"\s", "", m[1]) + ". ", line)
    mark, space, whom = cleaned.strip(" .,;_-").partition(" ")
    return f"{mark}{space}{SPELLED.get(lines.folded(whom)) or text.old_tones(whom)}"


def by_list(printed: str) -> str | None:
    """An office or authority as the list spells it, "(…)" and organs behind it included; None for any other word."""
    mark = re.match(rf"{MARKS}", printed)
    rest = printed[mark.end() :] if mark else printed
    spelt = [_listed(part) for part in re.split(r"(?<=\S)\s*(?=\()", rest)]
    return (mark.group() if mark else "") + " ".join(part for part in spelt if part) if all(spelt) else None


def _listed(said: str) -> str | None:
    inner = said.strip("() ")
    folded = lines.folded(inner)
    office = next((name for name in _LISTED_BY_LENGTH if folded.startswith(name)), None)
    office = office or next((n for n in _LISTED_BY_LENGTH if lines.is_near(folded[: len(n)], n, 0.88)), None)
    if office is None:
        return None
    behind = inner[len(office) :].split()
    if not all(is_spelled(word) or word in _SHORT or re.fullmatch(r"[-–]|\d{1,2}", word) for word in behind):
        return None
    whole = " ".join([_LISTED[office], *behind])
    return f"({whole})" if said.startswith("(") else whole
