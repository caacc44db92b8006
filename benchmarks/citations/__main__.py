"""`python -m benchmarks.citations --corpus FOLDER [--wrong]`: see the package."""

import argparse
from pathlib import Path

from benchmarks import citations


def main() -> None:
    """Print the table, and with --wrong what is not right."""
    parser = argparse.ArgumentParser(description=(citations.__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder with catalog.jsonl, files and texts")
    parser.add_argument("--wrong", action="store_true", help="list what is not right, of the half for tuning")
    arguments = parser.parse_args()
    if not (arguments.corpus / "catalog.jsonl").is_file():
        parser.exit(2, f"{arguments.corpus}: no catalog.jsonl there, nothing can be counted\n")
    wrong = list[str]()
    print(*citations.table(citations.score(arguments.corpus, wrong)), sep="\n")
    stated, right, other = citations.clauses(arguments.corpus)
    print(f"pages that state one day of effect: {stated}, read so {right}, as another day {other}")
    print("numbers that vbpl.vn's page data has wrong:", *citations.metadata(arguments.corpus), sep="\n  ")
    if arguments.wrong:
        print(*(line for line in wrong if line.startswith("tune")), sep="\n")


if __name__ == "__main__":
    main()
