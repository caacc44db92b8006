"""Reports of errors: numbered, private about who reports, answered in public, never older than anybody notices."""

import datetime as dt
import email.message
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import account, errors, settings
from pipeline.account.waiting import waiting
from pipeline.archive import Told
from pipeline.document import register
from pipeline.document.accounts import ReportStep
from pipeline.ingest import complaint
from pipeline.settings import OfficeSettings as SettingsOffice
from plugins.archive_pages import document_page as page
from tests.archive.office import ZONE, Office
from tests.parity import search_site

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=ZONE)
SUOI = "Phan Thị Suối"
ADDRESS = "tinh/lam-giang/2026/1-nq-hdnd"


def take(office: Office, time: dt.datetime = NOW, mail: bytes = b"", **told: str) -> str:
    line = ReportStep(id="", time=time, step="received", actor="van-thu", channel="mail", place="Điều 5")
    return office.store.office.take_report(line, Told(**{"words": "sai số", **told}), mail).id


def answer(office: Office, number: str, words: str, time: dt.datetime = NOW) -> None:
    line = ReportStep(id=number, time=time, step="answered", actor="Lê Thị Sông", decision="not-an-error", answer=words)
    office.store.office.answer(line)


def message(body: str, subtype: str = "plain", **headers: str) -> bytes:
    made = email.message.EmailMessage()
    facts = {
        "From": "Phan Thị Suối <suoi@thu.example>",
        "Subject": "Báo sai sót",
        "Date": "Mon, 2 Mar 2026 08:00:00 +0700",
    }
    for name, value in {**facts, **headers}.items():
        made[name] = value
    made.set_content(body, subtype=subtype)
    return made.as_bytes()


def test_reports_are_numbered_by_year(quiet: Office) -> None:
    numbers = [take(quiet), take(quiet), take(quiet, NOW.replace(year=2027))]

    assert numbers == ["SS-2026-000001", "SS-2026-000002", "SS-2027-000001"]


def test_who_reported_and_in_which_words_stays_private(quiet: Office) -> None:
    number = take(quiet, mail=message("Tôi ở số 3"), words="Lời riêng", reporter=SUOI, contact="suoi@thu.example")

    assert b"Su\xe1\xbb\x91i" not in quiet.public()
    assert "Lời riêng".encode() not in quiet.public()
    told = quiet.store.office.told(number)
    assert told is not None
    assert (told.reporter, told.words) == (SUOI, "Lời riêng")
    folder = quiet.root / ".private/errors/2026"
    assert sorted(path.name for path in folder.iterdir()) == [f"{number}.eml", f"{number}.json"]
    assert {path.stat().st_mode & 0o077 for path in (*folder.iterdir(), folder, folder.parent)} == {0}


def test_the_same_message_is_taken_once(quiet: Office) -> None:
    take(quiet, mail=message("a"))

    with pytest.raises(errors.UsageError, match="SS-2026-000001"):
        take(quiet, mail=message("a"))


def test_a_report_whose_line_a_killed_run_did_not_write_is_taken_again_under_its_number(quiet: Office) -> None:
    take(quiet, mail=message("a"))
    (quiet.root / "content/register/errors.jsonl").unlink()

    assert take(quiet, mail=message("a")) == "SS-2026-000001"
    assert take(quiet, mail=message("b")) == "SS-2026-000002"


@pytest.mark.parametrize("words", ["Cảm ơn bà Phan Thị Suối", "đã gửi tới SUOI@thu.example", "phan thi suoi nhầm"])
def test_an_answer_that_names_the_reporter_is_refused(quiet: Office, words: str) -> None:
    number = take(quiet, reporter=SUOI, contact="suoi@thu.example")

    with pytest.raises(errors.UsageError, match="công khai"):
        answer(quiet, number, words)
    assert not account.read(quiet.root).complaints[number].answered


def test_an_answer_needs_a_report(quiet: Office) -> None:
    with pytest.raises(errors.UsageError, match="SS-2026-000009"):
        answer(quiet, "SS-2026-000009", "Đúng như bản gốc")


def test_an_answer_is_put_right_by_another_and_never_given_twice(quiet: Office) -> None:
    number = take(quiet)
    answer(quiet, number, "Đúng như bản gốc")

    with pytest.raises(errors.UsageError, match=r"đã trả lời đúng như vậy ngày 02/03/2026"):
        answer(quiet, number, "Đúng như bản gốc")
    answer(quiet, number, "Đúng như bản gốc đã ký")
    answer(quiet, number, "Đúng như bản gốc")

    assert [line.answer for line in quiet.store.office.reports()][1:] == [
        "Đúng như bản gốc",
        "Đúng như bản gốc đã ký",
        "Đúng như bản gốc",
    ]


