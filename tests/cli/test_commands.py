"""What the command promises, on the real components, from package to page."""

import dataclasses
import datetime as dt
import fcntl
import functools
import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import STAFF, hdnd, pages
from tests.cli.lam_giang import ROOT
from tests.parity import read


def tree(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()
    }


def receipts(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "content/register/receipts.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def public_text(folder: Path) -> str:
    kept = [
        p
        for d in ("content", "output")
        for p in (folder / d).rglob("*")
        if p.suffix in {".md", ".jsonl", ".html", ".json", ".xml", ".csv", ".js"}
        and "search" not in p.relative_to(folder).parts
    ]
    return "\n".join([*(p.read_text(encoding="utf-8") for p in kept), read.everything(folder / "output/search")])


def test_every_received_file_has_one_outcome(filled: Path) -> None:
    outcomes = [line["outcome"] for line in receipts(filled)]

    assert outcomes == ["accepted", "accepted", "accepted", "held", "accepted", "withdrawn", "held", "held"]


def test_what_is_held_has_no_name_in_the_register(filled: Path) -> None:
    for line in receipts(filled):
        if line["outcome"] in {"held", "refused"}:
            assert line["name"] is None and line["document"] is None


def test_nothing_secret_and_no_staff_reaches_anything_public(filled: Path) -> None:
    said = public_text(filled)

    assert "Hoa Sen" not in said
    assert STAFF not in said and "vanthu@hdnd.example" not in said and "0900000000" not in said


def test_received_again_changes_nothing(filled: Path) -> None:
    before = {**tree(filled / "content"), **tree(filled / "output")}

    again, rebuilt = hdnd(filled, "receive"), hdnd(filled, "build")

    assert again.returncode == rebuilt.returncode == 0
    assert "không có gì mới" in again.stdout
    assert before == {**tree(filled / "content"), **tree(filled / "output")}


def test_a_terminal_sees_how_far_a_build_is_and_a_file_does_not(filled: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "--archive", str(filled), "build", "--full"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=ROOT, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as run:
        os.close(theirs)
        seen = b"".join(iter(functools.partial(_read, ours), b"")).decode()
    os.close(ours)

    assert run.returncode == 0, seen
    count = int(re.search(r"Đã dựng: (\d+)", seen)[1])  # type: ignore[index]
    assert re.search(rf"Đọc văn bản\s.*{count}/{count}", seen) and re.search(r"Dựng trang\s.*/\d+", seen)
    assert "Danh mục, chỉ mục tìm kiếm" in seen
    assert "Dựng trang" not in hdnd(filled, "build", "--full").stderr


def _read(terminal: int) -> bytes:
    """What comes next; nothing where the program has closed its end, which Linux tells as an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_pelican_alone_gives_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy, ignore=shutil.ignore_patterns("output", ".state"))

    done = subprocess.run(
        [sys.executable, "-m", "pelican"],
        cwd=copy,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert tree(copy / "output") == pages(filled / "output")


def test_an_inbox_that_is_not_there_is_said(filled: Path) -> None:
    done = hdnd(filled, "receive", str(filled / "khong-co"))

    assert done.returncode == 2 and "không có tệp này" in done.stderr


@pytest.mark.parametrize("place", [".", "..", "output", "content/documents", "content"])
def test_the_archive_does_not_receive_itself(place: str, filled: Path) -> None:
    done = hdnd(filled, "receive", str(filled / place))

    assert done.returncode == 2 and "chính cơ sở dữ liệu" in done.stderr


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/full")])
@pytest.mark.parametrize(
    "command", [("export", "sqlite"), ("export", "zim"), ("person", "key"), ("pack", "--year", "2024", "--to")]
)
def test_what_is_no_file_is_not_replaced_by_one(
    command: tuple[str, ...], make: Callable[[Path], None], filled: Path, tmp_path: Path
) -> None:
    """`hdnd export sqlite /dev/null` by root left a machine with a file in the place of the device."""
    endings: dict[tuple[str, ...], str] = {("export", "zim"): ".zim", ("pack", "--year"): ".html"}
    place = tmp_path / f"nơi{endings.get(command[:2], '')}"
    make(place)
    before = place.lstat()

    done = hdnd(filled, *command, str(place))

    assert done.returncode == 2 and str(place) in done.stderr
    assert (place.lstat().st_mode, place.lstat().st_ino) == (before.st_mode, before.st_ino)


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_file_without_a_name_is_not_made(name: str, filled: Path) -> None:
    done = hdnd(filled, "person", "key", name)

    assert done.returncode == 2
    assert ("không phải tên của một tệp" if name else "để trống") in done.stderr


def test_two_runs_at_once_the_second_says_so_and_ends(filled: Path) -> None:
    from pipeline import archive

    with archive.lock(filled):
        second = hdnd(filled, "receive")

    assert second.returncode == 75
    assert "Một lần chạy khác" in second.stderr
    assert fcntl.LOCK_EX  # the kernel's lock: a killed run leaves nothing behind


def test_receiving_in_ci_is_refused(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy, ignore=shutil.ignore_patterns("output"))
    settings = copy / "archive.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("sample: true", "sample: false"), encoding="utf-8")

    assert hdnd(copy, "receive", CI="true").returncode == 7


def test_check_answers_one_object_a_file_and_writes_nothing(filled: Path) -> None:
    before = tree(filled)

    done = hdnd(filled, "check", "--json", str(filled / "inbox"))

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 8
    first = lines[0]
    assert (first["code"], first["issue_date"], first["level"], first["verdict"]) == (
        "07/NQ-HĐND",
        "2024-12-10",
        "tinh",
        "accept",
    )
    assert first["doc_type"] == "Nghị quyết" and first["n_dieu"] == 3 and first["sources"]["code"]
    assert {line["verdict"] for line in lines} == {"accept", "hold", "seal"}
    assert done.returncode == 8  # the torn package could not be read
    assert tree(filled) == before


def test_check_says_in_which_file_of_a_package_something_was_found() -> None:
    from pipeline.cli import readout

    found = {"severity": "hold", "message": "Tệp hỏng.", "code": "file-damaged", "place": "tệp 2, trang 3"}

    told = list(readout.lines({"file": "a.edxml", "sources": {}, "verdict": "hold", "findings": [found]}))

    assert "   ! Tệp hỏng. [file-damaged] tệp 2, trang 3" in told


def test_a_fault_of_ours_holds_one_package_and_never_stops_the_batch(filled: Path, tmp_path: Path) -> None:
    from pipeline import run, settings
    from pipeline.document import vocabulary

    class Broken(vocabulary.Vocabulary):
        def sender(self, code: str) -> vocabulary.Council | None:
            raise LookupError(code)

    words = vocabulary.load(filled / "content/vocabulary")
    broken = Broken(**{field.name: getattr(words, field.name) for field in dataclasses.fields(words) if field.init})
    paths = sorted((filled / "inbox").iterdir())[:2]

    found = list(run.readings(paths, run.ReadingContext(settings.load(filled), broken, dt.date(2026, 12, 1))))

    assert [reading.findings[-1].code for reading in found] == ["program-fault", "program-fault"]
    assert all(reading.stops and reading.package.path == path for reading, path in zip(found, paths, strict=True))


def test_a_person_approves_a_scan_and_it_is_published(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy)
    scan = next(line["id"] for line in receipts(copy) if line["reason"] == "scan-needs-person")

    done = hdnd(copy, "review", "approve", str(scan), "--as", "Người Duyệt", "--set", "issue_date=2025-12-09")

    assert done.returncode == 0, done.stderr
    assert (copy / "content/documents/xa/phu-vinh/2025/04-nq-hdnd.md").is_file()
    acts = (copy / "content/register/acts.jsonl").read_text(encoding="utf-8")
    assert "Người Duyệt" in acts and "2025-12-09" in acts
    assert receipts(copy)[-1]["outcome"] == "accepted"


def test_an_unknown_field_names_the_nearest_known_one(filled: Path) -> None:
    scan = next(str(line["id"]) for line in receipts(filled) if line["reason"] == "scan-needs-person")

    done = hdnd(filled, "review", "approve", scan, "--as", "X", "--set", "isue_date=2025-12-09")

    assert done.returncode == 2
    assert "issue_date" in done.stderr


def test_a_refused_item_leaves_the_desk_with_its_reason(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy, ignore=shutil.ignore_patterns("output"))
    scan = next(str(line["id"]) for line in receipts(copy) if line["reason"] == "scan-needs-person")

    done = hdnd(copy, "review", "refuse", scan, "--as", "Người Duyệt", "--why", "Thiếu trang")

    assert done.returncode == 0
    assert scan not in hdnd(copy, "review", "list").stdout


def test_a_held_scan_can_be_looked_at_and_a_sealed_package_cannot(filled: Path, tmp_path: Path) -> None:
    held = {line["reason"]: str(line["id"]) for line in receipts(filled)}

    scan = hdnd(filled, "review", "open", held["scan-needs-person"], str(tmp_path / "xem"))
    sealed = hdnd(filled, "review", "open", held["secret-mark"], str(tmp_path / "mat"))

    [picture] = (tmp_path / "xem").iterdir()
    assert scan.returncode == 0 and picture.read_bytes().startswith(b"%PDF-")
    assert sealed.returncode == 2 and not (tmp_path / "mat").exists()


def test_what_a_killed_look_left_goes_with_the_next(filled: Path, tmp_path: Path) -> None:
    scan = next(str(line["id"]) for line in receipts(filled) if line["reason"] == "scan-needs-person")
    left = tmp_path / f".hdnd-{scan}" / "files" / "1.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"%PDF-")

    done = hdnd(filled, "review", "open", scan, str(tmp_path))

    assert done.returncode == 0
    assert [path.suffix for path in tmp_path.rglob("*")] == [".pdf"]


def test_the_data_page_lists_the_yearly_tables(filled: Path) -> None:
    page = (filled / "output/du-lieu/index.html").read_text(encoding="utf-8")

    assert "du-lieu/2024.csv" in page and "du-lieu/2024.jsonl" in page and "tinh/atom.xml" in page


def test_what_is_held_can_be_read_on_eighty_signs(filled: Path) -> None:
    items = map(json.loads, hdnd(filled, "review", "list", "--json").stdout.splitlines())
    held = next(item for item in items if item["title"] and item["code"])

    lines = hdnd(filled, "review", "list").stdout.splitlines()

    (place,) = (place for place, line in enumerate(lines) if line.startswith(held["receipt"]))
    assert held["code"] in lines[place]
    assert held["title"] + " " + held["why"] in " ".join(" ".join(lines[place + 1 :]).split())
    assert max(map(len, lines[place + 1 : place + 3])) <= 80


def test_a_sealed_document_is_listed_without_its_name(filled: Path) -> None:
    listed = hdnd(filled, "review", "list", "--json").stdout

    sealed = [json.loads(line) for line in listed.splitlines() if json.loads(line)["sealed"]]
    assert len(sealed) == 1 and sealed[0]["name"] == ""


def test_a_sealed_document_is_destroyed_by_a_recorded_act(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy, ignore=shutil.ignore_patterns("output"))
    sealed = next(line for line in receipts(copy) if line["reason"] == "secret-mark")
    kept = [p for p in (copy / ".private").rglob("*") if str(sealed["sha256"]) in p.name]

    done = hdnd(copy, "review", "purge", str(sealed["id"]), "--as", "Người Duyệt", "--why", "Chuyển khỏi máy nối mạng")

    assert kept and done.returncode == 0, done.stderr
    assert not [p for p in (copy / ".private").rglob("*") if str(sealed["sha256"]) in p.name]
    assert "Chuyển khỏi máy nối mạng" in (copy / "content/register/acts.jsonl").read_text(encoding="utf-8")


def test_the_alarm_of_a_sealed_package_stands_last_and_framed(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy, ignore=shutil.ignore_patterns("output"))
    sealed = next(line for line in receipts(copy) if line["reason"] == "secret-mark")
    arrived = (copy / "inbox").iterdir()
    secret = next(path for path in arrived if hashlib.sha256(path.read_bytes()).hexdigest() == sealed["sha256"])
    (copy / "inbox" / "lan-hai").mkdir()
    shutil.copy(secret, copy / "inbox" / "lan-hai" / "gui-lai.edxml")

    done = hdnd(copy, "receive")

    assert done.returncode == 11
    last = [line for line in done.stderr.splitlines() if line.strip()]
    assert last[-1].startswith("╰") and any("BÁO ĐỘNG" in line for line in last)
    framed = " ".join(" ".join(line.strip("│ ") for line in last if line.startswith("│")).split())
    assert "báo người phụ trách ngay, chuyển văn bản khỏi máy theo quy định về bảo vệ bí mật nhà nước" in framed
    assert "Hoa Sen Trắng" not in done.stdout + done.stderr
    assert hdnd(copy, "--lang", "en", "receive").returncode == 0


def test_an_alarm_stands_until_a_person_has_dealt_with_it(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy, ignore=shutil.ignore_patterns("output"))
    sealed = str(next(line for line in receipts(copy) if line["reason"] == "secret-mark")["id"])

    before = hdnd(copy, "alarms")
    listed = [json.loads(line) for line in hdnd(copy, "alarms", "--json").stdout.splitlines()]
    status = hdnd(copy, "status").stdout
    hdnd(copy, "review", "purge", sealed, "--as", "Người Duyệt", "--why", "Chuyển khỏi máy nối mạng")
    after = hdnd(copy, "alarms")

    assert (before.returncode, after.returncode) == (11, 0)
    assert sealed in before.stdout and [one["receipt"] for one in listed] == [sealed]
    assert status.startswith("BÁO ĐỘNG") and not hdnd(copy, "status").stdout.startswith("BÁO ĐỘNG")


def test_messages_come_in_english_when_asked(filled: Path) -> None:
    done = hdnd(filled, "--lang", "en", "status")

    assert re.search(r"\d+ documents", done.stdout)


def test_a_mirror_is_verified_by_us_and_by_sha256sum(filled: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    assert hdnd(filled, "mirror", str(usb)).returncode == 0
    manifest = next(usb.glob("*sha256*"))
    plain = subprocess.run(
        ["sha256sum", "-c", "--quiet", manifest.name], cwd=usb, capture_output=True, text=True, check=False
    )
    assert plain.returncode == 0, plain.stdout

    (usb / "output/index.html").write_text("khác", encoding="utf-8")
    (usb / "output/404.html").unlink()
    (usb / "output/la.txt").write_text("thừa", encoding="utf-8")
    done = hdnd(filled, "mirror", "--verify", str(usb))

    assert done.returncode == 6
    for line in ("khác: output/index.html", "thiếu: output/404.html", "thừa: output/la.txt"):
        assert line in done.stdout


def test_doctor_says_what_is_installed_and_how_to_install_the_rest(filled: Path) -> None:
    here = hdnd(filled, "doctor")
    without = hdnd(filled, "doctor", PATH="/nonexistent")

    assert here.returncode == 0 and "LibreOffice" in here.stdout and "network namespace" in here.stdout
    assert without.returncode == 4 and "apt install libreoffice-writer-nogui" in without.stdout


def test_a_hand_edit_is_kept_and_told(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy)
    path = copy / "content/documents/tinh/lam-giang/2024/07-nq-hdnd.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Tổng thu ngân sách", "Tổng thu ngân sách (đã soát)"), encoding="utf-8"
    )

    hdnd(copy, "receive")
    built, state = hdnd(copy, "build"), hdnd(copy, "status")

    assert built.returncode == 0
    assert "đã soát" in (copy / "output/tinh/lam-giang/2024/07-nq-hdnd/index.html").read_text(encoding="utf-8")
    assert "sửa trực tiếp" in state.stdout and "tinh/lam-giang/2024/07-nq-hdnd" in state.stdout


def test_a_broken_edit_stops_the_build_with_all_errors_and_the_old_site_stays(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kho"
    shutil.copytree(filled, copy)
    path = copy / "content/documents/tinh/lam-giang/2024/07-nq-hdnd.md"
    broken = (
        path.read_text(encoding="utf-8").replace("organ:", "orgn:", 1).replace("issued: 2024-12-10", "issued: hôm qua")
    )
    path.write_text(broken, encoding="utf-8")
    before = tree(copy / "output")

    built = hdnd(copy, "build")

    assert built.returncode != 0
    said = built.stdout + built.stderr
    assert "07-nq-hdnd" in said and "orgn" in said and "issued" in said
    assert tree(copy / "output") == before
