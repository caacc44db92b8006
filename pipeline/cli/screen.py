"""What the commands share: the archive they work on, the operator's language, and how they speak."""

import datetime as dt
import errno
import getpass
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.text import Text

from pipeline import errors, text
from pipeline import settings as archive_settings
from pipeline.archive import template
from pipeline.cli.language import LANGUAGES
from pipeline.document import registry, zone
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.document.minisign import SigningKey

_Listener = TypeVar("_Listener")
_NO_PORT: Mapping[int | None, tuple[str, str]] = {
    errno.EADDRINUSE: (
        "cổng đang được chương trình khác dùng; hãy chọn cổng khác, ví dụ --port 8001",
        "another program uses this port; choose another, such as --port 8001",
    ),
    errno.EACCES: ("máy không cho dùng cổng này; hãy chọn từ 1024 trở lên", "not allowed; choose 1024 or above"),
    None: ("không phải số cổng (0 đến 65535)", "not the number of a port (0 to 65535)"),
}


def written_to(path: Path, begins: bytes = b"") -> Path:
    """`path`, absolute, for a file that a command makes, which `begins` so.

    Raises UsageError where something stands that is no file: a folder, a device, a pipe, a link to any of them or to
    nothing. What is written takes the place of what was there, and a machine whose /dev/null is a file loses programs.
    So does who types the name of a thesis: only a file of the same kind is replaced, which its first bytes tell.
    """
    if not path.name or (os.path.lexists(path) and not path.is_file()):
        raise errors.UsageError(
            what=f"{path}: không phải tên của một tệp ghi được", what_en=f"{path}: not the name of a file to write"
        )
    if begins and path.is_file() and not _begins(path, begins):
        raise errors.UsageError(
            what=f"{path}: đã có tệp khác loại ở đó; hãy chọn tên khác",
            what_en=f"{path}: a file of another kind stands there; choose another name",
        )
    return path.absolute()


def listening(port: int, begin: Callable[[], _Listener]) -> _Listener:
    """What listens on this machine's port. Raises UsageError where that is no port, is taken or not allowed."""
    try:
        return begin()
    except (OverflowError, OSError) as error:
        vi, en = _NO_PORT.get(getattr(error, "errno", None), _NO_PORT[None])
        raise errors.UsageError(what=f"--port {port}: {vi}", what_en=f"--port {port}: {en}") from error


def _begins(path: Path, begins: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(begins)) in (begins, b"")


class OperatorConsole(Console):
    """Says what it is given as it stands: in a title or a file's name is no markup, no `:sign:`, no order."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, soft_wrap=True, emoji=False, markup=False)

    def print(self, *objects: Any, **how: Any) -> None:
        """As rich's."""
        super().print(*(text.legible(one) if isinstance(one, str) else one for one in objects), **how)


out = OperatorConsole()
err = OperatorConsole(stderr=True)


@dataclass
class Session:
    """One invocation of the command; set once by its callback, read by the commands."""

    root: Path = Path()
    lang: str = "vi"
    is_named: bool = False  # an archive was asked for by --archive, not just looked for in the current folder
    key: Path | None = None
    passphrase_file: Path | None = None

    def settings(self) -> archive_settings.Settings:
        """The archive's settings. Raises NotAnArchive, SettingsError."""
        return archive_settings.load(self.root)

    def is_at_office(self, settings: archive_settings.Settings) -> bool:
        """Whether the private store is on this machine: only there is anything signed, answered and noted."""
        return (self.root / settings.private).is_dir()

    def vocabulary(self) -> Vocabulary:
        """The archive's vocabulary. Raises VocabularyInvalid, and SettingsError where its province is not in it."""
        return _with_province(self.settings(), load_vocabulary(self.root / "content" / "vocabulary"))

    @cached_property
    def signer(self) -> "SigningKey | None":
        """The key that signs what is decided; None where none was named. Raises UsageError."""
        if self.key is None:
            return None
        from pipeline.document import minisign  # its cryptography takes 40 ms to load

        try:
            return minisign.load(self.key.read_text(encoding="utf-8"), passphrase())
        except (OSError, UnicodeDecodeError) as error:
            raise errors.UsageError(
                what=f"--key {self.key}: không đọc được", what_en=f"--key {self.key}: cannot be read"
            ) from error
        except minisign.BadKey as error:
            raise errors.UsageError(
                what=f"--key {self.key}: không phải tệp khóa, hoặc sai mật khẩu",
                what_en=f"--key {self.key}: not a key file, or the wrong passphrase",
            ) from error

    def reading(self) -> tuple[archive_settings.Settings, Vocabulary]:
        """What reading alone needs: the archive's, or where nobody named one and none is here, the program's own."""
        if self.is_named or (self.root / archive_settings.FILE).is_file():
            return self.settings(), self.vocabulary()
        return archive_settings.Settings(), load_vocabulary(template.vocabulary())


