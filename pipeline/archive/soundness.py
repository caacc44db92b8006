"""Whether what the archive keeps is what it took: every stored byte hashed again, ledgers, content and store compared.

Damage on a disk is silent: a flipped bit in an original was noticed by nobody but the next mirror.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import errors
from pipeline.archive import chains, checkpoints, kept_lines, manifest, persons, reader_words, store
from pipeline.archive.incoming import Shelves
from pipeline.archive.overview import edited, lost_lines
from pipeline.archive.plan import ArchivePlaces
from pipeline.archive.render import files
from pipeline.document import addresses, register, verify_copy
from pipeline.document.sentences import Said

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be: what, where, which bytes.

    What is differs, missing, ledger, edited, added, removed, lost-line; of a built site output or extra.
    """

    what: str
    place: str
    sha256: str = ""
    place_en: str = ""  # where the place is told in words

    def place_in(self, lang: str) -> str:
        """The place, and what is wrong there, in Vietnamese or, with "en", in English."""
        return (lang == "en" and self.place_en) or self.place

    @property
    def is_of_bytes(self) -> bool:
        """Whether the same bytes from elsewhere would mend it."""
        return self.what in ("differs", "missing")


def look(shelves: Shelves, places: ArchivePlaces) -> Iterator[Damage]:
    """Everything that is wrong, in a fixed order; reads every stored byte.

    A ledger that cannot be read is told, and hides no more than what nobody can know without it.
    """
    for name, _, broken in chains.states(places.root):
        if broken:
            yield _of_ledger(f"content/register/{name}.jsonl", (broken.sentence(), broken.sentence("en")))
    if gone := chains.missing_registers(places.root, shelves.private.root):
        yield Damage("ledger", gone.sentence(), place_en=gone.sentence("en"))
    for part in (_addresses, _decided, _heads, _originals, _private, _against_the_ledgers, _sites):
        with contextlib.suppress(errors.RegisterBroken):
            yield from part(shelves, places)


def _addresses(shelves: Shelves, places: ArchivePlaces) -> Iterator[Damage]:
    """What is wrong in the list of published addresses: it is no chain, and a build looks only for what it names."""
    try:
        recorded = addresses.read(places.root / addresses.FILE)
    except errors.RegisterBroken as broken:
        yield _of_ledger(addresses.FILE, (broken.sentence(), broken.sentence("en")))
        return
    if line := kept_lines.changed_address(places.root, shelves.private.root):
        wrong = ("khác bản mà kho riêng giữ", "not as the private store keeps it")
        yield _of_line(Path(addresses.FILE).name, line, wrong)
    for address in sorted(recorded.keys() - shelves.book.written.keys()):  # of the others the publications tell
        if not shelves.catalogue.exists(address):
            yield _of_ledger(addresses.FILE, (f"{address}: không có tệp", f"{address}: there is no file of it"))


def _against_the_ledgers(shelves: Shelves, _: ArchivePlaces) -> Iterator[Damage]:
    for what, address in edited(shelves):
        yield Damage("edited" if what == "changed" else what, f"content/documents/{address}.md")
    for receipt in lost_lines(shelves):
        yield Damage("lost-line", receipt)


def _sites(shelves: Shelves, places: ArchivePlaces) -> Iterator[Damage]:
    for folder in _shown(shelves, places):
        yield from _built(folder, shelves, places)


def _shown(shelves: Shelves, places: ArchivePlaces) -> Iterator[Path]:
    """What the last build made, and what readers see, as far as it is here."""
    live = places.root / shelves.settings.live
    yield from (folder for folder in (places.root / "output", live) if folder.is_dir())


def _built(folder: Path, shelves: Shelves, places: ArchivePlaces) -> Iterator[Damage]:
    """Files of a built site that are not those which its manifest names, and a manifest that was not signed here.

    What no build of this version made has no manifest, and nothing is said of it.
    """
    name = folder.relative_to(places.root).as_posix()
    if not any((folder / one).is_file() for one in (verify_copy.MANIFEST, verify_copy.SIGNATURE)):
        return
    try:
        for what, file in verify_copy.differences(folder):
            is_foreign = what == "extra" or (folder / file).is_symlink()  # a build writes through a link
            yield Damage("extra" if is_foreign else "output", f"{name}/{file}")
        is_ours = not shelves.private.root.is_dir() or manifest.is_signed(folder, places.root, shelves.settings)
    except verify_copy.NoCopy:
        is_ours = False
    if not is_ours:
        yield Damage("output", f"{name}/{verify_copy.MANIFEST}")


def _decided(shelves: Shelves, _: ArchivePlaces) -> Iterator[Damage]:
    """Acts whose chain holds and that were done by nobody entitled, without the person's signature, or out of time."""
    acts = shelves.registers.acts.read()
    for line, wrong in persons.faults(acts):
        yield _of_line(register.ACTS, line, wrong)
    for name, kind in chains.SIGNED.items():
        if name != register.ACTS:
            yield from _answered(shelves.registers.root / register.FOLDER / name, kind, acts)


