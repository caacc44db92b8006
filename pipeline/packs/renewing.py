"""Packs of the last sessions, made behind a build where the settings ask: the next look at the site publishes them."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline import errors
from pipeline.document import made_packs
from pipeline.document.made_packs import MadePack
from pipeline.document.vocabulary import Vocabulary
from pipeline.settings import Settings

LIST = "tai.json"


class _Session(NamedTuple):
    """A session of the built site: the day of its newest document, the folder of its page, its documents' addresses.

    `pages` is the hash of the list of their pages.
    """

    until: str
    folder: str
    addresses: tuple[str, ...]
    pages: str


class Renewed(NamedTuple):
    """Whether the site has to show other packs now, and what could not be made."""

    changed: bool
    left_out: tuple[tuple[str, errors.UsageError], ...] = ()


def renew(root: Path, settings: Settings, words: Callable[[], Vocabulary]) -> Renewed:
    """Make the packs that the settings ask for, of the pages that stand in output/; those of other pages go.

    One that would be too large is left out and told of.
    """
    state = root / settings.state
    before = made_packs.read(state)
    if not settings.packs.last_sessions and not before:
        return Renewed(changed=False)
    made, left_out, vocabulary = {}, [], words()
    base = _base(root, settings)
    for session in _last(root, settings, vocabulary):
        key = hashlib.sha256(base + session.pages.encode()).hexdigest()
        kept = before.get(session.folder)
        one = kept if kept and kept.key == key and _whole(state, kept) else None
        try:
            made[session.folder] = one or _made(root, settings, vocabulary, session, key)
        except errors.UsageError as error:
            left_out.append((session.folder, error))
    for folder in before.keys() - made.keys():
        for name in before[folder].files:
            before[folder].path(state, name).unlink(missing_ok=True)
    if made != before:
        made_packs.write(state, made.values())
    return Renewed(made != before, tuple(left_out))


def _last(root: Path, settings: Settings, vocabulary: Vocabulary) -> Iterator[_Session]:
    """The newest sessions of each council whose packs are asked for."""
    own = settings.packs.councils or ((settings.scope.province,) if settings.scope.province else ())
    for council in sorted(set(own) & vocabulary.councils.keys()):
        place = root / "output" / vocabulary.councils[council].level / council / "ky-hop"
        found = [_session(path, root / "output") for path in place.glob(f"*/{LIST}")]
        yield from sorted(found, reverse=True)[: settings.packs.last_sessions]


def _session(path: Path, output: Path) -> _Session:
    listed, folder = path.read_bytes(), path.parent.relative_to(output).as_posix()
    known = json.loads(listed)
    addresses = tuple(page.removesuffix("/index.html") for page, *_ in known["pages"])
    own = tuple(one for one in addresses if one != folder)
    return _Session(known["until"], folder, own, made_packs.digest(folder, listed))


def _base(root: Path, settings: Settings) -> bytes:
    """What the bytes of all packs depend on: the day of the content, whose site it is, and how packs are made."""
    from pipeline.document import verify_copy
    from pipeline.packs import bound

    said = [str(verify_copy.manifest(root / "output")["day"]), settings.site.name, settings.site.url]
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.*")) if path.suffix != ".pyc")
    return hashlib.sha256("\n".join(said).encode() + code + bound.WORDS.read_bytes()).digest()


def _whole(state: Path, kept: MadePack) -> bool:
    return len(kept.there(state)) == len(kept.files)


def _made(root: Path, settings: Settings, vocabulary: Vocabulary, session: _Session, key: str) -> MadePack:
    from pipeline.packs import bound, choosing  # lxml and half of the rooms: a build without packs needs none of it

    choice = choosing.of_session(root, vocabulary, session.folder.split("/")[1], session.addresses)
    data = {"goi.html": bound.html(root, settings, choice), "goi.epub": bound.epub(root, settings, choice)}
    sizes = {name: len(content) for name, content in data.items()}
    pack = MadePack(session.folder, choice.title, session.pages, key, sizes)
    for name, content in data.items():
        path = pack.path(root / settings.state, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return pack
