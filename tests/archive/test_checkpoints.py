"""The signed head of the registers: what it says, who may sign, and that no tail is cut unseen by who kept one.

The reader below shares nothing with the program but the file formats: lines, notes, RFC 6962, Ed25519.
"""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pipeline import errors, settings
from pipeline.archive import checkpoints
from pipeline.archive.checkpoints import Key
from pipeline.document import minisign, register, tlog
from pipeline.document.tlog import Checkpoint
from tests.archive.office import Office
from tests.merkle import included, mth

LIBRARY = "thu-vien.example/hdnd"


def verifies(note: str, vkey: str, *, cosigner: bool = False) -> bool:
    """c2sp.org/signed-note and c2sp.org/tlog-cosignature, read by hand."""
    name, _, rest = vkey.partition("+")
    id_, _, key = rest.partition("+")
    public = base64.b64decode(key)
    assert hashlib.sha256(f"{name}\n".encode() + public).digest()[:4].hex() == id_
    text, _, signed = note.rpartition("\n\n")
    for line in signed.splitlines():
        _, signer, said = line.split(" ")
        raw = base64.b64decode(said)
        if signer == name and raw[:4].hex() == id_:
            message, signature = f"{text}\n", raw[4:]
            if cosigner:
                message = f"cosignature/v1\ntime {int.from_bytes(raw[4:12], 'big')}\n{message}"
                signature = raw[12:]
            try:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, message.encode())
            except InvalidSignature:
                return False
            return True
    return False


def sign(office: Office, *, anew: bool = False) -> Checkpoint:
    return checkpoints.sign(office.root, settings.load(office.root), anew=anew)


def lines(office: Office, name: str = "publications") -> list[bytes]:
    return (office.root / f"content/register/{name}.jsonl").read_bytes().splitlines()


def key(office: Office) -> Key:
    found = checkpoints.own_key(office.root, settings.load(office.root))
    assert found is not None
    return found


def test_another_program_reads_size_root_heads_and_signature(filled: Office) -> None:
    sign(filled)
    note = (filled.root / checkpoints.FILE).read_text(encoding="utf-8")
    origin, size, root, *heads = note.partition("\n\n")[0].split("\n")

    assert int(size) == len(lines(filled)) == 5
    assert base64.b64decode(root) == mth(lines(filled))
    assert heads == [
        f"{name} {len(lines(filled, name))} {json.loads(lines(filled, name)[-1])['hash']}"
        for name in ("acts", "receipts")
    ]
    assert verifies(note, str(key(filled)))
    assert not verifies(note.replace("\n5\n", "\n6\n"), str(key(filled)))
    assert origin == "co-so-du-lieu-hoi-dong-nhan-dan-cac-cap.invalid"


def test_the_same_registers_give_the_same_bytes_and_keep_cosignatures(filled: Office) -> None:
    first = sign(filled)
    signer = minisign.load(minisign.make("mật khẩu", operations=32768, memory=1 << 20)[0], "mật khẩu")
    cosigned, public = checkpoints.cosign(first, LIBRARY, signer, 1_790_000_000)
    checkpoints.take(filled.root, cosigned)

    assert sign(filled) == cosigned
    note = (filled.root / checkpoints.FILE).read_text(encoding="utf-8")
    assert verifies(note, str(public), cosigner=True)
    assert verifies(note, str(key(filled)))
    filled.send("7.edxml", b"bay", document_id="N7", number="7/2024")
    assert [name for name, _ in sign(filled).signatures] == [first.origin]
    assert checkpoints.last(filled.root, checkpoints.COSIGNED) == cosigned  # the last that others vouch for stays


def cut_tail(office: Office) -> None:
    rewrite(office, "publications", lines(office)[:-1])


def cut_head(office: Office) -> None:
    rewrite(office, "publications", lines(office)[1:])


def change_a_letter(office: Office) -> None:
    rewrite(office, "publications", [line.replace(b"3-2024", b"3-2025") for line in lines(office)])


def swap(office: Office) -> None:
    one, two, *rest = lines(office)
    rewrite(office, "publications", [two, one, *rest])


def replay(office: Office) -> None:
    one, *rest = lines(office)
    rewrite(office, "publications", [one, one, *rest])


def write_anew(office: Office) -> None:
    """A chain that holds, with another history."""
    path = office.root / "content/register/publications.jsonl"
    kept = register.read(path, register.Publication)[:-1]
    path.unlink()
    for one in (*kept, register.Publication(time=office.tick(), event="withdrawn", document=kept[0].document)):
        office.store.shelves.registers.publications.append(one)


def cut_acts(office: Office) -> None:
    rewrite(office, "acts", [])


def change_receipts(office: Office) -> None:
    first, second, third, *rest = lines(office, "receipts")
    rewrite(office, "receipts", [first, second, third.replace(b"accepted", b"refused"), *rest])


def rewrite(office: Office, name: str, written: list[bytes]) -> None:
    path = office.root / f"content/register/{name}.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in written))


WRONGS = [cut_tail, cut_head, change_a_letter, swap, replay, write_anew, cut_acts, change_receipts]


