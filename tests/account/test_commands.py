"""The office's duties from the command line, word for word as the handbook says."""

import datetime as dt
import email.message
import json
import subprocess
from pathlib import Path

import pytest

from pipeline import account, archive
from pipeline.cli import accounting, main
from pipeline.errors import UsageError
from tests.account.conftest import number
from tests.archive.office import DISTRICT, ZONE, Office
from tests.cli.conftest import hdnd

ADDRESS = "tinh/lam-giang/2026/01-nq-hdnd"


def mail(office: Office, body: str) -> Path:
    message = email.message.EmailMessage()
    message["From"] = "Phan Thị Suối <suoi@thu.example>"
    message["Date"] = dt.datetime.now(dt.UTC) - dt.timedelta(days=30)
    message.set_content(body)
    path = office.root / "thu.eml"
    path.write_bytes(message.as_bytes())
    return path


def done(office: Office, *words: str) -> str:
    result = hdnd(office.root, *words)
    assert result.returncode == 0, result.stderr
    return result.stdout


def refused(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The same command in this process: it starts ten times as fast."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr("sys.argv", ["hdnd", "--archive", str(office.root), *words])
        main()
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.long
def test_a_report_by_mail_is_taken_stands_first_in_status_and_is_answered(quiet: Office) -> None:
    number(quiet, 1)
    letter = mail(quiet, f"Trang: https://kho.example/{ADDRESS}/index.html\nĐiều, khoản, điểm: Điều 5\nChỗ sai: 200")

    taken = done(quiet, "errors", "add", "--mail", str(letter))
    assert taken.startswith(f"SS-{dt.date.today().year}-000001: đã ghi nhận, {ADDRESS} – Điều 5")  # noqa: DTZ011
    receipt = taken.split(":")[0]
    first = done(quiet, "status").splitlines()[0]
    assert first.startswith(f"Phản ánh sai sót quá hạn: {receipt}")
    assert json.loads(done(quiet, "status", "--json"))["reports"] == {"open": 1, "late": [receipt]}
    listed = done(quiet, "errors", "list")
    assert "suoi@thu.example" in listed and "…" not in listed, "the number and the address are there to be copied"

    words = ("--decision", "corrected", "--answer", "Máy đọc nhầm một chữ số.", "--before", "200", "--after", "250")
    assert "đã sửa" in done(quiet, "errors", "answer", receipt, "--as", "Lê Thị Sông", *words)
    assert "0 phản ánh chưa trả lời" in done(quiet, "errors", "list")
    (listed,) = done(quiet, "errors", "list", "--all", "--json").splitlines()
    assert json.loads(listed)["after"] == "250"
    assert b"suoi@thu.example" not in quiet.public()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("add",), "--mail, --words"),
        (("add", "--document", "tinh/lam-giang/2026/99-nq-hdnd"), "không có văn bản"),
        (("add", "--words", "x", "--channel", "fax"), "chỉ có mail"),
        (("add", "--mail", "/khong/co.eml"), "không có tệp"),
        (("answer", "SS-2026-000001", "--as", " ", "--decision", "passed", "--answer", "x"), "--as: để trống"),
        (("answer", "SS-2026-000001", "--as", "A", "--decision", "sửa", "--answer", "x"), "chỉ có corrected"),
        (("answer", "SS-2026-000001", "--as", "A", "--decision", "corrected", "--answer", "x"), "--before, --after"),
        (("answer", "SS-2026-000001", "--as", "A", "--decision", "passed", "--answer", "Gọi 0912 345 678"), "di động"),
        (
            ("answer", "SS-2026-000001", "--as", "A", "--decision", "passed", "--answer", "đã chuyển"),
            "không có phản ánh",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_and_leaves_no_line(
    quiet: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], wanted: str
) -> None:
    assert wanted in refused(quiet, capsys, "errors", *words)
    assert not (quiet.root / "content/register/errors.jsonl").exists()


def test_a_difficulty_is_noted_for_the_next_report(quiet: Office) -> None:
    done(quiet, "note", "Phần mềm văn bản không gửi được phụ lục", "--from", "an-khe-ha", "--as", "Lê Thị Sông")
    today = dt.datetime.now(ZONE).date().isoformat()

    done(quiet, "report", "--from", today, "--to", today)

    page = (quiet.root / f"reports/{today}--{today}/bao-cao.html").read_text(encoding="utf-8")
    assert "Phần mềm văn bản không gửi được phụ lục" in page
    assert "HĐND huyện An Khê Hạ" in page


@pytest.mark.parametrize(
    ("source", "wanted"), [("an-khe", "an-khe-ha"), ("ankheha", "không có"), ("an-khe-thuong-9", "không có")]
)
def test_a_mistyped_council_is_no_unit_that_named_a_difficulty(
    quiet: Office, capsys: pytest.CaptureFixture[str], source: str, wanted: str
) -> None:
    said = refused(quiet, capsys, "note", "Đường truyền hay đứt", "--from", source, "--as", "Lê Thị Sông")

    assert f"--from {source}" in said and wanted in said
    assert not (quiet.root / "content/register/notes.jsonl").exists()


