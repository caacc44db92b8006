"""What the engine refuses is said in the words of the archive's operators: no English in a Vietnamese sentence."""

import re
import sqlite3
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.errors import ExitCode
from plugins.archive_pages import refusals
from plugins.incremental import AddressUnfit, ChangedMeanwhile, SameAddress
from plugins.incremental.errors import as_refusal

ROOT = Path("/kho")
ENGLISH = re.compile(r"(?<![.\w])(?:the|of|from|made|while|build|built|state|is|by|not)\b")


def full() -> Exception:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return as_refusal(error) or error


def read_only() -> Exception:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    return as_refusal(error) or error


REFUSALS = {
    "the disk of the state is full": (full(), ExitCode.disk_failed, "/kho/.state"),
    "the disk of the state is read-only": (read_only(), ExitCode.disk_failed, "/kho/.state"),
    "no file is named": (as_refusal(OSError(28, "No space left on device")), ExitCode.disk_failed, "ổ đĩa"),
    "two sources of one page": (SameAddress("a/index.html", "pages/a.md", "tinh/a.md"), ExitCode.content, "pages/a.md"),
    "a name that Windows keeps": (
        AddressUnfit("con/index.html", "pages/con.md", "kept"),
        ExitCode.content,
        "pages/con.md",
    ),
    "a source that changed": (ChangedMeanwhile("tinh/a.md"), ExitCode.content, "tinh/a.md"),
}


@pytest.mark.parametrize(("error", "code", "names"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_of_the_engine_is_one_vietnamese_sentence(error: Exception, code: ExitCode, names: str) -> None:
    told = refusals.worded(error, ROOT)

    assert isinstance(told, errors.PipelineError) and told.exit_code == code
    assert names in told.sentence() and not ENGLISH.search(told.sentence()), told.sentence()
