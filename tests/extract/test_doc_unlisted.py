"""What a Word 97 file holds beside what any program shows of it."""

import io

import olefile
import pytest

from pipeline.extract.office_files import doc_unlisted
from tests.extract import compound

TEXT = "Điều 1. Nội dung".encode("utf-16-le")
ORDINARY = {"WordDocument": TEXT, "1Table": bytes(600), "\x05SummaryInformation": "Vũ Văn Kín".encode()}


def told(data: bytes) -> list[str]:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return [*doc_unlisted.texts(ole)]


def test_of_an_ordinary_file_nothing_is_left() -> None:
    assert told(compound.write(ORDINARY)) == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-8"])
@pytest.mark.parametrize("words", ["TUYỆT MẬT", "Đề nghị không phổ biến", "0912000111 gọi ông Kín"])
def test_words_of_a_stream_that_no_format_names_are_read(words: str, encoding: str) -> None:
    found = told(compound.write({**ORDINARY, "GhiChu": bytes(7 * 2) + words.encode(encoding)}))

    assert any(words.lstrip("0123456789 ") in one for one in found)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-8"])
def test_words_behind_the_end_of_a_file_are_read(encoding: str) -> None:
    found = told(compound.write(ORDINARY) + bytes(40) + "TỐI MẬT".encode(encoding) + bytes(40))

    assert "TỐI MẬT" in found


def test_words_in_a_sector_that_no_stream_owns_are_read() -> None:
    data = bytearray(compound.write({**ORDINARY, "Zu": "TỐI MẬT".encode("utf-16-le")}))
    table = 512 * (1 + int.from_bytes(data[76:80], "little"))
    with olefile.OleFileIO(io.BytesIO(bytes(data))) as ole:
        start = next(entry.isectStart for entry in ole.direntries if entry and entry.name == "Zu")
    for sector in range(start, start + 8):
        data[table + 4 * sector : table + 4 * sector + 4] = b"\xff" * 4
    data = data.replace("Zu".encode("utf-16-le"), "1T".encode("utf-16-le"))  # no stream by that name is read

    assert "TỐI MẬT" in told(bytes(data))
