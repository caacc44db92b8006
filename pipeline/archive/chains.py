"""Whether the ledgers' chains hold, asked before anything is built or added on top of them.

What was found to hold once is remembered in the build state as length and hash of those bytes, so that a build reads
the rest only: twenty thousand lines took 0.7 s. `status` and `verify` believe no memory.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import errors, settings
from pipeline.archive import store
from pipeline.document import accounts, register
from pipeline.document.register import Act, Publication, Receipt

KINDS: dict[str, type[register.RegisterLine]] = {
    register.RECEIPTS: Receipt,
    register.PUBLICATIONS: Publication,
    register.ACTS: Act,
    accounts.ERRORS: accounts.ReportStep,
    accounts.NOTES: accounts.Note,
    accounts.DECLARATIONS: accounts.Declaration,
}
SIGNED = {name: kind for name, kind in KINDS.items() if issubclass(kind, register.Answered)}
"""Those for whose lines persons answer."""
_MEMORY = "chains.json"


def check(root: Path, said: settings.Settings) -> None:
    """Raises RegisterBroken, naming the first line that does not fit, when one of the chains is broken."""
    memory = root / said.state / _MEMORY
    known = _remembered(memory)
    found = {name: _verified(root / register.FOLDER / name, kind, known.get(name)) for name, kind in KINDS.items()}
    if found != known and memory.parent.is_dir():
        with contextlib.suppress(OSError):  # a full disk must not keep anybody from a backup, or from looking
            store.write(memory, json.dumps(found).encode())


def check_whole(root: Path, said: settings.Settings) -> None:
    """As `check`, and that no register is gone which documents name; asked by whoever shows them to readers.

    Who receives does not ask: it writes the lines again that the private store still knows of.

    Raises:
        RegisterBroken: naming the register, as its first line.
    """
    check(root, said)
    if wrong := missing_registers(root, root / said.private):
        raise wrong


def missing_registers(root: Path, private: Path) -> errors.RegisterBroken | None:
    """What is wrong where a register has no line, and a document says by which receipt it came.

    Chains say nothing of their own end, and a folder that was not mounted or copied looks like a new archive's.
    A run that was killed before its first line left a plan in the private store, and the next one ends it.
    """
    empty = [name for name in (register.RECEIPTS, register.PUBLICATIONS) if _is_empty(root / register.FOLDER / name)]
    if not empty:
        return None
    from pipeline.archive import catalogue, plan  # half of all rooms, for what nearly no archive has to be asked

    named = None if (private / plan.FILE).is_file() else next(catalogue.receipts(root), None)
    if named is None:
        return None
    address, receipt = named
    return errors.RegisterBroken(
        file=empty[0],
        line=1,
        why=f"không có dòng nào, mà {address} ghi biên nhận {receipt}",
        why_en=f"it has no line, and {address} names receipt {receipt}",
    )


def _is_empty(ledger: Path) -> bool:
    """Whether no line stands there; what is no file in its place is told by its name elsewhere."""
    return b"\n" not in ledger.read_bytes() if ledger.is_file() else not os.path.lexists(ledger)


def check_heads(root: Path, kept: Path) -> int:
    """Whether the ledgers still hold what `kept` (du-lieu/dau-so.json of an earlier build) says that they held.

    Answers how many ledgers were compared.

    Raises:
        UsageError: `kept` is no such file.
        RegisterBroken: lines were cut off, or others stand in their place.
    """
    wanted = _heads_in(kept)
    for name, (number, hash_) in wanted.items():
        path = root / register.FOLDER / name
        written = path.read_bytes().split(b"\n")[:-1] if name in KINDS and path.is_file() else []
        if len(written) < number:
            raise errors.RegisterBroken(
                file=name,
                line=len(written) + 1,
                why=f"đã có {number} dòng, nay bị cắt",
                why_en=f"it had {number} lines and was cut",
            )
        if _hash_in(written[number - 1]) != hash_:
            raise errors.RegisterBroken(
                file=name, line=number, why="khác dòng đã công bố", why_en="another line than was published"
            )
    return len(wanted)


def _heads_in(kept: Path) -> dict[str, tuple[int, str]]:
    """File name of each ledger → how many lines it had, and the hash of the last of them."""
    try:
        said = json.loads(kept.read_bytes())
        wanted = {f"{name}.jsonl": (int(one["lines"]), str(one["hash"])) for name, one in said.items()}
        if any(number < 1 for number, _ in wanted.values()):
            raise ValueError("lines")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UsageError(
            what=f"{kept}: không phải tệp đầu sổ (dau-so.json)", what_en=f"{kept}: not a file of heads (dau-so.json)"
        ) from error
    return wanted


def _hash_in(line: bytes) -> str | None:
    """What a line says that its hash is; None for what is no line."""
    try:
        values = json.loads(line)
        return str(values["hash"])
    except (ValueError, KeyError, TypeError):
        return None


def states(root: Path) -> Iterator[tuple[str, int, errors.RegisterBroken | None]]:
    """Each ledger's name, its number of lines, and what is wrong with it; None where it holds."""
    for name, kind in KINDS.items():
        path = root / register.FOLDER / name
        try:
            count, _ = register.verify(path)
            register.read(path, kind)
            yield path.stem, count, None
        except errors.RegisterBroken as error:
            yield path.stem, 0, error


def _verified(path: Path, kind: type[register.RegisterLine], known: Any) -> list[Any]:
    """Length, hash, number of lines and last hash of the whole lines of a ledger, all of them found to fit."""
    data = path.read_bytes() if path.is_file() else b""
    whole = data[: data.rfind(b"\n") + 1]
    begun, digest = (0, register.START, 0), hashlib.sha256()
    if isinstance(known, list) and len(known) == 4 and isinstance(known[0], int) and b"\r\n" not in whole:
        seen = hashlib.sha256(memoryview(whole)[: known[0]])  # whether line ends differ shows the whole file only
        if seen.hexdigest() == known[1]:
            begun, digest = (known[2], known[3], known[0]), seen
    count, last = register.follow(path.name, whole[begun[2] :], kind, count=begun[0], last=begun[1])
    digest.update(memoryview(whole)[begun[2] :])
    return [len(whole), digest.hexdigest(), count, last]


def _remembered(memory: Path) -> dict[str, Any]:
    try:
        found = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
