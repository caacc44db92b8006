"""What persons decide on dossiers shows in the next build, and is what a full build shows."""

import csv
import io
import json
from typing import Any

import pytest

from pipeline.document import courses, vocabulary
from pipeline.document.passage import Passage, PassageKind
from pipeline.packs import choosing
from plugins.archive_pages import english, timeline
from tests.plugins import mini
from tests.plugins.archive import REPOSITORY, Archive

OLD, NEW = "giam-sat/ho-so/lam-giang-duong", "giam-sat/ho-so/lam-giang-cau"


def same_as_full(archive: Archive) -> bool:
    archive.build()
    archive.build("clean", ".clean", INCREMENTAL_FULL=True)
    return mini.tree(archive.output) == mini.tree(archive.root / "clean")


def decide(archive: Archive, **act: object) -> None:
    """Add what a person decided on the dossier to the register."""
    line = {
        "time": "2025-01-10T08:00:00+07:00",
        "subject": "lam-giang-duong",
        "actor": "Lê Thị Sông",
        "values": {},
        **act,
    }
    path = archive.root / "content/register/acts.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def test_the_address_of_a_joined_dossier_leads_to_the_other(archive: Archive) -> None:
    archive.issue(1, dossier="duong", oversight="kh-gs")
    archive.issue(2, dossier="cau", oversight="bc-kq-gs")
    archive.build()
    assert "Về việc thứ 1" in archive.page(f"{OLD}/index.html")

    archive.issue(1, dossier="cau", oversight="kh-gs", past_dossiers=("duong",))

    assert same_as_full(archive)
    assert f"../../../{NEW}/index.html" in archive.page(f"{OLD}/index.html")
    assert "Về việc thứ 1" in archive.page(f"{NEW}/index.html")
    assert not (archive.output / f"{OLD}/ho-so.csv").exists()


def test_a_dossier_of_which_a_part_was_split_off_leads_to_it(archive: Archive) -> None:
    archive.issue(1, dossier="duong", oversight="kh-gs")
    archive.issue(2, dossier="cau", oversight="kh-gs", past_dossiers=("duong",))

    assert same_as_full(archive)
    page = archive.page(f"{OLD}/index.html")
    assert f'<a href="../../../{NEW}/index.html">2/NQ-HĐND</a>' in page.partition('id="da-chuyen"')[2]
    assert "2/NQ-HĐND" not in page.partition('id="da-chuyen"')[0]


def test_a_closed_dossier_says_when_by_whom_and_why_until_that_is_taken_back(archive: Archive) -> None:
    archive.issue(1, dossier="duong", oversight="kh-gs")
    archive.build()
    decide(archive, act="dossier-close", why="đã thực hiện xong", seq=1, hash="a")

    assert same_as_full(archive)
    assert "Hồ sơ đã đóng ngày 10/01/2025" in archive.page(f"{OLD}/index.html")
    assert json.loads(archive.page(f"{OLD}/ho-so.json"))["closed"]["why"] == "đã thực hiện xong"

    decide(archive, act="dossier-undo", why="còn việc", seq=2, hash="b")

    assert same_as_full(archive)
    assert "Hồ sơ đã đóng" not in archive.page(f"{OLD}/index.html")


def test_a_pack_of_a_dossier_is_called_as_its_page_is(archive: Archive) -> None:
    archive.issue(1, day=9, dossier="duong", oversight="tl-doan-gs")
    archive.issue(2, dossier="duong", oversight="kh-gs")
    archive.issue(3, day=11, dossier="duong", oversight="bc-kq-gs")
    archive.build()
    known = vocabulary.load(archive.root / "content/vocabulary")

    title = choosing.choose(archive.root, known, dossier="lam-giang-duong").title
    assert title == "Hồ sơ giám sát: Về việc thứ 2" and "<h1>Về việc thứ 2</h1>" in archive.page(f"{OLD}/index.html")


ASKED = (
    Passage(PassageKind.dieu, "Điều 1. Yêu cầu", "dieu-1", 3),
    Passage(PassageKind.khoan, "1. Ủy ban nhân dân báo cáo trước ngày 30 tháng 9 năm 2025.", "dieu-1-khoan-1"),
)
LISTS = ("giam-sat/index.html", "tinh/lam-giang/giam-sat/index.html")


