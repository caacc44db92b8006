"""What hardly ever comes in, each with its answer: limits, half-open archives, odd messages, clocks, strange places."""

import datetime as dt
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline import ingest, settings
from pipeline.document.model import Package
from pipeline.document.zone import VIETNAM
from pipeline.ingest import dates
from tests.ingest import packages
from tests.ingest.conftest import Reader
from tests.ingest.packages import PDF, File, java, soap, zipped
from tests.ingest.test_edxml import codes, stopping

LIMITED = settings.Limits(attachment_mb=1, attachments=3)


def limited(folder: Path, data: bytes, name: str = "a.edxml") -> Package:
    (folder / name).write_bytes(data)
    return ingest.read(folder / name, folder / "work", LIMITED)


def with_file(file: File) -> bytes:
    return java(packages.Package(files=(file,))).encode()


def test_an_attachment_over_the_limit_is_given_up(tmp_path: Path) -> None:
    large = PDF[:9] + bytes(1_100_000) + PDF[9:]

    assert "attachment-too-large" in stopping(limited(tmp_path, with_file(File(data=large))))
    assert "attachment-too-large" in stopping(limited(tmp_path, soap(packages.Package(files=(File(data=large),)))))


def test_padding_in_one_piece_and_more_in_the_next_is_invalid(read: Reader) -> None:
    piece = "QUJD" * 20_000  # longer than what the parser hands on at once
    spoilt = piece + "QUI=" + "\n" * 70_000 + "QUJD"

    assert "b64-invalid" in stopping(read(with_file(File(encoded=spoilt))))
    assert "b64-invalid" in stopping(read(with_file(File(encoded="QU!D" + piece + "\n" * 70_000 + piece))))


def test_an_attachment_within_an_attachments_bytes_is_no_package(read: Reader) -> None:
    inner = "<edXML:ContentTransferEncoded>QUJD</edXML:ContentTransferEncoded>"

    assert "xml-unexpected-element" in stopping(
        read(with_file(File(encoded="QUJD")).replace(b"QUJD", b"QUJD" + inner.encode()))
    )


