"""Word files that hide something from a careless reader."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, PngImagePlugin

from tests.extract import stamped
from tests.extract import word_files as word
from tests.hostile.hidden import (
    ACTIVE,
    CITIZEN,
    LIMIT,
    LIMITED,
    MARK,
    PRIVATE,
    SECRET,
    SENTENCES,
    Attack,
    on_white,
    png,
    saved,
)
from tests.hostile.metafiles import emf, wmf

WordCase = tuple[str, dict[str, str | bytes], str, frozenset[str]]
BODY = "".join(map(word.p, SENTENCES))
_PICT = "<w:p><w:r><w:pict>{}</w:pict></w:r></w:p>"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_CUSTOM = (
    f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{{D5CDD505}}" '
    'pid="2" name="{}"><vt:lpwstr>{}</vt:lpwstr></property></Properties>'
)
_CHART = (
    f'{_XML}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{}'
    "</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>"
)
_DIAGRAM = (
    f'{_XML}<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>{}'
    "</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
)
_APP = (
    f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{}</Company></Properties>"
)


def _run(said: str, style: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{style}</w:rPr><w:t>{escape(said)}</w:t></w:r></w:p>"


def _shape(inner: str) -> str:
    return _PICT.format(f'<v:shape id="s" type="#t">{inner}</v:shape>')


def _box(said: str) -> str:
    return _shape(f"<v:textbox><w:txbxContent>{word.p(said)}</w:txbxContent></v:textbox>")


def _drawn(attributes: str) -> str:
    return f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" {attributes}/></wp:inline></w:drawing></w:r></w:p>'


def _moved(tag: str, said: str) -> str:
    return f'<w:p><w:{tag} w:id="9" w:author="a"><w:r><w:t>{escape(said)}</w:t></w:r></w:{tag}></w:p>'


def _control(said: str, placeholder: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{placeholder}</w:sdtPr><w:sdtContent>{word.p(said)}</w:sdtContent></w:sdt>"


WORD: dict[str, WordCase] = {
    "docx-text-box": (BODY + _box(MARK), {}, "", SECRET),
    "docx-word-art": (BODY + _shape(f'<v:textpath string="{MARK}"/>'), {}, "", SECRET),
    "docx-word-art-draft": (BODY + _shape('<v:textpath string="DỰ THẢO"/>'), {}, "", LIMITED),
    "docx-header-word-art": (
        BODY, {"header1.xml": word.part("hdr", _shape(f'<v:textpath string="{MARK}"/>'))}, "", SECRET,
    ),
    "docx-footer": (BODY, {"footer1.xml": word.part("ftr", word.p(MARK))}, "", SECRET),
    "docx-hidden": (BODY + _run(MARK, "<w:vanish/>"), {}, "", SECRET),
    "docx-web-hidden": (BODY + _run(MARK, "<w:webHidden/>"), {}, "", SECRET),
    "docx-white": (BODY + _run(MARK, '<w:color w:val="FFFFFF"/>'), {}, "", SECRET),
    "docx-one-point": (BODY + _run(MARK, '<w:sz w:val="2"/>'), {}, "", SECRET),
    "docx-all-caps": (BODY + _run("tối mật", "<w:caps/>"), {}, "", SECRET),
    "docx-small-caps": (BODY + _run("tuyệt mật", "<w:smallCaps/>"), {}, "", SECRET),
    "docx-alternative": (BODY + _drawn(f'descr="{MARK}"'), {}, "", SECRET),
    "docx-alternative-title": (BODY + _drawn(f'title="{MARK}"'), {}, "", SECRET),
    "docx-picture-name": (BODY + _drawn(f'descr="Dấu {MARK}"'), {}, "", SECRET),
    "docx-moved-away": (BODY + _moved("moveFrom", MARK), {}, "", SECRET),
    "docx-inserted": (BODY + _moved("ins", MARK), {}, "", SECRET),
    "docx-deleted-citizen": (
        BODY + f'<w:p><w:del w:id="1"><w:r><w:delText>{CITIZEN}</w:delText></w:r></w:del></w:p>', {}, "", PRIVATE,
    ),
    "docx-content-control": (BODY + _control(MARK), {}, "", SECRET),
    "docx-control-tag": (BODY + _control("x", f'<w:alias w:val="{MARK}"/>'), {}, "", SECRET),
    "docx-drop-down": (
        BODY + _control("x", f'<w:dropDownList><w:listItem w:displayText="{MARK}" w:value="1"/></w:dropDownList>'),
        {}, "", SECRET,
    ),
    "docx-two-paragraphs": (word.p("TUYỆT") + word.p("MẬT") + BODY, {}, "", SECRET),
    "docx-letters-down": ("".join(map(word.p, "TỐIMẬT")) + BODY, {}, "", SECRET),
    "docx-line-breaks": ("<w:p><w:r><w:t>TỐI</w:t><w:br/><w:t>MẬT</w:t></w:r></w:p>" + BODY, {}, "", SECRET),
    "docx-tabs": ("<w:p><w:r><w:t>M</w:t><w:tab/><w:t>Ậ</w:t><w:tab/><w:t>T</w:t></w:r></w:p>" + BODY, {}, "", SECRET),
    "docx-soft-hyphens": ("<w:p><w:r><w:t>M</w:t><w:softHyphen/><w:t>ẬT</w:t></w:r></w:p>" + BODY, {}, "", SECRET),
    "docx-formula": (f"<w:p><m:oMath><m:r><m:t>{MARK}</m:t></m:r></m:oMath></w:p>" + BODY, {}, "", SECRET),
    "docx-custom-property": (BODY, {"docProps/custom.xml": _CUSTOM.format("Độ mật", "Mật")}, "", SECRET),
    "docx-custom-limit": (BODY, {"docProps/custom.xml": _CUSTOM.format("Phạm vi", LIMIT)}, "", LIMITED),
    "docx-company": (BODY, {"docProps/app.xml": _APP.format(MARK)}, "", SECRET),
    "docx-chart": (BODY, {"charts/chart1.xml": _CHART.format(MARK)}, "", SECRET),
    "docx-diagram": (BODY, {"word/diagrams/data1.xml": _DIAGRAM.format(MARK)}, "", SECRET),
    "docx-custom-xml": (BODY, {"customXml/item1.xml": f"{_XML}<data><domat>{MARK}</domat></data>"}, "", SECRET),
    "docx-variable": (
        BODY,
        {"settings.xml": word.part("settings", f'<w:docVars><w:docVar w:name="a" w:val="{MARK}"/></w:docVars>')},
        "", SECRET,
    ),
    "docx-glossary": (
        BODY,
        {"word/glossary/document.xml": word.part("glossaryDocument", f"<w:docParts>{word.p(MARK)}</w:docParts>")},
        "", SECRET,
    ),
    "docx-endnote": (
        BODY, {"word/endnotes.xml": word.part("endnotes", f'<w:endnote w:id="2">{word.p(MARK)}</w:endnote>')}, "", SECRET,
    ),
    "docx-comment-citizen": (
        BODY, {"comments.xml": word.part("comments", f'<w:comment w:id="1">{word.p(CITIZEN)}</w:comment>')}, "", PRIVATE,
    ),
    "docx-tooltip": (
        BODY + f'<w:p><w:hyperlink w:tooltip="{MARK}" w:anchor="a"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
        {}, "", SECRET,
    ),
    "docx-cells": (
        BODY + "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" + word.p("TUYỆT") + "</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc>"
        + word.p("MẬT") + "</w:tc></w:tr></w:tbl>" + BODY, {}, "", SECRET,
    ),
    "docx-label-cell": (
        BODY + "<w:tbl><w:tr><w:tc>" + word.p("Độ mật") + "</w:tc><w:tc>" + word.p("Tối mật") + "</w:tc></w:tr></w:tbl>"
        + BODY, {}, "", SECRET,
    ),
    "docx-phone-cells": (
        BODY + "<w:tbl><w:tr><w:tc>" + word.p("Họ tên") + "</w:tc><w:tc>" + word.p("Điện thoại") + "</w:tc></w:tr><w:tr><w:tc>"
        + word.p("Vũ Văn Kín") + "</w:tc><w:tc>" + word.p("912345678") + "</w:tc></w:tr></w:tbl>" + BODY, {}, "", PRIVATE,
    ),
    "docx-citizen-runs": (
        "<w:p>" + "".join(f"<w:r><w:t>{c}</w:t></w:r>" for c in "CCCD:074085001234") + "</w:p>" + BODY, {}, "", PRIVATE,
    ),
    "docx-minor": (BODY + word.p("Cháu L.T.H, sinh năm 2013, ngụ ấp 4, bị xâm hại"), {}, "", PRIVATE),
    "docx-petitioner": (BODY + word.p("Đơn khiếu nại của ông Vũ Văn Kín, ngụ số 12 ấp 3, xã Phú Vinh"), {}, "", PRIVATE),
}  # fmt: skip


def _with_media(path: Path, name: str, data: bytes) -> Path:
    links = f'<Relationship Id="p1" Type="{word.KINDS}/image" Target="media/{name}"/>'
    return word.write(path, BODY, {f"word/media/{name}": data}, links)


MEDIA: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx-stamp-png": ("a.png", lambda: png(stamped.stamp("TUYỆT MẬT"))),
    "docx-stamp-upright": ("a.png", lambda: png(stamped.stamp(MARK).rotate(90, expand=True))),
    "docx-stamp-upside-down": ("a.png", lambda: png(stamped.stamp(MARK).rotate(180, expand=True))),
    "docx-stamp-grey": ("a.png", lambda: png(on_white(stamped.stamp("MẬT")).convert("L"))),
    "docx-stamp-bilevel": ("a.png", lambda: png(on_white(stamped.stamp("MẬT")).convert("L").point(lambda v: 255 * (v > 160), "1"))),
    "docx-stamp-palette": ("a.gif", lambda: saved(on_white(stamped.stamp(MARK)), "GIF")),
    "docx-stamp-bmp": ("a.bmp", lambda: saved(on_white(stamped.stamp(MARK)), "BMP")),
    "docx-stamp-tiff": ("a.tiff", lambda: saved(on_white(stamped.stamp(MARK)), "TIFF")),
    "docx-stamp-lying-name": ("a.wdp", lambda: png(stamped.stamp(MARK))),
    "docx-stamp-emf-text": ("a.emf", lambda: emf(MARK)),
    "docx-stamp-emf-picture": ("a.emf", lambda: emf(picture=stamped.stamp(MARK))),
    "docx-stamp-wmf-text": ("a.wmf", lambda: wmf("MAT")),
    "docx-stamp-wmf-picture": ("a.wmf", lambda: wmf(picture=stamped.stamp(MARK))),
    "docx-picture-says": ("a.png", lambda: _titled_picture(MARK)),
    "docx-svg": ("a.svg", lambda: f'<svg xmlns="http://www.w3.org/2000/svg"><text>{MARK}</text></svg>'.encode()),
}  # fmt: skip


def _titled_picture(said: str) -> bytes:
    info, buffer = PngImagePlugin.PngInfo(), io.BytesIO()
    info.add_itxt("Title", said)
    Image.new("RGB", (300, 300), "white").save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


ACTING: dict[str, WordCase] = {
    "docx-macro": (BODY, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}, "", ACTIVE),
    "docx-remote-template": (
        BODY, {"settings.xml": word.part("settings", '<w:attachedTemplate r:id="t1"/>'),
               "word/_rels/settings.xml.rels": word.relationships(
                   f'<Relationship Id="t1" Type="{word.KINDS}/attachedTemplate" Target="https://example.invalid/a.dotm" TargetMode="External"/>')},
        "", ACTIVE,
    ),
    "docx-dde": (BODY + '<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>', {}, "", ACTIVE),
    "docx-include": (BODY + '<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;\\\\\\\\host\\\\a&quot;"/></w:p>', {}, "", ACTIVE),
    "docx-object": (
        BODY, {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"},
        f'<Relationship Id="o1" Type="{word.KINDS}/oleObject" Target="embeddings/oleObject1.bin"/>', ACTIVE,
    ),
    "docx-web-part": (
        BODY, {"word/a.mht": b"<html></html>"}, f'<Relationship Id="o1" Type="{word.KINDS}/aFChunk" Target="a.mht"/>', ACTIVE,
    ),
}  # fmt: skip


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, (body, parts, links, codes) in (WORD | ACTING).items():
        yield Attack(name, word.write(folder / f"{name}.docx", body, parts, links), codes)
    for name, (inner, data) in MEDIA.items():
        yield Attack(name, _with_media(folder / f"{name}.docx", inner, data()), SECRET)
