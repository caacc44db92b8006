"""Errors of a run, drawn as a tree; what is wrong with one document is a `Finding` instead.

PipelineError                  1  something went wrong, said in one sentence
├── UsageError                 2  the command was asked for something it cannot mean
│   ├── SettingsError          2  archive.yaml holds an unknown key or a wrong value
│   └── NotAnArchive           2  the folder holds no archive
├── ContentError               3  content/ breaks its schema, or an address would be lost
│   ├── RecordInvalid          3  one document's front matter or body is not readable
│   ├── VocabularyInvalid      3  the registry of councils, types, forms and senders is wrong
│   └── AddressLost            3  a published address or anchor would disappear
├── ToolMissing                4  a system program is not installed
├── ClusterFailed              4  the machines that read for us are gone, or hold another version of the program
├── RegisterBroken             5  a ledger's chain of hashes does not hold
├── VerifyFailed               6  a mirror differs from its manifest
│   ├── JoinRefused            6  an archive of a portal is not what its manifest says
│   └── Damaged                6  what the archive keeps is not as it was taken
├── RemoteFailed               1  a site could not be copied over HTTP
├── SourceChanged              1  a received file changed or went away while it was read; it waits for the next run
├── DiskFailed                 9  the machine cannot read or write: disk full, read-only, broken; no right to a folder
├── AxisFailed                12  the exchange axis refuses us, sends us elsewhere, or does not answer
├── SecondNeeded              13  written down as proposed; another person has to confirm it
├── Late                      10  the last successful publish is too long ago, or there was none
├── ProgramFault               1  a fault of ours, with the id of its entry in the private log
├── RefusedHere                7  this command may not run in this place (receive in CI)
└── Busy                      75  another run holds the archive (EX_TEMPFAIL)

Exit code 0 means that everything asked for was done; a batch with held or refused packages also ends with 0,
because holding is what the archive is for. `check` ends with 8 when a file could not be read at all, `receive` when
something lay in the inbox that is no file that it may read. `receive` and `alarms` end with 11 when a package marked
secret lies sealed and waits for a person. `fetch` ends with 12 also when single packages or messages did not come
through.
"""

import errno
import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType


class ExitCode(IntEnum):
    """What the command answers to the shell."""

    ok = 0
    failed = 1
    usage = 2
    content = 3
    tool_missing = 4
    register_broken = 5
    verify_failed = 6
    refused_here = 7
    unreadable = 8
    disk_failed = 9
    late = 10
    sealed = 11
    axis = 12
    second_needed = 13
    busy = 75


class PipelineError(Exception):
    """Something is wrong with the run.

    `vi` and `en` are templates of the sentence shown to the operator, filled with the keyword arguments.
    """

    exit_code = ExitCode.failed
    vi = "Lỗi: {what}"
    en = "Error: {what_en}"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    @property
    def exitcode(self) -> int:
        """The same number under the name that Pelican asks for."""
        return int(self.exit_code)

    def sentence(self, lang: str = "vi") -> str:
        """The message in Vietnamese, or in English with `lang="en"`."""
        template = self.en if lang == "en" else self.vi
        return template.format(**self.facts)


class UsageError(PipelineError):
    """The command was asked for something it cannot mean; its sentence begins with the thing that was asked for."""

    exit_code = ExitCode.usage
    vi = "{what}"
    en = "{what_en}"

    def __str__(self) -> str:
        """In Vietnamese, as the desk and the command say it where nothing else is asked for."""
        return self.sentence()


class UnfitValue(ValueError):
    """A value that cannot be meant, found where nobody knows yet which option or field it was given for."""

    def __init__(self, vi: str, en: str) -> None:
        """`vi` and `en` say what is wrong with it, to stand behind the name of what it was given for."""
        super().__init__(vi)
        self.vi, self.en = vi, en


class SettingsError(UsageError):
    """The settings hold an unknown key or a value of the wrong kind."""

    vi = "{file}: {problems}"
    en = "{file}: {problems_en}"


class NotAnArchive(UsageError):
    """The folder holds no archive."""

    vi = (
        "{folder}: không phải thư mục cơ sở dữ liệu (không thấy archive.yaml). Tạo cơ sở dữ liệu mới: hdnd init THƯ_MỤC"
    )
    en = "{folder}: not an archive (no archive.yaml there). Make a new one: hdnd init DIR"


class ContentError(PipelineError):
    """The content breaks a promise that the site makes."""

    exit_code = ExitCode.content