@pytest.mark.parametrize("times", [1, 2, 3])
def test_an_attachment_wrapped_once_more_is_one_file(read: Reader, times: int) -> None:
    word = zipped(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w:document/>"})
    data = java(packages.Package(files=(File("a.docx", word, ""), File("b.pdf")), manifest=False))
    wrapped = data.replace("<Attachment>", "<Attachment>" * times).replace("</Attachment>", "</Attachment>" * times)

    assert [file.name for file in read(wrapped.encode()).files] == ["a.docx", "b.pdf"]


def test_an_empty_file_in_an_archive_is_said(read: Reader) -> None:
    assert "attachment-empty" in stopping(read(with_file(File("a.zip", zipped(**{"a.pdf": b"", "b.pdf": PDF})))))


def test_a_wrapper_with_a_hostile_name_is_held(read: Reader) -> None:
    assert "name-hostile" in stopping(read(with_file(File("../a.pdf", zipped(**{"a.pdf": PDF})))))


def altered(data: bytes, at: int, form: str, value: int) -> bytes:
    """A ZIP with a field of its first central entry changed."""
    start = data.index(b"PK\x01\x02") + at
    return data[:start] + struct.pack(form, value) + data[start + struct.calcsize(form) :]


def doubled() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.pdf", PDF)
        archive.writestr("a.pdf", PDF + b" ")
    return buffer.getvalue()


TWO = zipped(**{"a.pdf": PDF, "b.pdf": PDF})
ARCHIVES = {
    "too-many-files": (zipped(**{f"{at}.pdf": PDF for at in range(5)}), "too-many-attachments"),
    "thousands-of-entries": (
        zipped(**{f"{at}.txt": b"" for at in range(settings.Limits().archive_entries + 1)}),
        "archive-bomb",
    ),
    "nothing-but-system-files": (zipped(**{"x__Thumbs.db": b"x", "desktop.ini": b"y"}), "attachment-empty"),
    "one-name-twice": (doubled(), "archive-ambiguous"),
    "locked": (altered(TWO, 8, "<H", 1), "archive-damaged"),
    "larger-than-itself": (altered(TWO, 20, "<I", 10_000_000), "archive-bomb"),
    "a-size-that-lies": (altered(TWO, 24, "<I", 3), "archive-bomb"),
    "a-size-that-promises-more": (altered(TWO, 24, "<I", 5000), "archive-bomb"),
    "a-link": (altered(TWO, 38, "<I", 0o120777 << 16), "archive-path"),
}


@pytest.mark.parametrize(("data", "code"), ARCHIVES.values(), ids=ARCHIVES)
def test_archives_that_lie_or_swell_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    found = stopping(limited(tmp_path, with_file(File("a.zip", data, "application/zip"))))

    assert code in found or {"archive-damaged", "archive-bomb"} & found


def test_a_broken_office_file_is_no_bundle(read: Reader) -> None:
    opened = read(with_file(File("a.odt", zipped(mimetype=b"application/x-unknown", a=b"x"))))

    assert stopping(opened)


@pytest.mark.parametrize(
    ("said", "hour"), [("2024/07/10 08:00:00Z", 15), ("2024-07-10T08:00:00+09:00", 6), ("2024-07-10T08:00:00-0100", 16)]
)
def test_instants_come_in_the_time_of_vietnam(said: str, hour: int) -> None:
    assert dates.instant(said) == dt.datetime(2024, 7, 10, hour, tzinfo=VIETNAM)


@pytest.mark.parametrize("said", ["2024/07/10 25:00", "0001/01/01 00:00:00+14:00", "hôm qua"])
def test_impossible_instants_are_none(said: str) -> None:
    assert dates.instant(said) is None


HEAD = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; "
MESSAGES = {
    "no-boundary": HEAD.replace(b"; ", b"") + b"\r\n\r\nx",
    "no-part": HEAD + b'boundary="=_x"\r\n\r\n--=_x--\r\n',
    "boundary-never-met": HEAD + b'boundary="=_x"\r\n\r\nx',
    "headers-without-end": HEAD + b'boundary="=_x"\r\n\r\n--=_x\r\n' + b"A: b\r\n" * 200,
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_messages_without_parts_are_held(read: Reader, message: bytes) -> None:
    assert stopping(read(message))


def test_a_message_may_leave_its_headers_out_and_quote_its_text(read: Reader) -> None:
    whole = soap(packages.Package())
    bare = whole[whole.index(b"--=_x") :]
    quoted = bare.replace(
        b"Content-Type: text/xml; charset=UTF-8\r\n",
        b"Content-Type: text/xml; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
        1,
    )
    start, end = quoted.index(b"<?xml"), quoted.index(b"</S:Envelope>")
    quoted = quoted[:start] + quoted[start:end].replace(b"=", b"=3D") + quoted[end:]

    assert read(bare).declared.code == read(quoted).declared.code == "12/NQ-HĐND"


def test_a_message_with_too_many_parts_or_a_spoilt_one_is_held(tmp_path: Path) -> None:
    many, spoilt = packages.Package(files=(File(),) * 5), packages.Package(files=(File(encoded="QU!D"),))

    assert "too-many-attachments" in stopping(limited(tmp_path, soap(many)))
    assert "b64-invalid" in stopping(limited(tmp_path, soap(spoilt)))


def test_a_plain_part_over_the_limit_is_given_up(tmp_path: Path) -> None:
    message = soap(packages.Package()).replace(
        b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: binary"
    )
    start = message.index(b"Content-ID: <1>") + len(b"Content-ID: <1>\r\n\r\n")
    large = message[:start] + b"x" * 1_100_000 + message[start:]

    assert "attachment-too-large" in stopping(limited(tmp_path, large))


def test_what_is_no_file_and_what_has_gone_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống")
    (tmp_path / "vòng").symlink_to(tmp_path / "vòng")

    assert codes(ingest.read(tmp_path / "ống", tmp_path / "work", LIMITED)) == {"not-a-file"}
    assert ingest.find([tmp_path / "vòng"]) == [tmp_path / "vòng"]
    assert ingest.find([tmp_path / "không-có"]) == [tmp_path / "không-có"]


def test_crossed_tags_that_nothing_can_be_made_of_are_held(read: Reader) -> None:
    crossed = java(packages.Package()).replace("</edXML:Subject>", "</edXML:Sub>" + "<a>" * 99, 1)

    assert {"xml-too-deep", "xml-not-well-formed"} & stopping(read(crossed))


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ({"archive_entries": 1}, "archive-bomb"),
        ({"archive_ratio": 2}, "archive-bomb"),
        ({"attachment_mb": 1}, "archive-bomb"),
        ({"attachments": 1}, "too-many-attachments"),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else one,
)
def test_each_budget_of_an_archive_is_a_setting(tmp_path: Path, limit: dict[str, int], code: str) -> None:
    data = zipped(**{"a.pdf": PDF + b" " * 1_200_000, "b.pdf": PDF})
    (tmp_path / "a.edxml").write_bytes(with_file(File("a.zip", data)))

    def found(limits: settings.Limits) -> set[str]:
        return stopping(ingest.read(tmp_path / "a.edxml", tmp_path / "w", limits))

    assert code in found(settings.Limits(**{"archive_ratio": 5000, **limit}))
    assert code not in found(settings.Limits(archive_ratio=5000))
