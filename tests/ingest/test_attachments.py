import base64
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline import ingest, media, settings
from pipeline.document.model import Role
from tests.ingest import packages
from tests.ingest.conftest import Reader
from tests.ingest.packages import PDF, File, java, soap, zipped
from tests.ingest.test_edxml import codes, stopping

WORD = zipped(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>"})


def test_a_wrapper_is_undone_whatever_type_it_claims(read: Reader) -> None:
    wrapped = File("a.pdf", zipped(**{"5e0c.pdf": PDF}), "application/pdf")

    package = read(java(packages.Package(files=(wrapped,))))

    assert stopping(package) == set() and "archive-unwrapped" in codes(package)
    assert (package.files[0].name, package.files[0].path.read_bytes()) == ("a.pdf", PDF)


def test_a_word_file_is_a_zip_that_stays_whole(read: Reader) -> None:
    package = read(java(packages.Package(files=(File("a.docx", WORD, "application/docx"),))))

    assert stopping(package) == set()
    assert package.files[0].media == media.DOCX.media


def test_a_wrapped_word_file_is_unwrapped_once(read: Reader) -> None:
    package = read(java(packages.Package(files=(File("a.docx", zipped(**{"u.docx": WORD}), "application/zip"),))))

    assert package.files[0].path.read_bytes() == WORD


def test_a_decoded_file_lies_under_a_made_up_name_with_the_ending_of_its_kind(read: Reader) -> None:
    package = read(java(packages.Package(files=(File("../x.doc", WORD),))))

    assert package.files[0].path.name == "attachment-0001.docx"


def test_an_archive_of_several_files_is_a_bundle_without_system_files(read: Reader) -> None:
    bundle = zipped(**{"nghi-quyet.pdf": PDF, "phu-luc-1.pdf": PDF + b"\n", "x__Thumbs.db": b"y"})

    package = read(java(packages.Package(files=(File("ho-so.zip", bundle, "application/zip"),))))

    assert [(file.name, file.role) for file in package.files] == [
        ("nghi-quyet.pdf", Role.main),
        ("phu-luc-1.pdf", Role.annex),
    ]


CUT = base64.b64encode(PDF + b"\n" * (-len(PDF) % 3)).decode()
LOUD = base64.b64encode(PDF + b"~" * (3 + -len(PDF) % 3)).decode()  # its last character holds bits of two bytes
BAD_FILES = {
    "characters-outside-base64": (File(encoded="QUJD!!QUJD"), "b64-invalid"),
    "padding-inside": (File(encoded="QUI=QUJD"), "b64-invalid"),
    "url-alphabet": (File(encoded="QUJD-_-_"), "b64-invalid"),
    "no-break-space": (File(encoded="QUJD\u00a0QUJD"), "b64-invalid"),
    "ideographic-space": (File(encoded="QUJD\u3000QUJD"), "b64-invalid"),
    "line-separator": (File(encoded="QUJD\u2028QUJD"), "b64-invalid"),
    "padding-and-more": (File(encoded="QUI=\nQUJD"), "b64-invalid"),
    "one-character": (File(encoded="QUJDQ"), "b64-invalid"),
    "unused-bits": (File(encoded="QUJDQUJ="), "b64-invalid"),
    "one-character-cut": (
        File(encoded=LOUD[:-1]),
        "b64-invalid",
    ),
    "two-characters-cut": (File(encoded=CUT[:-2]), "b64-invalid"),
    "cut-where-the-bits-are-zero": (File(encoded=base64.b64encode(PDF[:-2]).decode().rstrip("=")), "pdf-damaged"),
    "picture-cut": (File("a.jpg", encoded=base64.b64encode(b"\xff\xd8\xff" + bytes(50)).decode()[:-2]), "file-damaged"),
    "cut-in-its-last-word": (File("a.pdf", PDF[:-3]), "pdf-damaged"),
    "cut-after-a-percent-sign": (File("a.pdf", PDF[:-5]), "pdf-damaged"),
    "empty": (File(encoded=" "), "attachment-empty"),
    "program": (File("a.pdf", b"MZ\x90"), "type-not-allowed"),
    "junk": (File("a.pdf", b"\x00\x01\x02"), "type-mismatch"),
    "html": (File("a.html", b"<html><p>x"), "type-not-allowed"),
    "script": (File("a.js", b"WScript.Echo(1)"), "type-not-allowed"),
    "rtf-named-docx": (File("a.docx", rb"{\rtf1}"), "type-mismatch"),
    "docx-cut-short": (File("a.docx", WORD[:50]), "file-damaged"),
    "mangled-pdf": (File("a.pdf", PDF[:9] + b"\xef\xbf\xbd" * 60 + PDF[9:]), "pdf-mangled"),
    "pdf-cut-short": (File("a.pdf", PDF[:30]), "pdf-damaged"),
    "php-before-pdf": (File("a.pdf", b"<?php x ?>" + PDF), "polyglot"),
    "more-than-a-data-url": (File("a.pdf", b"data:application/pdf;base64,<?php x ?>" + PDF), "polyglot"),
    "zip-behind-pdf": (File("a.pdf", PDF + zipped(x=b"1")), "polyglot"),
    "archive-bomb": (File("a.pdf", zipped(x=bytes(30_000_000))), "archive-bomb"),
    "archive-path": (File("a.zip", zipped(**{"..__x.pdf": PDF, "b.pdf": PDF})), "archive-path"),
    "archive-cut-short": (File("a.zip", zipped(a=PDF)[:-9]), "archive-damaged"),
    "test-virus": (
        File("a.pdf", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"),
        "malware-signature",
    ),
}


@pytest.mark.parametrize(("file", "code"), BAD_FILES.values(), ids=BAD_FILES)
def test_bad_attachments_are_stopped_with_their_reason(read: Reader, file: File, code: str) -> None:
    assert code in stopping(read(java(packages.Package(files=(file,)))))


GOOD_FILES = {
    "wrapped-lines": File(encoded="\r\n".join(base64.encodebytes(PDF).decode().split())),
    "padding-left-off": File(data=PDF + b"\n", encoded=base64.b64encode(PDF + b"\n").decode().rstrip("=")),
    "word-file-named-doc": File("a.doc", WORD),
    "no-declared-type": File(declared=""),
    "header-in-declared-type": File(declared="application/pdf\nX-Evil: 1"),
    "data-url-decoded-with-it": File(data=base64.b64decode("dataAapplication/pdfAbase64A") + PDF),
    "data-url-decoded-otherwise": File(data=base64.b64decode("data+application/pdf+base64+") + PDF),
    "data-url-without-its-signs": File(data=base64.b64decode("datatext/plainbase64") + PDF),
    "data-url-with-a-name": File(data=base64.b64decode("dataapplication/pdfname45pdfbase64AA") + PDF),
    "data-url-of-no-type": File(data=b"data:;base64," + PDF),
    "data-url-typed-with-a-name": File(data=b"data:application/pdf;name=45.pdf;base64," + PDF),
    "data-url-as-typed": File(data=b"data:application/pdf;base64," + PDF),
    "no-end-mark": File(data=PDF.replace(b"%%EOF", b"")),
}


@pytest.mark.parametrize("file", GOOD_FILES.values(), ids=GOOD_FILES)
def test_odd_but_whole_attachments_pass(read: Reader, file: File) -> None:
    package = read(java(packages.Package(files=(file,))))

    assert stopping(package) == set()
    assert package.files[0].path.read_bytes() == file.data


SEAM = 1 << 20  # files are looked at so many bytes at a time
START = b"%PDF-1.4\n"
END = b"startxref\n9\n%%EOF\n"
ACROSS = {
    "zip-behind-the-end": (START + END, b"PK\x05\x06", b"", {"polyglot"}),
    "zip-before-the-last-end": (START + END, b"PK\x05\x06", END, set()),
    "end": (START + b"startxref\n9\n", b"%%EOF", b"\n", set()),
    "zip-before-the-end": (START + b"startxref\nPK\x05\x06", b"%%EOF", b"\n", set()),
    "table-without-end": (START, b"startxref", b"\n9\n", set()),
    "neither": (START, b"startXref", b"\n9\n", {"pdf-damaged"}),
    "fifty-mangled": (START + b"\xef\xbf\xbd" * 50, b"\xef\xbf\xbd", END, {"pdf-mangled"}),
}


@pytest.mark.parametrize(("before", "mark", "behind", "expected"), ACROSS.values(), ids=ACROSS)
def test_a_mark_across_two_looks_is_seen_once(
    tmp_path: Path, before: bytes, mark: bytes, behind: bytes, expected: set[str]
) -> None:
    for cut in range(len(mark) + 1):
        path = tmp_path / f"{cut}.pdf"
        path.write_bytes(before + bytes(SEAM - len(before) - cut) + mark + behind)

        assert stopping(ingest.read(path, tmp_path / "work", settings.Limits())) == expected, cut


def test_the_list_of_files_and_the_files_must_agree_in_number(read: Reader) -> None:
    listed = java(packages.Package())
    start, end = listed.index("<Attachment>"), listed.index("</Attachment>") + len("</Attachment>")

    assert "attachment-missing" in stopping(read(listed[:start] + listed[end:]))
    assert "manifest-missing" in stopping(read(java(packages.Package(manifest=False))))


@pytest.mark.parametrize("name", ["AttachmentData", "FileContent", "fileData", "Base64", "ContentBase64"])
def test_the_attachments_of_a_gateway_that_lists_nothing_are_read(read: Reader, name: str) -> None:
    xml = java(packages.Package(files=(File(),), manifest=True)).replace("ContentTransferEncoded", name)
    start, end = xml.index("<edXML:Reference>"), xml.index("</edXML:Reference>") + len("</edXML:Reference>")

    package = read(xml[:start] + xml[end:])

    assert stopping(package) == set()
    assert [file.path.read_bytes() for file in package.files] == [PDF]


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("word", ["File", "AttachmentFile", "TepDinhKem"])
def test_files_under_another_word_than_attachment_are_read(read: Reader, word: str, listed: bool) -> None:
    two = (File(), File("phu-luc.pdf", PDF + b"\n"))
    xml = java(packages.Package(files=two, manifest=listed)).replace("ContentTransferEncoded", "FileContent")

    package = read(xml.replace("<Attachment>", f"<{word}>").replace("</Attachment>", f"</{word}>"))

    assert stopping(package) == set()
    assert [(file.name, file.path.read_bytes()) for file in package.files] == [(one.name, one.data) for one in two]


@pytest.mark.parametrize(
    "held", ["<Content>{}</Content>", "<Tep><NoiDung>{}</NoiDung></Tep>", "<File data='{}'/>", "{}"]
)
def test_a_file_under_a_name_that_nobody_knows_is_told_by_that_name(read: Reader, held: str) -> None:
    xml = java(packages.Package())
    start, end = xml.index("<AttachmentEncoded>"), xml.index("</AttachmentEncoded>")
    said = held.format("QUJD" * 200)

    package = read(f"{xml[:start]}<AttachmentEncoded><Attachment>{said}</Attachment>{xml[end:]}")

    name = next((name for name in ("Content", "NoiDung", "File") if f"<{name}" in held), "Attachment").lower()
    assert [finding.place for finding in package.findings if finding.code == "attachment-missing"] == [name]


def test_more_attachments_than_allowed_stop_the_reading(read: Reader) -> None:
    assert "too-many-attachments" in stopping(read(java(packages.Package(files=(File(),) * 51))))


def test_a_message_that_ends_inside_a_part_is_held(read: Reader) -> None:
    whole = soap(packages.Package())

    assert "xml-not-well-formed" in stopping(read(whole[:-30]))


def test_sixty_megabytes_are_read_within_sixty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "lon.edxml"
    path.write_text(java(packages.Package(files=(File(data=PDF[:9] + bytes(44_000_000) + PDF[9:]),))))
    script = (
        "import re,sys,pathlib;from pipeline import ingest,settings;"
        "p=ingest.read(pathlib.Path(sys.argv[1]),pathlib.Path(sys.argv[2]),settings.Limits());"
        "assert p.files[0].size>44_000_000,p.findings;"
        "print(re.search(r'VmHWM:\\s*(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])"
    )
    command = [sys.executable, "-c", script, str(path), str(tmp_path / "work")]

    peak = int(
        subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout
    )

    assert path.stat().st_size > 58_000_000
    assert peak < 75_000  # kB, with Python itself and all that it imports


def _with_comment(data: bytes, comment: str) -> bytes:
    told = comment.encode()
    return data[:-2] + len(told).to_bytes(2, "little") + told


def _with_entry_comment(comment: str) -> bytes:
    entry = zipfile.ZipInfo("nq.pdf")
    entry.comment = comment.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, PDF)
    return buffer.getvalue()


AROUND_A_ZIP = {
    "another-zip-before": (zipped(**{"bi.pdf": PDF}) + zipped(**{"nq.pdf": PDF}), "polyglot"),
    "a-program-before": (b"MZ" + bytes(600) + zipped(**{"nq.pdf": PDF}), "type"),
    "a-page-behind": (zipped(**{"nq.pdf": PDF}) + b"<script>alert(1)</script>" * 9, "polyglot"),
    "a-mark-behind": (zipped(**{"nq.pdf": PDF}) + "TUYỆT MẬT".encode(), "polyglot"),
}


@pytest.mark.parametrize("data", [data for data, _ in AROUND_A_ZIP.values()], ids=AROUND_A_ZIP)
def test_what_lies_around_an_archive_holds_it(read: Reader, data: bytes) -> None:
    package = read(java(packages.Package(files=(File("goi.zip", data, "application/zip"),))))

    assert stopping(package) & {"polyglot", "type-mismatch", "type-not-allowed"}


@pytest.mark.parametrize(
    "data", [_with_comment(zipped(**{"nq.pdf": PDF}), "TUYỆT MẬT"), _with_entry_comment("Tối mật")]
)
def test_what_an_archive_says_of_itself_is_judged(read: Reader, data: bytes) -> None:
    package = read(java(packages.Package(files=(File("goi.zip", data, "application/zip"),))))

    assert any("mật" in wording.text.lower() for wording in package.wordings)
    assert stopping(package) == set()


def test_an_archive_with_a_harmless_comment_passes(read: Reader) -> None:
    data = _with_comment(zipped(**{"nq.pdf": PDF}), "Made by a packing program 7.1")

    assert stopping(read(java(packages.Package(files=(File("goi.zip", data, "application/zip"),))))) == set()


def test_a_file_that_the_list_of_files_does_not_name_is_held(read: Reader) -> None:
    said = java(packages.Package(files=(File("a.pdf"), File("b.pdf", PDF + b"\n"))))
    unlisted = re.sub(r"<edXML:Reference><edXML:ContentId>2<.*?</edXML:Reference>", "", said)

    assert "manifest-missing" in stopping(read(unlisted)) and stopping(read(said)) == set()
