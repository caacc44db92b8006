"""What lies in outbox/ reaches its sender once, in order, whatever a line or a run is cut off by."""

from pathlib import Path

import pytest

from pipeline import errors, ingest, settings
from pipeline.document.model import Action
from tests.archive.office import DISTRICT, PROVINCE
from tests.axis import server
from tests.axis.conftest import Place
from tests.axis.server import Gateway


@pytest.fixture
def due(place: Place) -> Place:
    """Three packages, of two senders; one waits for a person, one was refused: six messages."""
    office = place.office
    office.store.answer()
    office.send("1.edxml", b"mot", document_id="A")
    office.hold(office.package("2.edxml", b"hai", document_id="B", number="13/2024", sender=DISTRICT), "draft")
    office.hold(office.package("3.edxml", b"ba", document_id="C", number="14/2024"), "secret-mark")
    office.store.answer()
    return place


NAMES = [
    "TN-2024-000001_01.edxml",
    "TN-2024-000001_03.edxml",
    "TN-2024-000002_01.edxml",
    "TN-2024-000002_05.edxml",
    "TN-2024-000003_01.edxml",
    "TN-2024-000003_02.edxml",
]


def test_each_message_is_sent_once_to_the_sender_of_its_package(due: Place, gateway: Gateway, tmp_path: Path) -> None:
    assert due.poll() == [("sent", name) for name in NAMES]

    assert due.outbox() == [] and due.outbox("sent") == NAMES and due.poll() == []
    assert [one["to"] for one in gateway.sent] == [f'["{PROVINCE}"]'] * 2 + [f'["{DISTRICT}"]'] * 2 + [
        f'["{PROVINCE}"]'
    ] * 2
    assert {(one["from"], one["messagetype"], one["servicetype"]) for one in gateway.sent} == {
        ("L77.01", "status", "eDoc")
    }
    path = tmp_path / "nhan.edxml"
    path.write_bytes(gateway.sent[3]["data"])
    read = ingest.read(path, tmp_path / "work", settings.Limits()).declared
    assert (read.action, read.status_code, read.response_for) == (Action.status, "05", "B")


@pytest.mark.parametrize("keeps_list", [True, False])
@pytest.mark.parametrize("fault", [server.hang, server.hang_up, server.half, server.status(503), server.status(429)])
def test_a_message_whose_sending_failed_is_sent_again(
    due: Place, gateway: Gateway, fault: server.Fault, keeps_list: bool
) -> None:
    gateway.keeps_list = keeps_list
    gateway.faults["sendEdoc"] = [fault]

    assert due.poll() == [("sent", name) for name in NAMES]
    assert len(gateway.sent) == 6


def test_a_message_that_got_through_without_an_answer_is_not_sent_again(due: Place, gateway: Gateway) -> None:
    gateway.faults["sendEdoc"] = [server.done_but_lost]

    assert due.poll() == [("sent", name) for name in NAMES]
    assert len({one["docId"] for one in gateway.sent}) == len(gateway.sent) == 6


def test_where_a_gateway_keeps_no_list_a_repetition_has_the_same_id(due: Place, gateway: Gateway) -> None:
    gateway.keeps_list = False
    gateway.faults["sendEdoc"] = [server.done_but_lost]

    due.poll()

    assert len(gateway.sent) == 7 and len({one["docId"] for one in gateway.sent}) == 6


def test_what_stays_in_doubt_is_looked_up_by_the_next_run_and_keeps_its_order(due: Place, gateway: Gateway) -> None:
    gateway.faults["sendEdoc"] = [server.done_but_lost, server.status(503), server.status(503)]
    gateway.faults["getSentEdocList"] = [server.status(404)] * 2

    steps = due.poll()

    assert steps[0] == ("not_sent", NAMES[0]) and ("sent", NAMES[1]) not in steps  # 03 not before 01
    assert due.outbox("sending") == NAMES[:1] and due.outbox() == NAMES[1:2]
    assert due.poll() == [("sent", NAMES[0]), ("sent", NAMES[1])]
    assert [one["docId"] for one in gateway.sent].count(gateway.sent[0]["docId"]) == 1


@pytest.mark.parametrize("code", ["10", "18", "21", "22", "23", "99"])
def test_a_message_that_the_axis_does_not_take_is_set_aside_and_stops_no_other(
    due: Place, gateway: Gateway, code: str
) -> None:
    gateway.faults["sendEdoc"] = [server.json_of({"status": "FAIL", "ErrorCode": code, "ErrorDesc": "khong"})]

    assert due.poll() == [("refused", NAMES[0]), *(("sent", name) for name in NAMES[1:])]
    assert due.outbox("failed") == NAMES[:1] and due.poll() == []
    (due.root / "outbox/failed" / NAMES[0]).rename(due.root / "outbox" / NAMES[0])
    assert due.poll() == [("sent", NAMES[0])]


@pytest.mark.parametrize("fault", [server.status(401), server.status(302, Location="https://truc.example/")])
def test_a_message_that_certainly_did_not_get_through_waits_again(
    due: Place, gateway: Gateway, fault: server.Fault
) -> None:
    gateway.faults["sendEdoc"] = [fault]

    with pytest.raises(errors.AxisFailed):
        due.poll()

    assert due.outbox() == NAMES and gateway.sent == []
    due.poll()
    assert len(gateway.sent) == 6


def test_a_message_that_a_killed_run_wrote_again_is_not_sent_again(due: Place, gateway: Gateway) -> None:
    due.poll()
    for name in NAMES:
        (due.root / "outbox" / name).write_bytes((due.root / "outbox/sent" / name).read_bytes())

    assert due.poll() == [] and len(gateway.sent) == 6 and due.outbox() == []


def test_what_others_put_into_the_outbox_is_left_alone(due: Place, gateway: Gateway) -> None:
    for name in ("ghi-chu.txt", "la.edxml", ".TN-2024-000001_01.edxml.new", "TN-2024-000099_01.edxml"):
        (due.root / "outbox" / name).write_text("x", "utf-8")

    steps = due.poll()

    assert ("not_sent", "TN-2024-000099_01.edxml") in steps and len(gateway.sent) == 6
    assert due.outbox() == ["TN-2024-000099_01.edxml", "la.edxml"]


def test_two_exchanges_at_once_are_one(due: Place) -> None:
    with due.mailbox.hold(), pytest.raises(errors.Busy):
        due.poll()
