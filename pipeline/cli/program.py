"""The command line from what was typed to the exit code."""

import io
import os
import sys
from contextlib import suppress
from itertools import islice, pairwise
from typing import NoReturn

from typer.exceptions import TyperException

from pipeline import archive, errors, faults, text
from pipeline.cli import commands
from pipeline.cli.language import LANGUAGES, speak, wrong
from pipeline.cli.screen import session
from pipeline.cli.typed import careful

_COMMON = ("--archive", "--lang", "--key", "--passphrase-file")


def _anywhere(arguments: list[str]) -> list[str]:
    """The options of all commands first, wherever they were typed: `hdnd check FILE --lang en`."""
    first, rest = [], []
    waiting = iter(arguments)
    for one in waiting:
        if one == "--":
            rest += [one, *waiting]
        elif one in _COMMON:
            first += [one, *islice(waiting, 1)]
        elif one.startswith(tuple(f"{name}=" for name in _COMMON)):
            first.append(one)
        else:
            rest.append(one)
    return first + rest


def _language(arguments: list[str]) -> str:
    """The language that was asked for, before anything is parsed: help and wrong options speak it, too."""
    named = [two for one, two in pairwise(arguments) if one == "--lang"]
    named += [one.partition("=")[2] for one in arguments if one.startswith("--lang=")]
    wanted = [*named, os.environ.get("HDND_LANG", ""), "vi"]
    return next(one for one in wanted if one in LANGUAGES)


def _command(arguments: list[str]) -> str:
    """The first word that is no option of all commands nor its value; empty where there is none."""
    waiting = iter(arguments)
    for one in waiting:
        if not one.startswith("-"):
            return one
        if one in _COMMON:
            next(waiting, "")
    return ""


def _run(arguments: list[str]) -> int:
    """Parse and run; the exit code."""
    session.lang = _language(arguments)
    command = careful(speak(commands.tree(_command(arguments)), session.lang))
    try:
        return int(command(arguments, prog_name="hdnd", standalone_mode=False) or 0)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message(), file=sys.stderr)
            return int(errors.ExitCode.usage)
        raise wrong(error) from error


def _takes_faults() -> bool:
    """Whether a private log takes faults down; at the office it does, whichever command failed."""
    with suppress(errors.PipelineError, OSError):
        settings = session.settings()
        if not faults.is_open() and session.is_at_office(settings):
            faults.log_below(archive.open(session.root, settings).logs())
    return faults.is_open()


def run(arguments: list[str]) -> NoReturn:
    """Run what was typed; every known error becomes one sentence and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name need not be text
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(_run(_anywhere(arguments)))
    except errors.PipelineError as error:
        print(text.legible(error.sentence(session.lang)), file=sys.stderr)
        sys.exit(int(error.exit_code))
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        failed = errors.DiskFailed.of(error)
        print(text.legible(failed.sentence(session.lang)), file=sys.stderr)
        sys.exit(int(failed.exit_code))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if not _takes_faults():  # no archive at hand to keep a log in: whoever develops sees where
            raise
        fault = errors.ProgramFault(entry=faults.note(error))
        print(text.legible(fault.sentence(session.lang)), file=sys.stderr)
        sys.exit(int(fault.exit_code))
