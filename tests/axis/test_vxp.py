"""The client of the gateway against one that speaks, and one that fails: nothing lost, nothing twice."""

import json
import ssl
import subprocess
from pathlib import Path

import pytest

from pipeline import errors
from tests.axis import server
from tests.axis.conftest import QUICK, Place, point
from tests.axis.server import Gateway, serving

ONE, TWO, THREE = "7f0c-1", "7f0c-2", "7f0c-3"


def test_both_queues_are_fetched_kept_and_acknowledged(place: Place, gateway: Gateway) -> None:
    gateway.waiting["edoc"] = {ONE: b"<edXML>mot</edXML>", TWO: "văn bản".encode()}
    gateway.waiting["status"] = {THREE: b"<edXML>13</edXML>"}

    assert place.poll() == [("fetched", ONE), ("fetched", TWO), ("fetched", THREE)]

    assert place.arrived() == {
        f"{ONE}.edxml": b"<edXML>mot</edXML>",
        f"{TWO}.edxml": "văn bản".encode(),
        f"{THREE}.edxml": b"<edXML>13</edXML>",
    }
    assert gateway.done == [ONE, TWO, THREE] and place.poll() == []


TEMPORARY = {
    "nothing in time": server.hang,
    "the line closes": server.hang_up,
    "half a body": server.half,
    "half without a length": server.half_without_length,
    "half in chunks": server.half_in_chunks,
    "a byte now and then": server.drip,
    "500": server.status(500),
    "502": server.status(502),
    "503, later": server.status(503, Retry_After="0"),
    "429": server.status(429),
    "408": server.status(408),
    "busy in words": server.json_of({"status": "FAIL", "ErrorCode": "20", "ErrorDesc": "loi he thong"}),
    "no object": server.json_of([1, 2]),
    "no JSON": server.json_of(b"<?xml version='1.0'?>"),
}


@pytest.mark.parametrize("call", ["getReceivedEdocList", "getEdoc", "updateStatus"])
@pytest.mark.parametrize("fault", TEMPORARY.values(), ids=TEMPORARY.keys())
def test_what_fails_once_is_asked_again(place: Place, gateway: Gateway, call: str, fault: server.Fault) -> None:
    gateway.waiting["edoc"] = {ONE: b"mot"}
    gateway.faults[call] = [fault]

    assert place.poll() == [("fetched", ONE)]
    assert place.arrived() == {f"{ONE}.edxml": b"mot"} and gateway.done == [ONE]


FOR_ONE = {
    "a page to log in": server.page,
    "404": server.status(404),
    "400": server.status(400),
    "zipped": server.zipped,
    "more than it says it may": server.endless,
    "a length of a terabyte": server.announced,
    "refused in words": server.json_of({"status": "FAIL", "ErrorCode": 21, "ErrorDesc": "loi xu ly file"}),
    "no package in it": server.json_of({"status": "OK", "ErrorCode": "0"}),
    "broken base64": server.json_of({"status": "OK", "ErrorCode": "0", "data": "QUJ"}),
    "a list for data": server.json_of({"status": "OK", "ErrorCode": "0", "data": ["QUJD"]}),
    "too large": server.json_of({"status": "OK", "ErrorCode": "0", "data": "QUJD" * 1_000_001}),
}


@pytest.mark.parametrize("fault", FOR_ONE.values(), ids=FOR_ONE.keys())
def test_one_package_that_cannot_be_had_stops_no_other_and_is_not_acknowledged(
    place: Place, gateway: Gateway, fault: server.Fault
) -> None:
    gateway.waiting["edoc"] = {ONE: b"mot", TWO: b"hai"}
    gateway.faults["getEdoc"] = [fault]

    assert place.poll() == [("not_fetched", ONE), ("fetched", TWO)]

    assert gateway.done == [TWO] and list(place.arrived()) == [f"{TWO}.edxml"]
    assert place.poll() == [("fetched", ONE)]


def test_a_package_whose_answers_all_break_stops_no_other_but_three_in_a_row_end_the_run(
    place: Place, gateway: Gateway
) -> None:
    gateway.waiting["edoc"] = {ONE: b"mot", TWO: b"hai"}
    gateway.faults["getEdoc"] = [server.half] * 3
    assert place.poll() == [("not_fetched", ONE), ("fetched", TWO)]

    gateway.waiting["edoc"] = {str(number): b"x" for number in range(9)}
    gateway.faults["getEdoc"] = [server.status(503)] * 30
    with pytest.raises(errors.AxisFailed):
        place.poll()
    assert gateway.calls.count("getEdoc") == 3 + 1 + 9 and list(place.arrived()) == [f"{TWO}.edxml"]


@pytest.mark.parametrize("code", [401, 403, 407])
@pytest.mark.parametrize("call", ["getReceivedEdocList", "getEdoc", "updateStatus"])
def test_credentials_that_are_refused_end_the_run_at_once(place: Place, gateway: Gateway, code: int, call: str) -> None:
    gateway.waiting["edoc"] = {ONE: b"mot", TWO: b"hai"}
    gateway.faults[call] = [server.status(code)]

    with pytest.raises(errors.AxisFailed, match=str(code)):
        place.poll()

    assert gateway.calls.count(call) == 1 and gateway.done == []
    place.poll()
    assert len(place.arrived()) == 2 and gateway.done == [ONE, TWO]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(place: Place, gateway: Gateway, code: int) -> None:
    with serving() as other:
        gateway.faults["getReceivedEdocList"] = [server.status(code, Location=f"{other.endpoint}/lay?khoa=1")]

        with pytest.raises(errors.AxisFailed) as caught:
            place.poll()

        assert other.calls == [] and "127.0.0.1" in str(caught.value) and "khoa" not in str(caught.value)