def _with_province(settings: archive_settings.Settings, words: Vocabulary) -> Vocabulary:
    province = settings.scope.province
    if province and province not in words.councils:
        near = registry.nearest(province, words.councils)
        vi = f"scope.province: không có hội đồng {province!r} trong content/vocabulary/bodies.yaml{near[0]}"
        en = f"scope.province: no council {province!r} in content/vocabulary/bodies.yaml{near[1]}"
        raise errors.SettingsError(file=archive_settings.FILE, problems=vi, problems_en=en)
    return words


session = Session()


def options(
    archive: Annotated[
        Path | None, typer.Option("--archive", help="Thư mục cơ sở dữ liệu.", envvar="HDND_ARCHIVE")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="Ngôn ngữ thông báo: vi hoặc en.", envvar="HDND_LANG")] = "vi",
    key: Annotated[Path | None, typer.Option("--key", help="Tệp khóa của người quyết định.", envvar="HDND_KEY")] = None,
    passphrase_file: Annotated[
        Path | None,
        typer.Option("--passphrase-file", help="Tệp chứa mật khẩu của khóa.", envvar="HDND_PASSPHRASE_FILE"),
    ] = None,
) -> None:
    """Cơ sở dữ liệu công khai của Hội đồng nhân dân: nhận gói tin, kiểm tra, dựng trang, tìm kiếm, sao chép."""
    if lang not in LANGUAGES:
        raise errors.UsageError(
            what=f"--lang {lang}: chỉ có {', '.join(LANGUAGES)}", what_en=f"--lang {lang}: only {', '.join(LANGUAGES)}"
        )
    session.root, session.lang, session.is_named = (archive or Path()).resolve(), lang, archive is not None
    session.key, session.passphrase_file = key, passphrase_file
    session.__dict__.pop("signer", None)  # of an earlier command in the same process


_Words = TypeVar("_Words")


def worded(vi: _Words, en: _Words) -> _Words:
    """What is said in the operator's language."""
    return en if session.lang == "en" else vi


def say(vi: str, en: str) -> None:
    """One sentence to the operator, in the chosen language."""
    out.print(worded(vi, en))


def warn(vi: str, en: str) -> None:
    """The same on standard error."""
    err.print(worded(vi, en))


def table(vi: Iterable[str], en: Iterable[str]) -> "Table":
    """An empty table under these headings, whose words are folded and never cut."""
    from rich.table import Table  # 5 ms that few commands need

    made = Table(box=None, pad_edge=False)
    for heading in worded(vi, en):
        made.add_column(heading, overflow="fold")
    return made


def passphrase(*, again: bool = False) -> str:
    """The passphrase of a key, typed unseen (`again`: twice) or out of a file. Raises UsageError."""
    if session.passphrase_file is not None:
        try:
            said = session.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise errors.UsageError(
                what=f"--passphrase-file {session.passphrase_file}: không đọc được",
                what_en=f"--passphrase-file {session.passphrase_file}: cannot be read",
            ) from error
    elif sys.stdin.isatty():
        said = getpass.getpass(worded("Mật khẩu: ", "Passphrase: "))
        if again and getpass.getpass(worded("Gõ lại: ", "Once more: ")) != said:
            raise errors.UsageError(
                what="mật khẩu: hai lần gõ khác nhau", what_en="the passphrase: the two that were typed differ"
            )
    else:
        raise errors.UsageError(
            what="--passphrase-file: cần khi không gõ được mật khẩu",
            what_en="--passphrase-file: needed where no passphrase can be typed",
        )
    if not said:
        raise errors.UsageError(what="mật khẩu để trống", what_en="the passphrase is empty")
    return said


def now() -> dt.datetime:
    """The instant of this act, as the clocks of Viet Nam show it; the only clock of the pipeline."""
    return zone.local(dt.datetime.now(dt.UTC)).replace(microsecond=0)


def actor() -> str:
    """Who runs the command, for the register: the login name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return "hdnd"


def entry(facts: Iterable[str], *lines: str) -> None:
    """One thing of a list: its facts, then lines about it. A table of eight columns was a word wide on 80 signs."""
    out.print(Text(text.legible(" · ".join(filter(None, facts))), style="bold"))
    indent = " " * 4
    for line in filter(None, lines):
        out.print(Text(textwrap.fill(text.legible(line), out.width, initial_indent=indent, subsequent_indent=indent)))
