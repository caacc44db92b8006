import io
from types import SimpleNamespace
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, create_string_object, read_hex_string_from_stream

from pipeline.extract.pdf_files import pdf, pdf_digits

STRINGS = [
    b"<>",
    b"<4b>",
    b"<4B c\n3\xc2>",
    b"<4B6>",
    b"<FEFF1EAC0054>",
    b"<30 82 81>",
    b"<" + b"3082" * 300 + b">",
    b"<" + b"0a" * 255 + b"\r\n>",
    b"<" + b"0a" * 256 + b">",
    b"<zz>",
    b"<4b",
    b"<" + b"4b" * 900,
    b"<4b\x0041>",
]


def _told(read: Any, written: bytes) -> tuple[object, ...]:
    stream = io.BytesIO(b"/Contents " + written + b" /Next")
    stream.seek(10)
    try:
        found = read(stream)
    except (PyPdfError, PdfError) as error:
        return type(error), str(error)
    return type(found), found, stream.tell()


@pytest.mark.parametrize("written", STRINGS, ids=range(len(STRINGS)))
@pytest.mark.parametrize(
    ("library", "made"),
    [(read_hex_string_from_stream, create_string_object), (generic.read_hex_string_from_stream, generic.pdf_string)],
    ids=["pypdf", "pyHanko"],
)
def test_strings_of_digits_are_read_and_refused_as_the_library_reads_them(
    library: Any, made: Any, written: bytes
) -> None:
    parts = SimpleNamespace(read_hex_string_from_stream=library)
    pdf_digits.install(parts, made)

    assert parts.read_hex_string_from_stream is not library
    assert _told(parts.read_hex_string_from_stream, written) == _told(library, written)


class Counted(io.BytesIO):
    """A stream that counts how often it is asked."""

    asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked += 1
        return super().read(size)


def test_a_signature_of_a_million_digits_is_not_read_a_digit_at_a_time() -> None:
    assert pdf  # which has its strings read so
    written = Counted(b"<< /Contents <" + b"3082" * 250_000 + b"> >>")

    found = DictionaryObject.read_from_stream(written, None)

    assert len(str(found["/Contents"])) == 500_000
    assert written.asked < 10_000
