"""The office's signature on the manifest of a built site, so that a copy can be told from a changed or an old one."""

import datetime as dt
from pathlib import Path

from pipeline import settings
from pipeline.archive import checkpoints, store
from pipeline.document import minisign, verify_copy

_FRESH = dt.timedelta(days=1)  # a site that stands still is signed again each day: its age is that of the office's word


def sign(root: Path, said: settings.Settings, now: dt.datetime) -> bool:
    """Sign what was built, with the day on which it expires; False where this manifest was signed within a day.

    The key is that of the registers' head; called at the office, where the private store is.
    """
    folder = root / "output"
    if not (folder / verify_copy.MANIFEST).is_file():
        return False  # another theme or plugin than the archive's makes no lists
    signer = checkpoints.signing_key(root, said)
    before = verify_copy.signature(folder, minisign_key(signer.public))
    if before is not None and now - _FRESH < before.signed <= now:
        return False
    trusted = f"signed:{now.isoformat()} expires:{(now + dt.timedelta(days=said.office.copy_days)).isoformat()}"
    signature = signer.sign((folder / verify_copy.MANIFEST).read_bytes(), trusted)
    store.write(folder / verify_copy.KEY, signer.public.file.encode())
    store.write(folder / verify_copy.SIGNATURE, minisign.signature_file(signature, trusted).encode())
    return True


def is_signed(folder: Path, root: Path, said: settings.Settings) -> bool:
    """Whether a built site at the office bears the office's own signature; how old it is, is not asked."""
    signer = checkpoints.signing_key(root, said)
    return verify_copy.signature(folder, minisign_key(signer.public)) is not None


def minisign_key(public: minisign.PublicKey) -> bytes:
    """A public key as `verify_copy` takes it."""
    return verify_copy.decoded(str(public))


def public_key(root: Path, said: settings.Settings) -> str:
    """The key that signs the site, as minisign writes it; empty away from the office, where none is kept."""
    return str(checkpoints.signing_key(root, said).public) if checkpoints.own_key(root, said) else ""
