"""The command `hdnd`: the only place that prints and exits."""

import io
import sys
from itertools import islice

from pipeline import errors
from pipeline.cli import accounting, answering, keeping, publishing, receiving, reviewing
from pipeline.cli.screen import app, session

__all__ = ["main"]

_COMMON = ("--archive", "--lang")

for commands in (keeping, receiving, publishing, accounting):
    commands.register(app)
app.add_typer(reviewing.app, name="review")
app.add_typer(answering.app, name="errors")


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


def main() -> None:
    """Run the command line; every known error becomes one sentence and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name need not be text
            stream.reconfigure(errors="backslashreplace")
    try:
        app(_anywhere(sys.argv[1:]))
    except errors.PipelineError as error:
        print(error.sentence(session.lang), file=sys.stderr)
        sys.exit(int(error.exit_code))
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        failed = errors.DiskFailed.of(error)
        print(failed.sentence(session.lang), file=sys.stderr)
        sys.exit(int(failed.exit_code))
    except KeyboardInterrupt:
        sys.exit(130)
