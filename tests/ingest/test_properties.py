import base64
import binascii
import tempfile
from pathlib import Path
from xml.parsers import expat

from hypothesis import given
from hypothesis import strategies as st

from pipeline import ingest, settings, text
from pipeline.document.model import Package
from tests.ingest import packages
from tests.ingest.packages import DEFAULTS, File, java, soap

WHOLE = java(packages.Package()).encode()
MESSAGE = soap(packages.Package())
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80)


def read(data: bytes, name: str = "a.edxml") -> Package:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return ingest.read(path, Path(folder) / "work", settings.Limits())


@given(st.binary(max_size=400), st.sampled_from(["a.edxml", "a.pdf", "a.zip", "a"]))
def test_no_bytes_stop_the_reader(data: bytes, name: str) -> None:
    assert read(data, name).channel in ("axis", "file")


@given(st.sampled_from([WHOLE, MESSAGE]), st.integers(0, 3000), st.binary(max_size=20), st.integers(0, 40))
def test_no_damage_to_a_good_package_stops_the_reader(whole: bytes, at: int, put: bytes, cut: int) -> None:
    at %= len(whole)

    read(whole[:at] + put + whole[at + cut :])


@given(st.dictionaries(st.sampled_from(["Subject", "PromulgationInfo/Place", "SignerInfo/FullName"]), LETTERS))
def test_a_header_comes_back_as_it_was_written(fields: dict[str, str]) -> None:
    try:
        said = read(java(packages.Package(dict(fields))).encode()).declared
    except expat.ExpatError:  # pragma: no cover - the reader turns it into a finding
        raise AssertionError from None

    written = {name: text.one_line({**DEFAULTS, **fields}[name]) or None for name in (*fields, "Subject")}
    found = {"Subject": said.subject, "PromulgationInfo/Place": said.place, "SignerInfo/FullName": said.signer_name}
    assert {name: found[name] for name in written} == {n: None if v == "null" else v for n, v in written.items()}


@given(st.binary(min_size=1, max_size=200).map(lambda data: b"%PDF-1.4\n" + data + b"\n%%EOF\n"))
def test_attachments_come_back_byte_for_byte(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.edxml"
        path.write_text(java(packages.Package(files=(File(data=data),))), encoding="utf-8")
        package = ingest.read(path, Path(folder) / "work", settings.Limits())

        assert [file.path.read_bytes() for file in package.files] == [data]


ENCODED = st.text(st.sampled_from("ABQUJDwx/+==\n -_é"), max_size=24)


@given(st.one_of(ENCODED, st.binary(max_size=24).map(lambda data: base64.b64encode(data).decode())))
def test_an_attachment_is_taken_only_as_the_strict_decoder_reads_it(said: str) -> None:
    """The fast decoder answers as the standard library's strict one; what no byte needs is refused beside."""
    package = read(java(packages.Package(files=(File(encoded=said),))).encode())
    compact = said.translate(dict.fromkeys(map(ord, " \t\r\n"))).rstrip("=")
    try:
        wanted = binascii.a2b_base64(compact + "=" * (-len(compact) % 4), strict_mode=True)
    except ValueError:
        assert not package.files
    else:
        assert [file.path.name for file in package.files] == [] or package.files[0].size == len(wanted)
        assert not package.files or base64.b64encode(wanted).decode().rstrip("=") == compact