class RecordInvalid(ContentError):
    """One document's file breaks the schema; `problems` lists every error found in it."""

    vi = "{file}: {problems}"
    en = "{file}: {problems_en}"

    def __str__(self) -> str:
        """In Vietnamese, as of what was typed wrong."""
        return self.sentence()


class VocabularyInvalid(ContentError):
    """The registry names what it does not have; `problems` lists every error, with file and slug."""

    vi = "content/vocabulary: {problems}"
    en = "content/vocabulary: {problems_en}"

    def __str__(self) -> str:
        """In Vietnamese, as of what was typed wrong."""
        return self.sentence()


def listed(problems: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Problems in Vietnamese and English as the facts `problems` and `problems_en` of an error."""
    vi, en = zip(*problems, strict=True)
    return {"problems": "; ".join(vi), "problems_en": "; ".join(en)}


class AddressLost(ContentError):
    """A published address or anchor would disappear."""

    vi = (
        "Bản dựng làm mất địa chỉ đã công bố: {addresses}. Địa chỉ ấy phải còn mãi: trang văn bản, trang chuyển hướng "
        "hoặc trang báo thu hồi."
    )
    en = "The build would lose published addresses: {addresses}. A published address lives for ever."


class ToolMissing(PipelineError):
    """A system program is not installed."""

    exit_code = ExitCode.tool_missing
    vi = "Thiếu chương trình {name}. Cài bằng: {how} {package}"
    en = "{name} is missing. Install it: {how} {package}"

    def __init__(self, **facts: object) -> None:
        """`how` is the command that installs `package`; Debian's where nothing else is said."""
        super().__init__(**{"how": "apt install", **facts})


def library_missing(name: str) -> ToolMissing:
    """A library of one of the program's extras is not installed: the line that installs it where this program runs.

    It names the library, not `hdnd-archive[extra]`: no public index has the program, and anybody could take its name.
    """
    from importlib import metadata  # and with it what reads e-mail

    try:
        asked = metadata.requires("hdnd-archive") or []
    except metadata.PackageNotFoundError:
        asked = []
    bounds = (one.partition(";")[0].strip() for one in asked if one.startswith(name))
    how = f"{shlex.quote(sys.executable)} -m pip install"
    return ToolMissing(name=name, how=how, package=shlex.quote(next(bounds, name)))


class ClusterFailed(PipelineError):
    """The machines that read for us cannot do it; what was not read waits for the next run."""

    exit_code = ExitCode.tool_missing
    vi = "Cụm máy đọc {address} không dùng được ({why}). Chưa mất gì: chạy lại lệnh thì đọc tiếp."
    en = "The cluster at {address} cannot be used ({why_en}). Nothing is lost: run the command again and it goes on."


class RegisterBroken(PipelineError):
    """A ledger's chain of hashes does not hold."""

    exit_code = ExitCode.register_broken
    vi = "{file}, dòng {line}: chuỗi băm của sổ bị đứt ({why})."
    en = "{file}, line {line_en}: the ledger's chain of hashes is broken ({why_en})."

    def __init__(self, **facts: object) -> None:
        """`why_en` and `line_en` say in English what `why` and `line` do; figures and names of keys need none."""
        super().__init__(**{"line_en": facts.get("line"), "why_en": facts.get("why"), **facts})


class RemoteFailed(PipelineError):
    """A site could not be copied over HTTP; what had come stays, and the next run goes on from there."""

    vi = "Không sao chép được: {why}. Bản sao trước vẫn giữ nguyên; chạy lại để làm tiếp."
    en = "Not copied: {why_en}. The copy before stands; run again to go on."


class VerifyFailed(PipelineError):
    """A mirror differs from its manifest."""

    exit_code = ExitCode.verify_failed
    vi = "Bản sao {folder} không khớp: {count} tệp sai khác."
    en = "The mirror {folder} does not match: {count} files differ."


class JoinRefused(VerifyFailed):
    """An archive is not what its manifest says; the portal stays as it was."""

    vi = "{site}: không gộp được ({why}). Chưa ghi gì; cổng trước vẫn giữ nguyên."
    en = "{site}: cannot be joined ({why_en}). Nothing was written; the portal before stands."


class SourceChanged(PipelineError):
    """A received file changed or went away while it was read; nothing was taken, the next run finds what is there."""

    vi = "{name}: tệp thay đổi hoặc mất trong khi đọc; chưa nhận, để lần chạy sau."
    en = "{name}: the file changed or went away while it was read; not taken, left for the next run."


class Damaged(VerifyFailed):
    """Something that the archive keeps is not as it was taken."""

    vi = "Cơ sở dữ liệu có {count} chỗ sai, đã phục hồi {healed}."
    en = "{count} things are wrong in the archive, {healed} of them were put right."


class ProgramFault(PipelineError):
    """A fault of ours; `entry` is its id in the private log."""

    vi = "Chương trình gặp lỗi {entry}; hãy báo người bảo trì mã này (nhật ký: log/hdnd.log trong kho riêng)."
    en = "The program failed ({entry}); tell the maintainer this id (log/hdnd.log in the private store)."


class DiskFailed(PipelineError):
    """The machine cannot read or write; what was begun is finished, or undone, by the next run."""

    exit_code = ExitCode.disk_failed
    vi = "{where}: {why}. Sửa rồi chạy lại; phần đã làm không mất."
    en = "{where}: {why_en}. Mend it and run again; nothing that was done is lost."

    @classmethod
    def of(cls, error: OSError) -> "DiskFailed":
        """The same for an error of the system, with the file that it names."""
        vi = _DISK.get(error.errno or 0, f"máy không đọc ghi được ({error.strerror or type(error).__name__})")
        named = error.filename2 or error.filename  # a rename fails over what stands in its way
        where = _in_the_way(Path(os.fsdecode(named))) if isinstance(named, str | bytes) else "ổ đĩa"
        return cls(where=where, why=vi, why_en=error.strerror or type(error).__name__)


def _in_the_way(path: Path) -> Path:
    """Of a path below a file, that file: where a folder is wanted, the system names what it did not come to."""
    return next((above for above in reversed(path.parents) if os.path.isfile(above)), path)  # noqa: PTH113 too long a name is none


_DISK: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: "ổ đĩa đầy",
        errno.EDQUOT: "hết hạn mức dung lượng",
        errno.EROFS: "ổ đĩa chỉ cho đọc",
        errno.EIO: "ổ đĩa lỗi khi đọc ghi",
        errno.EACCES: "không có quyền đọc hoặc ghi",
        errno.EPERM: "không có quyền đọc hoặc ghi",
        errno.ENOTDIR: "cần một thư mục nhưng ở đó là tệp",
        errno.EISDIR: "cần một tệp nhưng ở đó là thư mục",
        errno.EEXIST: "cần một thư mục nhưng ở đó là tệp",
        errno.ELOOP: "liên kết trỏ vòng về chính nó",
        errno.ENOENT: "không có tệp hoặc thư mục này",
        errno.ENAMETOOLONG: "tên quá dài",
        errno.EMFILE: "mở quá nhiều tệp",
        errno.ENFILE: "mở quá nhiều tệp",
        errno.ENOMEM: "hết bộ nhớ",
    }
)
_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)


