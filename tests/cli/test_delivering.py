"""Publishing by a timer, going back, and losing the disk: with the real commands."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import ROOT, write_archive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = write_archive(tmp_path / "kho")
    office = Office(folder)
    office.send(office.budget())
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_publishing_takes_in_builds_shows_and_leaves_a_heartbeat(archive: Path) -> None:
    assert hdnd(archive, "status", "--check").returncode == 10
    done = hdnd(archive, "publish")
    assert done.returncode == 0, done.stderr

    live = archive / "public/live"
    assert live.is_symlink() and (live / "index.html").is_file()
    assert list(live.glob("tinh/lam-giang/2024/*/index.html"))
    assert hdnd(archive, "status", "--check").returncode == 0

    beat = archive / ".state/heartbeat.json"
    said = json.loads(beat.read_text(encoding="utf-8"))
    beat.write_text(json.dumps({**said, "time": "2024-01-01T00:00:00+07:00"}), encoding="utf-8")
    late = hdnd(archive, "status", "--check")
    assert late.returncode == 10
    assert "01/01/2024" in late.stderr


@pytest.mark.long
def test_a_memory_that_cannot_be_written_keeps_nobody_from_looking_or_from_a_backup(
    archive: Path, tmp_path: Path
) -> None:
    assert hdnd(archive, "publish").returncode == 0
    memory = archive / ".state/chains.json"
    memory.unlink(missing_ok=True)
    (memory / "trong-duong").mkdir(parents=True)  # stands for a full disk, or one that became read-only

    looking = (("status", "--check"), ("status",), ("review", "list"), ("errors", "list"), ("alarms",), ("verify",))
    for words in (*looking, ("completeness",), ("mirror", str(tmp_path / "guong")), ("backup", str(tmp_path / "bk"))):
        done = hdnd(archive, *words)
        assert done.returncode == 0, (words, done.stderr)


def test_a_full_disk_is_named_by_the_folder_that_could_not_be_written(archive: Path) -> None:
    assert hdnd(archive, "publish").returncode == 0
    (address,) = (path.parent for path in (archive / "output/tinh").rglob("document.json"))
    act = f"suspend {address.relative_to(archive / 'output')} --as Lê --why xem"
    command = f"ulimit -f 0; exec {sys.executable} -m pipeline.cli --archive {archive} {act}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 9 and str(archive) in done.stderr, done.stderr
    assert hdnd(archive, "verify").returncode == 0


def test_what_is_published_is_signed_once_a_day_and_checked_by_the_program_in_it(archive: Path) -> None:
    assert hdnd(archive, "publish").returncode == 0
    live = archive / "public/live"
    check = [sys.executable, "-I", "-S", str(live / "verify.py"), "--last", str(archive / "last")]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Nguyên vẹn: có.\nThời điểm: ký ngày")

    before = (archive / "output/manifest.json.minisig").read_bytes()
    assert hdnd(archive, "build").returncode == 0
    assert (archive / "output/manifest.json.minisig").read_bytes() == before
    assert hdnd(archive, "build", "--full").returncode == 0
    assert hdnd(archive, "verify").returncode == 0


def test_a_build_that_fails_leaves_the_old_site_and_no_heartbeat(archive: Path) -> None:
    assert hdnd(archive, "publish").returncode == 0
    before = (archive / "public/live").readlink()
    (archive / ".state/heartbeat.json").unlink()
    (document,) = (archive / "content/documents").rglob("*.md")
    document.write_text("---\nschema: 1\n---\n", encoding="utf-8")

    failed = hdnd(archive, "publish")

    assert failed.returncode == 3
    assert (archive / "public/live").readlink() == before
    assert hdnd(archive, "status", "--check").returncode == 10


def test_a_suspended_document_is_gone_from_all_releases_and_does_not_come_back(archive: Path) -> None:
    assert hdnd(archive, "publish").returncode == 0
    (page,) = (archive / "public/live").resolve().glob("tinh/lam-giang/2024/*/index.html")
    address = page.parent.relative_to((archive / "public/live").resolve()).as_posix()
    title = "ngân sách"
    assert title in page.read_text(encoding="utf-8")

    assert hdnd(archive, "review", "suspend", address, "--as", "Lê Thị Sông", "--why", "rà soát").returncode == 0
    assert hdnd(archive, "publish").returncode == 0

    shown = [p for p in (archive / "public").rglob("index.html") if p.is_file() and address in p.as_posix()]
    assert shown and not [p for p in shown if "Điều 1" in p.read_text(encoding="utf-8")]
    back = hdnd(archive, "publish", "--rollback")
    assert back.returncode == 2


def test_an_archive_comes_back_from_its_backup_after_the_disk_is_lost(archive: Path, tmp_path: Path) -> None:
    received_torn(archive)
    kept = {
        name: data
        for place in ("content", ".private")
        for name, data in files(archive / place).items()
        if not name.startswith("work")
    }
    dest = tmp_path / "du-phong"
    assert hdnd(archive, "backup", str(dest)).returncode == 0
    assert dest.stat().st_mode & 0o077 == 0
    shutil.rmtree(archive)

    restored = tmp_path / "moi"
    done = hdnd(tmp_path, "restore", str(dest), str(restored))
    assert done.returncode == 0, done.stderr

    found = {name: data for place in ("content", ".private") for name, data in files(restored / place).items()}
    assert found == kept
    assert {path.stat().st_mode & 0o077 for path in (restored / ".private").rglob("*")} == {0}
    assert hdnd(restored, "status").returncode == 0
    assert hdnd(restored, "build").returncode == 0


def test_what_an_archive_has_of_its_own_comes_back_and_git_still_refuses_the_private_store(tmp_path: Path) -> None:
    """Its theme, and the files of its folder that tell git and CI what to do."""
    archive = tmp_path / "kho"
    assert hdnd(tmp_path, "init", str(archive)).returncode == 0
    own = archive / "theme/templates/base.html"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "!theme/base.html" %}', encoding="utf-8")
    kept = {name: data for name, data in files(archive).items() if not name.startswith(("program/", "inbox/"))}
    assert {"theme/templates/base.html", ".gitignore", ".ci/build", ".github/workflows/build.yml"} < kept.keys()

    assert hdnd(archive, "backup", str(tmp_path / "bản 1")).returncode == 0
    assert hdnd(tmp_path, "restore", str(tmp_path / "bản 1"), str(tmp_path / "máy khác/kho")).returncode == 0

    assert files(tmp_path / "máy khác/kho") == kept


def test_what_waits_in_the_inbox_is_in_the_backup_and_is_received_after_a_restore(
    archive: Path, tmp_path: Path
) -> None:
    """A gateway that was told that a package is here sends it no more; what was received lies elsewhere."""
    office = Office(archive)
    assert hdnd(archive, "receive").returncode == 0
    office.sent = 1
    fetched = office.send(office.budget("phu-vinh", 5))
    bare = archive / "inbox/đĩa của văn thư/kế hoạch\nbản 2.docx"
    bare.parent.mkdir()
    bare.write_bytes(b"PK\x03\x04 a file of Word that broke off")
    (bare.parent / f"{bare.name}.yaml").write_text("number: '7'\n", encoding="utf-8")
    (bare.parent / "còn chép.docx.part").write_bytes(b"PK")
    (bare.parent / "lối tắt.docx").symlink_to(archive / "archive.yaml")

    assert hdnd(archive, "backup", str(tmp_path / "bk")).returncode == 0
    inbox = files(tmp_path / "bk/inbox")
    assert hdnd(tmp_path, "restore", str(tmp_path / "bk"), str(tmp_path / "moi")).returncode == 0

    name = "đĩa của văn thư/kế hoạch%0Abản 2.docx"
    assert inbox.keys() == {fetched.relative_to(archive / "inbox").as_posix(), name, f"{name}.yaml"}
    assert files(tmp_path / "moi/inbox") == inbox
    assert hdnd(tmp_path / "moi", "receive").returncode == 0
    received = (tmp_path / "moi/content/register/receipts.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(received) == 3
    assert hdnd(tmp_path / "moi", "backup", str(tmp_path / "bk")).returncode == 0
    assert not (tmp_path / "bk/inbox").exists()


def received_torn(archive: Path) -> Path:
    """A package that came cut short, and was received: it is held, and can be destroyed."""
    office = Office(archive)
    office.sent = 1
    torn = office.send(office.budget("phu-vinh", 5))
    torn.write_bytes(torn.read_bytes()[:5000])
    assert hdnd(archive, "receive").returncode == 0
    return torn


def test_what_was_destroyed_and_still_lies_in_the_inbox_is_in_no_backup(archive: Path, tmp_path: Path) -> None:
    torn = received_torn(archive)
    (receipt,) = (json.loads(line)["id"] for line in
                  (archive / "content/register/receipts.jsonl").read_text(encoding="utf-8").splitlines()
                  if '"held"' in line)  # fmt: skip
    assert hdnd(archive, "review", "purge", receipt, "--as", "Lê Thị Sông", "--why", "hỏng").returncode == 0

    assert torn.is_file() and hdnd(archive, "backup", str(tmp_path / "bk")).returncode == 0

    assert torn.read_bytes() not in files(tmp_path / "bk").values()


def test_a_backup_that_rotted_is_not_restored(archive: Path, tmp_path: Path) -> None:
    assert hdnd(archive, "receive").returncode == 0
    dest = tmp_path / "du-phong"
    assert hdnd(archive, "backup", str(dest)).returncode == 0
    register = dest / "content/register/receipts.jsonl"
    register.chmod(0o600)
    register.write_bytes(register.read_bytes().replace(b"accepted", b"refused_"))

    done = hdnd(tmp_path, "restore", str(dest), str(tmp_path / "moi"))

    assert done.returncode == 6
    assert not (tmp_path / "moi").exists()


def test_what_was_destroyed_leaves_the_backup(archive: Path, tmp_path: Path) -> None:
    torn = received_torn(archive)
    dest = tmp_path / "du-phong"
    assert hdnd(archive, "backup", str(dest)).returncode == 0
    records = [json.loads(p.read_text(encoding="utf-8")) for p in (archive / ".private/records").rglob("*.json")]
    (record,) = [one for one in records if one["name"] == torn.name]
    assert list(dest.rglob(record["sha256"]))

    purged = hdnd(archive, "review", "purge", record["receipt"], "--as", "Lê Thị Sông", "--why", "hỏng")
    assert purged.returncode == 0, purged.stderr
    assert hdnd(archive, "backup", str(dest)).returncode == 0

    assert not list(dest.rglob(f"{record['sha256']}*"))


@pytest.mark.parametrize("place", ["kho/du-phong", "."])
def test_a_backup_lies_outside_the_archive(place: str, archive: Path, tmp_path: Path) -> None:
    assert hdnd(archive, "backup", str(tmp_path / place)).returncode == 2


def test_nothing_is_restored_over_an_archive(archive: Path, tmp_path: Path) -> None:
    assert hdnd(archive, "backup", str(tmp_path / "du-phong")).returncode == 0

    assert hdnd(tmp_path, "restore", str(tmp_path / "du-phong"), str(archive)).returncode == 2


def test_what_to_do_after_a_restore_can_be_pasted_whatever_the_folder_is_called(archive: Path, tmp_path: Path) -> None:
    assert hdnd(archive, "backup", str(tmp_path / "du-phong")).returncode == 0

    done = hdnd(tmp_path, "restore", str(tmp_path / "du-phong"), str(tmp_path / "kho khác"))

    assert f"cd '{tmp_path / 'kho khác'}' && hdnd status" in done.stdout
