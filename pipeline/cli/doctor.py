"""What is installed, what is missing, what does not work without it, and the command that installs it."""

import importlib.metadata
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.extract import sandbox

DISTRIBUTIONS = ("pelican", "pypdfium2", "pypdf", "tesserocr", "lxml", "pydantic", "openpyxl", "xlrd")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that the archive or its tests need; `found` answers its version or place, None when it is missing."""

    name: str
    install: str
    without_vi: str
    without_en: str
    found: Callable[[], str | None]
    needed: bool = True


def needs() -> Iterator[Need]:
    """Everything that `hdnd doctor` looks for, the necessary things first."""
    yield from _programs()
    yield Need(
        "network namespace",
        "PrivateNetwork=yes (docs/how-to/exchange-axis.md)",
        "tiến trình đọc tệp vẫn thấy mạng; bộ nhớ, thời gian và dung lượng vẫn bị giới hạn",
        "the process that reads a file still sees the network; memory, time and size are limited all the same",
        _network,
        needed=False,
    )
    for name in DISTRIBUTIONS:
        without = ("cơ sở dữ liệu không chạy được", "the archive does not run")
        yield Need(name, "make setup", *without, partial(_distribution, name))
    yield from _for_tests()


def _programs() -> Iterator[Need]:
    yield Need(
        "LibreOffice",
        "apt install libreoffice-writer-nogui",
        "không đọc được .doc, .odt, .rtf",
        ".doc, .odt, .rtf cannot be read",
        partial(_program, "soffice", "--version"),
    )
    for language, vi, en in (
        ("vie", "không nhận dạng được bản quét", "scans cannot be read"),
        ("osd", "không nhận ra trang quét bị xoay", "turned scans are not noticed"),
    ):
        package = f"apt install tesseract-ocr-{language}"
        yield Need(f"Tesseract {language}", package, vi, en, partial(_tessdata, language))
    yield Need(
        "Liberation",
        f"apt install {_fonts_package()}",
        "LibreOffice thiếu chữ có dấu",
        "LibreOffice lacks Vietnamese letters",
        _fonts,
    )


def _for_tests() -> Iterator[Need]:
    pages = ("không kiểm thử được trang", "the pages cannot be tested")
    tables = ("không kiểm thử được .xls", ".xls cannot be tested")
    oracle = ("không đối chiếu được khi kiểm thử PDF", "tests of PDF lack their oracle")
    yield Need("Chromium", "apt install chromium", *pages, _chromium, needed=False)
    yield Need("Firefox", "apt install firefox-esr", *pages, _firefox, needed=False)
    yield Need("WebKitGTK", "apt install webkit2gtk-driver xvfb xauth", *pages, _webkit, needed=False)
    yield Need("LibreOffice Calc", "apt install libreoffice-calc-nogui", *tables, _calc, needed=False)
    yield Need("pdftotext", "apt install poppler-utils", *oracle, partial(_program, "pdftotext", "-v"), needed=False)


def _program(name: str, flag: str) -> str | None:
    path = shutil.which(name)
    if not path:
        return None
    try:
        done = subprocess.run([path, flag], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 a fixed program
    except subprocess.TimeoutExpired:
        return path
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if lines else path


def _network() -> str | None:
    return "unshare" if sandbox.cuts_network() else None


def _tessdata(language: str) -> str | None:
    places = Path("/usr/share").glob(f"tesseract-ocr/*/tessdata/{language}.traineddata")
    return next((str(place) for place in sorted(places)), None)


def _fonts() -> str | None:
    """Debian 12 calls the Liberation 2 fonts apart; version 1 there has no Vietnamese letters."""
    folders = ("liberation2",) if _fonts_package() == "fonts-liberation2" else ("liberation2", "liberation")
    places = (Path("/usr/share/fonts/truetype") / folder / "LiberationSerif-Regular.ttf" for folder in folders)
    return next((str(place) for place in places if place.is_file()), None)


def _fonts_package() -> str:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "fonts-liberation"
    bookworm = (release.get("ID"), release.get("VERSION_ID")) == ("debian", "12")
    return "fonts-liberation2" if bookworm else "fonts-liberation"


def _distribution(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _calc() -> str | None:
    place = Path("/usr/lib/libreoffice/program/libsclo.so")
    return str(place) if place.is_file() else None


def _firefox() -> str | None:
    return next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)


def _webkit() -> str | None:
    """Its driver, which is of use with a screen only."""
    return shutil.which("WebKitWebDriver") if shutil.which("xvfb-run") and shutil.which("xauth") else None


def _chromium() -> str | None:
    names = ("chromium", "chromium-headless-shell", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)
