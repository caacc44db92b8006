"""Decisions written down to be done again: a file of JSON lines, each about the received file of one SHA-256."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipeline import errors, settings, text
from pipeline.document.record import Sha256


class Recorded(BaseModel):
    """One decision: `{"act": "approve", "sha256": …, "as": …, "set": {…}}` or `{"act": "refuse", …, "why": …}`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    act: Literal["approve", "refuse"]
    sha256: Sha256
    person: str = Field(alias="as")
    values: dict[str, str] = Field(default_factory=dict, alias="set")
    why: str | None = None

    @field_validator("person", "why")
    @classmethod
    def _said(cls, value: str | None) -> str | None:
        if value is not None and not text.in_words(value):
            raise ValueError("để trống (blank)")
        return value

    @model_validator(mode="after")
    def _reasoned(self) -> "Recorded":
        if self.act == "refuse" and self.why is None:
            raise ValueError("thiếu why (a refusal needs its reason)")
        return self


def read(path: Path) -> tuple[Recorded, ...]:
    """All decisions of a file, or none: what cannot be understood stops it before the first is done.

    Raises:
        UsageError: naming every line that is no decision, and why.
    """
    found: list[Recorded] = []
    problems: list[str] = []
    for number, line in _lines(path):
        try:
            found.append(Recorded.model_validate(json.loads(line)))
        except ValidationError as error:
            problems.append(f"dòng {number}: {settings.describe(error, Recorded)}")
        except ValueError:
            problems.append(f"dòng {number}: không phải JSON")
    if problems:
        raise errors.UsageError(what=f"{path}: {'; '.join(problems)}")
    return tuple(found)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """What is written in a file, with the number of its line."""
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise errors.UsageError(what=f"{path}: không đọc được (cannot be read): {type(error).__name__}") from error
    return ((number, line) for number, line in enumerate(written.split("\n"), 1) if line.strip())
