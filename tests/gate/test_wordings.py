from collections.abc import Callable

import pytest

from pipeline import gate, text
from pipeline.document.model import Severity
from tests import province
from tests.ingest import packages
from tests.ingest.conftest import Reader
from tests.ingest.packages import File, java, zipped


def objections(read: Reader, xml: str | bytes) -> dict[str, Severity]:
    package = read(xml)
    found = gate.envelope(package, province.SETTINGS, province.vocabulary(), today=province.TODAY)
    return {finding.code: finding.severity for finding in found}


def named(mark: str) -> str:
    return "".join(word.title() for word in text.slugify(mark).split("-"))


def with_extra(extra: str) -> str:
    return java(packages.Package(extra=extra))


PLACES: dict[str, Callable[[str], str]] = {
    "the-element-of-2012": lambda mark: with_extra(f"<edXML:Secret>{mark}</edXML:Secret>"),
    "an-element-nobody-knows": lambda mark: with_extra(f"<x><y>Văn bản ({mark})</y></x>"),
    "an-attribute": lambda mark: with_extra(f'<edXML:OtherInfo ghichu="({mark})"/>'),
    "an-element-named-so": lambda mark: with_extra(f"<edXML:{named(mark)}/>"),
    "an-element-named-with-dashes": lambda mark: with_extra(
        f"<edXML:{text.slugify(mark)}>1</edXML:{text.slugify(mark)}>"
    ),
    "an-attribute-named-so": lambda mark: with_extra(f'<edXML:OtherInfo {named(mark)}="1"/>'),
    "an-empty-attribute-named-so": lambda mark: with_extra(f'<edXML:OtherInfo {named(mark)}=""/>'),
    "a-namespace-named-so": lambda mark: with_extra(f'<edXML:OtherInfo xmlns:k="urn:x:{text.slugify(mark)}"/>'),
    "a-prefix-named-so": lambda mark: with_extra(f'<{named(mark)}:a xmlns:{named(mark)}="urn:x"/>'),
    "a-level-as-attribute": lambda mark: with_extra(f'<edXML:OtherInfo DoMat="{mark}"/>'),
    "an-annex-name": lambda mark: with_extra(f"<edXML:Appendix>Phụ lục 1 ({mark})</edXML:Appendix>"),
    "the-sender": lambda mark: java(packages.Package({"From/OrganizationInCharge": f"Tỉnh Lam Giang [{mark}]"})),
    "a-recipient-line": lambda mark: with_extra(f"<edXML:ToPlaces><edXML:Place>{mark}</edXML:Place></edXML:ToPlaces>"),
    "staff": lambda mark: with_extra(f"<edXML:StaffInfo><edXML:Staff>({mark})</edXML:Staff></edXML:StaffInfo>"),
    "a-comment": lambda mark: with_extra(f"<!-- {mark} -->"),
    "an-instruction": lambda mark: with_extra(f"<?note ({mark})?>"),
    "an-instruction-to-the-program": lambda mark: with_extra(f'<?xml-stylesheet title="({mark})"?>'),
    "the-list-of-files": lambda mark: java(packages.Package(files=(File(f"bao-cao_{mark}.pdf"),))),
    "a-folder-in-an-archive": lambda mark: java(
        packages.Package(files=(File("a.zip", zipped(**{f"{mark}__a.pdf": packages.PDF, "b.pdf": packages.PDF})),))
    ),
    "the-member-that-a-wrapper-hides": lambda mark: java(
        packages.Package(files=(File("a.pdf", zipped(**{f"[{mark}] a.pdf": packages.PDF})),))
    ),
    "behind-a-bare-ampersand": lambda mark: java(packages.Package()).replace("Về nhiệm vụ", f"A & B ({mark})"),
    "behind-the-fault": lambda mark: with_extra(f"<a b=c/><edXML:Note>{mark}</edXML:Note>"),
    "below-crossed-tags": lambda mark: with_extra(f"<a><b></a></b><edXML:Note>({mark})</edXML:Note>"),
    "beside-a-doctype": lambda mark: with_extra(f"<n>({mark})</n>").replace("?>\n", "?><!DOCTYPE a>", 1),
}


@pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT MẬT"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_mark_in_any_text_of_a_package_stops_it(read: Reader, place: Callable[[str], str], mark: str) -> None:
    found = objections(read, place(mark))

    assert {"secret-mark", "secret-suspected"} & found.keys()


NAMED_BY_A_TEXT = {
    "a-key-and-a-value": "<p><k>DoMat</k><v>{}</v></p>",
    "a-name-in-an-attribute": '<p name="MucDoMat">{}</p>',
    "two-attributes": '<p name="do_mat" value="{}"/>',
    "a-code-within": "<edXML:Secret><edXML:Id>{}</edXML:Id></edXML:Secret>",
    "json": '<x>{{"doKhan": 0, "doMat": "{}"}}</x>',
    "json-of-pairs": '<x>[{{"key": "DoMat", "value": "{}"}}]</x>',
}


