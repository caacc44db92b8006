"""The command `hdnd`: the only place that prints and exits."""

import sys

from pipeline import errors
from pipeline.cli import keeping, publishing, receiving, reviewing
from pipeline.cli.screen import app, session

__all__ = ["main"]

for commands in (keeping, receiving, publishing):
    commands.register(app)
app.add_typer(reviewing.app, name="review")


def main() -> None:
    """Run the command line; every known error becomes one sentence and its exit code."""
    try:
        app()
    except errors.PipelineError as error:
        print(error.sentence(session.lang), file=sys.stderr)
        sys.exit(int(error.exit_code))
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