@pytest.mark.parametrize("wrong", WRONGS)
def test_who_kept_a_head_sees_every_change_before_it(filled: Office, wrong, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    kept = tmp_path / "kept"
    kept.write_text(str(sign(filled)), encoding="utf-8")
    filled.send("7.edxml", b"bay", document_id="N7", number="7/2024")
    checkpoints.agrees(filled.root, checkpoints.load(kept))  # more lines are no change
    rewrite(filled, "publications", lines(filled)[:5])  # back to what was signed
    checkpoints.agrees(filled.root, checkpoints.load(kept))

    wrong(filled)

    with pytest.raises(errors.RegisterBroken):
        checkpoints.agrees(filled.root, checkpoints.load(kept))
    with pytest.raises(errors.RegisterBroken):
        sign(filled)  # a head that does not go on is not signed
    assert str(checkpoints.last(filled.root)) == kept.read_text(encoding="utf-8")


def test_a_break_that_is_known_begins_a_log_of_another_name(filled: Office) -> None:
    first = sign(filled)
    write_anew(filled)

    again = sign(filled, anew=True)

    assert again.origin == f"{first.origin}/2"
    assert verifies(str(again), str(key(filled)))
    assert sign(filled) == again
    assert sign(filled, anew=True).origin == f"{first.origin}/3"


def test_a_proof_stands_alone(filled: Office) -> None:
    signed = sign(filled)
    address = json.loads(lines(filled)[2])["document"]

    proof, line = checkpoints.prove(filled.root, address)

    version, extra, index, *path = proof.partition("\n\n")[0].split("\n")
    assert version == "c2sp.org/tlog-proof@v1"
    assert base64.b64decode(extra.removeprefix("extra ")).decode() == address
    assert proof.partition("\n\n")[2] == str(signed)
    place = int(index.removeprefix("index "))
    assert included(line, place, len(lines(filled)), map(base64.b64decode, path), signed.root)


@pytest.mark.parametrize("address", ["tinh/lam-giang/2024/khong-co", "", 'tinh"'])
def test_what_is_not_in_the_log_has_no_proof(filled: Office, address: str) -> None:
    sign(filled)

    with pytest.raises(errors.UsageError):
        checkpoints.prove(filled.root, address)


def test_a_document_younger_than_the_head_has_no_proof_yet(filled: Office) -> None:
    sign(filled)
    address = filled.send("7.edxml", b"bay", document_id="N7", number="7/2024").document

    with pytest.raises(errors.UsageError, match="dựng trang trước"):
        checkpoints.prove(filled.root, str(address))


def test_signatures_are_told_apart(filled: Office) -> None:
    signed = sign(filled)
    own = key(filled)
    signer = minisign.load(minisign.make("m", operations=32768, memory=1 << 20)[0], "m")
    _, foreign = checkpoints.cosign(signed, LIBRARY, signer, 1)
    forged = signed.with_signature(LIBRARY, foreign.id + bytes(72))

    assert (own.signed(signed), foreign.signed(signed), foreign.signed(forged)) == (True, None, False)
    assert Key.parse(str(own)) == own and Key.parse(f" {foreign}\n") == foreign


@pytest.mark.parametrize(
    "said",
    ["", "ten", "ten+00+AAAA", "ten+zz+!!", "kho.example+00000000+AQ==", "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh"],
)
def test_what_is_no_key_is_refused(said: str) -> None:
    with pytest.raises(errors.UsageError):
        Key.parse(said)


@pytest.mark.parametrize("name", ["", "hai chữ", "a+b", "xuống\ndòng"])
def test_a_name_that_a_note_cannot_hold_is_refused(filled: Office, name: str) -> None:
    signer = minisign.load(minisign.make("m", operations=32768, memory=1 << 20)[0], "m")

    with pytest.raises(errors.UsageError, match="--name"):
        checkpoints.cosign(sign(filled), name, signer, 1)


def test_the_key_of_the_archive_is_its_own(filled: Office) -> None:
    sign(filled)

    path = filled.root / ".private" / checkpoints.KEY
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"checkpoint" not in filled.public().replace(str(checkpoints.last(filled.root)).encode(), b"")
    path.write_text("hỏng", encoding="utf-8")
    filled.send("7.edxml", b"bay", document_id="N7", number="7/2024")
    with pytest.raises(errors.UsageError, match=r"checkpoint\.key"):
        sign(filled)


def test_a_foreign_head_is_not_taken_for_ours(filled: Office) -> None:
    signed = sign(filled)
    other = Checkpoint("khac.example", 5, bytes(32), {}, signed.signatures)

    with pytest.raises(errors.RegisterBroken):
        checkpoints.take(filled.root, other)

    assert checkpoints.last(filled.root, checkpoints.COSIGNED) is None
    assert tlog.read(str(signed)) == signed


def test_line_ends_that_git_changed_are_no_break(filled: Office) -> None:
    signed = sign(filled)
    for path in (filled.root / "content/register").glob("*.jsonl"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert sign(filled) == signed and not filled.store.status().broken
    filled.send("9.edxml", b"chin", number="19/2024", document_id="Z")
    assert not filled.store.status().broken and sign(filled) != signed
