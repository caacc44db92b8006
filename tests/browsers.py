"""Three browsers with one small interface: what a reader's own browser does to a form, a link or the clipboard differs.

Chromium is driven by Playwright. Debian's Firefox is driven by Marionette, the protocol that it carries itself (Debian
packages no geckodriver), WebKitGTK by its own WebDriver on a screen of Xvfb. Ubuntu's Firefox is a snap that cannot be
started from a test, so there Playwright's Firefox stands in.
"""

import contextlib
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, Playwright

WAIT = 30.0
ENTER, CONTROL = "\ue007", "\ue009"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FIREFOX = ("firefox-esr", "firefox")
WEBKIT = tuple(f"usr/lib/*/{name}/MiniBrowser" for name in ("webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"))
AXE_RULES = {
    "resultTypes": ["violations"],  # what passed with each of its elements is two thirds of the work, and nobody asks
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
}
"""What axe looks at on every page of ours: WCAG to AAA, contrast of seven to one included."""
QUIET = (
    "marionette.port=0",
    "app.update.enabled=false",
    "browser.shell.checkDefaultBrowser=false",
    "datareporting.policy.dataSubmissionEnabled=false",
    "network.captive-portal-service.enabled=false",
    "network.connectivity-service.enabled=false",
)


class Driven(Protocol):
    """One window of a browser; selectors are CSS, scripts are the body of a function whose `return` is answered."""

    def open(self, url: str) -> None:
        """Go to an address and wait until the page is loaded."""

    def run(self, script: str) -> Any:
        """Run a script in the page."""

    def click(self, css: str) -> None:
        """Click as a person does."""

    def type(self, css: str, words: str) -> None:
        """Type into a field."""

    def enter(self, css: str) -> None:
        """Press Enter in a field."""

    def paste(self, css: str) -> None:
        """Press Ctrl+V in a field."""


def wait(browser: Driven, condition: str) -> Any:
    """What the expression becomes when it is true; a page on its way to the next one answers nothing yet."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with contextlib.suppress(RuntimeError):
            if found := browser.run(f"return {condition}"):
                return found
        time.sleep(0.05)
    raise AssertionError(f"not within {WAIT} s: {condition}; at {browser.run('return location.href')}")


class Playwrights:
    """A page that Playwright drives."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto(url)

    def run(self, script: str) -> Any:
        try:
            return self.page.evaluate(f"() => {{ {script} }}")
        except Exception as error:  # the page was left while it was asked
            raise RuntimeError(str(error)) from error

    def click(self, css: str) -> None:
        self.page.click(css)

    def type(self, css: str, words: str) -> None:
        self.page.fill(css, words)

    def enter(self, css: str) -> None:
        self.page.press(css, "Enter")

    def paste(self, css: str) -> None:
        self.page.press(css, "Control+V")


class Commanded:
    """A browser that takes the commands of WebDriver; how they are sent is said below."""

    def ask(self, name: str, **values: Any) -> Any:
        """Send a command. Raises RuntimeError with the browser's words."""
        raise NotImplementedError

    def open(self, url: str) -> None:
        self.ask("Navigate", url=url)

    def run(self, script: str) -> Any:
        return self.ask("ExecuteScript", script=script, args=[])

    def click(self, css: str) -> None:
        self.ask("ElementClick", id=self._element(css))

    def type(self, css: str, words: str) -> None:
        self.ask("ElementSendKeys", id=self._element(css), text=words)

    def enter(self, css: str) -> None:
        self.type(css, ENTER)

    def paste(self, css: str) -> None:
        self.type(css, f"{CONTROL}v")

    def _element(self, css: str) -> str:
        return str(self.ask("FindElement", using="css selector", value=css)[ELEMENT])


