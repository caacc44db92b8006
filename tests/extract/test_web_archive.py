"""Pages saved whole as one message are read as the page that they show."""

import base64
import zipfile
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.web_pages import web_archive

HEAD = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
PAGE = "<html><head>{}</head><body><p>Điều 1. Mức hỗ trợ</p><p class=an>không thấy</p></body></html>"
SHEET = "Content-Type: text/css\r\nContent-Location: cid:s\r\n\r\n.an { display: none }"


def part(head: str, body: str) -> str:
    coded = base64.encodebytes(body.encode()).decode()
    return f"{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}"


def read(tmp_path: Path, *parts: str, head: str = HEAD, end: str = "--B--\r\n") -> Extraction:
    path = tmp_path / "a.mht"
    path.write_text(head + "".join(f"--B\r\n{one}\r\n" for one in parts) + end)
    return web_archive.read(path, "", settings.Limits())


def visible(found: Extraction) -> list[str]:
    return [block.text for block in found.visible]


def codes(found: Extraction) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_page_is_read_with_the_styles_of_its_message(tmp_path: Path) -> None:
    page = part("Content-Type: text/html; charset=utf-8", PAGE.format("<link rel=stylesheet href='cid:s'>"))

    assert visible(read(tmp_path, page, SHEET)) == ["Điều 1. Mức hỗ trợ"]


@pytest.mark.parametrize("named", ["; charset=utf-8", "", "; charset=nothing"])
def test_a_page_is_read_whatever_set_its_message_names(tmp_path: Path, named: str) -> None:
    page = part(f"Content-Type: text/html{named}", PAGE.format("<meta charset=utf-8>"))

    assert visible(read(tmp_path, page))[0] == "Điều 1. Mức hỗ trợ"


def test_what_the_message_says_beside_the_page_is_for_the_gate(tmp_path: Path) -> None:
    frame = part("Content-Type: text/html; charset=utf-8", "<p>TỐI MẬT</p>")
    page = part("Content-Type: text/html; charset=utf-8", PAGE.format(""))

    subject = "Subject: =?utf-8?Q?T=E1=BB=9D_tr=C3=ACnh?=\r\nComments: =?utf-8?B?Tuy4buHdA==?=\r\n"

    found = read(tmp_path, page, frame, head=subject + HEAD + "lead\r\n")

    hidden = {block.text for block in found.blocks if block.region is Region.hidden}
    assert {"TỐI MẬT", "lead", "Tờ trình", "=?utf-8?B?Tuy4buHdA==?="} <= hidden


@pytest.mark.parametrize(
    "other",
    [
        "Content-Type: application/x-mso\r\n\r\nActiveMime",
        "Content-Type: text/javascript\r\n\r\nalert(1)",
        "Content-Type: text/html\r\n\r\n<script>alert(1)</script>",
        "Content-Type: message/rfc822\r\nContent-Location: x\r\n\r\nContent-Type: application/x-sh\r\n\r\nrm",
    ],
    ids=["macros", "script", "page", "message"],
)
def test_what_runs_or_is_of_no_known_kind_is_active(tmp_path: Path, other: str) -> None:
    page = part("Content-Type: text/html; charset=utf-8", PAGE.format(""))

    assert "active-content" in codes(read(tmp_path, page, other))


@pytest.mark.parametrize("end", ["", "--B\r\n"])
def test_a_message_cut_short_is_damaged(tmp_path: Path, end: str) -> None:
    page = part("Content-Type: text/html; charset=utf-8", PAGE.format(""))

    assert codes(read(tmp_path, page, end=end)) == ["file-damaged"]


def test_a_message_without_a_page_is_damaged(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "Content-Type: text/plain\r\n\r\nchữ")) == ["file-damaged"]


@pytest.mark.parametrize(
    ("name", "said", "active"),
    [("theme/theme/theme1.xml", "<a/>", False), ("x.exe", "", True), ("theme/t.xml", "<a>MẬT</a>", True)],
)
def test_the_theme_that_word_adds_is_quiet_where_it_is_one(tmp_path: Path, name: str, said: str, active: bool) -> None:
    with zipfile.ZipFile(tmp_path / "t", "w") as theme:
        theme.writestr(name, said)
    coded = base64.encodebytes((tmp_path / "t").read_bytes()).decode()
    other = f"Content-Type: application/vnd.ms-officetheme\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}"

    found = read(tmp_path, part("Content-Type: text/html; charset=utf-8", PAGE.format("")), other)

    assert ("active-content" in codes(found)) is active
