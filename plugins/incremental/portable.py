"""Addresses that every disk can hold: those of Windows, of macOS, of the FAT and exFAT of a stick.

A site is copied: on a disk that takes `Mot/` and `mot/` for one folder, one of two pages would replace the other.
"""

import re
import unicodedata

LONGEST = 255
"""Bytes of one name: ext4 takes no more, NTFS and exFAT that many letters."""
_UNKNOWN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_KEPT = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def spelled(path: str) -> str:
    """What a disk that knows no capitals, and macOS, takes an address for: two of one spelling are one file there."""
    return path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path.casefold())


def fault(path: str) -> str:
    """Why some disk could not hold a file of this address below the output, in words; empty for any other."""
    if path.startswith("/") or "\\" in path or ".." in path.split("/"):
        return "not a path inside the output"
    return next((why for name in path.split("/") if (why := _fault_of(name))), "")


def _fault_of(name: str) -> str:
    if not name or name.endswith((".", " ")):
        return f"Windows knows no name that ends like {name!r}"
    if sign := _UNKNOWN.search(name):
        return f"Windows and sticks know no name with {sign[0]!r}"
    if _KEPT.fullmatch(name):
        return f"Windows keeps the name {name!r} for a device"
    if len(name.encode("utf-8", "surrogateescape")) > LONGEST:
        return f"a name of more than {LONGEST} bytes"
    return ""
