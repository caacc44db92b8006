"""The client of the VXP gateway (national axis and many provinces), as its SDK 2.0.0 and 2.0.1 speak.

Every call is a POST with its parameters as headers, signed by an HMAC. A package is listed until it is acknowledged.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
import re
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from pipeline import errors, text
from pipeline.axis.gateway import Failed, Message, Queue
from pipeline.axis.transport import Again, Transport, too_large

SYSTEM, SECRET = "HDND_AXIS_SYSTEM", "HDND_AXIS_SECRET"
_MB = 1_000_000
_LIST_BYTES, _WORD_BYTES = 16 * _MB, _MB
_VERSION, _AGENT = "3.0.201608", "JAVASDKAgent/1.0.0 XRoad/VPCP"
_ID = re.compile(r"[\x21-\x7e]{1,200}")
_TAKEN = frozenset({"done", "fail"})
_UNKNOWN_TO_IT, _BUSY = frozenset({"15", "19"}), frozenset({"20"})
"""Error codes of the gateway: our id, secret or registration is wrong; a fault of its own that may pass."""


def credentials(environment: MutableMapping[str, str]) -> tuple[str, str]:
    """Our id and our secret, taken out of the environment. Raises UsageError where one is missing."""
    found = tuple(environment.pop(name, "").strip() for name in (SYSTEM, SECRET))
    if not all(found):
        vi = f"Thiếu biến môi trường {SYSTEM} hoặc {SECRET} (thông tin đăng nhập trục liên thông)."
        raise errors.UsageError(what=vi, what_en=f"{SYSTEM} or {SECRET} is not set (credentials of the axis).")
    return found[0], found[1]


@dataclass(frozen=True)
class Vxp:
    """The gateway as the unit `address` sees it."""

    transport: Transport
    address: str
    system: str
    secret: str = field(repr=False)
    package_mb: int = 200

    def list(self, queue: Queue) -> list[str]:
        """What waits in a queue. Raises Failed for an answer in another shape."""
        answer = self._ask("getReceivedEdocList", {"messagetype": queue.value}, most=_LIST_BYTES)
        found = [str(one) for item in _items(answer) if not _is_taken(item) and (one := _value(item, "docid", "id"))]
        return list(dict.fromkeys(found))

    def fetch(self, id: str) -> bytes:
        """The XML of a package."""
        most = self.package_mb * _MB
        answer = self._ask("getEdoc", {"docId": _plain(id)}, most=most * 4 // 3 + _WORD_BYTES)
        data = _decoded(_value(answer, "data"))
        if len(data) > most:
            raise too_large(most)
        return data

    def acknowledge(self, id: str) -> None:
        """Tell that it is done."""
        self._ask("updateStatus", {"docId": _plain(id), "status": "done"}, most=_WORD_BYTES)

    def send(self, message: Message) -> None:
        """Send a message under an id that follows from its name: the gateway can tell a repetition by it."""
        boundary = secrets.token_hex(16)
        said = {
            "messagetype": Queue.statuses.value,
            "docId": self._id(message),
            "from": self.address,
            "to": json.dumps([message.receiver]),
            "hash-file": _unpadded(message.data),
        }
        kind = f"multipart/form-data; boundary={boundary}"
        parts = b"".join(_pieces(message, boundary.encode()))
        self._ask("sendEdoc", said, parts, kind=kind, most=_WORD_BYTES, is_done=lambda: self.has_sent(message))

    def has_sent(self, message: Message) -> bool:
        """Whether its id is among those sent; False where the gateway does not keep such a list."""
        try:
            answer = self._ask("getSentEdocList", {"messagetype": Queue.statuses.value}, most=_LIST_BYTES)
            sent = _items(answer)
        except Failed:
            return False
        return any(self._id(message) in _values(item) for item in sent)

    def _id(self, message: Message) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"hdnd:{self.address}/{message.name}"))

    def _ask(
        self,
        name: str,
        said: Mapping[str, str],
        body: bytes = b"",
        *,
        kind: str = "application/json",
        most: int,
        is_done: Callable[[], bool] = lambda: False,
    ) -> dict[str, Any]:
        given = {"Content-Type": "application/octet-stream" if body else kind, "servicetype": "eDoc", **said}

        def headers() -> dict[str, str]:
            return {**self._signed(given), "Content-Type": kind, "User-Agent": _AGENT}

        return self.transport.ask(name, headers, body, most=most, check=self._judge, is_done=is_done)

    def _signed(self, said: Mapping[str, str]) -> dict[str, str]:
        """The parameters as headers, and the signature over them: the key is the secret, the message their JSON."""
        now = dt.datetime.now().astimezone()
        values = {"systemid": self.system, "timestamp": f"{now:%d%m%YT%H%M%S}+{now.microsecond // 1000:04}", **said}
        headers = {f"XroadVnpt-{name}": value for name, value in values.items()}
        signed = json.dumps(headers, separators=(",", ":"))
        return {
            **headers,
            "XroadVnpt-sign-header-key": ";".join(values),
            "XroadVnpt-sign-header": signed,
            "XroadVnpt-hash-header": hmac.new(self.secret.encode(), signed.encode(), hashlib.sha256).hexdigest(),
            "XroadVnpt-version": _VERSION,
        }

    def _judge(self, answer: Mapping[str, Any]) -> None:
        code, status = str(_value(answer, "errorcode") or "0"), str(_value(answer, "status") or "").upper()
        if code == "0" and status in ("OK", "SUCCESS", ""):
            return
        said = text.one_line(str(_value(answer, "errordesc") or "")).replace(self.secret, "***")[:200]
        vi, en = f"cổng báo lỗi {code} {said}".strip(), f"the gateway's error {code} {said}".strip()
        if code in _UNKNOWN_TO_IT:
            raise errors.AxisFailed(why=vi, why_en=en)
        if code in _BUSY:
            raise Again(vi, en)
        raise Failed(vi, en, is_final=True)


def _value(found: object, *names: str) -> Any:
    """The value under one of these keys in any case; generations of the gateway write docId, DocId and docid."""
    if not isinstance(found, dict):
        return found if isinstance(found, str) and "docid" in names else None
    known = {str(key).lower(): value for key, value in found.items()}
    return next((known[name] for name in names if known.get(name) not in (None, "")), None)


def _values(item: object) -> list[object]:
    return list(item.values()) if isinstance(item, dict) else [item]


def _items(answer: Mapping[str, Any]) -> list[Any]:
    found = _value(answer, "data")
    if isinstance(found, str):
        try:
            found = json.loads(found)
        except ValueError:
            found = ...
    if found is None:
        return []
    if not isinstance(found, list):
        raise Failed("danh sách không đúng dạng", "the list has another shape")
    return found


def _is_taken(item: object) -> bool:
    return isinstance(item, dict) and str(_value(item, "status") or "").lower() in _TAKEN


def _plain(id: str) -> str:
    """An id that may stand in a header. Raises Failed."""
    if not _ID.fullmatch(id):
        raise Failed("mã gói có ký tự lạ", "the id holds strange characters")
    return id


def _decoded(data: object) -> bytes:
    """What stands there as base64, blanks left out. Raises Failed for what is empty or no base64."""
    try:
        found = base64.b64decode("".join(str(data or "").split()), validate=True)
    except (ValueError, binascii.Error):
        found = b""
    if not found:
        raise Failed("gói rỗng hoặc base64 hỏng", "the package is empty, or broken base64")
    return found


def _unpadded(data: bytes) -> str:
    """SHA-256 in hex without the leading zero of each byte: the SDK writes it so, and gateways compare with that."""
    return "".join(f"{byte:x}" for byte in hashlib.sha256(data).digest())


def _pieces(message: Message, boundary: bytes) -> Iterator[bytes]:
    name = message.name.encode("ascii", "replace").replace(b'"', b"")
    yield b"--" + boundary + b"\r\n"
    yield b'Content-Disposition: form-data; name="file_doc"; filename="' + name + b'"\r\n'
    yield b"Content-Type: application/octet-stream\r\n\r\n"
    yield message.data + b"\r\n--" + boundary + b"--\r\n"
