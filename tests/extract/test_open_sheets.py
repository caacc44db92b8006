"""OpenDocument workbooks are read as they show, what they hide is for the gate, what they lack is remarked."""

import zipfile
from pathlib import Path

import pytest

from pipeline import media, settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.workbooks import spreadsheet

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing")),
        ("m", "manifest"),
    )
)
STYLES = (
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="high"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style>'
)


def row(*cells: str, more: str = "") -> str:
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {more}>{inner}</table:table-row>"


def cell(said: str, more: str = "", inner: str = "") -> str:
    shown = f"<text:p>{said}</text:p>" if said else ""
    return f"<table:table-cell {more}>{inner}{shown}</table:table-cell>"


HEAD = row("TT", "Xã", "Mức")


def read(tmp_path: Path, *rows: str, more: str = "", parts: dict[str, str] | None = None) -> Extraction:
    table = f'<table:table table:name="Biểu 1" {more}>{"".join(rows)}</table:table>'
    body = f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>{table}"
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", media.ODS.media)
        content = (
            f"<office:document-content {SPACES}>{body}</office:spreadsheet></office:body></office:document-content>"
        )
        made.writestr("content.xml", content)
        for name, data in (parts or {}).items():
            made.writestr(name, data)
    return spreadsheet.read(path, "", settings.Limits())


def table(found: Extraction) -> tuple[tuple[str, ...], ...]:
    return next(block.rows for block in found.visible if block.rows)


def hidden(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks if block.region is Region.hidden]


def codes(found: Extraction) -> list[str]:
    return [finding.code for finding in found.findings]


def test_cells_show_what_they_were_saved_with(tmp_path: Path) -> None:
    today = 'table:formula="of:=TODAY()" office:value-type="date" office:date-value="2025-12-05"'
    power = 'm<text:span text:style-name="high">3</text:span>'
    found = read(tmp_path, HEAD, row("1", cell("05/12/2025", today), cell(power)))

    assert found.media == media.ODS.media
    assert table(found) == (("TT", "Xã", "Mức"), ("1", "05/12/2025", "m³"))
    assert codes(found) == []


def test_repeated_and_covered_cells_stand_in_their_columns(tmp_path: Path) -> None:
    wide = cell("Cộng", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    many = cell("5", 'table:number-columns-repeated="3"')
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    found = read(
        tmp_path, HEAD, row(many), f"<table:table-row>{wide}{cell('9')}</table:table-row>", row("x", gap), empty
    )

    assert table(found) == (("TT", "Xã", "Mức"), ("5", "5", "5"), ("Cộng", "", "9"), ("x", "", ""))


def test_what_is_not_shown_is_for_the_gate(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>góp ý</text:p></office:annotation>"
    found = read(
        tmp_path,
        HEAD,
        row("1", cell("Phú Lâm", inner=note), "5"),
        row("hàng ẩn", "a", "b", more='table:visibility="collapse"'),
    )

    assert table(found) == (("TT", "Xã", "Mức"), ("1", "Phú Lâm", "5"))
    assert {"góp ý", "hàng ẩn"} <= set(hidden(found))


def test_a_box_is_text_of_the_sheet_and_a_box_within_a_comment_is_none(tmp_path: Path) -> None:
    box = "<draw:custom-shape><text:p>{}</text:p></draw:custom-shape>"
    note = f"<office:annotation>{box.format('góp ý')}</office:annotation>"
    found = read(tmp_path, HEAD, row("1", cell("Phú Lâm", inner=note + box.format("Đơn vị: đồng")), "5"))

    shown = " ".join(block.text for block in found.visible)
    assert "Đơn vị: đồng" in shown and "góp ý" not in shown


def test_a_hidden_sheet_shows_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD, row("1", "Phú Lâm", "5"), more='table:style-name="gone"')

    assert list(found.visible) == []
    assert "Phú Lâm" in hidden(found)


def test_a_number_that_lost_its_zero_is_read_with_it(tmp_path: Path) -> None:
    number = 'office:value-type="float" office:value="74085001234"'
    found = read(tmp_path, row("TT", "Họ tên", "CCCD"), row("1", "Mạc Văn Sơn", cell("74085001234", number)))

    assert any("074085001234" in said for said in hidden(found))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (cell("", 'table:formula="of:=[.A1]"'), "parts-unread"),
        (cell('<text:span text:style-name="out">5</text:span>'), "parts-unread"),
        (cell("5", 'table:formula="of:=WEBSERVICE(&quot;x&quot;)"'), "active-content"),
    ],
    ids=["no value", "struck", "calls"],
)
def test_what_cannot_be_kept_is_said(tmp_path: Path, given: str, code: str) -> None:
    assert code in codes(read(tmp_path, HEAD, row("1", "Phú Lâm", given)))


def test_charts_are_remarked_and_other_objects_active(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.chart"
    chart = f'<m:manifest {SPACES}><m:file-entry m:full-path="Object 1/" m:media-type="{kind}"/></m:manifest>'
    objects = {"Object 1": "x", "META-INF/manifest.xml": chart}

    assert codes(read(tmp_path, HEAD, parts=objects)) == ["parts-unread"]
    assert codes(read(tmp_path, HEAD, parts={"Object 1": "x"})) == ["active-content"]


def test_too_many_rows_are_said(tmp_path: Path) -> None:
    many = row("1", "Phú Lâm", "5", more='table:number-rows-repeated="30000"')

    assert "file-over-limit" in codes(read(tmp_path, HEAD, many))