@pytest.mark.parametrize("source", ["Trung tâm Công nghệ", "VNPT", "Sở Nội vụ"])
def test_a_unit_by_its_own_name_may_name_a_difficulty(quiet: Office, source: str) -> None:
    done(quiet, "note", "Đường truyền hay đứt", "--from", source, "--as", "Lê Thị Sông")


def test_a_declaration_closes_a_gap_and_opens_one_at_the_end(quiet: Office) -> None:
    (quiet.root / "archive.yaml").write_text("address: L77.01\n", encoding="utf-8")
    for count in (1, 2, 5):
        number(quiet, count, DISTRICT)

    before = json.loads(done(quiet, "completeness", "--json"))
    done(
        quiet, "declare", "an-khe-ha", "2026", "individual", "--last", "7", "--unused", "3", "--withheld", "6",
        "--source", "Công văn 01/HĐND", "--as", "Lê Thị Sông",
    )  # fmt: skip
    after = json.loads(done(quiet, "completeness", "--json"))

    assert (before["missing"], before["last"]) == ([3, 4], 5)
    assert (after["missing"], after["unused"], after["withheld"], after["last"]) == ([4, 7], [3], [6], 7)


def test_the_table_of_gaps_is_told_in_english_too(quiet: Office) -> None:
    (quiet.root / "archive.yaml").write_text("address: L77.01\n", encoding="utf-8")
    for count in (1, 2, 5):
        number(quiet, count, DISTRICT)
    told = done(quiet, "--lang", "en", "completeness")

    assert "Missing" in told and "individual" in told
    assert not any(word in told for word in ("Thiếu", "Dãy", "Nghị quyết"))


def test_who_sends_no_more_is_told_and_who_sent_too_seldom_for_that_is_not(quiet: Office) -> None:
    for month in range(1, 6):
        quiet.now = dt.datetime(2020, month, 5, 9, tzinfo=ZONE)
        number(quiet, month)
        if month < 4:
            number(quiet, month, DISTRICT)

    silent = [line for line in done(quiet, "completeness").splitlines() if "ngày chưa gửi" in line]

    assert len(silent) == 1 and silent[0].startswith("HĐND tỉnh Lam Giang: ")
    assert "thường cách 30 ngày" in silent[0]


def test_a_number_that_waits_at_the_desk_is_told_here_and_not_called_missing(quiet: Office) -> None:
    (quiet.root / "archive.yaml").write_text("address: L77.01\n", encoding="utf-8")
    number(quiet, 1)
    number(quiet, 3)
    waits = quiet.package("hai.edxml", b"hai", document_id="HAI", number="02", issue_date=dt.date(2026, 1, 6))
    quiet.hold(waits, "scan-needs-person")

    told = json.loads(done(quiet, "completeness", "--json"))

    assert (told["waiting"], told["missing"]) == ([2], [])


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("an-khe", "2026", "individual", "--last", "3"), "gần nhất: an-khe-ha"),
        (("an-khe-ha", "2999", "individual", "--last", "3"), "từ 1946"),
        (("an-khe-ha", "2026", "ca-biet", "--last", "3"), "DÃY ca-biet"),
        (("an-khe-ha", "2026", "individual"), "cần ít nhất một"),
        (("an-khe-ha", "2026", "individual", "--last", "3", "--unused", "4"), "nhỏ hơn số 4"),
        (("an-khe-ha", "2026", "individual", "--unused", "9-3"), "tăng dần"),
        (("an-khe-ha", "2026", "individual", "--unused", "ba"), "3,7-9"),
        (("an-khe-ha", "2026", "bao-cao", "--last", "3"), "--total"),
        (("an-khe-ha", "2026", "individual", "--total", "3"), "--last"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused(
    quiet: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], wanted: str
) -> None:
    assert wanted in refused(quiet, capsys, "declare", *words, "--source", "CV 01", "--as", "A")
    assert not account.read(quiet.root).declarations


@pytest.mark.parametrize(("written", "wanted"), [("", ()), ("3", (3,)), ("3, 7–9", (3, 7, 8, 9)), ("9,3", (3, 9))])
def test_lists_of_numbers_are_read_as_people_write_them(written: str, wanted: tuple[int, ...]) -> None:
    assert accounting.numbers(written, "--unused") == wanted


@pytest.mark.parametrize("written", ["0", "3-", "-3", "1e3", "٣", "3;4", "999999999", "3-2"])
def test_other_lists_are_refused(written: str) -> None:
    with pytest.raises(UsageError, match="--unused"):
        accounting.numbers(written, "--unused")


def test_two_runs_at_once_do_not_write_into_one_ledger(quiet: Office) -> None:
    with archive.lock(quiet.root):
        result: subprocess.CompletedProcess[str] = hdnd(quiet.root, "errors", "add", "--words", "x")

    assert result.returncode == 75
