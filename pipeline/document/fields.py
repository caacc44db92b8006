"""The field of life (lĩnh vực) that a document is about, by the words of its title alone.

The rule is that of docs/reference/fields.md, its words are content/vocabulary/fields.yaml. A document has one field or
none: two would be a guess which of them a reader means, and a title that names none is no reason to look further.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline import text
from pipeline.document.sentences import Said
from pipeline.text import late

# "Công ty TNHH Thương mại Tân Mỹ được thuê đất": what a company calls itself says nothing of the document.
_COMPANY = late(
    r"\b(?:công ty|tập đoàn|doanh nghiệp tư nhân)\s.*?"
    r"(?=[,;(]|$|\s(?:được|chuyển|thuê|gia hạn|điều chỉnh|để|thực hiện|tại|sử dụng)\s)"
)
# "… của Sở Nông nghiệp và Phát triển nông thôn": whose office it is says less than any word about the matter. What
# only begins or ends like one is none: "phòng cháy, chữa cháy", "trụ sở", "bộ máy", "đường bộ", "quốc phòng".
_OFFICE = late(
    r"\b(?<!cơ )(?<!trụ )(?<!công )(?<!cán )(?<!nội )(?<!toàn )(?<!đường )(?<!quốc )(?<!biên )(?<!dự )(?<!xá )"
    r"(?:sở(?! hữu\b)|bộ(?! (?:máy|đội|phận|luật|chỉ|tiêu|hành|đơn)\b)"
    r"|phòng(?!,? (?:chống|cháy|bệnh|dịch|ngừa|thủ|không|vệ|học|ở|hộ|trừ|tránh)\b))"
    r"\s.*?(?=[;/(]|$|\s(?:tỉnh|thành phố|huyện|quận|xã|phường|trên địa bàn|về)\s)"
)
_SYLLABLE = r"[^\W_]"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of life; `general` yields to every other one that a title names."""

    slug: str
    name: str
    words: tuple[str, ...]
    general: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """The table of an archive; empty where it has none. `ignored`: words that name a body, not a matter."""

    listed: tuple[Field, ...] = ()
    ignored: tuple[str, ...] = ()

    def __getitem__(self, slug: str) -> Field:
        return next(field for field in self.listed if field.slug == slug)

    def __contains__(self, slug: str) -> bool:
        return any(field.slug == slug for field in self.listed)

    def of(self, title: str | None) -> str | None:
        """The slug of the field that a title is about; None where it names none."""
        if not title or not self.listed:
            return None
        said = _COMPANY.sub("", _plain(title))
        offices = [match.span() for match in _OFFICE.finditer(said)]
        pattern, owners = _words(self)
        named = [(owner, match.start()) for match in pattern.finditer(said) if (owner := owners[match[0]])]
        matters = [one for one in named if not one[0].general and not any(a <= one[1] < b for a, b in offices)]
        return min(matters or named, key=lambda one: one[1])[0].slug if named else None


def read(raw: Mapping[str, Any]) -> Fields:
    """The table of a fields.yaml in which `problems` found nothing."""
    listed = tuple(
        Field(row["slug"], row["name"], tuple(row["words"]), bool(row.get("general")))
        for row in raw.get("fields") or ()
    )
    return Fields(listed, tuple(raw.get("ignored") or ()))


def problems(raw: Mapping[str, Any]) -> list[Said]:
    """What is wrong in a fields.yaml beyond its shape: words that are none, and words that two fields claim."""
    owners: dict[str, str] = {}
    found = []
    for row in rows(raw, "fields"):
        words = row.get("words", [])
        if not isinstance(words, list) or not all(isinstance(word, str) and _plain(word) for word in words):
            slug = row.get("slug")
            found.append((f"{slug}: words: phải là danh sách từ ngữ", f"{slug}: words: a list of words is needed"))
            continue
        for word in map(_plain, words):
            if (owner := owners.setdefault(word, str(row.get("slug")))) != str(row.get("slug")):
                slug = row.get("slug")
                found.append((f"{slug}: {word!r} đã là từ ngữ của {owner}", f"{slug}: {word!r} is a word of {owner}"))
    return found


def rows(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The mappings of a list that a person wrote; what is none is told elsewhere."""
    listed = raw.get(key) or ()
    return [row for row in listed if isinstance(row, Mapping)] if isinstance(listed, list) else []


@lru_cache(maxsize=2)
def _words(fields: Fields) -> tuple[re.Pattern[str], Mapping[str, Field | None]]:
    """One pattern for all words, the longest first, and whose each is; None for those passed over."""
    owners: dict[str, Field | None] = {_plain(word): field for field in fields.listed for word in field.words}
    owners |= dict.fromkeys(map(_plain, fields.ignored))
    longest = sorted(owners, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!{_SYLLABLE})(?:{'|'.join(map(re.escape, longest))})(?!{_SYLLABLE})"), owners


def _plain(title: str) -> str:
    """Lower case in one spelling: of tone marks, dashes and white space, and of a hyphen between two matters."""
    said = text.old_tones(text.plain_dashes(text.one_line(title))).casefold()
    return re.sub(r"\s*[-/]\s*", "-", said)