def test_an_answer_that_asks_for_patience_is_given_it(place: Place, gateway: Gateway) -> None:
    import time

    gateway.faults["getReceivedEdocList"] = [server.status(429, Retry_After="1")]
    begun = time.monotonic()
    place.poll()

    assert time.monotonic() - begun >= 1


def test_a_package_delivered_again_is_one_file_and_other_bytes_are_another(place: Place, gateway: Gateway) -> None:
    gateway.waiting["edoc"] = {ONE: b"mot"}
    gateway.extra = [{"docId": ONE}, {"DocId": ONE}, ONE]
    assert place.poll() == [("fetched", ONE), ("not_fetched", ONE)]  # the list of states names it though it is gone

    gateway.extra = []
    gateway.waiting["edoc"] = {ONE: b"mot"}
    assert place.poll() == [("known", ONE)] and len(place.arrived()) == 1
    gateway.waiting["edoc"] = {ONE: b"khac"}
    assert place.poll() == [("fetched", ONE)]
    assert sorted(place.arrived().values()) == [b"khac", b"mot"]


def test_what_was_acknowledged_and_is_listed_still_is_left(place: Place, gateway: Gateway) -> None:
    gateway.extra = [{"docId": "cu-1", "status": "done"}, {"docId": "cu-2", "status": "FAIL"}]

    assert place.poll() == []


STRANGE = ("../../../etc/cron.d/x", "a/b", ".an", "a\r\nX-Them: 1", "số 1", "x" * 300, "CON:1", "-rf", "%2e%2e")


@pytest.mark.parametrize("id", STRANGE)
def test_no_id_leads_out_of_the_inbox_or_into_the_headers(place: Place, gateway: Gateway, id: str) -> None:
    gateway.waiting["edoc"] = {id: b"mot", TWO: b"hai"}

    steps = place.poll()

    assert ("fetched", TWO) in steps and len(steps) == 2
    assert {path.parent for path in place.root.rglob("*.edxml")} == {place.root / "inbox/axis"}
    assert all(name.isascii() and not name.startswith((".", "-")) for name in place.arrived())


def test_a_list_in_another_shape_is_said(place: Place, gateway: Gateway) -> None:
    for shape in ({"a": 1}, "không phải", 5):
        gateway.faults["getReceivedEdocList"] = [server.json_of({**server.OK, "data": shape})]
        with pytest.raises(errors.AxisFailed, match="shape"):
            place.poll()
    gateway.faults["getReceivedEdocList"] = [server.json_of({**server.OK, "data": json.dumps([{"DOCID": ONE}])})]
    assert place.poll() == [("not_fetched", ONE)]


def test_plain_http_leaves_this_machine_never(place: Place) -> None:
    refused = (
        "http://truc.example/vxp",
        "http://10.0.0.8/vxp",
        "ftp://127.0.0.1/",
        "",
        "https://",
        "https://a:mat-khau@truc.example/",
        "http://127.0.0.1.truc.example/",
        "http://[::1",
        "https://truc.example:port/",
        "https://truc.example/?khoa=1",
    )
    for endpoint in refused:
        point(place.root, endpoint)
        with pytest.raises(errors.SettingsError, match=r"axis\.endpoint") as caught:
            place.connect()
        assert "mat-khau" not in caught.value.sentence()
    for endpoint in ("https://truc.example/vxp", "http://localhost:8080", "http://[::1]:8080/a"):
        point(place.root, endpoint)
        place.connect()


def certificate(folder: Path) -> tuple[Path, Path]:
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += [
        "-keyout",
        str(key),
        "-out",
        str(cert),
        "-days",
        "2",
        "-subj",
        "/CN=truc",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return key, cert


def test_a_certificate_that_nobody_vouches_for_is_refused_and_a_known_root_is_taken(place: Place) -> None:
    key, cert = certificate(place.root)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with serving(context) as gateway:
        gateway.waiting["edoc"] = {ONE: b"mot"}
        there = gateway.endpoint.replace("http:", "https:")
        point(place.root, there)
        with pytest.raises(errors.AxisFailed, match="certificate"):
            place.poll()
        assert gateway.calls == []

        point(place.root, there, f"{QUICK}, ca: cert.pem")
        assert place.poll() == [("fetched", ONE)]
        point(place.root, there.replace("127.0.0.1", "localhost"), f"{QUICK}, ca: cert.pem")
        with pytest.raises(errors.AxisFailed, match="certificate"):
            place.poll()


def test_a_missing_root_certificate_is_said(place: Place) -> None:
    point(place.root, "https://127.0.0.1/", "ca: khong-co.pem")
    with pytest.raises(errors.SettingsError, match=r"axis\.ca"):
        place.connect()


def test_without_credentials_nothing_is_asked_and_with_them_no_child_inherits_them(place: Place) -> None:
    from pipeline import axis, settings

    environment = dict(place.environment)
    axis.connect(place.root, settings.load(place.root), environment)
    assert environment == {}
    for name in place.environment:
        with pytest.raises(errors.UsageError, match=name):
            axis.connect(place.root, settings.load(place.root), {**place.environment, name: " "})
