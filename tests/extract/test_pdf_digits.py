import io
import time

import pytest
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, read_hex_string_from_stream

from pipeline.extract import pdf, pdf_digits

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


@pytest.mark.parametrize("written", STRINGS, ids=range(len(STRINGS)))
def test_strings_of_digits_are_read_and_refused_as_pypdf_reads_them(written: bytes) -> None:
    said = []
    for read in (read_hex_string_from_stream, pdf_digits.read):
        stream = io.BytesIO(b"/Contents " + written + b" /Next")
        stream.seek(10)
        try:
            found = read(stream)
            said.append((type(found), found, stream.tell()))
        except PyPdfError as error:
            said.append((type(error), str(error), 0))

    assert said[0] == said[1]


def test_a_signature_of_a_million_digits_takes_no_second() -> None:
    assert pdf  # which has its strings read so
    written = b"<< /Contents <" + b"3082" * 250_000 + b"> >>"

    before = time.process_time()
    found = DictionaryObject.read_from_stream(io.BytesIO(written), None)

    assert len(str(found["/Contents"])) == 500_000
    assert time.process_time() - before < 0.5
