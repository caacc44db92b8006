"""The only room that writes: content/, the register, the private store, mirrors.

    store = archive.open(root, settings)
    with archive.lock(root):
        outcome = store.take(reading, actor=…, now=…)

Every method that writes first finishes what a killed run left, and is all or nothing: see `plan`.
"""

from pipeline.archive import checkpoints, manifest, mirror, recorded, remote, undoing
from pipeline.archive.acts import Decider, HeldPackage, in_words
from pipeline.archive.chains import SIGNED
from pipeline.archive.chains import check_whole as check_chains
from pipeline.archive.facade import Archive
from pipeline.archive.facade import open_archive as open
from pipeline.archive.incoming import Outcome
from pipeline.archive.office_ledgers import ErrorAnswer, OfficeLedgers, Told
from pipeline.archive.outdated import WatchedSite, steady
from pipeline.archive.outdated import check as check_shown
from pipeline.archive.overview import Status
from pipeline.archive.persons import Persons
from pipeline.archive.redaction import Redaction
from pipeline.archive.rereading import Revision
from pipeline.archive.review import Held
from pipeline.archive.soundness import Damage
from pipeline.archive.three_way import Change
from pipeline.lock import archive as lock

__all__ = [
    "SIGNED",
    "Archive",
    "Change",
    "Damage",
    "Decider",
    "ErrorAnswer",
    "Held",
    "HeldPackage",
    "OfficeLedgers",
    "Outcome",
    "Persons",
    "Redaction",
    "Revision",
    "Status",
    "Told",
    "WatchedSite",
    "check_chains",
    "check_shown",
    "checkpoints",
    "in_words",
    "lock",
    "manifest",
    "mirror",
    "open",
    "recorded",
    "remote",
    "steady",
    "undoing",
]
