"""The digital signatures of a PDF, each with three facts that are kept apart; runs in the child.

Whether the signed bytes are as they were signed (`intact`), whether the certificate leads to a root that the office
keeps (`chain`), and whether the signature covers the whole file (`whole`). Nothing is fetched: no network, no
revocation lists but those in the file. Signatures of offices use SHA-1 to this day, which is no reason to call a file
changed.
"""

import asyncio
import datetime as dt
import functools
import json
import logging
from pathlib import Path
from typing import Any

from pipeline.extract.pdf_files import pdf_digits

MOST = 40  # signatures looked at; documents of a chain of offices bear eight
_KINDS = {".pem", ".crt", ".cer", ".der"}


def answer(path: Path, roots: str) -> bytes:
    """All signatures of a file as JSON; an empty list where it has none or cannot be read as a PDF."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    pdf_digits.install(generic, generic.pdf_string)
    _compare_names_once()
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a page of traceback for each chain that leads nowhere
    with path.open("rb") as file:
        try:
            signed = list(PdfFileReader(file, strict=False).embedded_signatures)[:MOST]
        except (PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return b"[]"
        known = _roots(Path(roots)) if roots else []
        return json.dumps([_one(signature, known) for signature in signed], ensure_ascii=True).encode()


@functools.cache
def _compare_names_once() -> None:
    """Have the names of certificates brought to the form in which they are compared once, not for each comparison.

    A quarter of the time of checking signatures: the same few names, letter by letter, for each of a file's nine.
    """
    from asn1crypto import x509

    part: Any = x509.NameTypeAndValue
    prepared = functools.lru_cache(1024)(functools.partial(part._ldap_string_prep, None))
    part._ldap_string_prep = lambda _, name: prepared(name)


def _one(signature: Any, roots: list[Any]) -> dict[str, Any]:
    """One signature; what cannot be told is null."""
    said: dict[str, Any] = dict.fromkeys(("signer", "issuer", "time", "time_by", "intact", "chain", "whole"))
    try:
        certificate = signature.signer_cert
        said |= {"signer": _name(certificate.subject), "issuer": _name(certificate.issuer)}
        status, chain = _status(signature, _context(signature, roots)), _chain(signature, roots)
    except Exception as error:  # a signature that no library understands is said to be unread, whatever it raises
        return {**said, "unread": type(error).__name__}
    stamp = status.timestamp_validity.timestamp if status.timestamp_validity else None
    when = stamp or status.signer_reported_dt
    return said | {
        "time": when.astimezone(dt.UTC).isoformat() if when else None,
        "time_by": "authority" if stamp else "signer" if when else None,
        "intact": bool(status.intact and status.valid),
        "chain": chain,
        "whole": status.coverage.name == "ENTIRE_FILE",
    }


def _status(signature: Any, context: Any) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature

    return validate_pdf_signature(
        signature, signer_validation_context=context, ts_validation_context=context, skip_diff=True
    )


def _context(signature: Any, roots: list[Any]) -> Any:
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy

    algorithms: Any = DisallowWeakAlgorithmsPolicy
    return ValidationContext(
        trust_roots=roots,
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=signature.self_reported_timestamp,  # a certificate that ended since was good when it signed
        algorithm_usage_policy=algorithms(weak_hash_algos=frozenset(["md2", "md5"])),
    )


def _chain(signature: Any, roots: list[Any]) -> str | None:
    """Whether the certificate leads to a root, whatever became of the file: pyHanko asks only for intact ones."""
    from pyhanko_certvalidator import CertificateValidator
    from pyhanko_certvalidator.errors import PathError, ValidationError

    if not roots:
        return None
    known = _context(signature, roots)
    validator: Any = CertificateValidator(
        signature.signer_cert, intermediate_certs=signature.other_embedded_certs, validation_context=known
    )
    try:
        asyncio.run(validator.async_validate_usage(set()))
    except (PathError, ValidationError):
        return "unknown"
    return "trusted"


def _name(name: Any) -> str | None:
    """The common name of a certificate's owner or issuer, without line breaks; never its serial or personal numbers."""
    found = name.native.get("common_name")
    said = found[0] if isinstance(found, list) else found
    return " ".join(str(said).split())[:200] if said else None


def _roots(folder: Path) -> list[Any]:
    """The certificates of a folder, PEM or DER."""
    from pyhanko import keys

    load: Any = keys.load_certs_from_pemder
    paths = sorted(one for one in folder.iterdir() if one.suffix.lower() in _KINDS) if folder.is_dir() else []
    return [certificate for path in paths for certificate in load([str(path)])]