@pytest.mark.parametrize("shape", NAMED_BY_A_TEXT.values(), ids=NAMED_BY_A_TEXT)
def test_a_level_under_a_name_that_is_a_text_itself_is_judged_by_that_name(read: Reader, shape: str) -> None:
    for said in ("2", "A", "Mật"):
        assert {"secret-mark", "secret-suspected"} & objections(read, with_extra(shape.format(said))).keys()
    for said in ("0", "Thường", "Không mật"):
        assert objections(read, with_extra(shape.format(said))) == {}


@pytest.mark.parametrize("said", ["{", "[1, 2]", '{"a": [' + "[" * 200, '"DoMat"'])
def test_a_text_that_only_begins_like_json_is_a_text(read: Reader, said: str) -> None:
    assert objections(read, with_extra(f"<x>{said}</x>")) == {}


@pytest.mark.parametrize("said", ["Thường", "0", "00", "Không", "không mật", "null", "Normal"])
def test_a_field_for_the_level_may_say_that_there_is_none(read: Reader, said: str) -> None:
    assert objections(read, with_extra(f"<edXML:Secret>{said}</edXML:Secret>")) == {}


@pytest.mark.parametrize(
    "extra", ["<edXML:Matter/>", "<edXML:DoMat/>", '<a xmlns="urn:x:mat-tran"/>', "<edXML:Format/>"]
)
def test_names_that_only_begin_like_a_level_are_none(read: Reader, extra: str) -> None:
    assert "secret-mark" not in objections(read, with_extra(extra))


@pytest.mark.parametrize("said", ["1", "A", "M", "toi_mat", "khẩn"])
def test_whatever_else_a_field_for_the_level_says_stops(read: Reader, said: str) -> None:
    found = objections(read, with_extra(f"<edXML:SecurityLevel>{said}</edXML:SecurityLevel>"))

    assert {"secret-mark", "secret-suspected"} & found.keys()


@pytest.mark.parametrize("element", ["TuyetMat", "ToiMat", "Mat", "MucDoMat", "secret_level", "IsConfidential"])
def test_a_field_named_after_a_level_stops_unless_it_says_no(read: Reader, element: str) -> None:
    assert objections(read, with_extra(f"<edXML:{element}>true</edXML:{element}>"))
    assert objections(read, with_extra(f"<edXML:{element}>false</edXML:{element}>")) == {}


PRIVATE: dict[str, packages.Package] = {
    "signer": packages.Package({"SignerInfo/FullName": "Vũ Thị Hạ Lam - 0912000111"}),
    "position": packages.Package({"SignerInfo/Position": "CHỦ TỊCH, ĐT: 0912000111"}),
    "place": packages.Package({"PromulgationInfo/Place": "Lam Giang, ĐT 0912.000.111"}),
    "id": packages.Package({"DocumentId": "ha.lam@gmail.com-12"}),
    "type": packages.Package({"DocumentType/TypeName": "Đơn của ông Vũ Kín, 0912000111"}),
    "file-name": packages.Package(files=(File("don_to_cao_CCCD_077301004321.pdf"),)),
    "file-name-with-phone": packages.Package(files=(File("Vu Kin 0912000111.pdf"),)),
    "unknown-element": packages.Package(extra="<x>CMND 271234567</x>"),
}


@pytest.mark.parametrize("package", PRIVATE.values(), ids=PRIVATE)
def test_personal_data_in_any_field_is_held(read: Reader, package: packages.Package) -> None:
    assert objections(read, java(package)) == {"personal-data": Severity.hold}


def test_staff_of_the_sender_is_no_reason_to_hold(read: Reader) -> None:
    assert objections(read, java(packages.Package())) == {}


@pytest.mark.parametrize(
    "document_id", ["efa170d6-eca4-47e1-aef7-a6dafce24e9e", "0912345678abcdef0912345678abcdef", "17735"]
)
def test_made_up_ids_are_no_telephone_numbers(read: Reader, document_id: str) -> None:
    assert objections(read, java(packages.Package({"DocumentId": document_id}))) == {}


def test_a_limit_of_circulation_is_found_in_any_field(read: Reader) -> None:
    found = objections(read, with_extra("<edXML:Appendix>Phụ lục 2 (lưu hành nội bộ)</edXML:Appendix>"))

    assert found == {"circulation-mark": Severity.hold}


def test_a_draft_is_told_in_any_field_but_may_begin_a_phrase_outside_the_title(read: Reader) -> None:
    appendix = "<edXML:Appendix>{}</edXML:Appendix>"

    assert objections(read, with_extra(appendix.format("DỰ THẢO LẦN 2"))) == {"draft-mark": Severity.hold}
    assert objections(read, with_extra(appendix.format("Dự thảo nghị quyết kèm theo tờ trình"))) == {}


def test_findings_name_known_fields_and_never_words_of_the_sender(read: Reader) -> None:
    package = read(with_extra("<TOI_MAT>(MẬT)</TOI_MAT><edXML:Secret>Mật</edXML:Secret>"))

    found = gate.envelope(package, province.SETTINGS, province.vocabulary(), today=province.TODAY)

    assert {finding.place for finding in found} == {"phần tử khác", "Secret"}
    assert "TOI_MAT" not in repr(found).upper() and "MẬT" not in repr(found)
