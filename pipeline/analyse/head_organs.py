"""The issuing organ as the head of a document prints it: lines of the left cell, or those below the motto."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.document.model import Block, Method, Region
from pipeline.legacy_encoding import is_spelled
from pipeline.sheet import lines
from pipeline.sheet.numbering import Dated, number_line, opens_number

# "ĐOÀN GIÁM SÁT THEO NGHỊ QUYẾT / SỐ 31/NQ-HĐND": the number of what founded the organ, on a line of its name.
_FOUNDED_BY = re.compile(r"(?:\btheo|\b(?:nghi quyet|quyet dinh|ke hoach|cong van))$")
_FOUNDING = re.compile(r"\W*(?:SỐ|NGHỊ|QUYẾT|KẾ|CÔNG)(?:\s|$)")
_UNSURE = 0.5  # of an OCRed line of the left cell, below which it is no organ but a number that could not be read
_OFF_MIDDLE = 12.0  # points
_STRAY = re.compile(r"^[^\w(“\"]+(?=\w)")  # dust, or the star above the organ: ": BAN DÂN TỘC"
_SPECK = re.compile(r"(?<=[^\W\d_]{3})[.,](?=[^\W\d_]{2})")  # "HUYỆN.VẠN NINH"; a point of TP. and TX. is print
_PLACE = re.compile(r"(?:truong|hoi|quy|vien|bao|so) \w+(?<!dong)")  # HỘI AN is a town, and no association
_UNIT_NAMED = re.compile(rf"(?:^|\s){lines.UNIT}\s+(?P<name>\D{{5,}})$")
_LAST_WORD_OF_UNIT = re.compile(rf"\s{lines.UNIT}\s+(?P<name>[^\W\d]+)$")
_ORGANS = (
    "THƯỜNG TRỰC", "HỘI ĐỒNG NHÂN DÂN", "VĂN PHÒNG", "ĐOÀN GIÁM SÁT", "TỔ ĐẠI BIỂU", "BAN PHÁP CHẾ", "BAN DÂN TỘC",
    "BAN ĐÔ THỊ", "BAN KINH TẾ - NGÂN SÁCH", "BAN KINH TẾ - XÃ HỘI", "BAN VĂN HÓA - XÃ HỘI",
)  # fmt: skip
_LIKE, _BUT_A_LETTER, _VOWELS = 0.88, 0.94, 0.75
_UNIT_ALONE = re.compile(rf"\s{lines.UNIT}$")  # "HỘI ĐỒNG NHÂN DÂN TỈNH": the name goes on below


def organs(zone: Sequence[Block], number_at: int | None, date_at: int | None, type_at: int | None) -> tuple[str, ...]:
    """The issuing organ as the left cell prints it, a line each, layout and marks left out."""
    left = [i for i, b in enumerate(zone) if b.region is Region.header_left and not b.rows]
    cut = next((i for i in left if _ends_organs(zone, i)), len(zone))
    named = tuple(_printed(zone[i]) for i in left if i < cut and (_names_organ(zone[i]) or founds(zone, i)))
    if named := named or _below_motto(zone):
        return tuple(_units_whole(named))
    end = min((at for at in (number_at, date_at, type_at) if at is not None), default=0)
    run = list[str]()
    for block in zone[:end]:
        if block.rows or block.region is Region.header_right:
            continue
        if _names_organ(block):
            run.append(block.text)
        elif not is_furniture(block):
            run.clear()  # a portal's own lines stand above the document's
    return tuple(_units_whole(run))


def _printed(block: Block) -> str:
    """The line without dust before it and, of a scan, without what no capital is: "HUYỆN AN KHÊ HẠ Sài"."""
    line = _STRAY.sub("", block.text)
    line = _SPECK.sub(" ", line) if block.method is Method.ocr else line
    words = line.split()
    kept = [at for at, word in enumerate(words, 1) if re.search(r"\w", word) and not any(map(str.islower, word))]
    return _spelled(" ".join(words[: kept[-1]])) if block.method is Method.ocr and len(kept) > 1 else line


def _spelled(line: str) -> str:
    """An organ's line of which a word is no Vietnamese one, as organs are called: "THƯỜNG TRỤỰC"; or but for a letter.

    "HỘT ĐỒNG NHÂN DÂN" is spelled well enough, and there is no such organ.
    """
    like = _LIKE if not all(map(is_spelled, re.findall(r"[^\W\d_]+", line))) else _BUT_A_LETTER
    return next((name for name in _ORGANS if lines.is_near(lines.folded(line), lines.folded(name), like)), line)


def _below_motto(zone: Sequence[Block]) -> tuple[str, ...]:
    """The organ of a head set in one column: its lines stand right below the motto, about the same middle."""
    motto = next((i for i, b in enumerate(zone) if b.region is Region.header_right and lines.is_motto(b.text)), None)
    if motto is None:
        return ()
    run = [*takewhile(lambda b: _names_organ(b) and _one_middle(b, zone[motto]), zone[motto + 1 :])]
    return tuple(block.text for block in run) if run and lines.is_organ(run[0].text) else ()


def _one_middle(block: Block, above: Block) -> bool:
    middles = [(one.box[0] + one.box[2]) / 2 for one in (block, above) if one.box]
    return block.region is above.region and len(middles) == 2 and abs(middles[0] - middles[1]) < _OFF_MIDDLE


def _units_whole(named: Sequence[str]) -> Iterator[str]:
    """Lines of organs, a unit's name beside its kind, from which a narrow cell parted it: "… TỈNH" / "LAM GIANG"."""
    held = ""
    for line in named:
        begins = (lines.is_organ(line) and not _PLACE.fullmatch(lines.folded(line))) or lines.is_unit(line)
        if held and not begins and _UNIT_ALONE.search(lines.folded(held)):
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _ends_organs(zone: Sequence[Block], index: int) -> bool:
    """Whether a subject or the number begins, read or not ("Só: © ÖKH-bGS" under a pen is no line of the organ)."""
    line = zone[index].text
    numbered = number_line(line) is not None or opens_number(line)
    return bool(lines.subject(line)) or (numbered and not founds(zone, index))


