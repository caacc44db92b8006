"""The flat answer of `hdnd check --json` (docs/reference/check.md)."""

import datetime as dt
from typing import Any

from pipeline.document import facts
from pipeline.document.model import Analysis

FIELDS = (
    "body", "parent_body", "level", "number", "notation", "code", "issue_date", "place", "doc_type", "trich_yeu",
    "signer_name", "signer_title", "signing_form", "n_dieu", "first_legal_basis", "addressee", "secrecy", "urgency",
    "is_draft",
)  # fmt: skip


def answer(analysis: Analysis | None) -> dict[str, Any]:
    """Every field with its chosen value, None where nobody states it, and under `sources` all its readings."""
    found = (analysis or Analysis()).facts
    said = facts.written(found)
    values = {name: _plain(getattr(found, name).value) for name in FIELDS}
    return {**values, "sources": {name: said[name] for name in FIELDS if name in said}}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