def test_of_a_damaged_record_nobody_knows_whom_an_answer_may_not_name(quiet: Office) -> None:
    number = take(quiet, reporter=SUOI)
    path = quiet.root / f".private/errors/2026/{number}.json"
    path.write_bytes(path.read_bytes().replace(b"Phan", b"Phax"))

    with pytest.raises(errors.RecordInvalid, match="bị hỏng"):
        answer(quiet, number, "Cảm ơn bà Phan Thị Suối")
    assert take(quiet) == "SS-2026-000002"


def test_the_chain_of_reports_holds_and_shows_a_change(quiet: Office) -> None:
    answer(quiet, take(quiet), "Đúng như bản gốc")
    path = quiet.root / "content/register/errors.jsonl"
    assert register.verify(path)[0] == 2

    path.write_text(path.read_text(encoding="utf-8").replace("bản gốc", "bản sao"), encoding="utf-8")

    with pytest.raises(errors.RegisterBroken, match="2"):
        register.verify(path)
    with pytest.raises(errors.RegisterBroken, match="errors"):
        take(quiet)
    ((vi, en),) = quiet.store.status().broken
    assert "errors" in vi and "errors" in en and "ledger's chain" in en and "dòng" not in en


def test_open_reports_stand_oldest_first_and_late_ones_are_told(quiet: Office) -> None:
    old = take(quiet, NOW - dt.timedelta(days=20))
    answered = take(quiet)
    answer(quiet, answered, "Đúng như bản gốc")
    new = take(quiet, NOW + dt.timedelta(days=1))

    found = waiting(account.read(quiet.root), dt.date(2026, 3, 9), SettingsOffice(answer_days=5))

    assert [(one.complaint.received.id, one.age, one.is_late) for one in found] == [
        (old, 15, True),
        (new, 4, False),
    ]  # Tết 2026 took four


def test_the_form_that_a_document_page_offers_is_read_back(quiet: Office) -> None:
    card = search_site.card("1/NQ-HĐND", "Về chương trình hoạt động", "2026-01-05", search_site.PROVINCE)
    form = page.report(card, "", settings.load(quiet.root).site)["text"]
    filled = form.replace("Điều, khoản, điểm: ", "Điều, khoản, điểm: Điều 5, khoản 2")

    read = complaint.read(message(unquote(filled)), "thu.eml")

    assert (read.document, read.place) == (ADDRESS, "Điều 5, khoản 2")
    assert (read.reporter, read.contact) == (SUOI, "suoi@thu.example")


@pytest.mark.parametrize(
    ("body", "document", "place"),
    [
        (f"https://kho.example/{ADDRESS}/index.html#qd-dieu-5-khoan-2-diem-dd", ADDRESS, "Điều 5, khoản 2, điểm đ"),
        ("> Chỗ sai (điều, khoản hoặc mục): Phụ lục, dòng 3\n> Căn cứ:", None, "Phụ lục, dòng 3"),
        ("Điều, khoản, điểm:\nChỗ sai: thừa chữ", None, None),
        (f"xem file:///D:/kho/{ADDRESS}/index.html", ADDRESS, None),
        ("không rõ", None, None),
    ],
    ids=["link-with-anchor", "quoted-general-form", "form-left-empty", "from-a-stick", "plain-words"],
)
def test_a_message_tells_document_and_place_or_nothing(body: str, document: str | None, place: str | None) -> None:
    read = complaint.read(message(body), "thu.eml")

    assert (read.document, read.place) == (document, place)
    assert read.words == body


def test_a_message_in_html_is_read_as_words() -> None:
    read = complaint.read(message("<p>Trang: tinh/lam-giang/2026/1-nq-hdnd</p><script>x</script>", "html"), "thu.eml")

    assert read.document == "tinh/lam-giang/2026/1-nq-hdnd"