def _answered(path: Path, kind: type[register.Answered], acts: Sequence[register.Act]) -> Iterator[Damage]:
    try:
        lines = register.read(path, kind)
    except errors.RegisterBroken:  # told as a ledger
        return
    for line, wrong in persons.faults_beside(lines, acts, path.name):
        yield _of_line(path.name, line, wrong)


def _of_ledger(name: str, wrong: Said) -> Damage:
    return Damage("ledger", f"{name}: {wrong[0]}", place_en=f"{name}: {wrong[1]}")


def _of_line(name: str, line: int, wrong: Said) -> Damage:
    where = f"content/register/{name}"
    return Damage("ledger", f"{where}, dòng {line}: {wrong[0]}", place_en=f"{where}, line {line}: {wrong[1]}")


def _heads(_: Shelves, places: ArchivePlaces) -> Iterator[Damage]:
    for name in (checkpoints.FILE, checkpoints.COSIGNED):
        if wrong := _departed(places.root, name):
            yield _of_ledger(name, wrong)


def _departed(root: Path, name: str) -> Said | None:
    """What is wrong where the registers do not go on from a head that was signed."""
    try:
        kept = checkpoints.last(root, name)
        if kept is not None:
            checkpoints.agrees(root, kept)
    except errors.RegisterBroken as error:
        return error.sentence(), error.sentence("en")
    return None


def heal(damage: Damage, source: Path, shelves: Shelves, places: ArchivePlaces) -> bool:
    """Put the bytes of `source` where they are damaged or missing; False where they are other bytes."""
    if not damage.is_of_bytes or not source.is_file() or store.digest(source) != damage.sha256:
        return False
    private = shelves.private.root.name
    is_private = damage.place.startswith(f"{private}/")
    target = (
        shelves.private.root / damage.place.removeprefix(f"{private}/") if is_private else places.root / damage.place
    )
    if target.is_dir():  # a repair of the disk may leave one; whoever knows what lies in it takes it away
        return False
    return store.keep(source, damage.sha256, target, mode=0o600 if is_private else None)


def copies(sha256: str, shelves: Shelves, places: ArchivePlaces) -> list[Path]:
    """Files of the archive under this hash: an original is, bare, what was received, and the other way round.

    What is sealed is left out: it is laid open nowhere.
    """
    private = shelves.private.root
    shown = places.originals.glob(f"{sha256[:2]}/{sha256[2:4]}/{sha256}.*")
    kept = (*shown, private / "objects" / sha256[:2] / sha256, shelves.private.dropped(sha256))
    return [path for path in kept if path.is_file()]


def packages_with(sha256: str, shelves: Shelves) -> list[Path]:
    """The received files in which a file of this hash came, as far as they are here; none that is sealed."""
    found, sealed = [], shelves.private.root / "sealed"
    try:
        received = shelves.book.last.values()
    except errors.RegisterBroken:  # then nobody knows what was received
        return []
    for line in received:
        kept = shelves.private.reading(line.sha256)
        path = shelves.private.bytes_of(line.sha256)
        if kept and path and not path.is_relative_to(sealed) and any(file.sha256 == sha256 for file in kept.files):
            found.append(path)
    return found


def _originals(shelves: Shelves, places: ArchivePlaces) -> Iterator[Damage]:
    found = set()
    for path in _files(places.originals):
        found.add(path.stem)
        if not _is_sound(path, path.stem):
            yield Damage("differs", places.name(path), path.stem)
    for address in shelves.catalogue.addresses():
        try:
            document, _ = shelves.catalogue.read(address)
        except errors.RecordInvalid:
            continue  # told as an edit
        for sha256, ext in sorted(files(document)):
            if sha256 not in found:
                found.add(sha256)
                yield Damage("missing", places.name(store.original(places.originals, sha256, ext)), sha256)


def _private(shelves: Shelves, _: ArchivePlaces) -> Iterator[Damage]:
    private = shelves.private
    if not private.root.is_dir():  # the store stands at the office only
        return
    for kind in ("objects", "sealed", "dropped"):
        for path in _files(private.root / kind):
            if not _is_sound(path, path.name):
                yield Damage("differs", f"{private.root.name}/{path.relative_to(private.root)}", path.name)
    for path in reader_words.damaged(private.root):
        yield Damage("differs", f"{private.root.name}/{path.relative_to(private.root)}")
    purged = {act.subject for act in shelves.registers.acts.read() if act.act == "purge"}
    gone = {line.sha256 for line in shelves.book.last.values() if line.id in purged}
    for line in shelves.book.last.values():
        if line.sha256 not in gone and private.bytes_of(line.sha256) is None:
            gone.add(line.sha256)
            yield Damage("missing", f"{private.root.name}/objects/{line.sha256[:2]}/{line.sha256}", line.sha256)


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder that are named by their hash, sorted; temporary ones of a killed run are passed over."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            yield path


def _is_sound(path: Path, name: str) -> bool:
    if not _SHA256.fullmatch(name) or path.is_symlink():
        return False
    try:
        return store.digest(path) == name
    except OSError:  # a bad block
        return False
