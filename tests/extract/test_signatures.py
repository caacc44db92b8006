"""Digital signatures of PDFs: made by pyHanko itself with an invented authority, read in the limited child."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from pipeline import extract, run, settings
from pipeline.document import vocabulary
from pipeline.document.model import FileSignature, ReceivedFile
from pipeline.extract import wire
from tests.cli.lam_giang import write_archive
from tests.extract import sheets

DAY = dt.datetime(2024, 12, 9, 3, tzinfo=dt.UTC)
LIMITS = settings.Limits()
Key = rsa.RSAPrivateKey


def _key() -> Key:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(subject: str, key: Key, issuer: str, by: Key, *, authority: bool) -> x509.Certificate:
    named = {name: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, issuer)}
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=not authority, key_cert_sign=authority, crl_sign=authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(named[subject]).issuer_name(named[issuer])
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(DAY - dt.timedelta(900)).not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    return builder.add_extension(usage, critical=True).sign(by, hashes.SHA256())


class Authority:
    """An invented certificate authority and an office that it knows."""

    def __init__(self) -> None:
        root, own = _key(), _key()
        self.root = _certificate("CA thử Lam Giang", root, "CA thử Lam Giang", root, authority=True)
        office = _certificate("Văn phòng HĐND Lam Giang", own, "CA thử Lam Giang", root, authority=False)
        private = own.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.signer = signers.SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(office.public_bytes(serialization.Encoding.DER)),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )

    def roots(self, folder: Path) -> Path:
        folder.mkdir()
        (folder / "ca-thu.pem").write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        return folder

    def sign(self, data: bytes, field: str = "ChuKy1", *, md: str = "sha256") -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm=md)
        with ThreadPoolExecutor(1) as apart:  # pyHanko runs a loop of its own, and a browser's may run in this thread
            return apart.submit(signers.sign_pdf, writer, meta, signer=self.signer).result().getvalue()  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sheets.resolution(tmp_path_factory.mktemp("giay") / "nq.pdf").read_bytes()


def looked_at(data: bytes, folder: Path, roots: Path | None = None) -> tuple[FileSignature, ...]:
    path = folder / "tep.pdf"
    path.write_bytes(data)
    file = ReceivedFile("tep.pdf", "0" * 64, len(data), "application/pdf", path)
    return extract.signatures(file, LIMITS, str(roots or ""))


def test_an_intact_signature_of_a_known_authority_over_the_whole_file(
    authority: Authority, paper: bytes, tmp_path: Path
) -> None:
    (found,) = looked_at(authority.sign(paper), tmp_path, authority.roots(tmp_path / "roots"))

    assert (found.signer, found.issuer) == ("Văn phòng HĐND Lam Giang", "CA thử Lam Giang")
    assert (found.intact, found.chain, found.whole, found.time_by) == (True, "trusted", True, "signer")
    assert found.time is not None and found.time.tzinfo is not None


@pytest.mark.parametrize(("roots", "chain"), [(False, None), (True, "unknown")])
def test_without_its_root_the_chain_alone_is_not_known(
    authority: Authority, paper: bytes, tmp_path: Path, roots: bool, chain: str | None
) -> None:
    folder = Authority().roots(tmp_path / "roots") if roots else None

    (found,) = looked_at(authority.sign(paper), tmp_path, folder)

    assert (found.intact, found.chain, found.whole) == (True, chain, True)


def test_a_changed_byte_is_told_apart_from_an_unknown_authority(
    authority: Authority, paper: bytes, tmp_path: Path
) -> None:
    signed = bytearray(authority.sign(paper))
    at = signed.index(b"/Producer") + 12
    signed[at] ^= 1

    (found,) = looked_at(bytes(signed), tmp_path, authority.roots(tmp_path / "roots"))

    assert found.intact is False and found.signer == "Văn phòng HĐND Lam Giang"


def test_of_two_signatures_the_first_covers_a_part_and_sha_1_is_no_damage(
    authority: Authority, paper: bytes, tmp_path: Path
) -> None:
    twice = authority.sign(authority.sign(paper, md="sha1"), "ChuKy2")

    first, second = looked_at(twice, tmp_path, authority.roots(tmp_path / "roots"))

    assert (first.intact, first.whole, second.intact, second.whole) == (True, False, True, True)


@pytest.mark.parametrize("data", [b"%PDF-1.7 /ByteRange [0 1 2 3]", b"/ByteRange", b"%PDF-1.4\n%%EOF"])
def test_what_only_looks_signed_has_no_signatures(data: bytes, tmp_path: Path) -> None:
    assert looked_at(data, tmp_path) == ()


def test_an_unsigned_file_asks_no_child(paper: bytes, tmp_path: Path) -> None:
    assert looked_at(paper, tmp_path) == ()


@pytest.mark.parametrize(
    "answer",
    [b"{", b'[{"signer": 1}]', b'[{"signer": null, "issuer": null, "time": "2024-12-09T00:00:00", "time_by": null, '
     b'"chain": null, "intact": null, "whole": null}]',
     b'[{"signer": null, "issuer": null, "time": null, "time_by": "me", "chain": null, "intact": 1, "whole": 1}]'],
)  # fmt: skip
def test_an_answer_that_no_honest_child_gives_is_unreadable(answer: bytes) -> None:
    with pytest.raises(wire.BrokenAnswer):
        wire.signatures(answer)


def test_signatures_reach_the_reading_and_change_no_verdict(authority: Authority, paper: bytes, tmp_path: Path) -> None:
    root = write_archive(tmp_path / "kho")
    authority.roots(root / "content/roots")
    own, words = settings.load(root), vocabulary.load(root / "content/vocabulary")
    broken = bytearray(authority.sign(paper))
    broken[broken.index(b"/Producer") + 12] ^= 1
    readings = []
    for name, data in (("a", paper), ("b", authority.sign(paper)), ("c", bytes(broken))):
        path = tmp_path / name / "nq.pdf"
        path.parent.mkdir()
        path.write_bytes(data)
        readings.append(run.read(path, tmp_path / f"{name}-work", run.ReadingContext(own, words, dt.date(2026, 1, 1))))

    signed = [next(iter(one.extractions.values())).signatures for one in readings]
    assert [[s.chain for s in one] for one in signed] == [[], ["trusted"], ["trusted"]]
    assert [[s.intact for s in one] for one in signed] == [[], [True], [False]]
    assert len({tuple(f.code for f in one.findings if f.stops) for one in readings}) == 1
