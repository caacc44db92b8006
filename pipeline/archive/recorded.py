"""Decisions written down to be done again: a file of JSON lines, each about the received file of one SHA-256."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipeline import errors, settings, text
from pipeline.document.record import Sha256
from pipeline.document.sentences import Said


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
            raise errors.UnfitValue("để trống; cần ghi rõ", "must not be blank")
        return value

    @model_validator(mode="after")
    def _reasoned(self) -> "Recorded":
        if self.act == "refuse" and self.why is None:
            raise errors.UnfitValue("từ chối thì phải nêu why", "a refusal needs its why")
        return self


def read(path: Path) -> tuple[Recorded, ...]:
    """All decisions of a file, or none: what cannot be understood stops it before the first is done.

    Raises:
        UsageError: naming every line that is no decision, and why.
    """
    found: list[Recorded] = []
    problems: list[Said] = []
    for number, line in _lines(path):
        try:
            found.append(Recorded.model_validate(json.loads(line)))
        except ValidationError as error:
            vi, en = (settings.describe(error, Recorded, lang) for lang in ("vi", "en"))
            problems.append((f"dòng {number}: {vi}", f"line {number}: {en}"))
        except ValueError:
            problems.append((f"dòng {number}: không phải JSON", f"line {number}: not JSON"))
    if problems:
        raise errors.UsageError(
            what=f"{path}: {'; '.join(vi for vi, _ in problems)}",
            what_en=f"{path}: {'; '.join(en for _, en in problems)}",
        )
    return tuple(found)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """What is written in a file, with the number of its line."""
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise errors.UsageError(
            what=f"{path}: không đọc được, hoặc không phải văn bản UTF-8",
            what_en=f"{path}: cannot be read, or is not UTF-8 text",
        ) from error
    return ((number, line) for number, line in enumerate(written.split("\n"), 1) if line.strip())