@pytest.mark.parametrize(
    "lines",
    [
        "<p>{0}</p><p>{1}</p><p>{2}</p>",
        "{0}<br>{1}<BR />{2}",
        '<div dir="ltr"><div>{0}</div><div><b>Điều, khoản, điểm</b>: Điều 6</div>\r\n<div>{2}</div></div>',
        "<table><tr><td>Trang:</td><td>https://kho.example/xa/a/2025/04-nq-hdnd</td></tr>"
        "<tr><td>Điều, khoản, điểm:</td><td>Điều\r\n6</td></tr><tr><td>{2}</td></tr></table>",
        "<html><head><style>p {{ margin: 0 }}</style></head><body><!-- x --><ul><li>{0}<li>{1}<li>{2}</ul></body>",
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html><body><p>{0}<p>{1}<p>{2}</body></html>',
        "<blockquote>{0}<p>{1}</p></blockquote>{2}",
    ],
)
def test_the_form_is_read_out_of_html_as_mail_programs_write_it(lines: str) -> None:
    form = "Trang: https://kho.example/xa/a/2025/04-nq-hdnd", "Điều, khoản, điểm: Điều 6", "Chỗ sai: lần 5"
    head = "From: A <a@b.example>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"

    found = complaint.read((head + lines.format(*form)).encode(), "thu.eml")

    assert (found.document, found.place) == ("xa/a/2025/04-nq-hdnd", "Điều 6")
    assert "Chỗ sai: lần 5" in found.words and "margin" not in found.words and "<" not in found.words


@pytest.mark.parametrize(
    "body", ["<!-- x -->", "<style>p {}</style>", "<br>", "&nbsp;", "<?xml encoding='x'?>", "</div>"]
)
def test_html_without_a_word_is_taken_without_words(body: str) -> None:
    head = "From: A <a@b.example>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"

    assert complaint.read((head + body).encode(), "thu.eml").words == ""


@pytest.mark.parametrize(
    "data",
    [b"no mail", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n%%EOF\n", "Chỗ sai ở Điều 3\n".encode(), b'{"from": "a"}'],
    ids=["words", "PDF", "a note", "JSON"],
)
def test_a_file_that_is_no_message_gets_no_number(data: bytes) -> None:
    with pytest.raises(errors.UsageError, match=r"thu\.eml: không phải thư điện tử"):
        complaint.read(data, "thu.eml")


def test_a_message_beyond_all_measure_is_refused_in_a_sentence() -> None:
    with pytest.raises(errors.UsageError, match=r"thu\.eml"):
        complaint.read(b"x" * (complaint.LARGEST + 1), "thu.eml")


@pytest.mark.parametrize("charset", ["khong-co", "utf-8; x", "punycode"])
def test_a_message_in_letters_that_nobody_knows_keeps_its_words(charset: str) -> None:
    head = f"From: a@thu.example\nContent-Type: text/plain; charset={charset}\n\n"

    assert "Sai ngày" in complaint.read(head.encode() + "Sai ngày ở Điều 3".encode(), "thu.eml").words


@pytest.mark.parametrize(
    "built",
    [
        b"From: a@thu.example\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
        b"From: a@thu.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--\n",
    ],
    ids=["a-picture", "a-picture-in-parts"],
)
def test_a_mail_that_is_a_picture_alone_is_taken_without_words(built: bytes) -> None:
    found = complaint.read(built, "a.eml")

    assert (found.contact, found.words) == ("a@thu.example", "")


BROKEN_HEADERS = {
    "sender": "From: ,, .;",
    "sender-in-brackets": "From: a<@[ ",
    "kind-of-text": "Content-Type: ;--*",
    "charset": "Content-Type: text/plain; charset=\x00",
    "place-of-the-text": "Content-Disposition: ;--*",
    "kind-and-packing": "Content-Type: ;--*\nContent-Transfer-Encoding: ;--*",
}


@pytest.mark.parametrize("header", BROKEN_HEADERS.values(), ids=BROKEN_HEADERS)
def test_a_header_that_the_mail_library_dies_of_loses_no_words(header: str) -> None:
    data = f"{header}\nTo: kho@thu.example\n\nChỗ sai ở Điều 3".encode()

    assert complaint.read(data, "thu.eml").words == "Chỗ sai ở Điều 3"


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_a_message_fail_but_with_a_sentence(data: bytes) -> None:
    try:
        complaint.read(data, "thu.eml")
    except errors.UsageError as error:
        assert "thu.eml" in error.sentence()


@given(
    st.sampled_from(["From", "Subject", "Date", "Content-Type"]), st.text(max_size=40).filter(lambda s: "\n" not in s)
)
def test_broken_headers_lose_no_words(name: str, value: str) -> None:
    data = f"{name}: {value}\nTo: kho@thu.example\n\nChỗ sai ở Điều 3".encode("utf-8", "surrogatepass")

    try:
        assert isinstance(complaint.read(data, "thu.eml").words, str)
    except errors.UsageError:
        assert name == "Content-Type"


def test_private_words_are_kept_as_json(quiet: Office, tmp_path: Path) -> None:
    number = take(quiet, words="dòng 1\ndòng 2")

    path = quiet.root / f".private/errors/2026/{number}.json"
    assert json.loads(path.read_text(encoding="utf-8"))["words"] == "dòng 1\ndòng 2"