def is_of_the_machine(error: OSError) -> bool:
    """Whether an error says something about the machine and nothing about the file that was read when it came."""
    return error.errno in _MACHINE


class AxisFailed(PipelineError):
    """There is no use in going on with the exchange axis: it refuses us, sends us elsewhere, or nobody answers."""

    exit_code = ExitCode.axis
    vi = "Trục liên thông: {why}. Chưa mất gói nào: gói chưa xác nhận được gửi lại ở lần chạy sau."
    en = "The axis: {why_en}. No package is lost: what was not acknowledged comes again with the next run."


class Late(PipelineError):
    """Nothing was published for too long: a timer does not run, or every run failed."""

    exit_code = ExitCode.late
    vi = "Chưa publish thành công trong {hours} giờ qua; lần cuối: {last}. Xem nhật ký của lịch chạy, rồi hdnd publish."
    en = "No successful publish within {hours} hours; the last: {last_en}. Look at the timer's log, then hdnd publish."


class SecondNeeded(PipelineError):
    """An act that takes two persons was proposed by the first."""

    exit_code = ExitCode.second_needed
    vi = "{subject}: đã ghi đề nghị của {person}; việc này cần người thứ hai: người ấy chạy lại lệnh này với tên mình."
    en = "{subject}: proposed by {person}; it takes a second person, who runs the same command under another name."


class RefusedHere(PipelineError):
    """This command may not run in this place."""

    exit_code = ExitCode.refused_here
    vi = "Lệnh {command} chỉ chạy tại văn phòng tiếp nhận, không chạy trong CI."
    en = "{command} runs at the receiving office only, never in CI."


class Busy(PipelineError):
    """Another run holds the archive."""

    exit_code = ExitCode.busy
    vi = "Một lần chạy khác đang giữ cơ sở dữ liệu {folder}; lần chạy này kết thúc, không làm gì."
    en = "Another run holds the archive {folder}; this one ends without doing anything."
