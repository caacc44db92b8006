"""Where `answers` remembers how far the senders were told, and whether anybody is to be told at all.

Apart from the answers, which know all that a package is: an archive without a code of its own on the axis tells nobody,
and its builds ask for this alone.
"""

from pathlib import Path

FILE = "outbox.json"


def nobody_to_tell(private: Path, address: str) -> bool:
    """Whether nothing can be due: the archive has no code of its own, and remembers from where it would answer."""
    return not address and (private / FILE).is_file()
