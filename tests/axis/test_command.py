"""`hdnd fetch` as an operator runs it: killed at the worst moment, told nothing that is secret."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.axis import server
from tests.axis.conftest import Place, point
from tests.axis.server import SECRET, Gateway
from tests.axis.test_sending import NAMES, due
from tests.cli.conftest import hdnd
from tests.cli.lam_giang import ROOT

__all__ = ["due"]
SLOW = "seconds: 30, attempts: 3, wait_seconds: 0.01"


def run(place: Place, *more: str, command: str = "fetch") -> "subprocess.CompletedProcess[str]":
    return hdnd(place.root, command, *more, **place.environment)


def killed(place: Place, gateway: Gateway) -> None:
    """Start the command and kill it when the gateway says so."""
    point(place.root, gateway.endpoint, SLOW)
    command = [sys.executable, "-m", "pipeline.cli", "--archive", str(place.root), "fetch"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **place.environment}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as running:
        assert gateway.reached.wait(60)
        running.kill()
    gateway.reached.clear()


@pytest.mark.parametrize("fault", [server.waits, server.done_and_waits], ids=["not done", "done"])
def test_a_kill_between_fetch_and_acknowledge_leaves_one_copy_and_one_receipt(
    place: Place, gateway: Gateway, fault: server.Fault
) -> None:
    gateway.waiting["edoc"] = {"goi-1": b"<html>khong phai goi</html>"}
    gateway.faults["updateStatus"] = [fault]
    killed(place, gateway)
    assert list(place.arrived()) == ["goi-1.edxml"]  # it lay there before the gateway was told

    assert place.poll() == ([] if fault is server.done_and_waits else [("known", "goi-1")])
    assert run(place, command="receive").returncode == 0

    assert list(place.arrived()) == ["goi-1.edxml"] and gateway.waiting["edoc"] == {}
    assert len((place.root / "content/register/receipts.jsonl").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize("fault", [server.waits, server.done_and_waits], ids=["not done", "done"])
def test_a_kill_while_sending_sends_once(due: Place, gateway: Gateway, fault: server.Fault) -> None:
    gateway.faults["sendEdoc"] = [fault]
    killed(due, gateway)
    assert due.outbox("sending") == NAMES[:1]

    due.poll()

    assert len(gateway.sent) == 6 and due.outbox("sent") == NAMES


def test_what_happened_is_one_sentence_in_both_languages_and_failure_has_its_code(
    place: Place, gateway: Gateway
) -> None:
    gateway.waiting["edoc"] = {"a": b"mot", "b": b"hai"}
    gateway.faults["getEdoc"] = [server.page]

    done = run(place)
    assert done.returncode == 12 and "1 gói mới vào inbox, 1 gói chưa lấy được" in done.stderr + done.stdout
    assert "1 packages fetched" in run(place, "--lang", "en").stdout
    gateway.faults["getReceivedEdocList"] = [server.status(403)]
    refused = run(place)
    assert refused.returncode == 12 and "403" in refused.stderr and "Traceback" not in refused.stderr
    assert "Không có gì mới" not in refused.stdout + refused.stderr
    assert run(Place(place.root, {})).returncode == 2


def test_the_secret_stands_nowhere_even_if_the_gateway_says_it(place: Place, gateway: Gateway) -> None:
    echo = {"status": "FAIL", "ErrorCode": "15", "ErrorDesc": f"sai khoa {SECRET}\x1b[2J\n{SECRET}"}
    gateway.faults["getReceivedEdocList"] = [server.json_of(echo)]
    wrong = run(place)
    gateway.waiting["edoc"] = {SECRET: b"mot"}
    gateway.faults["getEdoc"] = [server.json_of({**echo, "ErrorCode": "21"})]
    one = run(place)
    gateway.faults["getReceivedEdocList"] = [server.status(302, Location=f"https://x.example/{SECRET}")]
    moved = run(place)

    for done in (wrong, moved):
        assert done.returncode == 12 and SECRET not in done.stdout + done.stderr and "\x1b" not in done.stderr
    assert one.stderr.count(SECRET) == 1  # as the id that the gateway gave, once; not out of its error
    kept = [path for path in place.root.rglob("*") if path.is_file()]
    assert not [path for path in kept if SECRET.encode() in path.read_bytes()]


def test_a_strange_id_is_shown_as_such(place: Place, gateway: Gateway) -> None:
    gateway.waiting["edoc"] = {"a\x1b[31m\nĐÃ NHẬN": b"mot"}

    said = run(place).stderr

    assert "\x1b" not in said and len(said.splitlines()) == 1


def test_a_folder_archive_says_that_there_is_nothing_to_fetch(place: Place) -> None:
    path = Path(place.root / "archive.yaml")
    path.write_text(path.read_text("utf-8").split("axis:")[0], "utf-8")

    done = run(place)

    assert done.returncode == 0 and "inbox/" in done.stdout


def test_a_gateway_is_not_asked_in_nobodys_name(gateway: Gateway, place: Place) -> None:
    path = place.root / "archive.yaml"
    path.write_text(path.read_text("utf-8").replace("address: L77.01\n", ""), "utf-8")

    done = run(place)

    assert done.returncode == 2 and "address" in done.stderr
    assert not gateway.calls
