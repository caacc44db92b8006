"""Every construct of WordprocessingML that carries visible text or numbers: what the sheet shows is read, or a remark.

Where `oracle` is set, LibreOffice's own text of the same file is the judge.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.document.model import Extraction, Gap, Region
from pipeline.extract.office_files import docx
from tests.extract import word_files as word
from tests.extract.test_office import convert
from tests.extract.word_files import p, part, run

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "constructs.md"
SHAPE = (
    "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
OLD_SHAPE = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
DRAWN = '<w:r><w:drawing><x:{} xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/{}"/></w:drawing></w:r>'
OBJECT = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r>'
CHOICE_OF_TWO = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>mới</w:t></mc:Choice><mc:Fallback><w:t>cũ</w:t>'
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
ART = '<w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r>'
CANVAS = (
    "<w:r><w:drawing><a:graphic><a:sp><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:sp></a:graphic>"
    "</w:drawing></w:r>"
)
SIGMA = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'
TAB = '<w:r><w:ptab w:alignment="right" w:relativeTo="margin" w:leader="none"/></w:r>'


def sym(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def fonted(text: str, font: str) -> str:
    return run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')


def wrapped(tag: str, said: str) -> str:
    return f'<w:{tag} w:element="x">{run(said)}</w:{tag}>'


def instruction(code: str) -> str:
    return f"<w:r><w:instrText>{code}</w:instrText></w:r>"


def field(code: str, result: str | None = None, data: str = "") -> str:
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    )
    middle = "" if result is None else '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(result)
    return begin + middle + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def formula(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(tag: str, *parts: str) -> str:
    return f"<m:{tag}>{''.join(parts)}</m:{tag}>"


def r(said: str) -> str:
    return f"<m:r><m:t>{said}</m:t></m:r>"


@dataclass(frozen=True)
class Construct:
    name: str
    body: str
    shown: str  # the visible text, lines by |
    oracle: bool = True


def c(name: str, body: str, shown: str, *, oracle: bool = True) -> Construct:
    return Construct(name, body, shown, oracle)


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
CHECKED = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
CHOICE = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="xã"/><w:listEntry w:val="phường"/></w:ddList>'
    "</w:ffData>"
)
INSERTED = '<w:ins w:id="1" w:author="x">{}</w:ins>'
TAKEN = '<w:del w:id="2" w:author="x"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
FROM = '<w:moveFrom w:id="3" w:author="x">{}</w:moveFrom>'
TO = '<w:moveTo w:id="4" w:author="x">{}</w:moveTo>'
ROW = "<w:tr><w:trPr>{}</w:trPr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"

CONSTRUCTS = (
    c("w:t", p("chữ thường"), "chữ thường"),
    c("w:sym Symbol", p("từ ", sym("Symbol", "F0B3"), "5", sym("Symbol", "F0B4"), "2"), "từ ≥5×2", oracle=False),
    c("w:sym Wingdings", p(sym("Wingdings", "F0FE"), " đồng ý"), "☑ đồng ý", oracle=False),
    c("w:sym, letter of a text font", p("a", sym("Arial", "00B1"), "b"), "a±b", oracle=False),
    c("w:sym, font of before Unicode", p(sym(".VnTime", "F0AE"), "ồng"), "đồng", oracle=False),
    c("letters of a symbol font", p("lớn ", fonted("\uf0b3", "Symbol"), " 3"), "lớn ≥ 3", oracle=False),
    c("letters under a symbol font by mistake", p(fonted("Ủy ban", "Symbol")), "Ủy ban", oracle=False),
    c("sign without a letter", p("dấu ", sym("Wingdings 3", "F041"), " đây"), "dấu � đây", oracle=False),
    c("w:tab", p(run("a"), "<w:r><w:tab/></w:r>", run("b")), "a b"),
    c("w:br, w:cr", p(run("một"), "<w:r><w:br/></w:r>", run("hai"), "<w:r><w:cr/></w:r>", run("ba")), "một hai ba"),
    c("w:noBreakHyphen", p(run("UBND"), "<w:r><w:noBreakHyphen/></w:r>", run("HĐND")), "UBND-HĐND", oracle=False),
    c("w:softHyphen", p(run("ngân"), "<w:r><w:softHyphen/></w:r>", run("sách")), "ngânsách", oracle=False),
    c("w:ptab", p(run("a"), TAB, run("b")), "a b"),
    c("w:caps", p(run("nghị quyết", "<w:caps/>")), "NGHỊ QUYẾT", oracle=False),
    c("w:smallCaps", p(run("nghị quyết", "<w:smallCaps/>")), "NGHỊ QUYẾT", oracle=False),
    c("w:vanish", p("thấy ", run("ẩn", "<w:vanish/>")), "thấy", oracle=False),
    c("w:strike, w:dstrike", p(run("gạch", "<w:strike/>")), "gạch"),
    c("superscript after a number", p("10", run("3", RAISED), " và m", run("2", RAISED)), "10³ và m²", oracle=False),
    c("raised sign of an ion", p("Ca", run("2+", RAISED), ", 10", run("−3", RAISED)), "Ca²⁺, 10⁻³", oracle=False),
    c("subscript", p("101", run("2", LOWERED), ", log", run("2", LOWERED), "8"), "101₂, log₂8", oracle=False),
    c("subscript of an element", p("CO", run("2", LOWERED), ", PM", run("2.5", LOWERED)), "CO2, PM2.5"),
    c("superscript of a word", p("thứ 1", run("st", RAISED)), "thứ 1st"),
    c("w:ins, w:del", p(run("còn "), INSERTED.format(run("thêm")), TAKEN), "còn thêm", oracle=False),
    c("w:moveFrom, w:moveTo", p(FROM.format(run("cũ")), TO.format(run("mới"))), "mới", oracle=False),
    c("w:hyperlink", p('<w:hyperlink w:anchor="x">' + run("liên kết") + "</w:hyperlink>"), "liên kết"),
    c("w:sdt", "<w:sdt><w:sdtPr/><w:sdtContent>" + p("trong khung") + "</w:sdtContent></w:sdt>", "trong khung"),
    c("w:sdt in a line", p("số ", "<w:sdt><w:sdtPr/><w:sdtContent>" + run("12") + "</w:sdtContent></w:sdt>"), "số 12"),
    c("w:smartTag, w:customXml", p(wrapped("smartTag", "xã"), wrapped("customXml", " An")), "xã An"),
    c("w:bdo, w:dir", p('<w:bdo w:val="ltr">' + run("trái") + "</w:bdo>"), "trái"),
    c("w:fldSimple", p('<w:fldSimple w:instr="SEQ x">' + run("5") + "</w:fldSimple>"), "5", oracle=False),
    c("field with a result", p("trang ", field("PAGEREF x", "7")), "trang 7", oracle=False),
    c("SET, ASK", p("a ", field('SET v "x"', "BIẾN"), field("REF v", "BIẾN")), "a BIẾN", oracle=False),
    c("FORMTEXT", p(field("FORMTEXT", "Trần Văn Phác")), "Trần Văn Phác"),
    c("FORMCHECKBOX", p(field("FORMCHECKBOX", data=CHECKED), " có"), "☒ có", oracle=False),
    c("FORMDROPDOWN", p(field("FORMDROPDOWN", data=CHOICE)), "phường", oracle=False),
    c("SYMBOL", p("góc 30", field("SYMBOL 176 \\f Symbol")), "góc 30°", oracle=False),
    c("EQ", p(field("EQ \\f(1,2)")), "1/2", oracle=False),
    c("m:f", p(formula(m("f", m("num", r("a+b")), m("den", r("2"))))), "(a+b)/2", oracle=False),
    c("m:sSup", p(formula(m("sSup", m("e", r("10")), m("sup", r("3"))))), "10³", oracle=False),
    c("m:sSub", p(formula(m("sSub", m("e", r("x")), m("sub", r("1"))))), "x₁", oracle=False),
    c("m:rad", p(formula(m("rad", m("deg"), m("e", r("a+b"))))), "√(a+b)", oracle=False),
    c("m:d", p(formula(m("d", m("e", r("a"))) + r("c"))), "(a)c", oracle=False),
    c("m:nary", p(formula(f"<m:nary>{SIGMA}{m('sub', r('i=1'))}{m('e', r('x'))}</m:nary>")), "∑(i=1) x", oracle=False),
    c("m:m", p(formula(m("m", m("mr", m("e", r("1")), m("e", r("2")))))), "1, 2", oracle=False),
    c("m:oMathPara", p("<m:oMathPara>" + formula(r("x=1")) + "</m:oMathPara>"), "x=1", oracle=False),
    c("w:ruby", p(RUBY), "漢"),
    c("drop cap", p("H", properties='<w:framePr w:dropCap="drop"/>') + p("ội đồng"), "Hội đồng", oracle=False),
    c("frame", p("khung viền", properties='<w:framePr w:w="2000" w:hAnchor="page"/>'), "khung viền", oracle=False),
    c("text box of DrawingML", p("ngoài ", SHAPE.format(p("trong hộp"))), "ngoài|trong hộp", oracle=False),
    c("text box of VML", p("ngoài ", OLD_SHAPE.format(p("hộp cũ"))), "ngoài|hộp cũ", oracle=False),
    c("mc:AlternateContent", p(CHOICE_OF_TWO), "mới"),
    c("WordArt of VML", p("chữ", ART.format("BÁO CÁO")), "chữ|BÁO CÁO", oracle=False),
    c("text of a drawn canvas", p("chữ", CANVAS.format("trong tranh")), "chữ|trong tranh", oracle=False),
    c("bidi", p(run("phải sang", "<w:rtl/>"), properties="<w:bidi/>"), "phải sang"),
)


def shown(found: Extraction) -> str:
    blocks = (block for block in found.visible if block.region is not Region.note)
    return "|".join(block.text or " ; ".join(" / ".join(row) for row in block.rows) for block in blocks)


def read(path: Path, body: str, parts: dict[str, str | bytes] | None = None) -> Extraction:
    return docx.read(word.write(path / "a.docx", body, parts), "", settings.Limits())


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=[one.name for one in CONSTRUCTS])
def test_what_a_construct_shows_is_read(tmp_path: Path, construct: Construct) -> None:
    assert shown(read(tmp_path, construct.body)) == construct.shown


def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    judged = [one for one in CONSTRUCTS if one.oracle]
    body = "".join(p(f"¤{at}¤") + one.body for at, one in enumerate(judged)) + p("¤")
    text = (
        convert(word.write(tmp_path / "a.docx", body), "txt:Text (encoded):UTF8")
        .with_suffix(".txt")
        .read_text("utf-8-sig")
    )
    said = [" ".join(part.split()) for part in re.split(r"¤\d+¤", text.removesuffix("¤\n"))[1:]]

    assert said == [one.shown.replace("|", " ") for one in judged]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<w:altChunk r:id="r9"/>', "altChunk"),
        (p(DRAWN.format("chart", "chart")), "biểu đồ"),
        (p(DRAWN.format("relIds", "diagram")), "sơ đồ"),
        (p(OBJECT), "đối tượng nhúng"),
        (p(field("AUTONUM")), "AUTONUM"),
        (p(sym("Wingdings 3", "F041")), "ký hiệu"),
        ("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>5 triệu</w:t></w:r></w:p>", "gạch ngang"),
        ('<w:p><w:r><w:rPr><w:dstrike w:val="1"/></w:rPr><w:t>5 triệu</w:t></w:r></w:p>', "gạch ngang"),
    ],
    ids=["altChunk", "chart", "SmartArt", "OLE", "AUTONUM", "sign", "struck", "struck twice"],
)
def test_what_no_paragraph_can_say_is_a_remark(tmp_path: Path, body: str, what: str) -> None:
    found = read(tmp_path, p("chữ") + body)

    remarks = [finding.message for finding in found.findings if finding.code == "parts-unread"]
    assert len(remarks) == 1 and what in remarks[0]
    assert set(found.coverage.gaps) & {Gap.parts, Gap.signs} and not found.coverage.complete


@pytest.mark.parametrize(
    "look",
    ['<w:strike w:val="0"/>', "<w:strike/><w:vanish/>", "<w:u/>"],
    ids=["not struck", "struck and hidden", "underlined"],
)
def test_what_shows_no_stroke_is_no_remark(tmp_path: Path, look: str) -> None:
    found = read(tmp_path, p("chữ") + f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>5 triệu</w:t></w:r></w:p>")

    assert "parts-unread" not in [finding.code for finding in found.findings] and found.coverage.complete


def test_moved_paragraphs_take_no_number_where_they_were(tmp_path: Path) -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    moved = p(FROM.format(run("chuyển đi")), properties=listed + '<w:rPr><w:moveFrom w:id="9" w:author="x"/></w:rPr>')
    back = p(TO.format(run("chuyển đi")), properties=listed + '<w:rPr><w:moveTo w:id="8" w:author="x"/></w:rPr>')
    body = word.listed("một", 1) + moved + word.listed("hai", 1) + back

    found = read(tmp_path, body, {"numbering.xml": word.numbering(word.level(0, "decimal", "%1."))})

    assert shown(found) == "1. một|2. hai|3. chuyển đi"
    assert "chuyển đi" in [block.text for block in found.blocks if block.region is Region.hidden]


@pytest.mark.parametrize(
    "gone",
    ['<w:del w:id="1" w:author="x"/>', '<w:moveFrom w:id="1" w:author="x"/>', "<w:hidden/>"],
    ids=["deleted", "moved", "hidden"],
)
def test_a_row_that_is_taken_out_is_for_the_gate(tmp_path: Path, gone: str) -> None:
    rows = (
        ROW.format("", "a", p("b"), p("c"))
        + ROW.format(gone, "mất", p("x"), p("y"))
        + ROW.format("", "d", p("e"), p("f"))
    )
    found = read(tmp_path, f"<w:tbl>{rows}</w:tbl>")

    assert shown(found) == "a / b / c ; d / e / f"
    assert "mất" in [block.text for block in found.blocks if block.region is Region.hidden]


NOTES = part(
    "footnotes",
    f'<w:footnote w:type="separator" w:id="0">{p("gạch")}</w:footnote><w:footnote w:id="5">{p("nói về tiền")}'
    f'{p("và thời hạn")}</w:footnote><w:footnote w:id="4">{p("nói về xã")}</w:footnote>'
    f'<w:footnote w:id="7">{p("không ai trỏ tới")}</w:footnote>'
    f'<w:footnote w:id="8">{p(run("* "), "tự đánh dấu")}</w:footnote>',
)
REFERENCE_TO = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"{}/></w:r>'


def test_footnotes_follow_in_the_order_of_their_marks(tmp_path: Path) -> None:
    own = REFERENCE_TO.format(8, ' w:customMarkFollows="1"') + run("*")
    body = p("Mức chi", REFERENCE_TO.format(5, ""), " cho xã", REFERENCE_TO.format(4, ""), " và", own)

    found = read(tmp_path, body, {"footnotes.xml": NOTES})

    assert shown(found) == "Mức chi[1] cho xã[2] và*"
    notes = [block.text for block in found.blocks if block.region is Region.note]
    assert notes == ["[1] nói về tiền và thời hạn", "[2] nói về xã", "* tự đánh dấu"]
    assert "không ai trỏ tới" in [block.text for block in found.blocks if block.region is Region.hidden]


def test_a_footnote_whose_mark_was_deleted_takes_no_number(tmp_path: Path) -> None:
    gone = '<w:del w:id="1" w:author="x">' + REFERENCE_TO.format(5, "") + "</w:del>"

    found = read(tmp_path, p("xã", gone, REFERENCE_TO.format(4, "")), {"footnotes.xml": NOTES})

    assert [block.text for block in found.blocks if block.region is Region.note] == ["[1] nói về xã"]


def test_footnotes_count_as_the_section_says(tmp_path: Path) -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="lowerRoman"/><w:numStart w:val="3"/></w:footnotePr></w:sectPr>'

    found = read(tmp_path, p("xã", REFERENCE_TO.format(4, "")) + section, {"footnotes.xml": NOTES})

    assert shown(found) == "xã[iii]"


def test_a_plain_walk_sees_what_is_shown_and_nothing_else(tmp_path: Path) -> None:
    body = p("thấy", TAKEN, run("ẩn", "<w:vanish/>"), FROM.format(run("cũ"))) + p("ngoài", SHAPE.format(p("hộp")))

    assert " ".join(read(tmp_path, body).coverage.seen[0].split()) == "thấy ngoài hộp"


def test_every_construct_stands_in_the_reference() -> None:
    page = REFERENCE.read_text("utf-8")

    assert [one.name for one in CONSTRUCTS if f"| {one.name} |" not in page] == []


NAMED = [
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH NẬM SA\nSố: 12/2025/NQ-HĐND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
]


@pytest.mark.parametrize("kind", ["first", "default"])
def test_a_head_typed_into_the_page_header_is_the_head(tmp_path: Path, kind: str) -> None:
    section = f'<w:sectPr><w:headerReference w:type="{kind}" r:id="k0"/></w:sectPr>'
    parts: dict[str, str | bytes] = {"header1.xml": word.part("hdr", word.table(NAMED))}
    path = word.write(tmp_path / "a.docx", p("NGHỊ QUYẾT") + p("Điều 1. Mức chi") + section, parts)

    found = docx.read(path, "", settings.Limits())

    assert found.blocks[2].text == "Số: 12/2025/NQ-HĐND"
    assert found.blocks[2].region is Region.header_left
    assert [block.text for block in found.visible].count("Số: 12/2025/NQ-HĐND") == 1


def test_a_page_header_above_a_text_with_its_own_head_stays_beside(tmp_path: Path) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="k0"/></w:sectPr>'
    parts: dict[str, str | bytes] = {"header1.xml": word.part("hdr", word.table(NAMED))}
    own = word.table([NAMED[0].replace("12", "13"), NAMED[1]])

    found = docx.read(word.write(tmp_path / "a.docx", own + p("Điều 1.") + section, parts), "", settings.Limits())

    assert found.blocks[2].text == "Số: 13/2025/NQ-HĐND"


@pytest.mark.parametrize(
    ("first", "second"),
    [("Số:", "12/2025/NQ-HĐND"), ("Số: 12/2025/", "NQ-HĐND"), ("Số: 12/", "2025/NQ-HĐND"), ("Số: 12", "/2025/NQ-HĐND")],
)
def test_a_number_over_two_cells_is_one(tmp_path: Path, first: str, second: str) -> None:
    head = word.table([f"HỘI ĐỒNG NHÂN DÂN\nTỈNH NẬM SA\n{first}", second, NAMED[1]])

    found = docx.read(word.write(tmp_path / "a.docx", head + p("Điều 1.")), "", settings.Limits())

    assert "Số:12/2025/NQ-HĐND" in [block.text.replace(" ", "") for block in found.blocks]


def test_a_table_in_a_cell_keeps_its_cells_apart_and_is_remarked(tmp_path: Path) -> None:
    inner = word.table(["thôn A", "1"], ["thôn B", "2"], borders="single") + p("")
    outer = word.table(["Xã", "Gồm", "Mức"], ["Phú Lâm", inner, "5"], borders="single")

    found = docx.read(word.write(tmp_path / "a.docx", outer), "", settings.Limits())

    assert found.visible[0].rows[1] == ("Phú Lâm", "thôn A | 1; thôn B | 2", "5")
    assert [finding.code for finding in found.findings] == ["parts-unread"]
