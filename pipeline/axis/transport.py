"""One question to the gateway over HTTP, with everything that a server or a line may do to it.

Redirects are never followed: what is sent is signed, and names the office. Plain HTTP is for this machine alone (the
official security server often stands beside the archive). An answer is read up to a limit, within a time, whole.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pipeline import errors, text
from pipeline.axis.gateway import Failed
from pipeline.settings import FILE, Axis

_CHUNK = 1 << 16
_LONGEST_WAIT = 480.0  # seconds between two attempts, whatever the server asks for
_JSON = frozenset({"", "application/json", "text/json", "text/plain", "application/octet-stream"})
_FIRST = b"\xef\xbb\xbf"
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Again(Exception):
    """An attempt failed in a way that the next one may not; `wait` is what the server asked for, in seconds."""

    def __init__(self, vi: str, en: str, wait: float = 0.0) -> None:
        super().__init__(en)
        self.vi, self.en, self.wait = vi, en, wait


@dataclass(frozen=True)
class Transport:
    """The way to one endpoint."""

    scheme: str
    host: str
    port: int | None
    path: str
    said: Axis
    context: ssl.SSLContext | None

    @classmethod
    def to(cls, said: Axis, root: Path) -> "Transport":
        """The endpoint of the settings. Raises SettingsError for an address that may not be used."""
        try:
            address = urlsplit(said.endpoint)
            port = address.port
        except ValueError:
            raise _wrong("không đọc được địa chỉ", "cannot be read") from None
        _may_be_used(address)
        context = _context(root / said.ca if said.ca else None) if address.scheme == "https" else None
        return cls(address.scheme, address.hostname or "", port, address.path.rstrip("/"), said, context)

    def ask(
        self,
        name: str,
        headers: Callable[[], Mapping[str, str]],
        body: bytes = b"",
        *,
        most: int,
        check: Callable[[dict[str, Any]], None],
        is_done: Callable[[], bool],
    ) -> dict[str, Any]:
        """POST to `/name`; the JSON object that is answered, of at most `most` bytes, after `check` let it pass.

        Tried again with growing pauses; before each repetition `is_done` is asked, and nothing answered where it was
        done after all: a message whose answer was lost must not be sent twice. Headers are made anew for each attempt.

        Raises:
            Failed: this question got no usable answer.
            AxisFailed: the gateway refuses us, or sends us elsewhere.
        """
        wait = self.said.wait_seconds
        for attempt in range(1, self.said.attempts + 1):
            try:
                found = _object(self._once(name, headers(), body, most))
                check(found)
                return found
            except Again as problem:
                if attempt == self.said.attempts:
                    raise Failed(problem.vi, problem.en, worn_out=True) from None
                time.sleep(min(max(wait, problem.wait), _LONGEST_WAIT))
            wait *= 2
            if is_done():
                break
        return {}

    def _once(self, name: str, headers: Mapping[str, str], body: bytes, most: int) -> bytes:
        cut = threading.Event()
        try:
            with self._connected(cut) as line:
                line.request("POST", f"{self.path}/{name}", body, {**headers, "Accept-Encoding": "identity"})
                answer = line.getresponse()
                self._judge(answer, most)
                return _whole(answer, most)
        except ssl.SSLCertVerificationError:
            vi = "chứng thư của cổng không hợp lệ (axis.ca: tệp chứng thư gốc)"
            raise errors.AxisFailed(why=vi, why_en="the gateway's certificate is not valid (axis.ca)") from None
        except TimeoutError:
            raise Again("không trả lời kịp", "no answer in time") from None
        except (OSError, http.client.HTTPException) as error:
            if cut.is_set():
                raise Again("trả lời quá chậm", "the answer took too long") from None
            kind = type(error).__name__
            raise Again(f"đứt kết nối ({kind})", f"the connection broke ({kind})") from None

    @contextmanager
    def _connected(self, cut: threading.Event) -> Iterator[http.client.HTTPConnection]:
        """A connection that is cut off when the whole question has taken too long, however slowly bytes still drip."""
        seconds = self.said.seconds
        if self.context:
            line = http.client.HTTPSConnection(self.host, self.port, timeout=seconds, context=self.context)
        else:
            line = http.client.HTTPConnection(self.host, self.port, timeout=seconds)  # type: ignore[assignment]
        alarm = threading.Timer(self.said.request_seconds, _hang_up, (line, cut))
        alarm.daemon = True
        alarm.start()
        try:
            yield line
        finally:
            alarm.cancel()
            line.close()

    def _judge(self, answer: http.client.HTTPResponse, most: int) -> None:
        code = answer.status
        if 300 <= code < 400:
            there = text.one_line(_host(answer.headers.get("Location", "")))[:100]
            vi = f"cổng chuyển hướng sang {there or 'nơi khác'} ({code}); không đi theo"
            raise errors.AxisFailed(why=vi, why_en=f"the gateway redirects to {there or 'elsewhere'} ({code}); refused")
        if code in (401, 403, 407):
            vi = f"cổng không nhận thông tin đăng nhập ({code})"
            raise errors.AxisFailed(why=vi, why_en=f"the gateway refuses the credentials ({code})")
        if code in _AGAIN:
            raise Again(f"cổng đang lỗi ({code})", f"the gateway fails ({code})", _seconds(answer))
        if code != 200:
            raise Failed(f"cổng trả lời mã {code}", f"the gateway answers {code}")
        _check_kind(answer)
        if (answer.length or 0) > most:
            raise too_large(most)


def _check_kind(answer: http.client.HTTPResponse) -> None:
    """Only JSON is read, and only as it is: what is packed may be of any size."""
    kind = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
    coded = answer.headers.get("Content-Encoding", "identity").lower()
    if (kind not in _JSON and not kind.endswith("+json")) or coded != "identity":
        vi = f"câu trả lời không phải JSON ({text.one_line(kind)[:60]})"
        raise Failed(vi, f"the answer is no JSON ({text.one_line(kind)[:60]})")


def too_large(most: int) -> Failed:
    """What is told of an answer above its limit, in bytes."""
    size = max(1, most // 1_000_000)
    return Failed(
        f"câu trả lời quá lớn (trên {size} MB, axis.package_mb)", f"the answer is too large (above {size} MB)"
    )


def _whole(answer: http.client.HTTPResponse, most: int) -> bytes:
    """The body; a body that ends before its announced length is half an answer."""
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(_CHUNK):
        size += len(part)
        if size > most:
            raise too_large(most)
        parts.append(part)
    if answer.length:
        raise Again("câu trả lời bị ngắt giữa chừng", "the answer ends half-way")
    return b"".join(parts)


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.removeprefix(_FIRST))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):  # a line that closes without a length leaves half a JSON behind
        raise Again("câu trả lời dở dang hoặc không phải JSON", "the answer is cut off, or no JSON")
    return found


def _hang_up(line: http.client.HTTPConnection, cut: threading.Event) -> None:
    cut.set()
    if line.sock is not None:
        try:
            socket.socket.shutdown(line.sock, socket.SHUT_RDWR)
        except OSError:
            return  # it had ended by itself


def _seconds(answer: http.client.HTTPResponse) -> float:
    said = answer.headers.get("Retry-After", "").strip()
    return float(said) if said.isascii() and said.isdigit() else 0.0


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _may_be_used(address: SplitResult) -> None:
    if address.username or address.password or address.query or address.fragment:
        raise _wrong("không ghi tên, mật khẩu, tham số trong địa chỉ", "no name, password or parameters in an address")
    if address.scheme == "https" and address.hostname:
        return
    if not (address.scheme == "http" and _is_here(address.hostname or "")):
        raise _wrong("phải là https:// (http:// chỉ cho máy này)", "must be https:// (http:// for this machine only)")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _context(ca: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError):
        vi, en = f"không đọc được chứng thư {ca}", f"the certificate {ca} cannot be read"
        raise errors.SettingsError(file=FILE, problems=f"axis.ca: {vi}", problems_en=f"axis.ca: {en}") from None


def _wrong(vi: str, en: str) -> errors.SettingsError:
    """Without the address: somebody may have typed a password into it."""
    return errors.SettingsError(file=FILE, problems=f"axis.endpoint: {vi}", problems_en=f"axis.endpoint: {en}")