def _names_organ(block: Block) -> bool:
    line = block.text
    if (
        (block.method is Method.ocr and block.confidence < _UNSURE and not _begins_organ(line))
        or number_line(line)
        or lines.is_rule(line)
        or lines.is_national(line)
        or lines.is_motto(line)
        or lines.holds_motto(line)  # both cells of a head as one run
        or not lines.is_upper(line, 0.7)
        or lines.is_english(line)
    ):
        return False
    marked = lines.secrecy(line) or lines.urgency(line) or lines.is_draft(line)
    return not (marked or re.match(r"^(?:sao y|cv den|den\b|ban so)", lines.folded(line)))


def _begins_organ(line: str) -> bool:
    """Whether a line begins as an organ is called, marks apart: "TỐ ĐẠI BIẾU SỐ 3-", which specks made unsure."""
    return lines.folded(line).startswith(tuple(map(lines.folded, _ORGANS)))


def place_as_named(dated: Dated | None, organs: Sequence[str]) -> Dated | None:
    """The date with its place as the organ's capitals spell it, from which slanted print was read a letter apart.

    "Phá Vĩnh, ngày …" under HỘI ĐỒNG NHÂN DÂN / XÃ PHÚ VINH.
    """
    if dated is None or dated.place is None:
        return dated
    place = lines.folded(dated.place)
    named = (match["name"] for organ in organs if (match := _UNIT_NAMED.search(lines.folded(organ))))
    same = next((name for name in named if _is_misread(place, name)), place)
    if same == place:
        return dated
    whole = next(organ for organ in organs if lines.folded(organ).endswith(same))
    return replace(dated, place=whole[-len(same) :].title())


def units_as_placed(organs: Sequence[str], dated: Dated | None) -> tuple[str, ...]:
    """The organs, a unit's name that a narrow cell parted whole where its second line was lost, as the place says it.

    "HỘI ĐỒNG NHÂN DÂN TỈNH LAM" / "GIANG" over a rule that crossed it, beside "Lam Giang, ngày …". Names of units that
    are one word have no place that goes on.
    """
    place = dated.place.upper() if dated and dated.place else ""
    below = [*organs[1:], ""]
    return tuple(
        _with_rest(organ, _rest_of_unit(organ, place), next_) for organ, next_ in zip(organs, below, strict=True)
    )


def _with_rest(organ: str, rest: str, below: str) -> str:
    """An organ with the rest of its unit's name, unless the line below it says that: LAM / GIANG."""
    shorter, longer = sorted((f"{lines.folded(below)} ", f"{lines.folded(rest)} "), key=len)
    said = bool(below) and longer.startswith(shorter)
    return f"{organ} {rest}" if rest and not said else organ


def _rest_of_unit(organ: str, place: str) -> str:
    named = _LAST_WORD_OF_UNIT.search(lines.folded(organ))
    first, _, rest = place.partition(" ")
    return rest if named and lines.folded(first) == named["name"] else ""


def _is_misread(place: str, name: str) -> bool:
    """Whether a place is a unit's name with one letter otherwise, or one word torn ("Phí tí Vinh" for Phú Vinh).

    Or each of its words has a letter within it otherwise, as a telefax has o and a: "Hàa Phang" for Hòa Phong.
    """
    ends = place[:1] == name[:1] and place.split()[-1] == name.split()[-1] and " " in name
    begins = [[word[:1] for word in said.split()] for said in (place, name)]
    if " " in name and len(place) == len(name) and begins[0] == begins[1]:
        return lines.is_near(name, place, _VOWELS)
    return lines.is_near(name, place, 0.7 if ends else 0.86) and (ends or len(name) == len(place))


def founds(zone: Sequence[Block], index: int) -> bool:
    """Whether a line in capitals goes on with the organ's name above it: "… THEO NGHỊ QUYẾT" / "SỐ 31/NQ-HĐND"."""
    line, before = zone[index].text, zone[max(index - 2, 0) : index]  # a narrow cell breaks NGHỊ / QUYẾT as well
    above = " ".join(block.text for block in before if block.region is Region.header_left)
    if zone[max(index - 1, 0)].region is not Region.header_left or not _FOUNDING.match(line):
        return False
    return lines.is_upper(above, 0.7) and bool(_FOUNDED_BY.search(lines.folded(above)))


def is_furniture(block: Block) -> bool:
    """Whether a line of the head is of its form: in one of its cells, a rule, the nation's name, the motto."""
    line = block.text
    return (
        block.region in (Region.header_left, Region.header_right)
        or lines.is_rule(line)
        or lines.is_national(line)
        or lines.is_motto(line)
    )
