"""What a cell shows: its value through its number format, with the separators of Vietnamese (1.234,5; 31/12/2024).

The codes are those of ECMA-376 part 1, 18.8.31. A sheet shows "074085001234" where the number 74085001234 is stored
under the format 000000000000, so neither the stored value nor a guess at its kind will do.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from openpyxl.utils.datetime import from_excel

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<condition>(?:<=|>=|<>|<|>|=)-?\d+(?:\.\d+)?)\]|\[(?P<dropped>[^\]]*)\]"
    r"|(?P<general>General)|(?P<half>AM/PM|A/P)|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_DAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
_BUILT_IN_DATE = "mm-dd-yy"  # number 14: the short date of whoever looks; here that of Vietnam
_SHORT_DATE = "dd/mm/yyyy"
_MOST_DIGITS = 400
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 a cell's clock has no zone


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a format: its kind (a group of `_TOKEN`, `literal` for all that stands for itself) and its text."""

    kind: str
    text: str


def displayed(value: Cell, form: str) -> str:
    """The text that a sheet shows for a value under a number format; empty where the format shows nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    sections = _sections(_SHORT_DATE if form == _BUILT_IN_DATE else form)
    if isinstance(value, str):
        return _text(value, sections)
    if isinstance(value, int | float):
        return _number(value, sections)
    return _moment(value, next((one for one in sections if _is_date(one)), []))


def digits(said: str) -> str:
    """The digits of a text alone, to compare what is shown with what is stored."""
    return re.sub(r"\D", "", said)


@lru_cache(maxsize=1024)
def _sections(form: str) -> list[list[Token]]:
    """A format's tokens, parted at the semicolons that stand for themselves."""
    found: list[list[Token]] = [[]]
    for token in _tokens(form[:500] or "General"):
        if token == Token("literal", ";"):
            found.append([])
        else:
            found[-1].append(token)
    return found


