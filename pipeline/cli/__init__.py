"""The command `hdnd`: the only place that prints and exits."""

import sys

from pipeline import loading

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line, or these `arguments`, and exit."""
    loading.lightly()
    from pipeline.cli import program

    program.run(sys.argv[1:] if arguments is None else arguments)
