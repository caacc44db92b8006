"""`python -m pipeline.cli` is the command `hdnd`."""

from pipeline.cli import main

main()