class Marionette(Commanded):
    """Firefox by the protocol of its own: `length:[0, number, command, values]` over a socket."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=WAIT)
        self.numbers = itertools.count(1)
        self._read()
        self.ask("NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})

    def ask(self, name: str, **values: Any) -> Any:
        words = json.dumps([0, next(self.numbers), f"WebDriver:{name}", values]).encode()
        self.socket.sendall(b"%d:%s" % (len(words), words))
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        words = b""
        while len(words) < int(length[:-1]):
            words += self._some(int(length[:-1]) - len(words))
        return json.loads(words)

    def _some(self, count: int) -> bytes:
        found = self.socket.recv(count)
        if not found:
            raise RuntimeError("Firefox closed the connection")
        return found


class WebDriver(Commanded):
    """A browser behind a WebDriver that listens on a port of this machine."""

    PLACES = {  # noqa: RUF012 a table, never changed
        "Navigate": "/url",
        "ExecuteScript": "/execute/sync",
        "FindElement": "/element",
        "ElementClick": "/element/{id}/click",
        "ElementSendKeys": "/element/{id}/value",
    }

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self.base = f"http://127.0.0.1:{port}/session"
        asked = {"capabilities": {"alwaysMatch": capabilities}}
        self.base += "/" + self._post("", asked)["sessionId"]

    def ask(self, name: str, **values: Any) -> Any:
        return self._post(self.PLACES[name].format(**values), values)

    def end(self) -> None:
        """Close the window."""
        urllib.request.urlopen(urllib.request.Request(self.base, method="DELETE"), timeout=WAIT).close()  # noqa: S310

    def _post(self, place: str, values: dict[str, Any]) -> Any:
        request = urllib.request.Request(  # noqa: S310 this machine
            self.base + place, json.dumps(values).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=WAIT) as answer:  # noqa: S310 this machine
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error


def firefox_program() -> str | None:
    """Firefox of the system; the stub that leads to Ubuntu's snap is none."""
    found = next(filter(None, map(shutil.which, FIREFOX)), None)
    return None if found is None or b"snap" in Path(found).resolve().read_bytes()[:4096] else found


@contextlib.contextmanager
def firefox(folder: Path, playwright: Playwright) -> Iterator[Driven]:
    """The system's Firefox without a window, or where there is none Playwright's; `folder` takes its profile."""
    program = firefox_program()
    if program is None:
        browser = playwright.firefox.launch()
        with playwrights(browser) as window:
            yield window
        browser.close()
        return
    values = (pref.split("=") for pref in QUIET)
    (folder / "user.js").write_text("".join(f'user_pref("{name}", {value});\n' for name, value in values))
    command = [program, "--headless", "--no-remote", "--marionette", "--profile", str(folder)]
    with _running(command, folder):
        yield Marionette(int(_soon(lambda: _text(folder / "MarionetteActivePort"))))


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[Driven]:
    """WebKitGTK's MiniBrowser on a screen of its own; `folder` takes what it leaves behind."""
    program = next(filter(None, (str(place) for name in WEBKIT for place in Path("/").glob(name))), None)
    assert program and shutil.which("WebKitWebDriver"), "no WebKitGTK: run .ci/setup test"
    port = _free_port()
    screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1280x900x24"]
    environment = {
        "HOME": str(folder),
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # it does not start in a container
    }
    with _running([*screen, "WebKitWebDriver", f"--port={port}"], folder, environment):
        _soon(lambda: _listens(port))
        options = {"binary": program, "args": ["--automation"]}
        browser = WebDriver(port, {"webkitgtk:browserOptions": options})
        yield browser
        browser.end()


@contextlib.contextmanager
def playwrights(browser: Browser) -> Iterator[Driven]:
    """A window of a browser that Playwright has started."""
    context = browser.new_context(locale="vi-VN")
    yield Playwrights(context.new_page())
    context.close()


@contextlib.contextmanager
def _running(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Iterator[None]:
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env=os.environ | (environment or {}), start_new_session=True
        )
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # asked to end, Firefox takes a minute over it
            process.wait()


def _soon(found: Any) -> Any:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.05)
    raise AssertionError("the browser did not start")


def _text(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def named(name: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Driven]:
    """The browser of a name: chromium, firefox, webkit."""
    if name == "chromium":
        made = playwrights(request.getfixturevalue("chromium"))
    elif name == "firefox":
        made = firefox(folder, request.getfixturevalue("playwright"))
    else:
        made = webkit(folder)
    with made as driven:
        yield driven