def _tokens(form: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(form):
        kind = match.lastgroup or "literal"
        said = match.group(kind)
        if kind in ("quoted", "escaped", "currency"):
            yield from ([Token("quoted", said)] if said else [])
        elif kind == "space":
            yield Token("quoted", " ")
        elif kind not in ("fill", "dropped"):
            yield Token(kind, said)


def _is_date(section: Sequence[Token]) -> bool:
    return any(token.kind in ("date", "elapsed", "half") for token in section)


def _text(value: str, sections: Sequence[Sequence[Token]]) -> str:
    section = next((one for one in sections[-1:] if any(token.kind == "text" for token in one)), None)
    if section is None or (len(sections) not in (1, 4)):
        return "" if len(sections) == 4 else value
    return "".join(value if token.kind == "text" else token.text for token in section if token.kind != "condition")


def _number(value: int | float, sections: Sequence[Sequence[Token]]) -> str:
    amount = _decimal(value)
    if amount is None:
        return ""
    at = _chosen(amount, sections)
    if at is None:
        return "-" * (amount < 0) + _general(abs(amount))
    section = sections[at]
    if _is_date(section):
        passed = any(token.kind == "elapsed" for token in section)
        moment = dt.timedelta(days=value) if passed and abs(value) < 1e6 else _date_of(value)
        return _moment(moment, section) or "-" * (amount < 0) + _general(abs(amount))
    if any(token.kind == "text" for token in section):
        return "".join(_general(amount) if token.kind == "text" else token.text for token in section)
    # A section of its own for negative numbers says their sign itself.
    own = at > 0 or any(token.kind == "condition" for token in section)
    printed = _printed(abs(amount), [token for token in section if token.kind != "condition"])
    negative = amount < 0 and not own and re.search(r"[1-9]", printed) is not None
    return "-" * negative + printed


def _decimal(value: int | float) -> Decimal | None:
    try:
        amount = Decimal(repr(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount.adjusted()) < _MOST_DIGITS else None


def _chosen(amount: Decimal, sections: Sequence[Sequence[Token]]) -> int | None:
    """Which section shows a number: by the conditions it names, else positive; negative; zero."""
    conditions = [next((t.text for t in one if t.kind == "condition"), "") for one in sections]
    if any(conditions):
        held = (at for at, said in enumerate(conditions) if said and _holds(amount, said))
        return next(held, next((at for at, said in enumerate(conditions) if not said), None))
    if amount < 0 and len(sections) > 1:
        return 1
    return 2 if amount == 0 and len(sections) > 2 else 0


def _holds(amount: Decimal, condition: str) -> bool:
    sign, limit = re.match(r"([<>=]+)(.*)", condition).groups()  # type: ignore[union-attr]
    other = Decimal(limit)
    return {
        "<": amount < other, "<=": amount <= other, ">": amount > other, ">=": amount >= other,
        "=": amount == other, "<>": amount != other,
    }[sign]  # fmt: skip


def _general(amount: Decimal) -> str:
    """As the format General shows it, but every digit of a long whole number: nothing is lost for want of width."""
    if amount == amount.to_integral_value():
        return f"{amount:.0f}"
    return f"{float(amount):.10g}".replace(".", ",").replace("e", "E")


def _printed(amount: Decimal, section: Sequence[Token]) -> str:
    if any(token.kind == "general" for token in section):
        return "".join(_general(amount) if token.kind == "general" else token.text for token in section)
    places = [at for at, token in enumerate(section) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in section if token.kind in ("quoted", "literal", "percent"))
    if any(token == Token("literal", "/") for token in section[places[0] : places[-1]]):
        return _fraction(amount, section)
    return _figures(amount, section, places)


def _figures(amount: Decimal, section: Sequence[Token], places: Sequence[int]) -> str:
    first, last = places[0], places[-1]
    power = next((at for at, token in enumerate(section) if token.kind == "exponent"), None)
    point = next((at for at, token in enumerate(section) if token.kind == "point"), None)
    end = power if power is not None else last + 1
    whole = section[first : min(point if point is not None else end, end)]
    part = section[point + 1 : end] if point is not None and point < end else []
    amount *= Decimal(100) ** sum(token.kind == "percent" for token in section)
    if power is None:
        scale = next(
            (n for n, token in enumerate(section[last + 1 :]) if token.kind != "comma"), len(section) - last - 1
        )
        amount /= Decimal(1000) ** scale
    size = sum(token.kind == "digit" for token in part)
    exponent = 0
    if power is not None:
        exponent = amount.adjusted() if amount else 0
        amount = amount.scaleb(-exponent)
    before, _, after = f"{_rounded(amount, size):f}".partition(".")
    before_text = _whole(before.lstrip("0"), whole, grouped=any(token.kind == "comma" for token in whole))
    after_text = _part(after, part)
    printed = before_text + ("," + after_text if point is not None and after_text.strip() else after_text)
    rest = section[last + 1 :]
    if power is not None:
        width = sum(token.kind == "digit" for token in section[power:])
        sign = "-" if exponent < 0 else "+" if section[power].text.endswith("+") else ""
        printed += f"E{sign}{abs(exponent):0{width}}"
    return _around(section[:first]) + printed + _around(rest)


def _rounded(amount: Decimal, places: int) -> Decimal:
    try:
        return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than the context holds
        return amount


def _around(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens if token.kind in ("quoted", "literal", "percent", "point"))


def _whole(figures: str, pattern: Sequence[Token], *, grouped: bool) -> str:
    """Digits put into a pattern from its right end; the first place takes all that are left."""
    found: list[str] = []
    left = list(figures)
    count = 0
    first = next((at for at, token in enumerate(pattern) if token.kind == "digit"), 0)

    def put(letter: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0 and letter.isdigit():
            found.append(".")
        found.append(letter)
        count += 1

    for at in range(len(pattern) - 1, -1, -1):
        token = pattern[at]
        if token.kind == "digit":
            if left or token.text in "0?":
                put(left.pop() if left else {"0": "0", "?": " "}[token.text])
            while at == first and left:
                put(left.pop())
        elif token.kind in ("quoted", "literal", "percent"):
            found.append(token.text[::-1])
    return "".join(found)[::-1]


def _part(figures: str, pattern: Sequence[Token]) -> str:
    """Digits after the point; zeros at the end stand only where the pattern has 0."""
    wanted = [token.text for token in pattern if token.kind == "digit"]
    kept = len(figures)
    while kept and figures[kept - 1] == "0" and wanted[kept - 1 : kept] != ["0"]:
        kept -= 1
    found, at = "", 0
    for token in pattern:
        if token.kind == "digit":
            found += figures[at] if at < kept else " " if token.text == "?" else ""
            at += 1
        elif token.kind in ("quoted", "literal", "percent"):
            found += token.text
    return found


def _fraction(amount: Decimal, section: Sequence[Token]) -> str:
    below = "".join(token.text for token in section).partition("/")[2]
    fixed = re.match(r"\s*([1-9]\d*)", below)
    size = 10 ** max(1, sum(letter in "0#?" for letter in below)) - 1
    whole = int(amount)
    rest = Fraction(amount) - whole
    part = Fraction(round(rest * int(fixed[1])), int(fixed[1])) if fixed else rest.limit_denominator(min(size, 9999))
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    told = f"{part.numerator}/{part.denominator}" if part else ""
    return " ".join(filter(None, (str(whole) if whole or not told else "", told)))


def _date_of(value: int | float) -> dt.datetime | dt.time | dt.timedelta | None:
    try:
        return from_excel(value) if value >= 0 else None
    except (ValueError, OverflowError, TypeError):
        return None


def _moment(value: dt.datetime | dt.date | dt.time | dt.timedelta | None, section: Sequence[Token]) -> str:
    """A day or a time; where the format names none, as day/month/year and the clock."""
    if value is None:
        return ""
    if not section:
        section = next(iter(_sections(_usual(value))))
    passed = value if isinstance(value, dt.timedelta) else None
    moment = _as_moment(value)
    found, clock = "", ""
    for at, token in enumerate(section):
        kind = token.text[0].lower()
        if token.kind == "elapsed":
            found += _elapsed(passed or (moment - _EPOCH), token.text.lower())
        elif token.kind == "half":
            found += "CH" if moment.hour >= 12 else "SA"
        elif token.kind == "date":
            minutes = kind == "m" and len(token.text) < 3 and (clock == "h" or _followed_by_seconds(section[at + 1 :]))
            half = any(one.kind == "half" for one in section)
            found += _minutes(moment, token.text) if minutes else _date_part(moment, token.text.lower(), half=half)
        elif token.kind in ("quoted", "literal", "comma", "point"):
            found += token.text
        clock = kind if token.kind in ("date", "elapsed") else clock
    return found


def _usual(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.timedelta):
        return "[h]:mm"
    if isinstance(value, dt.time):
        return "hh:mm"
    timed = isinstance(value, dt.datetime) and (value.hour, value.minute) != (0, 0)
    return _SHORT_DATE + " hh:mm" * timed


def _as_moment(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, dt.time):
        return dt.datetime.combine(_EPOCH.date(), value)
    try:
        return _EPOCH + value
    except OverflowError:
        return _EPOCH


def _followed_by_seconds(rest: Sequence[Token]) -> bool:
    following = next((token.text.lower() for token in rest if token.kind in ("date", "elapsed")), "")
    return following.startswith("s")


def _elapsed(passed: dt.timedelta, code: str) -> str:
    seconds = int(passed.total_seconds())
    return f"{seconds // {'h': 3600, 'm': 60, 's': 1}[code[0]]:0{len(code)}}"


def _minutes(moment: dt.datetime, code: str) -> str:
    return f"{moment.minute:0{len(code)}}"


def _date_part(moment: dt.datetime, code: str, *, half: bool) -> str:
    kind, size = code[0], len(code)
    if kind == "y":
        return f"{moment.year % 100:02}" if size < 3 else str(moment.year)
    if kind == "m":
        return f"{moment.month:0{size}}" if size < 3 else f"Tháng {moment.month}"
    if kind == "d":
        named = "Chủ Nhật" if moment.weekday() == 6 else f"Thứ {_DAYS[moment.weekday()]}"
        return f"{moment.day:0{size}}" if size < 3 else named
    if kind == "h":
        hour = (moment.hour % 12 or 12) if half else moment.hour
        return f"{hour:0{min(size, 2)}}"
    whole, _, part = code.partition(".")
    told = f"{moment.second:0{min(len(whole), 2)}}"
    return told + (f",{moment.microsecond:06}"[: len(part) + 1] if part else "")
