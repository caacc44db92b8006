import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.document.model import Action, Package, Role
from pipeline.document.zone import VIETNAM
from pipeline.ingest import tree
from tests.ingest import packages
from tests.ingest.conftest import Reader
from tests.ingest.packages import PDF, File, by_hand, dot_net, java, soap, status

Writer = Callable[[packages.Package], str | bytes]
WRITERS: dict[str, Writer] = {"java": java, "dot-net": dot_net, "by-hand": by_hand, "soap": soap}


def codes(package: Package) -> set[str]:
    return {finding.code for finding in package.findings}


def stopping(package: Package) -> set[str]:
    return {finding.code for finding in package.findings if finding.stops}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_every_generation_of_packages_is_read(read: Reader, writer: Writer) -> None:
    package = read(writer(packages.Package()))

    said = package.declared
    assert stopping(package) == set()
    assert (said.sender, said.receivers, said.code) == ("000.00.01.L77", ("L77.01",), "12/NQ-HĐND")
    assert (said.issue_date, said.type_name, said.signer_name) == (dt.date(2024, 7, 10), "Nghị quyết", "Vũ Thị Hạ Lam")
    assert said.sent_at == dt.datetime(2024, 7, 10, 8, tzinfo=VIETNAM)
    assert said.action is Action.new
    assert [(file.name, file.path.read_bytes(), file.role) for file in package.files] == [
        ("nghi-quyet.pdf", PDF, Role.main)
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_and_utf_16_are_read(read: Reader, encoding: str) -> None:
    said = java(packages.Package()).replace("UTF-8", "UTF-16" if encoding == "utf-16" else "UTF-8")

    package = read(said.encode(encoding))

    assert stopping(package) == set()
    assert package.declared.place == "Lam Giang"


def test_names_mobiles_and_mails_of_staff_reach_no_value(read: Reader) -> None:
    package = read(java(packages.Package()))

    words = repr(dataclasses.asdict(package.declared)) + repr(package.findings)
    assert not any(private in words for private in ("Đỗ Văn Kín", "0912000111", "kin@example.vn", "Văn thư"))


NUMBERS = {
    "apart": ("12", "NQ-HĐND", "12/NQ-HĐND"),
    "year-with-number": ("12/2024", "NQ-HĐND", "12/2024/NQ-HĐND"),
    "year-with-notation": ("12", "2024/NQ-HĐND", "12/2024/NQ-HĐND"),
    "all-in-number": ("12/NQ-HĐND", "", "12/NQ-HĐND"),
    "all-in-number-and-notation": ("12/2024/NQ-HĐND", "2024/NQ-HĐND", "12/2024/NQ-HĐND"),
    "all-in-notation": ("12", "12/NQ-HĐND", "12/NQ-HĐND"),
    "agency-behind-notation": ("12", "NQ-HĐND#000.00.01.L77", "12/NQ-HĐND"),
}


@pytest.mark.parametrize(("number", "notation", "code"), NUMBERS.values(), ids=NUMBERS)
def test_the_number_is_put_together_however_it_was_divided(read: Reader, number: str, notation: str, code: str) -> None:
    package = read(java(packages.Package({"Code/CodeNumber": number, "Code/CodeNotation": notation})))

    assert package.declared.code == code


DATES = {
    "2024/07/10": ("2024-07-10", None),
    "2024-7-9": ("2024-07-09", None),
    "2024/07/10 08:30:00": ("2024-07-10", None),
    "2024-07-10T08:30:00+07:00": ("2024-07-10", None),
    "25/07/2024": ("2024-07-25", None),
    "10/07/2024": ("2024-07-10", "date-format"),
    "2024/02/30": (None, "date-invalid"),
    "99999999999/1/1": (None, "date-invalid"),
    "ngày 10 tháng 7 năm 2024": ("2024-07-10", None),
    "9 tháng 07 năm 2024": ("2024-07-09", None),
    "ngày 31 tháng 2 năm 2024": (None, "date-invalid"),
    "ngày 10": (None, "date-invalid"),
}


@pytest.mark.parametrize(("printed", "expected"), DATES.items(), ids=DATES)
def test_dates_are_read_or_doubted(read: Reader, printed: str, expected: tuple[str | None, str | None]) -> None:
    package = read(java(packages.Package({"PromulgationInfo/PromulgationDate": printed})))

    issued = package.declared.issue_date
    assert issued == (dt.date.fromisoformat(expected[0]) if expected[0] else None)
    assert stopping(package) == ({expected[1]} if expected[1] else set())


def test_the_word_null_is_no_value(read: Reader) -> None:
    package = read(java(packages.Package({"SignerInfo/FullName": "null", "PromulgationInfo/Place": " "})))

    assert (package.declared.signer_name, package.declared.place) == (None, None)


BUSINESS = "<edXML:BussinessDocType>{0}</edXML:BussinessDocType>{1}"
REPLACED = (
    "<edXML:ReplacementInfoList>"
    "<edXML:ReplacementInfo><edXML:DocumentId>A,2020/01/02,1/NQ-HĐND</edXML:DocumentId></edXML:ReplacementInfo>"
    "<edXML:ReplacementInfo><edXML:DocumentId>B</edXML:DocumentId><edXML:OrganIdList><edXML:OrganId>L77.99"
    "</edXML:OrganId></edXML:OrganIdList></edXML:ReplacementInfo></edXML:ReplacementInfoList>"
)


def test_a_replacement_names_what_it_replaces_for_us(read: Reader) -> None:
    package = read(java(packages.Package(business=BUSINESS.format(3, REPLACED))))

    assert (package.declared.action, package.declared.replaces) == (Action.replacement, ("A,2020/01/02,1/NQ-HĐND",))


def test_an_update_may_remove_a_receiver(read: Reader) -> None:
    removed = (
        "<edXML:ReceiverList><edXML:Receiver><edXML:OrganId>L77.01</edXML:OrganId>"
        "<edXML:ReceiverType>0</edXML:ReceiverType></edXML:Receiver></edXML:ReceiverList>"
    )

    package = read(java(packages.Package(business=BUSINESS.format(2, removed))))

    assert (package.declared.action, package.declared.removed_receivers) == (Action.update, ("L77.01",))


def test_codes_are_ours_in_any_case_and_in_the_form_of_2016(read: Reader) -> None:
    lower: dict[str, str | None] = {"From/OrganId": "000.00.01.l77", "To/OrganId": "l77.01"}
    removed = (
        "<edXML:ReceiverList><edXML:Receiver><edXML:OrganId>000.00.01.l77</edXML:OrganId>"
        "<edXML:ReceiverType>0</edXML:ReceiverType></edXML:Receiver></edXML:ReceiverList>"
    )
    replaced = REPLACED.replace("L77.99", "l77.01")

    said = read(java(packages.Package(lower, business=BUSINESS.format(2, removed)))).declared

    assert (said.sender, said.receivers, said.removed_receivers) == ("000.00.01.L77", ("L77.01",), ("L77.01",))
    assert len(read(java(packages.Package(business=BUSINESS.format(3, replaced)))).declared.replaces) == 2


def test_a_recall_needs_no_files(read: Reader) -> None:
    package = read(java(packages.Package(files=(), business=BUSINESS.format(1, ""))))

    assert package.declared.action is Action.recall
    assert stopping(package) == set()


def test_status_13_is_a_recall_of_the_document_that_it_answers(read: Reader) -> None:
    said = read(status("13")).declared

    assert (said.action, said.status_code, said.code) == (Action.recall, "13", "12/NQ-HĐND")
    assert said.recalls == said.response_for == "000.00.01.L77,2024/07/10,12/NQ-HĐND"
    assert (said.issue_date, said.reason) == (dt.date(2024, 7, 10), "Gửi nhầm")


def test_other_status_messages_are_told_from_documents(read: Reader) -> None:
    assert read(status("3")).declared.action is Action.status


DOUBLED = {
    "two-subjects": packages.Package(extra="<edXML:Subject>Khác</edXML:Subject>"),
    "two-ids": packages.Package(extra="<edXML:DocumentId>khac</edXML:DocumentId>"),
    "two-codes": packages.Package(extra="<edXML:Code><edXML:CodeNumber>13</edXML:CodeNumber></edXML:Code>"),
    "two-headers": packages.Package(
        extra="</edXML:MessageHeader><edXML:MessageHeader><edXML:Subject>x</edXML:Subject>"
    ),
    "two-attachments-of-one-id": packages.Package(files=(File(content_id="7"), File("b.pdf", content_id="7"))),
}


@pytest.mark.parametrize("package", DOUBLED.values(), ids=DOUBLED)
def test_a_field_stated_twice_holds(read: Reader, package: packages.Package) -> None:
    assert "ambiguous-field" in stopping(read(java(package)))


def test_a_field_repeated_with_the_same_value_is_one_field(read: Reader) -> None:
    package = packages.Package(extra=f"<edXML:Subject/><edXML:Subject>{packages.DEFAULTS['Subject']}</edXML:Subject>")

    assert stopping(read(java(package))) == set()


BROKEN = {
    "doctype": ("xml-dtd-forbidden", lambda xml: xml.replace("?>\n", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)),
    "latin-1": ("xml-bad-encoding", lambda xml: xml.replace("UTF-8", "ISO-8859-1", 1)),
    "xml-1.1": ("xml-version", lambda xml: xml.replace('version="1.0"', 'version="1.1"', 1)),
    "cut-short": ("xml-not-well-formed", lambda xml: xml[: len(xml) // 2]),
    "more-behind": ("xml-not-well-formed", lambda xml: xml + "<script/>"),
    "nested": ("xml-too-deep", lambda xml: xml.replace("<edXML:Subject>", "<a>" * 99, 1)),
    "crowded": ("xml-too-large", lambda xml: xml.replace("<edXML:Subject>", "<a/>" * 20_001 + "<edXML:Subject>", 1)),
    "endless-title": (
        "field-too-long",
        lambda xml: xml.replace("<edXML:Subject>", "<edXML:Subject>" + "a" * 70_000, 1),
    ),
    "markup-in-title": ("xml-unexpected-element", lambda xml: xml.replace("<edXML:Subject>", "<edXML:Subject><b/>", 1)),
    "other-vocabulary": ("not-edxml", lambda xml: xml.replace(packages.NAMESPACE, "http://example.invalid/x")),
    "other-xml": ("not-edxml", lambda _: "<?xml version='1.0'?><note>x</note>"),
    "crossed-tags": ("xml-repaired", lambda xml: xml.replace("</edXML:Subject>", "</edXML:Sub>", 1)),
    "unknown-action": ("action-unknown", lambda xml: xml.replace("DocType>0<", "DocType>7<", 1)),
    "html": ("not-xml", lambda _: "<html><h1>502 Bad Gateway</h1></html>"),
    "json": ("not-xml", lambda _: '{"status":"FAIL"}'),
    "nothing": ("empty", lambda _: ""),
}


@pytest.mark.parametrize(("code", "change"), BROKEN.values(), ids=BROKEN)
def test_broken_packages_are_stopped_with_their_reason(read: Reader, code: str, change: Callable[[str], str]) -> None:
    assert code in stopping(read(change(java(packages.Package()))))


def test_what_was_read_before_a_fault_is_kept_for_the_gate(read: Reader) -> None:
    xml = java(packages.Package({"Subject": "Báo cáo (MẬT)"}))

    assert read(xml[: xml.index("AttachmentEncoded")]).declared.subject == "Báo cáo (MẬT)"


def test_crossed_tags_are_repaired_so_that_an_officer_sees_the_header(read: Reader) -> None:
    package = read(java(packages.Package()).replace("</edXML:Place>", "</edXML:Plac>", 1))

    assert package.declared.sender == "000.00.01.L77"
    assert package.files[0].path.read_bytes() == PDF


MENDED = {
    "ampersand": ("thu & chi, AT&T", "thu & chi, AT&T", "dấu & viết rời"),
    "less": ("dự án dưới < 5 tỷ, tăng <= 3 %", "dự án dưới < 5 tỷ, tăng <= 3 %", "dấu < viết rời"),
    "names-of-html": ("chi&nbsp;ph&iacute; &ndash; &ldquo;l&#7879;&rdquo;", "chi phí – “lệ”", "tên ký tự của HTML"),
    "vertical-tab": ("hỗ trợ\x0bngười\x07 có công", "hỗ trợ người có công", "ký tự điều khiển"),
    "by-number": ("hỗ trợ&#x0B;người&#31;có công", "hỗ trợ người có công", "ký tự điều khiển"),
    "end-of-section": ("[[mục 1]]> mục 2", "[[mục 1]]> mục 2", "dấu ]]> viết rời"),
}


@pytest.mark.parametrize(("said", "read_as", "what"), MENDED.values(), ids=MENDED)
def test_signs_that_can_be_read_in_one_way_are_mended_and_told(
    read: Reader, said: str, read_as: str, what: str
) -> None:
    xml = java(packages.Package({"Subject": "Về @ ."})).replace("@", said, 1)

    package = read(xml)

    assert package.declared.subject == f"Về {read_as} ."
    assert package.files[0].path.read_bytes() == PDF
    assert [what in finding.message for finding in package.findings if finding.code == "xml-mended"] == [True]


@pytest.mark.parametrize("attribute", ["lang=vi", "n=1 lang='vi'", "lang=x&y", "lang='thu & chi'"])
def test_attributes_as_html_has_them_are_mended(read: Reader, attribute: str) -> None:
    package = read(java(packages.Package()).replace("<Attachment>", f"<Attachment {attribute}>", 1))

    assert package.files[0].path.read_bytes() == PDF
    assert "xml-mended" in codes(package)


def test_a_package_in_utf_16_is_mended_too(read: Reader) -> None:
    xml = java(packages.Package({"Subject": "Về thu @ chi"})).replace("@", "&").replace("UTF-8", "UTF-16")

    assert read(xml.encode("utf-16")).declared.subject == "Về thu & chi"


CROSSED = {
    "sender-opened-twice": lambda xml: xml.replace("<edXML:From>", "<edXML:From><edXML:From>", 1),
    "group-never-closed": lambda xml: xml.replace("</edXML:SignerInfo>", "", 1),
    "group-closed-early": lambda xml: xml.replace("<edXML:CodeNotation>", "</edXML:Code><edXML:CodeNotation>", 1),
    "header-closed-early": lambda xml: xml.replace("<edXML:Subject>", "</edXML:MessageHeader><edXML:Subject>", 1),
    "hop-never-closed": lambda xml: xml.replace("</edXML:TraceHeader>", "", 1),
}


@pytest.mark.parametrize("cross", CROSSED.values(), ids=CROSSED)
def test_a_repaired_header_is_gathered_field_by_field(read: Reader, cross: Callable[[str], str]) -> None:
    package = read(cross(java(packages.Package())))

    said = package.declared
    assert codes(package) >= {"xml-repaired"}
    assert (said.sender, said.receivers, said.code) == ("000.00.01.L77", ("L77.01",), "12/NQ-HĐND")
    assert (said.subject, said.issue_date) == (packages.DEFAULTS["Subject"], dt.date(2024, 7, 10))
    assert said.signer_name == "Vũ Thị Hạ Lam"


def test_an_undeclared_entity_beside_crossed_tags_is_left_out(read: Reader) -> None:
    xml = java(packages.Package()).replace("</edXML:Place>", "&nbsp;</edXML:Plac>", 1)

    assert {"xml-repaired", "xml-not-well-formed"} & stopping(read(xml))


HIDDEN = {
    "entity": "&dau;(TỐI MẬT)",
    "behind-an-entity": "&dau; x (TỐI MẬT)",
    "comment": "<!-- (TỐI MẬT) -->",
    "behind-a-comment": "<!-- x -->(TỐI MẬT)",
    "instruction": "<?dau (TỐI MẬT)?>",
    "behind-an-instruction": "<?dau x?>(TỐI MẬT)",
}


@pytest.mark.parametrize("said", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("place", ["<edXML:OrganAdd>", "<edXML:edXMLBody>"])
def test_a_repair_loses_no_word_that_stands_beside_the_elements(read: Reader, said: str, place: str) -> None:
    xml = java(packages.Package({"From/OrganAdd": "Phố 1"}))
    crossed = xml.replace("<edXML:MessageHeader>", "<edXML:MessageHeader><a><b></a></b>", 1)

    package = read(crossed.replace(place, place + said, 1))

    assert "xml-repaired" in codes(package)
    assert any("TỐI MẬT" in wording.text for wording in package.wordings)


@pytest.mark.parametrize("said", ["<!-- (TỐI MẬT) -->", "<?dau (TỐI MẬT)?>"])
@pytest.mark.parametrize("crossed", [True, False], ids=["repaired", "whole"])
def test_words_before_and_behind_the_package_are_seen(read: Reader, said: str, *, crossed: bool) -> None:
    xml = java(packages.Package())
    xml = xml.replace("<edXML:MessageHeader>", "<edXML:MessageHeader><a><b></a></b>", 1) if crossed else xml
    before = xml.replace("?>", "?>" + said, 1)

    for package in (read(before), read(xml + said)):
        assert ("xml-repaired" in codes(package)) is crossed
        assert any("TỐI MẬT" in wording.text for wording in package.wordings)


@pytest.mark.parametrize(  # no mark of its encoding: libxml2 finds no element, or dies
    "data", ["<a:b><a:b></b>".encode("utf-16-le"), "<a b='c'></b>x</a:b><?xml version='1.0'?>".encode("utf-16-be")]
)
def test_what_the_repair_gives_up_is_no_package(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(data)

    found = tree._repaired(data, tree._Builder(tmp_path, 1, 1))

    assert found.problem is not None
    assert found.problem.code == "xml-not-well-formed"


SIGNATURES = {
    "empty": ("<Signature/>", "signature-invalid"),
    "impossible": ("<Signature><DigestValue>AAAA</DigestValue></Signature>", "signature-invalid"),
    "possible": (f"<Signature><DigestValue>{'A' * 27}=</DigestValue></Signature>", "signature-unchecked"),
}


@pytest.mark.parametrize(("signature", "code"), SIGNATURES.values(), ids=SIGNATURES)
def test_signatures_are_looked_at_not_trusted(read: Reader, signature: str, code: str) -> None:
    package = read(java(packages.Package()).replace("</edXML:edXMLHeader>", signature + "</edXML:edXMLHeader>", 1))

    assert code in codes(package)


@pytest.mark.parametrize(
    ("behind", "code"),
    [("<a>" * 80, "xml-too-deep"), ("<a/>" * 21_000, "xml-too-large"), (f"<a>{'x' * 60_001}</a>", "field-too-long")],
)
def test_a_repair_keeps_the_budgets(read: Reader, behind: str, code: str) -> None:
    crossed = java(packages.Package()).replace("</edXML:OrganName></edXML:From>", f"</edXML:From>{behind}", 1)

    assert code in stopping(read(crossed))
