"""What a document is besides its title: whose, of what kind, of which year and month, as terms of the search index.

Titles seldom say so, and readers do: "đầu tư công Uyên Hưng". Each is one term that no text has ("uyên_hưng_=phường",
"ban_pháp_chế_=", "kết_luận_=", "2024_=", "tháng_12_2024_="); it stands in the index beside the word that it begins
with, so that a question reads no more.
theme/static/js/search/facts.js finds in a question what it says of these; both are held to
tests/parity/cases/facts.json.
"""

import datetime as dt
import re

from plugins.sharded_lunr.words import words

_NAMES = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "xã", "phường", "đặc khu")
KINDS = [words(kind) for kind in _NAMES]
_YEARS = re.compile(r"\s*\([^)]*\)$")
"""Behind a name that two councils bear: "HĐND phường Thuận An (từ 2025)"."""


def facts(council: str, organ: str, kind: str, issued: dt.date) -> list[str]:
    """The terms of a document of this council (its label), organ and kind (their names) and day of issue."""
    named = [f"{'_'.join(terms)}_=" for terms in (_organ(organ), words(kind)) if terms]
    return [council_term(council), *named, f"{issued.year}_=", f"tháng_{issued.month}_{issued.year}_="]


def _organ(name: str) -> list[str]:
    """The organ's own name, "Ban Pháp chế Hội đồng nhân dân xã An Phú" as ban, pháp, chế; none of a council."""
    return words(re.split(r"(?:của )?(?:Hội đồng nhân dân|HĐND)", name)[0])


def council_term(label: str) -> str:
    """A council's own name, then what kind of place it is of: "HĐND phường Uyên Hưng" as uyên_hưng_=phường."""
    said = words(_YEARS.sub("", label))
    name = said[1:] if said[:1] == ["hđnd"] else said
    kind = next((kind for kind in KINDS if len(kind) < len(name) and name[: len(kind)] == kind), [])
    return f"{'_'.join(name[len(kind) :])}_={'_'.join(kind)}"
