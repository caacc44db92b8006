"""Persons, their keys and what takes two of them, through the commands; minisign itself checks keys and signatures."""

import json
import subprocess
from pathlib import Path

import pytest

from pipeline.document import minisign
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive

PHRASE = "mật khẩu dài"
RIVER, HILL, MOUNTAIN = "Lê Thị Sông", "Đỗ Văn Đồi", "Võ Thị Núi"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a document and a held one, the passphrase in a file, and a key for each of two persons."""
    folder = write_archive(tmp_path_factory.mktemp("kho"))
    office = Office(folder)
    office.send(office.budget())
    (folder.parent / "mat-khau").write_text(f"{PHRASE}\n", encoding="utf-8")
    for name in ("song", "doi"):  # cheap to open: each command that signs pays it again
        written, public = minisign.make(PHRASE, operations=1 << 15, memory=1 << 20)
        (folder.parent / f"{name}.key").write_text(written, encoding="utf-8")
        (folder.parent / f"{name}.pub").write_text(public.file, encoding="utf-8")
    assert hdnd(folder, "receive").returncode == 0
    return folder


def run(desk: Path, *arguments: str, key: str = "") -> "subprocess.CompletedProcess[str]":
    more = ("--key", str(desk.parent / key), "--passphrase-file", str(desk.parent / "mat-khau")) if key else ()
    return hdnd(desk, *arguments, *more)


@pytest.mark.long
def test_two_persons_keep_an_archive_and_minisign_believes_them(desk: Path) -> None:
    for name, file in ((RIVER, "song"), (HILL, "doi")):
        public = str(desk.parent / f"{file}.pub")
        said = ("--office", "Văn phòng", "--public", public, "--as", RIVER, "--why", "phân công")
        done = run(desk, "person", "add", name, *said, key="song.key")
        assert done.returncode == 0, done.stderr
    (page,) = (desk / "content/documents").rglob("*.md")
    address = page.relative_to(desk / "content/documents").with_suffix("").as_posix()

    unsigned = run(desk, "suspend", address, "--as", RIVER, "--why", "xem")
    assert unsigned.returncode == 2 and "--key" in unsigned.stderr
    stranger = run(desk, "suspend", address, "--as", "Lê Thị Suối", "--why", "xem", key="song.key")
    assert stranger.returncode == 2 and f"gần nhất: {RIVER}" in stranger.stderr
    note = run(desk, "note", "Đường truyền hay đứt.", "--from", "lam-giang", "--as", "Người Lạ")
    assert note.returncode == 2 and "chưa đăng ký" in note.stderr
    done = run(desk, "withdraw", address, "--as", RIVER, "--why", "xem", "--ground", "secrecy", key="song.key")
    assert done.returncode == 0, done.stderr

    first = run(desk, "restore", address, "--as", RIVER, "--why", "không mật", key="song.key")
    assert first.returncode == 13 and "người thứ hai" in first.stderr
    assert address in run(desk, "person", "list").stdout and address in run(desk, "status").stdout
    again = run(desk, "restore", address, "--as", RIVER, "--why", "không mật", key="song.key")
    assert again.returncode == 2
    second = run(desk, "restore", address, "--as", HILL, "--why", "đã đối chiếu", key="doi.key")
    assert second.returncode == 0, second.stderr
    assert run(desk, "verify").returncode == 0

    lines = [json.loads(line) for line in (desk / "content/register/acts.jsonl").read_text("utf-8").splitlines()]
    assert [line["act"] for line in lines] == ["enrol", "enrol", "withdraw", "propose", "restore"]
    assert run(desk, "errors", "add", "--words", "sai số", "--as", HILL, key="doi.key").returncode == 0
    number = json.loads(run(desk, "errors", "list", "--json").stdout)["id"]
    for words in (
        ("errors", "answer", number, "--as", RIVER, "--decision", "passed", "--answer", "Đã chuyển."),
        ("note", "Đường truyền hay đứt.", "--from", "lam-giang", "--as", RIVER),
        ("declare", "lam-giang", "2024", "normative", "--last", "3", "--source", "CV 3", "--as", RIVER),
        ("publish", "--as", RIVER, "--why", "đưa lên"),
    ):
        unsigned = run(desk, *words)
        assert unsigned.returncode == 2 and "--key" in unsigned.stderr
        done = run(desk, *words, key="song.key")
        assert done.returncode == 0, done.stderr
    for name in ("Người Lạ", RIVER.replace("Sông", "Suối")):  # a name that is given is never taken for the timer's
        for more in ((), ("--rollback",)):
            done = run(desk, "publish", "--as", name, *more)
            assert done.returncode == 2 and "chưa đăng ký" in done.stderr
    assert run(desk, "verify").returncode == 0
    acts = ((seq, "acts") for seq in (2, 3, 5, 6))
    for seq, name in (*acts, (1, "errors"), (2, "errors"), (1, "notes"), (1, "declarations")):
        told = run(desk, "person", "proof", str(seq), str(desk.parent), "--register", name)
        assert told.returncode == 0, told.stderr
        checked = subprocess.run(told.stdout.strip().partition(": ")[2].split(), capture_output=True, text=True)
        assert checked.returncode == 0 and f"{name}.jsonl:{seq}" in checked.stdout


def test_a_key_that_is_made_is_its_owner_s_alone_and_signs(desk: Path) -> None:
    phrase, key = ("--passphrase-file", str(desk.parent / "mat-khau")), desk.parent / "nui.key"
    made = run(desk, "person", "key", str(key), *phrase)
    assert made.returncode == 0, made.stderr
    assert key.stat().st_mode & 0o077 == 0
    assert run(desk, "person", "key", str(key)).returncode == 2

    said = ("--office", "Văn phòng", "--public", str(key.with_suffix(".pub")), "--as", MOUNTAIN, "--why", "phân công")
    alone = write_archive(desk.parent / "rieng")
    done = hdnd(alone, "person", "add", MOUNTAIN, *said, "--key", str(key), *phrase)
    assert done.returncode == 0, done.stderr
    assert hdnd(alone, "verify").returncode == 0


def test_minisign_reads_our_key_file_and_we_read_what_it_signs(desk: Path) -> None:
    paper, key, public = (desk.parent / name for name in ("giay.txt", "doi.key", "doi.pub"))
    paper.write_text("Nghị quyết", encoding="utf-8")
    signed = subprocess.run(
        ["minisign", "-Sm", paper, "-s", key, "-t", "chú thích"], input=f"{PHRASE}\n", capture_output=True, text=True
    )
    assert signed.returncode == 0, signed.stderr
    _, first, trusted, second = Path(f"{paper}.minisig").read_text("utf-8").splitlines()

    ours = minisign.PublicKey.parse(public.read_text("utf-8"))
    said = trusted.removeprefix("trusted comment: ")
    assert minisign.verify(ours, paper.read_bytes(), said, f"{first} {second}")
    assert not minisign.verify(ours, paper.read_bytes() + b".", said, f"{first} {second}")
    assert not minisign.verify(ours, paper.read_bytes(), said + ".", f"{first} {second}")


@pytest.mark.parametrize("content", [b"", b"x\ny\n", b"\xff\n", b"untrusted comment: a\nRWQ=\n"])
def test_what_is_no_key_is_one_sentence(desk: Path, content: bytes) -> None:
    (desk.parent / "hong.key").write_bytes(content)

    done = run(desk, "suspend", "tinh/a/2024/1", "--as", RIVER, "--why", "xem", key="hong.key")

    assert done.returncode == 2 and "hong.key" in done.stderr and "Traceback" not in done.stderr


def test_a_wrong_passphrase_is_one_sentence(desk: Path) -> None:
    (desk.parent / "sai").write_text("khác\n", encoding="utf-8")
    said = ("--key", str(desk.parent / "doi.key"), "--passphrase-file", str(desk.parent / "sai"))

    done = hdnd(desk, "suspend", "tinh/a/2024/1", "--as", RIVER, "--why", "xem", *said)

    assert done.returncode == 2 and "sai mật khẩu" in done.stderr


def test_a_secret_key_named_for_the_public_one_is_never_shown(tmp_path: Path) -> None:
    written, _ = minisign.make(PHRASE, operations=32768, memory=1 << 20)
    (tmp_path / "song.key").write_text(written, "utf-8")
    (tmp_path / "a.txt").write_text("ghi chú riêng", "utf-8")
    said, kho = ("--office", "Văn phòng", "--as", RIVER, "--why", "Quyết định 1"), write_archive(tmp_path / "kho")

    for option in (str(tmp_path / "song.key"), str(tmp_path / "a.txt"), written.splitlines()[-1]):
        done = hdnd(kho, "person", "add", RIVER, "--public", option, *said)

        shown = done.stdout + done.stderr
        assert done.returncode == 2 and f"--public {option[:8]}" in shown
        assert written.splitlines()[-1] not in shown and "ghi chú riêng" not in shown