def waited_for(archive: Archive, page: str) -> str:
    return archive.page(page).partition('id="han"')[2].partition("</ol>")[0]


@pytest.mark.parametrize("page", LISTS)
def test_a_day_due_waits_with_its_paper_and_sentence_until_the_report_comes(page: str, archive: Archive) -> None:
    archive.issue(1, dossier="duong", oversight="kh-gs")
    archive.issue(2, dossier="duong", oversight="kl-tt", passages=ASKED)
    archive.build()

    waited = waited_for(archive, page)
    assert 'datetime="2025-09-30"' in waited and "Về việc thứ 1" in waited
    assert "tinh/lam-giang/2024/2-nq-hdnd/index.html#dieu-1-khoan-1" in waited
    assert "hoản 1 Điều 1 Nghị quyết số" in waited
    assert "báo cáo trước ngày 30 tháng 9 năm 2025." in waited

    archive.issue(3, dossier="duong", oversight="bc-thuc-hien")
    assert same_as_full(archive)
    assert not waited_for(archive, page)


@pytest.mark.parametrize("page", LISTS)
def test_a_closed_dossier_waits_for_nothing(page: str, archive: Archive) -> None:
    archive.issue(2, dossier="duong", oversight="kl-tt", passages=ASKED)
    archive.build()
    assert waited_for(archive, page)

    decide(archive, act="dossier-close", why="đã thực hiện xong", seq=1, hash="a")
    assert same_as_full(archive)
    assert not waited_for(archive, page)

    decide(archive, act="dossier-undo", why="còn việc", seq=2, hash="b")
    assert same_as_full(archive)
    assert waited_for(archive, page)


def test_a_dossier_s_table_has_every_step_also_those_not_received(archive: Archive) -> None:
    archive.issue(1, dossier="duong", oversight="kh-gs")
    archive.build()

    text = (archive.output / f"{OLD}/ho-so.csv").read_text(encoding="utf-8-sig")
    steps = {row["buoc"]: row["so_ky_hieu"] for row in csv.DictReader(io.StringIO(text))}
    assert steps["Kế hoạch"] == "1/NQ-HĐND"
    assert steps["Báo cáo kết quả"] == ""


def paper(form: str, kind: str, date: str) -> Any:
    return {"oversight": form, "type": {"slug": kind}, "date": date, "date_label": date, "due": [], "path": date}


@pytest.mark.parametrize(
    ("papers", "course"),
    [
        (
            [paper("giai-trinh", "ke-hoach", "2024-08-03"), paper("giai-trinh", "ket-luan", "2024-08-30")],
            {"Kế hoạch, yêu cầu": 1, "Kết luận": 1, "Báo cáo thực hiện": 0},
        ),
        (
            [paper("nq-chat-van", "nghi-quyet", "2024-07-10"), paper("bc-thuc-hien", "bao-cao", "2024-12-01")],
            {"Kế hoạch, nhóm vấn đề": 0, "Trả lời bằng văn bản": 0, "Nghị quyết, kết luận": 1, "Báo cáo thực hiện": 1},
        ),
    ],
    ids=["hearing", "question time"],
)
def test_a_hearing_and_question_time_wait_for_their_own_steps(papers: list[Any], course: dict[str, int]) -> None:
    steps = timeline.timeline(papers)["steps"]

    assert {step["name"]: len(step["documents"]) for step in steps} == course


@pytest.mark.parametrize("course", (courses.OVERSIGHT, courses.QUESTION_TIME, courses.HEARING))
def test_the_names_of_steps_have_room_before_the_picture_in_either_language(
    course: tuple[tuple[str, Any], ...],
) -> None:
    table = english.English(REPOSITORY / "theme").table
    room = timeline.timeline([paper("kh-gs", "ke-hoach", "2024-08-03")])["picture"]["left"] - 16

    for name, _ in course:
        assert max(len(name), len(table[name])) * 8 <= room, f"{name}: 8 px a letter of 14 px"
