"""The engine's errors as errors of the archive, with its exit codes and in its operators' language."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline import errors
from plugins.incremental import (
    AddressesLost,
    AddressUnfit,
    BuildError,
    ChangedMeanwhile,
    ContentBroken,
    DiskRefused,
    Odd,
    SameAddress,
    SiteBusy,
    SourcesGone,
)
from plugins.incremental.errors import STATE

_ODD: Mapping[str, str] = {
    Odd.nowhere: "liên kết không dẫn tới đâu",
    Odd.loop: "liên kết dẫn về chính nó",
    Odd.folder: "là thư mục, phải là tệp",
    Odd.kind: "không phải tệp cũng không phải thư mục (ống, cổng, thiết bị)",
    Odd.name: "tên không phải UTF-8",
    Odd.forbidden: "không được phép đọc",
    Odd.broken: "không đọc được",
}


def worded(error: Exception, root: Path) -> Exception:
    """The same error for whoever keeps the archive in `root`; what has no other words stays as it is."""
    if isinstance(error, ContentBroken):
        return _content(error, root)
    if isinstance(error, AddressesLost):
        return errors.AddressLost(addresses=", ".join(error.addresses))
    if isinstance(error, DiskRefused):
        return errors.DiskFailed.of(_named(error.answer, root))
    if isinstance(error, SourcesGone):
        gone = "không còn thư mục này; dựng tiếp thì trang trống. Nối lại ổ đĩa hoặc lấy lại thư mục, rồi dựng."
        en = "the folder is gone; built on, the site would be empty. Bring the folder back, then build."
        return errors.RecordInvalid(file=error.folder.relative_to(root).as_posix(), problems=gone, problems_en=en)
    if isinstance(error, SiteBusy):
        return errors.Busy(folder=root)
    if isinstance(error, SameAddress):
        twice = f"hai nguồn cùng làm ra tệp này: {error.one} và {error.other}"
        en = f"two sources make this file: {error.one} and {error.other}"
        return errors.RecordInvalid(file=error.path, problems=twice, problems_en=en)
    if isinstance(error, AddressUnfit):
        unfit = f"làm từ {error.source}: tên không dùng được trên mọi ổ đĩa (Windows, USB); hãy đổi tên"
        return errors.RecordInvalid(
            file=error.path, problems=unfit, problems_en=f"made from {error.source}: {error.why}; give it another name"
        )
    if isinstance(error, ChangedMeanwhile):
        return errors.RecordInvalid(
            file=error.path,
            problems="tệp bị sửa trong khi dựng; hãy dựng lại",
            problems_en="changed while the site was built; build again",
        )
    if isinstance(error, BuildError):
        vi = f"không dựng được trang; chương trình dựng trang báo: {error}"
        return errors.PipelineError(what=vi, what_en=f"the site was not built: {error}")
    return error


def _named(answer: OSError, root: Path) -> OSError:
    """The same error with the folder of the build's state, which the engine names in its own words."""
    return OSError(answer.errno, answer.strerror, str(root / ".state")) if answer.filename == STATE else answer


def _content(error: ContentBroken, root: Path) -> errors.RecordInvalid:
    told = [(path, _ODD.get(problem, problem)) for path, problem in error.problems]
    where = error.folder.relative_to(root).as_posix()
    told_en = [(path, getattr(problem, "en", problem)) for path, problem in error.problems]
    vi, en = _lines(told), _lines(told_en)
    if len(told) == 1:
        return errors.RecordInvalid(file=f"{where}: {told[0][0]}", problems=told[0][1], problems_en=told_en[0][1])
    return errors.RecordInvalid(file=where, problems=f"{len(told)} tệp: {vi}", problems_en=f"{len(told)} files: {en}")


def _lines(told: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{path}: {problem}" for path, problem in told)
