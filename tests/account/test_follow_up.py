"""Days due of an oversight: told while nobody reported on them, by the same rule as on the site."""

import datetime as dt
import json
from collections.abc import Iterable

import pytest

from pipeline.account.books import Books
from pipeline.account.follow_up import FollowUp, unanswered
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.record import Dates, Document
from pipeline.document.register import Publication
from tests.account.test_commands import done
from tests.archive.office import ZONE, Office
from tests.document import samples

ISSUED = dt.date(2024, 12, 10)
ASKS = "Ủy ban nhân dân tỉnh báo cáo kết quả khắc phục trước ngày {}."


def paper(number: int, form: str, due: str = "", *, day: dt.date = ISSUED, dossier: str | None = "duong") -> Document:
    facts = {"slug": f"{number}-kl-hdnd", "number": str(number), "code": f"{number}/KL-HĐND"}
    return samples.document(**facts, oversight=form, dossier=dossier, dates=Dates(issued=day), type="thong-bao")


def found(papers: Iterable[tuple[Document, str]], *down: int, forms: bool = True) -> list[FollowUp]:
    """Of these documents with their days; `down` are the places of those that were taken down."""
    texts = {one.address: (one, (Passage(PassageKind.paragraph, ASKS.format(due)),)) for one, due in papers}
    time = dt.datetime(2025, 1, 1, tzinfo=ZONE)
    lines = [
        Publication(time=time, event="published", document=one.address, oversight=one.oversight if forms else None)
        for one, _ in texts.values()
    ]
    gone = [Publication(time=time, event="suspended", document=list(texts)[place]) for place in down]
    return unanswered(Books(publications=(*lines, *gone)), texts.get)


def test_days_that_nobody_reported_on_stand_the_earliest_first() -> None:
    later, sooner = (paper(1, "kl-tt"), "30/6/2025"), (paper(2, "kn-gs", dossier="cau"), "28/02/2025")

    dates = [(one.document.number, one.date) for one in found([later, sooner])]
    assert dates == [("2", dt.date(2025, 2, 28)), ("1", dt.date(2025, 6, 30))]
    (one,) = found([later])
    assert one.sentence == ASKS.format("30/6/2025")
    assert [one.days_late(dt.date(2025, *on)) for on in ((6, 29), (6, 30), (7, 1))] == [-1, 0, 1]


@pytest.mark.parametrize(
    ("report", "open_ones"),
    [
        (paper(9, "bc-thuc-hien", day=dt.date(2025, 6, 12)), 0),
        (paper(9, "bc-thuc-hien", day=ISSUED), 0),
        (paper(9, "bc-thuc-hien", day=dt.date(2024, 12, 9)), 1),
        (paper(9, "bc-thuc-hien", day=dt.date(2025, 6, 12), dossier="cau"), 1),
        (paper(9, "bc-kq-gs", day=dt.date(2025, 6, 12)), 1),
    ],
)
def test_only_a_later_report_of_the_same_dossier_answers(report: Document, open_ones: int) -> None:
    asking = (paper(1, "nq-gs-chuyen-de"), "30/6/2025")

    assert len(found([asking, (report, "")])) == open_ones
    assert len(found([asking, (report, "")], forms=False)) == open_ones, "older lines of the register tell no form"
    assert len(found([asking, (report, "")], 1)) == 1, "a report that was taken down answers nothing"


@pytest.mark.parametrize(
    "due",
    [
        (paper(1, "kh-gs"), "30/6/2025"),
        (paper(1, "kl-tt", dossier=None), "30/6/2025"),
        (paper(1, "kl-tt"), "30/6/2024"),
        (paper(1, "kl-tt"), "30/2/2025"),
        (paper(1, "kl-tt"), "khi xong"),
    ],
)
def test_what_asks_for_nothing_by_a_day_to_come_is_not_followed(due: tuple[Document, str]) -> None:
    assert found([due]) == []


def test_a_leap_day_is_a_day() -> None:
    assert [one.date for one in found([(paper(1, "kl-tt"), "29/02/2028")])] == [dt.date(2028, 2, 29)]


def test_completeness_and_status_tell_what_is_overdue_by_name(quiet: Office) -> None:
    sent = []
    for number, due in ((1, "30/6/2025"), (2, "31/12/2099"), (3, "30/6/2025")):
        package = quiet.package(
            f"{number}.edxml", ASKS.format(due).encode(), number=str(number), document_id=f"A{number}"
        )
        sent.append(quiet.accept(package, dossier=f"viec-{number}", oversight="kl-tt").document)
    (quiet.root / f"content/documents/{sent[2]}.md").write_text("sửa hỏng", encoding="utf-8")

    said = [line for line in done(quiet, "completeness").splitlines() if "Theo dõi giám sát" in line]
    assert said[0].startswith("Theo dõi giám sát quá hạn 30/06/2025 (") and f"{sent[0]}: " in said[0]
    assert said[1:] == ["Theo dõi giám sát: 1 hạn nữa sau 30 ngày tới."]
    assert json.loads(done(quiet, "status", "--json"))["follow_ups"] == {"open": 2, "late": sent[:1]}
    assert "1 văn bản có hạn đã qua" in done(quiet, "status")
