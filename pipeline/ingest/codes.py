"""Number and notation of a header apart and plainly written, however the sender divided and typed them."""

import re

# ！ to ～: the wide letters and figures of East Asian keyboards. NFKC would make 122 of "12²", too.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_CALLED = re.compile(r"s[ốo]\s*[:.]?\s*(?=\d)", re.I)
_WHOLE = re.compile(r"(\d+[a-zđ]?)/(.+)$")
_BEHIND = re.compile(r"(?<=/)[^\W\d][^/]*$")


def parted(number: str | None, notation: str | None) -> tuple[str | None, str | None, bool]:
    """Number, notation, and whether either was typed in a way that is told: "Số: 12", "nq-hđnd", wide figures.

    Seen: the whole code in the number field; the agency's code behind the notation ("VP-TH#000.00.00.X14"). The paper
    prints a notation in capitals, so one typed wholly in small letters is that notation.
    """
    sent = [(said or "").partition("#")[0].strip() for said in (number, notation)]
    typed = [said.translate(_WIDE) for said in sent]
    first = _BEHIND.sub(_capitals, _CALLED.sub("", typed[0], count=1)).rstrip("/. ")
    last = typed[1].lstrip("/ ").rstrip(". ")
    last = last.upper() if last.islower() else last
    return (*_apart(first, last), [first, last] != sent)


def _capitals(found: re.Match[str]) -> str:
    return found[0].upper() if found[0].islower() else found[0]


def _apart(number: str, notation: str) -> tuple[str | None, str | None]:
    if number and notation and number.endswith(f"/{notation}"):
        number = number[: -len(notation) - 1]
    if number and notation.startswith(f"{number}/"):
        notation = notation[len(number) + 1 :]
    whole = None if notation else _WHOLE.match(number)
    return (whole[1], whole[2]) if whole else (number or None, notation or None)
