"""What stands in the place of a title and is none: the head of a sheet, a name of a body or file, a number, a blank.

A gateway fills the subject of its header by a rule, or a clerk with what lies at hand; published, it would be read as
what the document is about. Unknown is said as unknown.
"""

import re

from pipeline import text
from pipeline.document import notations
from pipeline.sheet import lines

_BODY = re.compile(
    rf"(?:thuong truc )?(?:hoi dong nhan dan|hdnd|uy ban nhan dan|ubnd)(?: {lines.UNIT}(?: [^\W\d_]+){{1,4}})?"
)
_NUMBER = re.compile(r"(?:so(?: hieu| ky hieu)?\s*:?\s*)?\d{1,6}[a-z]?(?:\s*/\s*(?:19|20)\d\d)?\s*/\s*[a-z][\w.\-]*")
_DAY = re.compile(r"(?:[^\W\d_]+(?: [^\W\d_]+){0,3}, )?ngay \d{1,2}(?: thang |[/.\-])\d{1,2}(?: nam |[/.\-])\d{4}")
_NUMBERED = re.compile(r"([^\d/,.;:]{0,80}?)\bso ?: ?\d{1,6} ?/")
_PLACED = re.compile(r"(?:[^\W\d_]+ ){0,4}[^\W\d_]+, ngay \d{1,2} thang \d{1,2} nam \d{4}\b")
_SHEET = re.compile(r"trang tinh “[^”]*”\.?")  # the line that readers of workbooks set above a table
_FILE = re.compile(r"\S+\.(?:pdf|docx?|odt|rtf|xlsx?|xml|edxml|zip|jpe?g|png|tiff?)")
_BLANK = re.compile(
    r"(?:trich yeu|tieu de|noi dung|ten van ban|v/v|ve viec|khong co(?: trich yeu| tieu de| noi dung)?|khong"
    r"|(?:khong|chua) (?:trich yeu|tieu de|ro|xac dinh|cap nhat|dat ten)|dang cap nhat|untitled|no (?:title|subject)"
    r"|test|n/a|null|none|undefined|nan|(?:document|scan|new document|img)[ _]?\d*)"
)
_TYPES = frozenset(lines.folded(name) for name in notations.ANY_TYPE.split("|"))


def says_nothing(title: str) -> bool:
    """Whether a reading of the title tells nothing of what the document is about."""
    printed = lines.folded(text.one_line(title))
    said = printed.strip(" .,;:·…-–_()[]\"'“”/")
    if not any(map(str.isalpha, said)) or lines.is_national(title) or lines.holds_motto(said):
        return True
    if any(pattern.fullmatch(said) for pattern in (_NUMBER, _DAY, _FILE, _BLANK)):
        return True
    if re.sub(r"[.:]$", "", printed) in _TYPES:
        return True
    return _BODY.fullmatch(said) is not None and _is_name(title)


def is_head(title: str) -> bool:
    """Whether a reading begins with what stands in the head of a sheet alone: motto, "Số: 12/…", place and date.

    Two columns that a text layer wrote as one run, or below the type, are no title. One that cites may have the colon:
    "Sửa đổi Nghị quyết số: 12/2015/NQ-HĐND".
    """
    said = lines.folded(text.one_line(title))
    numbered = _NUMBERED.match(said)
    own = numbered is not None and not numbered[1].rstrip().endswith(tuple(_TYPES))
    return own or lines.holds_motto(title) or any(one.match(said) for one in (_PLACED, _SHEET))


def _is_name(title: str) -> bool:
    """Whether its last words are written as names are: "Hội đồng nhân dân xã giám sát" has a verb."""
    return lines.is_upper(title) or len(said := title.split()) < 2 or said[-1][:1].isupper() or said[-1] == "dân"
