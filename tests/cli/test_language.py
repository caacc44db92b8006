"""The command speaks one language at a time: the operator's, whatever was typed wrong."""

import re
import shutil
import socket
import subprocess
from pathlib import Path

import click
import pytest

from pipeline.cli import commands, language
from pipeline.cli.english_help import ENGLISH
from pipeline.document.reasons import REASONS
from tests.cli.conftest import Run, hdnd
from tests.cli.lam_giang import write_archive

VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
ENGLISH_WORDS = re.compile(
    r"\b(usage|options|arguments|commands?|show|message|exit|default|required|error|invalid|value|missing|no such|got|"
    r"unexpected|extra|try|should|input|field|expected|while|scanning|found|line|column|mapping|must|already in use)\b",
    re.I,
)
COMMANDS = [
    (),
    *((name,) for name in ("init", "status", "doctor", "receive", "check", "build", "serve", "mirror")),
    ("review",),
    ("review", "approve"),
]
WRONG = {
    "no such option": ("serve", "--prot", "3"),
    "no such command": ("dung",),
    "no such command of review": ("review", "duyet"),
    "no file": ("check",),
    "no value": ("serve", "--port"),
    "no number": ("serve", "--port", "tam"),
    "no such port": ("serve", "--port", "80000"),
    "no such port of the desk": ("review", "--serve", "--as", "A", "--port", "80000"),
    "a port below all of the desk": ("review", "--serve", "--as", "A", "--port", "-1"),
    "a word too many": ("init", "mot", "hai"),
    "no such file": ("check", "khong-co.pdf"),
    "no such archive": ("--archive", "/khong/co", "status"),
    "no such channel": ("errors", "add", "--words", "x", "--channel", "fax"),
    "no report": ("errors", "add"),
    "no mail": ("errors", "add", "--mail", "/khong/co.eml"),
    "no such council": ("declare", "xa-vua", "2026", "individual", "--last", "3", "--as", "A"),
    "a number beyond": ("declare", "xa-vua", "2026", "individual", "--last", "77777", "--as", "A"),
    "a year beyond": ("declare", "xa-vua", "1900", "individual", "--last", "7", "--as", "A"),
    "a table and numbers": ("declare", "--package", "TN-2026-000001", "--last", "7", "--as", "A"),
    "nothing declared": ("declare", "--as", "A"),
    "no day": ("report", "--from", "2026-13-01", "--to", "2026-12-01"),
    "a year of two figures": ("report", "--from", "01/07/26", "--to", "31/12/26"),
    "a year of two figures to this one": ("report", "--from", "26-07-01", "--to", "2026-12-31"),
    "a year of three figures": ("report", "--from", "01/07/2026", "--to", "31/12/206"),
    "no such ending": ("pack", "--list", "/khong/co.txt", "--to", "khong-co.pdf"),
    "no list": ("pack", "--list", "/khong/co.txt", "--to", "khong-co.epub"),
    "no council of a pack": ("pack", "--council", "khong", "--to", "khong-co.epub"),
    "no zim": ("export", "zim", "khong-co.pdf"),
    "a name for the desk": ("review", "--serve"),
    "no field": ("review", "approve", "TN-2026-000001", "--as", "A", "--set", "code"),
    "nothing signed": ("checkpoint", "key"),
}
SETTINGS: dict[str, str | bytes] = {
    "not text": b"site: {name: \xff}",
    "syntax": "site: {name: [",
    "doubled colon": "site: a: b",
    "kind": "workers: nhieu",
    "words for a list": "scope: {types_out: nghi-quyet}",
    "list for words": "site: {name: [1]}",
    "section": "site: 3",
    "address": "site: {url: 'htps://vi-du.example'}",
    "date": "site: {name: 2024-02-31}",
}


def said(done: "subprocess.CompletedProcess[str]") -> str:
    text = f"{done.stdout}{done.stderr}"
    return re.sub(r"--\w+|HDND_\w+|/\S+|\bhdnd \w+|<[^>]+>|\[code\]", "", text)


