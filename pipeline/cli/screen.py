"""What the commands share: the archive they work on, the operator's language, and how they speak."""

import datetime as dt
import getpass
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline import settings as archive_settings
from pipeline.document import vocabulary

app = typer.Typer(
    help="Kho lưu trữ công khai của Hội đồng nhân dân: nhận gói tin, kiểm tra, dựng trang, tìm kiếm, sao chép.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass
class Session:
    """One invocation of the command; set once by its callback, read by the commands."""

    root: Path = Path()
    lang: str = "vi"

    def settings(self) -> archive_settings.Settings:
        """The archive's settings. Raises NotAnArchive, SettingsError."""
        return archive_settings.load(self.root)

    def vocabulary(self) -> vocabulary.Vocabulary:
        """The archive's vocabulary."""
        return vocabulary.load(self.root / "content" / "vocabulary")


session = Session()


@app.callback()
def options(
    archive: Annotated[Path, typer.Option("--archive", help="Thư mục kho.", envvar="HDND_ARCHIVE")] = Path(),
    lang: Annotated[str, typer.Option("--lang", help="Ngôn ngữ thông báo: vi hoặc en.", envvar="HDND_LANG")] = "vi",
) -> None:
    """Kho lưu trữ công khai của Hội đồng nhân dân: nhận gói tin, kiểm tra, dựng trang, tìm kiếm, sao chép."""
    session.root, session.lang = archive.resolve(), "en" if lang == "en" else "vi"


def say(vi: str, en: str) -> None:
    """One sentence to the operator, in the chosen language; no markup is read in it."""
    out.print(en if session.lang == "en" else vi, markup=False)


def warn(vi: str, en: str) -> None:
    """The same on standard error."""
    err.print(en if session.lang == "en" else vi, markup=False)


def now() -> dt.datetime:
    """The instant of this act, with its zone; the only clock of the pipeline."""
    return dt.datetime.now().astimezone().replace(microsecond=0)


def actor() -> str:
    """Who runs the command, for the register: the login name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return "hdnd"
