"""What crosses from the child: an `Extraction` as JSON, checked value by value.

The child read an untrusted file and may be under its control, so nothing of its answer is believed: the answer is plain
JSON, never a pickle, and a value of the wrong kind makes the whole answer unreadable.
"""

import datetime as dt
import json
import math
from dataclasses import asdict
from typing import Any

from pipeline.document import reasons
from pipeline.document.model import Block, Coverage, Extraction, FileSignature, Finding, Gap, Method, Region

Box = tuple[float, float, float, float]


class BrokenAnswer(Exception):
    """An answer that no honest child gives."""


def bytes_of(extraction: Extraction) -> bytes:
    """The extraction as JSON; `extraction` reads it back."""
    return json.dumps(asdict(extraction), ensure_ascii=True, allow_nan=False).encode("ascii")


def extraction(answer: bytes, sha256: str, media: str) -> Extraction:
    """The extraction that a child answered.

    Raises:
        Unreadable: it is not one of this file.
    """
    try:
        raw = json.loads(answer)
        if raw["sha256"] != sha256:
            raise BrokenAnswer("another file")
        return Extraction(
            sha256=sha256,
            media=media,
            blocks=tuple(_block(item) for item in raw["blocks"]),
            pages=None if raw["pages"] is None else _whole(raw["pages"]),
            image_pages=tuple(_whole(page) for page in raw["image_pages"]),
            findings=tuple(_finding(item) for item in raw["findings"]),
            coverage=_coverage(raw["coverage"]),
            turns=tuple((_whole(page), _whole(degrees)) for page, degrees in raw["turns"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenAnswer(str(error)) from error


def signatures(answer: bytes) -> tuple[FileSignature, ...]:
    """The signatures that a child answered. Raises Unreadable."""
    try:
        return tuple(_signature(item) for item in json.loads(answer))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenAnswer(str(error)) from error


def _signature(raw: dict[str, Any]) -> FileSignature:
    when = None if raw["time"] is None else dt.datetime.fromisoformat(_text(raw["time"]))
    if when is not None and when.tzinfo is None:
        raise BrokenAnswer("an instant without its zone")
    kinds = {"time_by": ("authority", "signer", None), "chain": ("trusted", "unknown", None)}
    if any(raw[name] not in known for name, known in kinds.items()):
        raise BrokenAnswer("an unknown word")
    return FileSignature(
        signer=None if raw["signer"] is None else _text(raw["signer"])[:200],
        issuer=None if raw["issuer"] is None else _text(raw["issuer"])[:200],
        time=when,
        time_by=raw["time_by"],
        intact=None if raw["intact"] is None else bool(raw["intact"]),
        chain=raw["chain"],
        whole=None if raw["whole"] is None else bool(raw["whole"]),
    )


def _block(raw: dict[str, Any]) -> Block:
    return Block(
        text=_text(raw["text"]),
        region=Region(raw["region"]),
        method=Method(raw["method"]),
        page=None if raw["page"] is None else _whole(raw["page"]),
        confidence=min(max(_number(raw["confidence"]), 0.0), 1.0),
        align=_text(raw["align"]),
        bold=bool(raw["bold"]),
        italic=bool(raw["italic"]),
        rows=tuple(tuple(_text(cell) for cell in row) for row in raw["rows"]),
        box=None if raw["box"] is None else _box(raw["box"]),
        label=_text(raw["label"]),
    )


def _coverage(raw: dict[str, Any]) -> Coverage:
    return Coverage(
        unread_pages=tuple(_whole(page) for page in raw["unread_pages"]),
        gaps=tuple(Gap(gap) for gap in raw["gaps"]),
        seen=tuple(_text(page) for page in raw["seen"]),
    )


def _finding(raw: dict[str, Any]) -> Finding:
    found = reasons.read_back(
        {name: _text(raw[name]) for name in ("code", "severity", "message", "message_en", "place")}
    )
    if reasons.REASONS[found.code].severity is not found.severity:
        raise BrokenAnswer("a severity that the code does not have")
    return found


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise BrokenAnswer("not a text")
    # A lone surrogate, which JSON can carry, would break the first file that it is written to.
    return raw.encode("utf-8", "replace").decode("utf-8")


def _whole(raw: Any) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise BrokenAnswer("not a whole number")
    return raw


def _number(raw: Any) -> float:
    if not isinstance(raw, int | float) or isinstance(raw, bool) or not math.isfinite(raw):
        raise BrokenAnswer("not a number")
    return float(raw)


def _box(raw: Any) -> Box:
    left, bottom, right, top = (_number(side) for side in raw)
    return left, bottom, right, top
