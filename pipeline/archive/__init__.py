"""The only room that writes: content/, the register, the private store, mirrors.

    store = archive.open(root, settings)
    with archive.lock(root):
        outcome = store.take(reading, actor=…, now=…)

Every method that writes first finishes what a killed run left, and is all or nothing: see `plan`.
"""

from typing import TYPE_CHECKING

from pipeline import rooms

if TYPE_CHECKING:
    from pipeline.archive import checkpoints, manifest, mirror, recorded, remote, way_back
    from pipeline.archive.acts import Decider, HeldPackage, in_words
    from pipeline.archive.chains import SIGNED
    from pipeline.archive.chains import check_whole as check_chains
    from pipeline.archive.facade import Archive
    from pipeline.archive.facade import open_archive as open
    from pipeline.archive.incoming import Outcome
    from pipeline.archive.office_ledgers import ErrorAnswer, OfficeLedgers
    from pipeline.archive.outbox_memory import nobody_to_tell
    from pipeline.archive.outdated import WatchedSite, steady
    from pipeline.archive.outdated import check as check_shown
    from pipeline.archive.overview import Status
    from pipeline.archive.persons import Persons
    from pipeline.archive.reader_words import Told
    from pipeline.archive.redaction import Redaction
    from pipeline.archive.rereading import Revision
    from pipeline.archive.review import Held
    from pipeline.archive.soundness import Damage
    from pipeline.archive.store import workplace
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
    "nobody_to_tell",
    "open",
    "recorded",
    "remote",
    "steady",
    "way_back",
    "workplace",
]

# a build asks for the lock and the chains, and reads no package
__getattr__ = rooms.late(
    {
        "Decider": "pipeline.archive.acts:Decider",
        "HeldPackage": "pipeline.archive.acts:HeldPackage",
        "in_words": "pipeline.archive.acts:in_words",
        "SIGNED": "pipeline.archive.chains:SIGNED",
        "check_chains": "pipeline.archive.chains:check_whole",
        "Archive": "pipeline.archive.facade:Archive",
        "open": "pipeline.archive.facade:open_archive",
        "Outcome": "pipeline.archive.incoming:Outcome",
        "ErrorAnswer": "pipeline.archive.office_ledgers:ErrorAnswer",
        "OfficeLedgers": "pipeline.archive.office_ledgers:OfficeLedgers",
        "Told": "pipeline.archive.office_ledgers:Told",
        "nobody_to_tell": "pipeline.archive.outbox_memory:nobody_to_tell",
        "WatchedSite": "pipeline.archive.outdated:WatchedSite",
        "check_shown": "pipeline.archive.outdated:check",
        "steady": "pipeline.archive.outdated:steady",
        "Status": "pipeline.archive.overview:Status",
        "Persons": "pipeline.archive.persons:Persons",
        "Redaction": "pipeline.archive.redaction:Redaction",
        "Revision": "pipeline.archive.rereading:Revision",
        "Held": "pipeline.archive.review:Held",
        "Damage": "pipeline.archive.soundness:Damage",
        "workplace": "pipeline.archive.store:workplace",
        "Change": "pipeline.archive.three_way:Change",
        "lock": "pipeline.lock:archive",
        "checkpoints": "pipeline.archive.checkpoints",
        "manifest": "pipeline.archive.manifest",
        "mirror": "pipeline.archive.mirror",
        "recorded": "pipeline.archive.recorded",
        "remote": "pipeline.archive.remote",
        "way_back": "pipeline.archive.way_back",
    }
)