def test_every_sentence_of_help_has_its_english() -> None:
    missing = set(language.texts(commands.tree())) - set(ENGLISH)

    assert missing == set()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_of_one_language(command: tuple[str, ...], ask: Run, tmp_path: Path) -> None:
    vietnamese = ask(tmp_path, *command, "--help")
    english = ask(tmp_path, *command, "--help", "--lang", "en")

    assert (vietnamese.returncode, english.returncode) == (0, 0)
    assert vietnamese.stdout.startswith("Cách dùng: hdnd")
    assert not ENGLISH_WORDS.findall(said(vietnamese))
    assert english.stdout.startswith("Usage: hdnd")
    assert not VIETNAMESE.findall(said(english))


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_what_is_typed_wrong_is_said_in_one_sentence(arguments: tuple[str, ...], ask: Run, tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "kho")
    if arguments[:1] == ("serve",):
        (folder / "output").mkdir()
        (folder / "output/index.html").touch()
    done, english = ask(folder, *arguments), ask(folder, *arguments, "--lang", "en")

    for one in (done, english):
        assert one.returncode == 2
        assert one.stdout == ""
        assert one.stderr.count("\n") == 1
    assert not ENGLISH_WORDS.findall(said(done))
    assert not VIETNAMESE.findall(said(english))


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "kho")
    (folder / "output").mkdir()
    (folder / "output/index.html").touch()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = hdnd(folder, "serve", "--port", port)

    assert done.returncode == 2
    assert (
        done.stderr == f"--port {port}: cổng đang được chương trình khác dùng; hãy chọn cổng khác, ví dụ --port 8001\n"
    )


@pytest.mark.parametrize("written", SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_that_are_wrong_are_told_in_vietnamese(written: str | bytes, ask: Run, tmp_path: Path) -> None:
    (tmp_path / "archive.yaml").write_bytes(written if isinstance(written, bytes) else written.encode())
    done = ask(tmp_path, "status")

    assert done.returncode == 2
    assert done.stderr.startswith("archive.yaml: ")
    assert not ENGLISH_WORDS.findall(said(done))


@pytest.mark.parametrize("code", [code for code, reason in REASONS.items() if "{" in reason.vi])
def test_a_sentence_about_many_shows_no_gap_to_fill(code: str) -> None:
    for lang in (0, 1):
        assert not re.search(r"[{}]|\(\)|  | [,.;]", REASONS[code].general(lang))


def test_a_file_is_shown_in_the_words_of_a_clerk(filled: Path) -> None:
    done = hdnd(filled, "check", str(sorted((filled / "inbox").glob("*.edxml"))[0]))

    for label in ("Cơ quan ban hành", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Người ký", "Sẽ được"):
        assert label in done.stdout
    assert not re.search(r"trich_yeu|n_dieu|issue_date|⇒ (hold|accept)|\d{4}-\d\d-\d\d", done.stdout)


def test_the_place_of_an_objection_is_told_in_the_readers_language(ask: Run, tmp_path: Path) -> None:
    torn = tmp_path / "goi.edxml"
    torn.write_text('<?xml version="1.0"?>\n<edXML>\n<x\n', encoding="utf-8")

    folder = write_archive(tmp_path / "kho")
    vietnamese, english = ask(folder, "check", str(torn)), ask(folder, "check", str(torn), "--lang", "en")

    assert re.search(r"dòng \d", vietnamese.stdout) and re.search(r"line \d", english.stdout)
    assert not VIETNAMESE.findall(said(english))


SPOKEN = (("status",), ("alarms",), ("errors", "list"), ("errors", "list", "--all"), ("verify",), ("registry", "check"),
          ("person", "list"), ("reread", "--waiting"), ("reread", "--dry-run"), ("receive",),
          ("review", "apply", "{none}"),
          ("declare", "an-khe-ha", "2024", "individual", "--last", "9", "--source", "x", "--as", "Le"),
          ("note", "x", "--as", "Le"), ("errors", "add", "--words", "x"), ("export", "jsonl", "{to}/jsonl"),
          ("export", "sqlite", "{to}/kho.sqlite"), ("export", "bag", "{to}/bag"), ("mirror", "{to}/usb"),
          ("mirror", "--verify", "{to}/usb"), ("backup", "{to}/backup"), ("build",), ("checkpoint", "key"),
          ("report", "--from", "2024-01-01", "--to", "2024-12-31", "--out", "{to}/report"), ("fetch",))  # fmt: skip


def test_no_command_says_a_vietnamese_word_in_english(filled: Path, ask: Run, tmp_path: Path) -> None:
    """All that ran here and hold no title or name; one after the other, since some need what others made."""
    folder = tmp_path / "kho"
    shutil.copytree(filled, folder)
    (tmp_path / "none").touch()
    for command in SPOKEN:
        words = [one.replace("{to}", str(tmp_path)).replace("{none}", str(tmp_path / "none")) for one in command]
        done = ask(folder, "--lang", "en", *words)

        told = re.sub(r"\(TN-.*?\)|“[^”]*”", "", said(done))
        assert not VIETNAMESE.findall(told), (command, told)


def test_a_file_that_may_not_be_read_is_told_so() -> None:
    said = language.wrong(click.BadParameter("Path 'a/nq.edxml' is not readable.", param_hint="'TỆP…'"))

    assert said.sentence().startswith("a/nq.edxml: không có quyền đọc.")
